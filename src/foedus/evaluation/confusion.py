"""Confusion tables: what was annotated by what was predicted."""

from collections import Counter
from collections.abc import Iterable, Mapping

MISSED, INVENTED = "missed", "invented"

Confusion = Mapping[str, Mapping[str, int]]


def confusion(readings: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Count pairs of an annotated and a predicted value.

    Args:
        readings: Annotated and predicted value; `missed` for the predicted value where there is none, `invented` for the
            annotated one.

    Returns:
        Annotated value, in order of the alphabet and `invented` last, to predicted value to cases.

    >>> confusion([("AID", "AID"), ("AID", "missed"), ("invented", "ACCUSE")])
    {'AID': {'AID': 1, 'missed': 1}, 'invented': {'ACCUSE': 1}}
    """
    found: dict[str, dict[str, int]] = {}
    for (gold, predicted), cases in sorted(Counter(readings).items(), key=lambda item: [_place(value) for value in item[0]]):
        found.setdefault(gold, {})[predicted] = cases
    return found


def grid(table: Confusion) -> tuple[list[str], list[list[object]]]:
    """A confusion table as a header and rows, empty cells as a point; columns in the order of the rows."""
    predicted = sorted({value for row in table.values() for value in row}, key=_place)
    return predicted, [[gold, *(row.get(value, ".") for value in predicted)] for gold, row in table.items()]


def _place(value: str) -> tuple[bool, str]:
    return value in {MISSED, INVENTED}, value
