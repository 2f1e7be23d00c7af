"""Actor and agent files in PETRARCH's format: what is read, what is said of the rest, and how names are found."""

import datetime as dt

import pytest

from foedus.lexicon.names import Kind, Names
from foedus.lexicon.petrarch.actors import read_actors
from foedus.lexicon.petrarch.agents import AgentRow, read_agents
from foedus.lexicon.petrarch.codes import Codes, day
from foedus.lexicon.petrarch.lines import lines_of
from foedus.lexicon.petrarch.lookup import LoadedName, LoadedNames
from foedus.lexicon.spellings import split
from foedus.model.outcome import Outcome

ACTORS = """
# A list of nobody's.  [USA]
FREELAND_ [TCD]   ; a state
+FREE_TOWN_
+FREELANDER       ; no underscore: Freelanders too
<!-- SYLVANIA_ [IRN]
never was -->
RUFUS_T._FIREFLY_ # a leader
+FIREFLY_
    [TCDOPP <930120]
    [TCDGOV 19930120-20010120] ; in office
    [TCDELI >010120]
GLORIA_TEASDALE_ [TCDBUS] [TCDGOV 20020101-20021231]
FREE_ARMY_ [TCDREB <20000101][TCDGOV >20000101]
UNITED_PEOPLES_ [IGOUNO]
LEAGUE_OF_DUCKS_ [NGOHLH]
MINISTRY_OF_DEFENSE_ [TCDGOVMIL]
TURKEY_ [TUR]
US_ [USA]
FREELAND_DUCK_ [---]
"""


@pytest.fixture(scope="module")
def codes() -> Codes:
    """What codes mean."""
    return Codes.load()


def actors(text: str, codes: Codes) -> Outcome[LoadedName]:
    """An actor file of this text."""
    return read_actors(lines_of(text.encode(), "actors.txt"), codes)


@pytest.fixture(scope="module")
def alone(codes: Codes) -> Names:
    """The file in place of our table."""
    found = Names()
    found.load_dictionary(actors(ACTORS, codes).kept)
    return found


def who(names: Names, text: str, on: str = "1995-06-01") -> list[tuple[str, str]]:
    """Code and sector of whoever the first name of a text names on a day."""
    _, entries = names.at(split(text), 0)
    return [(entry.code, entry.sector) for entry in names.pick(entries, dt.date.fromisoformat(on))]


def test_every_line_of_a_sound_file_is_read(codes: Codes) -> None:
    """Comments of all three kinds, synonyms, codes on lines of their own and several on one line."""
    found = actors(ACTORS, codes)
    assert found.discards == ()
    assert len(found.kept) == 13
    assert found.kept[0].source == "actors.txt:3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Freeland said", ("TCD", "")),
        ("FREELAND said", ("TCD", "")),
        ("Free Town said", ("TCD", "")),
        ("Freelanders said", ("TCD", "")),
        ("United Peoples said", ("IGO:UN", "")),
        ("League of Ducks said", ("NGO:LEAGUEOFDUCKS", "")),
        ("Ministry of Defence said", ("TCD", "GOV")),
        ("U.S. envoys", ("USA", "")),
        ("Turkey said", ("TUR", "")),
    ],
)
def test_names_have_their_flat_code(alone: Names, text: str, expected: tuple[str, str]) -> None:
    """Case, full stops and spelling do not matter; a name without underscore at its end is the beginning of a word."""
    assert who(alone, text) == [expected]


@pytest.mark.parametrize("text", ["Freelands said", "turkey and chips", "us alone", "Us alone", "Freeland Ducks said", "Sylvania said"])
def test_words_that_are_no_name(alone: Names, text: str) -> None:
    """A whole word where `_` asks for one, a capital letter somewhere, no pronouns, nothing from a comment."""
    assert who(alone, text) == ([("TCD", "")] if text == "Freeland Ducks said" else [])


def test_a_name_without_actor_hides_the_one_in_it(alone: Names) -> None:
    """`[---]` names nobody."""
    assert alone.at(["Freeland", "Duck", "said"], 0) == (2, ())


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Firefly said", "1993-01-19", ("TCD:OPP", "OPP")),
        ("Firefly said", "1993-01-20", ("TCD", "GOV")),
        ("Rufus T Firefly said", "2001-01-20", ("TCD", "GOV")),
        ("Rufus T. Firefly said", "2001-01-21", ("TCD:ELI", "ELI")),
        ("Gloria Teasdale said", "2001-06-01", ("TCD:BUS", "BUS")),
        ("Gloria Teasdale said", "2002-06-01", ("TCD", "GOV")),
        ("Free Army said", "1999-12-31", ("TCD:REB", "REB")),
        ("Free Army said", "2000-01-02", ("TCD", "GOV")),
    ],
)
def test_codes_hold_in_their_time(alone: Names, text: str, on: str, expected: tuple[str, str]) -> None:
    """Before and after leave the day out, a stretch holds both ends; a code without dates is for the rest of the time."""
    assert who(alone, text, on) == [expected]


def test_a_name_outside_all_its_times_names_nobody(alone: Names) -> None:
    """Between `<` and `>` the day itself is nobody's."""
    assert who(alone, "Free Army said", "2000-01-01") == []


def test_people_are_told_by_their_codes(alone: Names) -> None:
    """Whoever was in government for a term, or is a former official, is a person; an armed group that came to power is none."""
    kinds = {text: alone.at(split(text), 0)[1][0].kind for text in ("Firefly", "Gloria Teasdale", "Free Army", "Freeland")}
    assert kinds == {"Firefly": Kind.PERSON, "Gloria Teasdale": Kind.PERSON, "Free Army": Kind.GROUP, "Freeland": Kind.STATE}


def test_added_names_win_over_our_own(codes: Codes) -> None:
    """Where both have the same words theirs counts on its days; ours counts otherwise, and where its name is longer."""
    names = Names.load()
    names.load_dictionary(actors("KENYA_ [UGA >20000101]\nSOUTH_ [CHL]\n", codes).kept)
    assert who(names, "Kenya said", "2005-01-01") == [("UGA", "")]
    assert who(names, "Kenya said", "1995-01-01") == [("KEN", "")]
    assert who(names, "South Korea said") == [("KOR", "")]


def test_where_both_agree_our_table_says_what_kind_of_name_it_is(codes: Codes) -> None:
    """An adjective stays one; the row of the dictionary is still named."""
    names = Names.load()
    names.load_dictionary(actors("KENYAN_ [KEN]\n", codes).kept)
    (entry,) = names.pick(names.at(["Kenyan", "farmers"], 0)[1], None)
    assert (entry.kind, entry.entity, entry.source) == (Kind.ADJECTIVE, "state:KEN", "actors.txt:1")


def test_a_beginning_gives_way_to_our_whole_name(codes: Codes) -> None:
    """`NIGER` without underscore does not take `Nigeria`."""
    names = Names.load()
    names.load_dictionary(actors("NIGER [NER]\n", codes).kept)
    assert who(names, "Nigeria said") == [("NGA", "")]
    assert who(names, "Nigerois said") == [("NER", "")]


def test_in_place_of_ours_only_theirs_are_known(alone: Names) -> None:
    """Names of our table are gone."""
    assert who(alone, "Kenya said") == []
    assert set(alone.states) == {"TCD", "TUR", "USA"}


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("A_ [TCD", 1, "a bracket is not closed or not opened"),
        ("A_ [TCD] B", 1, "'B' stands after the code"),
        ("A_", 1, "has no code that can be read"),
        ("A_ [TCD]\n+B_ [TCD]", 2, "a synonym has the codes of its name"),
        ("+B_", 1, "belongs to no name that can be read"),
        ("[TCD >010101]", 1, "belongs to no name that can be read"),
        ("A_ [TC]", 1, "'TC' is not made of groups of three letters"),
        ("A_ [ZZZ]", 1, "ZZZ is no known country, organisation or role"),
        ("A_ [EUR]", 1, "EUR is a region (Europe), which is no actor"),
        ("A_ [GOV]", 1, "GOV is a role without a state (government)"),
        ("A_ [TCDMUS]", 1, "MUS names no role that has a PLOVER sector"),
        ("A_ [TCD/NER]", 1, "two actors under one name are not supported"),
        ("A_ [TCD 930120]", 1, "is no code with dates"),
        ("A_ [TCD >931320]", 1, "'931320' is no day of the calendar"),
        ("A_ [TCD >1993]", 1, "'1993' is no date"),
        ("A_ [TCD 010101-930101]", 1, "ends before it begins"),
        ("A_ [TCD] [NER]", 1, "a second code without dates: NER"),
        ("_ [TCD]", 1, "the name is empty"),
        ("!A! = B", 1, "macros are not supported"),
        ("&A [TCD]", 1, "is no line of an actor file"),
    ],
)
def test_what_cannot_be_read_is_said(codes: Codes, text: str, place: int, reason: str) -> None:
    """File, line and reason; what hangs on a name that cannot be read goes with it."""
    discards = actors(text, codes).discards
    assert discards[0].place == f"actors.txt:{place}"
    assert reason in discards[0].reason


def test_what_hangs_on_a_bad_name_does_not_go_to_the_one_before(codes: Codes) -> None:
    """Nor does it get lost in silence."""
    found = actors("A_ [TCD]\nB_ [NER\n+C_\nD_\n+E_\n", codes)
    assert [row.words for row in found.kept] == [("a",)]
    assert [discard.place for discard in found.discards] == [f"actors.txt:{number}" for number in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("code", "flat", "sector"),
    [
        ("USA", "USA", ""),
        ("USAGOV", "USA", "GOV"),
        ("usamil", "USA", "MIL"),
        ("USAGOVMIL", "USA", "GOV"),
        ("USALEGOPP", "USA:LEG", "LEG"),
        ("AFGINSTAL", "AFG:REB", "REB"),
        ("USAMED", "USA:JRN", "JRN"),
        ("USAHLH", "USA:MED", "MED"),
        ("INDMOSREB", "IND:REB", "REB"),
        ("ROMGOV", "ROU", "GOV"),
        ("CIV", "CIV", ""),
        ("CIVCIV", "CIV:CVL", "CVL"),
        ("IGO", "IGO:DUCKLEAGUE", ""),
        ("IGOUNO", "IGO:UN", ""),
        ("IGOEUREEC", "IGO:EU", ""),
        ("IGOXYZ", "IGO:XYZ", ""),
        ("NGOHRIAMN", "NGO:AMNESTY", ""),
        ("NGOHRI", "NGO:DUCKLEAGUE", ""),
        ("IMGMUSALQ", "IMG:ALQAEDA", ""),
        ("MNCUSA", "MNC:DUCKLEAGUE", ""),
        ("UNO", "IGO:UN", ""),
        ("REB", "UNK", "REB"),
        ("SEP", "UNK", "REB"),
        ("UNK", "UNK", "UNK"),
        ("SDN:REB", "SDN:REB", "REB"),
        ("IGO:AU", "IGO:AU", ""),
    ],
)
def test_actor_codes(codes: Codes, code: str, flat: str, sector: str) -> None:
    """Groups of three letters become flat codes with PLOVER's sectors; a body without a code of its own has its name."""
    found = codes.actor(code, "DUCK_LEAGUE_")
    assert (found.code, found.sector) == (flat, sector)


def test_years_of_two_digits() -> None:
    """Below 30 they are of this century."""
    assert [day(text).year for text in ("000229", "290101", "300101", "991231")] == [2000, 2029, 1930, 1999]


AGENTS = """
POLICE_OFFICER_ [~COP]
WATCHMAN {WATCHMEN WATCHFOLK} [~COP] # not "watchmans"
GENTRY {} [ELI~]
CITIZEN [~]
NUN [~RELCHR]
!PERSON! = MAN, WOMAN
FARM_!PERSON! [~AGR]
THING [COP]
STUFF [~]~
DUCK [~XXX]
MAN
MAN [~CVL] [~GOV]
NUN [~CVL]
{NUNS} [~REL]
+NUN [~REL]
"""


def test_agents(codes: Codes) -> None:
    """Nouns with their plurals and sectors; the rest with its reason."""
    found = read_agents(lines_of(AGENTS.encode(), "agents.txt"), codes)
    assert found.kept == (
        AgentRow(term="police officer", plurals=None, sector="COP", source="agents.txt:2"),
        AgentRow(term="watchman", plurals=("watchmen", "watchfolk"), sector="COP", source="agents.txt:3"),
        AgentRow(term="gentry", plurals=(), sector="ELI", source="agents.txt:4"),
        AgentRow(term="citizen", plurals=None, sector="", source="agents.txt:5"),
        AgentRow(term="nun", plurals=None, sector="REL", source="agents.txt:6"),
    )
    assert [(discard.place.partition(":")[2], discard.reason) for discard in found.discards] == [
        ("7", "macros (`!NAME!`) are not supported"),
        ("8", "macros (`!NAME!`) are not supported"),
        ("9", "[COP] does not say with `~` before or behind it where the country's code goes"),
        ("10", "'~' stands after the code"),
        ("11", "XXX names no role that has a PLOVER sector"),
        ("12", "has no code"),
        ("13", "has several codes"),
        ("14", "stands in agents.txt:6 already"),
        ("15", "is no `NOUN {PLURAL} [~CODE]`"),
        ("16", "is no line of an agent file"),
    ]


def test_names_of_the_same_words_are_put_together(codes: Codes) -> None:
    """Two people of one surname are told apart by their time."""
    found = actors("A_BROWN_ [TCDGOV <20000101]\n+BROWN_\nB_BROWN_ [NERGOV >20000101]\n+BROWN_\n", codes)
    assert len(LoadedNames(found.kept)) == 3
    names = Names()
    names.load_dictionary(found.kept)
    assert who(names, "Brown said", "1999-01-01") == [("TCD", "GOV")]
    assert who(names, "Brown said", "2001-01-01") == [("NER", "GOV")]
