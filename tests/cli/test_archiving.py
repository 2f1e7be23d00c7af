"""How a run over archives ends."""

import pytest

from foedus.cli.archiving import exit_code_of
from foedus.scale.manifest import Entry, State
from foedus.scale.running import Summary

WHOLE = Entry(input="a", state=State.DONE, part="a", documents=3)
WITH_GAPS = Entry(input="b", state=State.DONE, part="b", documents=3, discards={"answers 404": 2})
FAILED = Entry(input="c", state=State.FAILED, part="c", reason="there is no such file")


@pytest.mark.parametrize(
    ("entries", "ended", "strict", "lenient"),
    [
        ((WHOLE,), True, 0, 0),
        ((WHOLE, WITH_GAPS), True, 3, 0),
        ((WHOLE, FAILED), True, 3, 3),
        ((FAILED,), True, 1, 1),
        ((WITH_GAPS,), False, 3, 3),
    ],
    ids=["all", "records left out", "an input failed", "nothing", "interrupted"],
)
def test_lenience_is_about_records_alone(entries: tuple[Entry, ...], ended: bool, strict: int, lenient: int) -> None:
    """A run whose inputs are all done may count as done though records were left out; nothing else changes."""
    summary = Summary(entries=entries, left=(), ended=ended, duplicates=0)
    assert (exit_code_of(summary), exit_code_of(summary, lenient=True)) == (strict, lenient)
