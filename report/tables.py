"""Writes the tables behind the figures as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from utils import brief


def write_tables(folder: str) -> None:
    """Write one CSV file per table of the article at work (`$ARTICLE`) into a folder, in UTF-8 with the mark
    that Excel needs, and beside the folder one workbook with a sheet for each.
    """
    from methods.article import load_article
    from methods.corpus import tables
    from methods.figures import whole_text
    from utils import parse

    found = {name: inert(table) for name, table in tables(parse(load_article())).items()}
    if not whole_text():
        found = {name: _without_full_text(table) for name, table in found.items()}
    for name, table in found.items():
        table.to_csv(Path(folder) / f"{name}.csv", index=False, encoding="utf-8-sig")
    write_workbook(found, Path(folder).with_name("tables.xlsx"))


def write_workbook(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """Write tables as the sheets of one workbook, their heads fixed."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        head = [_cell(sheet, column) for column in table]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
            sheet.append(
                [ILLEGAL_CHARACTERS_RE.sub("", v)[:32_000] if isinstance(v, str) else v for v in row]
            )
    book.save(path)


def _cell(sheet, value):
    from openpyxl.cell import WriteOnlyCell

    return WriteOnlyCell(sheet, value=value)


def _without_full_text(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose sentences are cut to their first words."""
    long = [name for name in table if name.startswith("text")]
    return table.assign(**{name: table[name].map(lambda text: brief(text, 40)) for name in long})


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which no text is a formula to a spreadsheet: such text gets an apostrophe before it.

    >>> inert(pd.DataFrame({"text": ["=1+1", "plain"], "tone": [-0.5, 0.5]})).values.tolist()
    [["'=1+1", -0.5], ['plain', 0.5]]
    """

    def guard(value):
        return (
            f"'{value}"
            if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            else value
        )

    return table.map(guard)
