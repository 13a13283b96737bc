"""A table in which an editable list is searched, changed and added to in JupyterLab."""

from __future__ import annotations

import warnings
from html import escape

import pandas as pd
from ipywidgets import HTML, Button, Combobox, HBox, Layout, Text, VBox

import utils
from methods.lists import (
    MOST_ROWS,
    ListWarning,
    RowError,
    add_row,
    choices,
    explained,
    rows_of_list,
    rules_of,
    unfit,
    write_rows,
)
from utils import count_of, listed


class ListEditor(VBox):
    """A search field, the rows that hold what is typed there, and an empty row for a new one.

    Raises RowError where there is no such list.
    """

    def __init__(self, name: str):
        self.name, self.path = name, utils.DATA / f"{name}.csv"
        if not self.path.is_file():
            known = sorted(file.stem for file in utils.DATA.glob("*.csv"))
            raise RowError(f"There is no list “{name}”: the lists are {listed(known)}.")
        self.head = rows_of_list(self.path)[0]
        self.search = Text(description="Find", placeholder="part of a word", continuous_update=False)
        self.found, self.message, self.shown = HTML(), HTML(), VBox()
        self.new = self._fields([""] * len(self.head))
        add = Button(description="Add this row", button_style="primary")
        add.on_click(lambda _: self._add())
        self.search.observe(lambda _: self._show(), names="value")
        titles = HBox([HTML(f"<b>{escape(column)}</b>", layout=self._width()) for column in self.head])
        super().__init__(
            [
                HTML(explained(name)),
                self.search,
                self.found,
                titles,
                self.shown,
                HTML("<b>A new row</b>"),
                HBox([*self.new, add]),
                self.message,
            ]
        )
        self._show()

    def _width(self) -> Layout:
        return Layout(width=f"{max(12, 72 // len(self.head))}%", min_width="4em")

    def _fields(self, cells: list[str]) -> list:
        """Return a field for each cell; one with few possible values offers them. All are typed into, because
        JupyterLab takes arrows and digits for commands wherever they are not.
        """
        rules = {rule.column: rule for rule in rules_of(self.name)}
        fields = []
        for column, cell in zip(self.head, cells):
            known = choices(rules[column]) if column in rules else None
            kind = {"options": tuple(filter(None, known))} if known else {}
            field = (Combobox if known else Text)(
                value=cell, placeholder=column, layout=self._width(), **kind
            )
            fields.append(field)
        return fields

    def _show(self) -> None:
        _, rows, lines = rows_of_list(self.path)
        wanted = self.search.value.casefold().strip()
        hits = [at for at, row in enumerate(rows) if wanted in " ".join(row).casefold()]
        told = f"{count_of(len(hits), 'row')}{f' with “{wanted}”' if wanted else ''}"
        if len(hits) > MOST_ROWS:
            told += f"; the first {MOST_ROWS} are shown: type above to find others"
        self.found.value = f"{escape(told)}."
        self.shown.children = [self._row(rows[at], lines[at]) for at in hits[:MOST_ROWS]]

    def _row(self, cells: list[str], line: int) -> HBox:
        fields = self._fields((cells + [""] * len(self.head))[: len(self.head)])
        keep, drop = Button(description="Keep"), Button(description="Take out")
        for button in (keep, drop):
            button.layout.width = "6em"
        keep.on_click(lambda _: self._change(cells, line, [field.value.strip() for field in fields]))
        drop.on_click(lambda _: self._change(cells, line, None))
        return HBox([*fields, keep, drop])

    def _change(self, before: list[str], line: int, after: list[str] | None) -> None:
        head, rows, lines = rows_of_list(self.path)
        place = next((at for at, row in enumerate(rows) if lines[at] == line and row == before), None)
        if place is None:
            self.message.value = (
                "Not kept: the file was changed elsewhere meanwhile. Here it is as it stands."
            )
        elif why := self._wrong(head, rows, place, after):
            self.message.value = f"Not kept: {escape(why)}."
            return
        else:
            write_rows(self.path, [after] if after else [], line=line)
            self.message.value = f"Line {line} of {self.path.name} was {'changed' if after else 'taken out'}."
        self._show()

    def _wrong(self, head, rows, place, after) -> str:
        """Return what is wrong with a changed row; its key is compared with every other row's."""
        if after is None:
            return ""
        others = [(row + [""] * len(head))[: len(head)] for at, row in enumerate(rows) if at != place]
        table = pd.DataFrame([*others, after], columns=head, dtype=utils.TEXT)
        return unfit(self.name, table).get(len(others), "")

    def _add(self) -> None:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", ListWarning)
            try:
                add_row(self.name, **{column: field.value for column, field in zip(self.head, self.new)})
            except RowError as error:
                self.message.value = escape(str(error))
                return
        without_effect = [str(one.message) for one in told if one.category is ListWarning]
        self.message.value = escape(
            " ".join([f"Added to {self.path.name}; results made from now on have it.", *without_effect])
        )
        for field in self.new:
            field.value = ""
        self._show()
