"""A coded document in a notebook: marks, labels, blocks, and nothing that the text could smuggle in."""

import html
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief.reports import claim, date, event, place, quantity, report, span
from typing_extensions import override

from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.coded import CodedDocument
from foedus.model.display import COLOURS, to_html
from foedus.model.outcome import Discard
from foedus.model.text import Document

TEXT = "Iran sold 12 drones & <b>parts</b> to Russia in Tehran on 3 May, Tass reported. Chad met Mali."
LABEL = re.compile(r'<span style="font-size[^>]*>([^<]*)</span>')


def coded() -> tuple[Document, list[Claim]]:
    """A document with a full claim and a bare one."""
    document = report("one", TEXT, title="Drones & <co>")
    sale = event(
        document,
        "COOPERATE IRN=Iran > RUS=Russia",
        "sold",
        quantity=quantity(document, "12 drones", "12", "12", "drones"),
        place=place(document, "Tehran", "IRN"),
        date=date(document, "3 May", "2025-05-03"),
    )
    voice = Voice(kind=VoiceKind.OUTLET, text="Tass", span=span(document, "Tass"))
    talks = event(document, "CONSULT TCD=Chad+MLI=Mali > ", "met", mode="meet")
    return document, [claim(document, "Iran", sale, voice=voice), claim(document, "Chad", talks, status="denied")]


def words(shown: str) -> str:
    """What a reader sees of the text, without labels."""
    body = re.findall(r'<div dir="auto" style="white-space[^>]*>(.*?)</div>', shown, re.DOTALL)[0]
    return html.unescape(re.sub(r"<[^>]*>", "", LABEL.sub("", body)))


def test_every_part_is_labelled_in_the_text() -> None:
    """Trigger with its type, and the roles, each with the number of its claim; the text itself is unchanged."""
    shown = to_html(*coded())
    assert LABEL.findall(shown) == [
        "actor 1", "COOPERATE 1", "quantity 1", "recipient 1", "place 1", "date 1", "attribution 1", "actor 2", "CONSULT 2", "actor 2"
    ]  # fmt: skip
    assert words(shown) == TEXT


def test_one_block_a_claim() -> None:
    """Type, status, who to whom; all parties of a reciprocal deed side by side; the words of each part."""
    told = re.sub(r"<[^>]*>", "", to_html(*coded()))
    assert "1 COOPERATE · completed · IRN → RUStrigger “sold” · quantity “12 drones” · place “Tehran”" in told
    assert "2 CONSULT meet · denied · TCD, MLItrigger “met”" in told
    assert "Drones &amp; &lt;co&gt;" in told


def test_words_in_two_roles_are_marked_twice() -> None:
    """Overlapping stretches are drawn below one another."""
    document = report("one", "The minister of Chad said that Chad met Mali.")
    one = event(document, "CONSULT TCD=minister of Chad said > MLI=Mali", "met")
    two = event(document, "ACCUSE TCD=Chad said > MLI=Mali", "met")
    shown = to_html(document, [claim(document, "The", one), claim(document, "The", two)])
    assert LABEL.findall(shown) == ["actor 2", "actor 1", "ACCUSE 2", "CONSULT 1", "recipient 1, 2"]
    assert "padding-bottom:0.22em" in shown
    assert words(shown) == document.text


def test_a_notebook_shows_it() -> None:
    """The record is asked itself; without claims it says so, and why."""
    document, claims = coded()
    assert CodedDocument(document=document, claims=tuple(claims))._repr_html_() == to_html(document, claims)
    reason = Discard(stage="coding", place="one", reason="is in language 'fr'; only <English> is coded")
    empty = CodedDocument(document=document, discards=(reason,))._repr_html_()
    assert "no claims" in empty
    assert "only &lt;English&gt; is coded" in empty


class Checker(HTMLParser):
    """Collects tags and attributes, and sees that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.seen |= {tag, *(name for name, _ in attrs)}
        self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.open.pop() == tag


@given(st.text(min_size=1), st.text())
def test_nothing_from_outside_becomes_markup(text: str, name: str) -> None:
    """Text, title, names and codes are escaped, whatever they hold."""
    document = msgspec.structs.replace(report("one", f"Chad{text} met Mali"), name=name, title=text)
    made = event(document, "CONSULT TCD=Chad > MLI=Mali", "met")
    party = made.actors[0]
    hostile = msgspec.structs.replace(party, actor=msgspec.structs.replace(party.actor, name=text, code=f"{text}<script>"))
    shown = to_html(document, [claim(document, "Chad", msgspec.structs.replace(made, actors=(hostile,)))])
    checker = Checker()
    checker.feed(shown)
    checker.close()
    assert not checker.open
    assert checker.seen <= {"div", "span", "b", "bdi", "style", "class", "dir"}


def test_formulas_are_forbidden() -> None:
    """Two sums in dollars are no formula: notebooks would typeset what stands between the signs."""
    shown = to_html(report("one", "It cost $5 million, not $3 million."), [])
    assert 'class="tex2jax_ignore mathjax_ignore"' in shown


def _luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("role", COLOURS)
def test_marks_can_be_told_on_light_and_on_dark(role: str) -> None:
    """A contrast of 3 to white and to near black, as WCAG 1.4.11 asks of what is no text."""
    light = _luminance(COLOURS[role])
    assert 1.05 / (light + 0.05) >= 3
    assert (light + 0.05) / (_luminance("#111111") + 0.05) >= 3
