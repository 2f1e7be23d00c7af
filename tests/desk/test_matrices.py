"""The matrix of a finding: who agrees, differs, is silent."""

import pytest
from tests.desk.conftest import claim, conflict, document, evidence, finding, place

from foedus.desk.matrices import SLOTS, Line, Standing, matrix_of
from foedus.model.claim import Claim, Status
from foedus.model.finding import Conflict


def _matrix(claims: tuple[Claim, ...], *conflicts: Conflict, echoes: tuple[str, ...] = (), outlet: str = "") -> tuple[Line, ...]:
    made = finding(*claims, echoes=echoes, conflicts=conflicts)
    documents = tuple(document(one.name, outlet=outlet, day=day) for day, one in enumerate(claims, start=1))
    return matrix_of(made, evidence(documents, claims, (made,)))


def _column(lines: tuple[Line, ...], slot: str) -> list[tuple[Standing, str]]:
    return [(line.cells[SLOTS.index(slot)].standing, line.cells[SLOTS.index(slot)].word) for line in lines]


def test_values_agree_unless_the_weighing_found_a_difference() -> None:
    """However they are written."""
    lines = _matrix((claim("a", where=place("Bamako")), claim("b", where=place("the city of Bamako")), claim("c")))
    assert _column(lines, "place") == [(Standing.AGREE, "agree"), (Standing.AGREE, "agree"), (Standing.SILENT, "silent")]
    assert [entry.value for entry in lines[1].cells[SLOTS.index("place")].entries] == ["the city of Bamako"]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("conflict", (Standing.DIFFER, "differ")), ("update", (Standing.OTHER, "update")), ("refines", (Standing.OTHER, "refines"))],
)
def test_what_stands_apart_is_named_by_the_relation(relation: str, expected: tuple[Standing, str]) -> None:
    """Only a conflict is called a difference."""
    claims = (claim("a"), claim("b"), claim("c", status=Status.COMPLETED))
    lines = _matrix(claims, conflict("status", relation, a="planned", b="planned", c="completed"))
    assert _column(lines, "status") == [(Standing.AGREE, "agree"), (Standing.AGREE, "agree"), expected]


def test_where_as_many_say_one_as_the_other_the_first_is_what_is_held_against() -> None:
    """The order is that of publication."""
    lines = _matrix((claim("b"), claim("a", status=Status.COMPLETED)), conflict("status", "conflict", b="planned", a="completed"))
    assert [line.outlet for line in lines] == ["Outlet b", "Outlet a"]
    assert [standing for standing, _ in _column(lines, "status")] == [Standing.AGREE, Standing.DIFFER]


def test_a_value_that_nobody_else_gives_stands_alone() -> None:
    """It agrees with nobody."""
    assert _column(_matrix((claim("a", where=place("Bamako")), claim("b"))), "place")[0] == (Standing.ALONE, "alone")


def test_voices_are_held_against_each_other_by_their_words() -> None:
    """Another voice is no contradiction."""
    lines = _matrix((claim("a", voice="The Ministry"), claim("b", voice="the  ministry"), claim("c")))
    assert _column(lines, "attribution") == [(Standing.AGREE, "agree"), (Standing.AGREE, "agree"), (Standing.OTHER, "other voice")]


def test_reports_of_one_outlet_share_a_line() -> None:
    """Which is an echo only if all of them are."""
    lines = _matrix((claim("a"), claim("b")), echoes=("b",), outlet="Test Post")
    assert [(line.outlet, line.documents, line.is_echo) for line in lines] == [("Test Post", ("a", "b"), False)]
    assert [line.is_echo for line in _matrix((claim("a"), claim("b")), echoes=("b",))] == [False, True]
