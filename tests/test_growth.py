"""The coder's time grows with the text, whatever it holds."""

import time
from functools import cache

import pytest

from foedus.pipeline.documents import Coder, Pipeline

pytestmark = pytest.mark.slow

# four times the text may take so many times as long; the square would be sixteen
_MOST = 8.0


@cache
def coder() -> Coder:
    """The coder, warm; one that parses what no deed is expected in too."""
    made = Coder(Pipeline.load(parse_all=True))
    made("Iran sent troops to Iraq on Monday.", published="2025-06-19")
    return made


def seconds(text: str) -> float:
    """Processor time that a text takes."""
    code = coder()
    start = time.process_time()
    code(text, published="2025-06-19")
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    ["word ", "Iran and ", "(", "…", "“said ", "Russia attacked Ukraine. ", "Russia sent troops to Iran in exchange for oil, "],
    ids=str.split("words names brackets dots quotes sentences deals"),
)
def test_time_grows_with_the_text(piece: str) -> None:
    """One sentence without end, brackets and quotations that never close, a thousand deeds."""
    size = max(1, 6_000 // len(piece))
    assert seconds(piece * size * 4) < _MOST * seconds(piece * size)


def test_a_word_of_a_million_letters() -> None:
    """Takes no longer than its letters, and comes to nothing."""
    code = coder()
    start = time.process_time()
    coded = code("a" * 1_000_000)
    assert time.process_time() - start < 60
    assert coded.claims == ()
