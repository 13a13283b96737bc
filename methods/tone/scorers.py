"""The scorers of tone, in the order in which every table and figure shows them: to add one, add a line to
SCORERS.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from spacy.tokens import Span
from textblob.en import sentiment  # what TextBlob(text).sentiment asks, without the wrapping

from methods.tone.estimate import estimate, lexicon
from methods.tone.valence import VADER

LONGEST_FOR_VADER = 5_000  # characters, its words for emoji among them; its time grows with their square


class Scorer(NamedTuple):
    """A scorer: its column, its name in prose, the tone that it gives a Span (-1 to 1), and its mark in
    figures.
    """

    name: str
    label: str
    function: Callable[[Span], float]
    marker: str


def _vader(span) -> float:
    return VADER.polarity_scores(_start_for_vader(span.text))["compound"]


def _start_for_vader(text: str) -> str:
    """Return as much of a text as VADER is given: it reads each emoji as the words that describe it."""
    text = text[:LONGEST_FOR_VADER]
    if text.isascii():
        return text
    sizes = accumulate(len(VADER.emojis.get(sign, "")) + 1 for sign in text)
    return text[: sum(1 for size in sizes if size <= LONGEST_FOR_VADER)]


@lru_cache(maxsize=8)
def _polarity_and_subjectivity(text: str) -> tuple[float, float]:
    return sentiment(text)


def _textblob(span) -> float:
    return _polarity_and_subjectivity(span.text)[0]


# The first is this collection's own; the others stand beside it as witnesses, never averaged in.
SCORERS = (
    Scorer("tone", "this collection", estimate, "o"),
    Scorer("lexicon", "its words alone", lexicon, "^"),
    Scorer("vader", "VADER", _vader, "s"),
    Scorer("textblob", "TextBlob", _textblob, "D"),
)
OWN = SCORERS[0]


def subjectivity(span) -> float:
    """Return TextBlob's subjectivity of a Span, from 0 to 1."""
    return _polarity_and_subjectivity(span.text)[1]
