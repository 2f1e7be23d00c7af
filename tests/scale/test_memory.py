"""What a process keeps has a bound, and memory that is free within it goes back to the system."""

import functools
import inspect
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.growth import resident
from tests.compiled import modules

from foedus.scale import memory

_PIECE = 50_000
# of two dialects
_FEW = {"foedus.store.shelf._statements"}


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


def _kept() -> Iterator[tuple[str, "functools._lru_cache_wrapper[object]"]]:
    """The functions of the package that keep answers."""
    for module in modules():
        yield from (
            (f"{module.__name__}.{name}", thing) for name, thing in vars(module).items() if isinstance(thing, functools._lru_cache_wrapper)
        )


def test_no_function_of_what_is_read_keeps_every_answer() -> None:
    """Kept without a bound is only what takes no arguments, such as a table."""
    endless = {name for name, kept in _kept() if kept.cache_parameters()["maxsize"] is None and inspect.signature(kept).parameters}
    assert endless == _FEW
