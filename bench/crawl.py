"""What `foedus archive` makes of web archives: whole runs by number of workers, and what a page of each kind costs.

The pages are made up, with the menus, boxes and scripts of a news site. In whole runs one page in ten is a bundled report between
states, each with a line that makes its text its own; the others are put together from templates about sport, culture and weather.
Workers are processes; threads of one process stand beside them for comparison. Pages of each kind on their own (political, general, in
another language) give what `bench.plan` reckons with.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path

import msgspec

from bench.pages import other_text, page, write_archive
from bench.reporting import Report, add_output, reporting
from bench.texts import Source, bundled, others, political, varied
from foedus.model.outcome import Outcome
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.reading.archives import documents_in
from foedus.reading.sources import MAX_BYTES
from foedus.registry import DEFAULT_CODER
from foedus.scale.local import LocalEngine
from foedus.scale.running import Engine, Run
from foedus.scale.working import Report as Heard
from foedus.scale.working import Task, Worker, coder_name_of

KINDS = ("political", "general", "other language")
_ENDLESS = 10**9
_FOREIGN = (
    "Der Gemeinderat von Nummer {0} hat am Dienstag beschlossen, die alte Brücke über den Bach zu erneuern. Die Arbeiten sollen im "
    "Herbst beginnen und ungefähr acht Monate dauern.\n\nWährend dieser Zeit fährt der Bus eine andere Strecke, teilte die Verwaltung "
    "mit. Anwohner können ihre Wagen auf der Wiese am Bahnhof abstellen, wo im Sommer auch das Fest stattfindet."
)


def bodies(reports: list[Document], count: int, seed: int) -> Iterator[bytes]:
    """So many pages, each tenth of them a report."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    for number in range(count):
        if number % 10 == 0:
            report = chance.choice(reports)
            text = f"{report.text}\n\nThis is page {seed}-{number} of the paper."
            yield page(report.title, text, str(report.published), report.origin.outlet or "Gazette")
        else:
            yield page(f"News of the day {seed}-{number}", other_text(chance), "2025-06-19", "The Daily Template")


class Kind(Record, frozen=True, kw_only=True):
    """What pages of one kind cost.

    Attributes:
        kind: `political`, `general` or `other language`.
        pages: How many were read.
        words: Words of their texts.
        reading: CPU seconds to read them: unpack, take the text out, tell its language.
        coding: CPU seconds of all else.
        claims: How many claims came of them.
        bytes: Size of the output.
    """

    kind: str
    pages: int
    words: int
    reading: float
    coding: float
    claims: int
    bytes: int


def kinds(pages: int, folder: Path, seed: int = 1) -> Iterator[Kind]:
    """Each kind of page on its own, in this process; texts are varied, so that none comes twice.

    Args:
        pages: How many of each.
        folder: For archives and output.
        seed: Another number, other pages.
    """
    pipeline = Pipeline.load()
    splitter = pipeline.parser.splitter
    reports, rest = ([Source(document, splitter) for document in documents] for documents in (political(), others()))
    worker = Worker(pipeline)
    for kind in KINDS:
        documents = list(islice(varied("political", rest if kind == "general" else reports, (), _ENDLESS, seed), pages))
        texts = [_FOREIGN.format(number) if kind == "other language" else document.text for number, document in enumerate(documents)]
        path = folder / f"{kind.replace(' ', '-')}.warc.gz"
        write_archive(path, (page(f"Title {n}", text, "2025-06-19", "Gazette") for n, text in enumerate(texts)))
        deque(islice(_read(path), 2), maxlen=0)  # what is loaded with the first page
        begun = time.process_time()
        read = sum(len(outcome.kept) for outcome in _read(path))
        reading = time.process_time() - begun
        entry = worker.work(Task(place=str(path), input=str(path), output=str(folder / kind), max_bytes=MAX_BYTES), lambda _: None)
        whole = time.process_time() - begun - reading
        size = sum(file.stat().st_size for file in (folder / kind).rglob("*.parquet"))
        yield Kind(
            kind=kind,
            pages=read,
            words=sum(len(text.split()) for text in texts),
            reading=reading,
            coding=whole - reading,
            claims=entry.claims,
            bytes=size,
        )


def _read(path: Path) -> Iterator[Outcome[Document]]:
    with path.open("rb") as stream:
        yield from documents_in(stream, Origin(path=str(path)), max_bytes=MAX_BYTES)


KIND_COLUMNS = {
    "kind": "<14",
    "pages": "6d",
    "words/page": "10.0f",
    "reading ms/page": "9.2f",
    "coding ms/page": "9.2f",
    "coding us/word": "9.1f",
    "claims/page": "8.2f",
    "output B/page": "8.0f",
}
RUN_COLUMNS = {"workers": "<11", "seconds": "8.1f", "documents/s": "12.1f", "a CPU second": "13.1f", "documents": "10d", "claims": "7d"}
GAIN_COLUMNS = {"workers": "<11", "documents/s, median": "18.1f", "times the first": "14.2f", "least": "5.2f", "most": "5.2f"}


def measure_kinds(pages: int, report: Report) -> None:
    """What pages of each kind cost, into a report."""
    table = report.table("kinds", KIND_COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        for one in kinds(pages, Path(folder)):
            words, count = one.words / one.pages, one.pages
            milliseconds = [seconds / count * 1000 for seconds in (one.reading, one.coding)]
            coding = one.coding / one.words * 1e6 if one.kind != KINDS[-1] else None
            table.add(one.kind, count, words, *milliseconds, coding, one.claims / count, one.bytes / count)
            report.put(**{one.kind: msgspec.to_builtins(one)})
    report.put(worker_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def measure_runs(pages: int, archives: int, workers: Sequence[int], threads: Sequence[int], rounds: int, report: Report) -> None:
    """Whole runs of archives in which one page in ten is a report, with so many processes, then threads, into a report.

    With several rounds each way has its turn in each round, and is held against the first of the same round: a machine that is slower
    for a while is slower for both.
    """
    reports = bundled()
    with tempfile.TemporaryDirectory() as folder:
        inputs = [Path(folder) / f"crawl{seed}.warc.gz" for seed in range(archives)]
        for seed, path in enumerate(inputs):
            write_archive(path, bodies(reports, pages, seed))
        size = sum(path.stat().st_size for path in inputs)
        report.say(f"{len(inputs)} archives, {pages} pages each, {size / 1e6:.1f} MB")
        table = report.table("runs", RUN_COLUMNS)
        rates: dict[str, list[float]] = {}
        for turn in range(rounds):
            for name, engine, whose in _ways(workers, threads):
                row = _run(inputs, Path(folder) / f"{name}, {turn}", engine, whose)
                table.add(name, *row)
                rates.setdefault(name, []).append(row[1])
        if rounds > 1:
            _tell_gains(rates, report)


def _ways(workers: Sequence[int], threads: Sequence[int]) -> Iterator[tuple[str, Engine, int]]:
    """Name, engine, and whose processor time it takes."""
    for number in workers:
        yield f"{number} process{'es' * (number > 1)}", LocalEngine(number, DEFAULT_CODER), resource.RUSAGE_CHILDREN
    for number in threads:
        yield f"{number} thread{'s' * (number > 1)}", ThreadEngine(number), resource.RUSAGE_SELF


def _tell_gains(rates: Mapping[str, Sequence[float]], report: Report) -> None:
    """How many times as fast as the first way the others are, round by round."""
    table = report.table("gains", GAIN_COLUMNS)
    first, *others = rates
    for name in others:
        gains = [rate / one for rate, one in zip(rates[name], rates[first], strict=True)]
        table.add(name, statistics.median(rates[name]), statistics.median(gains), min(gains), max(gains))


class ThreadEngine:
    """Runs tasks on threads of this process, which share one model; for comparison alone.

    Args:
        workers: How many.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, tasks: Sequence[Task]) -> Generator[Heard, None, None]:
        """Reports of all tasks as they end."""
        worker = Worker.load(DEFAULT_CODER)
        with ThreadPoolExecutor(self._workers) as pool:
            for done in as_completed([pool.submit(worker.work, task, lambda _: None) for task in tasks]):
                entry = done.result()
                yield Heard(input=entry.input, bytes=entry.bytes, entry=entry)


def _run(inputs: Sequence[Path], output: Path, engine: Engine, whose: int) -> tuple[float, float, float, int, int]:
    """Seconds, documents a second and a CPU second of these processes, documents, claims."""
    run = Run([str(path) for path in inputs], output, coder=coder_name_of(DEFAULT_CODER), max_bytes=MAX_BYTES)
    start, before = time.perf_counter(), resource.getrusage(whose)
    summary = run.work(engine, lambda _: None)
    seconds, after = time.perf_counter() - start, resource.getrusage(whose)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    documents, claims = (sum(getattr(entry, name) for entry in summary.entries) for name in ("documents", "claims"))
    return seconds, documents / seconds, documents / spent, documents, claims


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=1000, help="pages of each archive")
    arguments.add_argument("--archives", type=int, default=2, help="how many archives")
    arguments.add_argument(
        "--workers", type=int, nargs="*", default=[1, 2], help="with how many processes; with none after it, no whole runs"
    )
    arguments.add_argument("--threads", type=int, nargs="*", default=[], help="with how many threads of one process, for comparison")
    arguments.add_argument("--rounds", type=int, default=1, help="how often the whole runs are repeated, in turn")
    arguments.add_argument("--each", type=int, default=200, help="pages of each kind that are measured on their own; 0 for none")
    add_output(arguments)
    given = arguments.parse_args()
    with reporting("crawl", given.json) as report:
        if given.workers:
            measure_runs(given.pages, given.archives, given.workers, given.threads, given.rounds, report)
        if given.each:
            measure_kinds(given.each, report)


if __name__ == "__main__":
    main()
