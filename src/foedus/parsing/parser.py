"""Documents into parsed sentences: the public face of this package."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.errors import ModelError
from foedus.model.record import Record
from foedus.model.text import Document, Proposal, Sentence, Span, Token
from foedus.parsing.encoder import DEED_FILE, TREE_FILE, Analysis, Encoder, Manifest
from foedus.parsing.lemmas import Lemmas
from foedus.parsing.sentences import Piece, Splitter, read_abbreviations
from foedus.parsing.tokenizer import Rules, Tokenizer
from foedus.parsing.wordpiece import WordPiece

# Below this a word is no proposal at all; the coder sets its own, higher bar.
MIN_DEED = 0.1
MIN_TYPE = 0.02
MIN_SECTOR = 0.5
_NAMING = frozenset({"NOUN", "PROPN"})

R = TypeVar("R", bound=Record)


class Parser:
    """Splits, tags and parses English text with the shipped model.

    Args:
        splitter: Text to sentences and words.
        encoder: Words to tags, trees, entities and deeds.
        lemmas: Words and tags to dictionary forms.
        manifest: What the encoder gives out.
    """

    def __init__(self, splitter: Splitter, encoder: Encoder, lemmas: Lemmas, manifest: Manifest) -> None:
        self.splitter = splitter
        self.encoder = encoder
        self.lemmas = lemmas
        self.apart = manifest.apart
        self._events = manifest.deed[1:]
        self._sectors = manifest.sector
        # Of each type, its modes by their place among the outputs; the empty mode stands first.
        self._modes = {
            event: [(0, ""), *((k, name.partition(".")[2]) for k, name in enumerate(manifest.mode) if name.startswith(f"{event}."))]
            for event in self._events
        }

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Parser":
        """Load a model: the one shipped with this package, or the one in `folder`.

        Raises:
            ModelError: If a file is missing or damaged, or the model is of another format.
        """
        folder = folder or resources.files("foedus").joinpath("data", "model")
        manifest = _decoded(folder, "manifest.json", Manifest)
        wordpiece = WordPiece(_lines(folder, "vocabulary.txt"))
        with ExitStack() as files:
            trees = files.enter_context(_graph(folder, TREE_FILE, manifest.sha256))
            deeds = files.enter_context(_graph(folder, DEED_FILE, manifest.deeds_sha256)) if manifest.deeds_sha256 else None
            encoder = Encoder(trees, deeds, manifest, wordpiece)
        abbreviations = read_abbreviations(_lines(folder, "abbreviations.tsv"))
        return cls(
            Splitter(abbreviations, Tokenizer(_decoded(folder, "tokenizer.json", Rules))),
            encoder,
            Lemmas.read(_lines(folder, "lemmas.tsv")),
            manifest,
        )

    def parse(self, document: Document, pieces: Sequence[Piece] | None = None) -> tuple[Sentence, ...]:
        """Return a document's sentences in order, the title left out.

        The same text gives the same sentences, whatever was parsed before.

        Args:
            document: The document.
            pieces: What the splitter makes of its text, where that is at hand.
        """
        pieces = self.splitter.split(document.text) if pieces is None else pieces
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
                parties=analysis.parties.astype(np.float16).tobytes() if self._events else b"",
            )
            for index, (piece, analysis) in enumerate(zip(pieces, analyses, strict=True))
        )

    def deed_chances(self, pieces: Sequence[Piece]) -> list[float]:
        """How likely each sentence tells a deed, judged without parsing: the chance of its likeliest word."""
        return self.encoder.deed_chances([[word for word, _ in piece.words] for piece in pieces])

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
                sector=self._sector(analysis.sectors[place]) if analysis.upos[place] in _NAMING else "",
            )
            for place, (word, start) in enumerate(piece.words)
        )

    def _proposals(self, analysis: Analysis) -> tuple[Proposal, ...]:
        if not self._events:
            return ()
        chances = 1.0 - analysis.deeds[:, 0]
        return tuple(
            self._proposal(int(place), float(chances[place]), analysis.deeds[place, 1:], analysis.modes[place])
            for place in np.flatnonzero(chances >= MIN_DEED)
        )

    def _proposal(self, place: int, chance: float, types: NDArray[np.float32], modes: NDArray[np.float32]) -> Proposal:
        first, *others = np.argsort(-types, kind="stable")
        return Proposal(
            token=place,
            event=self._events[first],
            score=round(float(types[first]), 4),
            deed=round(chance, 4),
            mode=self._mode(self._events[first], modes),
            others=tuple((self._events[k], round(float(types[k]), 4)) for k in others if types[k] >= MIN_TYPE),
        )

    def _sector(self, chances: NDArray[np.float32]) -> str:
        """What a noun stands for if it names a party, where one answer is likelier than all others."""
        best = int(chances.argmax()) if self._sectors else 0
        return self._sectors[best] if self._sectors and chances[best] >= MIN_SECTOR else ""

    def _mode(self, event: str, scores: NDArray[np.float32]) -> str:
        """The mode of a type that scores best, which may be none."""
        return max(self._modes[event], key=lambda mode: scores[mode[0]])[1]


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except FileNotFoundError as missing:
        msg = f"the language model lacks {name} in {folder}: reinstall foedus or run `make model`"
        raise ModelError(msg) from missing


@contextmanager
def _graph(folder: Traversable, name: str, sha256: str) -> Iterator[Path]:
    """The file of a graph, whose hash is right. The runtime would keep the bytes of one for as long as it runs."""
    if hashlib.sha256(_read(folder, name)).hexdigest() != sha256:
        msg = f"{folder}: {name} is not the graph that manifest.json names; fetch both again"
        raise ModelError(msg)
    with resources.as_file(folder.joinpath(name)) as path:
        yield path


def _lines(folder: Traversable, name: str) -> list[str]:
    return _read(folder, name).decode("utf8").splitlines()


def _decoded(folder: Traversable, name: str, kind: type[R]) -> R:
    raw = _read(folder, name)
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as wrong:
        msg = f"{folder}: {name} does not fit this version: {wrong}"
        raise ModelError(msg) from wrong
