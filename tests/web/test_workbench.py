"""What is worked out once, and what may come later."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from foedus.web import workbench as module
from foedus.web.settings import Settings
from foedus.web.workbench import Workbench

SOON = 20.0


@pytest.fixture
def workbench(place: str) -> Iterator[Workbench]:
    """One on the bundled reports."""
    made = Workbench(Settings(place=place))
    yield made
    made.close()


def slow(folder: Path) -> str:
    """Notes that it was begun, and ends when it may."""
    with (folder / "calls").open("a", encoding="utf-8") as calls:
        calls.write("slow\n")
    until = time.monotonic() + SOON
    while not (folder / "go").exists() and time.monotonic() < until:
        time.sleep(0.01)
    return "made"


def failing() -> str:
    """Fails."""
    msg = "broken"
    raise ValueError(msg)


def test_what_takes_long_comes_in_the_background(workbench: Workbench, tmp_path: Path) -> None:
    """It is none until it is there, is worked out once in a process of its own, and does not keep others from what is there."""
    make = partial(slow, tmp_path)
    assert [workbench.soon_apart("slow", make, seconds=0.01) for _ in range(3)] == [None, None, None]
    assert workbench.once("quick", lambda: "here") == "here"
    (tmp_path / "go").touch()
    assert workbench.soon_apart("slow", make, seconds=SOON) == "made"
    assert workbench.soon_apart("slow", failing, seconds=0) == "made"
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "slow\n"


def test_what_failed_may_be_tried_again(workbench: Workbench) -> None:
    """The failure is raised where it is asked for."""
    with pytest.raises(ValueError, match="broken"):
        workbench.soon_apart("key", failing, seconds=SOON)
    assert workbench.soon_apart("key", partial(str, "made"), seconds=SOON) == "made"


def test_closing_gives_up_what_takes_long(place: str, tmp_path: Path) -> None:
    """A server that is stopped does not wait for it."""
    made = Workbench(Settings(place=place))
    assert made.soon_apart("slow", partial(slow, tmp_path), seconds=0) is None
    begun = time.monotonic()
    made.close()
    assert time.monotonic() - begun < SOON / 2


def test_who_asks_meanwhile_waits_for_the_same(workbench: Workbench) -> None:
    """Several who ask at once have it worked out once."""
    calls: list[str] = []

    def make() -> str:
        calls.append("made")
        time.sleep(0.05)
        return "made"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: workbench.once("key", make), range(8))) == {"made"}
    assert calls == ["made"]


def test_what_was_asked_for_longest_ago_is_forgotten(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what was made first."""
    monkeypatch.setattr(module, "_KEPT", 2)
    for key in ("a", "b", "a", "c"):
        workbench.once(key, lambda key=key: key.upper())  # type: ignore[misc]  # the default is what it is now
    assert [workbench.once(key, lambda: "new") for key in ("a", "c", "b")] == ["A", "C", "new"]


def test_what_takes_long_stands_in_until_it_is_made_anew(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so; what is quick is made anew at once."""
    state = [1]
    monkeypatch.setattr(workbench, "state", lambda: (state[0],))
    made, begun = iter(["first", "second", "third"]), Event()

    def make() -> str:
        begun.set()
        return next(made)

    monkeypatch.setattr(module, "_REST", -1e9)
    assert workbench.lately("key", make) == "first"
    state[0] = 2
    assert not workbench.is_current("key")
    assert workbench.lately("key", make) == "second"
    assert workbench.is_current("key")
    monkeypatch.setattr(module, "_QUICK_SECONDS", -1.0)
    state[0] = 3
    begun.clear()
    assert workbench.lately("key", make) == "second"
    assert begun.wait(SOON)
    until = time.monotonic() + SOON
    while not workbench.is_current("key") and time.monotonic() < until:
        time.sleep(0.01)
    assert workbench.lately("key", make) == "third"


def test_what_hangs_on_its_key_alone_is_made_once(workbench: Workbench) -> None:
    """Whatever becomes of the ledger."""
    counted = iter(range(9))
    assert [workbench.always("key", partial(next, counted)) for _ in range(3)] == [0, 0, 0]
