"""The guard hears of what no reader may do."""

import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz.guarding import MOST_SECONDS, Guard
from fuzz.targets import TARGETS
from fuzz.told import Told
from tests.malformed.test_malformed import CASES

from foedus.errors import DataError


def _undeclared() -> None:
    msg = "a bug"
    raise KeyError(msg)


def _out_of_folder(folder: Path) -> None:
    (folder.parent / "elsewhere").write_bytes(b"x")


def _away(folder: Path) -> None:
    (folder / ".." / "elsewhere").mkdir()


def _reaching() -> None:
    with socket.socket() as made:
        made.connect_ex(("127.0.0.1", 9))


def _starting() -> None:
    subprocess.run([sys.executable, "-V"], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda _: _undeclared(), "KeyError at"),
        (_out_of_folder, "writes outside its folder: open"),
        (_away, "writes outside its folder: os.mkdir"),
        (lambda _: _reaching(), "reaches out: socket.connect"),
        (lambda _: _starting(), "reaches out: subprocess.Popen"),
    ],
    ids=["undeclared", "open", "mkdir", "connect", "start"],
)
def test_what_no_reader_may_do_is_a_fault(tmp_path: Path, act: Callable[[Path], None], kind: str) -> None:
    """An error that is not ours, a file elsewhere, the network, a program."""

    def read(_raw: bytes, folder: Path) -> Told:
        act(folder)
        return Told(1)

    place = tmp_path / "within"
    place.mkdir()
    seen = Guard(read, place).look(b"")
    assert any(fault.kind.startswith(kind) for fault in seen.faults)


def test_time_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than is stated, by the clock of the processor."""
    clock = iter((0.0, MOST_SECONDS + 1))
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    (fault,) = Guard(lambda _raw, _folder: Told(1), tmp_path).look(b"").faults
    assert fault.kind == "time"


def test_what_a_reader_may_do_is_none(tmp_path: Path) -> None:
    """Files in the folder, and errors of ours; the folder's place is not told, and it is empty for the next input."""

    def read(raw: bytes, folder: Path) -> Told:
        assert not list(folder.iterdir())
        (folder / "x").write_bytes(raw)
        msg = f"{folder / 'x'} is broken"
        raise DataError(msg)

    guard = Guard(read, tmp_path)
    for _ in range(2):
        seen = guard.look(b"a")
        assert (seen.outcome, seen.said, seen.faults) == ("DataError", "x is broken", ())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_read_without_a_fault(tmp_path: Path, name: str) -> None:
    """Each target has some."""
    guard = Guard(TARGETS[name].read(), tmp_path)
    found = [guard.look(path.read_bytes()) for path in sorted(TARGETS[name].seeds.iterdir())]
    assert found
    assert not [fault for seen in found for fault in seen.faults]


def test_the_documentation_tells_of_every_target_and_every_reader() -> None:
    """With the number of malformed inputs of each."""
    text = (Path(__file__).parents[2] / "docs" / "hostility.md").read_text(encoding="utf-8")
    counts = Counter(case.reader for case in CASES)
    assert {name: int(count) for name, count in re.findall(r"\| `(\w+)` \| (\d+) \|", text)} == counts
    assert f"has {len(CASES)} inputs" in text
    assert set(re.findall(r"^\| `(\w+)` \| [^|]*[a-zA-Z][^|]* \|", text, re.MULTILINE)) == set(TARGETS)
