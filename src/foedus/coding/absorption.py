"""Which deeds of a sentence only tell the content of another one there, and so are no events of their own.

The annotation rules and the codebook decide: what somebody is accused of under a verb of accusation, what
is demanded or refused, what a protest demands, and the condition of a threat or promise belong to the deed that
names them. Each rule is a function from the inner deed, the outer deed and the path between them.
"""

from collections.abc import Callable, Mapping

from foedus.coding.roles import Deed
from foedus.model.record import Record
from foedus.syntax import Tree

_CONTENT = frozenset(
    {"xcomp", "ccomp", "csubj", "acl", "advcl", "obj", "obl", "nmod", "nsubj:pass", "acl:relcl", "nsubj", "compound", "amod"}
)
_NOUN_OF = frozenset({"obj", "nsubj:pass", "obl", "nmod", "xcomp", "nsubj"})
_DEMANDING = frozenset({"REQUEST", "REJECT", "THREATEN"})
_CONDITIONS = frozenset({"if", "unless", "until", "provided", "providing", "lest"})
_TIMES = frozenset({"after", "as", "when", "while", "since", "before", "because", "though", "although"})
# Above this the model is sure that the word is a deed of its own, and only the firm rules hold.
SURE = 0.9


class Link(Record, frozen=True, kw_only=True):
    """The way from an inner deed up to an outer one.

    Attributes:
        relations: Relations from the inner deed upwards, the last one hanging on the outer deed.
        marks: Conjunctions that open the clauses on the way (`unless`, `after`).
    """

    relations: tuple[str, ...]
    marks: frozenset[str]


Rule = Callable[[Deed, Deed, Link], bool]


def absorbing(deed: Deed, tree: Tree, by_token: Mapping[int, Deed]) -> tuple[Deed, str] | None:
    """The deed that tells this one as its content, with the name of the rule; none if it stands by itself.

    Args:
        deed: The inner deed.
        tree: The sentence.
        by_token: All deeds of the sentence by their head words.
    """
    relations: list[str] = []
    marks: set[str] = set()
    k = deed.token
    while tree.tokens[k].head != k:
        relations.append(tree.tokens[k].relation)
        marks.update(tree.lemma(c) for c in tree.children(k, "mark"))
        if relations[-1] in {"advcl", "obl", "nmod"}:
            marks.update(tree.preposition(k).split())
        k = tree.tokens[k].head
        if k in by_token:
            link = Link(relations=tuple(relations), marks=frozenset(marks))
            rule = next((rule for rule in RULES if rule(deed, by_token[k], link)), None)
            if rule is not None:
                return by_token[k], rule.__name__.replace("_", "-")
            if absorbing(by_token[k], tree, by_token) is None:
                return None
            # The deed between is itself content: the one above it may hold both.
    return None


def content_of_accusation(inner: Deed, outer: Deed, link: Link) -> bool:
    """The act of which somebody is accused, complained of or for which somebody is condemned."""
    del inner
    return outer.event == "ACCUSE" and _is_inside(link)


def demand_of_protest(inner: Deed, outer: Deed, link: Link) -> bool:
    """What a protest demands or is about."""
    return outer.event == "PROTEST" and inner.event not in {"ASSAULT", "PROTEST"} and _is_inside(link)


def content_of_demand(inner: Deed, outer: Deed, link: Link) -> bool:
    """What is demanded, refused or threatened."""
    del inner
    return outer.event in _DEMANDING and _is_inside(link) and link.relations[-1] in {"xcomp", "ccomp", "obj", "obl", "nsubj:pass"}


def content_of_promise(inner: Deed, outer: Deed, link: Link) -> bool:
    """What is agreed, promised or conceded: `agreed to send`."""
    return outer.event in {"AGREE", "CONCEDE"} and link.relations in {("xcomp",), ("ccomp",)} and inner.score < SURE


def condition(inner: Deed, outer: Deed, link: Link) -> bool:
    """The condition of another deed."""
    del inner, outer
    return "advcl" in link.relations and bool(link.marks & _CONDITIONS)


def noun_of_verb(inner: Deed, outer: Deed, link: Link) -> bool:
    """The noun that a verb of doing takes: `launched an attack`, `held talks`."""
    is_light = outer.row is not None and bool(outer.row.conditions)
    return is_light and len(link.relations) == 1 and link.relations[0] in _NOUN_OF and inner.event == outer.event


RULES: tuple[Rule, ...] = (content_of_accusation, demand_of_protest, content_of_demand, content_of_promise, condition, noun_of_verb)


def _is_inside(link: Link) -> bool:
    """Whether the way is one of content, not of time, cause or coordination."""
    return not link.marks & _TIMES and all(relation in _CONTENT for relation in link.relations)
