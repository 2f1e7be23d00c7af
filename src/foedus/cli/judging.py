"""Commands on what people decide: keep a judgement, show them."""

import datetime as dt
import getpass
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console

from foedus.cli.ledger import current
from foedus.corroboration.judging import APART, CORRECTIONS, DENIED, SAME, target_of
from foedus.errors import JudgementError, LookupFailed
from foedus.lexicon.codebook import Codebook
from foedus.model.claim import Claim, Status
from foedus.model.judgement import Judgement, Target, Verdict
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document
from foedus.pipeline import read_stated, refresh
from foedus.store import Ledger

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


def judge(place: str, verdict: Verdict, keys: Sequence[str], saying: Saying) -> str:
    """Keep a judgement and derive the findings anew.

    Args:
        place: The ledger's file or database address.
        verdict: What was decided.
        keys: Ids of claims or findings, or their beginnings; a finding stands for its claims. `split` with one claim parts
            it from the rest of its finding.
        saying: Who says what of which slot, and why.

    Returns:
        One line that says what was kept.

    Raises:
        LookupFailed: An id is unknown or fits several.
        JudgementError: Slot, value or number of claims do not fit the verdict.
    """
    with current(place) as ledger:
        chosen = _chosen(ledger, keys)
        if verdict is Verdict.SPLIT and len(chosen) == 1:
            chosen += [claim for claim in _siblings(ledger, chosen[0]) if claim.id != chosen[0].id]
        _check(verdict, saying, len(chosen))
        stated = read_stated(saying.slot, saying.value) if verdict is Verdict.CORRECT else None
        judgement = Judgement(
            verdict=verdict,
            targets=tuple(map(target_of, chosen)),
            slot=saying.slot,
            value=saying.value.strip(),
            stated=stated,
            who=saying.who or getpass.getuser(),
            at=dt.datetime.now(dt.UTC),
            why=saying.why,
        )
        ledger.judge(judgement)
        changed = refresh(ledger)
        return f"{judgement.id}: {verdict} of {len(chosen)} claims kept; {len(changed.new)} findings new, {len(changed.gone)} gone"


def _chosen(ledger: Ledger, keys: Sequence[str]) -> list[Claim]:
    """The claims that ids mean, each once, in the order given."""
    claims = {claim.id: claim for claim in ledger.claims()}
    members = {finding.id: (*finding.supporting, *finding.denying) for finding in ledger.findings()}
    found: dict[ClaimId, Claim] = {}
    for key in keys:
        hits = [name for name in (*claims, *members) if name.startswith(key)]
        if len(hits) != 1:
            msg = f"{len(hits)} ids in {ledger.place} begin with {key!r}" + (": give the whole id" if hits else "")
            raise LookupFailed(msg)
        meant = [claim for claim in claims if claim == hits[0]] or members[FindingId(hits[0])]
        found |= {claim: claims[claim] for claim in meant}
    return list(found.values())


def _siblings(ledger: Ledger, claim: Claim) -> list[Claim]:
    """All claims of the finding that holds a claim."""
    finding = ledger.finding(claim.id)
    members = {*finding.supporting, *finding.denying}
    return [other for other in ledger.claims() if other.id in members]


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


def history(place: str, key: str, out: Console) -> None:
    """Print the judgements of a ledger, or those that bear on a claim or finding.

    Raises:
        LookupFailed: There is none.
    """
    with current(place) as ledger:
        judgements = ledger.judgements()
        if key:
            wanted = set(map(target_of, _chosen(ledger, [key])))
            judgements = tuple(judgement for judgement in judgements if wanted.intersection(judgement.targets))
        if not judgements:
            msg = f"nobody has judged {key or 'anything'} in {place}"
            raise LookupFailed(msg)
        documents = {document.id: document for document in ledger.documents()}
        for judgement in judgements:
            head = f"{judgement.at:%Y-%m-%d %H:%M} UTC  {judgement.who}  {judgement.verdict} {judgement.slot} {judgement.value}".rstrip()
            out.print(f"{head}  ({judgement.id})", markup=False, soft_wrap=True)
            out.print(f"    {judgement.why}", markup=False, soft_wrap=True)
            for target in judgement.targets:
                out.print(f"    {_words(target, documents)}", markup=False, soft_wrap=True)


def _words(target: Target, documents: Mapping[DocumentId, Document]) -> str:
    """The words that a judgement is about, with their place."""
    document = documents.get(target.document)
    if document is None:
        return f"{target.document}, which the ledger no longer holds: {target.start}-{target.end}"
    return f"{document.name}: “{document.text[target.start : target.end]}”  {target.start}-{target.end}"
