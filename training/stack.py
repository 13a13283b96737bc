"""Joins reader and words: one tone from both, and from it the strength of a turn, each tested by article."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from training.figures import correlation, in_words, pairs, turns

FOLDS, SPREAD = 10, 0.35  # the spread that tone has on the rated sentences


def out_of_fold(model, x, y, groups, method="predict"):
    """Return predictions of each row by a model that was fitted without its group."""
    return cross_val_predict(model, x, y, groups=groups, cv=GroupKFold(FOLDS), method=method)


def features(before, after, words_before, words_after, cue):
    """Return the columns on which the strength of a turn is fitted: sizes of the changes of tone and of the
    words, cue, the lower and the higher tone.
    """
    columns = (abs(after - before), abs(words_after - words_before), cue)
    return np.column_stack([*columns, np.minimum(before, after), np.maximum(before, after)])


def report(table: Path, labels: Path, reader: str, say=print) -> dict:
    """Fit both on a table of out-of-fold predictions and say the figures and the constants.

    In: a CSV with `article, rating, words, cue` and a column of predictions named by `reader`; rows without
    one are left out. Out: the constants.
    """
    with open(table, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = np.array([row[reader] != "" for row in rows])
    column = {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in ("rating", "words", "cue", reader)
    }
    article = np.array([row["article"] for row in rows])
    x, y = np.column_stack([column[reader], column["words"]])[known], column["rating"][known]
    alone, words = correlation(x[:, 0], y), correlation(x[:, 1], y)
    say(f"{reader}: {known.sum()} sentences; alone r {alone:.3f}, words {words:.3f}")
    stacked = np.full(len(rows), np.nan)
    stacked[known] = out_of_fold(LinearRegression(), x, y, article[known])
    say(f"  reader and words, out of fold: r {correlation(stacked[known], y):.3f}")
    linear = LinearRegression().fit(x, y)
    factor = SPREAD / np.std(linear.predict(x))
    tone = stacked * factor
    chosen = set(article[known])
    for name, scale in ((reader, column[reader]), ("stack", tone)):
        say(f"  {name}, size of change as strength: {in_words(turns(pairs(labels, scale, chosen)))}")
    found = pairs(labels, tone, chosen)
    at = np.array([pair[4] for pair in found])
    z = features(tone[at], tone[at + 1], column["words"][at], column["words"][at + 1], column["cue"][at + 1])
    jump, groups = np.array([pair[2] for pair in found]), article[at]
    logistic = LogisticRegression(C=10.0, max_iter=1000)
    strength = out_of_fold(logistic, z, jump, groups, "predict_proba")[:, 1]
    say(f"  strength, out of fold: {in_words(turns(found, strength))}")
    for border in (0.31, 0.5):
        flagged = strength >= border
        f1 = 2 * np.sum(flagged & jump) / (flagged.sum() + jump.sum())
        say(f"  at {border}: flagged {flagged.mean():.2f}, right {jump[flagged].mean():.2f}, F1 {f1:.3f}")
    logistic.fit(z, jump)
    constants = {
        "reader": factor * linear.coef_[0],
        "words": factor * linear.coef_[1],
        "intercept": factor * linear.intercept_,
        "strength_intercept": logistic.intercept_[0],
        **dict(zip(("change", "words_change", "cue", "lower", "higher"), logistic.coef_[0])),
    }
    say("  constants: " + ", ".join(f"{name} {value:.4f}" for name, value in constants.items()))
    return constants
