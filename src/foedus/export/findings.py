"""Findings as tables, one row each: the flat form with typed columns, then what a table needs beside it, as CSV or Parquet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import pyarrow as pa

from foedus.export.flat import write_rows
from foedus.export.parquet import write_lines
from foedus.model.text import Document

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
_LINEAGES = pa.struct([("sure", pa.int64()), ("possible", pa.int64()), ("groups", pa.list_(_TEXTS))])
_DIFFERING = pa.list_(
    pa.struct([
        ("field", _TEXT), ("relation", _TEXT), ("rule", _TEXT), ("values", pa.list_(pa.struct([("value", _TEXT), ("claims", _TEXTS)])))
    ])
)  # fmt: skip
_TIMELINE = pa.list_(pa.struct([(name, _TEXT) for name in ("published", "status", "doc", "claim")]))
_SUPERSEDED = pa.list_(pa.struct([(name, _TEXT) for name in ("claim", "by", "kind", "reason")]))
_SHARED = pa.list_(
    pa.struct([
        ("owner", _TEXT), ("states", _TEXTS), ("control", _TEXTS), ("outlets", _TEXTS), ("lineages", _TEXT), ("party", pa.bool_())
    ])
)  # fmt: skip
_TOUCHED = pa.list_(pa.struct([("provision", _TEXT), ("cite", _TEXT), ("result", _TEXT), ("bound", _TEXTS), ("draft", pa.bool_())]))
SCHEMA = pa.schema([
    ("finding", _TEXT), ("story", _TEXT), ("event", _TEXT), ("actors", _TEXTS), ("recipients", _TEXTS), ("status", _TEXT),
    ("claims", _TEXTS), ("denying", _TEXTS), ("docs", _TEXTS), ("lineages", _LINEAGES), ("articles", pa.int64()), ("echoes", _TEXTS),
    ("conflicts", _DIFFERING), ("differences", _DIFFERING), ("timeline", _TIMELINE), ("grade", _TEXT), ("grade_reason", _TEXT),
    ("place", _TEXT), ("date", _TEXT), ("quantity", _TEXTS), ("judgements", _TEXTS), ("superseded", _SUPERSEDED),
    ("shared_control", _SHARED), ("exposure", _TOUCHED),
    ("lineages_sure", pa.int64()), ("lineages_possible", pa.int64()), ("disputed", _TEXTS), ("outlets", _TEXTS),
    ("first_reported", pa.date32()), ("last_reported", pa.date32()), ("synthetic", pa.bool_())
])  # fmt: skip


def row(line: Mapping[str, Any], documents: Sequence[Document]) -> dict[str, Any]:
    """A finding as a row.

    Args:
        line: Its flat form.
        documents: The documents of its claims.

    Returns:
        The flat form with `lineages_sure` and `lineages_possible` apart; the slots that are `disputed`; the `outlets` that its
        documents name; publication of the first and the last of these, none if none is dated; whether one is invented.
    """
    days = sorted(document.published for document in documents if document.published)
    return {
        **line,
        "lineages_sure": line["lineages"]["sure"],
        "lineages_possible": line["lineages"]["possible"],
        "disputed": sorted({conflict["field"] for conflict in line["conflicts"]}),
        "outlets": sorted({document.origin.outlet for document in documents if document.origin.outlet}),
        "first_reported": days[0] if days else None,
        "last_reported": days[-1] if days else None,
        "synthetic": any(document.synthetic for document in documents),
    }


def write_csv(rows: Iterable[Mapping[str, Any]], target: BinaryIO) -> None:
    """Write rows as comma-separated values, UTF-8, a header first; lists are joined by `;`, nested values are JSON."""
    write_rows(SCHEMA.names, rows, target)


def write_parquet(rows: Iterable[Mapping[str, Any]], target: BinaryIO) -> None:
    """Write rows as a Parquet file; the same rows give the same bytes with the same version of pyarrow."""
    write_lines(rows, SCHEMA, target)
