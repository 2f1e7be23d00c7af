"""Commands run in this process, on pipelines that are loaded once."""

import io
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from foedus.cli import main
from foedus.lexicon.petrarch import NO_DICTIONARIES
from foedus.model.record import Record
from foedus.pipeline.documents import Pipeline
from foedus.registry import DEFAULT_CODER

STORY = """Workers for drones

North Korea will send 25,000 workers to Russia in exchange for know-how, a South Korean official said on Monday.

Japan condemned the plan on Tuesday. The weather in Bergen was fine.
"""


class Ran(Record, frozen=True, kw_only=True):
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
_load = cache(Pipeline.load)


@pytest.fixture
def foedus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in an empty folder: arguments, and bytes of standard input."""
    monkeypatch.setattr(
        Pipeline,
        "load",
        lambda coder=DEFAULT_CODER, dictionaries=NO_DICTIONARIES, *, parse_all=False: _load(coder, dictionaries, parse_all=parse_all),
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FOEDUS_LEDGER", raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        streams = [io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8") for raw in (stdin, b"", b"")]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["foedus", *map(str, arguments)])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            try:
                main()
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        for stream in streams[1:]:
            stream.flush()
        _, out, err = (stream.buffer for stream in streams)
        return Ran(code=code, out=_read(out), err=_read(err))

    return run


def _read(buffer: object) -> str:
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(errors="surrogateescape")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A report in a file."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def ledger(foedus: Run, story: Path) -> str:
    """A ledger with the report in it."""
    ran = foedus("read", story, "--published", "2025-06-19", "--outlet", "Daily Test", "--ledger", "test.db")
    assert ran.code == 0
    return "test.db"
