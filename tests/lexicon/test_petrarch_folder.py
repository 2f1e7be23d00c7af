"""Dictionaries as they are given: files and folders, the kind of each, and the count of what was read."""

from pathlib import Path

import pytest

from foedus.errors import DataError
from foedus.lexicon.petrarch import read
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.folder import FileKind, kind_of
from foedus.lexicon.petrarch.lines import lines_of

FILES = {
    "a.txt": "FREELAND_ [TCD]\n+FREE_TOWN_\n",
    "b.txt": "WATCHMAN {WATCHMEN} [~COP]\nTHING [COP]\n",
    "c.txt": "--- EXPEL [---] ---\nEXPEL {EXPELS EXPELLED EXPELLING}\n- * ENVOY [161]\n- * | [161]\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one file of each kind."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FREELAND_ [TCD]", FileKind.ACTORS),
        ("DUCK_ [TCDGOV >010101]\n[IGO:UN]", FileKind.ACTORS),
        ("NOBODY_ [---]\nDUCK_ [TCD]\nGOOSE_ [NER]", FileKind.ACTORS),
        ("FARMER [~AGR]", FileKind.AGENTS),
        ("FIRM [MNC~]", FileKind.AGENTS),
        ("EXPEL [174]", FileKind.VERBS),
        ("EXPEL [COERCE]\nMEET [CONSULT visit]", FileKind.VERBS),
        ("MEET [042:043]", FileKind.VERBS),
        ("--- MEET ---\nMEET", FileKind.VERBS),
        ("&AID\n+MONEY", FileKind.VERBS),
        ("How to read this: see [here](README.md).", None),
        ("", None),
    ],
)
def test_the_kind_of_a_file_is_told_from_its_content(text: str, kind: FileKind | None) -> None:
    """By most of its codes and lines; a text that is no dictionary has none."""
    assert kind_of(lines_of(text.encode(), "x"), Codes.load()) == kind


def test_a_folder(folder: Path) -> None:
    """All files of it, each counted; a hidden one is no dictionary."""
    (folder / ".hidden").write_text("DUCK_ [TCD]", encoding="utf-8")
    found = read([folder])
    assert [(file.file, file.kind.value, file.rows, file.unread) for file in found.files] == [
        ("a.txt", "actors", 2, 0),
        ("b.txt", "agents", 1, 1),
        ("c.txt", "verbs", 3, 1),
    ]
    assert (len(found.names), len(found.agents), len(found.verbs)) == (2, 1, 2)
    assert [discard.place for discard in found.discards] == ["b.txt:2", "c.txt:4"]
    assert not found.only


def test_a_file_that_is_no_dictionary_is_said(folder: Path) -> None:
    """Also what is not text."""
    (folder / "notes.md").write_bytes(b"\xff\xfe nothing")
    found = read([folder / name for name in (*FILES, "notes.md")])
    assert found.discards[0].place == "notes.md"
    assert "holds no rows" in found.discards[0].reason


def test_files_of_one_name_are_told_apart(folder: Path) -> None:
    """By their folders."""
    (folder / "more").mkdir()
    (folder / "more" / "a.txt").write_text("DUCK_ [ZZZ]", encoding="utf-8")
    found = read([folder, folder / "more"])
    assert [file.file for file in found.files if file.kind is FileKind.ACTORS] == [f"{folder.name}/a.txt", "more/a.txt"]
    assert found.discards[0].place == "more/a.txt:1"


def test_files_of_a_kind_are_read_as_one(tmp_path: Path) -> None:
    """They share synonym sets, and what two of them say of the same words is said once; but no name goes on in the next file."""
    (tmp_path / "1.txt").write_text("&AID\n+MONEY\nGIVE [070]\n", encoding="utf-8")
    (tmp_path / "2.txt").write_text("LEND [071]\n- * &AID [072]\nGIVE [073]\n", encoding="utf-8")
    (tmp_path / "3.txt").write_text("DUCK_ [TCD]\nGOOSE_ [NER]\n", encoding="utf-8")
    (tmp_path / "4.txt").write_text("+DRAKE_\nSWAN_ [TCD]\nSWALLOW_ [NER]\n", encoding="utf-8")
    found = read([tmp_path])
    assert {(discard.place, discard.reason) for discard in found.discards} == {
        ("2.txt:3", "says of the same words what 1.txt:3 says, which counts"),
        ("4.txt:1", "belongs to no name that can be read"),
    }
    assert [row.conditions.partition("=")[2] for row in found.verbs] == ["", "", "money"]


def test_old_encodings_and_line_ends(tmp_path: Path) -> None:
    """Latin-1, a byte order mark, and the line ends of three systems."""
    (tmp_path / "a.txt").write_bytes("S\xc3O_TOM\xc9_ [STP]\r\nB_ [TCD]\rC_ [NER]\n".encode("latin-1"))
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfD_ [TCD]\n")
    found = read([tmp_path])
    assert [row.words for row in found.names] == [("sao", "tome"), ("b",), ("c",), ("d",)]
    assert [row.source for row in found.names] == ["a.txt:1", "a.txt:2", "a.txt:3", "b.txt:1"]


def test_nothing_to_read(tmp_path: Path) -> None:
    """A path that is not there, and a folder without dictionaries, name the remedy."""
    with pytest.raises(DataError, match=r"nowhere\.txt cannot be read: No such file"):
        read([tmp_path / "nowhere.txt"])
    with pytest.raises(DataError, match=r"no dictionary in .*: give actor, agent or verb files"):
        read([tmp_path])


@pytest.mark.parametrize(("kind", "lines"), [(FileKind.ACTORS, 10), (FileKind.AGENTS, 4), (FileKind.VERBS, 14)])
def test_the_examples_of_the_documentation_are_read(tmp_path: Path, kind: FileKind, lines: int) -> None:
    """Each is of its kind, and nothing of it is left out."""
    text = (Path(__file__).parents[2] / "docs" / "dictionaries.md").read_text(encoding="utf-8")
    example = text.partition(f"```{kind.value}\n")[2].partition("```")[0]
    (tmp_path / "example.txt").write_text(example, encoding="utf-8")
    found = read([tmp_path])
    assert found.discards == ()
    assert [(file.kind, file.rows) for file in found.files] == [(kind, lines)]
