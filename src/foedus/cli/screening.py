"""`foedus screen`: names, or all that a ledger's claims name, against the lists that the ledger keeps."""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Console

from foedus.desk.holding import existing
from foedus.desk.screening import Asked, Ruling, rule_on, screened
from foedus.errors import LookupFailed
from foedus.model.listing import Band, Hit, HitVerdict, SanctionsList, Screened
from foedus.model.record import Record

NO_MATCH = "no match on these lists as of these dates"
_MATCH = "to be looked at"


class Verdict(Record, frozen=True, kw_only=True):
    """What somebody decides about a name and an entry.

    Attributes:
        verdict: What was decided.
        entry: The entry's reference or id, or the beginning of its id.
        who: Who decides; the user of the machine if empty.
        why: The reason.
    """

    verdict: HitVerdict
    entry: str
    who: str
    why: str


def screen_names(place: str, names: Sequence[str], asked: Asked, out: Console, *, as_json: bool) -> None:
    """Print the hits of names, or without names those of all that the ledger's claims name.

    Raises:
        ListError: The ledger has no list, or likeness is asked for and its library is not installed.
        LedgerError: There is no such ledger.
    """
    with existing(place) as ledger:
        lists, found = screened(ledger, names, asked)
    for item in found:
        lines = [_json(item, lists)] if as_json else _lines(item, asked, with_evidence=not names)
        for line in lines:
            out.print(line, markup=False, soft_wrap=True, highlight=False)
    if not as_json:
        if not found:
            out.print("the ledger's claims name nobody who could be on a list", markup=False)
        out.print(f"Lists: {'; '.join(f'{edition.told} ({edition.entries} entries)' for edition in lists)}.", markup=False, soft_wrap=True)
        out.print("Natural persons without a public office are not loaded from any list.", markup=False, soft_wrap=True)


def decide_on(place: str, name: str, asked: Asked, verdict: Verdict) -> str:
    """Keep a decision on a name and one of its hits, and say which.

    Raises:
        LookupFailed: The name has no such hit, or several.
    """
    with existing(place) as ledger:
        _, found = screened(ledger, [name], asked)
        hits = [hit for hit in found[0].hits if verdict.entry == hit.entry.reference or hit.entry.id.startswith(verdict.entry)]
        if len(hits) != 1:
            msg = f"{name!r} has {len(hits)} hits on an entry {verdict.entry!r}" + ("; give the id" if hits else "")
            raise LookupFailed(msg)
        (hit,) = hits
        ruling = Ruling(verdict=verdict.verdict, who=verdict.who, why=verdict.why)
        decision = rule_on(ledger, name, (hit.list_name, hit.entry), ruling)
    return f"{decision.id}: {name} and {hit.list_name} {hit.entry.reference}: {decision.verdict}; kept"


def _json(item: Screened, lists: Sequence[SanctionsList]) -> str:
    told = [
        {"id": edition.id, "name": edition.name, "dated": edition.dated, "loaded_at": edition.loaded_at, "sha256": edition.sha256}
        for edition in lists
    ]
    result = NO_MATCH if not item.hits else _MATCH
    return msgspec.json.encode(msgspec.to_builtins(item.subject) | {"result": result, "hits": item.hits, "lists": told}).decode()


def _lines(item: Screened, asked: Asked, *, with_evidence: bool) -> Iterator[str]:
    subject = item.subject
    shown = [hit for hit in item.hits if asked.everything or hit.band is not Band.WEAK]
    hidden = len(item.hits) - len(shown)
    more = f"; {hidden} weak, shown with --all" if hidden else ""
    known = ", ".join((*(kind.value for kind in subject.kinds), *subject.countries))
    count = f"{len(shown)} {'hit' if len(shown) == 1 else 'hits'}"
    yield f"{subject.name}{f' ({known})' if known else ''}: {(count if item.hits else NO_MATCH) + more}"
    if with_evidence and item.hits:
        yield from (f"    {document}: “{sentence}”" for document, sentence in subject.words)
    for hit in shown:
        yield from _hit_lines(hit, asked.on)


def _hit_lines(hit: Hit, on: dt.date | None) -> Iterator[str]:
    entry = hit.entry
    what = "; ".join(filter(None, (entry.kind.value, ", ".join(entry.countries), ", ".join(entry.offices), ", ".join(entry.programmes))))
    yield f"  {hit.band.upper()}  {hit.list_name} of {hit.dated or 'unknown date'}, {entry.reference}: {entry.names[0].text} ({what})"
    parts = "; ".join(f"{part.name} {part.score:.2f}, {part.detail}" for part in hit.parts)
    yield f"      matched “{hit.matched}”: {hit.method}, {hit.score:.2f} ({parts})"
    yield from (f"      for: {words}" for words in hit.speaks_for)
    yield from (f"      against: {words}" for words in hit.speaks_against)
    yield f"      {_dates(hit, on)}"
    if hit.decision is not None:
        decision = hit.decision
        changed = "" if decision.entry == entry.id else "; the entry was changed since"
        yield f"      decided: {decision.verdict}, by {decision.who} on {decision.at:%Y-%m-%d}: {decision.why}{changed}"


def _dates(hit: Hit, on: dt.date | None) -> str:
    entry = hit.entry
    told = f"listed since {entry.listed_on or 'a day that the list does not give'}" + (f", until {entry.until}" if entry.until else "")
    if on is None:
        return told
    state = {True: f"listed on {on}", False: f"not listed on {on}", None: f"whether it was listed on {on} does not follow"}[hit.listed]
    return f"{told}: {state}"
