"""The scorers of tone, in the order in which every table and figure shows them: to add one, add a line to
SCORERS.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Span
from textblob.en import sentiment  # what TextBlob(text).sentiment asks, without the wrapping

from methods.tone.estimate import estimate, lexicon
from methods.tone.valence import VADER

LONGEST_FOR_VADER = 5_000  # characters; its time grows with the square of the length


class Scorer(NamedTuple):
    """A scorer: its column, its name in prose, the tone that it gives a Span (-1 to 1), and its mark in
    figures.
    """

    name: str
    label: str
    function: Callable[[Span], float]
    marker: str


def _vader(span) -> float:
    return VADER.polarity_scores(span.text[:LONGEST_FOR_VADER])["compound"]


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
