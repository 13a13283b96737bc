"""python -m report [SOURCE]: reads an article, or a corpus, with the notebooks and writes
reports/<slug>/index.html.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from report.stopping import stoppable, was_stopped

# What is heavy is imported in the functions, so that a signal finds us ready for it.


def main() -> int:
    """Build the report of the article named on the command line; return 2 for a bad article and 1 where the
    work failed.
    """
    options = _options()
    from report.forks import RARELY, close_early, load_early

    gc.set_threshold(RARELY)
    load_early()
    try:
        index = _build(options)
    except Exception as error:
        status = _complain(error)
        if not status:
            raise
        return status
    finally:
        close_early()
    print(f"The report is at {index}")
    return 0


def _options():
    reports = Path(__file__).resolve().parent.parent / "reports"
    parser = argparse.ArgumentParser(
        prog="python -m report", description="Read a news article and write the report."
    )
    parser.add_argument(
        "source", nargs="?", help="path or address of an article; $ARTICLE or else the sample when left out"
    )
    parser.add_argument(
        "--corpus",
        help="a folder or table of articles instead, for the notebook on many articles; or $CORPUS",
    )
    parser.add_argument("--against", help="a second article, to be held against the first; or $AGAINST")
    parser.add_argument(
        "--names", metavar="A,B", help="with --against: what to call the two, in place of outlets or titles"
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=reports,
        metavar="FOLDER",
        help="where reports are kept (%(default)s); what is found in the articles of a corpus stays in "
        "reports/corpora of the project whatever this is, and the next run takes from there what is done",
    )
    return parser.parse_args()


def _build(options) -> Path:
    from methods.article import ArticleError, load_article

    to = options.to.resolve()
    if against := options.against or os.environ.get("AGAINST"):
        from report.pair import build_pair

        return build_pair(options.source, against, to, _names(options.names))
    if options.names:
        raise ArticleError("--names calls two articles by names: name the second with --against.")
    if not (corpus := options.corpus or os.environ.get("CORPUS")):
        article = load_article(options.source)
        from report.build import build

        return build(article, to)
    if options.source or os.environ.get("ARTICLE"):
        raise ArticleError(
            "An article and a corpus were named: each has a report of its own, so name one of them."
        )
    from report.build import build_corpus

    return build_corpus(corpus, to)


def _names(given: str | None) -> tuple[str, str] | None:
    """Return the two names in "Herald,Courier"; None where none are given."""
    from methods.article import ArticleError

    names = [name.strip() for name in given.split(",")] if given else []
    if names and (len({*names} - {""}) != 2 or len(names) != 2):
        raise ArticleError("--names takes two different names with a comma between: --names Herald,Courier.")
    return (names[0], names[1]) if names else None


def _complain(error: Exception) -> int:
    """Say what is wrong in one sentence and return the exit status; 0 where it is a fault of this program."""
    from methods.article import ArticleError
    from report.run import NotebookError, printable

    if was_stopped():
        return 1
    said = str(error)
    if isinstance(error, OSError):
        said = f"The report cannot be made ({said}): check that this can be reached, and you may write there."
    elif not isinstance(error, (ArticleError, NotebookError, RuntimeError)):
        return 0  # analyse raises RuntimeError where parts of a corpus failed
    print(printable(said), file=sys.stderr)
    return 2 if isinstance(error, ArticleError) else 1


if __name__ == "__main__":
    sys.exit(stoppable(main, "The report was stopped; the last one is unchanged."))
