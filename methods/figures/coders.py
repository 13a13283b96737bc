"""The figure of a class: every coder's grade of every sentence in one grid."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from methods.figures.style import INK, QUIET, TONE, canvas, label
from methods.validation.agreement import grade
from methods.validation.codings import SCALE
from methods.validation.coefficients import alpha
from methods.validation.group import coders_answers, most_split, named_apart, without_each
from utils import brief, count_of, listed, signed

MOST_SENTENCES = 24  # rows that fit on one screen; of a longer article those that split the class most
MOST_CODERS = 30


def coders_grid(coded: pd.DataFrame, reading: pd.DataFrame):
    """Draw sentences by coders, each grade in its colour and as a figure; who stands apart is marked.

    In: `codings.coded_sentences` and a table with `sentence` and `text`. Coders stand in the order of their
    agreement with the others. Grade and colour say the same; a blank is a sentence that was not coded.
    """
    each, tones = without_each(coded), coders_answers(coded, "tone")
    odd = named_apart(each)
    order = each.sort_values("with_others", ascending=False, kind="stable")["coder"].head(MOST_CODERS)
    tones = tones[list(order)]
    split = most_split(coded, reading, len(tones)).set_index("sentence")["spread"]
    if len(tones) > MOST_SENTENCES:
        rows = split.reindex(tones.index).fillna(0).nlargest(MOST_SENTENCES).index
        tones = tones.loc[sorted(rows)]
    fig, ax = canvas(
        _finding(tones if coded.empty else coders_answers(coded, "tone"), odd, len(coded)),
        _alt(each, split),
        width=10.5,
        height=1.6 + 0.27 * max(2, len(tones)),
    )
    colour = Normalize(-SCALE, SCALE)
    for y, sentence in enumerate(tones.index):
        for x, coder in enumerate(tones):
            value = tones.loc[sentence, coder]
            if np.isnan(value):
                continue
            ax.add_patch(_box(x, y, TONE(colour(value))))
            dark = abs(value) == SCALE
            said = signed(value, 0) if value else "0"
            label(ax, x, y, said, ha="center", va="center", fontsize=8, color="white" if dark else INK)
    texts = reading.set_index("sentence")["text"]
    names = [f"{sentence} {brief(texts.get(sentence, ''), 58)}" for sentence in tones.index]
    ax.set_yticks(range(len(tones)), names, parse_math=False, fontsize=8)
    heads = [f"{brief(coder, 16)}{' ⚠' if coder in odd else ''}" for coder in tones]
    ax.set_xticks(range(len(heads)), heads, parse_math=False, fontsize=8, rotation=45, ha="left")
    ax.xaxis.set_ticks_position("top")
    for text, coder in zip(ax.get_xticklabels(), tones):
        text.set_fontweight("bold" if coder in odd else "normal")
    ax.set_xlim(-0.5, max(1, tones.shape[1]) - 0.5)
    ax.set_ylim(max(1, len(tones)) - 0.5, -0.5)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    left_out = len(coded["sentence"].unique()) - len(tones)
    if left_out > 0:
        ax.set_xlabel(f"those that split the readers most; {left_out} more are not drawn", color=QUIET)
    return fig


def _box(x: int, y: int, colour):
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, color=colour, lw=0)


def _finding(tones: pd.DataFrame, odd: list[str], answers: int) -> str:
    if not answers:
        return "Nobody has coded this article yet"
    value = alpha(tones.to_numpy())
    if tones.shape[1] < 2 or value != value:
        return f"{count_of(tones.shape[1], 'coder').capitalize()}: no agreement on tone to work out"
    told = f"{count_of(tones.shape[1], 'coder').capitalize()} agree on tone at {value:.2f}"
    if not odd:
        return f"{told} ({grade(value)}); nobody stands apart"
    without = alpha(tones.drop(columns=odd).to_numpy())
    return f"{told}, and at {without:.2f} without {listed(brief(name, 24) for name in odd)}"


def _alt(each: pd.DataFrame, split: pd.Series) -> str:
    if each.empty:
        return "nothing to draw"
    coders = "; ".join(
        f"{brief(row.coder, 20)} {signed(row.with_others)}{f' ({row.note})' if row.note else ''}"
        for row in each.itertuples()
    )
    told = f"Correlation of each coder with the others: {coders}."
    most = [f"sentence {sentence} ({size:.1f} steps)" for sentence, size in split.head(3).items()]
    return f"{told} Most split: {listed(most)}." if most else told
