"""Tab-separated lines: as many cells as were given, whatever stands in them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.export.tabbed import Cell, write_lines


def written(*lines: list[Cell]) -> str:
    """What is written for these lines."""
    target = io.BytesIO()
    write_lines(lines, target)
    return target.getvalue().decode()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (-2.0, "-2"),
        (-2.5, "-2.5"),
        (1234567.0, "1234567"),
        ("two\tcells\n", "two cells"),
        ('the "plan"', "the 'plan'"),
        ("=1+1", "'=1+1"),
    ],
)
def test_a_cell(cell: Cell, text: str) -> None:
    """Unknown is empty, whole numbers have no point, text breaks no line and is no formula."""
    assert written([cell]) == f"{text}\n"


@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=5))
def test_no_text_breaks_a_line(cells: list[list[str]]) -> None:
    """Split at line ends and tabs, the table has the shape that it was given."""
    text = written(*[list[Cell](line) for line in cells])
    assert [len(line.split("\t")) for line in text.split("\n")[:-1]] == [3] * len(cells)
    assert '"' not in text
