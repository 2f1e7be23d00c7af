"""Sentences with actors in them, built by hand."""

from tests.conllu import DOCUMENT, sentence

from foedus.coding.parties import Parties
from foedus.coding.triggers import TriggerRow
from foedus.model.mention import Actor, ActorMention, TokenRange
from foedus.model.text import Proposal, Sentence
from foedus.syntax import Tree


def actor(code: str) -> Actor:
    """An actor of that flat code."""
    return Actor(code=code, name=f"<{code}>")


def position(parsed: Sentence, word: str) -> int:
    """Where a word stands."""
    return next(i for i, token in enumerate(parsed.tokens) if token.text == word)


def mention(parsed: Sentence, words: str, codes: str, kind: str = "state") -> ActorMention:
    """A mention of the words, headed by the last of them.

    Args:
        parsed: The sentence.
        words: One or more words that stand together.
        codes: Flat codes joined by `+`; empty for an unresolved mention.
        kind: Kind of the mention.
    """
    parts = words.split()
    first = position(parsed, parts[0])
    last = first + len(parts)
    return ActorMention(
        words=TokenRange(sentence=parsed.index, first=first, last=last, head=last - 1),
        start=parsed.tokens[first].start,
        end=parsed.tokens[last - 1].end,
        actors=tuple(actor(code) for code in codes.split("+") if code),
        kind=kind,
        rule="test",
        reason="named",
    )


def parse(rows: str, *proposals: tuple[str, str, float, float]) -> Sentence:
    """A sentence; each proposal is word, type, score of the type, score of there being a deed."""
    plain = sentence(rows)
    made = tuple(Proposal(token=position(plain, word), event=event, score=score, deed=deed) for word, event, score, deed in proposals)
    return sentence(rows, proposals=made)


def parties(rows: str, who: dict[str, str]) -> Parties:
    """The parties of a sentence: words to codes."""
    parsed = sentence(rows)
    found = sorted((mention(parsed, words, codes) for words, codes in who.items()), key=lambda m: m.start)
    return Parties(Tree(parsed), found, DOCUMENT)


def row(**changes: object) -> TriggerRow:
    """A trigger row for a plain verb that asks for nothing."""
    values: dict[str, object] = {
        "id": "test/V",
        "lemma": "test",
        "particle": "",
        "pos": "V",
        "conditions": (),
        "event": "AID",
        "mode": "",
        "actor": ("subj",),
        "recipient": ("-",),
        "example": "",
        "weight": 0,
    }
    return TriggerRow(**(values | changes))  # type: ignore[arg-type]  # the fields of the row
