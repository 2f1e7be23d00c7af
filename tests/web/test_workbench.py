"""What is worked out once, and what may come later."""

import threading
from collections.abc import Iterator

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


def test_what_takes_long_comes_in_the_background(workbench: Workbench) -> None:
    """It is none until it is there, is worked out once, and does not keep others from what is there already."""
    go, calls = threading.Event(), list[str]()

    def slow() -> str:
        calls.append("slow")
        assert go.wait(SOON)
        return "made"

    assert workbench.once("quick", lambda: "here") == "here"
    assert [workbench.soon("slow", slow, seconds=0.01) for _ in range(3)] == [None, None, None]
    assert workbench.soon("quick", lambda: "again", seconds=0) == "here"
    go.set()
    assert workbench.soon("slow", slow, seconds=SOON) == "made"
    assert workbench.once("slow", slow) == "made"
    assert calls == ["slow"]


def test_what_failed_may_be_tried_again(workbench: Workbench) -> None:
    """The failure is raised where it is asked for."""

    def failing() -> str:
        msg = "broken"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="broken"):
        workbench.soon("key", failing, seconds=SOON)
    assert workbench.soon("key", lambda: "made", seconds=SOON) == "made"


def test_what_was_asked_for_longest_ago_is_forgotten(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what was made first."""
    monkeypatch.setattr(module, "_KEPT", 2)
    for key in ("a", "b", "a", "c"):
        workbench.once(key, lambda key=key: key.upper())  # type: ignore[misc]  # the default is what it is now
    assert [workbench.once(key, lambda: "new") for key in ("a", "c", "b")] == ["A", "C", "new"]
