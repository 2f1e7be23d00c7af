"""`watch` and `read` on addresses, from the command line to the ledger, against a server on loopback."""

import io
import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from tests.cli.conftest import Run
from tests.reading.serving import Clock, Handler, Site, giving, missing, serving, versioned
from typing_extensions import override

from foedus.cli.sources import Intake
from foedus.cli.watching import Watcher, web
from foedus.model.visit import Visits
from foedus.reading.opml import read_list
from foedus.reading.pace import MIN_DELAY, Pace, Sleep

pytestmark = pytest.mark.slow

WORKERS = "North Korea will send 25,000 workers to Russia in exchange for know-how, a South Korean official said on Monday."
ENVOY = "Japan condemned North Korea on Tuesday. The foreign ministry in Tokyo gave no further reason for the statement."


def rss(*texts: str) -> str:
    """A feed."""
    items = (
        f"<item><title>News</title><link>/{number}</link><description>{text}</description></item>" for number, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the commands go by."""
    clock = Clock()

    def pace(visits: Visits, *, sleep: Sleep) -> Pace:  # noqa: ARG001  # the clock's sleep stands in its place
        return Pace(visits, clock=clock, sleep=clock.sleep)

    monkeypatch.setattr("foedus.cli.watching.Pace", pace)
    return clock


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    """A server on loopback, with a feed of two entries."""
    assert clock.now
    with serving() as site:
        site.pages["/feed"] = versioned(rss(WORKERS, ENVOY))
        yield site


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> str:
    """A list of that feed, and of one that is lost."""
    outlines = "".join(f'<outline text="Daily Test" xmlUrl="{site.url}/{name}"/>' for name in ("feed", "lost"))
    (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    return "feeds.opml"


def test_a_round(foedus: Run, site: Site, feeds: str, tmp_path: Path) -> None:
    """New entries are coded into the ledger; what failed is said; the second time nothing is sent or added."""
    ran = foedus("watch", feeds, "--once", "--allow-private")
    assert ran.code == 3
    assert ran.out == ""
    assert f"left out: {site.url}/lost answers 404 Not Found" in ran.err
    assert "foedus.db: 2 feeds, 0 unchanged; 2 documents added; 1 left out" in ran.err
    lines = [json.loads(line) for line in foedus("findings", "--json").out.splitlines()]
    assert {"AGREE", "ACCUSE"} <= {line["event"] for line in lines}
    again = foedus("watch", feeds, "--once", "--allow-private")
    assert "2 feeds, 1 unchanged; 0 documents added; 1 left out" in again.err
    assert json.loads((tmp_path / "foedus.db.watch.json").read_bytes())["feeds"][f"{site.url}/feed"]["etag"] == '"v1"'


@pytest.mark.parametrize("begun", [False, True])
def test_a_new_ledger_gets_everything(foedus: Run, site: Site, feeds: str, story: Path, tmp_path: Path, begun: bool) -> None:
    """That a feed is unchanged since it was read into a ledger that is gone does not count, whatever the new one was begun with."""
    site.pages["/lost"] = giving(rss(ENVOY))
    assert foedus("watch", feeds, "--once", "--allow-private").code == 0
    for path in tmp_path.glob("foedus.db*"):
        if not path.name.endswith(".json"):
            path.unlink()
    if begun:
        assert foedus("read", story).code == 0
    assert "3 documents added" in foedus("watch", feeds, "--once", "--allow-private").err


def test_loopback_is_not_asked_without_leave(foedus: Run, site: Site, feeds: str) -> None:
    """Nothing usable, and the server saw nothing."""
    ran = foedus("watch", feeds, "--once")
    assert ran.code == 1
    assert "leads to 127.0.0.1, which is not a public address (--allow-private for an intranet)" in ran.err
    assert site.asked == []


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(foedus: Run, site: Site, feeds: str, kind: signal.Signals) -> None:
    """What is in hand goes into the ledger and is remembered; no further request is made; the handlers are as before."""
    before = signal.getsignal(kind)

    def page(handler: Handler) -> None:
        handler.answer(200, rss(WORKERS).encode(), {"ETag": '"v1"'})
        os.kill(os.getpid(), kind)

    site.pages["/feed"] = page
    ran = foedus("watch", feeds, "--every", "5", "--allow-private")
    assert ran.code == 0
    assert "ending after what is in hand" in ran.err
    assert "1 documents added" in ran.err
    assert site.paths() == ["/feed"]
    assert signal.getsignal(kind) == before


class Stop(threading.Event):
    """An event whose waiting moves a clock, and that is set after two waits."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._clock = clock

    @override
    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waits.append(timeout)
        self._clock.now += timeout
        if len(self.waits) == 2:
            self.set()
        return self.is_set()


def test_rounds_follow_each_other(foedus: Run, site: Site, feeds: str, clock: Clock) -> None:
    """From the start of one to the start of the next is as long as was asked for; what the pauses took is part of it."""
    assert foedus("check-data").code == 0  # the pipeline is the one of these tests
    errors = Console(file=io.StringIO())
    intake, stop = Intake(errors), Stop(clock)
    watcher = Watcher("foedus.db", intake, errors)
    with web("foedus.db", max_bytes=1_000_000, allow_private=True) as opened:
        watcher.run(opened, read_list(Path(feeds)), stop, every_seconds=600)
    assert watcher.exit_code == 3
    assert stop.waits == [600 - MIN_DELAY] * 2
    assert site.paths() == ["/feed", "/lost"] * 2


def test_articles(foedus: Run, site: Site, feeds: str) -> None:
    """The page is read in place of the entry."""
    story = f"<html><body><article><p>{ENVOY} Rain fell on the islands.</p><p>{WORKERS}</p></article></body></html>"
    site.pages |= {"/0": giving(story), "/1": missing, "/lost": giving(rss())}
    ran = foedus("watch", feeds, "--once", "--articles", "--allow-private")
    assert ran.code == 3
    assert "1 documents added; 2 left out" in ran.err
    assert "Rain fell" not in foedus("findings").out
    assert site.paths().count("/0") == 1


@pytest.mark.parametrize(
    ("text", "message"), [(None, "feeds.opml cannot be read"), ("<rss/>", "is no OPML"), ("<opml/>", "the list holds no feed")]
)
def test_a_bad_list(foedus: Run, tmp_path: Path, text: str | None, message: str) -> None:
    """One line on stderr, exit code 1."""
    if text:
        (tmp_path / "feeds.opml").write_text(text, encoding="utf-8")
    ran = foedus("watch", "feeds.opml", "--once")
    assert ran.code == 1
    assert message in ran.err


def test_reading_an_address(foedus: Run, site: Site, story: Path) -> None:
    """A page or a feed, beside files; under the same guards."""
    site.pages["/page"] = giving(f"<html><body><article><p>{WORKERS}</p><p>{ENVOY}</p></article></body></html>")
    refused = foedus("read", f"{site.url}/page")
    assert (refused.code, site.asked) == (1, [])
    assert "is not a public address" in refused.err
    ran = foedus("read", f"{site.url}/page", f"{site.url}/feed", story, "--allow-private", "--published", "2025-06-19")
    assert (ran.code, "4 documents added" in ran.err) == (0, True)
    assert f"{site.url}/page" in foedus("show", f"{site.url}/page").out
    assert foedus("read", f"{site.url}/none", f"{site.url}/page", "--allow-private").code == 3


def test_a_ledger_that_cannot_be_made(foedus: Run, site: Site, feeds: str) -> None:
    """Is said before anything is fetched."""
    ran = foedus("watch", feeds, "--once", "--ledger", "none/x.db", "--allow-private")
    assert (ran.code, site.asked) == (1, [])
    assert "there is no folder none" in ran.err


def test_reading_files_leaves_no_trace_of_the_web(foedus: Run, story: Path, tmp_path: Path) -> None:
    """No file of visits beside the ledger; and `code` does not go to the web."""
    assert foedus("read", story).code == 0
    assert not list(tmp_path.glob("*.watch.json"))
    assert "where only `read` and `watch` go" in foedus("code", "http://127.0.0.1:9/").err
