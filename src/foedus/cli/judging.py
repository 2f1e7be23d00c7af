"""Commands on what people decide: keep a judgement, show them."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from foedus.corroboration.judging import target_of
from foedus.desk.holding import current
from foedus.desk.judging import Saying, claims_of
from foedus.desk.judging import judge as judge_in
from foedus.errors import LookupFailed
from foedus.model.judgement import Target, Verdict
from foedus.model.record import DocumentId
from foedus.model.text import Document


def judge(place: str, verdict: Verdict, keys: Sequence[str], saying: Saying) -> str:
    """Keep a judgement in a ledger and derive its findings anew; `foedus.desk.judging.judge` says more.

    Returns:
        One line that says what was kept.
    """
    with current(place) as ledger:
        judged = judge_in(ledger, verdict, keys, saying)
    changed, number = judged.changed, len(judged.judgement.targets)
    return f"{judged.judgement.id}: {verdict} of {number} claims kept; {len(changed.new)} findings new, {len(changed.gone)} gone"


def history(place: str, key: str, out: Console) -> None:
    """Print the judgements of a ledger, or those that bear on a claim or finding.

    Raises:
        LookupFailed: There is none.
    """
    with current(place) as ledger:
        judgements = ledger.judgements()
        if key:
            wanted = set(map(target_of, claims_of(ledger, [key])))
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
