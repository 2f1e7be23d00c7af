"""Walks that find the words of the legs of a deal."""

from foedus.model.text import Span
from foedus.syntax import CLAUSAL, SUBJECTS, Tree

Words = tuple[int, int] | None
_VERBS = frozenset({"VERB", "AUX"})
_TRIMMED = frozenset({"acl:relcl", "parataxis", "advcl", "punct", "appos"})
_MEANS = frozenset({"in", "with", "by"})
_PROMISING = frozenset({"will", "'ll", "shall", "would", "could"})
_MAX_CLIMB = 5


def names_party(tree: Tree, k: int) -> bool:
    """Whether a predicate is a promise or plan of a party that it names."""
    subject = tree.child(k, *SUBJECTS)
    if subject is None or tree.tokens[subject].pos != "PROPN":
        return False
    return not _PROMISING.isdisjoint(tree.auxiliaries(k)) or any(tree.tokens[c].tag == "TO" for c in tree.children(k, "mark"))


def span_of(tree: Tree, words: Words) -> Span | None:
    """The words as a span of the document, without what dangles at their end."""
    if words is None:
        return None
    first, last = words
    while last > first + 1 and tree.tokens[last - 1].pos in {"PUNCT", "CCONJ", "ADP"}:
        last -= 1
    start, end = tree.span_text(first, last)
    return Span(document=tree.sentence.span.document, start=start, end=end)


def governor_of(tree: Tree, first: int, last: int) -> int:
    """The word outside the cue that it depends on."""
    for k in range(first, last):
        head = tree.tokens[k].head
        if head < first:
            return head
        if head >= last and tree.tokens[head].head < first:
            return tree.tokens[head].head
    top = next((tree.tokens[k].head for k in range(first, last) if not first <= tree.tokens[k].head < last), first)
    return tree.tokens[top].head if top >= last and tree.tokens[top].relation in {"obl", "nmod", "advcl"} else top


def complement_of(tree: Tree, first: int, anchor: int) -> int:
    """The head of what follows the cue."""
    k = first
    for _ in range(_MAX_CLIMB * 2):
        head = tree.tokens[k].head
        if head < first or head in {k, anchor}:
            return k
        k = head
    return k


def is_below(tree: Tree, token: int, top: int, first: int) -> bool:
    """Whether a word stands under another one, at or after word `first`."""
    return token >= first and (token == top or top in tree.ancestors(token))


def governs(tree: Tree, token: int, anchor: int) -> bool:
    """Whether the deed is the anchor, or stands above it in its clause, or is a verb whose object it is."""
    if token == anchor:
        return True
    k = anchor
    for _ in range(_MAX_CLIMB):
        node = tree.tokens[k]
        inner = node.relation == "advcl" and node.tag in {"VB", "VBG"}
        apart = node.relation in {"acl:relcl", "advcl", "parataxis"} and not inner
        if node.head == k or apart or (node.relation == "conj" and node.pos in _VERBS):
            break
        k = node.head
        if k == token:
            return True
    return tree.tokens[token].head == anchor and tree.tokens[token].relation in {"xcomp", "obj", "ccomp", "obl"}


def predicate_of(tree: Tree, token: int) -> int | None:
    """The verb that a trigger is or belongs to."""
    if tree.tokens[token].pos in _VERBS:
        return token
    head = tree.tokens[token].head
    return head if tree.tokens[head].pos in _VERBS and tree.tokens[token].relation in {"obj", "obl"} else None


def is_means(tree: Tree, preposition: str, k: int, excluded: set[str]) -> bool:
    """Whether the noun is something that is paid in kind."""
    token = tree.tokens[k]
    if preposition not in _MEANS or token.pos not in {"NOUN", "VERB", "ADJ"} or token.lemma.lower() in excluded:
        return False
    return preposition != "by" or token.tag == "VBG"


def noun_phrase(tree: Tree, head: int) -> Words:
    """The noun phrase of a head with its conjuncts, without relative clauses and what is set beside it."""
    found, queue = [], [head]
    while queue:
        k = queue.pop()
        found.append(k)
        for c in tree.children(k):
            relation = tree.tokens[c].relation
            if (
                relation in _TRIMMED
                or (relation == "case" and k == head)
                or (k == head and relation == "conj" and tree.tokens[c].pos in _VERBS)
            ):
                continue
            queue.append(c)
    first = min(found)
    last = first
    members = set(found)
    while last < len(tree) and (last in members or (last + 1 in members and tree.tokens[last].pos in {"PUNCT", "CCONJ"})):
        last += 1
    return first, max(last, head + 1)


def words_from(tree: Tree, first: int, head: int) -> Words:
    """The noun phrase of a head, beginning at word `first`."""
    words = noun_phrase(tree, head)
    return (first, max(words[1], first + 1)) if words is not None else None


def end_of_clause(tree: Tree, predicate: int) -> int:
    """The word after the last one of a verb's own clause."""
    last = predicate
    for c in tree.children(predicate):
        relation = tree.tokens[c].relation
        if c > predicate and relation not in {"conj", "parataxis", "advcl", "punct", "cc"} | (CLAUSAL - {"xcomp"}):
            last = max(last, *tree.subtree(c))
    return last + 1
