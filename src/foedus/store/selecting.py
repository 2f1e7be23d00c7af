"""Findings that answer a query, with what they rest on and no more than that."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, false, func, or_, select

from foedus.errors import LookupFailed
from foedus.model.brief import Coverage
from foedus.model.choice import Choice
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import FindingId, Record
from foedus.model.text import Document
from foedus.store import schema, search
from foedus.store.ledger import Ledger
from foedus.store.rows import all_findings, all_judgements, by_publication, decode, document_from

R = TypeVar("R", bound=Record)
NameOf = Callable[[str], str]
Condition = ColumnElement[bool]

# how many keys one statement may name; SQLite takes 32,766 values in one
MOST_KEYS = 10_000
_ID = re.compile(r"[fsc]-[0-9a-f]+")


class Held(Record, frozen=True, kw_only=True):
    """Findings with all that they rest on, as they were at one moment.

    Attributes:
        findings: The findings in order of their first claim.
        documents: The documents of their claims, by publication, name and id.
        claims: All claims of these documents, by publication and position, those of other findings too: judgements are resolved among them.
        judgements: All judgements, in order.
    """

    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]


def held(ledger: Ledger, *conditions: Condition) -> Held:
    """The findings that fulfil all conditions, with what they rest on; without a condition all that the ledger holds.

    Args:
        ledger: The ledger.
        conditions: From `with_words`, `of_stories` or `of_key`.
    """
    findings, documents, claims = schema.findings, schema.documents, schema.claims
    link = schema.finding_claims.c
    texts = select(documents)
    told = select(claims.c.record).join(documents)
    if conditions:
        meant = select(claims.c.document).join(schema.finding_claims).where(link.finding.in_(select(findings.c.id).where(*conditions)))
        texts, told = texts.where(documents.c.id.in_(meant)), told.where(claims.c.document.in_(meant))
    with ledger.snapshot() as connection:
        return Held(
            findings=_records(connection, all_findings().where(*conditions), Finding),
            documents=tuple(document_from(row) for row in connection.execute(by_publication(texts)).mappings()),
            claims=_records(connection, by_publication(told).order_by(claims.c.position, claims.c.id), Claim),
            judgements=_records(connection, all_judgements(), Judgement),
        )


def ids_of(ledger: Ledger, *conditions: Condition) -> frozenset[FindingId]:
    """The ids of the findings that fulfil all conditions; without a condition all."""
    with ledger.snapshot() as connection:
        return frozenset(connection.scalars(select(schema.findings.c.id).where(*conditions)))


def with_words(ledger: Ledger, query: str, name_of: NameOf) -> list[Condition]:
    """Conditions for findings in which all words of a query stand.

    A word stands in a finding if it is the beginning of a word of one of its claims (evidence, names, codes, type, status,
    voices, outlet, document), of its own type or status, or of a party's name; a word in capitals must be the whole of one
    (`UN` is no beginning of `unmanned`). An id of a finding, story or claim, or its beginning, stands for what it names.
    Otherwise case does not count, and neither do accents.

    Args:
        ledger: The ledger.
        query: Words apart by blanks; none choose everything.
        name_of: Display name of a party's code.
    """
    words = query.split()
    if not words:
        return []
    with ledger.snapshot() as connection:
        codes = connection.scalars(select(schema.finding_parties.c.code).distinct())
        parties = {code: search.words_of(f"{code} {name_of(code)}") for code in codes}
        return [_with_word(word, parties, connection.dialect.name) for word in words]


def with_choice(ledger: Ledger, choice: Choice, name_of: NameOf) -> list[Condition]:
    """Conditions for the findings that are meant; an empty choice has none.

    Args:
        ledger: The ledger.
        choice: What they must be.
        name_of: Display name of a party's code.
    """
    table = schema.findings.c
    found = with_words(ledger, choice.query, name_of)
    if choice.event:
        found.append(table.event == choice.event.upper())
    if choice.status:
        found.append(table.status == choice.status)
    if choice.is_disputed:
        found.append(table.disputed)
    if choice.since:
        found.append(table.last_day >= choice.since.isoformat())
    if choice.until:
        found += [table.first_day <= choice.until.isoformat(), table.first_day != ""]
    return found + _with_parties(choice) + _with_outlet(choice.outlet)


def _with_parties(choice: Choice) -> list[Condition]:
    table = schema.findings.c
    found = [_has(choice.actor)] if choice.actor else []
    if choice.between:
        one, other = choice.between
        parties = schema.finding_parties.c
        several = select(parties.finding).where(parties.side == "actor").group_by(parties.finding).having(func.count() > 1)
        opposed = or_(and_(_has(one, "actor"), _has(other, "recipient")), and_(_has(other, "actor"), _has(one, "recipient")))
        found.append(or_(opposed, and_(_has(one), _has(other), table.id.in_(several))))
    return found


def _has(code: str, side: str = "") -> Condition:
    """A party of this code, or a domestic actor of this state."""
    parties = schema.finding_parties.c
    meant = select(parties.finding).where(or_(parties.code == code, parties.code.startswith(f"{code}:", autoescape=True)))
    return schema.findings.c.id.in_(meant.where(parties.side == side) if side else meant)


def _with_outlet(outlet: str) -> list[Condition]:
    if not outlet:
        return []
    link, documents = schema.finding_claims.c, schema.documents.c
    named = [name for name in {outlet, outlet.casefold(), outlet.title()} if name]
    told = select(link.finding).join(schema.claims, schema.claims.c.id == link.claim).join(schema.documents)
    return [schema.findings.c.id.in_(told.where(or_(documents.outlet.in_(named), func.lower(documents.outlet) == outlet.lower())))]


def of_stories(stories: Collection[str]) -> list[Condition]:
    """The condition that a finding is of one of these stories; none where they are too many to be named."""
    return [schema.findings.c.story.in_(sorted(stories))] if len(stories) <= MOST_KEYS else []


def of_key(key: str) -> Condition:
    """The condition that a key begins the id of a finding, its story or one of its claims, or is the name of one of its documents."""
    table, link, documents = schema.findings.c, schema.finding_claims.c, schema.documents.c
    named = select(link.finding).join(schema.claims, schema.claims.c.id == link.claim).join(schema.documents).where(documents.name == key)
    begun = select(link.finding).where(link.claim.startswith(key, autoescape=True))
    return or_(
        table.id.startswith(key, autoescape=True), table.story.startswith(key, autoescape=True), table.id.in_(begun), table.id.in_(named)
    )


def stories_of(ledger: Ledger, ids: Collection[FindingId]) -> dict[FindingId, str]:
    """The stories of findings, by their ids; ids of no finding are left out."""
    table = schema.findings.c
    with ledger.snapshot() as connection:
        rows = connection.execute(select(table.id, table.story).where(table.id.in_(sorted(ids))))
        return {row.id: row.story for row in rows}


def claims_with(ledger: Ledger, key: str) -> tuple[Claim, ...]:
    """The claim of an id or its beginning, or the claims of the finding of one, in the order of the finding.

    Returns:
        None if nothing has such an id.

    Raises:
        LookupFailed: A beginning fits several.
    """
    claims, findings, link = schema.claims.c, schema.findings.c, schema.finding_claims.c
    with ledger.snapshot() as connection:
        hits = {
            kind: list(connection.scalars(select(table.id).where(table.id.startswith(key, autoescape=True)).limit(2)))
            for kind, table in (("claim", claims), ("finding", findings))
        }
        number = sum(map(len, hits.values()))
        if number > 1:
            msg = f"several ids in {ledger.place} begin with {key!r}: give the whole id"
            raise LookupFailed(msg)
        members = select(link.claim).where(link.finding.in_(hits["finding"]))
        wanted = select(claims.record).where(or_(claims.id.in_(hits["claim"]), claims.id.in_(members))).order_by(claims.id)
        return _records(connection, wanted, Claim) if number else ()


def coverage(ledger: Ledger) -> Coverage:
    """How much a ledger has read, whatever is chosen of it."""
    table = schema.documents.c
    outlets = func.count(distinct(func.nullif(table.outlet, "")))
    invented = func.coalesce(func.sum(case((table.synthetic, 1), else_=0)), 0)
    with ledger.snapshot() as connection:
        row = connection.execute(
            select(func.count(table.id), outlets, func.min(table.published), func.max(table.published), invented)
        ).one()
    return Coverage(reports=row[0], outlets=row[1], first=row[2], last=row[3], synthetic=bool(row[4]))


def _with_word(word: str, parties: Mapping[str, Sequence[str]], dialect: str) -> Condition:
    whole = word.isupper() and not word.endswith("*")
    plain = [term.removesuffix("*") for term in search.terms_of(word)]
    table, link, codes = schema.findings.c, schema.finding_claims.c, schema.finding_parties.c
    ways: list[Condition] = []
    if plain:
        hits = search.hits(dialect, schema.CLAIM_WORDS, plain if whole else [f"{term}*" for term in plain])
        meant = [code for code, words in parties.items() if all(_stands(term, words, whole=whole) for term in plain)]
        ways.append(table.id.in_(select(link.finding).where(link.claim.in_(hits))))
        ways.append(table.id.in_(select(codes.finding).where(codes.code.in_(meant))))
    if len(plain) == 1:
        own = [func.lower(column) for column in (table.event, table.status)]
        ways += [column == plain[0] if whole else column.startswith(plain[0], autoescape=True) for column in own]
    if _ID.fullmatch(word):
        ways.append(of_key(word))
    return or_(*ways) if ways else false()


def _stands(term: str, words: Sequence[str], *, whole: bool) -> bool:
    return term in words if whole else any(word.startswith(term) for word in words)


def _records(connection: Connection, query: Select[Any], kind: type[R]) -> tuple[R, ...]:
    return tuple(decode(record, kind) for record in connection.scalars(query))
