"""Stories: the findings of one, who reports it, from when to when."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from foedus.brief.evidence import Evidence
from foedus.model.finding import Finding
from foedus.model.record import FindingId, Record


class Story(Record, frozen=True, kw_only=True):
    """One story of a ledger, as `foedus stories --json` writes it.

    Attributes:
        story: Its id.
        title: Title of its first document; the trigger words of its first finding where that has none.
        first: Publication of its first report, none if no report is dated.
        last: Publication of its latest report.
        actors: Codes of all parties, those to most findings first.
        findings: Ids of its findings in order of time.
        docs: Names of its documents in order of publication.
        outlets: Their outlets, sorted.
        disputed: How many of the findings are disputed.
    """

    story: str
    title: str
    first: dt.date | None
    last: dt.date | None
    actors: tuple[str, ...]
    findings: tuple[FindingId, ...]
    docs: tuple[str, ...]
    outlets: tuple[str, ...]
    disputed: int


def gathered(findings: Iterable[Finding], evidence: Evidence) -> list[Story]:
    """The stories of findings, the latest reported first, those without a date last."""
    by_story = sorted(findings, key=lambda finding: finding.story)
    found = [_story(key, in_time(group), evidence) for key, group in groupby(by_story, key=lambda finding: finding.story)]
    return sorted(found, key=lambda story: (-(story.last or dt.date.min).toordinal(), story.story))


def in_time(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by the day of the deed, else of its first report; those without either last."""
    return sorted(findings, key=lambda finding: (finding.days[0] or "9999", day_of(finding), finding.id))


def _story(key: str, findings: Sequence[Finding], evidence: Evidence) -> Story:
    claims = [claim for finding in findings for claim in evidence.of(finding)]
    documents = {document.id: document for document in map(evidence.document, claims)}.values()
    ordered = sorted(documents, key=lambda document: (document.published or dt.date.max, document.name))
    published = [document.published for document in ordered if document.published]
    counts = Counter(code for finding in findings for code in {*finding.actors, *finding.recipients})
    first = evidence.of(findings[0])[0]
    trigger = first.event.trigger
    return Story(
        story=key,
        title=ordered[0].title or evidence.document(first).text[trigger.start : trigger.end],
        first=published[0] if published else None,
        last=published[-1] if published else None,
        actors=tuple(sorted(counts, key=lambda code: (-counts[code], code))),
        findings=tuple(finding.id for finding in findings),
        docs=tuple(document.name for document in ordered),
        outlets=tuple(sorted({document.origin.outlet for document in ordered if document.origin.outlet})),
        disputed=sum(finding.is_disputed for finding in findings),
    )


def day_of(finding: Finding) -> str:
    """When a deed was, as a heading says it; where the reports do not say, when it was first reported."""
    reported = finding.first_report
    return finding.date or (f"reported {reported}" if reported else "no date")
