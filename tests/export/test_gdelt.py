"""GDELT's 61 columns, a line a pair of parties."""

import datetime as dt
import io

import msgspec
import pytest
from tests.brief.reports import claim, date, event, place, report
from tests.export.test_flat import full

from foedus.export.flat import CodedClaim
from foedus.export.gdelt import COLUMNS, pairs, write
from foedus.model.event import Party
from foedus.model.period import Period, Precision


def lines(*records: CodedClaim) -> list[dict[str, str]]:
    """The lines that are written, by column."""
    target = io.BytesIO()
    write(records, target)
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in target.getvalue().decode().splitlines()]


def test_there_are_sixty_one_columns() -> None:
    """None of them twice."""
    assert len(COLUMNS) == len(set(COLUMNS)) == 61


def test_a_full_claim() -> None:
    """Nothing stands in a column that the claim does not fill: no tone, no place of an actor, no date of addition."""
    found, document = full()
    (line,) = lines(CodedClaim(claim=found, document=document))
    number = line.pop("GLOBALEVENTID")
    assert 0 < int(number) < 2**60
    assert {name: cell for name, cell in line.items() if cell} == {
        "SQLDATE": "20250503", "MonthYear": "202505", "Year": "2025", "FractionDate": "2025.3370",
        "Actor1Code": "PRK", "Actor1Name": "NORTH KOREA", "Actor1CountryCode": "PRK",
        "Actor2Code": "RUS", "Actor2Name": "RUSSIA", "Actor2CountryCode": "RUS",
        "IsRootEvent": "1", "EventCode": "030", "EventBaseCode": "030", "EventRootCode": "03", "QuadClass": "1", "GoldsteinScale": "4",
        "NumMentions": "1", "NumSources": "1", "NumArticles": "1",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Alabuga", "ActionGeo_CountryCode": "RS", "ActionGeo_Lat": "55.8",
        "ActionGeo_Long": "52", "SOURCEURL": "one",
    }  # fmt: skip


TEXT = "Rain fell.\n\nChad, Mali and Niger attacked Sudan and Kenya in Texas on 3 May."


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ("TCD > SDN", [("TCD", "SDN")]),
        ("TCD+MLI > SDN+KEN", [("TCD", "SDN"), ("TCD", "KEN"), ("MLI", "SDN"), ("MLI", "KEN")]),
        ("TCD+MLI+TCD > ", [("TCD", "MLI")]),
        ("TCD+MLI+NER > ", [("TCD", "MLI"), ("TCD", "NER"), ("MLI", "NER")]),
        ("TCD > ", [("TCD", None)]),
        (" > SDN", [(None, "SDN")]),
        (" > ", [(None, None)]),
    ],
)
def test_pairs(parties: str, expected: list[tuple[str | None, str | None]]) -> None:
    """Each actor with each recipient; parties of a reciprocal deed with each other; nobody stays nobody."""

    def code(party: Party | None) -> str | None:
        return party.actor.code if party else None

    assert [(code(a), code(b)) for a, b in pairs(event(report("a", TEXT), f"ASSAULT {parties}", "attacked"))] == expected


def test_each_pair_has_its_number() -> None:
    """The same in each run, another for each pair; the second paragraph is not the lead."""
    document = report("a", TEXT, url="https://example.org/a")
    coded = event(document, "ASSAULT TCD+MLI > SDN+KEN", "attacked", mode="drone", place=place(document, "Texas", "USA"))
    record = CodedClaim(claim=claim(document, "Chad", coded), document=document)
    found = lines(record)
    assert found == lines(record)
    assert len({line["GLOBALEVENTID"] for line in found}) == 4
    assert {(line["IsRootEvent"], line["EventRootCode"], line["ActionGeo_Type"]) for line in found} == {("0", "19", "3")}
    assert {line["SOURCEURL"] for line in found} == {"https://example.org/a"}


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ((2025, 5, 3), (2025, 5, 4), Precision.DAY, ("20250503", "202505", "2025", "2025.3370")),
        ((2025, 12, 31), (2026, 1, 1), Precision.DAY, ("20251231", "202512", "2025", "2025.9890")),
        ((2025, 5, 1), (2025, 6, 1), Precision.MONTH, ("", "202505", "2025", "")),
        ((2025, 4, 28), (2025, 5, 5), Precision.WEEK, ("", "", "2025", "")),
        ((2025, 12, 29), (2026, 1, 5), Precision.WEEK, ("", "", "", "")),
    ],
)
def test_a_date_is_as_exact_as_the_words(
    start: tuple[int, int, int], end: tuple[int, int, int], precision: Precision, expected: tuple[str, ...]
) -> None:
    """A month has no day, a week across two months no month."""
    document = report("a", TEXT)
    period = Period(start=dt.date(*start), end=dt.date(*end), precision=precision)
    told = msgspec.structs.replace(date(document, "3 May", "2025-05-03"), period=period)
    (line,) = lines(
        CodedClaim(claim=claim(document, "Chad", event(document, "ASSAULT TCD > SDN", "attacked", date=told)), document=document)
    )
    assert (line["SQLDATE"], line["MonthYear"], line["Year"], line["FractionDate"]) == expected
