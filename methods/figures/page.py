"""What a page shows beside figures: sentences made from results, tables, and marked text. Article text is
escaped everywhere.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from contextlib import suppress
from html import escape
from io import BytesIO
from warnings import catch_warnings, simplefilter

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from methods.figures.style import TONE, drop_collisions, fit_titles, narrow
from utils import DATA, brief, signed

MOST_DRAWS = 4
DOTS, SHARP = 92, 2  # pixels to an inch on a page, and how many of a fine screen stand for one of them
PLAIN = 'class="mathjax_ignore"'  # else JupyterLab takes sums in dollars for formulas
pd.set_option("display.html.use_mathjax", False)
# Two places for every number, never a power of ten or a minus before zero.
pd.set_option("display.max_colwidth", 110, "display.float_format", "{:z.2f}".format, "display.max_rows", 500)


def show(fig, sentences=()) -> None:
    """Display a figure with its label as alt text, and close it.

    `sentences` are the numbers of those drawn, to which a page links below the figure. In a report its
    finding and a second drawing for narrow screens go with it.
    """
    from IPython.display import display

    about = {"alt": fig.get_label()} | ({"sentences": list(map(int, sentences))} if len(sentences) else {})
    data, width, height = _png(fig)
    about |= {"width": width // SHARP, "height": height // SHARP}
    if os.environ.get("REPORT"):
        about["finding"] = " ".join(fig.axes[0].get_title(loc="left").split())
        narrow(fig)
        with catch_warnings():
            simplefilter("error", UserWarning)
            with suppress(UserWarning):  # a figure whose panels have no room on a phone stays as it is
                about["narrow"] = b64encode(_png(fig)[0]).decode()
    plt.close(fig)
    display({"image/png": data}, raw=True, metadata={"image/png": about})


def drawn_as_png(fig) -> bytes:
    """Return a figure as a PNG, and close it."""
    data, _, _ = _png(fig)
    plt.close(fig)
    return data


def _png(fig) -> tuple[bytes, int, int]:
    """A figure as a PNG of few colours, sharp on fine screens and small on the way."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    fig.set_dpi(DOTS * SHARP)
    canvas = FigureCanvasAgg(fig)
    for _ in range(MOST_DRAWS):  # what is hidden makes room, and others move into it
        canvas.draw()
        if not fit_titles(fig) | drop_collisions(fig):
            break
    pixels, out = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB"), BytesIO()
    pixels.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=7
    )
    width, height = pixels.size
    return out.getvalue(), width, height


def say(*sentences: str) -> None:
    """Display sentences made from results as one paragraph; the text is escaped."""
    from IPython.display import HTML, display

    display(HTML(f"<p {PLAIN}>{escape(' '.join(sentences))}</p>"))


def about_sample(part: str, article=None):
    """Return what is said of the sample in a part of data/sample_notes.md, as IPython Markdown, where the
    article at work is the sample; None where it is another, so that nothing false is said of it.

    Without an article the part is about the shipped corpus, and shown where $CORPUS names no other.
    """
    from IPython.display import Markdown

    from methods.article import SAMPLE, load_article

    if os.environ.get("CORPUS") if article is None else article.sha256 != load_article(SAMPLE).sha256:
        return None
    notes = (DATA / "sample_notes.md").read_text(encoding="utf-8")
    return Markdown(dict(re.findall(r"(?ms)^# (.+?)\n+(.*?)(?=^# |\Z)", notes))[part].strip())


def whole_text() -> bool:
    """Whether pages show the full text: not where $TEXT is "quotes", for articles that belong to others."""
    return os.environ.get("TEXT") != "quotes"


def rows_or(table: pd.DataFrame, otherwise: str):
    """Return a table to be shown, or where it has no rows a sentence that says so, as an IPython HTML object.

    >>> rows_or(pd.DataFrame({"phrase": []}), "No pair repeats.").data
    '<p class="mathjax_ignore">No pair repeats.</p>'
    """
    from IPython.display import HTML

    return HTML(f"<p {PLAIN}>{escape(otherwise)}</p>") if table.empty else table


def marked_text(text: str, words: pd.DataFrame):
    """Show a text with the words behind its tone on a coloured ground, each with its contribution in figures.

    `words` is what `tone.tone_words(text)` gives. Returns an IPython HTML object; the text is escaped.
    """
    from IPython.display import HTML

    parts, at = [], 0
    largest = words["contribution"].abs().max() or 1
    for row in words.sort_values("start").itertuples():
        shade = to_hex(TONE(0.5 + 0.35 * row.contribution / largest))
        parts += [
            escape(text[at : row.start]),
            f'<mark style="background-color: {shade}">{escape(text[row.start : row.end])}'
            f" <small>{signed(row.contribution)}</small></mark>",
        ]
        at = row.end
    return HTML(f"<blockquote {PLAIN}>{''.join(parts)}{escape(text[at:])}</blockquote>")


def role_evidence(evidence: pd.DataFrame, sentences: pd.DataFrame, roles):
    """Show for each actor, folded, the sentences behind each number of the role table.

    Takes `roles.role_sentences`, `utils.sentences` and the roles in their order. Returns an IPython HTML
    object; the text is escaped.
    """
    from IPython.display import HTML

    told, folds = sentences.set_index("sentence")["text"], []
    for actor, rows in evidence.groupby("actor", sort=False):
        counts = rows["role"].value_counts()
        said = ", ".join(f"{role.replace('_', ' ')} {counts[role]}" for role in roles if role in counts)
        items = "".join(
            f"<li>{role.replace('_', ' ')}: “{escape(brief(words, 60))}” in sentence {number}: "
            f"{escape(brief(told[number], 160))}</li>"
            for role in roles
            for number, words in rows.loc[rows["role"] == role, ["sentence", "text"]].itertuples(index=False)
        )
        summary = f"<summary>{escape(brief(actor))}: {said}</summary>"
        folds.append(f'<details class="evidence">{summary}<ul>{items}</ul></details>')
    return HTML(f"<div {PLAIN}>{''.join(folds) or 'Nobody is named.'}</div>")
