"""Drawings of when reports told what, and of the numbers that they give; nothing is drawn that shows nothing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from foedus.brief import captions
from foedus.brief.telling import Teller
from foedus.brief.wording import STATUS, joined, quoted, single
from foedus.drawing import INK, empty, styled, to_svg, unfussy
from foedus.model.brief import Plot, Row, Statement, Table
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.mention import QuantityMention
from foedus.model.record import ClaimId, Record

MAX_ROWS = 6
MAX_NUMBER_PLOTS = 2
_CITED = 4
_FEWEST = 2
_NAMED = 22  # letters of an outlet's name that fit beside a mark
_LETTERS = 75  # of that size, across the drawing
_LABEL_WIDTH = 30
_MOST_WORDS = 44  # letters
# Shape and colour by status (Okabe and Ito, Color universal design, 2008); a denial is hollow.
_MARKS = {
    "completed": ("s", "#0072b2"),
    "ongoing": ("D", "#009e73"),
    "planned": ("o", "#e69f00"),
    "standing": ("p", "#56b4e9"),
    "conditional": ("v", "#cc79a7"),
    "requested": ("^", "#cc79a7"),
    "hypothetical": ("h", "#cc79a7"),
    "ceased": ("P", "#d55e00"),
    "denied": ("X", "#d55e00"),
    "unspecified": (".", INK),
}
_HALF = 0.5
_HOLLOW = frozenset({"denied"})
_WIDE_RATIO = 50  # numbers that differ more than this many times stand on a logarithmic scale


class _Told(Record, frozen=True, kw_only=True):
    """What reports of one day say of one finding."""

    row: int
    day: dt.date
    status: str
    claims: tuple[Claim, ...]


class _Number(Record, frozen=True, kw_only=True):
    """A number as reports of one teller give it."""

    day: dt.date | None
    teller: str
    claim: Claim
    quantity: QuantityMention
    words: str


def timeline(teller: Teller, findings: Sequence[Finding]) -> Plot | None:
    """When reports told the main findings, and as what: a row a finding, a mark a day and status.

    Args:
        teller: Words and cites.
        findings: The findings, the main one first; no more than `MAX_ROWS` of those with dated reports are drawn.

    Returns:
        None if there are fewer than two marks, or all are of one day.
    """
    dated = list(islice((finding for finding in findings if _days_of(teller, finding)), MAX_ROWS))
    told = [mark for row, finding in enumerate(dated) for mark in _marks(teller, row, finding)]
    if len({mark.day for mark in told}) < _FEWEST:
        return None
    rows = tuple(_row(teller, dated[mark.row], mark) for mark in told)
    caption = _caption(teller, captions.TIMELINE, rows)
    twin = Table(caption="The marks of the timeline in rows", columns=captions.TIMELINE_COLUMNS, rows=rows)
    deeds = [teller.deed(teller.leading(finding)[0]) for finding in dated]
    return Plot(key="timeline", caption=caption, svg=_timeline_svg(teller, deeds, told, caption.text), twin=twin)


def numbers(teller: Teller, findings: Sequence[Finding]) -> tuple[Plot, ...]:
    """The numbers that reports give of a finding, where they give more than one; at most `MAX_NUMBER_PLOTS` findings.

    Args:
        teller: Words and cites.
        findings: The findings, the main one first.
    """
    drawn = (_number_plot(teller, finding, given) for finding in findings if len(given := _numbers(teller, finding)) >= _FEWEST)
    return tuple(islice(drawn, MAX_NUMBER_PLOTS))


def _standing(teller: Teller, finding: Finding) -> list[Claim]:
    """The claims that stand and do not only repeat another."""
    return [claim for claim in teller.evidence.standing(finding) if claim.name not in finding.echoes]


def _days_of(teller: Teller, finding: Finding) -> set[dt.date]:
    days = (teller.evidence.document(claim).published for claim in _standing(teller, finding))
    return {day for day in days if day is not None}


def _marks(teller: Teller, row: int, finding: Finding) -> Iterator[_Told]:
    groups: dict[tuple[dt.date, str], list[Claim]] = {}
    for claim in _standing(teller, finding):
        day = teller.evidence.document(claim).published
        if day is not None:
            groups.setdefault((day, claim.headline), []).append(claim)
    for (day, status), claims in sorted(groups.items(), key=lambda group: group[0]):
        yield _Told(row=row, day=day, status=status, claims=tuple(claims))


def _row(teller: Teller, finding: Finding, mark: _Told) -> Row:
    names = _tellers(teller, mark.claims)
    lead = {teller.teller(claim): claim for claim in reversed(mark.claims)}
    stated = teller.stated("", [lead[name] for name in names], finding, "mark")
    deed = teller.deed(teller.leading(finding)[0])
    cells = (mark.day.isoformat(), deed, STATUS[mark.status], joined(names))
    return Row(cells=cells, citations=stated.citations, findings=stated.findings, label=stated.label, kind="mark")


def _tellers(teller: Teller, claims: Sequence[Claim]) -> list[str]:
    return sorted({teller.teller(claim) for claim in claims})


def _caption(teller: Teller, text: str, rows: Sequence[Row]) -> Statement:
    """A caption that cites what the first rows of its twin cite, and speaks of their findings."""
    cited: list[ClaimId] = list(dict.fromkeys(citation.claim for row in rows for citation in row.citations))[:_CITED]
    citations = teller.citer.cite(teller.evidence.claims[claim] for claim in cited)
    findings = tuple(dict.fromkeys(finding for row in rows for finding in row.findings))
    label = captions.gravest(row.label for row in rows)
    return Statement(text=text, citations=citations, findings=findings, label=label, kind="caption")


def _timeline_svg(teller: Teller, deeds: Sequence[str], told: Sequence[_Told], title: str) -> str:
    with styled(), unfussy():
        figure, axes = empty(1.0 + 0.62 * len(deeds))
        for row in range(len(deeds)):
            axes.axhline(row, color=INK, linewidth=0.5, alpha=0.25, zorder=0)
        for mark, level in zip(told, _levels(told), strict=True):
            shape, colour = _MARKS[mark.status]
            face = "none" if mark.status in _HOLLOW else colour
            axes.scatter([date2num(mark.day)], [level], s=70, marker=shape, facecolors=face, edgecolors=colour, linewidths=1.4, zorder=3)
        _name_tellers(teller, axes, told)
        for status in (status for status in _MARKS if any(mark.status == status for mark in told)):
            shape, colour = _MARKS[status]
            face = "none" if status in _HOLLOW else colour
            axes.scatter([], [], s=50, marker=shape, facecolors=face, edgecolors=colour, linewidths=1.4, label=STATUS[status])
        axes.set_ylim(len(deeds) - 0.45, -0.55)
        axes.set_yticks(range(len(deeds)), ["\n".join(wrap(deed, _LABEL_WIDTH)[:3]) for deed in deeds], fontsize=8)
        _date_axis(axes, [mark.day for mark in told])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False, fontsize=8)
        return to_svg(figure, title)


def _levels(told: Sequence[_Told]) -> list[float]:
    """Where marks stand: on the line of their finding, those of one day one below the other."""
    return [mark.row + 0.26 * sum((other.row, other.day) == (mark.row, mark.day) for other in told[:k]) for k, mark in enumerate(told)]


def _name_tellers(teller: Teller, axes: Axes, told: Sequence[_Told]) -> None:
    """Outlets' names above and below their marks in turn, where the marks beside leave room and no other stands on that day."""
    days = [mark.day for mark in told]
    span = max((max(days) - min(days)).days, 1)
    for mark in told:
        names = _tellers(teller, mark.claims)
        name = names[0] if len(names) == 1 else f"{len(names)} outlets"
        row = [other for other in told if other.row == mark.row]
        place = row.index(mark)
        beside = [abs((other.day - mark.day).days) for other in row[place % 2 :: 2] if other is not mark]
        alone = sum(other.day == mark.day for other in row) == 1
        if alone and len(name) <= _NAMED and min(beside, default=span) / span * _LETTERS >= len(name):
            shift, side = (7, "bottom") if place % 2 == 0 else (-7, "top")
            at = (float(date2num(mark.day)), mark.row)
            across = "left" if mark.day == min(days) else "right" if mark.day == max(days) else "center"
            axes.annotate(name, at, (0, shift), textcoords="offset points", ha=across, va=side, fontsize=7)


def _date_axis(axes: Axes, days: Sequence[dt.date]) -> None:
    first, last = min(days), max(days)
    margin = max((last - first).days * 0.08, 0.6)
    axes.set_xlim(float(date2num(first)) - margin, float(date2num(last)) + margin)
    locator = AutoDateLocator(minticks=2, maxticks=7, interval_multiples=True)
    locator.intervald[4] = [1, 2, 4, 7, 14]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _numbers(teller: Teller, finding: Finding) -> list[_Number]:
    """The different numbers of one kind that the claims of a finding give, in order of publication; empty if all agree."""
    found: dict[tuple[object, ...], _Number] = {}
    for claim in _standing(teller, finding):
        quantity = claim.event.quantity
        if quantity is None or (quantity.low is None and quantity.high is None):
            continue
        document = teller.evidence.document(claim)
        name = teller.teller(claim)
        made = _Number(day=document.published, teller=name, claim=claim, quantity=quantity, words=quantity.written(document.text))
        found.setdefault((name, quantity.low, quantity.high, claim.headline == "denied"), made)
    given = list(found.values())
    scale = _scale(given[0]) if given else ""
    same = [number for number in given if _scale(number) == scale]
    return same if len({(number.quantity.low, number.quantity.high) for number in same}) >= _FEWEST else []


def _scale(number: _Number) -> str:
    """What may stand on one axis: counts, or sums and measures of one unit."""
    quantity = number.quantity
    return quantity.kind if quantity.kind == "count" else f"{quantity.kind} {quantity.unit_head}"


def _number_plot(teller: Teller, finding: Finding, given: Sequence[_Number]) -> Plot:
    deed = teller.deed(teller.leading(finding)[0])
    rows = tuple(_number_row(teller, finding, number) for number in given)
    caption = _caption(teller, captions.numbers_of(deed), rows)
    twin = Table(caption="The numbers in rows", columns=captions.NUMBER_COLUMNS, rows=rows)
    return Plot(key=f"numbers-{finding.id}", caption=caption, svg=_number_svg(given, caption.text), twin=twin)


def _number_row(teller: Teller, finding: Finding, number: _Number) -> Row:
    stated = teller.stated("", [number.claim], finding, "mark")
    words = number.words if number.quantity.text else quoted(number.words)
    cells = (number.day.isoformat() if number.day else captions.NO_DATE, number.teller, words, STATUS[number.claim.headline])
    return Row(cells=cells, citations=stated.citations, findings=stated.findings, label=stated.label, kind="mark")


def _number_svg(given: Sequence[_Number], title: str) -> str:
    ends = [float(end) for number in given for end in (number.quantity.low, number.quantity.high) if end is not None]
    with styled(), unfussy():
        figure, axes = empty(0.7 + 0.32 * len(given))
        if min(ends) > 0 and max(ends) / min(ends) > _WIDE_RATIO:
            axes.set_xscale("log")
            axes.set_xlim(min(ends) / 2, max(ends) * 4)
        else:
            axes.set_xlim(min(0.0, *ends), max(max(ends) * 1.1, 1.0))
        for row, number in enumerate(given):
            _draw_number(axes, row, number)
        axes.set_ylim(len(given) - 0.5, -0.5)
        axes.set_yticks(range(len(given)), [_told_by(number) for number in given], fontsize=8)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.grid(axis="x", color=INK, alpha=0.12, linewidth=0.5)
        return to_svg(figure, title)


def _told_by(number: _Number) -> str:
    day = number.day.isoformat() if number.day else captions.NO_DATE
    return f"{number.teller[:28]}, {day}"


def _draw_number(axes: Axes, row: int, number: _Number) -> None:
    """A point, an interval, or a point with an arrow to the open side; its words beside it."""
    quantity = number.quantity
    denied = number.claim.headline == "denied"
    colour = _MARKS["denied"][1] if denied else _MARKS["completed"][1]
    ends = [float(end) for end in (quantity.low, quantity.high) if end is not None]
    if len(ends) > 1 and ends[0] < ends[1]:
        axes.plot(ends, [row, row], color=colour, linewidth=3, solid_capstyle="butt", zorder=2)
    axes.scatter(
        ends, [row] * len(ends), s=34, marker="X" if denied else "o", facecolors="none" if denied else colour, edgecolors=colour, zorder=3
    )
    for end, side in ((quantity.low, -30), (quantity.high, 30)):
        if end is None:
            arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.4}
            axes.annotate("", (ends[0], row), (side, 0), textcoords="offset points", arrowprops=arrow)
    words = f"{single(number.words)[:_MOST_WORDS]}{', denied' if denied else ''}"
    is_left = quantity.high is not None and axes.transLimits.transform(axes.transScale.transform((ends[-1], row)))[0] > _HALF
    shift, point = (-36 if quantity.low is None else -7, ends[0]) if is_left else (36 if quantity.high is None else 7, ends[-1])
    axes.annotate(words, (point, row), (shift, 0), textcoords="offset points", ha="right" if is_left else "left", va="center", fontsize=8)
