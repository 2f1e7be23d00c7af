"""Tense, mood and aspect of one predicate, and the words that negate it."""

from foedus.model.claim import Certainty, Status
from foedus.model.record import Record
from foedus.syntax import SUBJECTS, Tree

AUXILIARY = ("aux", "aux:pass", "cop")
_SHALL = (Status.PLANNED, Certainty.CERTAIN, "modal.will")
_WOULD = (Status.HYPOTHETICAL, Certainty.POSSIBLE, "modal.would")
_MIGHT = (Status.HYPOTHETICAL, Certainty.POSSIBLE, "modal.might")
_COULD = (Status.HYPOTHETICAL, Certainty.POSSIBLE, "modal.could")
_CAN = (Status.STANDING, Certainty.CERTAIN, "modal.can")
_SHOULD = (Status.HYPOTHETICAL, Certainty.UNCOMMITTED, "modal.should")
_MUST = (Status.PLANNED, Certainty.UNCOMMITTED, "modal.must")
MODALS = {
    "will": _SHALL,
    "'ll": _SHALL,
    "’ll": _SHALL,
    "wo": _SHALL,
    "shall": _SHALL,
    "sha": _SHALL,
    "would": _WOULD,
    "'d": _WOULD,
    "’d": _WOULD,
    "could": _COULD,
    "may": _MIGHT,
    "might": _MIGHT,
    "can": _CAN,
    "ca": _CAN,
    "should": _SHOULD,
    "ought": _SHOULD,
    "must": _MUST,
    "need": _MUST,
}
NEGATIVE = frozenset({"no", "not", "n't", "n’t", "neither", "nor", "none", "nothing", "nobody", "never", "nowhere"})
# After these, "no" or "not" bounds or stresses and does not negate: no fewer than, not only.
_BOUNDING = frozenset(
    {"fewer", "less", "more", "later", "sooner", "earlier", "doubt", "only", "just", "merely", "simply", "until", "least"}
)
_NEGATED_BY = frozenset({"advmod", "det", "neg", "cc:preconj", "cc", "aux", "obj", "nsubj", "nsubj:pass", "iobj", "discourse"})
_NEGATED_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:tmod", "obl:unmarked", "obl:npmod"})
_PARTICIPIAL = frozenset({"acl", "advcl", "amod", "acl:relcl", "xcomp", "ccomp", "parataxis", "conj", "appos"})
_INVARIANT = frozenset(
    {"put", "set", "let", "cut", "hit", "shut", "shed", "burst", "cast", "quit", "spread", "split", "hurt", "bid", "bet", "rid"}
)
_ORDINALS = frozenset({"second", "third", "another", "successive", "consecutive"})
_DURATIONS = frozenset({"hour", "day", "night", "week", "fortnight", "month", "year", "decade"})
_BREAKS = frozenset({";", ":", "."})
_NOMINAL = ("NN", "PR", "CD", "DT", "WP")


class Tense(Record, frozen=True, kw_only=True, gc=False):
    """What the verb group says.

    Attributes:
        status: The status it gives, none for a predicate without tense.
        certainty: The most that a modal leaves.
        rule: Id of the rule.
        word: The word that decides.
    """

    status: Status | None
    certainty: Certainty = Certainty.CERTAIN
    rule: str
    word: int

    @property
    def is_past(self) -> bool:
        """Whether the predicate is presented as over."""
        return self.rule.startswith("past")


def group(tree: Tree, i: int) -> list[int]:
    """Auxiliaries and copula of predicate `i` in order; those of its coordination if it has none of its own."""
    own = tree.children(i, *AUXILIARY)
    token = tree.tokens[i]
    if own or token.relation != "conj" or tree.child(i, *SUBJECTS, "mark") is not None:
        return own
    head = tree.tokens[token.head]
    return group(tree, token.head) if head.tag == token.tag else own


def is_infinitive(tree: Tree, i: int) -> bool:
    """Whether `i` stands with `to`, its own or that of the coordination it belongs to."""
    marks = tree.children(i, "mark")
    if any(tree.tokens[m].text.lower() == "to" for m in marks):
        return True
    token = tree.tokens[i]
    if token.relation == "conj" and token.tag == "VB" and not marks and not tree.children(i, *AUXILIARY):
        return is_infinitive(tree, token.head)
    return False


def read_tense(tree: Tree, i: int) -> Tense:
    """Tense and mood of predicate `i`."""
    words = group(tree, i)
    if words and not (tree.tokens[i].tag == "VBD" and tree.lemma(words[0]) == "be"):
        return _modal(tree, words) or _auxiliary(tree, i, words)
    tag = _likely_tag(tree, i)
    if tag == "VBD":
        goes_on = _is_in_its_nth_day(tree, i)
        return Tense(status=Status.ONGOING if goes_on else Status.COMPLETED, rule="past.nth-day" if goes_on else "past.simple", word=i)
    if tag in {"VBZ", "VBP"}:
        return Tense(status=Status.ONGOING, rule="present.simple", word=i)
    return _bare(tree, i, tag)


def _bare(tree: Tree, i: int, tag: str) -> Tense:
    """A verb form without auxiliary that shows no tense by itself."""
    token = tree.tokens[i]
    if token.relation == "conj" and tag in {"VB", "VBN"} and not is_infinitive(tree, i):
        above = _of_coordination(tree, i)
        if tag == "VB" or above.status is not None:
            return above
    if tag == "VBN":
        rule = "past.simple" if tree.child(i, "nsubj") is not None else "participle"
        return Tense(status=Status.COMPLETED if rule == "past.simple" or token.relation in _PARTICIPIAL else None, rule=rule, word=i)
    if tag == "VB" and tree.child(i, "nsubj") is not None and token.relation not in {"xcomp", "ccomp"} and not is_infinitive(tree, i):
        past = token.text.lower() in _INVARIANT
        return Tense(status=Status.COMPLETED if past else Status.ONGOING, rule="past.simple" if past else "present.simple", word=i)
    if tag == "VB" and (token.head == i or token.relation == "parataxis") and is_infinitive(tree, i):
        return Tense(status=Status.PLANNED, rule="headline.infinitive", word=i)  # `Seoul to recall envoy`
    return Tense(status=None, rule="untensed", word=i)


def _likely_tag(tree: Tree, i: int) -> str:
    """The tag, put right where the ending of a rare verb contradicts it."""
    token = tree.tokens[i]
    if token.tag not in {"VB", "VBP", "VBZ", "VBG"}:
        return token.tag
    if token.text.endswith("ed") and not token.text.endswith("eed"):
        return "VBD"
    if (
        token.text.lower() in _INVARIANT
        and token.tag in {"VBP", "VB"}
        and not is_infinitive(tree, i)
        and token.relation not in {"xcomp", "conj"}
    ):
        return "VBD"
    if token.tag == "VB" and token.text.endswith("s") and not token.text.endswith("ss") and not is_infinitive(tree, i):
        return "VBZ"
    return token.tag


def _of_coordination(tree: Tree, i: int) -> Tense:
    """Tense of a coordinated verb whose own form does not show it."""
    head = tree.tokens[i].head
    above = read_tense(tree, head)
    modal = above.rule.startswith("modal") and tree.child(i, *SUBJECTS) is not None
    return Tense(status=None, rule="untensed", word=i) if modal else above


def _modal(tree: Tree, words: list[int]) -> Tense | None:
    for w in reversed(words):  # the nearest: "Should they march, the guard will be moved" may be parsed as one group
        token = tree.tokens[w]
        mood = MODALS.get(token.text.lower())
        if token.tag != "MD" or mood is None:
            continue
        status, certainty, rule = mood
        perfect = any(tree.lemma(k) == "have" for k in words if k > w)
        if perfect and token.text.lower() == "must":
            return Tense(status=Status.COMPLETED, certainty=Certainty.PROBABLE, rule="past.must", word=w)
        if perfect and rule == "modal.would":
            rule = "modal.would-have"
        return Tense(status=status, certainty=certainty, rule=rule, word=w)
    return None


def _auxiliary(tree: Tree, i: int, words: list[int]) -> Tense:
    first = tree.tokens[words[0]]
    lemma = first.lemma.lower()
    forms = {tree.tokens[w].text.lower() for w in words}
    if lemma == "have":
        return _perfect(tree, i, words, forms)
    if lemma == "be" and is_infinitive(tree, i) and first.tag != "VB":
        return _be_to(tree, i, words[0])
    if (tree.tokens[i].tag == "VBG" and tree.child(i, "cop") is None) or "being" in forms:
        status = None if first.tag == "VBG" else Status.ONGOING
        return Tense(status=status, rule="progressive" if status else "untensed", word=words[0])
    if first.tag == "VBD" or first.text.lower() in {"was", "were", "did", "got"}:
        return Tense(status=Status.COMPLETED, rule="past.simple", word=words[0])
    if first.tag in {"VB", "VBG", "VBN"}:
        shared = first.tag != "VBG" and tree.tokens[i].relation == "conj"
        return _of_coordination(tree, i) if shared else Tense(status=None, rule="untensed", word=words[0])
    return Tense(status=Status.ONGOING, rule="present.state" if lemma == "be" else "present.simple", word=words[0])


def _be_to(tree: Tree, i: int, word: int) -> Tense:
    """`is to meet` is a plan; `were Moscow to attack` a supposition."""
    subject = tree.child(i, *SUBJECTS)
    if tree.tokens[word].text.lower() == "were" and subject is not None and word < subject:
        return Tense(status=Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE, rule="were-to", word=word)
    return Tense(status=Status.PLANNED, rule="be-to", word=word)


def _perfect(tree: Tree, i: int, words: list[int], forms: set[str]) -> Tense:
    first = tree.tokens[words[0]]
    if tree.tokens[i].tag == "VBG" and "been" in forms and first.tag != "VBD":
        return Tense(status=Status.ONGOING, rule="progressive", word=words[0])
    is_reported = first.tag == "VBD" and tree.tokens[tree.first_conjunct(i)].relation == "ccomp"
    if (first.tag in {"VBZ", "VBP"} or is_reported) and _lasts(tree, i) and not _is_counted(tree, i):
        return Tense(status=Status.ONGOING, rule="present.perfect-since", word=words[0])
    if first.tag in {"VBZ", "VBP"} and tree.child(i, "cop") is not None:
        return Tense(status=Status.ONGOING, rule="present.perfect-state", word=words[0])
    if "being" in forms:
        return Tense(status=Status.ONGOING, rule="progressive", word=words[0])
    return Tense(status=Status.COMPLETED, rule="past.perfect", word=words[0])


def _lasts(tree: Tree, i: int) -> bool:
    """Whether a perfect goes on: since Friday, since he came, for nine days."""
    for c in tree.children(i, "obl", "advcl"):
        if tree.lemma(c) in _DURATIONS and tree.preposition(c) == "for" and tree.tokens[c].tag.startswith("NN"):
            return True
        if any(tree.tokens[m].text.lower() == "since" for m in tree.children(c, "case", "mark")):
            return True
    return False


def _is_in_its_nth_day(tree: Tree, i: int) -> bool:
    """`downed pens for a third day`, `haggled into a second night`."""
    for c in tree.children(i, "obl", "obl:unmarked"):
        if tree.lemma(c) in _DURATIONS and tree.preposition(c) in {"for", "into"}:
            return any(
                tree.tokens[a].text.lower() in _ORDINALS or tree.tokens[a].text.lower().endswith("th") for a in tree.children(c, "amod")
            )
    return False


def _is_counted(tree: Tree, i: int) -> bool:
    """Whether the perfect sums up: has summoned 380 since May."""
    things = tree.children(i, "obj", "nsubj:pass")
    return any(tree.child(c, "nummod") is not None for c in things)


def negation(tree: Tree, i: int) -> int | None:
    """The word that negates predicate or noun `i`, or none.

    A negative determiner of an argument counts (`no decision has been taken`, `not one
    rocket was launched`); a bound (`no fewer than`) or a stress (`not only`) does not.
    """
    for c in tree.children(i):
        token = tree.tokens[c]
        if token.relation in _NEGATED_BY and token.text.lower() in NEGATIVE:
            if not _is_bounding(tree, c) and not _is_apart(tree, c, i):
                return c
        elif token.relation in _NEGATED_ARGUMENTS and token.tag.startswith(_NOMINAL):
            first = _first_word(tree, c)
            if first is not None:
                return first
    return _shared_negation(tree, i)


def _first_word(tree: Tree, noun: int) -> int | None:
    """The negative word that opens the phrase of a noun, or none."""
    first = noun
    for c in tree.children(noun):
        if c < first and tree.tokens[c].relation not in {"case", "cc", "punct", "mark"}:
            first = min(first, c, *tree.children(c))
    word = tree.tokens[first].text.lower()
    if word == "nothing" and tree.preposition(noun) == "for":
        return None
    if word == "nothing" and first + 1 < len(tree) and tree.tokens[first + 1].text.lower() == "but":
        return None
    return first if word in NEGATIVE and not _is_bounding(tree, first) else None


def _is_apart(tree: Tree, negative: int, i: int) -> bool:
    low, high = sorted((negative, i))
    return any(tree.tokens[k].text in _BREAKS for k in range(low + 1, high))


def _is_bounding(tree: Tree, i: int) -> bool:
    return i + 1 < len(tree) and tree.tokens[i + 1].text.lower() in _BOUNDING


def _shared_negation(tree: Tree, i: int) -> int | None:
    """`neither A nor B`, `did not A or B`: the first part's negation holds for a part without its own subject."""
    token = tree.tokens[i]
    if token.relation != "conj" or tree.child(i, *SUBJECTS, *AUXILIARY, "mark") is not None:
        return None
    link = tree.child(i, "cc")
    if link is None or tree.tokens[link].text.lower() not in {"or", "nor"}:
        return None
    return negation(tree, token.head)
