"""Events against annotated sentences: type, parties, and the full triple.

Counted per sentence over sets of units and summed. A unit is a type; a country on a side; a
pair of countries; or a type with a pair. A pair without direction (both parties among the
sources, no target) agrees with a predicted pair in either direction; a pair with direction
agrees with that direction alone. Where annotation marks one event a sentence, precision is a
lower bound. Sentences without an annotated event give the false-alarm rate.
"""

import itertools
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from foedus.evaluation.claims import f1
from foedus.model.record import Record

Unit = tuple[Any, ...]
MEASURES = ("type", "source", "target", "actors", "triple")
_BODIES = {"IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC"}
_SAMPLES, _SEED = 1000, 20


class Event(Record, frozen=True, kw_only=True):
    """An event of a sentence in comparable form.

    Attributes:
        event: PLOVER type.
        alternatives: Further types that the annotation allows.
        sources: Countries of the actors.
        targets: Countries of the recipients.
        mutual: True if all parties are among the sources.
    """

    event: str
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    mutual: bool


def annotated(event: Mapping[str, Any]) -> Event:
    """An event of the gold file."""
    sources, targets = (
        [str(actor.get("country") or "") for actor in event.get(side) or () if isinstance(actor, Mapping)] for side in ("source", "target")
    )
    return Event(
        event=event["event"],
        alternatives=tuple(event.get("alt") or ()),
        sources=tuple(filter(None, sources)),
        targets=tuple(filter(None, targets)),
        mutual=len(sources) > 1 and not event.get("target"),
    )


def coded(claim: Mapping[str, Any]) -> Event:
    """A claim of the flat form."""
    sources, targets = (tuple(filter(None, map(country, claim[side]))) for side in ("actors", "recipients"))
    return Event(event=claim["event"], sources=sources, targets=targets, mutual=len(sources) > 1 and not claim["recipients"])


def country(code: str) -> str:
    """The country of a flat code, or the kind of body that it is; empty for unknown ones.

    >>> country("SDN:REB"), country("IGO:UN"), country("UNK")
    ('SDN', 'IGO', '')
    """
    head = code.partition(":")[0]
    return _BODIES.get(head, "" if head == "UNK" else head)


def scores(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """All measures, sentence by sentence; both lists are in the order of the sentences."""
    rows = [{measure: _count(g, p, measure) for measure in MEASURES} for g, p in zip(gold, predicted, strict=True)]
    neutral = [p for g, p in zip(gold, predicted, strict=True) if not g]
    result: dict[str, Any] = {"sentences": len(gold), "predicted": sum(map(len, predicted)), "covered": sum(map(bool, predicted))}
    for measure in MEASURES:
        counts = [row[measure] for row in rows]
        result[measure] = f1(*(sum(count[i] for count in counts) for i in range(3)))
        result[f"{measure} interval"] = interval(counts)
    if neutral:
        result["false alarms"] = [round(sum(map(bool, neutral)) / len(neutral), 3), len(neutral)]
    return result


def interval(counts: Sequence[tuple[int, int, int]]) -> list[float]:
    """95 % interval of F1 from bootstrap samples of sentences, with a fixed seed."""
    generator = random.Random(_SEED)  # noqa: S311  # resampling, not secrecy
    values = []
    for _ in range(_SAMPLES):
        sample = generator.choices(counts, k=len(counts))
        values.append(f1(*(sum(count[i] for count in sample) for i in range(3)))[2])
    values.sort()
    return [values[int(0.025 * _SAMPLES)], values[int(0.975 * _SAMPLES) - 1]]


def _count(gold: Sequence[Event], predicted: Sequence[Event], measure: str) -> tuple[int, int, int]:
    """Hits, predicted units and annotated units of one sentence."""
    wanted = _units(gold, measure)
    found = _units(predicted, measure)
    if measure in {"actors", "triple"}:
        found = _folded(wanted, found)
    return _matches(sorted(wanted), sorted(found), _AGREE[measure]), len(found), len(wanted)


def _units(events: Iterable[Event], measure: str) -> set[Unit]:
    found: set[Unit] = set()
    for event in events:
        kind = (event.event, event.alternatives)
        if measure == "type":
            found.add(kind)
        elif measure == "source":
            found.update((source,) for source in event.sources)
        elif measure == "target":
            found.update((target,) for target in (event.sources if event.mutual else event.targets))
        else:
            found.update((kind if measure == "triple" else (), pair) for pair in _pairs(event))
    return found


def _pairs(event: Event) -> Iterable[Unit]:
    if event.mutual:
        return [("<>", *sorted(two)) for two in itertools.combinations(event.sources, 2)]
    return [("->", a, b) for a in (event.sources or ("",)) for b in (event.targets or ("",))]


def _folded(gold: set[Unit], predicted: set[Unit]) -> set[Unit]:
    """Predicted pairs made comparable: direction dropped where the annotation has none, split where it has one."""
    undirected = {unit[1][1:] for unit in gold if unit[1][0] == "<>"}
    found: set[Unit] = set()
    for kind, (arrow, a, b) in predicted:
        low, high = min(a, b), max(a, b)
        if (low, high) in undirected:
            found.add((kind, ("<>", low, high)))
        elif arrow == "<>":
            found.update(((kind, ("->", a, b)), (kind, ("->", b, a))))
        else:
            found.add((kind, (arrow, a, b)))
    return found


def _kinds(gold: Unit, predicted: Unit) -> bool:
    return bool(predicted[0] == gold[0] or predicted[0] in gold[1])


def _directions(gold: Unit, predicted: Unit) -> bool:
    return gold == predicted or (gold[0] == "<>" and predicted[0] == "->" and set(gold[1:]) == set(predicted[1:]))


_AGREE: dict[str, Callable[[Unit, Unit], bool]] = {
    "type": _kinds,
    "source": lambda g, p: g == p,
    "target": lambda g, p: g == p,
    "actors": lambda g, p: _directions(g[1], p[1]),
    "triple": lambda g, p: _kinds(g[0], p[0]) and _directions(g[1], p[1]),
}


def _matches(gold: Sequence[Unit], predicted: Sequence[Unit], agree: Callable[[Unit, Unit], bool]) -> int:
    """Size of the largest one-to-one alignment, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, unit in enumerate(predicted):
            if j not in seen and agree(gold[i], unit):
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(gold)))
