"""How long commands take from the start of their process, the first claim among them; how much memory a worker needs, and whether it grows.

Every command runs several times in a process of its own, on files that were read before; the middle one of the times is told. A worker
is one process that loads the coder and codes reports in which a part of the words and names are made up, so that no word of them was read
before.
"""

import argparse
import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec

from bench.reporting import add_output, reporting

REPORT = "SEOUL — North Korea will send 25,000 workers to Russia, a South Korean official said on Monday.\n"
COMMANDS: tuple[tuple[str, ...], ...] = (("--help",), ("findings",), ("code", "report.txt", "--published", "2025-06-19"))
PROGRAM = "from foedus.cli import main; main()"
EMPTY_LEDGER = "from foedus.store import Ledger; Ledger.open('foedus.db').close()"
# made-up words that a report gains, and after how many reports the memory is read
NEW_WORDS, ROUND = 40, 1_000
_SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvwz" for vowel in "aeiou"]


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """What a command took.

    Attributes:
        command: The command.
        seconds: From the start of its process to its end.
        processor_seconds: Of these, computing.
        megabytes: The most memory that it held.
    """

    command: str
    seconds: float
    processor_seconds: float
    megabytes: float


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """How much memory a worker holds.

    Attributes:
        documents: How many documents it has coded.
        megabytes: What it holds then.
        most_megabytes: The most that it held so far.
    """

    documents: int
    megabytes: float
    most_megabytes: float


def timed(command: Sequence[str], folder: Path) -> Timed:
    """Run a command once, in a process of its own."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    # As an installed program runs: what the first run compiled is kept, whatever this shell says of that.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    program = [sys.executable, "-c", PROGRAM, *command]
    with subprocess.Popen(program, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as ran:  # noqa: S603  # our own program
        _, status, usage = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
    return Timed(
        command=command[0],
        seconds=time.perf_counter() - start,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
    )


def middle(runs: Sequence[Timed]) -> Timed:
    """The middle one of several runs, in each figure."""
    fields = {name: median(getattr(run, name) for run in runs) for name in ("seconds", "processor_seconds", "megabytes")}
    return Timed(command=runs[0].command, **fields)


def commands(repeat: int) -> list[Timed]:
    """Time the commands, each after a run that is not counted."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.txt").write_text(REPORT, encoding="utf-8")
        # Not in this process: a child's memory begins with that of its parent.
        subprocess.run([sys.executable, "-c", EMPTY_LEDGER], cwd=folder, check=True)  # noqa: S603  # our own program
        return [middle([timed(command, folder) for _ in range(repeat + 1)][1:]) for command in COMMANDS]


def made_up(chance: random.Random) -> str:
    """A word that nobody has read before."""
    word = "".join(chance.choices(_SYLLABLES, k=4))
    return word.title() if chance.random() < 1 / 2 else word


def worker(documents: int) -> Iterator[Held]:
    """Code so many documents in this process, and tell its memory before them and after each round of them."""
    from foedus.pipeline.documents import Coder, Pipeline  # noqa: PLC0415  # timed commands need none of it

    coder = Coder(Pipeline.load())
    gc.freeze()  # as the commands do
    chance = random.Random(7)  # noqa: S311  # reports, not secrets
    lines = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    yield held(0)
    for number in range(documents):
        words = " ".join(made_up(chance) for _ in range(NEW_WORDS))
        coder(f"{texts[number % len(texts)]}\n\nOfficials in {made_up(chance).title()} met {words}.", published="2025-06-19")
        if (number + 1) % ROUND == 0:
            yield held(number + 1)


def held(documents: int) -> Held:
    """The memory of this process."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    now, most = (int(status[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    return Held(documents=documents, megabytes=now, most_megabytes=most)


COMMAND_COLUMNS = {"command": "<12", "seconds": "8.2f", "computing": "10.2f", "MB": "6.0f"}
WORKER_COLUMNS = {"documents": "12,d", "MB": "6.0f", "most MB": "8.0f"}


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=7, help="how often each command is run")
    arguments.add_argument("--documents", type=int, default=2_000, help="how many documents the worker codes")
    add_output(arguments)
    given = arguments.parse_args()
    with reporting("start", given.json) as report:
        table = report.table("commands", COMMAND_COLUMNS)
        for run in commands(given.repeat):
            table.add(run.command, run.seconds, run.processor_seconds, run.megabytes)
        table = report.table("worker", WORKER_COLUMNS)
        for state in worker(given.documents):
            table.add(state.documents, state.megabytes, state.most_megabytes)


if __name__ == "__main__":
    main()
