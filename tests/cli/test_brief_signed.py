"""Commentary and override on the command line."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

REPORT = "North Korea will send 25,000 workers to Russia, officials said on Tuesday."
GOOD = "author: Ada Example\n\nNorth Korea will send 25 000 workers to Russia [{id}].\n"
BAD = "author: Ada Example\n\nNorth Korea will send 26 000 workers to Russia [{id}].\n"


@pytest.fixture
def ledger(foedus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of one report, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    foedus("read", "report.txt", "--published", "2025-06-19", "--ledger", "l.db")
    return "l.db"


def commented(foedus: Run, ledger: str, text: str) -> None:
    """A file of commentary on the ledger's finding."""
    key = foedus("findings", "--ledger", ledger).out.split()[0]
    Path("view.md").write_text(text.format(id=key), encoding="utf-8")


def test_commentary_is_printed(foedus: Run, ledger: str) -> None:
    """With its author's name, and exit code 0."""
    commented(foedus, ledger, GOOD)
    ran = foedus("brief", "--ledger", ledger, "--commentary", "view.md")
    assert ran.code == 0, ran.err
    assert "## Commentary by Ada Example, not composed by rule" in ran.out


def test_faults_stop_the_brief(foedus: Run, ledger: str) -> None:
    """Exit code 1, the fault on standard error, and no file."""
    commented(foedus, ledger, BAD)
    ran = foedus("brief", "--ledger", ledger, "--commentary", "view.md", "-o", "brief.md")
    assert ran.code == 1
    assert "a number that no cited claim has (26 000)" in ran.err
    assert not Path("brief.md").exists()


def test_a_person_may_let_faults_pass(foedus: Run, ledger: str) -> None:
    """Exit code 3; the brief begins with the name, the reason and the fault."""
    commented(foedus, ledger, BAD)
    ran = foedus("brief", "--ledger", ledger, "--commentary", "view.md", "-o", "brief.md", "--override", "It was said", "--by", "Bea")
    assert ran.code == 3
    head = Path("brief.md").read_text(encoding="utf-8").partition("## ")[0]
    assert "**This brief did not pass its check**, and Bea let it pass: It was said" in head
    assert "a number that no cited claim has (26 000)" in head
    assert "let pass: " in ran.err


def test_nothing_is_overridden_where_nothing_is_wrong(foedus: Run, ledger: str) -> None:
    """The options alone change nothing."""
    ran = foedus("brief", "--ledger", ledger, "--override", "In haste", "--by", "Bea")
    assert ran.code == 0
    assert "did not pass" not in ran.out


@pytest.mark.parametrize("options", [("--override", "In haste"), ("--by", "Bea"), ("--commentary", "none.md")])
def test_half_a_signature_is_misuse(foedus: Run, ledger: str, options: tuple[str, str]) -> None:
    """A reason needs a name and a name a reason; a file has to be there."""
    assert foedus("brief", "--ledger", ledger, *options).code == 2
