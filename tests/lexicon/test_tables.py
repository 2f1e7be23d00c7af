"""Tables become typed rows, or an error that names file and line."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import DataError
from foedus.lexicon.tables import _plain, data_file, data_folder, rows, toml
from foedus.model.record import Record


class Line(Record, frozen=True, kw_only=True):
    """A row for these tests."""

    name: str
    weight: float = 0.5
    note: str = ""


def table(folder: Path, text: str) -> Path:
    """A file of that text."""
    path = folder / "some.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_cells_take_the_type_of_their_field(tmp_path: Path) -> None:
    """Empty cells leave the default; empty lines and remarks are skipped."""
    path = table(tmp_path, "# a remark\nname\tweight\tnote\n\nalpha\t2\tx y\n# off\t1\t\nbeta\t\t\n")
    assert list(rows(path, Line)) == [Line(name="alpha", weight=2.0, note="x y"), Line(name="beta")]


def test_a_table_of_its_header_alone_has_no_rows(tmp_path: Path) -> None:
    """Neither has an empty file."""
    assert list(rows(table(tmp_path, "name\tweight\n"), Line)) == []
    assert list(rows(table(tmp_path, ""), Line)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\tweight\nalpha\n", r"some\.tsv, line 2: 1 cells for 2 columns"),
        ("name\tweight\nalpha\t1\n\nbeta\t1\t\n", r"some\.tsv, line 4: 3 cells for 2 columns"),
        ("name\tweight\nalpha\theavy\n", r"some\.tsv, line 2: .*weight"),
        ("name\tweight\n\t1\n", r"some\.tsv, line 2: .*name"),
    ],
)
def test_a_broken_row_names_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    """Too few or too many cells, a cell of another kind, a required cell that is empty."""
    with pytest.raises(DataError, match=message):
        list(rows(table(tmp_path, text), Line))


def test_toml_is_read_or_refused(tmp_path: Path) -> None:
    """What is no TOML names its file."""
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('name = "Elbonia"\n', encoding="utf-8")
    bad.write_text("name = \n", encoding="utf-8")
    assert toml(good) == {"name": "Elbonia"}
    with pytest.raises(DataError, match=r"bad\.toml"):
        toml(bad)


PLAIN = ('a = "x"', 'b-1 = "y; é"', "[t]", "[t.u]", "[t.a]", "[a]", 'c = "z" # more', "# alone", "", "  ")
OTHERS = ('a = """', r'q = "\n"', "n = 1", 'a = ["x"]', "[[t]]", '"k" = "v"', "a.b = 'c'")


@given(st.lists(st.sampled_from(PLAIN * 3 + OTHERS), max_size=8).map("\n".join))
def test_plain_toml_is_read_as_the_parser_reads_it(text: str) -> None:
    """What is read by lines is read as the parser reads it, in the same order; what the parser refuses is not read by lines."""
    plain = _plain(text)
    if plain is not None:
        assert json.dumps(plain) == json.dumps(tomllib.loads(text))


def test_shipped_toml_is_read_as_the_parser_reads_it() -> None:
    """The files of all states are plain, and every plain file is read as the parser reads it."""
    files = sorted(Path(str(data_folder())).rglob("*.toml"))
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    plain = {path: found for path, text in texts.items() if (found := _plain(text)) is not None}
    assert {path for path in files if path.parent.name == "states"} <= plain.keys()
    assert all(json.dumps(found) == json.dumps(tomllib.loads(texts[path])) for path, found in plain.items())


def test_data_files_are_found_by_name_or_missed_by_name() -> None:
    """A missing file is named with the remedy."""
    assert data_file("codebook/plover.toml").name == "plover.toml"
    with pytest.raises(DataError, match=r"codebook/none\.toml is missing: reinstall"):
        data_file("codebook/none.toml")


def test_every_folder_of_data_says_what_it_holds() -> None:
    """A README names columns, source and licence."""
    for folder in data_folder().iterdir():
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            readme = folder / "README.md"
            assert readme.is_file(), f"data/{folder.name} has no README.md"
            text = readme.read_text(encoding="utf-8").lower()
            assert "cc by" in text or "public domain" in text, f"data/{folder.name}/README.md names no licence"
