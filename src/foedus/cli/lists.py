"""`foedus lists`: sanctions lists that a ledger keeps."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
from rich.console import Console

from foedus.cli.sources import DONE, NOTHING, PARTLY
from foedus.desk.holding import existing
from foedus.errors import ListError
from foedus.lexicon.names import Names
from foedus.model.listing import SanctionsList
from foedus.pipeline.findings import LIST_KEYS
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.sites import Sites
from foedus.screening.holders import Holders
from foedus.screening.loading import Loaded, Stated, check_successor, counted_out, files_in, load
from foedus.store import Ledger
from foedus.store.lists import editions_in, keep_list, latest, remove_lists


def add_lists(place: str, path: Path, stated: Stated, err: Console, *, force: bool) -> int:
    """Load a file, or each file of a folder, into a ledger; what cannot be loaded leaves the list that is there.

    Args:
        place: The ledger; it is made where there is none.
        path: The file or folder.
        stated: What the user says of the file.
        err: Where to say what was done.
        force: Load an edition though it is older or much smaller than the one before.

    Returns:
        The exit code: done, nothing loaded, or partly.
    """
    sites, known = Sites(Gazetteer.load()), Holders(Names.load())
    files = files_in(path)
    failed = 0
    with Ledger.open(place) as ledger:
        for file in files:
            try:
                told = list(_added(ledger, load(file, sites, known, now=dt.datetime.now(dt.UTC), stated=stated), force=force))
            except ListError as error:
                failed += 1
                told = [f"not loaded: {error}"]
            for line in told:
                err.print(line, markup=False, soft_wrap=True)
    if not files:
        err.print(f"there is no list in {path}", markup=False, soft_wrap=True)
    return DONE if files and not failed else NOTHING if failed == len(files) else PARTLY


def _added(ledger: Ledger, loaded: Loaded, *, force: bool) -> Iterator[str]:
    edition = loaded.edition
    before = next((known for known in latest(editions_in(ledger)) if known.name == edition.name), None)
    if before is not None and before.id != edition.id and not force:
        check_successor(edition, before)
    if not keep_list(ledger, edition, loaded.entries, LIST_KEYS):
        yield f"{edition.told}: this very file is loaded; nothing changed"
        return
    after = f" in place of that of {before.dated or 'unknown date'}" if before else ""
    yield f"{edition.told}: {_entries(edition)} in {edition.id}{after}; licence: {edition.licence}"
    if edition.left_out:
        yield f"    left out: {counted_out(edition.left_out)}"
    yield from (f"    warning: {warning}" for warning in edition.warnings)


def list_lists(place: str, out: Console, *, as_json: bool) -> None:
    """Print the editions of a ledger, by the order of loading.

    Raises:
        LedgerError: There is no such ledger.
    """
    with existing(place) as ledger:
        editions = editions_in(ledger)
    current = {edition.id for edition in latest(editions)}
    for edition in editions:
        is_current = edition.id in current
        lines = [_json(edition, is_current=is_current)] if as_json else _lines(edition, is_current=is_current)
        for line in lines:
            out.print(line, markup=False, soft_wrap=True, highlight=False)


def remove_list(place: str, key: str) -> str:
    """Take an edition, or all of a name, out of a ledger, and say which.

    Raises:
        LookupFailed: There is none.
    """
    with existing(place) as ledger:
        gone = remove_lists(ledger, key)
    return "\n".join(f"{edition.told}: removed; decisions on it stay" for edition in gone)


def _json(edition: SanctionsList, *, is_current: bool) -> str:
    return msgspec.json.encode(msgspec.to_builtins(edition) | {"current": is_current}).decode()


def _lines(edition: SanctionsList, *, is_current: bool) -> Iterator[str]:
    state = "" if is_current else "; a later edition stands in its place"
    yield f"{edition.id}  {edition.told}: {edition.title}, {_entries(edition)}{state}"
    yield f"    {', '.join(edition.files)}; sha256 {edition.sha256}; version {edition.version or 'not given'}; licence: {edition.licence}"
    if edition.left_out:
        yield f"    left out: {counted_out(edition.left_out)}"
    yield from (f"    warning: {warning}" for warning in edition.warnings)


def _entries(edition: SanctionsList) -> str:
    return "1 entry" if edition.entries == 1 else f"{edition.entries} entries"
