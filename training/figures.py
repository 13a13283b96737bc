"""Figures: correlation, area under the curve, F1, and the turns between neighbouring sentences."""

from __future__ import annotations

import numpy as np

from training.labels import rows_of


def correlation(a, b) -> float:
    """Return Pearson's r."""
    return float(np.corrcoef(a, b)[0, 1])


def area(score, label) -> float:
    """Return the area under the ROC curve; ties share their mean rank."""
    score, label = np.asarray(score, float), np.asarray(label, bool)
    values, where, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    positive = label.sum()
    return float((ranks[label].sum() - positive * (positive + 1) / 2) / (positive * (~label).sum()))


def macro_f1(predicted, truth, classes=3) -> float:
    """Return the mean F1 of the classes."""
    predicted, truth = np.asarray(predicted), np.asarray(truth)
    both = [2 * np.sum((predicted == c) & (truth == c)) for c in range(classes)]
    each = [np.sum(predicted == c) + np.sum(truth == c) for c in range(classes)]
    return float(np.mean([b / max(1, e) for b, e in zip(both, each)]))


def pairs(folder, tone, chosen=None):
    """Return the neighbouring pairs: the change of `tone` and of the ratings, jump or not, article, row.

    In: the folder of labels, one tone per sentence in the file's order, the articles to take (all).
    """
    at, found = 0, []
    for article in rows_of(folder / "tone.jsonl"):
        count = len(article["text"])
        if chosen is None or str(article["article"]) in chosen:
            for k in range(count - 1):
                change, truth = tone[at + k + 1] - tone[at + k], article["mean"][k + 1] - article["mean"][k]
                found.append((change, truth, k in article["jumps"], article["article"], at + k))
        at += count
    return found


def turns(found, strength=None) -> dict[str, float]:
    """Return the figures of turns for pairs as `pairs` gives them. In: the pairs, and the probability of each
    being a turn; without it they are ranked by the size of their change, and it has no error.
    """
    change, truth, jump, article = (np.array(column) for column in list(zip(*found))[:4])
    ranked = np.abs(change) if strength is None else np.asarray(strength)
    top = np.argsort(-ranked, kind="stable")[: len(jump) // 5]
    hits = [
        np.argmax(ranked[article == a]) == np.argmax(np.abs(truth[article == a]))
        for a in dict.fromkeys(article)
        if np.sum(article == a) >= 5
    ]
    figures = {
        "r_change": correlation(change, truth),
        "auc": area(ranked, jump),
        "top_fifth": float(np.mean(jump[top])),
        "biggest_turn": float(np.mean(hits)),
    }
    if strength is not None:
        bins = np.array_split(np.argsort(ranked, kind="stable"), 10)
        off = [abs(ranked[b].mean() - jump[b].mean()) for b in bins]
        figures["error_of_strength"] = float(np.mean(off))
    return figures


def in_words(figures: dict[str, float]) -> str:
    """Return figures as one line."""
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
