"""The worked example that must always come out right: workers for drone know-how, told by three short reports."""

import json
from importlib import resources
from itertools import pairwise

import pytest

from foedus.brief.rendering import to_markdown
from foedus.export.flat import flat
from foedus.model.brief import Brief
from foedus.model.finding import Finding
from foedus.model.text import Origin
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.pipeline.briefing import brief_on
from foedus.pipeline.documents import Pipeline, load
from foedus.pipeline.findings import corroborate, evidence_of
from foedus.reading.sources import read_bytes

pytestmark = pytest.mark.slow


class Told:
    """The three reports, coded and weighed once."""

    def __init__(self) -> None:
        lines = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
        raw = "\n".join(line for line in lines if json.loads(line)["id"].startswith("W01"))
        coded = list(Pipeline.load().code_many(read_bytes(raw.encode(), Origin(path="reports.jsonl")).kept))
        documents = [item.document for item in coded]
        self.claims = [claim for item in coded for claim in item.claims]
        self.flat = [flat(claim, item.document) for item in coded for claim in item.claims]
        self.evidence = evidence_of(documents, self.claims, corroborate(documents, self.claims))

    def deal(self) -> Finding:
        """The finding on the deal."""
        return next(
            f for f in self.evidence.findings if f.event == "AGREE" and f.quantity and f.actors == ("PRK",) and f.recipients == ("RUS",)
        )


@pytest.fixture(scope="module")
def told() -> Told:
    """The reports, coded once."""
    return Told()


def test_the_deal_has_both_legs_number_place_and_status(told: Told) -> None:
    """Labour one way, know-how the other; planned, not done; at the plant in Tatarstan; said by diplomats or by hearsay."""
    first, second = (next(c for c in told.flat if c["doc"] == doc and c["quantity"]) for doc in ("W01-1", "W01-2"))
    for claim in (first, second):
        assert (claim["event"], claim["status"], claim["actors"], claim["recipients"]) == ("AGREE", "planned", ["PRK"], ["RUS"])
        assert (claim["quantity"]["low"], claim["quantity"]["high"], claim["place"]["country"]) == (25000, 25000, "RUS")
        assert claim["exchange"]["gives"] == "25,000 workers"
    assert first["exchange"]["gets"] == "expertise in building and flying unmanned aircraft"
    assert first["attribution"] == "Russian diplomats"
    assert second["certainty"] == "uncommitted"


def test_the_deal_binds_the_two_and_parts_those_who_object(told: Told) -> None:
    """What the story changes in ties, with the findings that do so; the deal counts as announced, and its dispute is marked."""
    ties = Ties(contributions(told.evidence.findings, told.evidence.claims).kept)
    changes = {(one.after.a, one.after.b): one for one in ties.changed([finding.id for finding in told.evidence.findings])}
    assert changes["PRK", "RUS"].before.net == 0
    assert changes["PRK", "RUS"].after.net > 0
    assert {pair for pair, one in changes.items() if one.after.net < 0} == {("JPN", "RUS"), ("KOR", "RUS")}
    deal = next(share.contribution for share in changes["PRK", "RUS"].shares if share.contribution.finding == told.deal().id)
    assert (deal.dated, deal.is_disputed, deal.intensity) == ("report", True, 2.5)


def test_the_treaty_is_signed_and_obliges(told: Told) -> None:
    """The treaty of June is completed; what it obliges both to is standing."""
    signed = next(c for c in told.flat if c["doc"] == "W01-1" and c["event"] == "SUPPORT")
    assert (signed["status"], set(signed["actors"]), signed["date"]["iso"]) == ("completed", {"PRK", "RUS"}, "2024-06")
    standing = next(c for c in told.flat if c["status"] == "standing")
    assert set(standing["actors"]) == {"PRK", "RUS"}


def test_both_numbers_stand_side_by_side(told: Told) -> None:
    """25,000 and 12,000 are one deed in conflict; the echo adds no origin."""
    deal = told.deal()
    conflict = next(c for c in deal.conflicts if c.field == "quantity" and c.relation == "conflict")
    assert [value.value for value in conflict.values] == ["25,000 workers", "12,000 workers"]
    assert deal.echoes == ("W01-2",)
    assert (deal.lineages.sure, deal.articles, deal.status) == (2, 3, "planned")


def test_objections_are_there_and_analysis_is_no_report(told: Told) -> None:
    """Seoul's concern and demand are claims; what analysts fear is none that is reported."""
    assert {c["event"] for c in told.flat if c["actors"] == ["KOR"]} >= {"ACCUSE", "REQUEST"}
    feared = [c for c in told.flat if "Analysts fear" in c["sentence"] or "blocs are forming" in c["sentence"]]
    assert all(c["status"] == "hypothetical" for c in feared)


@pytest.fixture(scope="module")
def brief(told: Told) -> Brief:
    """The checked brief on the three reports."""
    return brief_on(told.evidence)


def sentences(brief: Brief, key: str) -> str:
    """The sentences of a section."""
    return "\n".join(statement.text for section in brief.sections if section.key == key for statement in section.statements)


def cells(brief: Brief, key: str) -> list[tuple[str, ...]]:
    """The rows of a section's tables."""
    return [row.cells for section in brief.sections if section.key == key for table in section.tables for row in table.rows]


def test_the_brief_leads_with_the_deal_and_both_numbers(brief: Brief) -> None:
    """The first key point: who sends how many where for what, on whose word, against which number, and that it is not done."""
    first = sentences(brief, "key").splitlines()[0]
    assert first.startswith(
        "North Korea “will send 25,000 workers to a drone factory in the Alabuga special economic zone in Tatarstan, Russia"
    )
    for words in (
        "in exchange for expertise",
        "“Russian diplomats”",
        "against “12,000 workers” (Eastern Monitor)",
        "announced, not reported as",
    ):
        assert words in first
    assert "3 reports, 1 of them only repeating another, 2 independent origins" in first


def test_the_brief_has_a_row_for_each_leg_of_the_deal(brief: Brief) -> None:
    """Labour one way with rival numbers side by side, know-how the other; all announced."""
    rows = cells(brief, "deal")
    assert [row[:4] for row in rows] == [
        ("North Korea", "“workers”", "“25,000”", "Russia"),
        ("North Korea", "“workers”", "“12,000”", "Russia"),
        ("Russia", "“expertise in building and flying unmanned aircraft”", "—", "North Korea"),
        ("Russia", "“know-how in drone production”", "—", "North Korea"),
    ]
    assert {row[6] for row in rows} == {"announced"}


def test_the_brief_says_which_treaty_when_and_what_it_obliges_to(brief: Brief) -> None:
    """Signed in June, read as far as the report allows; military assistance; and which treaty of the table it may be."""
    told = sentences(brief, "treaty")
    assert "“the strategic partnership treaty that Pyongyang and Moscow signed in June”, read as 2024-06" in told
    assert "“obliges both countries to give each other military assistance”" in told
    assert (
        "the reports derive it from “strategic partnership treaty”, which may be the Treaty on Comprehensive Strategic Partnership" in told
    )


def test_the_brief_keeps_denial_dispute_and_reaction_apart(brief: Brief) -> None:
    """The Kremlin's denial in its words, both numbers with their origins, Seoul's and Tokyo's reactions."""
    assert "“The Kremlin denied that it had agreed to take workers from North Korea” (Eastern Monitor), against" in sentences(
        brief, "denied"
    )
    assert [row[1:] for row in cells(brief, "disputed")[:2]] == [
        ("“25,000 workers”", "Harbour Gazette and Plain Daily", "1"),
        ("“12,000 workers”", "Eastern Monitor", "1"),
    ]
    assert "South Korea “voiced concern on Monday and urged Moscow to halt the plan”" in sentences(brief, "reactions")
    assert "“would raise the matter at the United Nations”" in sentences(brief, "reactions")


def test_the_brief_names_the_rules_once_and_never_a_breach(brief: Brief) -> None:
    """Workers and know-how each with their rule; one sentence a kind of rule."""
    told = sentences(brief, "exposure")
    assert "“workers” may touch S/RES/2397 (2017), para 8" in told
    assert "“expertise” may touch S/RES/1718 (2006), para 8(c)" in told
    assert len(told.splitlines()) <= 6
    assert "violat" not in to_markdown(brief)


def test_no_sentence_of_the_brief_begins_like_the_one_before(brief: Brief) -> None:
    """In key points, reactions and concerns."""
    for key in ("key", "reactions", "concerns"):
        openings = [text.split()[:2] for text in sentences(brief, key).splitlines()]
        assert all(one != other for one, other in pairwise(openings)), key


def test_the_example_in_one_sentence() -> None:
    """Deal, number, place, return, hearsay, and the treaty of June between the two."""
    text = (
        "North Korea will reportedly send 25,000 workers to a Russian drone factory in Alabuga, Tatarstan, in exchange for drone "
        "expertise, under the partnership treaty signed in June."
    )
    coded = load()(text, published="2025-06-20")
    deal, treaty = sorted((flat(claim, coded.document) for claim in coded.claims), key=lambda claim: str(claim["event"]))
    assert (deal["event"], deal["status"], deal["actors"], deal["recipients"]) == ("AGREE", "planned", ["PRK"], ["RUS"])
    assert (deal["quantity"]["low"], deal["place"]["text"], deal["certainty"]) == (25000, "Alabuga", "uncommitted")
    assert (deal["exchange"]["gives"], deal["exchange"]["gets"]) == ("25,000 workers", "drone expertise")
    assert (treaty["event"], treaty["status"], set(treaty["actors"])) == ("SUPPORT", "completed", {"PRK", "RUS"})


def test_the_return_comes_from_whoever_gets_the_workers(told: Told) -> None:
    """`In return Pyongyang will receive know-how`: from Russia, which the sentence does not name."""
    back = next(c for c in told.flat if c["doc"] == "W01-3" and c["trigger"] == "will receive")
    assert (back["actors"], back["recipients"], back["status"]) == (["RUS"], ["PRK"], "planned")
