"""Two versions of a brief, line by line."""

import pytest
from msgspec.structs import replace

from foedus.desk.versions import differences
from foedus.model.brief import Brief, Citation, Plot, Row, Section, Statement, Table
from foedus.model.record import ClaimId


def told(text: str, *claims: str, label: str = "", first: int = 1) -> Statement:
    """A sentence that cites claims by numbers from the first."""
    cited = tuple(Citation(claim=ClaimId(claim), number=number) for number, claim in enumerate(claims, start=first))
    return Statement(text=text, citations=cited, label=label)


def brief(*statements: Statement, cells: tuple[str, ...] = ("a", "b")) -> Brief:
    """A brief of one section, with a table and a drawing."""
    table = Table(caption="c", columns=("x", "y"), rows=(Row(cells=cells, citations=()),))
    plot = Plot(key="p", caption=told("A map", "c-9"), svg="", twin=table)
    section = Section(key="key", title="Key points", statements=statements, plots=(plot,))
    return Brief(title="t", cutoff=None, scope="s", sections=(section,), sources=(), method="m")


OLD = told("They met.", "c-1", "c-2")


@pytest.mark.parametrize("new", [OLD, told("They met.", "c-1", "c-2", first=7), told("They met.", "c-2", "c-1")])
def test_numbers_and_order_of_sources_do_not_count(new: Statement) -> None:
    """They follow from what else is in a brief."""
    assert not any(part.is_other for part in differences(brief(OLD), brief(new)))


@pytest.mark.parametrize("new", [told("They met in Oslo.", "c-1", "c-2"), told("They met.", "c-1"), replace(OLD, label="disputed")])
def test_other_words_claims_or_cautions_are_another_line(new: Statement) -> None:
    """The old one is gone and the new one new."""
    found = next(part for part in differences(brief(OLD), brief(new)) if part.is_other)
    assert ([line.text for line in found.gone], [line.text for line in found.new], found.same) == ([OLD.text], [new.text], 2)


def test_a_line_that_is_told_twice_is_two() -> None:
    """Of two alike one may go."""
    found = next(part for part in differences(brief(OLD, OLD), brief(OLD)) if part.is_other)
    assert (len(found.gone), len(found.new)) == (1, 0)


def test_rows_of_drawings_count() -> None:
    """Cell by cell."""
    found = next(part for part in differences(brief(cells=("a", "b")), brief(cells=("a", "c"))) if part.is_other)
    assert (found.gone[0].text, found.new[0].text) == ("a | b", "a | c")


def test_a_part_that_only_the_earlier_has_is_gone() -> None:
    """With all its lines, after the parts of the later."""
    parts = differences(brief(OLD), replace(brief(OLD), sections=()))
    assert (parts[-1].title, len(parts[-1].gone), parts[-1].same) == ("Key points", 3, 0)
