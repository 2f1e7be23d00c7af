"""Learn how far the words of a sentence read like public affairs.

A stage of `training.make_model`; it needs the texts alone, not the networks. Sentences that hold an annotated claim, and those of general
news that are marked as public, against all other sentences of general news: a logistic regression with a squared penalty. Public
sentences that come out low in their documents are learnt from again with more weight. Writes `src/foedus/data/relevance/en.tsv`, and
reports on documents that were not learnt from.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import IRRELEVANT
from foedus.lexicon.names import Names
from foedus.model.text import Block
from foedus.parsing.parser import Parser
from foedus.parsing.sentences import Splitter
from foedus.recognition.relevance import BASE, Relevance, common_words, in_context, own_score
from foedus.recognition.roles import Roles
from training.claims import annotated_folders, read_annotated

log = logging.getLogger(__name__)
OUT = Path(__file__).parent.parent / "src" / "foedus" / "data" / "relevance" / "en.tsv"
GENERAL = "general"
PENALTY = 1.5
# shares of public sentences of political reports, of those of general news, and of all others
SHARES = (0.35, 0.2, 0.45)
# how often, below which score and with how many times the weight a public sentence is learnt from again
ROUNDS, LOW, AGAIN = 3, -1.0, 4.0
LEAST_SEEN = 2
LEAST_WEIGHT = 0.03
_STEPS = 200


@dataclass(frozen=True)
class Told:
    """A sentence: what it holds, and whether it tells something public."""

    features: frozenset[str]
    public: bool


@dataclass(frozen=True)
class Text:
    """A document's body sentences; `split` is `train`, `tune` or `test`."""

    name: str
    split: str
    sentences: tuple[Told, ...]


class Reader:
    """Reads texts without parsing them."""

    def __init__(self) -> None:
        self._splitter: Splitter = Parser.load().splitter
        self._relevance = Relevance({}, common_words(), Names.load(), Roles.load(), TriggerTable.load().forms)

    def political(self, training: Path) -> Iterator[Text]:
        """The annotated documents; a sentence is public if a trigger stands in it."""
        for folder in annotated_folders(training):
            for item in read_annotated(folder):
                public = [(trigger.start, trigger.start + 1) for trigger in item.triggers]
                yield self._text(item.document.name, item.split, item.document.text, public)

    def general(self, training: Path) -> Iterator[Text]:
        """The documents of general news, with the sentences marked as public."""
        for path in sorted((training / GENERAL).glob("*.jsonl")):
            for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
                text = row["text"]
                public = [(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in row["public"]]
                yield self._text(row["id"], row.get("split", "train"), text, public)

    def _text(self, name: str, split: str, text: str, public: Sequence[tuple[int, int]]) -> Text:
        told = tuple(
            Told(
                frozenset(self._relevance.features([word for word, _ in piece.words])),
                any(start < piece.end and piece.start < end for start, end in public),
            )
            for piece in self._splitter.split(text)
            if piece.block is Block.BODY
        )
        return Text(name, split, told)


def learn(political: Sequence[Text], general: Sequence[Text]) -> dict[str, float]:
    """Weights by feature, from the texts for training.

    Args:
        political: Of these the public sentences are learnt from: what else a report on politics says is not told apart.
        general: Of these all sentences.
    """
    sets = (
        [told for text in political for told in text.sentences if told.public],
        [told for text in general for told in text.sentences if told.public],
        [told for text in general for told in text.sentences if not told.public],
    )
    told = list(chain(*sets))
    share = np.concatenate([np.full(len(part), share / len(part)) for part, share in zip(sets, SHARES, strict=True)]) * len(told)
    places = {id(sentence): place for place, sentence in enumerate(told)}
    weights = _fitted(told, share)
    for _ in range(ROUNDS):
        low = [sentence for sentence, score in _sentences(political, weights) if sentence.public and score < LOW]
        share[[places[id(sentence)] for sentence in low]] *= AGAIN
        weights = _fitted(told, share)
    return {name: weight for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def _fitted(told: Sequence[Told], share: NDArray[np.float64]) -> dict[str, float]:
    """Weights by feature, each sentence with its share of the loss."""
    counts = Counter(feature for sentence in told for feature in sentence.features)
    places = {name: k for k, name in enumerate(sorted(feature for feature, count in counts.items() if count >= LEAST_SEEN))}
    rows = [sorted(places[feature] for feature in sentence.features if feature in places) for sentence in told]
    columns = list(chain(*rows))
    matrix = csr_matrix((np.ones(len(columns)), columns, np.cumsum([0, *map(len, rows)])), shape=(len(told), len(places)))
    public = np.array([sentence.public for sentence in told])

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, base = point[:-1], point[-1]
        scores = matrix @ weights + base
        value = float((share * np.logaddexp(0, np.where(public, -scores, scores))).sum()) + PENALTY * float(weights @ weights) / 2
        slope = share * (1 / (1 + np.exp(-scores)) - public)
        return value, np.append(matrix.T @ slope + PENALTY * weights, slope.sum())

    point = minimize(loss, np.zeros(len(places) + 1), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x.tolist()
    return dict(zip((*places, BASE), point, strict=True))


def scored(texts: Iterable[Text], weights: Mapping[str, float]) -> Iterator[tuple[Text, list[float]]]:
    """Texts with the scores of their sentences."""
    for text in texts:
        yield text, in_context([own_score(weights, told.features) for told in text.sentences])


def _sentences(texts: Iterable[Text], weights: Mapping[str, float]) -> Iterator[tuple[Told, float]]:
    for text, scores in scored(texts, weights):
        yield from zip(text.sentences, scores, strict=True)


def report(name: str, texts: Sequence[Text], weights: Mapping[str, float]) -> None:
    """Log how many public sentences, others and whole texts lie below the bar."""
    found = list(_sentences(texts, weights))
    for what, public in (("public sentences", True), ("other sentences", False)):
        scores = [score for told, score in found if told.public is public]
        log.info("%s: %s below the bar: %d of %d", name, what, sum(score <= IRRELEVANT for score in scores), len(scores))
    below = sum(max(scores, default=IRRELEVANT) <= IRRELEVANT for _, scores in scored(texts, weights))
    log.info("%s: texts below the bar: %d of %d", name, below, len(texts))


def main(training: Path) -> None:
    """Learn, write and report."""
    reader = Reader()
    political, general = list(reader.political(training)), list(reader.general(training))
    weights = learn([text for text in political if text.split == "train"], [text for text in general if text.split == "train"])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        "\n".join(["feature\tweight", *(f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()))]) + "\n", encoding="utf8"
    )
    log.info("%d features written", len(weights))
    for split in ("train", "tune", "test"):
        for name, texts in (("political", political), ("general", general)):
            report(f"{name}, {split}", [text for text in texts if text.split == split], weights)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--training", type=Path, default=Path("corpus"), help="the annotated batches, and general news beside them")
    main(arguments.parse_args().training)
