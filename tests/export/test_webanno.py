"""W3C Web Annotations: each selects the words it says, both ways, and names what the FollowTheMoney export names."""

from typing import Any

import pytest
from hypothesis import given, settings
from tests.export.coded import claims, exported, lines, samples

from foedus.export.flat import CodedClaim, flat
from foedus.export.webanno import AROUND, CONTEXT, annotations, target_of

PURPOSES = {"classifying", "linking", "describing", "identifying"}


def holds(annotation: dict[str, Any], text: str) -> None:
    """What the model asks of an annotation, and both selectors select the same words."""
    assert annotation["@context"] == CONTEXT
    assert annotation["type"] == "Annotation"
    assert annotation["id"].startswith("urn:uuid:")
    quote, position = annotation["target"]["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    start, end = position["start"], position["end"]
    assert 0 <= start < end <= len(text)
    assert quote["exact"] == text[start:end]
    assert text[:start].endswith(quote["prefix"])
    assert text[end:].startswith(quote["suffix"])
    assert (len(quote["prefix"]), len(quote["suffix"])) == (min(start, AROUND), min(len(text) - end, AROUND))
    for body in annotation["body"]:
        assert body["type"] == "TextualBody"
        assert body["purpose"] in PURPOSES
        assert body["value"]


def values(annotation: dict[str, Any], purpose: str) -> list[str]:
    """The values of the bodies of one purpose."""
    return [body["value"] for body in annotation["body"] if body["purpose"] == purpose]


def all_holds(drawn: list[CodedClaim] | tuple[CodedClaim, ...]) -> None:
    """Over a whole export: all parts with words are there, ids are unique, entities are those of the other export."""
    found: list[Any] = lines(exported("webanno", drawn))
    known = {entity["id"] for entity in lines(exported("ftm", drawn))}
    assert len({annotation["id"] for annotation in found}) == len(found)
    expected = [(coded, part) for coded in drawn for part in ("evidence", *flat(coded.claim, coded.document)["spans"])]
    assert len(found) == len(expected)
    for annotation, (coded, part) in zip(found, expected, strict=True):
        holds(annotation, coded.document.text)
        assert values(annotation, "linking") == [coded.claim.id]
        assert part.startswith(values(annotation, "classifying")[0])
        assert known.issuperset(values(annotation, "identifying"))
        assert coded.claim.id in known


@given(claims())
@settings(deadline=None)
def test_any_claims(drawn: list[CodedClaim]) -> None:
    """Whatever parts they have, past an emoji too; twice gives the same bytes."""
    all_holds(drawn)
    assert exported("webanno", drawn) == exported("webanno", drawn)


@pytest.mark.slow
def test_sample_texts() -> None:
    """All claims of the sample texts; the parts that the design names all occur."""
    all_holds(samples())
    found: list[Any] = lines(exported("webanno", samples()))
    parts = {value for annotation in found for value in values(annotation, "classifying")}
    assert parts >= {"trigger", "actor", "recipient", "quantity", "place", "date", "attribution"}


@pytest.mark.slow
def test_what_a_part_was_read_as() -> None:
    """The deal of the worked example: its trigger is a planned AGREE, its quantity an interval, its actor an entity."""
    coded = samples()[0]
    found = {values(annotation, "classifying")[0]: annotation for annotation in annotations(coded)}
    assert values(found["trigger"], "describing") == ["AGREE", "planned"]
    assert values(found["quantity"], "describing") == ["25000..25000 workers"]
    assert values(found["place"], "describing") == ["RUS"]
    assert values(found["actor"], "describing") == ["PRK"]
    assert len(values(found["actor"], "identifying")) == 1


@given(claims())
@settings(deadline=None, max_examples=40)
def test_the_scope_is_an_address_of_the_web(drawn: list[CodedClaim]) -> None:
    """Never a script or a file."""
    for coded in drawn:
        scope = target_of(coded.document, 0, 1).get("scope")
        assert scope is None or scope.startswith(("http://", "https://"))
