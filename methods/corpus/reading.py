"""Many articles as one table: read from a folder, a table or addresses, and what is wrong with each said
beside it.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pandas as pd

from methods.article import ArticleError, article_of, clean, decode, find, load_article, too_little
from utils import DATA, LARGEST, too_long

CORPUS = DATA / "corpus"
CORPUS_COLUMNS = ["article", "title", "date", "outlet", "url", "source", "text", "error"]
SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}
OUTLETS = (
    "outlet",
    "publication",
    "publisher",
    "newspaper",
)  # columns that name the outlet, the first that is there
NAMED = re.compile(
    r"(?P<outlet>[^_]+)_(?P<date>\d{4}-\d{2}-\d{2})(?:_.*)?"
)  # of a file: gazette_2021-03-30.md
MANY = 100  # articles; from here on reading them shows its progress


def read_corpus(source=None) -> pd.DataFrame:
    """Read many English news articles, one row each, and name what is wrong with those that cannot be used.

    In: a folder of text, Markdown and HTML files, sub-folders included; a CSV (UTF-8 or Windows-1252, with
    comma, semicolon or tab), JSONL or Parquet file with a column `text` (or `paragraphs`), in which tags mean
    HTML, and `title`, `date`, `outlet` and `url` where they are known; a text file of addresses, one a
    line; or a list of addresses or paths. None stands for the environment variable CORPUS, or else for the
    corpus that ships. A table that this function made and that was saved is taken as it is.

    The outlet is what the article says itself, or else its sub-folder's name, or else its file's name
    where that is an outlet and a day ("gazette_2021-03-30.md"); in a table it is the column `outlet`,
    `publication`, `publisher` or `newspaper`. What none of them says you add to the table:
    `read_corpus("articles/").assign(outlet="The Post")`.

    Out: `article` (a stable key, the first 12 digits of the text's SHA-256; a text that came before has a key
    of its own, and no rows in the tables of `analyse`), `title`, `date` (as stated),
    `outlet`, `url`, `source` (file or row), `text` (the body alone), `error` (empty, or one sentence: not
    readable, fewer than 20 words, too long, the opening before a paywall, the same text as an earlier
    article). Raises ArticleError where there is no corpus to read.

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
    return _with_keys_of_their_own(corpus)


def _with_keys_of_their_own(corpus: pd.DataFrame) -> pd.DataFrame:
    """Give texts that came before, read or not, keys of their own, so that a join by `article` has each row
    of a table once.

    A key is made of the text and its source: it stays when other articles come to the corpus.
    """
    again = corpus.duplicated("article")
    time = corpus.groupby(["article", "source"]).cumcount().astype(str)  # a list may name a file twice
    whole = corpus["article"] + "\0" + corpus["source"] + "\0" + time
    own = [sha256(one.encode()).hexdigest()[:12] for one in whole[again]]
    corpus.loc[again, "article"] = own
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
        ".csv": _csv_rows,
        ".tsv": _csv_rows,
        ".jsonl": _json_rows,
        ".ndjson": _json_rows,
        ".parquet": _parquet_rows,
    }
    kind = path.suffix.lower()
    if kind not in readers:
        raise ArticleError(
            f"{clean(path.name)} is no corpus: give a folder, or a CSV, JSONL or Parquet file."
        )
    try:
        columns, rows = readers[kind](path)
    except ArticleError:
        raise
    except (ValueError, OSError, csv.Error) as error:
        raise ArticleError(
            f"{clean(path.name)} cannot be read as {kind[1:].upper()} ({clean(error)}): save it again."
        ) from error
    if not {"text", "paragraphs"} & set(columns):
        raise ArticleError(
            f"{clean(path.name)} has no column text (it has {', '.join(map(str, columns))}): "
            "rename the one that holds the articles."
        )
    for number, row in enumerate(rows, start=1):
        known = {
            key: value for key, value in row.items() if not pd.api.types.is_scalar(value) or pd.notna(value)
        }
        yield {"source": f"{clean(path.name)}, row {number}"} | known


def _csv_rows(path: Path) -> tuple[list[str], Iterator[dict]]:
    """The columns and rows of a CSV; a row with more fields than there are columns is an error of its own."""
    text = decode(path.read_bytes(), path.name)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count) if any(map(first.count, ",;\t|")) else ","
    csv.field_size_limit(10 * LARGEST)  # a text that is too long is a row with its error
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    columns = [name.strip() for name in next(lines, [])]

    def rows() -> Iterator[dict]:
        try:
            for fields in filter(None, lines):
                if len(fields) > len(columns) and any(field.strip() for field in fields[len(columns) :]):
                    yield {
                        "problem": f"This row has {len(fields)} fields and the table {len(columns)} columns: "
                        "put quotation marks around its text."
                    }
                else:
                    yield dict(zip(columns, fields))
        except csv.Error as error:
            yield {
                "problem": f"This row and those below it cannot be read ({error}): see its quotation marks."
            }

    return columns, rows()


def _json_rows(path: Path) -> tuple[list[str], Iterator[dict]]:
    """The columns and rows of a JSONL file; a line that is none is an error of its own."""
    rows, problem = [], "it is empty"
    for line in decode(path.read_bytes(), path.name).splitlines():
        if line.strip():
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("no object of fields")
            except (ValueError, RecursionError) as error:
                problem = str(error)
                row = {"problem": f"This line is no JSON ({problem}): mend it or take it out."}
            rows.append(row)
    columns = list(dict.fromkeys(key for row in rows for key in row if key != "problem"))
    if not columns:
        raise ValueError(problem)
    return columns, iter(rows)


def _parquet_rows(path: Path) -> tuple[list[str], Iterator[dict]]:
    """The columns and rows of a Parquet file; a text that is none stays bytes, and is its row's error."""
    import pyarrow
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    columns = file.schema_arrow.names

    def rows() -> Iterator[dict]:
        for batch in file.iter_batches(batch_size=1000):
            arrays = [
                column.view(
                    pyarrow.large_binary() if pyarrow.types.is_large_string(column.type) else pyarrow.binary()
                )
                if pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type)
                else column
                for column in batch.columns
            ]
            for values in zip(*(array.to_pylist() for array in arrays)):
                yield dict(zip(columns, map(_as_utf8, values)))

    return columns, rows()


def _as_utf8(value):
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return value


def _is_address(item) -> bool:
    return isinstance(item, str) and item.lower().startswith(("http://", "https://"))


def _as_text(value) -> str:
    if isinstance(value, bytes):
        return decode(value, "This text") if value.strip() else ""
    return clean(value.date().isoformat() if isinstance(value, datetime) else value)


def _read_one(item) -> dict:
    """One row of the corpus, whatever happens: an article that cannot be read is a row with its error."""
    row = dict.fromkeys(CORPUS_COLUMNS, "")
    try:
        article = _of_row(item, row) if isinstance(item, dict) else _of_file(item, row)
        row |= {
            key: getattr(article, key) for key in ("title", "date", "outlet", "text") if getattr(article, key)
        }
        row["error"] = too_little(article) or too_long(article.text)
    except ArticleError as error:
        row["error"] = clean(error)
    except Exception as error:  # one bad article must not stop a million
        row["error"] = clean(f"This cannot be read ({error!r}).")
    row["article"] = sha256((row["text"] or row["source"]).encode()).hexdigest()[:12]
    return row


def _of_row(item: dict, row: dict):
    """The article in a row of a table; what the row says of it goes before what its text says."""
    if "problem" in item and "text" not in item and "paragraphs" not in item:
        row["source"] = _as_text(item["source"])
        raise ArticleError(item["problem"])
    row |= {key: _as_text(item.get(key, "")) for key in ("title", "date", "url", "source")}
    row["outlet"] = next((_as_text(item[key]) for key in OUTLETS if item.get(key)), "")
    text = item.get("paragraphs", item.get("text", ""))
    text = (
        "\n\n".join(map(_as_text, text))
        if isinstance(text, (list, tuple)) or hasattr(text, "tolist")
        else _as_text(text)
    )
    known = {key: row[key] for key in ("title", "date", "outlet", "source")}
    return article_of(text, **known)


def _of_file(item, row: dict):
    """The article in a file or at an address; its outlet is what it, its folder or its name says."""
    path, folder = (item, "") if isinstance(item, str) else item
    row["source"] = clean(os.path.relpath(path, folder) if folder else path)
    row["url"] = path if _is_address(path) else ""
    if not row["url"] and (says := NAMED.fullmatch(clean(Path(path).stem))):
        row |= {"outlet": says["outlet"], "date": says["date"]}
    row["outlet"] = (
        Path(row["source"]).parent.name if folder and Path(row["source"]).parent.name else row["outlet"]
    )
    return load_article(path)
