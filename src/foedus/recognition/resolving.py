"""Which of the places of a name is meant: a score with reasons for each candidate."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.model.record import Record
from foedus.recognition.gazetteer import CAPITAL, COUNTRY, PROVINCE, REGION, SETTLEMENT, SITE, Feature, Gazetteer, Named
from foedus.recognition.spotting import Spot

# Weights set by hand on the development batches; rerun the places measure after changing one.
_BASE: Mapping[str, float] = {COUNTRY: 8.0, REGION: 6.8, SITE: 6.5, PROVINCE: 5.6, CAPITAL: 3.0, SETTLEMENT: 0.0}
_ALTERNATE = -1.2
# Other names of large cities are well attested (Kiev, Aleppo); those of villages are mostly transliterations.
_ALTERNATE_OF_CITY = -0.4
_CITY = 300_000
_EVIDENCE = 2.5
_PRESENT = 1.5
_INSIDE = 4.5
_HOLDS = 3.0
_KIND = 3.0
_NEAR = 2.0
_NEAR_KM = 150.0
# A lead above this is not put to the proximity rounds, which cost most of the time.
_DECIDED = 4.0
_ROUNDS = 2
# A namesake below this score (100,000 people) that nothing in the text speaks for is none.
_STRAY, _STRAY_SOLE = 5.0, 4.2
_PICK_WEIGHT = 0.5
_KM_PER_DEGREE = 111.2
_FARTHEST_DEGREES = 6.0
_AROUND_DEGREES = 1.5
_FITTING: Mapping[str, frozenset[str]] = {
    "settlement": frozenset({SETTLEMENT, CAPITAL}),
    "province": frozenset({PROVINCE}),
    "country": frozenset({COUNTRY}),
    "site": frozenset({SITE}),
    "mission": frozenset({SITE}),
    "border": frozenset({REGION, SITE}),
    "water": frozenset({REGION}),
    "land": frozenset({REGION, PROVINCE}),
}


class Bounds(Record, frozen=True, kw_only=True):
    """What the words around a spot say of where it lies.

    Attributes:
        countries: Codes of countries that hold it.
        provinces: Country and first-level code of provinces that hold it.
        holds: Country and first-level code (empty for unknown) of places that lie in it.
        kind: Kind of place that a noun beside it gives (`settlement`, `province`, ...), empty if none.
    """

    countries: frozenset[str] = frozenset()
    provinces: frozenset[tuple[str, str]] = frozenset()
    holds: frozenset[tuple[str, str]] = frozenset()
    kind: str = ""


class Pick(Record, frozen=True, kw_only=True):
    """The feature chosen for a name.

    Attributes:
        feature: The choice.
        score: Its score.
        terms: The terms of the score with their values.
        runner_up: The next feature of another place, none if there is none.
        runner_up_score: Its score.
    """

    feature: Feature
    score: float
    terms: tuple[tuple[str, float], ...]
    runner_up: Feature | None = None
    runner_up_score: float = 0.0

    @property
    def margin(self) -> float:
        """How far the choice leads."""
        return self.score - self.runner_up_score if self.runner_up else math.inf


class Group:
    """All spots of one name in one sense; the bounds of each count for all."""

    def __init__(self, candidates: tuple[Named, ...]) -> None:
        self.candidates = candidates
        self.sentences: list[int] = []
        self.bounds: list[Bounds] = []
        self.pick: Pick | None = None

    def add(self, spot: Spot, bounds: Bounds) -> None:
        """Add a spot with what bounds it."""
        self.sentences.append(spot.sentence)
        self.bounds.append(bounds)


class Resolver:
    """Chooses features for the spots of one document.

    Args:
        gazetteer: Known names.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def resolve(self, spots: Sequence[Spot], bounds: Sequence[Bounds], evidence: Mapping[str, float]) -> list[Pick | None]:
        """The choice for each spot, none where the name is unknown.

        Args:
            spots: Spots of a document in order.
            bounds: What bounds each.
            evidence: How often each country is spoken of.
        """
        groups = self._groups(spots, bounds)
        distinct = list({id(group): group for group in groups}.values())
        weights = dict(evidence)
        for group in distinct:
            group.pick = self._choose(group, weights, ())
        for group in distinct:
            if group.pick and group.pick.feature.country and group.pick.feature.kind != COUNTRY and group.pick.margin > _DECIDED / 2:
                weights[group.pick.feature.country] = weights.get(group.pick.feature.country, 0.0) + _PICK_WEIGHT
        for _ in range(_ROUNDS):
            picks = [group for group in distinct if group.pick and group.pick.feature.kind not in {COUNTRY, REGION}]
            for group in distinct:
                if group.pick and group.pick.margin < _DECIDED:
                    group.pick = self._choose(group, weights, [other for other in picks if other is not group])
        return [group.pick for group in groups]

    def _groups(self, spots: Sequence[Spot], bounds: Sequence[Bounds]) -> list[Group]:
        """The group of each spot: one sense for a name, unless the text bounds it in two ways."""
        bound: dict[str, dict[frozenset[str], Group]] = defaultdict(dict)
        found: list[Group | None] = []
        for spot, limits in zip(spots, bounds, strict=True):
            group = None
            if limits.countries:
                known = bound[spot.key]
                group = known.setdefault(limits.countries, Group(self._gazetteer.find(spot.key)))
                group.add(spot, limits)
            found.append(group)
        groups: list[Group] = []
        for spot, limits, given in zip(spots, bounds, found, strict=True):
            group = given
            if group is None:
                known = bound[spot.key]
                if len(known) == 1:
                    group = next(iter(known.values()))
                else:
                    group = known.setdefault(frozenset(), Group(self._gazetteer.find(spot.key)))
                group.add(spot, limits)
            groups.append(group)
        return groups

    def _choose(self, group: Group, evidence: Mapping[str, float], others: Sequence[Group]) -> Pick | None:
        scored: list[tuple[float, list[tuple[str, float]], Feature]] = []
        total = sum(evidence.values())
        watery = all(limits.kind == "water" for limits in group.bounds)
        for named in group.candidates:
            if named.feature.kind in {SETTLEMENT, CAPITAL} and watery and not named.feature.name.startswith("The "):
                continue
            terms = list(_terms(named, group.bounds))
            country = named.feature.country
            if total and country and country in evidence:
                terms.append((f"{country} in text", round(_PRESENT + _EVIDENCE * evidence[country] / total, 2)))
            if others:
                near = _nearness(named.feature, group.sentences[0], others)
                if near > 0:
                    terms.append(("near others", round(near, 2)))
            scored.append((sum(value for _, value in terms), terms, named.feature))
        if not scored:
            return None
        scored.sort(key=lambda item: -item[0])
        score, terms, feature = scored[0]
        if total and _is_stray(feature, score, terms, scored):
            return None
        rival = next((item for item in scored[1:] if not _same_place(item[2], feature)), None)
        return Pick(
            feature=feature,
            score=round(score, 2),
            terms=tuple(terms),
            runner_up=rival[2] if rival else None,
            runner_up_score=round(rival[0], 2) if rival else 0.0,
        )


def _is_stray(feature: Feature, score: float, terms: Sequence[tuple[str, float]], rivals: Sequence[object]) -> bool:
    """Whether a small town far from all that the text speaks of merely shares the name."""
    alone = not any(label.endswith("in text") or label.startswith(("lies", "near")) for label, _ in terms)
    return feature.kind == SETTLEMENT and alone and score < (_STRAY if len(rivals) > 1 or "other name" in dict(terms) else _STRAY_SOLE)


def _same_place(one: Feature, other: Feature) -> bool:
    """A town and the province around it do not rival each other."""
    return one.country == other.country and abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < _AROUND_DEGREES


def _terms(named: Named, bounds: Iterable[Bounds]) -> Iterable[tuple[str, float]]:
    feature = named.feature
    base = _BASE[feature.kind]
    if feature.kind in {SETTLEMENT, CAPITAL}:
        yield "population", round(math.log10(feature.population + 10), 2)
    if base:
        yield feature.kind, base
    if named.alternate:
        yield "other name", _ALTERNATE_OF_CITY if feature.population > _CITY else _ALTERNATE
    best = max((_bound_terms(feature, limits) for limits in bounds), key=lambda pair: pair[0] + pair[1] + pair[2], default=(0.0, 0.0, 0.0))
    for label, value in zip(("lies in what is named beside it", "holds what is named beside it", "kind of place"), best, strict=True):
        if value:
            yield label, value


def _bound_terms(feature: Feature, limits: Bounds) -> tuple[float, float, float]:
    inside = holds = kind = 0.0
    country = feature.country
    if feature.kind != COUNTRY and country:
        if (country, feature.admin1) in limits.provinces and feature.kind != PROVINCE:
            inside = _INSIDE + 1.0
        elif country in limits.countries:
            inside = _INSIDE
    if country and limits.holds:
        held = (country, feature.admin1) in limits.holds if feature.kind == PROVINCE else any(code == country for code, _ in limits.holds)
        if held and feature.kind in {PROVINCE, COUNTRY}:
            holds = _HOLDS
    if limits.kind and feature.kind in _FITTING.get(limits.kind, ()):
        kind = _KIND
    return inside, holds, kind


def _nearness(feature: Feature, sentence: int, others: Sequence[Group]) -> float:
    total = 0.0
    scale = math.cos(math.radians(feature.latitude))
    for other in others:
        if other.pick is None:
            continue
        place = other.pick.feature
        north = abs(place.latitude - feature.latitude)
        if north > _FARTHEST_DEGREES:
            continue
        east = abs(place.longitude - feature.longitude)
        km = _KM_PER_DEGREE * math.hypot(north, min(east, 360 - east) * scale)
        total += math.exp(-km / _NEAR_KM) * 2 / (2 + abs(sentence - other.sentences[0]))
    return min(_NEAR, total)
