"""Memory of a process that runs for days."""

import ctypes


def give_back() -> None:
    """Give the system back what is free between things that are in use, where the C library can (glibc): one to five milliseconds.

    It keeps that for later by itself, up to 75 MB after a long sentence.
    """
    if _TRIM is not None:
        _TRIM(0)


def _found() -> "ctypes._FuncPointer | None":
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, another system
        return None


_TRIM = _found()
