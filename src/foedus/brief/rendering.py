"""A checked brief as a page that needs nothing else, or as Markdown."""

import re
from typing import Any

import jinja2
from markupsafe import Markup, escape

from foedus.brief.layout import Anchors, cautions, footing, labels_of, legible, let_pass, parts_of, signed, web, where
from foedus.brief.snapshot import inert
from foedus.brief.vectors import inlined
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief, Plot

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")
_QUOTED = re.compile(r"“([^”]*)”")


def to_html(brief: Brief) -> str:
    """One HTML page with its styles and drawings inside; it loads nothing, runs nothing, and prints well."""
    style = Markup(data_file("brief/brief.css").read_text(encoding="utf-8").rstrip())  # noqa: S704  # our own file
    return _render("brief/brief.html.j2", brief, autoescape=True, style=style).lstrip()


def to_markdown(brief: Brief) -> str:
    """Markdown with footnote-like links from each citation to the quoted sentence; of drawings it has captions and rows."""
    return _render("brief/brief.md.j2", brief, autoescape=False)


def apart(text: str) -> Markup:
    """Text for a page, what it quotes kept apart in direction of writing and without a claim to be English.

    >>> apart("He said “نعم & no”.")
    Markup('He said “<bdi lang="">نعم &amp; no</bdi>”.')
    """
    return Markup(_QUOTED.sub(r'“<bdi lang="">\1</bdi>”', str(escape(text))))  # noqa: S704  # escaped here


def _render(template: str, brief: Brief, *, autoescape: bool, **more: Any) -> str:
    environment = jinja2.Environment(
        autoescape=autoescape,  # noqa: S701  # off for Markdown alone, which is no HTML: its template escapes by the filter `md`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update({"md": _escaped, "bdi": apart, "drawing": _drawing, "where": where, "cautions": cautions})
    environment.filters.update({"footing": footing, "web": web, "labels": labels_of, "signed": signed})
    environment.filters["inert"] = lambda snapshot: Markup(inert(snapshot))  # noqa: S704  # it has no character that ends a script
    shown = legible(brief)
    page = environment.from_string(data_file(template).read_text(encoding="utf-8"))
    return page.render(brief=shown, anchors=Anchors(shown).of_source, parts=parts_of(shown), passed=let_pass(shown), **more)


def _escaped(text: str) -> str:
    """Text from outside as plain text in Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _drawing(plot: Plot) -> Markup:
    """A drawing for a page."""
    return Markup(inlined(plot.svg, prefix=f"{plot.key}-"))  # noqa: S704  # drawn anew from what is allowed
