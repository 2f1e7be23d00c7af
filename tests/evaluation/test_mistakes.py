"""Mistakes by kind, with what decided on the part that is wrong."""

from typing import Any

import pytest

from foedus.evaluation.mistakes import Kind, Mistake, first_of_each, of_claims

WHY = [
    {"part": part, "rule": f"rule of {part}", "detail": "so"} for part in ("event", "actors", "recipients", "status", "act", "attribution")
]


def line(**parts: Any) -> dict[str, Any]:
    """A flat claim."""
    values: dict[str, Any] = {
        "doc": "one", "sentence": "Chad gave Mali drones.", "start": 0, "end": 22, "trigger": "gave", "event": "AID",
        "actors": ["TCD"], "recipients": ["MLI"], "status": "completed", "why": WHY,
    }  # fmt: skip
    return values | parts


@pytest.mark.parametrize(
    ("parts", "kinds", "reasons"),
    [
        ({}, [], []),
        ({"event": "AGREE", "status": "planned"}, [Kind.TYPE], ["event"]),
        ({"actors": ["NER"]}, [Kind.PARTIES], ["actors", "recipients"]),
        ({"status": "planned"}, [Kind.STATUS], ["status", "act"]),
        ({"actors": [], "status": "planned"}, [Kind.PARTIES, Kind.STATUS], ["actors", "recipients", "status", "act"]),
        ({"start": 90, "end": 99}, [Kind.MISSED, Kind.INVENTED], ["event"]),
        ({"status": "standing"}, [Kind.MISSED], []),
    ],
)
def test_kinds_and_reasons(parts: dict[str, Any], kinds: list[Kind], reasons: list[str]) -> None:
    """A wrong type is told alone; a deed may have wrong parties and a wrong status."""
    found = list(of_claims([line()], [line(**parts)]))
    assert [mistake.kind for mistake in found] == kinds
    assert [reason for mistake in found for reason in mistake.because] == [f"{part} by rule of {part}: so" for part in reasons]


def test_both_readings_are_told() -> None:
    """In one line each."""
    (found,) = of_claims([line()], [line(actors=[], recipients=["MLI", "NER"])])
    assert found.annotated == "AID “gave”, completed: TCD to MLI"
    assert found.coded == "AID “gave”, completed: nobody named to MLI+NER"


def test_so_many_of_each_kind() -> None:
    """In the order of kinds, not of documents."""
    made = [Mistake(kind=kind, place=str(n), sentence="") for n in range(3) for kind in (Kind.STATUS, Kind.MISSED)]
    assert [(mistake.kind, mistake.place) for mistake in first_of_each(made, 2)] == [
        (Kind.MISSED, "0"), (Kind.MISSED, "1"), (Kind.STATUS, "0"), (Kind.STATUS, "1"),
    ]  # fmt: skip
    assert first_of_each(made, 0) == []
