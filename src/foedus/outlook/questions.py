"""What the reports leave open: empty, vague and disputed slots, and tests of provisions that could not be answered."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from foedus.model.claim import Claim
from foedus.model.commitment import PENDING, Commitment, Pledge, Question, State
from foedus.model.dating import due_words
from foedus.model.finding import Conflict, Finding
from foedus.model.mention import Basis
from foedus.model.record import ClaimId, DocumentId, FindingId, Record, identify
from foedus.model.text import Document, Span
from foedus.outlook.extent import share_words
from foedus.outlook.laying import exact_words
from foedus.outlook.wording import Templates, joined, quoted

NameOf = Callable[[str], str]

# a question counts more the more sure origins its finding has, up to so many, and if it was told of in the last days
MOST_ORIGINS, RECENT_DAYS = 3, 30
# deeds in which something passes from one to the other, which can be counted, placed and paid for
_MATERIAL, _IMMATERIAL = frozenset({"AGREE", "AID", "COOPERATE"}), frozenset({"law", "meeting", "pact"})
_UNCOUNTED = frozenset({Basis.VAGUE, Basis.UNIT_NAME})
_TOLD_AS = {"completed": "done", "ongoing": "under way", "conditional": "planned under a condition", "ceased": "stopped"}


class OpenTest(Record, frozen=True, kw_only=True):
    """Something that an assessment could not find in the reports, as it asks for it.

    Attributes:
        text: The question, in one sentence.
        source: What asks it, such as a provision by instrument and paragraph.
        findings: The findings that it asks it of.
        claims: Their claims.
    """

    text: str
    source: str
    findings: tuple[FindingId, ...] = ()
    claims: tuple[ClaimId, ...] = ()


class Asker:
    """Asks about commitments and disputed findings.

    Args:
        findings: The findings.
        claims: Claims by id.
        documents: Documents by id.
        name_of: Name of an actor code inside a sentence.
        today: The last day of the ledger, none if nothing is dated.
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        claims: Mapping[ClaimId, Claim],
        documents: Mapping[DocumentId, Document],
        name_of: NameOf,
        today: dt.date | None,
    ) -> None:
        self._findings = {finding.id: finding for finding in findings}
        self._claims = claims
        self._documents = documents
        self._name_of = name_of
        self._today = today
        self._templates = Templates.load()

    def ask(self, commitments: Iterable[Commitment], tests: Iterable[OpenTest] = ()) -> list[Question]:
        """All questions, the highest rank first.

        Args:
            commitments: Commitments among the findings; those that are settled are not asked about.
            tests: Tests of provisions that the reports do not answer.
        """
        pledged = list(commitments)
        asked = [question for commitment in pledged if commitment.state in PENDING for question in self._about(commitment)]
        words = {commitment.finding: commitment.words for commitment in pledged}
        for finding in self._findings.values():
            if finding.status != "retracted":
                asked += self._disputes(finding, words.get(finding.id, ""))
        asked += [self._tested(test) for test in tests]
        return sorted(asked, key=lambda question: (-question.rank, question.topic, question.findings, question.text))

    def _about(self, commitment: Commitment) -> Iterator[Question]:
        finding = self._findings[commitment.finding]
        values = self._values(commitment)
        for topic, more in self._open(commitment, finding):
            claims = tuple(condition.claim for condition in commitment.conditions) if topic == "condition" else commitment.claims
            yield self._question(topic, values | more, finding, claims)

    def _values(self, commitment: Commitment) -> dict[str, str]:
        return {
            "who": self._names(commitment.actors),
            "words": quoted(commitment.words),
            "due": due_words(commitment.due) if commitment.due else "",
            "extent": share_words(commitment.extent) if commitment.extent else "",
            "promised": joined(_each(amount.text for amount in commitment.extent.promised), "or") if commitment.extent else "",
            "condition": joined([quoted(condition.words) for condition in commitment.conditions]),
        }

    def _open(self, commitment: Commitment, finding: Finding) -> Iterator[tuple[str, dict[str, str]]]:
        """The topics on which a commitment is open, with what their questions say besides."""
        if commitment.state is State.NOT_SEEN:
            yield "carried out", {}
        if commitment.extent and commitment.state in {State.PART, State.SEEN}:
            yield ("rest" if commitment.extent.seen else "extent"), {}
        if commitment.due is None and commitment.state in {State.OPEN, State.PART}:
            yield "date", {}
        if commitment.state in {State.OPEN, State.NOT_SEEN}:
            yield from self._terms(commitment)
        if commitment.conditions and commitment.state in {State.OPEN, State.NOT_SEEN}:
            yield "condition", {}
        if commitment.pledge is Pledge.PROMISE and _is_material(commitment):
            yield from self._returns(commitment)
        if finding.lineages.sure == 1 and commitment.state is State.OPEN:
            yield "source", {}

    def _terms(self, commitment: Commitment) -> Iterator[tuple[str, dict[str, str]]]:
        """How many, where and with whom, as far as no claim says."""
        events = [self._claims[key].event for key in commitment.claims]
        if not commitment.recipients and len(commitment.actors) == 1:
            yield "recipient", {}
        if not _is_material(commitment) or not any(event.object or event.quantity for event in events):
            return
        counted = [(key, event.quantity) for key, event in zip(commitment.claims, events, strict=True) if event.quantity]
        if not counted:
            yield "quantity", {}
        elif all(quantity.basis in _UNCOUNTED for _, quantity in counted):
            written = [quantity.written(self._documents[self._claims[key].document].text) for key, quantity in counted]
            yield "vague", {"values": joined(_each(written), "or")}
        if not any(event.place for event in events):
            yield "place", {}

    def _returns(self, commitment: Commitment) -> Iterator[tuple[str, dict[str, str]]]:
        """What is given in return, and who pays, as far as no claim says."""
        claims = [self._claims[key] for key in commitment.claims]
        gets = [self._words(claim.exchange.gets) for claim in claims if claim.exchange and claim.exchange.gets]
        if any(claim.event.quantity and claim.event.quantity.kind == "money" for claim in claims):
            return
        if gets:
            yield "payment", {"gets": joined(_each(gets))}
        elif any(claim.event.object or claim.event.quantity for claim in claims):
            yield "exchange", {}

    def _disputes(self, finding: Finding, words: str) -> Iterator[Question]:
        for conflict in finding.conflicts:
            if conflict.relation == "conflict":
                yield self._disputed(finding, conflict, words)

    def _disputed(self, finding: Finding, conflict: Conflict, words: str) -> Question:
        gone = {entry.claim for entry in finding.superseded}
        values = [value.value for value in conflict.values if not gone.issuperset(value.claims)] or [v.value for v in conflict.values]
        first = self._claims[(finding.supporting or finding.denying)[0]]
        asserted = [_TOLD_AS.get(value, value) for value in values if value != "denied"]
        said = {
            "who": self._names(finding.actors),
            "words": quoted(words or exact_words(first, self._documents[first.document].text)),
            "values": joined(values if conflict.field == "date" else _each(values), "or"),  # a resolved date is no quotation
            "asserted": joined(asserted),
        }
        claims = tuple(claim for value in conflict.values for claim in value.claims)
        return self._question(f"disputed {conflict.field}", said, finding, claims)

    def _question(self, topic: str, values: Mapping[str, str], finding: Finding, claims: tuple[ClaimId, ...]) -> Question:
        text, answer = self._templates.worded(topic, values, finding.id)
        rank, why = self._rank(topic, finding)
        return Question(topic=topic, text=text, answer=answer, rank=rank, why=why, findings=(finding.id,), claims=claims)

    def _tested(self, test: OpenTest) -> Question:
        values = {"test": test.text if test.text.endswith("?") else f"{test.text.rstrip('.')}?", "source": test.source}
        text, answer = self._templates.worded("test", values, identify("t", test.text, test.source))
        known = [self._findings[key] for key in test.findings if key in self._findings]
        ranks = [self._rank("test", finding) for finding in known] or [self._rank("test", None)]
        rank, why = max(ranks)
        found = {"topic": "test", "text": text, "answer": answer, "rank": rank, "why": why, "source": test.source}
        return Question(**found, findings=test.findings, claims=test.claims)  # type: ignore[arg-type]  # the fields of the question

    def _rank(self, topic: str, finding: Finding | None) -> tuple[float, str]:
        """Weight of the topic, sure origins, and whether it was told of lately."""
        rank = weight = self._templates.weight(topic)
        why = f"{topic} {weight:g}"
        if finding and finding.lineages.sure:
            origins = min(finding.lineages.sure, MOST_ORIGINS)
            rank, why = rank + origins, f"{why} + {origins} for its sure origins"
        if finding and self._is_recent(finding):
            rank, why = rank + 1, f"{why} + 1 for a report of the last {RECENT_DAYS} days"
        return rank, why

    def _is_recent(self, finding: Finding) -> bool:
        days = [self._documents[self._claims[key].document].published for key in (*finding.supporting, *finding.denying)]
        last = max((day for day in days if day), default=None)
        return bool(last and self._today and (self._today - last).days <= RECENT_DAYS)

    def _names(self, codes: Sequence[str]) -> str:
        return joined([self._name_of(code) for code in codes]) or "an unnamed party"

    def _words(self, span: Span) -> str:
        return self._documents[span.document].text[span.start : span.end]


def _each(texts: Iterable[str]) -> list[str]:
    """Exact words in quotation marks, each once whatever its capitals."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), quoted(text))
    return list(found.values())


def _is_material(commitment: Commitment) -> bool:
    return commitment.event in _MATERIAL and not _IMMATERIAL.intersection(commitment.things)
