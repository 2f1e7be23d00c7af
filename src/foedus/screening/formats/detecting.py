"""Which form a file is of, by its beginning: names of files say nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from foedus.errors import ListError
from foedus.model.record import Record
from foedus.screening.drafts import Draft
from foedus.screening.files import first_rows, opened, root_of
from foedus.screening.formats import eu, ftm, ofac, ofac_advanced, simple, uk, un
from foedus.screening.formats.heads import Head

MAX_BYTES = 10_000_000_000
_NOT_KNOWN = "the licence is not stated in the file: see its publisher"


class Form(Record, frozen=True, kw_only=True):
    """A form of list files.

    Attributes:
        format: Its name.
        name: Name of the lists of this form; the dataset is put behind it where there are several.
        title: The same for a reader.
        licence: Under which terms its publisher gives it out, as far as we know.
        head: Reads what a file says of itself.
        drafts: Reads the entries.
    """

    format: str
    name: str
    title: str
    licence: str
    head: Callable[[Path], Head]
    drafts: Callable[[Path], Iterator[Draft]]


_OPENSANCTIONS = "CC BY-NC 4.0; business use needs a licence from OpenSanctions"
_US = "work of the US government, in the public domain in the US"
_EU = "Commission decision 2011/833/EU on reuse; the Official Journal is authentic, not this file"
_UK = "Open Government Licence 3.0"
SIMPLE = Form(
    format="targets.simple.csv",
    name="opensanctions",
    title="OpenSanctions, simple form",
    licence=_OPENSANCTIONS,
    head=simple.head,
    drafts=simple.drafts,
)
FTM = Form(
    format="ftm.json",
    name="opensanctions",
    title="OpenSanctions, FollowTheMoney",
    licence=_OPENSANCTIONS,
    head=ftm.head,
    drafts=ftm.drafts,
)
OFAC = Form(format="ofac.csv", name="us-ofac-sdn", title="US Treasury (OFAC) list, CSV", licence=_US, head=ofac.head, drafts=ofac.drafts)
EU_CSV = Form(
    format="eu-fsf.csv",
    name="eu-fsf",
    title="EU financial sanctions list, CSV",
    licence=_EU,
    head=eu.head_csv,
    drafts=eu.drafts_csv,
)
UK_CSV = Form(format="uk.csv", name="uk", title="UK Sanctions List, CSV", licence=_UK, head=uk.head_csv, drafts=uk.drafts_csv)
_BY_ROOT = {
    un.ROOT: Form(
        format="un.xml", name="un", title="UN Security Council consolidated list", licence=_NOT_KNOWN, head=un.head, drafts=un.drafts
    ),
    ofac_advanced.ROOT: Form(
        format="ofac-advanced.xml",
        name="us-ofac-sdn",
        title="US Treasury (OFAC) list, advanced XML",
        licence=_US,
        head=ofac_advanced.head,
        drafts=ofac_advanced.drafts,
    ),
    eu.ROOT: Form(
        format="eu-fsf.xml", name="eu-fsf", title="EU financial sanctions list, XML", licence=_EU, head=eu.head, drafts=eu.drafts
    ),
    uk.ROOT: Form(format="uk.xml", name="uk", title="UK Sanctions List, XML", licence=_UK, head=uk.head, drafts=uk.drafts),
}
FORMS = (SIMPLE, FTM, OFAC, EU_CSV, UK_CSV, *_BY_ROOT.values())
_RETIRED = "is the OFSI consolidated list, which was retired on 28 January 2026: load the UK Sanctions List in its place"
_REFUSED_ROOTS = {
    "ArrayOfFinancialSanctionsTarget": _RETIRED,
    "sdnList": "is the plain XML of the US Treasury's list, which is not read: load SDN.CSV with ALT.CSV and ADD.CSV, or sdn_advanced.xml",
}
_KNOWN = "known are: " + ", ".join(form.format for form in FORMS)


def form_of(path: Path) -> Form:
    """The form of a file.

    Raises:
        ListError: It is of none that is known, or of one that is out of use.
    """
    if (size := path.stat().st_size) > MAX_BYTES:
        msg = f"{path.name} has {size:,} bytes, over the limit of {MAX_BYTES:,} for a list"
        raise ListError(msg)
    with path.open("rb") as handle:
        beginning = handle.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lstrip()
    if not beginning:
        msg = f"{path.name} is empty"
        raise ListError(msg)
    if beginning.startswith(b"<"):
        return _of_xml(path)
    return FTM if beginning.startswith(b"{") and _is_ftm(path) else _of_rows(path)


def _of_xml(path: Path) -> Form:
    root, _ = root_of(path)
    form = _BY_ROOT.get(root)
    if form is None:
        msg = f"{path.name} {_REFUSED_ROOTS.get(root, f'is no list that is known: its outermost element is {root}; {_KNOWN}')}"
        raise ListError(msg)
    return form


def _is_ftm(path: Path) -> bool:
    with opened(path) as handle:
        first = handle.readline(1 << 24)
    return '"schema"' in first and '"properties"' in first


def _of_rows(path: Path) -> Form:
    rows = first_rows(path)
    first = [cell.lower() for cell in rows[0]] if rows else []
    second = [cell.lower() for cell in rows[1]] if len(rows) > 1 else []
    if {"id", "schema", "name", "aliases"}.issubset(first):
        return SIMPLE
    if first and first[0].startswith(("filegenerationdate;", "entity_logicalid;")):
        return EU_CSV
    if first and first[0].startswith("report date") and "unique id" in second:
        return UK_CSV
    return _of_bare_rows(path, first, second)


def _of_bare_rows(path: Path, first: list[str], second: list[str]) -> Form:
    """The form of rows without names of columns."""
    if "group id" in second and "unique id" not in second:
        msg = f"{path.name} {_RETIRED}"
        raise ListError(msg)
    if first and first[0].isdigit():
        if len(first) == ofac.WIDTH:
            return OFAC
        msg = f"{path.name} is part of a list: such files are read with the SDN.CSV beside them; give that one, or the folder"
        raise ListError(msg)
    msg = f"{path.name} is no list that is known; {_KNOWN}"
    raise ListError(msg)
