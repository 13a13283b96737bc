"""The look of every figure: one palette, a finding as the title, direct labels, alt text made from the same
results.

Each function that draws takes the tables of the other rooms and returns a Figure whose label is its alt text;
`page.show` displays it with that text. Sentences carry the numbers of the tables, from 0.
"""

from __future__ import annotations

import math
from pathlib import Path
from textwrap import wrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.text import Text

from utils import brief

# Orange and blue stay apart for every common kind of colour blindness; place, shape or hatch always says the
# same again.
INK, QUIET, FAINT, NEGATIVE, POSITIVE = "#222222", "#6b6b6b", "#dddddd", "#b8540f", "#1f6aa5"
TONE = LinearSegmentedColormap.from_list("tone", [NEGATIVE, "#f2d8c4", "#ededed", "#cfe0ee", POSITIVE])
# The same look as CSS, for pages by day and by night; colours of text have 4.5 to 1 on paper and on shade.
DAY = {
    "ink": "#1f1e1b",
    "quiet": "#5c5850",
    "line": "#d9d4c8",
    "paper": "#fdfcf9",
    "shade": "#f1ede3",
    "accent": "#1d4f73",
    "negative": "#a84a0b",
    "positive": "#1f6aa5",
}
NIGHT = {
    "ink": "#e9e5db",
    "quiet": "#b3ada0",
    "line": "#45423b",
    "paper": "#171613",
    "shade": "#292721",
    "accent": "#93c4ea",
    "negative": "#f0a06a",
    "positive": "#83bcec",
}
SHORT_LINE, TWO_LINES = 22, 0.3  # on a phone: characters of a line, and inches of a row that holds two
LOOK = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "text.color": INK,
    "ytick.major.size": 0,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titlepad": 12,
    "text.parse_math": False,
    "svg.hashsalt": "0",
    "hatch.linewidth": 0.6,
}


def stylesheet() -> str:
    """Return the CSS of what pages and notebooks share: the colours by day and by night, and `look.css`."""
    day, night = ("".join(f"--{name}:{value};" for name, value in of.items()) for of in (DAY, NIGHT))
    look = Path(__file__).with_name("look.css").read_text(encoding="utf-8")
    return (
        f":root{{color-scheme:light dark;{day}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{day}}}}}\n{look}"
    )


def canvas(title: str, alt: str, width: float = 9, height: float = 4, **options):
    """A figure and its axes in the common look, the finding above it and the alt text kept as its label."""
    with plt.rc_context(LOOK):
        fig, axes = plt.subplots(figsize=(width, height), layout="constrained", **options)
        title = brief(_capital(title), 180)
        fig.set_label(f"{title}. {spoken(alt)}")
        np.ravel(axes)[0].set_title("\n".join(wrap(title, int(width * 9.5))))
        for ax in np.ravel(axes):
            ax.title.set_parse_math(False)
    return fig, axes


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def spoken(alt: str, most: int = 250) -> str:
    """Return an alt text that can be listened to: a long row of numbers is cut where one ends, and says where
    the others stand.

    >>> spoken("by year: 1998 3; 1999 4; 2000 5", 26)
    'By year: 1998 3; 1999 4. The rest stands in the tables.'
    """
    alt = _capital(alt.strip())
    if len(alt) <= most:
        return alt
    ends = [place for place in (alt.rfind(mark, 0, most) for mark in ("; ", ", ")) if place > 0]
    return f"{alt[: ends[0]] if ends else brief(alt, most).rstrip('…')}. The rest stands in the tables."


def drop_collisions(fig) -> bool:
    """Hide the labels of a drawn figure that lie on an earlier one of their axes or run out of the figure;
    return whether there were any.
    """
    hidden = False
    for ax in fig.axes:
        kept = []
        for text in (text for text in ax.texts if text.get_visible() and text.get_text().strip()):
            box = text.get_window_extent()
            if box.x1 > fig.bbox.x1 + 1 or box.x0 < fig.bbox.x0 - 1 or any(box.overlaps(one) for one in kept):
                text.set_visible(False)
                hidden = True
            else:
                kept.append(box)
        reached = -np.inf
        for text in (text for text in ax.get_xticklabels() if text.get_visible() and text.get_text()):
            box, turned = text.get_window_extent(), math.radians(text.get_rotation() % 180)
            # Slanted words lie beside each other where the boxes around them overlap: a line apart is enough.
            line = text.get_fontsize() * fig.dpi / 72
            start = max(box.x0, box.x1 - 1.3 * line / math.sin(turned)) if turned else box.x0
            if start < reached:
                text.set_visible(False)
                hidden = True
            else:
                reached = box.x1 + (0 if turned else 4)
    return hidden


def fit_titles(fig) -> bool:
    """Put the titles and the names of axes of a drawn figure on more lines where they run out of it; return
    whether any did.
    """
    wide = False
    for ax in fig.axes:
        wide |= _fit_name(ax.xaxis.label, fig.bbox)
        words = ax.get_title(loc="left")
        title = next((t for t in ax.findobj(Text) if words and t.get_text() == words), None)
        box = title.get_window_extent() if title else None
        if box and box.x1 > fig.bbox.x1:
            longest = max(map(len, words.splitlines()))
            fits = int(longest * (fig.bbox.x1 - box.x0) / box.width) - 1
            lines = "\n".join(wrap(" ".join(words.split()), max(12, fits)))
            ax.set_title(lines, fontsize=title.get_fontsize(), loc="left", parse_math=False)
            wide = True
    return wide


def _fit_name(name, page) -> bool:
    """Put the name of an axis, which stands centred below it, on more lines where it runs out of the page."""
    box, words = name.get_window_extent(), name.get_text()
    middle = (box.x0 + box.x1) / 2
    room = 2 * min(middle - page.x0, page.x1 - middle)
    if not words.strip() or box.width <= room:
        return False
    longest = max(map(len, words.splitlines()))
    lines = "\n".join(wrap(" ".join(words.split()), max(12, int(longest * room / box.width) - 1)))
    name.set_text(lines)
    return lines != words


def narrow(fig, width: float = 4.3, most: int = 9) -> None:
    """Make a figure fit a phone, in place: its title and names of axes on more lines, fewer ticks, short
    labels.
    """
    if fig.get_figwidth() > width:
        fig.set_size_inches(width, fig.get_figheight() * 1.12)
    for ax in fig.axes:
        title = " ".join(ax.get_title(loc="left").split())
        ax.set_title("\n".join(wrap(title, int(width * 8.2))), fontsize=11, loc="left", parse_math=False)
        ax.set_xlabel("\n".join(wrap(" ".join(ax.get_xlabel().split()), int(width * 11))))
        # The formatter is asked, because the drawn labels of axes that share x may be of another number.
        ticks = [tick for tick in ax.get_xticks() if ax.get_xlim()[0] <= tick <= ax.get_xlim()[1]]
        names = ax.xaxis.get_major_formatter().format_ticks(ticks)
        if len(names) > most and any(names):
            step = -(-len(names) // most)
            ax.set_xticks(ticks[::step], names[::step])
        names = [text.get_text() for text in ax.get_yticklabels()]
        if any(len(name) > SHORT_LINE for name in names):
            tall = fig.get_figheight() / len(fig.axes) > TWO_LINES * len(names)
            ax.set_yticks(
                ax.get_yticks(), [_on_lines(name, 1 + tall) for name in names], parse_math=False, fontsize=8
            )
        for text in (text for text in ax.texts if not text.get_in_layout()):
            text.set(text=_on_lines(text.get_text(), 2), fontsize=8)
    for text in fig.texts:
        text.set_text("\n".join(wrap(" ".join(text.get_text().split()), int(width * 13))))
    for legend in list(fig.legends):
        _in_two_columns(fig, legend)


def _on_lines(words: str, most: int) -> str:
    """Words on at most so many short lines."""
    return "\n".join(wrap(words, SHORT_LINE, max_lines=most, placeholder=" …"))


def _in_two_columns(fig, legend) -> None:
    """Draw a legend once more; one that stands cannot be given other columns."""
    names = [text.get_text() for text in legend.get_texts()]
    handles, size = legend.legend_handles, legend.get_texts()[0].get_fontsize() if names else 9
    legend.remove()
    fig.legend(handles, names, loc="outside lower center", ncols=2, frameon=False, fontsize=size)


def label(ax, x, y, text, size: int = 60, **options):
    """Write article text on a figure: shortened, and never read as a formula."""
    return ax.text(x, y, brief(text, size), parse_math=False, **options)


def above_all(fig) -> None:
    """Move the finding from above the first panel, which may be narrow, to above the whole figure."""
    finding = fig.axes[0].get_title(loc="left")
    fig.axes[0].set_title("", loc="left")
    fig.suptitle(finding, x=0.01, ha="left", fontsize=12, parse_math=False)


def shown_of(shown: int, total: int, what: str = "") -> str:
    """Say how many of all are shown, where some are not, to stand after a title."""
    return (
        f" ({' '.join(filter(None, [str(shown), 'of', f'{total:,}', what, 'shown']))})"
        if shown < total
        else ""
    )
