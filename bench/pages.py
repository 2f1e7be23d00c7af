"""Pages of a news site around articles, web archives of such pages, and articles put together from templates."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

TOWNS = ("Ashby", "Colden", "Marwick", "Northolt Bay", "Penrose", "Saltmarsh", "Tarrow", "Westbridge")
NAMES = ("Adams", "Brandt", "Castell", "Dvorak", "Ellery", "Fontaine", "Grover", "Hale", "Iversen", "Jansen")
TEMPLATES = (
    (
        "{town} beat {other} {n}-{m} on Saturday after {name} scored twice in the second half. The home side had led at the break. "
        "“We kept our heads,” said {name}, who returned from injury last month. Attendance was {n}{m},{k}."
    ),
    (
        "The museum of {town} opens an exhibition of {k} prints by {name} next week. Visitors can see sketches that were thought lost. "
        "The curator, {other_name}, said that the work took {n} years. Tickets cost {m} pounds."
    ),
    (
        "Rain will reach {town} on Tuesday evening and clear by noon, the forecasters said. Temperatures stay near {n} degrees; wind from "
        "the west may gust to {k} kilometres an hour along the coast at {other}."
    ),
    (
        "A new novel by {name} tells of three sisters who keep a bakery in {town}. It is the author's {m}th book. Critics like its humour, "
        "though {other_name} found the ending rushed."
    ),
    (
        "{name} won the {town} half marathon in {n} minutes over the hour, ahead of {other_name}. More than {k} runners took part, and the "
        "course led past the harbour of {other} for the first time."
    ),
)
MENU = "".join(f'<li><a href="/s/{i}">Section {i}</a></li>' for i in range(40))
SIDE = "".join(f'<div class="teaser"><a href="/t/{i}">Also of interest, number {i}</a></div>' for i in range(30))
SCRIPT = "<script>var settings = {" + ",".join(f'"k{i}":{i}' for i in range(600)) + "};</script>"


def page(title: str, text: str, day: str, outlet: str) -> bytes:
    """An article with what a site puts around it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    meta = f'<meta property="article:published_time" content="{day}"><meta property="og:site_name" content="{outlet}">'
    return (
        f"<!doctype html><html><head><title>{title}</title>{meta}{SCRIPT}</head><body><nav><ul>{MENU}</ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main><aside>{SIDE}</aside><footer>All rights reserved.</footer></body></html>"
    ).encode()


def other_text(chance: random.Random) -> str:
    """Some paragraphs about anything but states."""
    return "\n\n".join(
        chance.choice(TEMPLATES).format(
            town=chance.choice(TOWNS),
            other=chance.choice(TOWNS),
            name=chance.choice(NAMES),
            other_name=chance.choice(NAMES),
            n=chance.randint(2, 30),
            m=chance.randint(2, 19),
            k=chance.randint(100, 999),
        )
        for _ in range(chance.randint(4, 9))
    )


def write_archive(path: Path, pages: Iterator[bytes]) -> None:
    """A WARC file, compressed record by record."""
    with path.open("wb") as file:
        for number, body in enumerate(pages):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
                f"WARC-Date: 2025-06-20T08:00:00Z\r\nWARC-Target-URI: https://{path.stem}.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0))
