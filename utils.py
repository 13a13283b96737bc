"""What the rooms share and no question owns: the editable lists, tables, the parse and its tokens, and the
wording of results.
"""

from __future__ import annotations

import csv
import gc
import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache, wraps
from itertools import pairwise
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
AT_ONCE = 10_000  # tokens that are parsed together: a longer text in pieces, which take less memory
LONGEST_RUN, CUT_AFTER = 300, 100  # signs without white space: where the tokenizer is given them in pieces
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
    return list_reader(Path(path))


def read_list(path) -> pd.DataFrame:
    """Return a CSV file as a table of strings, without the lines that begin with #."""
    head, rows, _ = rows_of_list(Path(path))
    full = [row + [""] * (len(head) - len(row)) for row in rows if len(row) <= len(head)]
    return pd.DataFrame(full, columns=head, dtype=TEXT)


def rows_of_list(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the head of a list, its rows as they stand, and the number of the line on which each ends."""
    lines = [
        (number, line)
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    head = lines[0][1] if lines else ""
    between = ";" if head.count(";") > head.count(",") else ","  # as spreadsheets of some countries write it
    reader = csv.reader([f"{line}\n" for _, line in lines], delimiter=between)
    rows, numbers = [], []
    for row in reader:
        rows.append(row)
        numbers.append(lines[reader.line_num - 1][0])
    return (rows[0] if rows else []), rows[1:], numbers[1:]


# `methods.lists` puts its own here, which knows what may stand in each list; nothing of the project is
# imported in this file.
list_reader: Callable[[Path], pd.DataFrame] = read_list


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
        def table(text, **options):
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
    import spacy
    from spacy.language import Language

    Language.component("sentence_borders", func=sentences_marked)
    size = {"sm": 0, "md": 1, "lg": 2, "trf": 3}
    models = [m for m in spacy.util.get_installed_models() if m.startswith("en_core_web_")]
    pipeline = spacy.load(max(models, key=lambda m: size.get(m.split("_")[3], -1)))
    pipeline.add_pipe("sentence_borders", before="parser")
    pipeline.max_length = LARGEST
    pipeline.tokenizer = _Tokenizer(pipeline.tokenizer)
    gc.freeze()  # the model stays: the garbage collector need not walk through it again and again
    return pipeline


class _Tokenizer:
    """spaCy's tokenizer, which is given long runs without white space in pieces: it takes marks off their
    ends one by one, and reads what is left each time.
    """

    def __init__(self, whole):
        self.whole = whole

    def __call__(self, text: str):
        runs = list(re.finditer(rf"\S{{{LONGEST_RUN},}} ?", text))
        if not runs:
            return self.whole(text)
        from spacy.tokens import Doc

        pieces, last = [], 0
        for run in runs:
            pieces += [text[last : run.start()], *re.findall(rf"\S{{{CUT_AFTER}}}\w* ?|\S+ ?", run[0])]
            last = run.end()
        docs = [self.whole(piece) for piece in (*pieces, text[last:]) if piece]
        return Doc.from_docs(docs, ensure_whitespace=False)


BULLETS = {"-", "–", "—", "•", "*", "·"}
SENTENCE_ENDS = {".", "!", "?"}
QUOTATION_ENDS = {"”", "’", '"', "'", "''", "»"}


def sentences_marked(doc):
    """Tell the parser, before it reads, where a sentence surely begins and where none does.

    Sentences begin after line breaks. None begins after "Gen." before a name, after a quotation that ends
    in "!" or "?" before its verb of saying, or after an ellipsis before a small letter. The parser decides
    on the rest.
    """
    words = [token.text for token in doc]
    starts = [0] * len(words)
    for at in range(1, len(words)):
        word, before = words[at], words[at - 1]
        if "\n" in word:
            starts[at] = -1
        elif "\n" in before:
            starts[at] = 1
        elif before in QUOTATION_ENDS and at > 1 and words[at - 2] in ("!", "?"):
            starts[at] = -1 if word == "," or _goes_on(words, at) else 0
        elif before in QUOTATION_ENDS and at > 1 and words[at - 2][-1:] == "." and len(words[at - 2]) > 1:
            starts[at] = int(_opens(word) and not _goes_on(words, at))  # “So will I.” She left
        elif before == "," and at > 2 and words[at - 2] in QUOTATION_ENDS and words[at - 3] in ("!", "?"):
            starts[at] = -1
        elif before in ("…", "...", "...."):
            starts[at] = -1 if word[:1].islower() else int(word != "I" and _opens(word))
        elif before in ("!", "?") and at > 1 and words[at - 2][:1].isupper():
            starts[at] = -1 if word[:1].islower() else 0  # "Yahoo! shares"
        elif before in BULLETS and (at == 1 or "\n" in words[at - 2]):
            starts[at] = -1
        elif before[-1:] == ".":
            dotted = (
                before if len(before) > 1 or at < 2 or doc[at - 2].whitespace_ else words[at - 2] + before
            )
            starts[at] = _after_abbreviation(dotted, word)
    _cut_lists(words, starts)
    if len(words):
        doc.from_array(["SENT_START"], np.array(starts, dtype=np.int64).astype(np.uint64).reshape(-1, 1))
    return doc


def _cut_lists(words: list[str], starts: list[int]) -> None:
    """Begin a sentence where none begins or ends for hundreds of tokens: after a comma, or else anywhere."""
    last = 0
    for at in range(1, len(words)):
        before = words[at - 1]
        if starts[at] == 1 or before in SENTENCE_ENDS and starts[at] == 0:
            last = at
        elif at - last >= LONGEST_SENTENCE or at - last > LONGEST_SENTENCE * 0.8 and before in (",", ";"):
            starts[at], last = 1, at


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a sentence goes on after a quotation: "he cried", "Ana Lee asked", "the judge asked"."""
    return words[at][:1].islower() or any(
        word in _sentence_words()["says"] for word in words[at + 1 : at + 4]
    )


def _opens(word: str) -> bool:
    return word.lower() in _sentence_words()["opens"]


def _after_abbreviation(dotted: str, word: str) -> int:
    """-1 where no sentence begins after a word with a full stop, 1 where one does, 0 where it is open."""
    lower = dotted.lower()
    kind = _abbreviations().get(lower, "")
    if not kind and re.fullmatch(r"(?:[A-Za-z]\.)+", dotted):
        kind = "initials"
    if not kind or not word[:1].isalnum():
        return 0
    opens = _opens(word)
    if word[:1].isdigit() or word[:1].islower():
        return 0 if kind == "number" and word[:1].islower() else -1
    if kind in ("any", "number"):
        return int(opens)
    if kind == "place":
        return 1 if opens else -1
    return -1 if kind == "name" or not opens and dotted[0].isupper() else 0


@from_lists("sentence_words")
def _sentence_words() -> dict[str, set[str]]:
    table = word_list("sentence_words")
    return {kind: set(words) for kind, words in table.groupby("kind")["word"]}


@from_lists("abbreviations")
def _abbreviations() -> dict[str, str]:
    table = word_list("abbreviations")
    return dict(zip(table["word"], table["before"]))


def parse(article_or_text, *, reader: bool = True):
    """Return the spaCy Doc of an Article's body text, or of a string; raises TypeError for anything else, and
    ArticleError for more than LONGEST_BODY characters.

    Half a character (a lone surrogate), which no Doc can hold, becomes U+FFFD, so that all places stay.
    Without `reader` the Doc is read by its words alone, which is faster: the second reader of `methods.tone`
    leaves it out.
    """
    text = getattr(article_or_text, "text", article_or_text)
    if not isinstance(text, str):
        raise TypeError(
            f"A text, an Article or a parsed text is needed, and this is of type "
            f"{type(text).__name__}: load_article reads a file."
        )
    if fault := too_long(text):
        raise ArticleError(fault)
    if reader and text in _ahead:
        return _ahead[text]
    doc = _parsed(re.sub("[\ud800-\udfff]", "\ufffd", text))
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


def _parsed(text: str):
    """Parse a text, a long one in pieces that end with a line, or else with a sentence."""
    doc = nlp().make_doc(text)
    if len(doc) <= AT_ONCE:
        return nlp()(doc)
    from spacy.tokens import Doc

    lines = [token.i + 1 for token in doc if "\n" in token.text]
    stops = [token.i + 1 for token in doc if token.text in SENTENCE_ENDS]
    cuts = [0]
    while len(doc) - cuts[-1] > AT_ONCE:
        last = cuts[-1] + AT_ONCE
        near = (ends[k - 1] for ends in (lines, stops) if (k := bisect_right(ends, last)))
        cuts.append(next((end for end in near if end > cuts[-1]), last))
    pieces = [nlp()(doc[first:after].as_doc()) for first, after in pairwise([*cuts, len(doc)])]
    whole = Doc.from_docs(pieces, ensure_whitespace=False)
    whole.tensor = whole.tensor[:0]  # nobody asks for it
    return whole


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
    spans: list = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while start < end and doc[end - 1].is_space:
            end -= 1
        if start == end:
            continue
        if (
            spans
            and all(t.is_punct or t.is_space for t in doc[start:end])
            and "\n" not in doc[spans[-1].end : start].text
        ):
            start = spans.pop().start  # a closing quotation mark that the parser left alone
        spans.append(doc[start:end])
    return spans


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


def covered(spans) -> int:
    """Return how many characters spans cover, those that lie in several counted once: voices may quote each
    other.

    >>> covered([(0, 10), (5, 12), (20, 21)])
    13
    """
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
