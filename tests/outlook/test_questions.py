"""Open questions and what to watch: which slots ask, in which words, in which order, citing what."""

import datetime as dt
import re

import msgspec
import pytest
from tests.brief.reports import claim, conflict, date, event, evidence, finding, place, quantity, report, span

from foedus.brief.evidence import Evidence
from foedus.errors import DataError
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Exchange
from foedus.model.commitment import Due, Outlook, Question
from foedus.model.dating import due_words
from foedus.model.mention import Basis
from foedus.model.record import ClaimId, FindingId
from foedus.outlook.questions import OpenTest
from foedus.outlook.wording import Template, Templates, fields, joined
from foedus.pipeline.briefing import outlook_on

TEXT = "North Korea will send 25,000 workers to Alabuga on 1 May in exchange for know-how."
LATER = report("later", "Norway thanked Chad.", published="2025-03-20")
ROWS = list(rows(data_file("outlook/questions.tsv"), Template))


def told(text: str = TEXT, *, published: str = "2025-03-01", full: bool = False, counted: bool = True) -> Evidence:
    """A promise of workers; with number, day, place, and return if it is to be full."""
    document = report("deal", text, published=published)
    count = quantity(document, "25,000 workers", "25000", "25000", "workers") if counted else None
    parts: dict[str, object] = {"object": span(document, "workers"), "quantity": count}
    if full:
        parts |= {"place": place(document, "Alabuga", "RUS"), "date": date(document, "1 May", "2025-05-01")}
    deal = Exchange(gives=span(document, "25,000 workers"), gets=span(document, "know-how"), cue=None) if full else None
    made = claim(document, "North", event(document, "AGREE PRK > RUS", "will send", **parts), status="planned", exchange=deal)
    other = claim(LATER, "Norway", event(LATER, "SUPPORT NOR > TCD", "thanked"))
    return evidence([document, LATER], [made, other], [finding([made]), finding([other])])


def topics(outlook: Outlook) -> list[str]:
    """What the questions ask for, in order."""
    return [question.topic for question in outlook.questions]


def changed(found: Evidence, **parts: object) -> Evidence:
    """The same with other fields of the first finding."""
    return msgspec.structs.replace(found, findings=(msgspec.structs.replace(found.findings[0], **parts), *found.findings[1:]))


def test_empty_slots_ask() -> None:
    """When, who pays, where, who else says so; the number is given."""
    assert topics(outlook_on(told())) == ["date", "exchange", "place", "source"]


def test_a_number_that_is_missing_or_vague_asks() -> None:
    """No number: how many. `Thousands`: which number lies behind it."""
    assert "quantity" in topics(outlook_on(told(counted=False)))
    found = told()
    made = next(iter(found.claims.values()))
    assert made.event.quantity
    vague = msgspec.structs.replace(made.event.quantity, basis=Basis.VAGUE)
    loose = msgspec.structs.replace(made, event=msgspec.structs.replace(made.event, quantity=vague))
    outlook = outlook_on(msgspec.structs.replace(found, claims={**found.claims, made.id: loose}))
    assert "vague" in topics(outlook)
    assert any("“25,000 workers”" in question.text for question in outlook.questions if question.topic == "vague")


def test_full_slots_do_not_ask() -> None:
    """Number, day, place and return are told: who pays and who else says so is left, and the day is to be watched."""
    outlook = outlook_on(told(full=True))
    assert topics(outlook) == ["payment", "source"]
    (due,) = [watch for watch in outlook.watch if watch.kind == "date"]
    assert (due.day, due.text) == (dt.date(2025, 5, 1), "“will send 25,000 workers”, said of North Korea: due on 1 May 2025.")


def test_what_was_due_asks_first() -> None:
    """Not seen by its day: whether it was done; in words that blame nobody."""
    found = told(full=True)
    last = msgspec.structs.replace(LATER, published=dt.date(2025, 6, 1))
    outlook = outlook_on(msgspec.structs.replace(found, documents={**found.documents, last.id: last}))
    assert outlook.questions[0].topic == "carried out"
    assert "due on 1 May 2025" in outlook.questions[0].text
    assert not [watch for watch in outlook.watch if watch.kind == "date"]


@pytest.mark.parametrize("field", ["quantity", "place", "date", "status"])
def test_disputed_slots_ask(field: str) -> None:
    """With every value as it stands, in quotation marks but for a date, and the claims that give it; an update is no dispute."""
    found = told(full=True)
    made, other = found.claims.values()
    rival = conflict(field, ("planned", made), ("denied", other))
    outlook = outlook_on(changed(found, conflicts=(rival,)))
    (question,) = [question for question in outlook.questions if question.topic.startswith("disputed")]
    assert question.topic == f"disputed {field}"
    assert question.claims == (made.id, other.id)
    assert ("“planned” or “denied”" in question.text) == (field in {"quantity", "place"})
    assert ("planned or denied" in question.text) == (field == "date")
    update = outlook_on(changed(found, conflicts=(msgspec.structs.replace(rival, relation="update"),)))
    assert "disputed" not in " ".join(topics(update))


def test_a_retracted_finding_asks_nothing() -> None:
    """What was withdrawn is not asked about."""
    found = told()
    rival = conflict("quantity", ("25,000", next(iter(found.claims.values()))), ("12,000", next(iter(found.claims.values()))))
    assert outlook_on(changed(found, status="retracted", conflicts=(rival,))).questions == ()


def test_unknown_tests_become_questions() -> None:
    """In the words of the assessment, with their source; of those that are about another finding none is told."""
    found = told()
    deal = found.findings[0].id
    tests = [
        OpenTest(text="Did the workers go on work permits", source="UNSCR 2397, 8", findings=(deal,), claims=(ClaimId("c-1"),)),
        OpenTest(text="Who owns the plant?", source="UNSCR 2397, 8"),
        OpenTest(text="Is it so?", source="elsewhere", findings=(FindingId("f-0"),)),
    ]
    asked = [question for question in outlook_on(found, chosen=[deal], tests=tests).questions if question.topic == "test"]
    assert [(question.text, question.source) for question in asked] == [
        ("Did the workers go on work permits?", "UNSCR 2397, 8"),
        ("Who owns the plant?", "UNSCR 2397, 8"),
    ]
    assert "UNSCR 2397, 8" in asked[0].answer
    assert (asked[0].findings, asked[0].claims) == ((deal,), (ClaimId("c-1"),))


def test_the_rank_is_a_printed_sum() -> None:
    """Weight of the topic, sure origins up to three, one for a report of the last days: as the question says."""
    recent = outlook_on(told(published="2025-03-10"))
    question = recent.questions[0]
    assert (question.rank, question.why) == (6, "date 4 + 1 for its sure origins + 1 for a report of the last 30 days")
    assert outlook_on(told(published="2025-01-01")).questions[0].rank == 5
    ranks = [question.rank for question in recent.questions]
    assert ranks == sorted(ranks, reverse=True)


def test_every_question_cites_and_says_what_would_answer_it() -> None:
    """Findings, claims, an answer; and each kind of answer is to be watched for."""
    outlook = outlook_on(told())
    assert all(question.findings and question.claims and question.answer for question in outlook.questions)
    assert sum(watch.kind == "report" for watch in outlook.watch) == len({question.answer for question in outlook.questions})


def test_only_what_is_chosen_is_told_but_all_is_counted() -> None:
    """Commitments and questions of others are left out, follow-through is that of the ledger."""
    found = told()
    outlook = outlook_on(found, chosen=[found.findings[1].id])
    assert (outlook.commitments, outlook.questions) == ((), ())
    assert outlook.follow_through[0].number == 1


@pytest.mark.parametrize("row", ROWS, ids=[row.question for row in ROWS])
def test_templates_are_whole_sentences(row: Template) -> None:
    """A question ends with its mark or a full stop after one, an answer with a full stop; fields are known; no verb hangs on a name."""
    known = {"who", "words", "due", "extent", "promised", "condition", "values", "asserted", "gets", "test", "source"}
    assert fields(row) <= known
    assert row.answer.endswith(".")
    assert "?" in row.question or row.question == "{test}"
    assert not re.search(r"\{who\} (?:is|are|has|have|was|were|does|do)\b", row.question)


def test_templates_are_sorted_and_varied() -> None:
    """Once each, by topic; the topics that come most often have two ways of asking."""
    keys = [(row.topic, row.question) for row in ROWS]
    assert keys == sorted(set(keys))
    assert all(sum(row.topic == topic for row in ROWS) > 1 for topic in ("date", "quantity", "exchange", "source", "disputed quantity"))


def test_wording_varies_by_finding_and_stays_with_it() -> None:
    """Other findings are asked in other words, the same one always in the same."""
    templates = Templates.load()
    said = [templates.worded("date", {"words": "“go”", "who": "Mali"}, f"f-000{key}")[0] for key in "0123"]
    assert said[0] == said[2] != said[1] == said[3]
    assert templates.worded("date", {"words": "“go”", "who": ""}, "f-0001") == templates.worded("date", {"words": "“go”"}, "f-0000")
    with pytest.raises(DataError, match="no row for topic 'recipient'"):
        templates.worded("recipient", {"words": "“go”"}, "f-0001")


def test_a_topic_has_one_weight() -> None:
    """Two would make the rank depend on the wording."""
    row = Template(topic="date", weight=1, question="?", answer=".")
    with pytest.raises(DataError, match="more than one weight"):
        Templates([row, msgspec.structs.replace(row, weight=2)])


@pytest.mark.parametrize(
    ("iso", "bound", "words"),
    [
        ("2025-05-03", "in", "due on 3 May 2025"),
        ("2025-05-03", "by", "due by 3 May 2025"),
        ("2025-05", "in", "due in May 2025"),
        ("2025", "by", "due by the end of 2025"),
        ("2025-W15", "in", "due in the week of 7 April 2025"),
        ("2025-12", "before", "due before December 2025"),
        ("2026-03-01/2026-05-31", "in", "due between 1 March 2026 and 31 May 2026"),
        ("2026-03-01/2026-05-31", "by", "due by 31 May 2026"),
        ("2026-03-01/2026-05-31", "before", "due before 1 March 2026"),
    ],
)
def test_due_dates_keep_their_grain(iso: str, bound: str, words: str) -> None:
    """No day is made of a month."""
    due = msgspec.convert({"iso": iso, "bound": bound, "last": "2025-05-31", "claim": "c-1"}, Due)
    assert due_words(due) == words


def test_lists_in_words() -> None:
    """None, one, several."""
    assert [joined(words) for words in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_questions_are_records() -> None:
    """They go to JSON and back."""
    for question in outlook_on(told()).questions:
        assert msgspec.json.decode(msgspec.json.encode(question), type=Question) == question
