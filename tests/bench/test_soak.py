"""What a soak takes for growth."""

import os
from pathlib import Path

from bench.soak import Sample, faults, growth_of, sample


def samples(memory: list[float], files: list[int] | None = None) -> list[Sample]:
    """A sample a minute."""
    return [
        Sample(minute=float(minute), rss=int(megabytes * 1e6), files=(files or [8] * len(memory))[minute], threads=4, temporary=1)
        for minute, megabytes in enumerate(memory)
    ]


def test_memory_that_settles_is_no_fault() -> None:
    """It may grow while caches fill, in the first third of the time."""
    assert faults(samples([300 + 25 * min(minute, 9) for minute in range(31)]), bound=30) == []


def test_memory_that_goes_on_growing_is_one() -> None:
    """However slowly, if it is more than the bound."""
    leaking = samples([500 + minute for minute in range(31)])
    assert round(growth_of(leaking)) == 60
    assert faults(leaking, bound=30) == ["memory grows by 60.0 MB an hour, more than 30"]
    assert faults(leaking, bound=90) == []


def test_files_that_stay_open_are_one() -> None:
    """More at the end than ever in the middle; some that come and go are none, nor is a pool that fills at the beginning."""
    leaking = samples([500.0] * 30, [8 + minute // 5 for minute in range(30)])
    assert faults(leaking, bound=30) == ["files: 11 at most in the second third, 13 in the last"]
    assert faults(samples([500.0] * 30, [8 + minute % 3 for minute in range(30)]), bound=30) == []
    assert faults(samples([500.0] * 30, [8 + min(minute, 9) for minute in range(30)]), bound=30) == []


def test_a_process_is_looked_at(tmp_path: Path) -> None:
    """This one: it has memory, files and a thread, and what lies in its folder is counted."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").touch()
    seen = sample(os.getpid(), tmp_path, 0.5)
    assert seen.rss > 1_000_000
    assert seen.files >= 1
    assert seen.threads >= 1
    assert (seen.minute, seen.temporary) == (0.5, 2)
