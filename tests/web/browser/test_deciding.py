"""What is decided on claims, stories and exposures in a browser, by mouse and by keys, alone and with somebody else."""

import re

from tests.web.browser.chromium import PHONE, Page, Visitor, expect
from tests.web.browser.conftest import corrected, entered

# the page of the table that holds the report on the workers
WORKERS = "/claims?page=2"


def chosen(visitor: Visitor, bench: str) -> Page:
    """The claim on the workers, opened by mouse."""
    page = visitor.page(bench + WORKERS)
    page.locator("tbody tr").filter(has_text="Harbour Gazette").filter(has_text="25,000 workers").locator("[data-open]").click()
    expect(page.locator("#chosen h2")).to_contain_text("North Korea – will send")
    return page


def reason(page: Page, words: str) -> None:
    """Give one for the chosen claim."""
    page.locator("#chosen [data-reason]").fill(words)


def test_a_claim_is_accepted_and_that_taken_back_by_mouse(visitor: Visitor, bench: str) -> None:
    """What was done is said, the next claim comes up, and undoing leads back."""
    page = chosen(visitor, bench)
    reason(page, "read the report")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("Accepted (read the report)")
    row = page.locator("tbody tr").filter(has_text="Harbour Gazette").filter(has_text="25,000 workers")
    expect(row).to_contain_text("accepted")
    page.get_by_role("button", name="Undo", exact=False).first.click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(row).not_to_contain_text("accepted")


def test_claims_are_judged_by_keys_alone(visitor: Visitor, bench: str) -> None:
    """`j`, `o`, a reason, `a`; `x` rejects the next one for the same reason, `u` takes that back, `e` opens a correction."""
    page = visitor.page(bench + WORKERS)
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#claim-title")).to_be_focused()
    first = page.locator("#chosen").get_attribute("data-claim")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("A reason is needed")
    expect(page.locator("#chosen [data-reason]")).to_be_focused()
    page.keyboard.type("seen in print")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Accepted (seen in print)")
    expect(page.locator(f"tr[data-claim={first}]")).to_contain_text("accepted")
    expect(page.locator("#chosen")).not_to_have_attribute("data-claim", first or "")
    second = page.locator("#chosen").get_attribute("data-claim")
    expect(page.locator("#claim-title")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("Rejected (seen in print)")
    expect(page.locator(f"tr[data-claim={second}]")).to_have_class(re.compile("rejected"))
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(page.locator(f"tr[data-claim={second}]")).not_to_have_class(re.compile("rejected"))
    page.keyboard.press("e")
    expect(page.locator(".slots details[open] select").first).to_be_focused()


def test_a_slot_is_corrected(visitor: Visitor, bench: str) -> None:
    """The row says so, what the machine had read stays in the history."""
    page = chosen(visitor, bench)
    corrected(page, "Status", "completed", "they arrived")
    expect(page.get_by_role("status")).to_contain_text("Corrected: status is completed")
    expect(page.locator(".slots tbody tr").filter(has_text="corrected")).to_contain_text("completed")
    expect(page.locator(".history")).to_contain_text("they arrived")
    page.reload()
    expect(page.locator(".history")).to_contain_text("they arrived")


def test_a_note_is_kept(visitor: Visitor, bench: str) -> None:
    """It stands in the history of its claim."""
    page = chosen(visitor, bench)
    reason(page, "ask the embassy")
    page.get_by_role("button", name="Note").click()
    expect(page.get_by_role("status")).to_contain_text("Noted")
    expect(page.locator(".history")).to_contain_text("ask the embassy")


def test_ticked_claims_are_split_and_merged(visitor: Visitor, bench: str) -> None:
    """A claim leaves its finding, and comes back to it."""
    page = chosen(visitor, bench)
    own = page.locator("#chosen .about a[href^='/stories/']")
    before = own.inner_text()
    form = page.locator("#several")
    form.get_by_label("Reason").fill("another deal")
    form.get_by_role("button", name="Split").click()
    expect(page.get_by_role("status")).to_contain_text("Split")
    expect(own).not_to_have_text(before)
    other = page.locator("tbody tr").filter(has_text="Plain Daily").filter(has_text="25,000 workers")
    other.get_by_role("checkbox").check()
    form.get_by_label("Reason").fill("one deal after all")
    form.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("status")).to_contain_text("Merged")
    expect(own).to_have_text(other.locator("a[href^='/stories/']").text_content() or "")


def test_reload_in_the_middle_of_work_loses_nothing(visitor: Visitor, bench: str) -> None:
    """The chosen claim, the filter and the reason that was typed are there again; going back leads to the list."""
    page = chosen(visitor, bench)
    reason(page, "half a thought")
    page.reload()
    expect(page.locator("#chosen h2")).to_contain_text("will send")
    expect(page.locator("#chosen [data-reason]")).to_have_value("half a thought")
    assert "page=2" in page.url
    page.go_back()
    expect(page.locator("#chosen h2")).to_have_count(0)


def test_two_analysts_at_one_claim_see_both_judgements(visitor: Visitor, office: str) -> None:
    """Whoever comes second is shown what the first one decided, and may apply theirs on top."""
    ada, ben = entered(visitor, office, "Ada"), entered(visitor, office, "Ben")
    for page in (ada, ben):
        page.goto(office + WORKERS)
        page.locator("tbody tr").filter(has_text="Harbour Gazette").filter(has_text="25,000 workers").locator("[data-open]").click()
        expect(page.locator("#chosen h2")).to_contain_text("will send")
    reason(ada, "as printed")
    ada.get_by_role("button", name="Accept").click()
    expect(ada.get_by_role("status")).to_contain_text("Accepted")
    reason(ben, "a rumour")
    ben.get_by_role("button", name="Reject").click()
    expect(ben.get_by_role("heading", name="Judged in the meantime")).to_be_visible()
    expect(ben.get_by_role("region", name="Theirs")).to_contain_text("as printed")
    expect(ben.get_by_role("region", name="Yours")).to_contain_text("a rumour")
    ben.get_by_role("button", name="Apply mine on top").click()
    expect(ben.locator("tbody tr.rejected")).to_contain_text("Harbour Gazette")
    ada.reload()
    expect(ada.locator("tbody tr.rejected")).to_contain_text("Harbour Gazette")


def story(visitor: Visitor, bench: str) -> Page:
    """The story of the workers."""
    page = visitor.page(f"{bench}/stories")
    page.get_by_role("link", name="North Korean workers").click()
    page.wait_for_url("**/stories/s-*")
    return page


def test_findings_of_a_story_are_merged_and_that_taken_back(visitor: Visitor, bench: str) -> None:
    """There is one finding less, and the judgement is told; the mouse is enough on a phone too."""
    page = story(visitor, bench)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    cards = page.locator("article.finding")
    before = cards.count()
    page.get_by_label("choose finding 6 for merging").check()
    page.get_by_label("choose finding 7 for merging").check()
    page.locator("#merge").get_by_label("Reason").fill("one deed")
    page.locator("#merge").get_by_role("button", name="Merge").click()
    page.wait_for_url("**done=**")
    expect(cards).to_have_count(before - 1)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(cards).to_have_count(before)


def test_a_claim_is_parted_a_note_kept_an_origin_marked(visitor: Visitor, bench: str) -> None:
    """Each from the card of a finding."""
    page = story(visitor, bench)
    card = page.locator("article.finding").filter(has_text="North Korea announced or agreed cooperation with Russia")
    for legend, button, told in (
        ("Keep a note", "Keep note", "note"),
        ("Say whether two reports have one origin", "Mark origin", "origin"),
        ("Part a claim from the others", "Split", "split"),
    ):
        card.first.locator("details.decide > summary").click()
        form = card.first.get_by_role("group", name=legend)
        form.get_by_role("textbox").fill(f"why {told}")
        form.get_by_role("button", name=button).click()
        expect(page.get_by_role("status")).to_contain_text(f"why {told}")


def test_a_story_is_marked_as_seen(visitor: Visitor, bench: str) -> None:
    """The page then says that nothing changed since."""
    page = story(visitor, bench)
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.get_by_text("Nothing since")).to_be_visible()


def exposure(visitor: Visitor, bench: str) -> Page:
    """What the deal on the workers may touch."""
    page = visitor.page(f"{bench}/exposure?q=workers")
    page.locator("tbody tr").filter(has_text="25,000 workers").locator("[data-open]").click()
    expect(page.get_by_role("heading", name="Exposure: North Korea → Russia")).to_be_visible()
    page.wait_for_load_state()
    return page


def test_exposures_are_confirmed_dismissed_and_taken_back(visitor: Visitor, bench: str) -> None:
    """By mouse; what is dismissed is folded away with its reason."""
    page = exposure(visitor, bench)
    cards = page.locator("article.exposure")
    first = cards.first.get_attribute("id")
    cards.first.get_by_label("Reason").fill("to be asked")
    cards.first.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("confirmed")
    expect(page.locator(f"#{first} .decided")).to_contain_text("to be asked")
    page.locator(f"#{first}").get_by_label("Reason").fill("not this one")
    page.locator(f"#{first}").get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("1 dismissed")).to_be_visible()
    page.get_by_text("1 dismissed").click()
    page.locator(f"#{first}").get_by_label("Reason").fill("it is after all")
    page.locator(f"#{first}").get_by_role("button", name="Take back").click()
    expect(page.get_by_role("status")).to_contain_text("left open")
    expect(page.get_by_text("1 dismissed")).to_have_count(0)


def test_exposures_are_decided_by_keys(visitor: Visitor, bench: str) -> None:
    """`x` means the card that has the focus."""
    page = exposure(visitor, bench)
    card = page.locator("article.exposure").nth(1)
    key = card.get_attribute("id")
    card.get_by_label("Reason").focus()
    page.keyboard.type("no weapons")
    page.keyboard.press("Tab")
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("dismissed")
    expect(page.locator(f"details.folded #{key}")).to_have_count(1)


def test_two_analysts_at_one_exposure_see_both_decisions(visitor: Visitor, office: str) -> None:
    """As with claims."""
    ada, ben = entered(visitor, office, "Ada"), entered(visitor, office, "Ben")
    for page in (ada, ben):
        page.goto(f"{office}/exposure?q=workers")
        page.locator("tbody tr").filter(has_text="25,000 workers").locator("[data-open]").click()
        page.locator("article.exposure").first.get_by_label("Reason").fill(f"seen by {page.locator('.who').inner_text()[:3]}")
    ada.locator("article.exposure").first.get_by_role("button", name="Confirm").click()
    expect(ada.get_by_role("status")).to_contain_text("confirmed")
    ben.locator("article.exposure").first.get_by_role("button", name="Dismiss").click()
    expect(ben.get_by_role("region", name="What stands")).to_contain_text("seen by Ada")
    ben.get_by_role("button", name="Keep mine on top").click()
    expect(ben.get_by_text("1 dismissed")).to_be_visible()
