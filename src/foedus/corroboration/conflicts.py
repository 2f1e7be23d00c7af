"""Slots in which the claims on one deed differ, and what kind of difference it is. Conflicts are data: nothing is resolved."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from foedus.corroboration.deeds import DONE, Deed
from foedus.corroboration.figures import Figures, Relation
from foedus.corroboration.independence import deepest
from foedus.corroboration.matching import LOCATED, places_clash
from foedus.corroboration.things import Things
from foedus.model.finding import Conflict, Value
from foedus.model.record import DocumentId

# strongest first: the relation of a slot is the strongest among its pairs
RELATIONS = ("conflict", "update", "part-of", "refines", "compatible", "same")

Judge = Callable[[Deed, Deed], Relation | None]


class Differences:
    """Compares the slots of a finding's claims.

    Args:
        texts: Texts of the documents.
        things: Classes of things, to see whether two counts count the same.
    """

    def __init__(self, texts: dict[DocumentId, str], things: Things) -> None:
        self._figures = figures = Figures(texts, things)
        self._slots: dict[str, tuple[Judge, Callable[[Deed], str]]] = {
            "quantity": (figures.compare, figures.written),
            "status": (_status, lambda deed: deed.stage),
            "place": (_place, lambda deed: deed.place.text if deed.place else ""),
            "date": (_date, lambda deed: deed.period.iso if deed.period else ""),
        }

    def compare(self, field: str, a: Deed, b: Deed) -> Relation | None:
        """How a slot of two claims differs, the one published first given first; none if they cannot be compared."""
        return self._slots[field][0](a, b)

    def written(self, field: str, deed: Deed) -> str:
        """The value of a claim's slot, empty if it has none."""
        return self._slots[field][1](deed)

    def between(
        self, deeds: Sequence[Deed], echoes: frozenset[DocumentId], notices: frozenset[DocumentId] = frozenset()
    ) -> tuple[Conflict, ...]:
        """All slots in which claims differ, conflicts and others, with every value that is given.

        Args:
            deeds: Claims of one finding in order of rank.
            echoes: Documents that only repeat another one.
            notices: Documents that correct or withdraw: the figure that they call wrong is one that was given up.
        """
        own = [deed for deed in deeds if deed.document not in echoes]
        found = [_slot(field, judge, value, _telling(value, own, deeds), deeds) for field, (judge, value) in self._slots.items()]
        if found[0] is None or found[0].relation != "conflict":
            found[0] = self._set_against([deed for deed in own if deed.document not in notices], deeds) or found[0]
        return tuple(_postponed([conflict for conflict in found if conflict is not None], deeds))

    def _set_against(self, own: Sequence[Deed], deeds: Sequence[Deed]) -> Conflict | None:
        """A conflict that one report states by itself: its own figure and the one that it says is wrong."""
        rivals = {deed.id: self._figures.rival(deed) for deed in own}
        if not any(rivals.values()):
            return None
        values = _values(self._figures.written, deeds)
        for deed in own:
            if rivals[deed.id]:
                values.setdefault(rivals[deed.id], []).append(deed)
        return Conflict(field="quantity", relation="conflict", values=_listed(values), rule="a report sets its figure against another one")


def _status(a: Deed, b: Deed) -> Relation | None:
    if a.stage == b.stage:
        return Relation(kind="same", rule="same status")
    if "denied" in {a.stage, b.stage}:
        return Relation(kind="conflict", rule="asserted and denied")
    return Relation(kind="update", rule="the deed has moved on")


def _place(a: Deed, b: Deed) -> Relation | None:
    if a.place is None or b.place is None:
        return None
    if a.place.text.casefold() == b.place.text.casefold():
        return Relation(kind="same", rule="same place")
    if a.kind in LOCATED and b.kind in LOCATED and a.stage == b.stage and places_clash(a, b):
        return Relation(kind="conflict", rule="places exclude each other")
    return Relation(kind="compatible", rule="places that can both hold, such as origin and destination")


def _date(a: Deed, b: Deed) -> Relation | None:
    if a.period is None or b.period is None or {a.kind, b.kind} & {"THREATEN", "REQUEST"}:
        return None
    if a.period.overlaps(b.period):
        return Relation(kind="same" if a.period == b.period else "refines", rule="one date within the other")
    plans = [deed for deed in (a, b) if deed.stage not in DONE and not deed.is_denied]
    if any(_is_past(plan) for plan in plans):
        return Relation(kind="compatible", rule="the day of a promise is not the day of the deed")
    if not plans:
        return _done_dates(a, b)
    if len(plans) == 1:
        return _kept(plans[0], b if plans[0] is a else a)
    return Relation(kind="conflict", rule="the date was moved") if a.document != b.document else None


def _is_past(plan: Deed) -> bool:
    return plan.published is not None and plan.period is not None and plan.period.end <= plan.published


def _done_dates(a: Deed, b: Deed) -> Relation | None:
    if a.is_denied or b.is_denied:
        return None
    if a.stage == b.stage and a.document != b.document:
        return Relation(kind="conflict", rule="dates exclude each other")
    return Relation(kind="update", rule="stages of one deed")


def _kept(plan: Deed, done: Deed) -> Relation:
    late = plan.period is not None and done.period is not None and done.period.start >= plan.period.end
    if done.is_denied:
        return Relation(kind="compatible", rule="another date is denied")
    return Relation(kind="conflict", rule="done after the date that was set") if late else Relation(kind="compatible", rule="done in time")


def _telling(written: Callable[[Deed], str], own: Sequence[Deed], deeds: Sequence[Deed]) -> list[Deed]:
    """Whose value of a slot counts: the reports' own, and an echo's where no report before it has one, as its words are the original's."""
    found = []
    for deed in deeds:
        before = [other for other in own if other.rank < deed.rank]
        if deed in own or (before and not any(written(other) for other in before)):
            found.append(deed)
    return found


def _slot(field: str, judge: Judge, written: Callable[[Deed], str], own: Sequence[Deed], deeds: Sequence[Deed]) -> Conflict | None:
    """The strongest relation among all pairs of a slot, with every value in order of publication."""
    best: Relation | None = None
    for a, b in combinations(own, 2):
        relation = judge(a, b)
        if relation and (best is None or RELATIONS.index(relation.kind) < RELATIONS.index(best.kind)):
            best = relation
    if best is None or best.kind == "same":
        return None
    return Conflict(field=field, relation=best.kind, values=_listed(_values(written, deeds)), rule=best.rule)


def _values(written: Callable[[Deed], str], deeds: Sequence[Deed]) -> dict[str, list[Deed]]:
    """The claims that give each value; the same words in capitals or not are one value, as first written."""
    values: dict[str, list[Deed]] = {}
    first: dict[str, str] = {}
    for deed in deeds:
        value = written(deed)
        if value:
            values.setdefault(first.setdefault(value.casefold(), value), []).append(deed)
    return values


def _listed(values: dict[str, list[Deed]]) -> tuple[Value, ...]:
    return tuple(Value(value=value, claims=tuple(deed.id for deed in holders)) for value, holders in values.items())


def _postponed(found: list[Conflict], deeds: Sequence[Deed]) -> Iterable[Conflict]:
    """A plan that the report itself says was not kept, with a new date, was put off and not denied."""
    moved = any(conflict.field == "date" and conflict.rule == "the date was moved" for conflict in found)
    told = all(deepest(deed) is None for deed in deeds if deed.is_denied)
    for conflict in found:
        if conflict.field == "status" and conflict.relation == "conflict" and moved and told:
            yield Conflict(field="status", relation="update", values=conflict.values, rule="put off to another date")
        else:
            yield conflict
