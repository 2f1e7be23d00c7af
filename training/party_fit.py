"""Weights of a choice among hypotheses, by maximum likelihood with a penalty on their squares."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]
STEPS = 80
_MEMORY = 10
_SUFFICIENT = 1e-4
_SHORTEST = 1e-6


@dataclass(frozen=True)
class Way:
    """One hypothesis: rows of who acts (their scores are averaged), the row of who is acted upon, what is true of both."""

    actors: tuple[int, ...]
    recipient: int
    both: Mapping[str, float]


@dataclass(frozen=True)
class Choice:
    """The hypotheses about one deed; `sides` are the rows, nobody first, and `right` says which hypotheses are."""

    sides: tuple[Mapping[str, float], ...]
    ways: tuple[Way, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Fitted:
    """Weights for acting, for being acted upon, and for both together."""

    actor: dict[str, float]
    recipient: dict[str, float]
    both: dict[str, float]


class _Matrix:
    """Rows of named shares, multiplied with weights either way."""

    def __init__(self, rows: Sequence[Mapping[str, float]], least_seen: int) -> None:
        seen = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in seen.items() if count >= least_seen)
        place = {name: k for k, name in enumerate(self.names)}
        entries = [(k, place[name], share) for k, row in enumerate(rows) for name, share in row.items() if name in place]
        self._row = np.array([k for k, _, _ in entries], dtype=np.int64)
        self._column = np.array([k for _, k, _ in entries], dtype=np.int64)
        self._share = np.array([share for _, _, share in entries])
        self._height = len(rows)

    def times(self, weights: Array) -> Array:
        return _sums(self._row, self._share * weights[self._column], self._height)

    def back(self, errors: Array) -> Array:
        return _sums(self._column, self._share * errors[self._row], len(self.names))


def _sums(places: Index, values: Array, height: int) -> Array:
    return np.bincount(places, values, height).astype(np.float64)


def fit(choices: Sequence[Choice], *, least_seen: int, penalty: float) -> Fitted:
    """Fit the weights.

    Args:
        choices: Each with a right hypothesis at least.
        least_seen: Features of fewer rows are left out.
        penalty: Half of it times the sum of squared weights is taken off the log likelihood.
    """
    firsts = np.cumsum([0, *(len(choice.sides) for choice in choices)])
    sides = _Matrix([row for choice in choices for row in choice.sides], least_seen)
    both = _Matrix([way.both for choice in choices for way in choice.ways], least_seen)
    ways = [(first, way) for first, choice in zip(firsts, choices, strict=False) for way in choice.ways]
    acting = np.array([first + way.actors[0] for first, way in ways], dtype=np.int64)
    joining = np.array([first + way.actors[-1] for first, way in ways], dtype=np.int64)
    receiving = np.array([first + way.recipient for first, way in ways], dtype=np.int64)
    group = np.repeat(np.arange(len(choices)), [len(choice.ways) for choice in choices])
    marks = np.array([mark for choice in choices for mark in choice.right], dtype=np.float64)
    size, height = len(sides.names), int(firsts[-1])

    def loss(weights: Array) -> tuple[float, Array]:
        acts, receives = sides.times(weights[:size]), sides.times(weights[size : 2 * size])
        scores = (acts[acting] + acts[joining]) / 2 + receives[receiving] + both.times(weights[2 * size :])
        whole, share = _shares(scores, np.ones_like(marks), group)
        part, right = _shares(scores, marks, group)
        errors = share - right
        acted = (_sums(acting, errors, height) + _sums(joining, errors, height)) / 2
        slopes = [sides.back(acted), sides.back(_sums(receiving, errors, height)), both.back(errors)]
        value = float(np.sum(whole - part) + penalty / 2 * weights @ weights)
        return value, np.concatenate(slopes) + penalty * weights

    weights = minimise(loss, np.zeros(2 * size + len(both.names)))
    return Fitted(
        actor=_named(sides.names, weights[:size]),
        recipient=_named(sides.names, weights[size : 2 * size]),
        both=_named(both.names, weights[2 * size :]),
    )


def _named(names: Iterable[str], weights: Array) -> dict[str, float]:
    return dict(zip(names, weights.tolist(), strict=True))


def _shares(scores: Array, marks: Array, group: Index) -> tuple[Array, Array]:
    """Log of the summed exponentials of the marked scores of each group, and each one's share in it."""
    top = np.full(int(group[-1]) + 1, -np.inf)
    np.maximum.at(top, group, scores)
    powers = np.exp(scores - top[group]) * marks
    sums = np.bincount(group, powers)
    return top + np.log(sums), powers / sums[group]


def minimise(loss: Callable[[Array], tuple[float, Array]], start: Array) -> Array:
    """Minimise a smooth convex function by limited-memory BFGS with halved steps.

    Args:
        loss: Value and gradient at a point.
        start: Where to begin.
    """
    point, (value, slope) = start, loss(start)
    past: deque[tuple[Array, Array]] = deque(maxlen=_MEMORY)
    for _ in range(STEPS):
        way = -_scaled(slope, past)
        step = 1.0 if past else 1.0 / max(float(np.abs(slope).sum()), 1.0)
        new = point + step * way
        there, steep = loss(new)
        while there > value + _SUFFICIENT * step * float(slope @ way):
            step /= 2
            if step < _SHORTEST:
                return point
            new = point + step * way
            there, steep = loss(new)
        if float((steep - slope) @ (new - point)) > 0:
            past.append((new - point, steep - slope))
        point, value, slope = new, there, steep
    return point


def _scaled(slope: Array, past: Sequence[tuple[Array, Array]] | deque[tuple[Array, Array]]) -> Array:
    """The gradient times the approximate inverse of the second derivatives (two-loop recursion)."""
    turned = slope.copy()
    shares = []
    for moved, bent in reversed(past):
        share = float(moved @ turned) / float(moved @ bent)
        shares.append(share)
        turned -= share * bent
    if past:
        moved, bent = past[-1]
        turned *= float(moved @ bent) / float(bent @ bent)
    for (moved, bent), share in zip(past, reversed(shares), strict=True):
        turned += (share - float(bent @ turned) / float(moved @ bent)) * moved
    return turned
