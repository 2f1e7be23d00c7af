"""How divided the states of a window are: measures, each with an interval from resampled findings.

All are of the matrix w of a window (`foedus.network.windows.Network.weights`) and of its blocs (`foedus.network.blocs`).

- `modularity`: signed modularity of the blocs (Gómez, Jensen and Arenas, Physical Review E 80, 2009, 016114), states in no bloc being
  groups of their own. 0 is what chance gives; the higher, the more are friends together and foes apart.
- `balance`: the share of triangles whose signs multiply to plus (Cartwright and Harary, Structural balance, Psychological Review 63,
  1956): the friend of a friend is a friend, the foe of a foe too. 1 is a world of at most two camps; signs that come up plus and minus
  alike and by chance give a half.
- `polarisation`: of the two largest blocs, (sum of w inside either - sum of w across) / (sum of |w| over both): 1 if all is friendly
  inside and hostile across, -1 for the reverse. It is the polarity of Bonchi, Galimberti, Gionis, Ordozgoiti and Ruffo (Discovering
  polarized communities in signed networks, CIKM 2019), x'Wx, divided by its bound and not by the number of states, so that windows can
  be compared.
- `cross_bloc_share`: friendly weight between states of different blocs, divided by all friendly weight between states in blocs;
  (1 + the E-I index) / 2 of Krackhardt and Stern (Informal networks and organizational crises, Social Psychology Quarterly 51, 1988).

The interval is the value ± 1.645 standard errors, the standard error being that of the measure over findings drawn again with replacement
(Efron, Bootstrap methods, Annals of Statistics 7, 1979), the blocs held fixed: 90 % if the values spread normally. Percentiles of the drawn
values would be off, for drawing again loses a third of the findings and with them ties. It tells how much rests on few findings, not
whether the findings are typical of the world.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from foedus.model.network import Fragmentation, Measure, Window
from foedus.network.blocs import division_of
from foedus.network.communities import Division, modularity
from foedus.network.windows import Matrix, Network

RESAMPLES = 200
MIN_TRIANGLES = 10
_DEVIATES = 1.645
_PLACES = 4
_ROUNDING = 1e-9
_SEED = 1
_TWO = 2
Score = Callable[[Matrix, Division], float | None]


def fragmentation(networks: Sequence[Network], windows: Sequence[Window], *, resamples: int = RESAMPLES) -> list[Fragmentation]:
    """The measures of each window.

    Args:
        networks: The windows' networks.
        windows: Their blocs, in the same order.
        resamples: How many times findings are drawn again for the intervals.

    Returns:
        One entry a window; what it does not allow is missing with the reason, all of it if the window is thin.
    """
    return [_measured(network, window, resamples) for network, window in zip(networks, windows, strict=True)]


def balance(weights: Matrix, _: Division) -> float | None:
    """The share of triangles that are balanced; none if there are fewer than `MIN_TRIANGLES`."""
    signs = np.sign(weights)
    total = float(np.trace(np.linalg.matrix_power(np.abs(signs), 3))) / 6
    if round(total) < MIN_TRIANGLES:
        return None
    return (total + float(np.trace(np.linalg.matrix_power(signs, 3))) / 6) / (2 * total)


def polarisation(weights: Matrix, division: Division) -> float | None:
    """How friendly it is inside the two largest blocs, and how hostile between them; none if there are not two."""
    groups, sizes = np.unique(division, return_counts=True)
    if (sizes >= _TWO).sum() < _TWO:
        return None
    largest = groups[np.argsort(-sizes, kind="stable")]
    sides = (division == largest[0]).astype(float) - (division == largest[1]).astype(float)
    held = np.abs(np.outer(sides, sides) * weights).sum()
    return float(sides @ weights @ sides / held) if held else None


def cross_bloc_share(weights: Matrix, division: Division) -> float | None:
    """The share of friendly weight that runs between blocs; none if there are not two, or no friendly ties among them."""
    groups, sizes = np.unique(division, return_counts=True)
    inside = np.isin(division, groups[sizes >= _TWO])
    if (sizes >= _TWO).sum() < _TWO:
        return None
    friendly = np.clip(weights, 0, None)[np.ix_(inside, inside)]
    held = division[inside]
    total = friendly.sum()
    return float(friendly[held[:, None] != held[None, :]].sum() / total) if total else None


_SCORES: Mapping[str, tuple[Score, float, str]] = {
    "modularity": (modularity, -1.0, ""),
    "balance": (balance, 0.0, f"fewer than {MIN_TRIANGLES} triangles of ties"),
    "polarisation": (polarisation, -1.0, "fewer than two blocs"),
    "cross_bloc_share": (cross_bloc_share, 0.0, "fewer than two blocs"),
}
MEASURES = tuple(_SCORES)
_HIGHEST = 1.0


def _measured(network: Network, window: Window, resamples: int) -> Fragmentation:
    if window.thin:
        return Fragmentation(start=window.start, end=window.end, missing=tuple((name, window.thin) for name in MEASURES))
    division = division_of(network, window)
    weights, drawn = network.weights(), list(network.resampled(resamples, _SEED))
    measures, missing = [], []
    for name, (score, lowest, reason) in _SCORES.items():
        value = score(weights, division)
        if value is None:
            missing.append((name, reason))
            continue
        error = _error([again for again in (score(one, division) for one in drawn) if again is not None], resamples)
        low, high = (None, None) if error is None else (max(value - error, lowest), min(value + error, _HIGHEST))
        measures.append(Measure(name=name, value=round(value, _PLACES), low=_rounded(low), high=_rounded(high)))
    return Fragmentation(start=window.start, end=window.end, measures=tuple(measures), missing=tuple(missing))


def _error(values: Sequence[float], resamples: int) -> float | None:
    """Half the interval; none if fewer than half of the resamples have a value, or all the same one, which tells nothing of its spread."""
    if len(values) < _TWO or len(values) * 2 < resamples:
        return None
    spread = float(np.std(values, ddof=1))
    return _DEVIATES * spread if spread > _ROUNDING else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES)
