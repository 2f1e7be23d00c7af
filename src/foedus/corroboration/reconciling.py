"""Brings findings up to date with documents that are new or were changed, at a cost that follows from what these touch.

All that a finding says follows from its own claims, their documents and the links between these. So a new document is
compared with what shares its parties, kind of deed and time, its topic or its wording, and only the claims that hang together
with its own are weighed again. The order in which documents come, and in what portions, leaves no trace.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from foedus.corroboration.blocking import FAR, FAR_WORDS, are_far, is_near, posted, sought
from foedus.corroboration.clustering import cluster
from foedus.corroboration.deeds import Deed
from foedus.corroboration.forming import FindingFormer
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.linking import ALWAYS, Linker
from foedus.corroboration.matching import MERGE, compare, may_match
from foedus.corroboration.outlets import Register
from foedus.corroboration.reports import Report, Reports, Tables, Working, shipped
from foedus.corroboration.retelling import first_told, retellings
from foedus.corroboration.shelf import Placed, Posting, Shelf, Tie
from foedus.corroboration.stories import Neighbours, Stories, story_name
from foedus.corroboration.things import Things
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, DocumentId, FindingId, Record

# how much documents on one topic count towards one deed, against documents of which one repeats the other
_TOPIC_SHARE = 3.0
_SAME_DOCUMENT = 0.5
_MAX_TOPIC = 0.9
# from how close a tie on documents are on one topic
_AKIN = 0.35

# raised whenever findings may come out otherwise than before: what older versions kept is then made again
METHOD = 6

Owners = dict[ClaimId, DocumentId]


class Changes(Record, frozen=True, kw_only=True):
    """Findings that are new and findings that are gone."""

    new: frozenset[FindingId] = frozenset()
    gone: frozenset[FindingId] = frozenset()


class Reconciler:
    """Reconciles portions of documents with what is on a shelf; keeps documents at hand between portions.

    Args:
        register: What people say of outlets; the shipped register, which rates none, by default.
        things: Classes of things; the shipped table by default.
    """

    method = METHOD

    def __init__(self, register: Register | None = None, things: Things | None = None) -> None:
        self._register = register or Register.load()
        self._tables = Tables(things) if things else shipped()
        self._reports: Reports | None = None

    def reconcile(self, shelf: Shelf, ids: Collection[DocumentId]) -> Changes:
        """Bring the findings on a shelf up to date.

        Args:
            shelf: Documents, claims and findings, within one transaction.
            ids: Documents that are new, or of which text, claims or judgements are not what they were.
        """
        verdicts = _verdicts(shelf)
        if self._reports is None:
            self._reports = Reports(shelf, verdicts, self._tables)
        self._reports.turn_to(shelf, verdicts)
        former = FindingFormer(self._register, self._tables.things, self._tables.notices)
        return _Portion(shelf, self._reports, verdicts, former).reconcile(ids)


def _verdicts(shelf: Shelf) -> Verdicts:
    judgements: Sequence[Judgement] = shelf.judgements()
    targets = {target.document for judgement in judgements for target in judgement.targets}
    return Verdicts(judgements, [claim for claims in shelf.claims(targets).values() for claim in claims])


class _Portion:
    """One run over some documents."""

    def __init__(self, shelf: Shelf, reports: Reports, verdicts: Verdicts, former: FindingFormer) -> None:
        self._shelf = shelf
        self._reports = reports
        self._verdicts = verdicts
        self._former = former
        self._linker = Linker(shelf, reports)
        self._neighbours = Neighbours(shelf, reports)
        self._stories = Stories(shelf, reports, self._linker, self._neighbours)
        self._judged = {claim for pair in verdicts.joined for claim in pair}
        self._joined: defaultdict[ClaimId, set[ClaimId]] = defaultdict(set)
        for pair, together in verdicts.joined.items():
            first, *second = sorted(pair)
            if together and second:
                self._joined[first].add(second[0])
                self._joined[second[0]].add(first)

    def reconcile(self, ids: Collection[DocumentId]) -> Changes:
        self._reports.forget(ids)
        before = self._reports.workings(ids)
        fresh = {i: before.get(i, Working(story=i, published=report.document.published)) for i, report in self._reports.get(ids).items()}
        relinked = self._link(fresh)
        renewed = self._date({*fresh} | {child for child, _ in relinked}) | fresh.keys()
        self._post_claims(renewed)
        ends = {end for link in relinked for end in link}
        moved = self._stories.stories(self._reports.workings(fresh) | self._stories.follow(renewed, ends))
        self._reports.keep(moved)
        # what others tell again of a document follows from its claims and its date too
        retold = self._linker.repeating(renewed) | {child for child, _ in relinked}
        self._reports.retell(retold)
        # so does what findings say of a report that only repeats them
        beside = ends | {end for i in fresh for end in self._linker.linked_to(i)}
        owners = self._closure(self._claims_of(renewed | retold | beside))
        self._tie(renewed | retold)
        owners = self._closure(owners | self._claims_of(renewed | retold))
        found = self._weigh(owners)
        gone, new = self._shelf.replace(owners, found)
        self._reports.put_back()
        self._shelf.retell({i: story_name(working.story) for i, working in moved.items()})
        return Changes(new=frozenset(new), gone=frozenset(gone))

    # documents

    def _link(self, fresh: Mapping[DocumentId, Working]) -> set[tuple[DocumentId, DocumentId]]:
        """Post documents and find their links; returns children with parents, where the links are not what they were."""
        reports = self._reports.get(fresh)
        announced = self._reports.workings({i for report in reports.values() for i in self._linker.announce(report)} - fresh.keys())
        workings = {**announced, **fresh}
        for i, report in self._reports.get(workings).items():
            new = self._linker.postings(report) | self._neighbours.postings(report)
            workings[i] = msgspec.structs.replace(workings[i], postings=self._post(i, workings[i].postings, new))
        self._reports.keep(workings)
        relinked = self._linker.relink(fresh, announced)
        self._reports.compare_again(relinked)
        return relinked

    def _date(self, ids: Collection[DocumentId]) -> set[DocumentId]:
        """Date documents and all that repeat them; returns those whose date is not what it was."""
        dates = self._linker.dates(ids)
        redated = {i: working for i, working in self._reports.workings(dates).items() if working.published != dates[i]}
        self._reports.forget(redated)
        self._reports.keep({i: msgspec.structs.replace(working, published=dates[i]) for i, working in redated.items()})
        return {*redated}

    def _post_claims(self, ids: Collection[DocumentId]) -> None:
        """Make the claims of documents findable."""
        workings = self._reports.workings(ids)
        for i, report in self._reports.get(ids).items():
            day = report.published.toordinal() if report.published else 0
            new = {(key, day, i) for deed in report.deeds for key in posted(deed)}
            self._reports.keep({i: msgspec.structs.replace(workings[i], party_postings=self._post(i, workings[i].party_postings, new))})

    def _post(self, document: DocumentId, old: Iterable[tuple[int, int]], new: set[Posting]) -> tuple[tuple[int, int], ...]:
        before = {(key, day, document) for key, day in old}
        self._shelf.post(before - new, new - before)
        return tuple(sorted((key, day) for key, day, _ in new))

    # claims

    def _closure(self, owners: Owners) -> Owners:
        """Claims with all that hang together with them, directly or not."""
        found, waiting = dict(owners), {*owners}
        while waiting:
            reached: Owners = {}
            for a, in_a, b, in_b in self._shelf.ties(waiting):
                reached |= {a: in_a, b: in_b}
            for claim in waiting & self._joined.keys():
                reached |= {other: self._verdicts.documents[other] for other in self._joined[claim]}
            waiting = reached.keys() - found.keys()
            found |= {claim: reached[claim] for claim in waiting}
        return found

    def _claims_of(self, ids: Collection[DocumentId]) -> Owners:
        """The claims of documents, those that they had when they were last reconciled too."""
        known = {claim: i for i, working in self._reports.workings(ids).items() for claim in working.claims}
        return known | {deed.id: i for i, report in self._reports.get(ids).items() for deed in report.deeds}

    def _tie(self, ids: Collection[DocumentId]) -> None:
        """Find the ties of documents' claims anew."""
        gone, new = self._claims_of(ids), set[Tie]()
        for i, report in self._reports.get(ids).items():
            new |= self._ties_of(report)
            working = self._reports.workings([i])[i]
            self._reports.keep({i: msgspec.structs.replace(working, claims=tuple(deed.id for deed in report.deeds))})
        self._shelf.retie(gone, new)

    def _ties_of(self, report: Report) -> set[Tie]:
        """What ties a document's claims to others: a claim that is told again, or, for the rest, that they may be one deed."""
        found = self._retold(report)
        own = self._firsts(report)
        pairs = [*combinations(own, 2)]
        for other in self._around(report).values():
            pairs += ((a, b) for b in self._firsts(other) for a in own)
        return found | {_as_tie((a.id, a.document), (b.id, b.document)) for a, b in pairs if (self._score(a, b) or 0.0) > MERGE}

    def _firsts(self, report: Report) -> list[Deed]:
        """The claims of a document that tell no other one again."""
        told = self._told(report)
        return [deed for deed in report.deeds if deed.id not in told]

    def _told(self, report: Report) -> dict[ClaimId, ClaimId]:
        """The claims that claims of a document tell again; what people judged goes its own way."""
        document = report.document.id
        if document not in self._reports.told:
            said = self._verdicts.origins
            links = [link for link in self._linker.links([document]) if link.child == document]
            links = [link for link in links if said.get(frozenset((document, link.parent))) is not False]
            parents = self._reports.get({link.parent for link in links})
            ordered = sorted(links, key=lambda link: (parents[link.parent].order, link.relation))
            found = retellings(report.deeds, [(link, parents[link.parent].deeds) for link in ordered])
            self._reports.told[document] = {a: b for a, b in found.items() if not {a, b} & self._judged}
        return self._reports.told[document]

    def _retold(self, report: Report) -> set[Tie]:
        """Each claim of a document with the one that it tells again, and with those that tell it again."""
        linked = self._reports.get(self._linker.linked_to(report.document.id)).values()
        owners = {deed.id: other.document.id for other in (report, *linked) for deed in other.deeds}
        told = {claim: first for other in (report, *linked) for claim, first in self._told(other).items()}
        own = {deed.id for deed in report.deeds}
        return {_as_tie((a, owners[a]), (b, owners[b])) for a, b in told.items() if {a, b} & own}

    def _around(self, report: Report) -> dict[DocumentId, Report]:
        """The other documents whose claims may be on the deeds of one."""
        day = report.published.toordinal() if report.published else 0
        keys: defaultdict[int, set[int]] = defaultdict(set)
        for deed in report.deeds:
            for key, reach in sought(deed):
                keys[reach].add(key)
        near = {*self._linker.linked_to(report.document.id)} | self._neighbours.of(report).keys()
        far: set[DocumentId] = set()
        for reach, wanted in keys.items():
            first, last = (max(day - reach, 1), day + reach) if day else ALWAYS
            for _, other, i in self._shelf.find(wanted, first, last):
                (far if day and other and abs(other - day) > FAR else near).add(i)
        near |= self._neighbours.sharing(report, far - near, FAR_WORDS)
        return self._reports.get(near - {report.document.id})

    def _score(self, a: Deed, b: Deed) -> float | None:
        """How much speaks for two claims being on one deed; none if they cannot be."""
        return self._reports.scores.of(a.id, b.id, lambda: self._compared(a, b)) if may_match(a, b) else None

    def _compared(self, a: Deed, b: Deed) -> float | None:
        if a.document == b.document:
            match = compare(a, b)
            return None if match.barred else match.tied(_SAME_DOCUMENT).score
        first, second = (self._reports.one(i) for i in (a.document, b.document))
        pair = self._neighbours.pair(first, second)
        repeated = b.document in self._linker.linked_to(a.document)
        close = 1.0 if repeated else min(_TOPIC_SHARE * pair.cosine, _MAX_TOPIC)
        akin = repeated or (pair.near and close >= _AKIN)
        if not akin and (not is_near(a, b) or (are_far(a, b) and len(first.telling & second.telling) < FAR_WORDS)):
            return None
        match = compare(a, b, repeated=repeated, akin=akin)
        return None if match.barred else match.tied(close).score

    # findings

    def _weigh(self, owners: Owners) -> list[Placed]:
        """Findings of claims that hang together among themselves and with no others."""
        reports = self._reports.get({*owners.values()})
        deeds = {deed.id: deed for report in reports.values() for deed in report.deeds if deed.id in owners}
        found: list[Placed] = []
        for members in self._components(deeds):
            groups = self._groups(members, reports)
            inside = {deed.document for deed in members}
            workings = self._reports.workings(inside)
            told_in = self._reports.get(inside | self._linker.retelling(inside))
            forming = self._former.over(told_in, self._linker.among(told_in.values()), self._verdicts)
            for group in groups:
                first = group[0]
                found.append((forming.finding(group, story_name(workings[first.document].story)), first.id, first.document))
        return found

    def _groups(self, members: Sequence[Deed], reports: Mapping[DocumentId, Report]) -> list[tuple[Deed, ...]]:
        """Claims grouped by what they tell, each with the claims that tell it again."""
        told = {claim: first for i in {deed.document for deed in members} for claim, first in self._told(reports[i]).items()}
        again: defaultdict[ClaimId, list[Deed]] = defaultdict(list)
        for deed in members:
            again[first_told(deed.id, told)].append(deed)
        firsts = [deed for deed in members if first_told(deed.id, told) == deed.id]
        groups = cluster(firsts, self._scores(firsts), self._verdicts.joined)
        whole = [tuple(sorted((told for deed in group for told in again[deed.id]), key=lambda told: told.rank)) for group in groups]
        return sorted(whole, key=lambda group: group[0].rank)

    def _components(self, deeds: Mapping[ClaimId, Deed]) -> list[list[Deed]]:
        """Claims that hang together, each group in order of rank."""
        near: defaultdict[ClaimId, set[ClaimId]] = defaultdict(set)
        for a, _, b, _ in self._shelf.ties(deeds):
            near[a].add(b)
            near[b].add(a)
        left, found = {*deeds}, []
        while left:
            waiting, group = [left.pop()], []
            while waiting:
                claim = waiting.pop()
                group.append(claim)
                reached = (near[claim] | self._joined[claim]) & left
                left -= reached
                waiting += reached
            found.append(sorted((deeds[claim] for claim in group), key=lambda deed: deed.rank))
        return found

    def _scores(self, members: Sequence[Deed]) -> dict[tuple[int, int], float]:
        scores = {(i, j): self._score(members[i], members[j]) for i, j in combinations(range(len(members)), 2)}
        return {pair: score for pair, score in scores.items() if score is not None}


def _as_tie(*ends: tuple[ClaimId, DocumentId]) -> Tie:
    (a, in_a), (b, in_b) = sorted(ends)
    return a, in_a, b, in_b
