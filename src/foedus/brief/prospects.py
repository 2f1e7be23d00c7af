"""What was promised and what became of it, how often such was kept, what is not known, and what to watch."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from foedus.brief.borders import drops_bound, is_whole, widened
from foedus.brief.cautions import cautions
from foedus.brief.telling import Teller
from foedus.brief.wording import counted, quoted, single
from foedus.model.brief import Row, Section, Statement, Table
from foedus.model.claim import Claim
from foedus.model.commitment import PENDING, Commitment, FollowThrough, Outlook, Pledge, Question, Share, State, Watch
from foedus.model.dating import day_words, due_words
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, FindingId
from foedus.model.text import Span

NOTE = (
    "Ages and dates are counted to the last day of the reports that were read. Not seen means that no report shows it, not that it was "
    "not done. Follow-through is the past of a group as these reports have it, and foretells no single promise."
)
NO_OUTLOOK = "Nothing is promised, threatened or left open."
MAX_COMMITMENTS = 12
MAX_RATES = 4
MAX_QUESTIONS = 8
MAX_WATCHED = 6
# So many questions on one topic; the others would say the same of other deeds.
MAX_OF_TOPIC = 2
_CITED = 4
_WAYS = 3
_NONE = "—"
_QUOTED = re.compile(r"“([^”]*)”")
_GROUPS = {Pledge.PROMISE: "promises", Pledge.THREAT: "threats", Pledge.PLAN: "plans of hostile deeds"}
# What asks for attention stands first.
_ORDER = (
    State.NOT_SEEN,
    State.UNDER_WAY,
    State.PART,
    State.SEEN,
    State.OPEN,
    State.REVERSED,
    State.FULFILLED,
    State.IN_FORCE,
    State.WITHDRAWN,
)
_SORTS = {"date": "a date", "condition": "a condition", "report": "a report"}


class Prospects:
    """The section on what is to come.

    Args:
        teller: Numbers what is cited.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence
        self._wording = teller.wording

    def section(self) -> Section:
        """Commitments, follow-through, open questions, what to watch."""
        outlook = self._evidence.assessed.outlook or Outlook(today=None, commitments=(), follow_through=(), questions=(), watch=())
        commitments = sorted(outlook.commitments, key=_urgency)
        asked = _spread(self._few_of_a_topic(outlook.questions))
        watched = islice(filter(self._citable, outlook.watch), MAX_WATCHED)
        tables = (
            Table(
                caption="What was promised or threatened, and what became of it",
                columns=("In exact words", "Kind", "By", "To", "Told", "Due", "What became of it", "Would be met if somebody"),
                rows=tuple(self._commitment(commitment) for commitment in commitments[:MAX_COMMITMENTS]),
            ),
            Table(
                caption="What is not known",
                columns=("Question", "What would answer it"),
                rows=tuple(self._question(question) for question in asked),
            ),
            Table(
                caption="What to watch",
                columns=("What", "Sort"),
                rows=tuple(self._watch(watch) for watch in watched),
            ),
        )
        every = len(commitments) + len(outlook.questions) + len(outlook.watch)
        left_out = every - sum(len(table.rows) for table in tables)
        rates = tuple(self._rates(outlook))
        shown = tuple(table for table in tables if table.rows)
        return Section(
            key="outlook",
            title="Outlook",
            statements=rates,
            tables=shown,
            empty=NO_OUTLOOK,
            note=NOTE if rates or shown else "",
            left_out=left_out,
            more="foedus outlook" if left_out else "",
        )

    def _row(self, cells: tuple[str, ...], cited: Sequence[Claim], findings: Iterable[FindingId], kind: str, about: tuple[str, ...]) -> Row:
        told = self._known(findings)
        caution = cautions(told, self._evidence)
        citations = self._teller.citer.cite(cited)
        return Row(cells=cells, citations=citations, findings=tuple(f.id for f in told), label=caution, kind=kind, about=about)

    def _known(self, findings: Iterable[FindingId]) -> list[Finding]:
        found = (self._evidence.finding(finding) for finding in findings)
        return [finding for finding in found if finding is not None]

    def _commitment(self, commitment: Commitment) -> Row:
        """Who promised what to whom, when, until when, and what was seen of it."""
        signs = [claim for sign in commitment.signs for claim in sign.claims[:1]]
        figures = _figures(commitment)
        counting = {amount.text: amount.claim for amount in commitment.extent.promised} if figures and commitment.extent else {}
        cited = self._claims(dict.fromkeys([*commitment.claims[:2], *counting.values(), *signs[:2], *commitment.denying[:1]]))
        cells = (
            quoted(self._words(commitment)),
            commitment.pledge.value,
            self._wording.names(commitment.actors) or _NONE,
            self._wording.names(commitment.recipients) or _NONE,
            day_words(commitment.made) if commitment.made else _NONE,
            _due(commitment),
            _became(commitment, figures if self._stands(figures, cited) else ""),
            _ways(commitment),
        )
        findings = dict.fromkeys([commitment.finding, *(sign.finding for sign in commitment.signs[:2])])
        return self._row(cells, cited, findings, "commitment", (commitment.finding,))

    def _words(self, commitment: Commitment) -> str:
        """The words of a commitment with what governs them: `will send ships if it is asked`."""
        for claim in self._claims(commitment.claims[:1]):
            text, sentence = self._evidence.document(claim).text, claim.evidence[0]
            start = text.find(commitment.words, sentence.start, sentence.end)
            if start >= 0:
                first, last = widened(text, start, start + len(commitment.words), sentence)
                return text[first:last]
        return commitment.words

    def _question(self, question: Question) -> Row:
        findings, cited = self._cited(question)
        return self._row((question.text, question.answer), cited, findings, "question", (question.topic,))

    def _watch(self, watch: Watch) -> Row:
        findings, cited = self._cited(watch)
        return self._row((watch.text, _SORTS[watch.kind]), cited, findings, "watch", (watch.kind,))

    def _claims(self, wanted: Iterable[ClaimId]) -> list[Claim]:
        return [self._evidence.claims[claim] for claim in wanted if claim in self._evidence.claims]

    def _cited(self, record: Question | Watch) -> tuple[list[FindingId], list[Claim]]:
        """The first findings of a question or of a thing to watch, and its claims; where it has none, those that tell these best."""
        findings = list(record.findings[:_CITED])
        of = {claim for finding in self._known(findings) for claim in (*finding.supporting, *finding.denying)}
        own = [claim for claim in self._claims(record.claims) if claim.id in of]
        chosen = own if _QUOTED.search(record.text) else own[:_CITED]
        leads = [lead[1] for finding in findings if (lead := self._teller.lead_of(finding)) is not None]
        return findings, chosen or leads

    def _citable(self, record: Question | Watch) -> bool:
        """Whether each quotation in it stands in a cited sentence; a value that a person set does not."""
        _, cited = self._cited(record)
        return bool(cited) and self._stands(record.text, cited)

    def _stands(self, text: str, cited: Iterable[Claim]) -> bool:
        """Whether each quotation in a text stands in the sentences of cited claims, with the bound before it."""
        told = [(single(self._evidence.document(claim).text), span) for claim in cited for span in claim.evidence]
        return all(any(_holds(sentence, span, words) for sentence, span in told) for words in _QUOTED.findall(text))

    def _few_of_a_topic(self, questions: Iterable[Question]) -> list[Question]:
        topics: Counter[str] = Counter()
        found = []
        for question in questions:
            if topics[question.topic] < MAX_OF_TOPIC and self._citable(question):
                topics[question.topic] += 1
                found.append(question)
        return found

    def _rates(self, outlook: Outlook) -> Iterator[Statement]:
        """How often such commitments were kept: by kind, then by those who are to act here, where there are enough of theirs to say."""
        said = 0
        for group in outlook.follow_through:
            told = [one for one in outlook.commitments if _is_of(one, group)]
            if group.event or group.context or not told or said == MAX_RATES or (group.actor and not _says_something(group)):
                continue
            cited = self._claims(dict.fromkeys(claim for one in told for claim in one.claims[:1]))[:_CITED]
            of = {claim.id for claim in cited}
            findings = self._known(one.finding for one in told if of.intersection(one.claims))
            yield Statement(
                text=self._rate(group, said),
                citations=self._teller.citer.cite(cited),
                findings=tuple(finding.id for finding in findings),
                label=cautions(findings, self._evidence),
                kind="follow-through",
                about=(group.pledge.value, group.actor),
            )
            said += 1

    def _rate(self, group: FollowThrough, place: int) -> str:
        """The counts, and the share within the longest time that allows one; a likelihood word only with its rate."""
        whose = f" of {self._wording.name_of(group.actor)}" if group.actor else ""
        share = longest(group)
        if share is None:
            counts = f"{group.number} followed, {group.seen} seen carried out at least in part{_off(group)}"
            name = _GROUPS[group.pledge]
            return (
                f"Too few {name}{whose} were followed to say how often such are kept: {counts}.",
                f"How often {name}{whose} are kept cannot be said yet: {counts}.",
                f"{name[0].upper()}{name[1:]}{whose} are too few to say how often such are kept: {counts}.",
            )[place % 3]
        opening = f"{('Of', 'Among')[place % 2]} {group.number} {_GROUPS[group.pledge]}{whose} that were followed"
        verb = "was" if group.seen == 1 else "were"
        return f"{opening}, {group.seen} {verb} seen carried out at least in part{_off(group)}; {rate(share)}."


def _holds(text: str, sentence: Span, words: str) -> bool:
    """Whether whole words stand in a sentence and not after a bound that they leave out (`up to`)."""
    found = re.compile(re.escape(words)).finditer(text, sentence.start, sentence.end)
    return any(is_whole(text, place.start(), place.end()) and not drops_bound(text, place.start(), sentence) for place in found)


def longest(group: FollowThrough) -> Share | None:
    """The share of a group within the longest time that allows one; none where there are too few to say."""
    return next((share for share in reversed(group.shares) if share.share is not None), None)


def rate(share: Share) -> str:
    """A share in words, with its interval and the number that it rests on: `29 % within 180 days (12 to 61 %, 8 at risk)`."""
    if share.share is None or share.low is None or share.high is None:
        return "too few to say"
    word = f", which is called {share.word}" if share.word else ""
    return (
        f"{share.share * 100:.0f} % within {share.days} days (interval {share.low * 100:.0f} to {share.high * 100:.0f} %; "
        f"{share.seen} seen, {share.at_risk} still followed then){word}"
    )


def _is_of(commitment: Commitment, group: FollowThrough) -> bool:
    return commitment.pledge is group.pledge and (not group.actor or group.actor in commitment.actors)


def _urgency(commitment: Commitment) -> tuple[int, bool, int, int, str]:
    """By what became of it, then what has a date, the earliest first, of those that have passed the latest; then the latest told."""
    due = commitment.due.last.toordinal() if commitment.due else 0
    if commitment.state is State.NOT_SEEN:
        due = -due
    made = commitment.made.toordinal() if commitment.made else 0
    return _ORDER.index(commitment.state), not due, due, -made, commitment.finding


def _due(commitment: Commitment) -> str:
    return due_words(commitment.due).removeprefix("due ") if commitment.due else _NONE


def _became(commitment: Commitment, figures: str) -> str:
    """The state, with what was seen of what was promised; and whether anybody denies it."""
    against = f"; denied by {counted(len(commitment.denying), 'claim')}" if commitment.denying else ""
    return f"{commitment.state.value}{f': {figures}' if figures else ''}{against}"


def _figures(commitment: Commitment) -> str:
    """What was seen of a promised number; empty if no number was promised or seen."""
    has_seen = commitment.extent is not None and commitment.extent.seen
    return commitment.reason if has_seen and commitment.state in {State.PART, State.SEEN, State.FULFILLED} else ""


def _ways(commitment: Commitment) -> str:
    """The kinds of deed that would fulfil it, while it is pending."""
    if commitment.state not in PENDING:
        return _NONE
    means = list(dict.fromkeys(kind.partition(": ")[2] for kind in commitment.awaits))[:_WAYS]
    return f"{', '.join(means[:-1])} or {means[-1]}" if len(means) > 1 else "".join(means) or _NONE


def _off(group: FollowThrough) -> str:
    return f", {group.reversed} called off" if group.reversed else ""


def _spread(questions: Iterable[Question]) -> list[Question]:
    """The first questions by rank, none that begins like the one before it where another can stand there."""
    left = list(questions)
    found: list[Question] = []
    while left and len(found) < MAX_QUESTIONS:
        before = found[-1].text.split(" ", 2)[:2] if found else []
        found.append(next((one for one in left if one.text.split(" ", 2)[:2] != before), left[0]))
        left.remove(found[-1])
    return found


def _says_something(group: FollowThrough) -> bool:
    """Whether enough were followed for a share."""
    return any(share.share is not None for share in group.shares)
