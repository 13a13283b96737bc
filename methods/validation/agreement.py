"""How far two or three readers agree with each other, and each scorer with them; `group` asks a class."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from nltk.metrics import binary_distance

from methods.tone.scorers import OWN, SCORERS
from methods.validation.codings import SCALE
from methods.validation.coefficients import (
    alpha,
    alpha_interval,
    interval,
    kappa,
    nominal_alpha,
    rank_correlation,
    sides,
)
from utils import count_of

RELIABLE, TENTATIVE = 0.8, 2 / 3
TOGETHER = "all readers"
MOST_IN_PAIRS = 3  # coders; of a larger class the alpha of all says more than hundreds of pairs
LABELS = {scorer.name: scorer.label for scorer in SCORERS}
AGREEMENT_COLUMNS = ["first", "second", "question", "measure", "value", "low", "high", "sentences"]


def _kappa_of_sides(values) -> float:
    return kappa(sides(values))


# For each question what is asked of any number of raters, and what of a pair as well.
COEFFICIENTS = {
    "tone": (
        {"alpha (interval)": alpha},
        {"kappa of three sides (weighted)": _kappa_of_sides, "rank correlation": rank_correlation},
    ),
    "turn": ({"alpha (nominal)": nominal_alpha}, {"kappa": kappa}),
}


def _interval_of(measure, values) -> tuple[float, float]:
    if measure is alpha:
        return alpha_interval(values)
    return alpha_interval(values, binary_distance) if measure is nominal_alpha else interval(values, measure)


def answers_by_rater(
    coded: pd.DataFrame, reading: pd.DataFrame, question: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the coders' and the scorers' answers to one question ("tone" or "turn"), a row per sentence, a
    column per rater.

    In: `codings.coded_sentences` and `codings.machine_reading`. Tone is on the coders' scale: a score is
    multiplied by 3, which lays end on end and middle on middle and takes nothing from the data. Before the
    first sentence nothing can turn, so it is left out.
    """
    rows = reading["sentence"][int(question == "turn") :]
    coders = coded.pivot(index="sentence", columns="coder", values=question).reindex(rows).astype(float)
    scores = reading.set_index("sentence").loc[rows]
    if question == "turn":
        return coders, scores[["turn"]].astype(float).rename(columns={"turn": OWN.label})
    return coders, (SCALE * scores[list(LABELS)]).rename(columns=LABELS)


def agreement_of_raters(coded: pd.DataFrame, reading: pd.DataFrame) -> pd.DataFrame:
    """Return how far coders agree with each other, and each scorer with each of them.

    In: `codings.coded_sentences` and `codings.machine_reading` of one article. Out: `first` (a coder, or
    TOGETHER where there are more than two), `second` (a coder, a scorer, or empty), `question` (tone, turn),
    `measure` (alpha with the distance that fits the scale; for a pair kappa as well, and for its tone the
    rank correlation, which asks for no common scale), `value` (at most 1, NaN where undefined), `low` and
    `high` (95% bootstrap interval), `sentences` (answered by two or more of those compared). Up to
    MOST_IN_PAIRS coders are paired with each other and with each scorer; of more, the scorers stand beside
    the mean of all, for turns the majority. Raises nothing of its own.
    """
    rows = []
    for question, (main, others) in COEFFICIENTS.items():
        for first, second, values in _groups(*answers_by_rater(coded, reading, question), question):
            array = values.to_numpy(float)
            for name, measure in (main | others if second else main).items():
                low_high, shared = _interval_of(measure, array), int((values.notna().sum(axis=1) > 1).sum())
                rows.append((first, second, question, name, measure(array), *low_high, shared))
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def _groups(coders: pd.DataFrame, scorers: pd.DataFrame, question: str):
    """Give who is compared with whom, and the answers of both."""
    few = coders.shape[1] <= MOST_IN_PAIRS
    if coders.shape[1] > 2:
        yield TOGETHER, "", coders
    for one, other in combinations(coders, 2) if few else ():
        yield one, other, coders[[one, other]]
    mean = coders.mean(axis=1)
    readers = coders if few else pd.DataFrame({TOGETHER: mean if question == "tone" else mean.round()})
    for reader in readers:
        for scorer in scorers:
            yield reader, scorer, pd.concat([readers[reader], scorers[scorer]], axis=1)


def differences(coded: pd.DataFrame, reading: pd.DataFrame) -> pd.DataFrame:
    """Return for each coded sentence how far the tone of `methods.tone` lies from the coders' mean, the
    farthest first.

    In: `codings.coded_sentences` and `codings.machine_reading`. Columns: `sentence`, `text`, `coders` (their
    mean), `tone` (three times the score, so on their scale of -3 to 3), `difference` (tone minus coders).

    >>> reading = pd.DataFrame({"sentence": [0], "text": ["Rain."], "tone": [.5], "vader": [0.],
    ...     "lexicon": [0.], "textblob": [0.], "turn": [0]})
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
    """Say in two sentences what the alphas of `agreement_of_raters` bear.

    How many reach Krippendorff's levels with their whole interval, and whether the intervals of two scorers,
    held against one reader's tone, lie apart.

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


def grade(value: float) -> str:
    """Return what Krippendorff (2004) would do with an alpha, in words.

    >>> grade(0.7)
    'good enough for tentative conclusions only'
    """
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
    said = f"Alpha is {value:.2f}, which is {grade(value)}"
    if low == high:
        return (
            f"{said}. Where all agree, no resampling can show doubt: only more than {sentences} "
            f"sentences can."
        )
    ends = f"the interval runs from {low:.2f} to {high:.2f}"
    if grade(low) == grade(high):
        return f"{said}; {ends}, and all of it would be read so."
    return (
        f"{said}; but {sentences} sentences cannot settle it: {ends}, from “{grade(low)}” to “{grade(high)}”."
    )
