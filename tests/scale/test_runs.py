"""Whole runs, with the shipped model: any number of workers, killed and resumed, imported."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from importlib import resources
from pathlib import Path

import pytest
from rich.console import Console
from tests.scale.archived import lines_file, news, told
from typer.testing import CliRunner
from typing_extensions import override

from foedus.cli.app import app
from foedus.cli.archiving import Meter, exit_code_of
from foedus.scale.local import LocalEngine
from foedus.scale.locking import NAME as LOCK
from foedus.scale.manifest import Entry, Manifest, State
from foedus.scale.running import Plan, Run, Summary
from foedus.scale.working import Report, Task, coder_name_of
from foedus.store import Ledger

pytestmark = pytest.mark.slow
PROGRAM = (sys.executable, "-c", "from foedus.cli import main; main()")


def files(output: Path) -> dict[str, bytes]:
    """All that a run wrote, by path; not the file that its lock hangs on."""
    written = (path for path in sorted(output.rglob("*")) if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(output)): path.read_bytes() for path in written}


def run(inputs: Sequence[Path], output: Path, workers: int = 1) -> Summary:
    """A run on processes."""
    made = Run([str(path) for path in inputs], output, coder=coder_name_of("rules"), max_bytes=20_000_000)
    return made.work(LocalEngine(workers, "rules"), lambda _: None)


@pytest.fixture(scope="module")
def reports() -> list[dict[str, str]]:
    """The bundled reports."""
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in raw.splitlines()]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory, reports: list[dict[str, str]]) -> list[Path]:
    """Four archives."""
    folder = tmp_path_factory.mktemp("inputs")
    return [*news(folder, reports), *(lines_file(folder / f"{name}.jsonl.gz", [told(n) for n in range(40)]) for name in "cd")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, inputs: list[Path]) -> Path:
    """The output of a run that nothing befell."""
    output = tmp_path_factory.mktemp("whole")
    summary = run(inputs, output)
    assert not summary.failed
    assert not summary.left
    assert summary.duplicates == 40
    return output


def test_two_workers_in_another_order_write_the_same_bytes(inputs: list[Path], whole: Path, tmp_path: Path) -> None:
    """All files, the manifest too; and again is free."""
    assert not run(inputs[::-1], tmp_path, workers=2).left
    assert files(tmp_path) == files(whole)
    again = Run([str(path) for path in inputs], tmp_path, coder=coder_name_of("rules"), max_bytes=20_000_000)
    assert not again.plan.tasks


def started(inputs: list[Path], output: Path) -> "subprocess.Popen[str]":
    """The command in a process of its own, which heeds interruptions though the tests may run where they are ignored."""
    command = [*PROGRAM, "archive", *map(str, inputs), "-o", str(output), "--coder", "rules"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603  # our own program
    finally:
        signal.signal(signal.SIGINT, before)


def lines_of(output: Path) -> int:
    """How many inputs the manifest tells of."""
    return len(Manifest.load(output).entries)


def wait_for(output: Path, count: int) -> None:
    """Wait until so many inputs are over."""
    for _ in range(3000):
        if lines_of(output) >= count:
            return
        time.sleep(0.02)
    pytest.fail("the run did not come so far")


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_ended_goes_on_where_it_was(kind: signal.Signals, inputs: list[Path], whole: Path, tmp_path: Path) -> None:
    """Killed or interrupted after its first input: nothing is lost, nothing done twice, and the bytes are the same."""
    process = started(inputs, tmp_path)
    wait_for(tmp_path, 1)
    process.send_signal(kind)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if kind == signal.SIGKILL else 3)
    assert kind == signal.SIGKILL or "inputs are left; the same command goes on" in errors
    kept = lines_of(tmp_path)
    assert 0 < kept < len(inputs)
    (tmp_path / "claims" / ".part-x.tmp").touch()
    made = Run([str(path) for path in inputs], tmp_path, coder=coder_name_of("rules"), max_bytes=20_000_000)
    assert len(made.plan.tasks) == len(inputs) - kept
    assert not made.work(LocalEngine(1, "rules"), lambda _: None).left
    assert files(tmp_path) == files(whole)


def test_an_input_whose_process_dies_has_failed_and_the_others_are_done(inputs: list[Path], tmp_path: Path) -> None:
    """As when the system is short of memory; the same run again does it."""

    class Killing(LocalEngine):
        """Kills its process once it is at work on the first input."""

        @override
        def run(self, tasks: Sequence[Task]) -> Generator[Report, None, None]:
            made = super().run(tasks)
            first = True
            for report in made:
                if first:
                    (victim,) = (int(pid) for pid in children(os.getpid()))
                    os.kill(victim, signal.SIGKILL)
                    first = False
                yield report

    made = Run([str(path) for path in inputs], tmp_path, coder=coder_name_of("rules"), max_bytes=20_000_000)
    summary = made.work(Killing(1, "rules"), lambda _: None)
    assert [entry.reason for entry in summary.failed] == ["its process ended before it was done (exit code -9)"]
    assert len(summary.entries) == len(inputs)
    assert exit_code_of(summary) == 3
    assert not run(inputs, tmp_path).failed


def children(parent: int) -> list[str]:
    """The processes that a process started to work for it, without the one that Python keeps for cleaning up."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if lines.get("PPid", "").strip() == str(parent) and b"spawn_main" in command:
            found.append(status.parent.name)
    return found


def test_import_gives_the_findings_that_reading_gives(inputs: list[Path], reports: list[dict[str, str]], tmp_path: Path) -> None:
    """Of the same web archives, record for record."""
    runner = CliRunner()
    archives = [str(path) for path in inputs[:2]]
    places = [str(tmp_path / name) for name in ("read.db", "imported.db")]
    assert runner.invoke(app, ["read", *archives, "--ledger", places[0], "--coder", "rules"]).exit_code == 0
    assert runner.invoke(app, ["archive", *archives, "-o", str(tmp_path / "out"), "--coder", "rules"]).exit_code == 0
    assert runner.invoke(app, ["import", str(tmp_path / "out"), "--ledger", places[1]]).exit_code == 0
    with Ledger.open(places[0]) as one, Ledger.open(places[1]) as other:
        assert len(one.documents()) == len(reports)
        assert one.documents() == other.documents()
        assert one.claims() == other.claims()
        assert one.discards() == other.discards()
        assert one.findings() == other.findings()
        assert one.findings()


def test_progress_tells_rate_and_time_left() -> None:
    """By the bytes of the inputs; one line for each that is over."""
    console = Console(record=True, width=200)
    plan = Plan(tasks=(), known=0, sizes={})
    assert "time left not known yet" in Meter(console, plan).line(10)
    with Meter(console, plan) as meter:
        meter.take(Report(input="a", documents=50, claims=7, bytes=100))
        assert meter.line(10).startswith("0 of 0 inputs; 50 documents, 5.0 a second; 7 claims")
        meter.take(Report(input="a", entry=Entry(input="a", state=State.DONE, part="p", documents=60, coded=60, claims=8)))
    assert "a: 60 documents (60 coded, 0 repeated, 0 in other languages), 8 claims; 0 records left out" in console.export_text()
