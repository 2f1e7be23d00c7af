"""What the user's register of outlets says of findings: the letter of the grade, and who has the outlets in hand.

Nothing here bears on what belongs together: outlets under one owner or state are a flag, not a merge.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from foedus.corroboration.outlets import UNRATED, Register
from foedus.model.finding import Finding, SharedControl
from foedus.model.outlet import Outlet
from foedus.model.record import ClaimId
from foedus.model.text import Document

_SEVERAL = 2


def rate(finding: Finding, tellers: Mapping[ClaimId, Document], register: Register) -> Finding:
    """A finding with the letter and the shared control that a register gives it, in place of what it had.

    Args:
        finding: The finding.
        tellers: The documents of its claims.
        register: What a person said of outlets.
    """
    letter = min((register.letter(name) for name in _own(finding, (*finding.supporting, *finding.denying), tellers)), default=UNRATED)
    reporting = [register.of(name) for name in _own(finding, finding.supporting or finding.denying, tellers)]
    shared = shared_control(reporting, {*finding.actors, *finding.recipients})
    return msgspec.structs.replace(finding, grade=f"{letter}{finding.grade[1:]}", shared_control=shared)


def _own(finding: Finding, claims: Iterable[ClaimId], tellers: Mapping[ClaimId, Document]) -> list[str | None]:
    """The outlets of claims, those of mere echoes and of superseded claims left out unless there are no others."""
    every, gone = [*claims], {entry.claim for entry in finding.superseded}
    documents = [tellers[claim] for claim in [claim for claim in every if claim not in gone] or every]
    return [document.origin.outlet for document in documents if document.name not in finding.echoes] or [
        document.origin.outlet for document in documents
    ]


def shared_control(reporting: Sequence[Outlet | None], parties: Set[str]) -> tuple[SharedControl, ...]:
    """What the outlets that report a deed on their own have in common.

    Args:
        reporting: Their rows; none for an outlet without one.
        parties: Codes of the deed's actors and recipients.

    Returns:
        One record for each owner or state of two or more outlets; and one where every outlet is under a state that is itself
        a party, be it one outlet alone. Those that concern a party come first.
    """
    listed = {row.name: row for row in reporting if row}
    owners: defaultdict[str, list[Outlet]] = defaultdict(list)
    states: defaultdict[str, list[Outlet]] = defaultdict(list)
    for row in listed.values():
        if row.owner:
            owners[" ".join(row.owner.casefold().split())].append(row)
        if row.state:
            states[row.state].append(row)
    found = [_record(rows, reporting, owner=min(row.owner for row in rows)) for rows in owners.values() if len(rows) >= _SEVERAL]
    found += [_record(rows, reporting, states={state}, parties=parties) for state, rows in states.items() if len(rows) >= _SEVERAL]
    if listed and all(row and row.state in parties for row in reporting):
        found.append(_record(list(listed.values()), reporting, states=states.keys(), parties=parties))
    return tuple(sorted(set(found), key=lambda record: (not record.is_party, record.states, record.owner)))


def _record(
    rows: Sequence[Outlet],
    reporting: Sequence[Outlet | None],
    *,
    owner: str = "",
    states: Set[str] = frozenset(),
    parties: Set[str] = frozenset(),
) -> SharedControl:
    """A record of these outlets."""
    names = {row.name for row in rows}
    return SharedControl(
        owner=owner,
        states=tuple(sorted(states)),
        control=tuple(sorted({row.control.value for row in rows if row.control})) if states else (),
        outlets=tuple(sorted(names)),
        lineages="all" if all(row and row.name in names for row in reporting) else "some",
        is_party=bool(states) and states <= parties,
    )
