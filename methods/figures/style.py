"""The look of every figure: one palette, a finding as the title, direct labels, alt text made from the same
results.

Each function that draws takes the tables of the other rooms and returns a Figure whose label is its alt text;
`page.show` displays it with that text. Sentences carry the numbers of the tables, from 0.
"""

from __future__ import annotations

from textwrap import wrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils import brief

# Orange and blue stay apart for every common kind of colour blindness; place, shape or hatch always says the
# same again.
INK, QUIET, FAINT, NEGATIVE, POSITIVE = "#222222", "#6b6b6b", "#dddddd", "#b8540f", "#1f6aa5"
TONE = LinearSegmentedColormap.from_list("tone", [NEGATIVE, "#f2d8c4", "#ededed", "#cfe0ee", POSITIVE])
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
