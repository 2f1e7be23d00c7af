"""Prints every regular expression that the package compiles when it is imported, loads its tables and reads a report.

Run as a program, before anything else has compiled them: `python -m tests.compiled`. A line each: place, pattern, flags, whether
it is for bytes, as JSON.
"""

import contextlib
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

_SOURCE = str(Path(__file__).resolve().parents[1] / "src" / "foedus")
_seen: dict[tuple[Any, int], str] = {}
_compile = re._compile  # type: ignore[attr-defined]  # what every function of `re` goes through


def _noting(pattern: Any, flags: Any) -> Any:
    place = _place(sys._getframe(1))
    made = _compile(pattern, flags)
    if place:
        _seen.setdefault((made.pattern, made.flags), place)
    return made


def _place(frame: FrameType | None) -> str:
    """The line of the package that asks; empty if another one does."""
    while frame is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    if frame is None or not frame.f_code.co_filename.startswith(_SOURCE):
        return ""
    return f"{frame.f_code.co_filename.removeprefix(_SOURCE + '/')}:{frame.f_lineno}"


def modules() -> Iterator[ModuleType]:
    """All modules of the package, imported as they are asked for."""
    import foedus  # noqa: PLC0415  # not before what is compiled is noted

    for found in pkgutil.walk_packages(foedus.__path__, "foedus."):
        with contextlib.suppress(ImportError):  # of an extra that is not installed
            yield importlib.import_module(found.name)


def main() -> None:
    """Import, load, read a report, and print."""
    re._compile = _noting  # type: ignore[attr-defined]
    import foedus  # noqa: PLC0415  # not before what is compiled is noted

    for _ in modules():
        pass
    foedus.load()("North Korea will send 25,000 workers to Russia, an official said on Monday.", published="2025-06-19")
    for (pattern, flags), place in _seen.items():
        is_bytes = isinstance(pattern, bytes)
        print(json.dumps([place, pattern.decode("latin-1") if is_bytes else pattern, flags, is_bytes]))  # noqa: T201  # what it is for


if __name__ == "__main__":
    main()
