"""Groups of articles drawn beside each other: mean tone, who is heard, key words.

Every figure shows at most `most` rows or panels and says so in its title where it leaves some out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from methods.corpus.comparison import LEAST
from methods.figures.style import FAINT, INK, NEGATIVE, POSITIVE, QUIET, above_all, canvas, label, shown_of
from utils import brief, count_of, listed, signed


def by_group(measures: pd.DataFrame, means: pd.DataFrame, by: str, most: int = 12):
    """Draw mean tone and quoted share by group with the intervals of `compare.group_means`; small marks are
    single articles.
    """
    sizes = means[means["measure"] == "tone"].set_index("group")["n"]
    # Groups of time stand in their order, others by size.
    order = list(
        sizes.index[-most:]
        if by == "period"
        else sizes.sort_values(ascending=False, kind="stable").index[:most]
    )[::-1]
    verdict = _apart(means[means["measure"] == "tone"])
    title = f"{verdict}{shown_of(len(order), len(sizes))}"

    def said(r):
        return (
            f"{r.group} {r.measure} {signed(r.mean)} (n = {r.n}, "
            + (r.note if r.note else f"{signed(r.low)} to {signed(r.high)}")
            + ")"
        )

    alt = "; ".join(map(said, means[means["group"].isin(order)].itertuples()))
    fig, axes = canvas(title, alt, width=10.5, height=1.5 + 0.62 * max(2, len(order)), ncols=2, sharey=True)
    for ax, measure, line, limits in zip(axes, ("tone", "quoted"), (0, None), ((-1.02, 1.02), (-0.02, 1.02))):
        for y, group in enumerate(order):
            row = means[(means["group"] == group) & (means["measure"] == measure)].iloc[0]
            values = measures.loc[measures[by] == group, measure]
            ax.plot(
                values,
                [y - 0.22] * len(values),
                "|",
                color=QUIET,
                ms=9,
                alpha=max(0.25, min(1, 10 / len(values))),
            )
            if not row.note:
                ax.plot([row.low, row.high], [y, y], color=POSITIVE, lw=2.5, solid_capstyle="butt")
            ax.plot(row["mean"], y, "o", color=POSITIVE, mfc="white" if row.note else POSITIVE, ms=8)
            label(
                ax,
                row["mean"],
                y + 0.17,
                signed(row["mean"]) if measure == "tone" else f"{row['mean']:.0%}",
                ha="center",
                fontsize=9,
                bbox={"fc": "white", "ec": "none", "pad": 0.5},
            )
        ax.set(xlim=limits, xticks=np.linspace(-1, 1, 5) if measure == "tone" else [0, 0.5, 1])
        if line is not None:
            ax.axvline(line, color=QUIET, lw=0.8, zorder=0)
    counted = [
        f"{brief(group, 26)}\nn = {sizes[group]}{'' if sizes[group] >= LEAST else ', no interval'}"
        for group in order
    ]
    axes[0].set_yticks(range(len(order)), counted, parse_math=False, fontsize=9)
    axes[0].set_ylim(-0.6, max(1, len(order)) - 0.4)
    axes[0].set_xlabel("negative  ←  mean tone  →  positive")
    axes[1].set_xlabel("share of the text in somebody's words")
    axes[1].set_xticklabels(["0%", "50%", "100%"])
    return fig


def _apart(rows: pd.DataFrame) -> str:
    """Say whether the extreme groups with an interval are apart: where neither interval reaches the other."""
    single = (rows["n"] == 1).all()
    sure = rows[(rows["note"] == "") | single].sort_values("mean")
    if len(sure) < 2 and not single:
        return (
            f"No two groups have the {LEAST} articles that an interval takes: their tone cannot be compared"
        )
    low, high = sure.iloc[0], sure.iloc[-1]
    told = " to ".join(
        dict.fromkeys(f"{signed(row['mean'])} ({brief(row['group'], 24)})" for row in (low, high))
    )
    if single:
        return f"Single articles, without interval: mean tone {told}"
    return f"Mean tone of groups with {LEAST} articles or more: from {told}; their intervals " + (
        "lie apart" if low["high"] < high["low"] else "overlap, so the order may be chance"
    )


def voices_by_group(spoken: pd.DataFrame, most: int = 8, groups: int = 6):
    """Draw for each group in how many of the articles that name an actor the actor speaks, from the table of
    `compare.voices`.
    """
    actors = list(dict.fromkeys(spoken["actor"]))
    shown = list(
        spoken.groupby("group")["articles"].first().sort_values(ascending=False, kind="stable").index[:groups]
    )
    rows = spoken[spoken["group"].isin(shown) & spoken["actor"].isin(actors[:most])]
    title = most_heard(rows) + (
        f" (the {most} of {len(actors):,} actors named most)" if len(actors) > most else ""
    )
    title += shown_of(len(shown), spoken["group"].nunique(), "groups")
    alt = "; ".join(
        f"{r.group}: {r.actor} speaks in {r.speaking} of {r.named}, {r.low:.0%} to {r.high:.0%}, "
        f"spoken about in {r.discussed}"
        for r in rows.itertuples()
    )
    order = actors[:most][::-1]
    fig, axes = canvas(
        title,
        alt,
        width=10.5,
        height=1.4 + 0.36 * max(3, len(order)),
        ncols=max(1, len(shown)),
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    above_all(fig)
    for ax, group in zip(axes[0], shown):
        for row in rows[rows["group"] == group].itertuples():
            y = order.index(row.actor)
            ax.plot([row.low, row.high], [y, y], color=FAINT, lw=5, solid_capstyle="butt")
            ax.plot(
                row.share,
                y,
                "o",
                color=POSITIVE,
                ms=7,
                mfc=POSITIVE if row.speaking else "white",
                clip_on=False,
            )
            label(ax, 1.08, y, f"{row.speaking}/{row.named}", va="center", fontsize=8, color=QUIET)
        size = spoken.loc[spoken["group"] == group, "articles"].iloc[0]
        ax.set_title(f"{brief(group, 24)} (n = {size})", fontsize=9, pad=4, color=INK, parse_math=False)
    axes[0, 0].set(xlim=(-0.05, 1.35), ylim=(-0.6, max(1, len(order)) - 0.4))
    axes[0, 0].set_yticks(range(len(order)), [brief(actor, 30) for actor in order], parse_math=False)
    axes[0, 0].set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    fig.supxlabel(
        "share of the articles naming the actor in which it speaks; the bar is the 95% interval",
        fontsize=9,
        color=QUIET,
    )
    return fig


def most_heard(spoken: pd.DataFrame) -> str:
    """Say who speaks in most articles, from the table of `compare.voices`; of several alike none is put
    before the others.

    >>> most_heard(pd.DataFrame({"actor": ["Ana Lee", "Tom Roe"], "speaking": [2, 2], "named": [2, 3]}))
    'Ana Lee and Tom Roe are most often let speak: each in 2 articles'
    """
    told = spoken.groupby("actor", sort=False)[["speaking", "named"]].sum()
    most = max(told["speaking"], default=0)
    first = told[told["speaking"] == most]
    if not most:
        return "Nobody who is named speaks"
    if most == 1:
        return (
            f"{len(first)} named actors speak, none in more than one article"
            if len(first) > 1
            else "1 named actor speaks, in one article"
        )
    if len(first) == 1:
        return (
            f"{brief(first.index[0], 40)} is most often let speak: in {most} of "
            f"{first['named'].iloc[0]} articles with that name"
        )
    names = listed(brief(name, 40) for name in first.index) if len(first) < 4 else f"{len(first)} actors"
    return f"{names} are most often let speak: each in {most} articles"


def by_chance(words: int) -> str:
    """Say how many of these words would lie beyond a 95% interval if nothing differed.

    >>> by_chance(66), by_chance(7)
    ('about 3', 'fewer than 1')
    """
    return f"about {words / 20:.0f}" if words >= 20 else "fewer than 1"


def key_words_between(keys: pd.DataFrame, group: str, most: int = 10):
    """Draw the content words that a group of articles prefers, and those that the rest prefer, from
    `compare.keyness_between`.
    """
    safe = keys[(keys["note"] == "") & ~keys["function_word"].astype(bool)]
    safe = safe.assign(sure=(safe["low"] > 0) | (safe["high"] < 0)).sort_values(
        ["sure", "log_likelihood"], ascending=False, kind="stable"
    )
    rows = pd.concat([safe[safe["log_ratio"] > 0].head(most), safe[safe["log_ratio"] < 0].head(most)[::-1]])[
        ::-1
    ]
    sure = int(safe["sure"].sum())
    title = (
        f"{sure or 'None'} of {count_of(len(safe), 'content word')} "
        f"stand{'s' if sure < 2 else ''} at another rate in {brief(group, 30)} than in the rest; "
    )
    title += f"by chance alone {by_chance(len(safe))} would"
    title = (
        title
        if len(safe)
        else f"No content word stands often enough, in articles enough, to compare "
        f"{brief(group, 30)} with the rest"
    )
    alt = "; ".join(
        f"{r.word} {r.count_} to {r.rest}"
        for r in rows[::-1].rename(columns={"count": "count_"}).itertuples()
    )
    fig, ax = canvas(
        f"{title}{shown_of(len(rows), len(safe))}", alt, width=10, height=1.2 + 0.29 * max(4, len(rows))
    )
    ax.axvline(0, color=QUIET, lw=0.8)
    reach = min(12, max(4, rows[["low", "high"]].abs().max().max() if len(rows) else 4))
    for y, row in enumerate(rows.rename(columns={"count": "count_"}).itertuples()):
        colour = POSITIVE if row.log_ratio > 0 else NEGATIVE
        ax.plot(
            np.clip([row.low, row.high], -reach, reach),
            [y, y],
            color=colour,
            lw=2 if row.sure else 1,
            ls="-" if row.sure else (0, (2, 2)),
        )
        ax.plot(
            row.log_ratio,
            y,
            "o" if row.log_ratio > 0 else "s",
            ms=7,
            color=colour,
            mfc=colour if row.sure else "white",
        )
        label(
            ax,
            1.01,
            y,
            f"{row.count_} : {row.rest} in {row.articles} : {row.articles_rest} articles",
            transform=ax.get_yaxis_transform(),
            va="center",
            fontsize=8,
            color=QUIET,
        )
    ax.set_yticks(range(len(rows)), [brief(word, 24) for word in rows["word"]], parse_math=False)
    ticks = [t for t in range(-12, 13, 3) if abs(t) <= reach]
    ax.set_xticks(ticks, [f"{2**t}×" if t >= 0 else f"1/{2**-t}" for t in ticks])
    ax.set_xlim(-reach * 1.03, reach * 1.03)
    ax.set_xlabel(
        f"the rest  ←  rate in {brief(group, 30)} ÷ rate in the rest  →  {brief(group, 30)}; a "
        f"hollow mark may be chance"
    )
    return fig
