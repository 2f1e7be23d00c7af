"""`foedus outlook`: commitments and what became of them, how often such were kept, open questions, what to watch."""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec
from rich.console import Console

from foedus.brief.wording import counted
from foedus.desk.holding import answering, current, exposed_in
from foedus.errors import LookupFailed
from foedus.lexicon.display import DisplayNames
from foedus.model.commitment import PENDING, Commitment, FollowThrough, Outlook, Question, Share, Sign, State
from foedus.model.dating import due_words
from foedus.model.record import ClaimId, FindingId, Record
from foedus.outlook.settings import Settings
from foedus.outlook.wording import joined, quoted
from foedus.pipeline.briefing import outlook_on
from foedus.pipeline.exposing import open_tests
from foedus.store import locate, name_of
from foedus.store.selecting import ids_of, with_words

_MOST_IDS = 4


class Wanted(Record, frozen=True, kw_only=True):
    """Which commitments are meant; what is empty is open.

    Attributes:
        actor: A flat code among their parties; a state's code means its domestic actors too.
        due_before: They are due before this day.
        most: How many questions and things to watch are shown.
    """

    actor: str = ""
    due_before: dt.date | None = None
    most: int = 20

    def holds(self, commitment: Commitment) -> bool:
        """Whether a commitment is meant."""
        codes = (*commitment.actors, *commitment.recipients)
        if self.actor and not any(code == self.actor or code.startswith(f"{self.actor}:") for code in codes):
            return False
        return self.due_before is None or (commitment.due is not None and commitment.due.last < self.due_before)

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves any commitment out."""
        return bool(self.actor or self.due_before)


def outlook_of(place: str, query: str, wanted: Wanted, settings: Settings, out: Console, *, as_json: bool) -> None:
    """Print the outlook on the findings that a query chooses; follow-through is that of the whole ledger.

    Raises:
        LookupFailed: There is no such commitment.
    """
    with current(place) as ledger:
        conditions = with_words(ledger, query, DisplayNames.load().name_of)
        chosen = ids_of(ledger, *conditions) if conditions else None
        evidence = answering(ledger, "")
    told = evidence.findings if chosen is None else tuple(finding for finding in evidence.findings if finding.id in chosen)
    tests = open_tests(exposed_in(place, msgspec.structs.replace(evidence, findings=told)))
    chooses = wanted.holds if wanted.is_narrow else None
    outlook = outlook_on(evidence, chosen=chosen, chooses=chooses, tests=tests, settings=settings)
    if not outlook.commitments and not outlook.questions:
        narrowed = " of that kind" if wanted.is_narrow else ""
        msg = f"{name_of(locate(place))} holds no commitment{narrowed}" + (f" with {query!r}" if query else "")
        raise LookupFailed(msg)
    lines = _json_lines(outlook) if as_json else outlook_lines(outlook, wanted.most, settings)
    for line in lines:
        out.out(line, highlight=False)


def _json_lines(outlook: Outlook) -> Iterator[str]:
    """Each record as one JSON object, its kind first; nothing is left out."""
    parts = {
        "commitment": outlook.commitments,
        "follow-through": outlook.follow_through,
        "question": outlook.questions,
        "watch": outlook.watch,
    }
    for kind, records in parts.items():
        for record in records:
            yield msgspec.json.encode({"record": kind, "today": outlook.today, **msgspec.structs.asdict(record)}).decode()


def outlook_lines(outlook: Outlook, most: int, settings: Settings) -> Iterator[str]:
    """The outlook as text, in four parts."""
    names = DisplayNames.load()
    yield f"COMMITMENTS on {outlook.today or 'no known day'}, the last day of the ledger: {len(outlook.commitments)}"
    for commitment in outlook.commitments:
        yield from _commitment(commitment, names)
    yield ""
    yield f"FOLLOW-THROUGH: seen carried out at least in part, {settings.confidence:.0%} interval, over the whole ledger"
    yield from _follow_through(outlook.follow_through, settings.fewest, names)
    yield ""
    yield f"OPEN QUESTIONS{_first(most, len(outlook.questions))}"
    for question in outlook.questions[:most]:
        yield from _question(question)
    yield ""
    yield f"TO WATCH{_first(most, len(outlook.watch))}"
    for watch in outlook.watch[:most]:
        yield f"{watch.kind}: {watch.text}  {_ids(watch.findings, watch.claims)}"


def _first(most: int, number: int) -> str:
    return f": the first {most} of {number}" if number > most else f": {number}"


def _commitment(commitment: Commitment, names: DisplayNames) -> Iterator[str]:
    """Who promised what to whom and what became of it; then the words, and what bears on it."""
    who, whom = (", ".join(map(names.name_of, codes)) for codes in (commitment.actors, commitment.recipients))
    age = f", {counted(commitment.age_days, 'day')} old" if commitment.age_days is not None else ", undated"
    arrow = f" -> {whom}" if whom else ""
    yield f"{commitment.finding}  {commitment.pledge}, {commitment.state}: {who or 'nobody named'}{arrow}{age}"
    is_said = commitment.state in {State.OPEN, State.NOT_SEEN}
    due = f"; {due_words(commitment.due)}" if commitment.due and not is_said else ""
    yield f"    {quoted(commitment.words)}; {commitment.reason}{due}  {_ids((), commitment.claims)}"
    if commitment.state in PENDING:
        yield f"    would be met by {joined([kind.partition(':')[0] for kind in commitment.awaits], 'or')}"
    yield from (f"    {quoted(condition.words)}  {condition.claim}" for condition in commitment.conditions)
    if commitment.denying:
        yield f"    DENIED by {counted(len(commitment.denying), 'claim')}  {_ids((), commitment.denying)}"
    yield from (f"    {_sign(sign)}" for sign in commitment.signs)


def _sign(sign: Sign) -> str:
    return f"{sign.bears}, {sign.way}, {sign.day or 'no date'}: {sign.reason}  {_ids((sign.finding,), sign.claims)}"


def _follow_through(groups: Iterable[FollowThrough], fewest: int, names: DisplayNames) -> Iterator[str]:
    """A line for each group that is large enough, one for all that are not."""
    few = 0
    for group in groups:
        if group.number < fewest:
            few += 1
            continue
        kind = ", ".join(filter(None, (group.pledge.value, group.event, group.context, group.actor and names.name_of(group.actor))))
        off = f", {group.reversed} called off" if group.reversed else ""
        yield f"{kind}: {group.number} followed, {group.seen} seen{off}"
        yield from (f"    within {share.days} days: {_share(share)}" for share in group.shares)
    if few:
        yield f"{counted(few, 'group')} with fewer than {fewest} followed: too few to say"


def _share(share: Share) -> str:
    counts = f"{share.seen} seen, {share.at_risk} at risk"
    if share.share is None or share.low is None or share.high is None:
        return f"too few to say ({counts})"
    word = f"; {share.word}" if share.word else ""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%}; {counts}){word}"


def _question(question: Question) -> Iterator[str]:
    yield f"{question.text}  {_ids(question.findings, question.claims)}{f'  {question.source}' if question.source else ''}"
    yield f"    {question.answer} [{question.rank:g}: {question.why}]"


def _ids(findings: Iterable[FindingId], claims: Iterable[ClaimId]) -> str:
    """Ids of findings and of the first claims."""
    cited = list(claims)
    more = [f"and {len(cited) - _MOST_IDS} more"] if len(cited) > _MOST_IDS else []
    return " ".join([*findings, *cited[:_MOST_IDS], *more])
