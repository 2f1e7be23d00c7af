"""Findings laid out for tracking: which of their claims promise, which tell of a deed, when, by whom, about what."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Act, Certainty, Claim, Polarity, Status
from foedus.model.commitment import Amount, Condition, Due
from foedus.model.event import Party
from foedus.model.finding import Finding
from foedus.model.mention import Basis, Direction
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document, Span
from foedus.outlook.outcomes import Outcomes

ThingsOf = Callable[[str], frozenset[str]]

# organs that act for the government: a promise of the army's is the state's
_GOVERNMENT = frozenset({"GOV", "MIL", "COP", "SPY"})
_UNSAID = frozenset({Act.DENIES, Act.REQUESTS, Act.QUESTIONS, Act.RETRACTS})
_PROMISED = frozenset({Status.PLANNED, Status.CONDITIONAL, Status.STANDING})
_DONE = frozenset({Status.COMPLETED, Status.ONGOING, Status.CEASED})
# to agree or to threaten is to promise, though the agreeing and the threatening are done
_BY_SAYING = frozenset({"AGREE", "THREATEN"})
_BOUNDS: Mapping[Direction, Literal["in", "by", "before"]] = {Direction.DURING: "in", Direction.UNTIL: "by", Direction.BEFORE: "before"}
_NAME = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]*")
_STOP = re.compile(r"[,;:](?=\s)|[.!?](?=\s|$)|\s[-–—]+\s|[”\"]")
_MOST_WORDS = 120
_COUNTED = frozenset({"count", "money", "measure"})
_NO_COUNT = frozenset({Basis.UNIT_NAME, Basis.RATE, Basis.FRACTION})


class ConditionWords(Record, frozen=True, kw_only=True):
    """A row of `outlook/conditions.tsv`: words that open a condition, and a sentence with one between asterisks."""

    words: str
    example: str


class Point(Record, frozen=True, kw_only=True):
    """One claim of a finding, laid out.

    Attributes:
        claim: The claim.
        finding: Its finding.
        day: Publication day of its document, none if undated.
        actors: Codes, organs of government as their state.
        recipients: Codes, likewise.
        things: Words and classes (`#force`) of what it is about.
        trigger: The words that name the deed.
        amount: What is counted, none if nothing is.
    """

    claim: Claim
    finding: FindingId
    day: dt.date | None
    actors: frozenset[str]
    recipients: frozenset[str]
    things: frozenset[str]
    trigger: str
    amount: Amount | None

    @property
    def codes(self) -> frozenset[str]:
        """All parties."""
        return self.actors | self.recipients


class Laid(Record, frozen=True, kw_only=True):
    """A finding with its claims sorted by what they say of the deed; what was corrected or withdrawn is in none of the lists.

    Attributes:
        finding: The finding.
        promises: Claims that the deed will be or must be done, by publication.
        deeds: Claims that it was or is being done, or has stopped, by publication.
        denials: Claims that deny it.
        withdrawn: Claims that promised it and were withdrawn.
    """

    finding: Finding
    promises: tuple[Point, ...] = ()
    deeds: tuple[Point, ...] = ()
    denials: tuple[ClaimId, ...] = ()
    withdrawn: tuple[Point, ...] = ()


class Laying:
    """Lays out findings.

    Args:
        claims: Claims by id.
        documents: Documents by id.
        outcomes: Which deeds can be promised.
        things_of: The stems and classes of the things that a text names.
    """

    def __init__(
        self, claims: Mapping[ClaimId, Claim], documents: Mapping[DocumentId, Document], outcomes: Outcomes, things_of: ThingsOf
    ) -> None:
        self._claims = claims
        self._documents = documents
        self._outcomes = outcomes
        self._things_of = things_of
        self._conditional = conditional()

    def lay(self, finding: Finding) -> Laid:
        """Sort a finding's claims; a finding of which every report was withdrawn keeps only what was."""
        gone = {entry.claim for entry in finding.superseded}
        withdrawn = {entry.claim for entry in finding.superseded if entry.kind == "retraction"}
        told = [self._claims[key] for key in finding.supporting]
        if finding.status == "retracted":
            return Laid(finding=finding, withdrawn=self._points(finding, filter(self._promises, told)))
        kept = [claim for claim in told if claim.id not in gone]
        return Laid(
            finding=finding,
            promises=self._points(finding, filter(self._promises, kept)),
            deeds=self._points(finding, (claim for claim in kept if _is_told(claim) and claim.status in _DONE)),
            denials=tuple(key for key in finding.denying if key not in gone),
            withdrawn=self._points(finding, (claim for claim in told if claim.id in withdrawn and self._promises(claim))),
        )

    def _promises(self, claim: Claim) -> bool:
        if not _is_told(claim) or not self._outcomes.is_promised(claim.event.type):
            return False
        return claim.status in _PROMISED or (claim.event.type in _BY_SAYING and claim.status is Status.COMPLETED)

    def _points(self, finding: Finding, claims: Iterable[Claim]) -> tuple[Point, ...]:
        found = [self._point(finding, claim) for claim in claims]
        return tuple(sorted(found, key=lambda point: (point.day or dt.date.max, point.claim.name, point.claim.event.trigger.start)))

    def _point(self, finding: Finding, claim: Claim) -> Point:
        document, event = self._documents[claim.document], claim.event
        return Point(
            claim=claim,
            finding=finding.id,
            day=document.published,
            actors=folded(event.actors),
            recipients=folded(event.recipients),
            things=self._things(claim, document.text),
            trigger=_words(event.trigger, document.text),
            amount=_amount(claim, finding, document),
        )

    def _things(self, claim: Claim, text: str) -> frozenset[str]:
        """What a claim is about: its object and counted noun, else the rest of its sentence; names of parties tell no things apart."""
        event, sentence = claim.event, claim.evidence[0]
        own = _words(event.object, text) if event.object else ""
        own += f" {event.quantity.written(text)}" if event.quantity else ""
        found = self._things_of(_NAME.sub(" ", own)) | self._classes(_words(event.trigger, text))
        return found or self._things_of(_NAME.sub(" ", text[event.trigger.start : sentence.end]))

    def _classes(self, text: str) -> frozenset[str]:
        return frozenset(thing for thing in self._things_of(text) if thing.startswith("#"))

    def alike(self, first: str, second: str) -> bool:
        """Whether two counted nouns are one, or of one class; a bare number counts whatever it is said of."""
        return not first or not second or bool(self._things_of(first) & self._things_of(second)) or first == second

    def words(self, claim: Claim) -> str:
        """The words that tell a claim's deed."""
        return exact_words(claim, self._documents[claim.document].text)

    def conditions(self, points: Sequence[Point]) -> tuple[Condition, ...]:
        """The conditions that claims name, each in its exact words, once."""
        found: dict[str, Condition] = {}
        for point in points:
            words = self._condition(point.claim)
            if words:
                found.setdefault(words.lower(), Condition(words=words, claim=point.claim.id))
        return tuple(found.values())

    def _condition(self, claim: Claim) -> str:
        """The clause around the word that made a claim conditional; empty if there is none."""
        cue = next((why for why in claim.why if why.part == "status" and why.rule == "condition" and why.start >= 0), None)
        if cue is None:
            return ""
        text, sentence = self._documents[claim.document].text, claim.evidence[0]
        opened = [found for found in self._conditional.finditer(text, sentence.start, sentence.end) if found.start() <= cue.start]
        if not opened:
            return ""
        end = _STOP.search(text, max(cue.end, opened[-1].end()), sentence.end)
        return text[opened[-1].start() : end.start() if end else sentence.end].strip()


def exact_words(claim: Claim, text: str) -> str:
    """The words that tell a deed, from the trigger past its object and number, else to the next stop: a stretch of the text."""
    event = claim.event
    start, sentence = event.trigger.start, claim.evidence[0]
    limit = min(sentence.end, start + _MOST_WORDS)
    end = max((part.end for part in (event.object, event.quantity) if part is not None and start < part.end <= limit), default=0)
    if end <= event.trigger.end:
        stop = _STOP.search(text, event.trigger.end, sentence.end)
        whole = stop.start() if stop else sentence.end
        end = whole if whole <= limit else event.trigger.end
    return text[start:end].strip(" .")


def conditional() -> re.Pattern[str]:
    """What finds the words that open a condition, the longest first.

    Raises:
        DataError: The table is broken.
    """
    words = sorted((row.words for row in rows(data_file("outlook/conditions.tsv"), ConditionWords)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def due_of(points: Sequence[Point]) -> Due | None:
    """When the latest claim that gives a date to come wants the deed done; a date that lay behind its report is none."""
    for point in reversed(points):
        date = point.claim.event.date
        if date is None or date.period is None or point.day is None or date.direction not in _BOUNDS:
            continue
        bound = _BOUNDS[date.direction]
        last = (date.period.start if bound == "before" else date.period.end) - dt.timedelta(days=1)
        if last >= point.day:
            return Due(iso=date.period.iso, bound=bound, last=last, claim=point.claim.id)
    return None


def folded(parties: Iterable[Party]) -> frozenset[str]:
    """Codes of parties, organs of government as their state."""
    found = set()
    for party in parties:
        state, _, sector = party.actor.code.partition(":")
        found.add(state if sector in _GOVERNMENT else party.actor.code)
    return frozenset(found)


def _is_told(claim: Claim) -> bool:
    """Whether a claim says firmly enough that the deed is or will be: neither denied nor asked for, and not as a mere possibility."""
    return claim.polarity is Polarity.POSITIVE and claim.act not in _UNSAID and claim.certainty is not Certainty.POSSIBLE


def _words(span: Span, text: str) -> str:
    return text[span.start : span.end]


def _amount(claim: Claim, finding: Finding, document: Document) -> Amount | None:
    """What a claim counts; a share, a length of time and the name of a unit (`a battalion`) are no count of it."""
    quantity = claim.event.quantity
    if quantity is None or quantity.kind not in _COUNTED or quantity.basis in _NO_COUNT:
        return None
    written = quantity.written(document.text)
    return Amount(
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit_head,
        text=written,
        claim=claim.id,
        finding=finding.id,
        added=quantity.basis is Basis.DELTA,
    )
