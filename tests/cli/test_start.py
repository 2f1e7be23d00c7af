"""What commands load: each runs in a process of its own, and says which modules were imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from foedus.lexicon.names import Names
from foedus.pipeline.documents import Pipeline
from foedus.store import Ledger

pytestmark = pytest.mark.slow

REPORT = "Germany agreed on Tuesday to send 500 troops to Poland. Russia condemned the deal.\n"
_PROGRAM = """
import sys
from foedus.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
_COMPUTING = frozenset({"numpy", "scipy", "onnxruntime", "matplotlib", "pyarrow"})
_STORING = frozenset({"sqlalchemy", "alembic"})
_READING = frozenset({"trafilatura", "lxml", "feedparser", "pypdf", "fastwarc", "httpx"})
_HEAVY = _COMPUTING | _STORING | _READING | {"spacy", "torch", "fastapi", "docx", "typst", "ray", "py3langid"}


def imported(folder: Path, *arguments: str) -> tuple[str, set[str]]:
    """Standard output of a command in a fresh process, and the modules that it imported."""
    ran = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", _PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return ran.stdout, set(ran.stderr.splitlines()[-1].split())


def test_help_loads_nothing_that_a_command_needs(tmp_path: Path) -> None:
    """Help on the commands loads no library that computes, stores or reads, and no table."""
    out, modules = imported(tmp_path, "--help")
    assert "findings" in out
    assert not modules & _HEAVY
    assert not {name for name in modules if name.startswith(("foedus.pipeline", "foedus.store", "foedus.recognition", "foedus.parsing"))}


def test_findings_load_the_ledger_but_not_the_coder(tmp_path: Path) -> None:
    """Findings of a ledger of this version are listed without the coder, without Alembic and without what computes."""
    Ledger.open(tmp_path / "foedus.db").close()
    _, modules = imported(tmp_path, "findings")
    assert "sqlalchemy" in modules
    assert not modules & (_HEAVY - {"sqlalchemy"})
    assert not modules & {"foedus.pipeline.documents", "foedus.pipeline.briefing", "foedus.coding.coder", "foedus.parsing.parser"}


def test_coding_loads_the_model_and_no_other_command(tmp_path: Path) -> None:
    """The first claims of a text need the model and the tables: no ledger, no spaCy, no reader of another format."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    out, modules = imported(tmp_path, "code", "report.txt", "--published", "2025-06-19")
    assert '"event":"AGREE"' in out
    assert not modules & (_HEAVY - {"numpy", "onnxruntime", "py3langid"})
    assert {name for name in modules if name.startswith("foedus.brief.")} == {"foedus.brief.forms"}
    assert not {name for name in modules if name.startswith(("foedus.store", "foedus.network", "foedus.desk", "foedus.web"))}


def test_the_names_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Actors and places share one table of names."""
    read: list[Names] = []
    load = Names.load

    def counted() -> Names:
        read.append(load())
        return read[-1]

    monkeypatch.setattr(Names, "load", counted)
    Pipeline.load()
    assert len(read) == 1
