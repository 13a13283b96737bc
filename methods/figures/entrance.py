"""A door for people who do not code: paste a text, choose a file or give an address, and read what comes."""

from __future__ import annotations

import re
import tempfile
from base64 import b64encode
from html import escape
from pathlib import Path

from methods import quotations, roles, tone
from methods.article import ArticleError, article_of, load_article
from methods.figures.article import at_a_glance
from methods.figures.marked import brief_list, marked_article
from methods.figures.page import drawn_as_png
from utils import brief, parse

STAGES = ("reading", "parsing", "looking for voices and turns", "drawing")
NO_FILE = "or a file"


def door():
    """Return a widget in which an article can be given and is read: In brief, at a glance, and marked.

    In: nothing. Out: an ipywidgets VBox, for JupyterLab and for `make app`. What cannot be read is told in
    one sentence; article text is escaped. Raises nothing of its own.

    >>> type(door()).__name__
    'VBox'
    """
    from ipywidgets import HTML, Button, FileUpload, IntProgress, Layout, Text, Textarea, VBox

    wide = Layout(width="98%", max_width="60rem")
    aside = Layout(width="fit-content", margin="2px 2px 2px 90px")  # below the fields, whose names are left
    hint = "An article, its headline on the first line"
    text = Textarea(description="Text", placeholder=hint, rows=8, layout=wide)
    address = Text(description="or address", placeholder="https://…", layout=wide)
    file = FileUpload(accept=".txt,.md,.html,.htm", description=NO_FILE, layout=aside)
    button = Button(description="Read it", button_style="primary", layout=aside)
    progress, told, shown = IntProgress(max=len(STAGES), layout=Layout(visibility="hidden")), HTML(), HTML()

    def chosen(_) -> None:
        file.description = brief(file.value[0]["name"], 40) if file.value else NO_FILE

    def typed(change) -> None:
        """Let go what was given before: what is given last is read."""
        if change["new"].strip():
            file.value = ()
            if change["owner"] is text:
                address.value = ""

    def step(number: int) -> None:
        progress.value, told.value = number, f"<p>… {STAGES[number]}</p>"

    def read(_) -> None:
        button.disabled, progress.layout.visibility, shown.value = True, "visible", ""
        try:
            shown.value = _page(_given(text.value, address.value, file.value), step)
            told.value = ""
        except ArticleError as error:
            told.value = f'<p role="alert">{escape(str(error))}</p>'
        finally:
            button.disabled, progress.layout.visibility = False, "hidden"

    file.observe(chosen, "value")
    text.observe(typed, "value")
    address.observe(typed, "value")
    button.on_click(read)
    return VBox([text, address, file, button, progress, told, shown])


def _given(text: str, address: str, files):
    """The article that was given: a file before an address before pasted text."""
    if files:
        name = re.sub(r"[^\w .()-]", "_", files[0]["name"])[-80:].strip(". ") or "article.txt"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(bytes(files[0]["content"]))
            return load_article(path)
    if address.strip():
        if not address.strip().lower().startswith(("http://", "https://")):
            raise ArticleError("An address begins with http:// or https://: look at it again.")
        return load_article(address.strip())
    if not text.strip():
        raise ArticleError("There is nothing to read yet: paste a text, choose a file or give an address.")
    return article_of(text)


def _page(article, step) -> str:
    step(1)
    doc = parse(article)
    step(2)
    scored, quotes = tone.sentence_tone(doc), quotations.quotations(doc)
    told, marked = brief_list(doc).data, marked_article(doc).data
    step(3)
    fig = at_a_glance(scored, tone.tone_shifts(doc), tone.twists(doc), quotes, roles.role_sentences(doc))
    alt = escape(fig.get_label())
    picture = b64encode(drawn_as_png(fig)).decode()
    about = escape(" · ".join(filter(None, (article.outlet, article.date))))
    return (
        f"<h1>{escape(article.title)}</h1>{about and f'<p>{about}</p>'}<h2>In brief</h2>{told}"
        f'<h2>The article, marked</h2>{marked}<h2>At a glance</h2><img alt="{alt}" style="max-width:100%" '
        f'src="data:image/png;base64,{picture}">'
    )
