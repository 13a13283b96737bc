"""What a page shows beside figures: sentences made from results, tables, and marked text. Article text is
escaped everywhere.
"""

from __future__ import annotations

from html import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import to_hex

from methods.figures.style import TONE
from utils import brief, signed

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


def definitions(table: pd.DataFrame):
    """Show questions and their answers, the columns of `summary.in_brief`, as a list of definitions; the text
    is escaped.
    """
    from IPython.display import HTML

    told = "".join(
        f"<dt><b>{escape(question)}</b></dt><dd>{escape(answer)}</dd>"
        for question, answer in table.to_numpy()
    )
    return HTML(f"<dl {PLAIN}>{told}</dl>")


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
        folds.append(f"<details><summary>{escape(brief(actor))}: {said}</summary><ul>{items}</ul></details>")
    return HTML(f"<div {PLAIN}>{''.join(folds) or 'Nobody is named.'}</div>")
