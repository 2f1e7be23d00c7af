"""Entity corpora: texts with marked spans, as JSON lines."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language

from foedus.parsing.wordpiece import WordPiece
from training.samples import Sample, numbered, sample

KINDS = ("PER", "ORG", "LOC", "NORP", "MISC")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
TRAINING_SETS = (
    "wikigold.train",
    "crossner-politics.train",
    "crossner-science.train",
    "crossner-literature.train",
    "crossner-music.train",
    "crossner-ai.train",
    "redocred.train",
    "uner-ewt.dev",
)
TEST_SETS = ("uner-pud.test", "uner-ewt.test", "wikigold.test", "crossner-politics.test")
_MAX_PIECES = 200


@dataclass(frozen=True)
class MarkedText:
    """A text with entity spans (start, end, kind), sorted and apart."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_marked(path: Path) -> Iterator[MarkedText]:
    """Yield the texts of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf8") as stream:
        for line in stream:
            row = json.loads(line)
            spans = sorted((start, end, kind) for start, end, kind in row["spans"])
            yield MarkedText(row["text"], tuple(spans))


def demonyms() -> frozenset[str]:
    """Return the words that are NORP wherever a corpus leaves them unmarked."""
    path = Path(__file__).with_name("demonyms.txt")
    return frozenset(path.read_text(encoding="utf8").split())


def entity_samples(folder: Path, sets: Iterable[str], wordpiece: WordPiece) -> list[Sample]:
    """Read corpora as samples, a sentence each, with the task `entity`."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    known = demonyms()
    return [
        item
        for name in sets
        for marked in read_marked(folder / f"{name}.jsonl.gz")
        for item in _sentences(language, marked, known, wordpiece)
    ]


def _sentences(language: Language, marked: MarkedText, known: frozenset[str], wordpiece: WordPiece) -> Iterator[Sample]:
    document = language(marked.text)
    labels = ["O"] * len(document)
    for start, end, kind in marked.spans:
        span = document.char_span(start, end, alignment_mode="expand")
        if span is None or kind not in KINDS or any(labels[t.i] != "O" for t in span):
            continue
        for token in span:
            labels[token.i] = ("I-" if token.i > span.start else "B-") + kind
    for token in document:
        if labels[token.i] == "O" and token.text in known:
            labels[token.i] = "B-NORP"
    numbers = numbered(LABELS)
    for sentence in document.sents:
        words = [token for token in sentence if not token.is_space]
        codes = [numbers[labels[token.i]] for token in words]
        item = sample(wordpiece, [token.text for token in words], {"entity": codes})
        if words and len(item.pieces) <= _MAX_PIECES:
            yield item


def spans_of(labels: Iterable[str]) -> set[tuple[int, int, str]]:
    """Read BIO labels as spans of words: first, one past the last, kind.

    >>> sorted(spans_of(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    known = [*labels, "O"]
    starts = [
        place
        for place, (before, label) in enumerate(pairwise(["O", *known]))
        if label[0] == "B" or (label[0] == "I" and before[2:] != label[2:])
    ]
    spans = set()
    for start in starts:
        end = start + 1
        while known[end] == f"I-{known[start][2:]}":
            end += 1
        spans.add((start, end, known[start][2:]))
    return spans
