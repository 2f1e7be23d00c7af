"""The last stage: weights between those of the parser and those with deeds, and the deed head fitted anew to them.

Training for deeds costs the trees more than the mean of both sets of weights does, and the head alone
wins back most of what the mean loses. On gold words of the development set (half of it, before
quantisation) the settled weights reach 88.4 LAS, 0.65 of the way 88.8, half-way 88.9; the deed head on
held-out documents has an F1 of 78, 74 and 73.
"""

import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.fitting import deed_scores_loss
from training.network import Network
from training.samples import IGNORED, Sample, batches, collate

log = logging.getLogger(__name__)

_DROPOUT = 0.25
_BATCH_PIECES = 3000


def mix(network: Network, parser: Path, deeds: Path, share: float) -> None:
    """Set the network to weights between two, `share` of the way from `parser` to `deeds`; the deed head is that of `deeds`."""
    with np.load(parser, allow_pickle=False) as first, np.load(deeds, allow_pickle=False) as second:
        mixed = {
            name: second[name] if name.startswith("deed.") else (1 - share) * first[name] + share * second[name] for name in second.files
        }
    network.load_state_dict({name: torch.from_numpy(weight.astype(np.float32)) for name, weight in mixed.items()})
    network.eval()


@torch.no_grad()
def _states(network: Network, samples: Sequence[Sample]) -> tuple[Tensor, Tensor]:
    """Return the states of all labelled words, and their labels."""
    states, targets = [], []
    for group in batches(samples, _BATCH_PIECES):
        batch = collate(group)
        words = network.word_states(batch["pieces"], batch["case"], batch["first"])
        known = batch["deed"] != IGNORED
        states.append(words[known])
        targets.append(batch["deed"][known])
    return torch.cat(states), torch.cat(targets)


def refit(network: Network, samples: Sequence[Sample], config: dict[str, Any], rng: random.Random) -> None:
    """Fit the deed head to the states as they now are; nothing else changes."""
    states, targets = _states(network, samples)
    head, size = network.deed, config["batch_words"]
    optimizer = torch.optim.AdamW(head.parameters(), lr=config["rate"], weight_decay=config["weight_decay"])
    head.train()
    for epoch in range(config["epochs"]):
        for group in optimizer.param_groups:
            group["lr"] = config["rate"] * (1 - epoch / config["epochs"])
        order = list(range(len(targets)))
        rng.shuffle(order)
        for start in range(0, len(order), size):
            chosen = torch.tensor(order[start : start + size])
            loss = deed_scores_loss(head(functional.dropout(states[chosen], _DROPOUT)), targets[chosen])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
        log.info("refit, epoch %d, last loss %.3f", epoch + 1, loss.item())
    network.eval()
