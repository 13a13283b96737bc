"""Writes the tables behind the figures as CSV files and as one workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from utils import brief


def write_tables(folder: str) -> None:
    """Write one CSV file per table of the article at work (`$ARTICLE`) into a folder, and beside the folder
    one workbook with a sheet for each.
    """
    from methods.article import load_article
    from methods.corpus import tables
    from utils import parse

    write_found(tables(parse(load_article())), Path(folder))


def write_found(found, folder: Path) -> None:
    """The same with tables that are at hand: by name, or as `compare_two` returns them."""
    from methods.export import export, named_tables
    from methods.figures import whole_text

    found = named_tables(found, folder.name)
    if not whole_text():
        found = {name: _without_full_text(table) for name, table in found.items()}
    export(found, folder)
    export(found, folder.with_name("tables.xlsx"))


def _without_full_text(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose sentences are cut to their first words."""
    long = [name for name in table if name == "text" or name.startswith("text_")]
    return table.assign(**{name: table[name].map(lambda text: brief(text, 40)) for name in long})
