"""Who a provision binds and whom it regulates, in the roles of a deed: host and sender are never confused."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.exposure.deeds import Flow
from foedus.exposure.listing import listed_party, listed_place
from foedus.exposure.provisions import Group
from foedus.exposure.scene import Scene, told
from foedus.model.event import Party
from foedus.model.exposure import Check, Provision, Role, Truth
from foedus.model.text import Span

_STATE = 3
# organs that a state's own code may stand for; a group under arms is not among them
_ORGANS = frozenset({"MIL", "SPY", "GOV", "COP"})


def regulated_party(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the party whose goods, people or dealings the provision is about has its part in the deed."""
    if row.regulated_role is Role.LISTED:
        return listed_party(row, flow, scene)
    if row.regulated_role is Role.PLACE:
        return listed_place(row, flow, scene)
    if row.regulated_role is Role.ANY or not row.regulated:
        return _anybody(row, flow)
    if row.regulated_role is Role.NATIONAL and flow.nations:
        return _nationality(row, flow)
    return _in_role(row, flow, scene)


def _anybody(row: Provision, flow: Flow) -> Check:
    """A rule on any party: met by whoever takes part, but for things of a mutual deed, which pass from nobody in particular."""
    if row.object and flow.givers == flow.takers:
        return told("regulated_party", Truth.UNKNOWN, "which of the parties gives is not told", flow, question="Which party gives?")
    return told("regulated_party", Truth.TRUE, "any party", flow)


def _in_role(row: Provision, flow: Flow, scene: Scene) -> Check:
    parties = _role(row.regulated_role, flow)
    if not parties:
        side = "giver" if row.regulated_role in {Role.GIVER, Role.NATIONAL} else "taker"
        return told("regulated_party", Truth.UNKNOWN, f"the {side} is not named", flow, question=f"Who is the {side}?")
    graded = [(grade(party.actor.code, row.regulated), party) for party in parties]
    value, party = min(graded, key=lambda item: ("true", "unknown", "false").index(item[0]))
    whom, wanted = scene.name_of(party.actor.code), " or ".join(map(scene.name_of, row.regulated))
    why = {
        Truth.TRUE: f"{whom} is the {_part(row.regulated_role)}",
        Truth.UNKNOWN: f"{whom} is named, not whether {wanted} is meant",
        Truth.FALSE: f"the {_part(row.regulated_role)} is {whom}, not {wanted}",
    }[value]
    question = f"Is it {wanted}?" if value is Truth.UNKNOWN else ""
    codes = (party.actor.code,) if value is Truth.TRUE else ()
    return told("regulated_party", value, why, flow, span=party.span, question=question, codes=codes)


def _part(role: Role) -> str:
    return {Role.GIVER: "giver", Role.TAKER: "taker", Role.NATIONAL: "one whose people they are"}.get(role, "party")


def _role(role: Role, flow: Flow) -> list[Party]:
    match role:
        case Role.GIVER | Role.NATIONAL:
            return list(flow.givers)
        case Role.TAKER:
            return list(flow.takers)
        case _:
            return list(dict.fromkeys((*flow.givers, *flow.takers)))


def grade(code: str, wanted: Sequence[str]) -> Truth:
    """Whether a code is one of those wanted.

    A state's code takes in its domestic actors; an organ may be meant by the code of its state; a group under arms never is.

    >>> grade("PRK:LAB", ["PRK"]).value, grade("RUS", ["RUS:MIL"]).value, grade("CAF", ["CAF:REB"]).value
    ('true', 'unknown', 'false')
    """
    if any(code == one or code.startswith(f"{one}:") for one in wanted):
        return Truth.TRUE
    organs = {one.partition(":")[0] for one in wanted if one.partition(":")[2] in _ORGANS}
    return Truth.UNKNOWN if code in organs else Truth.FALSE


def _nationality(row: Provision, flow: Flow) -> Check:
    found = next((nation for nation in flow.nations if grade(nation[0], row.regulated) is Truth.TRUE), None)
    code, start, end = found or flow.nations[0]
    words = flow.document.text[start:end]
    if found:
        return told("regulated_party", Truth.TRUE, f"the people are “{words}”", flow, span=flow.span(start, end), codes=(code,))
    return told("regulated_party", Truth.FALSE, f"the people are “{words}”", flow, span=flow.span(start, end))


def bound_party(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether a party that the provision binds has the part in the deed that the provision speaks to."""
    if not row.bound and not row.exclude:
        return told("bound_party", Truth.TRUE, "whoever deals" if row.bound_role is not Role.HOST else "whoever hosts", flow)
    parties = _bound_parties(row, flow)
    if not parties:
        return told(
            "bound_party", Truth.UNKNOWN, "the other side is not named", flow, question="Which state is the other side of the deed?"
        )
    held = [(_binds(code, row, scene.groups), code, span) for code, span in parties]
    true = [(code, span) for value, code, span in held if value is Truth.TRUE]
    if true:
        codes = tuple(code for code, _ in true)
        why = f"{', '.join(map(scene.name_of, codes))}: {_groups(row, scene)}"
        return told("bound_party", Truth.TRUE, why, flow, span=true[0][1], codes=codes)
    open_ = next(((code, span) for value, code, span in held if value is Truth.UNKNOWN), None)
    if open_:
        why = f"whether {scene.name_of(open_[0])} is bound is not in the data"
        return told("bound_party", Truth.UNKNOWN, why, flow, span=open_[1], question=f"Is {scene.name_of(open_[0])} bound by it?")
    why = f"{', '.join(scene.name_of(code) for _, code, _ in held)}: not bound ({_groups(row, scene)})"
    return told("bound_party", Truth.FALSE, why, flow, span=held[0][2])


def _groups(row: Provision, scene: Scene) -> str:
    names = [scene.groups[code].name if code in scene.groups else scene.name_of(code) for code in row.bound]
    return ", ".join(names) or f"any but {', '.join(map(scene.name_of, row.exclude))}"


def _bound_parties(row: Provision, flow: Flow) -> list[tuple[str, Span | None]]:
    """The states whose part is the bound one: the host is whoever takes, else where the deed is; never the regulated party."""
    place = flow.claim.event.place
    at = [(place.country, flow.span(place.start, place.end))] if place and place.country and not flow.is_return else []
    sides: dict[Role, list[tuple[str, Span | None]]] = {
        Role.GIVER: _states(flow.givers),
        Role.TAKER: _states(flow.takers),
        Role.PARTY: _states((*flow.givers, *flow.takers)),
        Role.OTHER: _states((*flow.givers, *flow.takers)),
        Role.HOST: _states(flow.takers),
        Role.ANY: _states((*flow.givers, *flow.takers)),
    }
    found = [item for item in sides[row.bound_role] if not _is_regulated(item[0], row)]
    if not found and row.bound_role is Role.HOST:
        found = [item for item in (at or _states(flow.givers)) if not _is_regulated(item[0], row)]
    return list(dict(found).items())


def _is_regulated(code: str, row: Provision) -> bool:
    """Sender and host are never confused; a rule on all states in both directions regulates nobody in particular."""
    return row.bound_role in {Role.OTHER, Role.HOST} and code in {one.partition(":")[0] for one in row.regulated if len(one) == _STATE}


def _states(parties: Iterable[Party]) -> list[tuple[str, Span | None]]:
    """The states of parties; their domestic actors count for the state, bodies of several states for none."""
    found = ((party.actor.code.partition(":")[0], party.span) for party in parties)
    return [(code, span) for code, span in found if len(code) == _STATE and code not in {"UNK", "IGO", "NGO", "IMG", "MNC"}]


def _binds(state: str, row: Provision, groups: Mapping[str, Group]) -> Truth:
    if state in row.exclude:
        return Truth.FALSE
    if not row.bound:
        return Truth.TRUE
    values = [groups[code].holds(state) if code in groups else state == code for code in row.bound]
    if any(values):
        return Truth.TRUE
    return Truth.UNKNOWN if None in values else Truth.FALSE


def nexus(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether somebody of the state or union takes part; if nobody is named, that stays open, since money and goods may tie as well."""
    group = scene.groups[row.nexus]
    inside = next((item for item in _states((*flow.givers, *flow.takers)) if group.holds(item[0])), None)
    if inside:
        return told("nexus", Truth.TRUE, f"{scene.name_of(inside[0])} takes part", flow, span=inside[1], codes=(inside[0],))
    asked = f"Does a person, territory, currency or good of {group.name} take part?"
    return told("nexus", Truth.UNKNOWN, f"nobody of {group.name} is named", flow, question=asked)
