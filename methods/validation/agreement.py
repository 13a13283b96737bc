"""How far coders agree with each other, and each scorer with each of them, beyond what chance would give.

Krippendorff's alpha takes any number of coders, leaves out what somebody did not code, and counts a
difference by its size; Cohen's kappa takes two coders and classes. Both are 1 where all agree and 0 where
they agree as often as chance would.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from nltk.metrics import AnnotationTask, binary_distance, interval_distance
from scipy.stats import rankdata

from methods.tone import NEUTRAL
from methods.tone.scorers import OWN, SCORERS
from methods.validation.codings import SCALE
from utils import SEED, count_of

RESAMPLES = 999
RELIABLE, TENTATIVE = 0.8, 2 / 3
TOGETHER = "all readers"
MOST_IN_PAIRS = 6  # coders; of a larger class the alpha of all says more than hundreds of pairs
LABELS = {scorer.name: scorer.label for scorer in SCORERS}
AGREEMENT_COLUMNS = ["first", "second", "question", "measure", "value", "low", "high", "sentences"]


def _task(values, distance) -> AnnotationTask:
    """Hand NLTK an array of sentences by raters, NaN where a rater is silent; each sentence a new item, drawn
    twice or not.
    """
    data = [
        (rater, item, value)
        for item, row in enumerate(values)
        for rater, value in enumerate(row)
        if value == value
    ]
    return AnnotationTask(data, distance=distance)


def _shared(values) -> np.ndarray:
    """Keep the sentences that two raters or more have coded: the others say nothing of agreement."""
    values = np.atleast_2d(np.asarray(values, float))
    return values[(~np.isnan(values)).sum(axis=1) > 1]


def alpha(values, distance=interval_distance) -> float:
    """Return Krippendorff's alpha of an array with a row per sentence and a column per rater, NaN where one
    is silent.

    1 is perfect agreement, 0 what chance would give, below 0 worse than that; NaN where nothing was coded
    twice or only one value was used, for then there is nothing to agree about. `distance` is one of
    `nltk.metrics`: interval_distance for grades, binary_distance for classes. After Krippendorff, "Content
    Analysis" (4th ed., 2019), chapter 12.

    >>> alpha([[1, 2], [2, float("nan")], [3, 2]])
    0.25
    """
    values = _shared(values)
    return float(_task(values, distance).alpha()) if len(np.unique(values[~np.isnan(values)])) > 1 else np.nan


def kappa(values) -> float:
    """Return Cohen's kappa of two raters' classes in whole numbers, weighted by how far the classes lie
    apart.

    In: an array with a row per sentence and two columns. NaN where only one class was used. With two classes
    the weights change nothing. After Cohen, "Weighted kappa" (Psychological Bulletin, 1968).

    >>> kappa([[1, 1], [0, 0], [1, 0], [0, 0]])
    0.5
    """
    values = _shared(values)
    return (
        float(_task(values, lambda a, b: abs(a - b)).weighted_kappa())
        if len(np.unique(values)) > 1
        else np.nan
    )


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
    found = [value for rows in drawn if (value := measure(values[rows])) == value]
    return tuple(np.percentile(found, [2.5, 97.5]).tolist()) if found else (np.nan, np.nan)


def _nominal(values) -> float:
    return alpha(values, binary_distance)


def _kappa_of_sides(values) -> float:
    return kappa(sides(values))


# For each question what is asked of any number of raters, and what of a pair as well.
COEFFICIENTS = {
    "tone": (
        {"alpha (interval)": alpha},
        {"kappa of three sides (weighted)": _kappa_of_sides, "rank correlation": rank_correlation},
    ),
    "turn": ({"alpha (nominal)": _nominal}, {"kappa": kappa}),
}


def answers_by_rater(
    coded: pd.DataFrame, reading: pd.DataFrame, question: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the coders' and the scorers' answers to one question ("tone" or "turn"), a row per sentence, a
    column per rater.

    In: `coding.codings` and `coding.machine_reading`. Tone is on the coders' scale: a score is multiplied by
    3, which lays end on end and middle on middle and takes nothing from the data. Before the first sentence
    nothing can turn, so it is left out.
    """
    rows = reading["sentence"][int(question == "turn") :]
    coders = coded.pivot(index="sentence", columns="coder", values=question).reindex(rows).astype(float)
    scores = reading.set_index("sentence").loc[rows]
    if question == "turn":
        return coders, scores[["turn"]].astype(float).rename(columns={"turn": OWN.label})
    return coders, (SCALE * scores[list(LABELS)]).rename(columns=LABELS)


def agreement_of_raters(coded: pd.DataFrame, reading: pd.DataFrame) -> pd.DataFrame:
    """Return how far coders agree with each other, and each scorer with each of them.

    In: `coding.codings` and `coding.machine_reading` of one article. Out: `first` (a coder, or TOGETHER where
    there are more than two), `second` (a coder, a scorer, or empty), `question` (tone, turn), `measure`
    (alpha with the distance that fits the scale; for a pair kappa as well, and for its tone the rank
    correlation, which asks for no common scale), `value` (at most 1, NaN where undefined), `low` and `high`
    (95% bootstrap interval), `sentences` (answered by two or more of those compared). More than two coders
    are paired with each other as well, up to MOST_IN_PAIRS of them. Raises nothing of its own.
    """
    rows = []
    for question, (main, others) in COEFFICIENTS.items():
        coders, scorers = answers_by_rater(coded, reading, question)
        many = coders.shape[1]
        groups = [(TOGETHER, "", coders, main)] if many > 2 else []
        pairs = combinations(coders, 2) if many <= MOST_IN_PAIRS else ()
        groups += [(one, other, coders[[one, other]], main | others) for one, other in pairs]
        groups += [
            (coder, scorer, pd.concat([coders[coder], scorers[scorer]], axis=1), main | others)
            for coder in coders
            for scorer in scorers
        ]
        for first, second, values, chosen in groups:
            rows += [
                (
                    first,
                    second,
                    question,
                    name,
                    measure(values),
                    *interval(values, measure),
                    len(_shared(values)),
                )
                for name, measure in chosen.items()
            ]
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def differences(coded: pd.DataFrame, reading: pd.DataFrame) -> pd.DataFrame:
    """Return for each coded sentence how far the tone of `methods.tone` lies from the coders' mean, the
    farthest first.

    In: `coding.codings` and `coding.machine_reading`. Columns: `sentence`, `text`, `coders` (their mean),
    `tone` (three times the score, so on their scale of -3 to 3), `difference` (tone minus coders).

    >>> reading = pd.DataFrame({"sentence": [0], "text": ["Rain."], "tone": [.5], "vader": [0.],
    ...     "textblob": [0.], "turn": [0]})
    >>> differences(pd.DataFrame({"coder": ["ana", "tom"], "sentence": [0, 0], "tone": [1, 2]}),
    ...     reading)["difference"].tolist()
    [0.0]
    """
    coders, scorers = answers_by_rater(coded, reading, "tone")
    table = pd.DataFrame({"coders": coders.mean(axis=1), "tone": scorers[OWN.label]}).reset_index()
    table.insert(1, "text", reading["text"].to_numpy())
    table = table.assign(difference=table["tone"] - table["coders"]).dropna()
    return table.sort_values("difference", key=abs, ascending=False, kind="stable", ignore_index=True)


def reached(table: pd.DataFrame) -> str:
    """Say in two sentences what the alphas of `agreement` bear: how many reach Krippendorff's levels with
    their whole interval, and whether the intervals of two scorers, held against one reader's tone, lie apart.

    >>> rows = [("ana", "this collection", .9, .85, .95), ("ana", "VADER", .5, .2, .8)]
    >>> table = pd.DataFrame(rows, columns=["first", "second", "value", "low",
    ...     "high"]).assign(question="tone", measure="alpha (interval)")
    >>> print(reached(table))
    Of 2 alphas, 1 reaches .80 with its whole interval, and 1 reaches .667. Two scorers beside one reader's
    tone: in 1 of 1 comparison their intervals lie apart; where they overlap, the order of the scorers may be
    chance.
    """
    alphas = table[table["measure"].str.startswith("alpha") & table["low"].notna()]
    if alphas.empty:
        return "There is no alpha to read: it takes two answers to one question, and more than one value."
    counts = [int((alphas["low"] >= level).sum()) for level in (RELIABLE, TENTATIVE)]
    high, low = (f"{count or 'none'} reach{'' if count > 1 else 'es'}" for count in counts)
    beside = alphas[alphas["second"].isin(LABELS.values()) & (alphas["question"] == "tone")]
    pairs = [
        pair
        for _, rows in beside.groupby("first")
        for pair in combinations(rows[["low", "high"]].to_numpy(), 2)
    ]
    apart = sum(max(a[0], b[0]) > min(a[1], b[1]) for a, b in pairs)
    alike = (alphas["low"] == alphas["high"]) & (alphas["value"] == 1)
    doubtless = (
        f" ({alike.sum()} because all answers are alike, which no resampling can doubt)"
        if alike.any()
        else ""
    )
    told = f"Of {len(alphas)} alphas, {high} .80 with its whole interval{doubtless}, and {low} .667."
    return told + (
        f" Two scorers beside one reader's tone: in {apart or 'none'} of "
        f"{count_of(len(pairs), 'comparison')} their intervals lie apart; "
        "where they overlap, the order of the scorers may be chance."
        if pairs
        else ""
    )


def _grade(value: float) -> str:
    if value >= RELIABLE:
        return "reliable"
    if value >= TENTATIVE:
        return "good enough for tentative conclusions only"
    return "too low to draw conclusions from" if value > 0 else "no better than chance"


def in_words(value: float, low: float, high: float, sentences: int) -> str:
    """Say what a value of alpha means, by the levels of Krippendorff (2004): .80 reliable, .667 the lowest to
    conclude from.

    >>> in_words(0.85, 0.5, 0.95, 10)
    'Alpha is 0.85, which is reliable; but 10 sentences cannot settle it: the interval runs from 0.50 to 0.95,
    from “too low to draw conclusions from” to “reliable”.'
    """
    if np.isnan(value):
        return (
            "Alpha is undefined: at least two coders must have coded the same sentences, and "
            "used more than one value."
        )
    said = f"Alpha is {value:.2f}, which is {_grade(value)}"
    if low == high:
        return (
            f"{said}. Where all agree, no resampling can show doubt: only more than {sentences} "
            f"sentences can."
        )
    ends = f"the interval runs from {low:.2f} to {high:.2f}"
    if _grade(low) == _grade(high):
        return f"{said}; {ends}, and all of it would be read so."
    return (
        f"{said}; but {sentences} sentences cannot settle it: {ends}, from “{_grade(low)}” to "
        f"“{_grade(high)}”."
    )
