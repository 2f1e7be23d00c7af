"""Dates: resolved as far as words and publication date go, and no further."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conllu import sentence

from foedus.model.period import Precision, day
from foedus.recognition import calendars
from foedus.recognition.binding import date_of
from foedus.recognition.dates import DateRecogniser, anchor_after
from foedus.recognition.tense import Outlook
from foedus.syntax import Tree

CASES = [json.loads(line) for line in Path(__file__).parents[1].joinpath("cases/dates.jsonl").read_text(encoding="utf-8").splitlines()]
PUBLISHED = dt.date(2025, 6, 19)


@pytest.fixture(scope="module")
def recogniser() -> DateRecogniser:
    """The recogniser with its tables."""
    return DateRecogniser.load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:60])
def test_dates_of_a_sentence(recogniser: DateRecogniser, case: dict[str, object]) -> None:
    """Each sentence has exactly the dates of its row, with text, ISO form, direction and inference."""
    published = dt.date.fromisoformat(str(case["published"])) if case["published"] else None
    found = [
        [m.text, m.period.iso if m.period else None, m.direction.value, m.inferred]
        for m in recogniser.recognise(Tree(sentence(str(case["rows"]))), published)
    ]
    assert found == case["expected"]


LATER = """
They they PRON PRP 2 nsubj
left leave VERB VBD 0 root
two two NUM CD 4 nummod
days day NOUN NNS 5 obl:unmarked
later later ADV RB 2 advmod
"""


def test_anchor(recogniser: DateRecogniser) -> None:
    """`two days later` counts from the last date of the text where there is one."""
    tree = Tree(sentence(LATER))
    mentions = recogniser.recognise(tree, PUBLISHED, day(dt.date(2025, 5, 1)))
    assert [m.period and m.period.iso for m in mentions] == ["2025-05-03"]
    assert anchor_after(mentions, None) == day(dt.date(2025, 5, 3))
    assert anchor_after((), day(dt.date(2025, 5, 1))) == day(dt.date(2025, 5, 1))


REPORTED = """
He he PRON PRP 2 nsubj
said say VERB VBD 0 root
on on ADP IN 4 case
Monday Monday PROPN NNP 2 obl
that that SCONJ IN 7 mark
troops troops NOUN NNS 7 nsubj
left leave VERB VBD 2 ccomp
on on ADP IN 9 case
Friday Friday PROPN NNP 7 obl
"""
REPORTED_UNDATED = "\n".join(REPORTED.strip().splitlines()[:7])
COORDINATED = """
Lima Lima PROPN NNP 2 nsubj
froze freeze VERB VBD 0 root
accounts account NOUN NNS 2 obj
on on ADP IN 5 case
Monday Monday PROPN NNP 2 obl
and and CCONJ CC 7 cc
recalled recall VERB VBD 2 conj
envoys envoy NOUN NNS 7 obj
"""


CONDITION = """
Oslo Oslo PROPN NNP 3 nsubj
will will AUX MD 3 aux
expel expel VERB VB 0 root
envoys envoy NOUN NNS 3 obj
unless unless SCONJ IN 7 mark
Moscow Moscow PROPN NNP 7 nsubj
replies reply VERB VBZ 3 advcl
by by ADP IN 9 case
Sunday Sunday PROPN NNP 7 obl
"""
OTHER_TENSE = """
Lima Lima PROPN NNP 2 nsubj
froze freeze VERB VBD 0 root
accounts account NOUN NNS 2 obj
on on ADP IN 5 case
Monday Monday PROPN NNP 2 obl
and and CCONJ CC 8 cc
will will AUX MD 8 aux
recall recall VERB VB 2 conj
envoys envoy NOUN NNS 8 obj
"""
MISPARSED = """
Lima Lima PROPN NNP 2 nsubj
said say VERB VBD 0 root
on on ADP IN 4 case
Monday Monday PROPN NNP 7 obl
that that SCONJ IN 7 mark
troops troops NOUN NNS 7 nsubj
left leave VERB VBD 2 ccomp
"""


@pytest.mark.parametrize(
    ("rows", "token", "text"),
    [
        (MISPARSED, 6, None),
        (REPORTED, 1, "Monday"),
        (REPORTED, 6, "Friday"),
        (REPORTED_UNDATED, 1, "Monday"),
        (REPORTED_UNDATED, 6, None),
        (COORDINATED, 1, "Monday"),
        (COORDINATED, 6, "Monday"),
        (CONDITION, 2, "Sunday"),
        (OTHER_TENSE, 7, None),
    ],
)
def test_date_of_a_deed(recogniser: DateRecogniser, rows: str, token: int, text: str | None) -> None:
    """A deed has the date of its own clause, shares that of a coordinated verb, and never takes that of a verb of saying."""
    tree = Tree(sentence(rows))
    found = date_of(tree, token, recogniser.recognise(tree, PUBLISHED))
    assert (None if found is None else found.text) == text


@pytest.mark.parametrize(
    ("outlook", "expected"),
    [(Outlook.BACK, "2025-03"), (Outlook.AHEAD, "2026-03"), (Outlook.UNKNOWN, "2025-03"), (Outlook.BEGUN, "2025-03")],
)
def test_nearest_month(outlook: Outlook, expected: str) -> None:
    """A month without a year is the last one for what is past and the coming one for what is to be."""
    assert calendars.nearest(lambda year: calendars.month(year, 3), PUBLISHED, outlook).iso == expected


def test_nearest_keeps_close_to_publication() -> None:
    """A month most of a year ago is not meant where the coming one is near, but `since` always looks back."""
    july = dt.date(2025, 6, 5)
    assert calendars.nearest(lambda year: calendars.month(year, 7), july, Outlook.BACK).iso == "2025-07"
    assert calendars.nearest(lambda year: calendars.month(year, 7), july, Outlook.BEGUN).iso == "2024-07"


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 6), st.booleans())
def test_weekday_is_within_a_week(today: dt.date, number: int, future: bool) -> None:
    """The nearest weekday is that weekday, on the right side, less than a week away."""
    found = calendars.weekday(number, today, future=future)
    distance = (found - today).days if future else (today - found).days
    assert found.weekday() == number
    assert 0 <= distance < 7


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(-200, 200))
def test_months_add_up(today: dt.date, months: int) -> None:
    """Adding months lands in the right month, and never past its end."""
    moved = calendars.add_months(today, months)
    assert (moved.year * 12 + moved.month) - (today.year * 12 + today.month) == months
    assert moved.day <= today.day


@pytest.mark.parametrize(
    ("rule", "year", "iso"),
    [
        ("12-25", 2024, "2024-12-25"),
        ("easter+1", 2011, "2011-04-25"),
        ("orthodox+0", 2024, "2024-05-05"),
        ("hijri-9", 2024, "2024-03-11/2024-04-09"),
        ("lent", 1989, "1989-02-08/1989-03-25"),
    ],
)
def test_feasts(rule: str, year: int, iso: str) -> None:
    """Feasts are computed for the year."""
    assert calendars.feast(rule, year).iso == iso


def test_parts_of_a_period() -> None:
    """Halves and quarters of a year, its last month, and no more than the month for the end of a month."""
    year, july = calendars.year(2025), calendars.month(2025, 7)
    assert calendars.part_of(year, "half-2").iso == "2025-07-01/2025-12-31"
    assert calendars.part_of(year, "quarter-3").iso == "2025-07-01/2025-09-30"
    assert calendars.part_of(year, "end").iso == "2025-12"
    assert calendars.part_of(july, "end") == july
    assert calendars.part_of(july, "half-1").precision is Precision.INTERVAL
