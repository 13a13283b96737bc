"""How long one article of a corpus may take: work beyond that is ended, and the run goes on."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Event, Lock, Thread, get_ident

MOST_SECONDS = 600  # of the processor's time; an article of 65,000 words takes two minutes of it


class TookTooLong(BaseException):
    """The work on one article is ended; as no Exception, so that no method takes it for one of its own."""


@contextmanager
def time_limit(seconds: float | None = None):
    """Raise TookTooLong in the work below once this thread has had so many seconds of the processor.

    In: the seconds, MOST_SECONDS when None. A signal would reach only a process's main thread, and Dask's
    workers work in others: so a thread beside watches the clock and has Python raise the exception where the
    work stands, between two steps of Python. One call of a library in C is not broken off, but ended by it.
    The processor's time counts, and not the clock's where the system tells it: a busy machine changes no
    result.

    >>> with time_limit(5):
    ...     sum(range(10))
    45
    """
    most, thread = MOST_SECONDS if seconds is None else seconds, get_ident()
    used, over, lock = _clock_of(thread), Event(), Lock()

    def watch():
        while not over.wait(max(0.01, most - used())):
            if used() >= most:
                with lock:
                    if not over.is_set():
                        _raise_in(thread, TookTooLong)
                return

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            over.set()
        _raise_in(thread, None)  # what was set a moment before the end, and not raised yet


def _clock_of(thread: int) -> Callable[[], float]:
    """What tells the seconds that a thread has had of the processor from now on."""
    if hasattr(time, "pthread_getcpuclockid"):
        clock = time.pthread_getcpuclockid(thread)
        begun = time.clock_gettime(clock)
        return lambda: time.clock_gettime(clock) - begun
    start = time.monotonic()
    return lambda: time.monotonic() - start


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have Python raise an exception in a thread at its next step; None takes it back."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )
