"""Drawings as SVG text with real words in it, the same for the same input; matplotlib draws them."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

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


def empty(height_inches: float) -> tuple[Figure, Axes]:
    """A figure of the usual width with transparent axes; to be made and drawn inside `matplotlib.rc_context(SETTINGS)`."""
    figure = Figure(figsize=(_WIDTH_INCHES, height_inches), layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


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
