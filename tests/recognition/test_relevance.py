"""What sentences read like before they are parsed."""

import pytest

from foedus.coding.triggers import TriggerTable
from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_file, rows
from foedus.recognition.relevance import BASE, TRIGGER, Relevance, Weight, common_words, in_context
from foedus.recognition.roles import Roles

LEAVING = ["They", "agreed", "to", "leave", "on", "Monday", "."]
TRUCE = [["Rebels", "and", "the", "army", "of", "Sudan", "agreed", "on", "a", "ceasefire", "in", "Darfur", "."], LEAVING]
WEDDING = [["The", "bride", "wore", "her", "grandmother", "'s", "dress", "and", "danced", "until", "dawn", "."], LEAVING]


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    """The shipped weights over the shipped tables."""
    return Relevance.load(Names.load(), Roles.load(), TriggerTable.load().forms)


def test_names_and_roles_count_by_their_kind(relevance: Relevance) -> None:
    """Names and role nouns count by their kind, numbers as one word, and common words not at all."""
    found = relevance.features(["The", "minister", "flew", "300", "soldiers", "to", "Peru", "."])
    assert {"name:state", "role:GOV/office", "role:MIL/person", "0"} <= found
    assert not {"peru", "the", "to", ".", "300"} & found


def test_one_state_is_as_good_as_another(relevance: Relevance) -> None:
    """What two states do scores as what two others do."""
    one, other = (relevance.scores([f"{a} signed a treaty with {b} .".split()]) for a, b in (("Russia", "Belarus"), ("Peru", "Chile")))
    assert one == other


def test_what_surrounds_a_sentence_counts(relevance: Relevance) -> None:
    """The same words are more likely to tell a public deed in a report on a truce than in one on a wedding."""
    assert relevance.scores(TRUCE)[1] > relevance.scores(WEDDING)[1] + 2


@pytest.mark.parametrize(
    ("public", "other"),
    [
        ("The foreign ministry summoned the ambassador over the raid .", "The coach praised his goalkeeper after the derby ."),
        ("Turkey will send 200 troops to Qatar .", "Fold in the butter and bake for 20 minutes ."),
        ("The council of ministers froze the assets of two generals .", "Her third novel follows three sisters in a bakery ."),
    ],
)
def test_public_affairs_score_above_other_news(relevance: Relevance, public: str, other: str) -> None:
    """Sentences of public affairs score above nought, those of sport, kitchen and books far below."""
    assert relevance.scores([public.split()])[0] > 0 > -1 > relevance.scores([other.split()])[0]


def test_a_short_text_is_hardly_judged_by_its_surroundings() -> None:
    """One other sentence takes a fraction of its lack, and a whole text of such sentences no more than a set amount."""
    own = [0.0, -3.0]
    assert in_context(own)[0] > -3
    assert in_context([0.0, *[-9.0] * 50])[0] == pytest.approx(-6.0)


def test_every_weight_can_be_found_in_a_sentence() -> None:
    """No row of the table is a word that does not count, and the words for all sentences stand in it."""
    features = {line.feature for line in rows(data_file("relevance/en.tsv"), Weight)}
    assert not features & common_words()
    assert {BASE, TRIGGER} <= features
