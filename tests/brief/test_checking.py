"""The gate: a brief with anything that its citations do not carry is not handed on."""

from collections.abc import Callable

import msgspec
import pytest
from tests.brief.reports import name_of

from foedus.brief.checking import check
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.wording import Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Citation, Statement
from foedus.model.exposure import Check, Exposed, Exposure, Result, Truth
from foedus.model.record import ClaimId, FindingId
from foedus.model.text import Span

replace = msgspec.structs.replace


@pytest.fixture
def brief(alabuga: Evidence) -> Brief:
    """A brief that passes."""
    made = Composer(alabuga, Wording.load(name_of)).compose("What is planned")
    check(made, alabuga, name_of)
    return made


def changed(brief: Brief, change: Callable[[Statement], Statement], key: str = "key") -> Brief:
    """The brief with the first statement of a section changed."""
    sections = tuple(
        replace(section, statements=(change(section.statements[0]), *section.statements[1:])) if section.key == key else section
        for section in brief.sections
    )
    return replace(brief, sections=sections)


def swap(old: str, new: str) -> Callable[[Statement], Statement]:
    """A change of words, which must be there."""

    def change(statement: Statement) -> Statement:
        assert old in statement.text
        return replace(statement, text=statement.text.replace(old, new))

    return change


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("4 reports", "7 reports", r"a number that no citation carries \(7\)"),
        ("4 reports", "4.5 reports", r"a number that no citation carries \(4\.5\)"),
        ("with Russia", "with Iran", r"a name that no citation carries \(Iran\)"),
        ("North Korea", "South Korea", r"a name that no citation carries \(South\)"),
        ("North Korea announced", "Belarus announced", r"a name that no citation carries \(Belarus\)"),
        ("with Russia", "with Łódź", r"a name that no citation carries \(Łódź\)"),
        ("25,000 workers", "26,000 workers", r"a quotation that no cited words have \(“North Korea will send 26,000 workers"),
        ("will send 25,000", "have sent 25,000", r"a quotation that no cited words have"),
        ("not reported as done", "not reported as done, and likely to be", "a word of likelihood"),
        ("announced, not reported as done", "reported as done", r"a status that no citation carries \(reported as done\)"),
        ("announced, not reported", "as of the latest report done", r"a status that no citation carries \(as of the latest report done\)"),
        ("this is announced", "this is certain and announced", "a word of likelihood"),
    ],
)
def test_words_that_nothing_carries(alabuga: Evidence, brief: Brief, old: str, new: str, fault: str) -> None:
    """Number, name (also at the head of the sentence), quotation, status, likelihood: each is named with its section."""
    with pytest.raises(BriefError, match=f"Key points: {fault}"):
        check(changed(brief, swap(old, new)), alabuga, name_of)


@pytest.mark.parametrize("word", ["likely", "unlikely", "probably", "probable", "remote", "chance", "odds", "certainly"])
def test_words_of_likelihood_belong_to_people(alabuga: Evidence, brief: Brief, word: str) -> None:
    """None of them in a sentence of ours."""
    with pytest.raises(BriefError, match="a word of likelihood"):
        check(changed(brief, swap("according to", f"{word} according to")), alabuga, name_of)


def test_a_word_of_likelihood_in_a_quotation_is_the_reports_own(alabuga: Evidence, brief: Brief) -> None:
    """Exact words may hold it."""
    lead = alabuga.claims[brief.sections[0].statements[0].citations[0].claim]
    document = alabuga.document(lead)
    text = document.text + " It is likely."
    documents = {**alabuga.documents, document.id: replace(document, text=text)}
    said = changed(brief, swap("; ", ", “likely”; "))
    with pytest.raises(BriefError, match="no cited words"):
        check(said, replace(alabuga, documents=documents), name_of)
    wider = replace(lead, evidence=(*lead.evidence, Span(document=document.id, start=len(document.text), end=len(text))))
    check(said, replace(alabuga, documents=documents, claims={**alabuga.claims, lead.id: wider}), name_of)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"citations": ()}, "no citation"),
        ({"citations": (Citation(claim=ClaimId("c-none"), number=1),)}, "no citation"),
        ({"label": ""}, r"without its label \(disputed\)"),
        ({"label": "single origin"}, r"without its label \(disputed\)"),
        ({"findings": (FindingId("f-none"),)}, r"a finding that is not there \(f-none\)"),
    ],
)
def test_missing_citations_labels_and_findings(alabuga: Evidence, brief: Brief, parts: dict[str, object], fault: str) -> None:
    """A sentence cites, carries its caution, and speaks of findings that exist."""
    with pytest.raises(BriefError, match=fault):
        check(changed(brief, lambda statement: replace(statement, **parts)), alabuga, name_of)


def test_a_single_origin_needs_its_label(alabuga: Evidence, brief: Brief) -> None:
    """Also where nothing is disputed."""
    with pytest.raises(BriefError, match=r"Reactions: .*\(single origin\)"):
        check(changed(brief, lambda statement: replace(statement, label=""), "reactions"), alabuga, name_of)


def test_a_citation_needs_its_source(alabuga: Evidence, brief: Brief) -> None:
    """A number that no source has, or that another claim has, leads nowhere."""

    def renumbered(statement: Statement) -> Statement:
        first, *rest = statement.citations
        return replace(statement, citations=(replace(first, number=99), *rest))

    with pytest.raises(BriefError, match=r"a citation that no source answers \(\[99\]\)"):
        check(changed(brief, renumbered), alabuga, name_of)
    with pytest.raises(BriefError, match="a citation that no source answers"):
        check(replace(brief, sources=brief.sources[1:]), alabuga, name_of)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"quote": "North Korea sent workers"}, r"source 1 quotes words that are not at 0-\d+ of seoul"),
        ({"start": 1}, "source 1 quotes words that are not at 1-"),
        ({"text_sha256": "0" * 64}, "source 1 quotes words that are not at"),
        ({"claim": ClaimId("c-none")}, "source 1 cites claim c-none, which is not there"),
    ],
)
def test_sources_resolve(alabuga: Evidence, brief: Brief, parts: dict[str, object], fault: str) -> None:
    """Quoted words stand where the source says, in a text of the recorded hash."""
    first, *rest = brief.sources
    with pytest.raises(BriefError, match=fault):
        check(replace(brief, sources=(replace(first, **parts), *rest)), alabuga, name_of)


@pytest.mark.parametrize(
    ("key", "column", "new", "fault"),
    [
        ("deal", 0, "Belarus", r"a name that no citation carries \(Belarus\)"),
        ("deal", 2, "“26,000”", r"a quotation that no cited words have \(“26,000”\)"),
        ("deal", 2, "26,000", r"a number that no citation carries \(26,000\)"),
        ("deal", 6, "done", r"a status that no citation carries \(done\)"),
        ("disputed", 3, "7", r"a number that no citation carries \(7\)"),
    ],
)
def test_cells_are_held_against_what_the_row_cites(alabuga: Evidence, brief: Brief, key: str, column: int, new: str, fault: str) -> None:
    """Name, exact words, number, status and count of a table are checked like those of a sentence."""
    section = next(section for section in brief.sections if section.key == key)
    (table,) = section.tables
    first = table.rows[0]
    cells = (*first.cells[:column], new, *first.cells[column + 1 :])
    other = replace(section, tables=(replace(table, rows=(replace(first, cells=cells), *table.rows[1:])),))
    bad = replace(brief, sections=tuple(other if section.key == key else section for section in brief.sections))
    with pytest.raises(BriefError, match=fault):
        check(bad, alabuga, name_of)


def test_every_fault_is_listed(alabuga: Evidence, brief: Brief) -> None:
    """One message names them all, each with its sentence."""
    bad = changed(changed(brief, swap("with Russia", "with Iran")), swap("Japan accused", "Chad accused"), "reactions")
    with pytest.raises(BriefError) as raised:
        check(bad, alabuga, name_of)
    lines = str(raised.value).splitlines()
    assert lines[0] == "the brief failed its citation check:"
    assert [line.partition(":")[0] for line in lines[1:]] == ["Key points", "Reactions"]
    assert all(" in: " in line for line in lines[1:])


def test_a_provision_is_carried_only_where_the_finding_may_touch_it(alabuga: Evidence) -> None:
    """A cite, a question or a bound state that no exposure of the finding has is a fault, and so is a row that does not apply."""
    deal = alabuga.findings[0]
    claim = alabuga.of(deal)[0]
    activity = Check(test="activity", value=Truth.TRUE, why="", claim=claim.id, span=claim.event.object)
    touched = Exposure(
        finding=deal.id,
        provision="rule-8",
        instrument="Rule",
        paragraph="8",
        cite="S/RES/2397 (2017), para 8",
        bound=("RUS",),
        result=Result.PARTIAL,
        reason="",
        tests=(activity,),
        effect="requirement",
    )
    with_it = replace(alabuga, exposed={deal.id: Exposed(exposures=(touched,))})
    made = Composer(with_it, Wording.load(name_of)).compose("What is planned")
    check(made, with_it, name_of)
    (statement,) = next(section.statements for section in made.sections if section.key == "exposure")
    assert "“25,000 workers” may touch S/RES/2397 (2017), para 8, by which Russia is bound." in statement.text
    off = replace(touched, result=Result.NOT_APPLICABLE)
    for fault in (alabuga, replace(alabuga, exposed={deal.id: Exposed(exposures=(off,))})):
        with pytest.raises(BriefError, match=r"a number that no citation carries \(S/RES/2397\)"):
            check(made, fault, name_of)
    with pytest.raises(BriefError, match=r"a number that no citation carries \(9\)"):
        check(changed(made, swap("para 8", "para 9"), "exposure"), with_it, name_of)
