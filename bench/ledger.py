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
from foedus.corroboration.reconciling import Reconciler
from foedus.model.claim import Claim
from foedus.model.record import ClaimId
from foedus.model.text import Document
from foedus.store import Ledger

Report = tuple[Document, list[Claim], dict[ClaimId, str]]

# documents that are read at once; after these of them, single ones are added each by a process that remembers nothing
_BATCH = 500
_SINGLE = 20
_MILLION = 1e6


def main() -> None:
    """Fill a ledger, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=3000, help="how large the archive is")
    arguments.add_argument("--per-day", type=float, default=90.0, help="how many reports appear on one day")
    arguments.add_argument("--every", type=int, default=1000, help="a line after so many documents")
    given = arguments.parse_args()
    planted: dict[ClaimId, str] = {}
    reports = archive(given.documents, per_day=given.per_day)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "archive.db"
        with Ledger.open(place) as ledger:
            print(f"{'documents':>9} {'add ms':>7} {'reconcile ms':>12} {'one more ms':>11} {'ledger MB':>9} {'peak MB':>8}")
            for start in range(0, given.documents, given.every):
                adding, reconciling = _read(ledger, islice(reports, given.every - _SINGLE), planted)
                single = [sum(_read(ledger, [report], planted)) for report in islice(reports, _SINGLE)]
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
                size = place.stat().st_size / _MILLION
                each = 1000 / (given.every - _SINGLE)
                figures = f"{adding * each:7.2f} {reconciling * each:12.2f} {median(single) * 1000:11.0f} {size:9.0f} {peak:8.0f}"
                print(f"{start + given.every:9} {figures}", flush=True)
            _compare(ledger, planted)


def _read(ledger: Ledger, reports: Iterable[Report], planted: dict[ClaimId, str]) -> tuple[float, float]:
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


def _compare(ledger: Ledger, planted: dict[ClaimId, str]) -> None:
    """Print how well findings and planted deeds agree (B-cubed over claims)."""
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
    print(
        f"{total} claims on {len(deeds)} planted deeds: B-cubed precision {right / total:.3f}, recall {found / total:.3f}; "
        f"largest finding {largest} claims; {stories} stories, the largest with {max(per_story.values(), default=0)} findings"
    )


if __name__ == "__main__":
    main()
