"""Whom a text speaks of: what fades, what counts more, and who is named beside whom."""

import pytest
from tests.conllu import sentence

from foedus.model.mention import Actor, ActorMention, Cast, PlaceMention, TokenRange
from foedus.recognition.salience import casts
from foedus.syntax import Tree


def said(*codes: str, kind: str = "state", at: int = 0) -> ActorMention:
    """A mention of these actors, by one word."""
    words = TokenRange(sentence=0, first=at, last=at + 1, head=at)
    actors = tuple(Actor(code=code) for code in codes)
    return ActorMention(words=words, start=0, end=1, actors=actors, kind=kind, rule="test", reason="")


def salient(cast: Cast) -> list[str]:
    """The codes of those who may be meant."""
    return [actor.code for actor in cast.salient]


def test_the_first_sentence_has_nobody_before_it() -> None:
    """What is salient comes from earlier sentences alone."""
    first, second = casts([[said("TCD")], []])
    assert salient(first) == []
    assert salient(second) == ["TCD"]


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ([[said("TCD")], [said("MLI")]], ["MLI", "TCD"]),
        ([[said("TCD")], [said("TCD")], [said("MLI")]], ["TCD", "MLI"]),
        ([[said("TCD")], [said("MLI", kind="pronoun")]], ["TCD", "MLI"]),
        ([[said("TCD"), said("MLI")], [said("TCD", kind="description")]], ["TCD", "MLI"]),
        ([[said("TCD")], [], [], [said("MLI", kind="pronoun")]], ["MLI", "TCD"]),
        ([[said("A")], [said("B")], [said("C")], [said("D")], [said("E")]], ["E", "D", "C", "B"]),
        ([[said()], [said("UNK")]], ["UNK"]),
    ],
)
def test_mentions_fade_and_references_weigh_less(sentences: list[list[ActorMention]], found: list[str]) -> None:
    """The nearest first, unless another was named more often; at most four."""
    assert salient(casts([*sentences, []])[-1]) == found


def test_the_whole_document_counts_for_frequency_and_partners() -> None:
    """A code counts once a sentence; partners are those named in the same sentence."""
    first, last = casts([[said("TCD"), said("TCD", "MLI")], [said("MLI"), said("NER")]])
    assert first.frequent == last.frequent == ("MLI", "TCD", "NER")
    assert first.partners == {"TCD": ("MLI",), "MLI": ("TCD", "NER"), "NER": ("MLI",)}


def test_pairs_are_of_the_subject_and_the_others() -> None:
    """The latest first, from earlier sentences alone; without trees the first actor is the subject."""
    first, second, third = casts([[said("TCD"), said("MLI"), said("NER")], [said("NER"), said("TCD")], []])
    assert first.pairs == ()
    assert second.pairs == (("TCD", "NER"), ("TCD", "MLI"))
    assert third.pairs == (("NER", "TCD"), ("TCD", "NER"), ("TCD", "MLI"))


def test_the_tree_says_who_is_the_subject() -> None:
    """`With Chad Mali met Niger`: Mali faces Niger, and whoever stood before it too."""
    tree = Tree(sentence("Chad Chad PROPN NNP 3 obl\nMali Mali PROPN NNP 3 nsubj\nmet meet VERB VBD 0 root\nNiger Niger PROPN NNP 3 obj"))
    mentions = [said("TCD", at=0), said("MLI", at=1), said("NER", at=3)]
    _, after = casts([mentions, []], [tree])
    assert after.pairs == (("MLI", "NER"),)


def test_only_so_many_pairs_are_kept() -> None:
    """Who faced whom long ago is forgotten."""
    pairs = casts([*([said(f"A{i}"), said(f"B{i}")] for i in range(20)), []])[-1].pairs
    assert len(pairs) == 12
    assert pairs[0] == ("A19", "B19")


def test_places_are_handed_on() -> None:
    """Those without a country are left out."""
    words = TokenRange(sentence=0, first=2, last=3, head=2)
    places = [PlaceMention(words=words, start=0, end=1, text="x", country=country) for country in ("MLI", None)]
    first, second = casts([[said("TCD")], []], places=[places])
    assert first.places == ((2, "MLI"),)
    assert second.places == ()


def test_a_document_without_sentences_has_no_casts() -> None:
    """Nothing in, nothing out."""
    assert casts([]) == []
