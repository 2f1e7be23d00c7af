"""Values that a person states: read by our own tables, refused where they leave a choice."""

from decimal import Decimal

import pytest

from foedus.errors import JudgementError
from foedus.model.judgement import Stated
from foedus.pipeline.documents import read_stated

Ends = tuple[int | None, int | None]


def read(slot: str, value: str) -> Stated:
    """What a value is read as."""
    found = read_stated(slot, value)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "ends", "unit"),
    [
        ("12,000 workers", (12000, 12000), "workers"),
        ("up to 300", (None, 300), ""),
        ("at least 20 tanks", (20, None), "tanks"),
        ("20 to 30 trucks", (20, 30), "trucks"),
        ("1,500 tonnes of rice", (1500, 1500), "tonnes"),
        ("$5 billion", (5 * 10**9, 5 * 10**9), "USD"),
    ],
)
def test_a_quantity_is_read_as_in_a_text(value: str, ends: Ends, unit: str) -> None:
    """Bounds, numbers and units are those of reports; the words stay as stated, and stand nowhere in the text."""
    quantity = read("quantity", value).quantity
    assert quantity is not None
    assert (quantity.low, quantity.high) == tuple(None if end is None else Decimal(end) for end in ends)
    assert (quantity.unit, quantity.text, quantity.start, quantity.written("another text")) == (unit, value, -1, value)


@pytest.mark.parametrize(
    ("value", "name", "country", "precision"),
    [
        ("Dakar", "Dakar", "SEN", "settlement"),
        ("Moscow, RUS", "Moscow", "RUS", "settlement"),
        ("Moscow, Russia", "Moscow", "RUS", "settlement"),
        ("Minsk", "Minsk", "BLR", "settlement"),
        ("the Black Sea", "Black Sea", None, "region"),
        ("55.82,52.03 Alabuga, RUS", "Alabuga", "RUS", "site"),
        ("-1.5, 30 a camp on the road", "a camp on the road", None, "site"),
    ],
)
def test_a_place_is_the_one_that_its_name_leaves(value: str, name: str, country: str | None, precision: str) -> None:
    """A name alone where it is unique under its usual form, else with its country, or a point with any name."""
    place = read("place", value).place
    assert place is not None
    assert (place.text, place.country, place.precision) == (name, country, precision)
    assert None not in (place.latitude, place.longitude)


@pytest.mark.parametrize(
    ("value", "iso"), [("2025-06-18", "2025-06-18"), ("2025-06", "2025-06"), ("2025", "2025"), ("2025-06-18/2025-06-20",) * 2]
)
def test_a_date_is_read_at_its_own_grain(value: str, iso: str) -> None:
    """A day, a month, a year or an interval."""
    date = read("date", value).date
    assert date is not None
    assert date.period is not None
    assert date.period.iso == iso


@pytest.mark.parametrize(
    ("slot", "value", "message"),
    [
        ("quantity", "many", "holds no quantity"),
        ("quantity", "12,000 workers and 300 tanks", "holds 2 quantities"),
        ("quantity", "first 800 workers", "only '800 workers' is read"),
        ("place", "Moscow", r"is 3 places .*capital, RUS.*name it with its country"),
        ("place", "Springfield, USA", "and others"),
        ("place", "Nowhereville", "is no place of the gazetteer"),
        ("place", "95,3 Camp", "no point on earth"),
        ("date", "June", "is no date: give a day"),
        ("date", "2025-06-18/2025-06-10", "is no date"),
    ],
)
def test_what_leaves_a_choice_is_refused(slot: str, value: str, message: str) -> None:
    """The message says what was read and what to write instead."""
    with pytest.raises(JudgementError, match=message):
        read_stated(slot, value)


@pytest.mark.parametrize(("slot", "value"), [("quantity", ""), ("place", " "), ("status", "planned")])
def test_nothing_is_read_where_nothing_is_stated(slot: str, value: str) -> None:
    """An empty value stands for none, and other slots hold words of their own."""
    assert read_stated(slot, value) is None
