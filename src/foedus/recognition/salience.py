"""Who a text speaks of: candidates for a party that a sentence leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations

from foedus.model.mention import Actor, ActorMention, Cast, PlaceMention
from foedus.syntax import SUBJECTS, Tree

_FADE = 0.7
_LIMIT = 4
_NAMED = 1.0
_REFERRED = 0.6
# How many of the latest pairs are kept: who faced whom longer ago says little.
_PAIRS = 12


def casts(
    sentences: Sequence[Sequence[ActorMention]],
    trees: Sequence[Tree] = (),
    places: Sequence[Sequence[PlaceMention]] = (),
) -> list[Cast]:
    """Who a document speaks of, seen from each of its sentences.

    In `salient` a mention counts one, a reference less, and both fade from sentence to sentence.

    Args:
        sentences: Actor mentions of all sentences of a document, in order.
        trees: The sentences, for who is a subject; without them the first actor of each counts as one.
        places: The places of each sentence.
    """
    named: Counter[str] = Counter()
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mentions in sentences:
        codes = list(dict.fromkeys(actor.code for mention in mentions for actor in mention.actors))
        named.update(codes)
        for one, other in permutations(codes, 2):
            beside[one][other] += 1
    frequent = tuple(code for code, _ in named.most_common())
    partners = {code: tuple(other for other, _ in counts.most_common()) for code, counts in beside.items()}
    located = [tuple((place.words.head, place.country) for place in found if place.country) for found in places]
    return [
        Cast(
            salient=salient,
            frequent=frequent,
            partners=partners,
            pairs=pairs,
            places=located[k] if k < len(located) else (),
        )
        for k, (salient, pairs) in enumerate(zip(_salient(sentences), _pairs(sentences, trees), strict=True))
    ]


def _pairs(sentences: Sequence[Sequence[ActorMention]], trees: Sequence[Tree]) -> list[tuple[tuple[str, str], ...]]:
    """For each sentence, the pairs of subject and other actor in the text before it, the latest first."""
    latest: tuple[tuple[str, str], ...] = ()
    found = []
    for k, mentions in enumerate(sentences):
        found.append(latest)
        new = list(dict.fromkeys(_within(mentions, trees[k] if k < len(trees) else None)))
        latest = (*reversed(new), *latest)[:_PAIRS]
    return found


def _within(mentions: Sequence[ActorMention], tree: Tree | None) -> Iterator[tuple[str, str]]:
    """The subject spoken of last, beside each other actor that follows in the sentence."""
    subject: tuple[Actor, ...] = ()
    for mention in mentions:
        if mention.actors and (not subject or (tree is not None and tree.tokens[mention.words.head].relation in SUBJECTS)):
            subject = mention.actors
        for one in subject:
            yield from ((one.code, other.code) for other in mention.actors if other.code != one.code)


def _salient(sentences: Sequence[Sequence[ActorMention]]) -> list[tuple[Actor, ...]]:
    """For each sentence, at most four actors that the text before it speaks of most."""
    weights: dict[str, float] = {}
    actors: dict[str, Actor] = {}
    found = []
    for mentions in sentences:
        ranked = sorted(weights, key=lambda code: -weights[code])[:_LIMIT]
        found.append(tuple(actors[code] for code in ranked))
        weights = {code: weight * _FADE for code, weight in weights.items()}
        for mention in mentions:
            for actor in mention.actors:
                weights[actor.code] = weights.pop(actor.code, 0.0) + (_REFERRED if mention.kind in {"pronoun", "description"} else _NAMED)
                actors.setdefault(actor.code, actor)
    return found
