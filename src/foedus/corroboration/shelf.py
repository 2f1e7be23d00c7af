"""What reconciling needs of a ledger: documents and claims in, findings out, and its own workings kept between.

Workings are derived from the documents alone: whoever loses them can have them made again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from foedus.corroboration.credits import plain_name
from foedus.corroboration.deeds import order_of
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, DocumentId, FindingId
from foedus.model.text import Document

# a key, the day as an ordinal (0 if unknown), the document that is found by it
Posting = tuple[int, int, DocumentId]
# child, parent, what shows it; and the record
Link = tuple[DocumentId, DocumentId, str, bytes]
# two claims with their documents, the lower id first
Tie = tuple[ClaimId, DocumentId, ClaimId, DocumentId]
# a finding, its first claim and the document of that
Placed = tuple[Finding, ClaimId, DocumentId]


class Shelf(Protocol):
    """A ledger as reconciling sees it, within one transaction."""

    def documents(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, Document]:
        """Documents by id."""
        ...

    def claims(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, Sequence[Claim]]:
        """Claims by document, as coded; nothing for documents without any."""
        ...

    def judgements(self) -> Sequence[Judgement]:
        """What people decided, in order."""
        ...

    def outlets(self) -> Collection[str]:
        """Names of all outlets."""
        ...

    def naming(self, outlet: str) -> Collection[DocumentId]:
        """Documents that may name an outlet in their text: all that do, and perhaps others."""
        ...

    def find(self, keys: Collection[int], first: int, last: int) -> Sequence[Posting]:
        """What was posted under keys between two days, and what was posted there without a day."""
        ...

    def sharing(self, keys: Collection[int], first: int, last: int, least: int) -> Collection[DocumentId]:
        """Documents that were posted so under at least so many of the keys."""
        ...

    def post(self, gone: Collection[Posting], new: Collection[Posting]) -> None:
        """Take postings out, and put others in."""
        ...

    def links(self, ids: Collection[DocumentId]) -> Sequence[Link]:
        """Links of which either end is among the documents."""
        ...

    def relink(self, gone: Collection[Link], new: Collection[Link]) -> None:
        """Take links out, and put others in."""
        ...

    def workings(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, bytes]:
        """What was kept of each document that has been reconciled."""
        ...

    def keep(self, workings: Mapping[DocumentId, bytes]) -> None:
        """Keep something of documents, in place of what was kept before."""
        ...

    def ties(self, claims: Collection[ClaimId]) -> Sequence[Tie]:
        """Pairs of claims that may be one deed, of which either is among the claims."""
        ...

    def retie(self, untied: Collection[ClaimId], new: Collection[Tie]) -> None:
        """Take out all pairs that hold any of the claims, and put others in."""
        ...

    def replace(self, claims: Collection[ClaimId], findings: Sequence[Placed]) -> tuple[Collection[FindingId], Collection[FindingId]]:
        """Put findings in place of all that hold any of the claims; returns the ids that are gone and those that are new."""
        ...

    def retell(self, stories: Mapping[DocumentId, str]) -> None:
        """Give the findings whose first claim is in these documents another story."""
        ...


class MemoryShelf:
    """Documents, claims and findings held in memory."""

    def __init__(self, documents: Iterable[Document], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> None:
        self._documents = {document.id: document for document in documents}
        self._claims: defaultdict[DocumentId, list[Claim]] = defaultdict(list)
        for claim in {claim.id: claim for claim in claims}.values():
            self._claims[claim.document].append(claim)
        self._judgements = judgements
        self._postings: defaultdict[int, set[tuple[int, DocumentId]]] = defaultdict(set)
        self._links: dict[tuple[DocumentId, DocumentId, str], bytes] = {}
        self._linked: defaultdict[DocumentId, set[tuple[DocumentId, DocumentId, str]]] = defaultdict(set)
        self._workings: dict[DocumentId, bytes] = {}
        self._ties: defaultdict[ClaimId, set[Tie]] = defaultdict(set)
        self._findings: dict[FindingId, Placed] = {}
        self._holders: dict[ClaimId, FindingId] = {}

    def add(self, document: Document, claims: Sequence[Claim]) -> None:
        """Put a document in, with its claims."""
        self._documents[document.id] = document
        self._claims[document.id] = [*claims]

    def documents(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, Document]:
        """Documents by id."""
        return {i: self._documents[i] for i in ids if i in self._documents}

    def claims(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, Sequence[Claim]]:
        """Claims by document, as coded; nothing for documents without any."""
        return {i: self._claims[i] for i in ids if i in self._claims}

    def judgements(self) -> Sequence[Judgement]:
        """What people decided, in order."""
        return self._judgements

    def outlets(self) -> Collection[str]:
        """Names of all outlets."""
        return {document.origin.outlet for document in self._documents.values() if document.origin.outlet}

    def naming(self, outlet: str) -> Collection[DocumentId]:
        """Documents that name an outlet in full in their text."""
        name = plain_name(outlet)
        return [i for i, document in self._documents.items() if name in document.text]

    def find(self, keys: Collection[int], first: int, last: int) -> Sequence[Posting]:
        """What was posted under keys between two days, and what was posted there without a day."""
        return [(key, day, i) for key in keys if key in self._postings for day, i in self._postings[key] if first <= day <= last or not day]

    def sharing(self, keys: Collection[int], first: int, last: int, least: int) -> Collection[DocumentId]:
        """Documents that were posted so under at least so many of the keys."""
        counts = Counter(i for _, _, i in self.find(keys, first, last))
        return [i for i, count in counts.items() if count >= least]

    def post(self, gone: Collection[Posting], new: Collection[Posting]) -> None:
        """Take postings out, and put others in."""
        for key, day, i in gone:
            self._postings[key].discard((day, i))
        for key, day, i in new:
            self._postings[key].add((day, i))

    def links(self, ids: Collection[DocumentId]) -> Sequence[Link]:
        """Links of which either end is among the documents."""
        found = {ends for i in ids if i in self._linked for ends in self._linked[i]}
        return [(*ends, self._links[ends]) for ends in found]

    def relink(self, gone: Collection[Link], new: Collection[Link]) -> None:
        """Take links out, and put others in."""
        for child, parent, source, _ in gone:
            del self._links[child, parent, source]
            for end in (child, parent):
                self._linked[end].discard((child, parent, source))
        for child, parent, source, record in new:
            self._links[child, parent, source] = record
            for end in (child, parent):
                self._linked[end].add((child, parent, source))

    def workings(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, bytes]:
        """What was kept of each document that has been reconciled."""
        return {i: self._workings[i] for i in ids if i in self._workings}

    def keep(self, workings: Mapping[DocumentId, bytes]) -> None:
        """Keep something of documents, in place of what was kept before."""
        self._workings.update(workings)

    def ties(self, claims: Collection[ClaimId]) -> Sequence[Tie]:
        """Pairs of claims that may be one deed, of which either is among the claims."""
        return list({tie for claim in claims if claim in self._ties for tie in self._ties[claim]})

    def retie(self, untied: Collection[ClaimId], new: Collection[Tie]) -> None:
        """Take out all pairs that hold any of the claims, and put others in."""
        for tie in self.ties(untied):
            self._ties[tie[0]].discard(tie)
            self._ties[tie[2]].discard(tie)
        for tie in new:
            self._ties[tie[0]].add(tie)
            self._ties[tie[2]].add(tie)

    def replace(self, claims: Collection[ClaimId], findings: Sequence[Placed]) -> tuple[Collection[FindingId], Collection[FindingId]]:
        """Put findings in place of all that hold any of the claims; returns the ids that are gone and those that are new."""
        old = {self._holders[claim] for claim in claims if claim in self._holders}
        for finding, _, _ in [self._findings.pop(known) for known in old]:
            for claim in (*finding.supporting, *finding.denying):
                del self._holders[claim]
        for placed in findings:
            finding = placed[0]
            self._findings[finding.id] = placed
            self._holders.update(dict.fromkeys((*finding.supporting, *finding.denying), finding.id))
        new = {finding.id for finding, _, _ in findings}
        return old - new, new - old

    def retell(self, stories: Mapping[DocumentId, str]) -> None:
        """Give the findings whose first claim is in these documents another story."""
        for known, (finding, claim, document) in self._findings.items():
            if document in stories:
                self._findings[known] = (msgspec.structs.replace(finding, story=stories[document]), claim, document)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in order of their first claim."""
        orders = {i: order_of(document) for i, document in self._documents.items()}
        starts = {claim.id: claim.event.trigger for claims in self._claims.values() for claim in claims}
        ordered = sorted(self._findings.values(), key=lambda p: (orders[p[2]], starts[p[1]].start, starts[p[1]].end, p[1]))
        return tuple(finding for finding, _, _ in ordered)
