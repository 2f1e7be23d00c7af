"""A judgement as a form asks for it."""

import re

from starlette.datastructures import FormData

from foedus.corroboration.judging import target_of
from foedus.desk.claims import history_of
from foedus.desk.judging import Judged, Saying, claims_of, judge
from foedus.errors import JudgementError, StaleError
from foedus.model.judgement import Verdict
from foedus.model.record import ClaimId, Record
from foedus.store import Ledger
from foedus.store.judged import judgement_in
from foedus.web.forms import field, fields

_APART = re.compile(r"[\s,]+")
# of the largest number that a database counts to
_DIGITS = 18
_WITH_OTHERS = frozenset({Verdict.MERGE, Verdict.ORIGIN, Verdict.SPLIT})


class Asked(Record, frozen=True, kw_only=True):
    """A judgement that somebody asks for.

    Attributes:
        verdict: What they decide.
        key: The claim; of `undo` the judgement.
        others: Further claims or findings, of `merge` and `origin`.
        slot: Of `correct`.
        value: Of `correct` and `origin`.
        why: The reason.
        seen: The version that they looked at.
        is_of_all: Whether that is the version of all claims that are meant; else of the one that was looked at.
    """

    verdict: Verdict
    key: str
    others: tuple[str, ...] = ()
    slot: str = ""
    value: str = ""
    why: str
    seen: int
    is_of_all: bool = False


def asked_in(form: FormData) -> Asked:
    """The judgement that a form asks for; a verdict may have its value behind it (`origin:same`).

    Raises:
        JudgementError: The form is not ours, or gives no reason.
    """
    verdict, _, said = field(form, "verdict").partition(":")
    seen = field(form, "seen")
    if verdict not in set(Verdict) or not seen.isdecimal() or len(seen) > _DIGITS:
        msg = f"verdict {verdict!r} on version {seen!r}: the form is not complete"
        raise JudgementError(msg)
    why = field(form, "why")
    if not why:
        msg = f"{verdict} needs a reason: nothing was kept"
        raise JudgementError(msg)
    others = tuple(key for text in fields(form, "with") for key in _APART.split(text) if key)
    return Asked(
        verdict=Verdict(verdict),
        key=field(form, "judgement") if verdict == Verdict.UNDO else field(form, "claim"),
        others=tuple(dict.fromkeys(others)),
        slot=field(form, "slot"),
        value=said or field(form, "value"),
        why=why,
        seen=int(seen),
        is_of_all=field(form, "over") == "all",
    )


def decide(ledger: Ledger, asked: Asked, who: str) -> Judged:
    """Keep a judgement, if nobody judged what it is about since.

    Raises:
        JudgementError: It does not fit the claims, or misses some.
        LookupFailed: An id is unknown or fits several.
        StaleError: Somebody judged it since; its version is that of all claims that are meant.
    """
    if not asked.key:
        msg = f"{asked.verdict} needs something to judge"
        raise JudgementError(msg)
    slot = asked.slot if asked.verdict is Verdict.CORRECT else ""
    value = asked.value if asked.verdict in {Verdict.CORRECT, Verdict.ORIGIN} else ""
    keys = (asked.key, *asked.others) if asked.verdict in {Verdict.MERGE, Verdict.ORIGIN} else (asked.key,)
    saying = Saying(slot=slot, value=value, who=who, why=asked.why)
    return judge(ledger, asked.verdict, keys, saying, seen=_seen(ledger, asked, keys))


def _seen(ledger: Ledger, asked: Asked, keys: tuple[str, ...]) -> int:
    """The version of all claims that are meant, if the one that was looked at is still as it was.

    It is read before that is checked, so that a judgement made in between makes either of the two fail.
    """
    if asked.is_of_all or asked.verdict not in _WITH_OTHERS:
        return asked.seen
    chosen = claims_of(ledger, keys)
    if asked.verdict is Verdict.SPLIT:
        finding = ledger.finding(chosen[0].id)
        chosen = [ledger.claim(member) for member in (*finding.supporting, *finding.denying)]
    everything = ledger.version_of(list(map(target_of, chosen)))
    claim = ledger.claim(ClaimId(asked.key))
    if ledger.version_of([target_of(claim)]) != asked.seen:
        history = history_of(ledger, claim)
        msg = "somebody judged this since you read it"
        raise StaleError(msg, theirs=history[-1].judgement if history else None, version=everything)
    return everything


def version_of_judgement(ledger: Ledger, key: str) -> int:
    """What is given as seen to take a judgement back: the version of the claims that it is about.

    Raises:
        LookupFailed: There is no such judgement.
    """
    return ledger.version_of(judgement_in(ledger, key).targets)
