"""The European Union's consolidated financial sanctions list, XML and CSV."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element  # the type alone: parsing is in `files`

from foedus.model.listing import EntryKind, ListedName, NameKind
from foedus.screening.drafts import PERSON, Draft
from foedus.screening.files import elements, root_of, table, text
from foedus.screening.formats.grouping import Gathered, Gathering, joined
from foedus.screening.formats.heads import Head, day_of

ROOT = "export"
_KINDS = {"person": PERSON, "enterprise": EntryKind.ORGANISATION, "p": PERSON, "e": EntryKind.ORGANISATION}
_PLACE = ("street", "poBox", "zipCode", "city", "region", "place")
# numbers of organisations; passports and the like are persons'
_IDENTIFIERS = {"regnumber": "registration", "fiscalcode": "tax", "swiftbic": "bic", "imo": "imo", "lei": "lei", "othernumber": "number"}


def head(path: Path) -> Head:
    """The date on which the XML file was made."""
    attributes = root_of(path)[1]
    made = attributes.get("generationDate", "")
    return Head(dated=day_of(made), version=attributes.get("globalFileId") or made)


def drafts(path: Path) -> Iterator[Draft]:
    """The entities of the XML file."""
    for item in elements(path, frozenset({"sanctionEntity"})):
        yield _draft(item)


def head_csv(path: Path) -> Head:
    """The date on which the CSV file was made, which each of its rows repeats."""
    row = next(table(path, ";"), {})
    made = row.get("filegenerationdate", "")
    return Head(dated=day_of(made), version=made)


def drafts_csv(path: Path) -> Iterator[Draft]:
    """The entities of the CSV file: it has a row for each name, address, birth date and so on of one."""
    gathering = Gathering()
    for row in table(path, ";"):
        reference = row.get("entity_eu_referencenumber") or row.get("entity_logicalid") or ""
        kind = (row.get("entity_subjecttype_classificationcode") or row.get("entity_subjecttype") or "").lower()
        kind = _KINDS.get(kind) or _KINDS.get(row.get("entity_subjecttype", "").lower(), kind)
        _take_row(gathering.of(reference, kind), row)
    return gathering.drafts()


def _draft(item: Element) -> Draft:
    subject = item.find("subjectType")
    code = "" if subject is None else subject.get("code", "").lower()
    entry = Gathered(item.get("euReferenceNumber", "") or item.get("logicalId", ""), _KINDS.get(code, code))
    names = sorted(item.iterfind("nameAlias"), key=lambda alias: alias.get("strong") == "false")
    for position, alias in enumerate(names):
        whole = alias.get("wholeName") or joined(alias.get(part, "") for part in ("firstName", "middleName", "lastName"))
        kind = NameKind.WEAK if alias.get("strong") == "false" else NameKind.ALIAS if position else NameKind.NAME
        entry.name(ListedName(text=whole, kind=kind))
        entry.add("offices", alias.get("function", ""))
    for address in item.iterfind("address"):
        country = address.get("countryIso2Code", "")
        entry.add("countries", country)
        entry.add("addresses", joined((*(address.get(part, "") for part in _PLACE), address.get("countryDescription", "")), ", "))
    for citizenship in item.iterfind("citizenship"):
        entry.add("countries", citizenship.get("countryIso2Code", ""))
    for birth in item.iterfind("birthdate"):
        entry.add("births", birth.get("birthdate") or joined((birth.get("year", ""), birth.get("monthOfYear", "")), "-"))
    for number in item.iterfind("identification"):
        numbered = _IDENTIFIERS.get(number.get("identificationTypeCode", "").lower(), "")
        entry.identifier(numbered, number.get("number", "") if numbered else "")
    for regulation in item.iterfind("regulation"):
        entry.add("programmes", regulation.get("programme", ""))
    # the date of an amendment is not that of the listing
    entry.add("listed_on", item.get("designationDate", ""))
    entry.add("remarks", text(item, "remark"), item.get("designationDetails", ""))
    return entry.draft()


def _take_row(entry: Gathered, row: dict[str, str]) -> None:
    whole = row.get("namealias_wholename") or joined(row.get(f"namealias_{part}name", "") for part in ("first", "middle", "last"))
    if whole:
        entry.name(ListedName(text=whole, kind=NameKind.WEAK if row.get("namealias_strong", "").lower() == "false" else NameKind.ALIAS))
    entry.add("offices", row.get("namealias_function", ""))
    country = row.get("address_countryiso2code", "")
    entry.add("countries", country, row.get("citizenship_countryiso2code", ""))
    place = joined((*(row.get(f"address_{part.lower()}", "") for part in _PLACE), row.get("address_countrydescription", "")), ", ")
    entry.add("addresses", place)
    entry.add("births", row.get("birthdate_birthdate") or row.get("birthdate_year", ""))
    kind = _IDENTIFIERS.get(row.get("identification_typecode", "").lower(), "")
    entry.identifier(kind, row.get("identification_number", "") if kind else "")
    entry.add("programmes", row.get("entity_regulation_programme", ""))
    entry.add("listed_on", row.get("entity_designationdate", ""))
    entry.add("remarks", row.get("entity_remark", ""), row.get("entity_designationdetails", ""))
