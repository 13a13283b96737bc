"""The article drawn along its length, and its actors drawn as a network: tone, voices, turns, roles, acts."""

from __future__ import annotations

import re
from itertools import cycle

import numpy as np
import pandas as pd

from methods.corpus.comparison import covered
from methods.figures.style import FAINT, INK, NEGATIVE, POSITIVE, QUIET, TONE, canvas, label
from methods.quotations import SILENT, UNNAMED, pieces
from methods.tone import turns_in_words
from methods.tone.scorers import OWN, SCORERS
from utils import brief, count_of, listed, signed

TURNS_DRAWN = 12  # more lines across a figure hide what they cross
MANY_SENTENCES, FEWEST_PARAGRAPHS = (
    60,
    6,
)  # sentences from which on paragraphs are drawn, and how many there must be
NAMES_BELOW = 0.67  # the share of the strip of voices that holds their names, where no line crosses them
ROLE_MARKS = {
    "speaks": ("o", INK),
    "acts": (">", POSITIVE),
    "acted_on": ("v", NEGATIVE),
    "mentioned": ("|", QUIET),
}


def parts_read(parts: pd.DataFrame):
    """Draw how much of what was read is body, and what the rest is, from the table of `article.parts`."""
    words = parts.groupby(parts["reason"].where(parts["reason"] != "", parts["part"]), sort=False)[
        "words"
    ].sum()
    words = words.sort_values()
    share = words.get("body", 0) / (words.sum() or 1)
    title = f"The body is {share:.0%} of the {words.sum():,} words read"
    fig, ax = canvas(
        title,
        "Words by part: " + listed(f"{name} {n}" for name, n in words[::-1].items()),
        height=0.7 + 0.32 * max(3, len(words)),
    )
    ax.barh(
        range(len(words)),
        words,
        color=[POSITIVE if name == "body" else QUIET for name in words.index],
        height=0.65,
    )
    for y, n in enumerate(words):
        label(ax, n + 0.01 * words.max(), y, f"{n:,}", va="center", color=QUIET)
    ax.set_yticks(range(len(words)), list(words.index), parse_math=False)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return fig


def scores_by_sentence(scored: pd.DataFrame, most: int = 25):
    """Draw the scores of all scorers for each sentence of `tone.sentence_tone`; of a long text, those where
    they differ most.
    """
    names = [scorer.name for scorer in SCORERS]
    spread = scored[names].max(axis=1) - scored[names].min(axis=1)
    rows = scored.loc[spread.nlargest(most).index.sort_values()][::-1]
    against = scored.loc[np.sign(scored["tone"]) * np.sign(scored["vader"]) < 0, "sentence"]
    title = (
        f"This collection's tone and VADER take opposite sides in {len(against)} of "
        f"{count_of(len(scored), 'sentence')}"
    )
    alt = f"Tone, {listed(scorer.label for scorer in SCORERS[1:])} by sentence: " + "; ".join(
        f"{r.sentence}: {', '.join(signed(getattr(r, name)) for name in names)}"
        for r in rows[::-1].itertuples()
    )
    fig, ax = canvas(title, alt, height=1.2 + 0.34 * len(rows), width=9.5)
    ax.axvline(0, color=QUIET, lw=0.8)
    for y, row in enumerate(rows.itertuples()):
        ends = [getattr(row, name) for name in names]
        ax.plot([min(ends), max(ends)], [y, y], color=FAINT, lw=3, zorder=1)
    for scorer, face in zip(SCORERS, cycle((INK, POSITIVE, "white", NEGATIVE))):
        ax.plot(
            rows[scorer.name],
            range(len(rows)),
            scorer.marker,
            color=INK if face == "white" else face,
            mfc=face,
            ms=7,
            label=f"tone ({scorer.label})" if scorer is OWN else scorer.label,
        )
    ax.set_yticks(
        range(len(rows)),
        [f"{r.sentence}  {brief(r.text, 44)}" for r in rows.itertuples()],
        parse_math=False,
        fontsize=9,
    )
    ax.set_xlim(-1.05, 1.05)
    ax.set_xlabel("negative  ←  score  →  positive")
    fig.legend(loc="outside lower center", ncols=len(SCORERS), frameon=False, fontsize=9)
    return fig


def tone_by_voice(scored: pd.DataFrame, shifts: pd.DataFrame):
    """Draw the narrator's tone above the quoted voices' tone, sentence by sentence, with the marked turns
    between them.
    """
    means = scored[["narrator", "quoted"]].mean()

    def said(name):
        return "nothing" if np.isnan(means[name]) else signed(means[name])

    title = (
        f"Mean sum of words: narrator {said('narrator')}, quoted voices {said('quoted')}; "
        + turns_in_words(shifts).partition(";")[0]
    )
    alt = "By sentence: " + "; ".join(
        f"{r.sentence} narrator {signed(r.narrator)}, quoted {signed(r.quoted)}" for r in scored.itertuples()
    ).replace("+nan", "silent")
    fig, axes = canvas(title, alt, width=10, height=4.2, nrows=2, sharex=True, sharey=True)
    for ax, name, hatch in zip(axes, ("narrator", "quoted"), ("", "////")):
        ax.bar(
            scored["sentence"],
            scored[name],
            color=[TONE((t + 1) / 2) for t in scored[name].fillna(0)],
            edgecolor=INK,
            lw=0.6,
            hatch=hatch,
        )
        silent = scored.loc[scored[name].isna(), "sentence"]
        ax.plot(silent, [0] * len(silent), "x", color=QUIET, ms=4)
        ax.axhline(0, color=QUIET, lw=0.8)
        ax.set_ylabel({"narrator": "narrator", "quoted": "quoted voices"}[name])
        _mark_turns(ax, shifts.assign(x=shifts["sentence"] - 0.5), words=name == "narrator")
    axes[1].set_xlabel(
        "sentence; × where that voice says nothing; dashed: a turn that holds, dotted: only possible"
    )
    axes[1].set_xticks(_some(scored["sentence"], 30))
    axes[0].set_ylim(-1.05, 1.05)
    return fig


def _mark_turns(ax, turns: pd.DataFrame, words: bool, above: float = 0) -> None:
    """Draw turns as lines `above` a share of the axes; only those that hold have an arrow and a cue."""
    surest_first = turns[turns["is_shift"]].sort_values(["holds", "strength"], ascending=False, kind="stable")
    for turn in surest_first.head(TURNS_DRAWN).itertuples():
        ax.axvline(
            turn.x,
            color=INK if turn.holds else QUIET,
            lw=1.4 if turn.holds else 0.8,
            ls=(0, (5, 2)) if turn.holds else (0, (1, 3)),
            zorder=0,
            ymin=above,
        )
        if words and turn.holds:
            label(
                ax,
                turn.x,
                1.02,
                f"{'▲' if turn.change > 0 else '▼'} {turn.cue}".strip(),
                16,
                transform=ax.get_xaxis_transform(),
                ha="center",
                va="top",
                fontsize=8,
                bbox={"fc": "white", "ec": "none", "pad": 1},
            )


def _extent(scored: pd.DataFrame) -> tuple[int, int]:
    return (scored["start"].min(), scored["end"].max()) if len(scored) else (0, 1)


def _some(values, most: int):
    values = list(values)
    return values[:: max(1, -(-len(values) // most))]


def at_a_glance(
    scored: pd.DataFrame,
    shifts: pd.DataFrame,
    twists: pd.DataFrame,
    quotes: pd.DataFrame,
    evidence: pd.DataFrame,
    most: int = 8,
):
    """Draw a whole article in one figure.

    Sentences run from left to right, as wide as they are long; their height and colour are the tone, a line
    below says who is speaking, dashed lines are turns between sentences that hold, dotted ones only possible,
    and ⇅ the twists inside them, and each of the `most` actors with the most evidence has a row. Takes the
    tables of `tone.sentence_tone`, `tone.tone_shifts`, `twists.twists`, `quotations.quotations` and
    `roles.role_sentences`.
    """
    seen = evidence[evidence["role"].isin(ROLE_MARKS)]
    actors = seen["actor"].value_counts(sort=True).head(most).index[::-1]
    title = turns_in_words(shifts)
    title = title[0].upper() + title[1:]
    roles = "; ".join(
        f"{actor} "
        + listed(
            f"{role.replace('_', ' ')} {n}"
            for role, n in seen.loc[seen["actor"] == actor, "role"].value_counts(sort=False).items()
        )
        for actor in actors[::-1]
    )
    alt = (
        f"{count_of(len(scored), 'sentence')} from left to right with their tone; "
        f"{count_of(len(quotes), 'quotation')}, {count_of(len(twists), 'twist')} inside sentences; "
        f"below, by actor: {roles or 'nobody is named'}"
    )
    bars, told = by_paragraph(scored) if len(scored) > MANY_SENTENCES else (scored, "sentence")
    if bars is not scored:  # only what can be seen in so many sentences
        shifts, twists = shifts[shifts["holds"]], twists.head(0)
    rows = max(1, len(actors))
    fig, (top, voice, below) = canvas(
        title,
        alt,
        width=11,
        height=3.4 + 0.3 * rows,
        nrows=3,
        sharex=True,
        height_ratios=[2.1, 0.9, 0.3 * rows + 0.2],
    )
    widths = bars["end"] - bars["start"]
    top.vlines([*bars["start"], _extent(scored)[1]], -0.06, 0.06, color=QUIET, lw=0.8)
    top.bar(
        bars["start"],
        bars["tone"],
        width=widths,
        align="edge",
        color=[TONE((t + 1) / 2) for t in bars["tone"]],
        edgecolor=INK,
        lw=0.6,
    )
    top.axhline(0, color=QUIET, lw=0.8)
    top.set_ylim(-1.1, 1.1)
    top.set_yticks([-1, 0, 1], ["negative", "0", "positive"])
    starts = scored.set_index("sentence")["start"]
    middle = starts + (scored["end"] - scored["start"]).to_numpy() / 2
    _mark_turns(top, shifts.assign(x=shifts["sentence"].map(starts)), words=True)
    for number, cues in twists.groupby("sentence")["cue"]:
        label(
            top,
            middle[number],
            -1.0,
            "⇅ " + listed(dict.fromkeys(cues), "/"),
            22,
            ha="center",
            fontsize=8,
            color=QUIET,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )
    for ax, above in ((voice, NAMES_BELOW), (below, 0)):
        _mark_turns(ax, shifts.assign(x=shifts["sentence"].map(starts)), words=False, above=above)
    _voices(voice, quotes, scored)
    _roles(below, seen, actors, scored)
    ticks = _some(scored["sentence"], 40)
    below.set_xticks(middle[ticks], ticks)
    below.set_xlim(*_extent(scored))
    below.set_xlabel(told)
    return fig


def by_paragraph(scored: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the sentences of a long article as its paragraphs, with the mean tone of each, and what the axis
    says of it; the sentences themselves where there are hardly any paragraphs.
    """
    whole = scored.groupby("paragraph", as_index=False).agg(
        start=("start", "min"), end=("end", "max"), tone=("tone", "mean")
    )
    if len(whole) < FEWEST_PARAGRAPHS:
        return scored, "sentence"
    return whole, "sentence; each bar is the mean of a paragraph"


def _voices(ax, quotes: pd.DataFrame, scored: pd.DataFrame) -> None:
    """Draw the strip of voices, with their names below it."""
    first, last = _extent(scored)
    width = last - first
    ax.barh(0, width, left=first, height=0.5, color=FAINT)
    taken, last_name = [-np.inf, -np.inf], ""
    for row in pieces(quotes).itertuples():
        _draw_voice(ax, 0, row, 0.5)
    for start, voices in quotes[~quotes["kind"].isin(SILENT)].groupby("start")["voice"]:
        name = brief(" / ".join(dict.fromkeys(voices.replace("", "unnamed"))), 26)
        # Two lines of names, so that neighbours do not write over each other; what fits in neither goes
        # unnamed, and so does who goes on.
        line = next((k for k in (0, 1) if taken[k] < start), None)
        if line is not None and name != last_name:
            label(
                ax,
                start,
                -0.75 - 0.62 * line,
                name,
                26,
                fontsize=8,
                va="center",
                bbox={"fc": "white", "ec": "none", "pad": 0.5},
            )
            taken[line], last_name = start + (len(name) + 2) * width / 150, name
    ax.set_ylim(-1.8, 0.45)  # the names take NAMES_BELOW of it
    ax.set_yticks([0], ["who speaks"])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(bottom=False)


def _draw_voice(ax, y, row, height: float) -> None:
    """Draw a quotation as a grey bar, dark where it stands in quotation marks."""
    ax.barh(y, row.end - row.start, left=row.start, height=height, color=QUIET)
    for words in re.finditer('[“"«][^”"»]*', row.content):
        ax.barh(y, words.end() - words.start(), left=row.start + words.start(), height=height, color=INK)


def _roles(ax, seen: pd.DataFrame, actors, scored: pd.DataFrame) -> None:
    for y, actor in enumerate(actors):
        ax.axhline(y, color=FAINT, lw=0.8, zorder=0)
        for role, (mark, colour) in reversed(ROLE_MARKS.items()):
            here = seen[(seen["actor"] == actor) & (seen["role"] == role)]
            ax.plot(
                (here["start"] + here["end"]) / 2,
                [y] * len(here),
                mark,
                color=colour,
                ms=8,
                label=role.replace("_", " ") if y == 0 else None,
            )
    ax.set_yticks(range(len(actors)), [brief(actor, 26) for actor in actors], parse_math=False)
    ax.set_ylim(-0.6, max(1, len(actors)) - 0.4)
    handles, names = ax.get_legend_handles_labels()
    if handles:
        ax.figure.legend(
            handles[::-1], names[::-1], loc="outside lower right", ncols=4, frameon=False, fontsize=9
        )


def _loudest(shares: pd.Series, voices: int) -> str:
    if shares.empty:
        return "nobody is quoted"
    who = f"“{shares.index[0]}” ({shares.iloc[0]:.0%})"
    return (
        f"of {voices} other voices {who} has the largest share" if voices > 1 else f"{who} is the only other"
    )


def speaking_time(quotes: pd.DataFrame, scored: pd.DataFrame, most: int = 8):
    """Draw who holds the floor through the article: a row for the narrator and for each of the `most` voices
    that have most room.
    """
    spans = pieces(quotes)
    spans = spans.assign(voice=spans["voice"].replace("", UNNAMED), size=spans["end"] - spans["start"])
    sizes = spans.groupby("voice")["size"].sum().astype(float).nlargest(most)
    total = int((scored["end"] - scored["start"]).sum()) or 1
    told = 1 - covered(zip(spans["start"], spans["end"])) / total
    title = f"The narrator holds {told:.0%} of the text; " + _loudest(sizes / total, spans["voice"].nunique())
    alt = "Share of the text: " + listed(
        [f"narrator {told:.0%}", *(f"{name} {size / total:.0%}" for name, size in sizes.items())]
    )
    names = ["narrator", *sizes.index][::-1]
    fig, ax = canvas(title, alt, width=10, height=1.1 + 0.32 * len(names))
    for row in scored.itertuples():
        ax.barh(names.index("narrator"), row.end - row.start, left=row.start, color=FAINT, height=0.6)
    for row in spans.itertuples():
        ax.barh(names.index("narrator"), row.size, left=row.start, color="white", height=0.62)
        if row.voice in names:
            _draw_voice(ax, names.index(row.voice), row, 0.6)
    ax.set_yticks(range(len(names)), [brief(name, 34) for name in names], parse_math=False)
    start, end = _extent(scored)
    ax.set_xlim(start, end)
    ax.set_xticks([start, (start + end) / 2, end], ["start", "middle", "end"])
    ax.set_xlabel("place in the text; dark: in quotation marks, grey: reported in the narrator's words")
    return fig
