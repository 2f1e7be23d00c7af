"""What is assessed of findings, and the brief on them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from foedus.brief.checking import Hooks, failed, faults_of, overridden
from foedus.brief.commentary import Codes, Draft
from foedus.brief.composing import Composer
from foedus.brief.evidence import Assessed, Evidence
from foedus.brief.relations import BLOCS, MAX_DRAWN, comparable, drawing_key
from foedus.brief.wording import Wording
from foedus.corroboration.things import Things
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Brief, Snapshot
from foedus.model.commitment import Outlook
from foedus.model.network import StandingTie, TieChange, Window
from foedus.model.record import FindingId, Record
from foedus.network.blocs import blocs
from foedus.network.dating import dated_moves
from foedus.network.similar import Deals
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.network.windows import networks
from foedus.outlook.assessing import Assessor as OutlookAssessor
from foedus.outlook.assessing import Chooses
from foedus.outlook.questions import OpenTest
from foedus.outlook.settings import Settings
from foedus.pipeline.exposing import exposed, open_tests

# A tie that one finding makes is no curve.
_FEWEST_DRAWN = 2
_MARGIN = dt.timedelta(days=14)
_MOST_WINDOWS = 12


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
    spans = networks(made, standing)
    windows = tuple(blocs(spans))
    deals = Deals.load(evidence.claims, evidence.documents, ties)
    precedents = {finding.id: tuple(deals.alike(finding, every)) for finding in comparable(evidence)}
    whole = msgspec.structs.replace(evidence, findings=every, others=())
    changes = ties.changed(chosen)
    told = Assessed(
        ties=tuple(changes),
        windows=windows,
        moves=tuple(dated_moves(spans, windows)),
        precedents={finding: found for finding, found in precedents.items() if found},
        outlook=outlook_on(whole, chosen=chosen, tests=open_tests(touched)),
        drawings=dict(_drawings(ties, changes[:MAX_DRAWN], windows, chosen)),
    )
    return msgspec.structs.replace(evidence, exposed=touched, assessed=told)


def _drawings(
    ties: Ties, changes: Iterable[TieChange], windows: Sequence[Window], chosen: Collection[FindingId]
) -> Iterator[tuple[str, str]]:
    """Drawings of ties that more than one finding bears on, and of the blocs of the last windows, by their keys."""
    from foedus.network.plots import bloc_plot, tie_plot  # noqa: PLC0415  # matplotlib takes longer to load than most commands to run

    name_of = DisplayNames.load().name_of
    for change in changes:
        a, b = change.after.a, change.after.b
        made = ties.findings_of(a, b)
        if len(made) >= _FEWEST_DRAWN:
            days = (made[0].day - _MARGIN, max(made[-1].day, change.after.day) + _MARGIN)
            yield drawing_key(a, b), tie_plot(ties, (a, b), days, title=f"Tie between {name_of(a)} and {name_of(b)}", marked=chosen)
    last = windows[-_MOST_WINDOWS:]
    if any(window.blocs for window in last):
        yield BLOCS, bloc_plot(last, name_of, title="Blocs window by window")


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


class BriefOptions(Record, frozen=True, kw_only=True):
    """What a brief is to hold besides the findings.

    Attributes:
        earlier: What an earlier brief held, to tell what changed since; none for no such section.
        signed: What people add.
    """

    earlier: Snapshot | None = None
    signed: Signed = Signed()


_PLAIN = BriefOptions()


def brief_on(evidence: Evidence, *, query: str = "", options: BriefOptions = _PLAIN) -> Brief:
    """Compose the brief on findings, and check it.

    Args:
        evidence: The findings, with all claims and documents; assessed here if nobody did yet.
        query: The query that chose the findings.
        options: An earlier brief, commentary, and who lets faults pass.

    Raises:
        BriefError: A sentence failed the citation check, and nobody lets it pass.
    """
    if evidence.assessed.outlook is None:
        evidence = assessed(evidence)
    if options.earlier is not None:
        evidence = msgspec.structs.replace(evidence, assessed=msgspec.structs.replace(evidence.assessed, earlier=options.earlier))
    name_of = DisplayNames.load().in_text
    titles = [item.title for item in evidence.documents.values() if item.title]
    title = f"Brief: {query or (titles[0] if titles else 'what the reports say')}"
    signed = options.signed
    brief = Composer(evidence, Wording.load(name_of)).compose(title, query, signed.drafts)
    hooks = Hooks(codes=_heard()) if signed.drafts else Hooks()
    faults = faults_of(brief, evidence, name_of, hooks)
    if faults and not signed.author:
        raise failed(faults)
    return overridden(brief, faults, author=signed.author, reason=signed.reason)


def _heard() -> Codes:
    """What our own coder makes of a sentence."""
    from foedus.pipeline.documents import Coder, Pipeline  # noqa: PLC0415  # the coder is needed for commentary alone

    coder = Coder(Pipeline.load(parse_all=True))
    return lambda sentence: coder(sentence).claims
