"""Drawings as pages of the workbench may hold them."""

from collections.abc import Callable

from markupsafe import Markup

from foedus.drawing import without_styles


def drawn(draw: Callable[[], str]) -> Markup:
    """A drawing without styles, to stand in a page as it is.

    Args:
        draw: Gives SVG text of ours in which all that came from outside is escaped.
    """
    return Markup(without_styles(draw()))  # noqa: S704  # the drawing escapes what it shows
