"""`foedus screen`: names, or all that a ledger's claims name, against the lists that the ledger keeps."""

import datetime as dt
import getpass
from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Console

from foedus.desk.holding import existing
from foedus.errors import ListError, LookupFailed
from foedus.lexicon.names import Names
from foedus.model.listing import Band, EntryKind, Hit, HitDecision, HitVerdict, SanctionsList, Screened, Subject
from foedus.model.record import Record
from foedus.pipeline import LIST_KEYS
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.sites import Sites
from foedus.screening.countries import codes_of
from foedus.screening.drafts import partial_date
from foedus.screening.exact import last_decisions, screen
from foedus.screening.holders import Holders
from foedus.screening.keys import subject_key
from foedus.screening.matcher import Matcher, Scorer, screen_alike
from foedus.screening.subjects import Tables, subjects_of
from foedus.store import Ledger
from foedus.store.lists import LedgerLists, decide, decisions_in

NO_MATCH = "no match on these lists as of these dates"
_MATCH = "to be looked at"


class Asked(Record, frozen=True, kw_only=True):
    """What is asked about names.

    Attributes:
        kind: What they are, none if that is not known.
        countries: Codes or names of their countries.
        born: Date of birth of an office-holder, as far as known.
        office: His or her office.
        on: The day for which to say whether an entry was listed.
        fuzzy: Whether likeness counts too.
        everything: Whether weak hits are shown.
    """

    kind: EntryKind | None = None
    countries: tuple[str, ...] = ()
    born: str = ""
    office: str = ""
    on: dt.date | None = None
    fuzzy: bool = False
    everything: bool = False


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
        lists, screened = _screened(ledger, names, asked)
    for item in screened:
        lines = [_json(item, lists)] if as_json else _lines(item, asked, with_evidence=not names)
        for line in lines:
            out.print(line, markup=False, soft_wrap=True, highlight=False)
    if not as_json:
        if not screened:
            out.print("the ledger's claims name nobody who could be on a list", markup=False)
        out.print(f"Lists: {'; '.join(f'{edition.told} ({edition.entries} entries)' for edition in lists)}.", markup=False, soft_wrap=True)
        out.print("Natural persons without a public office are not loaded from any list.", markup=False, soft_wrap=True)


def decide_on(place: str, name: str, asked: Asked, verdict: Verdict) -> str:
    """Keep a decision on a name and one of its hits, and say which.

    Raises:
        LookupFailed: The name has no such hit, or several.
    """
    with existing(place) as ledger:
        _, screened = _screened(ledger, [name], asked)
        hits = [hit for hit in screened[0].hits if verdict.entry == hit.entry.reference or hit.entry.id.startswith(verdict.entry)]
        if len(hits) != 1:
            msg = f"{name!r} has {len(hits)} hits on an entry {verdict.entry!r}" + ("; give the id" if hits else "")
            raise LookupFailed(msg)
        (hit,) = hits
        decision = HitDecision(
            name=subject_key(name),
            list=hit.list_name,
            reference=hit.entry.reference,
            entry=hit.entry.id,
            verdict=verdict.verdict,
            who=verdict.who or getpass.getuser(),
            at=dt.datetime.now(dt.UTC),
            why=verdict.why,
        )
        decide(ledger, decision)
    return f"{decision.id}: {name} and {hit.list_name} {hit.entry.reference}: {decision.verdict}; kept"


def _screened(ledger: Ledger, names: Sequence[str], asked: Asked) -> tuple[Sequence[SanctionsList], list[Screened]]:
    lists = LedgerLists(ledger, LIST_KEYS)
    if not lists.editions():
        msg = f"ledger {ledger.place} has no lists; `foedus lists add FILE` loads one"
        raise ListError(msg)
    subjects = _asked(names, asked) if names else _named(ledger)
    decisions = last_decisions(decisions_in(ledger))
    if not asked.fuzzy:
        return lists.editions(), screen(subjects, lists, on=asked.on, decisions=decisions)
    matcher = Matcher(lists.entries(), Scorer())
    return lists.editions(), screen_alike(subjects, lists, matcher, on=asked.on, decisions=decisions)


def _asked(names: Sequence[str], asked: Asked) -> list[Subject]:
    """Names as subjects; one that is that of a place of our gazetteer is looked up as that place too."""
    sites = Sites(Gazetteer.load())
    countries = tuple(dict.fromkeys(code for text in asked.countries for code in codes_of(text)))
    born = partial_date(asked.born)
    return [
        Subject(
            name=name,
            kinds=(asked.kind,) if asked.kind else (),
            countries=countries,
            births=(born,) if born else (),
            offices=(asked.office,) if asked.office else (),
            places=tuple(found for found, _, whole in sites(name, countries, of_place=True) if whole),
        )
        for name in dict.fromkeys(names)
    ]


def _named(ledger: Ledger) -> tuple[Subject, ...]:
    """All that the ledger's claims name."""
    names = Names.load()
    tables = Tables(
        known=Holders(names),
        offices=lambda entity: [entry.office for entry in names.entity(entity) if entry.office],
        places=Sites(Gazetteer.load()).of_mention,
    )
    return subjects_of(ledger.claims(), {document.id: document for document in ledger.documents()}, tables)


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
