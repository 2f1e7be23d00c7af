"""Sentences that are nearly the same, within a batch and across batches: `python -m training.annotation.duplicates FOLDER...`.

Two sentences are likened by their runs of four words, with numbers and capitalised words masked, so that a frame used again with other
names counts as the same. Lists the pairs; the exit status is 1 if there are any.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path

from foedus.lexicon.tables import data_file
from foedus.parsing.sentences import Splitter, read_abbreviations
from training.annotation.validate import DocumentRow, load

THRESHOLD = Fraction(6, 10)
MIN_WORDS = 8
_RUN = 4
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER, _NAME = "0", "A"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document, with its runs of four masked words."""

    document: str
    text: str
    runs: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Double:
    """Two sentences and the share of their runs that they have in common."""

    first: Sentence
    second: Sentence
    likeness: float


def masked(text: str) -> list[str]:
    """Return the words of a text in lower case, with numbers and capitalised words masked.

    >>> masked("Twelve of the T-72 tanks left Chad in 1987.")
    ['A', 'of', 'the', '0', 'tanks', 'left', 'A', 'in', '0']
    """
    return [_mask(word) for word in _WORD.findall(text)]


def _mask(word: str) -> str:
    if any(letter.isdigit() for letter in word):
        return _NUMBER
    return _NAME if word[0].isupper() else word.lower()


def sentence(document: str, text: str) -> Sentence:
    """Return a sentence with its runs; a run of names and numbers alone says nothing and is left out."""
    words = masked(text)
    runs = (tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return Sentence(document, text, frozenset(run for run in runs if not {_NUMBER, _NAME}.issuperset(run)))


def read_sentences(folder: Path) -> Iterator[Sentence]:
    """Yield the sentences of eight words or more of a folder of annotated reports."""
    abbreviations = read_abbreviations(data_file("model/abbreviations.tsv").read_text(encoding="utf8").splitlines())
    splitter = Splitter(abbreviations, lambda text: ((found[0], found.start()) for found in _WORD.finditer(text)))
    for document in load(folder / "corpus.jsonl", DocumentRow):
        for piece in splitter.split(document.text):
            if len(piece.words) >= MIN_WORDS:
                yield sentence(document.id, document.text[piece.start : piece.end])


def doubles(sentences: Sequence[Sentence], threshold: Fraction = THRESHOLD) -> list[Double]:
    """Return the pairs whose runs have a Jaccard similarity of the threshold or more, in the order of the sentences.

    Sets so alike share one of the first runs of each when runs are in one order, the rarest first; so only those are indexed
    (Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search").
    """
    frequency = Counter(run for item in sentences for run in item.runs)
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for number, item in enumerate(sentences):
        runs = sorted(item.runs, key=lambda run: (frequency[run], run))
        rarest = runs[: len(runs) - ceil(threshold * len(runs)) + 1]
        for other in sorted({place for run in rarest for place in index[run]}):
            likeness = _likeness(sentences[other], item)
            if likeness >= threshold:
                found.append((other, number, likeness))
        for run in rarest:
            index[run].append(number)
    return [Double(sentences[first], sentences[second], float(likeness)) for first, second, likeness in sorted(found)]


def _likeness(first: Sentence, second: Sentence) -> Fraction:
    return Fraction(len(first.runs & second.runs), len(first.runs | second.runs))


def main(arguments: Sequence[str] | None = None) -> int:
    """List the doubles of the folders given on the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    sentences = [found for folder in parser.parse_args(arguments).folders for found in read_sentences(folder)]
    found = doubles(sentences)
    for double in found:
        print(f"{double.likeness:.2f}  {double.first.document}: {double.first.text}\n      {double.second.document}: {double.second.text}")
    print(f"{len(sentences)} sentences of {MIN_WORDS} words or more, {len(found)} pairs alike")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
