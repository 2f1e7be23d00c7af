"""What all screens share: the open ledger, names, and what is worth working out once for each state of the ledger."""

import gc
import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing.pool import Pool
from typing import TypeVar

from sqlalchemy import select

from foedus.desk.holding import existing
from foedus.lexicon.display import DisplayNames
from foedus.model.choice import Choice
from foedus.model.record import Record
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import refresh
from foedus.store import Ledger, schema
from foedus.store.selecting import Condition, with_choice
from foedus.web.reading import Reader
from foedus.web.settings import Settings

T = TypeVar("T")
_KEPT = 32
_KEPT_ALWAYS = 4096
# what takes no longer is made anew for each state of the ledger; what does may take one part in so many of the processor's time
_QUICK_SECONDS, _REST = 0.3, 20.0
# how many of the things that take long may be in the making; the oldest that has not begun is given up for a later one
_WAITING_SOON = 4
_LOOK_SECONDS = 0.2
# how many uploads of the largest size may wait to be read
_WAITING_UPLOADS = 4


class _Latest(Record, frozen=True, kw_only=True):
    """What was made last: of which state, in how long, and until when it is not made again."""

    state: tuple[int, ...]
    value: object
    seconds: float
    rests_until: float


class Workbench:
    """One ledger, open for as long as the server runs; its methods may be called from several threads.

    Args:
        settings: How it is served.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger: Ledger = existing(settings.place)
        refresh(self.ledger)
        self.names = DisplayNames.load()
        self.reader = Reader(self.ledger, most_bytes=_WAITING_UPLOADS * settings.max_upload_bytes, load=Pipeline.load)
        self._made: dict[tuple[object, ...], object] = {}
        self._latest: dict[object, _Latest] = {}
        self._forever: dict[object, object] = {}
        self._lock = threading.Lock()
        self._gates: dict[tuple[object, ...], threading.Lock] = {}
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="workbench")
        self._coming: dict[tuple[object, ...], Future[object]] = {}
        self._process: Pool | None = None
        self._closed = threading.Event()

    def close(self) -> None:
        """Let go of the ledger, when the document that is being read is in; what is being worked out is given up."""
        self.reader.close()
        self._closed.set()
        with closing(self.ledger):
            self._pool.shutdown(cancel_futures=True)
            if self._process is not None:
                self._process.terminate()
                self._process.join()
                self._process = None
                # its semaphores are given back when it is collected, and a server that a signal ends collects nothing more
                gc.collect()
            self._made.clear()

    def conditions(self, choice: Choice) -> list[Condition]:
        """Conditions for the findings that are meant."""
        return with_choice(self.ledger, choice, self.names.name_of)

    def state(self) -> tuple[int, ...]:
        """Numbers that change with the ledger: of documents and judgements, and of findings."""
        table = schema.revisions.c
        with self.ledger.snapshot() as connection:
            return tuple(connection.scalars(select(table.number).order_by(table.name)))

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for this state of the ledger; of many the one asked for longest ago is forgotten.

        Whoever asks while it is worked out waits for that.

        Args:
            key: What it is; must be hashable and tell it from anything else that is kept.
            make: Works it out; must depend on the ledger and the key alone.
        """
        return self._kept((key, *self.state()), make)

    def lately(self, key: object, make: Callable[[], T]) -> T:
        """As `once`, but where it takes long what was made of an earlier state stands in while the next is made in the background.

        It is made again at most once in a while, so that many who judge do not have everybody wait for it; `is_current` says whether
        it stands for the present state.

        Args:
            key: As in `once`.
            make: As in `once`.
        """
        state = self.state()
        with self._lock:
            made = self._latest.get(key)
        if made is None or (made.state != state and made.seconds < _QUICK_SECONDS):
            self._renew(key, state, make)
        elif made.state != state and time.monotonic() > made.rests_until:
            self._awaited((key, "lately"), lambda: self._renew(key, state, make), 0, is_kept=False)
        with self._lock:
            return self._latest[key].value  # type: ignore[return-value]  # the key tells what it is

    def is_current(self, key: object) -> bool:
        """Whether what `lately` gives stands for the present state of the ledger."""
        with self._lock:
            made = self._latest.get(key)
        return made is None or made.state == self.state()

    def _renew(self, key: object, state: tuple[int, ...], make: Callable[[], T]) -> None:
        begun = time.monotonic()
        value = self._kept((key, *state), make)
        now = time.monotonic()
        with self._lock:
            self._latest[key] = _Latest(state=state, value=value, seconds=now - begun, rests_until=now + _REST * (now - begun))
            while len(self._latest) > _KEPT:
                self._latest.pop(next(iter(self._latest)))

    def always(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, whatever the state of the ledger; the oldest of many are forgotten.

        Args:
            key: What it is; must be hashable and tell all that `make` depends on.
            make: Works it out; quick enough to be made twice.
        """
        with self._lock:
            if key in self._forever:
                return self._forever[key]  # type: ignore[return-value]  # the key tells what it is
        made = make()
        with self._lock:
            self._forever[key] = made
            while len(self._forever) > _KEPT_ALWAYS:
                self._forever.pop(next(iter(self._forever)))
        return made

    def soon(self, key: object, make: Callable[[], T], *, seconds: float) -> T | None:
        """As `once`, but a page need not wait: what is not there after so many seconds is none, and comes in the background.

        Args:
            key: As in `once`.
            make: As in `once`.
            seconds: How long to wait.
        """
        return self._awaited((key, *self.state()), make, seconds)

    def soon_apart(self, key: object, make: Callable[[], T], *, seconds: float) -> T | None:
        """As `soon`, in a process of its own, so that pages need not share its processor.

        It takes long, so it is worked out by what it depends on and not by the state of the ledger: a judgement that changes nothing
        of it must not have it made again.

        Args:
            key: What it is; must be hashable and tell all that `make` depends on.
            make: Works it out: a function of a module or a `partial` of one, with records as arguments.
            seconds: How long to wait.
        """
        return self._awaited((key,), partial(self._apart, make), seconds)

    def _awaited(self, known: tuple[object, ...], make: Callable[[], T], seconds: float, *, is_kept: bool = True) -> T | None:
        with self._lock:
            if is_kept and known in self._made:
                return self._made[known]  # type: ignore[return-value]  # the key tells what it is
            # what is done is among what was made, or failed and may be tried again
            self._coming = {one: coming for one, coming in self._coming.items() if not coming.done()}
            if known not in self._coming:
                self._coming[known] = self._pool.submit(self._kept, known, make) if is_kept else self._pool.submit(make)
                for coming in list(self._coming.values())[:-_WAITING_SOON]:
                    coming.cancel()
            coming = self._coming[known]
        try:
            return coming.result(seconds)  # type: ignore[return-value]  # likewise
        except (TimeoutError, CancelledError):
            return None

    def _apart(self, make: Callable[[], T]) -> T:
        """What `make` gives in the other process; given up when the workbench is closed."""
        if self._process is None:
            # a process that is forked from one with threads may hang
            self._process = multiprocessing.get_context("spawn").Pool(1)
        coming = self._process.apply_async(make)
        while not coming.ready():
            if self._closed.is_set():
                raise CancelledError
            coming.wait(_LOOK_SECONDS)
        return coming.get()

    def _kept(self, known: tuple[object, ...], make: Callable[[], T]) -> T:
        with self._lock:
            gate = self._gates.setdefault(known, threading.Lock())
        with gate:
            with self._lock:
                if known in self._made:
                    self._made[known] = self._made.pop(known)
                    return self._made[known]  # type: ignore[return-value]  # the key tells what it is
            try:
                made = make()
            finally:
                with self._lock:
                    self._gates.pop(known, None)
            with self._lock:
                self._made[known] = made
                while len(self._made) > _KEPT:
                    self._made.pop(next(iter(self._made)))
            return made
