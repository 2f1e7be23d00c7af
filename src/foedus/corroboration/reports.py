"""Documents laid out for comparison, and those used last kept at hand."""

import datetime as dt
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from typing import Generic, TypeVar

import msgspec

from foedus.corroboration.credits import credited_agencies, load_agencies
from foedus.corroboration.deeds import Deed, Laying, Order, order_of
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.notices import NoticeReader
from foedus.corroboration.rarity import Rarity
from foedus.corroboration.reuse import Fingerprint, fingerprint
from foedus.corroboration.shelf import Shelf
from foedus.corroboration.things import Things
from foedus.corroboration.topics import marks, top_words, vector
from foedus.model.claim import Claim
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document

# reports that are kept laid out, at about 100 KB each; comparisons that are remembered, at about 150 bytes
_KEPT = 3000
_REMEMBERED = 1_000_000


K = TypeVar("K", bound=str)
V = TypeVar("V")


class Pair(Record, frozen=True, kw_only=True, gc=False):
    """What the texts of two documents have in common.

    Attributes:
        cosine: Similarity of their words, 0 to 1.
        near: Whether they share some of their most telling words and were published not too far apart.
    """

    cosine: float
    near: bool


class Working(Record, frozen=True, kw_only=True):
    """What is kept of a document from one reconciling to the next.

    Attributes:
        claims: Its claims, as they were when it was reconciled.
        published: The publication date that counts: its own, or that of an earlier document that it repeats.
        follows: The document that it follows in its story.
        story: The first document of its story.
        postings: Keys and days under which the document is found.
        party_postings: The same for its claims.
    """

    claims: tuple[ClaimId, ...] = ()
    published: dt.date | None = None
    follows: DocumentId | None = None
    story: DocumentId
    postings: tuple[tuple[int, int], ...] = ()
    party_postings: tuple[tuple[int, int], ...] = ()


class Tables:
    """What laying out and weighing need beside the documents."""

    def __init__(self, things: Things | None = None) -> None:
        self.things = things or Things.load()
        self.rarity = Rarity.load()
        self.laying = Laying(self.rarity, self.things)
        self.agencies = load_agencies()
        self.notices = NoticeReader.load()


@cache
def shipped() -> Tables:
    """The tables as shipped, read once: whoever judges should not wait for them each time."""
    return Tables()


class Report:
    """A document with its claims; what comparing needs of it is worked out when it is first asked for."""

    def __init__(self, document: Document, claims: Sequence[Claim], published: dt.date | None, tables: Tables) -> None:
        self.document = document
        self.claims = claims
        self.published = published
        self._tables = tables

    @property
    def order(self) -> Order:
        """Where it stands among all documents."""
        return order_of(self.document)

    @property
    def day(self) -> int:
        """Its own publication date as an ordinal, 0 if unknown."""
        return self.document.published.toordinal() if self.document.published else 0

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """Its claims, laid out."""
        return self._tables.laying.deeds(self.document, self.claims, self.published)

    @cached_property
    def codes(self) -> frozenset[str]:
        """All parties of its claims."""
        return frozenset().union(*(deed.codes for deed in self.deeds))

    @cached_property
    def vector(self) -> dict[str, float]:
        """Its words with their weights."""
        return vector(self.document, self._tables.rarity)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Its most telling words."""
        return top_words(self.document, self._tables.rarity)

    @cached_property
    def marks(self) -> frozenset[int]:
        """Hashes that stand for its wording."""
        return marks(self.document.text)

    @cached_property
    def print(self) -> Fingerprint:
        """Its wording."""
        return fingerprint(self.document)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Agencies that it credits."""
        return credited_agencies(self.document, self._tables.agencies)


class Remembered(Generic[K, V]):
    """What was found out about pairs, until one of the pair is not what it was."""

    def __init__(self) -> None:
        self._known: defaultdict[K, dict[K, V]] = defaultdict(dict)
        self._size = 0

    def of(self, a: K, b: K, find: Callable[[], V]) -> V:
        """What is known of a pair, found out now if nothing is; the order does not count."""
        known = self._known[a]
        if b not in known:
            if self._size >= _REMEMBERED:
                self._known.clear()
                self._size = 0
            self._known[a][b] = self._known[b][a] = find()
            self._size += 1
            return self._known[a][b]
        return known[b]

    def forget(self, gone: Iterable[K]) -> None:
        """Know nothing of pairs that hold any of these."""
        for one in gone:
            for other in self._known.pop(one, {}):
                self._known[other].pop(one, None)

    def forget_between(self, some: Collection[K], others: Collection[K]) -> None:
        """Know nothing of pairs of one of some and one of others."""
        for a, b in product(some, others):
            self._known[a].pop(b, None)
            self._known[b].pop(a, None)


class Reports:
    """Reports by document id, read from a shelf as they are needed.

    Args:
        shelf: Where they are.
        verdicts: What people decided about claims.
        tables: For laying out.
    """

    def __init__(self, shelf: Shelf, verdicts: Verdicts, tables: Tables) -> None:
        self._shelf = shelf
        self._verdicts = verdicts
        self._tables = tables
        self._kept: OrderedDict[DocumentId, Report] = OrderedDict()
        self._workings: dict[DocumentId, Working] = {}
        # what two documents have in common, and what speaks for two claims being on one deed
        self.pairs: Remembered[DocumentId, Pair] = Remembered()
        self.scores: Remembered[ClaimId, float | None] = Remembered()
        # which claims of a document are another one's claims again
        self.told: dict[DocumentId, dict[ClaimId, ClaimId]] = {}

    def turn_to(self, shelf: Shelf, verdicts: Verdicts) -> None:
        """Go on with another shelf that holds the same ledger, and with what people have decided by now."""
        self._shelf, self._verdicts = shelf, verdicts
        self._workings = {}

    def get(self, ids: Collection[DocumentId]) -> dict[DocumentId, Report]:
        """Reports by id, in no order."""
        found = {i: self._kept[i] for i in ids if i in self._kept}
        for i in found:
            self._kept.move_to_end(i)
        missing = [i for i in ids if i not in found]
        if missing:
            read = self._read(missing)
            self._kept |= read
            found |= read
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def one(self, document: DocumentId) -> Report:
        """One report."""
        return self.get([document])[document]

    def forget(self, ids: Collection[DocumentId]) -> None:
        """Have reports read again when they are next needed, and compared again."""
        for i in ids:
            self._kept.pop(i, None)
            self.told.pop(i, None)
        self.pairs.forget(ids)
        self.scores.forget(claim for working in self.workings(ids).values() for claim in working.claims)

    def compare_again(self, links: Iterable[tuple[DocumentId, DocumentId]]) -> None:
        """Have children and parents compared again, for the links between them are not what they were."""
        for child, parent in links:
            self.told.pop(child, None)
            claims = [working.claims for working in self.workings([child, parent]).values()]
            self.scores.forget_between(claims[0], claims[-1])

    def retell(self, ids: Iterable[DocumentId]) -> None:
        """Have it seen again which claims of documents are others' claims again."""
        for i in ids:
            self.told.pop(i, None)

    def workings(self, ids: Collection[DocumentId]) -> dict[DocumentId, Working]:
        """What is kept of documents that have been reconciled before, or are being."""
        found = {i: self._workings[i] for i in ids if i in self._workings}
        missing = [i for i in ids if i not in found]
        read = {i: msgspec.msgpack.decode(raw, type=Working) for i, raw in self._shelf.workings(missing).items()} if missing else {}
        return found | read

    def keep(self, workings: Mapping[DocumentId, Working]) -> None:
        """Keep something of documents, in place of what was kept before."""
        self._workings |= workings

    def put_back(self) -> None:
        """Write to the shelf what is to be kept."""
        self._shelf.keep({i: msgspec.msgpack.encode(working) for i, working in self._workings.items()})
        self._workings = {}

    def _read(self, ids: Collection[DocumentId]) -> dict[DocumentId, Report]:
        documents, claims, workings = self._shelf.documents(ids), self._shelf.claims(ids), self.workings(ids)
        found = {}
        for i, document in documents.items():
            published = workings[i].published if i in workings else document.published
            found[i] = Report(document, self._verdicts.applied(claims.get(i, ())), published, self._tables)
        return found
