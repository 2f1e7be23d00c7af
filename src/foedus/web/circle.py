"""Ties as a graph on a circle: states of a bloc beside each other, ties as chords; the same for the same ties."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from foedus.model.network import Tie, Window
from foedus.model.record import Record

WIDTH, HEIGHT = 760, 510
MOST_STATES, MOST_TIES = 36, 60
_RADIUS, _LABEL = 205, 16
_TWIST = 0.3
_THICKEST = 7.0
_FULL = 2 * math.pi
# what lies between two blocs, in places of a state
_GAP = 0.8
# letters end before the edge of the drawing
_SIDEWAYS = 0.25


class Node(Record, frozen=True, kw_only=True):
    """A state on the circle.

    Attributes:
        code: Its code.
        bloc: Label of its bloc, empty if it is in none.
        x: Centre, from the left.
        y: Centre, from the top.
        label_x: Where its name begins, ends or has its middle.
        label_y: The name's middle line.
        anchor: Which of these, as SVG names it.
    """

    code: str
    bloc: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


class Edge(Record, frozen=True, kw_only=True):
    """A tie as a line.

    Attributes:
        tie: The tie.
        path: The line, as SVG writes it.
        width: Its width.
    """

    tie: Tie
    path: str
    width: float

    @property
    def binds(self) -> bool:
        """Whether more binds than parts."""
        return self.tie.net > 0


class Circle(Record, frozen=True, kw_only=True):
    """A graph.

    Attributes:
        nodes: The states around the circle.
        edges: The ties, the strongest last so that they lie on top.
        states_left_out: How many states have weaker ties only and are not drawn.
        ties_left_out: How many ties are not drawn.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    states_left_out: int
    ties_left_out: int


def circle(ties: Sequence[Tie], window: Window | None, *, most_states: int = MOST_STATES, most_ties: int = MOST_TIES) -> Circle:
    """Draw the strongest ties.

    Args:
        ties: The ties of a day.
        window: Whose blocs group the states; none to draw them without.
        most_states: How many states are drawn at most, those with most in their ties.
        most_ties: How many ties.
    """
    strength = strengths(ties)
    states = sorted(strength, key=lambda state: (-strength[state], state))
    chosen = set(states[:most_states])
    placed = _placed(_grouped(states[:most_states], blocs_of(window)))
    inside = [tie for tie in ties if tie.net and tie.a in chosen and tie.b in chosen]
    strongest = sorted(inside, key=lambda tie: (-abs(tie.net), tie.a, tie.b))[:most_ties]
    most = max((abs(tie.net) for tie in strongest), default=1.0)
    return Circle(
        nodes=tuple(placed.values()),
        edges=tuple(_edge(tie, placed, most) for tie in reversed(strongest)),
        states_left_out=len(states) - len(chosen),
        ties_left_out=len(ties) - len(strongest),
    )


def strengths(ties: Sequence[Tie]) -> dict[str, float]:
    """All that binds and parts a state, summed over its ties."""
    found: dict[str, float] = {}
    for tie in ties:
        for state in (tie.a, tie.b):
            found[state] = found.get(state, 0.0) + tie.positive - tie.negative
    return found


def blocs_of(window: Window | None) -> dict[str, str]:
    """The label of the bloc of each state that is in one."""
    return {state: bloc.label for bloc in window.blocs for state in bloc.members} if window else {}


def _grouped(states: Sequence[str], blocs: Mapping[str, str]) -> list[tuple[str, str]]:
    """States with their blocs, bloc by bloc, those in none last."""
    return sorted(
        ((state, blocs.get(state, "")) for state in states),
        key=lambda entry: (not entry[1], len(entry[1]), entry[1], states.index(entry[0])),
    )


def _placed(states: Sequence[tuple[str, str]]) -> dict[str, Node]:
    groups = [list(group) for _, group in groupby(states, key=lambda entry: entry[1])]
    gap = _GAP if len(groups) > 1 else 0.0
    step = _FULL / max(len(states) + gap * len(groups), 1)
    placed: dict[str, Node] = {}
    turn = -math.pi / 2
    for group in groups:
        for code, bloc in group:
            placed[code] = _node(code, bloc, turn)
            turn += step
        turn += step * gap
    return placed


def _node(code: str, bloc: str, turn: float) -> Node:
    across, down = math.cos(turn), math.sin(turn)
    anchor = "middle" if abs(across) < _SIDEWAYS else "start" if across > 0 else "end"
    # names above and below the circle stand clear of it, those beside it begin at its edge
    clear = _LABEL + (6 if anchor == "middle" else 0)
    return Node(
        code=code,
        bloc=bloc,
        x=round(WIDTH / 2 + _RADIUS * across, 1),
        y=round(HEIGHT / 2 + _RADIUS * down, 1),
        label_x=round(WIDTH / 2 + (_RADIUS + clear) * across, 1),
        label_y=round(HEIGHT / 2 + (_RADIUS + clear) * down, 1),
        anchor=anchor,
    )


def _edge(tie: Tie, placed: Mapping[str, Node], most: float) -> Edge:
    one, other = placed[tie.a], placed[tie.b]
    middle = [
        centre + (mean - centre) * _TWIST for mean, centre in (((one.x + other.x) / 2, WIDTH / 2), ((one.y + other.y) / 2, HEIGHT / 2))
    ]
    return Edge(
        tie=tie,
        path=f"M {one.x:g} {one.y:g} Q {middle[0]:.1f} {middle[1]:.1f} {other.x:g} {other.y:g}",
        width=round(0.8 + _THICKEST * math.sqrt(abs(tie.net) / most), 2),
    )


def shade(label: str) -> int:
    """Which of seven colours a bloc has: beside its letter, never instead of it."""
    return (ord(label[0]) - ord("A")) % 7
