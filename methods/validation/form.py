"""The form in which a person codes an article in JupyterLab, one sentence at a time."""

from __future__ import annotations

from html import escape

import pandas as pd
from ipywidgets import HTML, Button, Checkbox, HBox, IntProgress, Layout, Text, VBox

from methods.article import Article
from methods.validation.codings import (
    FOLDER,
    IN_FILE,
    SCALE,
    coding_path,
    key_of,
    machine_reading,
    read_file,
    write_coding,
)
from utils import parse, sentences

GRADES = {
    -3: "strongly negative",
    -2: "clearly negative",
    -1: "mildly negative",
    0: "plain or balanced",
    1: "mildly positive",
    2: "clearly positive",
    3: "strongly positive",
}
NAME_QUESTIONS = {"speakers": "Who speaks", "acts": "Who acts", "acted_on": "On whom"}
WIDE = Layout(width="calc(100% - 8px)")  # with its margins a widget of 100% is too wide


class Coder(VBox):
    """A form that asks for one sentence after the other and keeps each answer in data/coding/<coder>.csv at
    once.

    It begins with the first sentence that the file has no answer for, so it goes on after a restart. Every
    control is reached with Tab; the tone is typed, the space bar ticks, Enter presses a button, and after it
    the field for the next tone is ready. The machine's
    answers come last. Raises CodingError where the name holds no letter, or the coder's file is not in order.

    >>> from methods.article import load_article
    >>> Coder(load_article(), "Nobody Yet").save.description
    'Save and go on'
    """

    def __init__(self, article: Article, name: str, folder=FOLDER):
        self.doc, self.key, self.path = parse(article), key_of(article), coding_path(name, folder)
        self.texts = list(sentences(self.doc)["text"])
        # Typed, because JupyterLab takes arrows and digits for commands wherever they are not typed into a
        # text.
        self.tone = Text(description="Tone", placeholder=f"-{SCALE} to {SCALE}", layout=Layout(width="12em"))
        scale = HTML(
            "<p>"
            + ", ".join(
                f"{number:+d} {words}" if number else f"0 {words}" for number, words in GRADES.items()
            )
            + "</p>"
        )
        self.turn = Checkbox(description="The tone turns before this sentence", indent=False, layout=WIDE)
        self.twist = Checkbox(description="The tone goes both ways inside it", indent=False, layout=WIDE)
        self.names = {
            field: Text(description=words, placeholder="names, separated by ;", layout=WIDE)
            for field, words in NAME_QUESTIONS.items()
        }
        self.save, self.undo = (
            Button(description="Save and go on", button_style="primary"),
            Button(description="Undo the last"),
        )
        self.reading, self.message, self.progress = (
            HTML(),
            HTML(),
            IntProgress(max=len(self.texts), description="Coded"),
        )
        self.form = VBox([scale, self.tone, self.turn, self.twist, *self.names.values()])
        super().__init__(
            [self.progress, self.reading, self.form, HBox([self.save, self.undo]), self.message],
            layout=Layout(width="100%", overflow="hidden"),
        )
        self.save.on_click(lambda _: self._save())
        self.undo.on_click(lambda _: self._undo())
        self._ask()

    def _table(self) -> pd.DataFrame:
        """Return the coder's file as it now stands: it may have been changed elsewhere meanwhile."""
        return read_file(self.path) if self.path.exists() else pd.DataFrame(columns=IN_FILE)

    def _mine(self) -> pd.DataFrame:
        table = self._table().dropna(subset="tone")
        return table[(table["article"] == self.key) & (table["sentence"] < len(self.texts))]

    def _ask(self, before: dict | None = None) -> None:
        """Show the first sentence without an answer, the form empty or as it was answered before."""
        done = set(self._mine()["sentence"])
        self.now = next((n for n in range(len(self.texts)) if n not in done), None)
        self.progress.value, self.undo.disabled, self.save.disabled = len(done), not done, self.now is None
        before = before or {"tone": "", "turn": 0, "twist": 0, **dict.fromkeys(NAME_QUESTIONS, "")}
        self.tone.value, self.turn.value, self.twist.value = (
            str(before["tone"]),
            before["turn"] == 1,
            before["twist"] == 1,
        )
        for field, box in self.names.items():
            box.value = before[field]
        self.turn.disabled = self.now == 0
        self.form.layout.display = "none" if self.now is None else ""
        self.reading.value = self._sentence() if self.now is not None else self._machine()
        self.message.value = (
            f"{len(done)} of {len(self.texts)} sentences coded, kept in {escape(self.path.name)}."
        )

    def _sentence(self) -> str:
        earlier, later = (
            self.texts[n] if 0 <= n < len(self.texts) else "" for n in (self.now - 1, self.now + 1)
        )
        return (
            f"<p>Sentence {self.now}, between its neighbours:</p><p>{escape(earlier)}</p>"
            f"<blockquote><strong>{escape(self.texts[self.now])}</strong></blockquote><p>{escape(later)}</p>"
        )

    def _machine(self) -> str:
        """Return the coder's answers and below each the machine's, as a table."""
        fields = ["tone", "turn", "twist", *NAME_QUESTIONS]
        table = pd.concat(
            {
                "you": self._mine().set_index("sentence")[fields].astype(object),
                "machine": machine_reading(self.doc).set_index("sentence")[fields].round(2),
            },
            names=["who"],
        )
        table = (
            table.astype(object)
            .swaplevel()
            .sort_index(level="sentence", sort_remaining=False, kind="stable")
            .rename(columns=lambda name: name.replace("_", " "))
        )
        return (
            "<p>All sentences are coded. Now the machine's answers; its tone runs from −1 to 1:</p>"
            + '<div style="overflow-x: auto">'
            + table.reset_index().to_html(na_rep="", index=False, border=0, justify="left")
            + "</div>"
        )

    def _save(self) -> None:
        tone = self.tone.value.strip().replace("−", "-").removeprefix("+")
        if tone not in map(str, GRADES):
            self.message.value = f"Not saved: type a tone from {-SCALE} to {SCALE} first."
            self.tone.focus()
            return
        answer = [
            self.key,
            self.now,
            int(tone),
            int(self.turn.value),
            int(self.twist.value),
            *(" ".join(box.value.split()) for box in self.names.values()),
        ]
        table = self._table().astype(object)
        here = (table["article"] == self.key) & (
            table["sentence"] == self.now
        )  # a row that somebody prepared or undid, with columns of its own
        row = pd.DataFrame(table[here].to_dict("records") or [{}]).assign(**dict(zip(IN_FILE, answer)))
        self._write(pd.concat([table[~here], row]).reindex(columns=list(table)))

    def _undo(self) -> None:
        last, fields = self._mine().iloc[-1], ["tone", "turn", "twist", *NAME_QUESTIONS]
        table = self._table().astype(object)
        table.loc[last.name, fields] = ""
        self._write(table, last[fields].to_dict())

    def _write(self, table: pd.DataFrame, before: dict | None = None) -> None:
        try:
            write_coding(self.path, table)
        except OSError as error:
            self.message.value = (
                f"Not saved: {escape(self.path.name)} cannot be written ({escape(error.strerror or '')})."
            )
        else:
            self._ask(before)
            self.tone.focus()  # so that the next answer can be typed at once
