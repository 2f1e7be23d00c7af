"""What became of each input of a run: one line each, on the disk before the next one counts."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from foedus.errors import DataError
from foedus.model.record import Record, identify

NAME = "manifest.jsonl"
_PIECE = 1 << 20
_PART = re.compile(r"part-[0-9a-f]{16}")


class State(StrEnum):
    """What became of an input."""

    DONE = "done"
    FAILED = "failed"


class Entry(Record, frozen=True, kw_only=True):
    """One input.

    Attributes:
        input: Its path or address, as given, without what is secret in it.
        state: Whether all that can be read of it is in the output.
        reason: Why it failed; empty if it did not.
        part: What its files in the output are named by.
        bytes: Its size.
        sha256: Hash of its bytes.
        documents: Documents that were read.
        coded: Of these, those that were coded.
        duplicates: Those whose text stood in an earlier record of the input.
        other_languages: Those that are not in English.
        claims: What was found in the coded ones.
        discards: Records that could not be used, counted by reason.
        outputs: Hash of each file of its part, by the file's path in the output.
        coder: Name and version of the coder.
        version: Version of foedus.
    """

    input: str
    state: State
    reason: str = ""
    part: str
    bytes: int = 0
    sha256: str = ""
    documents: int = 0
    coded: int = 0
    duplicates: int = 0
    other_languages: int = 0
    claims: int = 0
    discards: Mapping[str, int] = {}
    outputs: Mapping[str, str] = {}
    coder: str = ""
    version: str = ""


def part_of(place: str) -> str:
    """What the files of an input are named by."""
    return identify("part", place)


def digest_of(path: Path) -> tuple[str, int]:
    """Hash and size of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def is_part(name: str) -> bool:
    """Whether a name is one that `part_of` gives.

    >>> is_part(part_of("a.warc.gz")), is_part("../a")
    (True, False)
    """
    return bool(_PART.fullmatch(name))


class Manifest:
    """The entries of a run, in a file of its output folder.

    Args:
        folder: The output folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        self.entries: dict[str, Entry] = {}

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """The entries that are there. The last line of an input counts; one that was cut off by a kill is no line.

        Raises:
            DataError: The file cannot be read.
        """
        manifest = cls(folder)
        try:
            lines = manifest._path.read_bytes().split(b"\n") if manifest._path.exists() else []
        except OSError as error:
            msg = f"{manifest._path} cannot be read: {error.strerror or error}"
            raise DataError(msg) from error
        for entry in _decoded(lines):
            manifest.entries[entry.input] = entry
        return manifest

    def is_done(self, place: str, *, coder: str, version: str) -> bool:
        """Whether an input was done by this coder and version, is as large as it was, and its output is as it was written."""
        entry = self.entries.get(place)
        if entry is None or entry.state is not State.DONE or (entry.coder, entry.version) != (coder, version):
            return False
        path = Path(place)
        if path.is_file() and path.stat().st_size != entry.bytes:
            return False
        return not self.damaged(entry)

    def damaged(self, entry: Entry) -> list[str]:
        """The files of an entry that are missing, or are not what was written."""
        return [name for name, digest in entry.outputs.items() if not self._holds(name, digest)]

    def _holds(self, name: str, digest: str) -> bool:
        path = self._folder / name
        return path.is_file() and digest_of(path)[0] == digest

    def add(self, entry: Entry) -> None:
        """Keep an entry; when this returns it is on the disk."""
        torn = self._path.exists() and not _ends_a_line(self._path)
        with self._path.open("ab") as file:
            file.write((b"\n" if torn else b"") + msgspec.json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.entries[entry.input] = entry

    def settle(self) -> None:
        """Write all entries anew, sorted by input and each once, so that the order of the work leaves no trace."""
        lines = [msgspec.json.encode(self.entries[place]) + b"\n" for place in sorted(self.entries)]
        replace(self._path, b"".join(lines))

    @property
    def done(self) -> tuple[Entry, ...]:
        """The entries that are done, by input."""
        return tuple(entry for _, entry in sorted(self.entries.items()) if entry.state is State.DONE)


def _decoded(lines: Iterable[bytes]) -> Iterator[Entry]:
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Entry)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if not size:
            return True
        file.seek(size - 1)
        return file.read(1) == b"\n"


def replace(path: Path, content: bytes) -> None:
    """Write a file that takes its name once it is whole and on the disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
