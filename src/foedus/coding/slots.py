"""What fills a slot of a trigger: its subject, its object, the noun under a preposition.

Tables name slots by words (`obj`, `to`, `poss-of-obj`); this module finds them in the tree,
through passives, coordination, relative clauses, infinitives and light verbs, so that
`signed a treaty with X`, `the treaty signed with X` and `the signing with X` all fill `with`.
"""

from collections.abc import Callable

from foedus.syntax import SUBJECTS, Tree

_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_MODIFIERS = ("amod", "nmod:poss", "compound", "nmod:desc", "nmod:unmarked", "nmod:npmod")
_LIGHT_GOVERNORS = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "xcomp"})
_SAME_SLOT = {
    "upon": "on",
    "onto": "on",
    "on to": "on",
    "in to": "into",
    "alongside": "with",
    "along with": "with",
    "together with": "with",
    "towards": "toward",
    "at the hands of": "by",
    "away from": "from",
}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PARTICLES = frozenset({"out", "back", "up", "down", "off", "over", "through", "home", "in", "along", "together", "away"})
# Verbs whose infinitive is done by the object, as parsed under it: `ordered the envoy to leave`.
_OBJECT_CONTROL = frozenset(
    {"order", "ask", "tell", "permit", "allow", "urge", "force", "invite", "help", "persuade", "press", "request"}
    | {"instruct", "direct", "enable", "command", "call", "warn", "advise", "require", "oblige", "push", "send"}
)
_COMMON_NOUNS = frozenset({"NN", "NNS"})
_NEAR = 4
_MAX_CLIMB = 4
_MAX_DESCENT = 3


def is_verbal(tree: Tree, token: int) -> bool:
    """Whether the word is a verb form that takes subjects and objects."""
    word = tree.tokens[token]
    return word.pos == "VERB" or (word.tag[:2] == "VB" and word.pos != "NOUN")


def fillers(tree: Tree, token: int, slot: str, particle: str = "") -> list[int]:
    """Find the heads of what fills a slot of a word.

    Args:
        tree: The sentence.
        token: Position of the trigger's head word.
        slot: `subj`, `obj`, `iobj`, `xcomp`, `ccomp`, `advcl`, `advmod`, `amod`, `compound`,
            `poss`, `poss-of-obj`, a preposition, or a path of these (`obj>of`: the noun under
            `of` of the object).
        particle: The particle of the trigger's row, if any: in `called in the envoy` the noun
            after it is the object, also where the parse makes it a prepositional phrase.

    Returns:
        Positions of head words, conjuncts included, the nearest source first; empty if the
        slot is not filled.
    """
    first, _, rest = slot.partition(">")
    if rest:
        return list(dict.fromkeys(k for noun in fillers(tree, token, first, particle) for k in _below(tree, noun, rest)))
    if particle and slot in {"obj", "poss-of-obj"}:
        objects = _objects(tree, token) or _after_particle(tree, token, particle)
        return objects if slot == "obj" else _belonging(tree, objects)
    special = _SPECIAL.get(slot)
    return special(tree, token) if special else _prepositional(tree, token, slot)


def _after_particle(tree: Tree, token: int, particle: str) -> list[int]:
    found = _exact(tree, token, particle)
    return found or [noun for preposition, noun in tree.obliques(token) if not preposition and tree.tokens[noun].tag in _COMMON_NOUNS]


def _below(tree: Tree, token: int, slot: str) -> list[int]:
    """Fill the rest of a path, from the word's own dependents alone for prepositions."""
    return fillers(tree, token, slot) if slot in _SPECIAL or ">" in slot else _exact(tree, token, slot)


def _subjects(tree: Tree, token: int) -> list[int]:
    if not is_verbal(tree, token):
        return _noun_subjects(tree, token)
    if _is_passive(tree, token):
        return tree.agents(token)
    word = tree.tokens[token]
    if _is_misread_finite(tree, token):
        return [k for c in tree.children(word.head, "nsubj", "compound") if c < token for k in tree.conjuncts(c)]
    found = tree.subjects(token)
    if not found and word.relation == "acl" and word.tag in _FINITE:
        found = tree.conjuncts(word.head)
    if not found and word.relation in {"acl", "advcl", "xcomp", "ccomp", "csubj"}:
        found = _borrowed_subjects(tree, token)
    return _resolved(tree, token, found)


def _borrowed_subjects(tree: Tree, token: int) -> list[int]:
    """Subjects of an infinitive under a noun: `its decision to expel`, `took a decision to expel`."""
    head = tree.tokens[token].head
    if is_verbal(tree, head):
        return []
    if tree.tokens[head].relation == "obj" and tree.lemma(tree.tokens[head].head) in _OBJECT_CONTROL:
        return tree.conjuncts(head)
    owners = tree.children(head, "nmod:poss")
    return owners or _governing_subjects(tree, head)


def _governing_subjects(tree: Tree, noun: int) -> list[int]:
    """Subjects of the verb whose object (or oblique) the noun is."""
    noun = tree.first_conjunct(noun)
    word = tree.tokens[noun]
    if word.relation in {"obj", "obl", "xcomp"} and is_verbal(tree, word.head):
        return tree.agents(word.head)
    return []


def _noun_subjects(tree: Tree, token: int) -> list[int]:
    own = tree.child(token, *SUBJECTS)
    if own is not None:
        return _resolved(tree, token, tree.conjuncts(own))
    owners = [k for c in tree.children(token, "nmod:poss") for k in tree.conjuncts(c)]
    return owners or _exact(tree, token, "by") or _governing_subjects(tree, token)


def _objects(tree: Tree, token: int) -> list[int]:
    if not is_verbal(tree, token):
        return _exact(tree, token, "of")
    own = tree.children(token, "obj")
    if own:
        return _resolved(tree, token, tree.conjuncts(own[-1]))
    if _is_passive(tree, token):
        retained = _retained_object(tree, token)
        return tree.conjuncts(retained) if retained is not None else _resolved(tree, token, tree.subjects(token))
    return _misread_object(tree, token) or _gap_object(tree, token) or _shared_object(tree, token)


def _retained_object(tree: Tree, token: int) -> int | None:
    """The object that a passive keeps, `was granted asylum`, under whatever relation the parse has for it."""
    own = tree.child(token, "obj")
    if own is not None or tree.child(token, *SUBJECTS) is None:
        return own
    late = [c for c in tree.children(token, "nsubj:pass", "nsubj")[1:] if c > token]
    bare = [c for c in tree.children(token, "xcomp") if tree.tokens[c].tag in _COMMON_NOUNS and tree.child(c, "case") is None]
    return next(iter(late + bare), None)


def _is_passive(tree: Tree, token: int) -> bool:
    """As the tree has it, save for finite forms: `the truce held` is active whatever its subject is called."""
    return tree.is_passive(token) and tree.tokens[token].tag not in _FINITE


def _misread_object(tree: Tree, token: int) -> list[int]:
    """The object where the parse has another relation for it.

    In `asked Ankara to` it is often an indirect object or a second subject; in `Seoul aborted
    talks` the verb is now and then taken for an adjective of its object.
    """
    if _is_misread_finite(tree, token):
        return tree.conjuncts(tree.tokens[token].head)
    own = next((c for c in tree.children(token, "iobj", "nsubj", "nsubj:pass") if c > token), None)
    if own is None or tree.child(token, *SUBJECTS) == own:
        return []
    return tree.conjuncts(own)


def _is_misread_finite(tree: Tree, token: int) -> bool:
    word = tree.tokens[token]
    return word.relation == "amod" and word.tag in _FINITE and word.head > token


def _gap_object(tree: Tree, token: int) -> list[int]:
    """The antecedent of a relative clause without object: `the ships that Iran seized`."""
    antecedent = tree.relative_antecedent(token)
    if antecedent is None or tree.child(token, "ccomp", "xcomp") is not None:
        return []
    subject = tree.child(tree.first_conjunct(token), *SUBJECTS)
    if subject is None or tree.tokens[subject].tag in _RELATIVE_TAGS:
        return []
    if any(tree.tokens[c].tag in {"WRB", "WDT", "WP"} and tree.tokens[c].relation != "obj" for c in tree.children(token)):
        return []
    return tree.conjuncts(antecedent)


def _shared_object(tree: Tree, token: int) -> list[int]:
    """An object that stands after two coordinated verbs: `arrested and deported twenty men`."""
    word = tree.tokens[token]
    if word.relation == "conj" and is_verbal(tree, word.head):
        shared = tree.child(word.head, "obj")
        if shared is not None and shared > token:
            return tree.conjuncts(shared)
    for other in tree.children(token, "conj"):
        shared = tree.child(other, "obj")
        if shared is not None and token < other <= token + _NEAR and tree.child(other, *SUBJECTS) is None:
            return tree.conjuncts(shared)
    return []


def _indirect(tree: Tree, token: int) -> list[int]:
    own = tree.children(token, "iobj") or tree.children(token, "obj")[:-1] or [c for c in tree.children(token, "nsubj")[1:] if c > token]
    if own:
        return _resolved(tree, token, tree.conjuncts(own[0]))
    if is_verbal(tree, token) and _is_passive(tree, token) and _retained_object(tree, token) is not None:
        return _resolved(tree, token, tree.subjects(token))
    return []


def _open_complements(tree: Tree, token: int) -> list[int]:
    found = tree.children(token, "xcomp") or _predicates_of_object(tree, token)
    if not found:
        found = [c for c in tree.children(token, "advcl", "ccomp", "acl") if _is_infinitive(tree, c)]
    return [k for c in found for k in tree.conjuncts(c)]


def _is_infinitive(tree: Tree, token: int) -> bool:
    return tree.child(token, *SUBJECTS) is None and any(tree.lemma(m) == "to" for m in tree.children(token, "mark"))


def _predicates_of_object(tree: Tree, token: int) -> list[int]:
    """What parses put under the object: a bare noun, `called the move a provocation`, or an infinitive."""
    own = tree.child(token, "obj") if is_verbal(tree, token) else None
    if own is None:
        return []
    nouns = [c for c in tree.children(own, "nmod", "nmod:unmarked", "dep") if c > own and tree.child(c, "case") is None]
    return nouns or [c for c in tree.children(own, "acl") if _is_infinitive(tree, c)]


def _clauses(tree: Tree, token: int) -> list[int]:
    found = list(tree.children(token, "ccomp"))
    if not is_verbal(tree, token):
        below = tree.children(token, "acl", "acl:relcl")
        found += [c for c in below if any(tree.lemma(m) in {"that", "whether"} for m in tree.children(c, "mark"))]
    return [k for c in found for k in tree.conjuncts(c)]


def _adverbs(tree: Tree, token: int) -> list[int]:
    return tree.children(token, "advmod", "compound:prt")


def _adverbial_clauses(tree: Tree, token: int) -> list[int]:
    return tree.children(token, "advcl")


def _adjectives(tree: Tree, token: int) -> list[int]:
    return [k for c in tree.children(token, "amod") for k in tree.conjuncts(c)]


def _compounds(tree: Tree, token: int) -> list[int]:
    return [k for c in tree.children(token, "compound", "nmod:desc", "nmod:npmod", "nmod:unmarked") for k in tree.conjuncts(c)]


def _possessors(tree: Tree, token: int) -> list[int]:
    return [k for c in tree.children(token, "nmod:poss") for k in tree.conjuncts(c)]


def _possessors_of_object(tree: Tree, token: int) -> list[int]:
    return _belonging(tree, _objects(tree, token))


def _belonging(tree: Tree, nouns: list[int]) -> list[int]:
    """Possessors, adjectives and other modifiers that may name whose the things are."""
    found = []
    for noun in nouns:
        found += [k for c in tree.children(noun, *_MODIFIERS) for k in tree.conjuncts(c)]
        found += _exact(tree, noun, "of") + _exact(tree, noun, "from")
    return found


_SPECIAL: dict[str, Callable[[Tree, int], list[int]]] = {
    "subj": _subjects,
    "obj": _objects,
    "iobj": _indirect,
    "xcomp": _open_complements,
    "ccomp": _clauses,
    "advcl": _adverbial_clauses,
    "advmod": _adverbs,
    "amod": _adjectives,
    "compound": _compounds,
    "poss": _possessors,
    "poss-of-obj": _possessors_of_object,
}


def _prepositional(tree: Tree, token: int, slot: str) -> list[int]:
    own = _exact(tree, token, slot)
    if own:
        return own
    if is_verbal(tree, token):
        return _descended(tree, _objects(tree, token), slot) or _shared_oblique(tree, token, slot)
    return _beside(tree, token, slot) or _descended(tree, [k for _, k in tree.obliques(token)], slot)


def _exact(tree: Tree, token: int, slot: str) -> list[int]:
    """Nouns directly below the word under the preposition."""
    found = [noun for preposition, noun in tree.obliques(token) if _fits(preposition, slot)]
    return _resolved(tree, token, found) if found else found


def _fits(preposition: str, slot: str) -> bool:
    if preposition == slot or _SAME_SLOT.get(preposition) == slot:
        return True
    first, _, last = preposition.rpartition(" ")
    return last == slot and first in _PARTICLES


def _descended(tree: Tree, nouns: list[int], slot: str) -> list[int]:
    """What hangs on a noun further down: `the return of the bronzes to Nigeria`."""
    for _ in range(_MAX_DESCENT):
        found = [k for noun in nouns for k in _exact(tree, noun, slot)]
        if found or not nouns:
            return found
        nouns = [k for noun in nouns for _, k in tree.obliques(noun)]
    return []


def _shared_oblique(tree: Tree, token: int, slot: str) -> list[int]:
    word = tree.tokens[token]
    if word.relation == "conj":
        return [k for k in _exact(tree, word.head, slot) if k > token]
    return []


def _beside(tree: Tree, token: int, slot: str) -> list[int]:
    """What hangs on the verb or noun that the noun completes: `held talks in Vienna with X`."""
    first = tree.first_conjunct(token)
    if first != token:
        shared = _exact(tree, first, slot)
        if shared:
            return shared
    for _ in range(_MAX_CLIMB):
        word = tree.tokens[first]
        if word.head == first or word.relation not in _LIGHT_GOVERNORS:
            return []
        found = [k for k in _exact(tree, word.head, slot) if k not in {first, token}]
        if found or is_verbal(tree, word.head):
            return found
        first = tree.first_conjunct(word.head)
    return []


def _resolved(tree: Tree, token: int, found: list[int]) -> list[int]:
    """The same with relative pronouns replaced by the nouns that they stand for."""
    if not any(tree.tokens[k].tag in _RELATIVE_TAGS for k in found):
        return found
    antecedent = tree.relative_antecedent(token)
    if antecedent is None:
        return found
    return [n for k in found for n in (tree.conjuncts(antecedent) if tree.tokens[k].tag in _RELATIVE_TAGS else [k])]
