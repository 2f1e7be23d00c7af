"""Drawings: well-formed, with real words, the same for the same findings."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from tests.network.deeds import contribution

from foedus.model.network import Bloc, Window
from foedus.model.record import FindingId
from foedus.network.plots import bloc_plot, tie_plot
from foedus.network.ties import Ties

DAYS = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
TIES = Ties(
    [
        contribution("1", "PRK", "RUS", 5, "2025-03-01"),
        contribution("2", "PRK", "RUS", -2, "2025-06-18", disputed=True),
        contribution("3", "PRK", "RUS", 0, "2025-07-18"),
    ]
)
SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    """All words in a drawing, as text and not as outlines."""
    return ["".join(element.itertext()).strip() for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314  # our own


def windows() -> list[Window]:
    """Three windows, the second of which is thin."""
    made = []
    for month, members in ((1, ("DEU", "FRA")), (2, ()), (3, ("FRA", "ITA"))):
        start, end = dt.date(2025, month, 1), dt.date(2025, month + 1, 1)
        blocs = (Bloc(label="A", members=members),) if members else ()
        alone = ("GEO",) if members else ()
        made.append(Window(start=start, end=end, findings=30, states=3, thin="" if members else "thin", blocs=blocs, alone=alone))
    return made


def test_a_tie_is_drawn_with_words() -> None:
    """Axes and legend are text that can be searched; colours follow the page; the title is there for those who do not see it."""
    svg = tie_plot(TIES, ("RUS", "PRK"), DAYS, title="North Korea & Russia")
    assert {"points", "binds", "parts", "tie", "finding (hollow: disputed)"} <= set(words(svg))
    assert "marked finding" not in words(svg)
    assert svg.startswith("<svg")
    assert 'aria-label="North Korea &amp; Russia"' in svg
    assert "currentColor" in svg
    assert "#010203" not in svg


def test_the_same_findings_give_the_same_drawing() -> None:
    """No date and no random name in it; findings that are marked change it."""
    one, other = (tie_plot(TIES, ("PRK", "RUS"), DAYS, title="t") for _ in range(2))
    assert one == other
    assert "dc:date" not in one
    marked = tie_plot(TIES, ("PRK", "RUS"), DAYS, title="t", marked=[FindingId("f-2")])
    assert {"tie without the marked findings", "marked finding (hollow: disputed)", "finding"} <= set(words(marked))


def test_blocs_are_told_by_letter_and_not_by_colour_alone() -> None:
    """A row a state that is ever in a bloc, a column a window, thin ones said to be so."""
    svg = bloc_plot(windows(), lambda code: f"the {code}", title="blocs")
    told = words(svg)
    assert [name for name in told if name.startswith("the ")] == ["the FRA", "the DEU", "the ITA"]
    assert told.count("A") == 4
    assert "too thin" in told
    assert svg == bloc_plot(windows(), lambda code: f"the {code}", title="blocs")


def test_nothing_is_drawn_of_nothing() -> None:
    """Days in the wrong order, windows without a bloc."""
    with pytest.raises(ValueError, match="not after"):
        tie_plot(TIES, ("PRK", "RUS"), DAYS[::-1], title="t")
    with pytest.raises(ValueError, match="no window"):
        bloc_plot(windows()[1:2], str, title="t")
