"""What must hold of every input: declared errors alone, a time and a size at most, no file outside one folder, no network."""

import hashlib
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from foedus.errors import FoedusError
from fuzz.targets import Read

MOST_SECONDS = 5.0
MOST_BYTES = 500_000_000
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod"})
_REACHES = frozenset({"socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.fork"})
_SHOWN = 3


class Fault(NamedTuple):
    """What an input did that no input may.

    Attributes:
        kind: What it is, the same for all inputs that do the same.
        detail: How it came about.
    """

    kind: str
    detail: str

    @property
    def key(self) -> str:
        """A short name for the kind."""
        return hashlib.sha256(self.kind.encode()).hexdigest()[:12]


class Seen(NamedTuple):
    """What one input did.

    Attributes:
        outcome: How much came out, or the name of the error.
        said: The reasons of the discards, or the error's words; nothing in it depends on where the folder is.
        seconds: Processor time.
        faults: What was wrong.
    """

    outcome: str
    said: str
    seconds: float
    faults: tuple[Fault, ...]


class Guard:
    """Reads inputs and watches what they do.

    Args:
        read: The reader.
        folder: What may be written to, also in place of the system's folder of temporary files; it is emptied before each input.
    """

    def __init__(self, read: Read, folder: Path) -> None:
        self._read = read
        self._folder = folder.resolve()
        self._is_on = False
        self._escapes: list[Fault] = []
        sys.dont_write_bytecode = True
        self._peak = _peak()
        sys.addaudithook(self._hear)

    def look(self, raw: bytes) -> Seen:
        """Read one input."""
        self._clear()
        self._peak = _peak()
        self._escapes.clear()
        tempfile.tempdir, temporary = str(self._folder), tempfile.tempdir
        start = time.process_time()
        self._is_on = True
        try:
            told = self._read(raw, self._folder)
            outcome, said, faults = str(told.kept), "; ".join(told.reasons), []
        except (Exception, SystemExit) as error:  # noqa: BLE001  # what is looked for
            outcome, said = type(error).__name__, str(error)
            faults = [] if isinstance(error, FoedusError) else [_undeclared(error)]
        finally:
            self._is_on = False
            tempfile.tempdir = temporary
        seconds = time.process_time() - start
        said = " ".join(said.replace(f"{self._folder}{os.sep}", "").split())
        return Seen(outcome, said, seconds, (*faults, *self._measured(seconds), *self._escapes))

    def _measured(self, seconds: float) -> Iterator[Fault]:
        if seconds > MOST_SECONDS:
            yield Fault("time", f"took {seconds:.1f} s, more than {MOST_SECONDS:g}")
        peak, before = _peak(), self._peak
        if peak > before + MOST_BYTES:
            yield Fault("memory", f"took {(peak - before) / 1e6:.0f} MB, more than {MOST_BYTES / 1e6:.0f}")

    def _clear(self) -> None:
        for path in self._folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Hears of all that Python does to files and network."""
        if not self._is_on:
            return
        if event in _REACHES:
            self._escapes.append(Fault(f"reaches out: {event}", repr(arguments)[:200]))
        elif event in _CHANGES or (event == "open" and _is_writing(arguments)):
            self._check(event, arguments[0])

    def _check(self, event: str, place: object) -> None:
        if not isinstance(place, str | bytes | os.PathLike):
            return
        path = Path(os.fsdecode(place)).absolute()
        if not path.is_relative_to(self._folder) or ".." in path.parts:
            self._escapes.append(Fault(f"writes outside its folder: {event}", str(path)))


def _is_writing(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool(flags & _WRITES)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _undeclared(error: BaseException) -> Fault:
    """An error that no reader declares, known by where it was raised and where our code called for it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/foedus/" in frame.filename][-_SHOWN:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed([*ours, frames[-1]]))
    return Fault(f"{type(error).__name__} at {places}", "".join(traceback.format_exception(error))[-4000:])
