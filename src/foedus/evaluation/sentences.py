"""Events against annotated sentences: type, parties, and the full triple.

Counted per sentence over sets of units and summed. A unit is a type; a country, a sector or both (`code`) on a side; a pair of
countries; or a type with a pair. A pair without direction (both parties among the sources, no target) agrees with a predicted
pair in either direction; a pair with direction agrees with that direction alone. Where annotation marks one event a sentence,
precision is a lower bound. Sentences without an annotated event give the false-alarm rate.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from foedus.evaluation.confusion import INVENTED, MISSED, confusion
from foedus.evaluation.counting import Count, accuracy, f1, judged, total
from foedus.evaluation.parties import country, sector
from foedus.evaluation.resampling import intervals, share_interval
from foedus.model.record import Record

Unit = tuple[Any, ...]
Role = tuple[str, str]
MEASURES = ("type", "triple", "actors", "source", "source code", "source sector", "target", "target code", "target sector")
_PAIRED = frozenset({"actors", "triple"})
# Older codes for civilians, and for the media; the second name is the one that is compared.
_SAME_SECTOR = {"PPL": "CVL", "CIV": "CVL", "JRN": "MED"}


class Event(Record, frozen=True, kw_only=True):
    """An event of a sentence in comparable form.

    Attributes:
        event: PLOVER type.
        alternatives: Further types that the annotation allows.
        sources: Countries of the actors.
        targets: Countries of the recipients.
        source_roles: Country and sector of each actor, either may be empty.
        target_roles: The same of the recipients; of all parties if the event is mutual.
        mutual: True if all parties are among the sources.
    """

    event: str
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_roles: tuple[Role, ...] = ()
    target_roles: tuple[Role, ...] = ()
    mutual: bool


def event_of(line: Mapping[str, Any]) -> Event:
    """An event in comparable form, of the flat form or of the form of annotated sentences."""
    return coded(line) if "actors" in line else annotated(line)


def annotated(event: Mapping[str, Any]) -> Event:
    """An event of an annotated sentence: `event`, `alt`, and actors with `country` and `sector` under `source` and `target`."""
    sources, targets = (
        [(str(actor.get("country") or ""), _sector(actor.get("sector"))) for actor in event.get(side) or () if isinstance(actor, Mapping)]
        for side in ("source", "target")
    )
    return _event(event["event"], sources, targets, alternatives=event.get("alt") or (), may_be_mutual=not event.get("target"))


def coded(claim: Mapping[str, Any]) -> Event:
    """A claim of the flat form."""
    sources, targets = (
        [(country(code), _sector(details.get(code) or sector(code))) for code in claim[side]]
        for side, details in (("actors", _details(claim, "actor_details")), ("recipients", _details(claim, "recipient_details")))
    )
    return _event(claim["event"], sources, targets, may_be_mutual=not claim["recipients"])


def _event(kind: str, sources: Sequence[Role], targets: Sequence[Role], *, alternatives: Iterable[str] = (), may_be_mutual: bool) -> Event:
    countries = tuple(name for name, _ in sources if name)
    mutual = len(countries) > 1 and may_be_mutual
    roles = tuple(role for role in sources if any(role))
    return Event(
        event=kind,
        alternatives=tuple(alternatives),
        sources=countries,
        targets=tuple(name for name, _ in targets if name),
        source_roles=roles,
        target_roles=roles if mutual else tuple(role for role in targets if any(role)),
        mutual=mutual,
    )


def _details(claim: Mapping[str, Any], key: str) -> dict[str, str | None]:
    """Sector of each code, which names more than the code where an organ of a state acts."""
    return {party["code"]: party["sector"] for party in claim.get(key) or ()}


def _sector(name: object) -> str:
    short = str(name or "").upper()
    return _SAME_SECTOR.get(short, short)


def scores(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """All measures, sentence by sentence; both lists are in the order of the sentences.

    Returns:
        Measure to `[precision, recall, F1]`; `… interval` to the 95 % interval of F1; `counts` to hits, predicted and
        annotated units; `types` to the same by type, with the number annotated; `confusion` to annotated by predicted types;
        `false alarms` to share and number of the sentences without an event, if there are any.
    """
    table = counts(gold, predicted)
    sums = {measure: total(row) for measure, row in table.items()}
    types = type_counts(gold, predicted)
    result: dict[str, Any] = {"sentences": len(gold), "predicted": sum(map(len, predicted)), "covered": sum(map(bool, predicted))}
    result.update({measure: f1(*sums[measure]) for measure in MEASURES})
    result.update({f"{measure} interval": ends for measure, ends in intervals(table).items()})
    result.update(false_alarms(gold, predicted))
    return result | {
        "counts": sums,
        "types": {event: [*f1(*total(row)), total(row)[2]] for event, row in types.items()},
        "type intervals": intervals(types),
        "confusion": confusion(_readings(gold, predicted)),
    }


def false_alarms(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """Share of sentences without an annotated event that got one, their number, and the interval; nothing if there are none."""
    alarms, cases, _ = judged(bool(p) for g, p in zip(gold, predicted, strict=True) if not g)
    return {"false alarms": accuracy(alarms, cases), "false alarms interval": share_interval(alarms, cases)} if cases else {}


def counts(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> dict[str, list[Count]]:
    """What each sentence counts towards each measure."""
    return {measure: [_count(g, p, measure) for g, p in zip(gold, predicted, strict=True)] for measure in MEASURES}


def type_counts(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> dict[str, list[Count]]:
    """What each sentence counts towards each annotated type; an accepted alternative counts for the type annotated."""
    rows = []
    for g, p in zip(gold, predicted, strict=True):
        wanted, found = sorted(_units(g, "type")), sorted(_units(p, "type"))
        hits = matches(wanted, found, _kinds)
        homes = {two[1]: two[0][0] for two in hits}
        rows.append(
            (Counter(unit[0] for unit, _ in hits), Counter(homes.get(unit, unit[0]) for unit in found), Counter(u[0] for u in wanted))
        )
    types = sorted({event.event for events in gold for event in events})
    return {kind: [(row[0][kind], row[1][kind], row[2][kind]) for row in rows] for kind in types}


def _count(gold: Sequence[Event], predicted: Sequence[Event], measure: str) -> Count:
    """Hits, predicted units and annotated units of one sentence."""
    wanted = _units(gold, measure)
    found = _units(predicted, measure)
    if measure in _PAIRED:
        found = _folded(wanted, found)
    return len(matches(sorted(wanted), sorted(found), _AGREE.get(measure, _same))), len(found), len(wanted)


def _units(events: Iterable[Event], measure: str) -> set[Unit]:
    return {unit for event in events for unit in _of_event(event, measure)}


def _of_event(event: Event, measure: str) -> Iterable[Unit]:
    kind = (event.event, event.alternatives)
    if measure == "type":
        return [kind]
    if measure in _PAIRED:
        return [(kind if measure == "triple" else (), pair) for pair in _pairs(event)]
    side, _, view = measure.partition(" ")
    roles = event.source_roles if side == "source" else event.target_roles
    if view == "code":
        return roles
    if view == "sector":
        return [(found,) for _, found in roles if found]
    return [(found,) for found in (event.sources if side == "source" or event.mutual else event.targets)]


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


def _same(gold: Unit, predicted: Unit) -> bool:
    return gold == predicted


def _kinds(gold: Unit, predicted: Unit) -> bool:
    return bool(predicted[0] == gold[0] or predicted[0] in gold[1])


def _directions(gold: Unit, predicted: Unit) -> bool:
    return gold == predicted or (gold[0] == "<>" and predicted[0] == "->" and set(gold[1:]) == set(predicted[1:]))


_AGREE: dict[str, Callable[[Unit, Unit], bool]] = {
    "type": _kinds,
    "actors": lambda g, p: _directions(g[1], p[1]),
    "triple": lambda g, p: _kinds(g[0], p[0]) and _directions(g[1], p[1]),
}


def matches(gold: Sequence[Unit], predicted: Sequence[Unit], agree: Callable[[Unit, Unit], bool]) -> list[tuple[Unit, Unit]]:
    """The largest one-to-one alignment, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, unit in enumerate(predicted):
            if j not in seen and agree(gold[i], unit):
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return [(gold[i], predicted[j]) for j, i in taken.items()]


def same_type(gold: Event, predicted: Event) -> bool:
    """Whether the predicted type is the annotated one, or one that the annotation allows."""
    return predicted.event == gold.event or predicted.event in gold.alternatives


def same_pair(gold: Event, predicted: Event) -> bool:
    """Whether countries and direction of two events agree."""
    hits, found, wanted = _count([gold], [predicted], "actors")
    return hits == found == wanted


def align(gold: Sequence[Event], predicted: Sequence[Event]) -> list[tuple[int, int]]:
    """Which predicted event of a sentence speaks of which annotated one, one to one, the best pairs first.

    Two events may be paired if their types agree, if they share a country, or if one of them names none.

    Returns:
        Places in the two lists.
    """
    weighed = [(_affinity(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    found: list[tuple[int, int]] = []
    for weight, i, j in sorted(weighed, reverse=True):
        if weight and all(-i != a and -j != b for a, b in found):
            found.append((-i, -j))
    return sorted(found)


def _affinity(gold: Event, predicted: Event) -> int:
    wanted, found = ({*event.sources, *event.targets} for event in (gold, predicted))
    related = bool(wanted & found) or not wanted or not found
    return 4 * same_type(gold, predicted) + 2 * same_pair(gold, predicted) + related


def _readings(gold: Sequence[Sequence[Event]], predicted: Sequence[Sequence[Event]]) -> Iterable[tuple[str, str]]:
    """Annotated and predicted type of each event; one without counterpart was missed or invented."""
    for g, p in zip(gold, predicted, strict=True):
        pairs = align(g, p)
        yield from ((g[i].event, g[i].event if same_type(g[i], p[j]) else p[j].event) for i, j in pairs)
        yield from ((event.event, MISSED) for i, event in enumerate(g) if i not in {a for a, _ in pairs})
        yield from ((INVENTED, event.event) for j, event in enumerate(p) if j not in {b for _, b in pairs})
