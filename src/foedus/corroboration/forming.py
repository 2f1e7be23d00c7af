"""Forms the finding of claims that speak of one deed: independence, conflicts, timeline, status, grade."""

from collections import Counter
from collections.abc import Mapping, Sequence

from foedus.corroboration.conflicts import Differences
from foedus.corroboration.corrections import Corrections
from foedus.corroboration.deeds import STAGES, Deed
from foedus.corroboration.grading import grade
from foedus.corroboration.independence import Origins
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.links import Links
from foedus.corroboration.moves import RETRACTED
from foedus.corroboration.notices import NoticeReader
from foedus.corroboration.outlets import Register
from foedus.corroboration.rating import rate
from foedus.corroboration.reports import Report
from foedus.corroboration.things import Things
from foedus.corroboration.timeline import latest_status, timeline
from foedus.model.finding import Finding
from foedus.model.record import DocumentId, FindingId, identify


class FindingFormer:
    """Forms findings.

    Args:
        register: What people say of outlets.
        things: Classes of things.
        notices: What finds corrections and retractions in texts.
    """

    def __init__(self, register: Register, things: Things, notices: NoticeReader) -> None:
        self.register = register
        self.things = things
        self.notices = notices

    def over(self, reports: Mapping[DocumentId, Report], links: Links, verdicts: Verdicts) -> "Forming":
        """Forms findings that rest on some documents.

        Args:
            reports: The documents.
            links: The links between them.
            verdicts: What people decided.
        """
        return Forming(self, reports, links, verdicts)


class Forming:
    """Forms findings that rest on some documents."""

    def __init__(self, former: FindingFormer, reports: Mapping[DocumentId, Report], links: Links, verdicts: Verdicts) -> None:
        documents = [report.document for report in sorted(reports.values(), key=lambda report: report.order)]
        self._register = former.register
        self._verdicts = verdicts
        self._origins = Origins(documents, links, verdicts.origins)
        self._documents = {document.id: document for document in documents}
        self._names = {document.id: document.name for document in documents}
        self._dates = {document.id: str(document.published or "") for document in documents}
        self._texts = {document.id: document.text for document in documents}
        self._differences = Differences(self._texts, former.things)
        self._corrections = Corrections(self._documents, self._differences, self._origins.rests_on, former.notices)

    def finding(self, deeds: tuple[Deed, ...], story: str) -> Finding:
        """The finding of claims on one deed, which are in order of rank."""
        moves = self._corrections.moves(deeds)
        shown = moves.standing or deeds
        standing = self._origins.weigh(moves.standing)
        echoes = self._origins.weigh(deeds).echoes - moves.notices if moves.marks else standing.echoes
        own = [deed for deed in moves.standing if deed.document not in standing.echoes] or list(moves.standing)
        conflicts = (*self._differences.between(moves.standing, standing.echoes, moves.notices), *moves.updates(self._differences))
        denying = [deed for deed in own if deed.is_denied]
        denials = self._origins.weigh(denying).lineages.sure if denying else 0
        mark, reason = grade(own, standing.lineages, denials, conflicts)
        first = next((deed for deed in shown if not deed.is_denied), shown[0])
        told_in = {deed.document for deed in deeds} | echoes
        finding = Finding(
            id=FindingId(identify("f", *sorted(deed.id for deed in deeds))),
            story=story,
            event=_kind(shown),
            actors=_codes([(deed.actors, deed.kind) for deed in _telling(shown)], _kind(shown)),
            recipients=_codes([(deed.recipients, deed.kind) for deed in _telling(shown)], _kind(shown)),
            status=latest_status(moves.standing, standing.echoes) if moves.standing else RETRACTED,
            supporting=tuple(sorted(deed.id for deed in deeds if not deed.is_denied)),
            denying=tuple(sorted(deed.id for deed in deeds if deed.is_denied)),
            documents=tuple(sorted(self._names[document] for document in told_in)),
            lineages=standing.lineages,
            articles=len(told_in),
            echoes=tuple(sorted(self._names[document] for document in echoes)),
            conflicts=conflicts,
            timeline=moves.timeline(timeline(moves.told, self._dates), self._dates),
            grade=mark,
            grade_reason=reason,
            place=next((deed.place.text for deed in (first, *shown) if deed.place and not moves.has_lost(deed, "place")), ""),
            date=_date([deed for deed in shown if not moves.has_lost(deed, "date")]),
            quantity=self._quantities([deed for deed in shown if not moves.has_lost(deed, "quantity")]),
            judgements=self._verdicts.on(deed.id for deed in deeds),
            superseded=moves.records(),
        )
        return rate(finding, {deed.id: self._documents[deed.document] for deed in deeds}, self._register)

    def _quantities(self, deeds: Sequence[Deed]) -> tuple[str, ...]:
        written = [self._differences.written("quantity", deed) for deed in deeds if deed.quantity]
        return tuple(dict.fromkeys(written))


def _kind(deeds: Sequence[Deed]) -> str:
    """The type of the furthest stage: a plan that was carried out is named for the deed."""
    ranked = [deed for deed in deeds if not deed.is_denied] or list(deeds)
    furthest = max(STAGES.index(deed.stage) if deed.stage in STAGES else -1 for deed in ranked)
    counts = Counter(deed.kind for deed in ranked if deed.stage not in STAGES or STAGES.index(deed.stage) == furthest)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _telling(deeds: Sequence[Deed]) -> Sequence[Deed]:
    """The claims that say who did what: those that report the deed, for a denial may tell it from the other side."""
    return [deed for deed in deeds if not deed.is_denied] or deeds


def _codes(sides: Sequence[tuple[frozenset[str], str]], kind: str) -> tuple[str, ...]:
    """All codes that claims of the finding's own type give for a side."""
    return tuple(sorted({code for codes, of in sides if of == kind for code in codes}))


def _date(deeds: Sequence[Deed]) -> str:
    """The date of the furthest stage, the latest reported first; empty if no claim dates the deed."""
    dated = [deed for deed in deeds if deed.period is not None and not deed.is_denied]
    if not dated:
        return ""
    best = max(dated, key=lambda deed: (STAGES.index(deed.stage) if deed.stage in STAGES else -1, deed.rank))
    return best.period.iso if best.period else ""
