"""Documents into parsed sentences: the public face of this package."""

import hashlib
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec
import numpy as np

from foedus.errors import ModelError
from foedus.model.text import Document, Proposal, Sentence, Span, Token
from foedus.parsing.encoder import Analysis, Encoder, Manifest
from foedus.parsing.lemmas import Lemmas
from foedus.parsing.sentences import Piece, Splitter, read_abbreviations, spacy_tokenizer
from foedus.parsing.wordpiece import WordPiece

# Below this a word is no proposal at all; the coder sets its own, higher bar.
MIN_DEED = 0.15


class Parser:
    """Splits, tags and parses English text with the shipped model.

    Args:
        splitter: Text to sentences and words.
        encoder: Words to tags, trees, entities and deeds.
        lemmas: Words and tags to dictionary forms.
        events: The event types that the encoder proposes, in the order of its outputs.
    """

    def __init__(self, splitter: Splitter, encoder: Encoder, lemmas: Lemmas, events: tuple[str, ...] = ()) -> None:
        self.splitter = splitter
        self.encoder = encoder
        self.lemmas = lemmas
        self._events = events

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Parser":
        """Load a model: the one shipped with this package, or the one in `folder`.

        Raises:
            ModelError: If a file is missing or damaged, or the model is of another format.
        """
        folder = folder or resources.files("foedus").joinpath("data", "model")
        manifest = _manifest(folder)
        graph = _read(folder, "parser.onnx")
        if hashlib.sha256(graph).hexdigest() != manifest.sha256:
            msg = f"{folder}: parser.onnx is not the graph that manifest.json names; fetch both again"
            raise ModelError(msg)
        abbreviations = read_abbreviations(_lines(folder, "abbreviations.tsv"))
        return cls(
            Splitter(abbreviations, spacy_tokenizer()),
            Encoder(graph, manifest, WordPiece(_lines(folder, "vocabulary.txt"))),
            Lemmas.read(_lines(folder, "lemmas.tsv")),
            manifest.deed[1:],
        )

    def parse(self, document: Document) -> tuple[Sentence, ...]:
        """Return a document's sentences in order, the title left out.

        The same text gives the same sentences, whatever was parsed before.
        """
        pieces = self.splitter.split(document.text)
        if not pieces:
            return ()
        analyses = self.encoder.analyse([[word for word, _ in piece.words] for piece in pieces])
        return tuple(
            Sentence(
                index=index,
                span=Span(document=document.id, start=piece.start, end=piece.end),
                block=piece.block,
                paragraph=piece.paragraph,
                tokens=self._tokens(piece, analysis),
                proposals=self._proposals(analysis),
            )
            for index, (piece, analysis) in enumerate(zip(pieces, analyses, strict=True))
        )

    def parse_many(self, documents: Iterable[Document]) -> Iterator[tuple[Sentence, ...]]:
        """Parse documents in turn, each as `parse` would."""
        for document in documents:
            yield self.parse(document)

    def _tokens(self, piece: Piece, analysis: Analysis) -> tuple[Token, ...]:
        return tuple(
            Token(
                text=word,
                start=start,
                end=start + len(word),
                lemma=self.lemmas.lemma(word, analysis.xpos[place]),
                pos=analysis.upos[place],
                tag=analysis.xpos[place],
                head=analysis.heads[place],
                relation=analysis.relations[place],
                entity=analysis.entities[place],
            )
            for place, (word, start) in enumerate(piece.words)
        )

    def _proposals(self, analysis: Analysis) -> tuple[Proposal, ...]:
        if not self._events:
            return ()
        chances = 1.0 - analysis.deeds[:, 0]
        best = analysis.deeds[:, 1:].argmax(axis=1)
        return tuple(
            Proposal(
                token=int(place),
                event=self._events[best[place]],
                score=round(float(analysis.deeds[place, 1 + best[place]]), 4),
                deed=round(float(chances[place]), 4),
            )
            for place in np.flatnonzero(chances >= MIN_DEED)
        )


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except FileNotFoundError as missing:
        msg = f"the language model lacks {name} in {folder}: reinstall foedus or run `make model`"
        raise ModelError(msg) from missing


def _lines(folder: Traversable, name: str) -> list[str]:
    return _read(folder, name).decode("utf8").splitlines()


def _manifest(folder: Traversable) -> Manifest:
    raw = _read(folder, "manifest.json")
    try:
        return msgspec.json.decode(raw, type=Manifest)
    except msgspec.ValidationError as wrong:
        msg = f"{folder}: manifest.json does not fit this version: {wrong}"
        raise ModelError(msg) from wrong
