"""Drawings inside pages: only shapes and words, whatever the SVG holds."""

import pytest
from defusedxml.common import DefusedXmlException
from tests.brief.whole import SVG

from foedus.brief.vectors import inlined, on_paper, words_of

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


@pytest.mark.parametrize(
    "inside",
    [
        'width="9"><script>alert(1)</script></svg>',
        'onload="alert(1)"></svg>',
        'width="9"><foreignObject><iframe src="https://evil.example"/></foreignObject></svg>',
        'width="9"><image xlink:href="https://evil.example/x.png"/></svg>',
        'width="9"><use xlink:href="https://evil.example/x.svg#a"/></svg>',
        'width="9"><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        'width="9"><rect style="fill: url(https://evil.example/x)"/></svg>',
        'width="9"><style>@import "https://evil.example/x.css"</style></svg>',
    ],
)
def test_what_runs_or_loads_is_left_out(inside: str) -> None:
    """Handlers, scripts, foreign elements, styles and addresses."""
    for made in (inlined(f"{HEAD}{inside}", prefix="p-"), on_paper(f"{HEAD}{inside}")):
        assert "evil" not in made
        assert "alert" not in made


def test_two_drawings_in_a_page_do_not_meet() -> None:
    """Ids and references to them have the drawing's own prefix, and lead to the same parts."""
    made = inlined(SVG, prefix="one-")
    assert 'id="one-m1"' in made
    assert 'href="#one-m1"' in made
    assert (
        "one-" in inlined('<svg xmlns="http://www.w3.org/2000/svg"><rect clip-path="url(#c)"/></svg>', prefix="one-").partition("url(#")[2]
    )


def test_on_paper_the_ink_is_black() -> None:
    """There is no text around whose colour it could take."""
    assert "currentColor" in inlined(SVG, prefix="")
    assert "currentColor" not in on_paper(SVG)
    assert "#000000" in on_paper(SVG)


def test_words_are_what_is_drawn() -> None:
    """In order, without spaces that only indent."""
    assert words_of(SVG) == "drawn words"


def test_entities_are_refused() -> None:
    """They could swell without end."""
    with pytest.raises(DefusedXmlException):
        inlined('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>', prefix="")
