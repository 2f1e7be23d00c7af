"""A brief as page and as Markdown: nothing loaded, nothing run, whatever the reports hold."""

import datetime as dt
import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from tests.brief.reports import composed
from tests.brief.whole import whole
from typing_extensions import override

from foedus.brief.evidence import Evidence
from foedus.brief.rendering import to_html, to_markdown
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief, Citation, Section, SourceEntry, Statement
from foedus.model.record import ClaimId

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
LOADING = {"img", "script", "link", "iframe", "object", "embed", "audio", "video", "source", "base", "form", "input", "meta"}
DRAWN = {"svg", "g", "path", "rect", "text", "tspan", "use", "defs", "clippath"}


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words += data


def brief(text: str = "Chad met Mali.", *, url: str = "https://example.org/a") -> Brief:
    """A brief with the same words everywhere."""
    claim = ClaimId("c-0123")
    source = SourceEntry(
        number=1,
        claim=claim,
        document=text,
        outlet=text,
        title=text,
        published=dt.date(2025, 3, 1),
        url=url,
        quote=text,
        start=0,
        end=len(text),
        text_sha256="0" * 64,
        grade="F3",
        echo=True,
        synthetic=True,
    )
    statement = Statement(text=text, citations=(Citation(claim=claim, number=1),), label="disputed")
    sections = (
        Section(key="key", title="Key points", statements=(statement,)),
        Section(key="aims", title="Aims", empty="No aim is stated."),
    )
    return Brief(title=text, cutoff=dt.date(2025, 3, 2), scope=text, sections=sections, sources=(source,), method="By rule.")


def test_both_forms_tell_all(alabuga: Evidence) -> None:
    """Sections, labels, citations that lead to their sources, grades, hashes."""
    made = composed(alabuga)
    page, markdown = Page(to_html(made)), to_markdown(made)
    for section in made.sections:
        assert section.title in page.words
        assert f"## {section.title}" in markdown
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = set(ids)
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a" and str(attributes["href"]).startswith("#")}
    assert links
    assert {str(link)[1:] for link in links} <= targets
    assert set(re.findall(r"\]\(#(source-\d+)\)", markdown)) <= set(re.findall(r'<a id="(source-\d+)">', markdown))
    for source in made.sources:
        assert source.text_sha256 in page.words
        assert source.text_sha256 in markdown
    assert "disputed" in page.words
    assert "*(single origin)*" in markdown
    assert "https://example.org/workers?a=1&b=2" in markdown


def test_the_page_needs_nothing_else(alabuga: Evidence) -> None:
    """No script that runs, no style sheet, no picture, no font from anywhere; only links that a reader may follow."""
    page = to_html(composed(alabuga))
    for tag, attributes in Page(page).tags:
        if tag == "meta":
            assert set(attributes) <= {"charset", "name", "content", "http-equiv"}
        if tag == "script":
            assert attributes == {"type": "application/json", "id": "snapshot"}
        assert tag in {"meta", "script"} or tag not in LOADING
        assert not {"src", "srcset", "background", "data", "action"} & set(attributes)
        assert "style" not in attributes or tag in DRAWN
        assert tag != "use" or str(attributes["href"]).startswith("#")
    assert "default-src 'none'" in page
    assert "url(" not in page.replace("url(#", "")
    assert "@import" not in page


def test_hostile_text_is_text() -> None:
    """Markup in title, sentence, quote, outlet and name is shown, not run."""
    page = Page(to_html(brief(HOSTILE)))
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert "img" not in tags
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert page.words.count(HOSTILE) >= 5
    markdown = to_markdown(brief(HOSTILE))
    assert "<script" not in re.sub(r"\\.", "", markdown)
    assert "<img" not in re.sub(r"\\.", "", markdown)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("//evil.example/x", None),
        ("", None),
        ('https://example.org/"><script>alert(1)</script>', "https://example.org/%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
        ("https://example.org/> <img src=x>", "https://example.org/%3E%20%3Cimg%20src=x%3E"),
        ("https://example.org/\n\n# Heading", "https://example.org/%0A%0A#%20Heading"),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, link: str | None) -> None:
    """Other schemes are left out; what could end a link is encoded."""
    page = Page(to_html(brief(url=url)))
    outward = [attributes["href"] for tag, attributes in page.tags if tag == "a" and not str(attributes["href"]).startswith("#")]
    assert outward == ([link] if link else [])
    assert "script" not in [tag for tag, _ in page.tags]
    found = re.findall(r"<(?!a id|/a)([^>]*)>", to_markdown(brief(url=url)))
    assert found == ([link] if link else [])


@pytest.mark.parametrize(
    "text",
    [
        "# Not a heading",
        "* not *bold* _nor_ `code`",
        "[a link](https://evil.example)",
        "![a picture](https://evil.example/x.png)",
        "<b>no markup</b>",
        "a | table",
        "back\\slash",
        "line\n\n# Heading\n- item",
    ],
)
def test_markdown_is_escaped(text: str) -> None:
    """Every sign with a meaning stands behind a backslash, and text stays on its line."""
    markdown = to_markdown(brief(text))
    (line,) = [line for line in markdown.splitlines() if line.startswith("- ")]
    bare = line.removeprefix("- ").partition(" [\\[1\\]]")[0]
    assert re.sub(r"\\(.)", r"\1", bare) == " ".join(text.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>`*_#|{}]", bare)
    assert len([line for line in markdown.splitlines() if line.startswith("#")]) == 5


def test_an_empty_section_says_why_and_unknowns_are_named() -> None:
    """Without cut-off, outlet, title and date there is still a whole page."""
    (source,) = brief().sources
    bare = msgspec.structs.replace(source, outlet="", title="", published=None, url="", echo=False, synthetic=False)
    made = msgspec.structs.replace(brief(), cutoff=None, sources=(bare,))
    for form in (Page(to_html(made)).words, to_markdown(made)):
        assert "No aim is stated." in form
        assert "outlet not named, no date" in form
        assert "Cut-off" not in form
        assert "only repeats another report" not in form


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    values = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "warn"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "mark", "warn-paper", "note-paper"])
def test_contrast_is_enough_by_day_and_by_night(scheme: int, ink: str, ground: str) -> None:
    """At least 4.5 to 1 for every ink on every ground (WCAG 2.2, 1.4.3)."""
    blocks = re.findall(r":root \{(.*?)\}", data_file("brief/brief.css").read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    lighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_page_has_landmarks_and_headings_in_order() -> None:
    """One title, no level left out; tables have heads with scope, drawings names; foreign words make no claim to be English."""
    page = Page(to_html(whole("“Привет”")))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in page.tags]
    assert {"header", "nav", "main", "aside", "figure", "figcaption", "caption"} <= set(tags)
    assert tags.count("main") == 1
    assert all(attributes.get("scope") == "col" for tag, attributes in page.tags if tag == "th")
    assert all(attributes.get("lang") == "" for tag, attributes in page.tags if tag == "blockquote")
    assert any(tag == "bdi" and attributes.get("lang") == "" for tag, attributes in page.tags)
    assert page.tags[1] == ("html", {"lang": "en"}) or page.tags[0] == ("html", {"lang": "en"})
