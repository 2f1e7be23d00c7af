"""Annotated files and files of predictions, read into the forms that the evaluation compares."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from foedus.errors import DataError
from foedus.evaluation.phrases import Phrase
from foedus.files import whole
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import rows
from foedus.model.record import Record
from foedus.reading.documents import decode

_SENTENCE = frozenset({"id", "events"})
_CLAIM = frozenset({"doc", "event", "actors", "recipients"})
_PLACED = frozenset({"sentence", "start", "end", "trigger", "status"})
R = TypeVar("R", bound=Record)


class Form(StrEnum):
    """What an annotated file holds."""

    CLAIMS = "annotated claims"
    SENTENCES = "annotated sentences"
    PHRASES = "phrases"


class Annotated(Record, frozen=True, kw_only=True):
    """An annotated file.

    Attributes:
        form: What it holds.
        lines: Flat claims, or sentences with their events; plain text becomes sentences without an event.
        phrases: Actor phrases.
    """

    form: Form
    lines: tuple[dict[str, Any], ...] = ()
    phrases: tuple[Phrase, ...] = ()


class _Claim(Record, frozen=True, kw_only=True):
    """A claim of the flat form; what a prediction need not say has a default."""

    doc: str
    sentence: str = ""
    start: int = 0
    end: int = 0
    trigger: str = ""
    event: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str | None = None
    attribution: str | None = None
    quantity: "_Quantity | None" = None
    place: "_Place | None" = None
    date: "_Date | None" = None
    exchange: dict[str, Any] | None = None
    context: str | None = None
    contexts: tuple[str, ...] = ()
    actor_details: "tuple[_Detail, ...]" = ()
    recipient_details: "tuple[_Detail, ...]" = ()
    why: "tuple[_Reason, ...]" = ()


class _Quantity(Record, frozen=True, kw_only=True):
    low: float | None = None
    high: float | None = None


class _Place(Record, frozen=True, kw_only=True):
    country: str | None = None


class _Date(Record, frozen=True, kw_only=True):
    iso: str | None = None


class _Detail(Record, frozen=True, kw_only=True):
    code: str
    sector: str | None = None


class _Reason(Record, frozen=True, kw_only=True):
    part: str
    rule: str
    detail: str = ""


class _Party(Record, frozen=True, kw_only=True):
    country: str | None = None
    sector: str | None = None


_Parties = tuple[str | _Party, ...] | str | _Party | None


class _Event(Record, frozen=True, kw_only=True):
    event: str
    alt: tuple[str, ...] = ()
    trigger: str = ""
    source: _Parties = None
    target: _Parties = None


class _Sentence(Record, frozen=True, kw_only=True):
    id: str | int
    text: str = ""
    date: str | None = None
    events: tuple[_Event, ...]


def annotated(path: Path) -> Annotated:
    """Read an annotated file.

    Args:
        path: `….tsv`: phrases with columns `phrase`, `country`, `sector`; `….txt`: sentences, one a line, none of which tells of
            an event, empty lines and those that begin with `#` left out; else JSON lines, of claims in the flat form or of
            sentences with their events.

    Raises:
        DataError: It cannot be read, or is of none of these forms.
    """
    if path.suffix == ".tsv":
        return Annotated(form=Form.PHRASES, phrases=_phrases(path))
    if path.suffix == ".txt":
        return Annotated(form=Form.SENTENCES, lines=tuple(_plain(path)))
    lines = _lines(path)
    if not lines:
        msg = f"{path} is empty"
        raise DataError(msg)
    if all(line.keys() >= _SENTENCE | {"text"} for line in lines):
        return Annotated(form=Form.SENTENCES, lines=tuple(_sentences(path, lines)))
    if all(line.keys() >= _CLAIM | _PLACED for line in lines):
        return Annotated(form=Form.CLAIMS, lines=tuple(_claims(path, lines)))
    msg = f"{path} holds neither annotated claims nor annotated sentences"
    raise DataError(msg)


def predicted_claims(path: Path) -> list[dict[str, Any]]:
    """Read flat claims: JSON lines with `doc`, `sentence`, `start`, `end`, `trigger`, `event`, `actors`, `recipients` and any slots.

    Raises:
        DataError: It cannot be read, or a line lacks one of them.
    """
    lines = _lines(path)
    if not all(line.keys() >= _CLAIM | {"start", "end"} for line in lines):
        msg = f"{path} holds no flat claims: to score annotated claims each line needs doc, start, end, event, actors, recipients"
        raise DataError(msg)
    return _claims(path, lines)


def predicted_events(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read predictions on sentences: lines with `id` and `events`, or flat claims whose `doc` is the sentence's id.

    Returns:
        Events by sentence id.

    Raises:
        DataError: It cannot be read, or is of neither form.
    """
    lines = _lines(path)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if all(line.keys() >= _SENTENCE for line in lines):
        for line in _sentences(path, lines):
            found[line["id"]] += line["events"]
    elif all(line.keys() >= _CLAIM for line in lines):
        for claim in _claims(path, lines):
            found[claim["doc"]].append(claim)
    else:
        msg = f"{path} holds neither lines with id and events nor flat claims"
        raise DataError(msg)
    return found


def _bytes(path: Path) -> bytes:
    try:
        return whole(path)
    except OSError as error:
        msg = f"{path} cannot be read: {error}"
        raise DataError(msg) from error


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [msgspec.json.decode(line, type=dict[str, Any]) for line in _bytes(path).split(b"\n") if line.strip()]
    except msgspec.DecodeError as error:
        msg = f"{path} cannot be read as JSON lines: {error}"
        raise DataError(msg) from error


def _decoded(path: Path, number: int, line: dict[str, Any], kind: type[R]) -> R:
    try:
        return msgspec.convert(line, kind)
    except msgspec.ValidationError as error:
        msg = f"{path}, record {number}: {error}"
        raise DataError(msg) from error


def _claims(path: Path, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [_decoded(path, number, line, _Claim) for number, line in enumerate(lines, start=1)]
    _check(path, Codebook.load(), ((number, claim.event) for number, claim in enumerate(found, start=1)))
    return [msgspec.to_builtins(claim) for claim in found]


def _sentences(path: Path, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    codebook = Codebook.load()
    found = [_decoded(path, number, line, _Sentence) for number, line in enumerate(lines, start=1)]
    _check(path, codebook, ((number, event.event) for number, line in enumerate(found, start=1) for event in line.events))
    return [
        {"id": str(line.id), "text": line.text, "date": line.date, "events": [_event(event, codebook) for event in line.events]}
        for line in found
    ]


def _check(path: Path, codebook: Codebook, events: Iterable[tuple[int, str]]) -> None:
    for number, event in events:
        try:
            codebook.type(event)
        except DataError as error:
            msg = f"{path}, record {number}: {error}"
            raise DataError(msg) from error


def _event(event: _Event, codebook: Codebook) -> dict[str, Any]:
    sides = {side: _parties(found, codebook) for side, found in (("source", event.source), ("target", event.target))}
    return {"event": event.event, "alt": event.alt, "trigger": event.trigger, **sides}


def _parties(found: _Parties, codebook: Codebook) -> list[dict[str, str]]:
    listed = found if isinstance(found, tuple) else (found,) if found else ()
    return [_party(actor, codebook) for actor in listed]


def _party(actor: str | _Party, codebook: Codebook) -> dict[str, str]:
    """Country and sector of an actor, a flat code (`SDN:REB`) or one that strings both together (`SDNREB`, `REB`)."""
    if isinstance(actor, _Party):
        return {"country": actor.country or "", "sector": actor.sector or ""}
    head, _, tail = actor.partition(":") if ":" in actor else (actor[:3], "", actor[3:6])
    if head in codebook.sectors:
        return {"country": "", "sector": tail or head}
    return {"country": head, "sector": "" if head in codebook.nonstate else tail}


def _phrases(path: Path) -> tuple[Phrase, ...]:
    _bytes(path)
    codebook = Codebook.load()
    found = tuple(rows(path, Phrase))
    if not found:
        msg = f"{path} holds no phrases: its first line names the columns phrase, country, sector"
        raise DataError(msg)
    for phrase in found:
        if phrase.sector and phrase.sector not in codebook.sectors:
            msg = f"{path}: {phrase.phrase!r} has the sector {phrase.sector!r}; the codebook has {', '.join(sorted(codebook.sectors))}"
            raise DataError(msg)
    return found


def _plain(path: Path) -> list[dict[str, Any]]:
    try:
        text = decode(_bytes(path))
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text"
        raise DataError(msg) from error
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    found: list[dict[str, Any]] = [
        {"id": str(number), "text": line, "date": None, "events": []} for number, line in lines if line and not line.startswith("#")
    ]
    if not found:
        msg = f"{path} holds no sentences"
        raise DataError(msg)
    return found
