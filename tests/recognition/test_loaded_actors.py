"""Actors and agents of loaded dictionaries in sentences, added to our tables and in their place."""

import datetime as dt

import pytest
from tests.conllu import sentence

from foedus.lexicon.names import Names
from foedus.lexicon.petrarch.actors import read_actors
from foedus.lexicon.petrarch.agents import read_agents
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.lines import lines_of
from foedus.recognition.actors import ActorRecogniser
from foedus.recognition.roles import Roles
from foedus.syntax import Tree

ACTORS = """
FREELAND_ [TCD]
+FREELANDIC_
RUFUS_FIREFLY_
+FIREFLY_
  [TCDGOV 19930120-20010120]
  [TCDELI >20010120]
"""
AGENTS = """
ZAPTIEH {ZAPTIEMEN} [~COP]
GENTRY {} [~ELI]
FARMER [~GOV]
RAIDER [~UAF]
CITIZEN [~]
"""
SCENE = """
{adjective} {adjective} ADJ JJ 2 amod
{noun} {lemma} NOUN {tag} 3 nsubj
met meet VERB VBD 0 root
Firefly Firefly PROPN NNP 3 obj B-PER
"""


def recogniser(*, only: bool) -> ActorRecogniser:
    """A recogniser over the files, with our tables or without."""
    codes = Codes.load()
    names = Names() if only else Names.load()
    names.load_dictionary(read_actors(lines_of(ACTORS.encode(), "actors.txt"), codes).kept)
    return ActorRecogniser(names, Roles.load(read_agents(lines_of(AGENTS.encode(), "agents.txt"), codes).kept, only=only))


@pytest.fixture(scope="module", params=[False, True], ids=["added", "in place"])
def either(request: pytest.FixtureRequest) -> ActorRecogniser:
    """Both ways of loading."""
    return recogniser(only=request.param)


def found(who: ActorRecogniser, noun: str, lemma: str, *, adjective: str = "Freelandic", year: int = 1995) -> list[list[tuple[str, str]]]:
    """Code and sector of each mention of a scene."""
    tree = Tree(sentence(SCENE.format(adjective=adjective, noun=noun, lemma=lemma, tag="NN" if noun == lemma else "NNS")))
    return [[(a.code, a.sector) for a in m.actors] for m in who.recognise([tree], dt.date(year, 6, 1))[0]]


@pytest.mark.parametrize(
    ("noun", "lemma", "code", "sector"),
    [
        ("zaptieh", "zaptieh", "TCD", "COP"),
        ("zaptiemen", "zaptieh", "TCD", "COP"),
        ("gentry", "gentry", "TCD:ELI", "ELI"),
        ("farmers", "farmer", "TCD", "GOV"),
        ("raiders", "raider", "UNK", "UAF"),
        ("citizens", "citizen", "TCD", ""),
    ],
)
def test_agents_take_the_country_before_them(either: ActorRecogniser, noun: str, lemma: str, code: str, sector: str) -> None:
    """With the plurals that the file gives, and with its sectors where our table has others."""
    assert found(either, noun, lemma)[0] == [(code, sector)]


@pytest.mark.parametrize(("year", "code", "sector"), [(1995, "TCD", "GOV"), (2005, "TCD:ELI", "ELI")])
def test_a_dated_actor(either: ActorRecogniser, year: int, code: str, sector: str) -> None:
    """The publication date decides which of a name's codes holds."""
    assert found(either, "zaptieh", "zaptieh", year=year)[1] == [(code, sector)]


def test_before_all_its_dates_a_name_names_nobody(either: ActorRecogniser) -> None:
    """Not the last of its codes."""
    assert [m for m in found(either, "zaptieh", "zaptieh", year=1990)[1:] if m] == []


@pytest.mark.parametrize(("only", "codes"), [(False, ["KEN"]), (True, [])])
def test_in_place_of_ours_our_names_and_nouns_are_unknown(only: bool, codes: list[str]) -> None:
    """Added, they still count."""
    who = recogniser(only=only)
    assert [actor for mention in found(who, "soldiers", "soldier", adjective="Kenyan") for actor, _ in mention if actor != "TCD"] == codes


def test_the_row_is_told(either: ActorRecogniser) -> None:
    """The reason names file and line."""
    tree = Tree(sentence(SCENE.format(adjective="Freelandic", noun="gentry", lemma="gentry", tag="NN")))
    reasons = [mention.reason for mention in either.recognise([tree], dt.date(1995, 6, 1))[0]]
    assert reasons[1] == "Rufus Firefly, named in actors.txt:4"


def test_irregular_plurals_only() -> None:
    """Where the file gives plurals, the regular one is none; with `{}` there is none at all."""
    roles = Roles.load(read_agents(lines_of(AGENTS.encode(), "agents.txt"), Codes.load()).kept, only=True)
    assert roles.at(["zaptiehs"], 0) == (0, None)
    assert roles.at(["gentries"], 0) == (0, None)
    end, form = roles.at(["farmers"], 0)
    assert end == 1
    assert form is not None
    assert form.is_plural
    assert roles.modifier("former", "office") is not None
