"""The words of an article drawn: the frequent ones, the key words with intervals, where they fall."""

from __future__ import annotations

import pandas as pd

from methods.figures.style import FAINT, POSITIVE, QUIET, canvas, label
from utils import brief, count_of, listed


def word_bars(frequencies: pd.DataFrame, most: int = 15):
    """Draw the most frequent content words of `words.word_frequencies` as bars."""
    top = frequencies[~frequencies["function_word"]].head(most)[::-1]
    total = round(1000 * (top["count"] / top["per_1000"]).max()) if len(top) else 0
    title = (
        f"“{top['word'].iloc[-1]}” leads the content words: {top['count'].iloc[-1]} of {total:,} words"
        if len(top)
        else "No content words"
    )
    fig, ax = canvas(
        title,
        "Bars: " + listed(f"{w} {c}" for w, c in zip(top["word"][::-1], top["count"][::-1])),
        height=0.6 + 0.28 * max(4, len(top)),
    )
    ax.barh(range(len(top)), top["count"], color=POSITIVE, height=0.7)
    for y, (count, rate) in enumerate(zip(top["count"], top["per_1000"])):
        label(ax, 1.01 * count, y, f"{count} ({rate:.1f} per 1,000)", va="center", color=QUIET, fontsize=9)
    ax.set_yticks(range(len(top)), [brief(word, 24) for word in top["word"]], parse_math=False)
    ax.set_xlim(0, 1.2 * top["count"].max() if len(top) else 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return fig


def key_words(keys: pd.DataFrame, most: int = 14):
    """Draw how many times as often as in general English the key words of `words.keyness` stand, with their
    intervals.
    """
    top = keys[(keys["log_ratio"] > 0) & ~keys["function_word"]].head(most)[::-1]
    safe = top[top["note"] == ""]

    def times(power):
        return f"{2**power:,.0f}"

    lead = safe.iloc[-1] if len(safe) else None
    title = (
        "No content word stands five times: every ratio below is too uncertain for a claim"
        if lead is None
        else f"“{lead.word}” stands {times(lead.log_ratio)} times as often as in general English "
        f"({times(lead.low)} to {times(lead.high)})"
    )
    alt = "Times as often, by word: " + listed(
        f"{r.word} {times(r.log_ratio)}{' (too few)' if r.note else ''}" for r in top[::-1].itertuples()
    )
    fig, ax = canvas(title, alt, height=0.9 + 0.28 * max(4, len(top)))
    for y, row in enumerate(top.itertuples()):
        colour = QUIET if row.note else POSITIVE
        if not row.note:
            ax.plot([row.low, row.high], [y, y], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(row.log_ratio, y, "o", ms=7, color=colour, mfc="white" if row.note else colour)
        label(
            ax,
            (row.log_ratio if row.note else row.high) + 0.3,
            y,
            f"{count_of(top['count'].iloc[y], 'time')} here{', too few' if row.note else ''}",
            va="center",
            color=QUIET,
            fontsize=9,
        )
    ax.set_yticks(range(len(top)), [brief(word, 24) for word in top["word"]], parse_math=False)
    ticks = range(0, int(top["log_ratio"].max() if len(top) else 3) + 4, 3)
    ax.set_xticks(list(ticks), [times(t) + "×" for t in ticks])
    ax.set_xlabel(
        "rate here ÷ rate in general English; the line is the 95% interval, a hollow mark has too "
        "few to give one"
    )
    return fig


def dispersion(places: pd.DataFrame, paragraphs: pd.DataFrame):
    """Draw where words fall: `places` has `word` and `position` (0-1), `paragraphs` the `position` where each
    begins.
    """
    order = list(dict.fromkeys(places["word"]))
    reach = places.groupby("word")["position"].agg(["min", "max", "count"]).loc[order]
    width = (reach["max"] - reach["min"])[reach["count"] > 1]

    def share(word):
        return f"“{word}” from {reach.loc[word, 'min']:.0%} to {reach.loc[word, 'max']:.0%} of the text"

    title = f"Widest spread: {share(width.idxmax())}" if len(width) else "Where the words fall"
    fig, ax = canvas(
        title,
        f"One row for each of {len(order)} words, a tick at each place",
        height=0.9 + 0.32 * max(3, len(order)),
    )
    for edge in paragraphs["position"]:
        ax.axvline(edge, color=FAINT, lw=1)
    for y, word in enumerate(reversed(order)):
        ax.plot(
            places.loc[places["word"] == word, "position"],
            [y] * reach.loc[word, "count"],
            "|",
            ms=15,
            mew=2,
            color=POSITIVE,
        )
    ax.set_yticks(
        range(len(order)),
        [f"{brief(word, 24)}  {reach.loc[word, 'count']}" for word in reversed(order)],
        parse_math=False,
    )
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
    ax.set_xlabel("place in the text; grey lines are where paragraphs begin")
    return fig
