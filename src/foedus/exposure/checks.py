"""The tests of a provision on one flow of a deed: true, false or unknown, each with its reason and the words behind it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from foedus.exposure.deeds import Day, Flow
from foedus.exposure.provisions import Group
from foedus.exposure.things import Seen, Things, phrase_in
from foedus.model.event import Party
from foedus.model.exposure import Check, Hit, Listed, Provision, Role, Truth, Window
from foedus.model.record import Record
from foedus.model.text import Span

_STATE = 3
# organs that a state's own code may stand for; a group under arms is not among them
_ORGANS = frozenset({"MIL", "SPY", "GOV", "COP"})


class Scene(Record, frozen=True, kw_only=True):
    """What tests look things up in.

    Attributes:
        groups: Collective names of states.
        things: Classes of things and activities.
        name_of: Display name of a code.
        listed: Lists that the user loaded, none without any.
        treaty: A mention of a treaty on which the deed is said to rest, none if there is none.
    """

    groups: Mapping[str, Group]
    things: Things
    name_of: Callable[[str], str]
    listed: Listed | None = None
    treaty: Span | None = None


def run(row: Provision, flow: Flow, scene: Scene) -> list[Check]:
    """All tests of a provision on a flow, in the order in which they are shown."""
    regulated = _regulated(row, flow, scene)
    found = [_activity(row, flow, scene), regulated, _bound(row, flow, scene), _date(row, flow)]
    if row.object or row.subject:
        found.append(_object(row, flow, scene))
    if row.nexus:
        found.append(_nexus(row, flow, scene))
    found += (_element(part.name, part.met, part.unmet, part.question, flow) for part in row.element)
    return [*found, *(_exception(part.name, part.words, part.question, flow) for part in row.exception)]


def _told(  # noqa: PLR0913  # the fields of a check
    name: str, value: Truth, why: str, flow: Flow, *, span: Span | None = None, question: str = "", codes: tuple[str, ...] = ()
) -> Check:
    claim = flow.claim.id if span is not None else None
    return Check(test=name, value=value, why=why, claim=claim, span=span, question=question, codes=codes)


# --- activity and object


def _activity(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the deed's type and things make one of the provision's activities; the best of several."""
    found = [_one_activity(name, row, flow, scene) for name in row.activity]
    return min(found, key=lambda test: ("true", "unknown", "false").index(test.value))


def _one_activity(name: str, row: Provision, flow: Flow, scene: Scene) -> Check:
    doing = scene.things.activities[name]
    if name == "treaty_obligation":
        return _treaty(flow, scene)
    if flow.claim.event.type not in doing.types:
        return _told("activity", Truth.FALSE, f"{flow.claim.event.type} is no {name}", flow)
    thing = _among(doing.things, flow.things)
    if thing is None:
        if not doing.vague or row.regulated_role not in {Role.LISTED, Role.PLACE}:
            return _told("activity", Truth.FALSE, f"no thing is named that makes a {name}", flow)
        why = "whether funds or economic resources reach the party is not told"
        return _told("activity", Truth.UNKNOWN, why, flow, span=flow.trigger)
    value, seen = thing
    words = flow.document.text[seen.start : seen.end]
    span = flow.span(seen.start, seen.end)
    if doing.setting:
        around = _among(doing.setting, flow.setting)
        if around is None:
            return _told("activity", Truth.FALSE, f"nothing ties “{words}” to {' or '.join(map(_plain, doing.setting))}", flow)
        value = value if around[0] is Truth.TRUE else around[0]
    question = "" if value is Truth.TRUE else f"Is it {_plain(name)}?"
    return _told(
        "activity", value, f"“{words}”: {name}" if value is Truth.TRUE else f"“{words}” may be {name}", flow, span=span, question=question
    )


def _treaty(flow: Flow, scene: Scene) -> Check:
    if scene.treaty is None:
        return _told("activity", Truth.FALSE, "no treaty is named", flow)
    return _told("activity", Truth.TRUE, "a treaty is named", flow, span=scene.treaty)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _among(wanted: Sequence[str], seen: Iterable[Seen]) -> tuple[Truth, Seen] | None:
    """The first thing that surely is of a class, else the first that may be."""
    known, classes = tuple(seen), frozenset(wanted)
    sure = next((thing for thing in known if thing.surely & classes), None)
    if sure is not None:
        return Truth.TRUE, sure
    maybe = next((thing for thing in known if thing.maybe & classes), None)
    return None if maybe is None else (Truth.UNKNOWN, maybe)


def _object(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the thing, or the field that know-how is in, is one that the provision covers."""
    around = (*flow.things, *flow.setting) if flow.is_carried else flow.things
    name, wanted, seen = ("object", row.object, around) if row.object else ("subject", row.subject, flow.setting)
    asked = row.object_question or f"Is it {' or '.join(map(_plain, wanted))}?"
    found = _among(wanted, seen)
    if found is not None:
        value, thing = found
        words = flow.document.text[thing.start : thing.end]
        why = f"“{words}”" if value is Truth.TRUE else f"“{words}” may be {' or '.join(_plain(w) for w in wanted if w in thing.maybe)}"
        question = "" if value is Truth.TRUE else asked
        return _told(name, value, why, flow, span=flow.span(thing.start, thing.end), question=question)
    other = next((thing for thing in flow.things if _is_other(thing, row, scene)), None) if row.object and not flow.is_carried else None
    if other is not None:
        words = flow.document.text[other.start : other.end]
        return _told(
            name, Truth.FALSE, f"“{words}” is none of: {', '.join(map(_plain, wanted))}", flow, span=flow.span(other.start, other.end)
        )
    return _told(name, Truth.UNKNOWN, "the words do not say", flow, question=asked)


def _is_other(thing: Seen, row: Provision, scene: Scene) -> bool:
    """Whether a thing is what the provision's activities are about, and more exact than `goods` or `equipment` alone."""
    carried = {name for activity in row.activity for name in scene.things.activities[activity].things}
    return bool(thing.surely & carried) and (len(thing.surely) > 1 or not thing.surely & {"goods", "fuel"})


# --- parties


def _regulated(row: Provision, flow: Flow, scene: Scene) -> Check:
    if row.regulated_role is Role.LISTED:
        return _listed(row, flow, scene)
    if row.regulated_role is Role.PLACE:
        return _place(row, flow, scene)
    if row.regulated_role is Role.ANY or not row.regulated:
        return _told("regulated_party", Truth.TRUE, "any party", flow)
    if row.regulated_role is Role.NATIONAL and flow.nations:
        return _nationality(row, flow)
    parties = _role(row.regulated_role, flow)
    if not parties:
        side = "giver" if row.regulated_role in {Role.GIVER, Role.NATIONAL} else "taker"
        return _told("regulated_party", Truth.UNKNOWN, f"the {side} is not named", flow, question=f"Who is the {side}?")
    graded = [(grade(party.actor.code, row.regulated), party) for party in parties]
    value, party = min(graded, key=lambda item: ("true", "unknown", "false").index(item[0]))
    whom = scene.name_of(party.actor.code)
    why = {
        Truth.TRUE: f"{whom} is the {_part(row.regulated_role)}",
        Truth.UNKNOWN: f"{whom} is named, not whether {row.regulated_text} is meant",
        Truth.FALSE: f"the {_part(row.regulated_role)} is {whom}, not {row.regulated_text or ', '.join(map(scene.name_of, row.regulated))}",
    }[value]
    question = f"Is it {row.regulated_text}?" if value is Truth.UNKNOWN else ""
    codes = (party.actor.code,) if value is Truth.TRUE else ()
    return _told("regulated_party", value, why, flow, span=party.span, question=question, codes=codes)


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
        return _told("regulated_party", Truth.TRUE, f"the people are “{words}”", flow, span=flow.span(start, end), codes=(code,))
    return _told("regulated_party", Truth.FALSE, f"the people are “{words}”", flow, span=flow.span(start, end))


def _bound(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether a party that the provision binds has the part in the deed that the provision speaks to."""
    if not row.bound and not row.exclude:
        return _told("bound_party", Truth.TRUE, "whoever deals" if row.bound_role is not Role.HOST else "whoever hosts", flow)
    parties = _bound_parties(row, flow)
    if not parties:
        return _told(
            "bound_party", Truth.UNKNOWN, "the other side is not named", flow, question="Which state is the other side of the deed?"
        )
    held = [(_binds(code, row, scene.groups), code, span) for code, span in parties]
    true = [(code, span) for value, code, span in held if value is Truth.TRUE]
    if true:
        codes = tuple(code for code, _ in true)
        why = f"{', '.join(map(scene.name_of, codes))}: {_groups(row, scene)}"
        return _told("bound_party", Truth.TRUE, why, flow, span=true[0][1], codes=codes)
    open_ = next(((code, span) for value, code, span in held if value is Truth.UNKNOWN), None)
    if open_:
        why = f"whether {scene.name_of(open_[0])} is bound is not in the data"
        return _told("bound_party", Truth.UNKNOWN, why, flow, span=open_[1], question=f"Is {scene.name_of(open_[0])} bound by it?")
    why = f"{', '.join(scene.name_of(code) for _, code, _ in held)}: not bound ({_groups(row, scene)})"
    return _told("bound_party", Truth.FALSE, why, flow, span=held[0][2])


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


def _nexus(row: Provision, flow: Flow, scene: Scene) -> Check:
    group = scene.groups[row.nexus]
    inside = next((item for item in _states((*flow.givers, *flow.takers)) if group.holds(item[0])), None)
    if inside:
        return _told("nexus", Truth.TRUE, f"{scene.name_of(inside[0])} takes part", flow, span=inside[1], codes=(inside[0],))
    asked = f"Does a person, territory, currency or good of {group.name} take part?"
    return _told("nexus", Truth.UNKNOWN, f"nobody of {group.name} is named", flow, question=asked)


# --- lists and places


def _listed(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether a party is listed. A name in the text alone leaves it open; only a loaded list can say so."""
    span = _named(row.names, flow)
    hit = _hit(row, _names(flow, span, row.names), scene.listed, "entity")
    if hit is not None:
        where = span or _where(hit.name, flow)
        return _told("regulated_party", Truth.TRUE, f"“{hit.name}” answers to “{hit.entry}” on {hit.list}", flow, span=where)
    if span is None and (row.names or not _is_loaded(row, scene)):
        return _told("regulated_party", Truth.FALSE, "the listed party is not named", flow)
    return _unlisted(row, flow, scene, span, f"Is it {row.regulated_text}, or owned or controlled by it?")


def _place(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the deed is in a listed place: by the gazetteer's id; a name alone leaves it open, unless a loaded list knows it."""
    place = flow.claim.event.place
    if place is not None and place.geonames in row.places and place.geonames is not None:
        return _told("place", Truth.TRUE, f"{place.text}, GeoNames {place.geonames}", flow, span=flow.span(place.start, place.end))
    span = _named(row.place_names, flow)
    hit = _hit(row, _names(flow, span, row.place_names), scene.listed, "place")
    if hit is not None:
        return _told(
            "place", Truth.TRUE, f"“{hit.name}” is the place “{hit.entry}” on {hit.list}", flow, span=span or _where(hit.name, flow)
        )
    if span is None:
        return _told("place", Truth.FALSE, "the listed place is not named", flow)
    return msgspec.structs.replace(_unlisted(row, flow, scene, span, "Is the place that is named the listed one?"), test="place")


def _unlisted(row: Provision, flow: Flow, scene: Scene, span: Span | None, question: str) -> Check:
    """No hit: open, whatever lists are loaded, since no match on a list is no proof that a party is not listed."""
    why = (
        f"no match on {', '.join(row.list)} as loaded"
        if _is_loaded(row, scene)
        else f"the list that says so ({', '.join(row.list)}) is not loaded"
    )
    if span is not None:
        why = f"“{flow.document.text[span.start : span.end]}” is named; {why}"
    return _told("regulated_party", Truth.UNKNOWN, why, flow, span=span, question=question)


def _is_loaded(row: Provision, scene: Scene) -> bool:
    return scene.listed is not None and any(scene.listed.holds(key) for key in row.list)


def _named(names: Sequence[str], flow: Flow) -> Span | None:
    """Where the deed's own words have a name."""
    found = (phrase_in(names, flow.document.text, start, end) for start, end in flow.zones)
    return next((flow.span(*place) for place in found if place), None)


def _names(flow: Flow, span: Span | None, names: Sequence[str]) -> list[str]:
    """What to look up: named parties, place, and the words of the row where they stand in the text."""
    place = flow.claim.event.place
    parties = [party.actor.name for party in (*flow.givers, *flow.takers) if party.actor.name]
    return list(dict.fromkeys([*(names if span else ()), *([place.text] if place and not flow.is_return else []), *parties]))


def _hit(row: Provision, names: Sequence[str], listed: Listed | None, kind: str) -> Hit | None:
    if listed is None:
        return None
    return next((hit for hit in listed.hits(names) if hit.list in row.list and hit.kind == kind and _is_meant(hit, row)), None)


def _is_meant(hit: Hit, row: Provision) -> bool:
    """A row on one listed party wants that party; a row on a whole list any of its entries."""
    wanted = (*row.names, *row.place_names)
    return not wanted or phrase_in(wanted, hit.entry, 0, len(hit.entry)) is not None


def _where(name: str, flow: Flow) -> Span | None:
    return _named([name], flow)


# --- dates


def _date(row: Provision, flow: Flow) -> Check:
    """Whether the deed's days lie in a window of the provision."""
    day = flow.day
    values = [_within(day, window) for window in row.in_force] or [Truth.UNKNOWN]
    value = next((value for value in (Truth.TRUE, Truth.UNKNOWN) if value in values), Truth.FALSE)
    when = "; ".join(f"{window.start or '…'} to {window.end or 'now'}" for window in row.in_force) or "unknown"
    why = f"{day.why}; in force {when}"
    question = "On what day was or is the deed?" if row.in_force else "Since when is the provision in force?"
    if value is Truth.TRUE and row.deadline and not (day.low and day.low >= dt.date.fromisoformat(row.deadline)):
        value, why = Truth.UNKNOWN, f"{why}; its deadline {row.deadline} had not passed for certain"
        question = f"Was the deed before or after the deadline {row.deadline}?"
    return _told("date", value, why, flow, span=day.span, question=question if value is Truth.UNKNOWN else "")


def _within(day: Day, window: Window) -> Truth:
    """Days against a window; an end that is known by its year alone leaves that year open."""
    surely = (_first(window.start, late=True), _last(window.end, early=True))
    at_most = (_first(window.start), _last(window.end))
    low, high = day.low or dt.date.min, day.high or dt.date.max
    if high < at_most[0] or low > at_most[1]:
        return Truth.FALSE
    is_inside = low >= surely[0] and (high <= surely[1] or (day.high is None and not window.end))
    return Truth.TRUE if is_inside and (day.low is not None or not window.start) else Truth.UNKNOWN


def _first(text: str, *, late: bool = False) -> dt.date:
    """The first day that an ISO date of any grain may mean; the last one with `late`."""
    if not text:
        return dt.date.min
    return _last(text) if late else dt.date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))


def _last(text: str, *, early: bool = False) -> dt.date:
    if not text:
        return dt.date.max
    first = _first(text)
    if early or len(text) > 7:  # noqa: PLR2004  # a whole day
        return first
    after = dt.date(first.year + 1, 1, 1) if len(text) == 4 else (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)  # noqa: PLR2004  # a year
    return after - dt.timedelta(days=1)


# --- further conditions


def _element(name: str, met: tuple[str, ...], unmet: tuple[str, ...], question: str, flow: Flow) -> Check:
    against = flow.phrase(unmet) if unmet else None
    if against is not None:
        return _told(name, Truth.FALSE, f"“{_words(against, flow)}” tells against it", flow, span=against)
    found = flow.phrase(met) if met else None
    if found is not None:
        return _told(name, Truth.TRUE, f"“{_words(found, flow)}”", flow, span=found)
    return _told(name, Truth.UNKNOWN, "the words do not say", flow, question=question)


def _exception(name: str, words: tuple[str, ...], question: str, flow: Flow) -> Check:
    """An exception: false where the deed's words claim it, for then the provision does not apply; else to be asked."""
    found = flow.phrase(words) if words else None
    if found is not None:
        return _told(f"exception:{name}", Truth.FALSE, f"“{_words(found, flow)}”: the exception may hold", flow, span=found)
    return _told(f"exception:{name}", Truth.UNKNOWN, "the words do not say", flow, question=question)


def _words(span: Span, flow: Flow) -> str:
    return flow.document.text[span.start : span.end]


def evidence_codes(tests: Iterable[Check], name: str) -> tuple[str, ...]:
    """The codes that a test of that name found."""
    return tuple(dict.fromkeys(code for test in tests if test.test == name for code in test.codes))
