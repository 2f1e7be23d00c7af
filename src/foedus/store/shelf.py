"""The ledger as reconciling sees it, within one transaction."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    String,
    Table,
    any_,
    bindparam,
    cast,
    delete,
    func,
    select,
    union_all,
    update,
)

from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement
from foedus.model.record import ClaimId, DocumentId, FindingId
from foedus.model.text import Document
from foedus.store import schema, search
from foedus.store.rows import all_judgements, decode, document_from, encode, finding_row, insert_rows, sides

V = TypeVar("V", str, int)

Posting = tuple[int, int, DocumentId]
Link = tuple[DocumentId, DocumentId, str, bytes]
Tie = tuple[ClaimId, DocumentId, ClaimId, DocumentId]
Placed = tuple[Finding, ClaimId, DocumentId]


class LedgerShelf:
    """Reads and writes what reconciling needs; the tables are explained in `schema`.

    Args:
        connection: An open transaction that holds the writer's lock.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    # what is there

    def documents(self, ids: Collection[DocumentId]) -> dict[DocumentId, Document]:
        """Documents by id."""
        rows = self._connection.execute(select(schema.documents).where(self._among(schema.documents.c.id, ids))).mappings()
        return {DocumentId(row["id"]): document_from(row) for row in rows}

    def claims(self, ids: Collection[DocumentId]) -> dict[DocumentId, list[Claim]]:
        """Claims by document, as coded; nothing for documents without any."""
        table = schema.claims.c
        query = select(table.document, table.record).where(self._among(table.document, ids)).order_by(table.document, table.position)
        found: defaultdict[DocumentId, list[Claim]] = defaultdict(list)
        for document, record in self._connection.execute(query):
            found[document].append(decode(record, Claim))
        return found

    def judgements(self) -> list[Judgement]:
        """What people decided, in order."""
        return [decode(record, Judgement) for record in self._connection.scalars(all_judgements())]

    def outlets(self) -> set[str]:
        """Names of all outlets."""
        return {name for name in self._connection.scalars(select(schema.documents.c.outlet).distinct()) if name}

    def naming(self, outlet: str) -> list[DocumentId]:
        """Documents in which all words of an outlet's name stand, though perhaps not together."""
        terms = search.terms_of(outlet)
        return [DocumentId(i) for i in self._connection.scalars(search.hits(self._dialect, schema.DOCUMENT_WORDS, terms))] if terms else []

    # workings

    def find(self, keys: Collection[int], first: int, last: int) -> list[Posting]:
        """What was posted under keys between two days, and what was posted there without a day."""
        if not keys:
            return []
        return [(key, day, i) for key, day, i in self._connection.execute(self._posted(keys, first, last))]

    def sharing(self, keys: Collection[int], first: int, last: int, least: int) -> list[DocumentId]:
        """Documents that were posted so under at least so many of the keys."""
        if not keys:
            return []
        posted = self._posted(keys, first, last).subquery()
        query = select(posted.c.document).group_by(posted.c.document).having(func.count() >= least)
        return [DocumentId(i) for i in self._connection.scalars(query)]

    def _posted(self, keys: Collection[int], first: int, last: int) -> Any:
        table = schema.postings
        wanted = select(table.c.key, table.c.day, table.c.document).where(self._among(table.c.key, keys))
        # apart, for the index is sorted by key and day
        return union_all(wanted.where(table.c.day.between(max(first, 1), last)), wanted.where(table.c.day == 0))

    def post(self, gone: Collection[Posting], new: Collection[Posting]) -> None:
        """Take postings out, and put others in."""
        table = schema.postings
        names = ("key", "day", "document")
        self._remove(table, names, gone)
        self._put(table, names, new)

    def links(self, ids: Collection[DocumentId]) -> list[Link]:
        """Links of which either end is among the documents."""
        table = schema.links
        found = {
            (row.child, row.parent, row.source, row.record)
            for column in (table.c.child, table.c.parent)
            for row in self._connection.execute(select(table).where(self._among(column, ids)))
        }
        return list(found)

    def relink(self, gone: Collection[Link], new: Collection[Link]) -> None:
        """Take links out, and put others in."""
        self._remove(schema.links, ("child", "parent", "source"), [link[:3] for link in gone])
        self._put(schema.links, ("child", "parent", "source", "record"), new)

    def workings(self, ids: Collection[DocumentId]) -> dict[DocumentId, bytes]:
        """What was kept of each document that has been reconciled."""
        table = schema.workings
        return {row.document: row.record for row in self._connection.execute(select(table).where(self._among(table.c.document, ids)))}

    def keep(self, workings: Mapping[DocumentId, bytes]) -> None:
        """Keep something of documents, in place of what was kept before."""
        self._connection.execute(delete(schema.workings).where(self._among(schema.workings.c.document, workings)))
        self._put(schema.workings, ("document", "record"), list(workings.items()))

    def ties(self, claims: Collection[ClaimId]) -> list[Tie]:
        """Pairs of claims that may be one deed, of which either is among the claims."""
        table = schema.ties
        found = {
            (row.a, row.a_document, row.b, row.b_document)
            for column in (table.c.a, table.c.b)
            for row in self._connection.execute(select(table).where(self._among(column, claims)))
        }
        return list(found)

    def retie(self, untied: Collection[ClaimId], new: Collection[Tie]) -> None:
        """Take out all pairs that hold any of the claims, and put others in."""
        table = schema.ties
        for column in (table.c.a, table.c.b):
            self._connection.execute(delete(table).where(self._among(column, untied)))
        self._put(table, ("a", "a_document", "b", "b_document"), new)

    # findings

    def replace(self, claims: Collection[ClaimId], findings: Sequence[Placed]) -> tuple[set[FindingId], set[FindingId]]:
        """Put findings in place of all that hold any of the claims; returns the ids that are gone and those that are new."""
        link = schema.finding_claims
        old = {FindingId(i) for i in self._connection.scalars(select(link.c.finding).where(self._among(link.c.claim, claims)).distinct())}
        new = {finding.id for finding, _, _ in findings}
        self._connection.execute(delete(link).where(self._among(link.c.finding, old)))
        self._connection.execute(delete(schema.findings).where(self._among(schema.findings.c.id, old)))
        insert_rows(self._connection, schema.findings, [finding_row(finding, first) for finding, first, _ in findings])
        insert_rows(self._connection, link, [row for finding, _, _ in findings for row in sides(finding)])
        return old - new, new - old

    def retell(self, stories: Mapping[DocumentId, str]) -> None:
        """Give the findings whose first claim is in these documents another story."""
        table, claims = schema.findings, schema.claims
        query = (
            select(claims.c.document, table.c.id, table.c.story, table.c.record)
            .join(claims, claims.c.id == table.c.first)
            .where(self._among(claims.c.document, stories))
        )
        for document, known, story, record in self._connection.execute(query).all():
            if stories[document] != story:
                told = msgspec.structs.replace(decode(record, Finding), story=stories[document])
                self._connection.execute(update(table).where(table.c.id == known).values(story=told.story, record=encode(told)))

    # statements

    def _among(self, column: ColumnElement[V], values: Collection[V]) -> ColumnElement[bool]:
        """Whether a column has one of many values, given as one parameter: either database has a limit to their number."""
        if self._dialect == "sqlite":
            return column.in_(select(func.json_each(json.dumps([*values])).table_valued("value").c.value))
        kind = BigInteger if column is schema.postings.c.key else String
        return column == any_(cast([*values], ARRAY(kind)))

    def _remove(self, table: Table, names: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
        if rows:
            keys = [{f"old_{name}": value for name, value in zip(names, row, strict=True)} for row in rows]
            statement = delete(table)
            for name in names:
                statement = statement.where(table.c[name] == bindparam(f"old_{name}"))
            self._connection.execute(statement, keys)

    def _put(self, table: Table, names: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
        insert_rows(self._connection, table, [dict(zip(names, row, strict=True)) for row in rows])
