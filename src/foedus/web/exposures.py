"""What the Exposure screen shows: findings with the provisions that they may touch and the listed names that they hold."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

import msgspec

from foedus.brief.evidence import Evidence
from foedus.brief.wording import exact_words
from foedus.desk.deciding import decisions_on
from foedus.desk.holding import evidence_from
from foedus.desk.screening import named_in
from foedus.errors import LookupFailed
from foedus.exposure.assessing import Assessor
from foedus.listings import LoadedLists
from foedus.model.choice import Choice
from foedus.model.claim import Claim
from foedus.model.desk import ExposureDecision, ExposureVerdict
from foedus.model.exposure import Check, Exposed, Exposure, Provision, Result, Truth
from foedus.model.finding import Finding
from foedus.model.listing import Band, Hit, HitDecision, SanctionsList, Screened
from foedus.model.record import DocumentId, FindingId, Record
from foedus.model.text import Document
from foedus.pipeline.exposing import exposed
from foedus.pipeline.findings import LIST_KEYS, lists_of
from foedus.screening.exact import decided, last_decisions, screen
from foedus.screening.keys import subject_key
from foedus.screening.matcher import Matcher, Scorer
from foedus.store import schema
from foedus.store.desk import exposure_decisions_in
from foedus.store.lists import LedgerLists, decisions_in, editions_in, latest
from foedus.store.paging import Slice, findings_page
from foedus.store.selecting import held
from foedus.web.workbench import Workbench

# findings that are held against the rules at once, and how often for one page: each takes about 7 ms, once for a state of the ledger
PORTION, MOST_PORTIONS = 25, 3
# a page ends when it has so many findings that come near a rule or a list
ENOUGH = 15


class Near(Record, frozen=True, kw_only=True):
    """A finding with what it may touch and the listed names in it, before anybody decides.

    Attributes:
        finding: The finding.
        words: The words that tell it.
        claims: Its claims as people corrected them.
        exposed: Provisions and treaties.
        screened: Names that its claims hold, each with its hits; those without any left out.
    """

    finding: Finding
    words: str
    claims: tuple[Claim, ...]
    exposed: Exposed
    screened: tuple[Screened, ...] = ()


class Weighed(Record, frozen=True, kw_only=True):
    """An exposure with what people decided on it.

    Attributes:
        exposure: The exposure.
        provision: Its rule.
        decisions: Those on it, in order; the last one stands.
        claims: How many claims the deed has now.
    """

    exposure: Exposure
    provision: Provision
    decisions: tuple[ExposureDecision, ...]
    claims: int

    @property
    def last(self) -> ExposureDecision | None:
        """The decision that stands, none if nobody decided or the last one took it back."""
        found = self.decisions[-1] if self.decisions else None
        return None if found is None or found.verdict is ExposureVerdict.OPEN else found

    @property
    def is_dismissed(self) -> bool:
        """Whether it was dismissed last."""
        return self.last is not None and self.last.verdict is ExposureVerdict.DISMISS

    @property
    def applies(self) -> bool:
        """Whether no test tells against it."""
        return self.exposure.result is not Result.NOT_APPLICABLE

    def checks(self, value: str) -> list[Check]:
        """The tests of one outcome."""
        return [check for check in self.exposure.tests if check.value is Truth(value)]


class HitRow(Record, frozen=True, kw_only=True):
    """A hit with what people decided on it.

    Attributes:
        name: The name as it was screened.
        hit: The hit with the last decision.
        decisions: All decisions on name and entry, in order.
    """

    name: str
    hit: Hit
    decisions: tuple[HitDecision, ...]


class Row(Record, frozen=True, kw_only=True):
    """A finding of the list."""

    near: Near
    weighed: tuple[Weighed, ...]
    hits: tuple[HitRow, ...]

    @property
    def open_ones(self) -> list[Weighed]:
        """Rules that may be touched and were not dismissed."""
        return [one for one in self.weighed if one.applies and not one.is_dismissed]

    @property
    def dismissed(self) -> list[Weighed]:
        """Rules that were dismissed."""
        return [one for one in self.weighed if one.applies and one.is_dismissed]


class NearPage(Record, frozen=True, kw_only=True):
    """A page of findings that come near a rule or a list.

    Attributes:
        rows: The findings, the latest reported first.
        start: How many of the findings that are chosen come before it.
        looked_at: How many were held against the rules for it.
        total: How many are chosen.
    """

    rows: tuple[Row, ...]
    start: int
    looked_at: int
    total: int

    @property
    def following(self) -> int | None:
        """Where the next page starts, none if there is none."""
        end = self.start + self.looked_at
        return end if end < self.total else None


class _Portion(Record, frozen=True, kw_only=True):
    near: tuple[Near, ...]
    looked_at: int
    total: int


def near_page(workbench: Workbench, choice: Choice, start: int) -> NearPage:
    """The findings from a place on that come near a rule or a list, with what was decided."""
    found: list[Near] = []
    looked_at = total = 0
    for _ in range(MOST_PORTIONS):
        portion = _portion(workbench, choice, start + looked_at)
        found += portion.near
        looked_at, total = looked_at + portion.looked_at, portion.total
        if len(found) >= ENOUGH or portion.looked_at < PORTION:
            break
    return NearPage(rows=tuple(rows_of(workbench, found)), start=start, looked_at=looked_at, total=total)


def near_one(workbench: Workbench, key: str) -> Near:
    """One finding by its id, whether or not it comes near anything.

    Raises:
        LookupFailed: There is none.
    """
    evidence = evidence_from(held(workbench.ledger, schema.findings.c.id == key))
    if not evidence.findings:
        msg = f"no finding {key!r} in ledger {workbench.ledger.place}"
        raise LookupFailed(msg)
    return _near(workbench, evidence)[0]


def documents_of(workbench: Workbench, near: Near) -> dict[DocumentId, Document]:
    """The documents of a finding's claims."""
    found = held(workbench.ledger, schema.findings.c.id == near.finding.id)
    return {document.id: document for document in found.documents}


def rows_of(workbench: Workbench, found: Iterable[Near]) -> list[Row]:
    """Findings with what people decided on their exposures and hits."""
    decisions = exposure_decisions_in(workbench.ledger)
    on_hits = decisions_in(workbench.ledger)
    return [Row(near=near, weighed=tuple(weighed(near, decisions)), hits=tuple(hit_rows(near.screened, on_hits))) for near in found]


def weighed(near: Near, decisions: Sequence[ExposureDecision]) -> list[Weighed]:
    """The exposures of a finding with the decisions on each."""
    provisions = assessor().provisions
    return [
        Weighed(
            exposure=exposure,
            provision=provisions[exposure.provision],
            decisions=decisions_on(decisions, near.claims, exposure.provision),
            claims=len(near.claims),
        )
        for exposure in near.exposed.exposures
    ]


def hit_rows(found: Iterable[Screened], decisions: Sequence[HitDecision]) -> list[HitRow]:
    """Hits with the decisions on each, in order."""
    last = last_decisions(decisions)
    rows = []
    for item in found:
        for hit in decided(item.subject, item.hits, last):
            matter = (subject_key(item.subject.name), hit.list_name, hit.entry.reference)
            rows.append(HitRow(name=item.subject.name, hit=hit, decisions=tuple(d for d in decisions if d.matter == matter)))
    return rows


def matcher_of(workbench: Workbench) -> Matcher:
    """Finds names that are like those on the loaded lists.

    Raises:
        ListError: Its library is not installed.
    """
    scorer = Scorer()
    lists = LedgerLists(workbench.ledger, LIST_KEYS)
    return workbench.once(("matcher", editions(workbench)), lambda: Matcher(lists.entries(), scorer))


def lists_in(workbench: Workbench) -> tuple[SanctionsList, ...]:
    """The latest edition of each list that the ledger keeps."""
    return latest(editions_in(workbench.ledger))


@cache
def assessor() -> Assessor:
    """Holds findings against the shipped rules."""
    return Assessor.load()


def _portion(workbench: Workbench, choice: Choice, start: int) -> _Portion:
    def made() -> _Portion:
        page = findings_page(workbench.ledger, workbench.conditions(choice), Slice(start=start, size=PORTION))
        ids = [finding.id for finding in page.findings]
        evidence = evidence_from(held(workbench.ledger, schema.findings.c.id.in_(ids)))
        by_id: Mapping[FindingId, Near] = {near.finding.id: near for near in _near(workbench, evidence)}
        near = tuple(by_id[key] for key in ids if key in by_id and (by_id[key].exposed.exposures or by_id[key].screened))
        return _Portion(near=near, looked_at=len(ids), total=page.total)

    return workbench.once(("near", choice, start, editions(workbench)), made)


def _near(workbench: Workbench, evidence: Evidence) -> list[Near]:
    """Findings held against rules and lists."""
    lists, known = LedgerLists(workbench.ledger, LIST_KEYS), editions(workbench)

    def near(finding: Finding) -> Near:
        alone = msgspec.structs.replace(evidence, findings=(finding,))
        touched = exposed(alone, assessor=assessor(), listed=_lists(workbench))
        return _one_near(lists, finding, evidence, touched[finding.id])

    return [workbench.always(("near", f, tuple(evidence.of(f)), known), partial(near, f)) for f in evidence.findings]


def _one_near(lists: LedgerLists, finding: Finding, evidence: Evidence, touched: Exposed) -> Near:
    claims = evidence.of(finding)
    first = claims[0]
    return Near(
        finding=finding,
        words=exact_words(first, evidence.document(first)),
        claims=tuple(claims),
        exposed=touched,
        screened=_screened(lists, claims, evidence),
    )


def _screened(lists: LedgerLists, claims: Sequence[Claim], evidence: Evidence) -> tuple[Screened, ...]:
    """The names of claims that have hits on loaded lists, weak ones left out."""
    if not lists.editions():
        return ()
    found = screen(named_in(claims, evidence.documents), lists, on=_day(claims, evidence))
    strong = (msgspec.structs.replace(one, hits=tuple(hit for hit in one.hits if hit.band is not Band.WEAK)) for one in found)
    return tuple(one for one in strong if one.hits)


def _day(claims: Sequence[Claim], evidence: Evidence) -> dt.date | None:
    """The day of the first report, for which a hit says whether the entry was listed."""
    return min((day for claim in claims if (day := evidence.document(claim).published)), default=None)


def _lists(workbench: Workbench) -> LoadedLists | None:
    return workbench.once(("lists", editions(workbench)), lambda: lists_of(workbench.ledger))


def editions(workbench: Workbench) -> tuple[str, ...]:
    """Ids of the lists that are loaded, by which what rests on them is known to be of today."""
    return tuple(edition.id for edition in lists_in(workbench))
