"""Whose deeds a sentence tells: names, role nouns, references, over whole documents."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from foedus.lexicon.names import Names
from foedus.model.mention import ActorMention, PlaceMention, TokenRange
from foedus.model.record import DocumentId
from foedus.model.text import Block, Sentence, Span, Token
from foedus.recognition.actors import ActorRecogniser
from foedus.syntax import Tree

CASES = Path(__file__).parent.parent / "cases"
ROWS = [json.loads(line) for line in (CASES / "actors.jsonl").read_text(encoding="utf-8").splitlines()]
PUBLISHED = dt.date(2024, 5, 1)


@pytest.fixture(scope="module")
def recogniser() -> ActorRecogniser:
    """A recogniser over a small table of states, so that the shipped table may change."""
    return ActorRecogniser.load(Names.load(CASES / "actors_names"))


def parsed(columns: str, index: int, start: int, block: Block = Block.BODY) -> Sentence:
    """A sentence from tab-separated `form lemma UPOS XPOS head relation BIO`; `_` before a form glues it to the word before."""
    tokens: list[Token] = []
    position = start
    for i, line in enumerate(columns.split("\n")):
        form, lemma, pos, tag, head, relation, entity = line.split("\t")
        glued = form.startswith("_") and len(form) > 1
        form = form[1:] if glued else form
        begin = position if glued or not i else position + 1
        position = begin + len(form)
        governor = i if head == "0" else int(head) - 1
        tokens.append(
            Token(text=form, start=begin, end=position, lemma=lemma, pos=pos, tag=tag, head=governor, relation=relation, entity=entity)
        )
    return Sentence(index=index, span=Span(document=DocumentId("d-test"), start=start, end=position), block=block, tokens=tuple(tokens))


def trees(row: dict[str, Any], block: Block = Block.BODY) -> list[Tree]:
    """The parsed sentences of a case."""
    found: list[Tree] = []
    start = 0
    for index, columns in enumerate(row["sentences"]):
        sentence = parsed(columns, index, start, block)
        start = sentence.span.end + 1
        found.append(Tree(sentence))
    return found


def told(tree: Tree, mention: ActorMention) -> list[object]:
    """What a case says of a mention."""
    place = "+place" if "locative" in mention.reason else ""
    codes = [actor.code for actor in mention.actors]
    return [tree.sentence.index, tree.tokens[mention.words.head].text, codes, mention.rule + place]


def row(text: str) -> dict[str, Any]:
    """The case that begins with these words."""
    return next(case for case in ROWS if case["text"].startswith(text))


@pytest.mark.parametrize("case", ROWS, ids=[case["holds"] for case in ROWS])
def test_case(case: dict[str, Any], recogniser: ActorRecogniser) -> None:
    """Each row's mentions are found, in order, with their codes and the rule that decided."""
    document = trees(case)
    found = recogniser.recognise(document, PUBLISHED)
    assert [told(tree, mention) for tree, mentions in zip(document, found, strict=True) for mention in mentions] == case["mentions"]


@pytest.mark.parametrize("case", ROWS, ids=[case["holds"] for case in ROWS])
def test_mentions_point_into_the_text_and_give_reasons(case: dict[str, Any], recogniser: ActorRecogniser) -> None:
    """A mention's head lies inside it, its offsets are those of its words, and it says why."""
    document = trees(case)
    for tree, mentions in zip(document, recogniser.recognise(document, PUBLISHED), strict=True):
        for mention in mentions:
            assert mention.words.first <= mention.words.head < mention.words.last
            assert (mention.start, mention.end) == tree.span_text(mention.words.first, mention.words.last)
            assert mention.reason
            assert mention.rule


def test_office_holders_are_so_only_in_their_time(recogniser: ActorRecogniser) -> None:
    """A president's name before and after his time in office is that of a former official."""
    document = trees(row("Vladimir Putin"))
    then = recogniser.recognise(document, dt.date(2011, 1, 1))[0][0]
    assert [actor.code for actor in then.actors] == ["RUS:ELI"]


def test_bylines_and_datelines_name_nobody(recogniser: ActorRecogniser) -> None:
    """Only text is read for actors; a dateline still tells whose government the report means."""
    document = trees(row("Russian troops"), Block.DATELINE)
    assert recogniser.recognise(document, PUBLISHED) == [()]


def test_places_tell_whose_police(recogniser: ActorRecogniser) -> None:
    """A town known to lie in a country gives its police a state."""
    document = trees(row("The government rejected"))
    nowhere = recogniser.recognise(document, PUBLISHED)[0][0]
    where = PlaceMention(words=TokenRange(sentence=0, first=4, last=5, head=4), start=0, end=1, text="Kisumu", country="KEN")
    somewhere = recogniser.recognise(document, PUBLISHED, [[where]])[0][0]
    assert (nowhere.actors, [actor.code for actor in somewhere.actors]) == ((), ["KEN"])


def test_a_bare_phrase(recogniser: ActorRecogniser) -> None:
    """`foedus actor` reads a phrase as a document of its own."""
    found = recogniser.phrase(trees(row("Four Saudi men"))[0])
    assert [(actor.code, actor.sector, actor.name) for actor in found[0].actors] == [("SAU:CVL", "CVL", "Saudi men")]


def test_no_sentences_no_mentions(recogniser: ActorRecogniser) -> None:
    """An empty document is no error."""
    assert recogniser.recognise([], None) == []
