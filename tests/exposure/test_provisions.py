"""The shipped rows are whole and checked; a broken one is named with its fault."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.brief.wording import status_phrases
from foedus.errors import DataError
from foedus.exposure.provisions import Provisions
from foedus.exposure.things import Things
from foedus.exposure.treaties import Treaties
from foedus.lexicon.tables import data_folder
from foedus.model.exposure import Activity, Confidence, Modality

ROW = """instrument = "Rule"
issuer = "Somebody"

[[provision]]
id = "rule-1"
paragraph = "1"
cite = "Rule, para 1"
effect = "prohibition"
modality = "binding"
paraphrase = "Nothing may pass."
status = "in force"
bound = ["UN"]
bound_role = "other"
regulated = ["PRK"]
regulated_role = "taker"
activity = ["arms_transfer"]
object = ["arms"]
in_force = [{ from = "2006-10-14" }]
confidence = "verified"
checked_on = "2026-01-01"
source = "The text"
"""
# words of likelihood and of status are the reports', or a person's: no question may bring them into a brief
_RESERVED = re.compile(
    rf"\b(likely|unlikely|probabl[ey]|improbabl[ey]|certain|certainly|remote|chance|odds|{'|'.join(status_phrases())})\b"
)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Provisions]:
    """Loads a folder with one file of that text."""

    def made(text: str) -> Provisions:
        (tmp_path / "rule.toml").write_text(text, encoding="utf-8")
        return Provisions.load(tmp_path)

    return made


def test_all_rows_are_shipped_and_the_unchecked_are_drafts() -> None:
    """103 rows; a draft has no day of a check, any other row has one and a source."""
    rows = Provisions.load().rows
    assert len(rows) == 103
    drafts = [row for row in rows if row.is_draft]
    assert {row.confidence for row in drafts} == {Confidence.RECALLED}
    assert all(row.checked_on and row.source for row in rows if not row.is_draft)
    assert {row.modality for row in rows} == set(Modality)


def test_bound_and_regulated_parties_are_apart() -> None:
    """No tested row on a transfer or on labour regulates whom it binds in the same part."""
    for row in Provisions.load().rows:
        assert not (row.tested and row.regulated and row.bound_role == row.regulated_role), row.id


def test_questions_can_stand_in_a_brief() -> None:
    """They end as questions, and hold no word that the brief's gate reserves and no quotation."""
    for row in Provisions.load().rows:
        for question in (*(part.question for part in row.element), *(part.question for part in row.exception)):
            assert question.endswith("?"), row.id
            assert not _RESERVED.search(question), row.id
            assert "“" not in question, row.id


def test_every_activity_is_told_and_used() -> None:
    """The closed list, its table and the rows agree."""
    used = {activity for row in Provisions.load().rows for activity in row.activity}
    assert used == {activity.value for activity in Activity}


def test_one_file_an_instrument() -> None:
    """Files hold rows of one issuer, and each has a row."""
    folder = data_folder() / "provisions"
    files = [path for path in folder.iterdir() if path.name.endswith(".toml")]
    assert len(files) >= 45


def test_a_whole_row_loads(load: Callable[[str], Provisions]) -> None:
    """What stands at the head of the file holds for its rows."""
    assert load(ROW)["rule-1"].issuer == "Somebody"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('["arms_transfer"]', '["mischief"]', "unknown activity 'mischief'"),
        ('["UN"]', '["the whole world"]', "unknown group 'the whole world'"),
        ('["arms"]', '["sweets"]', "no class of things 'sweets'"),
        ('"prohibition"', '"frown"', "unknown effect 'frown'"),
        ('from = "2006-10-14"', 'from = "14.10.2006"', "not ISO 8601"),
        ('checked_on = "2026-01-01"\n', "", "needs source and checked_on"),
        ('"verified"', '"recalled"', "a draft has no day"),
        ('"verified"', '"sure"', "confidence"),
        ('bound = ["UN"]\n', "", "needs who is bound"),
        ('bound_role = "other"', 'bound_role = "listed"', "nobody is bound as listed"),
        ('regulated_role = "taker"', 'regulated_role = "listed"', "needs names or a list"),
        ('regulated_role = "taker"', 'regulated_role = "place"', "needs place_names or places"),
        ('paragraph = "1"\n', "", "paragraph"),
        ('paragraph = "1"', 'paragraph = "1"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_row_is_named_with_its_fault(load: Callable[[str], Provisions], old: str, new: str, fault: str) -> None:
    """The message has the row's id and what is wrong with it."""
    assert old in ROW
    with pytest.raises(DataError, match="rule-1") as caught:
        load(ROW.replace(old, new))
    assert fault in str(caught.value)


def test_an_id_stands_once(load: Callable[[str], Provisions]) -> None:
    """Twice is a fault."""
    row = ROW[ROW.index("[[provision]]") :]
    with pytest.raises(DataError, match="rule-1 stand more than once"):
        load(f"{ROW}\n{row}")


def test_treaties_have_known_flags_and_parties() -> None:
    """22 articles in 9 treaties; the two of the same title differ in what they oblige to."""
    treaties = {treaty.id: treaty for treaty in Treaties.load().rows}
    assert sum(len(treaty.obligation) for treaty in treaties.values()) == 22
    flags = {key: {flag for part in treaties[key].obligation for flag in part.flags} for key in ("prk-rus-2024", "irn-rus-2025")}
    assert "defense" in flags["prk-rus-2024"]
    assert "defense" not in flags["irn-rus-2025"]


@pytest.mark.parametrize(
    ("text", "surely", "maybe"),
    [
        ("attack drones", {"uav", "arms", "goods", "military_uav"}, {"missile_technology", "aerospace", "engineering"}),
        ("diesel", {"refined_oil", "fuel", "goods"}, set()),
        ("oil", {"fuel", "goods"}, {"crude_oil", "refined_oil"}),
    ],
)
def test_what_a_thing_is_and_may_be(text: str, surely: set[str], maybe: set[str]) -> None:
    """Longest term first; what holds always is inherited, what may hold is not."""
    (seen,) = Things.load().seen(text, 0, len(text))
    assert seen.surely == surely
    assert maybe <= seen.maybe
    assert "crude_oil" not in seen.maybe or text == "oil"
