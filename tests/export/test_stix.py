"""STIX 2.1: the official validator takes every bundle, all references resolve, nothing is an indicator."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from stix2validator import ValidationOptions, validate_parsed_json
from tests.brief.reports import claim, event, report
from tests.export.coded import claims, exported, samples

from foedus.export.flat import CodedClaim

# The specification lets producers derive identifiers (section 2.9); the validator would rather have them random.
# A page's address comes with a hash where the bytes were hashed.
OPTIONS = ValidationOptions(version="2.1", disabled="uuid-check,extref-hashes")
KINDS = {"identity", "location", "relationship", "note", "report", "grouping"}


def bundle(drawn: list[CodedClaim] | tuple[CodedClaim, ...]) -> dict[str, Any]:
    """The export as a value."""
    return msgspec.json.decode(exported("stix", drawn), type=dict[str, Any])


def accepted(found: dict[str, Any]) -> None:
    """The validator has neither errors nor warnings, but that Kosovo's code is no standard's."""
    result = validate_parsed_json(found, OPTIONS)
    assert result.is_valid, [str(error) for error in result.errors]
    kosovo = [made["id"] for made in found.get("objects", ()) if made.get("country") == "XK"]
    assert [str(warning) for warning in result.warnings if not any(ident in str(warning) for ident in kosovo)] == []


def references(made: dict[str, Any]) -> list[str]:
    """What an object refers to."""
    return [*made.get("object_refs", []), *(made[name] for name in ("source_ref", "target_ref") if name in made)]


def complete(found: dict[str, Any], drawn: list[CodedClaim] | tuple[CodedClaim, ...]) -> None:
    """References stand before; each claim has its note; a report holds all that its notes hold, and the notes."""
    before: dict[str, dict[str, Any]] = {}
    for made in found["objects"]:
        assert made["type"] in KINDS
        assert before.keys() >= set(references(made)), made["id"]
        assert made["id"] not in before
        before[made["id"]] = made
    noted = [made["external_references"][0]["external_id"] for made in before.values() if made["type"] == "note"]
    assert noted == [coded.claim.id for coded in drawn]
    for made in before.values():
        if made["type"] in {"report", "grouping"}:
            held = set(made["object_refs"])
            assert all(held.issuperset(references(before[ref])) for ref in held)
    gathered = {ref for made in before.values() if made["type"] in {"report", "grouping"} for ref in made["object_refs"]}
    assert gathered == {ident for ident, made in before.items() if made["type"] not in {"report", "grouping"}}


@pytest.mark.slow
@given(claims())
@settings(deadline=None, max_examples=15)
def test_any_claims(drawn: list[CodedClaim]) -> None:
    """Whatever parties, places, dates and addresses they have; twice gives the same bytes."""
    found = bundle(drawn)
    accepted(found)
    complete(found, drawn)
    assert exported("stix", drawn) == exported("stix", drawn)


@pytest.mark.slow
def test_sample_texts() -> None:
    """All claims of the sample texts in one bundle."""
    found = bundle(samples())
    accepted(found)
    complete(found, samples())
    assert {made["type"] for made in found["objects"]} == KINDS - {"grouping"}


def test_a_bundle_of_nothing() -> None:
    """It is one still."""
    found = bundle([])
    accepted(found)
    assert "objects" not in found


def claim_of(coded: str, **parts: str) -> CodedClaim:
    """A claim of a document of one sentence."""
    document = report("one", "They signed.", **parts)
    return CodedClaim(claim=claim(document, "They", event(document, coded, "signed")), document=document)


def pairs(found: dict[str, Any]) -> set[tuple[str, str]]:
    """Who is related to whom, by name."""
    names = {made["id"]: made.get("name", "") for made in found["objects"]}
    return {(names[made["source_ref"]], names[made["target_ref"]]) for made in found["objects"] if made["type"] == "relationship"}


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("AGREE PRK > RUS", {("North Korea", "Russia")}),
        ("AGREE PRK+RUS >", {("North Korea", "Russia")}),
        ("AGREE PRK > RUS+PRK", {("North Korea", "Russia")}),
        ("AGREE PRK >", set()),
        ("SANCTION PRK+RUS > JPN", {("North Korea", "Japan"), ("Russia", "Japan")}),
    ],
)
def test_actors_are_related_to_recipients_or_to_one_another(coded: str, expected: set[tuple[str, str]]) -> None:
    """Nobody to himself."""
    assert pairs(bundle([claim_of(coded)])) == expected


def test_a_claim_without_parties_is_still_told() -> None:
    """Of unidentified actors, which have no class."""
    identity, note, _ = bundle([claim_of("PROTEST >")])["objects"]
    assert (identity["name"], "identity_class" in identity) == ("unidentified actors", False)
    assert (note["abstract"], note["object_refs"]) == ("PROTEST, completed: unidentified actors", [identity["id"]])


def test_without_a_publication_date_there_is_no_report() -> None:
    """A report cannot be without one, and none is made up: the document is a grouping."""
    kinds = [made["type"] for made in bundle([claim_of("AGREE PRK > RUS", published="")])["objects"]]
    assert (kinds[-1], "report" in kinds) == ("grouping", False)


def test_an_identifier_is_its_content() -> None:
    """The same state in two reports is one object; another wording is another note, not another version of it."""
    first, second = (bundle([claim_of("AGREE PRK > RUS", title=title)])["objects"] for title in ("a", "b"))
    assert [made["id"] for made in first[:-1]] == [made["id"] for made in second[:-1]]
    assert first[-1]["id"] != second[-1]["id"]
