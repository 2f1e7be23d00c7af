"""The words for deeds: grammatical for every kind, status and number of parties."""

import re
from itertools import product

import pytest

from foedus.brief.wording import SHORT, STATUS, Wording, status_phrases
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames

TYPES = sorted(Codebook.load().types)
SINGULAR, PLURAL = [["PRK"], ["USA"], ["IGO:UN"], ["SDN:GOV"], []], [["PRK", "RUS"], ["SDN:LAB"], ["UNK"], ["SDN:COP"]]
RECIPIENTS = [["JPN"], ["JPN", "KOR"], []]
_BASE = r"(?!\w+ing\b|\w+ed\b)\w+"
_FORM = {
    status: re.compile(form)
    for status, form in {
        "planned": rf"(is|are) to {_BASE}",
        "conditional": rf"(is|are) to {_BASE}.* on a stated condition$",
        "requested": rf"(is|are) asked to {_BASE}",
        "standing": rf"(is|are) bound to {_BASE}",
        "denied": rf"(is|are) said not to {_BASE}(?!.*\bsomething\b)",
        "hypothetical": rf"might {_BASE}.*, by supposition$",
        "ongoing": r"(is|are) reported to be \w+ing\b",
        "ceased": r"(has|have) stopped \w+ing\b",
        "unspecified": r"(is|are) named in connection with \w+ing\b",
    }.items()
}


@pytest.fixture(scope="module")
def wording() -> Wording:
    """With the shipped names."""
    return Wording.load(DisplayNames.load().in_text)


@pytest.mark.parametrize(("kind", "status"), list(product(TYPES, STATUS)))
def test_every_deed_is_a_sentence(wording: Wording, kind: str, status: str) -> None:
    """The verb agrees, an infinitive follows `to`, nothing is doubled, and an unnamed party stands only where somebody acts."""
    for actors, recipients in product((*SINGULAR, *PLURAL), RECIPIENTS):
        told = wording.deed(kind, status, actors, recipients)
        rest = told.removeprefix(wording.opening(actors)).strip()
        first = rest.split()[0]
        assert told == " ".join(told.split())
        assert told[0].isupper()
        assert rest
        assert first not in ({"is", "has"} if actors in PLURAL else {"are", "have"}), told
        assert "unnamed" not in rest
        assert not re.search(r"\b(?:of|with|to|against|from|for|and|or)$", told), told
        if first in {"is", "are", "has", "have", "might"}:
            assert _FORM[status].match(rest), told


def test_no_status_is_told_with_the_words_of_another() -> None:
    """Each remark belongs to one status; a longer one may hold a shorter one, which the gate takes out first."""
    phrases = status_phrases()
    assert set(phrases.values()) == set(STATUS) == set(SHORT)
    assert len(set(SHORT.values())) == len(SHORT)
    for words, status in phrases.items():
        for other, another in phrases.items():
            if words != other and words in other and status != another:
                assert len(other) > len(words)


def test_the_deed_asked_for_is_not_told_as_done(wording: Wording) -> None:
    """Who is asked for help has not given it; who asks has asked."""
    assert wording.deed("AID", "requested", ["USA"], ["PRK"]) == "The United States is asked to give help to North Korea"
    assert wording.deed("REQUEST", "requested", ["USA"], ["PRK"]) == "The United States asked or demanded something of North Korea"


def test_a_denial_is_told_as_said(wording: Wording) -> None:
    """It is the word of somebody, no fact."""
    assert wording.deed("AID", "denied", ["USA"], ["PRK"]) == "The United States is said not to give help to North Korea"
    assert wording.deed("REJECT", "denied", ["USA"], []) == "The United States is said not to refuse or reject anything"
