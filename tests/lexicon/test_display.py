"""Codes as an analyst would write them."""

import pytest

from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.names import Names


@pytest.fixture(scope="module")
def display() -> DisplayNames:
    """The shipped names."""
    return DisplayNames.load()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("PRK", "North Korea"),
        ("IGO:UN", "United Nations"),
        ("UNK", "unidentified actors"),
        ("UNK:REB", "unidentified actors"),
        ("XQZ", "XQZ"),
        ("IGO:NOSUCH", "NOSUCH"),
        ("NGO:", "NGO"),
        ("SDN:XYZ", "XYZ of Sudan"),
    ],
)
def test_names_of_codes(display: DisplayNames, code: str, name: str) -> None:
    """A code that no table knows stands for itself."""
    assert display.name_of(code) == name


def test_every_sector_has_words(display: DisplayNames) -> None:
    """Domestic actors are named by sector and state, never by code."""
    for sector in Codebook.load().sectors:
        words, of, state = display.name_of(f"SDN:{sector}").rpartition(" of ")
        assert (of, state) == (" of ", "Sudan")
        assert words
        assert words != sector


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("USA", "the United States"),
        ("USA:CVL", "civilians of the United States"),
        ("PRK", "North Korea"),
        ("NLD", "the Netherlands"),
        ("CAF", "the Central African Republic"),
        ("PNG", "Papua New Guinea"),
        ("IGO:UN", "the United Nations"),
        ("IGO:NATO", "NATO"),
        ("UNK", "unidentified actors"),
    ],
)
def test_names_inside_a_sentence_have_their_article(display: DisplayNames, code: str, told: str) -> None:
    """States and bodies that are called with `the`, and no others."""
    assert display.in_text(code) == told


def test_names_are_those_of_the_whole_table(display: DisplayNames) -> None:
    """What is read on demand is what the table of names says, for every state and body."""
    names = Names.load()
    assert {code: display.name_of(code) for code in names.states} == {code: entry.name for code, entry in names.states.items()}
    bodies = {entity: entries for entity, entries in names.entities() if entity.partition(":")[0] in {"igo", "ngo", "img", "mnc"}}
    assert bodies
    for entity, entries in bodies.items():
        scheme, _, name = entity.partition(":")
        assert display.name_of(f"{scheme.upper()}:{name}") == entries[0].name


def test_only_the_tables_that_are_asked_for_are_read() -> None:
    """Each once: a ledger names few states, and bodies in few commands."""
    read: list[str] = []

    def state_of(code: str) -> str | None:
        read.append(code)
        return {"PRK": "North Korea"}.get(code)

    def bodies() -> dict[str, str]:
        read.append("bodies")
        return {"igo:UN": "United Nations"}

    display = DisplayNames(state_of, bodies, {"REB": "armed opposition"})
    assert read == []
    assert [display.name_of(code) for code in ("PRK", "PRK:REB", "XQZ", "PRK")] == [
        "North Korea",
        "armed opposition of North Korea",
        "XQZ",
        "North Korea",
    ]
    assert read == ["PRK", "XQZ"]
    assert [display.name_of(code) for code in ("IGO:UN", "NGO:X", "IGO:UN")] == ["United Nations", "X", "United Nations"]
    assert read == ["PRK", "XQZ", "bodies"]


def test_a_code_is_no_path(display: DisplayNames) -> None:
    """A code that somebody typed never leads out of the table's folder."""
    assert display.name_of("../others") == "../others"
