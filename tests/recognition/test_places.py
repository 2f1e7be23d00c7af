"""Names of places become the right places."""

import json
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
from tests.conllu import sentence
from tests.recognition.plain import document, tree

from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_folder
from foedus.model.mention import PlaceMention
from foedus.model.text import Block
from foedus.recognition.places import PlaceRecogniser
from foedus.recognition.toponyms import fold
from foedus.syntax import Tree

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "places.jsonl").read_text(encoding="utf-8").splitlines()]
_NEAR_DEGREES = 1.5


@pytest.fixture(scope="module")
def recogniser() -> PlaceRecogniser:
    """With the packaged places and no names of actors."""
    return PlaceRecogniser.load(Names())


def named(mentions: tuple[PlaceMention, ...], text: str, name: str) -> PlaceMention:
    """The mention that overlaps a name."""
    start = text.find(name)
    found = [mention for mention in mentions if mention.start < start + len(name) and mention.end > start]
    assert found, f"{name} is not among {[mention.text for mention in mentions]}"
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['name']}" for number, case in enumerate(CASES)])
def test_a_name_means_the_place_that_the_text_speaks_of(recogniser: PlaceRecogniser, case: dict[str, Any]) -> None:
    """Country, containers and neighbours decide between places of one name."""
    text = case["text"]
    others = [name for name in ("Illinois", "Georgia", "Idlib", "Seville", "Beirut", "Podlasie") if name in text]
    (mentions,) = recogniser.recognise([tree(text, case["name"], *others)], document(text))
    mention = named(mentions, text, case["name"])
    assert mention.country == case["country"], mention.reason
    if case["precision"]:
        assert mention.precision == case["precision"], mention.reason
    if case["lat"] is not None:
        assert mention.latitude is not None
        assert mention.longitude is not None
        assert abs(mention.latitude - case["lat"]) < _NEAR_DEGREES, mention.reason
        assert abs(mention.longitude - case["lon"]) < _NEAR_DEGREES, mention.reason


def test_reasons_and_runner_up_are_given(recogniser: PlaceRecogniser) -> None:
    """Every choice can be traced to its terms."""
    text = "Lebanese troops entered Tripoli."
    (mentions,) = recogniser.recognise([tree(text, "Tripoli")], document(text))
    assert "LBN in text" in mentions[0].reason
    assert mentions[0].runner_up.startswith("Tripoli (LBY")
    assert mentions[0].geonames is not None


def test_a_sites_container_is_never_its_point(recogniser: PlaceRecogniser) -> None:
    """An unknown airfield at a known town gets the country but no point."""
    rows = """
    The the DET DT 3 det
    Kaliningrad Kaliningrad PROPN NNP 3 compound B-LOC
    airfield airfield NOUN NN 4 nsubj
    closed close VERB VBD 0 root
    """
    (mentions,) = recogniser.recognise([_tree(rows)])
    assert mentions[0].country == "RUS"
    assert mentions[0].precision == "container"
    assert mentions[0].latitude is None


def test_papers_and_treaties_named_after_towns_are_no_places(recogniser: PlaceRecogniser) -> None:
    """`The Kyiv Post` is a paper."""
    rows = """
    The the DET DT 3 det
    Kyiv Kyiv PROPN NNP 3 compound B-ORG
    Post Post PROPN NNP 4 nsubj I-ORG
    said say VERB VBD 0 root
    """
    assert recogniser.recognise([_tree(rows)]) == [()]


def test_persons_are_no_places(recogniser: PlaceRecogniser) -> None:
    """A surname that is a town's name stays a person's."""
    rows = """
    Jack Jack PROPN NNP 3 nsubj B-PER
    London London PROPN NNP 1 flat I-PER
    spoke speak VERB VBD 0 root
    """
    assert recogniser.recognise([_tree(rows)]) == [()]


def test_demonyms_are_no_places(recogniser: PlaceRecogniser) -> None:
    """`The Tajik capital` is one place, and it is Dushanbe."""
    rows = """
    They they PRON PRP 2 nsubj
    met meet VERB VBD 0 root
    in in ADP IN 6 case
    the the DET DT 6 det
    Tajik Tajik ADJ JJ 6 amod B-NORP
    capital capital NOUN NN 2 obl
    """
    (mentions,) = recogniser.recognise([_tree(rows)])
    assert [(mention.text, mention.country, mention.precision) for mention in mentions] == [("the Tajik capital", "TJK", "settlement")]
    assert mentions[0].latitude == pytest.approx(38.5, abs=0.3)


def test_an_embassy_is_not_in_the_country_that_owns_it(recogniser: PlaceRecogniser) -> None:
    """`The Dutch embassy` is where the text is, not in the Netherlands."""
    rows = """
    Iraqi Iraqi ADJ JJ 2 amod B-NORP
    students student NOUN NNS 3 nsubj
    rallied rally VERB VBD 0 root
    outside outside ADP IN 7 case
    the the DET DT 7 det
    Dutch Dutch ADJ JJ 7 amod B-NORP
    embassy embassy NOUN NN 3 obl
    """
    (mentions,) = recogniser.recognise([_tree(rows)])
    assert mentions[0].country == "IRQ"
    assert "inherited" in mentions[0].reason


def test_a_border_has_no_country(recogniser: PlaceRecogniser) -> None:
    """`The border` belongs to nobody alone."""
    rows = """
    Polish Polish ADJ JJ 2 amod B-NORP
    troops troops NOUN NNS 3 nsubj
    massed mass VERB VBD 0 root
    at at ADP IN 6 case
    the the DET DT 6 det
    border border NOUN NN 3 obl
    """
    (mentions,) = recogniser.recognise([_tree(rows)])
    assert mentions[0].country is None


def test_a_dateline_counts_as_evidence(recogniser: PlaceRecogniser) -> None:
    """A capital in the dateline places what the report describes."""
    rows = """
    Crowds crowd NOUN NNS 2 nsubj
    stormed storm VERB VBD 0 root
    the the DET DT 4 det
    palace palace NOUN NN 2 obj
    """
    found = recogniser.recognise([tree("DILI", block=Block.DATELINE), _tree(rows)])
    assert found[1][0].country == "TLS"


def test_the_tables_can_be_read_from_another_folder() -> None:
    """The packaged folder is only a default."""
    folder: Traversable = data_folder() / "places"
    assert (folder / "README.md").is_file()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Hague", "hague"),
        ("St. Petersburg", "saint petersburg"),
        ("São Tomé", "sao tome"),
        ("Al-Ḥasakah", "al hasakah"),
        ("The", "the"),
    ],
)
def test_keys_leave_out_what_spellings_differ_in(name: str, key: str) -> None:
    """One key for all spellings."""
    assert fold(name) == key


def _tree(rows: str) -> Tree:
    return Tree(sentence(rows))
