"""Limits on what is read whole or line by line and is no document."""

import io
import sys
from pathlib import Path

import pytest

from foedus.errors import DataError, LedgerError, ListError
from foedus.lexicon.petrarch import lines
from foedus.lexicon.tables import toml
from foedus.screening.formats import detecting
from foedus.store import lines_in


def test_a_line_of_a_dump_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the limit is an error with its number, before it is held whole."""
    monkeypatch.setattr(sys.modules[lines_in.__module__], "MAX_LINE", 10)
    assert list(lines_in(io.BytesIO(b"one\ntwo\n"))) == [b"one\n", b"two\n"]
    with pytest.raises(LedgerError, match="line 2 of the dump has over 10 bytes"):
        list(lines_in(io.BytesIO(b"one\n" + b"x" * 99)))


def test_a_list_has_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that no list comes near is not looked at."""
    monkeypatch.setattr(detecting, "MAX_BYTES", 10)
    path = tmp_path / "list.csv"
    path.write_text("id,schema,name\n")
    with pytest.raises(ListError, match=r"list\.csv has 15 bytes, over the limit of 10 for a list"):
        detecting.form_of(path)


def test_a_table_has_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The register of outlets and its like are not read without end."""
    monkeypatch.setattr("foedus.lexicon.tables.MAX_BYTES", 10)
    path = tmp_path / "outlets.toml"
    path.write_text("name = 'The Daily'\n")
    with pytest.raises(DataError, match=r"outlets\.toml has over 10 characters"):
        toml(path)


def test_a_line_of_a_dictionary_has_an_end() -> None:
    """Longer than any row is left out, and what follows is read; a comment over many lines is none of it."""
    found = lines.lines_of(b"CHAD_ [TCD]\n" + b"x" * 2_001 + b"\nMALI_ [MLI]", "actors.txt")
    assert [(line.number, line.is_cut) for line in found] == [(1, False), (2, True), (3, False)]
    kept = lines.lines_of(b"<!-- a\nb -->CHAD_ [TCD]\n<!-- open\nMALI_ [MLI]", "actors.txt")
    assert [(line.number, line.text) for line in kept] == [(2, "CHAD_ [TCD]"), (4, "MALI_ [MLI]")]


def test_comments_that_never_close_are_gone_through_once() -> None:
    """Many openings without a closing take time in proportion to their number."""
    assert lines.lines_of(b"<!--\n" * 200_000, "actors.txt") == []
