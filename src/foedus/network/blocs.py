"""Blocs of each window, known again from window to window, and the states that moved between them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from string import ascii_uppercase

import numpy as np

from foedus.model.network import Bloc, Move, Window
from foedus.model.record import FindingId, Record
from foedus.network.communities import Division, alike, best_of, search, stability
from foedus.network.windows import Network

SEEDS = 50
RESAMPLES = 50
# Two groups are one bloc if they share at least so much of their members; below a third more is new than old.
MIN_OVERLAP = 1 / 3
_PLACES = 4
_ALONE = 1


class _Known(Record, frozen=True, kw_only=True):
    """A bloc as it was last seen, and the states that were seen then."""

    members: frozenset[str]
    seen: frozenset[str]


def blocs(networks: Sequence[Network], *, seeds: int = SEEDS, resamples: int = RESAMPLES) -> list[Window]:
    """The blocs of windows.

    The division is the best that many seeds find by signed modularity (`foedus.network.communities`). Labels follow members: groups of
    a window are matched to the blocs that were seen before so that the overlaps add up to most (linear assignment), the overlap being
    Jaccard's among the states that were seen both times, as Greene, Doyle and Cunningham do (Tracking the evolution of communities in
    dynamic
    social networks, ASONAM 2010); one that overlaps with none by a third is new.

    Args:
        networks: The windows' networks, in order of time.
        seeds: How many searches; they are numbered from 0, so that the same findings give the same blocs.
        resamples: How many times findings are drawn again for the support.
    """
    known: dict[str, _Known] = {}
    labels = _labels()
    windows = []
    for network in networks:
        divided = _divide(network, seeds, resamples)
        if divided is None:
            windows.append(_window(network, thin=network.thin))
            continue
        division, stable, support = divided
        groups = _groups(network, division)
        seen = frozenset(network.states)
        named = _match(groups, seen, known, labels)
        known.update({label: _Known(members=group, seen=seen) for label, group in named.items()})
        windows.append(_window(network, named=named, scores=(stable, support)))
    return windows


def moves(windows: Sequence[Window]) -> list[Move]:
    """States that are in another bloc than when they were last in one, in order of time and code."""
    placed: dict[str, list[tuple[dt.date, str]]] = {}
    for window in windows:
        for bloc in window.blocs:
            for state in bloc.members:
                placed.setdefault(state, []).append((window.start, bloc.label))
    found = []
    for state, places in placed.items():
        for at in range(1, len(places)):
            (before, left), (start, joined) = places[at - 1 : at + 1]
            if left != joined:
                kept = places[at + 1][1] == joined if at + 1 < len(places) else None
                found.append(Move(state=state, window=start, before=before, left=left, joined=joined, kept=kept))
    return sorted(found, key=lambda move: (move.window, move.state))


def division_of(network: Network, window: Window) -> Division:
    """The division that the blocs of a window make of its network; a state in no bloc is a group of its own."""
    place = {state: bloc.label for bloc in window.blocs for state in bloc.members}
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(place.get(state, f"alone:{state}"), len(numbers)) for state in network.states], dtype=np.int64)


def _divide(network: Network, seeds: int, resamples: int) -> tuple[Division, float, float] | None:
    if network.thin:
        return None
    weights = network.weights()
    found = [search(weights, seed) for seed in range(seeds)]
    best = best_of(weights, found)
    scores = []
    for seed, drawn in enumerate(network.resampled(resamples, seed=seeds)):
        tied = np.abs(drawn).sum(axis=1) > 0
        scores.append(alike(best[tied], search(drawn[np.ix_(tied, tied)], seed)))
    return best, stability(found), float(np.mean(scores)) if scores else 1.0


def _groups(network: Network, division: Division) -> list[frozenset[str]]:
    """Groups of two or more, the largest first."""
    members: dict[int, set[str]] = {}
    for state, number in zip(network.states, division.tolist(), strict=True):
        members.setdefault(number, set()).add(state)
    return sorted((frozenset(group) for group in members.values() if len(group) > _ALONE), key=lambda group: (-len(group), sorted(group)))


def _match(
    groups: Sequence[frozenset[str]], seen: frozenset[str], known: Mapping[str, _Known], labels: Iterator[str]
) -> dict[str, frozenset[str]]:
    """Groups by label: that of the bloc that they continue, else the next one that is free."""
    names = list(known)
    overlaps = np.array([[_overlap(group, seen, known[name]) for name in names] for group in groups]).reshape(len(groups), len(names))
    taken = {}
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  # scipy takes longer to load than most commands to run

    for row, column in zip(*linear_sum_assignment(overlaps, maximize=True), strict=True):
        if overlaps[row, column] >= MIN_OVERLAP:
            taken[int(row)] = names[int(column)]
    return {taken.get(row) or next(labels): group for row, group in enumerate(groups)}


def _overlap(group: frozenset[str], seen: frozenset[str], known: _Known) -> float:
    now, then = group & known.seen, known.members & seen
    return len(now & then) / len(now | then) if now | then else 0.0


def _window(
    network: Network,
    *,
    thin: str = "",
    named: Mapping[str, frozenset[str]] | None = None,
    scores: tuple[float, float] | None = None,
) -> Window:
    named = named or {}
    together = frozenset().union(*named.values())
    return Window(
        start=network.start,
        end=network.end,
        findings=len(network.findings),
        states=len(network.states),
        thin=thin,
        blocs=tuple(
            Bloc(label=label, members=tuple(sorted(group)), findings=_binding(network, group))
            for label, group in sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
        alone=() if thin else tuple(state for state in network.states if state not in together),
        stability=round(scores[0], _PLACES) if scores else None,
        support=round(scores[1], _PLACES) if scores else None,
    )


def _binding(network: Network, group: frozenset[str]) -> tuple[FindingId, ...]:
    return tuple(sorted({made.finding for made in network.made if made.points > 0 and made.a in group and made.b in group}))


def _labels() -> Iterator[str]:
    """A to Z, then A2 to Z2, and so on."""
    yield from ascii_uppercase
    for number in count(2):
        yield from (f"{letter}{number}" for letter in ascii_uppercase)
