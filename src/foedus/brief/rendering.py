"""A checked brief as a page that needs nothing else, or as Markdown."""

import re
from urllib.parse import quote

import jinja2
import msgspec
from markupsafe import Markup

from foedus.brief.snapshot import inert
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief, SourceEntry

_UNSAFE = re.compile(r"[\s<>\"'`\\{}|^\x00-\x20\x7f]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")


def to_html(brief: Brief) -> str:
    """One HTML page with its styles inside; it loads nothing, and prints well."""
    return _render("brief/brief.html.j2", brief, autoescape=True)


def to_markdown(brief: Brief) -> str:
    """Markdown with footnote-like links from each citation to the quoted sentence."""
    return _render("brief/brief.md.j2", brief, autoescape=False)


def to_json(brief: Brief) -> str:
    """The whole brief as one JSON object; `foedus.model.brief` says what its fields mean."""
    return msgspec.json.encode(brief).decode()


def _render(template: str, brief: Brief, *, autoescape: bool) -> str:
    environment = jinja2.Environment(
        autoescape=autoescape,  # noqa: S701  # off for Markdown alone, which is no HTML: its template escapes by the filter `md`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["md"] = _escaped
    environment.filters["where"] = _where
    environment.filters["web"] = _web
    environment.filters["inert"] = lambda snapshot: Markup(inert(snapshot))  # noqa: S704  # it has no character that ends a script
    return environment.from_string(data_file(template).read_text(encoding="utf-8")).render(brief=brief)


def _escaped(text: str) -> str:
    """Text from outside as plain text in Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _where(source: SourceEntry) -> str:
    """Outlet, date and document of a source in one line."""
    parts = (source.outlet or "outlet not named", source.published.isoformat() if source.published else "no date", source.document)
    return ", ".join(parts)


def _web(url: str) -> str:
    """The address if it is one of the web, else nothing: a document may carry `javascript:`.

    Characters that could end a link in either form are percent-encoded.
    """
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url) if url.startswith(("https://", "http://")) else ""
