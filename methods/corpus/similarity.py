"""Which articles are alike? The nearest by content words, and whether they are of the same group."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.stats import binomtest
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.neighbors import NearestNeighbors


def nearest(frequencies: pd.DataFrame, shown: int = 4, neighbours: int = 1) -> pd.DataFrame:
    """Return for each article the one whose content words are most like its own, the most alike first.

    In: the table word_frequencies; `neighbours`, for how many of those most like it an article has a row.
    Out: `article`, `nearest`, `similarity` (cosine of tf-idf weights, Salton and Buckley 1988, by
    scikit-learn: 0 nothing in common, 1 the same words at the same rates), `n` (different content words in
    the smaller of the two) and `shared`, the `shown` words that weigh most in it. No rows for fewer than two
    articles.

    >>> texts = {"a": "ship sank", "b": "ship burned", "c": "rain fell"}
    >>> table = pd.DataFrame([(key, word, 1, False) for key, text in texts.items() for word in text.split()],
    ...                      columns=["article", "word", "count", "function_word"])
    >>> nearest(table)[["article", "nearest", "shared"]].values.tolist()[:2]
    [['a', 'b', 'ship'], ['b', 'a', 'ship']]
    """
    content = frequencies[~frequencies["function_word"].astype(bool)]
    (row, keys), (column, words) = pd.factorize(content["article"]), pd.factorize(content["word"])
    if len(keys) < 2:
        return pd.DataFrame(columns=["article", "nearest", "similarity", "n", "shared"])
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(
        coo_matrix((content["count"], (row, column))).tocsr()
    )
    many = min(neighbours, len(keys) - 1)
    far, near = NearestNeighbors(n_neighbors=many, metric="cosine").fit(weights).kneighbors()
    one, other = np.repeat(np.arange(len(keys)), many), near.ravel()
    common, sizes = weights[one].multiply(weights[other]).tocsr(), np.diff(weights.indptr)
    best = [
        ", ".join(words[i] for i in line.indices[np.argsort(-line.data, kind="stable")[:shown]])
        for line in common
    ]
    table = pd.DataFrame(
        {
            "article": keys[one],
            "nearest": keys[other],
            "similarity": 1 - far.ravel(),
            "n": np.minimum(sizes[one], sizes[other]),
            "shared": best,
        }
    )
    return table.sort_values("similarity", ascending=False, kind="stable", ignore_index=True)


def same_group(near: pd.DataFrame, measures: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return in one row how many articles are nearest to one of their own group, and how many would be if
    nearness went by chance.

    In: the tables of `nearest` and `article_measures` and the column to group by; articles with "" there are
    left out. Out: `n` (articles), `same`, `expected`, and `low` and `high`, the 95% interval of the number
    (Wilson 1927; too narrow, for nearness is mutual).

    >>> pairs = pd.DataFrame({"article": ["a", "b", "c"], "nearest": ["b", "a", "a"]})
    >>> outlets = pd.DataFrame({"article": ["a", "b", "c"], "outlet": ["A", "A", "B"]})
    >>> same_group(pairs, outlets, "outlet")[["n", "same", "expected"]].values.tolist()
    [[3.0, 2.0, 1.0]]
    """
    group = measures.loc[measures[by] != ""].set_index("article")[by]
    pairs = near[near["article"].isin(group.index) & near["nearest"].isin(group.index)]
    same, n = (
        int((pairs["article"].map(group).to_numpy() == pairs["nearest"].map(group).to_numpy()).sum()),
        len(pairs),
    )
    expected = (pairs["article"].map(group).map(group.value_counts()).astype(float) - 1).sum() / max(
        1, len(group) - 1
    )
    low, high = binomtest(same, n).proportion_ci(method="wilson") if n else (np.nan, np.nan)
    return pd.DataFrame(
        [(n, same, float(expected), n * low, n * high)], columns=["n", "same", "expected", "low", "high"]
    )
