"""Communities of a signed network: modularity that counts hostility, and the search for the division that has most of it.

A division is an array with one number a state; states of one number are together. Numbers go by the first member, so that equal
divisions are equal arrays.

- Modularity for networks with negative weights: Gómez, Jensen and Arenas, Analysis of community structure in networks of
  correlated data, Physical Review E 80, 2009, 016114. In the same spirit: Traag and Bruggeman, Physical Review E 80, 2009, 036115.
- The search, moving one state at a time and then whole groups: Blondel, Guillaume, Lambiotte and Lefebvre, Fast unfolding of communities in
  large networks, Journal of Statistical Mechanics, 2008, P10008; with a last round of single moves as in Rotta and Noack, Multilevel local
  search algorithms for modularity clustering, ACM Journal of Experimental Algorithmics 16, 2011.
- How alike two divisions are: Hubert and Arabie, Comparing partitions, Journal of Classification 2, 1985.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from foedus.network.windows import Matrix

Division = NDArray[np.int64]
# A move must gain more than rounding does.
_GAIN = 1e-10
_PAIR = 2


def gain_matrix(weights: Matrix) -> Matrix:
    """What each pair gains when it is together: its weight less what the strengths of the two let expect.

    b_ij = w_ij - p_i p_j / P + n_i n_j / N, where p_i and n_i are the sums of positive weights and of the sizes of negative weights of
    i, and P
    and N those of all. The sum over all pairs that are together, divided by P + N, is the signed modularity.
    """
    expected = np.zeros_like(weights)
    for sign, part in ((1, np.clip(weights, 0, None)), (-1, np.clip(-weights, 0, None))):
        strength = part.sum(axis=1)
        if strength.sum() > 0:
            expected += sign * np.outer(strength, strength) / strength.sum()
    return np.asarray(weights - expected)


def modularity(weights: Matrix, division: Division) -> float:
    """Signed modularity of a division: 0 is what chance gives, and no ties; above it, friends are together and foes apart."""
    total = float(np.abs(weights).sum())
    if not total:
        return 0.0
    together = division[:, None] == division[None, :]
    return float(gain_matrix(weights)[together].sum()) / total


def search(weights: Matrix, seed: int) -> Division:
    """A division that no single move betters, each group held together by friendly ties.

    Args:
        weights: Symmetric, zeros on the diagonal.
        seed: Of the order in which states are looked at.
    """
    gains = gain_matrix(weights)
    random = np.random.default_rng(seed)
    division = np.arange(len(weights))
    level = gains
    while True:
        moved = _single_moves(level, np.arange(len(level)), random)
        groups, moved = np.unique(moved, return_inverse=True)
        division = moved[division]
        if len(groups) == len(level):
            break
        member = np.eye(len(groups))[moved]
        level = member.T @ level @ member
    return _friendly(weights, _single_moves(gains, division, random))


def _single_moves(gains: Matrix, division: Division, random: np.random.Generator) -> Division:
    """Moves states one at a time to the group where they gain most, until none gains."""
    division = division.copy()
    size = len(gains)
    towards = gains @ np.eye(size)[division]
    moving = True
    while moving:
        moving = False
        for state in random.permutation(size):
            here = division[state]
            options = towards[state].copy()
            options[here] -= gains[state, state]
            best = int(options.argmax())
            if options[best] > options[here] + _GAIN:
                towards[:, here] -= gains[:, state]
                towards[:, best] += gains[:, state]
                division[state] = best
                moving = True
    return division


def _friendly(weights: Matrix, division: Division) -> Division:
    """The division with each group cut into what friendly ties hold together: common foes alone make no bloc."""
    bound = (weights > 0) & (division[:, None] == division[None, :])
    from scipy.sparse import csr_array  # noqa: PLC0415  # scipy takes longer to load than most commands to run
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415  # as above

    _, parts = connected_components(csr_array(bound), directed=False)
    return numbered(np.asarray(parts, dtype=np.int64))


def numbered(division: Division) -> Division:
    """The same division with groups numbered by their first member.

    >>> numbered(np.array([7, 2, 7, 0])).tolist()
    [0, 1, 0, 2]
    """
    _, first, inverse = np.unique(division, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], dtype=np.int64)


def best_of(weights: Matrix, divisions: Iterable[Division]) -> Division:
    """The division of the highest modularity; of equal ones the one that is first in order of its numbers."""
    found = {tuple(division.tolist()) for division in divisions}
    best = min(found, key=lambda numbers: (-round(modularity(weights, np.array(numbers)), 9), numbers))
    return np.array(best, dtype=np.int64)


def alike(one: Division, other: Division) -> float:
    """Adjusted Rand index: 1 for the same division, about 0 for two that have nothing to do with each other.

    >>> alike(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    _, rows = np.unique(one, return_inverse=True)
    _, columns = np.unique(other, return_inverse=True)
    table = np.zeros((rows.max(initial=0) + 1, columns.max(initial=0) + 1))
    np.add.at(table, (rows, columns), 1)
    cells, across, down = (_pairs(counts) for counts in (table.ravel(), table.sum(axis=1), table.sum(axis=0)))
    total = _pairs(np.array([float(len(one))]))
    expected, most = (across * down / total if total else 0.0), (across + down) / 2
    return 1.0 if most == expected else (cells - expected) / (most - expected)


def _pairs(counts: Matrix) -> float:
    return float((counts * (counts - 1) / _PAIR).sum())


def stability(divisions: Iterable[Division]) -> float:
    """Mean adjusted Rand index over all pairs of divisions; 1 for fewer than two."""
    counts = Counter(tuple(division.tolist()) for division in divisions)
    total = sum(counts.values())
    pairs = total * (total - 1) / _PAIR
    if not pairs:
        return 1.0
    same = sum(count * (count - 1) / _PAIR for count in counts.values())
    apart = sum(counts[a] * counts[b] * alike(np.array(a), np.array(b)) for a, b in combinations(sorted(counts), _PAIR))
    return (same + apart) / pairs
