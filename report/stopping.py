"""How programs are stopped by Ctrl-C, SIGTERM and SIGHUP: with one sentence, after clearing up."""

from __future__ import annotations

import logging
import os
import signal
import sys
import warnings
from contextlib import contextmanager
from threading import Timer
from time import monotonic

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
AT_ONCE = 5  # seconds in which a second signal is taken for the first: a terminal and make each send one


class Stopped(KeyboardInterrupt):
    """A signal stopped the work."""


class _State:
    number = 0  # the signal that stopped the work
    since = 0.0
    nearly_done = False


def stoppable(main, sentence: str) -> int:
    """Return what a program's `main` returns; where a signal stops it, say the sentence and end the process
    with 128 and the number of the signal.
    """
    _State.number, _State.nearly_done = 0, False
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup leaves it
            signal.signal(number, _stop)
    sys.unraisablehook = _raise_elsewhere
    status = 1
    try:
        status = main()
    except BaseException:
        if not _State.number:
            raise
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
    if _State.number and status:
        print(sentence, file=sys.stderr, flush=True)
        os._exit(128 + _State.number)  # what runs at a normal end has no kernels to end and no words to say
    return status


def was_stopped() -> bool:
    """Tell whether a signal has come: what fails after it fails for that reason."""
    return bool(_State.number)


@contextmanager
def to_the_end():
    """Let no signal stop what must not be left half done, nor what little is left after it."""
    _State.nearly_done = True
    try:
        yield
    except BaseException:
        _State.nearly_done = False
        raise


def _stop(number, _frame) -> None:
    if _State.nearly_done or monotonic() < _State.since + AT_ONCE:
        return
    _State.number, _State.since = number, monotonic()
    # What is broken off complains: tasks that were not awaited, kernels that are gone.
    logging.disable()
    warnings.simplefilter("ignore")
    raise Stopped


def _raise_elsewhere(unraisable) -> None:
    """Have a signal come again that came where no exception can be raised, as in a destructor."""
    if isinstance(unraisable.exc_value, Stopped):
        _State.since = 0
        Timer(0.02, os.kill, (os.getpid(), _State.number)).start()
    elif not was_stopped():
        sys.__unraisablehook__(unraisable)
