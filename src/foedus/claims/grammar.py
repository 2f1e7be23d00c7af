"""What attribution asks of a parse: owners, content clauses, borders."""

from collections.abc import Sequence

from foedus.syntax import SUBJECTS, Tree


def first(nodes: Sequence[int]) -> int | None:
    """The first of some words, or none."""
    return nodes[0] if nodes else None


def owner_of(tree: Tree, noun: int, prepositions: tuple[str, ...], skip: int = -1) -> int | None:
    """Whose words, view, claim it is: possessor, or the noun after one of the prepositions."""
    possessor = tree.child(noun, "nmod:poss")
    if possessor is not None:
        return possessor
    for c in tree.children(noun, "nmod", "obl"):
        if c != skip and tree.preposition(c) in prepositions:
            return c
    for c in tree.children(noun, "acl"):
        agent = first(tree.agents(c)) if c != skip and tree.tokens[c].tag == "VBN" else None
        if agent is not None:
            return agent
    return None


def is_indefinite(tree: Tree, noun: int) -> bool:
    """Whether a noun has an indefinite article."""
    return any(tree.tokens[d].text.lower() in {"a", "an"} for d in tree.children(noun, "det"))


def is_content_clause(tree: Tree, clause: int) -> bool:
    """Whether a clause with `that`, parsed as relative, has no gap that `that` could fill."""
    for c in tree.children(clause):
        if tree.tokens[c].text.lower() == "that":
            has_object = any(k != c for k in tree.children(clause, "obj"))
            return tree.tokens[c].relation == "mark" or has_object or len(tree.children(clause, *SUBJECTS)) > 1
    return False


def is_as(tree: Tree, clause: int) -> bool:
    """Whether a clause begins with `as`."""
    return any(tree.tokens[m].text.lower() == "as" for m in tree.children(clause, "mark", "advmod", "case"))


def is_outer(tree: Tree, clause: int) -> bool:
    """Whether a clause stands at an end of the sentence or between commas, so that it covers the whole."""
    inside = tree.subtree(clause)
    first, last = inside[0], inside[-1]
    return first <= 1 or last >= len(tree) - 2 or (tree.tokens[first - 1].text == "," and tree.tokens[last + 1].text == ",")


def has_it(tree: Tree, verb: int) -> bool:
    """Whether a verb has an empty `it` as object: has it that."""
    held = tree.child(verb, "obj", "expl")
    return held is not None and tree.tokens[held].text.lower() == "it"


def is_determined(tree: Tree, noun: int) -> bool:
    """Whether a noun has a determiner or possessor."""
    return tree.child(noun, "det", "nmod:poss") is not None


def heads_phrase(tree: Tree, k: int, start: int) -> bool:
    """Whether word `k` heads the noun phrase that begins at `start`."""
    token = tree.tokens[k]
    if not token.tag.startswith(("NN", "PRP", "WDT", "CD", "DT")) or token.tag == "PRP$":
        return False
    return token.head < start or token.head > k + 6 or token.relation in {"obl", "nmod", "root", "obl:unmarked"}


def is_cut(tree: Tree, a: int, b: int) -> bool:
    """Whether a semicolon stands between two words: what is beyond it is another statement."""
    return ";" in between(tree, a, b)


def is_loose(tree: Tree, token: int, node: int) -> bool:
    """Whether the deed only hangs on reported content by a semicolon, without a `that` of its own."""
    if not is_cut(tree, node, token) and not is_cut(tree, tree.tokens[node].head, node):
        return False
    clause = tree.clause(token)
    return not any(tree.tokens[m].text.lower() == "that" for m in tree.children(clause, "mark"))


def between(tree: Tree, a: int, b: int) -> set[str]:
    """The words between two words."""
    low, high = sorted((a, b))
    return {tree.tokens[k].text for k in range(low + 1, high)}


def following_word(tree: Tree, i: int) -> str:
    """The word after `i`, lower case; empty at the end."""
    return tree.tokens[i + 1].text.lower() if i + 1 < len(tree) else ""
