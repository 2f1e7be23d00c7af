"""Who stands to a deed, as the model sees it: chances over all whom the document names.

The model gives numbers for each word. Those of a deed's word and of the word that heads a mention make
a score for who acts and one for who is acted upon, and a share of all; the shares of the mentions of one
actor add up, whatever sentence they stand in. A share is left for nobody.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.coding.parties import Parties, actor_of, without
from foedus.coding.roles import Roles
from foedus.model.event import Party
from foedus.model.mention import ActorMention
from foedus.model.record import Record
from foedus.model.text import Sentence

# Sentences between a deed and a mention, before and after, that are told apart.
BEFORE, AFTER = 6, 3
DISTANCES = BEFORE + 1 + AFTER
_ENDS = 2
# Of the likeliest one's chance, how much another must have to stand beside it.
_CLEAR_SHARE = 0.5
_DEGREES = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0)
# How likely a deed must be to count for what the document tells elsewhere, and how many parties of it are looked at.
_LIKELY, _PARTIES = 0.3, 3
# Mentions among which a deed's parties are looked for: ten times those of a long article. Without it a book takes time in the
# square of its length.
_MOST_MENTIONS = 1_000
Pair = tuple[str, str]
_ROUGH_STEPS = (0.1, 0.4, 0.8)
_STEPS = (0.01, 0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)


def distance(sentences: int) -> int:
    """How far a mention's sentence lies from a deed's, as an index.

    >>> distance(0), distance(-1), distance(-40), distance(8)
    (6, 5, 0, 9)
    """
    return max(-BEFORE, min(AFTER, sentences)) + BEFORE


def step(chance: float) -> int:
    """A chance as one of twelve steps.

    >>> step(0.0), step(0.5), step(1.0)
    (0, 7, 11)
    """
    return bisect_right(_STEPS, chance)


def rough(chance: float) -> int:
    """A chance as one of four steps.

    >>> rough(0.0), rough(0.5), rough(1.0)
    (0, 2, 3)
    """
    return bisect_right(_ROUGH_STEPS, chance)


def degree(count: float) -> int:
    """An expected count as one of seven degrees.

    >>> degree(0.0), degree(1.0), degree(9.0)
    (0, 4, 6)
    """
    return bisect_right(_DEGREES, count)


def totals(pairs: Mapping[Pair, float], end: int) -> Mapping[str, float]:
    """The expected numbers of deeds by who acts (end 0) or who is acted upon (end 1); 0 for all others."""
    found: defaultdict[str, float] = defaultdict(float)
    for pair, count in pairs.items():
        found[pair[end]] += count
    return found


class Neighbour(Record, frozen=True, kw_only=True):
    """Another deed of the document, as the model sees it: its type, and by code the chances of who acts and who is acted upon."""

    event: str
    acts: Mapping[str, float]
    gets: Mapping[str, float]


class Pointed(Record, frozen=True, kw_only=True):
    """Chances of who acts and of who is acted upon.

    Attributes:
        acts: By code; they and `no_actor` add up to about 1, to more where a mention names several.
        gets: By code, for who is acted upon.
        no_actor: Chance that nobody whom the document names acts.
        no_recipient: Chance that nobody whom the document names is acted upon.
        elsewhere: How many of the document's other deeds one actor is expected to do to another, by the two codes.
        neighbours: By how they stand to this one, the deed told before, the one told after, and the nearest of the same type.
    """

    acts: Mapping[str, float]
    gets: Mapping[str, float]
    no_actor: float = 1.0
    no_recipient: float = 1.0
    elsewhere: Mapping[Pair, float] = {}
    neighbours: Mapping[str, Neighbour] = {}


NOT_POINTED = Pointed(acts={}, gets={})


class Pointer:
    """Finds who stands to the deeds of one document.

    Args:
        sentences: Its sentences.
        mentions: The actors that each of them names.
        apart: What the distance between two sentences adds to a score, for each end of a deed.
    """

    def __init__(self, sentences: Sequence[Sentence], mentions: Sequence[Sequence[ActorMention]], apart: Sequence[Sequence[float]]) -> None:
        self._numbers = [_numbers(sentence) for sentence in sentences] if apart else []
        self._apart = np.array(apart, dtype=np.float32)
        named = [(k, mention) for k, found in enumerate(mentions) for mention in found if mention.actors] if apart else []
        self._codes = [tuple(dict.fromkeys(actor.code for actor in mention.actors)) for _, mention in named]
        self._sentences = np.array([k for k, _ in named], dtype=np.int64)
        self._size = self._numbers[0].shape[1] // (2 * _ENDS) if self._numbers else 0
        rows = [self._numbers[k][mention.words.head, _ENDS * self._size : 2 * _ENDS * self._size] for k, mention in named]
        self._parties = np.array(rows, dtype=np.float32).reshape(len(rows), _ENDS, self._size).transpose(1, 2, 0)
        self._deeds = [(k, proposal) for k, sentence in enumerate(sentences) for proposal in sentence.proposals if proposal.deed >= _LIKELY]
        self._places = [(k, proposal.token) for k, proposal in self._deeds]
        self._like: defaultdict[str, list[int]] = defaultdict(list)
        for number, (_, proposal) in enumerate(self._deeds):
            self._like[proposal.event].append(number)
        self._found: dict[tuple[int, int], Pointed] = {}
        self._told: dict[tuple[int, int], dict[Pair, float]] = {}
        self._sum: Counter[Pair] = Counter()

    def at(self, sentence: int, token: int) -> Pointed:
        """The chances of a deed's parties.

        Args:
            sentence: Number of its sentence among those given.
            token: The word that heads it.
        """
        if not self._numbers:
            return NOT_POINTED
        if not self._told:
            self._told = {(k, proposal.token): _pairs(self.alone(k, proposal.token), proposal.deed) for k, proposal in self._deeds}
            for pairs in self._told.values():
                self._sum.update(pairs)
        own = self._told.get((sentence, token), {})
        elsewhere = {pair: count - own.get(pair, 0.0) for pair, count in self._sum.items()}
        return msgspec.structs.replace(self.alone(sentence, token), elsewhere=elsewhere, neighbours=self._neighbours(sentence, token))

    def _neighbours(self, sentence: int, token: int) -> dict[str, Neighbour]:
        """The deeds told before and after one, and the nearest of its type."""
        place = bisect_left(self._places, (sentence, token))
        here = place < len(self._places) and self._places[place] == (sentence, token)
        event = self._deeds[place][1].event if here else ""
        found = {"before": place - 1, "after": place + here}
        if like := self._nearest(event, place):
            found["like"] = min(like, key=lambda k: abs(k - place))
        return {name: self._neighbour(k) for name, k in found.items() if 0 <= k < len(self._deeds)}

    def _nearest(self, event: str, place: int) -> list[int]:
        """The deeds of a type next to a place, before it and after it, not the one at it."""
        like = self._like.get(event, [])
        at = bisect_left(like, place)
        after = at + (at < len(like) and like[at] == place)
        return [*like[max(0, at - 1) : at], *like[after : after + 1]]

    def _neighbour(self, number: int) -> Neighbour:
        k, proposal = self._deeds[number]
        told = self.alone(k, proposal.token)
        return Neighbour(event=proposal.event, acts=told.acts, gets=told.gets)

    def alone(self, sentence: int, token: int) -> Pointed:
        """The chances of a deed's parties by itself, without what the document's other deeds tell; found once."""
        if not self._numbers:
            return NOT_POINTED
        if (sentence, token) not in self._found:
            deed, size = self._numbers[sentence][token], self._size
            seen = self._seen(sentence)
            apart = self._apart[:, np.clip(self._sentences[seen] - sentence, -BEFORE, AFTER) + BEFORE]
            scores = (deed[: _ENDS * size].reshape(_ENDS, 1, size) @ self._parties[:, :, seen])[:, 0] + apart
            shares = _shares(np.concatenate([deed[2 * _ENDS * size :, None], scores], axis=1))
            acts, gets = (self._by_code(row[1:].tolist(), seen) for row in shares)
            found = Pointed(acts=acts, gets=gets, no_actor=float(shares[0, 0]), no_recipient=float(shares[1, 0]))
            self._found[sentence, token] = found
        return self._found[sentence, token]

    def _seen(self, sentence: int) -> slice:
        """The mentions among which a deed's parties are looked for: all of an article, of a book the nearest ones."""
        near = int(np.searchsorted(self._sentences, sentence))
        start = max(0, min(near - _MOST_MENTIONS // 2, len(self._sentences) - _MOST_MENTIONS))
        return slice(start, start + _MOST_MENTIONS)

    def _by_code(self, shares: Sequence[float], seen: slice) -> dict[str, float]:
        found: dict[str, float] = {}
        for codes, share in zip(self._codes[seen], shares, strict=True):
            for code in codes:
                found[code] = found.get(code, 0.0) + share
        return found


def pointed_roles(pointed: Pointed, parties: Parties) -> Roles:
    """The parties that the model alone points at, for the coder without tables.

    Args:
        pointed: Who stands to the deed as the model sees it.
        parties: The actors of the sentence, for their words.
    """
    here = {party.actor.code: party for mention in parties.mentions for party in parties.parties(mention)}
    sides = [
        tuple(here.get(code) or Party(actor=actor_of(code)) for code in _clear(chances, nobody))
        for chances, nobody in ((pointed.acts, pointed.no_actor), (pointed.gets, pointed.no_recipient))
    ]
    return Roles(actors=sides[0], recipients=tuple(without(sides[1], sides[0])))


def _clear(chances: Mapping[str, float], nobody: float) -> list[str]:
    best = max(chances.values(), default=0.0)
    return [] if nobody > best else [code for code, chance in chances.items() if chance >= _CLEAR_SHARE * best]


def _pairs(pointed: Pointed, chance: float) -> dict[Pair, float]:
    """The likeliest pairs of a deed, each with its chance."""
    acts, gets = (sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:_PARTIES] for chances in (pointed.acts, pointed.gets))
    return {(one, other): chance * first * second for one, first in acts for other, second in gets if one != other}


def _numbers(sentence: Sentence) -> NDArray[np.float32]:
    """The numbers of words: two vectors as a deed, two as a party, one for each end, then the scores of nobody for both ends."""
    return np.frombuffer(sentence.parties, dtype=np.float16).reshape(len(sentence.tokens), -1).astype(np.float32)


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers: NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares
