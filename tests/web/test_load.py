"""Several at one workbench at once: pages answer, and no judgement is lost."""

import io
from pathlib import Path

import pytest
from bench.reporting import Report
from bench.web import fill, measure, tell


@pytest.mark.slow
def test_analysts_at_once_lose_nothing(tmp_path: Path) -> None:
    """The short form of `python -m bench.web`: five analysts, five seconds, a small archive."""
    place = tmp_path / "archive.db"
    fill(place, 200)
    work, alone = measure(place, analysts=5, seconds=5, pause=0.1)
    out = io.StringIO()
    tell(work, alone, Report("web", out=out))
    figures = out.getvalue()
    assert not work.faults, figures
    assert work.lost == 0, figures
    assert work.kept, figures
    assert len(set(work.kept)) == len(work.kept), figures
