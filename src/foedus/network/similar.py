"""Earlier deeds like one: the same exchange, kind of deed and standing of the parties. What was done once may serve as a precedent."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Self

from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.network import Likeness, Similar
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document, Span
from foedus.network.ties import Ties
from foedus.network.weighing import counts_from, pairs_of, state_of
from foedus.network.weights import Weights

# Scores below it share little but the kind of deed.
MIN_SCORE = 0.5
# A tie within so many points of zero is neither friendly nor hostile: less than one agreement that a single lineage reports.
NEUTRAL_POINTS = 1.0
_WORD = re.compile(r"[a-zé-]+")
_PLURALS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"))
_BODIES = {"IGO": "organisation", "NGO": "aid or rights organisation", "IMG": "armed group across states", "MNC": "company across states"}
_UNDONE = frozenset({"denied", "retracted"})
_ONE_DAY = timedelta(days=1)
_Legs = tuple[frozenset[str], frozenset[str]]


class _Thing(Record, frozen=True, kw_only=True):
    """A row of `corroboration/things.tsv`: a class of things, and its words."""

    thing: str
    words: str


class _Traits(Record, frozen=True, kw_only=True):
    """What a finding is compared by; `legs` is none without an exchange, `tie` none without two states."""

    finding: Finding
    quarter: str
    legs: _Legs | None
    contexts: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]]
    tie: str | None
    states: frozenset[str]


class Deals:
    """Compares deeds.

    Args:
        claims: The claims of all findings that are compared, by id.
        documents: Their documents by id, for the words of what is exchanged.
        ties: The ties between states.
        weights: The table of weights.
        things: Classes of things by word.
    """

    def __init__(
        self,
        claims: Mapping[ClaimId, Claim],
        documents: Mapping[DocumentId, Document],
        ties: Ties,
        weights: Weights,
        things: Mapping[str, frozenset[str]],
    ) -> None:
        self._claims, self._documents = claims, documents
        self._ties, self._weights, self._things = ties, weights, things
        self._known: dict[tuple[FindingId, date], _Traits] = {}

    @classmethod
    def load(cls, claims: Mapping[ClaimId, Claim], documents: Mapping[DocumentId, Document], ties: Ties) -> Self:
        """Compare by the shipped tables."""
        things: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows(data_file("corroboration/things.tsv"), _Thing):
            for word in row.words.split():
                things[word].add(row.thing)
        return cls(claims, documents, ties, Weights.load(), {word: frozenset(found) for word, found in things.items()})

    def alike(self, finding: Finding, among: Iterable[Finding], limit: int = 5) -> list[Similar]:
        """Earlier findings that are most like one.

        The score is the mean of the features that both findings allow, weighed by `[similar]` of the table. A feature that neither has
        (no exchange, no context) counts neither for nor against.

        Args:
            finding: The finding.
            among: Where to look; those of its own story, later, undated, denied and withdrawn ones are passed over.
            limit: How many at most.

        Returns:
            Those with a score of `MIN_SCORE` or more, the most alike first, of equal ones the latest.
        """
        dated = counts_from(finding)
        if dated is None:
            return []
        own = self._traits(finding, dated[0])
        found = []
        for other in among:
            day = _earlier(other, finding, dated[0])
            if day is None:
                continue
            features = self._compared(own, self._traits(other, day))
            score = self._score(features)
            if score >= MIN_SCORE:
                found.append((day, Similar(finding=other.id, day=day, score=round(score, 3), features=features)))
        ordered = sorted(found, key=lambda entry: (-entry[1].score, -entry[0].toordinal(), entry[1].finding))
        return [similar for _, similar in ordered[:limit]]

    def _score(self, features: Sequence[Likeness]) -> float:
        told = [(self._weights.similar[one.feature], one.value) for one in features if one.value is not None]
        return sum(weight * value for weight, value in told) / sum(weight for weight, _ in told)

    def _traits(self, finding: Finding, day: date) -> _Traits:
        """Kept once made: each finding is compared with many others."""
        if (finding.id, day) not in self._known:
            self._known[finding.id, day] = self._made_out(finding, day)
        return self._known[finding.id, day]

    def _made_out(self, finding: Finding, day: date) -> _Traits:
        claims = [self._claims[claim] for claim in finding.supporting if claim in self._claims]
        return _Traits(
            finding=finding,
            quarter=self._weights.quarter(finding.event),
            legs=self._legs(claims),
            contexts=frozenset(context for claim in claims for context in claim.event.contexts),
            sides=(self._kinds(finding.actors), self._kinds(finding.recipients)),
            tie=self._standing(finding, day),
            states=frozenset(filter(None, (state_of(code, self._weights.organs) for code in (*finding.actors, *finding.recipients)))),
        )

    def _legs(self, claims: Sequence[Claim]) -> _Legs | None:
        """Classes of what the actors give and get; none if no claim tells of an exchange."""
        deals = [claim.exchange for claim in claims if claim.exchange]
        if not deals:
            return None
        return self._classes([deal.gives for deal in deals]), self._classes([deal.gets for deal in deals])

    def _classes(self, spans: Iterable[Span | None]) -> frozenset[str]:
        found: set[str] = set()
        for span in spans:
            if span is not None and span.document in self._documents:
                text = self._documents[span.document].text[span.start : span.end].lower()
                found.update(thing for word in _WORD.findall(text) for thing in self._things_of(word))
        return frozenset(found)

    def _things_of(self, word: str) -> frozenset[str]:
        singular = (word.removesuffix(ending) + rest for ending, rest in _PLURALS if word.endswith(ending))
        return next((self._things[form] for form in singular if form in self._things), frozenset())

    def _kinds(self, codes: Iterable[str]) -> frozenset[str]:
        return frozenset(_kind(code, self._weights.organs) for code in codes)

    def _standing(self, finding: Finding, day: date) -> str | None:
        """How the states stood the day before: the mean of their ties, in a word."""
        pairs = pairs_of(finding, self._weights)
        if not pairs:
            return None
        net = sum(self._ties.on(a, b, day - _ONE_DAY, without=(finding.id,)).net for a, b in pairs) / len(pairs)
        return "neutral" if abs(net) < NEUTRAL_POINTS else "friendly" if net > 0 else "hostile"

    @staticmethod
    def _compared(one: _Traits, other: _Traits) -> tuple[Likeness, ...]:
        a, b = one.finding, other.finding
        sides = [_jaccard(mine, theirs) for mine, theirs in zip(one.sides, other.sides, strict=True)]
        given = [value for value in sides if value is not None]
        values: dict[str, tuple[float | None, str]] = {
            "type": (float(a.event == b.event), f"{a.event} and {b.event}"),
            "quarter": (float(one.quarter == other.quarter), f"{one.quarter} and {other.quarter}"),
            "exchange": (_exchange(one.legs, other.legs), f"{_told_legs(one.legs)} and {_told_legs(other.legs)}"),
            "contexts": (_jaccard(one.contexts, other.contexts), _told(one.contexts & other.contexts)),
            "sides": (sum(given) / len(given) if given else None, f"{_told_sides(one.sides)} and {_told_sides(other.sides)}"),
            "tie": (float(one.tie == other.tie) if one.tie and other.tie else None, f"{one.tie or 'none'} and {other.tie or 'none'}"),
            "parties": (_jaccard(one.states, other.states), _told(one.states & other.states)),
        }
        return tuple(
            Likeness(feature=feature, value=None if value is None else round(value, 3), detail=detail)
            for feature, (value, detail) in values.items()
        )


def _earlier(other: Finding, finding: Finding, day: date) -> date | None:
    """The day of an earlier finding of another story that was neither denied nor withdrawn, else none."""
    if other.story == finding.story or other.status in _UNDONE:
        return None
    dated = counts_from(other)
    return dated[0] if dated and dated[0] < day else None


def _kind(code: str, organs: frozenset[str]) -> str:
    head, _, sector = code.partition(":")
    return "state" if state_of(code, organs) else _BODIES.get(head) or (sector and f"sector {sector}") or "unidentified"


def _exchange(one: _Legs | None, other: _Legs | None) -> float | None:
    """How alike two exchanges are, whichever side is told first; none if there is none, 0 if there is one alone."""
    if one is None and other is None:
        return None
    if one is None or other is None:
        return 0.0
    straight, crossed = ([_jaccard(one[k], other[order[k]]) or 0.0 for k in (0, 1)] for order in ((0, 1), (1, 0)))
    return max(sum(straight), sum(crossed)) / 2


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Shared among all; none if there is nothing on either side."""
    return len(one & other) / len(one | other) if one | other else None


def _told(found: Iterable[str]) -> str:
    return ", ".join(sorted(found)) or "nothing shared"


def _told_legs(legs: _Legs | None) -> str:
    return "no exchange" if legs is None else " for ".join(", ".join(sorted(leg)) or "something else" for leg in legs)


def _told_sides(sides: tuple[frozenset[str], frozenset[str]]) -> str:
    return " towards ".join(", ".join(sorted(side)) or "nobody" for side in sides)
