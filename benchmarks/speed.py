"""Documents and words a second: the language pipeline alone, each stage, and end to end.

Runs on one core (one onnxruntime thread) over the bundled reports, repeated. Prints a table
and the share that coding on top of the parse takes.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from importlib import resources
from typing import TypeVar

from foedus.model.text import Document, Origin
from foedus.pipeline import Pipeline
from foedus.reading.sources import read_bytes
from foedus.syntax import Tree

T = TypeVar("T")
_MILLION = 1e6


def timed(work: Callable[[Document], T], documents: Sequence[Document]) -> tuple[float, list[T]]:
    """CPU seconds of this process for a stage, and what it gave."""
    start = time.process_time()
    found = [work(document) for document in documents]
    return time.process_time() - start, found


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=20, help="how often the bundled reports are read")
    repeat = arguments.parse_args().repeat
    started = time.perf_counter()
    pipeline = Pipeline.load()
    loaded = time.perf_counter() - started
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    documents = list(read_bytes(raw, Origin(path="reports.jsonl")).kept)
    timed(pipeline.code, documents)
    documents *= repeat
    parsing, parsed = timed(pipeline.parser.parse, documents)
    words = sum(len(sentence.tokens) for sentences in parsed for sentence in sentences)
    trees = {document.id: [Tree(sentence) for sentence in sentences] for document, sentences in zip(documents, parsed, strict=True)}
    recognising, _ = timed(lambda document: pipeline.recognise(trees[document.id], document), documents)
    whole, coded = timed(pipeline.code, documents)
    claims = sum(len(item.claims) for item in coded)
    print(f"{len(documents)} documents, {words} words, {claims} claims; {os.cpu_count()} cores, one used; loading {loaded:.2f} s")
    print(f"{'stage':28} {'words/s':>9} {'us/word':>8} {'docs/s':>8}")
    for name, seconds in (
        ("language pipeline alone", parsing),
        ("recognition", recognising),
        ("coding and claims", whole - parsing - recognising),
        ("end to end", whole),
    ):
        print(f"{name:28} {words / seconds:9.0f} {seconds / words * _MILLION:8.1f} {len(documents) / seconds:8.1f}")
    print(
        f"coding on top of the parse: {(whole - parsing) / whole:.0%} of the whole; end to end / language pipeline: {whole / parsing:.2f}"
    )


if __name__ == "__main__":
    main()
