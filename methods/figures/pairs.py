"""Figures of voices through an article, and of two articles side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from methods.figures.style import FAINT, INK, NEGATIVE, POSITIVE, QUIET, TONE, canvas, label
from methods.tone import NARRATOR
from utils import brief, count_of, listed, signed

MOST_VOICES = 8
NO_COUNTS = ("mean tone", "share that voices have")  # among the measures of a pair


def voices_through(parts: pd.DataFrame, told: pd.DataFrame, most: int = MOST_VOICES):
    """Draw each voice through the article: how much of each sentence it has, and how its words sound.

    In: `tone.voice_parts` and `tone.by_voice`. A box is as high as the voice's share of that sentence; its
    colour and the sign in it give the tone of its words; right of each row stand share and tone of the whole.
    """
    rows = told.head(most)
    finding = _finding(told) + f"; {most} are drawn" * (len(told) > most)
    fig, ax = canvas(finding, _heard(rows), width=10.5, height=1.5 + 0.5 * max(2, len(rows)))
    last = int(parts["sentence"].max()) if len(parts) else 0
    for y, voice in enumerate(rows["voice"]):
        ax.axhline(y + 0.42, color=FAINT, lw=0.8, zorder=0)
        for part in parts[parts["voice"] == voice].itertuples():
            ax.bar(
                part.sentence,
                -0.84 * part.share,
                bottom=y + 0.42,
                width=0.92,
                color=TONE((part.lexicon + 1) / 2),
                edgecolor=INK,
                lw=0.5,
            )
            if abs(part.lexicon) >= 0.05 and last < 60:
                sign = "+" if part.lexicon > 0 else "−"
                label(ax, part.sentence, y + 0.36, sign, ha="center", va="center", fontsize=9)
    for y, row in enumerate(rows.itertuples()):
        tone = "no words of tone" if np.isnan(row.lexicon) else f"words {signed(row.lexicon)}"
        label(ax, last + 0.8, y, f"{row.share:.0%}, {tone}", va="center", fontsize=9, color=QUIET)
    ax.set_yticks(range(len(rows)), [brief(voice, 32) for voice in rows["voice"]], parse_math=False)
    ax.set_ylim(max(1, len(rows)) - 0.4, -0.6)
    ax.set_xlim(-0.6, last + 0.6)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("sentence; a box is as high as the voice's share of it; + and − by its words of tone")
    return fig


def _finding(told: pd.DataFrame) -> str:
    others = told[told["voice"] != NARRATOR]
    if others.empty:
        return "The narrator is the only voice"
    most = others.iloc[0]
    share = others["share"].sum()
    if len(others) == 1:
        return f"One voice beside the narrator's: {most.voice}, with {share:.0%} of the text"
    return f"{count_of(len(others), 'voice').capitalize()} have {share:.0%} of the text, {most.voice} most"


def _heard(rows: pd.DataFrame) -> str:
    return (
        "; ".join(
            f"{row.voice} {row.share:.0%} of the text in {count_of(row.sentences, 'sentence')}"
            + ("" if np.isnan(row.lexicon) else f", tone of its words {signed(row.lexicon)}")
            for row in rows.itertuples()
        )
        or "nothing to draw"
    )


def words_apart(pair, most: int = 12):
    """Draw the content words that tell two articles apart most, with their intervals.

    In: what `corpus.compare_two` returns. A hollow mark has too few cases for an interval.
    """
    twice = pair.words["count_first"] + pair.words["count_second"] > 1
    table = pair.words[~pair.words["function_word"] & twice].head(2 * most)
    rows = table.sort_values("log_ratio", ascending=False, kind="stable").head(2 * most)[::-1]
    sure = rows[(rows["low"] > 0) | (rows["high"] < 0)]
    title = (
        f"Surely at another rate: {listed(sure['word'][::-1].head(6))}"
        if len(sure)
        else "No content word is surely at another rate: read these as hints"
    )
    alt = "; ".join(f"{r.word} {r.count_first} to {r.count_second}" for r in rows[::-1].itertuples())
    fig, ax = canvas(title, alt or "nothing to draw", width=9.5, height=1.5 + 0.27 * max(2, len(rows)))
    for y, row in enumerate(rows.itertuples()):
        colour = POSITIVE if row.log_ratio > 0 else NEGATIVE
        if row.note == "":
            ax.plot([row.low, row.high], [y, y], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(row.log_ratio, y, "o", ms=7, mec=colour, mfc="white" if row.note else colour)
        label(
            ax,
            1.01,
            y,
            f"{row.count_first} : {row.count_second}",
            va="center",
            fontsize=8,
            color=QUIET,
            transform=ax.get_yaxis_transform(),
        )
    ax.axvline(0, color=QUIET, lw=0.8, zorder=0)
    ax.set_yticks(range(len(rows)), rows["word"], parse_math=False, fontsize=9)
    reach = max(1.0, float(np.nanmax(np.abs(rows[["log_ratio", "low", "high"]].to_numpy()), initial=1.0)))
    ax.set_xlim(-reach - 0.3, reach + 0.3)
    ax.set_xlabel(
        f"doublings; ← in {brief(pair.second, 30)}, in {brief(pair.first, 30)} →; counts on the right"
    )
    return fig


def voices_apart(pair, most: int = 10):
    """Draw the share of each voice in two articles, side by side, with the tone of its sentences.

    In: what `corpus.compare_two` returns.
    """
    rows = pair.voices.head(most)[::-1]
    told = {side: 1 - _narrator(pair.voices, f"share_{side}") for side in ("first", "second")}
    title = (
        f"Voices have {told['first']:.0%} of {brief(pair.first, 40)} and {told['second']:.0%} of "
        f"{brief(pair.second, 40)}"
    )
    alt = "; ".join(
        f"{r.voice} {r.share_first:.0%} and {r.share_second:.0%}" for r in rows[::-1].itertuples()
    )
    fig, ax = canvas(title, alt or "nothing to draw", width=9.5, height=1.6 + 0.5 * max(2, len(rows)))
    for y, row in enumerate(rows.to_dict("records")):
        for side, shift, colour, hatch in (("first", 0.2, POSITIVE, ""), ("second", -0.2, NEGATIVE, "////")):
            share, tone = row[f"share_{side}"], row[f"tone_{side}"]
            ax.barh(y + shift, share, height=0.36, color=colour, alpha=0.75, hatch=hatch, edgecolor="white")
            words = f"{share:.0%}" + ("" if np.isnan(tone) else f", tone {signed(tone)}")
            label(ax, share + 0.01, y + shift, words, va="center", fontsize=8, color=QUIET)
    ax.set_yticks(range(len(rows)), [brief(v, 34) for v in rows["voice"]], parse_math=False, fontsize=9)
    ax.set_xlim(0, 1.12)
    ax.set_xticks([0, 0.5, 1], ["0", "half of the text", "all"])
    for name, colour, hatch in ((pair.first, POSITIVE, ""), (pair.second, NEGATIVE, "////")):
        ax.barh([0], [0], color=colour, alpha=0.75, hatch=hatch, edgecolor="white", label=brief(name, 40))
    fig.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)
    return fig


def _narrator(voices: pd.DataFrame, column: str) -> float:
    return float(voices.loc[voices["voice"] == NARRATOR, column].sum())


def pairs_told(pair, most: int = 5) -> list[str]:
    """Return the sentences that two articles have in common, in words: first how many of all are told here,
    then each with its article and number.

    In: what `corpus.compare_two` returns, and how many pairs are told at `most`.

    >>> from methods.corpus import compare_two
    >>> pairs_told(compare_two("The old bridge burned.", "Rain fell. The bridge burned down."))
    ['1 of 1 pair of sentences:', 'the first, sentence 0: The old bridge burned.',
    'the second, sentence 1: The bridge burned down.']
    """
    told, all_of_them = [], len(pair.both_say)
    for row in pair.both_say.head(most).itertuples():
        told.append(f"{pair.first}, sentence {row.sentence_first}: {row.text_first}")
        told.append(f"{pair.second}, sentence {row.sentence_second}: {row.text_second}")
    which = ", the most alike" if all_of_them > most else ""
    count = f"{min(most, all_of_them)} of {count_of(all_of_them, 'pair')} of sentences{which}:"
    return [count, *told] if told else []


def sentences_open(pair) -> str:
    """Say how many sentences of two articles neither `both_say` nor `only_one_says` tells of.

    In: what `corpus.compare_two` returns. Out: a sentence.

    >>> from methods.corpus import compare_two
    >>> sentences_open(compare_two("Rain fell. He did.", "Bees swarmed."))
    'In neither table, because it is open: 1 of 2 sentences in the first and 0 of 1 in the second.'
    """
    counts = pair.measures.set_index("measure").astype(float)
    of_first, of_second = (
        f"{counts.loc['sentences open', side]:.0f} of {counts.loc['sentences', side]:.0f}"
        for side in ("first", "second")
    )
    return (
        f"In neither table, because it is open: {of_first} sentences in {pair.first} "
        f"and {of_second} in {pair.second}."
    )


def whole_counts(measures: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of a Pair as they are shown: counts without decimals.

    In: `compare_two(...).measures`. Out: the same table, with the numbers of both as objects.

    >>> shown = whole_counts(pd.DataFrame({"measure": ["words"], "first": [199.0], "second": [7.0]}))
    >>> shown.values.tolist()
    [['words', 199, 7]]
    """
    is_count = ~measures["measure"].isin(NO_COUNTS)
    shown = {
        side: [int(n) if whole else n for n, whole in zip(measures[side], is_count)]
        for side in ("first", "second")
    }
    return measures.assign(**{side: pd.Series(values, dtype=object) for side, values in shown.items()})
