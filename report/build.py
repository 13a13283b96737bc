"""Makes the report of one article, or of a corpus: runs the notebooks on it, renders them, and puts the pages
where they are looked for.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from shutil import copy

from markupsafe import Markup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from methods.article import SAMPLE, Article, load_article
from methods.figures import stylesheet
from report.place import put_in_place, unfinished
from report.run import read_notebooks, run_notebooks, tags
from report.tables import write_found
from utils import DATA, ROOT, brief, count_of, listed, one_line, parse

REPORTS = ROOT / "reports"
CODINGS = DATA / "coding"
MOST_PAGES = 100  # articles of a corpus that get a page each
MANY = "05_many_articles"  # reads a corpus, not the article


def slug(article: Article) -> str:
    """Return the name of an article's folder: its title in plain letters and the first six digits of its
    SHA-256.

    >>> slug(Article(title="Été — “Talks” resume!", paragraphs=("Talks resume.",)))
    'ete-talks-resume-6e3f8b'
    """
    plain = unicodedata.normalize("NFKD", article.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return "-".join(filter(None, (words, article.sha256[:6])))


def build(article: Article, reports: Path = REPORTS) -> Path:
    """Run the notebooks on an article, write their pages into a folder of its own under `reports`, return the
    index.

    The pages are written beside the article's last report and take its place only when all went well.
    Raises NotebookError where a notebook fails.
    """
    with unfinished(reports) as temporary:
        pages = temporary / "pages"
        run_on(article, pages / "tables", pages)
        return put_in_place(pages, reports / slug(article), temporary) / "index.html"


def build_corpus(source, reports: Path = REPORTS) -> Path:
    """The same with a corpus, as `read_corpus` takes it, and the one notebook that is about corpora.

    Raises ArticleError where nothing can be analysed, and NotebookError.
    """
    from methods.corpus import (
        analyse,  # heavy, and not needed for one article
        read_corpus,
    )
    from methods.corpus.comparison import grouping, periods
    from methods.validation import intended

    corpus = read_corpus(source)
    found = analyse(corpus)  # here the reader sees how far it is; the notebook finds the tables on disk
    good = corpus[corpus["error"].eq("")]
    grouped = grouping(good.assign(period=periods(good["date"]))) != "title"
    texts = tuple(good["text"])
    subject = Article(
        title=f"{len(texts):,} articles of {Path(source).name}", paragraphs=texts, source=str(source)
    )
    with unfinished(reports) as temporary:
        notebook, noted = read_notebooks()[MANY], intended(source)
        for tag in ("sample", "lesson") + ("intended",) * noted.empty + ("grouped",) * (not grouped):
            notebook = _without(notebook, tag)
        notebooks = {MANY: notebook}
        saved, pages = temporary / "corpus.parquet", temporary / "pages"
        corpus.to_parquet(saved)
        # The notebook looks for this file beside the articles.
        noted.to_csv(saved.with_name("intended.csv"), index=False)
        run_notebooks(notebooks, corpus=saved)
        pages.mkdir()
        if len(good) <= MOST_PAGES:
            write_found({name: table.compute() for name, table in found.items()}, pages / "tables")
        titles = good.set_index("article")["title"]
        write_pages(notebooks, subject, pages, dict(titles) if len(titles) <= MOST_PAGES else {})
        write_article_pages(good, pages / "articles")
        return put_in_place(pages, reports / slug(subject), temporary) / "index.html"


def run_on(article: Article, tables: Path, to: Path | None = None) -> dict:
    """Run the notebooks on an article and write its tables into a new folder, and their pages, while others
    still run, into the folder `to`; return the notebooks by name.

    What is for the class is left out: cells tagged `lesson`. When the article is not the sample, what is
    about the sample is left out, too: cells tagged `sample`, and the notebook on the corpus that ships. So
    are cells tagged `coded` when nobody has coded the article. Raises NotebookError.
    """
    notebooks = {name: _without(notebook, "lesson") for name, notebook in read_notebooks().items()}
    if not _is_coded(article):
        notebooks = {name: _without(notebook, "coded") for name, notebook in notebooks.items()}
    if article.sha256 != load_article(SAMPLE).sha256:
        notebooks = {
            name: _without(notebook, "sample") for name, notebook in notebooks.items() if name != MANY
        }
    tables.mkdir(parents=True)
    # The tables are written in the first kernel, where the pipeline is loaded already.
    name, first = next(iter(notebooks.items()))
    first.cells.append(
        new_code_cell(f"from report.tables import write_tables\nwrite_tables({str(tables)!r})")
    )
    pages = Pages(notebooks, article, to) if to else None

    def done(run: str) -> None:
        if run == name:
            first.cells.pop()
        if pages:
            pages.write(run)

    with tempfile.TemporaryDirectory(dir=tables.parent) as temporary:
        saved = Path(temporary, "article.json")
        article.save(saved)
        run_notebooks(notebooks, article=saved, when_done=done)
    if pages:
        pages.finish()
    return notebooks


def _is_coded(article: Article) -> bool:
    """Whether a file in data/coding holds the article's fingerprint; its rows are read by the notebook."""
    return any(article.sha256[:12] in path.read_text("utf-8", "replace") for path in CODINGS.glob("*.csv"))


def _without(notebook, tag: str):
    notebook.cells = [cell for cell in notebook.cells if tag not in tags(cell)]
    return notebook


def write_pages(notebooks: dict, article: Article, folder: Path, articles: dict | None = None) -> None:
    """Render run notebooks as linked pages into the folder whose subfolder `tables` holds the article's
    tables; `articles` are those of a corpus that have a page of their own, the title of each by its key.

    Copies of the word lists that the pages link to go into the subfolder `lists`.
    """
    pages = Pages(notebooks, article, folder, articles)
    for name in notebooks:
        pages.write(name)
    pages.finish()


class Pages:
    """The linked pages of notebooks, each written when its notebook was run and the first one was, too."""

    def __init__(self, notebooks: dict, article: Article, folder: Path, articles: dict | None = None):
        self.notebooks, self.article, self.folder, self.articles = notebooks, article, folder, articles
        self.names, self.waiting = list(notebooks), []
        self.around: dict = {}

    def write(self, name: str) -> None:
        """Write the page of a notebook that was run, or note that it waits for the first one."""
        self.waiting.append(name)
        if self.names[0] in self.waiting or self.around:
            self.around = self.around or self._around()
            while self.waiting:
                self._render(self.waiting.pop(0))

    def finish(self) -> None:
        """Write what is beside the pages: figures and word lists."""
        (self.folder / "figures").mkdir()
        for name, data in self.around["figures"].items():
            (self.folder / "figures" / name).write_bytes(data)
        (self.folder / "lists").mkdir()
        for source in [*DATA.glob("*.csv"), *DATA.glob("*.md")]:
            copy(source, self.folder / "lists")

    def _render(self, name: str) -> None:
        place = self.names.index(name)
        html, made = self.exporter.from_notebook_node(
            self.notebooks[name], {"page": self.around | {"place": place}}
        )
        self.around["figures"] |= made["page"]["figures"]  # nbconvert works on a copy
        (self.folder / self.around["links"][place]["file"]).write_text(html, encoding="utf-8")

    def _around(self) -> dict:
        """Return what every page says around its notebook."""
        from report import pages  # nbconvert is loaded when kernels are at work

        self.exporter = pages.PageExporter()
        links = [
            {
                "file": pages.page_name(name) if place else "index.html",
                "name": pages.short_name(name),
                "title": pages.heading(notebook) or "The article in brief",
            }
            for place, (name, notebook) in enumerate(self.notebooks.items())
        ]
        article, number = self.article, count_sentences(self.notebooks[self.names[0]])
        byline = (article.outlet or article.kicker, getattr(article, "author", ""), article.date)
        return {
            "article": article,
            "links": links,
            "notebooks": self.names,
            "articles": self.articles or {},
            "versions": _versions(),
            "made": datetime.now(UTC),
            "tables": sorted(path.name for path in (self.folder / "tables").glob("*.csv")),
            "figures": {},
            "look": Markup(stylesheet()),
            "sentences": number,
            "byline": " · ".join(filter(None, byline)),
            "read": what_was_read(article, number, self.names[0] == MANY),
            "description": brief(one_line(next(iter(article.paragraphs), "")), 200),
        }


def write_article_pages(corpus, folder: Path) -> None:
    """Write a page for each article of a small corpus into a new folder: In brief, and the article marked.

    In: the rows of `read_corpus` without an error. Above MOST_PAGES articles nothing is written.
    """
    if len(corpus) > MOST_PAGES:
        return
    from methods.figures import brief_list, marked_article, whole_text

    for row in corpus.itertuples():
        article = Article(
            title=row.title, paragraphs=tuple(row.text.split("\n\n")), outlet=row.outlet, date=row.date
        )
        doc = parse(article)
        shown = [
            new_markdown_cell("## In brief"),
            _showing(brief_list(doc)),
            new_markdown_cell("## The article, marked"),
            _showing(marked_article(doc, whole=whole_text())),
        ]
        with tempfile.TemporaryDirectory() as temporary:
            write_pages({"00_start_here": new_notebook(cells=shown)}, article, Path(temporary))
            page = Path(temporary, "index.html").read_text(encoding="utf-8")
        page = page.replace('href="index.html"', f'href="{row.article}.html"')
        folder.mkdir(exist_ok=True)
        back = '<p class="reading-of"><a href="../index.html">All articles</a></p>'
        (folder / f"{row.article}.html").write_text(page.replace("<h1", f"{back}<h1", 1), encoding="utf-8")


def _showing(html):
    return new_code_cell("", outputs=[new_output("display_data", {"text/html": html.data})])


def _versions() -> list[tuple[str, str]]:
    """Python and the packages that requirements.txt names, as far as they are installed."""
    names = re.findall(
        r"^[A-Za-z][\w.-]*", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    found = [("Python", python_version())]
    for name in names:
        with suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return found


def what_was_read(article: Article, sentences: int = 0, many: bool = False) -> str:
    """Say in one line what was read; of a corpus (`many`) each paragraph stands for an article.

    >>> what_was_read(Article(title="Rain", paragraphs=("It rained in Berne.",), captions=("Rain",)))
    'Read: 4 words in 1 paragraph. Set aside: 1 caption.'
    """
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    aside = [count_of(len(article.captions), "caption")] * bool(article.captions)
    aside += [f"{count_of(len(article.left_out), 'block')} that stood around it"] * bool(article.left_out)
    cut = f", {count_of(sentences, 'sentence')}" * bool(sentences)
    read = f"{words:,} words{cut} in {count_of(len(article.paragraphs), 'article' if many else 'paragraph')}"
    return f"Read: {read}." + (f" Set aside: {listed(aside)}." if aside else "")


def count_sentences(notebook) -> int:
    """Return how many sentences the marked article of a run notebook has, 0 where it shows none."""
    shown = (
        output.data.get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "data" in output
    )
    return next((html.count('class="no"') for html in shown if 'class="reading' in html), 0)
