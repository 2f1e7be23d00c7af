"""Malformed dumps of a ledger: changes to a whole one, which is made anew, since each version of the tables has its own form."""

import base64
import datetime as dt
import functools
import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from tests.store.conftest import OneEach, read

from foedus.corroboration.judging import target_of
from foedus.model.judgement import Judgement, Verdict
from foedus.store import Ledger, dump

_MOMENT = re.compile(rb'("read_at":")20[^"]*')


@functools.cache
def whole() -> bytes:
    """The dump of a ledger of two documents, a claim, a finding and a judgement; the same bytes each time."""
    target = io.BytesIO()
    with Ledger.open("sqlite://") as ledger:
        for name in ("one", "three"):
            raw = f"bytes of {name}".encode()
            document, claims, discards = read(name, deeds=1)
            hashed = msgspec.structs.replace(document, raw_sha256=hashlib.sha256(raw).hexdigest())
            ledger.add(hashed, claims, discards, coder="rules-1", raw=raw)
        target_read = target_of(ledger.claims()[0])
        moment = dt.datetime(2025, 3, 3, tzinfo=dt.UTC)
        ledger.judge(Judgement(verdict=Verdict.NOTE, targets=(target_read,), who="Ann", at=moment, why="seen"))
        ledger.refresh(OneEach())
        dump(ledger, target)
    # without the moment at which it was made
    lines = _MOMENT.sub(rb"\g<1>2025-03-04T00:00:00Z", target.getvalue()).splitlines(keepends=True)
    return _footed(lines[:-1])


def _footed(lines: list[bytes]) -> bytes:
    """Lines with the last line that they ask for."""
    head = b"".join(lines)
    return head + b'{"rows":%d,"sha256":"%s"}\n' % (len(lines) - 1, hashlib.sha256(head).hexdigest().encode())


def _lines() -> list[bytes]:
    """The lines but the last one."""
    return whole().splitlines(keepends=True)[:-1]


def _at(lines: list[bytes], table: str) -> int:
    """Where the first row of a table is."""
    return next(i for i, line in enumerate(lines) if line.startswith(b'{"table":"%s"' % table.encode()))


def _row(table: str, **columns: Any) -> Callable[[], bytes]:
    """A dump in whose first row of a table some columns are others."""

    def make() -> bytes:
        lines = _lines()
        at = _at(lines, table)
        lines[at] = json.dumps(json.loads(lines[at]) | columns).encode() + b"\n"
        return _footed(lines)

    return make


def _changed(table: str, old: bytes, new: bytes) -> Callable[[], bytes]:
    """A dump in whose first row of a table some bytes are others."""

    def make() -> bytes:
        lines = _lines()
        at = _at(lines, table)
        lines[at] = lines[at].replace(old, new, 1)
        return _footed(lines)

    return make


def _with(line: bytes) -> Callable[[], bytes]:
    return lambda: _footed([*_lines(), line])


def _first_claim_first() -> bytes:
    lines = _lines()
    claim = lines.pop(_at(lines, "claims"))
    return _footed([lines[0], claim, *lines[1:]])


def _twice() -> bytes:
    lines = _lines()
    at = _at(lines, "documents")
    return _footed([*lines[:at], lines[at], *lines[at:]])


def packed_zeros(megabytes: int, wbits: int, *, head: bytes = b"") -> bytes:
    """Some bytes and many zeros, compressed without ever being in memory: the guard must not hear of us."""
    packer = zlib.compressobj(1, wbits=wbits)
    piece = bytes(1_000_000)
    return b"".join((packer.compress(head), *(packer.compress(piece) for _ in range(megabytes)), packer.flush()))


def _raw_bomb() -> bytes:
    content = base64.b64encode(packed_zeros(1_000, zlib.MAX_WBITS)).decode()
    return _row("raws", size=2_000_000_000, content=content)()


DUMPS: Mapping[str, Callable[[], bytes]] = {
    "dump-empty": lambda: b"",
    "dump-word": lambda: b"Seoul signed.\n",
    "dump-header-alone": lambda: _lines()[0],
    "dump-header-version": lambda: whole().replace(b'"version":"', b'"version":"99', 1),
    "dump-header-layout": lambda: whole().replace(b'"foedus_ledger":1', b'"foedus_ledger":99999999999999999999', 1),
    "dump-no-footer": lambda: b"".join(_lines()),
    "dump-cut-off": lambda: whole()[: len(whole()) // 2],
    "dump-footer-rows": lambda: re.sub(rb'"rows":\d+', b'"rows":3', whole()),
    "dump-footer-hash": lambda: re.sub(rb'"sha256":"[0-9a-f]{64}"\}\n\Z', b'"sha256":"' + b"0" * 64 + b'"}\n', whole()),
    "dump-footer-negative": lambda: re.sub(rb'"rows":\d+', b'"rows":-1', whole()),
    "dump-footer-twice": lambda: whole() + whole().splitlines(keepends=True)[-1],
    "dump-behind": lambda: whole() + _lines()[_at(_lines(), "documents")],
    "dump-one-off": lambda: whole().replace(b"Turkey", b"Turkez", 1),
    "dump-table-unknown": _with(b'{"table":"secrets","id":1}\n'),
    "dump-table-number": _with(b'{"table":7}\n'),
    "dump-columns": _row("documents", colour="red"),
    "dump-column-missing": _changed("documents", b'"title":', b'"titel":'),
    "dump-column-null": _row("documents", text=None),
    "dump-column-kind": _row("documents", name=7),
    "dump-number-huge": _row("claims", position=2**70),
    "dump-number-negative": _row("claims", position=-1),
    "dump-number-broken": _row("claims", position=0.5),
    "dump-text-other": _row("documents", text="Another text."),
    "dump-text-nul": _row("documents", title="a\0b"),
    "dump-text-surrogate": _changed("documents", b'"title":"', b'"title":"\\ud800'),
    "dump-twice": _twice,
    "dump-orphan": _row("claims", document="d-0000000000000000"),
    "dump-order": _first_claim_first,
    "dump-record-kind": _row("claims", record=[1, 2]),
    "dump-record-other": _row("claims", id="c-0000000000000000"),
    "dump-record-missing": _row("claims", record={}),
    "dump-record-number": _changed("claims", b'"sentence":0', b'"sentence":1e999'),
    "dump-date-first": _row("documents", retrieved="0001-01-01T00:00:00+23:59"),
    "dump-date-last": _row("documents", retrieved="9999-12-31T23:59:59-23:59"),
    "dump-date-none": _row("documents", published="2025-02-30"),
    "dump-raw-base64": _row("raws", content="%%%"),
    "dump-raw-other": _row("raws", sha256="0" * 64),
    "dump-raw-packed": _row("raws", content=base64.b64encode(b"Seoul signed.").decode()),
    "dump-raw-size": _row("raws", size=2**31 - 1),
    "dump-raw-bomb": _raw_bomb,
    "dump-deep": _changed("claims", b'"record":{', b'"record":' + b"[" * 100_000 + b",{"),
}
