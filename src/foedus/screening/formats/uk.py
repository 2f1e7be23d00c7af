"""The United Kingdom's sanctions list (that of the foreign ministry, the only one since January 2026), XML and CSV."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element  # the type alone: parsing is in `files`

from foedus.model.listing import EntryKind, ListedName, NameKind
from foedus.screening.drafts import PERSON, Draft
from foedus.screening.files import elements, first_rows, table, text, texts
from foedus.screening.formats.grouping import Gathered, Gathering, joined
from foedus.screening.formats.heads import Head, day_of

ROOT = "Designations"
_KINDS = {"individual": PERSON, "entity": EntryKind.ORGANISATION, "ship": EntryKind.VESSEL}
# the last name, or all of an entity's, is the sixth
_PARTS = (1, 2, 3, 4, 5, 6)
_LINES = (*(f"AddressLine{i}" for i in range(1, 7)), "AddressPostalCode", "AddressCountry")
_CSV_LINES = (*(f"address line {i}" for i in range(1, 7)), "address postal code", "address country")


def head(path: Path) -> Head:
    """The date on which the XML file was made, which stands before the first designation."""
    made = next(elements(path, frozenset({"DateGenerated", "Designation"})), None)
    told = made.text or "" if made is not None and made.tag == "DateGenerated" else ""
    return Head(dated=day_of(told), version=told)


def drafts(path: Path) -> Iterator[Draft]:
    """The designations of the XML file."""
    for item in elements(path, frozenset({"Designation"})):
        yield _draft(item)


def head_csv(path: Path) -> Head:
    """The date of the report, which the first line of the CSV file gives."""
    told = first_rows(path)[0][0].partition(":")[2].strip()
    return Head(dated=day_of(told), version=told)


def drafts_csv(path: Path) -> Iterator[Draft]:
    """The designations of the CSV file: it has a row for each name and each address of one."""
    gathering = Gathering()
    for row in table(path, skip=1):
        kind = row.get("designation type", "").lower()
        _take_row(gathering.of(row["unique id"], _KINDS.get(kind, kind)), row)
    return gathering.drafts()


def _draft(item: Element) -> Draft:
    kind = text(item, "IndividualEntityShip").lower()
    entry = Gathered(text(item, "UniqueID"), _KINDS.get(kind, kind))
    for name in item.iterfind("Names/Name"):
        whole = joined(text(name, f"Name{part}") for part in _PARTS)
        entry.name(ListedName(text=whole, kind=_name_kind(text(name, "NameType"), text(name, "AliasStrength"))))
    for original in texts(item, "NonLatinNames/NonLatinName/NameNonLatinScript") + texts(item, "NonLatinNames/NameNonLatinScript"):
        entry.name(ListedName(text=original, kind=NameKind.ALIAS))
    for address in item.iterfind("Addresses/Address"):
        entry.add("addresses", joined((text(address, line) for line in _LINES), ", "))
        entry.add("countries", text(address, "AddressCountry"))
    entry.add("countries", *texts(item, ".//Nationalities/Nationality"), *texts(item, ".//CurrentBelievedFlagOfShip"))
    entry.add("births", *texts(item, ".//DOBs/DOB"))
    entry.add("offices", *texts(item, ".//Positions/Position"))
    for number in texts(item, ".//IMONumbers/IMONumber"):
        entry.identifier("imo", number)
    for number in texts(item, ".//BusinessRegistrationNumbers/BusinessRegistrationNumber"):
        entry.identifier("registration", number)
    entry.add("programmes", text(item, "RegimeName"))
    entry.add("listed_on", text(item, "DateDesignated"))
    entry.add("remarks", text(item, "OtherInformation"), text(item, "UKStatementofReasons"))
    return entry.draft()


def _take_row(entry: Gathered, row: dict[str, str]) -> None:
    whole = joined(row.get(f"name {part}", "") for part in _PARTS)
    entry.name(ListedName(text=whole, kind=_name_kind(row.get("name type", ""), row.get("alias strength", ""))))
    entry.name(ListedName(text=row.get("name non-latin script", ""), kind=NameKind.ALIAS))
    entry.add("addresses", joined((row.get(line, "") for line in _CSV_LINES), ", "))
    entry.add("countries", row.get("address country", ""), row.get("nationality(/ies)", ""), row.get("current believed flag of ship", ""))
    entry.add("births", row.get("d.o.b", ""))
    entry.add("offices", row.get("position", ""))
    entry.identifier("imo", row.get("imo number", ""))
    entry.identifier("registration", row.get("business registration number (s)", ""))
    entry.add("programmes", row.get("regime name", ""))
    entry.add("listed_on", row.get("date designated", ""))
    entry.add("remarks", row.get("other information", ""), row.get("uk statement of reasons", ""))


def _name_kind(kind: str, strength: str) -> NameKind:
    if "low" in strength.lower():
        return NameKind.WEAK
    return NameKind.NAME if kind.lower().startswith("primary name") and "variation" not in kind.lower() else NameKind.ALIAS
