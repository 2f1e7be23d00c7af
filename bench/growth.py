"""How time and memory grow with the number of sentences: coding by the worker of `foedus archive`, then the import into a ledger.

Each size is coded by processes that are begun for it alone; texts are varied (`bench.texts`), so that nothing is read twice. Time is
CPU time, which other work on the machine disturbs least. A run that was ended goes on where it was with the same command: what is coded
stays in the folder. Sizes above `--largest` are left out: 10⁵ sentences take a quarter of an hour on one core, 10⁶ some hours.
"""

import argparse
import gzip
import os
import resource
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import msgspec

from bench.fits import deviations, exponent
from bench.reporting import Report, Table, add_output, reporting
from bench.texts import STREAMS, Source, bundled, others, political, varied
from foedus.model.record import Record
from foedus.model.text import Document
from foedus.parsing.parser import Parser
from foedus.pipeline.documents import Pipeline
from foedus.reading.sources import MAX_BYTES
from foedus.registry import DEFAULT_CODER
from foedus.scale.importing import import_run
from foedus.scale.manifest import Entry, State
from foedus.scale.running import Run
from foedus.scale.working import Report as Heard
from foedus.scale.working import Task, Worker, coder_name_of
from foedus.store import Ledger

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
# sentences of one input: what a run that was ended does again at most
_INPUT = 5_000
_MEGABYTE = 1e6
_PAGE = os.sysconf("SC_PAGE_SIZE")
_Given = TypeVar("_Given")


class Measured(Record, frozen=True, kw_only=True):
    """What one input cost.

    Attributes:
        input: Its path.
        process: Of which process.
        seconds: CPU seconds.
        wall: Seconds that passed.
        rss: Bytes in memory after it.
        peak: Most bytes in memory up to then.
    """

    input: str
    process: int
    seconds: float
    wall: float
    rss: int
    peak: int


class Imported(Record, frozen=True, kw_only=True):
    """What an import cost.

    Attributes:
        documents: How many came into the ledger.
        seconds: CPU seconds.
        bytes: Size of the ledger.
        peak: Most bytes in memory.
    """

    documents: int
    seconds: float
    bytes: int
    peak: int


class MeasuringEngine:
    """Runs tasks on processes of this machine and keeps what each cost in a file.

    Args:
        workers: How many processes.
        kept: The file, a line a task.
    """

    def __init__(self, workers: int, kept: Path) -> None:
        self._workers, self._kept = workers, kept

    def run(self, tasks: Sequence[Task]) -> Generator[Heard, None, None]:
        """Reports of all tasks as they end."""
        with ProcessPoolExecutor(self._workers, get_context("spawn"), initializer=_begin) as pool, self._kept.open("ab") as kept:
            for done in as_completed([pool.submit(_work, task) for task in tasks]):
                entry, measured = done.result()
                kept.write(msgspec.json.encode(measured) + b"\n")
                kept.flush()
                yield Heard(input=entry.input, bytes=entry.bytes, entry=entry)


class _Process:
    """What a process keeps from one task to the next."""

    worker: Worker


def _begin() -> None:
    """Load the worker, and code something, so that what is loaded late is there."""
    pipeline = Pipeline.load(DEFAULT_CODER)
    for document in bundled():
        pipeline.code(document)
    _Process.worker = Worker(pipeline)


def _work(task: Task) -> tuple[Entry, Measured]:
    before, begun = time.process_time(), time.perf_counter()
    entry = _Process.worker.work(task, lambda _: None)
    measured = Measured(
        input=task.input,
        process=os.getpid(),
        seconds=time.process_time() - before,
        wall=time.perf_counter() - begun,
        rss=resident(),
        peak=peak(),
    )
    return entry, measured


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def peak() -> int:
    """Most bytes that this process had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def in_own_process(work: Callable[..., _Given], *given: object) -> _Given:
    """What a function gives in a process that is begun for it."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def write_inputs(folder: Path, name: str, size: int) -> list[Path]:
    """The inputs of a size, written where they are not there yet."""
    count = max(1, size // _INPUT)
    paths = [folder / f"{number:04d}.jsonl.gz" for number in range(count)]
    if all(path.is_file() for path in paths):
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    splitter = Parser.load().splitter
    sources, rest = ([Source(document, splitter) for document in documents] for documents in (political(), others()))
    for number, path in enumerate(paths):
        write_documents(path, varied(name, sources, rest, min(size, _INPUT), number))
    return paths


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write packed JSON lines, as `foedus read` takes them."""
    lines = (
        msgspec.json.encode(
            {
                "id": document.name,
                "outlet": document.origin.outlet,
                "published": document.published,
                "lang": document.language,
                "text": document.text,
            }
        )
        + b"\n"
        for document in documents
    )
    unfinished = path.with_suffix(".tmp")
    with gzip.open(unfinished, "wb", compresslevel=3) as file:
        file.writelines(lines)
    unfinished.replace(path)


def coded(folder: Path, inputs: Sequence[Path], workers: int, told: Callable[[str], None]) -> tuple[list[Measured], list[Entry]]:
    """Code the inputs that are not coded yet, and give what all cost."""
    kept = folder / "measured.jsonl"
    run = Run([str(path) for path in inputs], folder / "out", coder=coder_name_of(DEFAULT_CODER), max_bytes=MAX_BYTES)
    summary = run.work(MeasuringEngine(workers, kept), lambda heard: told(heard.input))
    failed = [entry for entry in summary.entries if entry.state is not State.DONE]
    if failed or not summary.ended:
        msg = f"{folder}: {len(failed)} inputs failed, {len(summary.left)} are left: the same command goes on"
        raise SystemExit(msg)
    latest = {line.input: line for line in map(_measured_from, kept.read_bytes().splitlines())}
    return [latest[str(path)] for path in inputs], list(summary.entries)


def _measured_from(line: bytes) -> Measured:
    return msgspec.json.decode(line, type=Measured)


def imported(folder: Path) -> Imported:
    """Import what was coded into a new ledger; to be run in a process of its own."""
    place = folder / "ledger.db"
    for path in folder.glob("ledger.db*"):
        path.unlink()
    before = time.process_time()
    with Ledger.open(place) as ledger:
        came = import_run(folder / "out", ledger)
    seconds = time.process_time() - before
    return Imported(documents=came.documents, seconds=seconds, bytes=place.stat().st_size, peak=peak())


CODING = {
    "sentences": "10,d",
    "documents": "9,d",
    "claims": "9,d",
    "CPU s": "9.1f",
    "wall s": "9.1f",
    "ms/sentence": "9.3f",
    "over linear": "+8.1%",
    "RSS MB": "7.0f",
    "peak MB": "7.0f",
}
IMPORTING = {
    "sentences": "10,d",
    "documents": "9,d",
    "CPU s": "9.1f",
    "ms/document": "9.2f",
    "over linear": "+8.1%",
    "kB/document": "9.1f",
    "peak MB": "7.0f",
}


class Growth:
    """Measures size after size.

    Args:
        folder: Where inputs and outputs stay.
        stream: Which texts.
        workers: How many processes code the sizes that have more inputs than one.
        report: Takes the results.
    """

    def __init__(self, folder: Path, stream: str, workers: int, report: Report) -> None:
        self._folder, self._stream, self._workers, self._report = folder / stream, stream, workers, report
        self._coding: dict[int, float] = {}
        self._importing: dict[int, float] = {}

    def code(self, sizes: Sequence[int]) -> None:
        """Code each size."""
        table = self._report.table(f"coding, {self._stream}", CODING)
        for size in sizes:
            self._code(size, table)
        self._told("coding", self._coding)

    def _code(self, size: int, table: Table) -> None:
        folder = self._folder / str(size)
        inputs = in_own_process(write_inputs, folder / "inputs", self._stream, size)
        measured, entries = coded(folder, inputs, self._workers, lambda place: self._report.line(f"  {place} of {len(inputs)} is coded"))
        seconds = sum(one.seconds for one in measured)
        self._coding[size] = seconds
        table.add(
            size,
            sum(entry.documents for entry in entries),
            sum(entry.claims for entry in entries),
            seconds,
            sum(one.wall for one in measured) / self._workers,
            seconds / size * 1000,
            deviations(self._coding).get(size),
            max(one.rss for one in measured) / _MEGABYTE,
            max(one.peak for one in measured) / _MEGABYTE,
        )
        self._report.put(**{f"memory {self._stream} {size}": [(one.process, round(one.rss / _MEGABYTE, 1)) for one in measured]})

    def fill(self, sizes: Sequence[int]) -> None:
        """Import each size into a ledger of its own."""
        table = self._report.table(f"import, {self._stream}", IMPORTING)
        for size in sizes:
            came = in_own_process(imported, self._folder / str(size))
            self._importing[size] = came.seconds
            each = came.seconds / came.documents * 1000
            over = deviations(self._importing).get(size)
            table.add(size, came.documents, came.seconds, each, over, came.bytes / came.documents / 1000, came.peak / _MEGABYTE)
        self._told("import", self._importing)

    def _told(self, what: str, seconds: dict[int, float]) -> None:
        power = exponent(seconds)
        if power is not None:
            self._report.say(f"{what}, {self._stream}: CPU time grows by the power {power:.3f} of the number of sentences")
            self._report.put(**{f"{what} exponent {self._stream}": round(power, 4)})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=100_000, help="sizes above it are left out")
    parser.add_argument("--stream", choices=STREAMS, nargs="+", default=["political"])
    parser.add_argument("--workers", type=int, default=1, help="processes that code a size")
    parser.add_argument("--folder", type=Path, default=Path("build/growth"), help="where inputs and outputs stay")
    parser.add_argument("--import-largest", type=int, default=100_000, help="larger sizes are not imported")
    add_output(parser)
    given = parser.parse_args()
    sizes = [size for size in SIZES if size <= given.largest]
    with reporting("growth", given.json) as report:
        for name in given.stream:
            growth = Growth(given.folder, name, given.workers, report)
            growth.code(sizes)
            growth.fill([size for size in sizes if size <= given.import_largest])
        left = [size for size in SIZES if size > given.largest]
        if left:
            report.say(f"left out: {', '.join(f'{size:,}' for size in left)} sentences (--largest {left[-1]})")


if __name__ == "__main__":
    main()
