"""Which date belongs to a deed, by where it hangs in the tree."""

from collections.abc import Sequence

from foedus.model.mention import DateMention
from foedus.syntax import CLAUSAL, Tree

_VERBS = frozenset({"VERB", "AUX"})
_SAYING = frozenset(
    {
        *(
            "say",
            "tell",
            "report",
            "announce",
            "state",
            "disclose",
            "reveal",
            "claim",
            "recount",
            "relate",
            "add",
            "insist",
            "maintain",
            "argue",
            "explain",
            "write",
        ),
        *(
            "note",
            "remark",
            "observe",
            "warn",
            "caution",
            "confirm",
            "deny",
            "acknowledge",
            "admit",
            "concede",
            "believe",
            "think",
            "suspect",
            "speculate",
            "suggest",
        ),
        *(
            "hint",
            "assert",
            "declare",
            "complain",
            "boast",
            "predict",
            "estimate",
            "calculate",
            "recall",
            "quote",
            "cite",
            "hear",
            "learn",
            "understand",
            "testify",
            "accord",
        ),
    }
)
_TIMES = frozenset(
    {
        "hour",
        "light",
        "night",
        "day",
        "evening",
        "morning",
        "afternoon",
        "week",
        "weekend",
        "part",
        "most",
        "course",
        "end",
        "beginning",
        "rest",
    }
)
_PLAIN_AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "had", "did", "does", "do", "'s", "’s"})
_MAX_DEPTH, _MAX_CLIMB = 12, 4


def date_of(tree: Tree, token: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """The date in the trigger's own clause, the nearest governor first; never that of a verb of saying above.

    A trigger without a date of its own shares the date of the verb that it is coordinated with,
    of the clause that it goes along with, and of the verb that a noun depends on.

    Args:
        tree: The sentence.
        token: The trigger's head word.
        mentions: The dates of the sentence.
    """
    if not mentions:
        return None
    k = token
    for _ in range(_MAX_CLIMB):
        found = _nearest(tree, k, mentions, is_trigger=k == token)
        if found is not None:
            return found
        if tree.tokens[k].head == k or not _shares_date(tree, k):
            break
        k = tree.tokens[k].head
    return _label(tree, mentions)


def _nearest(tree: Tree, token: int, mentions: Sequence[DateMention], *, is_trigger: bool) -> DateMention | None:
    """The date that hangs nearest below a word, in its own clause."""
    best: tuple[int, DateMention] | None = None
    for mention in mentions:
        steps = _steps_below(tree, token, mention, is_trigger=is_trigger)
        if steps is not None and (best is None or steps < best[0]):
            best = (steps, mention)
    return best[1] if best else None


def _steps_below(tree: Tree, token: int, mention: DateMention, *, is_trigger: bool) -> int | None:
    """Steps from the date up to a word, none if another clause or a dated noun lies between."""
    k = _top(tree, mention)
    for steps in range(_MAX_DEPTH):
        if k == token:
            return None if _stands_before(tree, mention, token) else steps
        node = tree.tokens[k]
        if node.head == k or not _passes(tree, k, token, mention if is_trigger else None):
            return None
        k = node.head
    return None


def _stands_before(tree: Tree, mention: DateMention, verb: int) -> bool:
    """Whether a date stands before the `that` that opens the verb's clause: then it is the speaking that it dates."""
    marks = tree.children(verb, "mark")
    return any(tree.tokens[m].text.lower() == "that" and mention.words.last <= m for m in marks)


def _top(tree: Tree, mention: DateMention) -> int:
    """The highest word of the expression (`end` of `the end of June`); a date counted from a deed stands under its verb."""
    words = mention.words
    if not words.first <= words.head < words.last:
        return words.head
    k = words.head
    while words.first <= tree.tokens[k].head < words.last and tree.tokens[k].head != k:
        k = tree.tokens[k].head
    return k


def _passes(tree: Tree, k: int, token: int, mention: DateMention | None) -> bool:
    """Whether a date below word `k` may belong to the word that `k` depends on; `mention` if that is the trigger's search."""
    node = tree.tokens[k]
    relation, head = node.relation, node.head
    if relation == "xcomp" or (relation == "ccomp" and mention is not None and tree.lemma(head) not in _SAYING):
        return True
    if relation == "conj":
        return mention is not None and head == token and _trails(tree, k, mention)
    if relation in CLAUSAL:
        return mention is not None and relation in {"acl", "advcl"} and head == token and _states_time(tree, k)
    dated_noun = relation.startswith("nmod") and head != token and tree.preposition(k) == "of" and tree.tokens[head].pos == "NOUN"
    return not dated_noun or tree.lemma(head) in _TIMES


def _states_time(tree: Tree, k: int) -> bool:
    """Whether a clause says what is to be done by when: an infinitive, `if ... by Sunday`, `starting in May`."""
    if tree.lemma(k) in {"start", "begin", "commence"}:
        return True
    return any(tree.tokens[c].tag == "TO" or tree.tokens[c].text.lower() in {"if", "unless"} for c in tree.children(k, "mark"))


def _trails(tree: Tree, k: int, mention: DateMention) -> bool:
    """Whether a date at the end of the last of several verbs holds for all (`packed up and left on Monday`)."""
    alone = tree.child(k, "nsubj", "nsubj:pass") is None
    return alone and tree.tokens[k].pos in _VERBS and mention.words.first > k and _same_tense(tree, k, tree.tokens[k].head)


def _same_tense(tree: Tree, k: int, other: int) -> bool:
    """Whether two coordinated verbs have auxiliaries of one kind."""
    mine = tree.children(k, "aux")
    if not mine and tree.child(k, "nsubj", "nsubj:pass") is None:
        return True
    return _aspect(tree, k) == _aspect(tree, other)


def _aspect(tree: Tree, k: int) -> str:
    auxiliaries = {tree.tokens[c].text.lower() for c in tree.children(k, "aux")}
    if auxiliaries & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    return "modal" if auxiliaries - _PLAIN_AUXILIARIES else "plain"


def _shares_date(tree: Tree, k: int) -> bool:
    """Whether word `k` happens when the word above it does."""
    node = tree.tokens[k]
    above = tree.lemma(node.head)
    if node.relation == "conj":
        return node.pos not in _VERBS or _same_tense(tree, k, node.head)
    if node.relation in {"parataxis", "advcl", "xcomp"}:
        return above not in _SAYING and (node.relation != "advcl" or node.tag == "VBG" or _goes_along(tree, k))
    if node.pos in _VERBS and tree.child(k, "cop") is None:
        return False
    return node.relation not in CLAUSAL and above not in _SAYING


def _goes_along(tree: Tree, k: int) -> bool:
    """Whether an adverbial clause happens at the time of the main one (`as`, `when`)."""
    return any(tree.tokens[c].text.lower() in {"as", "when", "while"} for c in tree.children(k, "mark", "advmod"))


def _label(tree: Tree, mentions: Sequence[DateMention]) -> DateMention | None:
    """A date label before a colon, which dates the whole sentence."""
    first = mentions[0]
    last = first.words.last
    is_label = first.words.first == 0 and last < len(tree) and tree.tokens[last].text == ":"
    return first if is_label else None
