"""Whole runs over made-up archives."""

import pytest
from bench.crawl import measure_runs
from bench.reporting import Report


@pytest.mark.slow
def test_each_way_is_held_against_the_first_of_its_round() -> None:
    """Every round has a row for each way, which all find the same; the gains are told of all but the first."""
    report = Report("crawl")
    measure_runs(pages=11, archives=1, workers=[1], threads=[1], rounds=2, report=report)
    runs, gains = report.tables["runs"], report.tables["gains"]
    assert [row["workers"] for row in runs] == ["1 process", "1 thread"] * 2
    assert len({(row["documents"], row["claims"]) for row in runs}) == 1
    told = [float(str(row["documents/s"])) for row in runs]
    assert [row["workers"] for row in gains] == ["1 thread"]
    assert {gains[0]["least"], gains[0]["most"]} == {told[1] / told[0], told[3] / told[2]}
