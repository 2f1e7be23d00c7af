"""Rows of the table of legs: every cell, and the whole row, is what the cited claims say."""

from collections.abc import Callable, Iterator, Mapping

from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import SHORT, by_hand, quoted, single
from foedus.model.brief import Row
from foedus.model.claim import Claim, VoiceKind
from foedus.model.event import codes_of
from foedus.model.mention import DateMention

NOTHING = "—"
_UNSTATED = frozenset({NOTHING, "not stated"})
Cell = Callable[[str, Basis], bool]


def leg(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A leg of a deal: what its claims give, or what the one claim gets in return."""
    if not set(columns) <= _GIVING.keys():
        yield f"columns that have no rule ({', '.join(columns)})"
        return
    if len(basis.own()) != len(basis.claims) or not basis.claims:
        yield "a citation of a claim on another finding"
        return
    cells = dict(zip(columns, row.cells, strict=True))
    given, got = ([name for name, cell in cells.items() if not rules[name](cell, basis)] for rules in (_GIVING, _GETTING))
    if not given and not _is_complete(cells, basis):
        yield "a count without its thing, or a thing without its count"
    if given and got:
        yield from (f"{name} is not what the claims of the row say ({cells[name]})" for name in given)


def _is_complete(cells: Mapping[str, str], basis: Basis) -> bool:
    """Whether the thing and its number both stand there, with nothing left out, if the claims have both."""
    what, many = (next(iter(Reading(cells.get(name, NOTHING)).quotations), "") for name in ("What", "How many"))
    return bool(what or many) and all(_is_whole(what, many, claim, basis) for claim in basis.claims)


def _is_whole(what: str, many: str, claim: Claim, basis: Basis) -> bool:
    quantity, thing = claim.event.quantity, claim.event.object
    if quantity is None or "quantity" in by_hand(claim):
        return True
    written = single(quantity.written(basis.evidence.document(claim).text))
    if not what:
        is_apart = thing is not None and not (thing.start < quantity.end and quantity.start < thing.end)
        return many == written and not is_apart
    gives = claim.exchange.gives if claim.exchange else None
    if not many:
        is_apart = gives is not None and not (gives.start < quantity.end and quantity.start < gives.end)
        return what == written or (is_apart and not written.endswith(what))
    if not written.endswith(what):
        return True
    return written.removesuffix(what).strip() in {many, f"{many} of".strip()}


def _quotes(cell: str, basis: Basis) -> bool:
    """A cell of one quotation of every claim's sentences, or of nothing."""
    words = Reading(cell).quotations
    return cell == NOTHING or (len(words) == 1 and cell == quoted(words[0]) and all(basis.names(claim, words[0]) for claim in basis.claims))


def _thing(cell: str, basis: Basis) -> bool:
    """What is given: words of the deed's object, of what is exchanged, or of what is counted."""
    words = Reading(cell).quotations
    return _quotes(cell, basis) and (cell == NOTHING or all(_is_within(words[0], _things(claim, basis)) for claim in basis.claims))


def _returned(cell: str, basis: Basis) -> bool:
    """What comes back, whole."""
    deals = [claim.exchange for claim in basis.claims]
    gets = [deal.gets for deal in deals if deal is not None and deal.gets is not None]
    text = basis.text(basis.claims[0])
    return len(basis.claims) == len(gets) == 1 and cell == quoted(text[gets[0].start : gets[0].end])


def _things(claim: Claim, basis: Basis) -> list[str]:
    event = claim.event
    parts = (event.object, event.quantity, claim.exchange.gives if claim.exchange else None)
    return [basis.text(claim)[part.start : part.end] for part in parts if part is not None and part.start >= 0]


def _is_within(words: str, things: list[str]) -> bool:
    """Whether words are those of a thing from a word to its end, or a long thing's first clause."""
    return any(thing.endswith(words) or (thing.startswith(words) and len(thing) > len(words)) for thing in things)


def _actor(cell: str, basis: Basis) -> bool:
    codes = codes_of(basis.claims[0].event.actors)
    return cell == (basis.wording.opening(codes) if codes else NOTHING)


def _recipient(cell: str, basis: Basis) -> bool:
    codes = codes_of(basis.claims[0].event.recipients)
    return cell == (basis.wording.opening(codes) if codes else NOTHING)


def _status(cell: str, basis: Basis) -> bool:
    return all(cell == SHORT[claim.headline] for claim in basis.claims)


def _other_status(cell: str, basis: Basis) -> bool:
    return cell in _UNSTATED or _status(cell, basis)


def _amount(cell: str, basis: Basis) -> bool:
    """How many: the number of every claim, with its bound."""
    return all(_is_amount(cell, claim, basis) for claim in basis.claims)


def _is_amount(cell: str, claim: Claim, basis: Basis) -> bool:
    quantity = claim.event.quantity
    if quantity is None or cell == NOTHING:
        return cell == NOTHING
    if "quantity" in by_hand(claim):
        return cell == f"{single(quantity.text)}, corrected by hand"
    words = Reading(cell).quotations
    written = single(quantity.written(basis.evidence.document(claim).text))
    return len(words) == 1 and cell == quoted(words[0]) and written.startswith(words[0]) and basis.names(claim, words[0])


def _nothing(cell: str, basis: Basis) -> bool:  # noqa: ARG001  # one face for all cells
    return cell == NOTHING


def _place(cell: str, basis: Basis) -> bool:
    """Where, as the first claim has it that says where, or as a person stated it."""
    told = (_told(claim, "place", quoted(claim.event.place.text) if claim.event.place else "") for claim in basis.claims)
    return cell == next(filter(None, told), NOTHING)


def _date(cell: str, basis: Basis) -> bool:
    """When, likewise; with the days that the words were read as."""
    told = (_told(claim, "date", _dated(claim.event.date) if claim.event.date else "") for claim in basis.claims)
    return cell == next(filter(None, told), NOTHING)


def _dated(date: DateMention) -> str:
    return f"{quoted(date.text)} ({date.period.iso})" if date.period else quoted(date.text)


def _told(claim: Claim, slot: str, written: str) -> str:
    """What stands for a slot of a claim: as a person stated it, else as written; empty if the claim says nothing of it."""
    stated = by_hand(claim).get(slot)
    if stated is None:
        return written
    return f"{stated}, corrected by hand" if stated else NOTHING


def _voices(cell: str, basis: Basis) -> bool:
    """Everybody who says so, each voice beside the outlet that has it."""
    return cell == "; ".join(dict.fromkeys(_voice(claim, basis) for claim in basis.claims))


def _voice(claim: Claim, basis: Basis) -> str:
    deepest, outlet = claim.attribution.voices[0], basis.teller(claim)
    return outlet if deepest.kind is VoiceKind.AUTHOR or not deepest.text else f"{quoted(deepest.text)} ({outlet})"


_GIVING: Mapping[str, Cell] = {
    "Who gives": _actor,
    "What": _thing,
    "How many": _amount,
    "To whom": _recipient,
    "Where": _place,
    "When": _date,
    "Status": _status,
    "Who says so": _voices,
}
_GETTING: Mapping[str, Cell] = {
    **_GIVING,
    "Who gives": _recipient,
    "What": _returned,
    "How many": _nothing,
    "To whom": _actor,
    "Where": _nothing,
    "When": _nothing,
    "Status": _other_status,
}
