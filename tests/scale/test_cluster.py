"""A Ray cluster of two nodes on one machine, of which one is killed in mid-run."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.scale.archived import lines_file, told

from foedus.scale.local import LocalEngine
from foedus.scale.running import Run, Summary
from foedus.scale.working import Report, coder_name_of

ray = pytest.importorskip("ray", reason="Ray is an extra: pip install 'foedus[scale]'")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of two nodes with room for one worker each; this process is connected to it."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415  # with the extra alone

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_raylet_start_wait_time_s", "120")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")]))
    try:
        made: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        made.victim = made.add_node(num_cpus=1)
        ray.init(address=made.address, log_to_driver=False)
    except Exception as error:  # noqa: BLE001  # its servers give up after seconds on a busy machine
        pytest.skip(f"a Ray cluster does not start here: {str(error)[:200]}")
    yield made
    ray.shutdown()
    made.shutdown()


def run(inputs: list[Path], output: Path) -> Run:
    """A run that is about to begin."""
    return Run([str(path) for path in inputs], output, coder=coder_name_of("rules"), max_bytes=20_000_000)


def files(output: Path) -> dict[str, bytes]:
    """All that a run wrote, by path."""
    return {str(path.relative_to(output)): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


def test_a_node_that_is_killed_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    """What it had in hand is done by the other one, and the bytes are those of processes on one machine."""
    from foedus.scale.cluster import RayEngine  # noqa: PLC0415  # with the extra alone

    inputs = [lines_file(tmp_path / f"{name}.jsonl.gz", [told(n) for n in range(60)]) for name in "abcdef"]
    heard: list[str] = []

    def hear(report: Report) -> None:
        heard.append(report.input)
        if len(heard) == 2:
            cluster.remove_node(cluster.victim, allow_graceful=False)

    summary: Summary = run(inputs, tmp_path / "cluster").work(RayEngine(2, "rules"), hear)
    assert not summary.failed
    assert sorted(heard) == sorted(map(str, inputs))
    assert not run(inputs, tmp_path / "local").work(LocalEngine(1, "rules"), lambda _: None).failed
    for path in (tmp_path / "cluster").rglob(".*.tmp"):
        path.unlink()  # what the killed node left half written; the next run clears it away
    assert files(tmp_path / "cluster") == files(tmp_path / "local")
