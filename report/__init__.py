"""Runs the notebooks on one article and writes them as linked pages that are whole by themselves."""

import os
import signal
import sys
from threading import Timer


def _without_traceback(kind, error, trace):
    """Say of Ctrl-C that it was heard, and no more."""
    if issubclass(kind, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def _come_again(unraisable):
    """Have Ctrl-C come again that came where no exception can be raised, as while a module is imported."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        Timer(0.02, os.kill, (os.getpid(), signal.SIGINT)).start()
    else:
        sys.__unraisablehook__(unraisable)


sys.excepthook = _without_traceback
sys.unraisablehook = _come_again
# nbformat brings jsonschema, and that compiles a grammar of web addresses for more than a second, where
# nobody asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
