"""From documents and claims to findings: one deed in the world, with all claims on it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from foedus.corroboration.clustering import cluster
from foedus.corroboration.conflicts import Differences
from foedus.corroboration.deeds import STAGES, Deed, Laying
from foedus.corroboration.grading import best_letter, grade
from foedus.corroboration.independence import Origins
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.links import Dependence, in_order, trace
from foedus.corroboration.outlets import Register
from foedus.corroboration.retelling import retellings
from foedus.corroboration.stories import Topics, stories
from foedus.corroboration.things import Things
from foedus.corroboration.timeline import latest_status, timeline
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, DocumentId, FindingId, identify
from foedus.model.text import Document

# how much documents on one topic count towards one deed, against documents of which one repeats the other
_TOPIC_SHARE = 2.5
_SAME_DOCUMENT = 0.5
_MAX_TOPIC = 0.9


def corroborate(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement] = (),
    *,
    register: Register | None = None,
    things: Things | None = None,
) -> tuple[Finding, ...]:
    """Weigh all claims and join those that speak of one deed.

    The order in which documents and claims are given does not count; what people decided stands.

    Args:
        documents: All documents.
        claims: All their claims.
        judgements: What people decided, in the order in which they did.
        register: Letters of outlets; the shipped register, which rates none, by default.
        things: Classes of things; the shipped table by default.

    Returns:
        Findings in order of their first claim; each claim that was not rejected is in exactly one.
    """
    verdicts = Verdicts(judgements, claims)
    return _Weighing(documents, verdicts, claims, register or Register.load(), things or Things.load()).findings()


class _Weighing:
    """One run over a set of documents."""

    def __init__(
        self, documents: Sequence[Document], verdicts: Verdicts, claims: Sequence[Claim], register: Register, things: Things
    ) -> None:
        self._verdicts = verdicts
        self._documents = in_order({document.id: document for document in documents}.values())
        self._claims = sorted({claim.id: claim for claim in verdicts.applied(claims)}.values(), key=lambda claim: claim.id)
        self._links = trace(self._documents, self._claims)
        self._register = register
        laying = Laying(self._documents, things, _dates(self._documents, self._links.dependences))
        self._deeds = laying.deeds(self._claims)
        self._topics = Topics(self._documents, laying.rarity, self._deeds)
        self._tied = {(link.child, link.parent) for link in self._links.dependences}
        self._origins = Origins(self._documents, self._links, verdicts.origins)
        self._outlets = {document.id: document.origin.outlet for document in self._documents}
        self._names = {document.id: document.name for document in self._documents}
        self._dates = {document.id: str(document.published or "") for document in self._documents}
        self._texts = {document.id: document.text for document in self._documents}
        self._differences = Differences(self._texts, things)

    def findings(self) -> tuple[Finding, ...]:
        groups = self._groups()
        joined = [(a.document, b.document) for group in groups for a, b in pairwise(group)]
        named = stories(self._documents, self._topics, [*sorted(self._tied), *joined])
        return tuple(self._finding(group, named[group[0].document]) for group in groups)

    def _groups(self) -> list[tuple[Deed, ...]]:
        """Originals grouped by what they tell, each with the claims that tell it again; what people judged goes its own way."""
        of = {document.id: [deed for deed in self._deeds if deed.document == document.id] for document in self._documents}
        judged = {claim for pair in self._verdicts.joined for claim in pair}
        said = self._verdicts.origins
        repeats = [link for link in self._links.dependences if said.get(frozenset((link.child, link.parent))) is not False]
        original = {child: claim for child, claim in retellings(of, repeats).items() if not {child, claim} & judged}
        again: dict[ClaimId, list[Deed]] = {}
        for deed in self._deeds:
            again.setdefault(original.get(deed.id, deed.id), []).append(deed)
        first = [deed for deed in self._deeds if deed.id not in original]
        groups = cluster(first, self._tie, self._repeats, self._verdicts.joined)
        whole = [tuple(sorted((told for deed in group for told in again[deed.id]), key=lambda told: told.rank)) for group in groups]
        return sorted(whole, key=lambda group: group[0].rank)

    def _repeats(self, a: Deed, b: Deed) -> bool:
        return (a.document, b.document) in self._tied or (b.document, a.document) in self._tied

    def _tie(self, a: Deed, b: Deed) -> float:
        if a.document == b.document:
            return _SAME_DOCUMENT
        if self._repeats(a, b):
            return 1.0
        return min(_TOPIC_SHARE * self._topics.cosine(a.document, b.document), _MAX_TOPIC)

    def _finding(self, deeds: tuple[Deed, ...], story: str) -> Finding:
        standing = self._origins.weigh(deeds)
        own = [deed for deed in deeds if deed.document not in standing.echoes] or list(deeds)
        conflicts = self._differences.between(deeds, standing.echoes)
        denying = [deed for deed in own if deed.is_denied]
        denials = self._origins.weigh(denying).lineages.sure if denying else 0
        letter = best_letter(self._register, {self._outlets[deed.document] for deed in own})
        mark, reason = grade(own, standing.lineages, denials, conflicts, letter)
        first = next((deed for deed in deeds if not deed.is_denied), deeds[0])
        documents = sorted({self._names[document] for document in {deed.document for deed in deeds} | standing.echoes})
        return Finding(
            id=FindingId(identify("f", *sorted(deed.id for deed in deeds))),
            story=story,
            event=_kind(deeds),
            actors=_codes([(deed.actors, deed.kind) for deed in deeds], _kind(deeds)),
            recipients=_codes([(deed.recipients, deed.kind) for deed in deeds], _kind(deeds)),
            status=latest_status(deeds, standing.echoes),
            supporting=tuple(sorted(deed.id for deed in deeds if not deed.is_denied)),
            denying=tuple(sorted(deed.id for deed in deeds if deed.is_denied)),
            documents=tuple(documents),
            lineages=standing.lineages,
            articles=len({deed.document for deed in deeds} | standing.echoes),
            echoes=tuple(sorted(self._names[document] for document in standing.echoes)),
            conflicts=conflicts,
            timeline=timeline(deeds, self._dates),
            grade=mark,
            grade_reason=reason,
            place=next((deed.place.text for deed in (first, *deeds) if deed.place), ""),
            date=_date(deeds),
            quantity=self._quantities(deeds),
            judgements=self._verdicts.on(deed.id for deed in deeds),
        )

    def _quantities(self, deeds: Sequence[Deed]) -> tuple[str, ...]:
        written = [self._texts[deed.document][deed.quantity.start : deed.quantity.end] for deed in deeds if deed.quantity]
        return tuple(dict.fromkeys(written))


def _kind(deeds: Sequence[Deed]) -> str:
    """The type of the furthest stage: a plan that was carried out is named for the deed."""
    ranked = [deed for deed in deeds if not deed.is_denied] or list(deeds)
    furthest = max(STAGES.index(deed.stage) if deed.stage in STAGES else -1 for deed in ranked)
    counts = Counter(deed.kind for deed in ranked if deed.stage not in STAGES or STAGES.index(deed.stage) == furthest)
    return min(counts, key=lambda kind: (-counts[kind], kind))


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


def _dates(documents: Sequence[Document], dependences: Sequence[Dependence]) -> dict[DocumentId, dt.date | None]:
    """Publication dates, a document that repeats another one as a whole counted with the original's."""
    found = {document.id: document.published for document in documents}
    for link in dependences:
        parent, own = found[link.parent], found[link.child]
        if link.whole and parent is not None and (own is None or parent < own):
            found[link.child] = parent
    return found
