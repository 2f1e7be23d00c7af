"""Documents into a ledger, one at a time: what is there already is not coded again."""

from enum import StrEnum

from foedus.model.outcome import Discard
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document
from foedus.pipeline.guarding import code_guarded
from foedus.registry import DocumentCoder
from foedus.store import Ledger


class Fate(StrEnum):
    """What became of a document."""

    ADDED = "added"
    KNOWN = "known"
    RECODED = "recoded"
    UNCODED = "uncoded"


class Taken(Record, frozen=True, kw_only=True):
    """What became of one document.

    Attributes:
        document: Its id.
        title: Its title, else its name.
        fate: New in the ledger, there already, coded anew, or kept without being coded.
        claims: How many claims were coded; none where it was there already.
        discards: Why it was not coded.
    """

    document: DocumentId
    title: str
    fate: Fate
    claims: int = 0
    discards: tuple[Discard, ...] = ()


def is_held(ledger: Ledger, document: Document, coder: str, raw: bytes | None = None) -> bool:
    """Whether a document need not be coded again; its bytes are kept all the same, if they are given."""
    held = ledger.holds(document, coder=coder)
    if held and raw is not None:
        ledger.add(document, coder=coder, raw=raw)
    return held


def take(ledger: Ledger, pipeline: DocumentCoder, document: Document) -> Taken:
    """Code a document and put it in, unless the ledger holds it as this coder codes it; it is on the disk when this returns.

    Raises:
        LedgerError: The ledger has another text under its id, or cannot be written.
    """
    title, coder = document.title or document.name, pipeline.coder_name
    if is_held(ledger, document, coder):
        return Taken(document=document.id, title=title, fate=Fate.KNOWN)
    was_there = ledger.has(document.id)
    coded = code_guarded(pipeline, document)
    ledger.add(coded.document, coded.claims, coded.discards, coder=coder)
    if not coded.is_read:
        return Taken(document=document.id, title=title, fate=Fate.UNCODED, discards=coded.discards)
    fate = Fate.RECODED if was_there else Fate.ADDED
    return Taken(document=document.id, title=title, fate=fate, claims=len(coded.claims))
