"""The words of a trigger: the head with its auxiliaries, negation and particle."""

from foedus.syntax import Tree

_BEFORE = frozenset({"aux", "aux:pass", "cop"})
_AFTER = frozenset({"compound:prt"})


def trigger_words(tree: Tree, token: int) -> tuple[int, int]:
    """First and last (exclusive) word of a trigger.

    Auxiliaries before the head count (`will dispatch`, `has been withdrawn`), with adverbs and
    negation between them, and a copula with all of its predicate (`are on their way`); a particle
    after the head counts if it is the next word.
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
    """Whether only words of the verb group, or of the predicate, stand between an auxiliary and its head."""
    of_predicate = tree.child(token, "cop") is not None
    return all(
        tree.tokens[k].pos in {"AUX", "ADV", "PART"} or (of_predicate and tree.tokens[k].head == token) for k in range(first + 1, token)
    )
