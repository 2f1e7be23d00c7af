"""Readers of what goes into a ledger: its own dump, and the output of a run."""

import functools
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.scale.duplicates import NAME as DUPLICATES
from foedus.scale.duplicates import SCHEMA
from foedus.scale.importing import import_run
from foedus.scale.manifest import NAME, Entry, State, part_of
from foedus.scale.parts import CLAIMS
from foedus.store import Ledger, restore
from fuzz.told import Told

_IN_MEMORY = "sqlite://"
_INPUT = "x.jsonl"
_PART = part_of(_INPUT)


class _Spare:
    """An empty ledger, kept for the next input where the last one left it empty: to make one takes far longer than to read."""

    def __init__(self) -> None:
        self._ledger: Ledger | None = None

    @contextmanager
    def take(self) -> Iterator[Ledger]:
        """The ledger; it is kept if reading failed, for then nothing was put in."""
        ledger, self._ledger = self._ledger or Ledger.open(_IN_MEMORY), None
        try:
            yield ledger
        except Exception:
            self._ledger = ledger
            raise
        ledger.close()


_for_dumps, _for_runs = _Spare(), _Spare()


def dump(raw: bytes, _folder: Path) -> Told:
    """A dump of a ledger."""
    with _for_dumps.take() as ledger:
        return Told(restore(ledger, io.BytesIO(raw)))


def run(raw: bytes, folder: Path) -> Told:
    """The output of a run whose file of documents is this, and whose manifest says so."""
    files = {f"documents/{_PART}.parquet": raw, f"claims/{_PART}.parquet": _no_claims()}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    outputs = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    entry = Entry(input=_INPUT, state=State.DONE, part=_PART, outputs=outputs, coder="rules/1", version="1")
    (folder / NAME).write_bytes(msgspec.json.encode(entry) + b"\n")
    (folder / DUPLICATES).write_bytes(_empty(SCHEMA))
    return imported(folder)


def manifest(raw: bytes, folder: Path) -> Told:
    """The output of a run that consists of a manifest."""
    (folder / NAME).write_bytes(raw)
    (folder / DUPLICATES).write_bytes(_empty(SCHEMA))
    return imported(folder)


def imported(folder: Path) -> Told:
    """The output of a run as it lies in a folder, into a new ledger."""
    with _for_runs.take() as ledger:
        return Told(import_run(folder, ledger).documents)


@functools.cache
def _no_claims() -> bytes:
    return _empty(CLAIMS)


def _empty(schema: pa.Schema) -> bytes:
    target = io.BytesIO()
    pq.write_table(schema.empty_table(), target)
    return target.getvalue()
