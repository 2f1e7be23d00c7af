"""Stories as lists show them, what users saw of them, and how their documents depend on each other."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, distinct, func, select

from foedus.model.claim import Claim
from foedus.model.desk import Look
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.store import schema
from foedus.store.ledger import Ledger
from foedus.store.paging import Slice
from foedus.store.rows import decode
from foedus.store.selecting import Condition


class StoryRow(Record, frozen=True, kw_only=True):
    """A story with its figures, over all its findings.

    Attributes:
        story: Its id.
        title: Title of its first document, empty if it has none.
        first: Publication of its first report as ISO date, empty if no report is dated.
        last: Publication of its latest report.
        actors: Codes of all parties, those to most findings first.
        findings: How many findings.
        disputed: How many of them are disputed.
        reports: How many documents hold its claims.
        outlets: How many named outlets they are of.
        fresh: How many of its claims a user has not seen; none if they never looked.
    """

    story: str
    title: str
    first: str
    last: str
    actors: tuple[str, ...]
    findings: int
    disputed: int
    reports: int
    outlets: int
    fresh: int | None


class StoryPage(Record, frozen=True, kw_only=True):
    """Stories, the latest reported first.

    Attributes:
        stories: Those of the slice.
        total: How many there are in all.
    """

    stories: tuple[StoryRow, ...]
    total: int


def stories_page(ledger: Ledger, conditions: Sequence[Condition], wanted: Slice, who: str) -> StoryPage:
    """The stories of which a finding fulfils all conditions, a slice of them.

    Args:
        ledger: The ledger.
        conditions: From `store.selecting`.
        wanted: Which of them.
        who: Whose last look at each counts.
    """
    table = schema.findings.c
    latest = func.max(table.last_report)
    query = select(table.story).where(*conditions).group_by(table.story).order_by(latest.desc(), table.story)
    with ledger.snapshot() as connection:
        chosen = list(connection.scalars(query.offset(wanted.start).limit(wanted.size)))
        total = connection.scalar(select(func.count(distinct(table.story))).where(*conditions)) or 0
        figures = _Figures(connection, chosen, who)
        return StoryPage(stories=tuple(figures.row(story) for story in chosen), total=total)


class _Figures:
    """The figures of some stories, each kind by one statement."""

    def __init__(self, connection: Connection, stories: Sequence[str], who: str) -> None:
        table, link, claims, documents = schema.findings.c, schema.finding_claims, schema.claims, schema.documents
        meant = table.story.in_(stories)
        disputed = func.sum(case((table.disputed, 1), else_=0))
        self._counts = {
            row[0]: row for row in connection.execute(select(table.story, func.count(), disputed).where(meant).group_by("story"))
        }
        told = _told(table.story, claims.c.document, documents.c.outlet, documents.c.published, documents.c.title, documents.c.name)
        self._reports: defaultdict[str, list[Any]] = defaultdict(list)
        for row in connection.execute(told.where(meant).distinct()):
            self._reports[row.story].append(row)
        parties = schema.finding_parties
        query = select(table.story, parties.c.code, func.count(distinct(table.id))).join(parties, parties.c.finding == table.id)
        self._parties: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for story, code, number in connection.execute(query.where(meant).group_by(table.story, parties.c.code)):
            self._parties[story][code] = number
        looks = schema.looks.c
        known = connection.execute(select(looks.story, looks.record).where(looks.who == who, looks.story.in_(stories)))
        self._looks = {story: decode(record, Look) for story, record in known}
        self._claims: defaultdict[str, set[str]] = defaultdict(set)
        held = select(table.story, link.c.claim).join(link, link.c.finding == table.id).where(table.story.in_(self._looks))
        for story, claim in connection.execute(held):
            self._claims[story].add(claim)

    def row(self, story: str) -> StoryRow:
        """The row of one of them."""
        reports = sorted(self._reports[story], key=lambda row: (row.published is None, row.published, row.name))
        dated = [row.published.isoformat() for row in reports if row.published]
        counts, look = self._parties[story], self._looks.get(story)
        return StoryRow(
            story=story,
            title=reports[0].title if reports else "",
            first=dated[0] if dated else "",
            last=dated[-1] if dated else "",
            actors=tuple(sorted(counts, key=lambda code: (-counts[code], code))),
            findings=self._counts[story][1],
            disputed=self._counts[story][2],
            reports=len(reports),
            outlets=len({row.outlet for row in reports if row.outlet}),
            fresh=len(self._claims[story].difference(look.claims)) if look else None,
        )


def _told(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query on findings with the documents of their claims."""
    link, claims = schema.finding_claims, schema.claims
    joined = schema.findings.join(link, link.c.finding == schema.findings.c.id).join(claims, claims.c.id == link.c.claim)
    return select(*columns).select_from(joined.join(schema.documents))


def findings_of_story(ledger: Ledger, story: str) -> tuple[Finding, ...]:
    """All findings of a story; none if there is no such story."""
    table = schema.findings.c
    with ledger.snapshot() as connection:
        return tuple(decode(record, Finding) for record in connection.scalars(select(table.record).where(table.story == story)))


def story_with(ledger: Ledger, document: DocumentId) -> str | None:
    """The story in which a document's claims are; none if it has none, the one of most of its claims if they are in several."""
    stories = _told(schema.findings.c.story).where(schema.claims.c.document == document)
    with ledger.snapshot() as connection:
        counts = Counter(connection.scalars(stories))
    return min(counts, key=lambda story: (-counts[story], story), default=None)


def links_among(ledger: Ledger, documents: Collection[DocumentId]) -> tuple[bytes, ...]:
    """What the weighing kept of how documents depend on each other, both ends among them, in no order."""
    table, ids = schema.links.c, sorted(documents)
    query = select(table.record).where(table.child.in_(ids), table.parent.in_(ids))
    with ledger.snapshot() as connection:
        return tuple(connection.scalars(query))


def versions_of(ledger: Ledger, claims: Collection[Claim]) -> dict[ClaimId, int]:
    """For each claim the number that `Ledger.version_of` gives, all by one statement."""
    table = schema.judgement_targets.c
    query = select(table.judgement, table.document, table.start, table.end)
    judged: defaultdict[str, list[Any]] = defaultdict(list)
    with ledger.snapshot() as connection:
        for row in connection.execute(query.where(table.document.in_({claim.document for claim in claims}))):
            judged[row.document].append(row)
    return {claim.id: max((row.judgement for row in judged[claim.document] if _meets(row, claim)), default=0) for claim in claims}


def _meets(row: Any, claim: Claim) -> bool:  # a row of `judgement_targets`
    trigger = claim.event.trigger
    return bool(row.start < trigger.end and row.end > trigger.start)
