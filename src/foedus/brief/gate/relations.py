"""Sentences on ties, blocs and earlier deeds: every number, day and name is counted again from the record that they tell of."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import HELD, Reading
from foedus.brief.wording import capital, joined
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.network import Bloc, Likeness, Share, Similar, Tie, TieChange, Window

# what two decimals show
_LEAST = 0.005
# so many of the deeds that a tie rests on are told, and so many members of a bloc are named
_RESTS, _NAMED = 3, 12
_SIGNED = r"[+-]\d+\.\d\d"
_PART = rf"{HELD} \({_SIGNED}\)"
_UNTOLD_TIE = "a tie that does not stand so, or not on that day"
_UNTOLD_BLOC = "a window, a bloc or a count that is not so"
_UNTOLD_MOVE = "a state that does not stand so, or did not before"
_UNTOLD_DEED = "an earlier deed, a day or a likeness that is not so"
_TERMS = {"friendly": "on friendly terms both times", "neutral": "neither friends nor foes both times", "hostile": "foes both times"}
_KEPT = {None: "", True: ", and so it does in the next window", False: ", but no longer in the next window"}


def tie(reading: Reading, basis: Basis) -> Iterator[str]:
    """How the tie of two states stands with and without the findings, and the deeds that count most, each with its points."""
    yield from _paired(basis)
    change = next((one for one in basis.evidence.assessed.ties if (one.after.a, one.after.b) == basis.statement.about), None)
    if change is None:
        yield "two states whose tie nobody counted"
        return
    both = joined([basis.wording.name_of(code) for code in (change.after.a, change.after.b)])
    if reading.take_first(f"The tie between {both} over time; dotted, as it would be without what is told here."):
        return
    if not any(reading.take_first(text) for text in _standings(change, both)):
        yield _UNTOLD_TIE
    if (sides := _sides(change.after)) and not reading.take(sides):
        yield "a tie without what binds and what parts"
    yield from _obligations(reading, change.after)
    yield from _resting(reading, change.shares, basis)


def _standings(change: TieChange, both: str) -> Iterator[str]:
    """The ways to say how a tie stands; where anything else bears on it, only with what it would be without the findings."""
    before, after = change.before, change.after
    day, was, now, moves = _day(after.day), _signed(before.net), _signed(after.net), "rises" if after.net > before.net else "falls"
    if before.shares or before.standing:
        yield f"The tie between {both} {moves} from {was} to {now}, counted on {day}"
        yield f"On {day} the tie of {both} stands at {now}; without what is told here it would stand at {was}"
        yield f"{capital(both)} stand to each other at {now} on {day}, where it would be {was} without what is told here"
    else:
        yield f"The tie between {both} comes to {now} on {day}, and nothing else that was read bears on it"
        yield f"On {day} the tie of {both} stands at {now}, made of what is told here alone"
        yield f"{capital(both)} stand to each other at {now} on {day}; all of it is told here"


def _sides(whole: Tie) -> str:
    """What binds and what parts, where both count; empty if only one does."""
    if whole.positive < _LEAST or whole.negative > -_LEAST:
        return ""
    return f"; {_signed(whole.positive)} in it binds them, {_signed(whole.negative)} parts them"


def _obligations(reading: Reading, whole: Tie) -> Iterator[str]:
    """All obligations from files that count in the tie, each with its line."""
    held = [f"{_signed(one.points)} for {one.kind} ({one.source})" for one in whole.standing]
    if held and not reading.take(f"; obligations loaded from files count {joined(held)} in it."):
        yield "a tie without the obligations that count in it, or with others"


def _resting(reading: Reading, shares: Iterable[Share], basis: Basis) -> Iterator[str]:
    """The deeds that count most, in their order: each in words of its own claim, with its points."""
    counting = [share for share in shares if abs(share.points) >= _LEAST]
    told = [share.contribution.finding for share in counting if basis.evidence.finding(share.contribution.finding)]
    if tuple(dict.fromkeys(told))[:_RESTS] != basis.statement.findings:
        yield "other findings than those that count most in the tie"
    points = {share.contribution.finding: _signed(share.points) for share in counting}
    for match in reading.take_all(rf"; what counts( most)? is ({_PART}(?:, {_PART})*(?: and {_PART})?)\.?"):
        parts = [(reading.quotation(part[0]), part[3:-1]) for part in _parts(match[2])]
        if match[2] != joined(_parts(match[2])) or bool(match[1]) != (len(counting) > len(parts)):
            yield "deeds of a tie that are not told as they count"
        yield from _counted(parts, [(claim, points.get(finding.id, "")) for finding, claim in _pairs(basis)], basis)
        return
    yield "a tie without the deeds that it rests on"


def _parts(text: str) -> list[str]:
    return text.replace(" and ", ", ").split(", ")


def _counted(parts: Sequence[tuple[str, str]], deeds: Iterable[tuple[Claim, str]], basis: Basis) -> Iterator[str]:
    """Each part is the next deed's; deeds that the same words tell are told once."""
    place = 0
    for claim, points in deeds:
        words, told = parts[place] if place < len(parts) else ("", "")
        if basis.tells(claim, words) and told == points:
            place += 1
        elif not any(basis.tells(claim, before) for before, _ in parts[:place]):
            yield f"a deed of the tie that does not count so (“{words}”, {told})"
    yield from (f"a deed that does not count in the tie (“{words}”)" for words, _ in parts[place:])


def bloc(reading: Reading, basis: Basis) -> Iterator[str]:
    """States that stand together in a window, or one that changed to them; or the drawing of all windows."""
    yield from _paired(basis)
    about, assessed = basis.statement.about, basis.evidence.assessed
    if not about:
        yield from _outside(basis, [one for window in assessed.windows for one in window.blocs])
        if not reading.take_first("The blocs of each window, a letter for each."):
            yield "a caption that no drawing has"
        return
    found = next(((w, one) for w in assessed.windows for one in w.blocs if about[:2] == (w.start.isoformat(), one.label)), None)
    if found is None:
        yield "a bloc that no window has"
        return
    window, held = found
    yield from _outside(basis, [held], *about[2:])
    if about[2:]:
        if not any(reading.take_first(text) for text in _moves(window, held, basis)):
            yield _UNTOLD_MOVE
    elif not any(reading.take_first(text) for text in _blocs(window, held, basis)):
        yield _UNTOLD_BLOC


def _blocs(window: Window, held: Bloc, basis: Basis) -> Iterator[str]:
    """The ways to tell a bloc; as another one only right after one of the same window."""
    who = _members(held.members, basis)
    last = window.end - dt.timedelta(days=1)
    yield (
        f"From {_day(window.start)} to {_day(last)}, {who} stand closer to one another than to the rest, among {window.states} states; "
        f"searches agree on the division at {_decimals(window.stability)}, resampled findings at {_decimals(window.support)}, "
        f"where 1 is the same each time."
    )
    before = basis.earlier[-1] if basis.earlier else None
    if before and before.kind == "bloc" and before.about[:1] == (window.start.isoformat(),) and before.about[1:] != (held.label,):
        yield f"{capital(who)} form another bloc in that window."


def _moves(window: Window, held: Bloc, basis: Basis) -> Iterator[str]:
    """The ways to tell each change of the state into the bloc."""
    state = basis.statement.about[2]
    who = basis.wording.name_of(state)
    beside = _members([code for code in held.members if code != state], basis)
    for move in basis.evidence.assessed.moves:
        if (move.window, move.joined, move.state) == (window.start, held.label, state) and move.left != move.joined:
            then, now, after = _day(move.before), _day(move.window), _KEPT[move.kept]
            yield f"Changing blocs since the window of {then}, {who} stands with {beside} in that of {now}{after}."
            yield f"{capital(who)} stands with {beside} in the window of {now}, after another bloc in that of {then}{after}."


def _members(codes: Sequence[str], basis: Basis) -> str:
    named = [basis.wording.name_of(code) for code in codes[:_NAMED]]
    return joined([*named, f"{len(codes) - _NAMED} others"] if len(codes) > _NAMED else named)


def _outside(basis: Basis, blocs: Sequence[Bloc], state: str = "") -> Iterator[str]:
    """Findings that bind none of the blocs, or are not of the state that it is about."""
    binding = {finding for held in blocs for finding in held.findings}
    for finding in basis.findings:
        parties = {code.partition(":")[0] for code in (*finding.actors, *finding.recipients)}
        if finding.id not in binding or (state and state not in parties):
            yield f"a finding that does not bind the bloc ({finding.id})"


def precedent(reading: Reading, basis: Basis) -> Iterator[str]:
    """A deed and an earlier one like it: each in words of its own claim, with its day, what is alike and how much."""
    yield from _paired(basis)
    about = basis.statement.about
    similar = next(
        (one for finding, every in basis.evidence.assessed.precedents.items() for one in every if (finding, one.finding) == about), None
    )
    pairs = _pairs(basis)
    if similar is None or about != tuple(finding.id for finding, _ in pairs):
        yield "two deeds that nobody compared"
        return
    (_, now), (_, then) = pairs
    day, alike = _day(similar.day), "; ".join([*_alike(similar, basis), f"likeness {_decimals(similar.score)}"])
    first, second = (*(f"“{words}”" for words in reading.quotations[:2]), "", "")[:2]
    if reading.take_first(f"{basis.clause(then)}, {first}, counted from {day}: an earlier deed like {second}; {alike}."):
        first, second = second, first
    elif not reading.take_first(f"{first} has an earlier deed like it, {second}, counted from {day}; {alike}."):
        yield _UNTOLD_DEED
    for claim, quotation in ((now, first), (then, second)):
        if not basis.tells(claim, quotation.strip("“”")):
            yield f"a quotation that is not the words of the deed compared ({quotation})"


def _alike(similar: Similar, basis: Basis) -> Iterator[str]:
    """What the two deeds share, in the order of print."""
    shared = {feature.feature: feature for feature in similar.features if feature.value}
    if {"type", "quarter"} & shared.keys():
        yield "the same kind of deed" if "type" in shared else "a related kind of deed"
    if deal := shared.get("exchange"):
        yield _deal(deal)
    if matters := shared.get("contexts"):
        yield f"about the same matters ({matters.detail})"
    if sides := shared.get("sides"):
        yield f"{'' if sides.value == 1 else 'partly '}the same kinds of parties"
    if terms := shared.get("tie"):
        yield _TERMS[terms.detail.split(" ")[0]]
    if parties := shared.get("parties"):
        yield f"{joined([basis.wording.name_of(code) for code in parties.detail.split(', ')])} in both"


def _deal(deal: Likeness) -> str:
    here, _, there = deal.detail.partition(" and ")
    if here == there:
        return f"the same exchange ({here})"
    return f"{'the same' if deal.value == 1 else 'a like'} exchange ({here} here, {there} there)"


def _pairs(basis: Basis) -> list[tuple[Finding, Claim]]:
    """Each finding with the claim cited at its place."""
    return list(zip(basis.findings, basis.claims, strict=False))


def _paired(basis: Basis) -> Iterator[str]:
    """Each finding has one citation, in the order of the findings: a claim that stands, and no denial where somebody affirms it."""
    if len(basis.findings) != len(basis.claims) or not basis.claims:
        yield f"{len(basis.claims)} claims cited for {len(basis.findings)} findings"
    for finding, claim in _pairs(basis):
        standing = {one.id for one in basis.evidence.standing(finding)}
        affirming = standing.intersection(finding.supporting)
        if claim.id not in (affirming or standing):
            yield f"a citation that is not of its finding, or does not stand ({claim.id})"


def _signed(value: float) -> str:
    """A number with its sign and two decimals; what two decimals do not show has no sign."""
    return "0.00" if abs(value) < _LEAST else f"{value:+.2f}"


def _decimals(value: float | None) -> str:
    return "no value" if value is None else f"{value:.2f}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day.strftime('%B %Y')}"
