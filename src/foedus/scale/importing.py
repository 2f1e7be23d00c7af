"""The output of a run into a ledger: many documents in one transaction, then the findings in bulk."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from foedus.errors import DataError
from foedus.model.claim import Claim
from foedus.model.coded import CodedDocument
from foedus.model.outcome import Discard
from foedus.model.record import Record
from foedus.pipeline.findings import refresh
from foedus.scale.duplicates import NAME as DUPLICATES
from foedus.scale.duplicates import read_duplicates
from foedus.scale.manifest import NAME, Entry, Manifest, is_part
from foedus.scale.parts import CLAIMS, CODED, DOCUMENTS, FOLDERS, name_of, rows_of
from foedus.store import Ledger
from foedus.store.rows import document_from

# documents of one transaction
_BATCH = 500
_CLAIMS = pa.schema([CLAIMS.field(name) for name in ("document", "record")])
_NEVER_NULL = ("id", "name", "title", "text", "raw_sha256", "text_sha256", "extractor", "synthetic", "discards")


class Imported(Record, frozen=True, kw_only=True):
    """What an import came to.

    Attributes:
        documents: Documents that are new in the ledger.
        known: Those that it held already.
        repeated: Those that were passed over because they repeat the text of another input's.
    """

    documents: int
    known: int
    repeated: int


def is_output(folder: Path) -> bool:
    """Whether a folder is the output of a run."""
    return (folder / NAME).is_file()


def import_run(folder: Path, ledger: Ledger, told: Callable[[int], None] = lambda _: None) -> Imported:
    """Put the documents of a run into a ledger with their claims, and derive its findings.

    What the ledger holds already is passed over, so that an import that was killed is simply done again.

    Args:
        folder: The output folder of a run that came to its end.
        ledger: The ledger.
        told: Hears after each transaction how many documents were gone through.

    Raises:
        DataError: The run was not ended, nothing of it was done, or a file of it is not as it was written.
    """
    manifest = Manifest.load(folder)
    if not manifest.done:
        msg = f"{folder / NAME} tells of no input that was done"
        raise DataError(msg)
    for entry in manifest.done:
        _check_names(folder, entry)
    damaged = [name for entry in manifest.done for name in manifest.damaged(entry)]
    if damaged:
        msg = f"{folder / damaged[0]} is missing or was changed since it was written: run foedus archive again"
        raise DataError(msg)
    if not (folder / DUPLICATES).is_file():
        msg = f"the run into {folder} was not ended: run foedus archive again"
        raise DataError(msg)
    duplicates = read_duplicates(folder)
    added = gone_through = repeated = 0
    for entry in manifest.done:
        fresh = _Fresh(_coded(folder, entry), entry.part, duplicates)
        for batch in _batched(fresh):
            added += ledger.add_all(batch, coder=entry.coder)
            gone_through += len(batch)
            told(gone_through)
        repeated += fresh.repeated
    refresh(ledger)
    return Imported(documents=added, known=gone_through - added, repeated=repeated)


def _check_names(folder: Path, entry: Entry) -> None:
    """Refuse an entry that is not named as a run names it: its files are then not those that were checked, or lie elsewhere."""
    names = {name_of(kind, entry.part) for kind in FOLDERS}
    read = {name_of(kind, entry.part) for kind in ("claims", "documents")}
    if not is_part(entry.part) or not read <= set(entry.outputs) <= names:
        msg = f"{folder / NAME} tells of files that no run makes of {entry.input!r}: run foedus archive again"
        raise DataError(msg)


class _Fresh:
    """The documents of a part that do not repeat another part's, counting the others."""

    def __init__(self, coded: Iterator[CodedDocument], part: str, duplicates: set[tuple[str, str]]) -> None:
        self._coded, self._part, self._duplicates = coded, part, duplicates
        self.repeated = 0

    def __iter__(self) -> Iterator[CodedDocument]:
        for coded in self._coded:
            if (self._part, coded.document.id) in self._duplicates:
                self.repeated += 1
            else:
                yield coded


def _batched(fresh: _Fresh) -> Iterator[list[CodedDocument]]:
    """Documents in portions of one transaction."""
    rest = iter(fresh)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch


def _coded(folder: Path, entry: Entry) -> Iterator[CodedDocument]:
    """The coded documents of a part with their claims, which stand in the same order in its two files.

    Raises:
        DataError: A row cannot be used.
    """
    claims = itertools.groupby(rows_of(folder / name_of("claims", entry.part), _CLAIMS), key=_document_of)
    key, group = next(claims, (None, iter(())))
    for row in rows_of(folder / name_of("documents", entry.part), DOCUMENTS):
        if row["state"] != CODED:
            continue
        found: list[dict[str, Any]] = []
        if key == row["id"]:
            found = list(group)
            key, group = next(claims, (None, iter(())))
        yield _decoded(row, found, entry)


def _document_of(row: dict[str, Any]) -> str:
    return str(row["document"])


def _decoded(row: dict[str, Any], claims: list[dict[str, Any]], entry: Entry) -> CodedDocument:
    missing = [name for name in _NEVER_NULL if row[name] is None]
    if missing:
        msg = f"a document of part {entry.part} has no {missing[0]}"
        raise DataError(msg)
    try:
        document = document_from(row)
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        made = tuple(msgspec.json.decode(claim["record"], type=Claim) for claim in claims)
        discards = msgspec.json.decode(row["discards"], type=tuple[Discard, ...])
    except (msgspec.MsgspecError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        msg = f"document {row['id']} of part {entry.part} cannot be read: {error}"
        raise DataError(msg) from error
    if digest != document.text_sha256 or len(made) != row["claims"]:
        msg = f"document {row['id']} of part {entry.part} is not as it was written"
        raise DataError(msg)
    return CodedDocument(document=document, claims=made, discards=discards)
