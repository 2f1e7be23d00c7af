"""The codebook's rules on type, one function each.

Each rule takes a deed with what the sentence says of it and returns the type that the
codebook demands, or none where it does not apply. The rules are tried in order; the first
that applies decides. They state what PLOVER's manual and our annotation rules lay down.
"""

from collections.abc import Callable, Sequence

from foedus.coding.parties import state_of
from foedus.coding.roles import Deed, Roles
from foedus.coding.slots import fillers
from foedus.factuality import Factuality
from foedus.model.claim import Polarity, Status
from foedus.model.record import Record
from foedus.syntax import Tree

_FUTURE_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_OPEN = frozenset({Status.PLANNED, Status.CONDITIONAL})
# What is announced to come unless the other side gives way is held out as a threat.
_UNWELCOME = frozenset({"SANCTION", "COERCE", "ASSAULT", "REJECT", "PROTEST", "MOBILIZE", "RETREAT", "CONCEDE"})


class Case(Record, frozen=True, kw_only=True):
    """What a rule looks at.

    Attributes:
        deed: The deed, with the type that its words have.
        roles: Its parties.
        factuality: Its state, as the sentence puts it.
    """

    deed: Deed
    roles: Roles
    factuality: Factuality


Rule = Callable[[Case, Tree], str | None]


# The types that some rule looks at: for the others there is nothing to decide.
CONCERNED = _FUTURE_IS_AGREE | _UNWELCOME | {"AGREE"}


def decide(case: Case, tree: Tree) -> tuple[str, str]:
    """The type that the codebook demands, and the name of the rule that says so.

    Returns:
        Type and rule; the type of the words and an empty name if no rule applies.
    """
    for rule in RULES:
        found = rule(case, tree)
        if found is not None and found != case.deed.event:
            return found, rule.__name__.strip("_").replace("_", "-")
    return case.deed.event, ""


def unless_is_threaten(case: Case, tree: Tree) -> str | None:
    """What somebody will do unless another gives way is THREATEN, be it only to leave (`will withdraw its force unless …`)."""
    if case.deed.event not in _UNWELCOME or case.factuality.status not in _OPEN:
        return None
    clauses = tree.children(case.deed.token, "advcl")
    return "THREATEN" if any(tree.lemma(mark) == "unless" for k in clauses for mark in tree.children(k, "mark")) else None


def future_cooperation_is_agree(case: Case, tree: Tree) -> str | None:
    """An announced, agreed or conditional future CONSULT, SUPPORT, COOPERATE or AID is AGREE; so is its denial."""
    del tree
    return "AGREE" if case.deed.event in _FUTURE_IS_AGREE and case.factuality.future and case.factuality.status in _OPEN else None


def future_retreat_is_concede(case: Case, tree: Tree) -> str | None:
    """An announced or conditional future RETREAT is CONCEDE."""
    del tree
    return "CONCEDE" if case.deed.event == "RETREAT" and case.factuality.future and case.factuality.status in _OPEN else None


def joint_exercise_is_cooperate(case: Case, tree: Tree) -> str | None:
    """A drill of several states is COOPERATE; a single country's is MOBILIZE."""
    if case.deed.event != "MOBILIZE":
        return None
    states = {state_of(party.actor) for party in case.roles.actors}
    words = {tree.lemma(k) for k in (case.deed.token, *fillers(tree, case.deed.token, "obj"))}
    return "COOPERATE" if len(states) > 1 and words & {"exercise", "drill", "manoeuvre", "maneuver"} else None


def promise_to_refrain_is_concede(case: Case, tree: Tree) -> str | None:
    """`Agreed not to`, `promised never to` give way: CONCEDE."""
    if case.deed.event != "AGREE":
        return None
    inner: Sequence[int] = fillers(tree, case.deed.token, "xcomp")
    return "CONCEDE" if any(tree.negator(k) is not None for k in inner) and case.factuality.polarity is Polarity.POSITIVE else None


RULES: tuple[Rule, ...] = (
    unless_is_threaten,
    future_cooperation_is_agree,
    future_retreat_is_concede,
    joint_exercise_is_cooperate,
    promise_to_refrain_is_concede,
)
