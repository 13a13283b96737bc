"""Many articles as one table: read from a folder, a table or addresses, and what is wrong with each said
beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import pandas as pd

from methods.article import ArticleError, article_of, clean, decode, find, load_article
from utils import DATA

CORPUS = DATA / "corpus"
CORPUS_COLUMNS = ["article", "title", "date", "outlet", "url", "source", "text", "error"]
SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}
SHORTEST = 20  # words; below it an article is a heading or a stub
MANY = 100  # articles; from here on reading them shows its progress


def read_corpus(source=None) -> pd.DataFrame:
    """Read many English news articles, one row each, and name what is wrong with those that cannot be used.

    `source` is a folder of text, Markdown and HTML files, sub-folders included (a sub-folder's name stands
    for the outlet where a file names none); a CSV, JSONL or Parquet file with a column `text` (or
    `paragraphs`), and `title`, `date`, `outlet` and `url` where they are known; a text file of addresses, one
    a line; or a list of addresses or paths. None stands for the environment variable CORPUS, or else for the
    corpus that ships. A table that this function made and that was saved is taken as it is.

    Columns: `article` (a stable key, the first 12 digits of the text's SHA-256), `title`, `date` (as stated),
    `outlet`, `url`, `source` (file or row), `text` (the body alone), `error` (empty, or one sentence: not
    readable, fewer than 20 words, the same text as an earlier article). Raises ArticleError where there is no
    corpus to read.

    >>> read_corpus([]).columns.tolist()
    ['article', 'title', 'date', 'outlet', 'url', 'source', 'text', 'error']
    """
    import dask.bag
    from tqdm.dask import TqdmCallback

    source = (
        source if isinstance(source, (list, tuple)) else str(source or os.environ.get("CORPUS") or CORPUS)
    )
    items = list(_items(source))
    if not items or all(isinstance(item, dict) and {*CORPUS_COLUMNS} <= item.keys() for item in items):
        return pd.DataFrame(items, columns=CORPUS_COLUMNS, dtype=str)
    pages = any(map(_is_address, items))
    # Pages are waited for; many files are worked on. Few are sooner read than processes are started.
    scheduler = "threads" if pages else "processes" if len(items) >= 20 * MANY else "sync"
    bag = dask.bag.from_sequence(items, partition_size=1 if pages else MANY)
    with TqdmCallback(desc="reading", leave=False, disable=len(items) < MANY):
        rows = bag.map(_read_one).compute(scheduler=scheduler, num_workers=4 if pages else None)
    corpus = pd.DataFrame(rows, columns=CORPUS_COLUMNS, dtype=str)
    again = corpus.duplicated("article") & corpus["error"].eq("")
    first = corpus.drop_duplicates("article").set_index("article")["source"]
    corpus.loc[again, "error"] = (
        "This is the same text as " + corpus["article"][again].map(first) + ": it is counted there."
    )
    return corpus


def _items(source) -> Iterator:
    """What is to be read, one after the other: addresses, paths with the folder they were found in, or rows
    of a table.
    """
    if not isinstance(source, str):
        yield from map(str, source)
    elif (path := find(source)) is None:
        raise ArticleError(
            f"There is no corpus {source[:200]}: give a folder, or a CSV, JSONL or Parquet file."
        )
    elif path.is_dir():
        files = sorted(
            p
            for p in path.rglob("*")
            if p.suffix.lower() in SUFFIXES
            and p.is_file()
            and not any(part.startswith(".") for part in p.relative_to(path).parts)
        )
        if not files:
            raise ArticleError(
                f"{source} holds no .txt, .md or .html file: put the articles there, one a file."
            )
        yield from ((str(file), str(path)) for file in files)
    elif path.suffix.lower() == ".txt":
        yield from filter(None, map(str.strip, decode(path.read_bytes(), path.name).splitlines()))
    else:
        yield from _rows(path)


def _rows(path: Path) -> Iterator[dict]:
    readers = {
        ".csv": partial(pd.read_csv, dtype=str, keep_default_na=False),
        ".jsonl": partial(pd.read_json, lines=True, dtype=False),
        ".parquet": pd.read_parquet,
    }
    try:
        table = readers[path.suffix.lower()](path)
    except KeyError:
        raise ArticleError(
            f"{path.name} is no corpus: give a folder, or a CSV, JSONL or Parquet file."
        ) from None
    except (ValueError, OSError) as error:
        raise ArticleError(
            f"{path.name} cannot be read as {path.suffix[1:].upper()} ({error}): save it anew."
        ) from error
    if not {"text", "paragraphs"} & set(table):
        raise ArticleError(
            f"{path.name} has no column text (it has {', '.join(map(str, table))}): rename the one that holds the articles."
        )
    for number, row in enumerate(table.to_dict("records"), start=1):
        known = {
            key: value for key, value in row.items() if not pd.api.types.is_scalar(value) or pd.notna(value)
        }
        yield {"source": f"{path.name}, row {number}"} | known


def _is_address(item) -> bool:
    return isinstance(item, str) and item.lower().startswith(("http://", "https://"))


def _as_text(value) -> str:
    return clean(value.date().isoformat() if isinstance(value, datetime) else value)


def _read_one(item) -> dict:
    """One row of the corpus, whatever happens: an article that cannot be read is a row with its error."""
    row = dict.fromkeys(CORPUS_COLUMNS, "")
    try:
        if isinstance(item, dict):
            row |= {key: _as_text(item.get(key, "")) for key in ("title", "date", "outlet", "url", "source")}
            text = item.get("paragraphs", item.get("text", ""))
            known = {key: row[key] for key in ("title", "date", "outlet", "source")}
            article = article_of(text if isinstance(text, str) else "\n\n".join(text), **known)
        else:
            path, folder = (item, "") if isinstance(item, str) else item
            row["source"] = clean(os.path.relpath(path, folder) if folder else path)
            row["url"] = path if _is_address(path) else ""
            row["outlet"] = Path(row["source"]).parent.name if folder else ""
            article = load_article(path)
        row |= {
            key: getattr(article, key) for key in ("title", "date", "outlet", "text") if getattr(article, key)
        }
        if (count := len(article.text.split())) < SHORTEST:
            row["error"] = f"This holds {count} words, and an article at least {SHORTEST}."
    except ArticleError as error:
        row["error"] = clean(error)
    except Exception as error:  # one bad article must not stop a million
        row["error"] = f"This cannot be read ({error!r})."
    row["article"] = sha256((row["text"] or row["source"]).encode()).hexdigest()[:12]
    return row
