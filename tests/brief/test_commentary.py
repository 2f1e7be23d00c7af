"""Commentary: what a person writes is held against what it cites, and is printed as that person's."""

import datetime as dt
from collections.abc import Sequence

import pytest
from tests.brief.reports import claim, event, evidence, finding, name_of, quantity, report

from foedus.brief.checking import Hooks, faults_of
from foedus.brief.commentary import Codes, Draft, Written, read_draft
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.likelihood import bands, likelihood_faults
from foedus.brief.rendering import to_html, to_markdown
from foedus.brief.wording import Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief
from foedus.model.claim import Claim
from foedus.pipeline.documents import Coder, Pipeline

GOOD = "North Korea will send 25 000 workers to Russia"


@pytest.fixture(scope="module")
def codes() -> Codes:
    """Our own coder."""
    coder = Coder(Pipeline.load(parse_all=True))
    return lambda sentence: coder(sentence).claims


def deaf(_: str) -> Sequence[Claim]:
    """A coder that finds no deed."""
    return ()


@pytest.fixture
def found() -> Evidence:
    """A plan, a denial, and a delivery that was reported as done."""
    plan = report("plan", "North Korea will send 25,000 workers to Russia, officials said.", outlet="Ginza Press", published="2025-06-18")
    denial = report("denial", "Japan did not give help to Russia.")
    done = report("done", "Japan delivered 300 buses to North Korea on Monday.")
    claims = [
        claim(
            plan,
            "North",
            event(plan, "AGREE PRK > RUS", "will send", quantity=quantity(plan, "25,000 workers", "25000", "25000", "workers")),
            status="planned",
        ),
        claim(denial, "Japan", event(denial, "AID JPN > RUS", "give"), status="denied"),
        claim(done, "Japan", event(done, "AID JPN > PRK", "delivered")),
    ]
    return evidence([plan, denial, done], claims, [finding([item]) for item in claims])


def made(found: Evidence, *sentences: tuple[str, int]) -> Brief:
    """A brief with commentary; each sentence cites the claim of that place, -1 for none."""
    ids = [*found.claims]
    written = tuple(Written(text=f"{text}.", ids=(ids[place],) if place >= 0 else ()) for text, place in sentences)
    draft = Draft(author="Ada Example", date=dt.date(2025, 7, 1), sentences=written)
    return Composer(found, Wording.load(name_of)).compose("What is planned", drafts=[draft])


def faults(found: Evidence, codes: Codes, *sentences: tuple[str, int]) -> list[str]:
    """What the gate says of commentary."""
    return faults_of(made(found, *sentences), found, name_of, Hooks(codes=codes))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (GOOD, 0),
        ("It is likely that the workers will come", 0),
        ("This matters more than the “25,000 workers” alone", 0),
        ("On 2025-06-18 the Ginza Press told of workers", 0),
        ("Japan delivered 300 buses to North Korea on Monday", 2),
        ("Japan denied helping Russia", 1),
        ("Workers may follow", 0),
    ],
)
def test_what_the_cited_claims_carry_passes(found: Evidence, codes: Codes, text: str, place: int) -> None:
    """Numbers in another form, likelihood, dates of publication, statuses that are reported."""
    assert faults(found, codes, (text, place)) == []


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        (GOOD, -1, "no citation"),
        ("North Korea will send 26,000 workers to Russia", 0, "a number that no cited claim has (26,000)"),
        ("North Korea will send two hundred workers to Russia", 0, "a number that no cited claim has (two)"),
        ("North Korea will send 25,000 workers to Iran", 0, "a name that no cited claim has (Iran)"),
        ("Belarus is worried", 0, "a name that no cited claim has (Belarus)"),
        ("Russia will send 25,000 workers to North Korea", 0, "the other way round"),
        ("North Korea has sent 25,000 workers to Russia", 0, "firmer"),
        ("North Korea sent 25,000 workers to Russia", 0, "firmer"),
        ("North Korea will not send 25,000 workers to Russia", 0, "denied where the cited claims do not deny it"),
        ("Japan gave help to Russia", 1, "denied where the cited claims do not deny it"),
        ("North Korea accused Russia", 0, "a deed that no cited claim tells"),
        ("The plan was confirmed", 0, "a word that is firmer than the cited claims (confirmed)"),
        ("The workers have arrived", 0, "firmer"),
        ("The “26,000 workers” matter", 0, "a quotation that no cited claim has so"),
        ("The “5,000 workers” matter", 0, "a quotation that no cited claim has so"),
        ('The "25,000 workers" matter', 0, "marks of quotation"),
        ("It happened on 2025-06-19", 0, "a date that no cited claim has (2025-06-19)"),
        ("Japan delivered 300 buses to North Korea on Tuesday", 2, "a name that no cited claim has (Tuesday)"),
        ("It is probably likely", 0, "both rows"),
        ("It is likely, with high confidence", 0, "a level of confidence in one sentence"),
        ("The odds are good", 0, "in neither row of the standard (odds)"),
    ],
)
def test_what_they_do_not_carry_fails(found: Evidence, codes: Codes, text: str, place: int, fault: str) -> None:
    """Each with its sentence and the name of the author."""
    told = faults(found, codes, (text, place))
    assert any(fault in line for line in told), told
    assert all(line.startswith("Commentary by Ada Example: ") and line.endswith(f" in: {text}.") for line in told)


def test_firm_words_are_checked_where_the_coder_hears_nothing(found: Evidence) -> None:
    """What no rule of the coder finds may still not be told as done or confirmed."""
    assert any("(sent)" in line for line in faults(found, deaf, ("Workers were sent", 0)))
    assert faults(found, deaf, ("The buses were delivered", 2)) == []
    assert any("(delivered)" in line for line in faults(found, deaf, ("The buses were not delivered", 2)))


def test_rows_of_likelihood_are_not_mixed_in_one_document(found: Evidence, codes: Codes) -> None:
    """Also not between sentences."""
    told = faults(found, codes, ("It is likely", 0), ("It is remote", 0))
    assert [line for line in told if "both rows" in line] != []


def test_commentary_needs_a_coder(found: Evidence) -> None:
    """Nothing is taken on trust where nobody reads what is said of deeds."""
    assert faults_of(made(found, (GOOD, 0)), found, name_of) == ["Commentary by Ada Example: nobody reads what it says of deeds"]


def test_it_is_printed_as_what_it_is(found: Evidence) -> None:
    """By name, with its bands and its labels, in both forms."""
    brief = made(found, ("It is likely that workers come", 0))
    for text in (to_html(brief), to_markdown(brief)):
        assert "Commentary by Ada Example, not composed by rule, 2025-07-01" in text
        assert "Words of likelihood: likely: 55 to 80 %" in text
    assert brief.commentary[0].sentences[0].label == "single origin"
    assert "*(single origin)*" in to_markdown(brief).partition("not composed by rule")[2]


def test_a_draft_is_read_by_sentences() -> None:
    """Head, headings and lists are taken off; a sentence without ids of its own has none."""
    text = "author: Ada\ndate: 2025-07-01\n\n# On workers\n\nDr. Kim may go. They come [c-1a]. So “it is.” [f-2b, c-3c]\n\n- Last one"
    draft = read_draft(text, "x.md")
    assert (draft.author, draft.date) == ("Ada", dt.date(2025, 7, 1))
    assert [(told.text, told.ids) for told in draft.sentences] == [
        ("On workers", ()),
        ("Dr. Kim may go.", ()),
        ("They come.", ("c-1a",)),
        ("So “it is.”", ("f-2b", "c-3c")),
        ("Last one", ()),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("It matters [c-1].", "begins with a line `author: NAME`"),
        ("author:\n\nIt matters [c-1].", "begins with a line `author: NAME`"),
        ("author: Ada\n\n", "no sentence"),
        ("author: Ada\ndate: 1 July\n\nIt matters [c-1].", "write the date as 2025-06-30"),
    ],
)
def test_a_draft_has_an_author_and_a_sentence(text: str, fault: str) -> None:
    """Else it is refused by its name."""
    with pytest.raises(BriefError, match=f"x.md: .*{fault}"):
        read_draft(text, "x.md")


def test_ids_lead_somewhere(found: Evidence, codes: Codes) -> None:
    """An id that no claim or finding has is a fault beside those that lead somewhere."""
    draft = Draft(author="Ada Example", sentences=(Written(text="Workers may follow.", ids=("c-0", next(iter(found.claims)))),))
    brief = Composer(found, Wording.load(name_of)).compose("What is planned", drafts=[draft])
    assert faults_of(brief, found, name_of, Hooks(codes=codes)) == [
        "Commentary by Ada Example: an id that is not there (c-0) in: Workers may follow."
    ]


def test_words_of_likelihood_have_their_bands() -> None:
    """The longest words first, each once, the lowest band first."""
    assert bands(["It is very likely, then unlikely.", "Very likely again."]) == ["unlikely: 20 to 45 %", "very likely: 80 to 95 %"]
    assert list(likelihood_faults("It is almost certain.", 2)) == ["words of likelihood of both rows of the standard (almost certain)"]
