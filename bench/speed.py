"""Documents and words a second: the language pipeline alone, each stage, and end to end.

Runs on one core (one onnxruntime thread) over the bundled reports, repeated. Prints a table
and the share that coding on top of the parse takes.
"""

import argparse
import gc
import os
import time
from collections.abc import Sequence
from importlib import resources

from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.reading.sources import read_bytes
from foedus.syntax import Tree

_MILLION = 1e6


def measure(pipeline: Pipeline, documents: Sequence[Document]) -> tuple[dict[str, float], int, int]:
    """CPU seconds of this process by stage, words and claims.

    The stages of a document are measured one right after the other, so that a busy machine slows them alike.
    """
    seconds = {"parsing": 0.0, "recognising": 0.0, "whole": 0.0}
    words = claims = 0
    for document in documents:
        start = time.process_time()
        sentences = pipeline.parser.parse(document)
        parsed = time.process_time()
        pipeline.recognise([Tree(sentence) for sentence in sentences], document)
        recognised = time.process_time()
        claims += len(pipeline.code(document).claims)
        seconds["parsing"] += parsed - start
        seconds["recognising"] += recognised - parsed
        seconds["whole"] += time.process_time() - recognised
        words += sum(len(sentence.tokens) for sentence in sentences)
    return seconds, words, claims


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=20, help="how often the bundled reports are read")
    repeat = arguments.parse_args().repeat
    started = time.perf_counter()
    pipeline = Pipeline.load()
    loaded = time.perf_counter() - started
    gc.freeze()  # as the commands do
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    documents = list(read_bytes(raw, Origin(path="reports.jsonl")).kept)
    measure(pipeline, documents)
    documents *= repeat
    seconds, words, claims = measure(pipeline, documents)
    parsing, recognising, whole = seconds["parsing"], seconds["recognising"], seconds["whole"]
    print(f"{len(documents)} documents, {words} words, {claims} claims; {os.cpu_count()} cores, one used; loading {loaded:.2f} s")
    print(f"{'stage':28} {'words/s':>9} {'us/word':>8} {'docs/s':>8}")
    for name, spent in (
        ("language pipeline alone", parsing),
        ("recognition", recognising),
        ("coding and claims", whole - parsing - recognising),
        ("end to end", whole),
    ):
        print(f"{name:28} {words / spent:9.0f} {spent / words * _MILLION:8.1f} {len(documents) / spent:8.1f}")
    print(
        f"coding on top of the parse: {(whole - parsing) / whole:.0%} of the whole; end to end / language pipeline: {whole / parsing:.2f}"
    )


if __name__ == "__main__":
    main()
