"""What corrections and retractions do to a finding: records, steps of its timeline, differences. Nothing is overwritten."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.corroboration.conflicts import Differences
from foedus.corroboration.deeds import Deed
from foedus.corroboration.notices import RETRACTION
from foedus.model.finding import Conflict, StatusStep, Superseded, Value
from foedus.model.record import DocumentId, Record

RETRACTED, SUPERSEDED = "retracted", "superseded"
_DONE_BY = {"correction": "corrected by", "retraction": "retracted by", "clarification": "clarified by"}


class Mark(Record, frozen=True, kw_only=True):
    """A claim that no longer stands.

    Attributes:
        deed: The claim.
        by: The claim that takes its place or withdraws it; none where its own report says so.
        kind: Kind of the notice.
        slot: The slot that was corrected; `status` for what was withdrawn.
        reason: What showed it.
    """

    deed: Deed
    by: Deed | None
    kind: str
    slot: str
    reason: str

    @property
    def anchor(self) -> Deed:
        """The claim of the report that gives notice."""
        return self.by or self.deed

    @property
    def is_repeated(self) -> bool:
        """Whether the report that gives notice repeats the claim only to say that it was wrong."""
        return self.by is None or (self.kind != RETRACTION and self.by.document == self.deed.document)

    def record(self) -> Superseded:
        """The mark as the finding keeps it."""
        return Superseded(claim=self.deed.id, by=self.by.id if self.by else self.deed.claim.name, kind=self.kind, reason=self.reason)


class Moves(Record, frozen=True, kw_only=True):
    """The corrections and retractions of one finding.

    Attributes:
        deeds: All claims of the finding, in order of publication.
        marks: Those that no longer stand, in the same order.
    """

    deeds: tuple[Deed, ...]
    marks: tuple[Mark, ...]

    @property
    def standing(self) -> tuple[Deed, ...]:
        """The claims that count: where a correction leaves none, all that were not withdrawn; empty if all were."""
        gone = {mark.deed.id for mark in self.marks}
        withdrawn = {mark.deed.id for mark in self.marks if mark.kind == RETRACTION}
        kept = tuple(deed for deed in self.deeds if deed.id not in gone)
        return kept or tuple(deed for deed in self.deeds if deed.id not in withdrawn)

    @property
    def told(self) -> tuple[Deed, ...]:
        """The claims, those left out that a notice repeats only to say that they were wrong."""
        repeated = {mark.deed.id for mark in self.marks if mark.is_repeated}
        return tuple(deed for deed in self.deeds if deed.id not in repeated)

    def has_lost(self, deed: Deed, slot: str) -> bool:
        """Whether the value that a claim gives for a slot was corrected."""
        return any(mark.deed.id == deed.id and mark.slot == slot and mark.kind != RETRACTION for mark in self.marks)

    @property
    def notices(self) -> frozenset[DocumentId]:
        """The documents that give notice: whatever their wording, they do more than repeat another one."""
        return frozenset(mark.anchor.document for mark in self.marks)

    def records(self) -> tuple[Superseded, ...]:
        """The marks as the finding keeps them."""
        return tuple(mark.record() for mark in self.marks)

    def timeline(self, steps: Iterable[StatusStep], published: Mapping[DocumentId, str]) -> tuple[StatusStep, ...]:
        """A timeline with a step for each report that corrects or withdraws.

        Args:
            steps: The other moves.
            published: ISO dates of the documents, empty if unknown.
        """
        ranks = {deed.id: deed.rank for deed in self.deeds}
        placed = [(ranks[step.claim], 1, step) for step in steps]
        known: set[tuple[str, str]] = set()
        for mark in self.marks:
            status = RETRACTED if mark.kind == RETRACTION else SUPERSEDED
            anchor = mark.anchor
            if (status, anchor.document) not in known:
                known.add((status, anchor.document))
                step = StatusStep(published=published[anchor.document], status=status, document=anchor.claim.name, claim=anchor.id)
                placed.append((anchor.rank, 2 if status == RETRACTED else 0, step))
        return tuple(step for _, _, step in sorted(placed, key=lambda item: item[:2]))

    def updates(self, differences: Differences) -> tuple[Conflict, ...]:
        """For each slot that a report corrects, the values before and after; what was withdrawn becomes `retracted`."""
        groups: dict[tuple[str, str, str], list[Mark]] = {}
        for mark in self.marks:
            groups.setdefault((mark.slot, mark.kind, mark.anchor.claim.name), []).append(mark)
        found = [_update(slot, kind, name, marks, differences) for (slot, kind, name), marks in groups.items()]
        return tuple(conflict for conflict in found if len(conflict.values) > 1)


def _update(slot: str, kind: str, name: str, marks: Sequence[Mark], differences: Differences) -> Conflict:
    values: dict[str, dict[str, Deed]] = {}
    for mark in marks:
        repeated = kind == RETRACTION and mark.by is None
        old = RETRACTED if repeated else differences.written(slot, mark.deed)
        new = "" if mark.by is None else RETRACTED if kind == RETRACTION else differences.written(slot, mark.by)
        for value, deed in ((old, mark.deed), (new, mark.by)):
            if value and deed is not None:
                values.setdefault(value, {})[deed.id] = deed
    ordered = sorted(values.items(), key=lambda item: (item[0] == RETRACTED, min(deed.rank for deed in item[1].values())))
    listed = tuple(
        Value(value=value, claims=tuple(deed.id for deed in sorted(deeds.values(), key=lambda deed: deed.rank))) for value, deeds in ordered
    )
    return Conflict(field=slot, relation="update", values=listed, rule=f"{_DONE_BY[kind]} {name}")
