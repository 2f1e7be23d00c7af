"""The worked example: workers for drone know-how, what it may touch, and what a list, a denial or another day changes."""

from collections.abc import Sequence

import pytest
from tests.exposure.told import Told, told

from foedus.brief.rendering import to_markdown
from foedus.model.exposure import Check, Exposure, Hit, Result, Truth
from foedus.pipeline.briefing import brief_on
from foedus.pipeline.findings import evidence_of

pytestmark = pytest.mark.slow
DEAL = (
    "North Korea will send 25,000 workers to a drone plant in Alabuga, Tatarstan, in exchange for expertise in building and flying drones. "
    "The deal follows the strategic partnership treaty that Pyongyang and Moscow signed in June."
)
DENIAL = "The Kremlin denied that North Korea would send workers to Alabuga."
LISTS = ("eu-fsf", "eu-833-iv", "eu-833-lii", "ofac-sdn", "gb-fcdo", "jp-meti")


class Double:
    """Lists that hold the zone's operator and the zone."""

    def __init__(self, *, is_empty: bool = False) -> None:
        self._is_empty = is_empty

    def hits(self, names: Sequence[str]) -> list[Hit]:
        """The operator on each list, and the zone as a place on one."""
        if self._is_empty or not any("alabuga" in name.casefold() for name in names):
            return []
        name = next(name for name in names if "alabuga" in name.casefold())
        place = Hit(name=name, entry="Alabuga Special Economic Zone", list="eu-833-lii", kind="place")
        return [place, *(Hit(name=name, entry="JSC SEZ PPT Alabuga", list=key) for key in LISTS)]

    def holds(self, key: str) -> bool:
        """All of these lists are loaded."""
        return key in LISTS


@pytest.fixture(scope="module")
def deal() -> Told:
    """The deal, told in November 2025."""
    return told(DEAL, published="2025-11-18")


def check(exposure: Exposure, name: str) -> Check:
    """A check by name."""
    return next(check for check in exposure.tests if check.test == name)


def words(story: Told, found: Check) -> str:
    """The words behind a check."""
    assert found.span is not None
    return story.documents[found.span.document].text[found.span.start : found.span.end]


@pytest.mark.parametrize("provision", ["unsc-2375-17", "unsc-2397-8"])
def test_hosting_binds_the_host_and_not_the_sender(deal: Told, provision: str) -> None:
    """North Korea is the grammatical subject; Russia is bound, and the words behind both are there."""
    exposure = deal.exposure(provision)
    assert exposure.result is Result.PARTIAL
    assert exposure.bound == ("RUS",)
    assert check(exposure, "regulated_party").codes == ("PRK",)
    assert words(deal, check(exposure, "activity")) == "workers"
    assert check(exposure, "date").value is Truth.TRUE
    assert check(exposure, "status").value is Truth.UNKNOWN
    assert any("income" in question or "permission to work" in question for question in exposure.questions)


@pytest.mark.parametrize(
    ("provision", "name", "value"),
    [
        ("unsc-2270-17", "subject", Truth.UNKNOWN),
        ("unsc-2321-10", "subject", Truth.UNKNOWN),
        ("unsc-2321-11", "activity", Truth.TRUE),
        ("unsc-1718-8c", "service", Truth.TRUE),
    ],
)
def test_know_how_in_return_touches_teaching_cooperation_and_services(deal: Told, provision: str, name: str, value: Truth) -> None:
    """The return leg: Russia gives, North Koreans learn; the field and the nature of the drones are to be asked."""
    exposure = deal.exposure(provision)
    assert (exposure.result, exposure.bound) == (Result.PARTIAL, ("RUS",))
    assert words(deal, check(exposure, "activity")) == "expertise"
    assert check(exposure, name).value is value
    assert exposure.questions


def test_work_at_a_drone_plant_may_be_a_service_to_arms(deal: Told) -> None:
    """Arguable, so open: the plant may make arms, and assembly may be unskilled work."""
    exposure = deal.exposure("unsc-1874-9")
    assert exposure.result is Result.PARTIAL
    assert check(exposure, "activity").value is Truth.UNKNOWN
    assert words(deal, check(exposure, "object")) == "drone plant"


@pytest.mark.parametrize("provision", ["eu-269-alabuga", "eu-833-iv-alabuga", "us-eo14024-alabuga", "gb-rus-alabuga", "jp-meti-alabuga"])
def test_the_zone_as_a_listed_entity_is_open_without_lists_and_met_with_them(deal: Told, provision: str) -> None:
    """The name in the text alone decides nothing, nor does an empty list: no match is not clear."""
    without = deal.exposure(provision)
    assert without.result is Result.DOMESTIC
    assert (check(without, "regulated_party").value, words(deal, check(without, "regulated_party"))) == (Truth.UNKNOWN, "Alabuga")
    assert "not loaded" in check(without, "regulated_party").why
    assert check(deal.exposure(provision, listed=Double(is_empty=True)), "regulated_party").value is Truth.UNKNOWN
    assert check(deal.exposure(provision, listed=Double()), "regulated_party").value is Truth.TRUE


def test_the_zone_as_a_listed_place(deal: Told) -> None:
    """The rule on the place is apart from the freeze of its operator, and no hit on a person meets it."""
    assert check(deal.exposure("eu-833-lii-alabuga"), "place").value is Truth.UNKNOWN
    assert check(deal.exposure("eu-833-lii-alabuga", listed=Double()), "place").value is Truth.TRUE


def test_the_treaty_is_invoked_and_its_article_4_is_not_engaged(deal: Told) -> None:
    """The treaty of June, its year left open as the text leaves it; a labour deal is no armed attack; Charter article 103 stands beside."""
    (link,) = [link for link in deal.exposed(deal.finding("AGREE")).treaties if link.treaty == "prk-rus-2024"]
    assert (link.relation, link.stated_date, link.is_year_open) == ("invoked", "--06", True)
    article = next(article for article in link.engagements if article.article == "4")
    assert article.state == "not engaged"
    assert "armed attack" in article.why
    assert "25,000 workers" in article.why
    charter = deal.exposure("un-charter-103")
    assert charter.result is Result.PARTIAL
    assert words(deal, check(charter, "activity")) == "strategic partnership treaty"


def test_no_result_speaks_of_a_breach(deal: Told) -> None:
    """Every positive reason says `may touch`, none says `violates` or the like."""
    for exposure in deal.exposed(deal.finding("AGREE"), every=True).exposures:
        assert exposure.reason.startswith(("may touch ", "does not come under "))
        assert not any(word in exposure.reason.casefold() for word in ("violat", "breach", "illegal", "unlawful"))


def test_a_denial_opens_the_status_and_asks(deal: Told) -> None:
    """Told and denied: no longer plainly planned; denied alone: nothing applies."""
    both = told(DEAL, DENIAL, published="2025-11-18")
    found = check(both.exposure("unsc-2397-8"), "status")
    assert found.value is Truth.UNKNOWN
    assert "denied" in found.why
    assert "denied" not in check(deal.exposure("unsc-2397-8"), "status").why
    assert found.question in both.exposure("unsc-2397-8").questions
    alone = told("Russia denied that it had hired workers from North Korea.", published="2025-11-18")
    assert alone.exposure("unsc-2397-8").result is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("published", "outcomes"),
    [
        ("2017-08-20", ("true", "false", "false")),
        ("2017-10-20", ("false", "true", "false")),
        ("2018-10-20", ("false", "true", "unknown")),
        ("2020-10-20", ("false", "true", "true")),
    ],
)
def test_the_same_deed_on_other_days(published: str, outcomes: tuple[str, str, str]) -> None:
    """2371 caps, 2375 bans, 2397 sends home by the end of 2019: each in its time; work that goes on is dated by its report."""
    story = told("Russia is hosting 500 workers from North Korea.", published=published)
    rows = ("unsc-2371-11", "unsc-2375-17", "unsc-2397-8")
    assert tuple(check(story.exposure(row), "date").value.value for row in rows) == outcomes


def test_a_done_deed_is_nearer_than_a_planned_one() -> None:
    """Workers who are there and paid, hosted in 2024: every element of the paragraph is met."""
    story = told("Russia hired 500 North Korean workers in May 2024.", published="2024-06-20")
    assert story.exposure("unsc-2397-8").result is Result.CLEAR
    assert told("Russia plans to hire 500 North Korean workers.", published="2024-06-20").exposure("unsc-2397-8").result is Result.PARTIAL


def test_a_supposition_is_no_report() -> None:
    """What analysts suppose leaves the status open."""
    story = told("Analysts said North Korea might send workers to Russia.", published="2024-06-20")
    found = story.exposure("unsc-2397-8")
    assert found.result is Result.PARTIAL
    assert check(found, "status").value is Truth.UNKNOWN


def test_a_longer_name_is_another_listed_party() -> None:
    """`Alabuga Machinery` is not the zone's operator, in the text or on a list."""
    story = told("A German bank lent 20 million euros to Alabuga Machinery in November 2025.", published="2025-11-18")
    assert story.is_near("eu-269-alabugamach")
    assert not story.is_near("eu-269-alabuga")


def test_every_check_has_the_claim_that_its_words_stand_in() -> None:
    """Also where the treaty is in another report than the deed; and the brief on both passes its gate."""
    story = told(
        "North Korea will send 25,000 workers to a drone plant in Alabuga, Tatarstan, in exchange for drone expertise.",
        DEAL,
        "North Korea sent 300 workers to Alabuga in May 2025, diplomats said.",
        published="2025-11-18",
    )
    seen = 0
    for finding in story.findings:
        for exposure in story.exposed(finding, every=True).exposures:
            for found in exposure.tests:
                assert (found.claim is None) is (found.span is None)
                if found.claim is not None and found.span is not None:
                    seen += 1
                    assert story.claims[found.claim].document == found.span.document
    assert seen > 100
    evidence = evidence_of(list(story.documents.values()), list(story.claims.values()), story.findings)
    assert "S/RES/2397 (2017), para 8" in to_markdown(brief_on(evidence))


def test_the_charter_is_named_only_beside_a_decision_of_the_council() -> None:
    """A treaty under which allies send each other ships clashes with no decision that is shipped."""
    story = told("France will send frigates to Greece under the North Atlantic Treaty.", published="2025-11-18")
    assert check(story.exposure("un-charter-103"), "activity").value is Truth.TRUE
    assert not story.is_near("un-charter-103")


def test_who_contests_a_row_is_told_for_its_days_alone() -> None:
    """Since 28 September 2025 three states call the measures on Iran void; before 2016 nobody did."""
    now = told("Russia delivered fighter jets to Iran on 3 November 2025.", published="2025-11-18").exposure("unsc-1929-8")
    assert (now.result, now.contested_by) == (Result.CLEAR, ("RUS", "CHN", "IRN"))
    then = told("Russia delivered fighter jets to Iran on 3 November 2012.", published="2012-11-18").exposure("unsc-1929-8")
    assert (then.result, then.contested_by) == (Result.CLEAR, ())
