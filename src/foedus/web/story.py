"""What the page of a story shows."""

from collections.abc import Sequence
from itertools import islice

from foedus.brief.evidence import Evidence
from foedus.brief.telling import Teller
from foedus.brief.wording import RETRACTED, Wording, label, support
from foedus.desk.holding import evidence_from
from foedus.desk.matrices import Line, matrix_of
from foedus.desk.news import News, claims_in, news_of, stamp
from foedus.desk.origins import Branch, dependences_among, tree_of
from foedus.desk.stories import in_time
from foedus.errors import JudgementError, LookupFailed
from foedus.model.claim import Claim
from foedus.model.finding import Conflict, Finding
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, Record
from foedus.model.text import Document
from foedus.store import schema
from foedus.store.desk import look_of
from foedus.store.paging import Slice
from foedus.store.selecting import held
from foedus.store.stories import StoryRow, findings_of_story, stories_page, versions_of
from foedus.web.timelines import Timeline, Told, timeline_of, told_in_time
from foedus.web.workbench import Workbench

PAGE = 20
MOST_TOLD = 200
MOST_OUTLETS = 40
MOST_REPORTS = 300
_TRIES = 2
_DIGITS = 9


class Rival(Record, frozen=True, kw_only=True):
    """One of the values that claims give of a slot, with who gives it."""

    value: str
    tellers: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """A slot in which claims differ, each value with who gives it."""

    conflict: Conflict
    rivals: tuple[Rival, ...]


class Report(Record, frozen=True, kw_only=True):
    """A report of a finding, as a choice in a form.

    Attributes:
        key: Id and version of its first claim.
        words: What it is called.
    """

    key: str
    words: str


class Entry(Record, frozen=True, kw_only=True):
    """A finding on the page.

    Attributes:
        number: Its number in the story.
        finding: The finding.
        sentence: In which words, on whose word, how far along.
        deed: Who did what to whom.
        caution: `disputed`, `single origin` and the like, empty if none is due.
        matrix: Outlets against attributes, the first `MOST_OUTLETS` of them.
        outlets: How many outlets there are.
        differences: Slots in which its claims differ.
        claims: Its claims in order of publication.
        judgements: What people decided on its claims.
        version: The version of its claims.
        reports: Its reports, for the form that marks origins, the first `MOST_REPORTS` of them.
    """

    number: int
    finding: Finding
    sentence: str
    deed: str
    caution: str
    matrix: tuple[Line, ...]
    outlets: int
    differences: tuple[Difference, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    version: int
    reports: tuple[Report, ...]


class StoryShown(Record, frozen=True, kw_only=True):
    """The page.

    Attributes:
        story: Its id.
        about: Title and figures of the whole story.
        total: How many findings the story has.
        wanted: Which of them are on the page.
        stamped: What tells its claims from those of another day.
        news: What changed since the user's last look, none if they never looked.
        told: Claims in order of publication, the first of them.
        left_out: How many claims the list leaves out.
        timeline: The same as a drawing; none if nothing is dated.
        entries: The findings.
        tree: Reports under those that they repeat, of the first `MOST_REPORTS` that were published.
        documents: The documents by id.
        numbers: Number of each finding of the story by its id.
        done: The judgement that was just kept, none if none.
    """

    story: str
    about: StoryRow
    total: int
    wanted: Slice
    stamped: str
    news: News | None
    told: tuple[Told, ...]
    left_out: int
    timeline: Timeline | None
    entries: tuple[Entry, ...]
    tree: tuple[Branch, ...]
    documents: dict[str, Document]
    numbers: dict[str, int]
    done: Judgement | None


def story_shown(workbench: Workbench, story: str, who: str, page: int, done: str = "", finding: str = "") -> StoryShown:
    """The page of a story, all of it as of one state of the ledger unless that changes all the time.

    Args:
        workbench: The ledger.
        story: Its id.
        who: Whose page.
        page: Which of its pages, from 1.
        done: Id of a judgement that was just kept.
        finding: Id of a finding that is looked for; if it is of this story, the page is the one that holds it.

    Raises:
        LookupFailed: There is no such story, or no such page of it.
    """
    before = workbench.state()
    shown = _shown(workbench, story, who, page, done, finding)
    for _ in range(_TRIES):
        now = workbench.state()
        if now == before:
            break
        before, shown = now, _shown(workbench, story, who, page, done, finding)
    return shown


def _shown(workbench: Workbench, story: str, who: str, page: int, done: str, finding: str) -> StoryShown:
    ledger = workbench.ledger
    every = in_time(findings_of_story(ledger, story))
    at = next((number for number, known in enumerate(every) if known.id == finding), None)
    wanted = Slice(start=PAGE * (page - 1 if at is None else at // PAGE), size=PAGE)
    found = held(ledger, schema.findings.c.id.in_([known.id for known in every[wanted.start : wanted.start + wanted.size]]))
    chosen = in_time(found.findings)
    about = stories_page(ledger, [schema.findings.c.story == story], Slice(size=1), who).stories
    if not chosen or not about:
        msg = f"no story {story!r}, or no page {page} of it, in ledger {ledger.place}"
        raise LookupFailed(msg)
    evidence = evidence_from(found)
    told = told_in_time(chosen, evidence, wanted.start + 1)
    look = look_of(ledger, who, story)
    documents = {document.id: document for document in map(evidence.document, (item.claim for item in told))}
    first_documents = dict(islice(documents.items(), MOST_REPORTS))
    return StoryShown(
        story=story,
        about=about[0],
        total=len(every),
        wanted=wanted,
        stamped=stamp(claims_in(every)),
        news=news_of(look, every, found.judgements) if look else None,
        told=told[:MOST_TOLD],
        left_out=max(len(told) - MOST_TOLD, 0),
        timeline=timeline_of(told[:MOST_TOLD], evidence),
        entries=_entries(workbench, chosen, evidence, found.judgements, wanted.start + 1),
        tree=tree_of(first_documents.values(), dependences_among(ledger, first_documents)),
        documents={str(document): item for document, item in documents.items()},
        numbers={finding.id: number for number, finding in enumerate(every, start=1)},
        done=next((judgement for judgement in found.judgements if judgement.id == done), None),
    )


def _entries(
    workbench: Workbench, chosen: Sequence[Finding], evidence: Evidence, judgements: Sequence[Judgement], first: int
) -> tuple[Entry, ...]:
    teller = Teller(evidence, Wording.load(workbench.names.name_of))
    versions = versions_of(workbench.ledger, [claim for finding in chosen for claim in evidence.of(finding)])
    by_id = {judgement.id: judgement for judgement in judgements}
    return tuple(
        _entry(number, finding, teller, versions, tuple(by_id[key] for key in finding.judgements if key in by_id))
        for number, finding in enumerate(chosen, start=first)
    )


def _entry(number: int, finding: Finding, teller: Teller, versions: dict[ClaimId, int], judgements: tuple[Judgement, ...]) -> Entry:
    claims = tuple(teller.evidence.of(finding))
    matrix = matrix_of(finding, teller.evidence)
    firsts = {claim.document: claim for claim in reversed(claims)}
    return Entry(
        number=number,
        finding=finding,
        sentence=_sentence(teller, finding),
        deed=_deed(teller, finding),
        caution=label(finding, claims),
        matrix=matrix[:MOST_OUTLETS],
        outlets=len(matrix),
        differences=tuple(_difference(conflict, teller.evidence) for conflict in finding.conflicts),
        claims=claims,
        judgements=judgements,
        version=max(versions[claim.id] for claim in claims),
        reports=tuple(
            Report(key=f"{claim.id}@{versions[claim.id]}", words=f"{teller.teller(claim)}, {claim.name}")
            for claim in sorted(firsts.values(), key=claims.index)[:MOST_REPORTS]
        ),
    )


def _deed(teller: Teller, finding: Finding) -> str:
    return teller.deed(teller.leading(finding)[0])


def _sentence(teller: Teller, finding: Finding) -> str:
    """What the brief would say of it behind the deed and before the number of its reports, which stand apart here."""
    if finding.status == RETRACTED:
        return "Withdrawn by all who reported it."
    return teller.told(finding).text.removeprefix(f"{_deed(teller, finding)}: ").removesuffix(f"; {support(finding)}.") + "."


def _difference(conflict: Conflict, evidence: Evidence) -> Difference:
    rivals = tuple(Rival(value=value.value, tellers=_tellers(value.claims, evidence)) for value in conflict.values)
    return Difference(conflict=conflict, rivals=rivals)


def _tellers(claims: Sequence[ClaimId], evidence: Evidence) -> tuple[str, ...]:
    documents = [evidence.documents[evidence.claims[claim].document] for claim in claims if claim in evidence.claims]
    return tuple(dict.fromkeys(document.origin.outlet or document.name for document in documents))


def asked(keys: Sequence[str]) -> tuple[list[str], int | None]:
    """The ids that a form names, and the version that was looked at; none if no key has one.

    Args:
        keys: Ids, each with its version behind an `@`.

    Raises:
        JudgementError: A version is no number.
    """
    ids, versions = [], []
    for key in keys:
        name, mark, version = key.partition("@")
        if mark and not (version.isdecimal() and len(version) <= _DIGITS):
            msg = f"{key!r} has no version"
            raise JudgementError(msg)
        ids.append(name)
        versions += [int(version)] if mark else []
    return ids, max(versions, default=None)
