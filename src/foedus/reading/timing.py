"""A limit on the time that a library may take over what strangers wrote.

The work is interrupted from a thread beside it, which has CPython raise an exception in the thread that works. So it holds on
every thread: `signal.setitimer` holds on the main one alone, and the workbench reads on others; a process a page would cost more
than the page. It takes effect between two steps of Python, not within a call into C. What reading calls there is short: of
pages of 20 MB that were made to be slow, the worst went on for 8 seconds beyond its time.
"""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# how often a thread is told again whose library swallowed what it was told
_AGAIN_SECONDS = 1.0
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = [ctypes.c_ulong, ctypes.py_object]
# takes back what was not raised yet
_NOTHING = ctypes.py_object()


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


class _Watch:
    """Looks at the clock for one piece of work.

    Args:
        worker: The thread that works.
    """

    def __init__(self, worker: int) -> None:
        self._worker = ctypes.c_ulong(worker)
        self._over = threading.Event()
        self._lock = threading.Lock()

    def wait(self, seconds: float) -> None:
        """Wait for the end of the work, and break it off if that does not come in time."""
        while not self._over.wait(seconds):
            seconds = _AGAIN_SECONDS
            with self._lock:
                if not self._over.is_set():
                    _raise_in(self._worker, ctypes.py_object(TimeUp))

    def end(self) -> None:
        """The work is over: nothing is raised any more."""
        with self._lock:
            self._over.set()
        _raise_in(self._worker, _NOTHING)
