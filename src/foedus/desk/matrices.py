"""A finding as a table: each outlet that tells of it against each attribute of the deed, agreeing, differing or silent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from foedus.brief.evidence import Evidence
from foedus.brief.wording import words_of
from foedus.model.claim import Claim, VoiceKind
from foedus.model.finding import Conflict, Finding
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document

_CONFLICT = "conflict"
# what it is called when two outlets word a slot differently and nothing says that they clash
_OTHERWISE = {"exchange": "other words", "attribution": "other voice"}
_RELATIONS = {"update": "update", "refines": "refines", "part-of": "part of it", "compatible": "compatible"}


class Standing(StrEnum):
    """How an outlet's value of a slot stands to that of the others."""

    AGREE = "agree"
    DIFFER = "differ"
    OTHER = "other"
    ALONE = "alone"
    SILENT = "silent"


class Entry(Record, frozen=True, kw_only=True):
    """A value that one claim gives.

    Attributes:
        value: The value, as written; of `status` the headline.
        claim: The claim.
        document: The claim's document.
        language: Language of the words, empty if unknown.
        words: The sentence that it rests on.
    """

    value: str
    claim: ClaimId
    document: DocumentId
    language: str
    words: str


class Cell(Record, frozen=True, kw_only=True):
    """One slot of one outlet.

    Attributes:
        slot: Which slot.
        standing: How its value stands to that of the others.
        word: The same as a reader is told it.
        entries: The values, each once, in order of publication.
    """

    slot: str
    standing: Standing
    word: str
    entries: tuple[Entry, ...] = ()


class Line(Record, frozen=True, kw_only=True):
    """One outlet.

    Attributes:
        outlet: Its name, else that of its document.
        documents: Names of its documents.
        is_echo: Whether all of them only repeat others.
        cells: One for each slot.
    """

    outlet: str
    documents: tuple[str, ...]
    is_echo: bool
    cells: tuple[Cell, ...]


def _status(claim: Claim, _document: Document) -> str:
    return claim.headline


def _quantity(claim: Claim, document: Document) -> str:
    return claim.event.quantity.written(document.text) if claim.event.quantity else ""


def _place(claim: Claim, _document: Document) -> str:
    return claim.event.place.text if claim.event.place else ""


def _date(claim: Claim, _document: Document) -> str:
    date = claim.event.date
    return (date.period.iso if date.period else date.text) if date else ""


def _exchange(claim: Claim, document: Document) -> str:
    if claim.exchange is None:
        return ""
    gives, gets = (words_of(leg, document) if leg else "unstated" for leg in (claim.exchange.gives, claim.exchange.gets))
    return f"{gives} ⇄ {gets}"


def _attribution(claim: Claim, _document: Document) -> str:
    deepest = claim.attribution.voices[0]
    if deepest.kind is VoiceKind.AUTHOR:
        return "the report itself"
    return deepest.text or "hearsay"


_READ: Mapping[str, Callable[[Claim, Document], str]] = {
    "status": _status,
    "quantity": _quantity,
    "place": _place,
    "date": _date,
    "exchange": _exchange,
    "attribution": _attribution,
}
SLOTS = tuple(_READ)


def matrix_of(finding: Finding, evidence: Evidence) -> tuple[Line, ...]:
    """The table of a finding, its outlets in order of publication.

    The value that most outlets give is what the others are held against, the one told first where several have as many. Two
    values differ where the weighing found a conflict; where it found that one updates, refines or goes with the other, the word
    says so, and values that it takes for one agree however they are written. For exchange and attribution, which it does not
    weigh, the words count.
    """
    told: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in evidence.of(finding):
        told[evidence.document(claim).origin.outlet or claim.name].append(claim)
    columns = [_column(slot, told, finding, evidence) for slot in SLOTS]
    return tuple(
        Line(
            outlet=outlet,
            documents=tuple(dict.fromkeys(claim.name for claim in claims)),
            is_echo=all(claim.name in finding.echoes for claim in claims),
            cells=tuple(column[outlet] for column in columns),
        )
        for outlet, claims in told.items()
    )


def _column(slot: str, told: Mapping[str, Sequence[Claim]], finding: Finding, evidence: Evidence) -> dict[str, Cell]:
    """The cells of a slot by outlet."""
    rivals = next((conflict for conflict in finding.conflicts if conflict.field == slot), None)
    entries = {outlet: _entries(slot, claims, evidence) for outlet, claims in told.items()}
    groups = {outlet: [_group(slot, entry, rivals) for entry in given] for outlet, given in entries.items()}
    counts = Counter(group for found in groups.values() for group in dict.fromkeys(found))
    usual = max(counts, key=lambda group: counts[group], default="")
    speaking = sum(bool(found) for found in groups.values())
    found: dict[str, Cell] = {}
    for outlet, given in entries.items():
        standing = _standing(groups[outlet], usual, speaking, rivals)
        found[outlet] = Cell(slot=slot, standing=standing, word=_word(slot, standing, rivals), entries=given)
    return found


def _standing(groups: Sequence[str], usual: str, speaking: int, rivals: Conflict | None) -> Standing:
    if not groups:
        return Standing.SILENT
    if set(groups) != {usual}:
        return Standing.DIFFER if rivals is not None and rivals.relation == _CONFLICT else Standing.OTHER
    return Standing.AGREE if speaking > 1 else Standing.ALONE


def _word(slot: str, standing: Standing, rivals: Conflict | None) -> str:
    if standing is not Standing.OTHER:
        return standing.value
    return _RELATIONS.get(rivals.relation, "other") if rivals is not None else _OTHERWISE.get(slot, "other")


def _group(slot: str, entry: Entry, rivals: Conflict | None) -> str:
    """What an entry counts as: a rival value where there are such; all the same where the weighing found no difference."""
    if rivals is not None:
        return next((value.value for value in rivals.values if entry.claim in value.claims), entry.value)
    return " ".join(entry.value.casefold().split()) if slot in _OTHERWISE else slot


def _entries(slot: str, claims: Iterable[Claim], evidence: Evidence) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for claim in claims:
        document = evidence.document(claim)
        value = _READ[slot](claim, document)
        if value:
            words, language = words_of(claim.evidence[0], document), document.language or ""
            found.setdefault(value, Entry(value=value, claim=claim.id, document=document.id, language=language, words=words))
    return tuple(found.values())
