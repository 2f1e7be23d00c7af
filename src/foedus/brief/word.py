"""A checked brief as a DOCX file with real styles, headings, tables, bookmarks and links."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import count

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from foedus.brief.layout import Anchors, cautions, footing, labels_of, legible, let_pass, signed, web, where
from foedus.brief.typesetting import to_png
from foedus.model.brief import Brief, Citation, Note, Plot, Section, SourceEntry, Statement, Table

_DAY_ZERO = datetime(1980, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_INK, _SOFT, _ACCENT, _WARN = (RGBColor.from_string(code) for code in ("1D2126", "565C64", "1B4D7E", "8A3A00"))
_BODY, _SANS = "Georgia", "Arial"
_TABLE, _CELL, _NOTE, _SOURCE, _SMALL = "Brief Table", "Table Text", "Brief Note", "Source", "Source Details"
_OVERRIDE, _WRITTEN = "Override", "Written by Hand"
# Frame of a label by its word, so that labels differ in form and not in colour alone.
_FRAMES = {"disputed": "single", "single origin": "dotted", "hearsay": "dashed", "withdrawn": "double"}
_WIDEST_CM = 16.4
_SOURCES_CM = 3.0
_FEWEST_LETTERS, _MOST_LETTERS = 19, 38


def to_docx(brief: Brief) -> bytes:
    """A4 pages with page numbers; sentences and rows link to sources and sources back; the same bytes for the same brief.

    Raises:
        BriefError: A drawing cannot be made a picture.
    """
    shown = legible(brief)
    document = docx.Document()
    _page(document)
    _styles(document)
    _properties(document, shown)
    _Writer(document, shown).write()
    target = io.BytesIO()
    document.save(target)
    return _timeless(target.getvalue())


class _Writer:
    def __init__(self, document: Document, brief: Brief) -> None:
        self._document = document
        self._brief = brief
        self._anchors = Anchors(brief).of_source
        every = dict.fromkeys(anchor for anchors in self._anchors.values() for anchor in anchors)
        self._names = {anchor: f"cites_{k}" for k, anchor in enumerate(every, start=1)}
        self._ids = count(1)

    def write(self) -> None:
        brief = self._brief
        cutoff = f" Cut-off: {brief.cutoff.isoformat()}." if brief.cutoff else ""
        self._paragraph(brief.title, "Title")
        self._paragraph(f"{brief.scope}.{cutoff}", "Subtitle")
        self._overrides()
        self._sentences("How strong the sources are", brief.summary, None)
        for section in brief.sections:
            self._section(section)
        self._commentary()
        self._sentences("What is not in it", brief.gaps, "List Bullet")
        self._heading("Sources")
        for source in brief.sources:
            self._source(source)
        self._method()

    def _sentences(self, title: str, sentences: Sequence[str], style: str | None) -> None:
        if sentences:
            self._heading(title)
        for sentence in sentences:
            self._paragraph(sentence, style)

    def _commentary(self) -> None:
        for k, note in enumerate(self._brief.commentary, start=1):
            self._note(note, k)

    def _overrides(self) -> None:
        for one in let_pass(self._brief):
            self._paragraph(f"This brief did not pass its check, and {one.text}", _OVERRIDE)
            for fault in one.faults:
                self._paragraph(fault, "List Bullet")

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        if section.note:
            self._paragraph(section.note, _NOTE)
        for k, statement in enumerate(section.statements, start=1):
            self._stated(self._document.add_paragraph(style="List Bullet"), statement, f"{section.key}-{k}")
        if section.left_out:
            more = f": {section.more}" if section.more else ""
            self._paragraph(f"{section.left_out} more {'is' if section.left_out == 1 else 'are'} not printed here{more}", _NOTE)
        for k, table in enumerate(section.tables, start=1):
            self._table(table, f"{section.key}-table-{k}")
        for plot in section.plots:
            self._plot(plot)
        if not (section.statements or section.tables or section.plots):
            self._paragraph(section.empty, _NOTE)

    def _plot(self, plot: Plot) -> None:
        width = min(plot.width_cm, _WIDEST_CM)
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(to_png(plot.svg, width_cm=width)), width=Cm(width))
        named = picture._inline.docPr  # noqa: SLF001  # the library has no other way to the text for those who do not see a picture
        named.set("descr", plot.caption.text)
        named.set("name", plot.key)
        self._stated(self._document.add_paragraph(style="Caption"), plot.caption, f"plot-{plot.key}")
        if plot.twin is not None:
            self._table(plot.twin, f"plot-{plot.key}-twin")

    def _table(self, table: Table, name: str) -> None:
        caption = self._paragraph(table.caption, "Caption")
        caption.paragraph_format.keep_with_next = True
        made = self._document.add_table(rows=1, cols=len(table.columns) + 1, style=_TABLE)
        made.autofit = False
        self._cells(made.rows[0].cells, (*table.columns, "Sources"))
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # no other way to repeat a head
        for k, row in enumerate(table.rows, start=1):
            line = made.add_row()
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # no other way to keep a row whole
            self._cells(line.cells, (*row.cells, ""))
            last = line.cells[-1].paragraphs[0]
            self._chips(last, row.citations)
            self._label(last, row.label)
            self._mark(line.cells[0].paragraphs[0], f"{name}-{k}")
        for column, width in zip(made.columns, _widths(table), strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        self._document.add_paragraph(style=_CELL)

    def _cells(self, cells: Sequence[_Cell], texts: Sequence[str]) -> None:
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].style = self._document.styles[_CELL]
            cell.paragraphs[0].add_run(_line(text))

    def _note(self, note: Note, number: int) -> None:
        self._heading(signed(note))
        paragraph = self._document.add_paragraph(style=_WRITTEN)
        for n, sentence in enumerate(note.sentences, start=1):
            self._stated(paragraph, sentence, f"note-{number}-{n}")
            paragraph.add_run(" ")
        if note.bands:
            self._paragraph(f"Words of likelihood: {'; '.join(note.bands)}", _NOTE)

    def _source(self, source: SourceEntry) -> None:
        paragraph = self._paragraph(f"{source.number}\t{_line(source.quote)}", _SOURCE)
        self._bookmark(paragraph, f"source_{source.number}")
        title = f": “{source.title}”" if source.title else ""
        details = self._paragraph(f"{where(source)}{title}; {cautions(source)}", _SMALL)
        if web(source.url):
            details.add_run(" ")
            self._outward(details, web(source.url), "address")
        anchors = self._anchors[source.number]
        if anchors:
            details.add_run("; cited at")
        for k, anchor in enumerate(anchors, start=1):
            details.add_run(" ")
            self._inward(details, self._names[anchor], f"↑{k}")
        self._paragraph(footing(source), _SMALL)

    def _method(self) -> None:
        self._heading("Method")
        self._paragraph(self._brief.method, _NOTE)
        for pin in self._brief.pins:
            self._paragraph(f"{pin.name}: {pin.value}", _SMALL)

    def _heading(self, text: str) -> None:
        self._document.add_heading(text, level=1)

    def _paragraph(self, text: str, style: str | None = None) -> Paragraph:
        return self._document.add_paragraph(text if style == _SOURCE else _line(text), style=style)

    def _stated(self, paragraph: Paragraph, statement: Statement, anchor: str) -> None:
        paragraph.add_run(f"{_line(statement.text)} ")
        self._chips(paragraph, statement.citations)
        self._label(paragraph, statement.label)
        self._mark(paragraph, anchor)

    def _chips(self, paragraph: Paragraph, citations: Sequence[Citation]) -> None:
        for citation in citations:
            self._inward(paragraph, f"source_{citation.number}", f"[{citation.number}]")

    def _label(self, paragraph: Paragraph, label: str) -> None:
        for word in labels_of(label):
            paragraph.add_run(" ")
            run = paragraph.add_run(word)
            run.bold = True
            run.font.size, run.font.name, run.font.color.rgb = Pt(7.5), _SANS, _WARN
            frame = _element("w:bdr", val=_FRAMES.get(word, "single"), sz="4", space="0", color="8A3A00")
            run._r.get_or_add_rPr().append(frame)  # noqa: SLF001  # frames of runs have no other way

    def _mark(self, paragraph: Paragraph, anchor: str) -> None:
        if anchor in self._names:
            self._bookmark(paragraph, self._names[anchor])

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        number = str(next(self._ids))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # bookmarks have no other way
        properties.addnext(_element("w:bookmarkStart", id=number, name=name))
        paragraph._p.append(_element("w:bookmarkEnd", id=number))  # noqa: SLF001  # likewise

    def _inward(self, paragraph: Paragraph, name: str, text: str) -> None:
        link = _element("w:hyperlink", anchor=name, history="1")
        self._linked(paragraph, link, text)

    def _outward(self, paragraph: Paragraph, url: str, text: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        self._linked(paragraph, link, text)

    def _linked(self, paragraph: Paragraph, link: BaseOxmlElement, text: str) -> None:
        run = paragraph.add_run(text)
        run.font.color.rgb, run.font.name = _ACCENT, _SANS
        run.font.size = Pt(8)
        link.append(run._r)  # noqa: SLF001  # the run moves into the link, for which the library has no other way
        paragraph._p.append(link)  # noqa: SLF001  # likewise


def _widths(table: Table) -> list[float]:
    """Widths of columns in centimetres, wider for longer texts; the sources come last."""
    columns = zip(table.columns, *(row.cells for row in table.rows), strict=True)
    letters = [min(max(_FEWEST_LETTERS, *map(len, column)), _MOST_LETTERS) for column in columns]
    return [*((_WIDEST_CM - _SOURCES_CM) * number / sum(letters) for number in letters), _SOURCES_CM]


def _line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        paragraph.add_run(before)
        made = _element("w:fldSimple", instr=field)
        run = paragraph.add_run("1")
        made.append(run._r)  # noqa: SLF001  # fields have no other way
        paragraph._p.append(made)  # noqa: SLF001  # likewise


def _styles(document: Document) -> None:
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size, normal.font.color.rgb = _BODY, Pt(10.5), _INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(5), 1.15
    _plain(document, "Title", size=23, bold=True, after=6)
    _plain(document, "Subtitle", size=10.5, colour=_SOFT, after=10)
    _plain(document, "Heading 1", size=14, bold=True, before=16, after=5)
    _plain(document, "Caption", size=9, colour=_SOFT, before=4, after=4)
    _plain(document, "List Bullet", size=10.5, after=4)
    _plain(document, _CELL, size=9, before=1, after=2)
    _plain(document, _NOTE, size=9.5, colour=_SOFT, after=5)
    _plain(document, _OVERRIDE, size=10, colour=_WARN, bold=True, after=4)
    _plain(document, _WRITTEN, size=10.5, after=6).font.italic = True
    _plain(document, _SOURCE, size=9.5, before=6, after=1).paragraph_format.keep_with_next = True
    _plain(document, _SMALL, size=7.5, colour=_SOFT, after=1)
    _hung(document, _SOURCE, first=-0.9)
    _hung(document, _SMALL, first=0)
    _style(document, _WRITTEN).paragraph_format.left_indent = Cm(0.6)
    _table_style(document)


def _style(document: Document, name: str) -> ParagraphStyle:
    known = [style for style in document.styles if style.name == name]
    style = known[0] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        msg = f"{name} is no style of paragraphs"
        raise TypeError(msg)
    return style


def _plain(  # noqa: PLR0913  # the looks of a style
    document: Document, name: str, *, size: float, colour: RGBColor = _INK, bold: bool = False, before: float = 0, after: float = 0
) -> ParagraphStyle:
    style = _style(document, name)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]  # those of the theme go before the named one
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.font.name, style.font.size, style.font.color.rgb = _BODY, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _hung(document: Document, name: str, *, first: float) -> None:
    layout = _style(document, name).paragraph_format
    layout.left_indent, layout.first_line_indent = Cm(0.9), Cm(first)
    layout.tab_stops.add_tab_stop(Cm(0.9))


def _table_style(document: Document) -> None:
    """A table with lines between rows and none between columns."""
    style = document.styles.add_style(_TABLE, WD_STYLE_TYPE.TABLE)
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="B5B0A4"))
    properties.append(borders)
    text = OxmlElement("w:rPr")
    text.append(_element("w:sz", val="18"))
    style.element.extend([text, properties])


def _properties(document: Document, brief: Brief) -> None:
    """What a file says of itself, the same for the same brief."""
    made = document.core_properties
    day = datetime.combine(brief.cutoff, time(), UTC) if brief.cutoff else _DAY_ZERO
    made.title, made.subject, made.language = brief.title[:255], brief.scope[:255], "en"
    made.author = made.last_modified_by = made.comments = made.keywords = ""
    made.created = made.modified = day.replace(tzinfo=None)
    made.revision = 1


def _timeless(packed: bytes) -> bytes:
    """The same archive with a fixed time at every file."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            made.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
