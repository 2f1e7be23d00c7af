"""Annotated documents: which word of a sentence signals which deed, and who stands to it."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedus.model.record import DocumentId
from foedus.model.text import Document, Origin, Sentence, Token

# A trigger of several words without a common head: the verb counts first.
_RANK = {"VERB": 0, "NOUN": 1, "PROPN": 2, "ADJ": 2, "ADV": 3}

_STATE_ORGANS = frozenset({"GOV", "COP", "MIL", "SPY"})
_CIVIL = frozenset({"CVL", "LAB", "AGR", "EDU", "MED", "BUS", "SOC", "REF", "JRN", "REL", "CRM", "ELI"})


@dataclass(frozen=True)
class Party:
    """Who stands at an end of a deed: the code, and its words as offsets if the annotation gives them."""

    code: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Trigger:
    """The words of a document that carry a deed, as offsets, with its type and parties.

    `mode` is none where the annotation gives no modes at all, empty where the deed has none; `has_parties` is false
    where parties are not annotated.
    """

    start: int
    end: int
    event: str
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    has_parties: bool = True


@dataclass(frozen=True)
class Annotated:
    """A document with its triggers; `storyline` is shared by documents about the same story, `split` is `train`, `tune` or `test`."""

    document: Document
    triggers: tuple[Trigger, ...] = field(default=())
    storyline: str = ""
    split: str = "train"


def annotated_folders(training: Path) -> list[Path]:
    """Return the batches of annotated documents, in order."""
    return sorted(path.parent for path in training.glob("*/gold.jsonl"))


def read_annotated(folder: Path) -> Iterator[Annotated]:
    """Read the documents of a folder (`corpus.jsonl`) with their claims (`gold.jsonl`)."""
    triggers: defaultdict[str, list[Trigger]] = defaultdict(list)
    for claim in _rows(folder / "gold.jsonl"):
        triggers[claim["doc"]].append(_trigger(claim))
    for row in _rows(folder / "corpus.jsonl"):
        yield Annotated(
            document(row["id"], row["text"], row["published"]),
            tuple(triggers[row["id"]]),
            row.get("storyline") or row["id"],
            row.get("split", "train"),
        )


def _trigger(claim: dict[str, Any]) -> Trigger:
    start = claim["start"] + claim["sentence"].index(claim["trigger"])
    sides = [tuple(_party(code, side, claim) for code in claim[side]) for side in ("actors", "recipients")]
    return Trigger(start, start + len(claim["trigger"]), claim["event"], claim.get("mode"), *sides)


def _party(code: str, side: str, claim: dict[str, Any]) -> Party:
    words = claim.get("words", {}).get(side, {}).get(code)
    if not words:
        return Party(code)
    start = claim["start"] + claim["sentence"].index(words)
    return Party(code, start, start + len(words))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf8") as stream:
        yield from map(json.loads, stream)


def document(name: str, text: str, published: str | None = None) -> Document:
    """Wrap a text of a corpus."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=DocumentId(f"d-{name}"),
        name=name,
        origin=Origin(),
        text=text,
        published=dt.date.fromisoformat(published) if published else None,
        raw_sha256=digest,
        text_sha256=digest,
        extractor="corpus",
    )


def fold_of(storyline: str, folds: int) -> int:
    """Which of so many folds a storyline belongs to; the same one in every run."""
    return int(hashlib.sha256(f"fold {storyline}".encode()).hexdigest(), 16) % folds


def canonical(code: str) -> str:
    """A code as the batches agree on it: organs are their state; which civilians, the batches differ on."""
    state, _, sector = code.partition(":")
    if state in {"IGO", "IMG", "NGO", "MNC"}:
        return code
    return state if sector in _STATE_ORGANS else f"{state}:civil" if sector in _CIVIL else code


def head_word(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return the word of a stretch on which its other words depend; none if it holds no word."""
    inside = [place for place, token in enumerate(tokens) if token.start < end and token.end > start]
    tops = [place for place in inside if tokens[place].head == place or tokens[place].head not in inside]
    words = [place for place in tops if tokens[place].pos != "PUNCT"] or tops
    return min(words, key=lambda place: (_RANK.get(tokens[place].pos, 4), place), default=None)


def deeds_of(sentence: Sentence, triggers: Iterable[Trigger]) -> dict[int, Trigger]:
    """Return the triggers of a sentence by the word that heads them; of two at one word, the first."""
    deeds: dict[int, Trigger] = {}
    for trigger in triggers:
        if sentence.span.start <= trigger.start < sentence.span.end:
            place = head_word(sentence.tokens, trigger.start, trigger.end)
            if place is not None:
                deeds.setdefault(place, trigger)
    return deeds


def sentence_spans(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the gold sentences of a folder: document, start, end."""
    for claim in _rows(folder / "gold.jsonl"):
        yield claim["doc"], int(claim["start"]), int(claim["end"])
