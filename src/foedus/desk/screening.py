"""Names against the lists that a ledger keeps, and what people decide about hits."""

import datetime as dt
import getpass
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from foedus.errors import ListError
from foedus.lexicon.names import Names
from foedus.model.claim import Claim
from foedus.model.listing import EntryKind, HitDecision, HitVerdict, ListEntry, SanctionsList, Screened, Subject
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document
from foedus.pipeline.findings import LIST_KEYS
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


def screened(
    ledger: Ledger, names: Sequence[str], asked: Asked, *, matcher: Matcher | None = None
) -> tuple[Sequence[SanctionsList], list[Screened]]:
    """Hold names against a ledger's lists, or without names all that its claims name; each hit has the last decision on it.

    Args:
        ledger: The ledger.
        names: The names.
        asked: What is asked about them.
        matcher: Where likeness counts, one over the ledger's lists as they are now; it is made if none is given, which takes a while.

    Returns:
        The lists, and the names with their hits.

    Raises:
        ListError: The ledger has no list, or likeness is asked for and its library is not installed.
    """
    lists = LedgerLists(ledger, LIST_KEYS)
    if not lists.editions():
        msg = f"ledger {ledger.place} has no lists; `foedus lists add FILE` loads one"
        raise ListError(msg)
    documents = {} if names else {document.id: document for document in ledger.documents()}
    subjects = asked_for(names, asked) if names else named_in(ledger.claims(), documents)
    decisions = last_decisions(decisions_in(ledger))
    if not asked.fuzzy:
        return lists.editions(), screen(subjects, lists, on=asked.on, decisions=decisions)
    made = matcher or Matcher(lists.entries(), Scorer())
    return lists.editions(), screen_alike(subjects, lists, made, on=asked.on, decisions=decisions)


def asked_for(names: Iterable[str], asked: Asked) -> list[Subject]:
    """Names as subjects; one that is that of a place of our gazetteer is looked up as that place too."""
    sites = _sites()
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


def named_in(claims: Iterable[Claim], documents: Mapping[DocumentId, Document]) -> tuple[Subject, ...]:
    """All that claims name and that may be on a list.

    Args:
        claims: The claims.
        documents: Their documents by id.
    """
    return subjects_of(claims, documents, _tables())


class Ruling(Record, frozen=True, kw_only=True):
    """What somebody decides about a name and an entry.

    Attributes:
        verdict: What was decided.
        who: Who decides; the user of the machine if empty.
        why: The reason.
    """

    verdict: HitVerdict
    who: str
    why: str


def rule_on(ledger: Ledger, name: str, hit: tuple[str, ListEntry], ruling: Ruling, *, seen: int | None = None) -> HitDecision:
    """Keep a decision on a name and an entry of a list.

    Args:
        ledger: The ledger.
        name: The name as it was screened.
        hit: Name of the list, and the entry.
        ruling: The decision.
        seen: How many decisions on the two were there when it was made; none if anything goes.

    Raises:
        StaleError: Somebody decided on them since; the error holds the decision.
    """
    listed, entry = hit
    decision = HitDecision(
        name=subject_key(name),
        list=listed,
        reference=entry.reference,
        entry=entry.id,
        verdict=ruling.verdict,
        who=ruling.who or getpass.getuser(),
        at=dt.datetime.now(dt.UTC),
        why=ruling.why,
    )
    decide(ledger, decision, seen=seen)
    return decision


@cache
def _sites() -> Sites:
    return Sites(Gazetteer.load())


@cache
def _tables() -> Tables:
    names = Names.load()
    return Tables(
        known=Holders(names),
        offices=lambda entity: [entry.office for entry in names.entity(entity) if entry.office],
        places=_sites().of_mention,
    )
