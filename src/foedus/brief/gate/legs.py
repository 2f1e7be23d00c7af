"""Rows of the table of legs: every cell, and the whole row, is what one cited claim says."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from foedus.brief.gate.basis import Basis, Bound
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import STATUS, quoted
from foedus.model.brief import Row
from foedus.model.claim import Claim
from foedus.model.event import codes_of

NOTHING = "—"
_UNSTATED = frozenset({NOTHING, "not stated"})
Cell = Callable[[str, Claim, Basis], bool]


def leg(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A leg of a deal: the giver's claim, or the claim of the other side, whose exchange names what is given."""
    sides: list[list[str]] = []
    for rules in (_GIVING, _GETTING):
        bound = Bound(basis.own())
        for column, cell in zip(columns, row.cells, strict=True):
            rule = rules.get(column)
            if rule is None:
                yield f"a column that has no rule ({column})"
                return
            bound.narrow(partial(_carries, rule, cell, basis), f"{column} is not what the claim of the row says ({cell})")
        sides.append(bound.faults)
    if all(sides):
        yield from sides[0]


def _carries(rule: Cell, cell: str, basis: Basis, claim: Claim) -> bool:
    return rule(cell, claim, basis)


def _quotes(cell: str, claim: Claim, basis: Basis) -> bool:
    """A cell of one quotation of the claim's sentences, or of nothing."""
    reading = Reading(cell)
    return cell in _UNSTATED or (
        len(reading.quotations) == 1 and cell == quoted(reading.quotations[0]) and basis.names(claim, reading.quotations[0])
    )


def _actor(cell: str, claim: Claim, basis: Basis) -> bool:
    return cell in {basis.wording.names(codes_of(claim.event.actors)), basis.wording.opening(codes_of(claim.event.actors))}


def _recipient(cell: str, claim: Claim, basis: Basis) -> bool:
    codes = codes_of(claim.event.recipients)
    return cell in {basis.wording.names(codes), basis.wording.opening(codes)} if codes else cell in _UNSTATED


def _status(cell: str, claim: Claim, basis: Basis) -> bool:  # noqa: ARG001  # one face for all cells
    return cell == STATUS[claim.headline]


def _other_status(cell: str, claim: Claim, basis: Basis) -> bool:
    return cell in _UNSTATED or _status(cell, claim, basis)


def _amount(cell: str, claim: Claim, basis: Basis) -> bool:
    quantity = claim.event.quantity
    return (
        cell in _UNSTATED if quantity is None else cell == quoted(quantity.text) or (cell not in _UNSTATED and _quotes(cell, claim, basis))
    )


def _voice(cell: str, claim: Claim, basis: Basis) -> bool:
    voice = basis.voice(claim)
    return cell in {voice, voice.removeprefix("according to "), basis.teller(claim), f"{basis.teller(claim)}, {voice}"}


_GIVING: Mapping[str, Cell] = {
    "Who gives": _actor,
    "What": _quotes,
    "How many": _amount,
    "To whom": _recipient,
    "Where": _quotes,
    "When": _quotes,
    "Status": _status,
    "Who says so": _voice,
}
_GETTING: Mapping[str, Cell] = {
    **_GIVING,
    "Who gives": _recipient,
    "How many": _quotes,
    "To whom": _actor,
    "Status": _other_status,
}
