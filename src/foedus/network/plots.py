"""Ties and blocs as drawings: SVG text with real words in it, the same for the same findings."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from foedus.drawing import INK, empty, styled, to_svg
from foedus.model.network import Contribution, Window
from foedus.model.record import FindingId
from foedus.network.ties import Ties

# Colours that people with any colour vision tell apart (Okabe and Ito, Color universal design, 2008).
_BINDS, _PARTS = "#0072b2", "#d55e00"
_BLOCS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
_ROW_INCHES = 0.22


def tie_plot(ties: Ties, pair: tuple[str, str], days: tuple[dt.date, dt.date], *, title: str, marked: Collection[FindingId] = ()) -> str:
    """A tie over time: what binds, what parts, the sum; the findings as marks, those of no points left out.

    Args:
        ties: The ties.
        pair: Codes of the two states.
        days: First and last day that are drawn.
        title: What it shows, for readers who do not see it; it is not drawn.
        marked: Findings, such as those of a story, without which the tie is drawn too, as a dotted line.

    Raises:
        ValueError: The last day is not after the first.
    """
    first, last = days
    if last <= first:
        msg = f"{last} is not after {first}"
        raise ValueError(msg)
    with styled():
        figure, axes = empty(2.8)
        drawn = _days(ties, pair, first, last)
        found = [ties.on(*pair, day) for day in drawn]
        x = date2num(drawn)
        axes.fill_between(x, [tie.positive for tie in found], color=_BINDS, alpha=0.25, linewidth=0, label="binds")
        axes.fill_between(x, [tie.negative for tie in found], color=_PARTS, alpha=0.25, linewidth=0, label="parts")
        axes.plot(x, [tie.net for tie in found], color=INK, linewidth=1.4, label="tie")
        if marked:
            without = [ties.on(*pair, day, without=marked).net for day in drawn]
            axes.plot(x, without, color=INK, linewidth=1.2, linestyle=":", label="tie without the marked findings")
        _marks(axes, [made for made in ties.findings_of(*pair) if first <= made.day <= last and made.points], marked)
        axes.axhline(0, color=INK, linewidth=0.6)
        axes.set_xlim(x[0], x[-1])
        axes.set_ylabel("points")
        locator = AutoDateLocator(maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
        return to_svg(figure, title)


def bloc_plot(windows: Sequence[Window], name_of: Callable[[str], str], *, title: str) -> str:
    """Which bloc each state is in, window by window: a row a state, a column a window, the bloc's letter in the cell.

    Args:
        windows: The windows in order of time.
        name_of: Gives the name of a state.
        title: What it shows, for readers who do not see it; it is not drawn.

    Raises:
        ValueError: No window has a bloc.
    """
    places = {(state, k): bloc.label for k, window in enumerate(windows) for bloc in window.blocs for state in bloc.members}
    alone = {(state, k) for k, window in enumerate(windows) for state in window.alone}
    if not places:
        msg = "no window has a bloc to draw"
        raise ValueError(msg)
    labels = sorted(set(places.values()), key=lambda label: (len(label), label))
    colours = {label: _BLOCS[k % len(_BLOCS)] for k, label in enumerate(labels)}
    history = {state: [places.get((state, k), "~") for k in range(len(windows))] for state in {state for state, _ in places}}
    states = sorted(history, key=lambda state: (history[state], name_of(state)))
    with styled():
        figure, axes = empty(0.7 + _ROW_INCHES * len(states))
        for row, state in enumerate(states):
            for column in range(len(windows)):
                label = places.get((state, column), "")
                mark = label or ("·" if (state, column) in alone else "")
                if label:
                    axes.barh(row, 1, left=column - 0.5, height=1, color=colours[label], alpha=0.45, linewidth=0)
                axes.text(column, row, mark, ha="center", va="center", fontsize=8)
        for column in (k for k, window in enumerate(windows) if window.thin):
            axes.text(column, (len(states) - 1) / 2, "too thin", ha="center", va="center", fontsize=8, rotation="vertical")
        axes.set_xlim(-0.5, len(windows) - 0.5)
        axes.set_ylim(len(states) - 0.5, -0.5)
        axes.set_yticks(range(len(states)), [name_of(state) for state in states])
        axes.set_xticks(range(len(windows)), _columns(windows))
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        axes.spines[:].set_visible(False)
        return to_svg(figure, title)


def _days(ties: Ties, pair: tuple[str, str], first: dt.date, last: dt.date) -> list[dt.date]:
    """Each week, and each day on which a finding counts with the day before, so that steps are steep."""
    weekly = {first + dt.timedelta(days=days) for days in range(0, (last - first).days, 7)}
    steps = {made.day - dt.timedelta(days=back) for made in ties.findings_of(*pair) for back in (0, 1)}
    return sorted({first, last, *weekly, *(day for day in steps if first <= day <= last)})


def _marks(axes: Axes, made: Sequence[Contribution], marked: Collection[FindingId]) -> None:
    """The findings on the line of their points: round, those that are marked as diamonds, disputed ones hollow."""
    for shape, name, chosen in (
        ("o", "finding", [one for one in made if one.finding not in marked]),
        ("D", "marked finding", [one for one in made if one.finding in marked]),
    ):
        if not chosen:
            continue
        colours = [_BINDS if one.points > 0 else _PARTS for one in chosen]
        faces = ["none" if one.is_disputed else colour for one, colour in zip(chosen, colours, strict=True)]
        axes.scatter(
            date2num([one.day for one in chosen]),
            [one.points for one in chosen],
            s=22,
            marker=shape,
            facecolors=faces,
            edgecolors=colours,
            zorder=3,
        )
        hollow = " (hollow: disputed)" if any(one.is_disputed for one in chosen) else ""
        axes.scatter([], [], s=22, marker=shape, color=INK, label=name + hollow)


def _columns(windows: Sequence[Window]) -> list[str]:
    """The first month of each window, with the year where it changes."""
    years = [None, *(window.start.year for window in windows)]
    return [
        f"{window.start:%Y\n%b}" if window.start.year != before else f"{window.start:%b}"
        for window, before in zip(windows, years, strict=False)
    ]
