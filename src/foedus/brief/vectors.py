"""Drawings as parts of a page or of a printed sheet: only shapes and words of the drawing itself, nothing loaded, nothing run."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

_SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "defs", "use", "clipPath", "title"}
)
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_ANY_INK = "currentColor"


def inlined(svg: str, *, prefix: str) -> str:
    """The drawing as an element of an HTML page.

    Elements other than shapes and words are left out, as are handlers of events and references to anything outside the drawing.

    Args:
        svg: SVG text.
        prefix: What its ids begin with, so that two drawings in one page do not meet.

    Raises:
        ValueError: It is no well-formed XML, or declares entities.
    """
    return tostring(_cleaned(fromstring(svg), prefix), encoding="unicode")


def on_paper(svg: str) -> str:
    """The drawing by itself, in black where it takes the colour of the text around.

    Raises:
        ValueError: It is no well-formed XML, or declares entities.
    """
    element = _cleaned(fromstring(svg), "")
    element.set("xmlns", "http://www.w3.org/2000/svg")
    return tostring(element, encoding="unicode").replace(_ANY_INK, "#000000")


def words_of(svg: str) -> str:
    """All text of a drawing.

    Raises:
        ValueError: It is no well-formed XML, or declares entities.
    """
    return " ".join(text for text in fromstring(svg).itertext() if text.strip())


def _cleaned(element: Element, prefix: str) -> Element:
    made = Element(_local(element.tag), dict(_attributes(element.attrib, prefix)))
    made.text, made.tail = _blank(element.text), _blank(element.tail)
    made.extend(_cleaned(child, prefix) for child in element if _local(child.tag) in _SHAPES)
    return made


def _blank(text: str | None) -> str:
    """Text, or nothing where there are only spaces to indent."""
    return text if text and text.strip() else ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attributes(attributes: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    """Attributes that are allowed, ids and references to them with the prefix."""
    for name, value in ((_local(name), value) for name, value in attributes.items()):
        if name == "id":
            yield name, f"{prefix}{value}"
        elif name == "href":
            yield name, f"#{prefix}{value[1:]}" if value.startswith("#") else "#"
        elif not name.startswith("on") and "url(" not in _REFERENCE.sub("", value):
            yield name, _REFERENCE.sub(rf"url(#{prefix}\1)", value)
