"""What kind of news is it? Politics and diplomacy, on which acts were measured, or something else.

A linear model of words (multinomial logistic regression, weights in `data/kind_of_news.csv`): the simplest
that does it, and every weight can be read.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

import numpy as np

from utils import as_doc, from_lists, kept, table_of, texts_of, word_list

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "MEASURED",
    "kind_of_news",
    "kind_words",
    "unmeasured",
]

MEASURED = "politics"  # the kind of news on which acts were measured
CONSTANT = "(any)"
FEWEST = 15  # words with a weight; with fewer nothing is said
SUREST = 0.4  # of the probabilities that add up to 1


@from_lists("kind_of_news")
def _weights() -> tuple:
    """Return the kinds, the row of each word, and the weights with a row per word."""
    table = word_list("kind_of_news").set_index("word")
    return list(table), {word: i for i, word in enumerate(table.index)}, table.to_numpy(float)


@kept
def _chances(doc) -> tuple[dict, int]:
    """Return the probability of each kind, and how many words of a Doc have a weight."""
    kinds, rows, weights = _weights()
    counts = Counter(word for word in next(texts_of(doc, "ORTH")) if word in rows)
    used = [rows[word] for word in counts]
    values = np.array([1 + math.log(count) for count in counts.values()])
    scores = weights[rows[CONSTANT]] + (values @ weights[used] / np.linalg.norm(values) if used else 0)
    chances = np.exp(scores - scores.max())
    return dict(zip(kinds, (chances / chances.sum()).tolist())), len(used)


def kind_of_news(text) -> str:
    """Return what kind of news an article is: politics (diplomacy and war too), business, sport, culture,
    technology, science, crime, or "" where the words do not tell.

    In: a parsed Doc, an Article or a string. Out: the likeliest kind if its probability is at least .4 and
    the text has 15 words that the list has a weight for. Only words in small letters count, so that no name
    decides. Raises TypeError for anything else. Source: multinomial logistic regression on word counts.

    >>> kind_of_news("It rained.")
    ''
    """
    chances, used = _chances(as_doc(text))
    likeliest = max(chances, key=chances.get)
    return likeliest if used >= FEWEST and chances[likeliest] >= SUREST else ""


def unmeasured(text) -> str:
    """Return the sentence that tells a reader where an article is not of the kind that acts were measured on.

    In: a parsed Doc, an Article or a string. Out: the sentence; "" for political news, and where the text is
    too short to tell.

    >>> unmeasured("It rained.")
    ''
    """
    doc = as_doc(text)
    kind, used = kind_of_news(doc), _chances(doc)[1]
    if kind == MEASURED or used < FEWEST:
        return ""
    read = f"This reads as news on {kind}" if kind else "What kind of news this is, its words do not tell"
    return f"{read}, and what is told of speakers, acts and turns was measured on political articles."


class KindWord(NamedTuple):
    kind: str
    word: str
    count: int
    weight: float


@table_of(KindWord)
def kind_words(doc):
    """Return the words that speak for the likeliest kind of an article, those with the most weight first.

    In: a parsed Doc. Out: `kind`; `word`; `count`, how often it stands in the text; `weight` (log odds) in
    `data/kind_of_news.csv`. Raises nothing of its own.

    >>> from utils import parse
    >>> list(kind_words(parse("The minister met the striking miners.")))[:2]
    ['kind', 'word']
    """
    kinds, rows, weights = _weights()
    chances, _ = _chances(doc)
    kind = max(chances, key=chances.get)
    counts = Counter(word for word in next(texts_of(doc, "ORTH")) if word in rows)
    found = [
        KindWord(kind, word, n, float(weights[rows[word], kinds.index(kind)])) for word, n in counts.items()
    ]
    return sorted((row for row in found if row.weight > 0), key=lambda row: -row.weight)
