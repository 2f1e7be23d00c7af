"""Documents a second through `foedus archive`: made-up web archives, one page in ten a report between states.

The reports are the bundled ones, each with a line that makes its text its own. The others are put together from templates about
sport, culture and weather. Each page has the menus, boxes and scripts of a news site around its article.
"""

import argparse
import gzip
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from foedus.model.text import Document, Origin
from foedus.reading.sources import MAX_BYTES, read_bytes
from foedus.registry import DEFAULT_CODER
from foedus.scale.local import LocalEngine
from foedus.scale.running import Run
from foedus.scale.working import coder_name_of

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


def bodies(reports: list[Document], count: int, seed: int) -> Iterator[bytes]:
    """So many pages, each tenth of them a report."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    for number in range(count):
        if number % 10 == 0:
            report = chance.choice(reports)
            text = f"{report.text}\n\nThis is page {seed}-{number} of the paper."
            yield page(report.title, text, str(report.published), report.origin.outlet or "Gazette")
        else:
            yield page(f"News of the day {seed}-{number}", other_text(chance), "2025-06-19", "The Daily Template")


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


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=1000, help="pages of each archive")
    arguments.add_argument("--archives", type=int, default=2, help="how many archives")
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="with how many workers")
    given = arguments.parse_args()
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    reports = list(read_bytes(raw, Origin(path="reports.jsonl")).kept)
    with tempfile.TemporaryDirectory() as folder:
        inputs = [Path(folder) / f"crawl{seed}.warc.gz" for seed in range(given.archives)]
        for seed, path in enumerate(inputs):
            write_archive(path, bodies(reports, given.pages, seed))
        size = sum(path.stat().st_size for path in inputs)
        print(
            f"{len(inputs)} archives, {given.pages} pages each, {size / 1e6:.1f} MB; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        print(f"{'workers':>7} {'seconds':>8} {'documents/s':>12} {'a CPU second':>13} {'documents':>10} {'claims':>7}")
        for workers in given.workers:
            run = Run(
                [str(path) for path in inputs], Path(folder) / f"out{workers}", coder=coder_name_of(DEFAULT_CODER), max_bytes=MAX_BYTES
            )
            start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            summary = run.work(LocalEngine(workers, DEFAULT_CODER), lambda _: None)
            seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            documents, claims = (sum(getattr(entry, name) for entry in summary.entries) for name in ("documents", "claims"))
            print(f"{workers:7} {seconds:8.1f} {documents / seconds:12.1f} {documents / spent:13.1f} {documents:10} {claims:7}")


if __name__ == "__main__":
    main()
