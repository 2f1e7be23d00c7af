"""Universal Dependencies treebanks in CoNLL-U."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Word:
    """One syntactic word; `head` counts from 1, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    spaced: bool


@dataclass(frozen=True)
class TreebankSentence:
    """A sentence; `document` is set on the first one of a document."""

    document: str | None
    words: list[Word]


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf8") as stream:
        yield from (line.rstrip("\n") for line in stream)


def read_treebank(path: Path) -> Iterator[TreebankSentence]:
    """Yield the sentences of a gzipped CoNLL-U file, contractions taken apart."""
    document: str | None = None
    rows: list[list[str]] = []
    for line in _lines(path):
        if line.startswith("# newdoc"):
            document = line.partition("=")[2].strip() or "?"
        elif line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            yield TreebankSentence(document, _words(rows))
            document, rows = None, []
    if rows:
        yield TreebankSentence(document, _words(rows))


def _words(rows: list[list[str]]) -> list[Word]:
    """Read the rows of a sentence; the words of a contraction stand where the whole stood."""
    words: list[Word] = []
    joined_end, joined_spaced = 0, True
    for columns in rows:
        spaced = "SpaceAfter=No" not in columns[9]
        if "." in columns[0]:
            continue
        if "-" in columns[0]:
            joined_end, joined_spaced = int(columns[0].split("-")[1]), spaced
            continue
        number = int(columns[0])
        if number <= joined_end:
            spaced = number == joined_end and joined_spaced
        words.append(_word(columns, spaced=spaced))
    return words


def _word(columns: list[str], *, spaced: bool) -> Word:
    form, lemma = columns[1], columns[2]
    return Word(
        form=form,
        lemma=form if lemma == "_" else lemma,
        upos=columns[3],
        xpos=columns[4],
        head=int(columns[6]),
        relation=columns[7],
        spaced=spaced,
    )


def by_document(sentences: Iterable[TreebankSentence]) -> Iterator[list[TreebankSentence]]:
    """Group sentences into documents."""
    document: list[TreebankSentence] = []
    for sentence in sentences:
        if sentence.document is not None and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document
