"""Where the deed that a word names took or takes place."""

from collections.abc import Mapping, Sequence

from foedus.model.mention import PlaceMention
from foedus.syntax import Tree

# Costs are about the natural logarithm of the odds against a place of that role being the deed's,
# counted on the training batches; rerun the places measure after changing one.
_LIMIT = 4.0
_WITHIN = frozenset(
    {"above", "across", "along", "amid", "among", "around", "at", "before", "behind", "below", "beneath", "beside", "between", "beyond",
     "down", "in", "inside", "near", "off", "on", "onto", "opposite", "outside", "over", "past", "through", "throughout", "under", "up",
     "upon", "via", "within"}
)  # fmt: skip
_INTO = frozenset({"into", "onto", "inside"})
_DESTINATIONS = frozenset({"to", "toward", "towards", "for"})
_NEARBY = frozenset(
    {"east", "north", "northeast", "northwest", "outside", "south", "southeast", "southwest", "west"}
)  # fmt: skip
_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(_WITHIN, "in"),
    **dict.fromkeys(_INTO, "into"),
    **dict.fromkeys(_DESTINATIONS, "to"),
    "of": "of",
    "from": "from",
    "out": "from",
}
_LOOSE = frozenset({"on", "between", "before", "under", "over", "among", "upon", "by", "for"})
# What stands for a place: a settlement or site by name, a capital (often its government), a state, a description.
_NAMED, _CAPITAL, _STATE, _DESCRIBED = "named", "capital", "state", "described"
_COSTS: Mapping[str, Mapping[str, float]] = {
    "in": {_NAMED: 0.0, _CAPITAL: 1.0, _STATE: 2.4, _DESCRIBED: 1.9},
    "into": {_NAMED: 0.0, _CAPITAL: 0.6, _STATE: 1.2, _DESCRIBED: 1.6},
    "to": {_NAMED: 0.9, _CAPITAL: 1.7, _STATE: 4.4, _DESCRIBED: 2.2},
    "of": {_NAMED: 1.1, _CAPITAL: 1.8, _STATE: 9.0, _DESCRIBED: 2.6},
    "from": {_NAMED: 1.8, _CAPITAL: 3.2, _STATE: 5.5, _DESCRIBED: 3.0},
    "": {_NAMED: 1.4, _CAPITAL: 3.4, _STATE: 9.0, _DESCRIBED: 2.4},
}
# Where the deed hangs on the place: as a relative clause, a participle (`the road, occupied since`), a predicate (`they are in X`).
_BARE: Mapping[str, float] = {_NAMED: 0.6, _CAPITAL: 1.2, _STATE: 2.4, _DESCRIBED: 1.2}
_PARTICIPLE, _PREDICATE = 1.6, 0.3
_OBJECTS = frozenset({"obj", "nsubj:pass"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent"})
_DOWN: Mapping[str, float] = {
    "obl": 0.0, "obl:npmod": 0.0, "obj": 0.3, "nmod": 0.2, "nmod:poss": 1.5, "appos": 0.3, "conj": 0.3, "xcomp": 0.2, "ccomp": 0.6,
    "nsubj": 1.8, "nsubj:pass": 0.6, "obl:agent": 2.0, "iobj": 3.0, "acl": 1.3, "advcl": 3.2, "acl:relcl": 3.6, "advcl:relcl": 3.2,
    "parataxis": 3.6, "csubj": 1.0,
}  # fmt: skip
_UP: Mapping[str, float] = {
    "obj": 0.6, "nsubj:pass": 0.6, "nsubj": 1.8, "obl": 2.2, "nmod": 1.2, "compound": 0.8, "appos": 1.0, "xcomp": 1.8, "advcl": 3.0,
    "acl": 1.8,
    "ccomp": 3.4, "acl:relcl": 2.0, "advcl:relcl": 2.4, "parataxis": 4.0, "csubj": 1.2, "amod": 1.0,
}  # fmt: skip
_OTHER = 2.0
# A relative clause on the deed's own noun (`the offer that Belarus tabled in Riga`).
_OWN_CLAUSE = 1.2
_CONJOINED_CLAUSE_BELOW, _CONJOINED_CLAUSE_ABOVE, _CONJOINED = 4.4, 2.8, 0.6
# The content of a verbal act comes before the place of speaking.
_SPEAKING = 0.5
_STEPS = 9


def place_of(tree: Tree, token: int, mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place of the deed named by word `token`, or none.

    A place in the deed's own clause counts first: the content of a verbal act or the destination
    of a transfer before the place of speaking or the origin. A state that merely receives is no
    place.

    Args:
        tree: The sentence.
        token: The trigger's head word.
        mentions: The places of that sentence.
    """
    above = _above(tree, token)
    best: tuple[float, int, PlaceMention] | None = None
    for mention in mentions:
        cost = _cost(tree, token, above, mention)
        if cost < _LIMIT and (best is None or (cost, mention.start) < best[:2]):
            best = (cost, mention.start, mention)
    return best[2] if best else None


def _cost(tree: Tree, token: int, above: Mapping[int, float], mention: PlaceMention) -> float:
    phrase = _phrase_head(tree, mention.words.head)
    if phrase in above and phrase != token:
        return _antecedent_cost(tree, phrase, token) + _BARE[_kind(mention)]
    role = _role_cost(tree, phrase, mention)
    if phrase == token:
        return role + _PREDICATE if tree.preposition(phrase) else _LIMIT
    return role + _path_cost(tree, phrase, token, above) if role < _LIMIT else _LIMIT


def _antecedent_cost(tree: Tree, phrase: int, token: int) -> float:
    """The cost of a place that a clause with the deed hangs on (`Imia, where a boat rammed another`)."""
    clause = token
    while tree.tokens[clause].head != phrase:
        clause = tree.tokens[clause].head
    relation = tree.tokens[clause].relation
    if relation in {"acl:relcl", "advcl:relcl"}:
        begins = {tree.tokens[k].text.lower() for k in tree.subtree(clause)[:2]}
        return 0.0 if begins & {"where", "in", "at", "from", "to", "near"} else _LIMIT
    return _PARTICIPLE if relation == "acl" and tree.is_passive(clause) else _LIMIT


def _phrase_head(tree: Tree, head: int) -> int:
    """From a conjunct, apposition or part of a name to the word that its preposition belongs to."""
    for _ in range(4):
        token = tree.tokens[head]
        if tree.preposition(head) or token.head == head or token.relation not in {"conj", "appos", "flat", "compound", "nmod:poss", "amod"}:
            return head
        head = token.head
    return head


def _role_cost(tree: Tree, head: int, mention: PlaceMention) -> float:
    """The cost of the preposition and the kind of place."""
    costs = _COSTS.get(_preposition_class(tree, head))
    if costs is None:
        return _LIMIT
    kind = _kind(mention)
    cost = costs[kind]
    if kind in {_STATE, _CAPITAL} and tree.preposition(head).split(" ")[0] in _LOOSE:
        cost += 2.0
    if kind == _DESCRIBED and tree.preposition(head) == "on" and tree.tokens[head].relation == "nmod":
        cost += 2.0
    if kind == _STATE and tree.tokens[head].relation == "nmod":
        cost += 0.4
    return cost


def _preposition_class(tree: Tree, head: int) -> str:
    words = tree.preposition(head)
    first = words.split(" ")[0]
    if first:
        return "in" if words.startswith("in front") else _CLASSES.get(first, "none")
    token = tree.tokens[head]
    if token.relation in _OBJECTS:
        return ""
    return "in" if token.text.lower() in _NEARBY else "none"


def _kind(mention: PlaceMention) -> str:
    if mention.precision == "country":
        return _STATE
    if "described" in mention.reason:
        return _DESCRIBED
    return _CAPITAL if ", capital)" in mention.reason.partition(":")[0] else _NAMED


def _above(tree: Tree, token: int) -> dict[int, float]:
    """The words above the deed's own, each with the cost of looking there."""
    found = {token: 0.0}
    cost, k = 0.0, token
    for _ in range(_STEPS):
        governor = tree.tokens[k].head
        if governor == k:
            break
        cost += _step(tree, k, _UP, _CONJOINED_CLAUSE_ABOVE)
        found.setdefault(governor, cost)
        k = governor
    return found


def _path_cost(tree: Tree, phrase: int, token: int, above: Mapping[int, float]) -> float:
    """The cost of the way from the place to the deed, by the word that holds both."""
    cost, k = 0.0, phrase
    for _ in range(_STEPS):
        governor = tree.tokens[k].head
        if governor == k:
            return _LIMIT
        own_clause = governor == token and tree.tokens[token].pos == "NOUN" and tree.tokens[k].relation == "acl:relcl"
        cost += _OWN_CLAUSE if own_clause else _step(tree, k, _DOWN, _CONJOINED_CLAUSE_BELOW)
        if governor in above:
            direct = governor == token and k == phrase and tree.tokens[k].relation == "obl"
            spoken = direct and tree.child(token, "xcomp", "ccomp") is not None
            return cost + above[governor] + (_SPEAKING if spoken else 0.0)
        k = governor
    return _LIMIT


def _step(tree: Tree, k: int, costs: Mapping[str, float], clause: float) -> float:
    token = tree.tokens[k]
    if token.relation == "conj":
        return clause if token.pos in {"VERB", "AUX"} or tree.child(k, *_SUBJECTS) is not None else _CONJOINED
    return costs.get(token.relation, _OTHER)
