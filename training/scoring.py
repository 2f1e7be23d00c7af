"""Scores of the shipped model: trees, entities and deeds, from gold words and from raw text."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.model.text import Block, Sentence
from foedus.parsing.parser import Parser
from training.claims import Annotated, deeds_of, document
from training.entities import MarkedText, read_marked, spans_of
from training.fitting import CORE
from training.treebank import TreebankSentence, by_document, read_treebank

THRESHOLDS = (0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_SCORED_KINDS = ("PER", "ORG", "LOC")
Scores = dict[str, float]


class Tally:
    """Counts of gold, found and right, and the F1 they make."""

    def __init__(self) -> None:
        self._gold: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def add(self, name: str, gold: int, found: int, right: int) -> None:
        """Add counts to a measure."""
        self._gold[name] += gold
        self._found[name] += found
        self._right[name] += right

    def compare(self, name: str, gold: set[object], found: set[object]) -> None:
        """Add two sets to a measure."""
        self.add(name, len(gold), len(found), len(gold & found))

    def scores(self) -> Scores:
        """Return F1 in per cent by measure."""
        return {name: round(200 * self._right[name] / max(1, self._gold[name] + self._found[name]), 2) for name in self._gold | self._found}

    def detailed(self, name: str) -> Scores:
        """Return precision, recall and F1 of a measure."""
        right = self._right[name]
        return {
            "precision": round(100 * right / max(1, self._found[name]), 1),
            "recall": round(100 * right / max(1, self._gold[name]), 1),
            "f1": round(200 * right / max(1, self._gold[name] + self._found[name]), 1),
            "gold": self._gold[name],
        }


@dataclass(frozen=True)
class _Word:
    """A word by its place in the text; `head` is the head's place, the root's its own."""

    place: tuple[int, int]
    head: tuple[int, int]
    upos: str
    xpos: str
    lemma: str
    relation: str


@dataclass(frozen=True)
class _Text:
    text: str
    words: list[_Word]
    sentences: set[tuple[int, int]]


def _gold(sentences: Iterable[TreebankSentence]) -> _Text:
    """Put a document's sentences into one text, a space between them."""
    text = ""
    words: list[_Word] = []
    spans: set[tuple[int, int]] = set()
    for sentence in sentences:
        text += " " if text else ""
        places = []
        for word in sentence.words:
            places.append((len(text), len(text) + len(word.form)))
            text += word.form + (" " if word.spaced else "")
        text = text.rstrip()
        spans.add((places[0][0], places[-1][1]))
        for place, word in zip(places, sentence.words, strict=True):
            head = places[word.head - 1] if word.head else place
            words.append(_Word(place, head, word.upos, word.xpos, word.lemma, word.relation))
    return _Text(text, words, spans)


def _found(text: str, sentences: Sequence[Sentence]) -> _Text:
    words = []
    for sentence in sentences:
        places = [(token.start, token.end) for token in sentence.tokens]
        for place, token in zip(places, sentence.tokens, strict=True):
            head = places[token.head]
            words.append(_Word(place, head, token.pos, token.tag, token.lemma, token.relation))
    return _Text(text, words, {(s.span.start, s.span.end) for s in sentences})


def _tally(tally: Tally, gold: _Text, found: _Text) -> None:
    tally.compare("sentences", set(gold.sentences), set(found.sentences))
    tally.compare("tokens", {word.place for word in gold.words}, {word.place for word in found.words})
    views = {
        "upos": lambda word: (word.upos,),
        "xpos": lambda word: (word.xpos,),
        "lemma": lambda word: (word.lemma,),
        "uas": lambda word: (word.head,),
        "las": lambda word: (word.head, word.relation),
    }
    for name, view in views.items():
        tally.compare(
            name,
            {(word.place, *view(word)) for word in gold.words},
            {(word.place, *view(word)) for word in found.words},
        )
    cores = [{(word.place, word.head, word.relation) for word in words if word.relation in CORE} for words in (gold.words, found.words)]
    tally.compare("core", set(cores[0]), set(cores[1]))


def score_raw(parser: Parser, path: Path) -> Scores:
    """Score a treebank from raw text, sentences joined by a space; with words a processor second."""
    tally = Tally()
    words, spent = 0, 0.0
    for sentences in by_document(read_treebank(path)):
        gold = _gold(sentences)
        started = time.process_time()
        parsed = parser.parse(document("test", gold.text))
        spent += time.process_time() - started
        words += sum(len(sentence.tokens) for sentence in parsed)
        _tally(tally, gold, _found(gold.text, parsed))
    return tally.scores() | {"words_per_second": round(words / spent)}


def score_gold_words(parser: Parser, path: Path) -> Scores:
    """Score a treebank given its own sentences and words."""
    tally = Tally()
    for sentences in by_document(read_treebank(path)):
        forms = [[word.form for word in sentence.words] for sentence in sentences]
        for sentence, analysis in zip(sentences, parser.encoder.analyse(forms), strict=True):
            gold = _gold([sentence])
            places = [word.place for word in gold.words]
            words = [
                _Word(
                    place=places[number],
                    head=places[analysis.heads[number]],
                    upos=analysis.upos[number],
                    xpos=analysis.xpos[number],
                    lemma=parser.lemmas.lemma(word.form, analysis.xpos[number]),
                    relation=analysis.relations[number],
                )
                for number, word in enumerate(sentence.words)
            ]
            _tally(tally, gold, _Text(gold.text, words, gold.sentences))
    return tally.scores()


def score_entities(parser: Parser, path: Path) -> Mapping[str, Scores | float]:
    """Score entity spans over persons, organisations and places (micro F1), and by kind."""
    tally = Tally()
    for marked in read_marked(path):
        gold, found = _entities(parser, marked)
        tally.compare("all", set(gold), set(found))
        tally.compare("span", {x[:2] for x in gold}, {x[:2] for x in found})
        for kind in _SCORED_KINDS:
            tally.compare(kind, {x for x in gold if x[2] == kind}, {x for x in found if x[2] == kind})
    return tally.scores()


def _entities(parser: Parser, marked: MarkedText) -> tuple[set[tuple[int, int, str]], ...]:
    """Return gold and found spans as offsets of whole words."""
    gold, found = set(), set()
    for sentence in parser.parse(document("test", marked.text)):
        tokens = sentence.tokens
        for first, end, kind in spans_of(token.entity for token in tokens):
            cut = end - first > 1 and tokens[first].text.lower() == "the"
            if kind in _SCORED_KINDS:
                found.add((tokens[first + cut].start, tokens[end - 1].end, kind))
        for start, end, kind in marked.spans:
            inside = [token for token in tokens if token.start < end and token.end > start]
            if inside and kind in _SCORED_KINDS:
                gold.add((inside[0].start, inside[-1].end, kind))
    return gold, found


def score_deeds(parser: Parser, documents: Iterable[Annotated]) -> dict[str, dict[str, Scores]]:
    """Score proposed deeds by threshold: `any` for the word alone, `type` with its event type."""
    tally = Tally()
    for annotated in documents:
        for sentence in parser.parse(annotated.document):
            gold = {place: trigger.event for place, trigger in deeds_of(sentence, annotated.triggers).items()}
            body = sentence.block is Block.BODY
            for threshold in THRESHOLDS:
                chosen = [x for x in sentence.proposals if body and x.deed >= threshold]
                tally.compare(f"any {threshold}", set(gold), {x.token for x in chosen})
                tally.compare(f"type {threshold}", set(gold.items()), {(x.token, x.event) for x in chosen})
    return {str(threshold): {name: tally.detailed(f"{name} {threshold}") for name in ("any", "type")} for threshold in THRESHOLDS}


def score_sentences(parser: Parser, documents: Iterable[Annotated], gold: set[tuple[str, int, int]]) -> float:
    """Return the share of gold sentences, in per cent, that are found exactly as body text."""
    found = {
        (annotated.document.name, sentence.span.start, sentence.span.end)
        for annotated in documents
        for sentence in parser.parse(annotated.document)
        if sentence.block is Block.BODY
    }
    return round(100 * len(gold & found) / max(1, len(gold)), 2)
