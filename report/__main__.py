"""python -m report [SOURCE]: reads an article with all notebooks and writes reports/<slug>/index.html."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from utils import ArticleError, load_article

from report.build import REPORTS, build
from report.run import NotebookError, printable


def main() -> int:
    """Build the report of the article named on the command line; return 2 for a bad article and 1 for a failed notebook."""
    parser = argparse.ArgumentParser(prog="python -m report", description="Read a news article and write the report.")
    parser.add_argument("source", nargs="?", help="path or address of an article; $ARTICLE or else the sample when left out")
    parser.add_argument("--to", type=Path, default=REPORTS, metavar="FOLDER", help="where reports are kept (%(default)s)")
    options = parser.parse_args()
    try:
        index = build(load_article(options.source), options.to.resolve())
    except (ArticleError, NotebookError) as error:
        print(printable(str(error)), file=sys.stderr)
        return 2 if isinstance(error, ArticleError) else 1
    except KeyboardInterrupt:
        return 130
    print(f"The report is at {index}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
