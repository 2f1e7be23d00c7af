"""The reader: takes what users hand in and codes it in a thread of its own, one document after the other."""

import datetime as dt
import logging
import queue
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import PurePosixPath

import msgspec

from foedus.desk.intake import Fate, Taken, take
from foedus.errors import FoedusError
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import refresh
from foedus.reading.documents import Header, document
from foedus.reading.sources import read_bytes
from foedus.store import Ledger

log = logging.getLogger(__name__)

PASTED = "paste/1"
_KEPT_LINES = 200
_TOLD = 20
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 10
_PATIENCE_SECONDS = 60.0


class Job(Record, frozen=True, kw_only=True):
    """Something to be read.

    Attributes:
        name: What it is called in the list.
        size: Its bytes, so that not too much waits.
        read: Gives its documents.
    """

    name: str
    size: int
    read: Callable[[], Outcome[Document]]


class Line(Record, frozen=True, kw_only=True):
    """What became of a job.

    Attributes:
        number: Its number, from 1.
        name: What it is called.
        who: Who handed it in.
        is_begun: Whether it is being read.
        is_done: Whether nothing is left to do.
        counts: How many documents met which fate.
        taken: The first of them.
        refused: How many things could not be read.
        reasons: Why, the first of them.
    """

    number: int
    name: str
    who: str
    is_begun: bool = False
    is_done: bool = False
    counts: Mapping[Fate, int] = msgspec.field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    refused: int = 0
    reasons: tuple[str, ...] = ()


class Reader:
    """One worker over a queue; `submit` and `lines` may be called from any thread.

    Args:
        ledger: Where documents go.
        most_bytes: How much may wait.
        load: Loads the pipeline, once, when something is to be read first.
    """

    def __init__(self, ledger: Ledger, *, most_bytes: int, load: Callable[[], Pipeline]) -> None:
        self._ledger = ledger
        self._most_bytes = most_bytes
        self._pipeline = cache(load)
        self._queue: queue.SimpleQueue[Sequence[tuple[int, Job]] | None] = queue.SimpleQueue()
        self._lines: dict[int, Line] = {}
        self._lock = threading.Lock()
        self._last = self._waiting = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def submit(self, jobs: Sequence[Job], who: str) -> bool:
        """Have jobs read, in order and as one batch.

        Returns:
            False if too much waits already; then nothing was taken.
        """
        size = sum(job.size for job in jobs)
        with self._lock:
            if self._waiting and self._waiting + size > self._most_bytes:
                return False
            self._waiting += size
            batch = [(self._last + number, job) for number, job in enumerate(jobs, start=1)]
            self._last += len(jobs)
            self._lines |= {number: Line(number=number, name=job.name, who=who) for number, job in batch}
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
                self._thread.start()
        self._queue.put(batch)
        return True

    def lines(self) -> tuple[Line, ...]:
        """What became of the latest jobs, the latest first."""
        with self._lock:
            return tuple(reversed(self._lines.values()))

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read or waits."""
        return any(not line.is_done for line in self.lines())

    def close(self) -> None:
        """End after the document in hand; what waits is not read."""
        self._stop.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)

    def _forget(self) -> None:
        done = [number for number, line in self._lines.items() if line.is_done]
        for number in done[: max(0, len(self._lines) - _KEPT_LINES)]:
            del self._lines[number]

    def _run(self) -> None:
        while (batch := self._queue.get()) is not None and not self._stop.is_set():
            for number, job in batch:
                if self._stop.is_set():
                    return
                self._guarded(number, partial(self._read, number, job))
                with self._lock:
                    self._waiting -= job.size
            self._guarded(batch[-1][0], partial(refresh, self._ledger))
            for number, _ in batch:
                self._change(number, is_done=True)

    def _guarded(self, number: int, work: Callable[[], object]) -> None:
        """Do a piece of work; what goes wrong is told, and the worker goes on."""
        try:
            work()
        except FoedusError as error:
            self._refuse(number, [Discard(stage="reading", place="", reason=str(error))])
        except Exception as error:  # whatever a hostile document sets off must not end the worker
            log.exception("reading failed")
            self._refuse(number, [Discard(stage="reading", place="", reason=f"could not be read ({type(error).__name__})")])

    def _read(self, number: int, job: Job) -> None:
        self._change(number, is_begun=True)
        outcome = job.read()
        self._ledger.note(outcome.discards)
        self._refuse(number, outcome.discards)
        for item in outcome.kept:
            if self._stop.is_set():
                return
            self._guarded(number, partial(self._take, number, item))

    def _take(self, number: int, item: Document) -> None:
        self._tell(number, take(self._ledger, self._pipeline(), item))

    def _tell(self, number: int, taken: Taken) -> None:
        with self._lock:
            line = self._lines[number]
            counts = Counter(line.counts) + Counter([taken.fate])
            told = line.taken if len(line.taken) >= _TOLD else (*line.taken, taken)
            self._lines[number] = msgspec.structs.replace(line, counts=dict(counts), taken=told)

    def _refuse(self, number: int, discards: Sequence[Discard]) -> None:
        with self._lock:
            line = self._lines[number]
            reasons = (*line.reasons, *(f"{discard.place} {discard.reason}".strip() for discard in discards))[:_TOLD]
            self._lines[number] = msgspec.structs.replace(line, refused=line.refused + len(discards), reasons=reasons)

    def _change(self, number: int, **parts: bool) -> None:
        with self._lock:
            self._lines[number] = msgspec.structs.replace(self._lines[number], **parts)


def uploaded(name: str, raw: bytes, outlet: str = "", published: dt.date | None = None) -> Job:
    """A file that somebody handed in.

    Args:
        name: Its name as the browser says it.
        raw: Its bytes.
        outlet: Outlet of documents that name none.
        published: Publication date of documents that give none.
    """
    known = plain_name(name)

    def read() -> Outcome[Document]:
        outcome = read_bytes(raw, Origin(path=known, outlet=outlet or None))
        dated = (
            item if item.published or published is None else msgspec.structs.replace(item, published=published) for item in outcome.kept
        )
        return msgspec.structs.replace(outcome, kept=tuple(dated))

    return Job(name=known, size=len(raw), read=read)


def pasted(text: str, title: str, outlet: str, published: dt.date | None) -> Job:
    """A text that somebody pasted.

    Args:
        text: The body, paragraphs apart by a blank line.
        title: The headline; empty if none.
        outlet: Who published it; empty if unknown.
        published: When; none if unknown.
    """
    raw = text.encode("utf-8", "replace")
    header = Header(name=_plain(title) or "pasted text", title=title, published=published, extractor=PASTED)
    return Job(name=header.name, size=len(raw), read=lambda: document(text, raw, Origin(outlet=outlet or None), header))


def again(ledger: Ledger, key: DocumentId) -> Job:
    """A document of the ledger that is to be coded anew.

    Raises:
        LookupFailed: There is no such document.
    """
    known = ledger.document(key)
    return Job(name=known.title or known.name, size=0, read=lambda: Outcome(kept=(known,)))


def plain_name(name: str) -> str:
    r"""The last part of a file's name, without control and formatting characters, and not too long.

    >>> plain_name("C:\\Users\\a\\re\u202eport.txt"), plain_name("../../etc/passwd"), plain_name("..")
    ('report.txt', 'passwd', 'upload')
    """
    plain = _plain(PurePosixPath(name.replace("\\", "/")).name)
    return plain if plain.strip(".") else "upload"


def _plain(name: str) -> str:
    plain = "".join(character for character in name if unicodedata.category(character)[0] != "C").strip()
    suffix = PurePosixPath(plain).suffix[:_LONGEST_SUFFIX]
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - len(suffix)] + suffix
