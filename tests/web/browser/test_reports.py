"""Reports that come in by a browser, and reports that nobody should trust or that are written in other scripts."""

from pathlib import Path

import pytest
from tests.web.browser.chromium import PHONE, Page, Visitor, beyond, expect
from tests.web.browser.conftest import DEED, MARKUP, REPORTS

from foedus.model.record import DocumentId

Strange = tuple[str, dict[str, DocumentId]]
FOREIGN = [name for name in REPORTS if name != "hostile"]


def read(page: Page, title: str) -> None:
    """Wait until all is read and the report stands in the table."""
    expect(page.locator("#progress")).to_contain_text(title, timeout=60_000)
    expect(page.locator("#status")).to_have_text("Reading is done.", timeout=60_000)
    expect(page.locator("#documents")).to_contain_text(title)


def test_a_text_is_pasted_and_read(visitor: Visitor, bench: str) -> None:
    """Its claims are a click away."""
    page = visitor.page(f"{bench}/inbox")
    page.get_by_text("Paste a text").click()
    form = page.locator(".paste")
    form.get_by_label("Title").fill("Drones for Russia")
    form.get_by_label("Outlet").fill("Kyiv Desk")
    form.get_by_label("Published").fill("2025-03-04")
    form.get_by_label("Text").fill(DEED)
    form.get_by_role("button", name="Read").click()
    read(page, "Drones for Russia")
    page.locator("#progress").get_by_role("link", name="claim").click()
    expect(page.locator("tbody")).to_contain_text("Kyiv Desk")
    page.locator("[data-open]").first.click()
    expect(page.locator("#chosen .marked")).to_contain_text("200 drones")


def test_files_are_chosen_or_dropped(visitor: Visitor, bench: str, tmp_path: Path) -> None:
    """What cannot be read is named with its reason; the rest is read."""
    (tmp_path / "report.txt").write_text(f"Ships for Cairo\n\n{DEED.replace('Russia', 'Egypt')}\n", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    page = visitor.page(f"{bench}/inbox")
    page.get_by_label("Files:").set_input_files([tmp_path / "report.txt", tmp_path / "broken.pdf"])
    page.locator("#upload").get_by_role("button", name="Read").click()
    read(page, "Ships for Cairo")
    expect(page.locator("#progress .bad")).to_contain_text("broken.pdf")
    transfer = page.evaluate_handle(
        "text => { const held = new DataTransfer(); held.items.add(new File([text], 'dropped.txt', {type: 'text/plain'})); return held; }",
        f"Dropped from afar\n\n{DEED.replace('Russia', 'Sudan')}\n",
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    read(page, "Dropped from afar")


@pytest.mark.parametrize("name", FOREIGN)
def test_every_script_is_shown_as_written(visitor: Visitor, strange: Strange, name: str) -> None:
    """Title, outlet and text are those of the report, the title isolated and the text running its own way."""
    address, ids = strange
    title, outlet, text, language = REPORTS[name]
    page = visitor.page(f"{address}/inbox", size=PHONE)
    row = page.locator("tbody tr").filter(has_text=title)
    expect(row).to_contain_text(outlet)
    page.goto(f"{address}/documents/{ids[name]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    shown = page.locator(".text")
    assert (shown.text_content() or "").strip() == text
    assert shown.evaluate("one => getComputedStyle(one).direction") == ("rtl" if language == "ar" else "ltr")
    assert shown.get_attribute("lang") == language
    assert beyond(page) == []


def test_a_hostile_report_stays_text(visitor: Visitor, strange: Strange) -> None:
    """No script of it runs, no element of it appears, no window gets wider, on any screen that shows it."""
    address, ids = strange
    page = visitor.page(f"{address}/claims?document={ids['hostile']}", size=PHONE)
    claim = page.locator("tbody tr").first.get_attribute("data-claim")
    finding = page.locator("tbody tr a[href*='/stories/']").first.get_attribute("href")
    assert finding
    screens = (
        "/inbox",
        f"/documents/{ids['hostile']}",
        f"/claims?claim={claim}",
        "/stories",
        finding,
        "/map",
        "/network",
        "/exposure",
        "/brief",
    )
    for screen in screens:
        page.goto(address + screen)
        page.wait_for_load_state("networkidle")
        assert page.locator("main img, main script, h1 h1").count() == 0, screen
        assert page.get_by_role("heading", level=1).count() == 1, screen
        assert page.get_by_role("heading", name="Owned", exact=True).count() == 0, screen
        assert beyond(page) == [], screen
    page.goto(f"{address}/documents/{ids['hostile']}")
    assert MARKUP in (page.locator(".text").text_content() or "")
