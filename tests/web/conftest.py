"""A workbench that runs, on a ledger of its own."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import httpx
import pytest
import uvicorn

from foedus.model.text import Origin
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import refresh
from foedus.reading.sources import read_bytes
from foedus.store import Ledger
from foedus.web.app import create_app
from foedus.web.settings import Settings

Serve = Callable[[Settings], str]
_PATIENCE_SECONDS = 20.0


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline, loaded once for all tests that read."""
    return Pipeline.load()


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    """A ledger of the bundled reports; copy it before changing it."""
    place = tmp_path_factory.mktemp("web") / "demo.db"
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    with Ledger.open(place) as ledger:
        for coded in pipeline.code_many(read_bytes(raw, Origin(path="reports.jsonl")).kept):
            ledger.add(coded.document, coded.claims, coded.discards, coder=pipeline.coder_name)
        refresh(ledger)
    return place


@pytest.fixture
def place(demo_ledger: Path, tmp_path: Path) -> str:
    """A copy of it for one test."""
    return str(shutil.copy(demo_ledger, tmp_path / "demo.db"))


@pytest.fixture(scope="session")
def shown(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a workbench that tests only read."""
    copy = shutil.copy(demo_ledger, tmp_path_factory.mktemp("shown") / "demo.db")
    with serving(Settings(place=str(copy), port=0)) as address:
        yield address


@pytest.fixture
def client(shown: str) -> Iterator[httpx.Client]:
    """A program that reads it."""
    with httpx.Client(base_url=shown) as made:
        yield made


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve on loopback in a thread; gives the address."""
    listener = socket.create_server((settings.host, settings.port))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        begun = time.monotonic()
        while not server.started and time.monotonic() - begun < _PATIENCE_SECONDS:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_SECONDS)
        listener.close()
