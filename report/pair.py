"""Makes the report of two articles side by side: one page and its tables."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from methods.article import Article, load_article
from methods.corpus import compare_two
from report.build import REPORTS, slug, write_pages
from report.place import put_in_place, unfinished
from report.run import read_notebooks, run_notebooks
from report.tables import write_found

PAIR = "two_articles"  # the notebook; without a number, because it reads other texts than the series


def build_pair(first, second, reports: Path = REPORTS, names: tuple[str, str] | None = None) -> Path:
    """Run the notebook on two articles, as `load_article` takes them, and return the page that was written.

    `names` are what to call them where their outlets or titles are not to. The report's folder is named after
    both. Raises ArticleError where one cannot be read, and NotebookError where the notebook fails.
    """
    articles = [load_article(first), load_article(second)]
    if names:
        articles = [replace(article, outlet=name) for article, name in zip(articles, names)]
    titles = [article.title or Path(str(article.source)).name for article in articles]
    subject = Article(
        title=f"{titles[0]} beside {titles[1]}",
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
        write_found(compare_two(*articles, names=names), pages / "tables")
        write_pages(notebooks, subject, pages)
        target = reports / "-and-".join(map(slug, articles))
        return put_in_place(pages, target, temporary) / "index.html"


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
