"""The brief: sentences that cite claims, and what they assert of them."""

import datetime as dt

from foedus.model.record import ClaimId, FindingId, Record


class Citation(Record, frozen=True, kw_only=True):
    """One claim that a sentence rests on.

    Attributes:
        claim: The claim.
        number: Its number in the brief's list of sources, from 1.
    """

    claim: ClaimId
    number: int


class Statement(Record, frozen=True, kw_only=True):
    """One sentence of the brief.

    Attributes:
        text: The sentence. Words in “ ” are exact words of a cited span.
        citations: At least one.
        findings: The findings that it speaks of.
        label: `single origin`, `hearsay`, `disputed`, `withdrawn` or empty; printed after the sentence.
    """

    text: str
    citations: tuple[Citation, ...]
    findings: tuple[FindingId, ...] = ()
    label: str = ""


class Section(Record, frozen=True, kw_only=True):
    """A titled part of the brief; `empty` says why there is nothing in it."""

    key: str
    title: str
    statements: tuple[Statement, ...] = ()
    empty: str = ""


class SourceEntry(Record, frozen=True, kw_only=True):
    """One cited sentence of one document, as listed under Sources.

    Attributes:
        number: From 1, in order of first citation.
        claim: The claim that is cited.
        document: Name of the document.
        outlet: Outlet, empty if unknown.
        title: Headline.
        published: Publication date, none if unknown.
        url: Address, empty if none.
        quote: The sentence as it stands in the document.
        start: Offset of the sentence in the document's text.
        end: Offset after it.
        text_sha256: Hash of the text that the offsets count in.
        grade: Grade of the claim's finding.
        echo: True if the document only repeats another one in that finding.
        synthetic: True for invented text.
        shared_control: Who has the outlets in hand that report the finding, in words; empty for an echo.
    """

    number: int
    claim: ClaimId
    document: str
    outlet: str = ""
    title: str = ""
    published: dt.date | None = None
    url: str = ""
    quote: str
    start: int
    end: int
    text_sha256: str
    grade: str = ""
    echo: bool = False
    synthetic: bool = False
    shared_control: tuple[str, ...] = ()


class Coverage(Record, frozen=True, kw_only=True):
    """How much was read, of which a brief may choose.

    Attributes:
        reports: Number of documents.
        outlets: Number of outlets that they name.
        first: Earliest publication, none if no document is dated.
        last: Latest publication.
        synthetic: Whether invented text is among them.
    """

    reports: int
    outlets: int
    first: dt.date | None
    last: dt.date | None
    synthetic: bool


class Brief(Record, frozen=True, kw_only=True):
    """The whole brief.

    Attributes:
        title: What it is about.
        cutoff: The latest publication date among the documents that were read.
        scope: One sentence: how many documents, outlets, from when to when, which query.
        sections: In order.
        sources: The cited sentences.
        method: One paragraph: version, coder, rules; what the grades mean.
    """

    title: str
    cutoff: dt.date | None
    scope: str
    sections: tuple[Section, ...]
    sources: tuple[SourceEntry, ...]
    method: str
