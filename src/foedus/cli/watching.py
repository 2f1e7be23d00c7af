"""Feeds into the ledger, round after round, until somebody says stop."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType

from rich.console import Console

from foedus.cli.ledger import take_in
from foedus.cli.sources import DONE, NOTHING, PARTLY, Intake
from foedus.errors import DataError, LookupFailed
from foedus.model.outcome import Outcome
from foedus.model.record import DocumentId
from foedus.pipeline.findings import refresh
from foedus.reading.fetching import Fetcher, Limits
from foedus.reading.opml import Feed
from foedus.reading.pace import Pace, Sleep
from foedus.reading.watching import Round
from foedus.registry import DEFAULT_CODER, DocumentCoder
from foedus.store import Ledger
from foedus.store.visits import load_visits, save_visits, visits_path

Open = Callable[[], Fetcher]


@contextmanager
def web(ledger: str, *, max_bytes: int, allow_private: bool, sleep: Sleep = time.sleep) -> Iterator[Open]:
    """A way to the web that remembers beside a ledger what it learnt.

    Nothing is opened, read or written unless the fetcher is asked for: `read` of files alone leaves no trace of it.
    """
    path = visits_path(ledger)
    opened: list[Fetcher] = []

    @cache
    def fetcher() -> Fetcher:
        made = Fetcher(Pace(load_visits(path), sleep=sleep), limits=Limits(max_bytes=max_bytes), allow_private=allow_private)
        opened.append(made)
        return made

    try:
        yield fetcher
    finally:
        for made in opened:
            made.close()
            save_visits(path, made.pace.visits())


@contextmanager
def stopping(errors: Console) -> Iterator[threading.Event]:
    """An event that the first SIGINT or SIGTERM sets; a second one ends the program at once."""
    stop = threading.Event()
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {kind: signal.getsignal(kind) for kind in kinds}

    def ask(_kind: int, _frame: FrameType | None) -> None:
        stop.set()
        for kind in kinds:
            signal.signal(kind, before[kind])
        errors.print("ending after what is in hand; again to end at once")

    for kind in kinds:
        signal.signal(kind, ask)
    try:
        yield stop
    finally:
        for kind in kinds:
            signal.signal(kind, before[kind])


def _forget_other_ledgers(pace: Pace, ledger: Ledger) -> None:
    """Forget feeds that were read into a ledger that is gone: in this one their entries would be missing for good."""
    for url, visit in list(pace.feeds.items()):
        if visit.witness is None or not _holds(ledger, visit.witness):
            del pace.feeds[url]


def _holds(ledger: Ledger, document: DocumentId) -> bool:
    try:
        ledger.document(document)
    except LookupFailed:
        return False
    return True


class Watcher:
    """Reads rounds of feeds into a ledger.

    Args:
        place: The ledger's file or database address.
        intake: Counts and reports what is left out.
        errors: Where messages go.
        coder: Name of a registered coder.
        articles: Whether articles are fetched in place of the entries' own text.
    """

    def __init__(self, place: str, intake: Intake, errors: Console, *, coder: str = DEFAULT_CODER, articles: bool = False) -> None:
        self._place = place
        self._intake = intake
        self._errors = errors
        self._coder = coder
        self._articles = articles
        self._answered = 0

    def run(self, opened: Open, feeds: Outcome[Feed], stop: threading.Event, *, every_seconds: float | None) -> None:
        """Make one round, or one after the other until stopped.

        Args:
            opened: Gives the fetcher.
            feeds: What to read.
            stop: Set when it is to end.
            every_seconds: From the start of a round to the start of the next; none for one round.

        Raises:
            DataError: The list holds no feed.
        """
        from foedus.pipeline.documents import Pipeline  # noqa: PLC0415  # the model and all its libraries: most commands code nothing

        for discarded in feeds.discards:
            self._intake.refuse(discarded)
        if not feeds.kept:
            msg = "the list holds no feed"
            raise DataError(msg)
        with Ledger.open(self._place) as ledger:
            fetcher = opened()
            pipeline = Pipeline.load(self._coder)
            _forget_other_ledgers(fetcher.pace, ledger)
            while not stop.is_set():
                start = fetcher.pace.clock()
                self._errors.print(self._round(ledger, pipeline, fetcher, feeds.kept, stop), markup=False, soft_wrap=True)
                if every_seconds is None:
                    return
                stop.wait(max(0.0, start + every_seconds - fetcher.pace.clock()))

    def _round(self, ledger: Ledger, pipeline: DocumentCoder, fetcher: Fetcher, feeds: tuple[Feed, ...], stop: threading.Event) -> str:
        """One round; what it learnt is kept when it ends, however it ends."""
        added = unchanged = 0
        left_out = self._intake.refused
        try:
            for batch in Round(fetcher, feeds, articles=self._articles, stopped=stop.is_set):
                for discarded in batch.discards:
                    self._intake.refuse(discarded)
                added += take_in(ledger, pipeline, batch.documents, self._intake)
                unchanged += batch.unchanged
                self._answered += batch.answered
        finally:
            save_visits(visits_path(self._place), fetcher.pace.visits())
        refresh(ledger)
        left_out = self._intake.refused - left_out
        return f"{self._place}: {len(feeds)} feeds, {unchanged} unchanged; {added} documents added; {left_out} left out"

    @property
    def exit_code(self) -> int:
        """0 done, 1 nothing usable, 3 partly done."""
        if not self._answered:
            return NOTHING if self._intake.refused else DONE
        return PARTLY if self._intake.refused else DONE
