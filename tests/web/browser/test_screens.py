"""Every screen: what axe-core finds of it, whether it fits the window, and how it is reached."""

from typing import Any

import pytest
from tests.web.browser.chromium import AXE_SCRIPT, DESKTOP, PHONE, ZOOMED, Page, Visitor, beyond, expect

# a screen's address, and the words of the row that is opened there
SCREENS = {
    "inbox": ("/inbox", ""),
    "progress": ("/inbox/progress", ""),
    "set aside": ("/inbox/failures?within=1", ""),
    "document": ("/inbox", "North Korean workers"),
    "claims": ("/claims", ""),
    "claim": ("/claims?q=workers", "will send"),
    "stories": ("/stories", ""),
    "story": ("/stories", "North Korean workers"),
    "map": ("/map", ""),
    "place": ("/map", "Yerevan"),
    "network": ("/network", ""),
    "comparison": ("/network?window=2025-10-01&against=2025-04-01", ""),
    "windows": ("/network/windows", ""),
    "tie": ("/network", "North Korea and Russia"),
    "exposures": ("/exposure", ""),
    "exposure": ("/exposure?q=workers", "25,000 workers"),
    "screening": ("/exposure/screen?name=Alabuga", ""),
    "briefs": ("/brief", ""),
    "nothing": ("/claims?q=zzzz", ""),
    "unknown": ("/stories/nope", ""),
}
NAMES = {
    "i": ("Inbox", "/inbox"),
    "c": ("Claims", "/claims"),
    "s": ("Stories", "/stories"),
    "m": ("Map and timeline", "/map"),
    "n": ("Network", "/network"),
    "e": ("Exposure", "/exposure"),
    "b": ("Brief", "/brief"),
}
_RUN = """colours => axe.run(document, {
  resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
  ...(colours ? {runOnly: ["color-contrast", "link-in-text-block"]} : {})
})"""


def opened(visitor: Visitor, shown: str, name: str) -> Page:
    """A screen, after the blocs that it waits for."""
    path, words = SCREENS[name]
    page = visitor.page(shown + path)
    if words:
        page.locator("main tr:has([data-open])").filter(has_text=words).first.locator("[data-open]").click()
        page.wait_for_load_state()
    expect(page.locator("[data-waiting]")).to_have_count(0)
    return page


def found(page: Page, *, colours: bool = False) -> list[str]:
    """What axe-core finds amiss."""
    answer: dict[str, Any] = page.evaluate(_RUN, colours)
    return [f"{one['id']} ({one['impact']}): {node['html'][:160]}" for one in answer["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_bars_anybody(visitor: Visitor, shown: str, name: str) -> None:
    """axe-core finds nothing, in light and dark, on a desk and on a phone; nothing is wider than the window, zoomed in neither."""
    page = opened(visitor, shown, name)
    page.evaluate(AXE_SCRIPT)
    faults = {}
    for width, height in (DESKTOP, ZOOMED, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        faults[f"wider than {width}"] = beyond(page)
        if (width, height) == ZOOMED:
            continue
        page.emulate_media(color_scheme="light")
        faults[f"{width} light"] = found(page)
        page.emulate_media(color_scheme="dark")
        faults[f"{width} dark"] = found(page, colours=True)
    assert "\n".join(f"{where}: {one}" for where, told in faults.items() for one in told) == ""


def test_a_key_and_a_letter_go_to_each_screen(visitor: Visitor, shown: str) -> None:
    """`g` and its letter, the filter going along."""
    page = visitor.page(f"{shown}/exposure?actor=PRK")
    for letter, (name, path) in NAMES.items():
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(f"**{path}?actor=PRK*")
        expect(page.locator(".rail [aria-current=page]")).to_have_text(name)
        expect(page.get_by_label("Actor", exact=True)).to_have_value("PRK")


def test_keys_move_open_search_and_list_themselves(visitor: Visitor, shown: str) -> None:
    """`j`, `k`, `o`, `/` and `?`; the list gives the focus back when it is closed."""
    page = visitor.page(f"{shown}/stories")
    rows = page.locator("tbody tr")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_class("current")
    page.keyboard.press("k")
    expect(rows.nth(0)).to_have_class("current")
    page.keyboard.press("/")
    expect(page.get_by_label("Words")).to_be_focused()
    page.keyboard.type("jo?")
    expect(page.get_by_label("Words")).to_have_value("jo?")
    button = page.get_by_role("button", name="Keys")
    button.click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/stories/s-*")


def test_keys_may_be_switched_off(visitor: Visitor, shown: str) -> None:
    """Single keys then do nothing, on other pages too; `?` still leads to the switch."""
    page = visitor.page(f"{shown}/claims")
    page.keyboard.press("?")
    page.get_by_label("switch single keys off").check()
    page.get_by_role("button", name="Close").click()
    page.goto(f"{shown}/stories")
    page.keyboard.press("j")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.locator("tr.current")).to_have_count(0)
    expect(page).to_have_url(f"{shown}/stories")
    page.keyboard.press("?")
    page.get_by_label("switch single keys off").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    expect(page.locator("tr.current")).to_have_count(1)


def test_the_first_tab_leads_past_the_screens(visitor: Visitor, shown: str) -> None:
    """A link that shows itself when it has the focus goes to what the page is about."""
    page = visitor.page(f"{shown}/claims")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"


def test_filter_and_pages_are_in_the_address(visitor: Visitor, shown: str) -> None:
    """What is typed narrows the list, going back widens it again, and pages keep what was typed."""
    page = visitor.page(f"{shown}/claims")
    expect(page.locator("caption").first).to_contain_text("93 claims")
    page.get_by_role("link", name="next page").click()
    expect(page.get_by_text("page 2 of 2")).to_be_visible()
    page.get_by_label("Type").select_option("AGREE")
    page.get_by_label("Actor", exact=True).fill("PRK")
    page.keyboard.press("Enter")
    page.wait_for_url("**actor=PRK**")
    narrowed = page.locator("tbody tr").count()
    assert 0 < narrowed < 20
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(narrowed)
    page.go_back()
    expect(page.get_by_text("page 2 of 2")).to_be_visible()


def test_two_windows_are_compared(visitor: Visitor, shown: str) -> None:
    """The slider and the form lead to them; ties that changed are in a table."""
    page = opened(visitor, shown, "network")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-slid]")).to_have_text("2025 Q4")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**window=2025-10-01**")
    page.get_by_label("Compare 2025 Q4 with").select_option("2025 Q2")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="2025 Q4 against 2025 Q2")).to_be_visible()
    assert page.locator("#compared tbody tr").count() > 1


def test_days_are_chosen_by_dragging_over_the_bars(visitor: Visitor, shown: str) -> None:
    """From the first bar to the last one; the map and the table follow."""
    page = opened(visitor, shown, "map")
    bars = page.locator(".bars .reach")
    page.locator(".bars").scroll_into_view_if_needed()
    first, last = bars.nth(bars.count() - 3).bounding_box(), bars.nth(bars.count() - 2).bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 3, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**")
    expect(page.locator("#rows ~ .scroll caption")).to_contain_text("place")
