"""Archives of reports for tests of whole runs, and a pipeline that knows no words."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from tests.brief.reports import claim, event
from tests.reading.recorded import archive, page

from foedus.model.coded import CodedDocument
from foedus.model.text import Document
from foedus.pipeline.documents import Pipeline
from foedus.scale.working import Task

TOLD = "Chad attacked Mali."


def code(document: Document) -> CodedDocument:
    """A claim for each document that begins with an attack; an error for one that says so."""
    if "explode" in document.text:
        msg = "boom"
        raise RuntimeError(msg)
    claims = (claim(document, "Chad", event(document, "ASSAULT TCD > MLI", "attacked")),) if document.text.startswith(TOLD) else ()
    return CodedDocument(document=document, claims=claims)


def plain_pipeline() -> Pipeline:
    """A pipeline without a model."""
    return cast("Pipeline", SimpleNamespace(code=code, coder_name="plain/1"))


def task(place: Path | str, output: Path) -> Task:
    """A task with the usual limit."""
    return Task(input=str(place), place=str(place), output=str(output), max_bytes=20_000_000)


def told(number: int) -> str:
    """A report of its own words."""
    return f"{TOLD} It was the attack of number {number}, the government said, and that it would not be the last."


def lines_file(path: Path, texts: Sequence[str], **fields: str) -> Path:
    """Packed JSON lines of texts."""
    lines = [
        json.dumps({"id": f"{path.name}-{i}", "url": f"https://{path.name}.example/{i}", "text": text} | fields)
        for i, text in enumerate(texts)
    ]
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return path


def news(folder: Path, reports: Sequence[dict[str, str]]) -> list[Path]:
    """The reports as pages in two web archives."""
    made = []
    for name, chosen in (("a", reports[::2]), ("b", reports[1::2])):
        path = folder / f"{name}.warc.gz"
        pages = [
            (
                f"https://news.example/{report['id']}",
                page(report["title"], report["text"], outlet=report["outlet"], published=report["published"]),
            )
            for report in chosen
        ]
        path.write_bytes(archive(pages))
        made.append(path)
    return made
