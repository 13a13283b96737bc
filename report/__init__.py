"""Runs the notebooks on one article and writes them as linked pages that are whole by themselves."""

import sys


def _without_traceback(kind, error, trace):
    """Say of Ctrl-C that it was heard, and no more."""
    if issubclass(kind, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _without_traceback
# nbformat brings jsonschema, and that compiles a grammar of web addresses for more than a second, where
# nobody asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
