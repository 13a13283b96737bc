"""Makes the report of two articles side by side: one page and its tables."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

from methods.article import Article, load_article
from methods.corpus import compare_two
from methods.export import export
from report.build import REPORTS, slug, write_pages
from report.place import put_in_place, unfinished
from report.run import read_notebooks, run_notebooks

PAIR = "two_articles"  # the notebook; without a number, because it reads other texts than the series


def build_pair(first, second, reports: Path = REPORTS) -> Path:
    """Run the notebook on two articles, as `load_article` takes them, and return the page that was written.

    Raises ArticleError where one cannot be read, and NotebookError where the notebook fails.
    """
    articles = [load_article(first), load_article(second)]
    names = [article.title or Path(str(article.source)).name for article in articles]
    subject = Article(
        title=f"{names[0]} beside {names[1]}",
        paragraphs=tuple(paragraph for article in articles for paragraph in article.paragraphs),
        source=" and ".join(str(article.source) for article in articles),
    )
    with unfinished(reports) as temporary:
        saved = [temporary / f"{side}.json" for side in ("first", "second")]
        for article, path in zip(articles, saved):
            article.save(path)
        notebooks = {f"00_{name}": notebook for name, notebook in read_notebooks(names=PAIR).items()}
        with _against(saved[1]):
            run_notebooks(notebooks, article=saved[0])
        pages = temporary / "pages"
        export(compare_two(*articles), pages / "tables")
        write_pages(notebooks, subject, pages)
        return put_in_place(pages, reports / slug(subject), temporary) / "index.html"


@contextmanager
def _against(path: Path):
    """Have `$AGAINST` name a file for as long as a notebook runs."""
    before = os.environ.get("AGAINST")
    os.environ["AGAINST"] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["AGAINST"]
        else:
            os.environ["AGAINST"] = before
