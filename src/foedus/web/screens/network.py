"""Network: ties and blocs of each window, two windows side by side, and what a tie is made of."""

import datetime as dt
from typing import Any, cast
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from foedus.errors import LookupFailed
from foedus.exposure.treaties import Treaties
from foedus.model.exposure import Treaty
from foedus.model.network import Grain, Tie, Window
from foedus.network.plots import tie_plot
from foedus.network.ties import Ties
from foedus.store.paging import Slice
from foedus.web.circle import circle, shade, strengths
from foedus.web.drawings import drawn
from foedus.web.filters import Filtered, filtered
from foedus.web.relations import (
    MEASURE_NAMES,
    ROWS,
    Divided,
    compared,
    divided,
    label,
    last_day,
    matrix,
    pair_rows,
    panels,
    plot_days,
    relations,
    shown_bloc,
)
from foedus.web.workbench import Workbench

router = APIRouter()
_MOST_IN_MATRIX = 24


@router.get("/network")
def network(
    request: Request,
    grain: Grain = Grain.QUARTER,
    window: dt.date | None = None,
    at: int | None = None,
    against: dt.date | None = None,
    page: int = 1,
) -> Response:
    """The ties and blocs of one window; the latest if the address names none.

    `at` is a window's number, as the slider gives it, and leads to the address by its first day, which stays when windows are added.
    """
    workbench: Workbench = request.app.state.workbench
    known = filtered(request.query_params)
    found = relations(workbench, known.choice)
    windows = divided(workbench, known.choice, grain)
    if found.last is None or not windows.windows:
        return _page(request, "network_empty.html.j2", {"filtered": known, "undated": found.undated, "title": "Network"})
    if at is not None:
        chosen = windows.windows[min(max(at, 1), len(windows.windows)) - 1].start
        query = known.query(grain=grain.value, window=chosen, against=against or "")
        return RedirectResponse(f"/network?{query}", status_code=303)
    here = windows.at(window) if window else len(windows.windows) - 1
    shown = windows.windows[here]
    values = _window_values(found.ties, shown, last_day(shown, found.last), page)
    values |= _windows_values(windows, here, grain, known)
    values["undated"] = found.undated
    other = None if against is None else windows.windows[windows.at(against)]
    if other is not None and other is not shown:
        values["compared"] = compared(found.ties, shown, other, found.last)
    return _page(request, "network.html.j2", values)


@router.get("/network/windows")
def all_windows(request: Request, grain: Grain = Grain.QUARTER, page: int = 1) -> HTMLResponse:
    """All windows with their blocs and measures, the latest first; the table beside the drawings."""
    workbench: Workbench = request.app.state.workbench
    known = filtered(request.query_params)
    found = divided(workbench, known.choice, grain)
    rows = [
        (window, {measure.name: measure for measure in told.measures}, dict(told.missing))
        for window, told in zip(reversed(found.windows), reversed(found.measures), strict=True)
    ]
    start = ROWS * (max(page, 1) - 1)
    values = {
        "title": "Windows",
        "filtered": known,
        "grain": grain,
        "rows": rows[start : start + ROWS],
        "total": len(rows),
        "page": max(page, 1),
        "size": ROWS,
        "moves": found.moves[::-1][:ROWS],
        "moves_in_all": len(found.moves),
        "is_whole": found.is_whole,
        "names_of_measures": MEASURE_NAMES,
        "label": label,
    }
    return _page(request, "network_windows.html.j2", values)


@router.get("/network/{one}/{other}")
def pair(request: Request, one: str, other: str, day: dt.date | None = None, page: int = 1) -> HTMLResponse:
    """One tie: over time, and every finding that it is made of.

    Raises:
        LookupFailed: Nothing ties the two.
    """
    workbench: Workbench = request.app.state.workbench
    known = filtered(request.query_params)
    found = relations(workbench, known.choice)
    at = min(day, found.last) if day and found.last else found.last
    tie = found.ties.on(one, other, at) if at and one != other else None
    if tie is None or not (tie.shares or tie.standing):
        msg = f"nothing that is chosen ties {one} and {other}" + (f" up to {at}" if at else "")
        raise LookupFailed(msg)
    wanted = Slice(start=ROWS * (max(page, 1) - 1), size=ROWS)
    names = workbench.names.name_of
    title = f"{names(tie.a)} and {names(tie.b)}"
    days = plot_days(found.ties, (tie.a, tie.b), tie.day)
    values = {
        "title": title,
        "filtered": known,
        "tie": tie,
        "rows": pair_rows(workbench, tie, wanted),
        "page": max(page, 1),
        "size": ROWS,
        "days": days,
        "plot": workbench.always(
            ("tie plot", found.digest, tie.a, tie.b, tie.day),
            lambda: drawn(lambda: tie_plot(found.ties, (tie.a, tie.b), days, title=f"The tie between {title} over time")),
        ),
        "treaties": _treaties(tie),
    }
    return _page(request, "network_pair.html.j2", values)


def _is_current(request: Request) -> bool:
    """Whether a page on these ties has everything in it."""
    workbench: Workbench = request.app.state.workbench
    return workbench.is_current(("relations", filtered(request.query_params).choice))


def _page(request: Request, template: str, values: dict[str, Any]) -> HTMLResponse:
    return cast(
        "HTMLResponse",
        request.app.state.pages.page(
            request, template, {"screen": "network", "shade": shade, "is_current": _is_current(request), **values}
        ),
    )


def _window_values(ties: Ties, window: Window, day: dt.date, page: int) -> dict[str, Any]:
    """The ties of a window's day: a page of them, the graph, the table of all pairs."""
    found = ties.all_on(day)
    strength = strengths(found)
    states = sorted(strength, key=lambda state: (-strength[state], state))
    start = ROWS * (max(page, 1) - 1)
    return {
        "window": window,
        "day": day,
        "ties": found[start : start + ROWS],
        "total": len(found),
        "page": max(page, 1),
        "size": ROWS,
        "most": max((abs(tie.net) for tie in found), default=0.0) or 1.0,
        "circle": circle(found, window),
        "states": states[:_MOST_IN_MATRIX],
        "states_in_all": len(states),
        "matrix": matrix(found, states[:_MOST_IN_MATRIX], window),
        "blocs": shown_bloc(window),
    }


def _windows_values(found: Divided, here: int, grain: Grain, known: Filtered) -> dict[str, Any]:
    """What tells of all windows, and where the one that is shown stands among them."""
    shown = found.windows[here]
    told = [(window, label(window, grain)) for window in found.windows]
    return {
        "title": "Network",
        "filtered": known,
        "kept": parse_qsl(known.query()),
        "grain": grain,
        "grains": tuple(Grain),
        "here": here,
        "windows": told,
        "label": label(shown, grain),
        "last_of_window": shown.end - dt.timedelta(days=1),
        "panels": panels(found, here),
        "measured": found.measures[here],
        "names_of_measures": MEASURE_NAMES,
        "moves": [move for move in found.moves if move.window == shown.start],
        "compared": None,
        "is_whole": found.is_whole,
        "label_of": lambda window: label(window, grain),
    }


def _treaties(tie: Tie) -> list[Treaty]:
    """The treaties of our table that were signed between both by the day and had not ended."""
    day = tie.day.isoformat()
    return [
        treaty
        for treaty in Treaties.load().rows
        if {tie.a, tie.b} <= set(treaty.parties) and treaty.signed <= day and (not treaty.ended or day <= treaty.ended)
    ]
