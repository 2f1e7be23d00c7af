"""Malformed inputs that would be too large for files, by name."""

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
from tests.malformed.dumps import DUMPS, packed_zeros
from tests.reading.recorded import HTML, WORDS, archive, page

Make = Callable[[], bytes]
_INPUTS: dict[str, Make] = dict(DUMPS)


def made(name: str) -> bytes:
    """The input of a name."""
    return _INPUTS[name]()


def _input(name: str) -> Callable[[Make], Make]:
    def register(make: Make) -> Make:
        _INPUTS[name] = make
        return make

    return register


def _article(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><article><h1>T</h1><p>{WORDS}</p>{body}</article></body></html>".encode()


_INPUTS |= {
    "one-line": lambda: b"a" * 1_999_999,
    "marks": lambda: b"Seoul signed" + b"\xcc\x81" * 50_000 + b" it.",
    "too-long": lambda: b"Seoul signed. " * 150_000,
    "html-deep": lambda: _article(body="<div>" * 10_000 + "x"),
    "html-attributes": lambda: _article(body="<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>"),
    "html-long-attribute": lambda: _article(body=f'<p class="{"x" * 1_000_000}">y</p>'),
    "html-brackets": lambda: _article(body="<" * 100_000),
    "html-long-title": lambda: _article(f"<title>{'Treaty ' * 140_000}</title>"),
    "html-deep-ld": lambda: _article(f'<script type="application/ld+json">{"[" * 20_000}</script>'),
    "html-inline": lambda: _article(body="<b><i>" * 10_000 + "x"),
    "html-links": lambda: _article(body="<ul>" + '<li><a href="/x">Home</a>' * 5_000),
    "feed-deep": lambda: b"<rss><channel><item>" + b"<a>" * 10_000,
    "feed-attributes": lambda: (
        b"<rss><channel><item " + b" ".join(b'a%d="1"' % i for i in range(20_000)) + b"><title>x</title></item></channel></rss>"
    ),
    "feed-entries": lambda: b"<rss><channel>" + b"<item/>" * 5_000 + b"</channel></rss>",
    "opml-deep": lambda: b"<opml>" + b"<outline>" * 20_000,
    "opml-long": lambda: b"<opml>" + b" " * 10_000_000 + b"</opml>",
    "lines-deep": lambda: b'{"text":"Seoul signed.","x":' + b"[" * 100_000 + b"\n",
    "lines-long": lambda: b'{"text":"' + b"Seoul signed. " * 150_000 + b'"}\n',
    "lines-keys": lambda: b"{" + b"".join(b'"k%d":1,' % i for i in range(200_000)) + b'"text":"Seoul signed."}\n',
    "stream-bomb": lambda: packed_zeros(1_000, zlib.MAX_WBITS | 16, head=b'{"text":"'),
    "stream-line": lambda: b'{"text":"' + b"a" * 21_000_000 + b'"}\n{"text":"Seoul signed."}\n',
    "list-deep": lambda: b"<CONSOLIDATED_LIST>" + b"<ENTITY>" * 10_000,
    "list-deep-json": lambda: b'{"schema":"Company","properties":{"name":' + b"[" * 100_000 + b"\n",
    "list-field": lambda: b'"id","schema","name","aliases"\n"1","Company","' + b"a" * 20_000_000 + b'",""\n',
    "list-names": lambda: json.dumps(
        {"id": "1", "schema": "Company", "properties": {"name": [f"Korlan {i}" for i in range(30_000)]}, "target": True}
    ).encode(),
    "dictionary-line": lambda: b"CHAD_ [TCD]\n" + b"A" * 1_000_000 + b"_ [NER]\n",
    "dictionary-brackets": lambda: b"CHAD_ [TCD]\n" + b"[" * 100_000 + b"\n" + b"[]" * 50_000 + b"\n",
    "dictionary-remarks": lambda: b"CHAD_ [TCD]\n" + b"<!--" * 100_000 + b"\n",
    "register-deep": lambda: b"x = " + b"[" * 10_000,
    "register-keys": lambda: b"a" + b".a" * 5_000 + b" = 1\n",
    "alliances-field": lambda: b"atopid,member,yrent,defense\n1,365," + b"9" * 1_000_000 + b",1\n",
    "standing-field": lambda: b"a,b,kind\nRUS,PRK," + b"x" * 1_000_000 + b"\n",
    "manifest-deep": lambda: b'{"input":' + b"[" * 100_000 + b"\n",
}


@_input("dictionary-product")
def _dictionary_product() -> bytes:
    names = "ABCDEFGH"
    sets = "".join(f"&{name}\n" + "".join(f"+{name}{i}_WORD\n" for i in range(30)) for name in names)
    return (sets + "GIVE [070]\n- * " + " ".join(f"(WITH &{name})" for name in names) + " [071]\n").encode()


def _portable(objects: list[bytes], count: int) -> bytes:
    """A PDF without a table of offsets, which has to be looked for."""
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF" % count


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_ONE_PAGE = [
    _CATALOGUE,
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
]


@_input("pdf-deep-list")
def _deep_list() -> bytes:
    return _portable([_CATALOGUE, b"<</Type/Pages/Count 1/Kids " + b"[" * 10_000 + b"]" * 10_000 + b">>"], 3)


@_input("pdf-deep-tree")
def _deep_tree() -> bytes:
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 5_002)]
    return _portable([_CATALOGUE, *nodes, b"<</Type/Page/Parent 5001 0 R>>"], 5_003)


@_input("pdf-bomb")
def _page_bomb() -> bytes:
    content = zlib.compress(b"BT /F1 12 Tf (x) Tj ET " + b" " * 100_000_000, 1)
    return _portable([*_ONE_PAGE, _stream(content, b"/Filter/FlateDecode"), _FONT], 6)


@_input("pdf-bombs")
def _page_bombs() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 65))
    pages = [b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"] * 60
    content = zlib.compress(b"BT /F1 12 Tf (x) Tj ET " + b" " * 40_000_000, 1)
    tree = b"<</Type/Pages/Kids[" + kids + b"]/Count 60>>"
    return _portable([_CATALOGUE, tree, _stream(content, b"/Filter/FlateDecode"), _FONT, *pages], 65)


@_input("pdf-pages")
def _many_pages() -> bytes:
    return _portable([_CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 2_001 + b"]/Count 2001>>", b"<</Type/Page/Parent 2 0 R>>"], 4)


@_input("pdf-tokens")
def _many_pieces() -> bytes:
    return _portable([*_ONE_PAGE, _stream(b"BT /F1 12 Tf " + b"(x) Tj " * 50_000 + b"ET"), _FONT], 6)


def _recorded(body: bytes, *headers: tuple[str, str]) -> bytes:
    return archive({"https://a.example/1": body}, headers=(*HTML, *headers), packed=False)


_PAGE = page("Treaty signed", WORDS)
_INPUTS |= {
    "warc-header": lambda: _recorded(_PAGE).replace(b"WARC-Type: response", b"WARC-Type: response\r\nX-Long: " + b"a" * 1_000_000),
    "warc-starts": lambda: b"WARC/1.0\r\n\r\n" * 10_000,
    "warc-bomb": lambda: _recorded(gzip.compress(b"<p>" + b"a" * 30_000_000, mtime=0), ("Content-Encoding", "gzip")),
    "warc-member-bomb": lambda: gzip.compress(_recorded(b"<p>" + b"a" * 30_000_000), mtime=0),
    "warc-headers": lambda: _recorded(_PAGE).replace(b"WARC-Type: response", b"WARC-Type: response" + b"\r\nX: 1" * 50_000),
    "warc-chunks": lambda: _recorded(b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n", ("Transfer-Encoding", "chunked")),
}


def _zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made_file:
        for name, content in members.items():
            made_file.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


@_input("wacz-bomb")
def _member_bomb() -> bytes:
    return _zipped({"archive/a.warc": b"WARC/1.0\r\n" + b"a" * 30_000_000})


@_input("wacz-members")
def _many_members() -> bytes:
    return _zipped({f"archive/{number}.warc": b"" for number in range(10_001)}, zipfile.ZIP_STORED)


@_input("wacz-nested")
def _shared_bytes() -> bytes:
    """A hundred names in the list of members for the bytes of one member."""
    whole = _zipped({"archive/a.warc": b"WARC/1.0\r\n" + b"a" * 9_000_000})
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start : whole.index(b"PK\x05\x06")], whole[whole.index(b"PK\x05\x06") :]
    count = 100
    listed = entry * count
    return whole[:start] + listed + end[:8] + struct.pack("<HHII", count, count, len(listed), start) + b"\0\0"


@_input("parquet-deep")
def _deep_column() -> bytes:
    kind = pa.string()
    for _ in range(500):
        kind = pa.list_(kind)
    return _parquet(pa.table({"text": pa.array([None], kind)}))


@_input("parquet-rows")
def _many_rows() -> bytes:
    return _parquet(pa.table({"text": pa.array(["Seoul signed."] * 20_000)}))


def _parquet(table: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()
