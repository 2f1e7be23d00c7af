"""Documents with annotated deeds as numbers, and the losses of the deed heads on them."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from foedus.coding.pointing import distance
from foedus.model.mention import ActorMention
from foedus.model.text import Block, Document, Sentence
from foedus.parsing.wordpiece import WordPiece
from foedus.pipeline.documents import Pipeline
from foedus.recognition.phrases import NOMINAL
from foedus.syntax import Tree
from training.claims import Annotated, Party, Trigger, canonical, deeds_of, head_word
from training.export import Labels
from training.fitting import deed_scores_loss
from training.network import DeedNetwork, device_of
from training.samples import IGNORED, MAX_PIECES, Sample, collate, sample

log = logging.getLogger(__name__)

NO_DEED, NO_MODE = "none", ""
# What the words of a party stand for where it is of no sector: a state with its organs, or an international body; and what
# no party has.
STATE, BODY, NO_PARTY = "state", "IGO", ""
_CHUNK_PIECES = 2000
_PARTY_WEIGHT, _MODE_WEIGHT, _SECTOR_WEIGHT = 1.0, 0.5, 0.5


@dataclass(frozen=True)
class DeedSample:
    """A document: its sentences, and its words in one row, each sentence's root first.

    Attributes:
        name: Of the document.
        sentences: Pieces of each sentence.
        deeds: For each word the event type it heads, 0 for none; `IGNORED` for roots and what is no body text.
        heads: The words that head deeds.
        modes: Their modes; `IGNORED` where unknown.
        named: The words that head the words of annotated parties, and other nouns of their sentences.
        sectors: What each of them stands for, which may be no party.
        parties: The words that head mentions of actors.
        apart: How far each mention stands from each deed, as an index: (deeds, mentions).
        target: One row for each annotated party: end, deed.
        weight: What each counts: a share of its end.
        allowed: Which mentions are that party, nobody first: (rows, 1 + mentions).
    """

    name: str
    sentences: list[Sample]
    deeds: Tensor
    heads: Tensor
    modes: Tensor
    named: Tensor
    sectors: Tensor
    parties: Tensor
    apart: Tensor
    target: Tensor
    weight: Tensor
    allowed: Tensor


@dataclass(frozen=True)
class _Mentioned:
    """A mention: number of its sentence, its head as a word of the document, its codes and offsets."""

    sentence: int
    word: int
    codes: frozenset[str]
    start: int
    end: int


class Sampler:
    """Turns annotated documents into samples.

    Args:
        pipeline: Parses and recognises.
        wordpiece: The vocabulary.
        labels: What the network tells apart.
    """

    def __init__(self, pipeline: Pipeline, wordpiece: WordPiece, labels: Labels) -> None:
        self._pipeline = pipeline
        self._wordpiece = wordpiece
        self._events, self._modes, self._sectors = (
            {name: k for k, name in enumerate(names)} for names in (labels.deed, labels.mode, labels.sector)
        )
        self._with_modes = {name.partition(".")[0] for name in labels.mode if name}

    def sample(self, annotated: Annotated) -> DeedSample:
        """Turn a document into a sample."""
        sentences, mentions = recognised(self._pipeline, annotated.document)
        kept = [(s, m) for s, m in zip(sentences, mentions, strict=True) if len(s.tokens) < MAX_PIECES]
        samples = [sample(self._wordpiece, [t.text for t in s.tokens], {}) for s, _ in kept]
        named: list[_Mentioned] = []
        labels: list[int] = []
        sectors: dict[int, int] = {}
        deeds: list[tuple[int, int, Trigger]] = []
        for k, (sentence, actors) in enumerate(kept):
            base = len(labels) + 1
            is_body = sentence.block is Block.BODY
            labels += [IGNORED, *([0 if is_body else IGNORED] * len(sentence.tokens))]
            for place, trigger in sorted(deeds_of(sentence, annotated.triggers).items()) if is_body else ():
                labels[base + place] = self._events[trigger.event]
                deeds.append((k, base + place, trigger))
                sectors |= {base + word: self._sectors[name] for word, name in _sectors(sentence, trigger)}
            if any(word >= base for word in sectors):
                others = _other_nouns(sentence, annotated.triggers, actors)
                sectors |= {base + word: self._sectors[NO_PARTY] for word in others if base + word not in sectors}
            named += [_mentioned(k, base, mention) for mention in actors if mention.actors]
        rows = [row for d, (k, _, trigger) in enumerate(deeds) for row in _targets(d, k, trigger, named)]
        return DeedSample(
            name=annotated.document.name,
            sentences=samples,
            deeds=torch.tensor(labels),
            heads=torch.tensor([word for _, word, _ in deeds], dtype=torch.long),
            modes=torch.tensor([self._mode(trigger) for *_, trigger in deeds], dtype=torch.long),
            named=torch.tensor(list(sectors), dtype=torch.long),
            sectors=torch.tensor(list(sectors.values()), dtype=torch.long),
            parties=torch.tensor([mention.word for mention in named], dtype=torch.long),
            apart=torch.tensor([[distance(m.sentence - k) for m in named] for k, *_ in deeds], dtype=torch.long).view(
                len(deeds), len(named)
            ),
            target=torch.tensor([row[:2] for row in rows], dtype=torch.long).view(-1, 2),
            weight=torch.tensor([row[2] for row in rows]),
            allowed=torch.tensor([row[3] for row in rows], dtype=torch.bool).view(len(rows), len(named) + 1),
        )

    def _mode(self, trigger: Trigger) -> int:
        if trigger.mode is None or trigger.event not in self._with_modes:
            return IGNORED
        return self._modes[f"{trigger.event}.{trigger.mode}" if trigger.mode else NO_MODE]


def _sectors(sentence: Sentence, trigger: Trigger) -> Iterator[tuple[int, str]]:
    """The words that head a trigger's annotated parties, with what each stands for."""
    for party in (*trigger.actors, *trigger.recipients):
        word = head_word(sentence.tokens, party.start, party.end) if party.start >= 0 else None
        if word is not None and sentence.tokens[word].pos in NOMINAL:
            state, _, sector = party.code.partition(":")
            yield word, BODY if state == BODY else sector or ("UNK" if state == "UNK" else STATE)


def _other_nouns(sentence: Sentence, triggers: Iterable[Trigger], actors: Sequence[ActorMention]) -> Iterator[int]:
    """The nouns of a sentence within no words of a party and in no phrase that the tables know as an actor's."""
    taken = [(party.start, party.end) for trigger in triggers for party in (*trigger.actors, *trigger.recipients)]
    taken += [(mention.start, mention.end) for mention in actors]
    for place, token in enumerate(sentence.tokens):
        if token.pos == "NOUN" and not any(start < token.end and token.start < end for start, end in taken):
            yield place


def recognised(pipeline: Pipeline, document: Document) -> tuple[tuple[Sentence, ...], list[tuple[ActorMention, ...]]]:
    """Return a document's sentences, and the actors that each names."""
    sentences = pipeline.parser.parse(document)
    mentions = pipeline.recognise([Tree(sentence) for sentence in sentences], document)
    return sentences, [found.actors for found in mentions]


def _mentioned(sentence: int, base: int, mention: ActorMention) -> _Mentioned:
    codes = frozenset(canonical(actor.code) for actor in mention.actors)
    return _Mentioned(sentence, base + mention.words.head, codes, mention.start, mention.end)


def _targets(deed: int, sentence: int, trigger: Trigger, named: Sequence[_Mentioned]) -> Iterator[tuple[int, int, float, list[bool]]]:
    """For each annotated party of a deed: end, deed, share, and which mentions are that party, nobody first."""
    for end, parties in enumerate((trigger.actors, trigger.recipients) if trigger.has_parties else ()):
        if not parties:
            yield end, deed, 1.0, [True, *([False] * len(named))]
        for party in parties:
            marks = _marks(party, sentence, named)
            if any(marks):
                yield end, deed, 1 / len(parties), [False, *marks]


def _marks(party: Party, sentence: int, named: Sequence[_Mentioned]) -> list[bool]:
    """Which mentions are a party.

    Those on its words that name it; where none of them does, those on its words and all that name it elsewhere; without words,
    those that name it in the sentence, else elsewhere.
    """
    code = canonical(party.code)
    names_it = [code in m.codes for m in named]
    on_words = [m.start < party.end and m.end > party.start for m in named]
    nearest = [a and b for a, b in zip(names_it, on_words if party.start >= 0 else [m.sentence == sentence for m in named], strict=True)]
    return nearest if any(nearest) else [a or b for a, b in zip(names_it, on_words, strict=True)]


@dataclass(frozen=True)
class Batch:
    """The labels of several documents, their words, deeds and mentions counted through.

    Attributes:
        parties: The words that head mentions of actors, of all documents.
        apart: How far each mention stands from each deed, as an index, (deeds, mentions).
        foreign: Which mentions are of another document than the deed's, (deeds, mentions).
        deeds, heads, modes, named, sectors, target, weight, allowed: As in a sample.
    """

    deeds: Tensor
    heads: Tensor
    modes: Tensor
    named: Tensor
    sectors: Tensor
    parties: Tensor
    apart: Tensor
    foreign: Tensor
    target: Tensor
    weight: Tensor
    allowed: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same elsewhere."""
        return Batch(**{name: value.to(device) for name, value in vars(self).items()})


def joined(documents: Sequence[DeedSample]) -> Batch:
    """Join the labels of documents."""
    words, deeds, mentions = (
        [0, *accumulate(counts)]
        for counts in ([len(d.deeds) for d in documents], [len(d.heads) for d in documents], [len(d.parties) for d in documents])
    )
    apart = torch.zeros(deeds[-1], mentions[-1], dtype=torch.long)
    foreign = torch.ones(deeds[-1], mentions[-1], dtype=torch.bool)
    allowed = torch.zeros(sum(len(d.target) for d in documents), mentions[-1] + 1, dtype=torch.bool)
    row = 0
    for k, document in enumerate(documents):
        block = slice(deeds[k], deeds[k + 1]), slice(mentions[k], mentions[k + 1])
        apart[block], foreign[block] = document.apart, False
        rows = slice(row, row := row + len(document.target))
        allowed[rows, 0] = document.allowed[:, 0]
        allowed[rows, mentions[k] + 1 : mentions[k + 1] + 1] = document.allowed[:, 1:]
    counted = {name: torch.cat([getattr(d, name) + words[k] for k, d in enumerate(documents)]) for name in ("heads", "named", "parties")}
    plain = {name: torch.cat([getattr(d, name) for d in documents]) for name in ("deeds", "modes", "sectors", "weight")}
    target = torch.cat([d.target + torch.tensor([[0, deeds[k]]]) for k, d in enumerate(documents)])
    return Batch(**counted, **plain, apart=apart, foreign=foreign, allowed=allowed, target=target)


def word_states(network: DeedNetwork, documents: Sequence[DeedSample]) -> Tensor:
    """Return the states of all words of documents, one row each."""
    sentences = [item for document in documents for item in document.sentences]
    found: dict[int, Tensor] = {}
    for group in _chunks([len(item.pieces) for item in sentences]):
        batch = {name: value.to(device_of(network)) for name, value in collate([sentences[k] for k in group]).items()}
        words = network.words(batch["pieces"], batch["case"], batch["first"])
        found.update((k, words[row, : len(sentences[k].first)]) for row, k in enumerate(group))
    return torch.cat([found[k] for k in range(len(sentences))])


def _chunks(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put sentences of like length together."""
    group: list[int] = []
    for k in sorted(range(len(lengths)), key=lambda k: lengths[k]):
        if group and (lengths[k] * (len(group) + 1) > _CHUNK_PIECES or lengths[k] > 1.5 * lengths[group[0]] + 4):
            yield group
            group = []
        group.append(k)
    if group:
        yield group


def documents_loss(network: DeedNetwork, documents: Sequence[DeedSample]) -> Tensor:
    """Loss of deeds, modes, sectors and parties."""
    batch = joined(documents).to(device_of(network))
    words = word_states(network, documents)
    known = batch.deeds != IGNORED
    loss = deed_scores_loss(network.deed(words[known]), batch.deeds[known])
    if bool((batch.modes != IGNORED).any()):
        modes = network.mode(words[batch.heads]).float()
        loss = loss + _MODE_WEIGHT * functional.cross_entropy(modes, batch.modes, ignore_index=IGNORED)
    if len(batch.named):
        loss = loss + _SECTOR_WEIGHT * functional.cross_entropy(network.sector(words[batch.named]).float(), batch.sectors)
    if len(batch.target):
        loss = loss + _PARTY_WEIGHT * party_loss(party_scores(network, words, batch), batch).mean()
    return loss


def party_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Losses of the annotated parties: of the mentions that are the party, any will do."""
    chosen = scores.log_softmax(-1)[batch.target[:, 0], batch.target[:, 1]]
    return -batch.weight * chosen.masked_fill(~batch.allowed, -1e4).logsumexp(1)


def party_scores(network: DeedNetwork, words: Tensor, batch: Batch) -> Tensor:
    """Scores of all mentions for all annotated deeds, nobody first: (2, deeds, 1 + mentions)."""
    vectors = network.party(words).float()
    scores = network.party.scores(vectors[batch.heads], vectors[batch.parties], batch.apart)
    return scores.masked_fill(functional.pad(batch.foreign, (1, 0)), -1e4)


def grouped(documents: Sequence[DeedSample], batch_pieces: int, rng: Any) -> Iterator[list[DeedSample]]:
    """Yield shuffled batches of documents without end."""
    while True:
        yield from pass_over(documents, batch_pieces, rng)


def pass_over(documents: Sequence[DeedSample], batch_pieces: int, rng: Any) -> Iterator[list[DeedSample]]:
    """Yield batches of documents, each document once."""
    order = list(range(len(documents)))
    rng.shuffle(order)
    group: list[DeedSample] = []
    size = 0
    for k in order:
        pieces = sum(len(item.pieces) for item in documents[k].sentences)
        if group and size + pieces > batch_pieces:
            yield group
            group, size = [], 0
        group.append(documents[k])
        size += pieces
    if group:
        yield group
