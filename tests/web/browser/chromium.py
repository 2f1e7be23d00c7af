"""Debian's Chromium, driven by Playwright; what goes wrong in a page is written down, and what leaves loopback is stopped."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

try:
    from axe_playwright_python.base import AXE_SCRIPT
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response, Route, expect, sync_playwright
except ImportError:
    pytest.skip("a real browser is driven by Playwright: pip install 'foedus[dev]'", allow_module_level=True)

__all__ = ["AXE_SCRIPT", "DESKTOP", "PHONE", "ZOOMED", "Browser", "Page", "Route", "Visitor", "beyond", "expect", "launched"]

Size = tuple[int, int]
DESKTOP, ZOOMED, PHONE = (1280, 900), (640, 450), (390, 844)
_ELSEWHERE = re.compile(r"^(?!data:)(?!http://127\.0\.0\.1[:/])")
# the browser writes an answer like 409 to its console by itself
_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
_BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")].filter((one) =>
  one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll, svg, .hidden, .unseen, .skip")
).map((one) => one.outerHTML.slice(0, 100))"""
_PATIENCE_MS = 15_000
expect.set_options(timeout=_PATIENCE_MS)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for as long as it is needed; the test is skipped where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def beyond(page: Page) -> list[str]:
    """What stands beyond the window's edge where the page can be scrolled sideways; empty where it cannot."""
    found: list[str] = page.evaluate(_BEYOND)
    return found


class Visitor:
    """Opens pages as one person or several, each with cookies of their own.

    Args:
        browser: What opens them.

    Attributes:
        faults: What went wrong: requests that leave loopback, dialogs, errors on the console or in a script, missing files.
        warnings: How often a page asked whether what was written in it may be lost.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.warnings = 0

    def page(self, address: str, *, size: Size = DESKTOP, has_script: bool = True) -> Page:
        """A page of a person who was not there before."""
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=has_script, reduced_motion="reduce"
        )
        context.set_default_timeout(_PATIENCE_MS)
        context.route(_ELSEWHERE, self._stopped)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("dialog", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._unanswered)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    def close(self) -> None:
        """Close all pages."""
        while self._contexts:
            self._contexts.pop().close()

    def _stopped(self, route: Route) -> None:
        self.faults.append(f"left loopback: {route.request.url}")
        route.abort()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not _REFUSED.match(message.text):
            self.faults.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self.warnings += 1
            dialog.accept()
            return
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.status}: {response.url}")

    def _unanswered(self, request: Request) -> None:
        # a page that is left while something loads is no fault
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.faults.append(f"{request.failure}: {request.url}")
