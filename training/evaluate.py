"""Measure the shipped model and write `scores.json` and the model card beside it.

Run from the root of the repository:

    python -m training.evaluate --data ../shared/data --training ../shared/training --corpus ../shared/corpus
"""

import argparse
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from foedus.parsing.parser import Parser
from training.card import card
from training.claims import annotated_folders, read_annotated, sentence_spans
from training.entities import TEST_SETS
from training.scoring import (
    score_deeds,
    score_entities,
    score_gold_words,
    score_raw,
    score_sentences,
)
from training.stages import read_config

log = logging.getLogger(__name__)
_TREEBANKS = {"ewt": "en_ewt-ud-test", "pud": "en_pud-ud-test"}
_LOADING = (
    "import time; start = time.perf_counter()\nfrom foedus.parsing.parser import Parser\nParser.load(); print(time.perf_counter() - start)"
)


def load_seconds() -> float:
    """Time import and load in a fresh process; the second of two runs, files in memory."""
    for _ in range(2):
        run = subprocess.run(  # noqa: S603 - fixed command
            [sys.executable, "-c", _LOADING], capture_output=True, check=True, text=True
        )
    return round(float(run.stdout), 2)


def measure(parser: Parser, data: Path, training: Path, corpus: Path) -> dict[str, Any]:
    """Collect all scores."""
    scores: dict[str, Any] = {"trees": {}, "entities": {}, "deeds": {}, "sentences": {}}
    for name, file in _TREEBANKS.items():
        path = data / "ud" / f"{file}.conllu.gz"
        scores["trees"][f"{name}, gold words"] = score_gold_words(parser, path)
        scores["trees"][f"{name}, raw text"] = score_raw(parser, path)
    for name in TEST_SETS:
        scores["entities"][name] = score_entities(parser, data / "ner" / f"{name}.jsonl.gz")
    folders = annotated_folders(training)
    batches = [annotated for folder in folders for annotated in read_annotated(folder)]
    held_out = [x for x in batches if x.split == "tune"]
    own = list(read_annotated(corpus))
    scores["deeds"]["held out"] = score_deeds(parser, held_out)
    scores["deeds"]["corpus"] = score_deeds(parser, own)
    for name, documents, sources in (("training", batches, folders), ("corpus", own, [corpus])):
        gold = {span for folder in sources for span in sentence_spans(folder)}
        scores["sentences"][name] = score_sentences(parser, documents, gold)
    return scores


def report(options: argparse.Namespace) -> None:
    """Measure, then write scores and card."""
    out: Path = options.out
    scores = measure(Parser.load(out), options.data, options.training, options.corpus)
    scores["graph_bytes"] = sum(path.stat().st_size for path in out.glob("*.onnx"))
    scores["load_seconds"] = load_seconds()
    encoded = msgspec.json.format(msgspec.json.encode(scores), indent=1)
    (out / "scores.json").write_bytes(encoded + b"\n")
    (out / "README.md").write_text(card(scores, out, read_config()), encoding="utf8")
    log.info("trees: %s", scores["trees"])


def options_of(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the folders that training and evaluation share."""
    parser.add_argument("--data", type=Path, required=True, help="treebank and entity sets")
    parser.add_argument("--training", type=Path, required=True, help="annotated batches")
    parser.add_argument("--corpus", type=Path, required=True, help="annotated documents, test only")
    parser.add_argument("--out", type=Path, default=Path("src/foedus/data/model"))
    return parser


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    report(options_of(argparse.ArgumentParser(description=__doc__)).parse_args())
