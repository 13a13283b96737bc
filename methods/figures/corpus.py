"""Many articles drawn side by side: means by group, arcs of tone, actors by article, key words between
groups, nearest articles.

Every figure shows at most `most` rows or panels and says so in its title where it leaves some out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from methods.corpus.comparison import LEAST
from methods.figures.style import FAINT, INK, NEGATIVE, POSITIVE, QUIET, TONE, canvas, label
from utils import brief, count_of, listed, signed

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


def _above_all(fig) -> None:
    """Move the finding from above the first panel, which may be narrow, to above the whole figure."""
    finding = fig.axes[0].get_title(loc="left")
    fig.axes[0].set_title("", loc="left")
    fig.suptitle(finding, x=0.01, ha="left", fontsize=12, parse_math=False)


def _of(shown: int, total: int, what: str = "") -> str:
    return (
        f" ({' '.join(filter(None, [str(shown), 'of', f'{total:,}', what, 'shown']))})"
        if shown < total
        else ""
    )


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
    title = f"{verdict}{_of(len(order), len(sizes))}"

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
        f"{count_of(len(names), 'article')}{_of(len(chosen), len(names))}"
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
    _above_all(fig)
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
    _above_all(fig)
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
    title += _of(len(shown), spoken["group"].nunique(), "groups")
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
    _above_all(fig)
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
        f"{title}{_of(len(rows), len(safe))}", alt, width=10, height=1.2 + 0.29 * max(4, len(rows))
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
        f"{title}{_of(len(rows), len(pairs), 'pairs')}",
        alt,
        width=10.5,
        height=1.2 + 0.42 * max(2, len(rows)),
    )
    _above_all(fig)
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
