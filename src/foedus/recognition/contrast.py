"""Places, dates and counts that a sentence names only to say that they are the wrong ones: `in Oslo, not Geneva`."""

from collections.abc import Iterable
from typing import TypeVar

from foedus.model.mention import DateMention, PlaceMention, QuantityMention
from foedus.syntax import Tree

M = TypeVar("M", PlaceMention, DateMention, QuantityMention)

_LEADING = frozenset({"IN", "TO", "DT"})
# `was not in Geneva` denies the deed, `in Oslo, not in Geneva` the place alone
_BREAKS = frozenset({",", ";", "(", "-", "–", "—", "and", "but"})
_PAIRS = frozenset({("instead", "of"), ("rather", "than")})
_MOST_LEADING = 2
# words before a mention that are looked at
_WIDEST = 2 * _MOST_LEADING + 2


def affirmed(tree: Tree, mentions: Iterable[M]) -> tuple[M, ...]:
    """The mentions that a sentence does not set against the right one, in order."""
    return tuple(mention for mention in mentions if not _is_set_against(tree, mention.words.first, mention.words.last))


def _is_set_against(tree: Tree, first: int, last: int) -> bool:
    words = [token.text.lower() for token in tree.tokens[max(0, first - _WIDEST) : last + 2]]
    start = max(0, first - _WIDEST)
    at, last = first - start, last - start
    for _ in range(_MOST_LEADING):
        if tuple(words[max(0, at - 2) : at]) in _PAIRS:
            return True
        if at and tree.tokens[start + at - 1].tag in _LEADING:
            at -= 1
    if at == 0 or words[at - 1] != "not":
        return False
    return "but" in words[last : last + 2] or (at > 1 and words[at - 2] in _BREAKS)
