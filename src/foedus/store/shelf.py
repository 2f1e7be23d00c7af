"""The ledger as reconciling sees it, within one transaction."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Executable,
    Row,
    String,
    Table,
    any_,
    bindparam,
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
from foedus.store.rows import all_judgements, decode, document_from, encode, finding_row, insert_rows, party_rows, sides

Posting = tuple[int, int, DocumentId]
Link = tuple[DocumentId, DocumentId, str, bytes]
Tie = tuple[ClaimId, DocumentId, ClaimId, DocumentId]
Placed = tuple[Finding, ClaimId, DocumentId]


class _Statements:
    """The queries, made once: what they look for is one parameter each, for either database has a limit to the number of parameters."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        documents, claims, postings, links, ties = schema.documents, schema.claims, schema.postings, schema.links, schema.ties
        link, findings = schema.finding_claims, schema.findings
        self.documents = select(documents).where(self._among(documents.c.id))
        self.claims = (
            select(claims.c.document, claims.c.record).where(self._among(claims.c.document)).order_by(claims.c.document, claims.c.position)
        )
        wanted = select(postings.c.key, postings.c.day, postings.c.document).where(self._among(postings.c.key))
        # apart, for the index is sorted by key and day
        self.find = union_all(
            wanted.where(postings.c.day.between(bindparam("first"), bindparam("last"))), wanted.where(postings.c.day == 0)
        )
        found = self.find.subquery()
        self.sharing = select(found.c.document).group_by(found.c.document).having(func.count() >= bindparam("least"))
        self.links = [select(links).where(self._among(column)) for column in (links.c.child, links.c.parent)]
        self.workings = select(schema.workings).where(self._among(schema.workings.c.document))
        self.forget = delete(schema.workings).where(self._among(schema.workings.c.document))
        self.ties = [select(ties).where(self._among(column)) for column in (ties.c.a, ties.c.b)]
        self.untie = [delete(ties).where(self._among(column)) for column in (ties.c.a, ties.c.b)]
        self.holders = select(link.c.finding).where(self._among(link.c.claim)).distinct()
        self.dissolve = [delete(link).where(self._among(link.c.finding)), delete(findings).where(self._among(findings.c.id))]
        self.first_in = (
            select(claims.c.document, findings.c.id, findings.c.story, findings.c.record)
            .join(claims, claims.c.id == findings.c.first)
            .where(self._among(claims.c.document))
        )

    def _among(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a column has one of the values of the parameter `values`."""
        if self._dialect == "sqlite":
            return column.in_(select(func.json_each(bindparam("values")).table_valued("value").c.value))
        return column == any_(bindparam("values", type_=ARRAY(BigInteger if column is schema.postings.c.key else String)))

    def values(self, values: Collection[Any]) -> Any:
        """That parameter."""
        return json.dumps([*values]) if self._dialect == "sqlite" else [*values]


_statements = cache(_Statements)


class LedgerShelf:
    """Reads and writes what reconciling needs; the tables are explained in `schema`.

    Args:
        connection: An open transaction that holds the writer's lock.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._statements = _statements(connection.dialect.name)

    # what is there

    def documents(self, ids: Collection[DocumentId]) -> dict[DocumentId, Document]:
        """Documents by id."""
        given = {"values": self._statements.values(ids)}
        return {row["id"]: document_from(row) for row in self._connection.execute(self._statements.documents, given).mappings()}

    def claims(self, ids: Collection[DocumentId]) -> dict[DocumentId, list[Claim]]:
        """Claims by document, as coded; nothing for documents without any."""
        found: defaultdict[DocumentId, list[Claim]] = defaultdict(list)
        for row in self._rows(self._statements.claims, ids):
            found[row.document].append(decode(row.record, Claim))
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
        return (
            [DocumentId(i) for i in self._connection.scalars(search.hits(self._connection.dialect.name, schema.DOCUMENT_WORDS, terms))]
            if terms
            else []
        )

    # workings

    def find(self, keys: Collection[int], first: int, last: int) -> list[Posting]:
        """What was posted under keys between two days, and what was posted there without a day."""
        return [(row.key, row.day, row.document) for row in self._rows(self._statements.find, keys, first=max(first, 1), last=last)]

    def sharing(self, keys: Collection[int], first: int, last: int, least: int) -> list[DocumentId]:
        """Documents that were posted so under at least so many of the keys."""
        return [row.document for row in self._rows(self._statements.sharing, keys, first=max(first, 1), last=last, least=least)]

    def post(self, gone: Collection[Posting], new: Collection[Posting]) -> None:
        """Take postings out, and put others in."""
        table = schema.postings
        names = ("key", "day", "document")
        self._remove(table, names, gone)
        self._put(table, names, new)

    def links(self, ids: Collection[DocumentId]) -> list[Link]:
        """Links of which either end is among the documents."""
        found = [row for statement in self._statements.links for row in self._rows(statement, ids)]
        return list({(row.child, row.parent, row.source, row.record) for row in found})

    def relink(self, gone: Collection[Link], new: Collection[Link]) -> None:
        """Take links out, and put others in."""
        self._remove(schema.links, ("child", "parent", "source"), [link[:3] for link in gone])
        self._put(schema.links, ("child", "parent", "source", "record"), new)

    def workings(self, ids: Collection[DocumentId]) -> dict[DocumentId, bytes]:
        """What was kept of each document that has been reconciled."""
        return {row.document: row.record for row in self._rows(self._statements.workings, ids)}

    def keep(self, workings: Mapping[DocumentId, bytes]) -> None:
        """Keep something of documents, in place of what was kept before."""
        self._run(self._statements.forget, workings)
        self._put(schema.workings, ("document", "record"), list(workings.items()))

    def ties(self, claims: Collection[ClaimId]) -> list[Tie]:
        """Pairs of claims that may be one deed, of which either is among the claims."""
        found = [row for statement in self._statements.ties for row in self._rows(statement, claims)]
        return list({(row.a, row.a_document, row.b, row.b_document) for row in found})

    def retie(self, untied: Collection[ClaimId], new: Collection[Tie]) -> None:
        """Take out all pairs that hold any of the claims, and put others in."""
        for statement in self._statements.untie:
            self._run(statement, untied)
        self._put(schema.ties, ("a", "a_document", "b", "b_document"), new)

    # findings

    def replace(self, claims: Collection[ClaimId], findings: Sequence[Placed]) -> tuple[set[FindingId], set[FindingId]]:
        """Put findings in place of all that hold any of the claims; returns the ids that are gone and those that are new."""
        old = {FindingId(row.finding) for row in self._rows(self._statements.holders, claims)}
        new = {finding.id for finding, _, _ in findings}
        for statement in self._statements.dissolve:
            self._run(statement, old)
        insert_rows(self._connection, schema.findings, [finding_row(finding, first) for finding, first, _ in findings])
        insert_rows(self._connection, schema.finding_parties, [row for finding, _, _ in findings for row in party_rows(finding)])
        insert_rows(self._connection, schema.finding_claims, [row for finding, _, _ in findings for row in sides(finding)])
        return old - new, new - old

    def retell(self, stories: Mapping[DocumentId, str]) -> None:
        """Give the findings whose first claim is in these documents another story."""
        for row in self._rows(self._statements.first_in, stories):
            if stories[row.document] != row.story:
                told = msgspec.structs.replace(decode(row.record, Finding), story=stories[row.document])
                changed = update(schema.findings).where(schema.findings.c.id == row.id)
                self._connection.execute(changed.values(story=told.story, record=encode(told)))

    # statements

    def _rows(self, statement: Executable, values: Collection[Any], **others: int) -> Sequence[Row[Any]]:
        return self._connection.execute(statement, {"values": self._statements.values(values), **others}).all() if values else []

    def _run(self, statement: Executable, values: Collection[Any]) -> None:
        if values:
            self._connection.execute(statement, {"values": self._statements.values(values)})

    def _remove(self, table: Table, names: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
        if rows:
            keys = [{f"old_{name}": value for name, value in zip(names, row, strict=True)} for row in rows]
            statement = delete(table)
            for name in names:
                statement = statement.where(table.c[name] == bindparam(f"old_{name}"))
            self._connection.execute(statement, keys)

    def _put(self, table: Table, names: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
        insert_rows(self._connection, table, [dict(zip(names, row, strict=True)) for row in rows])
