"""The tables of the outlook: sorted, complete, and their examples are read as they say."""

import datetime as dt
from functools import cache

import pytest

from foedus.corroboration.things import Things
from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file, rows
from foedus.model.text import Origin
from foedus.outlook.laying import ConditionWords, Laying
from foedus.outlook.outcomes import ANY, Outcome, Outcomes
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import corroborate
from foedus.reading.documents import Header, document

_pipeline = cache(Pipeline.load)
OUTCOMES = list(rows(data_file("outlook/outcomes.tsv"), Outcome))
CONDITIONS = list(rows(data_file("outlook/conditions.tsv"), ConditionWords))


def test_rows_are_sorted_and_once() -> None:
    """Outcomes by promise and deed, conditions by their words."""
    keys = [(row.promise, row.promise_mode, row.deed, row.deed_modes) for row in OUTCOMES]
    words = [row.words for row in CONDITIONS]
    assert keys == sorted(set(keys))
    assert words == sorted(set(words))


def test_every_promise_can_be_fulfilled_and_classes_exist() -> None:
    """A promise that no deed fulfils could only stay open."""
    fulfilled = {row.promise for row in OUTCOMES if row.bears == "fulfils"}
    known = {thing for group in ("meeting", "pact", "law", "ceasefire") for thing in Things.load().named(group)}
    assert fulfilled == {row.promise for row in OUTCOMES}
    assert {name for row in OUTCOMES for name in row.classes} <= known


@pytest.mark.parametrize(("change", "message"), [({"promise": "REQUEST"}, "no promise"), ({"deed_modes": "flying"}, "flying")])
def test_broken_rows_are_refused(change: dict[str, str], message: str) -> None:
    """A request is no promise; a mode must be in the codebook."""
    values = {"promise": "AGREE", "promise_mode": ANY, "deed": "AID", "bears": "fulfils", "by": "actor", "things": "same"}
    row = Outcome(**({**values, "means": "", "example": ""} | change))  # type: ignore[arg-type]  # the fields of the row
    with pytest.raises(DataError, match=message):
        Outcomes([row], Codebook.load())


@pytest.mark.slow
@pytest.mark.parametrize("row", OUTCOMES, ids=[f"{row.name}:{row.promise_mode}" for row in OUTCOMES])
def test_examples_tell_the_deed(row: Outcome) -> None:
    """A claim of the example is of the row's type, and has one of its words."""
    made = document(row.example, row.example.encode(), Origin(), Header(name="example", language="en", extractor="test/1"))
    coded = _pipeline().code(made.kept[0])
    triggers = [(c.event, row.example[c.event.trigger.start : c.event.trigger.end]) for c in coded.claims]
    assert any(row.suits(event, trigger) for event, trigger in triggers), [(e.type, e.mode, t) for e, t in triggers]


@pytest.mark.slow
@pytest.mark.parametrize("row", CONDITIONS, ids=[row.words for row in CONDITIONS])
def test_conditions_are_read_whole(row: ConditionWords) -> None:
    """The exact words between the asterisks."""
    text, wanted = row.example.replace("*", ""), row.example.split("*")[1]
    header = Header(name="example", language="en", extractor="test/1", published=dt.date(2025, 3, 1))
    coded = _pipeline().code(document(text, text.encode(), Origin(), header).kept[0])
    laying = Laying({c.id: c for c in coded.claims}, {coded.document.id: coded.document}, Outcomes.load(), Things.load().named)
    found = [laying.lay(finding) for finding in corroborate([coded.document], coded.claims)]
    assert wanted in [condition.words for item in found for condition in laying.conditions(item.promises)]
