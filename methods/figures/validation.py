"""Figures of how far off the numbers are: readers beside scorers, agreement with its intervals, the published
record.
"""

from __future__ import annotations

from textwrap import wrap

import numpy as np
import pandas as pd

from methods.figures.style import FAINT, INK, NEGATIVE, POSITIVE, QUIET, canvas, label
from methods.tone.scorers import OWN, SCORERS
from methods.validation.agreement import LABELS, RELIABLE, TENTATIVE, TOGETHER, answers_by_rater, differences
from methods.validation.codings import SCALE
from utils import brief, count_of, listed, signed

MARKS = {
    "chance": ("|", QUIET, "chance"),
    "peer": ("s", NEGATIVE, "the usual tool"),
    "one_human": ("D", "white", "one human"),
    "ours": ("o", POSITIVE, "this collection"),
}


def coders_and_machine(coded: pd.DataFrame, reading: pd.DataFrame, most: int = 12):
    """Draw the sentences where the machine is farthest from the readers, each with its words, each reader's
    tone and the scorers'.
    """
    apart = differences(coded, reading)
    opposed = apart[apart["coders"] * apart["tone"] < 0]
    title = (
        f"Machine and readers are on opposite sides in {count_of(len(opposed), 'sentence')} of {len(apart)}"
        if len(apart)
        else "Nobody has coded this article yet"
    )
    rows = apart.head(most)[::-1]
    alt = (
        "; ".join(
            f"sentence {r.sentence}, readers {signed(r.coders, 1)}, machine {signed(r.tone, 1)}: "
            f"{brief(r.text, 60)}"
            for r in rows[::-1].itertuples()
        )
        or "nothing to draw"
    )
    fig, ax = canvas(title, alt, width=10, height=1.4 + 0.46 * len(rows))
    coders, scorers = answers_by_rater(coded, reading, "tone")
    for y, row in enumerate(rows.itertuples()):
        ax.plot([row.coders, row.tone], [y, y], color=FAINT, lw=5, zorder=1)
        graded = coders.loc[row.sentence].dropna().value_counts()
        for grade, count in graded.items():
            ax.plot(grade, y, "D", mfc="white", mec=INK, ms=8)
            label(ax, grade, y + 0.3, f"× {count}" if count > 1 else "", fontsize=8, ha="center", color=QUIET)
        for scorer in SCORERS[1:]:
            ax.plot(scorers.loc[row.sentence, scorer.label], y, scorer.marker, color=NEGATIVE, ms=5)
        ax.plot(row.tone, y, "o", color=POSITIVE, ms=8)
    witnesses = ((scorer.marker, NEGATIVE, f"{scorer.label} × {SCALE}") for scorer in SCORERS[1:])
    for mark, colour, name in (
        ("D", "white", "a reader"),
        (OWN.marker, POSITIVE, f"tone ({OWN.label}) × {SCALE}"),
        *witnesses,
    ):
        ax.plot(
            [],
            [],
            mark,
            mfc=colour,
            mec=INK if colour == "white" else colour,
            ms=7 if colour != NEGATIVE else 5,
            ls="",
            label=name,
        )
    ax.axvline(0, color=QUIET, lw=0.8, zorder=0)
    ax.set_yticks(
        range(len(rows)),
        [
            "\n".join(wrap(f"{r.sentence} {r.text}", 62, max_lines=2, placeholder=" …"))
            for r in rows.itertuples()
        ],
        parse_math=False,
        fontsize=8,
    )
    ax.set_xlim(-SCALE - 0.2, SCALE + 0.2)
    ax.set_ylim(-0.6, max(1, len(rows)) - 0.3)
    ax.set_xlabel("negative  ←  tone, on the readers' scale  →  positive")
    fig.legend(loc="outside lower center", ncols=2 + len(SCORERS[1:]), frameon=False, fontsize=9)
    return fig


def agreement_intervals(table: pd.DataFrame, most: int = 20):
    """Draw the alphas of `agreement.agreement` with their intervals, over the levels from which Krippendorff
    would conclude.
    """
    rows = table[table["measure"].str.startswith("alpha") & table["value"].notna()].head(most)[::-1]
    names = [
        f"{r.question}: {brief(r.first, 24)}{f' and {brief(r.second, 24)}' if r.second else ''}"
        for r in rows.itertuples()
    ]
    among = ~rows["second"].isin(LABELS.values())
    title = _readers_and_tone(table)
    alt = (
        "; ".join(
            f"{n} {r.value:.2f} ({r.low:.2f} to {r.high:.2f})"
            for n, r in zip(names[::-1], rows[::-1].itertuples())
        )
        or "nothing to draw"
    )
    fig, ax = canvas(title, alt, width=9.5, height=1.3 + 0.32 * max(2, len(rows)))
    for level, words in ((0, "chance"), (TENTATIVE, ".667"), (RELIABLE, ".80")):
        ax.axvline(level, color=QUIET, lw=0.8, ls=(0, (2, 3)), zorder=0)
        label(
            ax,
            level,
            1.0,
            words,
            fontsize=8,
            color=QUIET,
            ha="center",
            va="bottom",
            transform=ax.get_xaxis_transform(),
        )
    for y, (row, readers) in enumerate(zip(rows.itertuples(), among)):
        colour = INK if readers else POSITIVE
        ax.plot([max(-1, row.low), row.high], [y, y], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(row.value, y, "D" if readers else "o", ms=7, color=colour)
    ax.set_yticks(range(len(rows)), names, parse_math=False, fontsize=9)
    ax.set_xlim(-1.03, 1.03)
    ax.set_ylim(-0.6, max(1, len(rows)) - 0.4)
    ax.set_xlabel(
        "Krippendorff's alpha, with 95% bootstrap interval; dark diamonds are readers among themselves"
    )
    return fig


def _readers_and_tone(table: pd.DataFrame) -> str:
    """Say how far the readers agree on tone with each other, and each of them with this collection."""
    rows = table[
        table["measure"].str.startswith("alpha") & (table["question"] == "tone") & table["value"].notna()
    ]
    ours = rows[rows["second"] == OWN.label]
    among = rows[~rows["second"].isin(LABELS.values())]
    if ours.empty:
        return (
            "No agreement on tone can be worked out: too few answers, or all alike"
            if len(table)
            else "Nobody has coded this article yet"
        )
    values = [f"{value:.2f}" for value in ours["value"]]
    all_of_them = (
        listed(values) if len(values) < 4 else f"{ours['value'].min():.2f} to {ours['value'].max():.2f}"
    )
    beside = f"with this collection's tone at {all_of_them}"
    if among.empty:
        return (
            f"On tone, {listed(brief(name, 24) for name in ours['first'])} {beside}; no two "
            f"readers can be compared"
        )
    row = among.iloc[0]  # all together come before the pairs
    who = (
        row["first"]
        if row["first"] == TOGETHER
        else f"{brief(row['first'], 24)} and {brief(row['second'], 24)}"
    )
    return f"On tone, {who} agree at {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f}), {beside}"


def published_record(table: pd.DataFrame):
    """Draw the measures of `record` of which 1 is the best: this collection, the usual tool (the peer), one
    human, and chance, from 0 to 1.
    """
    rows = table[table["better"] == "higher"]
    ahead = (rows["ours"] > rows["peer"]).sum()
    human = rows.dropna(subset="one_human")
    title = (
        f"Better than the usual tool in {ahead} of {len(rows)} measures, than one human in "
        f"{(human['ours'] > human['one_human']).sum()} of {len(human)}"
    )

    def said(row):
        return ", ".join(
            f"{MARKS[name][2]} {row[name]:.2f}"
            for name in ("ours", "peer", "one_human", "chance")
            if not np.isnan(row[name])
        )

    alt = listed((f"{row['result']}, {row['measure']}: {said(row)}" for _, row in rows.iterrows()), ";")
    rows = rows[::-1]
    fig, ax = canvas(title, alt, width=10.5, height=1.4 + 0.42 * len(rows))
    for y, (_, row) in enumerate(rows.iterrows()):
        ax.axhline(y, color=FAINT, lw=0.8, zorder=0)
        for name, (mark, colour, _) in MARKS.items():
            ax.plot(
                row[name],
                y,
                mark,
                mfc=colour,
                mec=INK if colour == "white" else colour,
                ms=12 if mark == "|" else 7,
                mew=2 if mark == "|" else 1,
            )
        label(
            ax,
            1.03,
            y,
            f"{row['ours']:.2f}   {row['peer_name']} {row['peer']:.2f}",
            60,
            va="center",
            fontsize=8,
            color=QUIET,
        )
    for mark, colour, name in MARKS.values():
        ax.plot([], [], mark, mfc=colour, mec=INK if colour == "white" else colour, ms=8, ls="", label=name)
    names = [
        f"{brief(f'{row.result}: {row.measure}', 66)}\nn = {row.n:,} {row.unit}" for row in rows.itertuples()
    ]
    ax.set_yticks(range(len(rows)), names, parse_math=False, fontsize=8)
    ax.set_xlim(-0.03, 1.02)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_xlabel("the measure named on the left, 1 is perfect; a mark is missing where it was not measured")
    fig.legend(loc="outside lower center", ncols=4, frameon=False, fontsize=9)
    return fig
