"""What the page on many articles leads with: stories, who is heard, and what is most unlike the rest."""

from __future__ import annotations

from html import escape

import pandas as pd

from methods.corpus.one_story import ONE_STORY, stories
from utils import brief, count_of, listed

MOST_STORIES, MOST_TITLES, MOST_NAMES, MOST_UNLIKE = 6, 8, 5, 3


def corpus_in_brief(near: pd.DataFrame, merged: pd.DataFrame, titles: pd.Series):
    """Show what many articles have in common and what not, each title with a link to its page.

    In: the tables of `nearest`, with a few neighbours an article, and `merged_actors`; the title of each
    article by its key. Out: an IPython HTML object; article text is escaped. Raises nothing of its own.

    >>> near = pd.DataFrame(columns=["article", "nearest", "similarity", "n", "shared"])
    >>> merged = pd.DataFrame({"article": ["a"], "actor": ["Ana"], "speaks": [0], "spoken_about": [0]})
    >>> "Nobody" in corpus_in_brief(near, merged, pd.Series({"a": "Rain"})).data
    True
    """
    from IPython.display import HTML

    told = [
        ("Which stories are told.", _stories(near, titles)),
        ("Who is heard, and about whom.", _voices(merged, len(titles))),
        ("Which articles are most unlike the rest.", _unlike(near, titles)),
    ]
    rows = "".join(
        f"<dt>{question}</dt><dd>{''.join(f'<p>{line}</p>' for line in lines)}</dd>"
        for question, lines in told
    )
    return HTML(f'<dl class="brief mathjax_ignore">{rows}</dl>')


def _linked(key: str, titles: pd.Series) -> str:
    title = brief(titles.get(key, ""), 90) or key
    return f'<a href="articles/{escape(key)}.html">{escape(title)}</a>'


def _stories(near, titles) -> list[str]:
    found = stories(near)
    if found.empty:
        return [
            "No two articles share enough of their rarer words to be one story for sure. (Where all tell the "
            "same one, no word is rare among them.)"
        ]
    groups = [group for _, group in found.groupby("story", sort=False)]
    lines = []
    for group in groups[:MOST_STORIES]:
        shown = [_linked(key, titles) for key in group["article"][:MOST_TITLES]]
        more = f", and {len(group) - len(shown)} more" if len(group) > len(shown) else ""
        words = escape(brief(group["shared"].iloc[0], 60))
        lines.append(f"{count_of(len(group), 'article')} (<i>{words}</i>): {'; '.join(shown)}{more}.")
    alone = len(titles) - len(found)
    rest = len(groups) - MOST_STORIES
    lines += [f"{count_of(rest, 'smaller group')} more."] if rest > 0 else []
    return lines + (
        [f"{count_of(alone, 'article').capitalize()} with a story to themselves."] if alone else []
    )


def _voices(merged, articles: int) -> list[str]:
    """Who speaks, and who is spoken about, in the most articles; only who does in two or more."""

    def leading(column: str) -> list[str]:
        counts = merged.loc[merged[column] > 0].groupby("actor")["article"].nunique()
        counts = counts[counts > 1].sort_values(ascending=False, kind="stable").head(MOST_NAMES)
        return [f"{escape(brief(str(name), 40))} ({n})" for name, n in counts.items()]

    heard, discussed = leading("speaks"), leading("spoken_about")
    return [
        f"Heard in the most of {articles:,} articles: {listed(heard)}."
        if heard
        else "Nobody is heard in more than one article.",
        f"Named in what others say, in the most articles: {listed(discussed)}."
        if discussed
        else "Nobody is spoken about in more than one article.",
    ]


def _unlike(near, titles) -> list[str]:
    near = near.sort_values("similarity", ascending=False, kind="stable").drop_duplicates("article")
    if len(near) < MOST_UNLIKE + 1:
        return ["There are too few articles to say."]
    rows = near[near["similarity"] < ONE_STORY].sort_values("similarity", kind="stable").head(MOST_UNLIKE)
    return ["None: each tells the story of another."] * rows.empty + [
        f"{_linked(row.article, titles)}: likeness {row.similarity:.2f} to the nearest, "
        f"{_linked(row.nearest, titles)}."
        for row in rows.itertuples()
    ]
