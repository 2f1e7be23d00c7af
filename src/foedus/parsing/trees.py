"""Arc scores to the best tree with one root.

Most score matrices of a trained model need no search: the best head of each word already makes a
tree. Only where it does not, the algorithm of Chu and Liu (1965) and Edmonds (1967) runs, with
every arc from the root made so costly that exactly one is used.
"""

from collections.abc import Sequence

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
    """Chu-Liu-Edmonds: fold a cycle into one node, solve, open it where the solution enters."""
    weights = weights.copy()
    np.fill_diagonal(weights, -np.inf)
    heads: list[int] = weights.argmax(axis=1).tolist()
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [node for node in range(len(heads)) if node not in inside]
    folded = len(rest)
    kept = weights[cycle, [heads[node] for node in cycle]]
    leaving = weights[np.ix_(rest, cycle)]  # a node outside hangs on one inside
    entering = weights[np.ix_(cycle, rest)] - kept[:, None]  # the cycle hangs on a node outside
    smaller = np.full((folded + 1, folded + 1), -np.inf)
    smaller[:folded, :folded] = weights[np.ix_(rest, rest)]
    smaller[:folded, folded] = leaving.max(axis=1)
    smaller[folded, :folded] = entering.max(axis=0)
    solved = _contract(smaller)
    result = list(heads)
    for place, node in enumerate(rest[1:], start=1):
        head = solved[place]
        result[node] = cycle[int(leaving[place].argmax())] if head == folded else rest[head]
    entrance = solved[folded]
    result[cycle[int(entering[:, entrance].argmax())]] = rest[entrance]
    return result
