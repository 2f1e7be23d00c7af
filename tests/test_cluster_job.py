"""The job for a Ray cluster on Kubernetes: its command is one of the program, its pods see the same paths, and its workers have room."""

import re
import shlex
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import typer.main
import yaml

from foedus.cli.app import app
from foedus.scale.inputs import is_remote

ROOT = Path(__file__).parents[1]
# more than a worker was ever seen to take, and what Ray itself needs in a pod: docs/cluster.md
WORKER_MB, RAY_MB = 1000, 1000


@pytest.fixture(scope="module")
def spec() -> Any:
    """What the job says."""
    job = yaml.safe_load((ROOT / "deploy" / "ray-job.yaml").read_text(encoding="utf-8"))
    assert (job["apiVersion"], job["kind"]) == ("ray.io/v1", "RayJob")
    return job["spec"]


def pods(spec: Any) -> list[Any]:
    """The pods' specifications, the head's first."""
    cluster = spec["rayClusterSpec"]
    return [group["template"]["spec"] for group in (cluster["headGroupSpec"], *cluster["workerGroupSpecs"])]


def given(spec: Any) -> dict[str, Any]:
    """The parameters that the command is called with, as the program reads them."""
    program, name, *words = shlex.split(spec["entrypoint"])
    assert program == "foedus"
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    return dict(group.commands[name].make_context(name, words).params)


def test_the_command_runs_on_the_cluster(spec: Any) -> None:
    """Its options are the program's; records that are left out, as in every crawl, do not make it a failure."""
    parameters = given(spec)
    assert (parameters["engine"].value, parameters["address"], parameters["lenient"]) == ("ray", "auto", True)


def test_there_is_a_processor_for_each_worker(spec: Any) -> None:
    """The workers are as many as the processors that Ray is told of, which are those of the pods; the head codes nothing."""
    cluster = spec["rayClusterSpec"]
    assert cluster["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    (group,) = cluster["workerGroupSpecs"]
    cores = int(group["rayStartParams"]["num-cpus"])
    (container,) = group["template"]["spec"]["containers"]
    assert container["resources"]["limits"]["cpu"] == str(cores)
    assert given(spec)["workers"] == cores * group["replicas"]
    assert container["resources"]["limits"]["memory"].endswith("Gi")
    megabytes = int(container["resources"]["limits"]["memory"].removesuffix("Gi")) * 1024
    assert megabytes >= cores * WORKER_MB + RAY_MB


def test_all_pods_see_the_same_paths(spec: Any) -> None:
    """Inputs and output lie on one volume, mounted in the same place everywhere."""
    parameters, mounted = given(spec), []
    for pod in pods(spec):
        (container,), (volume,) = pod["containers"], pod["volumes"]
        mounted.append((container["image"], container["volumeMounts"], volume))
    assert all(one == mounted[0] for one in mounted)
    (mount,) = mounted[0][1]
    for place in (*parameters["inputs"], str(parameters["output"])):
        assert is_remote(place) or PurePosixPath(place).is_relative_to(mount["mountPath"])


def test_pods_may_do_little(spec: Any) -> None:
    """They run as the image's user, who is not root and cannot become it."""
    (user,) = re.findall(r"^USER (\d+):\d+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    for pod in pods(spec):
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["runAsUser"] == int(user)
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"] == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    image = (ROOT / "deploy" / "ray.Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.+)$", image, re.MULTILINE)[-1].startswith(user)


def test_nobody_uses_the_cluster_without_a_token(spec: Any) -> None:
    """Ray's ports run whatever they are asked to."""
    assert spec["rayClusterSpec"]["authOptions"] == {"mode": "token"}


def test_ray_is_the_version_that_is_pinned(spec: Any) -> None:
    """All machines of a cluster must run the same one."""
    (pinned,) = re.findall(r"^ray==(.+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert spec["rayClusterSpec"]["rayVersion"] == pinned
