"""Makes the seeds anew: `python -m fuzz.sowing`. They are made of the makers that the tests use; nobody in them exists."""

import datetime as dt
import gzip
import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
from fpdf import FPDF
from tests.malformed.dumps import whole
from tests.reading.recorded import HTML, WORDS, archive, page, record
from tests.screening import synthetic
from tests.store.conftest import read

from foedus.model.coded import CodedDocument
from foedus.scale.parts import Part
from fuzz.targets import SEEDS

# ruff: noqa: E501  # lines of markup and tables as they are written

_ROOT = SEEDS.parents[1]
_ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>Wire</title>
<entry><id>urn:1</id><title type="html">Envoy &lt;b&gt;recalled&lt;/b&gt;</title><updated>2025-03-04T10:00:00Z</updated><link href="/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></div></content></entry>
<entry><id>urn:2</id><published>4 Mar 2025</published><content type="text/html" mode="base64">PHA+VGhlIGVudm95PC9wPg==</content></entry></feed>"""
_RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title>
<item><title>One</title><link>https://a.example/1</link><guid isPermaLink="false">1</guid><pubDate>Tue, 04 Mar 2025 10:00:00 +0000</pubDate>
<description>Seoul &amp; Tokyo</description><content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded></item>
<item><dc:date>2025-03-04</dc:date><enclosure url="a.mp3" length="-1" type="audio/mpeg"/><description>{WORDS}</description></item></channel></rss>"""
_RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>W</title></channel>
<item rdf:about="https://a.example/2"><title>Two</title><description>{WORDS}</description></item></rdf:RDF>"""
_OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="Wires">
<outline type="rss" text="Wire" title="Wire" xmlUrl="https://a.example/feed"/><outline text="Bad" xmlurl="ftp://b.example/"/></outline></body></opml>"""
_LINES = (
    '{"id":"a","title":"Treaty","outlet":"Wire","published":"2025-06-19","url":"https://a.example/1","lang":"en","text":"Seoul signed."}',
    '{"id":7,"text":"Tokyo \\u00e9\\ud83d\\ude00 signed.","synthetic":true,"more":[1,{"a":null}]}',
    "",
    '{"text":null}',
)
_OUTLETS = """# remarks
[[outlet]]
name = "Harbour Gazette"
aliases = ["Gazette", "HG"]
reliability = "B"
owner = "Somebody"
state = "RUS"
control = "owned"
since = 2020-01-02
"""
_STANDING = "a,b,kind,points,since,until\nRUS,PRK,defence,,2024-06-19,\nKOR,USA,defence,8,1953-10-01,2030\nKOR,KOR,x,1,,\n"
_COW = "version4id,ccode1,state_name1,ccode2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_year,defense,neutrality,entente\n1,365,R,731,1,6,2024,,1,0,1\n"
_ATOP = "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul\n1,365,2024,6,19,0,0,0,1,0,0,1,1\n1,731,2024,6,19,0,0,0,1,0,0,1,1\n"
_TABLE = "key\tlist\tprogramme\n# a remark\nun-1718\tun\tDPRK\nofac\tus-.*\t\n"
_USERS = "# name, role, token\nann\tanalyst\tabcdefghijklmnopqrstuvwxyz\nbob\treader\tzyxwvutsrqponmlkjihgfedcba\n"


def sow(target: str, files: Mapping[str, bytes]) -> None:
    """Write the seeds of a target."""
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def main() -> None:
    """Make all seeds."""
    article = page("Treaty signed", WORDS)
    sow("text", {"report.txt": f"Treaty signed\n\n{WORDS}\r\n\r\nBUSAN — {WORDS}".encode(), "wide.txt": WORDS[:60].encode("utf-16")})
    sow("html", {"page.html": article, "table.html": _busy_page(), "latin.html": _latin_page()})
    sow("feed", {"atom.xml": _ATOM.encode(), "rss.xml": _RSS.encode(), "rdf.xml": _RDF.encode(), "utf16.xml": _RDF.encode("utf-16")})
    sow("opml", {"list.opml": _OPML.encode()})
    lines = "\n".join(_LINES).encode()
    sow("lines", {"plain.jsonl": lines, "packed.jsonl.gz": gzip.compress(lines, mtime=0)})
    sow("pdf", _portable())
    archives = _archives(article)
    sow("warc", archives)
    sow("wacz", {"two.wacz": _zipped(archives), "stored.wacz": _zipped(archives, zipfile.ZIP_STORED)})
    sow("parquet", {"rows.parquet": _rows()})
    sow(
        "any",
        {
            "page.html": article,
            "report.txt": WORDS.encode(),
            "atom.xml": _ATOM.encode(),
            "plain.warc": archives["plain.warc"],
            "lines.jsonl": lines,
        },
    )
    sow("lists", _lists())
    sow("dictionary", _dictionaries())
    tables = {
        "outlets.toml": _OUTLETS,
        "standing.csv": _STANDING,
        "cow.csv": _COW,
        "atop.csv": _ATOP,
        "table.tsv": _TABLE,
        "users.tsv": _USERS,
    }
    sow("tables", {name: content.encode() for name, content in tables.items()})
    sow("dump", {"ledger.jsonl": whole()})
    sow("run", {"documents.parquet": _documents()})


def _busy_page() -> bytes:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-06-19T08:00:00Z","author":{"name":"A"}}</script>'
    )
    body = f"<nav><ul><li><a href=/>Home</a></ul></nav><main><h1>T</h1><p>{WORDS}<p>{WORDS}<table><tr><td>1<td>2</table><blockquote>{WORDS}</blockquote>"
    return f'<html lang=en><head>{head}<link rel="canonical" href="https://a.example/x"></head><body>{body}<time datetime="2025-06-19">'.encode()


def _latin_page() -> bytes:
    return f'<html><head><meta charset="iso-8859-1"><title>Café</title></head><body><article><p>Café: {WORDS}</p></article></body></html>'.encode(
        "latin-1"
    )


def _portable() -> dict[str, bytes]:
    made = FPDF()
    made.set_creation_date(dt.datetime(2025, 6, 19, tzinfo=dt.UTC))
    made.set_title("Treaty")
    for _ in range(2):
        made.add_page()
        made.set_font("Helvetica", size=12)
        made.multi_cell(0, 6, WORDS)
    plain = bytes(made.output())
    target = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    writer.encrypt("", algorithm="RC4-128")
    writer.write(target)
    return {"plain.pdf": plain, "locked.pdf": target.getvalue(), "bare.pdf": _bare_pdf()}


def _bare_pdf() -> bytes:
    """Without compression, so that what is in it can be changed."""
    stream = f"BT /F1 12 Tf 10 10 Td ({WORDS[:80]}) Tj ET"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj "
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj 5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj "
        "6 0 obj<</Title(Treaty)/CreationDate(D:20250619080000Z)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R/Size 7>>\nstartxref\n0\n%%EOF"
    ).encode()


def _archives(article: bytes) -> dict[str, bytes]:
    urls = {"https://a.example/1": article}
    chunks = b"%x;a=b\r\n%s\r\n0\r\n\r\n" % (len(article), article)
    packed = gzip.compress(article, mtime=0)
    text = record("resource", "text/plain", WORDS.encode(), {"WARC-Target-URI": "urn:x"})
    revisit = record(
        "revisit", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n", {"WARC-Target-URI": "https://a.example/2"}
    )
    return {
        "plain.warc": archive(urls, packed=False) + text + revisit,
        "packed.warc.gz": archive(urls),
        "chunked.warc": archive({"https://a.example/1": chunks}, headers=(*HTML, ("Transfer-Encoding", "chunked")), packed=False),
        "twice.warc": archive({"https://a.example/1": packed}, headers=(*HTML, ("Content-Encoding", "gzip")), packed=False),
    }


def _zipped(archives: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        made.writestr(zipfile.ZipInfo("datapackage.json"), b'{"profile":"data-package","wacz_version":"1.1.1"}')
        for name in ("plain.warc", "packed.warc.gz"):
            made.writestr(zipfile.ZipInfo(f"archive/{name}"), archives[name], method)
    return target.getvalue()


def _rows() -> bytes:
    row = {
        "text": WORDS,
        "id": "a",
        "title": "T",
        "outlet": "Wire",
        "published": dt.date(2025, 6, 19),
        "url": "https://a.example/1",
        "lang": "en",
    }
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row, {"text": None}]), target)
    return target.getvalue()


def _lists() -> dict[str, bytes]:
    """The lists of the tests with shorter remarks."""
    texts = {
        "simple.csv": synthetic.SIMPLE,
        "entities.json": synthetic.FTM,
        "un.xml": synthetic.UN,
        "sdn.csv": synthetic.SDN,
        "advanced.xml": synthetic.ADVANCED,
        "eu.xml": synthetic.EU_XML,
        "eu.csv": synthetic.EU_CSV,
        "uk.xml": synthetic.UK_XML,
        "uk.csv": synthetic.UK_CSV,
    }
    return {name: text.replace(synthetic.HUGE, "Remarks.").encode() for name, text in texts.items()}


def _dictionaries() -> dict[str, bytes]:
    """The examples of the documentation."""
    told = (_ROOT / "docs" / "dictionaries.md").read_text(encoding="utf-8")
    return {
        f"{kind}.txt": found.encode() for kind, found in re.findall(r"^```(actors|agents|verbs)\n(.*?)^```", told, re.MULTILINE | re.DOTALL)
    }


def _documents() -> bytes:
    with tempfile.TemporaryDirectory() as place, Part(Path(place), "x") as part:
        document, _, discards = read("one")
        part.add_coded(CodedDocument(document=document, claims=(), discards=tuple(discards)))
        part.finish()
        return (Path(place) / "documents" / "x.parquet").read_bytes()


if __name__ == "__main__":
    main()
