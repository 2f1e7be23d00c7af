"""Claims on a map: a point where there is one, a count where there is none."""

import io
import json
from typing import Any

import msgspec
import pytest
from tests.brief.reports import claim, event, place, report
from tests.export.test_flat import bare, full

from foedus.export.flat import CodedClaim
from foedus.export.geojson import write


def collection(*records: CodedClaim) -> dict[str, Any]:
    """What is written."""
    target = io.BytesIO()
    write(records, target)
    found: dict[str, Any] = json.loads(target.getvalue())
    return found


def coded(made: tuple[Any, Any]) -> CodedClaim:
    """A claim with its document."""
    return CodedClaim(claim=made[0], document=made[1])


def test_claims_without_a_point_are_counted() -> None:
    """They get no made-up one."""
    found = collection(coded(full()), coded(bare()))
    assert found["type"] == "FeatureCollection"
    assert found["foedus"] == {"claims": 2, "placed": 1, "without_point": 1}
    assert [feature["id"] for feature in found["features"]] == [full()[0].id]


def test_an_empty_collection_is_one() -> None:
    """No claims, or none with a point."""
    assert collection()["features"] == collection(coded(bare()))["features"] == []


def test_a_feature() -> None:
    """Longitude first; who, what and how firmly, with the precision of the point and what it stands for."""
    (feature,) = collection(coded(full()))["features"]
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [52.0, 55.8]}
    told = feature["properties"]
    assert (told["event"], told["actors"], told["recipients"], told["status"]) == ("AGREE", ["PRK"], ["RUS"], "planned")
    assert (told["place"], told["country"], told["precision"]) == ("Alabuga", "RUS", "settlement")
    assert "in or near it" in told["uncertainty"]
    assert told["sentence"].startswith("North Korea will send")
    assert (told["published"], told["outlet"], told["url"]) == ("2025-03-01", "one Post", None)


@pytest.mark.parametrize("precision", ["site", "settlement", "province", "country", "region", "container"])
def test_every_point_says_how_sure_it_is(precision: str) -> None:
    """A country's centre is not where the deed was."""
    document = report("a", "Chad attacked Mali near Kidal.")
    spot = msgspec.structs.replace(place(document, "Kidal", "MLI"), precision=precision)
    record = CodedClaim(claim=claim(document, "Chad", event(document, "ASSAULT TCD > MLI", "attacked", place=spot)), document=document)
    (feature,) = collection(record)["features"]
    assert feature["properties"]["precision"] == precision
    assert feature["properties"]["uncertainty"]
