"""The look of every figure and table: one palette, a finding as the title, direct labels, alt text made from the same results.

Each function takes the tables that the other rooms make and returns a Figure whose label is its alt text; `show` displays
it with that text. Sentences carry the numbers of the tables, from 0.
"""
from __future__ import annotations

from html import escape
from textwrap import shorten, wrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap, to_hex

from utils import word_list

# Orange and blue stay apart for every common kind of colour blindness; place, shape or hatch always says the same again.
INK, QUIET, FAINT, NEGATIVE, POSITIVE = "#222222", "#6b6b6b", "#dddddd", "#b8540f", "#1f6aa5"
TONE = LinearSegmentedColormap.from_list("tone", [NEGATIVE, "#f2d8c4", "#ededed", "#cfe0ee", POSITIVE])
LOOK = {"font.family": "DejaVu Sans", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET,
        "axes.labelcolor": QUIET, "xtick.color": QUIET, "ytick.color": INK, "text.color": INK, "ytick.major.size": 0,
        "axes.titlelocation": "left", "axes.titlesize": 12, "axes.titlepad": 12, "text.parse_math": False, "svg.hashsalt": "0",
        "hatch.linewidth": 0.6}
PLAIN = 'class="mathjax_ignore"'  # else JupyterLab takes sums in dollars for formulas
pd.set_option("display.html.use_mathjax", False)
# Two places for every number, never a power of ten or a minus before zero.
pd.set_option("display.max_colwidth", 110, "display.float_format", "{:z.2f}".format, "display.max_rows", 60)


def show(fig) -> None:
    """Display a figure with its label as alt text, and close it."""
    from IPython.display import display

    display(fig, metadata={"image/png": {"alt": fig.get_label()}})
    plt.close(fig)


def say(*sentences: str) -> None:
    """Display sentences made from results as one paragraph; the text is escaped."""
    from IPython.display import HTML, display

    display(HTML(f"<p {PLAIN}>{escape(' '.join(sentences))}</p>"))


def rows_or(table: pd.DataFrame, otherwise: str):
    """Return a table to be shown, or where it has no rows a sentence that says so, as an IPython HTML object.

    >>> rows_or(pd.DataFrame({"phrase": []}), "No pair repeats.").data
    '<p class="mathjax_ignore">No pair repeats.</p>'
    """
    from IPython.display import HTML

    return HTML(f"<p {PLAIN}>{escape(otherwise)}</p>") if table.empty else table


def answers(table: pd.DataFrame):
    """Show questions and their answers, the columns of `summary.in_brief`, as a list of definitions; the text is escaped."""
    from IPython.display import HTML

    told = "".join(f"<dt><b>{escape(question)}</b></dt><dd>{escape(answer)}</dd>" for question, answer in table.to_numpy())
    return HTML(f"<dl {PLAIN}>{told}</dl>")


def usual_error(result: str) -> str:
    """Return the line on how far such a result usually is from human readers, from data/validation.csv.

    >>> usual_error("sentence tone").startswith("How sure?")
    True
    """
    rows = word_list("validation").query("result == @result").to_dict("records")
    return " ".join(row["said"].format(**row | {"n": f"{int(row['n']):,}"}) for row in rows if row["said"])


def canvas(title: str, alt: str, width: float = 9, height: float = 4, **options):
    """A figure and its axes in the common look, the finding above it and the alt text kept as its label."""
    with plt.rc_context(LOOK):
        fig, axes = plt.subplots(figsize=(width, height), layout="constrained", **options)
        title = brief(title, 180)
        fig.set_label(f"{title}. {brief(alt, 1500)}")
        np.ravel(axes)[0].set_title("\n".join(wrap(title, int(width * 9.5))))
        for ax in np.ravel(axes):
            ax.title.set_parse_math(False)
    return fig, axes


def label(ax, x, y, text, size: int = 60, **options):
    """Write article text on a figure: shortened, and never read as a formula."""
    return ax.text(x, y, brief(text, size), parse_math=False, **options)


def brief(text: str, size: int = 60) -> str:
    """Return a text on one line of at most `size` characters, cut at a word where it can be.

    >>> brief("The ministers met in the old town hall.", 20)
    'The ministers met …'
    """
    line = shorten(text, size, placeholder=" …")
    return line if line != "…" else text.strip()[:size - 1] + "…"


def signed(number: float, places: int = 2) -> str:
    """Return a number with its sign, a true minus and none before zero.

    >>> signed(-.512), signed(-.001)
    ('−0.51', '+0.00')
    """
    return f"{number:+z.{places}f}".replace("-", "−")


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun in the right form.

    >>> count_of(1, "turn"), count_of(0, "turn")
    ('1 turn', 'no turns')
    """
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def listed(items, last: str = "and") -> str:
    """Return names as a phrase.

    >>> listed(["Ana", "Tom", "Lee"])
    'Ana, Tom and Lee'
    """
    items = list(map(str, items))
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def coloured(text: str, words: pd.DataFrame):
    """Show a text with the words behind its tone on a coloured ground, each with its contribution in figures.

    `words` is what `tone.tone_words(text)` gives. Returns an IPython HTML object; the text is escaped.
    """
    from IPython.display import HTML

    parts, at = [], 0
    largest = words["contribution"].abs().max() or 1
    for row in words.sort_values("start").itertuples():
        shade = to_hex(TONE(0.5 + 0.35 * row.contribution / largest))
        parts += [escape(text[at:row.start]), f'<mark style="background-color: {shade}">{escape(text[row.start:row.end])}'
                  f' <small>{signed(row.contribution)}</small></mark>']
        at = row.end
    return HTML(f"<blockquote {PLAIN}>{''.join(parts)}{escape(text[at:])}</blockquote>")


def opened(evidence: pd.DataFrame, sentences: pd.DataFrame, roles):
    """Show for each actor, folded, the sentences behind each number of the role table.

    Takes `roles.role_sentences`, `utils.sentences` and the roles in their order. Returns an IPython HTML object; the text
    is escaped.
    """
    from IPython.display import HTML

    told, folds = sentences.set_index("sentence")["text"], []
    for actor, rows in evidence.groupby("actor", sort=False):
        counts = rows["role"].value_counts()
        said = ", ".join(f"{role.replace('_', ' ')} {counts[role]}" for role in roles if role in counts)
        items = "".join(f"<li>{role.replace('_', ' ')}: “{escape(brief(words, 60))}” in sentence {number}: {escape(brief(told[number], 160))}</li>"
                        for role in roles for number, words in rows.loc[rows["role"] == role, ["sentence", "text"]].itertuples(index=False))
        folds.append(f"<details><summary>{escape(brief(actor))}: {said}</summary><ul>{items}</ul></details>")
    return HTML(f"<div {PLAIN}>{''.join(folds) or 'Nobody is named.'}</div>")


def parts_read(parts: pd.DataFrame):
    """Draw how much of what was read is body, and what the rest is, from the table of `utils.parts`."""
    words = parts.groupby(parts["reason"].where(parts["reason"] != "", parts["part"]), sort=False)["words"].sum()
    words = words.sort_values()
    share = words.get("body", 0) / (words.sum() or 1)
    title = f"The body is {share:.0%} of the {words.sum():,} words read"
    fig, ax = canvas(title, "Words by part: " + listed(f"{name} {n}" for name, n in words[::-1].items()), height=0.7 + 0.32 * max(3, len(words)))
    ax.barh(range(len(words)), words, color=[POSITIVE if name == "body" else QUIET for name in words.index], height=0.65)
    for y, n in enumerate(words):
        label(ax, n + 0.01 * words.max(), y, f"{n:,}", va="center", color=QUIET)
    ax.set_yticks(range(len(words)), list(words.index), parse_math=False)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return fig


def word_bars(frequencies: pd.DataFrame, most: int = 15):
    """Draw the most frequent content words of `words.word_frequencies` as bars."""
    top = frequencies[~frequencies["function_word"]].head(most)[::-1]
    total = round(1000 * (top["count"] / top["per_1000"]).max()) if len(top) else 0
    title = f"“{top['word'].iloc[-1]}” leads the content words: {top['count'].iloc[-1]} of {total:,} words" if len(top) else "No content words"
    fig, ax = canvas(title, "Bars: " + listed(f"{w} {c}" for w, c in zip(top["word"][::-1], top["count"][::-1])), height=0.6 + 0.28 * max(4, len(top)))
    ax.barh(range(len(top)), top["count"], color=POSITIVE, height=0.7)
    for y, (count, rate) in enumerate(zip(top["count"], top["per_1000"])):
        label(ax, 1.01 * count, y, f"{count} ({rate:.1f} per 1,000)", va="center", color=QUIET, fontsize=9)
    ax.set_yticks(range(len(top)), [brief(word, 24) for word in top["word"]], parse_math=False)
    ax.set_xlim(0, 1.2 * top["count"].max() if len(top) else 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return fig


def key_words(keys: pd.DataFrame, most: int = 14):
    """Draw how many times as often as in general English the key words of `words.keyness` stand, with their intervals."""
    top = keys[(keys["log_ratio"] > 0) & ~keys["function_word"]].head(most)[::-1]
    safe = top[top["note"] == ""]
    times = lambda power: f"{2 ** power:,.0f}"
    lead = safe.iloc[-1] if len(safe) else None
    title = "No content word stands five times: every ratio below is too uncertain for a claim" if lead is None else \
        f"“{lead.word}” stands {times(lead.log_ratio)} times as often as in general English ({times(lead.low)} to {times(lead.high)})"
    alt = "Times as often, by word: " + listed(f"{r.word} {times(r.log_ratio)}{' (too few)' if r.note else ''}" for r in top[::-1].itertuples())
    fig, ax = canvas(title, alt, height=0.9 + 0.28 * max(4, len(top)))
    for y, row in enumerate(top.itertuples()):
        colour = QUIET if row.note else POSITIVE
        if not row.note:
            ax.plot([row.low, row.high], [y, y], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(row.log_ratio, y, "o", ms=7, color=colour, mfc="white" if row.note else colour)
        label(ax, (row.log_ratio if row.note else row.high) + 0.3, y, f"{top['count'].iloc[y]} ×{', too few' if row.note else ''}", va="center", color=QUIET, fontsize=9)
    ax.set_yticks(range(len(top)), [brief(word, 24) for word in top["word"]], parse_math=False)
    ticks = range(0, int(top["log_ratio"].max() if len(top) else 3) + 4, 3)
    ax.set_xticks(list(ticks), [times(t) + "×" for t in ticks])
    ax.set_xlabel("rate here ÷ rate in general English; the line is the 95% interval, a hollow mark has too few to give one")
    return fig


def dispersion(places: pd.DataFrame, paragraphs: pd.DataFrame):
    """Draw where words fall: `places` has `word` and `position` (0-1), `paragraphs` the `position` where each begins."""
    order = list(dict.fromkeys(places["word"]))
    reach = places.groupby("word")["position"].agg(["min", "max", "count"]).loc[order]
    width = (reach["max"] - reach["min"])[reach["count"] > 1]
    share = lambda word: f"“{word}” from {reach.loc[word, 'min']:.0%} to {reach.loc[word, 'max']:.0%} of the text"
    title = f"Widest spread: {share(width.idxmax())}" if len(width) else "Where the words fall"
    fig, ax = canvas(title, f"One row for each of {len(order)} words, a tick at each place", height=0.9 + 0.32 * max(3, len(order)))
    for edge in paragraphs["position"]:
        ax.axvline(edge, color=FAINT, lw=1)
    for y, word in enumerate(reversed(order)):
        ax.plot(places.loc[places["word"] == word, "position"], [y] * reach.loc[word, "count"], "|", ms=15, mew=2, color=POSITIVE)
    ax.set_yticks(range(len(order)), [f"{brief(word, 24)}  {reach.loc[word, 'count']}" for word in reversed(order)], parse_math=False)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
    ax.set_xlabel("place in the text; grey lines are where paragraphs begin")
    return fig


def two_scorers(scored: pd.DataFrame, most: int = 25):
    """Draw three scores for each sentence of `tone.sentence_tone`; of a long text, the sentences where they differ most."""
    spread = scored[["tone", "vader", "textblob"]].max(axis=1) - scored[["tone", "vader", "textblob"]].min(axis=1)
    rows = scored.loc[spread.nlargest(most).index.sort_values()][::-1]
    against = scored.loc[np.sign(scored["tone"]) * np.sign(scored["vader"]) < 0, "sentence"]
    title = f"This collection's tone and VADER take opposite sides in {len(against)} of {count_of(len(scored), 'sentence')}"
    alt = "Tone, VADER and TextBlob by sentence: " + "; ".join(f"{r.sentence}: {signed(r.tone)}, {signed(r.vader)}, {signed(r.textblob)}" for r in rows[::-1].itertuples())
    fig, ax = canvas(title, alt, height=1.2 + 0.34 * len(rows), width=9.5)
    ax.axvline(0, color=QUIET, lw=0.8)
    for y, row in enumerate(rows.itertuples()):
        ends = (row.tone, row.vader, row.textblob)
        ax.plot([min(ends), max(ends)], [y, y], color=FAINT, lw=3, zorder=1)
    for name, mark, face in (("tone", "o", INK), ("vader", "s", POSITIVE), ("textblob", "D", "white")):
        ax.plot(rows[name], range(len(rows)), mark, color=INK if face == "white" else face, mfc=face, ms=7, label={"tone": "tone (this collection)", "vader": "VADER", "textblob": "TextBlob"}[name])
    ax.set_yticks(range(len(rows)), [f"{brief(r.text, 44)}  {r.sentence}" for r in rows.itertuples()], parse_math=False, fontsize=9)
    ax.set_xlim(-1.05, 1.05)
    ax.set_xlabel("negative  ←  score  →  positive")
    fig.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    return fig
