"""Drawings without styles: the same looks by attributes that a strict page allows."""

import datetime as dt
import re

import pytest
from lxml import etree
from tests.network.deeds import contribution

from foedus.drawing import without_styles
from foedus.network.plots import tie_plot
from foedus.network.ties import Ties


def test_declarations_become_attributes() -> None:
    """Each one under its own name; what the element had of that name gives way, all else stays."""
    made = without_styles('<svg><path d="M 0 0" fill="red" style="fill: none; stroke: #0072b2; stroke-width: 1.5"/></svg>')
    assert made == '<svg><path d="M 0 0" fill="none" stroke="#0072b2" stroke-width="1.5"/></svg>'


def test_a_font_is_taken_apart() -> None:
    """The shorthand has no attribute of its own."""
    made = etree.fromstring(without_styles("""<svg><text style="font: italic bold 9px 'DejaVu Sans', sans-serif">x</text></svg>"""))
    assert dict(made[0].attrib) == {
        "font-style": "italic",
        "font-weight": "bold",
        "font-size": "9px",
        "font-family": "'DejaVu Sans', sans-serif",
    }


def test_what_holds_for_all_stands_outside() -> None:
    """Elements inherit it, and their own declarations still win."""
    sheet = '<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>'
    made = without_styles(f'<svg width="9"><defs>{sheet}</defs><path style="stroke-linecap: square"/></svg>')
    assert made == '<svg stroke-linejoin="round" stroke-linecap="butt" width="9"><defs></defs><path stroke-linecap="square"/></svg>'


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg><style>.a{fill: red}</style></svg>", "'.a' cannot stand on one element"),
        ('<svg><path style="mix-blend-mode: multiply"/></svg>', "no attribute for the style 'mix-blend-mode'"),
        ('<svg><text style="font: inherit">x</text></svg>', "'inherit' cannot be taken apart"),
    ],
)
def test_what_cannot_be_kept_is_refused(svg: str, message: str) -> None:
    """Looks are never lost in silence."""
    with pytest.raises(ValueError, match=re.escape(message)):
        without_styles(svg)


def test_words_stay_words() -> None:
    """What a text says is no style, and what an attribute escapes stays escaped."""
    made = without_styles("""<svg aria-label="a &lt;b&gt; &amp; c"><text style="fill: red">style="fill: blue"</text></svg>""")
    assert made == """<svg aria-label="a &lt;b&gt; &amp; c"><text fill="red">style="fill: blue"</text></svg>"""


def test_a_plot_is_the_same_drawing() -> None:
    """Nothing but styles is gone from the drawing of a tie."""
    ties = Ties([contribution("1", "PRK", "RUS", 3.0, "2025-01-05"), contribution("2", "PRK", "RUS", -2.0, "2025-03-05")])
    plot = tie_plot(ties, ("PRK", "RUS"), (dt.date(2025, 1, 1), dt.date(2025, 4, 1)), title='Tie of "A" & B')
    made = without_styles(plot)
    before, after = (etree.fromstring(svg) for svg in (plot, made))
    assert "style" not in re.sub(r">[^<]*<", "><", made)
    assert [node.tag for node in after.iter()] == [node.tag for node in before.iter() if not node.tag.endswith("}style")]
    assert [text for text in after.itertext() if text.strip()] == [
        text for text in before.itertext() if text.strip() and "linejoin" not in text
    ]
    styled = [node for node in before.iter() if node.get("style")]
    assert len(styled) > 20
    assert after.get("stroke-linejoin") == "round"
