"""The words of a trigger: the head with its auxiliaries, negation and particle."""

from foedus.syntax import Tree

_BEFORE = frozenset({"aux", "aux:pass", "cop"})
_AFTER = frozenset({"compound:prt"})


def trigger_words(tree: Tree, token: int) -> tuple[int, int]:
    """First and last (exclusive) word of a trigger.

    Auxiliaries before the head count (`will dispatch`, `has been withdrawn`), with adverbs and
    negation between them; a particle after it counts if no more than a pronoun stands between.
    """
    first, last = token, token + 1
    for c in tree.children(token):
        relation = tree.tokens[c].relation
        if relation in _BEFORE and c < first and _unbroken(tree, c, token):
            first = c
        elif relation in _AFTER and c == last:
            last = c + 1
    return first, last


def _unbroken(tree: Tree, first: int, token: int) -> bool:
    """Whether only words of the verb group stand between an auxiliary and its verb."""
    return all(tree.tokens[k].pos in {"AUX", "ADV", "PART"} for k in range(first + 1, token))
