"""What findings do to ties between states, which blocs their parties stand in, and which earlier deeds they are like."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from foedus.brief.cautions import cautions
from foedus.brief.deeds import weight
from foedus.brief.evidence import Evidence
from foedus.brief.telling import Teller
from foedus.brief.wording import RETRACTED, NameOf, exact_words, joined, quoted
from foedus.model.brief import Plot, Section, Statement
from foedus.model.claim import Claim
from foedus.model.dating import day_words
from foedus.model.finding import Finding
from foedus.model.network import Bloc, Likeness, Move, Share, Similar, Tie, TieChange, Window
from foedus.model.record import FindingId

NOTE = (
    "A tie is arithmetic on what was reported of two states: each finding counts by its kind, its status and its origins, and fades with "
    "time; what is above zero binds, what is below parts. It is not how two states feel about each other, and it foretells nothing. "
    "A bloc is states that stand closer to one another in these findings than to the rest; it need not be an alliance. "
    "An earlier deed that is alike may serve as a precedent; likeness is the share of what can be compared in which "
    "both agree."
)
THIN = " Where these deeds fall, too few findings between states were read to divide them into blocs."
NO_TIE = "No deed told here bears on the tie between two states, and no earlier deed is like one of them."
MAX_PAIRS = 5
MAX_PARTED = 3
MAX_PRECEDENTS = 5
MAX_BLOCS = 4
MAX_MOVES = 3
# Each of them is compared with every finding of the ledger.
MAX_COMPARED = 20
# Pairs whose tie is drawn.
MAX_DRAWN = 2
# Below it two deeds share little but their kind; 0.5 is what `foedus.network.similar` lists at all.
MIN_LIKENESS = 0.6
_WINDOWS = 2
_NAMED = 12
_RESTS = 3
_YEAR_DAYS = 366
# A change that two decimals do not show.
_NOTHING = 0.005
# What is only said, supposed or asked for sets no precedent.
_SAID = frozenset({"ACCUSE", "PROTEST", "REJECT", "REQUEST", "THREATEN"})
_NO_DEED = frozenset({"hypothetical", "requested", RETRACTED})
_LONG = 90
_CONDITION = re.compile(r"\b(if|unless|until|provided|should|once|only|not|without|except)\b")
_TIE_DRAWN = "The tie between {a} and {b} over time; dotted, as it would be without what is told here"
_BLOCS_DRAWN = "The blocs of each window, a letter for each"
_TERMS = {"friendly": "on friendly terms both times", "neutral": "neither friends nor foes both times", "hostile": "foes both times"}


class Relations:
    """The section on ties, blocs and precedents.

    Args:
        teller: Words findings.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence
        self._wording = teller.wording
        self._told = teller.evidence.assessed

    def section(self) -> Section:
        """Ties, the largest change first, then those that are parted; blocs and who moved; precedents; drawings."""
        changes = [change for change in self._told.ties if abs(_moved(change)) >= _NOTHING and _counting(change.shares)]
        parted = [change for change in changes[MAX_PAIRS:] if _moved(change) < 0][:MAX_PARTED]
        shown = changes[:MAX_PAIRS] + parted
        windows = _windows(changes, self._told.windows)
        divided = [window for window in windows if not window.thin][-_WINDOWS:]
        states = {state for change in shown for state in (change.after.a, change.after.b)}
        ties = tuple(self._tie(change, place) for place, change in enumerate(shown))
        blocs = tuple(statement for window in divided for statement in self._window(window, states))
        statements = (*ties, *blocs, *self._precedents())
        return Section(
            key="implications",
            title="What it does to relations",
            statements=statements,
            plots=tuple(self._plots(shown[:MAX_DRAWN], divided)),
            empty=NO_TIE,
            note=NOTE + (THIN if windows and not divided else "") if statements else "",
            left_out=len(changes) - len(shown),
            more="foedus network" if len(changes) > len(shown) else "",
        )

    def _stated(self, text: str, leads: Iterable[tuple[Finding, Claim]], kind: str, about: tuple[str, ...]) -> Statement:
        told = list(leads)
        findings = tuple(dict.fromkeys(finding.id for finding, _ in told))
        caution = cautions([finding for finding, _ in told], self._evidence)
        cited = self._teller.citer.cite(claim for _, claim in told)
        return Statement(text=text, citations=cited, findings=findings, label=caution, kind=kind, about=about)

    def _leads(self, findings: Iterable[FindingId], state: str = "") -> list[tuple[Finding, Claim]]:
        """The first of these findings that are at hand, with the claim that tells each best; only those of a state, if one is given."""
        found = (self._teller.lead_of(finding) for finding in dict.fromkeys(findings))
        return list(islice((lead for lead in found if lead is not None and (not state or state in _states(lead[0]))), _RESTS))

    def _words(self, claim: Claim) -> str:
        """The exact words of a deed, short where they still hold the words that name it."""
        document, trigger = self._evidence.document(claim), claim.event.trigger
        words = exact_words(claim, document)
        least = short(words)
        return quoted(least if document.text[trigger.start : trigger.end] in least else words)

    def _tie(self, change: TieChange, place: int) -> Statement:
        """How a tie stands without and with the findings, and what it rests on; the wording goes by the place in the list."""
        before, after = change.before, change.after
        both = self._wording.names((after.a, after.b))
        day, was, now = day_words(after.day), points(before.net), points(after.net)
        opening, moves = self._wording.opening((after.a, after.b)), "rises" if _moved(change) > 0 else "falls"
        compared = (
            f"The tie between {both} {moves} from {was} to {now}, counted on {day}",
            f"On {day} the tie of {both} stands at {now}; without what is told here it would stand at {was}",
            f"{opening} stand to each other at {now} on {day}, where it would be {was} without what is told here",
        )
        alone = (
            f"The tie between {both} comes to {now} on {day}, and nothing else that was read bears on it",
            f"On {day} the tie of {both} stands at {now}, made of what is told here alone",
            f"{opening} stand to each other at {now} on {day}; all of it is told here",
        )
        patterns = compared if before.shares or before.standing else alone
        leads = self._leads(share.contribution.finding for share in _counting(change.shares))
        text = f"{patterns[place % len(patterns)]}{_sides(after)}; {self._rests(change, leads)}{_standing(after)}."
        return self._stated(text, leads, "tie", (after.a, after.b))

    def _rests(self, change: TieChange, leads: Sequence[tuple[Finding, Claim]]) -> str:
        """The deeds that count most, in exact words, each with its points; the same words once."""
        counts = {share.contribution.finding: points(share.points) for share in change.shares}
        told = {self._words(claim): counts[finding.id] for finding, claim in reversed(leads)}
        parts = [f"{words} ({told[words]})" for words in reversed(told)]
        return f"what counts{' most' if len(_counting(change.shares)) > len(parts) else ''} is {joined(parts)}"

    def _window(self, window: Window, states: set[str]) -> Iterator[Statement]:
        """The blocs of a window that hold parties to the deeds, and those of these parties that changed blocs."""
        near = [bloc for bloc in window.blocs if states.intersection(bloc.members)][:MAX_BLOCS]
        held = [(bloc, leads) for bloc in near if (leads := self._leads(self._own_first(bloc.findings)))]
        for place, (bloc, leads) in enumerate(held):
            yield self._stated(self._bloc(window, bloc, place), leads, "bloc", (window.start.isoformat(), bloc.label))
        moves = [move for move in self._told.moves if move.window == window.start and move.state in states and _is_recent(move)]
        for place, move in enumerate(moves[:MAX_MOVES]):
            yield from self._move(move, window, place)

    def _own_first(self, findings: Iterable[FindingId]) -> list[FindingId]:
        own = {finding.id for finding in self._evidence.findings}
        return sorted(findings, key=lambda finding: finding not in own)

    def _bloc(self, window: Window, bloc: Bloc, place: int) -> str:
        who = self._members(bloc.members)
        if place:
            return f"{who[0].upper()}{who[1:]} form another bloc in that window."
        first, last = _ends(window)
        return (
            f"From {first} to {last}, {who} stand closer to one another than to the rest, among {window.states} states; "
            f"searches agree on the division at {_score(window.stability)}, resampled findings at {_score(window.support)}, "
            f"where 1 is the same each time."
        )

    def _members(self, codes: Sequence[str]) -> str:
        names = [self._wording.name_of(code) for code in codes[:_NAMED]]
        return joined([*names, f"{len(codes) - _NAMED} others"] if len(codes) > _NAMED else names)

    def _move(self, move: Move, window: Window, place: int) -> Iterator[Statement]:
        """A change of blocs, cited by deeds of the state in its new one; nothing without such a deed."""
        new = next(bloc for bloc in window.blocs if bloc.label == move.joined)
        leads = self._leads(self._own_first(new.findings), move.state)
        if not leads:
            return
        beside = self._members([code for code in new.members if code != move.state])
        after = {None: "", True: ", and so it does in the next window", False: ", but no longer in the next window"}[move.kept]
        before, now, who = day_words(move.before), day_words(move.window), self._wording.name_of(move.state)
        patterns = (
            f"Changing blocs since the window of {before}, {who} stands with {beside} in that of {now}{after}.",
            f"{who[0].upper()}{who[1:]} stands with {beside} in the window of {now}, after another bloc in that of {before}{after}.",
        )
        yield self._stated(patterns[place % 2], leads, "bloc", (window.start.isoformat(), move.joined, move.state))

    def _precedents(self) -> Iterator[Statement]:
        """The earlier deed most alike of each finding; exchanges alike first, then by likeness."""
        pairs = []
        for finding in comparable(self._evidence):
            best = next((similar for similar in self._told.precedents.get(finding.id, ()) if self._is_told(similar)), None)
            if best:
                pairs.append((finding, best))
        ordered = sorted(pairs, key=lambda pair: (-(value_of(pair[1], "exchange") or 0), -pair[1].score))
        for place, (finding, similar) in enumerate(ordered[:MAX_PRECEDENTS]):
            yield from self._precedent(finding, similar, place)

    def _is_told(self, similar: Similar) -> bool:
        """Whether an earlier deed is alike enough, and was more than supposed or asked for."""
        earlier = self._evidence.finding(similar.finding)
        return similar.score >= MIN_LIKENESS and earlier is not None and earlier.status not in _NO_DEED

    def _precedent(self, finding: Finding, similar: Similar, place: int) -> Iterator[Statement]:
        earlier = self._teller.lead_of(similar.finding)
        if earlier is None:
            return
        lead = self._teller.leading(finding)[0]
        now, then = self._words(lead), self._words(earlier[1])
        deed, day = self._teller.deed(earlier[1]), day_words(similar.day)
        alike = "; ".join([*features(similar, self._wording.name_of), f"likeness {_score(similar.score)}"])
        patterns = (
            f"{deed}, {then}, counted from {day}: an earlier deed like {now}; {alike}.",
            f"{now} has an earlier deed like it, {then}, counted from {day}; {alike}.",
        )
        yield self._stated(patterns[place % 2], [(finding, lead), earlier], "precedent", (finding.id, similar.finding))

    def _plots(self, changes: Iterable[TieChange], windows: Sequence[Window]) -> Iterator[Plot]:
        """The drawings that are at hand, each with a caption that cites."""
        for change in changes:
            a, b = change.after.a, change.after.b
            key = drawing_key(a, b)
            if key in self._told.drawings:
                leads = self._leads(share.contribution.finding for share in _counting(change.shares))
                text = f"{_TIE_DRAWN.format(a=self._wording.name_of(a), b=self._wording.name_of(b))}."
                yield Plot(key=key, caption=self._stated(text, leads, "tie", (a, b)), svg=self._told.drawings[key])
        held = [finding for window in windows for bloc in window.blocs for finding in bloc.findings]
        leads = self._leads(self._own_first(held))
        if leads and BLOCS in self._told.drawings:
            caption = self._stated(f"{_BLOCS_DRAWN}.", leads, "bloc", ())
            yield Plot(key=BLOCS, caption=caption, svg=self._told.drawings[BLOCS])


BLOCS = "blocs"


def comparable(evidence: Evidence) -> list[Finding]:
    """The findings whose precedents are looked for: deeds, exchanges first, then by weight; few, as each is held against all others."""
    deeds = [finding for finding in evidence.findings if finding.event not in _SAID and finding.status not in _NO_DEED]
    ordered = sorted(deeds, key=lambda finding: (not any(claim.exchange for claim in evidence.of(finding)), weight(finding)))
    return ordered[:MAX_COMPARED]


def drawing_key(a: str, b: str) -> str:
    """The key of the drawing of a tie."""
    return f"tie {a} {b}"


def short(words: str) -> str:
    """Long exact words up to their first comma, unless a condition stands behind it.

    >>> short("will send planes, ships and an envoy")
    'will send planes, ships and an envoy'
    """
    head, comma, rest = words.partition(", ")
    return head if comma and len(words) > _LONG and not _CONDITION.search(rest) else words


def points(value: float) -> str:
    """Points with their sign.

    >>> points(5.078), points(-0.5), points(-0.001)
    ('+5.08', '-0.50', '0.00')
    """
    return f"{value:+.2f}" if abs(value) >= _NOTHING else "0.00"


def features(similar: Similar, name_of: NameOf) -> Iterator[str]:
    """What two deeds have in common, in words; what they do not share is passed over."""
    found = {feature.feature: feature for feature in similar.features if feature.value}
    if "type" in found:
        yield "the same kind of deed"
    elif "quarter" in found:
        yield "a related kind of deed"
    if "exchange" in found:
        yield _exchange(found["exchange"])
    if "contexts" in found:
        yield f"about the same matters ({found['contexts'].detail})"
    if "sides" in found:
        yield "the same kinds of parties" if found["sides"].value == 1 else "partly the same kinds of parties"
    if "tie" in found:
        yield _TERMS[found["tie"].detail.partition(" ")[0]]
    if "parties" in found:
        yield f"{joined([name_of(code) for code in found['parties'].detail.split(', ')])} in both"


def value_of(similar: Similar, feature: str) -> float | None:
    """How alike two deeds are in one feature; none if they do not have it."""
    return next((found.value for found in similar.features if found.feature == feature), None)


def _is_recent(move: Move) -> bool:
    """Whether the window that it is compared with lies no more than a year back: over longer gaps a state has not moved but been unseen."""
    return (move.window - move.before).days <= _YEAR_DAYS


def _moved(change: TieChange) -> float:
    return change.after.net - change.before.net


def _counting(shares: Iterable[Share]) -> list[Share]:
    """Shares that two decimals show."""
    return [share for share in shares if abs(share.points) >= _NOTHING]


def _sides(tie: Tie) -> str:
    mixed = tie.positive >= _NOTHING and tie.negative <= -_NOTHING
    return f"; {points(tie.positive)} in it binds them, {points(tie.negative)} parts them" if mixed else ""


def _standing(tie: Tie) -> str:
    """The obligations in force that count in a tie: they come from files of the user's, not from reports."""
    held = [f"{points(one.points)} for {one.kind} ({one.source})" for one in tie.standing]
    return f"; obligations loaded from files count {joined(held)} in it" if held else ""


def _windows(changes: Iterable[TieChange], windows: Iterable[Window]) -> list[Window]:
    """The windows in which the days of the ties fall, in order of time."""
    days: set[dt.date] = {change.after.day for change in changes}
    return [window for window in windows if any(window.start <= day < window.end for day in days)]


def _ends(window: Window) -> tuple[str, str]:
    """First and last day of a window, in words."""
    return day_words(window.start), day_words(window.end - dt.timedelta(days=1))


def _states(finding: Finding) -> set[str]:
    return {code.partition(":")[0] for code in (*finding.actors, *finding.recipients)}


def _score(value: float | None) -> str:
    return "no value" if value is None else f"{value:.2f}"


def _exchange(feature: Likeness) -> str:
    """The things that are exchanged here and there, as classes: `the same exchange (labour for technology)`."""
    here, _, there = feature.detail.partition(" and ")
    if here == there:
        return f"the same exchange ({here})"
    return f"{'the same exchange' if feature.value == 1 else 'a like exchange'} ({here} here, {there} there)"
