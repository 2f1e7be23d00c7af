"""Arc scores to the best tree with one root.

Most score matrices of a trained model need no search: the best head of each word already makes a
tree. Only where it does not, the algorithm of Chu and Liu (1965) and Edmonds (1967) runs, with
every arc from the root made so costly that exactly one is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


def best_tree(scores: NDArray[np.floating]) -> list[int]:
    """Find the spanning tree of highest total score in which node 0 has one child.

    Args:
        scores: A square matrix; `scores[dependent, head]`, node 0 the artificial root.

    Returns:
        The head of each node; the first entry, for the root itself, is 0.
    """
    size = scores.shape[0]
    if size <= 1:
        return [0] * size
    weights = scores.astype(np.float64)
    np.fill_diagonal(weights, -np.inf)
    heads: list[int] = weights.argmax(axis=1).tolist()
    heads[0] = 0
    if heads.count(0) == 2 and not _cycle(heads):  # noqa: PLR2004 - the root itself and its child
        return heads
    np.fill_diagonal(weights, 0.0)
    # Dearer than any gain elsewhere: one root arc at most, and a tree cannot do with none.
    weights[1:, 0] -= 1.0 + size * float(weights.max() - weights.min())
    return _contract(weights)


def _cycle(heads: Sequence[int]) -> list[int]:
    """Return the nodes of one cycle, or an empty list."""
    state = [0] * len(heads)
    state[0] = 2
    for first in range(1, len(heads)):
        path: list[int] = []
        node = first
        while not state[node]:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _contract(weights: Scores) -> list[int]:
    """Chu-Liu-Edmonds: fold a cycle into one node until there is none, then open them where the solution enters. Overwrites `weights`."""
    folds: list[_Fold] = []
    while True:
        np.fill_diagonal(weights, -np.inf)
        heads: list[int] = weights.argmax(axis=1).tolist()
        heads[0] = 0
        cycle = _cycle(heads)
        if not cycle:
            break
        fold, weights = _folded(weights, heads, cycle)
        folds.append(fold)
    for fold in reversed(folds):
        heads = fold.opened(heads)
    return heads


@dataclass(frozen=True)
class _Fold:
    """A cycle that became the last node. Choices alone are kept, not scores: a sentence of hundreds of words has many cycles.

    `inside` is for each node of `rest` that of the cycle which it would hang on, `entrance` that which would hang on it.
    """

    heads: list[int]
    rest: list[int]
    inside: list[int]
    entrance: list[int]

    def opened(self, solved: list[int]) -> list[int]:
        """The heads before folding, from those after it."""
        result = list(self.heads)
        folded = len(self.rest)
        for place, node in enumerate(self.rest[1:], start=1):
            result[node] = self.inside[place] if solved[place] == folded else self.rest[solved[place]]
        result[self.entrance[solved[folded]]] = self.rest[solved[folded]]
        return result


def _folded(weights: Scores, heads: list[int], cycle: list[int]) -> tuple[_Fold, Scores]:
    within = set(cycle)
    rest = [node for node in range(len(heads)) if node not in within]
    kept = weights[cycle, [heads[node] for node in cycle]]
    leaving = weights[np.ix_(rest, cycle)]  # a node outside hangs on one inside
    entering = weights[np.ix_(cycle, rest)] - kept[:, None]  # the cycle hangs on a node outside
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(rest, rest)]
    smaller[:-1, -1] = leaving.max(axis=1)
    smaller[-1, :-1] = entering.max(axis=0)
    places = np.array(cycle)
    return _Fold(heads, rest, places[leaving.argmax(axis=1)].tolist(), places[entering.argmax(axis=0)].tolist()), smaller
