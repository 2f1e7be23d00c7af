"""What people keep beside judgements: decisions on exposures, commentary in the writing, frozen briefs, what they looked at."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from foedus.model.brief import Brief
from foedus.model.choice import Choice
from foedus.model.judgement import Target
from foedus.model.record import ClaimId, Record, identify


class ExposureVerdict(StrEnum):
    """What somebody decided about an exposure."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    OPEN = "open"


class ExposureDecision(Record, frozen=True, kw_only=True):
    """One decision on whether a deed is to be looked at under a rule; a later one on the same matter stands, and both are kept.

    It confirms that the rule is the one to ask about, dismisses it, or takes back what was decided before (`open`); it says nothing
    of a breach.

    Attributes:
        targets: The triggers of the deed's claims, which stay when a finding's id changes.
        provision: Id of the provision's row.
        verdict: What was decided.
        who: Who decided.
        at: When, UTC.
        why: The reason given.
    """

    targets: tuple[Target, ...]
    provision: str
    verdict: ExposureVerdict
    who: str
    at: dt.datetime
    why: str

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        return identify("e", msgspec.to_builtins(self))

    def is_on(self, targets: Iterable[Target], provision: str) -> bool:
        """Whether it is about this rule and a deed of which these are triggers: one place in common is enough."""
        return self.provision == provision and any(_meet(one, other) for one in self.targets for other in targets)


def _meet(one: Target, other: Target) -> bool:
    """Whether two places share a code point, or are the same."""
    return one == other or (one.document == other.document and max(one.start, other.start) < min(one.end, other.end))


class Draft(Record, frozen=True, kw_only=True):
    """Commentary in the writing.

    Attributes:
        name: The brief's name.
        choice: Which findings it is about.
        text: The commentary, in the form of `foedus brief --commentary`, without its head.
        who: Who changed it last.
        at: When, UTC.
    """

    name: str
    choice: Choice = Choice()
    text: str = ""
    who: str
    at: dt.datetime


class FrozenBrief(Record, frozen=True, kw_only=True):
    """A brief as it was handed on.

    Attributes:
        name: Its name.
        version: From 1.
        brief: The brief.
        sha256: Hash of the brief as JSON.
        who: Who froze it.
        at: When, UTC.
    """

    name: str
    version: int
    brief: Brief
    sha256: str
    who: str
    at: dt.datetime


class Freezing(Record, frozen=True, kw_only=True):
    """That a brief was frozen: a `FrozenBrief` without its text.

    Attributes:
        name: As there.
        version: As there.
        sha256: As there.
        who: As there.
        at: As there.
    """

    name: str
    version: int
    sha256: str
    who: str
    at: dt.datetime


class Look(Record, frozen=True, kw_only=True):
    """What a user saw of a story.

    Attributes:
        who: The user.
        story: The story's id.
        claims: The claims that it held.
        at: When, UTC.
    """

    who: str
    story: str
    claims: tuple[ClaimId, ...]
    at: dt.datetime
