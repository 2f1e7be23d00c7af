"""Memory that is free within the process goes back to the system."""

import os
from pathlib import Path

import pytest
from bench.growth import resident

from foedus.scale import memory

_PIECE = 50_000


@pytest.mark.skipif(memory._TRIM is None or not Path("/proc/self/statm").exists(), reason="another C library or system")
def test_what_is_free_between_things_in_use_goes_back() -> None:
    """Every second of many pieces is freed: their room lies between the others, and is given back."""
    pieces = [os.urandom(_PIECE) for _ in range(2_000)]
    kept = pieces[::2]
    del pieces
    before = resident()
    memory.give_back()
    assert resident() < before - 0.8 * _PIECE * len(kept)


def test_nothing_happens_where_the_library_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another C library has no such call."""
    monkeypatch.setattr(memory, "_TRIM", None)
    memory.give_back()
