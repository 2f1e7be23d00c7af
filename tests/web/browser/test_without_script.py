"""The workbench without script: every main action by forms and links alone."""

from tests.web.browser.chromium import Page, Visitor, expect
from tests.web.browser.conftest import DEED, corrected


def plain(visitor: Visitor, address: str) -> Page:
    """A page whose browser runs no script."""
    return visitor.page(address, has_script=False)


def test_claims_are_judged(visitor: Visitor, bench: str) -> None:
    """Open, accept, undo, correct, each a page of its own."""
    page = plain(visitor, f"{bench}/claims?q=workers")
    page.locator("tbody tr").filter(has_text="Harbour Gazette").locator("[data-open]").click()
    expect(page.locator("#evidence")).to_be_in_viewport()
    page.locator("#chosen [data-decide]").get_by_label("Reason").fill("read it")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("Accepted (read it)")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    corrected(page, "Status", "completed", "they arrived")
    expect(page.get_by_role("status")).to_contain_text("Corrected")


def test_a_text_is_pasted(visitor: Visitor, bench: str) -> None:
    """The page of progress asks anew by itself until all is read."""
    page = plain(visitor, f"{bench}/inbox")
    page.get_by_text("Paste a text").click()
    page.locator(".paste").get_by_label("Title").fill("Drones for Russia")
    page.locator(".paste").get_by_label("Text").fill(DEED)
    page.locator(".paste").get_by_role("button", name="Read").click()
    expect(page.get_by_role("heading", name="Read", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="claim").first.click()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_screens_filter_windows_and_pages(visitor: Visitor, bench: str) -> None:
    """Links and forms lead everywhere."""
    page = plain(visitor, f"{bench}/claims")
    page.get_by_role("link", name="next page").click()
    expect(page.get_by_text("page 2 of 2")).to_be_visible()
    page.get_by_label("Actor", exact=True).fill("GRC")
    page.get_by_role("button", name="Filter").click()
    for name in ("Stories", "Map and timeline", "Network", "Exposure"):
        page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()
        expect(page.get_by_label("Actor", exact=True)).to_have_value("GRC")
    page.goto(f"{bench}/network")
    page.get_by_role("slider").fill("12")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("(12 of 15)")).to_be_visible()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("link", name="End the comparison")).to_be_visible()


def test_stories_and_exposures_are_decided_on(visitor: Visitor, bench: str) -> None:
    """Merge two findings, confirm that a rule is the one to ask about."""
    page = plain(visitor, f"{bench}/stories")
    page.get_by_role("link", name="North Korean workers").click()
    page.get_by_label("choose finding 6 for merging").check()
    page.get_by_label("choose finding 7 for merging").check()
    page.locator("#merge").get_by_label("Reason").fill("one deed")
    page.locator("#merge").get_by_role("button", name="Merge").click()
    expect(page.get_by_role("status")).to_contain_text("one deed")
    page.goto(f"{bench}/exposure?q=workers")
    page.locator("tbody tr").filter(has_text="25,000 workers").locator("[data-open]").click()
    card = page.locator("article.exposure").first
    card.get_by_label("Reason").fill("to be asked")
    card.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("confirmed")
