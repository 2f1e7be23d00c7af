"""Coding that no single document can stop: neither by the time that it takes nor by what it does to the program."""

import logging

from foedus.model.coded import CodedDocument
from foedus.model.outcome import Discard
from foedus.model.text import Document
from foedus.reading.timing import TimeUp, within
from foedus.redaction import redacted
from foedus.registry import DocumentCoder

log = logging.getLogger(__name__)

# for one document; at the rate in docs/archive.md an ordinary one of 2,000,000 characters takes some three minutes
CODING_SECONDS = 1_800.0


def code_guarded(pipeline: DocumentCoder, document: Document) -> CodedDocument:
    """Code a document. One that takes too long or on which the coder fails comes back unread, with that as a discard."""
    try:
        return within(CODING_SECONDS, lambda: pipeline.code(document))
    except TimeUp:
        reason = f"takes over {CODING_SECONDS:g} seconds to code, which is the limit"
    except Exception as error:  # hostile text: one bad document is one discard, and the rest goes on
        log.debug("coding of %s failed", document.id, exc_info=True)
        reason = f"cannot be coded ({type(error).__name__})"  # its message may hold words of the document
    place = document.origin.path or document.origin.url or document.name
    discard = Discard(stage="coding", place=redacted(place), reason=reason)
    return CodedDocument(document=document, is_read=False, discards=(discard,))
