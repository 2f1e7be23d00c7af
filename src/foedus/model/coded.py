"""A document with all that was found in it."""

from foedus.model.claim import Claim
from foedus.model.display import to_html
from foedus.model.mention import Mentions
from foedus.model.outcome import Discard
from foedus.model.record import Record
from foedus.model.text import Document, Sentence


class CodedDocument(Record, frozen=True, kw_only=True):
    """What the stages left of the ledger made of one document.

    Attributes:
        document: The document.
        sentences: Its sentences, in a text about something else those alone that may tell a deed and what stands beside them; empty if
            it was not parsed.
        is_read: Whether it was read for claims; one in another language is not.
        mentions: What was recognised, one entry a sentence.
        claims: In order of their triggers.
        discards: What was set aside, with reasons.
    """

    document: Document
    is_read: bool = True
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    claims: tuple[Claim, ...] = ()
    discards: tuple[Discard, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """The words between two code point offsets."""
        return self.document.text[start:end]

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with what claims rest on, and the claims."""
        return to_html(self.document, self.claims, [discard.reason for discard in self.discards])
