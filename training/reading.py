"""Annotated documents as the coder sees them, each read with a model that was not trained on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.coding.parties import Parties
from foedus.coding.pointing import Pointer
from foedus.coding.triggers import TriggerTable
from foedus.model.mention import Cast
from foedus.parsing.parser import Parser
from foedus.pipeline.documents import Pipeline
from foedus.syntax import Tree
from training.claims import Annotated, annotated_folders, fold_of, read_annotated


@dataclass(frozen=True)
class ReadSentence:
    """A sentence with its actors, and who the document speaks of."""

    tree: Tree
    parties: Parties
    cast: Cast


@dataclass(frozen=True)
class Read:
    """A document as the coder sees it."""

    annotated: Annotated
    sentences: list[ReadSentence]
    pointer: Pointer


class Reader:
    """Reads annotated documents with several models.

    Args:
        models: Folders of models; each document is read with the one of its fold, which was not trained on it.
    """

    def __init__(self, models: Sequence[Path]) -> None:
        self.table = TriggerTable.load()
        self._pipeline = Pipeline.load("rules")
        self._parsers = [Parser.load(folder) for folder in models]

    def all(self, training: Path, splits: Sequence[str]) -> Iterator[Read]:
        """The documents of all batches that are of one of the splits."""
        for folder in annotated_folders(training):
            yield from self.of(folder, splits)

    def of(self, folder: Path, splits: Sequence[str]) -> Iterator[Read]:
        """The documents of a batch that are of one of the splits."""
        for annotated in read_annotated(folder):
            if annotated.split in splits:
                self._pipeline.parser = self._parsers[fold_of(annotated.storyline, len(self._parsers))]
                yield self._read(annotated)

    def _read(self, annotated: Annotated) -> Read:
        document, parser = annotated.document, self._pipeline.parser
        trees = [Tree(sentence) for sentence in parser.parse(document)]
        mentions = self._pipeline.recognise(trees, document)
        pointer = Pointer([tree.sentence for tree in trees], [mentioned.actors for mentioned in mentions], parser.apart)
        sentences = [
            ReadSentence(tree, Parties(tree, mentioned.actors, document.id), mentioned.cast)
            for tree, mentioned in zip(trees, mentions, strict=True)
        ]
        return Read(annotated, sentences, pointer)
