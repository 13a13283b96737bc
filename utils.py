"""What every notebook shares: reading an article, the parse, tables of words, the look of figures."""
from __future__ import annotations

from functools import lru_cache, wraps
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"


def word_list(name: str) -> pd.DataFrame:
    """Return the editable list `data/<name>.csv` as a table of strings, read anew when the file changes."""
    path = DATA / f"{name}.csv"
    return _read_list(path, path.stat().st_mtime_ns)


@lru_cache
def _read_list(path: Path, _version: int) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")


def kept(function):
    """Keep what a function of a Doc returns with the Doc, so that it is computed once however many ask."""

    @wraps(function)
    def once(doc):
        key = f"{function.__module__}.{function.__qualname__}"
        if key not in doc.user_data:
            doc.user_data[key] = function(doc)
        found = doc.user_data[key]
        return found.copy() if isinstance(found, pd.DataFrame) else found

    return once


@lru_cache
def nlp():
    """Return the one loaded spaCy pipeline: the largest installed `en_core_web_*`."""
    import spacy
    from spacy.language import Language

    @Language.component("line_starts")
    def line_starts(doc):
        # Without this, a heading or dateline is parsed as part of the sentence on the next line.
        for token in doc[1:]:
            if "\n" in token.text:
                token.is_sent_start = False
            elif "\n" in doc[token.i - 1].text:
                token.is_sent_start = True
        return doc

    size = {"sm": 0, "md": 1, "lg": 2, "trf": 3}
    models = [m for m in spacy.util.get_installed_models() if m.startswith("en_core_web_")]
    pipeline = spacy.load(max(models, key=lambda m: size.get(m.split("_")[3], -1)))
    pipeline.add_pipe("line_starts", before="parser")
    pipeline.max_length = 2_100_000
    return pipeline


def parse(article_or_text):
    """Return the spaCy Doc of an Article's body text, or of a string."""
    return nlp()(getattr(article_or_text, "text", article_or_text))


@kept
def sentence_spans(doc) -> list:
    """Return the sentences of a Doc as spaCy Spans without white space at their ends; the list index is `sentence`."""
    spans = []
    for sent in doc.sents:
        solid = [t.i for t in sent if not t.is_space]
        if solid:
            spans.append(doc[solid[0]:solid[-1] + 1])
    return spans


@kept
def sentence_of(doc) -> list[int]:
    """Return for each token of a Doc the number of its sentence, white space counting with the sentence before it."""
    numbers, spans = [], sentence_spans(doc)
    for number, span in enumerate(spans):
        numbers += [number] * ((spans[number + 1].start if number + 1 < len(spans) else len(doc)) - len(numbers))
    return numbers


def sentences(doc) -> pd.DataFrame:
    """Return one row per sentence of a Doc.

    Columns: `sentence` and `paragraph` (0-based), `start` and `end` (characters of `doc.text`), `text`.
    """
    rows, paragraph, last = [], 0, 0
    for number, span in enumerate(sentence_spans(doc)):
        paragraph += number > 0 and "\n" in doc.text[last:span.start_char]
        last = span.end_char
        rows.append((number, int(paragraph), span.start_char, span.end_char, span.text))
    return pd.DataFrame(rows, columns=["sentence", "paragraph", "start", "end", "text"])
