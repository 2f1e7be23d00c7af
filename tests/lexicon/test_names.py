"""The table of actors: what it says, and how it refuses what it cannot use."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
import spacy

from foedus.errors import DataError
from foedus.lexicon.names import Entry, Kind, Names, Strength
from foedus.lexicon.spellings import split, variants
from foedus.lexicon.tables import data_folder, toml

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "names.jsonl").read_text(encoding="utf-8").splitlines()]
MINIMAL = 'name = "Freedonia"\n'


@pytest.fixture(scope="module")
def names() -> Names:
    """The package's own table."""
    return Names.load()


def load(folder: Path, *, state: str = MINIMAL, file: str = "FRE.toml", organisations: str = "", others: str = "") -> Names:
    """Names from one state's file and the two others."""
    (folder / "states").mkdir()
    (folder / "states" / file).write_text(state, encoding="utf-8")
    (folder / "organisations.toml").write_text(organisations, encoding="utf-8")
    (folder / "others.toml").write_text(others, encoding="utf-8")
    return Names.load(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case.get('on', '')}".strip())
def test_names_have_their_code_and_sector(names: Names, case: dict[str, Any]) -> None:
    """Each name of the cases has its code, sector and kind on its day."""
    words = [*split(case["name"]), "said"]
    on = dt.date.fromisoformat(case["on"]) if "on" in case else None
    end, entries = names.at(words, 0)
    picked = names.pick([entry for entry in entries if not entry.is_weak], on)
    assert end == len(words) - 1
    assert [(entry.code_on(on), entry.sector_on(on), entry.kind.value) for entry in picked] == [
        (case["code"], case["sector"], case["kind"])
    ]


def test_words_are_split_as_the_tokenizer_splits_them(names: Names) -> None:
    """Every name in the table is split as spaCy's tokenizer splits it in a sentence."""
    tokenizer = spacy.blank("en").tokenizer
    for entity in names.states:
        for entry in names.entity(f"state:{entity}"):
            assert tuple(token.text for token in tokenizer(f"of {entry.name} now"))[1:-1] == split(entry.name)
    for name in ("AFC/M23", "Washington, D.C.", "27-nation bloc", "'Ndrangheta", "Al-Qa'ida", "G-20", "Workers' Party", "N.Korea"):
        assert tuple(token.text for token in tokenizer(f"of {name} now"))[1:-1] == split(name)


@pytest.mark.parametrize(
    ("name", "is_person", "expected"),
    [
        ("Bashar al-Assad", True, {"Bashar al-Assad", "Bashar Al-Assad", "Bashar al Assad", "Bashar Al Assad"}),
        ("Moon Jae-in", True, {"Moon Jae-in", "Moon Jae-In", "Moon Jae In"}),
        ("Timor-Leste", False, {"Timor-Leste"}),
        ("Labour Organisation", False, {"Labour Organisation", "Labour Organization", "Labor Organization"}),
        ("Jonas Gahr Støre", True, {"Jonas Gahr Støre", "Jonas Gahr Store"}),
        ("Sana'a", False, {"Sana'a", "Sana’a"}),
    ],
)
def test_house_styles_are_added(name: str, is_person: bool, expected: set[str]) -> None:
    """Spellings that differ only by house style need no row of their own."""
    assert set(variants(name, is_person=is_person)) == expected


@pytest.mark.parametrize("words", ["South China Sea", "New Mexico", "Paris Agreement", "Lake Chad", "Iran-Iraq War"])
def test_other_things_hide_the_actor_in_their_name(names: Names, words: str) -> None:
    """A longer name that names no actor gives its end and no entries."""
    assert names.at(split(words), 0) == (len(split(words)), ())


@pytest.mark.parametrize("name", ["Georgia", "Congo", "Korean", "Brussels", "Labour", "Kim", "North"])
def test_names_of_several_are_weak(names: Names, name: str) -> None:
    """A name that does not settle who is meant is weak in every row."""
    entries = names.get([name])
    assert entries
    assert all(entry.strength is Strength.WEAK for entry in entries)


def test_every_state_is_there(names: Names) -> None:
    """All members of the United Nations and the states that news names beside them have a name."""
    assert len(names.states) > 195
    assert all(re.fullmatch("[A-Z]{3}", code) for code in names.states)
    assert {"KOS", "TWN", "PSE", "ESH", "HKG", "VAT", "COK"} <= names.states.keys()


def test_terms_are_kept_in_order(names: Names) -> None:
    """An entity has one entry a term, and the one that holds is picked."""
    terms = names.entity("person:RUS/dmitry-medvedev")
    assert [term.office for term in terms] == ["president", "prime minister", "deputy chairman of the Security Council"]
    (then,) = names.pick(terms, dt.date(2015, 6, 1))
    assert then.office == "prime minister"
    assert names.pick(terms, None) == (terms[-1],)
    assert names.entity("person:RUS/nobody") == ()


def test_dates_may_be_vague(tmp_path: Path) -> None:
    """A year or month alone stands for its first day as a beginning and its last one as an end."""
    names = load(tmp_path, state=MINIMAL + '[persons]\nrufus = "Rufus Firefly | leader 1933..1933-02 | leader 1934-03..1935"\n')
    assert [(term.since, term.until) for term in names.entity("person:FRE/rufus")] == [
        (dt.date(1933, 1, 1), dt.date(1933, 2, 28)),
        (dt.date(1934, 3, 1), dt.date(1935, 12, 31)),
    ]


def test_a_term_may_change_sector_and_code(tmp_path: Path) -> None:
    """A sector or a code before the office takes the place of the table's."""
    rows = '[persons]\nx = "X Y | REB rebel leader ..1999 | FRE:GOV mayor 2000..2001 | IGO:UN envoy 2002.."\n[REB]\ny = "Ys | SYL:REB"\n'
    names = load(tmp_path, state=MINIMAL + rows)
    assert [(term.code, term.sector) for term in names.entity("person:FRE/x")] == [
        ("FRE:REB", "REB"),
        ("FRE:GOV", "GOV"),
        ("IGO:UN", "GOV"),
    ]
    assert names.entity("org:FRE/y")[0].code == "SYL:REB"


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ('names = "Freedonia"\n', "FRE.toml: needs"),
        (MINIMAL + "[XYZ]\n", "FRE.toml, XYZ: unknown"),
        (MINIMAL + 'names = "F; F"\n', "FRE.toml, names: name 'F'"),
        (MINIMAL + 'names = "F;; G"\n', "FRE.toml, names: name ''"),
        (MINIMAL + "names = 3\n", "FRE.toml, names: write one text"),
        (MINIMAL + 'MIL = "army"\n', "FRE.toml, MIL: write a table"),
        (MINIMAL + "[MIL]\narmy = []\n", "FRE.toml, MIL.army: write one text"),
        (MINIMAL + '[persons]\nx = "X | leader 1933-13-01.."\n', "FRE.toml, persons.x: '1933-13-01' is no date"),
        (MINIMAL + '[persons]\nx = "X | leader 1934..1933"\n', "FRE.toml, persons.x: .* ends before"),
        (MINIMAL + '[MIL]\na = "Guard"\n[COP]\nb = "Guard"\n', "FRE.toml, COP.b: 'Guard' stands for org:FRE/a too"),
        (MINIMAL + '[MIL]\na = "A"\n[COP]\na = "B"\n', "FRE.toml, COP.a: org:FRE/a is there twice"),
        (MINIMAL + '[MIL]\na = "A"\na = "B"\n', "FRE.toml: "),
    ],
)
def test_broken_states_are_refused(tmp_path: Path, state: str, message: str) -> None:
    """A row that cannot be used is refused with file and key."""
    with pytest.raises(DataError, match=message):
        load(tmp_path, state=state)


def test_a_state_is_named_by_its_code(tmp_path: Path) -> None:
    """A file that is not named after a code is refused."""
    with pytest.raises(DataError, match=r"freedonia\.toml: needs"):
        load(tmp_path, file="freedonia.toml")


@pytest.mark.parametrize(
    ("organisations", "message"),
    [
        ('[club]\nA = "A"\n', "organisations.toml, club.A: unknown table"),
        ('[organs.UN]\na = "A"\n', "there is no igo:UN"),
        ('igo = "UN"\n', "organisations.toml, igo: write a table"),
        ('[igo]\nUN = "UN"\n[organs]\nUN = "X"\n', "organisations.toml, organs.UN: write a table"),
    ],
)
def test_broken_organisations_are_refused(tmp_path: Path, organisations: str, message: str) -> None:
    """So is a row of the organisations."""
    with pytest.raises(DataError, match=message):
        load(tmp_path, organisations=organisations)


def test_organs_seats_and_heads_have_the_code_of_the_body(tmp_path: Path) -> None:
    """All that belongs to a body stands for it."""
    text = '[igo]\nUN = "United Nations"\n[seats]\nUN = "~Turtle Bay"\n'
    text += '[organs.UN]\nsc = "Security Council"\n[persons.UN]\ndag = "Dag | head ..1961"\n'
    names = load(tmp_path, organisations=text)
    found = [names.get(split(name))[0] for name in ("United Nations", "Turtle Bay", "Security Council", "Dag")]
    assert {entry.code for entry in found} == {"IGO:UN"}
    assert [entry.kind for entry in found] == [Kind.IGO, Kind.CAPITAL, Kind.IGO, Kind.PERSON]


def test_holding_without_a_day_means_still_in_office() -> None:
    """Without a publication date the table's own day counts."""
    entry = Entry(entity="person:FRE/x", code="FRE", kind=Kind.PERSON, name="X", until=dt.date(1933, 1, 1))
    assert not entry.holds(None)
    assert entry.holds(dt.date(1932, 1, 1))
    assert entry.code_on(None) == "FRE:ELI"


def test_rows_are_sorted() -> None:
    """The rows of each table of a state's file stand in order of their key."""
    for path in (data_folder() / "actors" / "states").iterdir():
        for name, rows in toml(path).items():
            if isinstance(rows, dict):
                assert list(rows) == sorted(rows), f"{path.name}, {name}"
