"""Annotated documents: which word of a sentence signals which deed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.model.record import DocumentId
from foedus.model.text import Block, Document, Origin, Sentence, Token
from foedus.parsing.parser import Parser

# A trigger of several words without a common head: the verb counts first.
_RANK = {"VERB": 0, "NOUN": 1, "PROPN": 2, "ADJ": 2, "ADV": 3}


@dataclass(frozen=True)
class Trigger:
    """The words of a document that carry a deed, as offsets, and the event type."""

    start: int
    end: int
    event: str


@dataclass(frozen=True)
class Annotated:
    """A document with its triggers."""

    document: Document
    triggers: tuple[Trigger, ...]


def read_annotated(folder: Path) -> Iterator[Annotated]:
    """Read the documents of a folder (`corpus.jsonl`) with their claims (`gold.jsonl`)."""
    triggers: defaultdict[str, list[Trigger]] = defaultdict(list)
    for claim in _rows(folder / "gold.jsonl"):
        start = claim["start"] + claim["sentence"].index(claim["trigger"])
        trigger = Trigger(start, start + len(claim["trigger"]), claim["event"])
        triggers[claim["doc"]].append(trigger)
    for row in _rows(folder / "corpus.jsonl"):
        yield Annotated(document(row["id"], row["text"]), tuple(triggers[row["id"]]))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf8") as stream:
        yield from map(json.loads, stream)


def document(name: str, text: str) -> Document:
    """Wrap a text of a corpus."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=DocumentId(f"d-{name}"),
        name=name,
        origin=Origin(),
        text=text,
        raw_sha256=digest,
        text_sha256=digest,
        extractor="corpus",
    )


def is_held_out(name: str, share: float) -> bool:
    """Tell whether a document is kept for tuning; the same ones in every run."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 1000 < 1000 * share


def head_word(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return the word of a stretch on which its other words depend; none if it holds no word."""
    inside = [place for place, token in enumerate(tokens) if token.start < end and token.end > start]
    tops = [place for place in inside if tokens[place].head == place or tokens[place].head not in inside]
    words = [place for place in tops if tokens[place].pos != "PUNCT"] or tops
    return min(words, key=lambda place: (_RANK.get(tokens[place].pos, 4), place), default=None)


def gold_deeds(sentence: Sentence, triggers: Iterable[Trigger]) -> dict[int, str]:
    """Return the event type at each word of a sentence that heads a trigger."""
    deeds: dict[int, str] = {}
    for trigger in triggers:
        if sentence.span.start <= trigger.start < sentence.span.end:
            place = head_word(sentence.tokens, trigger.start, trigger.end)
            if place is not None:
                deeds.setdefault(place, trigger.event)
    return deeds


def marked_sentences(parser: Parser, documents: Iterable[Annotated]) -> Iterator[tuple[Sentence, dict[int, str]]]:
    """Parse documents and yield their body sentences with the gold deeds."""
    for annotated in documents:
        for sentence in parser.parse(annotated.document):
            if sentence.block is Block.BODY:
                yield sentence, gold_deeds(sentence, annotated.triggers)


def sentence_spans(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the gold sentences of a folder: document, start, end."""
    for claim in _rows(folder / "gold.jsonl"):
        yield claim["doc"], int(claim["start"]), int(claim["end"])
