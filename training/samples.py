"""Labelled sentences as numbers, and batches of them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from foedus.parsing.wordpiece import WordPiece, case_of

IGNORED = -100  # no loss at this place
MAX_PIECES = 300


@dataclass(frozen=True)
class Sample:
    """A sentence: pieces with the case of their word, first piece of each word, labels by task.

    Word 0 is the artificial root and stands on the start piece; labels begin with word 1.
    """

    pieces: list[int]
    case: list[int]
    first: list[int]
    labels: dict[str, list[int]] = field(default_factory=dict)


def sample(wordpiece: WordPiece, words: Sequence[str], labels: dict[str, list[int]]) -> Sample:
    """Turn words into a sample."""
    pieces, case, first = [wordpiece.start], [0], [0]
    for word in words:
        numbers = wordpiece.pieces(word)
        first.append(len(pieces))
        pieces += numbers
        case += [int(case_of(word))] * len(numbers)
    return Sample([*pieces, wordpiece.end], [*case, 0], first, labels)


Batch = dict[str, Tensor]


def collate(samples: Sequence[Sample]) -> Batch:
    """Pad samples into tensors: `pieces`, `case`, `first`, `words` (mask) and the labels."""
    pieces = max(len(item.pieces) for item in samples)
    words = max(len(item.first) for item in samples)
    batch = {
        "pieces": torch.zeros(len(samples), pieces, dtype=torch.long),
        "case": torch.zeros(len(samples), pieces, dtype=torch.long),
        "first": torch.zeros(len(samples), words, dtype=torch.long),
        "words": torch.zeros(len(samples), words, dtype=torch.bool),
    }
    for task in samples[0].labels:
        batch[task] = torch.full((len(samples), words), IGNORED, dtype=torch.long)
    for row, item in enumerate(samples):
        batch["pieces"][row, : len(item.pieces)] = torch.tensor(item.pieces)
        batch["case"][row, : len(item.case)] = torch.tensor(item.case)
        batch["first"][row, : len(item.first)] = torch.tensor(item.first)
        batch["words"][row, : len(item.first)] = True
        for task, numbers in item.labels.items():
            batch[task][row, 1 : len(numbers) + 1] = torch.tensor(numbers, dtype=torch.long)
    return batch


def batches(samples: Sequence[Sample], batch_pieces: int, rng: random.Random | None = None) -> Iterator[list[Sample]]:
    """Yield samples of like length together, shuffled if `rng` is given."""
    jitter = {number: rng.random() * 6 if rng else 0.0 for number in range(len(samples))}
    order = sorted(jitter, key=lambda number: len(samples[number].pieces) + jitter[number])
    groups: list[list[Sample]] = []
    longest = 0
    for number in order:
        length = len(samples[number].pieces)
        longest = max(longest, length)
        if not groups or longest * (len(groups[-1]) + 1) > batch_pieces:
            groups.append([])
            longest = length
        groups[-1].append(samples[number])
    if rng:
        rng.shuffle(groups)
    yield from groups


def forever(samples: Sequence[Sample], batch_pieces: int, rng: random.Random) -> Iterator[list[Sample]]:
    """Yield batches without end, reshuffled each time round."""
    while True:
        yield from batches(samples, batch_pieces, rng)


def numbered(names: Sequence[str]) -> Mapping[str, int]:
    """Map names to their places."""
    return {name: number for number, name in enumerate(names)}
