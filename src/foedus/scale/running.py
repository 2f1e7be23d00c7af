"""A run over archives: what is left to do, the work, and what is settled once it is over."""

import contextlib
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Protocol

from foedus.errors import DataError
from foedus.model.record import Record
from foedus.redaction import redacted
from foedus.scale.duplicates import write_duplicates
from foedus.scale.inputs import is_remote
from foedus.scale.manifest import Entry, Manifest, State
from foedus.scale.parts import clear_unfinished
from foedus.scale.working import Report, Task, running_version


class Engine(Protocol):
    """What runs tasks on workers."""

    def run(self, tasks: Sequence[Task]) -> Generator[Report, None, None]:
        """Reports of all tasks as they come; the last one of each has its entry. Closing this ends the work."""
        ...


class Plan(Record, frozen=True, kw_only=True):
    """What a run has to do.

    Attributes:
        tasks: What is left, by input.
        known: How many inputs are done already.
        sizes: Bytes of each input that is left, where that can be told before it is read.
    """

    tasks: tuple[Task, ...]
    known: int
    sizes: dict[str, int]


class Summary(Record, frozen=True, kw_only=True):
    """What a run came to.

    Attributes:
        entries: The entries of its inputs, by input.
        left: Inputs that were not begun or not ended.
        ended: Whether the run came to its end, and was not interrupted.
        duplicates: Documents that repeat the text of another input's.
    """

    entries: tuple[Entry, ...]
    left: tuple[str, ...]
    ended: bool
    duplicates: int

    @property
    def failed(self) -> tuple[Entry, ...]:
        """The inputs that failed."""
        return tuple(entry for entry in self.entries if entry.state is State.FAILED)


class Run:
    """A run over inputs into an output folder; one that was killed goes on where it was.

    Args:
        inputs: Paths and addresses, each once; of two that differ in what is secret alone, the last one.
        output: The output folder; it is made if it is not there.
        coder: Name and version of the coder.
        max_bytes: Largest record that is read.

    Raises:
        DataError: The output folder cannot be used.
    """

    def __init__(self, inputs: Sequence[str], output: Path, *, coder: str, max_bytes: int) -> None:
        named = {redacted(place): place for place in inputs}
        self._inputs = tuple(named)
        self._output = output
        try:
            output.mkdir(parents=True, exist_ok=True)
            clear_unfinished(output)
        except OSError as error:
            msg = f"{output} cannot be used as an output folder: {error.strerror or error}"
            raise DataError(msg) from error
        self._manifest = Manifest.load(output)
        left = [place for place in named if not self._manifest.is_done(place, coder=coder, version=running_version())]
        tasks = tuple(Task(input=place, place=named[place], output=str(output), max_bytes=max_bytes) for place in left)
        sizes = {place: Path(place).stat().st_size for place in left if not is_remote(place) and Path(place).is_file()}
        self.plan = Plan(tasks=tasks, known=len(named) - len(left), sizes=sizes)

    def work(self, engine: Engine, told: Callable[[Report], None]) -> Summary:
        """Do what is left, one input after the other going into the manifest.

        Args:
            engine: Runs the tasks.
            told: Hears each report.

        Returns:
            What came of it; what is left, if it was interrupted.
        """
        over: set[str] = set()
        reports = engine.run(self.plan.tasks)
        try:
            with contextlib.closing(reports):
                for report in reports:
                    if report.entry is not None:
                        self._manifest.add(report.entry)
                        over.add(report.input)
                    told(report)
            self._manifest.settle()
            duplicates = write_duplicates(self._output, self._manifest.done)
        except KeyboardInterrupt:
            return self._summary(over)
        return self._summary(over, ended=True, duplicates=duplicates)

    def _summary(self, over: set[str], *, ended: bool = False, duplicates: int = 0) -> Summary:
        left = tuple(task.input for task in self.plan.tasks if task.input not in over)
        entries = tuple(self._manifest.entries[place] for place in self._inputs if place not in left and place in self._manifest.entries)
        return Summary(entries=entries, left=left, ended=ended, duplicates=duplicates)
