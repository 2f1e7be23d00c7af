"""The plan of a year: its arithmetic, its assumptions, and that the guide holds what it prints."""

import datetime as dt
import math
from pathlib import Path

import msgspec
import pytest
from bench.plan import CASES, HERE, ROWS, Rates, assumed, planned, plans, rates_of, read_assumptions, read_rates, table_of, told
from bench.reporting import Result, this_machine

RATES = Rates(
    measured="2026-01-01",
    machine="a core",
    reading_ms=10,
    political_us=400,
    general_us=100,
    page_bytes=100,
    coded_bytes=1000,
    political_bytes=5000,
    words=200,
    worker_mb=500,
)
VALUES = {
    "pages": 1e6,
    "english": 0.5,
    "repeated": 0.2,
    "political": 0.25,
    "words": 400,
    "page_weight": 3,
    "archive_gb": 1,
    "pages_an_archive": 10_000,
    "dollars_a_core_hour": 0.05,
    "dollars_a_tb_month": 20,
    "overhead": 1.1,
}


def test_a_plan_adds_up() -> None:
    """Counted by hand: 0.4 million coded pages, a quarter of them political, of 400 words."""
    plan = planned(RATES, VALUES)
    assert (plan.coded, plan.archives, plan.input_tb) == (400_000, 100, 0.1)
    assert math.isclose(plan.reading_hours, 30_000 / 3600)
    assert math.isclose(plan.coding_hours, (100_000 * 400 * 400e-6 + 300_000 * 400 * 100e-6) / 3600)
    assert math.isclose(plan.paid_hours, 1.1 * (plan.reading_hours + plan.coding_hours))
    # twice as long as the pages that were measured, and their output with them
    assert math.isclose(plan.output_tb * 1e12, 600_000 * 100 + 2 * (300_000 * 1000 + 100_000 * 5000))
    assert math.isclose(plan.dollars, plan.paid_hours * 0.05 + plan.output_tb * 20 * 12)
    assert math.isclose(plan.days, plan.paid_hours / 64 / 24)


def test_each_assumption_bears_on_the_plan() -> None:
    """Were one left out of the reckoning, it would not have to be stated."""
    whole = planned(RATES, VALUES)
    assert set(read_assumptions()) == set(VALUES)
    for name, value in VALUES.items():
        assert planned(RATES, VALUES | {name: value * 0.9}) != whole, name


def test_low_is_cheaper_than_mid_and_mid_than_high() -> None:
    """In every assumption, with the others at their middle: so the columns of the table are what they are called."""
    assumptions = read_assumptions()
    middle = {name: one.mid for name, one in assumptions.items()}
    for name, one in assumptions.items():
        costs = [planned(RATES, middle | {name: getattr(one, case)}).dollars for case in CASES]
        assert costs == sorted(costs), name
    made = plans(RATES, assumptions)
    assert made["low"].dollars < made["mid"].dollars < made["high"].dollars


def test_each_assumption_says_where_it_comes_from() -> None:
    """With a day."""
    for name, one in read_assumptions().items():
        assert one.source, name
        assert dt.date.fromisoformat(one.date).year >= 2026, name


def test_the_guide_holds_what_the_plan_prints() -> None:
    """With the rates that are kept beside it."""
    guide = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text(encoding="utf-8")
    rates, assumptions = read_rates(HERE / "rates.json"), read_assumptions()
    for part in ([told(rates)], table_of(plans(rates, assumptions)), assumed(assumptions)):
        assert "\n".join(part) in guide


def test_the_table_has_a_row_for_each_figure() -> None:
    """And no more digits than the assumptions bear."""
    lines = list(table_of(plans(RATES, read_assumptions())))
    assert len(lines) == len(ROWS) + 2
    assert lines[2].startswith("| pages read, million | 120 | 139 | 170 |")


def kind(name: str, pages: int, words: int, reading: float, coding: float, size: int) -> dict[str, object]:
    """What pages of a kind cost."""
    return {"kind": name, "pages": pages, "words": words, "reading": reading, "coding": coding, "claims": 0, "bytes": size}


def test_rates_come_from_measured_pages() -> None:
    """A rate of each kind; reading over all of them."""
    moment = dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
    figures: dict[str, object] = {
        "political": kind("political", 10, 2000, 0.1, 1.0, 50_000),
        "general": kind("general", 10, 1000, 0.1, 0.2, 9_000),
        "other language": kind("other language", 10, 500, 0.04, 0.0, 3_000),
        "worker_mb": 612.4,
    }
    result = Result(
        bench="crawl",
        command="",
        begun=moment,
        ended=moment,
        whole=True,
        load_begun=0.1,
        load_ended=1.0,
        machine=this_machine("model name: Chip\nflags: avx2\n"),
        versions={},
        figures=figures,
        tables={},
        remarks=[],
    )
    rates = rates_of(result)
    assert (rates.measured, rates.reading_ms, rates.political_us, rates.general_us) == ("2026-02-03", 8.0, 500.0, 200.0)
    assert (rates.page_bytes, rates.coded_bytes, rates.political_bytes, rates.words, rates.worker_mb) == (300, 900, 5000, 150, 612)
    assert "Chip (avx2), load 0.1 to 1.0" in rates.machine
    with pytest.raises(KeyError):
        rates_of(msgspec.structs.replace(result, figures={}))
