"""Documents, spans of them, sentences and tokens."""

import datetime as dt
from enum import StrEnum

from foedus.model.record import DocumentId, Record


class Origin(Record, frozen=True, kw_only=True):
    """Where a document came from.

    Attributes:
        outlet: The publisher as named by the document or its carrier.
        url: Its address, if it has one.
        path: The file (and line) that it was read from; `-` for standard input.
        retrieved: When it was fetched, UTC; none for files.
    """

    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    retrieved: dt.datetime | None = None


class Document(Record, frozen=True, kw_only=True):
    """One report. `text` is NFC and final: all offsets count code points in it.

    Attributes:
        id: Derived from url and text.
        name: The name used in all output: the `id` of a JSON line, else a file name.
        title: The headline; it is not part of `text` and is not coded.
        text: The body, paragraphs separated by a blank line.
        language: ISO 639-1 code, given or detected.
        published: The publication date, if known; never an event date.
        raw_sha256: Hash of the bytes that were read.
        text_sha256: Hash of `text` in UTF-8.
        extractor: The reader and its version, such as `page/trafilatura-2.3.1`.
        synthetic: True for invented text, which is evidence of nothing.
    """

    id: DocumentId
    name: str
    origin: Origin
    title: str = ""
    text: str
    language: str | None = None
    published: dt.date | None = None
    raw_sha256: str
    text_sha256: str
    extractor: str
    synthetic: bool = False


class Span(Record, frozen=True, kw_only=True):
    """A stretch of a document's text: code points, end exclusive."""

    document: DocumentId
    start: int
    end: int

    def __post_init__(self) -> None:
        """A span is not empty."""
        if not 0 <= self.start < self.end:
            msg = f"span {self.start}-{self.end} is empty or negative"
            raise ValueError(msg)


class Token(Record, frozen=True, kw_only=True, gc=False):
    """One word of a sentence, with its place in the tree.

    Attributes:
        text: The word as written.
        start: Offset of its first code point in the document's text.
        end: Offset after its last code point.
        lemma: Dictionary form, lower case except for names.
        pos: Universal part of speech (UPOS).
        tag: Penn Treebank tag (XPOS).
        head: Index in the sentence of the word that it depends on; its own index for the root.
        relation: Universal Dependencies relation, with subtype (`nsubj:pass`).
        entity: BIO label from the model (`B-LOC`, `I-PER`, `O`); advisory, tables come first.
        sector: What the model takes a noun for if it names a party of a deed: `state`, `IGO` or a PLOVER
            sector, empty where it is not sure; advisory, tables come first.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    head: int
    relation: str
    entity: str = "O"
    sector: str = ""


class Block(StrEnum):
    """What kind of text a sentence stands in."""

    BODY = "body"
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"


class Proposal(Record, frozen=True, kw_only=True, gc=False):
    """A word that the model takes for the head of a deed.

    Attributes:
        token: Index in the sentence.
        event: PLOVER type.
        score: Probability of that type, 0 to 1.
        deed: Probability that the word signals any deed, 0 to 1.
        mode: PLOVER mode of that type; empty if it has none here.
        others: The other types that are at all likely, with their probabilities.
    """

    token: int
    event: str
    score: float
    deed: float
    mode: str = ""
    others: tuple[tuple[str, float], ...] = ()


class Sentence(Record, frozen=True, kw_only=True):
    """A parsed sentence.

    Attributes:
        index: Its number in the document, from 0.
        span: Where it stands, without a dateline before it.
        block: Kind of text; only `body` is coded.
        paragraph: Number of its paragraph, from 0.
        tokens: Its words in order; one of them is the root.
        proposals: Deeds that the model proposes.
        parties: Numbers of the model for each word, half floats in one row a word, by which
            `foedus.coding.pointing` finds who stands to a deed; empty without a model of deeds.
    """

    index: int
    span: Span
    block: Block = Block.BODY
    paragraph: int = 0
    tokens: tuple[Token, ...]
    proposals: tuple[Proposal, ...] = ()
    parties: bytes = b""
