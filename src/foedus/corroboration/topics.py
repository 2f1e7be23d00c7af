"""What two documents have in common: their words, their most telling words, their wording."""

import hashlib
import math
from collections import Counter

from foedus.corroboration.rarity import Rarity
from foedus.corroboration.wording import SHINGLE, is_content, stem, stems, words
from foedus.model.text import Document

# so many words stand for a document, a name counting twice, and two documents with so many of them in common may be on one topic
TOP_WORDS = 20
COMMON_WORDS = 3
_NAME = 2.0
# of so many runs of words one behind the other the one with the lowest hash is kept (winnowing, Schleimer et al. 2003): whatever two texts
# share over twelve words leaves a common mark; two documents with fewer common marks than that are not compared
_WINDOW = 8
COMMON_MARKS = 2


def vector(document: Document, rarity: Rarity) -> dict[str, float]:
    """The words of a document with their weights, of length 1."""
    raw = {word: rarity.weight(word) for word in stems(f"{document.title}\n{document.text}")}
    length = math.sqrt(math.fsum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """Similarity of two vectors of length 1, 0 to 1."""
    return round(math.fsum(a[word] * b[word] for word in a.keys() & b.keys()), 6)


def top_words(document: Document, rarity: Rarity) -> frozenset[str]:
    """The words that tell most about a document: rare, repeated, names first."""
    counts: Counter[str] = Counter()
    names = set()
    for word in words(f"{document.title}\n{document.text}"):
        if is_content(word):
            stemmed = stem(word.lower)
            counts[stemmed] += 1
            if word.capital:
                names.add(stemmed)
    weights = {word: rarity.weight(word) * (1 + math.log(count)) * (_NAME if word in names else 1) for word, count in counts.items()}
    return frozenset(sorted(weights, key=lambda word: (-weights[word], word))[:TOP_WORDS])


def marks(text: str) -> frozenset[int]:
    """Hashes that stand for the wording of a text: documents that share a passage share some of them."""
    found = [word.lower for word in words(text)]
    hashes = [hashed(" ".join(found[i : i + SHINGLE])) for i in range(max(len(found) - SHINGLE, 0) + 1)]
    return frozenset(min(hashes[i : i + _WINDOW]) for i in range(max(len(hashes) - _WINDOW, 0) + 1))


def hashed(text: str) -> int:
    """63 bits of a text, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
