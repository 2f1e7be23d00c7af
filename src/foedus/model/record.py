"""The base of all records, and how identifiers are derived."""

import hashlib
from typing import NewType

import msgspec

DocumentId = NewType("DocumentId", str)
EventId = NewType("EventId", str)
ClaimId = NewType("ClaimId", str)
FindingId = NewType("FindingId", str)

_DIGITS = 16


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An immutable value; two records with equal fields are equal."""


def identify(prefix: str, *parts: object) -> str:
    """Derive an identifier from the parts that make a record what it is.

    The parts are hashed as an encoded list, so that their borders count.

    Args:
        prefix: One letter or word that tells a reader the kind of record.
        parts: Values that msgspec can encode as JSON.

    Returns:
        The prefix, a hyphen and 16 hexadecimal digits.

    >>> identify("c", "ab", "c") == identify("c", "a", "bc")
    False
    """
    digest = hashlib.sha256(msgspec.json.encode(list(parts))).hexdigest()
    return f"{prefix}-{digest[:_DIGITS]}"
