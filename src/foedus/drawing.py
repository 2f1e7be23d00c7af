"""Drawings as SVG text with real words in it, the same for the same input; matplotlib draws them."""

import io
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

# Stands for the colour of the text around, so that a drawing in a page is legible on white and on black.
INK, _ANY_INK = "#010203", "currentColor"
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "foedus",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_WIDTH_INCHES = 6.6
_ONE_AT_A_TIME = threading.Lock()
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_TAG = re.compile(rf"<([A-Za-z][\w:.-]*)((?:[^<>\"']|{_QUOTED})*?)(\s*/?>)")
_ATTRIBUTE = re.compile(rf"([\w:.-]+)\s*=\s*({_QUOTED})")
_SHEET = re.compile(r"\s*<style\b[^>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</style>", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DECLARATION = re.compile(rf"([\w-]+)\s*:\s*((?:[^;\"']|{_QUOTED})+)")
_FONT = re.compile(
    r"(?:(?P<style>italic|oblique)\s+)?(?:(?P<weight>bold|bolder|lighter|[1-9]00)\s+)?"
    r"(?P<size>[\d.]+(?:px|pt|em|rem|%)?)(?:/\S+)?\s+(?P<family>.+)",
    re.DOTALL,
)
# properties that SVG has attributes for; of others a drawing of ours has none
_PRESENTED = frozenset(
    ("clip-path", "clip-rule", "color", "cursor", "direction", "display", "dominant-baseline", "fill", "fill-opacity", "fill-rule",
     "font-family", "font-size", "font-stretch", "font-style", "font-variant", "font-weight", "letter-spacing", "marker-end", "marker-mid",
     "marker-start", "mask", "opacity", "overflow", "paint-order", "pointer-events", "shape-rendering", "stop-color", "stop-opacity",
     "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
     "stroke-width", "text-anchor", "text-decoration", "text-rendering", "transform", "vector-effect", "visibility", "word-spacing",
     "writing-mode")
)  # fmt: skip


def empty(height_inches: float) -> tuple[Figure, Axes]:
    """A figure of the usual width with transparent axes; to be made and drawn inside `styled()`."""
    figure = Figure(figsize=(_WIDTH_INCHES, height_inches), layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


@contextmanager
def styled() -> Iterator[None]:
    """Draw with our settings; matplotlib keeps them in one place for all threads, so one draws at a time."""
    with _ONE_AT_A_TIME, rc_context(SETTINGS):
        yield


@contextmanager
def unfussy() -> Iterator[None]:
    """Draw words of any script: a glyph that is not in the font that measures them may well be in the reader's."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        warnings.filterwarnings("ignore", "Matplotlib currently does not support", UserWarning)
        yield


def to_svg(figure: Figure, title: str) -> str:
    """The drawing, without prologue, with its title for those who do not see it."""
    target = io.StringIO()
    FigureCanvasSVG(figure).print_svg(target, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = target.getvalue()
    head, mark, rest = text[text.index("<svg") :].partition(">")
    named = f'{head} role="img" aria-label="{escape(title)}"{mark}\n <title>{escape(title)}</title>{rest}'
    return named.replace(INK, _ANY_INK)


def without_styles(svg: str) -> str:
    """A drawing that looks the same and holds no style: pages that forbid style attributes and style elements can hold it.

    Each declaration becomes the attribute that SVG has for it. What a style element says of all elements (`*`) stands on the outermost
    one, from which the others inherit it.

    Args:
        svg: SVG text of one drawing, as `to_svg` gives it; styles in it must be inline or for all elements.

    Raises:
        ValueError: A style cannot be kept: its selector is another one than `*`, or SVG has no attribute for the property.

    >>> without_styles('<svg><path style="fill: none; stroke: #0072b2"/></svg>')
    '<svg><path fill="none" stroke="#0072b2"/></svg>'
    """
    shared: dict[str, str] = {}
    for sheet in _SHEET.findall(svg):
        for selector, declared in _RULE.findall(sheet):
            if selector.strip() != "*":
                msg = f"the style for {selector.strip()!r} cannot stand on one element"
                raise ValueError(msg)
            shared |= dict(_presented(declared))
    plain = _TAG.sub(_unstyled, _SHEET.sub("", svg))
    return _TAG.sub(lambda tag: _tag(tag, shared | _attributes(tag[2])), plain, count=1) if shared else plain


def _unstyled(tag: re.Match[str]) -> str:
    attributes = _attributes(tag[2])
    style = attributes.pop("style", None)
    return tag[0] if style is None else _tag(tag, attributes | dict(_presented(style)))


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(text)}


def _tag(tag: re.Match[str], attributes: dict[str, str]) -> str:
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag[1]}{told}{tag[3]}"


def _presented(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a style as attributes; the shorthand `font`, which is none, as what it stands for."""
    for name, value in _DECLARATION.findall(style):
        if name == "font":
            yield from _font(value.strip())
        elif name not in _PRESENTED:
            msg = f"SVG has no attribute for the style {name!r}"
            raise ValueError(msg)
        else:
            yield name, value.strip()


def _font(value: str) -> Iterator[tuple[str, str]]:
    found = _FONT.fullmatch(value)
    if found is None:
        msg = f"the font {value!r} cannot be taken apart"
        raise ValueError(msg)
    yield from ((f"font-{part}", told) for part, told in found.groupdict().items() if told)
