"""A limit on the time that a library may take over what strangers wrote.

The work is interrupted from a thread beside it, which has CPython raise an exception in the thread that works. So it holds on
every thread: `signal.setitimer` holds on the main one alone, and the workbench reads on others; a process a page would cost more
than the page. It takes effect between two steps of Python, not within a call into C. What reading calls there is short: of
pages of 20 MB that were made to be slow, the worst went on for 8 seconds beyond its time.
"""

import contextlib
import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# how often a thread is told again whose library swallowed what it was told
_AGAIN_SECONDS = 1.0
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = [ctypes.c_ulong, ctypes.py_object]
# steps of Python within which what a thread was told is raised in it: far fewer
_STEPS = 1_000


class TimeUp(BaseException):
    """The time is up. No `Exception`: libraries that catch all of those must let it pass."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What some work gives, if it takes no longer.

    Args:
        seconds: How long it may take.
        work: What is to be done; it must bear to be broken off anywhere.

    Raises:
        TimeUp: It took longer.
    """
    watch = _Watch(threading.get_ident())
    thread = threading.Thread(target=watch.wait, args=(seconds,), daemon=True)
    try:
        thread.start()
        try:
            return work()
        finally:
            watch.end()
    finally:  # once more: what is raised may be raised in the first call of `end`, and comes once in a second
        watch.end()


class _NeverMind(BaseException):
    """Takes the place of what was not raised yet."""


class _Watch:
    """Looks at the clock for one piece of work.

    Args:
        worker: The thread that works.
    """

    def __init__(self, worker: int) -> None:
        self._worker = ctypes.c_ulong(worker)
        self._over = threading.Event()
        self._has_told = False
        self._lock = threading.Lock()

    def wait(self, seconds: float) -> None:
        """Wait for the end of the work, and break it off if that does not come in time."""
        while not self._over.wait(seconds):
            seconds = _AGAIN_SECONDS
            with self._lock:
                if not self._over.is_set():
                    self._has_told = True
                    _raise_in(self._worker, ctypes.py_object(TimeUp))

    def end(self) -> None:
        """The work is over: nothing is raised any more. To be called in the thread that works."""
        with self._lock:
            self._over.set()
        if not self._has_told:
            return
        # Raised here and now. To raise nothing instead leaves a mark in CPython 3.11, with which a thread that is traced never goes on.
        with contextlib.suppress(_NeverMind):
            _raise_in(self._worker, ctypes.py_object(_NeverMind))
            for _ in range(_STEPS):
                pass
