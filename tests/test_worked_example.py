"""The worked example that must always come out right: workers for drone know-how, told by three short reports."""

import json
from importlib import resources

import pytest

from foedus.brief.rendering import to_markdown
from foedus.export.flat import flat
from foedus.model.finding import Finding
from foedus.model.text import Origin
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.pipeline import Pipeline, brief_on, corroborate, evidence_of, load
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


def test_the_brief_gives_both_numbers_and_cites(told: Told) -> None:
    """The checked brief names both numbers, the exchange and the dispute."""
    text = to_markdown(brief_on(told.evidence))
    for words in ("25,000 workers", "12,000 workers", "An exchange: North Korea gives", "reports differ on the quantity"):
        assert words in text


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
