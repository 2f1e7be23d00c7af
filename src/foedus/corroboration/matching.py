"""Whether two claims speak of one deed: a list of named features with weights, and what rules it out.

The number is never among them: whether 25,000 or 12,000 workers are to go is for the reader to see, not for us to
tell two deeds by. Weights were set on the development corpus (8 storylines, 230 claims) and against batches of
unrelated documents; after changing one, score both again.
"""

import datetime as dt
import math

from foedus.corroboration.deeds import DONE, Deed
from foedus.corroboration.wording import containment, stem, words
from foedus.model.record import Record

PRIOR = -2.6
MERGE = 0.0
_THINGS, _TIE = 3.4, 0.9

# kinds of one deed at different stages, or as seen by different coders; the roles of a request are turned round
RELATED = {
    frozenset(pair): weight
    for *pair, weight in (
        ("AGREE", "COOPERATE", 0.7),
        ("AGREE", "AID", 0.7),
        ("AGREE", "SUPPORT", 0.4),
        ("AGREE", "CONSULT", 0.6),
        ("AGREE", "MOBILIZE", 0.3),
        ("AGREE", "CONCEDE", 0.3),
        ("AGREE", "RETREAT", 0.3),
        ("AID", "COOPERATE", 0.7),
        ("AID", "MOBILIZE", 0.4),
        ("AID", "SUPPORT", 0.2),
        ("COOPERATE", "MOBILIZE", 0.4),
        ("COOPERATE", "SUPPORT", 0.4),
        ("CONCEDE", "RETREAT", 0.8),
        ("COERCE", "SANCTION", 0.4),
        ("COERCE", "ASSAULT", 0.4),
        ("THREATEN", "SANCTION", 0.6),
        ("THREATEN", "COERCE", 0.6),
        ("THREATEN", "ASSAULT", 0.6),
        ("THREATEN", "MOBILIZE", 0.5),
        ("THREATEN", "PROTEST", 0.5),
        ("REQUEST", "AGREE", 0.3),
        ("REQUEST", "AID", 0.5),
        ("REQUEST", "COOPERATE", 0.5),
        ("REQUEST", "CONSULT", 0.3),
        ("REQUEST", "MOBILIZE", 0.3),
        ("REQUEST", "RETREAT", 0.4),
        ("REQUEST", "CONCEDE", 0.4),
    )
}
# what a plan must be about for the deed to carry it out: not every promise is a promise to meet or to sign
NEEDED = {
    frozenset({"AGREE", "CONSULT"}): frozenset({"#meeting"}),
    frozenset({"AGREE", "RETREAT"}): frozenset(
        {
            "#base",
            "#border",
            "#ceasefire",
            "#detainee",
            "#force",
            "#money",
            "#observer",
            "open",
            "releas",
            "reopen",
            "resign",
            "return",
            "withdraw",
        }
    ),
    frozenset({"AGREE", "SUPPORT"}): frozenset({"#pact", "#law", "recognis", "recogniz", "sign", "relation", "tie", "support", "endors"}),
}
# what is said of a deed before it is done, and denied under its own type
PLANS = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN"})
# deeds that come in series: two of them are two unless time, place or wording tie them together
EPISODIC = frozenset({"ACCUSE", "ASSAULT", "CONSULT", "PROTEST", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
# deeds that happen at one place; what is handed over has an origin and a destination
LOCATED = frozenset({"ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "PROTEST"})
RECIPROCAL = frozenset({"AGREE", "ASSAULT", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})

_TOLERANCE_DAYS = 2
_PLAN_TOLERANCE_DAYS = 3
# a plan may wait so long without its execution being less likely the one that was meant
_LONG_DAYS = 365
# a deal has an origin and a destination: one place in common tells less than the one place where a deed happens
_PLACE, _PLACE_OF_DEAL = 0.6, 0.4
_NEAR_KM, _FAR_KM = 25.0, 75.0
_EXACT_DAYS = 7
_COPY = 0.5
_PRECISE = frozenset({"site", "settlement"})


class Feature(Record, frozen=True, kw_only=True):
    """One reason for or against, with its weight."""

    name: str
    value: float
    detail: str = ""


class Match(Record, frozen=True, kw_only=True):
    """The comparison of two claims.

    Attributes:
        features: All that was weighed.
        barred: Why they cannot be one deed, empty if they can.
    """

    features: tuple[Feature, ...] = ()
    barred: str = ""

    @property
    def score(self) -> float:
        """Sum of the features; above 0 speaks for one deed."""
        return round(PRIOR + sum(feature.value for feature in self.features), 6)

    def tied(self, tie: float) -> "Match":
        """The same comparison with how closely the documents are tied, 0 to 1."""
        return Match(features=(*self.features, Feature(name="documents", value=round(_TIE * tie, 6))), barred=self.barred)


class _Barred(Exception):  # noqa: N818 - a verdict that ends a comparison, not an error
    """Two claims cannot be one deed."""


def compare(a: Deed, b: Deed, *, repeated: bool = False, akin: bool = False) -> Match:
    """Weigh whether two claims speak of one deed; how closely their documents are tied comes on top.

    Args:
        a: A claim.
        b: Another one; the order does not count.
        repeated: Whether one document repeats the other: then one party misread does not make another deed.
        akin: Whether the two documents are on one topic: then it does not either if the things are of one class, but weighs more.
    """
    a, b = (a, b) if a.rank <= b.rank else (b, a)
    understood = (a.understood, b.understood) if akin or repeated else (frozenset(), frozenset())
    alike = akin and bool(a.classes & b.classes or _counted(a) & _counted(b))
    try:
        features = (
            _kinds(a, b),
            _roles(a, b, understood, misread=_MISREAD if repeated else _MISREAD_ELSEWHERE if alike else _MISREAD_OTHER if akin else None),
            *_dates(a, b),
            *_places(a, b),
            *_objects(a, b),
            *_wording(a, b),
            *_denials(a, b),
        )
    except _Barred as verdict:
        return Match(barred=str(verdict))
    return Match(features=features)


def may_match(a: Deed, b: Deed) -> bool:
    """Whether two claims are of kinds that can be one deed: the cheap check before the comparison."""
    return a.kind == b.kind or frozenset((a.kind, b.kind)) in RELATED


def _kinds(a: Deed, b: Deed) -> Feature:
    if (a.stage == "standing") != (b.stage == "standing"):
        reason = "an obligation in force is no episode"
        raise _Barred(reason)
    if a.kind == b.kind:
        return Feature(name="kind", value=0.9, detail=a.kind)
    weight = RELATED.get(frozenset((a.kind, b.kind)))
    if weight is None:
        reason = f"{a.kind} and {b.kind} are different kinds of deed"
        raise _Barred(reason)
    needed = NEEDED.get(frozenset((a.kind, b.kind)))
    if needed and not needed & (a if a.kind == "AGREE" else b).things.keys():
        reason = f"the plan is about something else than {b.kind if a.kind == 'AGREE' else a.kind}"
        raise _Barred(reason)
    return Feature(name="kind", value=weight, detail=f"{a.kind}, {b.kind}")


_Understood = tuple[frozenset[str], frozenset[str]]


def _roles(a: Deed, b: Deed, understood: _Understood, *, misread: float | None) -> Feature:
    """Same parties in the same roles; a request turns them round; a reciprocal deed has them all as actors."""
    turned = (a.kind == "REQUEST") != (b.kind == "REQUEST")
    actors, recipients = (b.recipients, b.actors) if turned else (b.actors, b.recipients)
    if turned and not (a.actors and a.recipients and actors and recipients):
        raise _Barred("a request and its fulfilment need both parties")
    direct = [_side(a.actors, actors, understood), _side(a.recipients, recipients, understood)]
    value = sum(direct) / 2 if min(direct) >= 0 and max(direct) >= _SUBSET else -1.0
    if (_is_mutual(a) or _is_mutual(b)) and a.actors & b.actors:
        value = max(value, 0.6 * _side(a.codes, b.codes, understood) if {a.kind, b.kind} <= RECIPROCAL else -1.0)
    shared = max(direct) >= _SUBSET or bool(_is_mutual(a) and _is_mutual(b) and a.actors & b.actors)
    if value < 0 and _is_mirrored(a, b):
        return Feature(name="parties", value=_MIRRORED, detail=f"{_who(a)}; {_who(b)}, the same handing over from either side")
    if value < 0 and misread is not None and not turned and shared:
        return Feature(name="parties", value=misread, detail=f"{_who(a)}; {_who(b)}, one of them perhaps misread")
    if value < 0:
        reason = f"parties differ: {_who(a)} and {_who(b)}"
        raise _Barred(reason)
    return Feature(name="parties", value=value, detail=f"{_who(a)}; {_who(b)}")


def _is_mirrored(a: Deed, b: Deed) -> bool:
    """Whether one side agreed to take what the other is to send: of one class of things, and denied by either."""
    swapped = bool(a.actors and a.recipients) and a.actors == b.recipients and a.recipients == b.actors
    return swapped and a.kind == b.kind == "AGREE" and a.is_denied != b.is_denied and bool(_groups(a) & _groups(b))


def _groups(deed: Deed) -> frozenset[str]:
    """Classes of the things in a deed's own parts, else in its clause."""
    return deed.classes or frozenset(key.removeprefix("#") for key in deed.things if key.startswith("#"))


_MIRRORED = 0.6
_SAME, _SUBSET, _UNKNOWN, _UNDERSTOOD = 1.0, 0.6, 0.2, 0.0
_MISREAD, _MISREAD_ELSEWHERE, _MISREAD_OTHER = -0.2, -1.0, -1.8


def _side(a: frozenset[str], b: frozenset[str], understood: _Understood) -> float:
    """How one side of two deeds agrees; a party that the sentence does not name is nothing to tell two deeds by."""
    if not a or not b:
        return _UNKNOWN
    if a == b:
        return _SAME
    if a <= b or b <= a:
        return _SUBSET
    return _UNDERSTOOD if a <= understood[0] or b <= understood[1] else -1.0


def _is_mutual(deed: Deed) -> bool:
    return not deed.recipients and len(deed.actors) > 1


def _who(deed: Deed) -> str:
    return f"{'+'.join(sorted(deed.actors)) or '?'} > {'+'.join(sorted(deed.recipients)) or '?'}"


def _dates(a: Deed, b: Deed) -> list[Feature]:
    if a.period and b.period and a.period.overlaps(b.period):
        fine = all((p.end - p.start).days <= _EXACT_DAYS for p in (a.period, b.period))
        return [Feature(name="date", value=1.0 if fine else 0.4, detail=f"{a.period.iso}, {b.period.iso}")]
    if a.stage in DONE and b.stage in DONE:
        return _both_done(a, b)
    for plan, done in ((a, b), (b, a)):
        if done.stage in DONE and plan.stage not in DONE:
            return _plan_and_deed(plan, done)
    return _both_ahead(a, b)


def _both_done(a: Deed, b: Deed) -> list[Feature]:
    if a.period and b.period:
        gap = _gap(a.period.start, a.period.end, b.period.start, b.period.end)
        if a.stage == b.stage and gap > _TOLERANCE_DAYS:
            reason = f"different dates: {a.period.iso} and {b.period.iso}"
            raise _Barred(reason)
        return [Feature(name="date", value=-0.02 * min(gap, 60), detail=f"{gap} days apart")]
    for dated, bare in ((a, b), (b, a)):
        if dated.period and bare.published:
            if dated.period.start > bare.published and bare.stage != "ongoing":
                raise _Barred("one is dated after the other was reported")
            gap = max((bare.published - dated.period.end).days, (dated.period.start - bare.published).days, 0)
            return [_distance(gap, a)]
    return _apart(a, b)


def _plan_and_deed(plan: Deed, done: Deed) -> list[Feature]:
    """What was done before a plan was reported does not carry it out."""
    if plan.is_denied:
        return _denied(plan, done)
    if plan.published is None:
        return []
    latest = done.period.end - dt.timedelta(days=1) if done.period else done.published
    if latest is not None and latest < plan.published - dt.timedelta(days=_PLAN_TOLERANCE_DAYS):
        if done.period or done.document == plan.document:
            raise _Barred("done before the plan was reported")
        return [Feature(name="date", value=-1.0, detail="reported as done before the plan was reported")]
    if done.document == plan.document and done.period and latest is not None and latest < plan.published:
        return [Feature(name="date", value=-0.6, detail="done while still planned")]
    waited = (latest - plan.published).days if latest is not None else 0
    if waited > _LONG_DAYS:
        return [Feature(name="time", value=round(-0.6 * math.log2(waited / _LONG_DAYS), 6), detail=f"{waited} days after the plan")]
    return []


def _denied(denial: Deed, other: Deed) -> list[Feature]:
    """A denial answers what was said not long before, and nothing that came after it."""
    if denial.document == other.document or denial.published is None:
        return []
    if other.period is not None:
        if other.period.start > denial.published:
            raise _Barred("denied before it happened")
        return [_distance(max((denial.published - other.period.end).days, 0), denial, slow=30)]
    if other.published is None:
        return []
    return [_distance(abs((denial.published - other.published).days), denial, slow=30)]


def _both_ahead(a: Deed, b: Deed) -> list[Feature]:
    if a.period and b.period and not (a.is_denied or b.is_denied):
        if a.document == b.document:
            raise _Barred("two dates in one document")
        return [Feature(name="date", value=-0.3, detail="another date")]
    return _apart(a, b)


def _apart(a: Deed, b: Deed) -> list[Feature]:
    if a.published is None or b.published is None:
        return []
    return [_distance(abs((a.published - b.published).days), a)]


def _distance(days: int, deed: Deed, slow: float = 90) -> Feature:
    """The longer apart, the less likely one deed; plans live longer than news of what was done or said."""
    slow = min(slow, 10) if deed.kind in EPISODIC else slow
    return Feature(name="time", value=round(0.3 - 0.6 * math.log2(1 + days / slow), 6) if days else 0.3, detail=f"{days} days apart")


def _gap(start_a: dt.date, end_a: dt.date, start_b: dt.date, end_b: dt.date) -> int:
    return max((start_b - end_a).days + 1, (start_a - end_b).days + 1, 0)


def _places(a: Deed, b: Deed) -> list[Feature]:
    if a.place is None or b.place is None:
        return []
    detail = f"{a.place.text}, {b.place.text}"
    located = a.kind in LOCATED and b.kind in LOCATED
    if _same_place(a, b):
        return [Feature(name="place", value=_PLACE if located else _PLACE_OF_DEAL, detail=detail)]
    located = located and a.stage == b.stage
    if located and places_clash(a, b):
        reason = f"different places: {detail}"
        raise _Barred(reason)
    return [Feature(name="place", value=-0.2 if located else 0.0, detail=detail)]


def _same_place(a: Deed, b: Deed) -> bool:
    if a.place is None or b.place is None:
        return False
    if a.place.country == b.place.country and (_name(a.place.text) <= _name(b.place.text) or _name(b.place.text) <= _name(a.place.text)):
        return True
    apart = kilometres(a, b)
    return apart is not None and apart <= _NEAR_KM and a.place.precision in _PRECISE and b.place.precision in _PRECISE


def _name(place: str) -> frozenset[str]:
    """The capitalised words of a place, all words if there are none: `the Kirov works` lies in Kirov."""
    found = words(place)
    return frozenset(word.lower for word in found if word.capital) or frozenset(word.lower for word in found)


def places_clash(a: Deed, b: Deed) -> bool:
    """Whether two places cannot be one: other countries, or two points far apart; a wider place holds a narrower one."""
    if a.place is None or b.place is None or _same_place(a, b):
        return False
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return True
    apart = kilometres(a, b)
    return apart is not None and apart > _FAR_KM and a.place.precision in _PRECISE and b.place.precision in _PRECISE


def kilometres(a: Deed, b: Deed) -> float | None:
    """Great-circle distance of the places, none if either has no coordinates."""
    first, second = a.place, b.place
    if first is None or second is None:
        return None
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        return None
    p, q = math.radians(first.latitude), math.radians(second.latitude)
    turn = math.radians(first.longitude - second.longitude)
    h = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(turn / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _objects(a: Deed, b: Deed) -> list[Feature]:
    if a.treaties and b.treaties and not a.treaties & b.treaties:
        raise _Barred("different treaties")
    same = similarity(a.things, b.things) if a.document == b.document else similarity(a.wide, b.wide)
    found = [Feature(name="things", value=round(_THINGS * same, 6), detail=", ".join(sorted(set(a.things) & set(b.things))))]
    one, other = (_groups(a), _groups(b)) if a.is_denied != b.is_denied else (a.classes, b.classes)
    if one and other and not one & other:
        found.append(Feature(name="other things", value=-0.9, detail=f"{', '.join(sorted(one))}; {', '.join(sorted(other))}"))
    elif a.quantity and b.quantity and (a.quantity.kind == "money") != (b.quantity.kind == "money"):
        found.append(Feature(name="other things", value=-0.9, detail="money against goods"))
    counted = _counted(a) & _counted(b)
    if counted:
        found.append(Feature(name="counted", value=0.4, detail=", ".join(sorted(counted))))
    return found


def _counted(deed: Deed) -> frozenset[str]:
    """What a deed's figure counts; the figure itself is not looked at."""
    quantity = deed.quantity
    return frozenset([stem(quantity.unit_head.lower())]) if quantity and quantity.unit_head and quantity.kind != "duration" else frozenset()


def similarity(a: dict[str, float], b: dict[str, float]) -> float:
    """Half cosine, half share of the smaller bag: a short claim may say the same as a long one."""
    both = a.keys() & b.keys()
    if not both:
        return 0.0
    dot = sum(a[word] * b[word] for word in sorted(both))
    norm = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    part = sum(min(a[word], b[word]) for word in sorted(both)) / min(sum(a.values()), sum(b.values()))
    return 0.5 * dot / norm + 0.5 * part


def _wording(a: Deed, b: Deed) -> list[Feature]:
    found = []
    if a.trigger & b.trigger and a.kind == b.kind:
        found.append(Feature(name="trigger", value=0.4, detail=", ".join(sorted(a.trigger & b.trigger))))
    copied = a.document != b.document and max(containment(a.shingles, b.shingles), containment(b.shingles, a.shingles)) >= _COPY
    if copied and a.trigger & b.trigger:
        found.append(Feature(name="copied", value=1.0))
    elif copied or a.document == b.document:
        found.extend(_side_by_side(a, b, one_sentence=copied or a.claim.evidence[0] == b.claim.evidence[0]))
    elif b.stage == "hypothetical" and a.stage != b.stage:
        found.append(Feature(name="speculation after the fact", value=-0.4))
    return found


def _side_by_side(a: Deed, b: Deed, *, one_sentence: bool) -> list[Feature]:
    """One report seldom tells a deed twice, least of all in one sentence or as fact and as speculation."""
    found = [Feature(name="one document", value=-0.6)]
    if one_sentence:
        # "ambushed the party and carried off two": verbs in a row are deeds in a row, unless one is the plan or denial of the other
        found.append(Feature(name="one sentence", value=-1.5 if a.stage == b.stage else -0.4 if a.kind == b.kind else -0.8))
    if "hypothetical" in {a.stage, b.stage} and a.stage != b.stage:
        found.append(Feature(name="speculation beside fact", value=-0.8))
    return found


def _denials(a: Deed, b: Deed) -> list[Feature]:
    """A denial names its deed in few words, and nobody denies what nobody said."""
    if a.is_denied == b.is_denied:
        return []
    if a.kind != b.kind and not PLANS & {a.kind, b.kind}:
        return []
    return [Feature(name="denial", value=0.4 if a.kind != b.kind else 1.0)]
