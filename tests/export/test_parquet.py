"""Parquet: the flat form with types, in batches, to any stream."""

import datetime as dt
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief.reports import claim, event, report
from tests.export.test_flat import KEYS, bare, full, records

from foedus.export import parquet
from foedus.export.flat import CodedClaim, flat
from foedus.export.parquet import SCHEMA, write


def raw(found: list[CodedClaim]) -> bytes:
    """What is written."""
    target = io.BytesIO()
    write(found, target)
    return target.getvalue()


def lines(found: list[CodedClaim]) -> list[dict[str, Any]]:
    """The rows that are read back."""
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(raw(found))).to_pylist()
    return rows


def test_the_columns_are_those_of_the_flat_form() -> None:
    """In its order, with the report's date, outlet and address behind; the same with and without rows."""
    assert SCHEMA.names == [*KEYS.split(), "published", "outlet", "url"]
    for found in ([], records()):
        assert pq.read_schema(io.BytesIO(raw(found))).equals(SCHEMA)


@pytest.mark.parametrize("made", [full, bare])
def test_a_claim_comes_back(made: Any) -> None:
    """Each value of the flat form, with what has no fixed form as JSON."""
    found, document = made()
    (line,) = lines([CodedClaim(claim=found, document=document)])
    expected = json.loads(json.dumps(flat(found, document)))
    for name in ("spans", "why"):
        assert json.loads(line.pop(name)) == expected.pop(name)
    assert {name: line[name] for name in expected} == expected
    assert (line["published"], line["outlet"], line["url"]) == (dt.date(2025, 3, 1), f"{document.name} Post", None)


def test_the_same_claims_give_the_same_bytes() -> None:
    """Nothing of the run is in the file."""
    assert raw(records()) == raw(records())


class Pipe(io.RawIOBase):
    """A stream without a position."""

    def __init__(self) -> None:
        self.received = b""

    def write(self, data: Any, /) -> int:  # type: ignore[explicit-override]  # `override` is not in Python 3.11
        """Take what comes."""
        self.received += bytes(data)
        return len(data)

    def tell(self) -> int:  # type: ignore[explicit-override]  # as above
        """There is none."""
        raise io.UnsupportedOperation


def test_a_pipe_will_do() -> None:
    """It gets the bytes that a file gets, and stays open."""
    pipe = Pipe()
    write(records(), pipe)  # type: ignore[arg-type]  # a raw stream is written to like any other
    assert pipe.received == raw(records())
    assert not pipe.closed


def test_many_claims_are_written_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order, the last batch shorter."""
    monkeypatch.setattr(parquet, "_BATCH", 3)
    found = pq.ParquetFile(io.BytesIO(raw(records() * 4)))
    assert [found.metadata.row_group(i).num_rows for i in range(found.num_row_groups)] == [3, 3, 2]
    assert found.read().column("doc").to_pylist() == ["one", "two"] * 4


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30))
def test_any_text_comes_back(words: str) -> None:
    """As it was, formula or not: Parquet is no spreadsheet."""
    document = report("x", words)
    (line,) = lines([CodedClaim(claim=claim(document, words, event(document, "AID PRK > RUS", words)), document=document)])
    assert line["trigger"] == words
