"""A brief with something in every field."""

import datetime as dt

from foedus.model.brief import Brief, Citation, Note, Override, Pin, Plot, Row, Section, SourceEntry, Statement, Table
from foedus.model.record import ClaimId, FindingId

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100pt" height="40pt" viewBox="0 0 100 40">'
    '<defs><path id="m1" d="M 0 0 L 9 9"/></defs><g id="figure_1"><use xlink:href="#m1" x="4" y="4"/>'
    '<text x="2" y="20" style="fill: currentColor; font: 9px sans-serif">drawn words</text></g></svg>'
)


def stated(text: str, *numbers: int, label: str = "") -> Statement:
    """A sentence that cites sources by number."""
    citations = tuple(Citation(claim=ClaimId(f"c-{number}"), number=number) for number in numbers)
    return Statement(text=text, citations=citations, findings=(FindingId("f-1"),), label=label)


def source(number: int, quote: str, **parts: object) -> SourceEntry:
    """A source; further fields by name."""
    values: dict[str, object] = {
        "number": number,
        "claim": ClaimId(f"c-{number}"),
        "document": f"report {number}",
        "outlet": f"Outlet {number}",
        "title": f"Title {number}",
        "published": dt.date(2025, 3, number),
        "url": f"https://example.org/{number}",
        "quote": quote,
        "start": 5,
        "end": 5 + len(quote),
        "text_sha256": f"{number}" * 64,
        "grade": "F3",
    }
    return SourceEntry(**(values | parts))  # type: ignore[arg-type]  # the fields of the source


def row(*cells: str, cites: int = 1, label: str = "") -> Row:
    """A row that cites one source."""
    return Row(cells=cells, citations=stated("", cites).citations, label=label)


def whole(words: str = "Mali met Chad.") -> Brief:
    """A brief in which all text from outside holds these words."""
    table = Table(
        caption=f"Legs: {words}", columns=("Leg", "What"), rows=(row("gives", f"“{words}”"), row("gets", "nothing", label="hearsay"))
    )
    twin = Table(caption="The marks in rows", columns=("Day", "What"), rows=(row("2025-03-01", f"mark {words}", cites=2),))
    plot = Plot(key="drawing", caption=stated(f"A drawing of {words}", 2), svg=SVG, twin=twin)
    statements = (stated(f"First: {words}", 1, 2, label="disputed; hearsay"), stated(f"Second: {words}", 1, label="single origin"))
    return Brief(
        title=f"On {words}",
        cutoff=dt.date(2025, 3, 9),
        scope=f"2 reports; {words}",
        sections=(
            Section(key="key", title="Key points", statements=statements, note=f"Read it so: {words}", left_out=2, more="foedus findings"),
            Section(key="deal", title="The deal", tables=(table,), plots=(plot,)),
            Section(key="aims", title="Aims", empty="No aim is stated."),
        ),
        sources=(source(1, words, outlet=words, title=words, document=words), source(2, f"Quoted: {words}", echo=True, synthetic=True)),
        summary=(f"Summed up: {words}",),
        gaps=(f"Not read: {words}",),
        commentary=(
            Note(
                author=f"A. Analyst {words}",
                date=dt.date(2025, 3, 10),
                sentences=(stated(f"In my view: {words}", 2, label="withdrawn"),),
                bands=("likely: 55 to 80 %",),
            ),
        ),
        overrides=(Override(fault=f"a fault in: {words}", author="B. Editor", reason=f"because {words}"),),
        method="By rule.",
        pins=(Pin(name="list", value="2025-01-01"),),
    )


def sentences(brief: Brief) -> list[str]:
    """All that every form has to tell."""
    found = [brief.title, brief.scope, *brief.summary, *brief.gaps, brief.method]
    for section in brief.sections:
        found += [section.title, section.note, *(statement.text for statement in section.statements)]
        tables = [*section.tables, *(plot.twin for plot in section.plots if plot.twin)]
        found += [text for table in tables for text in (table.caption, *(cell for made in table.rows for cell in made.cells))]
        found += [plot.caption.text for plot in section.plots]
    found += [text for note in brief.commentary for text in (note.author, *note.bands, *(sentence.text for sentence in note.sentences))]
    found += [text for one in brief.overrides for text in (one.fault, one.author, one.reason)]
    found += [text for entry in brief.sources for text in (entry.quote, entry.title, entry.text_sha256, str(entry.claim))]
    return [text for text in found if text]
