"""A run over whole archives as the terminal shows it, and its output into a ledger."""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import Progress, TextColumn

from foedus.cli.options import err
from foedus.cli.sources import DONE, NOTHING, PARTLY
from foedus.errors import DataError
from foedus.scale.importing import import_run
from foedus.scale.local import LocalEngine
from foedus.scale.manifest import Entry, State
from foedus.scale.running import Engine, Plan, Summary
from foedus.scale.working import Report
from foedus.store import Ledger

_MINUTE, _HOUR = 60, 3600
_REASONS = 8


def engine_of(workers: int, coder: str, ray_address: str | None) -> Engine:
    """What runs the workers: processes of this machine, or Ray.

    Args:
        workers: How many inputs are read at a time.
        coder: Name of a registered coder.
        ray_address: Of a Ray cluster, empty to start one here; none for this machine without Ray.

    Raises:
        DataError: Ray is not installed.
    """
    if ray_address is None:
        return LocalEngine(workers, coder)
    try:
        from foedus.scale.cluster import RayEngine  # noqa: PLC0415  # an extra
    except ImportError as error:
        msg = "Ray is not installed: pip install 'foedus[scale]'"
        raise DataError(msg) from error
    return RayEngine(workers, coder, address=ray_address)


@contextmanager
def interrupted_by_term() -> Iterator[None]:
    """Have SIGTERM end the work as SIGINT does."""

    def interrupt(_kind: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Meter:
    """Shows on a terminal how far a run has come; elsewhere one line for each input.

    Args:
        errors: Where to.
        plan: What the run has to do.
    """

    def __init__(self, errors: Console, plan: Plan) -> None:
        self._errors, self._plan = errors, plan
        self._start = time.monotonic()
        self._reports: dict[str, Report] = {}
        self._over = 0
        self._progress = Progress(TextColumn("{task.description}"), console=errors, transient=True, disable=not errors.is_terminal)
        self._task = self._progress.add_task("loading the model", total=None)

    def __enter__(self) -> "Meter":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def take(self, report: Report) -> None:
        """Show a report."""
        entry = report.entry
        if entry is not None:
            report = Report(input=entry.input, documents=entry.documents, claims=entry.claims, bytes=entry.bytes)
            self._over += 1
            self._errors.print(entry_line(entry), markup=False, soft_wrap=True)
        self._reports[report.input] = report
        self._progress.update(self._task, description=self.line(time.monotonic() - self._start))

    def line(self, seconds: float) -> str:
        """How far the run has come, after so many seconds."""
        documents = sum(report.documents for report in self._reports.values())
        claims = sum(report.claims for report in self._reports.values())
        rate = documents / max(seconds, 1e-9)
        inputs = f"{self._over} of {len(self._plan.tasks)} inputs"
        left = time_left(seconds, self._share())
        return f"{inputs}; {documents:,} documents, {rate:.1f} a second; {claims:,} claims; {left}"

    def _share(self) -> float:
        """The share of the work that is done: of the bytes, where all sizes are known, else of the inputs."""
        total = sum(self._plan.sizes.values())
        if total and len(self._plan.sizes) == len(self._plan.tasks):
            return sum(min(report.bytes, self._plan.sizes[place]) for place, report in self._reports.items()) / total
        return self._over / max(len(self._plan.tasks), 1)


def time_left(seconds: float, share: float) -> str:
    """How long the rest will take if it goes on as it went.

    >>> time_left(100, 0.25), time_left(7200, 0.5), time_left(1, 0)
    ('5 min left', '2 h 00 min left', 'time left not known yet')
    """
    if not share:
        return "time left not known yet"
    left = seconds * (1 - share) / share
    if left >= _HOUR:
        return f"{left // _HOUR:.0f} h {left % _HOUR // _MINUTE:02.0f} min left"
    return f"{left / _MINUTE:.0f} min left" if left >= _MINUTE else f"{left:.0f} s left"


def entry_line(entry: Entry) -> str:
    """What became of an input, in one line."""
    if entry.state is State.FAILED:
        return f"failed: {entry.input}: {entry.reason}"
    left_out = sum(entry.discards.values())
    return (
        f"{entry.input}: {entry.documents:,} documents ({entry.coded:,} coded, {entry.duplicates:,} repeated, "
        f"{entry.other_languages:,} in other languages), {entry.claims:,} claims; {left_out:,} records left out"
    )


def tell(summary: Summary, plan: Plan, output: Path) -> None:
    """Say what a run came to: totals, reasons, what is left to do."""
    reasons: Counter[str] = Counter()
    for entry in summary.entries:
        reasons.update(entry.discards)
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:_REASONS]:
        err.print(f"left out: {count:,} records: {reason}", markup=False, soft_wrap=True)
    done = [entry for entry in summary.entries if entry.state is State.DONE]
    documents, claims = sum(entry.documents for entry in done), sum(entry.claims for entry in done)
    err.print(
        f"{output}: {len(done):,} inputs done ({plan.known:,} before), {documents:,} documents, {claims:,} claims; "
        f"{summary.duplicates:,} documents repeat another input's",
        markup=False,
        soft_wrap=True,
    )
    if summary.failed:
        err.print(f"{len(summary.failed):,} inputs failed; the same command tries them again", markup=False, soft_wrap=True)
    if not summary.ended:
        err.print(f"{len(summary.left):,} inputs are left; the same command goes on with them", markup=False, soft_wrap=True)


def exit_code_of(summary: Summary, *, lenient: bool = False) -> int:
    """0 done; 1 nothing usable; 3 partly done: it was interrupted, inputs failed, or records were left out.

    Args:
        summary: What a run came to.
        lenient: Whether a run is done though records were left out.
    """
    if not summary.ended:
        return PARTLY
    if not any(entry.documents for entry in summary.entries):
        return NOTHING
    left_out = any(entry.discards for entry in summary.entries) and not lenient
    return PARTLY if summary.failed or left_out else DONE


def import_output(place: str, folder: Path, errors: Console) -> str:
    """Put the output of a run into a ledger, and say how much it was."""
    with Ledger.open(place) as ledger, Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("importing", total=None)
        done = import_run(folder, ledger, lambda documents: progress.update(task, completed=documents))
        return f"{ledger.place}: {done.documents} documents added, {done.known} already there, {done.repeated} repeat another's text"
