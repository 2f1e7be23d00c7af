"""Who acts and who is acted upon: the parties of one deed.

Each way of finding a party is a small function tried in order; the first one that finds
somebody decides, and its name goes into the event's reasons.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import msgspec

from foedus.coding.parties import Parties, actor_of, distinct, state_of, without
from foedus.coding.slots import fillers, is_verbal
from foedus.coding.triggers import NO_RECIPIENT, RECIPROCAL, TriggerRow
from foedus.model.event import Party, Reason
from foedus.model.mention import Actor, Cast
from foedus.model.record import Record
from foedus.syntax import Tree

# Verbs whose subject is the one to whom something is given.
GETTING = frozenset({
    "receive", "get", "obtain", "acquire", "gain", "secure", "win", "import", "buy", "purchase", "borrow", "earn", "inherit",
    "collect", "recover",
})  # fmt: skip
_RATIFYING = frozenset({"ratify", "ratification"})
_RETURN = frozenset({"return", "exchange", "turn"})
# How many other deeds that somebody does to one state, and how many times those to the next one, tell whom he serves.
_SURELY, _CLEAR_LEAD = 0.15, 1.5
_VERB_ACTOR = ("subj",)
_NOUN_ACTOR = ("poss", "by", "amod", "compound", "of", "from", "between")
_RECIPIENTS: dict[str, tuple[str, ...]] = {
    "ACCUSE": ("obj", "against", "at", "to", "poss-of-obj", "on", "of", "with", "over", "into"),
    "AGREE": ("iobj", "with", "to", "obj", "for", "from", "poss-of-obj", "in", "on"),
    "AID": ("iobj", "to", "for", "obj", "with", "in", "poss-of-obj", "of"),
    "ASSAULT": ("obj", "on", "at", "against", "of", "poss-of-obj", "in", "into", "with"),
    "COERCE": ("obj", "against", "on", "of", "from", "poss-of-obj", "to", "in"),
    "CONCEDE": ("iobj", "to", "for", "on", "obj", "from", "with", "of", "poss-of-obj"),
    "CONSULT": ("with", "obj", "to", "in", "at", "of", "between"),
    "COOPERATE": ("iobj", "to", "with", "for", "from", "obj", "poss-of-obj"),
    "MOBILIZE": ("against", "to", "on", "near", "off", "toward", "in", "into", "around", "along"),
    "PROTEST": ("against", "at", "over", "outside", "to", "in", "with"),
    "REJECT": ("iobj", "obj", "with", "from", "to", "of", "poss-of-obj", "by", "for"),
    "REQUEST": ("obj", "from", "to", "on", "of", "with", "for", "poss-of-obj"),
    "RETREAT": ("from", "to", "obj", "of", "poss-of-obj", "in", "with"),
    "SANCTION": ("on", "against", "obj", "to", "from", "with", "of", "poss-of-obj"),
    "SUPPORT": ("obj", "with", "to", "on", "for", "of", "poss-of-obj"),
    "THREATEN": ("obj", "against", "to", "with", "on", "of", "poss-of-obj"),
}
_RECIPROCAL_TYPES = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "ASSAULT"})
_WITH_IS_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
_GIVING = frozenset({"AGREE", "AID", "COOPERATE", "MOBILIZE", "RETREAT", "CONCEDE"})
_NO_IMPLIED = frozenset({"MOBILIZE"})
_ORGANS = frozenset({"LEG", "JUD"})
_PAIR = 2
_MUST = frozenset({"must", "should", "ought"})
_EMBEDDING = ("xcomp", "ccomp")


class Deed(Record, frozen=True, kw_only=True):
    """A trigger on its way to becoming an event.

    Attributes:
        token: Position of its head word.
        event: PLOVER type.
        mode: PLOVER mode, empty if none.
        row: The trigger row that holds for it, if any.
        score: The model's score for the type, 0 if the model did not propose it.
        is_of_treaty: True where its parties are those of an instrument that lays it down or was signed.
        reasons: Why it is of this type.
    """

    token: int
    event: str
    mode: str = ""
    row: TriggerRow | None = None
    score: float = 0.0
    is_of_treaty: bool = False
    reasons: tuple[Reason, ...] = ()


class Roles(Record, frozen=True, kw_only=True):
    """The parties of a deed and how they were found."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    reasons: tuple[Reason, ...] = ()


def assign(deed: Deed, parties: Parties, cast: Cast = Cast()) -> Roles:  # noqa: B008  # a frozen record
    """Find the parties of a deed.

    Args:
        deed: The trigger with its type.
        parties: The actors of the sentence.
        cast: Who the document speaks of, seen from the sentence.

    Returns:
        Actors and recipients, either of which may be empty. Reciprocal deeds have all
        parties among the actors.
    """
    rule, actors = _actors(deed, parties)
    reasons = [_reason("actors", rule, actors)] if actors else []
    if _is_reciprocal(deed, parties, actors):
        slot, others = parties.in_slots(deed.token, ("with", "between", "among", "obj", "and"))
        both = distinct([*actors, *others])
        if len(both) > 1:
            return Roles(actors=tuple(both), reasons=(*reasons, _reason("actors", f"reciprocal:{slot or rule}", others or actors)))
    rule, recipients = _recipients(deed, parties, actors)
    if not recipients and not (len(actors) > 1 and deed.event in _RECIPROCAL_TYPES):
        rule, recipients = _implied(deed, actors, cast.salient)
    if recipients:
        reasons.append(_reason("recipients", rule, recipients))
    return Roles(actors=tuple(actors), recipients=tuple(recipients), reasons=tuple(reasons))


def is_told(deed: Deed, parties: Parties) -> bool:
    """Whether the row of a loaded dictionary says where both parties stand, and somebody stands there: then nothing is weighed."""
    row = deed.row
    if row is None or not row.is_loaded or row.recipient == NO_RECIPIENT or not parties.in_slots(deed.token, row.actor, row.particle)[1]:
        return False
    return row.recipient == RECIPROCAL or bool(parties.in_slots(deed.token, row.recipient, row.particle)[1])


def _reason(part: str, rule: str, parties: Sequence[Party]) -> Reason:
    span = next((party.span for party in parties if party.span), None)
    names = ", ".join(party.actor.name or party.actor.code for party in parties)
    return Reason(part=part, rule=rule, detail=names, start=span.start if span else -1, end=span.end if span else -1)


def _actors(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    for strategy in (_by_row, _by_subject, _by_patient, _by_governor, _by_coordination):
        rule, found = strategy(deed, parties)
        if found:
            return rule, found
    return "", []


def _by_row(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    if deed.row is None:
        return "", []
    slot, found = parties.in_slots(deed.token, deed.row.actor, deed.row.particle)
    return f"actor:{slot}", found


def _by_subject(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    verbal = is_verbal(parties.tree, deed.token)
    slot, found = parties.in_slots(deed.token, _VERB_ACTOR if verbal else _NOUN_ACTOR)
    return f"actor:{slot}", found


def _by_patient(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    """`North Korean workers will be sent`: what is given belongs to the giver."""
    if deed.event not in _GIVING or not parties.tree.is_passive(deed.token):
        return "", []
    found = distinct(party for k in parties.tree.patients(deed.token) for party in parties.at(k))
    return "actor:patient", found


def _by_governor(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    """The subject of the predicate above: `Russia launched an attack`, `Seoul began the withdrawal`."""
    tree = parties.tree
    token = tree.tokens[deed.token]
    if token.head == deed.token or token.relation not in {"obj", "xcomp", "advcl", "acl", "nsubj:pass", "obl", "nmod", "ccomp"}:
        return "", []
    if tree.child(deed.token, "nsubj", "nsubj:pass") is not None:
        return "", []
    found = distinct(party for k in fillers(tree, token.head, "subj") if k != deed.token for party in parties.at(k))
    return "actor:governor", found


def _by_coordination(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    tree = parties.tree
    first = tree.first_conjunct(deed.token)
    if first == deed.token:
        return "", []
    found = distinct(party for k in fillers(tree, first, "subj") for party in parties.at(k))
    return "actor:conjunct", found


def _is_reciprocal(deed: Deed, parties: Parties, actors: Sequence[Party]) -> bool:
    if deed.row is not None and deed.row.recipient == RECIPROCAL:
        return True
    if (
        deed.event not in _WITH_IS_MUTUAL
        or deed.mode == "visit"
        or (deed.row is not None and deed.row.recipient and deed.event != "CONSULT")
    ):
        return False
    return bool(parties.in_slots(deed.token, ("with", "between"))[1]) or (len(actors) > 1 and deed.event == "CONSULT")


def _recipients(deed: Deed, parties: Parties, actors: Sequence[Party]) -> tuple[str, list[Party]]:
    steps: tuple[Callable[[Deed, Parties], tuple[str, list[Party]]], ...] = (_row_recipients, _embedded, _default_recipients, _anyone_below)
    for strategy in steps:
        rule, found = strategy(deed, parties)
        others = without(found, actors)
        if others:
            return rule, others
    return "", []


def _row_recipients(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    if deed.row is None or deed.row.recipient in {NO_RECIPIENT, RECIPROCAL}:
        return "", []
    for slot in deed.row.recipient:
        found = parties.in_slot(deed.token, slot, deed.row.particle)
        if found:
            return f"recipient:{slot}", found
    return "", []


def _embedded(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    """Recipients that stand with the act that is promised, refused or demanded."""
    for slot in _EMBEDDING:
        for k in fillers(parties.tree, deed.token, slot):
            inner, found = parties.in_slots(k, _RECIPIENTS[deed.event])
            if found:
                return f"recipient:{slot}:{inner}", found
    return "", []


def _default_recipients(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    for slot in _RECIPIENTS[deed.event]:
        found = parties.in_slot(deed.token, slot)
        if found:
            return f"recipient:{slot}", found
    return "", []


def _anyone_below(deed: Deed, parties: Parties) -> tuple[str, list[Party]]:
    """The one other actor that the deed's own phrase or clause names."""
    return "recipient:inside", parties.below(deed.token)[:2]


def _implied(deed: Deed, actors: Sequence[Party], salient: Sequence[Actor]) -> tuple[str, list[Party]]:
    """Who the text was speaking of besides the actor; a party without words of its own."""
    if deed.event in _NO_IMPLIED or not actors:
        return "", []
    own = actors[0].actor
    if deed.event == "PROTEST" and ":" in own.code and own.code[:3].isalpha():
        return "recipient:own-state", [Party(actor=Actor(code=state_of(own), name=state_of(own), entity=f"state:{state_of(own)}"))]
    others = [actor for actor in salient if actor.code not in {party.actor.code for party in actors}]
    return "recipient:counterpart", [Party(actor=others[0])] if others else []


def treaty_parties(deed: Deed, parties: Parties, cast: Cast) -> Roles:
    """The parties of the instrument that lays down an obligation: all of them are actors.

    They are the ones obliged by name, else those whose treaty it is, else the two states that the
    sentence names if it names no third one, else the two that the text spoke of last.
    """
    subjects = [*fillers(parties.tree, deed.token, "subj"), *fillers(parties.tree, deed.token, "obj")]
    obliged = parties.in_slots(deed.token, ("obj", "between", "with", "on"))[1]
    owners = distinct(party for k in subjects for party in parties.owners(k))
    named = [party for party in distinct(p for m in parties.mentions for p in parties.parties(m)) if ":" not in party.actor.code]
    last = [Party(actor=actor) for actor in cast.salient if ":" not in actor.code][:_PAIR]
    for rule, found in (
        ("obliged", obliged),
        ("owners", owners),
        ("named", named if len(named) == _PAIR else []),
        ("spoken-of", last),
    ):
        if len(found) >= _PAIR:
            return Roles(actors=tuple(found), reasons=(_reason("actors", f"treaty:{rule}", found),))
    return Roles(actors=tuple(obliged or owners))


def demanded(deed: Deed, parties: Parties) -> Roles | None:
    """The parties of what one actor says that another must or should do, which is a request by the speaker.

    Returns:
        The speaker as actor and the one who must act as recipient; none where the words are no such demand.
    """
    tree = parties.tree
    word = tree.tokens[deed.token]
    if not _MUST & set(tree.auxiliaries(deed.token)) or word.relation not in {"ccomp", "parataxis"}:
        return None
    speakers = parties.in_slot(word.head, "subj")
    bound = without(parties.in_slot(deed.token, "subj"), speakers)
    if not speakers or not bound:
        return None
    reasons = (_reason("actors", "demand:speaker", speakers), _reason("recipients", "demand:bound", bound))
    return Roles(actors=tuple(speakers), recipients=tuple(bound), reasons=reasons)


def returned(deed: Deed, parties: Parties, elsewhere: Mapping[tuple[str, str], float]) -> Roles | None:
    """Who gives what somebody gets `in return`, where the sentence does not say: whoever they do something for elsewhere.

    Args:
        deed: The trigger with its type.
        parties: The actors of the sentence.
        elsewhere: How many of the document's other deeds one actor is expected to do to another.
    """
    if parties.tree.lemma(deed.token) not in GETTING:
        return None
    if not any(parties.tree.lemma(k) in _RETURN for k in fillers(parties.tree, deed.token, "in")):
        return None
    getting = parties.in_slot(deed.token, "subj")
    named = {party.actor.code for mention in parties.mentions for party in parties.parties(mention)}
    if len(getting) != 1 or named != {getting[0].actor.code}:
        return None
    own = state_of(getting[0].actor)
    served: defaultdict[str, float] = defaultdict(float)
    for (one, other), count in elsewhere.items():
        state = state_of(actor_of(other))
        if one in named and state != own:
            served[state] += count
    first, second = sorted((*served.values(), 0.0, 0.0), reverse=True)[:2]
    if first < _SURELY or first < _CLEAR_LEAD * second:
        return None
    giving = [Party(actor=actor_of(max(served, key=lambda code: (served[code], code))))]
    reasons = (_reason("actors", "return:whom-it-serves", giving), _reason("recipients", "return:gets", getting))
    return Roles(actors=tuple(giving), recipients=tuple(getting), reasons=reasons)


def coordinated(roles: Roles, parties: Parties) -> Roles:
    """The roles with those who stand beside a party in one coordination: `ties with Congo and Costa Rica`."""
    taken = {party.actor.code for party in (*roles.actors, *roles.recipients)}
    sides = []
    for side in (roles.actors, roles.recipients):
        beside = [other for party in side for other in parties.beside(party) if other.actor.code not in taken]
        sides.append(tuple(distinct([*side, *beside])))
        taken.update(party.actor.code for party in beside)
    return Roles(actors=sides[0], recipients=sides[1], reasons=roles.reasons)


def outward(roles: Roles) -> Roles:
    """Courts and parliaments that act towards other states, or together with them, count as their state."""
    parties = (*roles.actors, *roles.recipients)
    states = {state_of(party.actor) for party in parties}
    if len(states) < 2:  # noqa: PLR2004  # two states make it outward
        return roles
    actors, recipients = (tuple(distinct(map(_as_state, side))) for side in (roles.actors, roles.recipients))
    return Roles(actors=actors, recipients=recipients, reasons=roles.reasons)


def ratified(deed: Deed, roles: Roles, tree: Tree) -> Roles:
    """A parliament that ratifies binds its state towards others: the state acts, and not upon itself."""
    if tree.lemma(deed.token) not in _RATIFYING:
        return roles
    actors = distinct(map(_as_state, roles.actors))
    own = {state_of(party.actor) for party in actors}
    others = tuple(party for party in roles.recipients if state_of(party.actor) not in own)
    return Roles(actors=tuple(actors), recipients=others, reasons=roles.reasons)


def _as_state(party: Party) -> Party:
    state, _, sector = party.actor.code.partition(":")
    return msgspec.structs.replace(party, actor=msgspec.structs.replace(party.actor, code=state)) if sector in _ORGANS else party
