"""Files that are broken, cut off, hostile or out of date give an error that names file and place."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from tests.screening.conftest import load_file, nobody, sites
from tests.screening.synthetic import ADD, ALT, EU_CSV, FIRM, FTM, HOLDER, LISTS, SDN, SIMPLE, UK_CSV, UN

from foedus.errors import ListError
from foedus.model.listing import EntryKind, ListedName, NameKind
from foedus.screening.drafts import PERSON, Draft, settle
from foedus.screening.loading import check_successor, files_in

BOMB = """<?xml version="1.0"?>
<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST dateGenerated="2026-11-20"><ENTITIES><ENTITY><FIRST_NAME>&b;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
OUTWARD = BOMB.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/hostname">')
NESTED = UN.replace("<ENTITIES>", f"<ENTITIES><ENTITY>{'<A>' * 5000}{'</A>' * 5000}</ENTITY>")
CONLIST = "Last Updated,27/01/2026\nName 6,Name 1,Group Type,Regime,Group ID\nX,,Entity,Russia,1\n"
DEEP_LINE = '{"id": "x", "schema": "Company", "properties": {"name": ' + "[" * 100_000 + "}\n"


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, form: str, share: float) -> None:
    """In the middle of whatever it was: an error that names the file, never a part of a list."""
    path = LISTS[form](tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)].rstrip(b"\r\n"))
    with pytest.raises(ListError, match=path.name):
        load_file(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        (BOMB, "document type or entities"),
        (OUTWARD, "document type or entities"),
        (NESTED, "nests more than"),
        ("<a><b/></a>", "outermost element is a; known are"),
        ("<ArrayOfFinancialSanctionsTarget/>", "retired on 28 January 2026"),
        ("<sdnList/>", "load SDN.CSV"),
        ("<a>", "broken or was cut off|no list"),
        (CONLIST, "retired on 28 January 2026"),
        (ALT, "are read with the SDN.CSV"),
        ("just, some, words\n1,2,3\n", "no list that is known"),
        (DEEP_LINE, "line 1 is no entity"),
        (FTM + "\x00\x01{", "is no entity"),
        (SIMPLE.replace('"LegalEntity"', '"LegalEntity', 1), "cells for 16 columns"),
        (EU_CSV.replace("EU.9001.1;", "", 1), "line 2: 22 cells for 23 columns"),
        (UK_CSV + "RUS9,x\r\n", "2 cells for 26 columns"),
        (
            "\n".join((SIMPLE.split("\r\n")[0], '"1","Person","Jane Example"' + ',""' * 13)),
            "no entry that could be loaded: 1 natural persons",
        ),
    ],
)
def test_what_is_no_whole_list_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    """With the reason and, where there is one, what to load in its place."""
    path = tmp_path / "list.txt"
    path.write_bytes(content.encode())
    with pytest.raises(ListError, match=reason):
        load_file(path)


def test_what_is_not_utf8_is_refused_where_it_must_be(tmp_path: Path) -> None:
    """Another encoding would turn names into others without a word; the US Treasury's files are in an old one."""
    path = tmp_path / "list.csv"
    path.write_bytes(SIMPLE[1:].replace("Test Set", "Tést").encode("latin-1", "replace"))
    with pytest.raises(ListError, match="not UTF-8"):
        load_file(path)
    main = LISTS["ofac.csv"](tmp_path)
    main.write_bytes(SDN.replace(FIRM.upper(), "CAFÉ KORLAN").encode("cp1252"))
    assert load_file(main).entries[0].names[0].text == "CAFÉ KORLAN"


def test_a_treasury_file_needs_its_aliases(tmp_path: Path) -> None:
    """Without them most names would be missing; in a folder only the main file is a list."""
    path = LISTS["ofac.csv"](tmp_path)
    assert files_in(tmp_path) == [path]
    (tmp_path / "alt.csv").unlink()
    with pytest.raises(ListError, match=r"aliases in alt\.csv"):
        load_file(path)


def test_a_broken_file_beside_is_named(tmp_path: Path) -> None:
    """Though the main file is whole."""
    path = LISTS["ofac.csv"](tmp_path)
    (tmp_path / "ADD.CSV").write_text(ADD[:60], encoding="utf-8")
    with pytest.raises(ListError, match=r"ADD\.CSV, line 1"):
        load_file(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Neither file nor folder."""
    with pytest.raises(ListError, match="no file or folder"):
        files_in(tmp_path / "nothing")


def test_what_the_user_states_stands(tmp_path: Path) -> None:
    """Name, licence and date."""
    edition = load_file(LISTS["ofac.csv"](tmp_path), name="ours", licence="contract 7", dated=dt.date(2026, 11, 1)).edition
    assert (edition.name, edition.licence, edition.dated, edition.warnings) == ("ours", "contract 7", dt.date(2026, 11, 1), ())


def test_an_old_list_is_warned_of(tmp_path: Path) -> None:
    """With its age."""
    edition = load_file(LISTS["un.xml"](tmp_path), dated=dt.date(2026, 1, 1)).edition
    assert edition.warnings == ("the list is 330 days old: a newer one may be out",)


def test_an_older_or_much_smaller_edition_does_not_follow(tmp_path: Path) -> None:
    """The same day and half of the entries still do."""
    edition = load_file(LISTS["un.xml"](tmp_path)).edition
    check_successor(edition, edition)
    check_successor(edition, msgspec.structs.replace(edition, entries=edition.entries * 2))
    with pytest.raises(ListError, match="2026-11-21 is loaded, and stays: --force"):
        check_successor(edition, msgspec.structs.replace(edition, dated=dt.date(2026, 11, 21)))
    with pytest.raises(ListError, match="4 entries, the edition that is loaded 9"):
        check_successor(edition, msgspec.structs.replace(edition, entries=9))


def test_a_listed_person_of_our_tables_is_an_office_holder() -> None:
    """Though the list names no office; a weak alias is not enough, and of everybody else nothing is kept."""
    named = Draft(reference="1", kind=PERSON, names=(ListedName(text=HOLDER),))
    weak = Draft(reference="1", kind=PERSON, names=(ListedName(text="X Y"), ListedName(text=HOLDER, kind=NameKind.WEAK)))
    known = {HOLDER: "person:PRK/test"}
    entry = settle(named, sites, lambda name, _: known.get(name, ""))
    assert not isinstance(entry, str)
    assert (entry.kind, entry.known, entry.offices) == (EntryKind.OFFICE_HOLDER, "person:PRK/test", ())
    assert isinstance(settle(weak, sites, lambda name, _: known.get(name, "")), str)
    assert isinstance(settle(named, sites, nobody), str)


@pytest.mark.parametrize(
    ("office", "kept"),
    [
        ("Minister of Defence", True),
        ("Deputy Commander of the Strategic Force", True),
        ("Member of the State Duma", True),
        ("President of Test Bank", False),
        ("General Director of a trading company", False),
        ("Director of the Foreign Intelligence Service", True),
        ("Director of a state enterprise", False),
        ("Employee of the state archive", False),
        ("General manager", False),
        ("Businessman", False),
        ("", False),
    ],
)
def test_a_public_office_makes_an_office_holder(office: str, kept: bool) -> None:
    """A post in a firm does not."""
    draft = Draft(reference="1", kind=PERSON, names=(ListedName(text="Somebody Else"),), offices=(office,))
    assert isinstance(settle(draft, sites, nobody), str) is not kept


def test_an_entry_that_was_changed_is_another_one() -> None:
    """Ids come from the content."""
    first = settle(Draft(reference="1", kind="vessel", names=(ListedName(text="A Ship"),)), sites, nobody)
    again = settle(Draft(reference="1", kind="vessel", names=(ListedName(text=" A  Ship"),)), sites, nobody)
    other = settle(Draft(reference="1", kind="vessel", names=(ListedName(text="A Ship"),), countries=("ru",)), sites, nobody)
    assert first == again
    assert not isinstance(first, str)
    assert not isinstance(other, str)
    assert first.id != other.id
