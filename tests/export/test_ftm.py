"""FollowTheMoney: valid against the library's own schema, closed under reference, each statement with its claim."""

from typing import Any

import pytest
from hypothesis import given, settings
from tests.brief.reports import claim, date, event, report
from tests.export.coded import PERIODS, claims, exported, lines, samples

from foedus.export.flat import CodedClaim
from foedus.export.ftm import entities, entity_id
from foedus.model.event import Party
from foedus.model.mention import Actor, DateMention, Direction

REFERENCES = {"involved", "addressEntity", "proof", "subject", "object"}


def closed(found: list[dict[str, Any]]) -> None:
    """Each id once; what is referred to stands before; events and links say their claim."""
    before: set[str] = set()
    for entity in found:
        for name in REFERENCES & entity["properties"].keys():
            assert before.issuperset(entity["properties"][name]), (entity["id"], name)
        assert entity["id"] not in before
        before.add(entity["id"])
        if entity["schema"] in {"Event", "UnknownLink"}:
            assert entity["properties"]["recordId"]


def valid(model: Any, found: list[dict[str, Any]]) -> None:
    """The library takes each entity as it is: known schemata and properties, clean values, references in range."""
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in found}
    for entity in found:
        schema = schemata[entity["id"]]
        assert schema is not None
        assert not schema.abstract
        schema.validate(entity)
        assert entity["properties"].keys() >= set(schema.required)
        assert model.get_proxy(entity).to_dict()["properties"].keys() == entity["properties"].keys()
        for name, values in entity["properties"].items():
            kind = schema.get(name)
            assert kind is not None, (entity["schema"], name)
            assert [kind.type.clean(value) for value in values] == values, (name, values)
            for value in values if kind.range else ():
                assert schemata[value].is_a(kind.range), (name, schemata[value].name)


def model_of() -> Any:
    """The library's model; the test is skipped where it is not installed (`make .venv/.schema`)."""
    return pytest.importorskip("followthemoney").model


@pytest.mark.slow
def test_sample_texts_are_valid_against_the_schema() -> None:
    """All claims of the sample texts."""
    found = lines(exported("ftm", samples()))
    assert {entity["schema"] for entity in found} >= {"Article", "Event", "PublicBody", "Organization", "Address", "UnknownLink"}
    valid(model_of(), found)


@given(claims())
@settings(deadline=None, max_examples=60)
def test_any_claims_are_valid_against_the_schema(drawn: list[CodedClaim]) -> None:
    """Whatever parties, dates, places and addresses they have."""
    valid(model_of(), lines(exported("ftm", drawn)))


@given(claims())
@settings(deadline=None)
def test_any_claims_give_a_closed_graph(drawn: list[CodedClaim]) -> None:
    """One event a claim, under the claim's id; twice gives the same bytes."""
    raw = exported("ftm", drawn)
    found = lines(raw)
    closed(found)
    assert [entity["id"] for entity in found if entity["schema"] == "Event"] == [coded.claim.id for coded in drawn]
    assert exported("ftm", drawn) == raw


@pytest.mark.slow
def test_sample_texts_give_a_closed_graph() -> None:
    """One event a claim, one article a document."""
    found = lines(exported("ftm", samples()))
    closed(found)
    assert [entity["id"] for entity in found if entity["schema"] == "Event"] == [coded.claim.id for coded in samples()]
    assert sum(entity["schema"] == "Article" for entity in found) == len({coded.document.id for coded in samples()})


def entities_of(actor: Actor) -> list[dict[str, Any]]:
    """The entities of a claim with one actor."""
    document = report("one", "He signed.")
    coded = event(document, "AGREE PRK > RUS", "signed", actors=(Party(actor=actor),), recipients=())
    return list(entities(CodedClaim(claim=claim(document, "He", coded), document=document)))


@pytest.mark.parametrize(
    ("entity", "code", "schema", "name", "country"),
    [
        ("state:PRK", "PRK", "PublicBody", "North Korea", ["kp"]),
        ("", "PRK", "PublicBody", "North Korea", ["kp"]),
        ("state:KOS", "KOS", "PublicBody", "Kosovo", ["xk"]),
        ("org:PRK/rgb", "PRK", "PublicBody", "Reconnaissance General Bureau", ["kp"]),
        ("org:PRK/wpk", "PRK:PTY", "Organization", "Workers' Party of Korea", ["kp"]),
        ("org:PRK/air-koryo", "PRK", "Company", "Air Koryo", ["kp"]),
        ("igo:UN", "IGO:UN", "Organization", "United Nations", []),
        ("person:PRK/kim-jong-un", "PRK", "Person", "Kim Jong-un", ["kp"]),
    ],
)
def test_a_row_of_the_actor_table_is_an_entity(entity: str, code: str, schema: str, name: str, country: list[str]) -> None:
    """Named as the table names it, with the schema of its kind."""
    found = entities_of(Actor(code=code, name="as the text has it", entity=entity))
    (party,) = (item for item in found if item["id"] == entity_id(entity or "state:PRK"))
    assert (party["schema"], party["properties"]["name"], party["properties"].get("country", [])) == (schema, [name], country)
    (link,) = (item for item in found if item["schema"] == "UnknownLink")
    assert (link["properties"]["subject"], link["properties"]["role"]) == ([party["id"]], ["actor"])


@pytest.mark.parametrize("entity", ["", "person:jane-roe"])
def test_whoever_no_row_names_is_a_code_only(entity: str) -> None:
    """A private person's name never becomes an entity, not even out of a loaded dictionary."""
    found = entities_of(Actor(code="USA:CVL", sector="CVL", name="Jane Roe", entity=entity))
    assert [item["schema"] for item in found] == ["Article", "Event"]
    assert "Jane" not in str(found)
    assert "actor:USA:CVL" in found[-1]["properties"]["keywords"]


def dates_of(mention: DateMention) -> dict[str, list[str]]:
    """The date properties of an event."""
    document = report("one", "Chad signed on 3 May.")
    coded = event(document, "AGREE TCD >", "signed", date=mention)
    found = list(entities(CodedClaim(claim=claim(document, "Chad", coded), document=document)))
    (properties,) = (item["properties"] for item in found if item["schema"] == "Event")
    return {name: properties[name] for name in ("date", "startDate", "endDate") if name in properties}


@pytest.mark.parametrize(
    ("period", "direction", "expected"),
    [
        (0, "during", {"date": ["2025-05-03"]}),
        (1, "during", {"startDate": ["2025-04-07"], "endDate": ["2025-04-13"]}),
        (2, "during", {"date": ["2025-05"]}),
        (3, "during", {"startDate": ["2025-06-01"], "endDate": ["2025-08-31"]}),
        (4, "during", {"date": ["2025"]}),
        (2, "since", {"startDate": ["2025-05"]}),
        (1, "since", {"startDate": ["2025-04-07"]}),
        (1, "until", {"endDate": ["2025-04-13"]}),
        (2, "before", {}),
        (0, "after", {}),
    ],
)
def test_dates_are_no_more_exact_than_the_text(period: int, direction: str, expected: dict[str, list[str]]) -> None:
    """A bound is no beginning, and a month no day."""
    document = report("one", "Chad signed on 3 May.")
    known = DateMention(
        words=date(document, "3 May", "").words, start=15, end=20, text="3 May", rule="test", reason="",
        period=PERIODS[period], direction=Direction(direction),
    )  # fmt: skip
    assert dates_of(known) == expected


def test_an_unresolved_date_is_none() -> None:
    """The publication date never stands in for it."""
    assert dates_of(date(report("one", "Chad signed on 3 May."), "3 May", "")) == {}
