"""Full text search over documents and claims: one division into words, so that both databases answer alike.

SQLite's FTS5 and PostgreSQL's text search each have their own idea of a word (hyphens, addresses, accents). So text is
divided here, and either database is given words that it takes as they are.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, Select, String, cast, column, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.text import Document
from foedus.store import schema
from foedus.store.rows import decode, document_from

# PostgreSQL takes words of 2 KB and a megabyte of different words in one document; both are cut here, for either database
_LONGEST = 64
_MOST_BYTES = 1_000_000
_BATCH = 1000
_TERM = re.compile(r"([^\W_]+)(\*?)")
# letters that Unicode does not take apart into a plain letter and a mark
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(words: str) -> str:
    """Text without case, accents and other marks.

    >>> fold("Türkiye, Kırıkkale")
    'turkiye, kirikkale'
    """
    apart = unicodedata.normalize("NFKD", words.casefold()).casefold()  # again, for signs that come apart into capitals
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)


def words_of(content: str) -> list[str]:
    """The different words of a text, folded and sorted, as they are indexed.

    >>> words_of("Mali: drones for MALI")
    ['drones', 'for', 'mali']
    """
    words = sorted({match[1][:_LONGEST] for match in _TERM.finditer(fold(content))})
    sizes = accumulate(len(word.encode()) for word in words)
    return [word for word, size in zip(words, sizes, strict=True) if size <= _MOST_BYTES]


def terms_of(query: str) -> list[str]:
    """The different terms of a query: whole words, or the beginning of one with an asterisk behind it.

    >>> terms_of('"Drones" OR work*')
    ['drones', 'or', 'work*']
    """
    return list(dict.fromkeys(match[1][:_LONGEST] + match[2] for match in _TERM.finditer(fold(query))))


def hits(dialect: str, index: str, terms: Sequence[str]) -> Select[Any]:
    """A query for the ids of an index in whose words all terms are.

    Args:
        dialect: `sqlite` or `postgresql`.
        index: Name of the table of words.
        terms: From `terms_of`, one at least.
    """
    ids: Select[Any] = select(column("id", String)).select_from(table(index))
    if dialect == "sqlite":
        phrase = " AND ".join(f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"' for term in terms)
        return ids.where(literal_column(index).op("MATCH")(phrase))
    phrase = " & ".join(f"'{term[:-1]}':*" if term.endswith("*") else f"'{term}'" for term in terms)
    return ids.where(column("words").op("@@")(cast(phrase, TSQUERY)))


def index_document(connection: Connection, document: Document) -> None:
    """Make a document findable by title and text."""
    _put(connection, schema.DOCUMENT_WORDS, {document.id: f"{document.title}\n{document.text}"})


def index_claims(connection: Connection, document: Document, claims: Iterable[Claim]) -> None:
    """Make claims of one document findable by codes, names, type, status, voices, outlet and evidence."""
    _put(connection, schema.CLAIM_WORDS, {claim.id: _content(claim, document) for claim in claims})


def forget(connection: Connection, index: str, ids: Sequence[str]) -> None:
    """Take entries out of an index; ids that are not in it change nothing."""
    keys: list[dict[str, Any]]
    if connection.dialect.name == "sqlite":
        where, keys = "rowid", [{"key": _key(known)} for known in ids]
    else:
        where, keys = "id", [{"key": known} for known in ids]
    if keys:
        connection.execute(text(f"DELETE FROM {index} WHERE {where} = :key"), keys)  # noqa: S608 - the table's name is our own


def rebuild(connection: Connection) -> None:
    """Index everything anew."""
    for index in (schema.CLAIM_WORDS, schema.DOCUMENT_WORDS):
        connection.execute(text(f"DELETE FROM {index}"))  # noqa: S608 - the table's name is our own
    last = ""
    documents, claims = schema.documents, schema.claims
    while (
        rows := connection.execute(select(documents).where(documents.c.id > last).order_by(documents.c.id).limit(_BATCH)).mappings().all()
    ):
        last = rows[-1]["id"]
        for document in [document_from(row) for row in rows]:
            records = connection.scalars(select(claims.c.record).where(claims.c.document == document.id))
            index_document(connection, document)
            index_claims(connection, document, [decode(record, Claim) for record in records])


def _content(claim: Claim, document: Document) -> str:
    """All words by which a claim is found."""
    event = claim.event
    parties = (*event.actors, *event.recipients)
    parts = [event.type, event.mode, *event.contexts, claim.headline, document.name, document.origin.outlet or ""]
    parts += [*codes_of(parties), *(party.actor.name for party in parties), event.place.text if event.place else ""]
    parts += (voice.text for voice in claim.attribution.voices)
    parts += (document.text[span.start : span.end] for span in claim.evidence)
    return "\n".join(parts)


def _put(connection: Connection, index: str, contents: Mapping[str, str]) -> None:
    rows: list[dict[str, Any]]
    if connection.dialect.name == "sqlite":
        # in order of the keys: FTS5 writes what it has gathered whenever a key is smaller than the one before
        rows = sorted(({"key": _key(known), "id": known, "words": " ".join(words_of(c))} for known, c in contents.items()), key=_by_key)
        statement = f"INSERT INTO {index} (rowid, id, words) VALUES (:key, :id, :words)"  # noqa: S608 - the table's name is our own
    else:
        rows = [{"id": known, "words": words_of(c)} for known, c in contents.items()]
        statement = f"INSERT INTO {index} (id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"  # noqa: S608 - the table's name is our own
    if rows:
        connection.execute(text(statement), rows)


def _by_key(row: Mapping[str, Any]) -> int:
    return int(row["key"])


def _key(known: str) -> int:
    """The row number of an id in FTS5, which finds a row by nothing else without reading all."""
    return int.from_bytes(hashlib.sha256(known.encode()).digest()[:8], "big") >> 1
