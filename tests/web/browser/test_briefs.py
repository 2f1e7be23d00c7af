"""A brief in a browser: composed, commented on with citations, checked while one writes, frozen, compared, handed on."""

import re
from pathlib import Path

import pytest
from tests.web.browser.chromium import AXE_SCRIPT, DESKTOP, PHONE, Page, Route, Visitor, beyond, expect
from tests.web.browser.conftest import entered
from tests.web.browser.test_screens import found

FILTER = "actor=PRK"


def begun(page: Page, address: str, name: str = "Workers") -> Page:
    """A new brief on North Korea, once it is composed."""
    page.goto(f"{address}/brief?{FILTER}")
    page.get_by_label("Name of a new brief").fill(name)
    page.get_by_role("button", name="New brief").click()
    expect(page.locator("#check-verdict")).to_contain_text("Passes", timeout=30_000)
    return page


def typed(page: Page, words: str) -> None:
    """Write commentary, and let the button beside the first claim cite it."""
    page.get_by_label("Your view").fill(words)
    page.locator(".brief-text button.cite").first.click()
    expect(page.locator("#check")).to_contain_text("as written, not as kept")


def test_a_brief_is_written_frozen_compared_and_handed_on(visitor: Visitor, bench: str, tmp_path: Path) -> None:
    """Commentary that cites is kept; each version keeps its hash; what is handed on is a file."""
    page = begun(visitor.page(bench), bench)
    page.get_by_role("button", name="Freeze as version 1").click()
    expect(page.get_by_role("status")).to_contain_text("Frozen as version 1")
    assert re.fullmatch(r"[0-9a-f]{64}", page.locator(".pins .hash").inner_text())
    page.get_by_role("link", name="The brief as it stands now").click()
    typed(page, "This is likely to go on")
    expect(page.locator("#check-verdict")).to_contain_text("Passes")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The commentary is kept")
    expect(page.locator(".written")).to_contain_text("This is likely to go on")
    page.get_by_role("button", name="Freeze as version 2").click()
    expect(page.get_by_role("status")).to_contain_text("Frozen as version 2")
    with page.expect_download() as held:
        page.get_by_role("list", name="Forms").get_by_role("link").first.click()
    target = tmp_path / held.value.suggested_filename
    held.value.save_as(target)
    assert b"likely to go on" in target.read_bytes()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".differences")).to_contain_text("This is likely to go on")


def test_commentary_without_a_citation_is_found_out_as_it_is_written(visitor: Visitor, bench: str) -> None:
    """It may not be frozen unsigned, and a reload in the middle asks first."""
    page = begun(visitor.page(bench), bench)
    page.get_by_label("Your view").press_sequentially("Everything is fine.")
    expect(page.locator("#check .fault").first).to_be_visible(timeout=30_000)  # the coder is loaded for the first check
    expect(page.get_by_role("button", name=re.compile("Freeze as"))).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Your view")).to_be_visible()
    assert visitor.warnings == 1


def test_what_is_written_before_the_script_has_come_is_checked_too(visitor: Visitor, bench: str) -> None:
    """On a slow line somebody writes first; leaving the page asks then too."""
    held: list[Route] = []
    page = visitor.page(bench)
    page.goto(f"{bench}/brief?{FILTER}")
    page.route("**/brief.js*", lambda route: held.append(route))  # noqa: PLW0108  # playwright marks what it is given
    page.get_by_label("Name of a new brief").fill("Slow line")
    page.get_by_role("button", name="New brief").click(no_wait_after=True)
    page.get_by_label("Your view").fill("Everything is fine.")
    (script,) = held
    script.continue_()
    expect(page.locator("#check .fault").first).to_be_visible(timeout=30_000)
    page.unroute("**/brief.js*")
    page.reload()
    assert visitor.warnings == 1


def test_the_server_may_be_gone_while_one_writes(visitor: Visitor, bench: str) -> None:
    """It is said that nothing was checked."""
    page = begun(visitor.page(bench), bench, "Gone")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('gone')); }")
    page.get_by_label("Your view").press_sequentially("Everything is fine.")
    expect(page.get_by_role("status")).to_contain_text("is not checked")


def test_two_analysts_at_one_commentary_see_both(visitor: Visitor, office: str) -> None:
    """Whoever comes second is shown what was kept meanwhile, and may keep theirs on top."""
    ada, ben = entered(visitor, office, "Ada"), entered(visitor, office, "Ben")
    begun(ada, office)
    ben.goto(ada.url)
    typed(ada, "This is likely to go on")
    typed(ben, "This is unlikely to go on")
    ada.get_by_role("button", name="Keep", exact=True).click()
    expect(ada.get_by_role("status")).to_contain_text("kept")
    ben.get_by_role("button", name="Keep", exact=True).click()
    expect(ben.get_by_role("heading", level=1)).to_contain_text("changed in the meantime")
    expect(ben.locator("main")).to_contain_text("This is likely to go on")
    expect(ben.locator("main")).to_contain_text("This is unlikely to go on")


def test_a_brief_needs_no_script(visitor: Visitor, bench: str) -> None:
    """Commented on, kept and frozen by forms."""
    page = begun(visitor.page(bench, has_script=False), bench)
    claim = re.search(r"c-[0-9a-f]+", page.locator("#sources").inner_text())
    assert claim
    page.get_by_label("Your view").fill(f"This is likely to go on [{claim[0]}].")
    page.get_by_role("button", name="Check without keeping").click()
    expect(page.locator("#check")).to_contain_text("as written, not as kept")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The commentary is kept")
    page.get_by_role("button", name="Freeze as version 1").click()
    expect(page.get_by_role("status")).to_contain_text("Frozen as version 1")


@pytest.mark.slow
def test_nothing_in_a_brief_bars_anybody(visitor: Visitor, bench: str) -> None:
    """axe-core finds nothing in the live and in the frozen brief, in light and dark, on a desk and on a phone."""
    page = begun(visitor.page(bench), bench)
    faults = {}
    for screen in ("live", "frozen"):
        page.evaluate(AXE_SCRIPT)
        for width, height in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="light")
            faults[f"{screen} {width}"] = [*found(page), *beyond(page)]
            page.emulate_media(color_scheme="dark")
            faults[f"{screen} {width} dark"] = found(page, colours=True)
        if screen == "live":
            page.get_by_role("button", name="Freeze as version 1").click()
            expect(page.get_by_role("status")).to_contain_text("Frozen")
    assert "\n".join(f"{where}: {one}" for where, told in faults.items() for one in told) == ""
