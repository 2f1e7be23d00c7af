"""Marks on a text: every word is shown once, under all its marks and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.web.highlighting import Mark, Role, Segment, segments

TEXTS = st.text(alphabet="ab \n\u202eé中😀<&", min_size=1, max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with marks, some of which reach past its end."""
    text = draw(TEXTS)
    pairs = st.tuples(st.integers(0, len(text) + 3), st.integers(1, len(text) + 3), st.sampled_from(Role), st.sampled_from(["", "c-1"]))
    found = draw(st.lists(pairs, max_size=8))
    return text, [Mark(start=start, end=start + size, role=role, claim=claim) for start, size, role, claim in found]  # type: ignore[arg-type]  # ids are text


@given(marked())
def test_the_text_stays_whole(given_text: tuple[str, list[Mark]]) -> None:
    """The segments joined are the text, and each begins where the one before ends."""
    text, marks = given_text
    found = segments(text, marks)
    assert "".join(segment.text for segment in found) == text
    assert all(text[segment.start : segment.start + len(segment.text)] == segment.text != "" for segment in found)


@given(marked())
def test_each_word_has_its_marks(given_text: tuple[str, list[Mark]]) -> None:
    """A segment lies under exactly the marks that cover it, each once."""
    text, marks = given_text
    for segment in segments(text, marks):
        for place in range(segment.start, segment.start + len(segment.text)):
            covering = {mark for mark in marks if mark.start <= place < mark.end}
            assert {layer.mark for layer in segment.layers} == covering
        assert len(segment.layers) == len({layer.mark for layer in segment.layers})


@given(marked())
def test_longer_marks_lie_outside(given_text: tuple[str, list[Mark]]) -> None:
    """The layers of a segment get no longer from the outside in."""
    for segment in segments(*given_text):
        lengths = [layer.mark.end - layer.mark.start for layer in segment.layers]
        assert lengths == sorted(lengths, reverse=True)


@given(marked())
def test_each_mark_begins_once(given_text: tuple[str, list[Mark]]) -> None:
    """A mark that begins in the text is first in exactly one segment, where its label stands."""
    text, marks = given_text
    begun = [layer.mark for segment in segments(text, marks) for layer in segment.layers if layer.is_first]
    assert sorted(begun, key=str) == sorted({mark for mark in marks if mark.start < len(text)}, key=str)


@given(marked())
def test_no_line_lies_on_another(given_text: tuple[str, list[Mark]]) -> None:
    """Marks that share words are drawn at different levels; the ground of the evidence draws none."""
    for segment in segments(*given_text):
        levels = [layer.level for layer in segment.layers if layer.mark.role is not Role.EVIDENCE]
        assert len(levels) == len(set(levels))


@given(marked(), st.integers(0, 20), st.integers(0, 45))
def test_a_part_of_a_text_is_cut_alike(given_text: tuple[str, list[Mark]], start: int, size: int) -> None:
    """Only the words from the first to the last place asked for are shown, and a mark that began before is labelled at once."""
    text, marks = given_text
    start = min(start, len(text))
    found = segments(text, marks, start=start, end=start + size)
    assert "".join(segment.text for segment in found) == text[start : start + size]
    if found:
        assert all(layer.is_first for layer in found[0].layers)


@pytest.mark.parametrize("marks", [(), (Mark(start=9, end=12, role=Role.PLACE),)])
def test_a_text_without_marks_is_one_segment(marks: tuple[Mark, ...]) -> None:
    """Marks beyond its end change nothing."""
    assert segments("nothing", marks) == (Segment(text="nothing", start=0),)
