"""What a document costs to put into a ledger and to reconcile, early and late in a large archive; memory, size, and what comes out.

The archive is made up (`benchmarks.archive`). Times are CPU seconds of this process.
"""

import argparse
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive import archive
from foedus.model.record import ClaimId
from foedus.pipeline import refresh
from foedus.store import Ledger

# so many documents are measured together, one refresh for each fifty
_STEP, _PORTION = 500, 50
_MILLION = 1e6


def main() -> None:
    """Fill a ledger, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=5000, help="how large the archive is")
    arguments.add_argument("--per-day", type=float, default=90.0, help="how many reports appear on one day")
    given = arguments.parse_args()
    planted: dict[ClaimId, str] = {}
    with TemporaryDirectory() as folder:
        place = Path(folder) / "archive.db"
        with Ledger.open(place) as ledger:
            _fill(ledger, place, given.documents, given.per_day, planted)
            started = time.process_time()
            refresh(ledger)
            print(f"nothing new: {time.process_time() - started:.3f} s")
            _compare(ledger, planted)


def _fill(ledger: Ledger, place: Path, documents: int, per_day: float, planted: dict[ClaimId, str]) -> None:
    print(f"{'documents':>9} {'add ms':>7} {'reconcile ms':>12} {'ledger MB':>9} {'peak MB':>8}")
    adding = reconciling = 0.0
    for number, (document, claims, deeds) in enumerate(archive(documents, per_day=per_day), start=1):
        planted |= deeds
        started = time.process_time()
        ledger.add(document, claims, coder="archive/1")
        adding += time.process_time() - started
        if number % _PORTION == 0:
            started = time.process_time()
            refresh(ledger)
            reconciling += time.process_time() - started
        if number % _STEP == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            size = place.stat().st_size / _MILLION
            print(f"{number:9} {adding / _STEP * 1000:7.2f} {reconciling / _STEP * 1000:12.2f} {size:9.0f} {peak:8.0f}", flush=True)
            adding = reconciling = 0.0


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
