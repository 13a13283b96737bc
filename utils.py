"""What the rooms share and no question owns: the editable lists, tables, the parse and its tokens, and the
wording of results.

As this file loads it imports nothing of the project, and no spaCy. `word_list`, `nlp`, `parse` and
`sentence_spans` are doors: what is behind them, in `methods.lists`, `methods.article` and
`methods.pipeline`, is loaded when they are first asked.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple, Protocol, cast, get_type_hints

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
LARGEST = 2_000_000  # characters or bytes of a file or page; more is no single article
# Characters of a body that are read: some 65,000 words. The longest features of news have 20,000; a book, and
# what takes more memory and time than a laptop has, is refused with one sentence.
LONGEST_BODY = 400_000
LONGEST_SENTENCE = 500  # tokens; what is longer is a list and is cut: time grows with a sentence's square
SEED = 2018  # of all that is drawn by chance, so that a result can be had again
SUBJECTS = ("nsubj", "nsubjpass", "csubj")  # the parser's labels
# The tables of one article are short: Python's strings are faster there than Arrow's, which pandas takes
# where pyarrow is installed.
TEXT = pd.StringDtype("python", na_value=np.nan)


class ArticleError(ValueError):
    """One sentence that says what is wrong with the text that was asked for, and what to do."""

    __module__ = "methods.article.shape"  # where readers find it, with all that reading is

    def _render_traceback_(self) -> list[str]:  # asked for by IPython: a notebook shows the sentence alone
        return [str(self)]


# Lists: the editable tables in data/


def word_list(name: str) -> pd.DataFrame:
    """Return the editable list `data/<name>.csv` as a table of strings, read again when the file changes."""
    return _kept_list(f"{DATA}/{name}.csv", version_of(name)).copy(deep=False)


def from_lists(*names: str):
    """Cache what a function without arguments makes of editable lists, until one of them changes."""

    def decorate(function):
        cached = lru_cache(maxsize=1)(lambda *_: function())
        return wraps(function)(lambda: cached(*map(version_of, names)))

    return decorate


def version_of(name: str) -> int:
    """Return when a list was last changed, 0 where there is none of that name."""
    path = f"{DATA}/{name}.csv"
    return os.stat(path).st_mtime_ns if os.path.exists(path) else 0


def lists_state() -> tuple:
    """Return the names and times of change of all editable lists: results are good for as long as it stays
    the same.
    """
    return tuple(
        sorted(
            (file.name, file.stat().st_mtime_ns) for file in os.scandir(DATA) if file.name.endswith(".csv")
        )
    )


@lru_cache
def _kept_list(path: str, _version: int) -> pd.DataFrame:
    from methods.lists import checked_list

    return checked_list(Path(path))


# Tables: one row for each thing that a method finds


def kept(function):
    """Keep what a function of a Doc returns with the Doc, so that it is computed once however many ask."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def once(doc, **options):
        key = (name, *options.items()) if options else name
        if "kept" not in doc.user_data:
            doc.user_data.update(kept={}, lists=lists_state())
        known = doc.user_data["kept"]
        if key not in known:
            known[key] = function(doc, **options)
        return known[key]

    return once


def forget_if_lists_changed(doc) -> None:
    """Drop what is kept with a Doc if a list was edited since, so that the next answer is from the list as it
    is now.
    """
    if doc.user_data.get("lists") != lists_state():
        doc.user_data.pop("kept", None)


def frame(rows, columns: dict[str, type]) -> pd.DataFrame:
    """Return rows as a DataFrame with columns of these types, even where there are no rows to tell them."""
    values = zip(*rows) if rows else [()] * len(columns)
    types = {name: TEXT if kind is str else kind for name, kind in columns.items()}
    return pd.DataFrame({name: pd.array(column, dtype=types[name]) for name, column in zip(columns, values)})


def with_its_index(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose named index, as `groupby` leaves it, is columns like the others."""
    return table.reset_index() if any(table.index.names) else table


class TableFunction(Protocol):
    """A function of a text that returns a DataFrame, with its `rows` and the types of its `columns`."""

    rows: Callable[..., list]
    columns: dict[str, type]

    def __call__(self, text, **options) -> pd.DataFrame: ...


def table_of(row: type) -> Callable[[Callable], TableFunction]:
    """Make of a function that finds rows (named tuples of the class `row`) in a Doc the one door to them as a
    table.

    The table function takes a Doc, an Article or a string and returns a DataFrame with the fields and types
    of `row`, and its attribute `columns` holds them. Its attribute `rows` gives the rows themselves, kept
    with the Doc, for methods that walk through them and for whole corpora: to make and read a short DataFrame
    takes longer than to find what is in it.
    """
    columns = get_type_hints(row)

    def decorate(function):
        @kept
        @wraps(function)
        def found(doc, **options):
            return list(function(doc, **options))

        @wraps(function)
        def rows(text, **options):
            return found(as_doc(text), **options)

        @wraps(function)
        def table(text, *others, **options):
            if others:
                raise TypeError(
                    f"{function.__name__} takes one text, and options by their names: compare_two(a, b) of "
                    "methods.corpus holds two texts against each other."
                )
            doc = as_doc(text)
            forget_if_lists_changed(doc)
            return frame(found(doc, **options), columns)

        door = cast(TableFunction, table)
        door.rows, door.columns = rows, columns
        return door

    return decorate


# The parse: one pipeline, its tokens and its sentences


@lru_cache
def nlp():
    """Return the one loaded spaCy pipeline: the largest installed `en_core_web_*`."""
    from methods.pipeline import loaded

    return loaded()


def parse(article_or_text, *, reader: bool = True):
    """Return the spaCy Doc of an Article's body text, or of a string; raises TypeError for anything else, and
    for the name of a file, and ArticleError for more than LONGEST_BODY characters.

    Half a character (a lone surrogate), which no Doc can hold, becomes U+FFFD, so that all places stay.
    Without `reader` the Doc is read by its words alone, which is faster: the second reader of `methods.tone`
    leaves it out.
    """
    from methods.article import require_text
    from methods.pipeline import parsed

    text = require_text(article_or_text)
    if reader and text in _ahead:
        return _ahead[text]
    doc = parsed(re.sub("[\ud800-\udfff]", "\ufffd", text))
    doc.user_data["reader"] = reader
    if text is not article_or_text:  # what names an Article goes with its Doc
        doc.user_data.update({field: getattr(article_or_text, field, "") for field in ("outlet", "title")})
    return doc


_ahead: dict[str, Any] = {}


def parse_ahead(article):
    """Return `parse` of an Article, and have `parse` return that same Doc from then on: for a process that
    is forked by others who will all ask for it.
    """
    _ahead[article.text] = parse(article)
    return _ahead[article.text]


def too_long(text: str) -> str:
    """Say in one sentence that a text is more than one article; empty where it is not.

    >>> too_long("It rained.")
    ''
    """
    return (
        f"This holds {len(text):,} characters of text, and at most {LONGEST_BODY:,} are read as one article "
        f"(some 65,000 words): split it, and give one part at a time."
        if len(text) > LONGEST_BODY
        else ""
    )


def as_doc(text):
    """Return a Doc as it is, and parse an Article or a string; raises TypeError for anything else."""
    return text if hasattr(text, "user_data") else parse(text)


@kept
def text_of(doc) -> str:
    """Return `doc.text`, which spaCy puts together again each time it is asked, and so is kept."""
    return doc.text


@kept
def _token_starts(doc) -> list[int]:
    return doc.to_array("IDX").tolist()


def tokens_at(doc, start: int, end: int) -> tuple[int, int]:
    """Return the first token that characters of `doc.text` touch and the token after the last."""
    starts = _token_starts(doc)
    return max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)


@kept
def lower_case(doc) -> tuple[list[str], list[str]]:
    """Return the words of a Doc and their lemmas in lower case; asking each token for its own takes several
    times as long.
    """
    words, lemmas = texts_of(doc, "LOWER", "LEMMA")
    return words, [lemma.lower() for lemma in lemmas]


def texts_of(doc, *attributes: str):
    """Yield for each attribute, as spaCy's `to_array` knows it, a list with the string of each token."""
    for column in doc.to_array(list(attributes)).reshape(len(doc), len(attributes)).T.tolist():
        strings = {key: doc.vocab.strings[key] for key in set(column)}
        yield [strings[key] for key in column]


@kept
def sentence_spans(doc) -> list:
    """Return the sentences of a Doc as spaCy Spans without white space at their ends; the list index is
    `sentence`.
    """
    from methods.pipeline import trimmed

    return trimmed(doc)


@kept
def sentence_of(doc) -> list[int]:
    """Return for each token of a Doc the number of its sentence, white space counting with the sentence
    before it.
    """
    spans = sentence_spans(doc)
    numbers: list[int] = []
    for number in range(len(spans)):
        numbers += [number] * (
            (spans[number + 1].start if number + 1 < len(spans) else len(doc)) - len(numbers)
        )
    return numbers


class Sentence(NamedTuple):
    sentence: int
    paragraph: int
    start: int
    end: int
    text: str


@kept
def borders(doc) -> set[int]:
    """Return the numbers of the sentences before which a border stands.

    In: a Doc. Out: sentences after a heading, a caption, the time of an entry, or at the edge of an item
    of a list: what stands on both sides does not continue. `Article.text` marks a border by two blank
    lines, and so may any text, so that it is known wherever the text goes.

    >>> borders(parse("It rained.\\n\\n\\nIt snowed.\\n\\nIt hailed."))
    {1}
    """
    spans, whole = sentence_spans(doc), text_of(doc)
    return {
        number
        for number in range(1, len(spans))
        if whole[spans[number - 1].end_char : spans[number].start_char].count("\n") > 2
    }


@table_of(Sentence)
def sentences(doc):
    """Return one row per sentence of a Doc.

    In: a Doc, an Article or a string. Out: `sentence` and `paragraph` (0-based), `start` and `end`
    (characters of `doc.text`), `text`. Before which of them a border stands, `borders` says.

    >>> sentences("It rained. It blew.\\n\\nIt snowed.")[["paragraph", "text"]].values.tolist()
    [[0, 'It rained.'], [0, 'It blew.'], [1, 'It snowed.']]
    """
    paragraph, last, whole = 0, 0, text_of(doc)
    for number, span in enumerate(sentence_spans(doc)):
        start = span.start_char
        paragraph += number > 0 and "\n" in whole[last:start]
        last = span.end_char
        yield Sentence(number, paragraph, start, last, whole[start:last])


# Wording: numbers and names as a reader expects them


def one_line(text: str) -> str:
    """Return a text with each run of white space as one space.

    >>> one_line("  two\\nlines ")
    'two lines'
    """
    return " ".join(text.split())


def brief(text: str, size: int = 60) -> str:
    """Return a text on one line of at most `size` characters, cut at a word where it can be.

    >>> brief("The ministers met in the old town hall.", 20)
    'The ministers met …'
    """
    line = shorten(text, size, placeholder=" …")
    return line if line != "…" else text.strip()[: size - 1] + "…"


def signed(number: float, places: int = 2) -> str:
    """Return a number with its sign, a true minus and none before zero.

    >>> signed(-.512), signed(-.001)
    ('−0.51', '+0.00')
    """
    return f"{number:+z.{places}f}".replace("-", "−")


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun in the right form.

    >>> count_of(1, "turn"), count_of(0, "turn")
    ('1 turn', 'no turns')
    """
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def listed(items, last: str = "and") -> str:
    """Return names as a phrase.

    >>> listed(["Ana", "Tom", "Lee"])
    'Ana, Tom and Lee'
    """
    items = list(map(str, items))
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)
