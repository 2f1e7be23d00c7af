"""Makes the chances of deeds mean what they say, on documents that were not trained on (Platt 1999; Guo et al. 2017)."""

import logging
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.deeds import DeedSample, word_states
from training.network import DeedNetwork
from training.samples import IGNORED

log = logging.getLogger(__name__)

_STEPS = 50
_BINS = 10


@torch.no_grad()
def scored(network: DeedNetwork, documents: Sequence[DeedSample]) -> tuple[Tensor, Tensor]:
    """Return the deed scores of all labelled words, one row each, and the labels."""
    scores, labels = [], []
    for document in documents:
        known = document.deeds != IGNORED
        scores.append(network.deed(word_states(network, [document])[known]))
        labels.append(document.deeds[known])
    return torch.cat(scores), torch.cat(labels)


def calibrate(network: DeedNetwork, documents: Sequence[DeedSample]) -> None:
    """Fit slope and offset of the logit of a deed, and the temperature of its types, by likelihood."""
    scores, labels = scored(network, documents)
    whether, is_deed = scores[:, 1:].logsumexp(1) - scores[:, 0], labels > 0
    fitted = torch.tensor([1.0, 0.0, 1.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([fitted], max_iter=_STEPS)

    def loss() -> Tensor:
        optimizer.zero_grad()
        slope, offset, temperature = fitted
        value = functional.binary_cross_entropy_with_logits(whether * slope + offset, is_deed.float())
        value = value + functional.cross_entropy(scores[is_deed, 1:] / temperature, labels[is_deed] - 1)
        torch.autograd.backward(value)
        return value

    log.info("expected calibration error before: %.4f", calibration_error(torch.sigmoid(whether), is_deed))
    optimizer.step(loss)
    network.calibration.data.copy_(fitted.detach())
    slope, offset, _ = fitted.detach()
    log.info("after: %.4f, with %s", calibration_error(torch.sigmoid(whether * slope + offset), is_deed), fitted.tolist())


def calibration_error(chances: Tensor, happened: Tensor) -> float:
    """Mean distance between chance and frequency over ten bins of the words that are at all likely to be a deed."""
    likely = chances >= 1 / _BINS
    chances, happened = chances[likely], happened[likely].float()
    bins = (chances * _BINS).long().clamp(max=_BINS - 1)
    gaps = [
        (chances[bins == k].mean() - happened[bins == k].mean()).abs() * (bins == k).float().mean()
        for k in range(_BINS)
        if (bins == k).any()
    ]
    return float(sum(gaps))
