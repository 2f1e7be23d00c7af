"""Drawings as pages of the workbench may hold them."""

import threading
from collections.abc import Callable

from markupsafe import Markup

from foedus.drawing import without_styles

# matplotlib keeps its settings in one place for all threads
ONE_AT_A_TIME = threading.Lock()


def drawn(draw: Callable[[], str]) -> Markup:
    """A drawing without styles, to stand in a page as it is.

    Args:
        draw: Gives SVG text of ours in which all that came from outside is escaped.
    """
    with ONE_AT_A_TIME:
        made = draw()
    return Markup(without_styles(made))  # noqa: S704  # the drawing escapes what it shows
