"""What people decide about claims: kept, and the findings derived anew."""

import datetime as dt
import getpass
from collections.abc import Callable, Mapping, Sequence

import msgspec

from foedus.corroboration.judging import APART, CORRECTIONS, DENIED, SAME, target_of
from foedus.errors import JudgementError, LookupFailed
from foedus.lexicon.codebook import Codebook
from foedus.model.claim import Claim, Status
from foedus.model.judgement import Judgement, Stated, Target, Verdict
from foedus.model.record import ClaimId, Record
from foedus.pipeline.documents import read_stated
from foedus.pipeline.findings import refresh
from foedus.store import Ledger, Refreshed
from foedus.store.selecting import claims_with

# how many claims a verdict needs: two for what is said of one against others
_SEVERAL = frozenset({Verdict.MERGE, Verdict.SPLIT, Verdict.ORIGIN})
# slots whose values are closed sets
_VALUES: Mapping[str, Callable[[], Sequence[str]]] = {
    "status": lambda: (*Status, DENIED),
    "event": lambda: tuple(Codebook.load().types),
}


class Saying(Record, frozen=True, kw_only=True):
    """What somebody says beside the verdict.

    Attributes:
        slot: The slot that `correct` mends.
        value: Its right value; `same` or `apart` for `origin`.
        who: Who decides; the user of the machine if empty.
        why: The reason.
    """

    slot: str = ""
    value: str = ""
    who: str = ""
    why: str


class Judged(Record, frozen=True, kw_only=True):
    """A judgement that was kept, and what it did to the findings."""

    judgement: Judgement
    changed: Refreshed


def judge(ledger: Ledger, verdict: Verdict, keys: Sequence[str], saying: Saying, *, seen: int | None = None) -> Judged:
    """Keep a judgement and derive the findings anew.

    Args:
        ledger: The ledger.
        verdict: What was decided.
        keys: Ids of claims or findings, or their beginnings; a finding stands for its claims. `split` with one claim parts
            it from the rest of its finding. `undo` takes one id of a judgement.
        saying: Who says what of which slot, and why.
        seen: The version of the claims that was looked at; none if anything goes.

    Raises:
        LookupFailed: An id is unknown or fits several.
        JudgementError: Slot, value or number of claims do not fit the verdict.
        StaleError: Somebody judged one of the claims since.
    """
    made = _undoing(ledger, keys, saying) if verdict is Verdict.UNDO else _judging(ledger, verdict, keys, saying)
    ledger.judge(made, seen=seen)
    return Judged(judgement=made, changed=refresh(ledger))


def _judging(ledger: Ledger, verdict: Verdict, keys: Sequence[str], saying: Saying) -> Judgement:
    chosen = claims_of(ledger, keys)
    if verdict is Verdict.SPLIT and len(chosen) == 1:
        chosen += [claim for claim in _siblings(ledger, chosen[0]) if claim.id != chosen[0].id]
    _check(verdict, saying, len(chosen))
    stated = read_stated(saying.slot, saying.value) if verdict is Verdict.CORRECT else None
    return _said(verdict, tuple(map(target_of, chosen)), saying, stated)


def _undoing(ledger: Ledger, keys: Sequence[str], saying: Saying) -> Judgement:
    if len(keys) != 1:
        msg = "undo takes one judgement"
        raise JudgementError(msg)
    found = [judgement for judgement in ledger.judgements() if judgement.id.startswith(keys[0])]
    if len(found) != 1:
        msg = f"{len(found)} judgements in {ledger.place} begin with {keys[0]!r}" + (": give the whole id" if found else "")
        raise LookupFailed(msg)
    return _said(Verdict.UNDO, found[0].targets, msgspec.structs.replace(saying, slot="", value=found[0].id))


def _said(verdict: Verdict, targets: tuple[Target, ...], saying: Saying, stated: Stated | None = None) -> Judgement:
    return Judgement(
        verdict=verdict,
        targets=targets,
        slot=saying.slot,
        value=saying.value.strip(),
        stated=stated,
        who=saying.who or getpass.getuser(),
        at=dt.datetime.now(dt.UTC),
        why=saying.why,
    )


def claims_of(ledger: Ledger, keys: Sequence[str]) -> list[Claim]:
    """The claims that ids of claims and findings mean, or their beginnings, each once, in the order given.

    Raises:
        LookupFailed: An id is unknown, or a beginning fits several.
    """
    found: dict[ClaimId, Claim] = {}
    for key in keys:
        meant = claims_with(ledger, key)
        if not meant:
            msg = f"0 ids in {ledger.place} begin with {key!r}"
            raise LookupFailed(msg)
        found |= {claim.id: claim for claim in meant}
    return list(found.values())


def _siblings(ledger: Ledger, claim: Claim) -> list[Claim]:
    """All claims of the finding that holds a claim."""
    finding = ledger.finding(claim.id)
    return [ledger.claim(member) for member in (*finding.supporting, *finding.denying)]


def _check(verdict: Verdict, saying: Saying, claims: int) -> None:
    """Whether slot, value and number of claims fit the verdict."""
    if verdict in _SEVERAL and claims < 2:  # noqa: PLR2004  # one against another
        msg = f"{verdict} needs two claims at least"
        raise JudgementError(msg)
    if verdict is Verdict.ORIGIN:
        _one_of(saying.value, (SAME, APART), "--value")
    if verdict is Verdict.CORRECT:
        _one_of(saying.slot, tuple(CORRECTIONS), "--slot")
        if saying.slot in _VALUES:
            _one_of(saying.value, _VALUES[saying.slot](), "--value")


def _one_of(given: str, known: Sequence[str], option: str) -> None:
    if given not in known:
        msg = f"{option} {given!r}: one of {', '.join(known)}"
        raise JudgementError(msg)
