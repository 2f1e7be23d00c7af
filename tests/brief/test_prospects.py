"""The outlook in the brief: commitments, follow-through, open questions and what to watch, each cited and past the gate."""

import datetime as dt

import msgspec
import pytest
from tests.brief.mutants import of_record
from tests.brief.reports import claim, composed, conflict, event, finding, name_of, report, span
from tests.brief.reports import evidence as made_of
from tests.outlook.promises import Ledger

from foedus.brief.checking import check
from foedus.brief.evidence import Evidence
from foedus.brief.gate.kinds import row_faults
from foedus.brief.gate.prospects import COMMITMENT_COLUMNS
from foedus.brief.prospects import MAX_COMMITMENTS, MAX_OF_TOPIC, MAX_QUESTIONS, MAX_WATCHED, rate
from foedus.brief.wording import Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Section, Table
from foedus.model.commitment import Due, FollowThrough, Outlook, Pledge, Question, Share
from foedus.model.record import ClaimId
from foedus.pipeline.briefing import outlook_on

replace = msgspec.structs.replace
NOTHING = Outlook(today=None, commitments=(), follow_through=(), questions=(), watch=())


def promised(days: int = 1) -> Evidence:
    """A promise of workers, so many in a row; the first is kept in part, and the reports go on to June."""
    ledger = Ledger()
    for day in range(1, days + 1):
        ledger.tell(f"AGREE PRK > S{day}", "800 workers", f"2025-01-{day:02d}", "planned", "will send")
    ledger.tell("COOPERATE PRK > S1", "300 workers", "2025-03-01", "completed", "has sent")
    ledger.tell("ACCUSE JPN > USA", "words", "2025-06-01")
    return made_of(ledger.documents, ledger.claims, ledger.findings)


def told(found: Evidence, outlook: Outlook | None = None) -> tuple[Section, Brief, Evidence]:
    """The outlook section of a brief that passed the gate."""
    whole = replace(found, assessed=replace(found.assessed, outlook=outlook or outlook_on(found)))
    brief = composed(whole)
    return next(section for section in brief.sections if section.key == "outlook"), brief, whole


def table(section: Section, caption: str) -> Table:
    """The table of a caption that begins so."""
    return next(table for table in section.tables if table.caption.startswith(caption))


def test_a_commitment_is_a_row_with_its_words_and_what_became_of_it() -> None:
    """Who, to whom, since when, until when, what was seen of it, and what would be the rest; it cites promise and deed."""
    section, _, _ = told(promised())
    (row,) = table(section, "What was promised").rows
    words, kind, by, to, made, due, became, ways = row.cells
    assert (words, kind, by, to, made, due) == ("“will send 800 workers”", "promise", "North Korea", "S1", "1 January 2025", "—")
    assert became == "seen in part: 300 of “800 workers” seen"
    assert ways
    assert len(row.citations) == 2
    assert row.kind == "commitment"
    assert row.label == "single origin"


def test_no_more_rows_than_can_be_read() -> None:
    """The rest is counted, and the command named that shows it."""
    section, _, _ = told(promised(MAX_COMMITMENTS + 3))
    assert len(table(section, "What was promised").rows) == MAX_COMMITMENTS
    assert len(table(section, "What is not known").rows) <= MAX_QUESTIONS
    assert len(table(section, "What to watch").rows) <= MAX_WATCHED
    assert section.left_out >= 3
    assert section.more == "foedus outlook"


def test_questions_are_of_several_topics() -> None:
    """Few on one topic, however many there are; each with what would answer it, in the words of its record."""
    section, _, whole = told(promised(9))
    rows = table(section, "What is not known").rows
    asked = [row.about for row in rows]
    assert max(asked.count(topic) for topic in asked) <= MAX_OF_TOPIC
    outlook = whole.assessed.outlook
    assert outlook is not None
    known = {(question.text, question.answer) for question in outlook.questions}
    assert {row.cells for row in rows} <= known


def test_a_question_that_cannot_be_cited_is_left_out() -> None:
    """Its quotation stands in no cited sentence."""
    found = promised()
    one = found.findings[0]
    question = Question(
        topic="date", text="By when is “will do more” due?", answer="A date.", rank=9, why="", findings=(one.id,), claims=one.supporting
    )
    section, _, _ = told(found, replace(NOTHING, questions=(question,)))
    assert not section.tables
    assert section.left_out == 1


def test_rival_dates_are_asked_about_without_quotation_marks() -> None:
    """A resolved date is no exact word of anybody."""
    ledger = Ledger()
    claims = [ledger.claim("AGREE PRK > RUS", "ships", f"2025-01-0{day}", "planned", "will send") for day in (1, 2)]
    moved = conflict("date", ("2025-05-03", claims[0]), ("2025-05-09", claims[1]))
    dated = finding(claims, conflicts=(moved,))
    found = made_of(ledger.documents, claims, [dated])
    outlook = outlook_on(found)
    question = next(question for question in outlook.questions if question.topic == "disputed date")
    assert "“2025-05-03”" not in question.text
    assert "2025-05-03 or 2025-05-09" in question.text


def group(*shares: Share, number: int = 40, seen: int = 30, actor: str = "") -> FollowThrough:
    """Promises that were followed."""
    return FollowThrough(pledge=Pledge.PROMISE, actor=actor, number=number, seen=seen, reversed=1, shares=shares)


EARNED = Share(days=180, share=0.75, low=0.6, high=0.79, at_risk=12, seen=28, word="likely")
TOO_FEW = Share(days=365, share=None, at_risk=1, seen=30)


def rated(*groups: FollowThrough) -> tuple[Section, Brief, Evidence]:
    """A brief with these groups."""
    found = promised()
    return told(found, replace(outlook_on(found), follow_through=groups))


def test_a_likelihood_word_stands_with_the_rate_that_earned_it() -> None:
    """Numbers, interval, those still followed; the longest time that allows a share."""
    section, _, _ = rated(group(EARNED, TOO_FEW))
    (statement,) = section.statements
    assert statement.text == (
        "Of 40 promises that were followed, 30 were seen carried out at least in part, 1 called off; "
        "75 % within 180 days (interval 60 to 79 %; 28 seen, 12 still followed then), which is called likely."
    )


def test_too_few_to_say_says_how_many() -> None:
    """No share and no word; that it holds of each actor too goes without saying."""
    section, _, _ = rated(group(TOO_FEW), group(TOO_FEW, number=3, seen=1, actor="PRK"))
    (statement,) = section.statements
    assert statement.text == (
        "Too few promises were followed to say how often such are kept: 40 followed, 30 seen carried out at least in part, 1 called off."
    )


def test_groups_that_the_brief_does_not_touch_are_not_told() -> None:
    """Nor are those by type or context."""
    section, _, _ = rated(group(EARNED, actor="JPN"), replace(group(EARNED), event="AGREE"), replace(group(EARNED), pledge=Pledge.THREAT))
    assert not section.statements


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("which is called likely", "which is called unlikely"),
        ("75 %", "85 %"),
        ("; 75 % within 180 days (interval 60 to 79 %; 28 seen, 12 still followed then), which is called likely", "; likely"),
    ],
)
def test_another_rate_or_a_word_without_its_rate_fails_the_gate(old: str, new: str) -> None:
    """A likelihood word is carried by its own rate alone."""
    section, brief, whole = rated(group(EARNED))
    (statement,) = section.statements
    assert old in statement.text
    broken = replace(section, statements=(replace(statement, text=statement.text.replace(old, new)),))
    sections = tuple(broken if one.key == "outlook" else one for one in brief.sections)
    with pytest.raises(BriefError, match="Outlook"):
        check(replace(brief, sections=sections), whole, name_of)


@pytest.mark.parametrize(
    ("caption", "fault"),
    [
        ("What was promised", "In exact words is not"),
        ("What is not known", "nobody asked"),
        ("What to watch", "nothing that is watched so"),
    ],
)
def test_a_row_with_a_name_that_is_not_in_its_record_fails_the_gate(caption: str, fault: str) -> None:
    """Tables are checked like sentences."""
    section, brief, whole = told(promised(2))
    tables = tuple(
        replace(one, rows=(replace(one.rows[0], cells=(f"{one.rows[0].cells[0]} Iran", *one.rows[0].cells[1:])), *one.rows[1:]))
        if one.caption.startswith(caption)
        else one
        for one in section.tables
    )
    sections = tuple(replace(one, tables=tables) if one.key == "outlook" else one for one in brief.sections)
    with pytest.raises(BriefError, match=fault):
        check(replace(brief, sections=sections), whole, name_of)


def test_without_an_outlook_the_section_says_so() -> None:
    """Nothing is promised, nothing asked."""
    section, _, _ = told(promised(), NOTHING)
    assert (section.statements, section.tables, section.left_out) == ((), (), 0)
    assert section.empty


def test_a_denied_promise_says_so_and_cites_the_denial() -> None:
    """A denial does not end it."""
    ledger = Ledger()
    made = ledger.claim("AGREE PRK > RUS", "800 workers", "2025-01-01", "planned", "will send")
    against = ledger.claim("AGREE PRK > RUS", "800 workers", "2025-01-02", "denied", "will not send")
    found = made_of(ledger.documents, [made, against], [finding([made], denying=(against,))])
    section, _, _ = told(found)
    (row,) = table(section, "What was promised").rows
    assert row.cells[6] == "open; denied by 1 claim"
    assert ClaimId(against.id) in {citation.claim for citation in row.citations}


def test_a_number_that_a_person_set_is_not_quoted() -> None:
    """What was promised then stands in no report; the state is told without it."""
    found = promised()
    outlook = outlook_on(found)
    (one,) = outlook.commitments
    by_hand = replace(one, reason="300 of “900 workers” seen")
    section, _, _ = told(found, replace(outlook, commitments=(by_hand,)))
    assert table(section, "What was promised").rows[0].cells[6] == "seen in part"


def test_a_rate_without_a_share_has_no_number() -> None:
    """There is none to give."""
    assert rate(TOO_FEW) == "too few to say"


def test_a_due_date_stands_in_its_own_column() -> None:
    """At the grain of the words."""
    ledger = Ledger()
    made = ledger.claim("AGREE PRK > RUS", "ships", "2025-01-01", "planned", "will send")
    found = made_of(ledger.documents, [made], [finding([made])])
    (open_,) = outlook_on(found).commitments
    due = Due(iso="2025-05", bound="by", last=dt.date(2025, 5, 31), claim=made.id)
    section, _, _ = told(found, replace(NOTHING, commitments=(replace(open_, due=due),)))
    assert table(section, "What was promised").rows[0].cells[5] == "by the end of May 2025"


def test_a_promise_is_quoted_with_what_it_hangs_on() -> None:
    """A condition after it is part of what was promised."""
    document = report("a", "Chad will admit monitors only if Sudan does so.")
    made = claim(document, "Chad", event(document, "AGREE TCD > SDN", "will admit", object=span(document, "monitors")), status="planned")
    section, brief, whole = told(made_of([document], [made], [finding([made])]))
    (row,) = table(section, "What was promised").rows
    assert row.cells[0] == "“will admit monitors only if Sudan does so”"
    short = replace(row, cells=("“will admit monitors”", *row.cells[1:]))
    assert any(row_faults(COMMITMENT_COLUMNS, short, whole, Wording.load(name_of)))
    assert not any(row_faults(COMMITMENT_COLUMNS, row, whole, Wording.load(name_of)))
    assert brief.sources


def test_no_row_on_another_record_passes_the_gate() -> None:
    """A state, a day, a pledge, a question or an answer of another row, or a citation less."""
    ledger = Ledger()
    for day, thing in enumerate(("800 workers", "90 drivers", "15 ships"), start=1):
        ledger.tell("AGREE PRK > RUS", thing, f"2025-01-0{day}", "planned", "will send")
    ledger.tell("COOPERATE PRK > RUS", "10 ships", "2025-03-01", "completed", "has sent")
    section, _, whole = told(made_of(ledger.documents, ledger.claims, ledger.findings))
    wording = Wording.load(name_of)
    tried = [
        (one.columns, mutant)
        for one in section.tables
        for row in one.rows
        for _, mutant in of_record(row, [other for other in one.rows if other is not row])
    ]
    assert [mutant for columns, mutant in tried if not any(row_faults(columns, mutant, whole, wording))] == []
    assert len(tried) > 500
