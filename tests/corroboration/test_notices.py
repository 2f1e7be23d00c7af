"""The cues of corrections and retractions, each on its own example, and how far a notice reaches."""

import re
from collections.abc import Callable

import msgspec
import pytest

from foedus.corroboration.notices import NONE, Cue, Notice, NoticeReader
from foedus.errors import DataError
from foedus.model.text import Document

Make = Callable[..., Document]
READER = NoticeReader.load()
ROWS = {row.cue: row for row in READER.rows}


def plain(row: Cue) -> tuple[str, str]:
    """The example of a row without asterisks, and the words between them."""
    before, words, after = row.example.split("*")
    return f"{before}{words}{after}", words


def only(document: Document) -> Notice:
    """The one notice of a document."""
    (notice,) = READER.read(document)
    return notice


def test_rows_are_sorted() -> None:
    """A reader of the table finds a cue by its place."""
    assert list(ROWS) == sorted(ROWS)


@pytest.mark.parametrize("cue", [row.cue for row in READER.rows if row.kind != NONE])
def test_each_cue_is_found_in_its_example(cue: str) -> None:
    """The words between the asterisks are the cue, and no cue of the sentence says that another kind of thing was done."""
    row = ROWS[cue]
    text, words = plain(row)
    hits = READER.matches(text)
    assert words in [text[start:end] for hit, start, end in hits if hit.cue == cue]
    assert {(hit.kind, hit.who) for hit, _, _ in hits} == {(row.kind, row.who)}


@pytest.mark.parametrize("cue", [row.cue for row in READER.rows if row.kind == NONE])
def test_false_friends_are_no_notice(cue: str, make_report: Make) -> None:
    """An example of words that only look like a notice has none; the row is what takes them out or stands for what does."""
    text, words = plain(ROWS[cue])
    assert READER.read(make_report("r", text)) == ()
    alone = NoticeReader([Cue(cue=cue, kind="correction", who="outlet", reach="sentence", example="")])
    assert [re.sub(r"\W+$", "", text[start:end]) for _, start, end in alone.matches(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Correctional officers met the minister in Oslo.",
        "Bonn retracted nothing, and Paris withdrew 400 soldiers from Chad.",
        "The corrected budget foresees 12 frigates for Chile.",
        "The envoy said that the earlier version of the treaty was better.",
        "“Please correct me,” the minister told the envoy of Peru.",
        "Mali will not withdraw its claim that Niger shelled the border.",
        "Shares fell in a correction; Turkey sent 25 trucks to Mali.",
    ],
)
def test_ordinary_reports_hold_no_notice(text: str, make_report: Make) -> None:
    """Words of correction and withdrawal in ordinary reports are no notice."""
    assert READER.read(make_report("r", text)) == ()


def test_a_label_alone_reaches_over_the_next_paragraph(make_report: Make) -> None:
    """A label that stands alone has the paragraph after it in view, and no more."""
    document = make_report("r", "CORRECTION\n\nTurkey handed 25 trucks to Mali.\n\nThe weather was fine.")
    notice = only(document)
    assert document.text[notice.start : notice.end].strip().endswith("to Mali.")


def test_a_headline_labels_the_first_paragraph(make_report: Make) -> None:
    """A label in the headline has no offset of its own; the first paragraph is its passage."""
    text = "Turkey handed 25 trucks to Mali, not 52.\n\nThe weather was fine."
    notice = only(msgspec.structs.replace(make_report("r", text), title="Correction: trucks"))
    assert (notice.at, notice.start, text[notice.start : notice.end]) == (-1, 0, "Turkey handed 25 trucks to Mali, not 52.")
    assert [text[start:end] for start, end in notice.against] == ["52"]


def test_this_article_means_the_whole_report(make_report: Make) -> None:
    """A notice that withdraws `this article` reaches over all of it."""
    document = make_report("r", "Turkey handed 25 trucks to Mali.\n\nThis article has been retracted.")
    notice = only(document)
    assert (notice.kind, notice.start, notice.end) == ("retraction", 0, len(document.text))


def test_what_was_wrong_ends_with_its_clause(make_report: Make) -> None:
    """The clause that tells what an earlier version said is wrong, the clause after the semicolon is not."""
    text = "An earlier version of this article said that Turkey handed 52 trucks to Mali; the figure is 25."
    (wrong,) = only(make_report("r", text)).wrong
    assert text[slice(*wrong)].endswith("to Mali")


def test_a_quoted_speaker_is_not_the_outlet(make_report: Make) -> None:
    """What somebody says between quotation marks is no notice of the outlet."""
    for text in ("“We retract our statement,” the minister said.", '"We retract our statement," the minister said.'):
        assert not only(make_report("r", text)).by_outlet
    assert only(make_report("r", "We retract our report on the trucks.")).by_outlet


def test_a_row_without_speaker_is_refused() -> None:
    """A cue must say who speaks, and stand once."""
    row = Cue(cue="we correct", kind="correction", who="outlet", reach="sentence", example="")
    for table in ([row, row], [Cue(cue="we correct", kind="correction", example="")]):
        with pytest.raises(DataError, match="we correct"):
            NoticeReader(table)
