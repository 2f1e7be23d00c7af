"""What is assessed of findings, and the brief on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.brief.checking import Hooks, failed, faults_of, overridden
from foedus.brief.commentary import Codes, Draft
from foedus.brief.composing import Composer
from foedus.brief.evidence import Assessed, Evidence
from foedus.brief.wording import Wording
from foedus.corroboration.things import Things
from foedus.exposure.assessing import Assessor
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Brief
from foedus.model.commitment import Outlook
from foedus.model.exposure import Check, Exposed, Result, Truth
from foedus.model.exposure import Listed as ListedFor
from foedus.model.network import StandingTie
from foedus.model.record import FindingId, Record
from foedus.network.blocs import blocs, moves
from foedus.network.similar import Deals
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.network.windows import networks
from foedus.outlook.assessing import Assessor as OutlookAssessor
from foedus.outlook.assessing import Chooses, Settings
from foedus.outlook.questions import OpenTest
from foedus.pipeline.documents import Coder, Pipeline


def exposed(
    evidence: Evidence, *, assessor: Assessor | None = None, listed: ListedFor | None = None, every: bool = False
) -> dict[FindingId, Exposed]:
    """What findings may touch: provisions and treaties, by the findings' ids.

    Args:
        evidence: The findings, with all claims and documents.
        assessor: One with treaties that the user loaded; over the shipped tables if none.
        listed: Lists that the user loaded.
        every: Also the provisions that nothing in a deed's words points to.

    Raises:
        DataError: A table is broken.
    """
    made = assessor or Assessor.load()
    found = {}
    for finding in evidence.findings:
        # what was corrected or withdrawn touches nothing
        standing = {claim.id: claim for claim in evidence.standing(finding)}
        found[finding.id] = made.assess(finding, standing, evidence.documents, listed=listed, every=every)
    return found


def outlook_on(
    evidence: Evidence,
    *,
    chosen: Iterable[FindingId] | None = None,
    chooses: Chooses | None = None,
    tests: Iterable[OpenTest] = (),
    settings: Settings | None = None,
) -> Outlook:
    """Commitments and what became of them, follow-through, open questions and what to watch.

    Args:
        evidence: All findings of a ledger, with all claims and documents: what carries a promise out may be any of them.
        chosen: Findings to tell of; none for all.
        chooses: Which of their commitments to tell of; none for all.
        tests: Tests of provisions that the reports do not answer.
        settings: What can be set.
    """
    assessor = OutlookAssessor(Things.load().named, DisplayNames.load().in_text, settings)
    return assessor.assess(evidence.findings, evidence.claims, evidence.documents, chosen=chosen, chooses=chooses, tests=tests)


def open_tests(exposed: Mapping[FindingId, Exposed]) -> list[OpenTest]:
    """What binding rules ask and the reports do not say; each question of a finding once, with the rules that ask it, drafts left out."""
    asking: defaultdict[tuple[FindingId, str], dict[str, Check]] = defaultdict(dict)
    for finding, found in exposed.items():
        for exposure in found.exposures:
            if exposure.result in {Result.CLEAR, Result.PARTIAL} and not exposure.is_draft:
                for check in exposure.tests:
                    if check.question and check.value is Truth.UNKNOWN:
                        asking[finding, check.question].setdefault(exposure.cite, check)
    return [
        OpenTest(
            text=text, source=", ".join(checks), findings=(finding,), claims=tuple({c.claim: None for c in checks.values() if c.claim})
        )
        for (finding, text), checks in asking.items()
    ]


def assessed(evidence: Evidence, *, standing: Sequence[StandingTie] = ()) -> Evidence:
    """The findings of a brief with all that can be said of them: exposure, ties, blocs, precedents, outlook.

    Args:
        evidence: Findings to tell of, and as `others` the rest of the ledger; claims and documents of both.
        standing: Obligations that the user loaded.
    """
    every = (*evidence.findings, *evidence.others)
    chosen = {finding.id for finding in evidence.findings}
    touched = evidence.exposed or exposed(evidence)
    made = contributions(every, evidence.claims).kept
    ties = Ties(made, standing)
    windows = tuple(blocs(networks(made, standing)))
    deals = Deals.load(evidence.claims, evidence.documents, ties)
    precedents = {finding.id: tuple(deals.alike(finding, every)) for finding in evidence.findings}
    whole = msgspec.structs.replace(evidence, findings=every, others=())
    told = Assessed(
        ties=tuple(ties.changed(chosen)),
        windows=windows,
        moves=tuple(moves(windows)),
        precedents={finding: found for finding, found in precedents.items() if found},
        outlook=outlook_on(whole, chosen=chosen, tests=open_tests(touched)),
    )
    return msgspec.structs.replace(evidence, exposed=touched, assessed=told)


class Signed(Record, frozen=True, kw_only=True):
    """What people add to a brief.

    Attributes:
        drafts: Commentary.
        author: Who lets a brief pass in spite of its faults, empty for nobody.
        reason: Why.
    """

    drafts: tuple[Draft, ...] = ()
    author: str = ""
    reason: str = ""


_NOBODY = Signed()


def brief_on(evidence: Evidence, *, query: str = "", signed: Signed = _NOBODY) -> Brief:
    """Compose the brief on findings, and check it.

    Args:
        evidence: The findings, with all claims and documents; assessed here if nobody did yet.
        query: The query that chose the findings.
        signed: Commentary, and who lets the brief pass in spite of faults.

    Raises:
        BriefError: A sentence failed the citation check, and nobody lets it pass.
    """
    if evidence.assessed.outlook is None:
        evidence = assessed(evidence)
    name_of = DisplayNames.load().in_text
    titles = [item.title for item in evidence.documents.values() if item.title]
    title = f"Brief: {query or (titles[0] if titles else 'what the reports say')}"
    brief = Composer(evidence, Wording.load(name_of)).compose(title, query, signed.drafts)
    hooks = Hooks(codes=_heard()) if signed.drafts else Hooks()
    faults = faults_of(brief, evidence, name_of, hooks)
    if faults and not signed.author:
        raise failed(faults)
    return overridden(brief, faults, author=signed.author, reason=signed.reason)


def _heard() -> Codes:
    """What our own coder makes of a sentence."""
    coder = Coder(Pipeline.load())
    return lambda sentence: coder(sentence).claims
