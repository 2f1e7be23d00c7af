"""A file as an edition of a list: its entries, what was left out, and whether it may take the place of the edition before."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from foedus.errors import ListError
from foedus.model.listing import LeftOut, ListEntry, SanctionsList
from foedus.model.record import Record, identify
from foedus.screening.drafts import Known, Sites, settle
from foedus.screening.files import hash_of
from foedus.screening.formats import Form, form_of
from foedus.screening.formats.ofac import BESIDE, beside

# lists are brought up to date weekly at least, most of them
_STALE_DAYS = 30
# more than any public list holds; it bounds memory
MAX_ENTRIES = 10_000_000
# an edition with a smaller share of the entries of the one before is taken for a part of it
_LEAST_SHARE = 0.5


class Stated(Record, frozen=True, kw_only=True):
    """What the user says of a file in place of what it says of itself, empty where nothing.

    Attributes:
        name: Name of the list.
        licence: Under which terms it may be used.
        dated: The list's date.
    """

    name: str = ""
    licence: str = ""
    dated: dt.date | None = None


class Loaded(Record, frozen=True, kw_only=True):
    """An edition with its entries, in the order of the file."""

    edition: SanctionsList
    entries: tuple[ListEntry, ...]


def files_in(path: Path) -> list[Path]:
    """The files of a folder that may be lists by themselves, by name; a file alone is itself.

    Raises:
        ListError: There is nothing at that path.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        msg = f"there is no file or folder {path}"
        raise ListError(msg)
    parts = {name for names in BESIDE.values() for name in names}
    return sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith(".") and file.name.lower() not in parts)


def load(path: Path, sites: Sites, known: Known, *, now: dt.datetime, stated: Stated | None = None) -> Loaded:
    """Read a list file whole.

    Args:
        path: The file; what belongs to it and lies beside it is read too.
        sites: Finds places of the gazetteer in a text.
        known: The office-holder of our tables who bears a name.
        now: The moment that it is loaded at, UTC.
        stated: What the user says of it.

    Raises:
        ListError: It is of no known form, broken, cut off or hostile, or has nothing that could be loaded.
    """
    stated = stated or Stated()
    form = form_of(path)
    files = (path, *beside(path))
    left_out: Counter[str] = Counter()
    entries = tuple(itertools.islice(_settled(form, path, sites, known, left_out), MAX_ENTRIES + 1))
    if len(entries) > MAX_ENTRIES:
        msg = f"{path.name} holds over {MAX_ENTRIES:,} entries, which is the limit"
        raise ListError(msg)
    if not entries:
        told = "; ".join(f"{count} {reason}" for reason, count in sorted(left_out.items()))
        msg = f"{path.name} holds no entry that could be loaded" + (f": {told}" if told else "")
        raise ListError(msg)
    head = form.head(path)
    name = stated.name or ":".join(filter(None, (form.name, head.dataset)))
    sha256 = hash_of(files)
    dated = stated.dated or head.dated
    edition = SanctionsList(
        id=identify("l", name, sha256),
        name=name,
        title=form.title,
        format=form.format,
        files=tuple(file.name for file in files),
        sha256=sha256,
        dated=dated,
        version=head.version,
        licence=stated.licence or form.licence,
        loaded_at=now,
        entries=len(entries),
        left_out=tuple(LeftOut(reason=reason, count=count) for reason, count in sorted(left_out.items())),
        warnings=tuple(_warnings(dated, now.date())),
    )
    return Loaded(edition=edition, entries=entries)


def check_successor(edition: SanctionsList, before: SanctionsList) -> None:
    """Whether an edition may take the place of the one before.

    Raises:
        ListError: It is older, or so much smaller that it may be a part only.
    """
    if edition.dated and before.dated and edition.dated < before.dated:
        msg = f"{edition.files[0]} is of {edition.dated}; that of {before.dated} is loaded, and stays: --force loads it all the same"
        raise ListError(msg)
    if edition.entries < before.entries * _LEAST_SHARE:
        msg = (
            f"{edition.files[0]} has {edition.entries} entries, the edition that is loaded {before.entries}: it may be cut off, so that "
            "one stays; --force loads it all the same"
        )
        raise ListError(msg)


def _settled(form: Form, path: Path, sites: Sites, known: Known, left_out: Counter[str]) -> Iterator[ListEntry]:
    for draft in form.drafts(path):
        entry = settle(draft, sites, known)
        if isinstance(entry, ListEntry):
            yield entry
        else:
            left_out[entry] += 1


def _warnings(dated: dt.date | None, today: dt.date) -> Iterator[str]:
    if dated is None:
        yield "the file gives no date of its own: state one with --dated"
    elif (age := (today - dated).days) > _STALE_DAYS:
        yield f"the list is {age} days old: a newer one may be out"


def counted_out(left_out: Sequence[LeftOut]) -> str:
    """What was left out, in words; empty if nothing was."""
    return "; ".join(f"{item.count} {item.reason}" for item in left_out)
