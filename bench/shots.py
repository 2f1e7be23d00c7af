"""Pictures of the workbench's screens on the bundled reports, for the documentation and for the eye of whoever changes a page.

`python -m bench.shots` writes `docs/shots/NAME.png` and `NAME-phone.png`; `--dark` shows the dark colours, `--into` another folder.
It needs Debian's Chromium (`apt-get install chromium`) and Playwright (`pip install foedus[dev]`), and reaches nothing but loopback.
"""

import argparse
import io
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from foedus.cli.ledger import read_into
from foedus.cli.sources import Intake
from foedus.model.text import Origin
from foedus.reading.sources import read_bytes
from foedus.web.app import create_app
from foedus.web.settings import Settings

# a screen's address, and the words of the row that is opened there
SCREENS = {
    "inbox": ("/inbox", ""),
    "claims": ("/claims?actor=PRK", "25,000 workers"),
    "story": ("/stories", "North Korean workers"),
    "map": ("/map", ""),
    "network": ("/network", ""),
    "exposure": ("/exposure?q=workers", "25,000 workers"),
    "brief": ("/brief/Workers", ""),
}
SIZES = {"": (1280, 860), "-phone": (390, 844)}
_COLOURS = 128
_PATIENCE_SECONDS = 20.0


@contextmanager
def serving(place: str) -> Iterator[str]:
    """A workbench on a ledger; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(place=place, port=0)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_SECONDS)
        listener.close()


def opened(page: Page, address: str, words: str) -> None:
    """Show a screen, and on it what a link leads to; blocs are waited for."""
    page.goto(address)
    if words:
        page.locator("main tr:has([data-open])").filter(has_text=words).first.locator("[data-open]").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("[data-waiting]", state="detached")
    page.evaluate("scrollTo(0, 0)")


def begin(browser: Browser, address: str) -> None:
    """Compose the brief on North Korea that is shown."""
    page = browser.new_page()
    page.goto(f"{address}/brief?actor=PRK")
    page.get_by_label("Name of a new brief").fill("Workers")
    page.get_by_role("button", name="New brief").click()
    page.wait_for_selector("#check-verdict", timeout=120_000)
    page.close()


def shoot(browser: Browser, address: str, into: Path, *, is_dark: bool, whole: bool) -> None:
    """Write the pictures of all screens that this workbench has."""
    for suffix, (width, height) in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if is_dark else "light")
        for name, (path, words) in SCREENS.items():
            page = context.new_page()
            opened(page, address + path, words)
            target = into / f"{name}{suffix}.png"
            palette(page.screenshot(full_page=whole), target)
            print(f"{target}: {target.stat().st_size:,} bytes")
            page.close()
        context.close()


def palette(raw: bytes, target: Path) -> None:
    """Write a picture with few colours: a quarter of the bytes, and the eye sees no difference on flat grounds."""
    with Image.open(io.BytesIO(raw)) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    """Read the bundled reports, serve them, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=Path("docs/shots"))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--whole", action="store_true", help="the whole length of each page")
    asked = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        parser.error("there is no chromium: apt-get install chromium")
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = f"{folder}/demo.db"
        raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
        read_into(place, read_bytes(raw, Origin(path="reports.jsonl")).kept, Intake(Console(stderr=True)))
        with serving(place) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            begin(browser, address)
            shoot(browser, address, asked.into, is_dark=asked.dark, whole=asked.whole)
            browser.close()


if __name__ == "__main__":
    main()
