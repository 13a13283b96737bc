"""Measures of agreement beyond chance, with intervals: Krippendorff's alpha, Cohen's kappa, rank correlation.

All take an array with a row per sentence and a column per rater. Alpha and kappa are 1 where all agree and 0
where they agree as often as chance would.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from nltk.metrics import AnnotationTask, binary_distance, interval_distance, masi_distance
from scipy.stats import rankdata

from methods.tone import NEUTRAL
from methods.validation.codings import SCALE
from utils import SEED

RESAMPLES = 999


def _shared(values) -> np.ndarray:
    """Keep the sentences that two raters or more have coded: the others say nothing of agreement."""
    values = np.atleast_2d(np.asarray(values, float))
    return values[(~np.isnan(values)).sum(axis=1) > 1]


def alpha(values, distance=interval_distance) -> float:
    """Return Krippendorff's alpha of an array with a row per sentence and a column per rater, None or NaN
    where one is silent.

    1 is perfect agreement, 0 what chance would give, below 0 worse than that; NaN where nothing was coded
    twice or only one value was used, for then there is nothing to agree about. `distance` is one of
    `nltk.metrics`: interval_distance for grades, binary_distance for classes, masi_distance for frozensets
    of names (Passonneau 2006). After Krippendorff, "Content Analysis" (4th ed., 2019), chapter 12.

    >>> alpha([[1, 2], [2, float("nan")], [3, 2]])
    0.25
    """
    counted = _count(values, distance)
    return _alpha(counted, np.ones((1, len(counted.counts))))[0]


def alpha_interval(values, distance=interval_distance, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Return what `interval` gives for `alpha`, many times as fast: a class of twelve needs a dozen of them.

    >>> alpha_interval([[1, 1], [2, 2], [3, 3]], resamples=50)
    (1.0, 1.0)
    """
    counted = _count(values, distance)
    number = len(counted.counts)
    if not number:
        return np.nan, np.nan
    drawn = np.random.default_rng(SEED).integers(number, size=(resamples, number))
    times = np.stack([np.bincount(rows, minlength=number) for rows in drawn])
    return _percentiles(_alpha(counted, times))


class _Counted(NamedTuple):
    counts: np.ndarray  # a row per sentence coded twice or more, a column per value: how many gave it
    apart: np.ndarray  # how far two values are from each other
    within: np.ndarray  # per sentence: the distances of its pairs, by Krippendorff's weight


def _count(values, distance) -> _Counted:
    """Count each value in each sentence: all that alpha asks, and counts can be drawn again by adding."""
    given = [[value for value in row if value is not None and value == value] for row in values]
    given = [row for row in given if len(row) > 1]
    kinds = sorted({value for row in given for value in row}, key=repr)
    place = {value: at for at, value in enumerate(kinds)}
    counts = np.zeros((len(given), len(kinds)))
    for at, row in enumerate(given):
        for value in row:
            counts[at, place[value]] += 1
    apart = np.array([[distance(a, b) for b in kinds] for a in kinds]).reshape(len(kinds), len(kinds))
    within = ((counts @ apart) * counts).sum(axis=1) / np.maximum(counts.sum(axis=1) - 1, 1)
    return _Counted(counts, apart, within)


def _alpha(counted: _Counted, times: np.ndarray) -> list[float]:
    """Return alpha for each row of `times`, which says how often each sentence counts."""
    totals = times @ counted.counts
    number = totals.sum(axis=1)
    seen = times @ counted.within / np.maximum(number, 1)
    chance = ((totals @ counted.apart) * totals).sum(axis=1) / np.maximum(number * (number - 1), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance > 0, 1 - seen / chance, np.nan).round(12).tolist()


def kappa(values) -> float:
    """Return Cohen's kappa of two raters' classes in whole numbers, weighted by how far the classes lie
    apart.

    In: an array with a row per sentence and two columns. NaN where only one class was used. With two classes
    the weights change nothing. After Cohen, "Weighted kappa" (Psychological Bulletin, 1968).

    >>> kappa([[1, 1], [0, 0], [1, 0], [0, 0]])
    0.5
    """
    values = _shared(values)
    if len(np.unique(values)) < 2:
        return np.nan
    answers = [(rater, item, value) for item, row in enumerate(values) for rater, value in enumerate(row)]
    return float(AnnotationTask(answers, distance=lambda a, b: abs(a - b)).weighted_kappa())


def rank_correlation(values) -> float:
    """Return Spearman's rank correlation of two raters: whether they put the sentences in one order, whatever
    their scales.

    >>> rank_correlation([[-3, -0.1], [0, 0.0], [1, 0.4]])
    1.0
    """
    values = _shared(values)
    if len(values) < 2 or not np.ptp(values, axis=0).all():
        return np.nan
    return float(np.corrcoef(rankdata(values, axis=0), rowvar=False)[0, 1].round(12))


def sides(values) -> np.ndarray:
    """Return grades from -3 to 3 as -1, 0 or 1; a grade too small to be read as a tone counts as 0, and NaN
    stays.

    >>> sides([-2, 0.1, 3]).tolist()
    [-1.0, 0.0, 1.0]
    """
    values = np.asarray(values, float)
    return np.where(np.abs(values) < SCALE * NEUTRAL, 0, np.sign(values))


def interval(values, measure, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Return the 95% percentile interval of a measure over resampled sentences (Efron and Tibshirani 1993),
    repeatable.

    A resample in which the measure is undefined is passed over. Sentences of one article hang together, so a
    wide interval is an honest one and a narrow one may still be too narrow.

    >>> interval([[1, 1], [2, 2], [3, 3]], alpha, resamples=50)
    (1.0, 1.0)
    """
    values = _shared(values)
    drawn = (
        np.random.default_rng(SEED).integers(len(values), size=(resamples, len(values)))
        if len(values)
        else []
    )
    return _percentiles([measure(values[rows]) for rows in drawn])


def _percentiles(found) -> tuple[float, float]:
    found = [value for value in found if value == value]
    return tuple(np.percentile(found, [2.5, 97.5]).tolist()) if found else (np.nan, np.nan)


# Names: sets of them, and when two coders mean the same

# A name that stands in a text in several forms is one name where the article's actors say so.
DETERMINERS = ("the ", "a ", "an ", "his ", "her ", "their ", "its ", "our ", "some ", "several ")


def name_set(names: str, known: dict[str, str] | None = None) -> frozenset[str]:
    """Return the names of one answer, separated by semicolons, as a set in which the form counts for nothing.

    `known` gives for a form in small letters the name that it stands for (see `known_names`).

    >>> sorted(name_set("The Experts; Ms. Lee", {"ms. lee": "ana lee"}))
    ['ana lee', 'experts']
    """
    known, found = known or {}, set()
    for name in names.casefold().replace("’", "'").split(";"):
        name = " ".join(name.split()).strip(" .")
        bare = next((name.removeprefix(word) for word in DETERMINERS if name.startswith(word)), name)
        # "Foreign Minister Ana Lee" is who "Ana Lee" is.
        ends = (bare[at:] for at in range(len(bare)) if at == 0 or bare[at - 1] == " ")
        found.add(next((known[end] for end in ends if end in known), bare))
    return frozenset(found - {"", "nobody", "none", "-", "–"})


def known_names(cast: pd.DataFrame) -> dict[str, str]:
    """Return for each form of a name in the table `actors.actors` the actor that it stands for, in small
    letters; a form of two actors stands for none.

    >>> table = pd.DataFrame({"actor": ["Ana Lee"], "aliases": ["Lee; Ms. Lee"]})
    >>> known_names(table)["ms. lee"]
    'ana lee'
    """
    forms: dict[str, set] = {}
    for actor, aliases in zip(cast["actor"], cast["aliases"]):
        for form in [actor, *aliases.split(";")]:
            forms.setdefault(form.casefold().replace("’", "'").strip(), set()).add(actor.casefold())
    return {form: min(names) for form, names in forms.items() if form and len(names) == 1}


def names_apart(one: frozenset, other: frozenset) -> float:
    """Return how far two sets of names are apart: 0 where they are alike, 1 where they share nothing.

    Between them NLTK's MASI (Passonneau 2006), to which a set within the other is nearer than an overlap.

    >>> names_apart(frozenset(), frozenset()), names_apart(frozenset("a"), frozenset("b"))
    (0.0, 1.0)
    """
    return 0.0 if one == other else float(masi_distance(one, other))


def nominal_alpha(values) -> float:
    """Return `alpha` of classes, which agree or do not."""
    return alpha(values, binary_distance)
