"""The articles of a corpus drawn side by side: arcs of tone, actors by article, nearest articles.

Every figure shows at most `most` rows or panels and says so in its title where it leaves some out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from methods.figures.style import FAINT, INK, POSITIVE, QUIET, TONE, above_all, canvas, label, shown_of
from utils import brief, count_of, listed

SHADES = LinearSegmentedColormap.from_list("shades", ["#f4f6f8", "#8fb4d3", "#1c4f7c"])


def names_of(measures: pd.DataFrame, size: int = 46) -> pd.Series:
    """Return a short name for each article by its key: outlet, where known, and title; of two alike the key
    tells them apart.

    >>> names_of(pd.DataFrame({"article": ["a1"], "title": ["A Storm"], "outlet": ["Wire"]}))["a1"]
    'Wire: A Storm'
    """
    names = (measures["outlet"] + ": ").where(measures["outlet"] != "", "") + measures["title"]
    names = names.map(lambda name: brief(name, size))
    twice = names.duplicated(keep=False)
    return names.where(~twice, names + " [" + measures["article"].str[:4] + "]").set_axis(measures["article"])


def tone_arcs(scored: pd.DataFrame, shifts: pd.DataFrame, names: pd.Series, most: int = 12):
    """Draw the tone of each article along its length on shared axes; of many articles, those whose tone turns
    most surely.
    """
    strongest = shifts.groupby("article")["strength"].max().reindex(names.index).fillna(0)
    chosen = names[names.index.isin(strongest.sort_values(ascending=False, kind="stable").index[:most])]
    turns = shifts[shifts["holds"]]
    turning = turns.loc[turns["article"].isin(names.index), "article"].nunique()
    title = (
        f"A turn of tone holds in {turning} of "
        f"{count_of(len(names), 'article')}{shown_of(len(chosen), len(names))}"
    )

    def told(key):
        return f"{names[key]}: " + (
            listed(
                f"{'up' if t.change > 0 else 'down'} before sentence {t.sentence} ({t.strength:.2f})"
                for t in turns[turns["article"] == key].itertuples()
            )
            or "no turn that holds"
        )

    across = min(3, max(1, len(chosen)))
    down = -(-len(chosen) // across) or 1
    fig, axes = canvas(
        title,
        "; ".join(map(told, chosen.index)),
        width=10.5,
        height=0.8 + 1.9 * down,
        nrows=down,
        ncols=across,
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    above_all(fig)
    for ax in axes.flat[len(chosen) :]:
        ax.axis("off")
    for ax, (key, name) in zip(axes.flat, chosen.items()):
        _arc(ax, scored[scored["article"] == key], turns[turns["article"] == key], name)
    axes[0, 0].set(xlim=(0, 1), ylim=(-1.1, 1.6), yticks=[-1, 0, 1], xticks=[0, 1])
    axes[0, 0].set_xticklabels(["start", "end"])
    return fig


def _arc(ax, rows, turns, name) -> None:
    length = max(1, rows["end"].max())
    starts = rows.set_index("sentence")["start"] / length
    ax.bar(
        starts,
        rows["tone"],
        width=(rows["end"] - rows["start"]) / length,
        align="edge",
        color=[TONE((t + 1) / 2) for t in rows["tone"]],
        edgecolor=INK,
        lw=0.4,
    )
    ax.axhline(0, color=QUIET, lw=0.8)
    last, line = -1, 0
    for turn in turns.itertuples():
        at = starts[turn.sentence]
        ax.axvline(at, color=INK, lw=1, ls=(0, (5, 2)), zorder=0)
        if turn.strength < sorted(turns["strength"])[-6:][0]:
            continue  # of many turns, the six surest carry their strength
        line, last = (1 - line if at - last < 0.16 else 0), at  # neighbours take turns on two lines
        label(
            ax,
            min(max(at, 0.05), 0.95),
            1.58 - 0.3 * line,
            ("▲" if turn.change > 0 else "▼") + f"{turn.strength:.2f}".lstrip("0"),
            ha="center",
            va="top",
            fontsize=8,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )
    ax.set_title(brief(name, 44), fontsize=9, pad=4, color=INK, parse_math=False)


def actor_heat(merged: pd.DataFrame, names: pd.Series, most: int = 12, articles: int = 16):
    """Draw how often each actor is named in each article; a quotation mark says that it speaks there."""
    spread = merged.groupby("actor").agg(articles=("article", "nunique"), mentioned=("mentioned", "sum"))
    spread = spread.sort_values(["articles", "mentioned"], ascending=False, kind="stable")
    actors = list(spread.index[:most])
    here = merged[merged["actor"].isin(actors)]
    chosen = names[names.index.isin(here.groupby("article")["mentioned"].sum().nlargest(articles).index)]
    counts, speaks = (
        here.pivot_table(index="actor", columns="article", values=value, aggfunc="sum", fill_value=0).reindex(
            index=actors, columns=chosen.index, fill_value=0
        )
        for value in ("mentioned", "speaks")
    )
    shared = int((spread["articles"] > 1).sum())
    title = (
        f"{shared:,} of {len(spread):,} actors {'is' if shared == 1 else 'are'} named in more "
        f"than one article"
    )
    title += f", {brief(actors[0], 30)} in {spread['articles'].iloc[0]} of {len(names):,}" if shared else ""
    alt = "; ".join(
        f"{actor} in {count_of(int((counts.loc[actor] > 0).sum()), 'article')}, "
        f"{count_of(int(counts.loc[actor].sum()), 'time')}, "
        f"speaking in {int((speaks.loc[actor] > 0).sum())}"
        for actor in actors
    )
    size = (max(1, len(actors)), max(1, len(chosen)))
    fig, ax = canvas(
        title, f"In the articles shown: {alt or 'nobody is named'}", width=10.5, height=2.6 + 0.3 * size[0]
    )
    above_all(fig)
    darkest = max(3, counts.to_numpy().max(initial=0))
    ax.imshow(counts if counts.size else np.zeros(size), cmap=SHADES, aspect="auto", vmin=0, vmax=darkest)
    for (y, x), count in np.ndenumerate(counts.to_numpy()):
        if count:
            ax.text(
                x,
                y,
                f"{count}{' “' if speaks.iat[y, x] else ''}",
                ha="center",
                va="center",
                fontsize=9,
                color="white" if count > 0.7 * darkest else INK,
            )
    ax.set_yticks(range(len(actors)), [brief(actor, 32) for actor in actors], parse_math=False)
    ax.set_xticks(
        range(len(chosen)),
        [brief(name, 38) for name in chosen],
        parse_math=False,
        rotation=30,
        ha="right",
        fontsize=8,
        color=INK,
    )
    sizes = (len(actors), len(spread), "actors"), (len(chosen), len(names), "articles")
    left_out = [f"{shown} of {total:,} {noun}" for shown, total, noun in sizes if shown < total]
    ax.set_xlabel(
        "times named; “ where the actor also speaks" + (f" ({listed(left_out)} shown)" if left_out else "")
    )
    ax.spines[:].set_visible(False)
    return fig


def nearest_articles(near: pd.DataFrame, names: pd.Series, most: int = 16):
    """Draw how like each article is to its nearest, from the table of `likeness.nearest`, with the words that
    they share.
    """
    pairs = near[~near[["article", "nearest"]].apply(frozenset, axis=1).duplicated()] if len(near) else near
    rows = pairs.head(most)[::-1]
    first = near.iloc[0] if len(near) else None
    title = "There is no second article to be near to"
    if first is not None:
        both = " and ".join(f"“{brief(names[key], 34)}”" for key in (first["article"], first["nearest"]))
        title = f"Nearest to each other, at {first['similarity']:.2f}: {both}"
    alt = "; ".join(
        f"{names[r.article]} is nearest to {names[r.nearest]}, {r.similarity:.2f} ({r.shared})"
        for r in rows[::-1].itertuples()
    )
    fig, ax = canvas(
        f"{title}{shown_of(len(rows), len(pairs), 'pairs')}",
        alt,
        width=10.5,
        height=1.2 + 0.42 * max(2, len(rows)),
    )
    above_all(fig)
    for y, row in enumerate(rows.itertuples()):
        ax.plot([0, row.similarity], [y, y], color=FAINT, lw=4, solid_capstyle="butt")
        ax.plot(row.similarity, y, "o", color=POSITIVE, ms=7)
        label(
            ax,
            0.005,
            y + 0.22,
            f"{row.similarity:.2f} → {names[row.nearest]} ({row.shared})",
            120,
            va="bottom",
            fontsize=8,
            color=QUIET,
        )
    ax.set_yticks(
        range(len(rows)), [brief(names[key], 40) for key in rows["article"]], parse_math=False, fontsize=9
    )
    ax.set(xlim=(0, 1.02), ylim=(-0.5, max(1, len(rows)) - 0.2))
    ax.set_xticks([0, 0.5, 1])
    ax.set_xlabel("similarity of content words: 0 nothing in common, 1 the same words at the same rates")
    return fig
