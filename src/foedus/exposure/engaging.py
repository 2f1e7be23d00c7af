"""What an article of a treaty says to a deed: engaged, not engaged or unknown, and why."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from foedus.exposure.deeds import Flow
from foedus.model.claim import Claim, Status
from foedus.model.event import Party
from foedus.model.exposure import Confidence, Engagement, Obligation, Treaty

ENGAGED, NOT, UNKNOWN = "engaged", "not engaged", "unknown"
_FORCE = frozenset({"ASSAULT"})
_PRESSURE = frozenset({"ASSAULT", "THREATEN", "MOBILIZE", "COERCE"})
_HELP = frozenset({"AID", "COOPERATE", "AGREE", "SUPPORT"})
_REPORTED = frozenset({Status.COMPLETED, Status.ONGOING, Status.CEASED})
_ORDER = (ENGAGED, UNKNOWN, NOT)


class _Case(NamedTuple):
    """What an article is held against."""

    treaty: Treaty
    obligation: Obligation
    claims: Sequence[Claim]
    flows: Sequence[Flow]
    name_of: Callable[[str], str]

    def deed(self) -> str:
        """What the deed is about, in its own words."""
        flow = self.flows[0] if self.flows else None
        if flow is None:
            return "the deed"
        part = flow.claim.event.object or flow.claim.event.trigger
        return f"“{flow.document.text[part.start : part.end]}”"

    def is_party(self, parties: Iterable[Party]) -> bool:
        """Whether one of them is a state of the treaty."""
        return any(party.actor.code.partition(":")[0] in self.treaty.parties for party in parties)


def engagement(
    obligation: Obligation, treaty: Treaty, claims: Sequence[Claim], flows: Sequence[Flow], name_of: Callable[[str], str]
) -> Engagement:
    """An article in the light of the claims on a finding; the best of its flags."""
    case = _Case(treaty, obligation, claims, flows, name_of)
    found = [_READERS[flag](case) for flag in obligation.flags]
    state, why = min(found, key=lambda item: _ORDER.index(item[0]))
    return Engagement(
        obligation=obligation.id, article=obligation.article, flags=obligation.flags, state=state, why=why,
        is_draft=obligation.confidence is Confidence.RECALLED,
    )  # fmt: skip


def _against(case: _Case, types: frozenset[str], *, by_party: bool) -> Claim | None:
    """A claim that a party suffers something of these types, from another party or from outside."""
    for claim in case.claims:
        event = claim.event
        if event.type in types and case.is_party(event.recipients) and case.is_party(event.actors) is by_party:
            return claim
    return None


def _state(claim: Claim) -> str:
    return ENGAGED if claim.status in _REPORTED else UNKNOWN


def _defense(case: _Case) -> tuple[str, str]:
    claim = _against(case, _FORCE, by_party=False)
    if claim is None:
        return NOT, f"it is about an armed attack on a party; the deed is about {case.deed()} and no report on it tells of an attack"
    return _state(claim), "an attack on a party is reported" if claim.status in _REPORTED else "an attack on a party is only spoken of"


def _consultation(case: _Case) -> tuple[str, str]:
    claim = _against(case, _PRESSURE, by_party=False)
    if claim is not None:
        return UNKNOWN, "pressure on a party is told of; whether it asked for consultations is not"
    if any(claim.event.type == "CONSULT" and case.is_party(claim.event.actors) for claim in case.claims):
        return UNKNOWN, "parties consult; whether over a threat to one of them is not told"
    return NOT, f"it is about a threat to a party; the deed is about {case.deed()}"


def _nonaggression(case: _Case) -> tuple[str, str]:
    claim = _against(case, _PRESSURE, by_party=True)
    if claim is None:
        return NOT, "no force or threat between parties is told of"
    return _state(claim), "force or a threat of one party against another is told of"


def _neutrality(case: _Case) -> tuple[str, str]:
    if _deals_outside(case):
        return UNKNOWN, "a party helps a state outside the treaty; whether that state attacks another party is not told"
    return NOT, "no help of a party for an attacker of another is told of"


def _no_hostile_agreements(case: _Case) -> tuple[str, str]:
    if _deals_outside(case):
        return UNKNOWN, "a party deals with a state outside the treaty; whether against another party is not told"
    return NOT, "no agreement of a party with a state outside the treaty is told of"


def _deals_outside(case: _Case) -> bool:
    return any(
        claim.event.type in _HELP
        and case.is_party(claim.event.actors)
        and claim.event.recipients
        and not case.is_party(claim.event.recipients)
        for claim in case.claims
    )


def _offense(case: _Case) -> tuple[str, str]:
    for claim in case.claims:
        if claim.event.type in _FORCE and case.is_party(claim.event.actors) and not case.is_party(claim.event.recipients):
            return _state(claim), "force of a party against a state outside the treaty is told of"
    return NOT, "no force of a party against a state outside the treaty is told of"


def _cooperation(case: _Case) -> tuple[str, str]:
    fields = frozenset(case.obligation.fields)
    inside = [flow for flow in case.flows if case.is_party(flow.givers) and case.is_party(flow.takers)]
    if not inside or not fields:
        return UNKNOWN if inside else NOT, "the row names no field" if inside else "no cooperation between the parties is told of"
    for flow in inside:
        for seen in (*flow.things, *flow.setting):
            words = flow.document.text[seen.start : seen.end]
            if seen.surely & fields:
                return ENGAGED, f"“{words}” is a field that it names"
            if seen.maybe & fields:
                return UNKNOWN, f"“{words}” may be a field that it names"
    return NOT, f"{case.deed()} is no field that it names"


_READERS: dict[str, Callable[[_Case], tuple[str, str]]] = {
    "defense": _defense,
    "consultation": _consultation,
    "nonaggression": _nonaggression,
    "neutrality": _neutrality,
    "no_hostile_agreements": _no_hostile_agreements,
    "offense": _offense,
    "cooperation": _cooperation,
}
