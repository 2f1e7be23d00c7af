"""Stories: documents that belong together by actors and topic, and the findings in them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.corroboration.deeds import Deed, Rarity
from foedus.corroboration.independence import Groups
from foedus.model.record import DocumentId, Record, identify
from foedus.model.text import Document

# cosine of two documents' words from which they are one topic, and the time between them; set on the development corpus
TOPIC = 0.2
MAX_DAYS = 180
_MIN_ACTORS = 2
_TOP_WORDS = 40


class Topics:
    """How much two documents share in topic words and actors.

    Args:
        documents: In order of publication.
        rarity: What each word tells.
        deeds: Their claims.
    """

    def __init__(self, documents: Sequence[Document], rarity: Rarity, deeds: Iterable[Deed]) -> None:
        self._vectors = {document.id: rarity.vector(document) for document in documents}
        self._published = {document.id: document.published for document in documents}
        actors: defaultdict[DocumentId, set[str]] = defaultdict(set)
        for deed in deeds:
            actors[deed.document].update(deed.codes)
        self._actors = actors
        self._known: dict[tuple[DocumentId, DocumentId], float] = {}

    def cosine(self, a: DocumentId, b: DocumentId) -> float:
        """Similarity of the words of two documents, 0 to 1."""
        key = (a, b) if a <= b else (b, a)
        if key not in self._known:
            first, second = self._vectors[key[0]], self._vectors[key[1]]
            both = sorted(first.keys() & second.keys())
            self._known[key] = round(math.fsum(first[word] * second[word] for word in both), 6)
        return self._known[key]

    def is_one(self, a: DocumentId, b: DocumentId) -> bool:
        """Whether two documents are of one story."""
        shared = self._actors[a] & self._actors[b]
        if not shared or (len(shared) < _MIN_ACTORS and min(len(self._actors[a]), len(self._actors[b])) > 1):
            return False
        first, second = self._published[a], self._published[b]
        if first and second and abs((first - second).days) > MAX_DAYS:
            return False
        return self.cosine(a, b) >= TOPIC

    def rare_words(self, document: DocumentId) -> tuple[str, ...]:
        """The words that tell most about a document."""
        vector = self._vectors[document]
        return tuple(sorted(vector, key=lambda word: (-vector[word], word))[:_TOP_WORDS])


class Story(Record, frozen=True, kw_only=True):
    """Documents of one story; the id follows from the first of them."""

    id: str
    documents: tuple[DocumentId, ...]


def stories(documents: Sequence[Document], topics: Topics, tied: Iterable[tuple[DocumentId, DocumentId]]) -> Mapping[DocumentId, str]:
    """Name the story of each document.

    Args:
        documents: In order of publication.
        topics: What they share.
        tied: Pairs that belong together for another reason: a shared finding, one repeating the other.

    Returns:
        Story id by document.
    """
    order = {document.id: i for i, document in enumerate(documents)}
    groups = Groups(len(documents))
    for a, b in tied:
        groups.join(order[a], order[b])
    for i, j in _candidates(documents, topics):
        if groups.find(i) != groups.find(j) and topics.is_one(documents[i].id, documents[j].id):
            groups.join(i, j)
    return {documents[i].id: identify("s", documents[group[0]].id) for group in groups.sets() for i in group}


def _candidates(documents: Sequence[Document], topics: Topics) -> list[tuple[int, int]]:
    """Pairs that share some of their most telling words."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        for word in topics.rare_words(document.id):
            index[word].append(i)
    return sorted({(a, b) for holders in index.values() for i, a in enumerate(holders) for b in holders[i + 1 :]})
