"""Whose code the holder of a role gets: the role's row, its modifiers and its owner together."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.lexicon.names import Entry, Kind
from foedus.model.mention import Actor
from foedus.model.record import Record
from foedus.recognition.discourse import Sort
from foedus.recognition.naming import base, is_state
from foedus.recognition.roles import Flat, Role, RoleForm, Roles

_SINGLE = frozenset({"office", "person"})
_MEN = "man"
_OWNED = frozenset({Flat.OWNER, Flat.OWNER_SECTOR, Flat.NAME_SECTOR})
_PRIVATE = frozenset({"AGR", "BUS", "CVL", "EDU", "JRN", "LAB", "MED", "REF", "REL", "SOC"})
_UNITED_NATIONS = Actor(code="IGO:UN", name="United Nations", entity="igo:UN")
_UNKNOWN = "UNK"

KINDS = {
    "office": "office",
    "person": "group",
    "institution": "organisation",
    "force": "organisation",
    "group": "group",
    "firm": "organisation",
}
ENTRY_KINDS = {
    Kind.STATE: "state", Kind.CAPITAL: "capital", Kind.ADJECTIVE: "state", Kind.PERSON: "person", Kind.GROUP: "group", Kind.PARTY: "group",
}  # fmt: skip


class Standing(Record, frozen=True, kw_only=True):
    """What a role noun with its modifiers counts as."""

    role: Role
    sector: str
    flat: Flat
    is_plural: bool


def standing(form: RoleForm, words: Iterable[str], inner: Iterable[RoleForm], roles: Roles) -> Standing:
    """What a role counts as, with the words before it.

    Args:
        form: The role noun.
        words: The lower-case words before it in its phrase.
        inner: Role nouns among these words (`army` in `army spokesman`), in order.
        roles: The tables.
    """
    role = form.role
    sector, flat = role.sector, role.flat
    if flat in _OWNED:
        for other in inner:
            sector, flat = other.role.sector, other.role.flat if other.role.flat not in _OWNED else flat
    for word in words:
        modifier = roles.modifier(word, role.kind)
        if modifier is not None and modifier.flat is not None:
            sector, flat = modifier.sector, modifier.flat
            if sector == "ELI":
                break
    return Standing(role=role, sector=sector, flat=flat, is_plural=form.is_plural)


def retained(found: Standing) -> Standing:
    """A role that a possessor has: the men of somebody act for him (`India's men`), other people are only his (`its women`)."""
    if found.role.term != _MEN or found.flat is not Flat.OWNER_SECTOR:
        return found
    return msgspec.structs.replace(found, sector="", flat=Flat.OWNER)


def holders(found: Standing, owners: Sequence[Actor], name: str) -> tuple[Actor, ...]:
    """The actors that a role stands for, one for each owner.

    Args:
        found: The role.
        owners: Its state, organisation or group; several for `Russian and Belarusian forces`.
        name: The phrase.

    >>> role = Role(term="rebel", sector="REB", flat=Flat.SECTOR, kind="group")
    >>> found = Standing(role=role, sector="REB", flat=Flat.SECTOR, is_plural=True)
    >>> [actor.code for actor in holders(found, [Actor(code="COL")], "Colombian rebels")]
    ['COL:REB']
    """
    if found.flat is Flat.UNKNOWN:
        return (Actor(code=_UNKNOWN, sector=found.sector or _UNKNOWN, name=name),)
    if found.flat is Flat.IGO and not owners:
        return (_UNITED_NATIONS,)
    actors = {actor.code: actor for actor in (_holder(found, owner, name) for owner in owners)}
    return tuple(actors.values())


def _holder(found: Standing, owner: Actor, name: str) -> Actor:
    if is_state(owner.code):
        if found.flat in {Flat.STATE, Flat.OWNER, Flat.IGO}:
            sector = owner.sector if found.flat is Flat.OWNER and owner.sector else found.sector
            return Actor(code=owner.code, sector=sector, name=name, entity=owner.entity)
        return Actor(code=f"{owner.code}:{found.sector}", sector=found.sector, name=name)
    home = base(owner.code)
    if found.flat is Flat.STATE and owner.sector in _PRIVATE and is_state(home):
        return Actor(code=home, sector=found.sector, name=name)
    if found.flat is not Flat.SECTOR:
        return Actor(code=owner.code, sector=owner.sector, name=name, entity=owner.entity)
    if home == owner.code:
        return Actor(code=owner.code, sector=owner.sector, name=name, entity=owner.entity)
    return Actor(code=f"{home}:{found.sector}", sector=found.sector, name=name)


def sort_of(found: Standing) -> Sort:
    """How pronouns agree with the role."""
    if found.role.kind in _SINGLE:
        return Sort.GROUP if found.is_plural else Sort.PERSON
    if found.role.kind == "institution" and found.flat is Flat.STATE:
        return Sort.STATE
    return Sort.GROUP


def named(entry: Entry, code: str, sector: str) -> Actor:
    """The actor that a row of the table of names stands for."""
    return Actor(code=code, sector=sector, name=entry.name, entity=entry.entity)


def sort_of_entry(entry: Entry) -> Sort:
    """How pronouns agree with a name."""
    if entry.kind is Kind.PERSON:
        return Sort.PERSON
    if is_state(entry.code):
        return Sort.STATE
    return Sort.BODY if base(entry.code) == entry.code else Sort.GROUP


def sort_of_actors(actors: Sequence[Actor]) -> Sort:
    """How pronouns agree with actors that a reference stands for."""
    if all(is_state(actor.code) for actor in actors):
        return Sort.STATE
    return Sort.GROUP
