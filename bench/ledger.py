"""What a document costs to put into a ledger and to reconcile, early and late in a large archive; memory, size, and what comes out.

The archive is made up (`bench.archive`). Times are CPU seconds of this process.
"""

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.archive import archive
from bench.fits import exponent
from bench.reporting import Report, add_output, reporting
from foedus.corroboration.reconciling import Reconciler
from foedus.model.claim import Claim
from foedus.model.record import ClaimId
from foedus.model.text import Document
from foedus.store import Ledger

Told = tuple[Document, list[Claim], dict[ClaimId, str]]

# documents that are read at once; after these of them, single ones are added each by a process that remembers nothing
_BATCH = 500
_SINGLE = 20
_MILLION = 1e6


COLUMNS = {"documents": "9d", "add ms": "7.2f", "reconcile ms": "12.2f", "one more ms": "11.0f", "ledger MB": "9.0f", "peak MB": "8.0f"}


def main() -> None:
    """Fill a ledger, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3000, help="how large the archive is")
    parser.add_argument("--per-day", type=float, default=90.0, help="how many reports appear on one day")
    parser.add_argument("--every", type=int, default=1000, help="a line after so many documents")
    add_output(parser)
    given = parser.parse_args()
    with reporting("ledger", given.json) as report, TemporaryDirectory() as folder:
        measure(Path(folder) / "archive.db", given.documents, given.every, given.per_day, report)


def measure(place: Path, documents: int, every: int, per_day: float, report: Report) -> None:
    """Fill a ledger and report after each portion.

    Args:
        place: The ledger.
        documents: How large the archive is.
        every: How many documents a portion has.
        per_day: How many reports appear on one day.
        report: Takes the results.
    """
    planted: dict[ClaimId, str] = {}
    reports = archive(documents, per_day=per_day)
    spent: dict[int, float] = {}
    total = 0.0
    with Ledger.open(place) as ledger:
        table = report.table("growth", COLUMNS)
        for start in range(0, documents, every):
            adding, reconciling = _read(ledger, islice(reports, every - _SINGLE), planted)
            single = [sum(_read(ledger, [one], planted)) for one in islice(reports, _SINGLE)]
            total += adding + reconciling + sum(single)
            spent[start + every] = total
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            each = 1000 / (every - _SINGLE)
            table.add(start + every, adding * each, reconciling * each, median(single) * 1000, place.stat().st_size / _MILLION, peak)
        power = exponent(spent)
        report.say(f"CPU time grows by the power {power:.3f} of the number of documents" if power else "too few portions to tell growth")
        report.put(exponent=power)
        report.say(_compared(ledger, planted))


def _read(ledger: Ledger, reports: Iterable[Told], planted: dict[ClaimId, str]) -> tuple[float, float]:
    """Add reports and bring the findings up to date; the seconds that each took."""
    adding = reconciling = 0.0
    reconciler = Reconciler()
    while batch := list(islice(reports := iter(reports), _BATCH)):
        started = time.process_time()
        for document, claims, deeds in batch:
            planted |= deeds
            ledger.add(document, claims, coder="archive/1")
        added = time.process_time()
        ledger.refresh(lambda: reconciler)
        adding += added - started
        reconciling += time.process_time() - added
    return adding, reconciling


def _compared(ledger: Ledger, planted: dict[ClaimId, str]) -> str:
    """How well findings and planted deeds agree (B-cubed over claims)."""
    deeds = Counter(planted.values())
    right = found = 0.0
    largest = stories = 0
    per_story: defaultdict[str, int] = defaultdict(int)
    for finding in ledger.findings():
        claims = (*finding.supporting, *finding.denying)
        largest = max(largest, len(claims))
        per_story[finding.story] += 1
        for deed, count in Counter(planted[claim] for claim in claims).items():
            right += count * count / len(claims)
            found += count * count / deeds[deed]
    stories = len(per_story)
    total = len(planted)
    return (
        f"{total} claims on {len(deeds)} planted deeds: B-cubed precision {right / total:.3f}, recall {found / total:.3f}; "
        f"largest finding {largest} claims; {stories} stories, the largest with {max(per_story.values(), default=0)} findings"
    )


if __name__ == "__main__":
    main()
