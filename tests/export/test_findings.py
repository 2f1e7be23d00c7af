"""Findings as rows: the flat form typed, what a table needs beside it, read back."""

import csv
import datetime as dt
import io
import json
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.brief.reports import claim, conflict, event, finding, report

from foedus.corroboration.flat import flat
from foedus.export.findings import SCHEMA, row, write_csv, write_parquet
from foedus.model.finding import Finding, Lineages, SharedControl, StatusStep
from foedus.model.text import Document


def full() -> tuple[Finding, list[Document]]:
    """A finding with every field filled."""
    seoul = report("seoul", "North Korea will send workers. ", outlet="Han River Daily", published="2025-06-20")
    tokyo = report("tokyo", "North Korea will send workers. ", outlet="Ginza Press", published="2025-06-18")
    echo = msgspec.structs.replace(report("echo", "North Korea will send workers. ", published=""), synthetic=True)
    claims = [claim(item, "North", event(item, "AGREE PRK > RUS", "will send"), status="planned") for item in (seoul, tokyo, echo)]
    made = finding(
        claims[:2],
        denying=(claims[2],),
        conflicts=(conflict("quantity", ("=1", claims[0]), ("2", claims[1])), conflict("place", ("x", claims[0]), relation="refines")),
        lineages=Lineages(sure=1, possible=2, groups=(("seoul",), ("echo", "tokyo"))),
        echoes=("echo",),
        timeline=(StatusStep(published="2025-06-18", status="planned", document="tokyo", claim=claims[1].id),),
        place="Alabuga",
        date="2025-06",
        quantity=("1", "2"),
        judgements=("j-1",),
        shared_control=(SharedControl(states=("RUS",), control=("owned",), outlets=("Ginza Press",), lineages="some", is_party=True),),
    )
    return made, [seoul, tokyo, echo]


def bare() -> tuple[Finding, list[Document]]:
    """A finding with as little as there can be, of a report without date and outlet."""
    plain = report("plain", "Mali signed. ", published="")
    plain = msgspec.structs.replace(plain, origin=msgspec.structs.replace(plain.origin, outlet=None))
    return finding([claim(plain, "Mali", event(plain, "SUPPORT  > ", "signed"))]), [plain]


def rows(*made: tuple[Finding, list[Document]]) -> list[dict[str, Any]]:
    """The rows of findings."""
    return [row(flat(found), documents) for found, documents in made]


def parquet(lines: list[dict[str, Any]]) -> bytes:
    """What is written of rows."""
    target = io.BytesIO()
    write_parquet(lines, target)
    return target.getvalue()


def test_the_columns_are_those_of_the_flat_form() -> None:
    """In its order, what a table needs behind it; the same with and without rows."""
    for lines in (rows(full()), rows(bare())):
        assert list(lines[0]) == SCHEMA.names
        assert pq.read_schema(io.BytesIO(parquet(lines))).equals(SCHEMA)
    assert list(flat(full()[0])) == SCHEMA.names[: len(flat(full()[0]))]
    assert pq.read_schema(io.BytesIO(parquet([]))).equals(SCHEMA)


@pytest.mark.parametrize("made", [full, bare])
def test_a_finding_comes_back_from_parquet(made: Any) -> None:
    """Each value of the flat form, and those beside it."""
    lines = rows(made())
    assert pq.read_table(io.BytesIO(parquet(lines))).to_pylist() == lines
    assert parquet(lines) == parquet(lines)


def test_what_stands_beside_the_flat_form() -> None:
    """Unknown days stay unknown; a slot is disputed only by a conflict."""
    filled, empty = rows(full(), bare())
    names = SCHEMA.names[-7:]
    assert [filled[name] for name in names] == [
        1, 2, ["quantity"], ["Ginza Press", "Han River Daily", "echo Post"], dt.date(2025, 6, 18), dt.date(2025, 6, 20), True,
    ]  # fmt: skip
    assert [empty[name] for name in names] == [1, 1, [], [], None, None, False]


def test_a_finding_comes_back_from_csv() -> None:
    """Lists of text joined, nested values as JSON, nothing for what is not known, no formula."""
    target = io.BytesIO()
    lines = rows(full(), bare())
    write_csv(lines, target)
    filled, empty = csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""))
    assert list(filled) == SCHEMA.names
    assert json.loads(filled["shared_control"]) == lines[0]["shared_control"]
    assert json.loads(filled["conflicts"])[0]["values"][0]["value"] == "=1"
    assert (filled["disputed"], filled["quantity"], filled["first_reported"], filled["synthetic"]) == (
        "quantity",
        "1;2",
        "2025-06-18",
        "true",
    )
    assert (empty["first_reported"], empty["outlets"], empty["date"], empty["lineages_sure"]) == ("", "", "", "1")
