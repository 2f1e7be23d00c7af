"""The files that an input becomes: documents and claims as Parquet, discards as JSON lines.

They hold no moment and no trace of who wrote them, so that the same input gives the same bytes.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.errors import DataError
from foedus.export.flat import CodedClaim
from foedus.export.parquet import SCHEMA, claim_line
from foedus.model.coded import CodedDocument
from foedus.model.outcome import Discard
from foedus.model.text import Document
from foedus.reading.columns import excess
from foedus.scale.manifest import digest_of, sync_folder

CODED, DUPLICATE, OTHER_LANGUAGE = "coded", "duplicate", "other language"
_TEXT = pa.string()
DOCUMENTS = pa.schema([
    ("id", _TEXT), ("name", _TEXT), ("state", _TEXT), ("duplicate_of", _TEXT), ("title", _TEXT), ("outlet", _TEXT), ("url", _TEXT),
    ("path", _TEXT), ("retrieved", pa.timestamp("us", tz="UTC")), ("language", _TEXT), ("published", pa.date32()), ("text", _TEXT),
    ("raw_sha256", _TEXT), ("text_sha256", _TEXT), ("extractor", _TEXT), ("synthetic", pa.bool_()), ("claims", pa.int64()),
    ("discards", _TEXT),
])  # fmt: skip
# the columns of `foedus export --to parquet`, then what a ledger takes in
CLAIMS = pa.schema([*SCHEMA, ("document", _TEXT), ("record", _TEXT)])
FOLDERS = ("claims", "documents", "discards")
# rows of a row group, and characters of text after which one is closed earlier: what bounds the memory of a worker
_ROWS = 1_000
_CHARACTERS = 16_000_000
_READ = 200


def name_of(kind: str, part: str) -> str:
    """The path of a part's file in the output folder."""
    return f"{kind}/{part}.{'jsonl' if kind == 'discards' else 'parquet'}"


class _Table:
    """A Parquet file that is written row group by row group."""

    def __init__(self, target: BinaryIO, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(target, schema, compression="zstd")
        self._rows: list[Mapping[str, Any]] = []
        self._characters = 0

    def add(self, row: Mapping[str, Any], characters: int) -> None:
        self._rows.append(row)
        self._characters += characters
        if len(self._rows) >= _ROWS or self._characters >= _CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
        self._characters = 0

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close without the rows that are not written yet; nothing if it is closed."""
        self._writer.close()


class Part:
    """The files of one input, which take their names together once they are whole.

    Args:
        folder: The output folder.
        name: What they are named by.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._names = {kind: name_of(kind, name) for kind in FOLDERS}
        self._mark = secrets.token_hex(4)  # two workers may be at one input for a while, when one of them is taken for dead

    def __enter__(self) -> Self:
        for kind in FOLDERS:
            (self._folder / kind).mkdir(parents=True, exist_ok=True)
        self._files = {kind: self._temporary(kind).open("wb") for kind in FOLDERS}
        self._documents = _Table(self._files["documents"], DOCUMENTS)
        self._claims = _Table(self._files["claims"], CLAIMS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for table in (self._documents, self._claims):
            table.abandon()
        for name, file in self._files.items():
            file.close()
            self._temporary(name).unlink(missing_ok=True)

    def _temporary(self, kind: str) -> Path:
        path = self._folder / self._names[kind]
        return path.with_name(f".{path.name}.{self._mark}.tmp")

    def add_coded(self, coded: CodedDocument) -> None:
        """Write a document that was coded, with its claims."""
        document = coded.document
        discards = msgspec.json.encode(coded.discards).decode()
        row = _row(document, CODED) | {"text": document.text, "claims": len(coded.claims), "discards": discards}
        self._documents.add(row, len(document.text) + len(discards))
        for claim in coded.claims:
            record = msgspec.json.encode(claim).decode()
            line = claim_line(CodedClaim(claim=claim, document=document)) | {"document": document.id, "record": record}
            self._claims.add(line, len(record))

    def add_other(self, document: Document, state: str, *, duplicate_of: str | None = None) -> None:
        """Write what is known of a document that was not coded; its text is left out."""
        self._documents.add(_row(document, state) | {"duplicate_of": duplicate_of}, 0)

    def add_discards(self, discards: Iterable[Discard]) -> None:
        """Write what could not be used."""
        self._files["discards"].writelines(msgspec.json.encode(discard) + b"\n" for discard in discards)

    def finish(self) -> dict[str, str]:
        """Close the files and give them their names.

        Returns:
            The hash of each, by its path in the output folder.
        """
        self._documents.close()
        self._claims.close()
        digests = {}
        for kind, file in self._files.items():
            file.flush()
            os.fsync(file.fileno())
            digests[self._names[kind]] = digest_of(self._temporary(kind))[0]
        for kind, name in self._names.items():
            self._temporary(kind).replace(self._folder / name)
            sync_folder(self._folder / kind)
        return digests


def _row(document: Document, state: str) -> dict[str, Any]:
    """The columns of a document that do not depend on whether it was coded."""
    return {
        "id": document.id,
        "name": document.name,
        "state": state,
        "title": document.title,
        "outlet": document.origin.outlet,
        "url": document.origin.url,
        "path": document.origin.path,
        "retrieved": document.origin.retrieved,
        "language": document.language,
        "published": document.published,
        "raw_sha256": document.raw_sha256,
        "text_sha256": document.text_sha256,
        "extractor": document.extractor,
        "synthetic": document.synthetic,
        "claims": 0,
    }


def rows_of(path: Path, schema: pa.Schema) -> Iterator[dict[str, Any]]:
    """The rows of a file with the columns of a schema.

    Raises:
        DataError: The file is broken, lacks one of them, or holds something else in one.
    """
    try:
        with pq.ParquetFile(path) as file:
            if reason := excess(file.metadata, path.stat().st_size):
                raise ValueError(reason)  # noqa: TRY301  # it is one of many ways to be no such file
            _check_columns(file.schema_arrow, schema)
            for batch in file.iter_batches(batch_size=_READ, columns=schema.names, use_threads=False):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        msg = f"{path} cannot be read: {error}"
        raise DataError(msg) from error


def _check_columns(found: pa.Schema, wanted: pa.Schema) -> None:
    """Raises `ValueError` if a column is missing or of another type."""
    for field in wanted:
        kinds = [found.field(position).type for position in found.get_all_field_indices(field.name)]
        if kinds != [field.type]:
            msg = f"its column {field.name} is {' and '.join(map(str, kinds)) or 'missing'}, not {field.type}"
            raise ValueError(msg)


def clear_unfinished(folder: Path, kinds: Sequence[str] = FOLDERS) -> None:
    """Take away what a killed run left half written."""
    for kind in kinds:
        for path in (folder / kind).glob(".*.tmp"):
            path.unlink(missing_ok=True)
