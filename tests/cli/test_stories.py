"""Stories: gathered from their findings, listed, chosen and unfolded."""

import json
from collections.abc import Callable

import msgspec
import pytest
from tests.brief.reports import claim, conflict, event, evidence, finding, report
from tests.cli.conftest import Run

from foedus.brief.evidence import Evidence
from foedus.cli.stories import story_lines
from foedus.desk.stories import day_of, gathered, in_time
from foedus.lexicon.display import DisplayNames
from foedus.model.finding import StatusStep
from foedus.model.text import Document


@pytest.fixture
def told() -> Evidence:
    """Three stories: a deal and a protest at it, a newer visit without a title, an undated treaty."""
    deal = report("deal", "North Korea will send workers. ", title="Workers", outlet="Han River Daily", published="2025-06-18")
    rival = report("rival", "North Korea will send labourers. Japan protested. ", outlet="Ginza Press", published="2025-06-20")
    visit = report("visit", "Russia received Japan. ", outlet="Neva Herald", published="2025-07-01")
    treaty = report("treaty", "Mali signed. ", title="A treaty", published="")
    claims = [
        claim(deal, "North", event(deal, "AGREE PRK > RUS", "will send"), status="planned"),
        claim(rival, "North", event(rival, "AGREE PRK > RUS", "will send"), status="planned"),
        claim(rival, "Japan", event(rival, "PROTEST JPN > PRK", "protested")),
        claim(visit, "Russia", event(visit, "CONSULT RUS > JPN", "received")),
        claim(treaty, "Mali", event(treaty, "SUPPORT MLI > ", "signed")),
    ]
    findings = [
        finding([claims[2]], date="2025-06-19", timeline=_reported(rival, claims[2].id)),
        finding(claims[:2], conflicts=(conflict("quantity", ("1", claims[0]), ("2", claims[1])),), timeline=_reported(deal, claims[0].id)),
        finding([claims[3]], story="s-2", timeline=_reported(visit, claims[3].id)),
        finding([claims[4]], story="s-3"),
    ]
    return evidence([deal, rival, visit, treaty], claims, findings)


def _reported(document: Document, claim_id: str) -> tuple[StatusStep, ...]:
    step = {"published": str(document.published), "status": "planned", "document": document.name, "claim": claim_id}
    return (msgspec.convert(step, StatusStep),)


def test_stories_are_gathered_the_latest_reported_first(told: Evidence) -> None:
    """The undated one stands last; counts are those of the whole story."""
    stories = gathered(told.findings, told)
    assert [story.story for story in stories] == ["s-2", "s-1", "s-3"]
    deal = stories[1]
    assert (str(deal.first), str(deal.last), deal.docs) == ("2025-06-18", "2025-06-20", ("deal", "rival"))
    assert deal.actors == ("PRK", "JPN", "RUS")
    assert (deal.outlets, deal.disputed) == (("Ginza Press", "Han River Daily"), 1)
    assert deal.findings == (told.findings[1].id, told.findings[0].id)
    assert (stories[2].first, stories[2].last) == (None, None)


def test_the_title_is_that_of_the_first_document_else_a_trigger(told: Evidence) -> None:
    """A story whose first document has no title is told by the words of its first deed."""
    assert [story.title for story in gathered(told.findings, told)] == ["received", "Workers", "A treaty"]


def test_a_story_in_text(told: Evidence) -> None:
    """Two lines: days and title, then parties by name and what there is; one day is named once, no day is said to be none."""
    lines = [list(story_lines(story, DisplayNames.load())) for story in gathered(told.findings, told)]
    assert lines[0][0] == "s-2  2025-07-01: “received”"
    assert lines[1] == [
        "s-1  2025-06-18 to 2025-06-20: “Workers”",
        "    North Korea, Japan, Russia; 2 findings, 1 of them disputed; 2 reports of 2 named outlets",
    ]
    assert lines[2][0] == "s-3  no date: “A treaty”"


def test_findings_are_in_order_of_the_deed_else_of_the_report(told: Evidence) -> None:
    """A publication date is never taken for the day of the deed: the heading says which it is."""
    assert [day_of(item) for item in in_time(told.findings)] == ["reported 2025-06-18", "2025-06-19", "reported 2025-07-01", "no date"]


@pytest.mark.slow
def test_stories_of_a_ledger(foedus: Run, ledger: str) -> None:
    """Chosen by any finding in them, whole all the same; as text and as JSON."""
    lines = [json.loads(line) for line in foedus("findings", "--json", "--ledger", ledger).out.splitlines()]
    (story,) = map(json.loads, foedus("stories", "--json", "--type", "agree", "--ledger", ledger).out.splitlines())
    assert (story["story"], story["title"], story["docs"]) == (lines[0]["story"], "Workers for drones", ["story.txt"])
    assert sorted(story["findings"]) == sorted(line["finding"] for line in lines)
    assert len(lines) > 1
    shown = foedus("stories", "--ledger", ledger)
    assert shown.code == 0
    assert shown.out.startswith(f"{story['story']}  2025-06-19: “Workers for drones”\n")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("Atlantis",), ("--type", "AID"), ("--actor", "FRA", "--json")])
def test_no_story_of_that_kind(foedus: Run, ledger: str, arguments: tuple[str, ...]) -> None:
    """Nothing on stdout, a message, exit code 1."""
    ran = foedus("stories", *arguments, "--ledger", ledger)
    assert (ran.code, ran.out) == (1, "")
    assert "holds no story" in ran.err


@pytest.mark.slow
def test_show_unfolds_a_story(foedus: Run, ledger: str) -> None:
    """The head of the story, then each of its findings under its day."""
    (story,) = map(json.loads, foedus("stories", "--json", "--ledger", ledger).out.splitlines())
    shown = foedus("show", story["story"][:8], "--ledger", ledger)
    assert shown.code == 0
    order: Callable[[str], int] = shown.out.index
    assert order(story["story"]) < order(story["findings"][0]) < order(story["findings"][1])
    assert [line for line in shown.out.splitlines() if not line.startswith((" ", "f-", "s-"))]


def test_a_story_has_the_fields_of_its_json_line(told: Evidence) -> None:
    """The line's keys, in their order."""
    line = json.loads(msgspec.json.encode(gathered(told.findings, told)[0]))
    assert list(line) == ["story", "title", "first", "last", "actors", "findings", "docs", "outlets", "disputed"]
