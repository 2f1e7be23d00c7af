"""The stages together: text in, claims and findings out, the same each time."""

import datetime as dt

import msgspec
import pytest

import foedus
from foedus.brief.rendering import to_html, to_markdown
from foedus.export.flat import flat
from foedus.model.coded import CodedDocument
from foedus.model.text import Block
from foedus.pipeline.briefing import brief_on
from foedus.pipeline.documents import Coder
from foedus.pipeline.findings import corroborate, evidence_of

pytestmark = pytest.mark.slow

TEXT = (
    "North Korea will send 25,000 workers to Russia in exchange for technology, a South Korean official said on Monday.\n\n"
    "Reaction\n\n"
    "Japan criticised the plan on Tuesday. The weather in Bergen was fine."
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The default coder, as the package gives it."""
    made = foedus.load()
    assert isinstance(made, Coder)
    return made


@pytest.fixture(scope="module")
def coded(coder: Coder) -> CodedDocument:
    """The text, coded."""
    return coder(TEXT, published="2025-06-19", title="Workers", outlet="Daily Test", name="one")


def test_every_part_of_a_claim_can_be_walked_back(coded: CodedDocument) -> None:
    """Claim, event, sentence, document: spans lie in the text, triggers in their sentence."""
    assert coded.claims
    for claim in coded.claims:
        sentence = coded.sentences[claim.event.sentence]
        assert sentence.span.start <= claim.event.trigger.start < claim.event.trigger.end <= sentence.span.end
        assert claim.evidence[0] == sentence.span
        assert claim.document == coded.document.id
        assert claim.event.why
        assert claim.why
        line = flat(claim, coded.document)
        assert all(0 <= start < end <= len(TEXT) for start, end in line["spans"].values())


def test_the_worked_example(coded: CodedDocument) -> None:
    """Who, what, whom, how many, for what, how far along, who says so."""
    deal = next(flat(claim, coded.document) for claim in coded.claims if claim.event.type == "AGREE")
    assert (deal["actors"], deal["recipients"], deal["status"]) == (["PRK"], ["RUS"], "planned")
    assert (deal["quantity"]["text"], deal["quantity"]["low"]) == ("25,000 workers", 25000)
    assert deal["exchange"]["gets"] == "technology"
    assert deal["attribution"] == "a South Korean official"
    protest = next(flat(claim, coded.document) for claim in coded.claims if claim.event.type == "ACCUSE")
    assert protest["actors"] == ["JPN"]
    assert protest["date"]["iso"] == "2025-06-17"


def test_headings_are_parsed_and_not_coded(coded: CodedDocument) -> None:
    """And sentences about the weather have no claim."""
    blocks = [sentence.block for sentence in coded.sentences]
    assert Block.HEADING in blocks
    assert {coded.sentences[claim.event.sentence].block for claim in coded.claims} == {Block.BODY}
    assert not any("Bergen" in coded.quote(claim.evidence[0].start, claim.evidence[0].end) for claim in coded.claims)


def test_the_same_text_gives_the_same_claims(coder: Coder, coded: CodedDocument) -> None:
    """A pipeline keeps nothing between documents."""
    coder("Chad met Mali.")
    again = coder(TEXT, published=dt.date(2025, 6, 19), title="Workers", outlet="Daily Test", name="one")
    assert msgspec.json.encode(again) == msgspec.json.encode(coded)


def test_another_language_is_kept_and_not_coded(coder: Coder, coded: CodedDocument) -> None:
    """With a discard that says so."""
    foreign = coder.pipeline.code(msgspec.structs.replace(coded.document, language="fr"))
    assert (foreign.claims, foreign.sentences) == ((), ())
    assert foreign.discards[0].reason == "is in language 'fr'; only English is coded"


def test_texts_in_turn(coder: Coder) -> None:
    """Named by their number."""
    found = list(coder.pipe(["Japan condemned North Korea.", "Chadian troops attacked a town in Mali on Monday."], published="2025-06-19"))
    assert [item.document.name for item in found] == ["text-1", "text-2"]
    assert [item.claims[0].event.type for item in found] == ["ACCUSE", "ASSAULT"]


def test_texts_with_dates_of_their_own(coder: Coder) -> None:
    """Pairs of text and date, between texts that stand alone."""
    told = "Japan condemned North Korea on Monday."
    found = coder.pipe([(told, "2025-06-19"), told, (told, None)], published="2025-06-26")
    assert [str(item.document.published) for item in found] == ["2025-06-19", "2025-06-26", "None"]


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("four Saudi men", ["SAU:CVL"]),
        ("Mali and Niger", ["MLI", "NER"]),
        ("rebels in Sudan", ["SDN:REB"]),
        ("an Iranian drone strike", ["IRN"]),
        ("the United Nations", ["IGO:UN"]),
        ("a dog", []),
    ],
)
def test_who_a_phrase_names(coder: Coder, phrase: str, codes: list[str]) -> None:
    """The main words first; what is named in passing where those name nobody."""
    assert [actor.code for actor in coder.actor(phrase)] == codes


def test_an_office_is_looked_up_as_of_a_day(coder: Coder) -> None:
    """An empty phrase is an error."""
    assert [actor.code for actor in coder.actor("Emmanuel Macron", published="2020-01-01")] == ["FRA"]
    with pytest.raises(ValueError, match="holds no text"):
        coder.actor(" ")


@pytest.mark.parametrize(("text", "published", "message"), [("  ", None, "holds no text"), ("Chad met Mali.", "yesterday", "isoformat")])
def test_misuse_is_an_error(coder: Coder, text: str, published: str | None, message: str) -> None:
    """No text, and a date that is none."""
    with pytest.raises(ValueError, match=message):
        coder(text, published=published)


def test_dates_count_from_the_last_date_before(coder: Coder) -> None:
    """`A day earlier` hangs on the date of the sentence before."""
    found = coder(
        "On 4 May 2025 Japan condemned North Korea. A day earlier Russia had expelled two Polish diplomats.", published="2025-06-19"
    )
    assert [flat(claim, found.document)["date"]["iso"] for claim in found.claims] == ["2025-05-04", "2025-05-03"]


def test_findings_and_brief(coded: CodedDocument) -> None:
    """Claims are weighed, and the brief on them passes its gate in both forms."""
    findings = corroborate([coded.document], coded.claims)
    assert {claim for finding in findings for claim in (*finding.supporting, *finding.denying)} == {claim.id for claim in coded.claims}
    evidence = evidence_of([coded.document], coded.claims, findings)
    assert to_html(brief_on(evidence)).startswith("<!DOCTYPE html>")
    assert to_markdown(brief_on(evidence)).startswith("# Brief: Workers")
    assert to_markdown(brief_on(evidence, query="drones")).startswith("# Brief: drones")
    nothing = evidence_of([], [], [])
    assert "what the reports say" in to_markdown(brief_on(nothing))


def test_the_package_has_one_door() -> None:
    """`foedus.load`, and nothing else."""
    with pytest.raises(AttributeError, match="no attribute 'open_sesame'"):
        _ = foedus.open_sesame
