"""The United Nations Security Council's consolidated list in XML."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element  # the type alone: parsing is in `files`

from foedus.model.listing import EntryKind, Identifier, ListedName, NameKind
from foedus.screening.drafts import PERSON, Draft
from foedus.screening.files import elements, root_of, text, texts
from foedus.screening.formats.heads import Head, day_of

ROOT = "CONSOLIDATED_LIST"
_ITEMS = frozenset({"INDIVIDUAL", "ENTITY"})
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# years; a wider range says nothing
_WIDEST_RANGE = 20
_YEAR = re.compile(r"[0-9]{4}")
_IMO = re.compile(r"\bIMO\b\D{0,20}(\d{7})\b", re.IGNORECASE)


def head(path: Path) -> Head:
    """The date on which the file was made."""
    made = root_of(path)[1].get("dateGenerated", "")
    return Head(dated=day_of(made), version=made)


def drafts(path: Path) -> Iterator[Draft]:
    """The individuals and entities."""
    for item in elements(path, _ITEMS):
        is_person = item.tag == "INDIVIDUAL"
        remarks = " ".join(texts(item, "COMMENTS1"))
        yield Draft(
            reference=text(item, "REFERENCE_NUMBER") or text(item, "DATAID"),
            kind=PERSON if is_person else EntryKind.ORGANISATION,
            names=tuple(_names(item)),
            countries=(*texts(item, "NATIONALITY/VALUE"), *texts(item, f"{item.tag}_ADDRESS/COUNTRY")),
            births=tuple(_births(item)),
            offices=texts(item, "DESIGNATION/VALUE"),
            identifiers=tuple(Identifier(kind="imo", value=number) for number in _IMO.findall(remarks)),
            programmes=texts(item, "UN_LIST_TYPE"),
            listed_on=text(item, "LISTED_ON"),
            until=text(item, "DELISTED_ON"),
            addresses=tuple(_addresses(item)),
            remarks=remarks,
        )


def _names(item: Element) -> Iterator[ListedName]:
    yield ListedName(text=" ".join(text(item, part) for part in _PARTS))
    for original in texts(item, "NAME_ORIGINAL_SCRIPT"):
        yield ListedName(text=original, kind=NameKind.ALIAS)
    for alias in item.iterfind(f"{item.tag}_ALIAS"):
        quality = text(alias, "QUALITY").lower()
        kind = NameKind.WEAK if quality == "low" else NameKind.FORMER if quality.startswith("f.k.a") else NameKind.ALIAS
        for name in text(alias, "ALIAS_NAME").split(";"):
            yield ListedName(text=name, kind=kind)


def _births(item: Element) -> Iterator[str]:
    """Days, years, and each year of a range."""
    for birth in item.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        ends = [end for name in ("FROM_YEAR", "TO_YEAR") if _YEAR.fullmatch(end := text(birth, name))]
        if len(ends) == 2 and 0 <= int(ends[1]) - int(ends[0]) <= _WIDEST_RANGE:  # noqa: PLR2004  # from and to
            ends = [str(year) for year in range(int(ends[0]), int(ends[1]) + 1)]
        yield from texts(birth, "DATE") or texts(birth, "YEAR") or ends


def _addresses(item: Element) -> Iterator[str]:
    for address in item.iterfind(f"{item.tag}_ADDRESS"):
        yield ", ".join(part for name in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY") if (part := text(address, name)))
