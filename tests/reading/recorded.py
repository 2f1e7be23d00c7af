"""Web archives made for tests."""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence

WORDS = "The ministry said on Monday that the two governments will sign the treaty, and that it was a step of great weight."
HTML = (("Content-Type", "text/html"),)


def page(title: str, text: str, *, outlet: str = "Harbour Gazette", published: str = "2025-06-19") -> bytes:
    """A page as a news site would serve it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    head = (
        f'<title>{title}</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{published}">'
    )
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def archive(
    pages: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    *,
    headers: Sequence[tuple[str, str]] = HTML,
    status: str = "200 OK",
    packed: bool = True,
) -> bytes:
    """A WARC file with an answer for each address."""
    records = [record("warcinfo", "application/warc-fields", b"software: a test\r\n")]
    for url, body in pages.items() if isinstance(pages, Mapping) else pages:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        answer = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
        digest = "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
        told = {"WARC-Target-URI": url, "WARC-Payload-Digest": digest}
        records.append(record("response", "application/http; msgtype=response", answer, told))
    return b"".join(gzip.compress(made, mtime=0) if packed else made for made in records)


def record(kind: str, media: str, block: bytes, told: Mapping[str, str] | None = None) -> bytes:
    """One record, whose identifier is made of what it holds."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(block).hexdigest())
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{key}>",
        "WARC-Date": "2025-06-20T08:00:00Z",
        **(told or {}),
        "Content-Type": media,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def pages(count: int) -> dict[str, bytes]:
    """So many pages of different words, by address."""
    return {
        f"https://a.example/{number}": page(f"Treaty {number}", f"{WORDS}\n\nIt is report {number}. {WORDS}") for number in range(count)
    }
