"""Quotations are whole words and, as far as that goes, whole clauses."""

import pytest
from tests.brief.reports import claim, event, quantity, report, span

from foedus.brief.wording import denying_words, exact_words
from foedus.model.claim import Voice, VoiceKind

SPEAKER = "Tajikistan's industry ministry"


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Chad will come to its help with arms, intelligence and transport should it be attacked; the rest is open.", "will come",
         "Chad will come to its help with arms, intelligence and transport should it be attacked"),
        ("Chad signed a treaty on Monday, binding two states that share no border.", "signed", "Chad signed a treaty on Monday"),
        ("The African Union praised it and which the bar association called indecent.", "praised", "The African Union praised it"),
        ("Chad will send (as it said) planes to", "will send", "Chad will send (as it said) planes"),
        ("A step it took (a first one of", "took", "A step it took"),
        ("But the ministry had “no comment” on the deal.", "had", "But the ministry had “no comment” on the deal"),
        ("The talks failed; and Chad left the hall.", "left", "Chad left the hall"),
    ],
)  # fmt: skip
def test_words_end_with_their_clause(text: str, trigger: str, words: str) -> None:
    """Not in a list, on a preposition, in an open bracket, or with a clause that hangs on something else."""
    document = report("one", text)
    found = claim(document, text[:4], event(document, "AID TCD > MLI", trigger))
    assert exact_words(found, document) == words


def test_the_speaker_after_the_words_is_left_out() -> None:
    """Whoever quotes says so in words of ours."""
    document = report("one", f"Chad will send planes to Mali, {SPEAKER} said, and more later.")
    voice = Voice(kind=VoiceKind.INSTITUTION, text=SPEAKER, span=span(document, SPEAKER))
    found = claim(document, "Chad", event(document, "AID TCD > MLI", "will send"), voice=voice)
    assert exact_words(found, document) == "Chad will send planes to Mali"


def test_words_begin_at_the_subject_or_with_what_is_moved() -> None:
    """At the trigger where the actor's name stands right before it; with the noun that governs an object before it."""
    document = report("one", "Chad will send planes. Some 40 planes were flown to Mali. It is the pact on gold that Chad signed.")
    named = claim(document, "Chad", event(document, "AID TCD=Chad > MLI", "will send"))
    assert exact_words(named, document) == "will send planes"
    moved = event(document, "AID TCD > MLI", "were flown", quantity=quantity(document, "40 planes", "40", "40", "planes"))
    assert exact_words(claim(document, "Some", moved), document) == "40 planes were flown to Mali"
    signed = event(document, "SUPPORT TCD > MLI", "signed", object=span(document, "gold"))
    assert exact_words(claim(document, "It is", signed), document) == "the pact on gold that Chad signed"


def test_a_denial_is_quoted_with_the_word_that_denies() -> None:
    """That word may stand anywhere before the trigger."""
    document = report("one", "Talks went on; the Kremlin denied that it had agreed to take workers.")
    found = claim(document, "Talks", event(document, "AGREE RUS > PRK", "had agreed"), status="denied")
    assert denying_words(found, document) == "the Kremlin denied that it had agreed to take workers"
