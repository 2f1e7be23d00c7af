"""The tables of corroboration are sorted, and say what their README says."""

import pytest

from foedus.corroboration.credits import Agency, load_agencies
from foedus.corroboration.rarity import Count, Rarity
from foedus.corroboration.things import Thing, Things
from foedus.corroboration.wording import stem
from foedus.lexicon.tables import data_file, rows


def test_classes_are_sorted_and_apart() -> None:
    """Each class stands once, in order, and no word twice in it."""
    table = list(rows(data_file("corroboration/things.tsv"), Thing))
    assert [row.thing for row in table] == sorted({row.thing for row in table})
    for row in table:
        assert len(row.words.split()) == len(set(row.words.split())), row.thing


def test_agencies_are_sorted_and_their_forms_apart() -> None:
    """No form means two agencies."""
    table = list(rows(data_file("corroboration/agencies.tsv"), Agency))
    assert [row.name for row in table] == sorted({row.name for row in table}, key=str.casefold)
    forms = [form for row in table for form in {row.name, *row.short.split("|")}]
    assert len(forms) == len(set(forms)) == len(load_agencies())


@pytest.mark.parametrize(
    ("first", "second"), [("welders", "labourers"), ("troops", "battalion"), ("treaty", "accord"), ("lorries", "trucks")]
)
def test_words_of_one_class_meet(first: str, second: str) -> None:
    """Two words for one kind of thing share a class."""
    things = Things.load()
    assert things.classes(stem(first)) & things.classes(stem(second))


def test_rarity_is_sorted_counted_and_cut_as_words_are() -> None:
    """Every stem is one that cutting leaves as it is or makes of some word, and none is in more documents than there are."""
    table = [*rows(data_file("corroboration/rarity.tsv"), Count)]
    stems = [row.stem for row in table]
    assert stems == sorted(set(stems))
    total = next(row.documents for row in table if row.stem == "*")
    assert all(0 < row.documents <= total for row in table)
    rarity = Rarity.load()
    assert rarity.weight(stem("drones")) < rarity.weight(stem("know-how")) == rarity.weight("zzz")
    assert rarity.weight(stem("ministers")) < rarity.weight(stem("drones"))
