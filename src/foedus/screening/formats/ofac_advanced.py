"""The US Treasury's lists in the advanced XML: parties, and apart from them the values, places and documents that they refer to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element  # the type alone: parsing is in `files`

from foedus.model.listing import EntryKind, Identifier, ListedName, NameKind
from foedus.model.record import Record
from foedus.screening.drafts import PERSON, Draft
from foedus.screening.files import elements, text, texts
from foedus.screening.formats.heads import Head, day_of

ROOT = "Sanctions"
_VALUES = frozenset(
    {"AliasType", "AreaCode", "Country", "FeatureType", "IDRegDocType", "List", "LocPartType", "NamePartType", "PartySubType", "PartyType"}
)
_APART = _VALUES | {"Location", "IDRegDocument", "SanctionsEntry", "DateOfIssue"}
_KINDS = {"individual": PERSON, "entity": EntryKind.ORGANISATION, "vessel": EntryKind.VESSEL, "aircraft": EntryKind.AIRCRAFT}
_ALIASES = {"a.k.a.": NameKind.ALIAS, "f.k.a.": NameKind.FORMER}
_FIRST = ("First Name", "Middle Name", "Patronymic", "Matronymic", "Maiden Name", "Last Name")
_COUNTRIES = ("Nationality Country", "Citizenship Country", "Vessel Flag", "Nationality of Registration")


class _Apart(Record, frozen=True, kw_only=True):
    """What parties refer to.

    Attributes:
        values: Texts by kind and number.
        kinds: Numbers of party types by number of party subtype.
        places: Address line and countries by number.
        documents: Numbers with their kind by identity.
        listings: Date and programmes by profile.
    """

    values: Mapping[tuple[str, str], str]
    kinds: Mapping[str, str]
    places: Mapping[str, tuple[str, tuple[str, ...]]]
    documents: Mapping[str, list[Identifier]]
    listings: Mapping[str, list[tuple[str, tuple[str, ...]]]]

    def value(self, kind: str, number: str | None) -> str:
        """The text of a value, empty if there is none."""
        return self.values.get((kind, number or ""), "")


def head(path: Path) -> Head:
    """The date of issue, which stands at the beginning."""
    issued = next(elements(path, frozenset({"DateOfIssue"})), None)
    return Head() if issued is None else Head(dated=day_of(_date(issued)))


def drafts(path: Path) -> Iterator[Draft]:
    """The parties. What they refer to stands in part behind them, so the file is read twice."""
    apart = _apart(path)
    for party in elements(path, frozenset({"DistinctParty"})):
        for profile in party.iterfind("Profile"):
            yield _draft(party, profile, apart)


def _draft(party: Element, profile: Element, apart: _Apart) -> Draft:
    features = _features(profile, apart)
    number = profile.get("ID", "")
    places = [apart.places[key] for key in features["Location"] if key in apart.places]
    listings = apart.listings.get(number, [])
    documents = [document for identity in profile.iterfind("Identity") for document in apart.documents.get(identity.get("ID", ""), ())]
    return Draft(
        reference=party.get("FixedRef") or number,
        kind=_kind(profile, apart),
        names=tuple(name for identity in profile.iterfind("Identity") for name in _names(identity, apart)),
        countries=(*(text for name in _COUNTRIES for text in features[name]), *(code for _, codes in places for code in codes)),
        births=tuple(features["Birthdate"]),
        offices=tuple(features["Title"]),
        identifiers=tuple(documents) + tuple(Identifier(kind="call sign", value=value) for value in features["Vessel Call Sign"]),
        programmes=tuple(programme for _, programmes in listings for programme in programmes),
        listed_on=min((day for day, _ in listings if day), default=""),
        addresses=tuple(line for line, _ in places),
        remarks=" ".join(texts(party, "Comment")),
    )


def _kind(profile: Element, apart: _Apart) -> str:
    number = profile.get("PartySubTypeID", "")
    for value in (apart.value("PartySubType", number), apart.value("PartyType", apart.kinds.get(number))):
        if value.lower() in _KINDS:
            return _KINDS[value.lower()]
    return apart.value("PartySubType", number)


def _names(identity: Element, apart: _Apart) -> Iterator[ListedName]:
    parts = {
        group.get("ID"): apart.value("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    ordered = sorted(identity.iterfind("Alias"), key=lambda alias: alias.get("Primary") != "true")
    for alias in ordered:
        kind = _ALIASES.get(apart.value("AliasType", alias.get("AliasTypeID")).lower(), NameKind.NAME)
        kind = NameKind.WEAK if alias.get("LowQuality") == "true" else kind
        for name in alias.iterfind("DocumentedName"):
            words = [
                (parts.get(part.get("NamePartGroupID"), ""), part.text or "") for part in name.iterfind("DocumentedNamePart/NamePartValue")
            ]
            words.sort(key=lambda part: _FIRST.index(part[0]) if part[0] in _FIRST else len(_FIRST))
            yield ListedName(text=" ".join(word for _, word in words), kind=kind)


def _features(profile: Element, apart: _Apart) -> dict[str, list[str]]:
    """Texts, dates and numbers of places by the name of the feature."""
    found: dict[str, list[str]] = defaultdict(list)
    for feature in profile.iterfind("Feature"):
        name = apart.value("FeatureType", feature.get("FeatureTypeID")).rstrip(" :-")
        for version in feature.iterfind("FeatureVersion"):
            found[name] += texts(version, "VersionDetail")
            found[name] += filter(None, (_date(start) for start in version.iterfind("DatePeriod/Start/From")))
            where = [place.get("LocationID", "") for place in version.iterfind("VersionLocation")]
            # a place that is a nationality is a country, not an address
            found["Location" if name == "Location" else name] += [
                code for key in where for code in ((key,) if name == "Location" else apart.places.get(key, ("", ()))[1])
            ]
    return found


def _apart(path: Path) -> _Apart:
    values: dict[tuple[str, str], str] = {}
    kinds: dict[str, str] = {}
    raw_places: list[Element] = []
    documents: dict[str, list[Identifier]] = defaultdict(list)
    listings: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for element in elements(path, _APART):
        if element.tag in _VALUES:
            values[element.tag, element.get("ID", "")] = element.get("Description") or "".join(element.itertext()).strip()
            kinds |= {element.get("ID", ""): element.get("PartyTypeID", "")} if element.tag == "PartySubType" else {}
        elif element.tag == "Location":
            raw_places.append(element)
        elif element.tag == "IDRegDocument":
            kind = values.get(("IDRegDocType", element.get("IDRegDocTypeID", "")), "document")
            documents[element.get("IdentityID", "")] += [
                Identifier(kind=kind, value=number) for number in texts(element, "IDRegistrationNo")
            ]
        elif element.tag == "SanctionsEntry":
            days = [_date(day) for day in element.iterfind("EntryEvent/Date")]
            listings[element.get("ProfileID", "")].append((min(days, default=""), texts(element, "SanctionsMeasure/Comment")))
    apart = _Apart(values=values, kinds=kinds, places={}, documents=documents, listings=listings)
    places = {place.get("ID", ""): _place(place, apart) for place in raw_places}
    return _Apart(values=values, kinds=kinds, places=places, documents=documents, listings=listings)


def _place(place: Element, apart: _Apart) -> tuple[str, tuple[str, ...]]:
    countries = [apart.value("Country", country.get("CountryID")) for country in place.iterfind("LocationCountry")]
    countries += [apart.value("AreaCode", area.get("AreaCodeID")) for area in place.iterfind("LocationAreaCode")]
    parts = [text(part, "LocationPartValue/Value") for part in place.iterfind("LocationPart")]
    return ", ".join(filter(None, (*parts, *countries[:1]))), tuple(filter(None, countries))


def _date(element: Element) -> str:
    """`1970-5-2` from parts; partial where they are."""
    return "-".join(part for name in ("Year", "Month", "Day") if (part := text(element, name)))
