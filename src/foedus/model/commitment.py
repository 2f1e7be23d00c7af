"""What was announced, and what became of it; how often such announcements came true; what is not known."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from foedus.model.record import ClaimId, FindingId, Record


class Pledge(StrEnum):
    """What kind of commitment it is; they are never counted together."""

    PROMISE = "promise"
    THREAT = "threat"
    PLAN = "plan"


class State(StrEnum):
    """What is known to have become of a commitment on the last day of the ledger."""

    OPEN = "open"
    NOT_SEEN = "not seen by its date"
    UNDER_WAY = "under way"
    PART = "seen in part"
    SEEN = "seen, extent not told"
    FULFILLED = "fulfilled"
    REVERSED = "reversed"
    WITHDRAWN = "reports withdrawn"
    IN_FORCE = "in force"


CARRIED_OUT = frozenset({State.UNDER_WAY, State.PART, State.SEEN, State.FULFILLED})
PENDING = frozenset({State.OPEN, State.NOT_SEEN, State.UNDER_WAY, State.PART, State.SEEN})


class Amount(Record, frozen=True, kw_only=True):
    """A count as a claim gives it.

    Attributes:
        low: Lower end, none if open.
        high: Upper end, none if open.
        unit: Counted noun as written, or currency code.
        text: The words.
        claim: The claim.
        finding: Its finding.
        added: Whether it is said to come on top of others (`another 500`).
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    claim: ClaimId
    finding: FindingId
    added: bool = False


class Extent(Record, frozen=True, kw_only=True):
    """How much of what was promised has been seen.

    Attributes:
        promised: The promised amounts, rivals side by side.
        seen: The amounts that were seen.
        low: At least so much was seen: the largest single figure, as later reports may repeat earlier ones.
        high: At most so much: the sum over findings and of what is said to come on top; none if a figure has no upper end.
    """

    promised: tuple[Amount, ...]
    seen: tuple[Amount, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal | None = None


class Sign(Record, frozen=True, kw_only=True):
    """A deed that bears on a commitment.

    Attributes:
        bears: Whether it `fulfils` or `reverses` it.
        way: `stated` if reports tell of it as the same deed, `matched` if a rule took it for the promised one.
        finding: The finding that tells of it.
        claims: The claims that do.
        day: Publication day of the first of them, none if undated.
        ongoing: Whether it is only said to be under way.
        reason: The rule and what agreed.
    """

    bears: Literal["fulfils", "reverses"]
    way: Literal["stated", "matched"]
    finding: FindingId
    claims: tuple[ClaimId, ...]
    day: dt.date | None
    ongoing: bool = False
    reason: str


class Condition(Record, frozen=True, kw_only=True):
    """A condition in exact words, and the claim that states it."""

    words: str
    claim: ClaimId


class Due(Record, frozen=True, kw_only=True):
    """When a commitment is to be met.

    Attributes:
        iso: The date at its own grain, as the claim gives it.
        bound: Whether it is to be done `in` that time, `by` its end, or `before` it.
        last: The last day that keeps it.
        claim: The claim that sets it.
    """

    iso: str
    bound: Literal["in", "by", "before"]
    last: dt.date
    claim: ClaimId


class Commitment(Record, frozen=True, kw_only=True):
    """A deed that was announced, agreed or threatened, and what became of it.

    Attributes:
        finding: The finding.
        pledge: Promise, threat, or plan of a hostile deed.
        event: PLOVER type of the promise.
        context: Its leading context, empty if none.
        actors: Codes of those who are to act.
        recipients: Codes of the others.
        words: Exact words of the first report, from the trigger past its object and number.
        things: Classes of the things that it is about, sorted.
        state: What became of it.
        reason: Why that state, in one clause.
        made: First day of publication on which it is told; none if undated.
        told: Last day of publication on which it is told.
        age_days: Days from `made` to the last day of the ledger; none if undated.
        waited_days: Days from `made` until it was first seen carried out; none if it was not, or was told only afterwards.
        due: When it is to be met, none if nobody says.
        awaits: Kinds of deed that would fulfil it, with who would do them.
        extent: How much was promised and seen, none if no number was promised.
        conditions: Conditions that are named.
        signs: What bears on it, in order of publication.
        claims: The claims that promise.
        denying: The claims that deny it.
    """

    finding: FindingId
    pledge: Pledge
    event: str
    context: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    words: str
    things: tuple[str, ...] = ()
    state: State
    reason: str
    made: dt.date | None
    told: dt.date | None
    age_days: int | None
    waited_days: int | None
    due: Due | None
    awaits: tuple[str, ...]
    extent: Extent | None
    conditions: tuple[Condition, ...] = ()
    signs: tuple[Sign, ...] = ()
    claims: tuple[ClaimId, ...]
    denying: tuple[ClaimId, ...] = ()


class Share(Record, frozen=True, kw_only=True):
    """How many of a group were seen carried out within some days.

    Attributes:
        days: The horizon.
        share: Kaplan-Meier estimate; none where there are too few to say.
        low: Lower end of its interval.
        high: Upper end.
        at_risk: How many had been followed so long and not been seen.
        seen: How many had been seen by then.
        word: Likelihood word that the interval earns, empty if none.
    """

    days: int
    share: float | None
    low: float | None = None
    high: float | None = None
    at_risk: int
    seen: int
    word: str = ""


class FollowThrough(Record, frozen=True, kw_only=True):
    """How often commitments of one group were later seen carried out, in whole or in part.

    Attributes:
        pledge: Promise, threat or plan.
        event: PLOVER type, empty for all.
        context: Context, empty for all.
        actor: Code of the one who is to act, empty for all.
        number: How many were followed.
        seen: How many of them were seen carried out.
        reversed: How many were reversed before.
        shares: By horizon.
    """

    pledge: Pledge
    event: str = ""
    context: str = ""
    actor: str = ""
    number: int
    seen: int
    reversed: int
    shares: tuple[Share, ...]


class Question(Record, frozen=True, kw_only=True):
    """Something that the reports leave open.

    Attributes:
        topic: What is asked for: `quantity`, `date`, `exchange`, `status`, ...
        text: The question.
        answer: What would answer it.
        rank: Its rank, the highest first; `why` says how it came about.
        why: The terms of the rank.
        findings: Findings that it is about.
        claims: Claims that leave it open or dispute it.
        source: Where it comes from if not from a finding, such as a provision.
    """

    topic: str
    text: str
    answer: str
    rank: float
    why: str
    findings: tuple[FindingId, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    source: str = ""


class Watch(Record, frozen=True, kw_only=True):
    """Something to look out for.

    Attributes:
        kind: `date`, `condition` or `report`.
        text: What, in one sentence.
        day: The day it is due, none if there is none.
        findings: Findings that it is about.
        claims: Claims that it rests on.
    """

    kind: Literal["date", "condition", "report"]
    text: str
    day: dt.date | None = None
    findings: tuple[FindingId, ...] = ()
    claims: tuple[ClaimId, ...] = ()


class Outlook(Record, frozen=True, kw_only=True):
    """What a ledger says of what is to come.

    Attributes:
        today: The last day of the ledger, by which ages are counted; none if nothing in it is dated.
        commitments: The commitments that were chosen, the oldest first.
        follow_through: By group, over all of the ledger, the largest first.
        questions: On what was chosen, the highest rank first.
        watch: What to look out for, on what was chosen.
    """

    today: dt.date | None
    commitments: tuple[Commitment, ...]
    follow_through: tuple[FollowThrough, ...]
    questions: tuple[Question, ...]
    watch: tuple[Watch, ...]
