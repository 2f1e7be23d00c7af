"""The gate: a brief with anything that its citations do not carry is not handed on."""

from collections.abc import Callable

import msgspec
import pytest
from tests.brief.reports import claim, composed, event, evidence, finding, name_of, report

from foedus.brief.checking import check
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.labels import finding_faults
from foedus.brief.wording import Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Citation, Statement
from foedus.model.exposure import Check, Exposed, Exposure, Result, Truth
from foedus.model.record import ClaimId, FindingId

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
        ("4 reports", "7 reports", r"a number of reports that is not the finding's \(7 reports\)"),
        ("4 reports", "4.5 reports", r"a number of reports that is not the finding's \(5 reports\)"),
        ("with Russia", "with Iran", "a deed that no cited claim tells of these parties"),
        ("North Korea", "South Korea", "a deed that no cited claim tells of these parties"),
        ("North Korea announced", "Belarus announced", "a deed that no cited claim tells of these parties"),
        ("with Russia", "with Łódź", "a deed that no cited claim tells of these parties"),
        ("25,000 workers", "26,000 workers", r"a quotation that is not the words of the claim told.*“North Korea will send 26,000 workers"),
        ("will send 25,000", "have sent 25,000", r"a quotation that is not the words of the claim told"),
        ("; this is announced", "; likely; this is announced", "a word of likelihood"),
        ("announced, not reported as done", "reported as under way", "no status, or one that the claim told does not report"),
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


def test_a_word_of_likelihood_in_a_quotation_is_the_reports_own() -> None:
    """Exact words may hold it, as far as they are those of the claim told."""
    document = report("one", "North Korea will probably send workers to Russia.")
    told = claim(document, "North Korea", event(document, "AGREE PRK > RUS", "send"), status="planned")
    made = composed(evidence([document], [told], [finding([told])]))
    assert "“North Korea will probably send workers to Russia”" in made.sections[0].statements[0].text


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"citations": ()}, "no citation"),
        ({"citations": (Citation(claim=ClaimId("c-none"), number=1),)}, r"a citation that no source answers \(\[1\]\)"),
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


def test_every_fault_is_listed(alabuga: Evidence, brief: Brief) -> None:
    """One message names them all, each with its sentence."""
    bad = changed(changed(brief, swap("with Russia", "with Iran")), swap("Japan", "Chad"), "reactions")
    with pytest.raises(BriefError) as raised:
        check(bad, alabuga, name_of)
    lines = str(raised.value).splitlines()
    assert lines[0] == "the brief failed its citation check:"
    assert list(dict.fromkeys(line.partition(":")[0] for line in lines[1:])) == ["Key points", "Reactions"]
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
        with pytest.raises(BriefError, match="a rule, a question or a bound state that the finding's exposure does not have so"):
            check(made, fault, name_of)
    with pytest.raises(BriefError, match="a rule, a question or a bound state that the finding's exposure does not have so"):
        check(changed(made, swap("para 8", "para 9"), "exposure"), with_it, name_of)


@pytest.mark.parametrize(
    ("kind", "label", "passes"),
    [
        ("tie", "disputed; single origin", True),
        ("tie", "single origin; disputed", False),
        ("tie", "disputed; disputed; single origin", False),
        ("tie", "disputed", False),
        ("deed", "single origin", False),
        ("caption", "disputed", True),
        ("caption", "single origin", False),
        ("caption", "disputed; single origin", False),
    ],
)
def test_a_sentence_has_the_caution_of_each_finding_and_a_caption_the_gravest(
    alabuga: Evidence, kind: str, label: str, passes: bool
) -> None:
    """One finding is disputed, the other of a single origin."""
    findings = tuple(finding.id for finding in alabuga.findings)
    told = Statement(text="", citations=(), findings=findings, label=label, kind=kind)
    assert (list(finding_faults(Basis(told, alabuga, Wording.load(name_of)))) == []) is passes
