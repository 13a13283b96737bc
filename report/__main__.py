"""python -m report [SOURCE]: reads an article, or a corpus, with the notebooks and writes
reports/<slug>/index.html.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from methods.article import ArticleError, load_article
from report.build import REPORTS, build, build_corpus
from report.run import NotebookError, printable


def main() -> int:
    """Build the report of the article named on the command line; return 2 for a bad article and 1 where the
    work failed.
    """
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
        "--to", type=Path, default=REPORTS, metavar="FOLDER", help="where reports are kept (%(default)s)"
    )
    options = parser.parse_args()
    try:
        against = options.against or os.environ.get("AGAINST")
        corpus = options.corpus or os.environ.get("CORPUS")
        index = _build(options.source, corpus, options.to.resolve(), against)
    except OSError as error:
        print(
            printable(
                f"The report cannot be made ({error}): check that this can be reached, and that you "
                f"may write there."
            ),
            file=sys.stderr,
        )
        return 1
    except (
        ArticleError,
        NotebookError,
        RuntimeError,
    ) as error:  # analyse raises RuntimeError where parts of a corpus failed
        print(printable(str(error)), file=sys.stderr)
        return 2 if isinstance(error, ArticleError) else 1
    except KeyboardInterrupt:
        return 130
    print(f"The report is at {index}")
    return 0


def _build(source, corpus, to: Path, against=None) -> Path:
    if against:
        from report.pair import build_pair

        return build_pair(source, against, to)
    if not corpus:
        return build(load_article(source), to)
    if source or os.environ.get("ARTICLE"):
        raise ArticleError(
            "An article and a corpus were named: each has a report of its own, so name one of them."
        )
    return build_corpus(corpus, to)


if __name__ == "__main__":
    sys.exit(main())
