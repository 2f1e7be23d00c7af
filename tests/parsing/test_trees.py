"""Score matrices to trees."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from foedus.parsing.trees import best_tree

Matrix = NDArray[np.float64]


def matrices(most: int) -> st.SearchStrategy[Matrix]:
    """Small square matrices."""

    def of(size: int) -> st.SearchStrategy[Matrix]:
        numbers = st.integers(-50, 50)
        row = st.lists(numbers, min_size=size, max_size=size)
        return st.lists(row, min_size=size, max_size=size).map(lambda rows: np.array(rows, dtype=np.float64))

    return st.integers(2, most).flatmap(of)


def is_tree(heads: list[int]) -> bool:
    """One child of the root, and every node leads up to it."""
    if heads[0] != 0 or heads[1:].count(0) != 1:
        return False
    for node in range(1, len(heads)):
        above, steps = node, 0
        while above and steps < len(heads):
            above, steps = heads[above], steps + 1
        if above:
            return False
    return True


def total(scores: Matrix, heads: list[int]) -> float:
    """The sum of a tree's arcs."""
    return float(sum(scores[node, heads[node]] for node in range(1, len(heads))))


@given(matrices(12))
def test_every_result_is_a_tree_with_one_root(scores: Matrix) -> None:
    """Every result is a tree with one root."""
    assert is_tree(best_tree(scores))


@given(matrices(5))
def test_no_tree_scores_higher(scores: Matrix) -> None:
    """No tree scores higher."""
    size = len(scores)
    trees = [[0, *heads] for heads in product(range(size), repeat=size - 1) if is_tree([0, *heads])]
    best = max(total(scores, heads) for heads in trees)
    assert total(scores, best_tree(scores)) == pytest.approx(best)


def test_a_cycle_of_the_best_heads_is_broken_at_the_cheapest_arc() -> None:
    """A cycle of the best heads is broken at the cheapest arc."""
    scores = np.array([[0, 0, 0], [5, 0, 10], [1, 10, 0]])
    assert best_tree(scores) == [0, 0, 1]


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_but_the_root_is_a_tree_already(size: int) -> None:
    """Nothing but the root is a tree already."""
    assert best_tree(np.zeros((size, size))) == [0] * size
