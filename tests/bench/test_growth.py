"""Growth: a size that was ended goes on where it was, and what it cost is not lost."""

from pathlib import Path

import pytest
from bench.growth import Measured, coded, imported, write_documents
from bench.texts import bundled

pytestmark = pytest.mark.slow


def inputs(folder: Path, count: int) -> list[Path]:
    """Inputs of two reports each."""
    reports = bundled()
    made = []
    for number in range(count):
        path = folder / f"{number}.jsonl.gz"
        write_documents(path, reports[2 * number : 2 * number + 2])
        made.append(path)
    return made


def test_what_is_coded_is_not_coded_again(tmp_path: Path) -> None:
    """With more inputs the second time, the first ones keep what they cost; the output goes into a ledger."""
    paths = inputs(tmp_path, 2)
    (first,), (entry,) = coded(tmp_path, paths[:1], 1, lambda _: None)
    assert entry.documents == 2
    assert first.seconds > 0
    assert min(first.rss, first.peak) > 100_000_000
    heard: list[str] = []
    measured, entries = coded(tmp_path, paths, 1, heard.append)
    assert heard == [str(paths[1])]
    assert (measured[0], len(measured), len(entries)) == (first, 2, 2)
    assert all(isinstance(one, Measured) for one in measured)
    came = imported(tmp_path)
    assert (came.documents, imported(tmp_path).documents) == (4, 4)
    assert came.bytes > 10_000
