"""The checks of a provision on one flow of a deed: true, false or unknown, each with its reason and the words behind it."""

from collections.abc import Iterable, Sequence

from foedus.exposure.deeds import Flow
from foedus.exposure.parties import bound_party, nexus, regulated_party
from foedus.exposure.scene import Scene, plain, told
from foedus.exposure.things import Seen
from foedus.exposure.windows import in_force
from foedus.model.exposure import Activity, Check, Provision, Role, Truth
from foedus.model.text import Span


def run(row: Provision, flow: Flow, scene: Scene) -> list[Check]:
    """All tests of a provision on a flow, in the order in which they are shown."""
    regulated = regulated_party(row, flow, scene)
    found = [activity(row, flow, scene), regulated, bound_party(row, flow, scene), in_force(row, flow)]
    if row.object or row.subject:
        found.append(_object(row, flow, scene))
    if row.nexus:
        found.append(nexus(row, flow, scene))
    found += (_element(part.name, part.met, part.unmet, part.question, flow) for part in row.element)
    return [*found, *(_exception(part.name, part.words, part.question, flow) for part in row.exception)]


def activity(row: Provision, flow: Flow, scene: Scene) -> Check:
    """Whether the deed's type and things make one of the provision's activities; the best of several."""
    found = [_treaty(flow, scene) if name == Activity.TREATY_OBLIGATION else _one_activity(name, row, flow, scene) for name in row.activity]
    return min(found, key=lambda test: ("true", "unknown", "false").index(test.value))


def _one_activity(name: str, row: Provision, flow: Flow, scene: Scene) -> Check:
    doing = scene.things.activities[name]
    if flow.claim.event.type not in doing.types:
        return told("activity", Truth.FALSE, f"{flow.claim.event.type} is no {plain(name)}", flow)
    thing = _among(doing.things, flow.things)
    if thing is None:
        if not doing.vague or row.regulated_role not in {Role.LISTED, Role.PLACE}:
            return told("activity", Truth.FALSE, f"no thing is named that makes a {plain(name)}", flow)
        why = "whether funds or economic resources reach the party is not told"
        return told("activity", Truth.UNKNOWN, why, flow, span=flow.trigger)
    value, seen = thing
    words = flow.document.text[seen.start : seen.end]
    span = flow.span(seen.start, seen.end)
    if doing.setting:
        around = _among(doing.setting, flow.setting)
        if around is None:
            return told("activity", Truth.FALSE, f"nothing ties “{words}” to {' or '.join(map(plain, doing.setting))}", flow)
        value = value if around[0] is Truth.TRUE else around[0]
    if value is Truth.TRUE:
        return told("activity", value, f"“{words}”: {plain(name)}", flow, span=span)
    question = f"Is it this: {doing.means[0].lower()}{doing.means[1:-1]}?"
    return told("activity", value, f"“{words}” may be {plain(name)}", flow, span=span, question=question)


def _treaty(flow: Flow, scene: Scene) -> Check:
    if scene.treaty is None:
        return told("activity", Truth.FALSE, "no treaty is named", flow)
    # the mention may stand in another report on the deed than the flow
    return Check(test="activity", value=Truth.TRUE, why="a treaty is named", claim=scene.treaty.claim, span=scene.treaty.span)


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
    asked = row.object_question or f"Is it {' or '.join(map(plain, wanted))}?"
    found = _among(wanted, seen)
    if found is not None:
        value, thing = found
        words = flow.document.text[thing.start : thing.end]
        why = f"“{words}”" if value is Truth.TRUE else f"“{words}” may be {' or '.join(plain(w) for w in wanted if w in thing.maybe)}"
        question = "" if value is Truth.TRUE else asked
        return told(name, value, why, flow, span=flow.span(thing.start, thing.end), question=question)
    other = next((thing for thing in flow.things if _is_other(thing, row, scene)), None) if row.object and not flow.is_carried else None
    if other is not None:
        words = flow.document.text[other.start : other.end]
        return told(
            name, Truth.FALSE, f"“{words}” is none of: {', '.join(map(plain, wanted))}", flow, span=flow.span(other.start, other.end)
        )
    return told(name, Truth.UNKNOWN, "the words do not say", flow, question=asked)


def _is_other(thing: Seen, row: Provision, scene: Scene) -> bool:
    """Whether a thing is what the provision's activities are about, and more exact than `goods` or `equipment` alone."""
    carried = {name for activity in row.activity for name in scene.things.activities[activity].things}
    return bool(thing.surely & carried) and (len(thing.surely) > 1 or not thing.surely & {"goods", "fuel"})


def _element(name: str, met: tuple[str, ...], unmet: tuple[str, ...], question: str, flow: Flow) -> Check:
    against = flow.phrase(unmet) if unmet else None
    if against is not None:
        return told(name, Truth.FALSE, f"“{_words(against, flow)}” tells against it", flow, span=against)
    found = flow.phrase(met) if met else None
    if found is not None:
        return told(name, Truth.TRUE, f"“{_words(found, flow)}”", flow, span=found)
    return told(name, Truth.UNKNOWN, "the words do not say", flow, question=question)


def _exception(name: str, words: tuple[str, ...], question: str, flow: Flow) -> Check:
    """An exception: false where the deed's words claim it, for then the provision does not apply; else to be asked."""
    found = flow.phrase(words) if words else None
    if found is not None:
        return told(f"exception:{name}", Truth.FALSE, f"“{_words(found, flow)}”: the exception may hold", flow, span=found)
    return told(f"exception:{name}", Truth.UNKNOWN, "the words do not say", flow, question=question)


def _words(span: Span, flow: Flow) -> str:
    return flow.document.text[span.start : span.end]
