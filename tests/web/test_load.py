"""Several at one workbench at once: pages answer, and no judgement is lost."""

from pathlib import Path

import pytest
from bench.web import fill, measure, told


@pytest.mark.slow
def test_analysts_at_once_lose_nothing(tmp_path: Path) -> None:
    """The short form of `python -m bench.web`: five analysts, five seconds, a small archive."""
    place = tmp_path / "archive.db"
    fill(place, 200)
    work, alone = measure(place, analysts=5, seconds=5, pause=0.1)
    figures = "\n".join(told(work, alone))
    assert not work.faults, figures
    assert work.lost == 0, figures
    assert work.kept, figures
    assert len(set(work.kept)) == len(work.kept), figures
