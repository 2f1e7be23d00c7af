"""Where a quotation may begin and end."""

import pytest
from tests.brief.reports import claim, event, report, span

from foedus.brief.borders import STOP, Governor, begins_clause, drops_bound, ends_clause, is_whole, widened
from foedus.brief.wording import bounded
from foedus.lexicon.tables import data_file, rows


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Chad will not send troops to Mali.", "send", "will not send troops to Mali"),
        ("Chad has never really sent troops.", "sent", "has never really sent troops"),
        ("Chad allegedly sent troops.", "sent", "allegedly sent troops"),
        ("Chad couldn't send troops.", "send", "couldn't send troops"),
        ("No troops will be sent to Mali.", "will be sent", "No troops will be sent to Mali"),
        ("Chad will send troops, if Mali pays, next year.", "will send", "will send troops, if Mali pays"),
        ("Chad will send troops unless Mali objects.", "will send", "will send troops unless Mali objects"),
        ("It is not new, and Chad will send troops.", "will send", "will send troops"),
        ("Chad will send troops, and Mali may thank it.", "will send", "will send troops"),
        ("Chad sent troops.", "sent", "sent troops"),
    ],
)
def test_exact_words_keep_what_governs_them(text: str, trigger: str, words: str) -> None:
    """Negation, hedge and condition of the same clause, with the auxiliary; none of another clause."""
    document = report("one", text)
    start = text.index(trigger)
    stop = STOP.search(text, start)
    begin, end = widened(text, start, stop.start() if stop else len(text), span(document, text))
    assert text[begin:end] == words


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("Chad will send up to 500 men.", "500 men", "up to 500 men"),
        ("Chad will send at least some 500 men.", "500 men", "at least some 500 men"),
        ("Chad will send no more than 500 men.", "500 men", "no more than 500 men"),
        ("Chad will send 500 men.", "500 men", "500 men"),
    ],
)
def test_a_number_keeps_its_bound(text: str, part: str, words: str) -> None:
    """However many words of bound there are."""
    document = report("one", text)
    found = claim(document, "Chad", event(document, "AID TCD > MLI", "send"))
    assert bounded(found, span(document, part), document) == words
    assert drops_bound(text, text.index(part), found.evidence[0]) is (part != words)


@pytest.mark.parametrize(("words", "whole"), [("workers", True), ("orkers", False), ("5,000", False), ("25,000", True), ("25", False)])
def test_words_are_whole(words: str, whole: bool) -> None:
    """Neither a word nor a number is cut."""
    text = "send 25,000 workers"
    start = text.index(words)
    assert is_whole(text, start, start + len(words)) is whole


def test_clauses_begin_and_end_at_stops() -> None:
    """At the sentence's ends, commas and dashes, and nowhere else."""
    document = report("one", "Chad agreed, and Mali paid – at once.")
    sentence = span(document, document.text)
    at = document.text.index
    assert begins_clause(document.text, at("and"), sentence)
    assert not begins_clause(document.text, at("Mali"), sentence)
    assert ends_clause(document.text, at("paid") + 4, sentence)
    assert not ends_clause(document.text, at("Mali") + 4, sentence)
    assert widened(document.text, 0, 4, sentence) == (0, 4)


def test_governing_words_are_sorted_and_of_a_known_sort() -> None:
    """The table can be read by people and by the rules."""
    table = list(rows(data_file("brief/governing.tsv"), Governor))
    assert [row.word for row in table] == sorted({row.word for row in table})
    assert {row.sort for row in table} == {"bound", "condition", "hedge", "negation"}
