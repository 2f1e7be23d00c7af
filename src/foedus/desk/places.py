"""The places of findings, each once, as exact as the words are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from foedus.corroboration.judging import Verdicts
from foedus.model.mention import PlaceMention
from foedus.model.record import ClaimId, FindingId, Record, identify
from foedus.store import Ledger
from foedus.store.placing import PlacedClaim, findings_among, judged_claims, placed_claims
from foedus.store.selecting import Condition

# how many places are kept; the others are counted
MOST_PLACES = 2000
_MOST_WORDS = 4
_COUNTRY = "country"
_POINTS = frozenset({"site", "settlement", "province", "region"})


class Place(Record, frozen=True, kw_only=True):
    """A place with the findings that are placed there.

    Attributes:
        key: Its id.
        words: How reports write it, the most usual first, a few of them.
        resolved: What the words were taken for, in a clause; empty if a person stated the place without one.
        country: ISO 3166 alpha-3, empty if in none or unknown.
        precision: As `PlaceMention.precision` has it.
        latitude: Degrees, WGS 84; none if not resolved, and for a country, whose point would be a guess.
        longitude: Degrees.
        findings: The findings, the latest reported first.
    """

    key: str
    words: tuple[str, ...]
    resolved: str = ""
    country: str = ""
    precision: str
    latitude: float | None = None
    longitude: float | None = None
    findings: tuple[FindingId, ...]

    @property
    def is_area(self) -> bool:
        """Whether it is a whole country."""
        return self.precision == _COUNTRY

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude; none if it has none."""
        return None if self.latitude is None or self.longitude is None else (self.longitude, self.latitude)


class Places(Record, frozen=True, kw_only=True):
    """All places of some findings.

    Attributes:
        places: Those of most findings first.
        left_out: How many more there are.
    """

    places: tuple[Place, ...]
    left_out: int = 0

    def place(self, key: str) -> Place | None:
        """The place of an id, none if it is not among them."""
        return next((place for place in self.places if place.key == key), None)


def places_in(ledger: Ledger, conditions: Sequence[Condition]) -> Places:
    """The places of the findings that fulfil all conditions, as people corrected them."""
    return gathered_places(_corrected(ledger, conditions, placed_claims(ledger, conditions)))


def gathered_places(placed: Iterable[PlacedClaim]) -> Places:
    """Places each once, from claims with the latest reported finding first."""
    groups: defaultdict[str, list[PlacedClaim]] = defaultdict(list)
    for claim in placed:
        groups[key_of(claim.place)].append(claim)
    found = sorted((_place(key, group) for key, group in groups.items()), key=lambda place: (-len(place.findings), place.key))
    return Places(places=tuple(found[:MOST_PLACES]), left_out=max(len(found) - MOST_PLACES, 0))


def key_of(place: PlaceMention) -> str:
    """What tells a place from others: a country by its code, a point by where it is to a hundredth of a degree, else the words."""
    if place.precision == _COUNTRY and place.country:
        return identify("p", _COUNTRY, place.country)
    if place.precision in _POINTS and place.latitude is not None and place.longitude is not None:
        return identify("p", place.precision, round(place.latitude, 2), round(place.longitude, 2))
    return identify("p", place.precision, place.country, place.text.casefold())


def _place(key: str, group: Sequence[PlacedClaim]) -> Place:
    words = Counter(claim.place.text for claim in group)
    first = group[0].place
    has_point = first.precision in _POINTS
    return Place(
        key=key,
        words=tuple(sorted(words, key=lambda text: (-words[text], text))[:_MOST_WORDS]),
        resolved=_resolved(first),
        country=first.country or "",
        precision=first.precision,
        latitude=first.latitude if has_point else None,
        longitude=first.longitude if has_point else None,
        findings=tuple(dict.fromkeys(claim.finding for claim in group)),
    )


def _resolved(place: PlaceMention) -> str:
    """What the reason of a place begins with: the name that was found, and what it is."""
    return place.reason.partition(":")[0].partition(";")[0]


def _corrected(ledger: Ledger, conditions: Sequence[Condition], placed: Sequence[PlacedClaim]) -> list[PlacedClaim]:
    """The same claims with the places that people stated, and without those that they struck out."""
    claims = judged_claims(ledger)
    if not claims:
        return list(placed)
    mended = {claim.id: claim.event.place for claim in Verdicts(ledger.judgements(), claims).applied(claims)}
    coded: set[ClaimId] = {claim.claim for claim in placed}
    added = findings_among(ledger, conditions, [claim for claim, place in mended.items() if place is not None and claim not in coded])
    kept = [(claim.finding, claim.claim, mended.get(claim.claim, claim.place)) for claim in placed]
    kept += [(finding, claim, mended[claim]) for claim, finding in sorted(added.items())]
    return [PlacedClaim(finding=finding, claim=claim, place=place) for finding, claim, place in kept if place is not None]
