"""Results of a measurement: tables and figures as text, and as JSON with the machine, the versions and the command.

Every measurement of this folder takes `--json FILE` (`-` for standard output, and then the text goes to standard error). The file
is written anew after each row, so that a run that was ended leaves what it had measured.
"""

import argparse
import datetime as dt
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

import msgspec

from foedus.model.record import Record

Value = str | int | float | bool | None
Figures = Mapping[str, object]

# flags of a processor that decide how fast networks of eight-bit integers run; of x86 and of ARM
_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm")
_PACKAGES = ("foedus", "onnxruntime", "numpy", "pyarrow", "sqlalchemy")
_STDOUT = "-"
_NONE = "–"


class Machine(Record, frozen=True, kw_only=True):
    """The machine that measured.

    Attributes:
        processor: Its name, as the system tells it.
        flags: Those of its abilities that matter here.
        cores: How many this process may use.
        memory_gb: All its memory.
        system: Kernel and release.
    """

    processor: str
    flags: tuple[str, ...]
    cores: int
    memory_gb: float
    system: str


class Result(Record, frozen=True, kw_only=True):
    """What a measurement found.

    Attributes:
        bench: Its name.
        command: The command that ran it.
        begun, ended: When, UTC; `ended` is the last row's moment if it was ended early.
        whole: Whether it came to its end.
        load_begun, load_ended: Mean number of running processes over the last minute, then.
        machine: On what.
        versions: Of Python and of the packages that do the work.
        figures: Single figures by name.
        tables: Rows by the name of their table.
        remarks: Lines of text.
    """

    bench: str
    command: str
    begun: dt.datetime
    ended: dt.datetime
    whole: bool
    load_begun: float
    load_ended: float
    machine: Machine
    versions: Mapping[str, str]
    figures: Figures
    tables: Mapping[str, list[dict[str, Value]]]
    remarks: list[str]


def this_machine(cpuinfo: str | None = None) -> Machine:
    """The machine that this runs on.

    Args:
        cpuinfo: What the system tells of its processors; none to ask it.
    """
    told = cpuinfo if cpuinfo is not None else _read("/proc/cpuinfo")
    fields = dict(reversed([(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in told.splitlines())]))
    known = set(fields.get("flags", fields.get("Features", "")).split())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(
        processor=fields.get("model name") or platform.processor() or platform.machine(),
        flags=tuple(flag for flag in _FLAGS if flag in known),
        cores=cores,
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        system=f"{platform.system()} {platform.release()}",
    )


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


class Table:
    """Rows under one head, each printed as soon as it is there.

    Args:
        name: What it is called in the results.
        columns: Names with their format, as `format` takes it.
        report: Where it belongs.
    """

    def __init__(self, name: str, columns: Mapping[str, str], report: "Report") -> None:
        self._name, self._columns, self._report = name, columns, report
        self._widths = [max(len(column), _width_of(form)) for column, form in columns.items()]
        report.tables[name] = []
        report.line("  ".join(_aligned(column, form, width) for (column, form), width in zip(columns.items(), self._widths, strict=True)))

    def add(self, *values: Value) -> None:
        """Add a row, a value for each column; none for what is not known.

        Raises:
            ValueError: There are more values or fewer than columns.
        """
        row = dict(zip(self._columns, values, strict=True))
        self._report.tables[self._name].append(row)
        cells = (_NONE if row[column] is None else format(row[column], form) for column, form in self._columns.items())
        forms = zip(self._columns.values(), self._widths, strict=True)
        self._report.line("  ".join(_aligned(cell, form, width) for cell, (form, width) in zip(cells, forms, strict=True)))
        self._report.keep()


def _width_of(form: str) -> int:
    digits = form.lstrip("<>^,")
    return int("".join(char for char in digits.partition(".")[0] if char.isdigit()) or 0)


def _aligned(text: str, form: str, width: int) -> str:
    return text.rstrip().ljust(width) if form.startswith("<") else text.strip().rjust(width)


class Report:
    """Takes what a measurement finds, prints it, and keeps it.

    Args:
        bench: Its name.
        path: The JSON file; `-` for standard output, none for no JSON.
        out: Where the text goes.
    """

    def __init__(self, bench: str, path: str | None = None, out: TextIO | None = None) -> None:
        self.figures: dict[str, object] = {}
        self.tables: dict[str, list[dict[str, Value]]] = {}
        self._bench, self._path = bench, path
        self._out = out or (sys.stderr if path == _STDOUT else sys.stdout)
        self._begun, self._load = dt.datetime.now(dt.UTC), _load()
        self._machine = this_machine()
        self._remarks: list[str] = []
        flags = ", ".join(self._machine.flags)
        self.line(
            f"# {self._machine.processor} ({flags}), {self._machine.cores} cores, load {self._load:.1f}, {self._begun:%Y-%m-%d %H:%M} UTC"
        )

    def table(self, name: str, columns: Mapping[str, str]) -> Table:
        """Begin a table; its head is printed."""
        return Table(name, columns, self)

    def put(self, **figures: object) -> None:
        """Keep single figures by name, without printing them."""
        self.figures.update(figures)
        self.keep()

    def say(self, text: str) -> None:
        """Print a line of text and keep it."""
        self._remarks.append(text)
        self.line(text)

    def line(self, text: str) -> None:
        """Print a line that is not kept."""
        print(text, file=self._out, flush=True)

    def result(self, *, whole: bool) -> Result:
        """All that was found so far."""
        return Result(
            bench=self._bench,
            command=" ".join([f"python -m bench.{self._bench}", *sys.argv[1:]]),
            begun=self._begun,
            ended=dt.datetime.now(dt.UTC),
            whole=whole,
            load_begun=self._load,
            load_ended=_load(),
            machine=self._machine,
            versions=_versions(),
            figures=self.figures,
            tables=self.tables,
            remarks=self._remarks,
        )

    def keep(self, *, whole: bool = False) -> None:
        """Write the JSON file as it stands; to standard output only what is whole."""
        if self._path is None or (self._path == _STDOUT and not whole):
            return
        raw = msgspec.json.format(msgspec.json.encode(self.result(whole=whole)), indent=1).decode() + "\n"
        if self._path == _STDOUT:
            sys.stdout.write(raw)
            return
        path = Path(self._path)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.tmp")
        unfinished.write_text(raw, encoding="utf-8")
        unfinished.replace(path)


def _load() -> float:
    return round(os.getloadavg()[0], 2)


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def add_output(parser: argparse.ArgumentParser) -> None:
    """Give a command the option that all measurements have."""
    parser.add_argument("--json", metavar="FILE", help="the results as JSON; - for standard output")


@contextmanager
def reporting(bench: str, path: str | None) -> Iterator[Report]:
    """A report that is kept as whole once the measurement came to its end, and as it stands if it did not.

    Args:
        bench: Name of the measurement, the module's.
        path: What `--json` gave.
    """
    report = Report(bench, path)
    try:
        yield report
    except BaseException:
        report.keep()
        raise
    report.keep(whole=True)


def read_result(path: Path) -> Result:
    """Results that were kept.

    Raises:
        msgspec.ValidationError: The file holds something else.
    """
    return msgspec.json.decode(path.read_bytes(), type=Result)


def joined(parts: Iterable[str]) -> str:
    """Texts as one, a comma between them; a dash for none.

    >>> joined(["a", "b"]), joined([])
    ('a, b', '–')
    """
    return ", ".join(parts) or _NONE
