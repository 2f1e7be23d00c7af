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
        kind: What sort of sentence it is, by which the gate knows what it has to hold against: `deed`, `exchange`, `tie`, `question` ….
        about: What it speaks of besides findings: codes of the two states of a tie, the topic of a question ….
    """

    text: str
    citations: tuple[Citation, ...]
    findings: tuple[FindingId, ...] = ()
    label: str = ""
    kind: str = "deed"
    about: tuple[str, ...] = ()


class Row(Record, frozen=True, kw_only=True):
    """A row of a table; the whole row is one statement, and cites as one.

    Attributes:
        cells: As many as the table has columns. Words in “ ” are exact words of a cited span.
        citations: At least one.
        findings: The findings that it speaks of.
        label: As a statement's.
        kind: As a statement's.
        about: As a statement's.
    """

    cells: tuple[str, ...]
    citations: tuple[Citation, ...]
    findings: tuple[FindingId, ...] = ()
    label: str = ""
    kind: str = "leg"
    about: tuple[str, ...] = ()


class Table(Record, frozen=True, kw_only=True):
    """A table with a caption above it; citations stand in a last column of their own."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Plot(Record, frozen=True, kw_only=True):
    """A drawing.

    Attributes:
        key: Unique in the brief; the file name of its picture where a form needs one.
        caption: What it shows, cited like any statement.
        svg: SVG text; its inked parts take `currentColor`.
        width_cm: Its width on paper.
    """

    key: str
    caption: Statement
    svg: str
    width_cm: float = 16.0


class Section(Record, frozen=True, kw_only=True):
    """A titled part of the brief.

    Attributes:
        key: Unique in the brief.
        title: Its heading.
        statements: Its sentences.
        tables: After them.
        plots: After the tables.
        empty: Why there is nothing in it; printed if there is nothing.
        note: How it is to be read, printed below the heading; ours, and the same whatever the findings.
        left_out: How many statements more there are than it prints.
        more: The command that shows them.
    """

    key: str
    title: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()
    plots: tuple[Plot, ...] = ()
    empty: str = ""
    note: str = ""
    left_out: int = 0
    more: str = ""


class Note(Record, frozen=True, kw_only=True):
    """A paragraph that a person wrote; the brief marks it as such, and the gate holds it against what it cites.

    Attributes:
        author: Who wrote it, as that person signs.
        date: When, none if the person does not say.
        sentences: Its sentences, of kind `note`, each with its own citations.
        bands: What its words of likelihood mean: `likely: 55 to 80 %`.
    """

    author: str
    date: dt.date | None = None
    sentences: tuple[Statement, ...]
    bands: tuple[str, ...] = ()


class Override(Record, frozen=True, kw_only=True):
    """A fault of the gate that a person let pass; the brief prints it.

    Attributes:
        fault: As the gate words it.
        author: Who let it pass.
        reason: Why.
    """

    fault: str
    author: str
    reason: str


class Pin(Record, frozen=True, kw_only=True):
    """What a brief was made with, so that it can be made again: a name and a version, date or hash."""

    name: str
    value: str


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
        summary: How strong the sources are as a whole, in sentences that count them.
        gaps: What was not read, not known or not assessed.
        commentary: What people wrote.
        overrides: Faults of the gate that a person let pass.
        method: How it was made, and what the grades mean.
        pins: Versions, tables, lists and hashes.
        snapshot: What it says of each finding, as JSON that a later brief can be compared with.
    """

    title: str
    cutoff: dt.date | None
    scope: str
    sections: tuple[Section, ...]
    sources: tuple[SourceEntry, ...]
    summary: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    commentary: tuple[Note, ...] = ()
    overrides: tuple[Override, ...] = ()
    method: str
    pins: tuple[Pin, ...] = ()
    snapshot: str = ""
