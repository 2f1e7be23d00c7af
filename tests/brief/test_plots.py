"""Drawings of a brief: they cite, they have their marks in rows, and they are not there where there is nothing to see."""

import msgspec
import pytest
from tests.brief.reports import claim, composed, event, evidence, finding, name_of, quantity, report

from foedus.brief.evidence import Evidence
from foedus.brief.plots import MAX_NUMBER_PLOTS, MAX_ROWS, numbers, timeline
from foedus.brief.telling import Teller
from foedus.brief.vectors import words_of
from foedus.brief.wording import Wording
from foedus.model.brief import Plot


def teller(found: Evidence) -> Teller:
    """Words and cites without the tables."""
    return Teller(found, Wording.load(name_of))


def shown(plot: Plot | None) -> list[tuple[str, ...]]:
    """The rows of a drawing."""
    assert plot is not None
    assert plot.twin is not None
    return [row.cells for row in plot.twin.rows]


def numbered(*figures: tuple[str, str | None, str | None, str]) -> Evidence:
    """A finding of which each report gives a number, from words, low end, high end and status."""
    documents, claims = [], []
    for k, (words, low, high, status) in enumerate(figures):
        text = f"Mali will send {words} to Chad."
        documents.append(report(f"r{k}", text, outlet=f"Outlet {k}", published=f"2025-03-{k + 1:02}"))
        made = event(documents[-1], "AGREE MLI > TCD", "will send", quantity=quantity(documents[-1], words, low, high, "guards"))
        claims.append(claim(documents[-1], "Mali", made, status=status))
    return evidence(documents, claims, [finding(claims)])


def test_the_timeline_has_a_mark_a_day_and_status(alabuga: Evidence) -> None:
    """In order, without the report that only repeats another; the caption cites, as does every row."""
    plot = timeline(teller(alabuga), alabuga.findings)
    rows = shown(plot)
    deed = "North Korea announced or agreed cooperation with Russia"
    assert [row for row in rows if row[1] == deed] == [
        ("2025-06-18", deed, "announced, not reported as done", "Han River Daily"),
        ("2025-06-20", deed, "announced, not reported as done", "Ginza Press"),
        ("2025-06-21", deed, "denied", "Neva Herald"),
    ]
    assert plot is not None
    assert plot.twin is not None
    assert plot.caption.citations
    assert all(row.citations and row.findings for row in plot.twin.rows)
    assert {row.label for row in plot.twin.rows} == {"disputed", "single origin"}
    assert "Ginza Press" in words_of(plot.svg)
    assert "denied" in words_of(plot.svg)


def test_a_denial_is_hollow(alabuga: Evidence) -> None:
    """Its mark has no fill, so that it differs by form; without the denial no mark is hollow."""
    plot = timeline(teller(alabuga), alabuga.findings)
    assert plot is not None
    assert "fill: none; stroke: #d55e00" in plot.svg
    calm = msgspec.structs.replace(alabuga.findings[0], denying=(), conflicts=())
    other = timeline(teller(alabuga), [calm])
    assert other is not None
    assert "fill: none; stroke: #d55e00" not in other.svg


def test_one_day_makes_no_timeline(alabuga: Evidence) -> None:
    """Nor do reports without a date."""
    assert timeline(teller(alabuga), alabuga.findings[1:]) is None
    undated = {key: msgspec.structs.replace(item, published=None) for key, item in alabuga.documents.items()}
    assert timeline(teller(msgspec.structs.replace(alabuga, documents=undated)), alabuga.findings) is None


def test_the_timeline_is_short() -> None:
    """Only so many findings, the main ones first."""
    documents = [report(f"r{k}", "Mali met Chad.", published=f"2025-03-{k + 1:02}") for k in range(9)]
    claims = [claim(item, "Mali", event(item, "CONSULT MLI > TCD", "met")) for item in documents]
    found = evidence(documents, claims, [finding([made]) for made in claims])
    assert [row[0] for row in shown(timeline(teller(found), found.findings))] == [f"2025-03-{k + 1:02}" for k in range(MAX_ROWS)]


def test_numbers_are_shown_with_who_gives_them(alabuga: Evidence) -> None:
    """In exact words, by day; the report that only repeats another is left out."""
    (plot,) = numbers(teller(alabuga), alabuga.findings)
    assert shown(plot) == [
        ("2025-06-18", "Han River Daily", "“25,000 workers”", "announced, not reported as done"),
        ("2025-06-20", "Ginza Press", "“12,000 labourers”", "announced, not reported as done"),
    ]
    assert plot.caption.label == "disputed"
    for text in ("25,000 workers", "12,000 labourers", "Ginza Press, 2025-06-20"):
        assert text in words_of(plot.svg)


def test_open_ends_intervals_and_denials_differ_in_form() -> None:
    """An arrow to the open side, a bar between two ends, a hollow mark where it is denied."""
    found = numbered(
        ("up to 300 guards", None, "300", "planned"), ("200 to 250 guards", "200", "250", "planned"), ("120 guards", "120", "120", "denied")
    )
    (plot,) = numbers(teller(found), found.findings)
    assert "120 guards, denied" in words_of(plot.svg)
    plain = numbered(
        ("300 guards", "300", "300", "planned"), ("250 guards", "250", "250", "planned"), ("120 guards", "120", "120", "planned")
    )
    (other,) = numbers(teller(plain), plain.findings)
    assert "fill: none; stroke: #d55e00" in plot.svg
    assert "fill: none; stroke: #d55e00" not in other.svg
    assert plot.svg.count("<path") > other.svg.count("<path")


def test_numbers_that_agree_are_not_drawn() -> None:
    """One value, however often told, is no dispute; nor are values of two kinds."""
    same = numbered(("300 guards", "300", "300", "planned"), ("300 guards", "300", "300", "completed"))
    assert numbers(teller(same), same.findings) == ()
    lone = numbered(("300 guards", "300", "300", "planned"))
    assert numbers(teller(lone), lone.findings) == ()


def test_few_findings_have_their_numbers_drawn() -> None:
    """So that drawings do not fill a section."""
    found = [numbered((f"{k}0 guards", f"{k}0", f"{k}0", "planned"), (f"{k}5 guards", f"{k}5", f"{k}5", "planned")) for k in range(1, 5)]
    findings = [item.findings[0] for item in found]
    merged = Evidence(
        findings=tuple(findings),
        claims={key: value for item in found for key, value in item.claims.items()},
        documents={key: value for item in found for key, value in item.documents.items()},
    )
    plots = numbers(teller(merged), [msgspec.structs.replace(made, id=f"f-{k}") for k, made in enumerate(findings)])
    assert len(plots) == MAX_NUMBER_PLOTS
    assert len({plot.key for plot in plots}) == MAX_NUMBER_PLOTS


@pytest.mark.filterwarnings("error")
def test_the_same_evidence_draws_the_same(alabuga: Evidence) -> None:
    """Byte for byte."""
    one, other = composed(alabuga), composed(alabuga)
    assert [plot.svg for section in one.sections for plot in section.plots] == [plot.svg for s in other.sections for plot in s.plots]
    assert [plot.key for section in one.sections for plot in section.plots if section.key in {"key", "disputed"}]


def test_names_in_any_script_are_drawn() -> None:
    """A glyph that the measuring font lacks is no fault."""
    found = numbered(("300 guards", "300", "300", "planned"), ("250 guards", "250", "250", "planned"))
    documents = {
        key: msgspec.structs.replace(item, origin=msgspec.structs.replace(item.origin, outlet=f"한강일보 {item.name}"))
        for key, item in found.documents.items()
    }
    (plot,) = numbers(teller(msgspec.structs.replace(found, documents=documents)), found.findings)
    assert "한강일보" in words_of(plot.svg)
