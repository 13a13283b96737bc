"""Writes the tables behind the figures as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def write_tables(folder: str) -> None:
    """Write one CSV file per table of the article at work (`$ARTICLE`) into a folder; UTF-8 with the mark
    that Excel needs.
    """
    from methods.article import load_article
    from methods.corpus import tables
    from utils import parse

    for name, table in tables(parse(load_article())).items():
        inert(table).to_csv(Path(folder) / f"{name}.csv", index=False, encoding="utf-8-sig")


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
