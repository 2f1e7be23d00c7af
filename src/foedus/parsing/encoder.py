"""The shipped networks, run over the sentences of one document: one for tags, trees and names, one for deeds.

The graphs compute with eight-bit integers whose scale depends on all that they are given at once, so a
sentence's scores depend a little on its neighbours in a batch. Batches are therefore made within one
document and in a fixed way: a document's parse depends on that document alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from foedus.errors import ModelError
from foedus.model.record import Record
from foedus.parsing.trees import best_tree
from foedus.parsing.wordpiece import WordPiece, case_of

T = TypeVar("T")

FORMAT = 3
TREE_FILE, DEED_FILE = "parser.onnx", "deeds.onnx"
TREE_OUTPUTS = ("upos", "xpos", "arc", "relation", "entity")
DEED_OUTPUTS = ("deed", "mode", "sector", "party")
ROOT = "root"
# What joins the parts of a sentence that is too long to be read at once.
_JOINT = "parataxis"
# Padded size; larger batches leave the processor's cache. Measured on documents of 300 words.
_BATCH_PIECES = 600
_MAX_PADDING = 1.25
_WINDOW_PIECES = 300


class Manifest(Record, frozen=True, kw_only=True):
    """What the graphs give out.

    Attributes:
        format: Version of graphs and manifest together.
        sha256: Of the file of the graph of trees.
        deeds_sha256: Of that of deeds; empty if the model has none.
        upos: Universal parts of speech.
        xpos: Penn Treebank tags.
        relation: Relations but `root`, which the tree itself tells.
        entity: BIO labels.
        deed: `none`, then event types.
        mode: The empty mode, then modes as `EVENT.mode`.
        sector: What a noun may stand for: nothing for no party, `state`, `IGO`, then PLOVER's sectors.
        apart: What the distance between two sentences adds to the score of a party, for who acts and for who is
            acted upon: one number for each index that `foedus.coding.pointing.distance` gives.
    """

    format: int
    sha256: str
    deeds_sha256: str = ""
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relation: tuple[str, ...]
    entity: tuple[str, ...]
    deed: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    apart: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Analysis:
    """What the network says of a sentence's words, one entry a word.

    `heads` are indices of words, the root's its own; `deeds` has a row of chances a word, in the
    order of `Manifest.deed`, `modes` one of scores in the order of `Manifest.mode`, `sectors` one of chances
    in the order of `Manifest.sector`, `parties` one of the numbers by which `foedus.coding.pointing` finds who stands to a deed.
    """

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]
    entities: list[str]
    deeds: NDArray[np.float32]
    modes: NDArray[np.float32]
    sectors: NDArray[np.float32]
    parties: NDArray[np.float32]


@dataclass(frozen=True)
class _Window:
    pieces: list[int]
    case: list[int]
    first: list[int]


class Encoder:
    """The networks behind ONNX Runtime, on one thread.

    Args:
        trees: The file of the graph of trees, in ONNX form.
        deeds: That of the graph of deeds, if the model has one.
        manifest: What they give out.
        wordpiece: Their vocabulary.

    Raises:
        ModelError: If this version cannot run such graphs.
    """

    def __init__(self, trees: Path, deeds: Path | None, manifest: Manifest, wordpiece: WordPiece) -> None:
        if manifest.format != FORMAT:
            msg = f"model of format {manifest.format}, wanted {FORMAT}: run `make model` again"
            raise ModelError(msg)
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Each batch has a shape of its own: plans kept for shapes would pile up, and memory kept for later is none the faster.
        options.enable_mem_pattern = options.enable_cpu_mem_arena = False
        self._trees = _session(trees, options)
        self._deeds = _session(deeds, options) if deeds else None
        self._manifest = manifest
        self._wordpiece = wordpiece

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Analyse the sentences of one document, each a list of at least one word."""
        return [_join(parts) for parts in self._by_sentence(sentences, self._run)]

    def deed_chances(self, sentences: Sequence[Sequence[str]]) -> list[float]:
        """How likely the likeliest word of each sentence signals a deed, by the network of deeds alone; 1 if the model has none."""
        deeds = self._deeds
        if deeds is None:
            return [1.0] * len(sentences)
        return [max(parts) for parts in self._by_sentence(sentences, lambda windows: _deed_chances(deeds, windows))]

    def _by_sentence(self, sentences: Sequence[Sequence[str]], run: Callable[[Sequence[_Window]], Iterable[T]]) -> Iterator[list[T]]:
        """What a run over batches of windows gives for the windows of each sentence."""
        spans = [list(self._windows(words)) for words in sentences]
        windows = [self._window(words[a:b]) for words, cut in zip(sentences, spans) for a, b in cut]  # noqa: B905 - made from each other
        found: dict[int, T] = {}
        for group in _groups([len(window.pieces) for window in windows]):
            found.update(zip(group, run([windows[number] for number in group]), strict=True))
        parts = iter(found[number] for number in range(len(windows)))
        yield from ([next(parts) for _ in cut] for cut in spans)

    def _windows(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Cut a sentence that is too long, at a comma or the like where there is one."""
        start, size, comma = 0, 0, 0
        for place, word in enumerate(words):
            more = len(self._wordpiece.pieces(word))
            if size + more > _WINDOW_PIECES:
                end = comma if comma > start else place
                yield start, end
                start = end
                size = sum(len(self._wordpiece.pieces(word)) for word in words[start:place])
            size += more
            comma = place + 1 if word in (",", ";", ":", "—", "–") else comma
        yield start, len(words)

    def _window(self, words: Sequence[str]) -> _Window:
        pieces, case, first = [self._wordpiece.start], [0], [0]
        for word in words:
            numbers = self._wordpiece.pieces(word)
            first.append(len(pieces))
            pieces += numbers
            case += [int(case_of(word))] * len(numbers)
        return _Window([*pieces, self._wordpiece.end], [*case, 0], first)

    def _run(self, windows: Sequence[_Window]) -> Iterator[Analysis]:
        feeds = _feeds(windows)
        outputs = [*self._trees.run(list(TREE_OUTPUTS), feeds), *(self._deeds.run(list(DEED_OUTPUTS), feeds) if self._deeds else ())]
        for row, window in enumerate(windows):
            yield self._read([output[row] for output in outputs], len(window.first))

    def _read(self, outputs: list[NDArray[np.generic]], size: int) -> Analysis:
        """Turn one row into labels; `size` counts the artificial root before the words."""
        upos, xpos, arcs, relations, entities, *of_deeds = outputs
        none = [np.zeros((size, 0), dtype=np.float32)] * len(DEED_OUTPUTS)
        deeds, modes, sectors, parties = (np.asarray(output[1:size], dtype=np.float32) for output in of_deeds or none)
        manifest = self._manifest
        heads = best_tree(np.asarray(arcs[:size, :size], dtype=np.float32))
        chosen = relations[heads, np.arange(size)][1:].tolist()
        return Analysis(
            upos=[manifest.upos[number] for number in upos[1:size].tolist()],
            xpos=[manifest.xpos[number] for number in xpos[1:size].tolist()],
            heads=[head - 1 if head else place for place, head in enumerate(heads[1:])],
            relations=[manifest.relation[number] if head else ROOT for number, head in zip(chosen, heads[1:], strict=True)],
            entities=[manifest.entity[number] for number in entities[1:size].tolist()],
            deeds=deeds,
            modes=modes,
            sectors=sectors,
            parties=parties,
        )


def _session(graph: Path, options: ort.SessionOptions) -> ort.InferenceSession:
    return ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _deed_chances(session: ort.InferenceSession, windows: Sequence[_Window]) -> Iterator[float]:
    (deeds,) = session.run(list(DEED_OUTPUTS[:1]), _feeds(windows))
    for row, window in enumerate(windows):
        yield 1.0 - float(deeds[row, 1 : len(window.first), 0].min())


def _feeds(windows: Sequence[_Window]) -> dict[str, NDArray[np.int64]]:
    return {
        "pieces": _pad([window.pieces for window in windows]),
        "case": _pad([window.case for window in windows]),
        "first": _pad([window.first for window in windows]),
    }


def _pad(rows: Sequence[list[int]]) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for place, row in enumerate(rows):
        padded[place, : len(row)] = row
    return padded


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put windows of like length together, by length and then place."""
    group: list[int] = []
    filled = 0
    for number in sorted(range(len(lengths)), key=lambda number: (lengths[number], number)):
        filled += lengths[number]
        padded = lengths[number] * (len(group) + 1)
        if group and (padded > _BATCH_PIECES or padded > _MAX_PADDING * filled):
            yield group
            group, filled = [], lengths[number]
        group.append(number)
    if group:
        yield group


def _join(parts: Sequence[Analysis]) -> Analysis:
    """Put the windows of a sentence together; later roots hang on the first."""
    if len(parts) == 1:
        return parts[0]
    root = next(place for place, head in enumerate(parts[0].heads) if head == place)
    heads = list(parts[0].heads)
    relations = list(parts[0].relations)
    for part in parts[1:]:
        offset = len(heads)
        own_root = next(place for place, head in enumerate(part.heads) if head == place)
        heads += [root if place == own_root else offset + head for place, head in enumerate(part.heads)]
        relations += [_JOINT if name == ROOT else name for name in part.relations]
    return Analysis(
        upos=[label for part in parts for label in part.upos],
        xpos=[label for part in parts for label in part.xpos],
        heads=heads,
        relations=relations,
        entities=[label for part in parts for label in part.entities],
        deeds=np.concatenate([part.deeds for part in parts]),
        modes=np.concatenate([part.modes for part in parts]),
        sectors=np.concatenate([part.sectors for part in parts]),
        parties=np.concatenate([part.parties for part in parts]),
    )
