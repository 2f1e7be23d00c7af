"""What went wrong, each case with its sentence, both readings, and what decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from foedus.evaluation import claims, sentences
from foedus.evaluation.alignment import pair
from foedus.evaluation.parties import same_parties
from foedus.model.record import Record

Flat = Mapping[str, Any]


class Kind(StrEnum):
    """What is wrong with a claim."""

    MISSED = "missed"
    INVENTED = "invented"
    TYPE = "wrong type"
    PARTIES = "wrong parties"
    STATUS = "wrong status"


_PARTS: Mapping[Kind, frozenset[str]] = {
    Kind.MISSED: frozenset(),
    Kind.INVENTED: frozenset({"event"}),
    Kind.TYPE: frozenset({"event"}),
    Kind.PARTIES: frozenset({"actors", "recipients"}),
    Kind.STATUS: frozenset({"status", "polarity", "act"}),
}


class Mistake(Record, frozen=True, kw_only=True):
    """One claim that differs from the annotation.

    Attributes:
        kind: How.
        place: Name of the document or sentence.
        sentence: Its words.
        annotated: The reading of the annotation, empty where nothing was annotated.
        coded: The reading of the coder, empty where it has none.
        because: The rules and scores that decided on the part that is wrong; empty where the prediction does not say.
    """

    kind: Kind
    place: str
    sentence: str
    annotated: str = ""
    coded: str = ""
    because: tuple[str, ...] = ()


def of_claims(gold: Sequence[Flat], predicted: Sequence[Flat]) -> Iterator[Mistake]:
    """Mistakes of predicted claims, in order of documents; a claim with several has one of each kind."""
    predicted = claims.stated(predicted)
    pairs = pair(gold, predicted)
    paired = {id(claim) for two in pairs for claim in two}
    found: list[tuple[Kind, Flat | None, Flat | None]] = [(kind, g, p) for g, p in pairs for kind in _differences(g, p)]
    found += [(Kind.MISSED, g, None) for g in gold if id(g) not in paired]
    found += [(Kind.INVENTED, None, p) for p in predicted if id(p) not in paired]
    for kind, g, p in sorted(found, key=lambda case: _position(case[1] or case[2] or {})):
        told = g or p or {}
        yield _mistake(kind, (told["doc"], told["sentence"]), g, p)


def _differences(gold: Flat, predicted: Flat) -> Iterator[Kind]:
    if gold["event"] != predicted["event"]:
        yield Kind.TYPE
        return
    if not same_parties(gold, predicted):
        yield Kind.PARTIES
    if gold["status"] != predicted["status"]:
        yield Kind.STATUS


def _position(claim: Flat) -> tuple[str, int]:
    return claim["doc"], claim["start"]


def of_sentences(gold: Sequence[Flat], predicted: Mapping[str, Sequence[Flat]]) -> Iterator[Mistake]:
    """Mistakes in annotated sentences, in their order.

    Args:
        gold: Lines with `id`, `text` and `events`.
        predicted: Predicted events by sentence id.
    """
    for line in gold:
        wanted, found = line["events"], predicted.get(line["id"], ())
        g, p = ([sentences.event_of(event) for event in events] for events in (wanted, found))
        pairs = sentences.align(g, p)
        where = (str(line["id"]), str(line["text"]))
        for i, j in pairs:
            if not sentences.same_type(g[i], p[j]):
                yield _mistake(Kind.TYPE, where, wanted[i], found[j])
            elif not sentences.same_pair(g[i], p[j]):
                yield _mistake(Kind.PARTIES, where, wanted[i], found[j])
        yield from (_mistake(Kind.MISSED, where, event, None) for i, event in enumerate(wanted) if i not in {a for a, _ in pairs})
        yield from (_mistake(Kind.INVENTED, where, None, event) for j, event in enumerate(found) if j not in {b for _, b in pairs})


def _mistake(kind: Kind, where: tuple[str, str], gold: Flat | None, predicted: Flat | None) -> Mistake:
    return Mistake(
        kind=kind,
        place=where[0],
        sentence=where[1],
        annotated=_told(gold) if gold else "",
        coded=_told(predicted) if predicted else "",
        because=_because(predicted, _PARTS[kind]) if predicted else (),
    )


def _told(line: Flat) -> str:
    """A reading in one line: type, trigger, status, who to whom."""
    sides = ("actors", "recipients") if "actors" in line else ("source", "target")
    actors, recipients = ("+".join(filter(None, map(_name, line.get(side) or ()))) for side in sides)
    trigger = f" “{line['trigger']}”" if line.get("trigger") else ""
    status = f", {line['status']}" if line.get("status") else ""
    return f"{line['event']}{trigger}{status}: {actors or 'nobody named'}{f' to {recipients}' if recipients else ''}"


def _name(actor: str | Flat) -> str:
    if isinstance(actor, str):
        return actor
    return ":".join(filter(None, (str(actor.get("country") or ""), str(actor.get("sector") or ""))))


def _because(predicted: Flat, parts: frozenset[str]) -> tuple[str, ...]:
    reasons = [reason for reason in predicted.get("why") or () if reason["part"] in parts]
    return tuple(f"{reason['part']} by {reason['rule']}: {reason['detail']}" for reason in reasons)


def first_of_each(mistakes: Iterable[Mistake], most: int) -> list[Mistake]:
    """So many mistakes of each kind, kinds in their order."""
    seen: Counter[Kind] = Counter()
    kept = []
    for mistake in mistakes:
        seen[mistake.kind] += 1
        if seen[mistake.kind] <= most:
            kept.append(mistake)
    order = list(Kind)
    return sorted(kept, key=lambda mistake: order.index(mistake.kind))
