"""Fitting the network: losses, the schedule of rates, and the moving average of the weights."""

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from foedus.parsing.trees import best_tree
from training.network import TreeNetwork, device_of
from training.samples import IGNORED, Batch, Sample, batches, collate

log = logging.getLogger(__name__)

CORE = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "csubj", "xcomp", "ccomp"))
_TAG_WEIGHT = 0.4
_BLOCKED = -1e4
_DEED_SMOOTHING = 0.02
_WHETHER_WEIGHT = 5.0
_LEAST_SHARE = 0.02
_LOG_EVERY = 50


@dataclass(frozen=True)
class Rates:
    """Learning rates and their course: up over `warm_up_steps`, then down to `last_share` of them."""

    encoder_rate: float
    head_rate: float
    warm_up_steps: int
    steps: int
    last_share: float
    weight_decay: float
    clip: float

    def share(self, step: int) -> float:
        """Return the share of the full rate at a step."""
        rising = min(1.0, (step + 1) / self.warm_up_steps)
        return rising * (1 - (1 - max(_LEAST_SHARE, self.last_share)) * step / self.steps)


class Average:
    """A moving average of a network's weights, which generalises better than the last ones."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self._seen = 0
        self._live = list(network.parameters())
        self._kept = [weight.detach().clone() for weight in self._live]

    @torch.no_grad()
    def update(self) -> None:
        """Take in the network's weights after a step."""
        self._seen += 1
        decay = min(self._decay, self._seen / (self._seen + 10))
        torch._foreach_lerp_(self._kept, [w.detach() for w in self._live], 1 - decay)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange the network's weights and the averaged ones."""
        for live, kept in zip(self._live, self._kept, strict=True):
            held = live.detach().clone()
            live.copy_(kept)
            kept.copy_(held)


def cross_entropy(scores: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean loss over all labelled words."""
    flat = scores.float().reshape(-1, scores.shape[-1])
    return functional.cross_entropy(flat, target.reshape(-1), ignore_index=IGNORED, label_smoothing=smoothing)


def _collated(network: TreeNetwork, samples: Sequence[Sample]) -> Batch:
    return {name: value.to(device_of(network)) for name, value in collate(samples).items()}


def tree_loss(network: TreeNetwork, samples: Sequence[Sample]) -> Tensor:
    """Loss of tags, heads and relations."""
    batch = _collated(network, samples)
    words = network.words(batch["pieces"], batch["case"], batch["first"])
    arcs = network.arcs(words).masked_fill(~batch["words"][:, None, :], _BLOCKED)
    arcs = arcs.masked_fill(torch.eye(arcs.shape[1], dtype=torch.bool, device=arcs.device)[None], _BLOCKED)
    states = network.relation_states(words)
    relations = network.relations(states, batch["head"].clamp(min=0))
    tags = cross_entropy(network.upos(words), batch["upos"])
    tags = tags + cross_entropy(network.xpos(words), batch["xpos"])
    trees = cross_entropy(arcs, batch["head"]) + cross_entropy(relations, batch["relation"])
    return trees + _TAG_WEIGHT * tags


def entity_loss(network: TreeNetwork, samples: Sequence[Sample]) -> Tensor:
    """Loss of entity labels."""
    batch = _collated(network, samples)
    return cross_entropy(network.entity(network.words(batch["pieces"], batch["case"], batch["first"])), batch["entity"])


def deed_scores_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Loss of the scores of words, one row each: whether there is a deed, and of which type.

    The two are means of their own. In one mean over all words the types, which one word in
    twenty has, would hardly be learnt.
    """
    scores, is_deed = scores.float(), target > 0
    whether = functional.binary_cross_entropy_with_logits(scores[:, 1:].logsumexp(1) - scores[:, 0], is_deed.float())
    if not bool(is_deed.any()):
        return whether * _WHETHER_WEIGHT
    kind = functional.cross_entropy(scores[is_deed, 1:], target[is_deed] - 1, label_smoothing=_DEED_SMOOTHING)
    return whether * _WHETHER_WEIGHT + kind


@dataclass(frozen=True)
class Task:
    """A loss, its batches without end, and how often it is due: every so many steps."""

    name: str
    loss: Callable[[list[Any]], Tensor]
    samples: Iterator[list[Any]]
    every: int = 1


def fit(
    network: nn.Module,
    tasks: Sequence[Task],
    rates: Rates,
    average: Average,
    checkpoints: Mapping[int, Callable[[], None]],
) -> None:
    """Train for `rates.steps` steps; call a checkpoint after its step, averaged weights in place."""
    trained = {name: weight for name, weight in network.named_parameters() if weight.requires_grad}
    groups = [
        {"params": [w for name, w in trained.items() if name.startswith("encoder.")], "lr": rates.encoder_rate},
        {"params": [w for name, w in trained.items() if not name.startswith("encoder.")], "lr": rates.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=rates.weight_decay, fused=True)
    full = [group["lr"] for group in optimizer.param_groups]
    started = time.monotonic()
    network.train()
    for step in range(rates.steps):
        for group, rate in zip(optimizer.param_groups, full, strict=True):
            group["lr"] = rate * rates.share(step)
        optimizer.zero_grad()
        losses = {}
        for task in tasks:
            if step % task.every == 0:
                with torch.autocast(device_of(network).type, dtype=torch.bfloat16):
                    loss = task.loss(next(task.samples))
                torch.autograd.backward(loss)
                losses[task.name] = loss.detach()
        nn.utils.clip_grad_norm_(network.parameters(), rates.clip)
        optimizer.step()
        average.update()
        if step % _LOG_EVERY == 0:
            shown = {name: round(loss.item(), 3) for name, loss in losses.items()}
            log.info("step %d of %d %s %.0f s", step, rates.steps, shown, time.monotonic() - started)
        if step + 1 in checkpoints:
            average.swap()
            network.eval()
            checkpoints[step + 1]()
            network.train()
            average.swap()


def steps_per_epoch(samples: Sequence[Sample], batch_pieces: int) -> int:
    """Count the batches of one pass."""
    return sum(1 for _ in batches(samples, batch_pieces, random.Random(0)))  # noqa: S311 - no secret


@torch.no_grad()
def quick_scores(network: TreeNetwork, samples: Sequence[Sample], relations: Sequence[str]) -> dict[str, float]:
    """UAS, LAS and core F1 in per cent on gold words, before quantisation."""
    right = {"words": 0, "uas": 0, "las": 0}
    gold_core = found_core = both_core = 0
    for group in batches(samples, 4000):
        batch = _collated(network, group)
        words = network.words(batch["pieces"], batch["case"], batch["first"])
        arcs = network.arcs(words).cpu().numpy()
        heads = torch.zeros_like(batch["head"])
        for row, item in enumerate(group):
            size = len(item.first)
            heads[row, :size] = torch.tensor(best_tree(arcs[row, :size, :size]), device=heads.device)
        chosen = network.relations(network.relation_states(words), heads).argmax(-1)
        known = batch["head"] != IGNORED
        attached = (heads == batch["head"]) & known
        labelled = attached & (chosen == batch["relation"])
        right["words"] += int(known.sum())
        right["uas"] += int(attached.sum())
        right["las"] += int(labelled.sum())
        core = torch.tensor(np.isin(relations, list(CORE)), device=heads.device)
        is_gold = core[batch["relation"].clamp(min=0)] & known
        gold_core += int(is_gold.sum())
        found_core += int((core[chosen] & known).sum())
        both_core += int((is_gold & labelled).sum())
    scores = {name: round(100 * right[name] / right["words"], 2) for name in ("uas", "las")}
    return scores | {"core": round(200 * both_core / max(1, gold_core + found_core), 2)}
