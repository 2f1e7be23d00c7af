"""Malformed inputs at the command line; `tests/malformed` has many more, read by the readers themselves."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from foedus.store import Ledger

FILES = Path(__file__).parents[1] / "malformed" / "files"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["code", "pdf/pages-cycle.pdf"], "is a broken PDF"),
        (["code", "html/charset-unknown.html"], "is not in the encoding that it declares"),
        (["code", "wacz/link.wacz"], "holds a broken record"),
        (["lists", "add", "list/ftm-kinds.json"], "is no entity"),
        (["lists", "add", "list/entity-bomb.xml"], "declares a document type or entities"),
        (["outlets", "register/bytes.toml"], "is not UTF-8"),
        (["check-data", "--dictionaries", "dictionary/binary.txt"], "no dictionary in"),
        (["watch", "--once", "opml/encoding-hex.opml"], "is no OPML"),
        (["import", "lines/surrogate.jsonl"], "is none of a dump"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_a_command_says_what_is_wrong(foedus: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    """In a line that an analyst understands, with the exit code of a failure."""
    *options, name = arguments
    ledger = [] if options[0] in {"code", "check-data"} else ["--ledger", tmp_path / "x.db"]
    Ledger.open(tmp_path / "x.db").close()
    ran = foedus(*options, FILES / name, *ledger)
    assert says in ran.err
    assert ran.code == 1
    assert "Traceback" not in ran.err
