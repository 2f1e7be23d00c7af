"""Whether memory, files, threads or temporary files grow over a long run: of a worker that codes a varied stream, or of the workbench.

The worker codes small web archives, one after the other: political and general news in pages, and pages of strangers (`bench.hostile`).
The workbench is read and judged in by one analyst. Both are processes of their own, looked at once a second. Exit code 1 if memory
grows faster over the last two thirds of the time than the bound, or anything else is more in the last third than ever in the second.
"""

import argparse
import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from bench.fits import slope
from bench.growth import peak, resident
from bench.hostile import PAGES
from bench.pages import page, write_archive
from bench.reporting import Report, add_output, reporting
from bench.texts import Source, others, political, varied
from bench.web import Analyst, Work, fill, serving
from foedus.model.record import Record
from foedus.reading.sources import MAX_BYTES
from foedus.registry import DEFAULT_CODER
from foedus.scale.parts import FOLDERS
from foedus.scale.working import Task, Worker

_MEGABYTE = 1e6
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SENTENCES = 400
_HOSTILE = 12
_SECONDS_TO_END = 60.0
_MINUTES_TO_BEGIN = 60.0


class Sample(Record, frozen=True, kw_only=True):
    """What a process holds at a moment.

    Attributes:
        minute: Minutes since the beginning.
        rss: Bytes in memory.
        files: Open files.
        threads: Threads.
        temporary: Files and folders in its folder for temporary files.
    """

    minute: float
    rss: int
    files: int
    threads: int
    temporary: int


def sample(pid: int, temporary: Path, minute: float) -> Sample:
    """Look at a process.

    Raises:
        OSError: It is gone.
    """
    folder = Path("/proc") / str(pid)
    return Sample(
        minute=minute,
        rss=int((folder / "statm").read_text(encoding="ascii").split()[1]) * _PAGE,
        files=sum(1 for _ in (folder / "fd").iterdir()),
        threads=sum(1 for _ in (folder / "task").iterdir()),
        temporary=sum(1 for _ in temporary.rglob("*")),
    )


def faults(samples: Sequence[Sample], bound: float) -> list[str]:
    """What grows that should not.

    Args:
        samples: In order of time.
        bound: Megabytes that memory may grow in an hour.

    Returns:
        A text for each thing that grows; none if all is well.
    """
    found = []
    grown = growth_of(samples)
    if grown > bound:
        found.append(f"memory grows by {grown:.1f} MB an hour, more than {bound:g}")
    third = (samples[-1].minute - samples[0].minute) / 3
    middle, late = ([one for one in samples if part * third <= one.minute - samples[0].minute <= (part + 1) * third] for part in (1, 2))
    for name in ("files", "threads", "temporary"):
        most, after = max((getattr(one, name) for one in middle), default=0), _median([getattr(one, name) for one in late])
        if after > most:
            found.append(f"{name}: {most} at most in the second third, {after} in the last")
    return found


def growth_of(samples: Sequence[Sample]) -> float:
    """Megabytes by which memory grows in an hour, over the last two thirds."""
    return slope([one.minute for one in samples], [one.rss / _MEGABYTE for one in samples]) * 60


def _median(values: Sequence[int]) -> int:
    return sorted(values)[len(values) // 2] if values else 0


def work(folder: Path, until: float) -> None:
    """What the worker's process does: makes archives, codes them, takes them away, and says how many.

    Args:
        folder: For archives and output.
        until: The moment of the system's clock at which to end.
    """
    worker = Worker.load(DEFAULT_CODER)
    splitter = worker._pipeline.parser.splitter  # noqa: SLF001  # the one that is loaded
    sources, rest = ([Source(document, splitter) for document in documents] for documents in (political(), others()))
    number = 0
    while time.time() < until:
        archive, output = folder / f"a{number}.warc.gz", folder / "out"
        write_archive(archive, _pages(sources, rest, number))
        entry = worker.work(Task(place=str(archive), input=str(archive), output=str(output), max_bytes=MAX_BYTES), lambda _: None)
        print(entry.documents, entry.claims, sum(entry.discards.values()), resident(), peak(), flush=True)
        archive.unlink()
        for kind in FOLDERS:
            for path in (output / kind).iterdir():
                path.unlink()
        number += 1


def _pages(sources: Sequence[Source], rest: Sequence[Source], seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)  # noqa: S311  # no secret
    for name, sentences in (("political", _SENTENCES // 4), ("general", _SENTENCES)):
        for document in varied(name, sources, rest, sentences, seed):
            yield page(document.name, document.text, str(document.published), document.origin.outlet or "")
    for _ in range(_HOSTILE):
        yield chance.choice(PAGES)(chance)


@contextmanager
def working(folder: Path, minutes: float) -> Iterator[tuple[int, Path, list[str]]]:
    """A worker that has coded its first archive; its process, its folder, and a line for each archive that is coded."""
    temporary = folder / "tmp"
    temporary.mkdir()
    command = [
        sys.executable,
        "-m",
        "bench.soak",
        "work",
        "--folder",
        str(folder),
        "--until",
        str(time.time() + (minutes + _MINUTES_TO_BEGIN) * 60),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)})  # noqa: S603  # this module
    lines: list[str] = []
    reader = Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        while not lines and process.poll() is None:
            time.sleep(0.1)
        yield process.pid, temporary, lines
    finally:
        process.terminate()
        process.wait(_SECONDS_TO_END)
        reader.join(_SECONDS_TO_END)


@contextmanager
def judging(folder: Path, minutes: float) -> Iterator[tuple[int, Path, list[str]]]:
    """A workbench with an analyst at it; its process, a folder, and a line at the end."""
    place, token, done = folder / "archive.db", secrets.token_hex(16), Work()
    lines: list[str] = []
    fill(place, 500)
    with serving(place, folder, [token]) as served:
        analyst = Analyst(served.address, token, 1, 0.3, done)
        reader = Thread(target=analyst.run, args=(time.monotonic() + minutes * 60,), daemon=True)
        reader.start()
        yield served.process, folder / "none", lines
        reader.join(_SECONDS_TO_END)
        pages = sum(map(len, done.times.values()))
        lines.append(f"{pages} {len(done.kept)} {sum(done.faults.values())}")


def watch(pid: int, temporary: Path, minutes: float, told: Callable[[Sample], None]) -> list[Sample]:
    """Look at a process once a second until it ends or the time is over."""
    begun = time.monotonic()
    samples: list[Sample] = []
    while (minute := (time.monotonic() - begun) / 60) < minutes:
        try:
            samples.append(sample(pid, temporary, minute))
        except OSError:
            break
        if len(samples) % 60 == 1:
            told(samples[-1])
        time.sleep(1)
    return samples


KINDS = {"worker": working, "workbench": judging}
SAMPLES = {"process": "<9", "minute": "7.1f", "RSS MB": "7.1f", "files": "6d", "threads": "7d", "temporary": "9d"}


def soak(kind: str, minutes: float, bound: float, report: Report) -> list[str]:
    """Let a process work and look at it.

    Args:
        kind: `worker` or `workbench`.
        minutes: For how long.
        bound: Megabytes that memory may grow in an hour.
        report: Takes the results.

    Returns:
        What grows that should not.
    """
    table = report.table(kind, SAMPLES)
    with TemporaryDirectory() as place, KINDS[kind](Path(place), minutes) as (pid, temporary, lines):
        samples = watch(
            pid, temporary, minutes, lambda one: table.add(kind, one.minute, one.rss / _MEGABYTE, one.files, one.threads, one.temporary)
        )
    wrong = faults(samples, bound)
    if len(samples) < minutes * 60 * 0.5:
        wrong.append(f"only {len(samples)} samples in {minutes:g} minutes: the process ended early")
    grown, most = growth_of(samples), max(one.rss for one in samples) / _MEGABYTE
    if kind == "worker":
        documents, claims, left_out = (sum(int(line.split()[place]) for line in lines) for place in range(3))
        report.say(f"worker: {len(lines)} archives, {documents} documents, {claims} claims, {left_out} records left out or set aside")
    else:
        pages, judged, failed = lines[-1].split()
        report.say(f"workbench: {pages} pages, {judged} judgements, {failed} faults")
    report.say(
        f"{kind}: {samples[-1].minute:.1f} minutes, memory grows by {grown:+.2f} MB an hour over the last two thirds; {most:.0f} MB at most"
    )
    report.put(**{f"{kind} MB an hour": round(grown, 3), f"{kind} most MB": round(most, 1), f"{kind} faults": wrong})
    return wrong


def main() -> None:
    """Let them work, print, and exit 1 if something grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, "work"], default=["worker"], help="what is looked at, one after the other")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--bound", type=float, default=30, help="megabytes that memory may grow in an hour")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--until", type=float, help=argparse.SUPPRESS)
    add_output(parser)
    given = parser.parse_args()
    if given.kinds == ["work"]:
        work(given.folder, given.until)
        return
    with reporting("soak", given.json) as report:
        wrong = [fault for kind in given.kinds for fault in soak(kind, given.minutes, given.bound, report)]
        for fault in wrong:
            report.say(f"FAULT {fault}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
