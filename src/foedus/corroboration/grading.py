"""NATO Admiralty grades: the letter is a person's, the number follows a printed table. No truth score.

| number | wording | given when |
|---|---|---|
| 1 | confirmed by other sources | two or more sure lineages, no open conflict |
| 2 | probably true | one lineage, named, firm, nothing contrary |
| 3 | possibly true | one lineage that is hedged or unnamed, or only possibly more than one; or two or more with an open conflict |
| 4 | doubtful | one lineage, with an open conflict |
| 5 | improbable | denied by two or more lineages and supported by fewer |
| 6 | cannot be judged | hearsay or unresolved source only, nothing but a denial, or every report withdrawn |
"""

from collections.abc import Iterable, Sequence

from foedus.corroboration.deeds import Deed
from foedus.corroboration.independence import deepest
from foedus.corroboration.outlets import UNRATED
from foedus.model.claim import Certainty, VoiceKind
from foedus.model.finding import Conflict, Lineages

_FIRM = 2


def grade(deeds: Sequence[Deed], lineages: Lineages, denials: int, conflicts: Iterable[Conflict]) -> tuple[str, str]:
    """The grade of a finding, its letter unrated, and the rule behind its number.

    Args:
        deeds: Its claims, echoes left out.
        lineages: Independent origins of those that report it.
        denials: Lineages of those that deny it.
        conflicts: Its differing slots.
    """
    open_slots = sorted({conflict.field for conflict in conflicts if conflict.relation == "conflict"})
    number, reason = _number(deeds, lineages, denials, open_slots)
    return f"{UNRATED}{number}", f"rule-derived: {reason}"


def _number(deeds: Sequence[Deed], lineages: Lineages, denials: int, open_slots: Sequence[str]) -> tuple[int, str]:
    if not deeds:
        return 6, "every report of it was withdrawn"
    supporting = [deed for deed in deeds if not deed.is_denied]
    if not supporting:
        return 6, "nothing but a denial"
    if denials >= _FIRM and denials > lineages.sure:
        return 5, f"denied by {denials} lineages, reported by {lineages.sure}"
    if all(_is_hearsay(deed) for deed in supporting):
        return 6, "hearsay or unresolved sources only"
    slots = f"open conflict on {', '.join(open_slots)}" if open_slots else ""
    return _several(lineages, slots) if lineages.sure >= _FIRM else _single(supporting, lineages, slots)


def _several(lineages: Lineages, slots: str) -> tuple[int, str]:
    return (3, f"{lineages.sure} lineages, {slots}") if slots else (1, f"{lineages.sure} lineages, no open conflict")


def _single(supporting: Iterable[Deed], lineages: Lineages, slots: str) -> tuple[int, str]:
    if slots:
        return 4, f"one lineage, {slots}"
    if lineages.possible >= _FIRM:
        return 3, f"one sure lineage, {lineages.possible} possible ones"
    return (2, "one lineage, nothing contrary") if any(_is_firm(deed) for deed in supporting) else (3, "one lineage, vague or hedged")


def _is_hearsay(deed: Deed) -> bool:
    voice = deepest(deed)
    return voice is not None and voice.kind is VoiceKind.HEARSAY


def _is_firm(deed: Deed) -> bool:
    voice = deepest(deed)
    named = voice is None or voice.kind not in {VoiceKind.UNNAMED, VoiceKind.HEARSAY}
    return named and deed.claim.certainty is Certainty.CERTAIN and deed.stage not in {"hypothetical", "unspecified"}
