"""The containers: reached from this machine alone, no password of their own, nobody root; and their command serves."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

ROOT = Path(__file__).parents[1]
TOKEN = "t" * 32
WORKBENCHES = ("solo", "team")
_PATIENCE_SECONDS = 60.0


@pytest.fixture(scope="module")
def compose() -> Any:
    """What `compose.yaml` says."""
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_every_port_is_on_loopback(compose: Any) -> None:
    """The database has none at all, and is on a network that leads nowhere else."""
    ports = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert all(port.startswith("127.0.0.1:") for service in ports.values() for port in service)
    assert ports["database"] == []
    assert compose["services"]["database"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_each_service_is_of_one_profile(compose: Any) -> None:
    """Nothing starts without being asked for; a ledger in a file needs no database."""
    profiles = {name: service["profiles"] for name, service in compose["services"].items()}
    assert profiles == {"solo": ["solo"], "team": ["team"], "database": ["team"]}


def test_there_is_no_password_in_it(compose: Any) -> None:
    """Passwords and users come from files that somebody must make; the file of users must be named."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(POSTGRES_PASSWORD|PGPASSWORD):", text, re.MULTILINE)
    assert compose["secrets"]["users"]["file"].startswith("${FOEDUS_USERS:?")
    assert compose["services"]["database"]["environment"].keys() == {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}
    for name in WORKBENCHES:
        service = compose["services"][name]
        assert "--users=/run/secrets/users" in service["command"]
        assert "users" in service["secrets"]
        assert not re.search(r"//[^/@]*:[^/@]*@", " ".join(service["command"]))


def test_a_workbench_may_do_little(compose: Any) -> None:
    """It is not root, cannot become it, and writes to its volume only."""
    for name in WORKBENCHES:
        service = compose["services"][name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert "no-new-privileges:true" in service["security_opt"]
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    users = re.findall(r"^USER (.+)$", image, re.MULTILINE)
    assert users[-1] == "10001:10001"
    assert re.match(r"(?s).*^FROM python:3\.\d+-slim$", image, re.MULTILINE)
    assert "/health" in image[image.index("HEALTHCHECK") :]


def test_what_the_image_copies_is_let_through() -> None:
    """`.dockerignore` shuts all else out."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    copied = [
        name
        for line in re.findall(r"^COPY (.+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
        for name in line.split()[:-1]
    ]
    assert "*" in rules
    for name in copied:
        assert f"!{name}" in rules
        assert (ROOT / name).exists()


@contextmanager
def running(words: list[str], port: int) -> Iterator[str]:
    """The command as the container runs it, on another port."""
    command = [sys.executable, "-c", "from foedus.cli import main; main()", *words, f"--port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ))  # noqa: S603  # our own command
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)
        assert process.stderr is not None
        process.stderr.close()


@pytest.mark.slow
def test_the_command_serves(compose: Any, tmp_path: Path) -> None:
    """An empty ledger is made; health is told to anybody, pages to those with a token, nothing under another name."""
    users = tmp_path / "users.tsv"
    users.write_text(f"Ann\tanalyst\t{TOKEN}\n", encoding="utf-8")
    users.chmod(0o600)
    places = {"/run/secrets/users": str(users), "/data": str(tmp_path)}
    words = [re.sub(r"/run/secrets/users|/data", lambda found: places[found[0]], word) for word in compose["services"]["solo"]["command"]]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with running(words, port) as address:
        health = _healthy(address)
        assert health == {"status": "ok"}
        assert httpx.get(f"http://localhost:{port}/health").status_code == 200
        assert httpx.get(f"{address}/inbox").headers["location"] == "/login"
        known = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.get(f"{address}/api/documents", headers=known).json()["total"] == 0
        assert httpx.get(f"{address}/health", headers={"host": "evil.example"}).status_code == 421


def _healthy(address: str) -> object:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            return httpx.get(f"{address}/health").json()
        except httpx.TransportError:
            time.sleep(0.1)
    return None
