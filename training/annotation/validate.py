"""The rows of annotated reports, and what must hold of them: `python -m training.annotation.validate FOLDER...`.

A folder holds `corpus.jsonl`, a document a line, and `gold.jsonl`, a claim a line. Prints a line for each fault and a summary;
the exit status is 1 if there are faults. Codes are those of the codebook and of the actor tables.
"""

import argparse
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_folder
from foedus.model.record import Record

R = TypeVar("R", bound=Record)
Number = int | float
Status = Literal["completed", "ongoing", "planned", "requested", "conditional", "hypothetical", "denied"]
Context = Literal["military", "economic", "labour", "technology", "diplomatic", "humanitarian", "energy", "cyber", "territory", "other"]

MIN_WORDS, MAX_WORDS = 8, 1000
_DONE = {"completed", "ongoing"}
_ALLOWED: Mapping[str, set[str]] = {
    "REQUEST": {"requested", "hypothetical", "denied"},
    "AGREE": {"planned", "conditional", "hypothetical", "denied"},
    "THREATEN": {"planned", "conditional", "hypothetical"},
    # What is only promised is AGREE.
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), _DONE | {"requested", "hypothetical", "denied"}),
}
# COOPERATE too in the codebook, but here all who cooperate are actors.
_NEEDS_RECIPIENT = {"AID", "SANCTION"}
_END = re.compile(r"[.!?:][\"”’')]*$")
_IGO = re.compile(r"IGO:[A-Z]{2,8}")
_ISO_DATE = re.compile(r"\d{4}(?:-W\d{2}|-\d{2}(?:-\d{2})?)?")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


class Quantity(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count or sum; an end that the text leaves open is none."""

    text: str
    low: Number | None
    high: Number | None
    unit: str


class Place(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where; no country for border waters and the like."""

    text: str
    country: str | None


class Date(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When: day, month, year, week (`2025-W15`) or two of them with a slash."""

    text: str
    iso: str | None


class Exchange(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the actor gives and gets, in words of the document."""

    gives: str
    gets: str


class Words(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the sentence for each party, by code; a party that only other sentences name has none."""

    actors: dict[str, str] = msgspec.field(default_factory=dict)
    recipients: dict[str, str] = msgspec.field(default_factory=dict)


class DocumentRow(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of `corpus.jsonl`; documents about the same story share a storyline."""

    id: str
    title: str
    outlet: str
    published: dt.date
    lang: Literal["en"]
    text: str
    synthetic: bool
    storyline: str | UnsetType = UNSET
    split: Literal["train", "tune", "test"] | UnsetType = UNSET


class ClaimRow(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of `gold.jsonl`: one reported deed; `start` and `end` are code points in the text. An empty mode says that there is none."""

    doc: str
    claim: str
    sentence: str
    start: int
    end: int
    trigger: str
    event: str
    mode: str | UnsetType = UNSET
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    attribution: str | None
    quantity: Quantity | None
    place: Place | None
    date: Date | None
    exchange: Exchange | None
    context: Context
    words: Words | UnsetType = UNSET


@dataclass
class Corpus:
    """The rows of one or more folders by identifier, and what is wrong with them."""

    documents: dict[str, DocumentRow] = field(default_factory=dict)
    claims: dict[str, ClaimRow] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read(path: Path, kind: type[R], faults: list[str]) -> list[R]:
    """Read a file of rows; each line that is no such row, and a missing file, adds a fault."""
    found = []
    if not path.is_file():
        faults.append(f"{path}: there is no such file")
        return []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=kind))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path}:{number}: {error}")
    return found


def load(path: Path, kind: type[R]) -> list[R]:
    """Read a file of rows.

    Raises:
        DataError: There is no such file, or a line is no such row.
    """
    faults: list[str] = []
    found = read(path, kind, faults)
    if faults:
        raise DataError("\n".join(faults))
    return found


def check(folders: Iterable[Path]) -> Corpus:
    """Read folders of annotated reports and look for faults; no identifier may stand in two of them."""
    corpus = Corpus()
    for folder in folders:
        for document in read(folder / "corpus.jsonl", DocumentRow, corpus.faults):
            _add(corpus.documents, document.id, document, corpus.faults)
        for claim in read(folder / "gold.jsonl", ClaimRow, corpus.faults):
            _add(corpus.claims, claim.claim, claim, corpus.faults)
    for document in corpus.documents.values():
        corpus.faults += (f"{document.id}: {fault}" for fault in document_faults(document))
    for claim in corpus.claims.values():
        corpus.faults += (f"{claim.claim}: {fault}" for fault in claim_faults(claim, corpus.documents.get(claim.doc)))
    corpus.faults += _split_faults(corpus.documents.values())
    return corpus


def _add(rows: dict[str, R], name: str, row: R, faults: list[str]) -> None:
    if name in rows:
        faults.append(f"{name}: identifier given twice")
    rows[name] = row


def document_faults(document: DocumentRow) -> Iterator[str]:
    """Say what is wrong with a document by itself."""
    if not document.synthetic:
        yield "not marked as synthetic"
    words = len(document.text.split())
    if not MIN_WORDS <= words <= MAX_WORDS:
        yield f"{words} words, not {MIN_WORDS} to {MAX_WORDS}"
    if any(part != part.strip() or not part or "\n" in part for part in document.text.split("\n\n")):
        yield "paragraphs are not separated by one blank line each"


def _split_faults(documents: Iterable[DocumentRow]) -> Iterator[str]:
    splits: defaultdict[str, set[str]] = defaultdict(set)
    for document in documents:
        splits[document.storyline or document.id].add(document.split or "none")
    for storyline, found in sorted(splits.items()):
        if len(found) > 1:
            yield f"storyline {storyline}: in several splits: {', '.join(sorted(found))}"


def claim_faults(claim: ClaimRow, document: DocumentRow | None) -> Iterator[str]:
    """Say what is wrong with a claim about a document; none if the corpus lacks it."""
    if document is None:
        yield f"unknown document {claim.doc}"
        return
    for rule in _RULES:
        yield from rule(claim, document)


def _sentence(claim: ClaimRow, document: DocumentRow) -> Iterator[str]:
    sentence, before = claim.sentence, document.text[: claim.start]
    if document.text[claim.start : claim.end] != sentence:
        yield "offsets do not give the sentence"
    if sentence != sentence.strip() or "\n" in sentence:
        yield "sentence has outer space or a line break"
    if not _END.search(sentence):
        yield f"sentence has no end mark: {sentence[-30:]!r}"
    if before and not before.endswith(("\n\n", " ")):
        yield "sentence does not start at a boundary"
    if not claim.claim.startswith(f"{claim.doc}-"):
        yield "claim is not numbered after its document"


def _quoted(claim: ClaimRow, document: DocumentRow) -> Iterator[str]:
    slots = {"quantity": claim.quantity, "place": claim.place, "date": claim.date}
    texts = {"trigger": claim.trigger, "attribution": claim.attribution} | {name: slot and slot.text for name, slot in slots.items()}
    for name, text in texts.items():
        if text is not None and (not text or text not in claim.sentence):
            yield f"{name} {text!r} is not in the sentence"
    for side in (claim.exchange.gives, claim.exchange.gets) if claim.exchange else ():
        if not side or side not in document.text:
            yield f"exchange: {side!r} is not in the text"


def _event(claim: ClaimRow, _document: DocumentRow) -> Iterator[str]:
    try:
        _codebook().check(claim.event, claim.mode or "")
    except DataError as error:
        yield str(error)
    if claim.status not in _ALLOWED.get(claim.event, {claim.status}):
        yield f"{claim.event} with status {claim.status}"


def _parties(claim: ClaimRow, _document: DocumentRow) -> Iterator[str]:
    if not claim.actors and not claim.recipients:
        yield "neither actor nor recipient"
    if claim.event in _NEEDS_RECIPIENT and not claim.recipients:
        yield f"{claim.event} needs a recipient"
    for code in claim.actors + claim.recipients:
        if not is_actor(code):
            yield f"code {code!r}"
    if any(len(set(side)) < len(side) for side in (claim.actors, claim.recipients)):
        yield "code twice on one side"


def _words(claim: ClaimRow, _document: DocumentRow) -> Iterator[str]:
    words = claim.words or Words()
    for side, given in ((claim.actors, words.actors), (claim.recipients, words.recipients)):
        for code, text in given.items():
            if code not in side:
                yield f"words {text!r} of {code}, which is not listed"
            if not text or text not in claim.sentence:
                yield f"words {text!r} of {code} are not in the sentence"


def _quantity(claim: ClaimRow, _document: DocumentRow) -> Iterator[str]:
    if claim.quantity is None:
        return
    low, high = claim.quantity.low, claim.quantity.high
    if not claim.quantity.unit:
        yield "quantity without unit"
    if low is None and high is None:
        yield "quantity without number"
    if low is not None and high is not None and low > high:
        yield f"quantity: {low} to {high}"


def _place(claim: ClaimRow, _document: DocumentRow) -> Iterator[str]:
    if claim.place and claim.place.country is not None and claim.place.country not in _states():
        yield f"place: country {claim.place.country!r}"


def _date(claim: ClaimRow, document: DocumentRow) -> Iterator[str]:
    if claim.date is None or claim.date.iso is None:
        return
    iso = claim.date.iso
    if not is_iso(iso):
        yield f"date {iso!r}"
        return
    weekday = _WEEKDAY.search(claim.date.text)
    if weekday and len(iso) == len("2000-01-01") and f"{dt.date.fromisoformat(iso):%A}" != weekday[0]:
        yield f"{claim.date.text!r} is not {iso}, a {dt.date.fromisoformat(iso):%A}"
    if claim.status == "completed" and "W" not in iso and iso.partition("/")[0] > document.published.isoformat():
        yield f"completed after publication: {iso}"


_RULES: Sequence[Callable[[ClaimRow, DocumentRow], Iterator[str]]] = (
    _sentence,
    _quoted,
    _event,
    _parties,
    _words,
    _quantity,
    _place,
    _date,
)


@cache
def _codebook() -> Codebook:
    return Codebook.load()


@cache
def _states() -> frozenset[str]:
    return frozenset(path.name.partition(".")[0] for path in (data_folder() / "actors" / "states").iterdir())


def is_actor(code: str) -> bool:
    """Tell whether a code may stand for a party: a state, one with a sector, an organisation or `UNK`.

    >>> [is_actor(code) for code in ("KOR", "KOR:OPP", "IGO:ASEAN", "UNK", "KOR:XXX", "ROK")]
    [True, True, True, True, False, False]
    """
    state, colon, sector = code.partition(":")
    return code == "UNK" or bool(_IGO.fullmatch(code)) or (state in _states() and (not colon or sector in _codebook().sectors))


def is_iso(date: str) -> bool:
    """Tell whether a date is written as in `Date` and exists.

    >>> [is_iso(date) for date in ("2025", "2025-W15", "2025-08-16/2025-08-17", "2025-02-30", "16 August")]
    [True, True, True, False, False]
    """
    parts = date.split("/")
    return len(parts) <= 2 and all(_ISO_DATE.fullmatch(part) and _exists(part) for part in parts)  # noqa: PLR2004  beginning and end


def _exists(date: str) -> bool:
    year, _, week = date.partition("-W")
    try:
        if week:
            dt.date.fromisocalendar(int(year), int(week), 1)
        else:
            dt.date.fromisoformat(date + "-01" * (2 - date.count("-")))
    except ValueError:
        return False
    return True


def summary(corpus: Corpus) -> str:
    """Count what is there; a neutral paragraph is one without a claim."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for claim in corpus.claims.values():
        starts[claim.doc].append(claim.start)
    documents = corpus.documents.values()
    coded = [any(start <= at < end for at in starts[document.id]) for document in documents for start, end in _paragraphs(document.text)]
    words = sum(len(document.text.split()) for document in documents)
    lines = (
        f"{len(documents)} documents, {len(corpus.claims)} claims, {len(corpus.faults)} faults",
        f"{words} words, {len(coded)} paragraphs, {coded.count(False)} of them neutral",
        _counts("type", (claim.event for claim in corpus.claims.values())),
        _counts("status", (claim.status for claim in corpus.claims.values())),
    )
    return "\n".join(lines)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n\n"):
        yield start, start + len(part)
        start += len(part) + 2


def _counts(name: str, values: Iterable[str]) -> str:
    return f"{name}: " + ", ".join(f"{value} {count}" for value, count in Counter(values).most_common())


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the folders given on the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    corpus = check(parser.parse_args(arguments).folders)
    print("\n".join((*corpus.faults, summary(corpus))))
    return int(bool(corpus.faults))


if __name__ == "__main__":
    raise SystemExit(main())
