"""The forms of a brief: each tells all, none runs or loads anything, all are the same for the same brief."""

import io
import re
import subprocess
import sys
import zipfile

import docx
import msgspec
import pypdf
import pytest
from tests.brief.reports import composed
from tests.brief.test_rendering import Page
from tests.brief.whole import sentences, whole

from foedus.brief.evidence import Evidence
from foedus.brief.forms import ENDINGS, MEDIA_TYPES, Form, rendered
from foedus.brief.layout import legible, let_pass
from foedus.model.brief import Brief, Override

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "]]> &amp; <!-- --> {{ 7 * 7 }} {% raw %}",
    '#import "@preview/x:1.0.0" #sys.inputs $x^2$ *bold* _it_ @ref <label> `raw` \\ //',
    "bell\x07 null\x00 form\x0c feed \ufffe",
    "turned \u202eright to left",
    "Россия и “강원도” و الصين 中国 😀",
    "{\\rtf1} =1+1 |a|b|",
]


def bare(text: str) -> str:
    """Letters and figures alone: forms break lines and pages between them."""
    return re.sub(r"\s+", "", text)


def words(brief: Brief, form: Form) -> str:
    """What a reader of the form can read."""
    made = rendered(brief, form)
    if form is Form.PDF:
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    if form is Form.DOCX:
        document = docx.Document(io.BytesIO(made))
        return "".join(element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t"))
    text = made.decode()
    if form is Form.HTML:
        return Page(text).words
    return re.sub(r"\\(.)", r"\1", text)


@pytest.mark.parametrize("form", [Form.HTML, Form.MARKDOWN, Form.PDF, Form.DOCX])
def test_each_form_tells_all(form: Form) -> None:
    """Sentences, tables, rows of drawings, notes, overrides, gaps, sources: in every form."""
    told = bare(words(whole(), form))
    for text in sentences(whole()):
        assert bare(text) in told, text
    for label in ("disputed", "singleorigin", "hearsay", "withdrawn"):
        assert label in told
    for text in ("This brief did not pass its check", "B. Editor let it pass: because", "not composed by rule, 2025-03-10"):
        assert bare(text) in told
    for text in ("2 more are not printed here: foedus findings", "No aim is stated.", "Cut-off: 2025-03-09", "only repeats another report"):
        assert bare(text) in told.replace("`", "")


@pytest.mark.parametrize("form", [Form.HTML, Form.MARKDOWN, Form.PDF, Form.DOCX])
def test_each_form_tells_all_of_the_example(form: Form, alabuga: Evidence) -> None:
    """So it does with a brief that was composed."""
    made = composed(alabuga)
    told = bare(words(made, form))
    for section in made.sections:
        for statement in section.statements:
            assert bare(statement.text) in told


@pytest.mark.parametrize("form", list(Form))
def test_the_same_brief_makes_the_same_bytes(form: Form) -> None:
    """In every form."""
    assert rendered(whole(), form) == rendered(whole(), form)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_form(form: Form, text: str) -> None:
    """Markup of any form in any field is shown, and the form stays whole."""
    told = bare(words(whole(text), form))
    if form in {Form.HTML, Form.MARKDOWN}:
        assert bare(legible(text)) in told
    if form is Form.HTML:
        assert "script" not in [tag for tag, _ in Page(rendered(whole(text), form).decode()).tags]


def test_markup_of_the_typesetter_is_set_as_text() -> None:
    """Signs with a meaning there are on the page."""
    told = bare(words(whole("#import sys *bold* $x$ @ref"), Form.PDF))
    assert told.count("#importsys*bold*$x$@ref") >= 8


def test_turned_text_ends_its_turn() -> None:
    """What follows a quotation is not turned with it."""
    assert legible("a \u202eb") == "a \u202eb\u202c"
    assert legible("a \u2067b \u202ec") == "a \u2067b \u202ec\u202c\u2069"
    assert legible("a \u202eb\u202c c") == "a \u202eb\u202c c"


def test_links_of_the_page_lead_both_ways() -> None:
    """Each chip has a source, each source leads back to all that cites it."""
    page = Page(rendered(whole(), Form.HTML).decode())
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = [str(attributes["href"])[1:] for tag, attributes in page.tags if tag == "a" and str(attributes["href"]).startswith("#")]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert {"source-1", "source-2", "key-1", "key-2", "deal-table-1-1", "plot-drawing", "plot-drawing-twin-1", "note-1-1"} <= set(links)


def test_links_of_the_pdf_lead_somewhere() -> None:
    """Chips and ways back are internal links; a title, a language and tags are there for those who do not see it."""
    reader = pypdf.PdfReader(io.BytesIO(rendered(whole(), Form.PDF)))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    inward = [note for note in notes if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo"]
    outward = {note["/A"]["/URI"] for note in notes if note.get("/A", {}).get("/S") == "/URI"}
    assert len(inward) >= 16
    assert outward == {"https://example.org/1", "https://example.org/2"}
    assert reader.metadata is not None
    assert reader.metadata.title == "On Mali met Chad."
    assert str(reader.root_object["/Lang"]).startswith("en")
    tagged = reader.root_object["/MarkInfo"].get_object()
    assert isinstance(tagged, pypdf.generic.DictionaryObject)
    assert tagged["/Marked"] == pypdf.generic.BooleanObject(True)  # the type of the library


def test_links_of_the_docx_lead_to_bookmarks() -> None:
    """Every link inside has its bookmark; bookmarks have numbers and names of their own."""
    body = zipfile.ZipFile(io.BytesIO(rendered(whole(), Form.DOCX))).read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', body)
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert len({number for number, _ in names}) == len({name for _, name in names}) == len(names)
    assert set(links) == {name for _, name in names}
    assert all(len(name) <= 40 for _, name in names)
    assert 'descr="A drawing of Mali met Chad."' in body


def test_styles_of_the_docx_are_real() -> None:
    """Title, headings, bullets, captions and the table are styles that a reader can change."""
    document = docx.Document(io.BytesIO(rendered(whole(), Form.DOCX)))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Title", "Subtitle", "Heading 1", "List Bullet", "Caption", "Source"} <= used
    assert {table.style.name for table in document.tables if table.style is not None} == {"Brief Table"}
    assert document.core_properties.title == "On Mali met Chad."


def test_the_pdf_is_accessible() -> None:
    """It says that it meets PDF/UA-1, which the typesetter checks; a letter for private use costs that and no more."""
    assert b"<pdfuaid:part>1<" in rendered(whole(), Form.PDF)
    assert rendered(whole("Odd \ue123 letter."), Form.PDF).startswith(b"%PDF-")


def test_letters_without_a_font_are_named() -> None:
    """A letter that no font has is not left out in silence: a private letter stands for one here."""
    told = words(whole("Odd \U000f1234 letter."), Form.PDF)
    assert "no font at hand has" in told
    assert "no font at hand has" not in words(whole("Россия, Ελλάδα, العربية"), Form.PDF)


def test_json_is_the_record() -> None:
    """It reads back as the same brief."""
    assert msgspec.json.decode(rendered(whole(), Form.JSON), type=Brief) == whole()


def test_every_form_has_an_ending_and_a_media_type() -> None:
    """None is left out of a table."""
    assert set(ENDINGS.values()) == set(Form) == set(MEDIA_TYPES)


def test_libraries_are_loaded_for_their_form_only() -> None:
    """Neither the command line nor Markdown waits for typesetter, Word writer or plots."""
    script = "import sys, foedus.cli.app; print([name for name in ('typst', 'docx', 'matplotlib') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  # our own script
    assert ran.stdout.strip() == "[]"


def test_faults_are_printed_by_who_let_them_pass() -> None:
    """One person with one reason is named once; another one apart."""
    faults = [Override(fault=f"fault {k}", author=author, reason="why") for k, author in enumerate(("Ada", "Bea", "Ada"))]
    passed = let_pass(msgspec.structs.replace(whole(), overrides=tuple(faults)))
    assert [(one.text, one.faults) for one in passed] == [
        ("Ada let it pass: why", ("fault 0", "fault 2")),
        ("Bea let it pass: why", ("fault 1",)),
    ]


def test_several_labels_are_several_frames() -> None:
    """A sentence on several findings may have more than one caution."""
    page = Page(rendered(whole(), Form.HTML).decode())
    classes = [attributes.get("class") for tag, attributes in page.tags if tag == "span"]
    assert "label disputed" in classes
    assert "label hearsay" in classes
