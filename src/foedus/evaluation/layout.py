"""Scores as lines of text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from foedus.evaluation.confusion import Confusion, grid
from foedus.evaluation.mistakes import Mistake

_SHORT = 4
Ends = Sequence[float] | None


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a table: the first column to the left, the others to the right.

    >>> table(["type", "F1"], [["AID", 0.5], ["AGREE", None]])
    ['type     F1', 'AID   0.500', 'AGREE     -']
    """
    cells = [list(header), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        " ".join(cell.rjust(width) if i else cell.ljust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in cells
    ]


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def between(ends: Ends) -> str:
    """An interval as text.

    >>> between([0.25, 0.5]), between(None)
    ('0.250 to 0.500', '-')
    """
    return "-" if ends is None else f"{ends[0]:.3f} to {ends[1]:.3f}"


def share_table(values: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Measures that have precision and recall, each under its heading."""
    rows = []
    for name, told in names.items():
        _, predicted, gold = values["counts"][name]
        rows.append([told, *values[name], between(values[f"{name} interval"]), gold, predicted])
    return table(["measure", "precision", "recall", "F1", "95 % interval", "annotated", "predicted"], rows)


def accuracy_table(values: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Measures that are right or wrong."""
    rows = [[name, values[name][0], between(values[f"{name} interval"]), values[name][1]] for name in names]
    return table(["measure", "accuracy", "95 % interval", "cases"], rows)


def type_table(values: Mapping[str, Any]) -> list[str]:
    """Scores by type."""
    rows = [[event, *scores[:3], between(values["type intervals"][event]), scores[3]] for event, scores in values["types"].items()]
    return table(["type", "precision", "recall", "F1", "95 % interval", "annotated"], rows)


def confusion_table(found: Confusion, corner: str) -> list[str]:
    """A confusion table; headings of columns are cut to four letters."""
    header, rows = grid(found)
    return table([corner, *(name[:_SHORT] for name in header)], rows)


def mistake_lines(mistakes: Iterable[Mistake]) -> list[str]:
    """Mistakes by kind, each with its sentence, both readings, and what decided."""
    lines = []
    for kind, group in groupby(mistakes, key=lambda mistake: mistake.kind):
        lines += ["", f"{kind}:"]
        for mistake in group:
            lines.append(f"  {mistake.place}: {mistake.sentence}")
            lines += [f"    {name}: {told}" for name, told in (("annotated", mistake.annotated), ("coded", mistake.coded)) if told]
            lines += [f"      {reason}" for reason in mistake.because]
    return lines
