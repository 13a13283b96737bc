"""Tables for other programs: one line writes them as CSV files or as one Excel workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from methods.cells import inert_cell, without_formulas
from utils import with_its_index

LARGEST_CELL = 32_000  # characters; Excel cuts what is longer, and says that the file is damaged
MOST_EXCEL_ROWS = 1_048_575


def export(what, to) -> list[Path]:
    """Write a table, or several, to where `to` says, and return the files.

    In: `what` is a DataFrame or one column of it; several by name (what `analyse` or `corpus.tables`
    returns); what `compare_two` returns, with a table `about` first: who is `first` and `second`, and the
    caution; or a text, an Article or a parsed text, of which every table is written. `to` is a path that ends
    in .xlsx (a workbook with a sheet for each table), in .csv (one table), or a folder (a CSV file for each).
    Out: the paths written. Text that a spreadsheet would take for a formula gets an apostrophe before it in
    CSV (`methods.cells` states the rule) and is marked as text in a workbook; CSV is UTF-8 with the mark by
    which Excel knows it. Raises TypeError where there is nothing to write, where `what` is the name of a file
    (`load_article` reads it) or a list of tables without names, and where several tables are to become one
    CSV file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export(pd.DataFrame({"word": ["ice"]}), Path(folder, "words.csv"))]
    ['words.csv']
    """
    if isinstance(what, Path):
        raise TypeError(f"“{what}” is the name of a file, not its text: load_article(...) reads it first.")
    what = what.to_frame() if isinstance(what, pd.Series) else what
    to, found = Path(to).expanduser(), named_tables(what, Path(to).stem)
    if not found:
        raise TypeError("There is no table in this to export.")
    ending = to.suffix.lower()
    if ending == ".csv" and len(found) > 1:
        raise TypeError(
            f"{len(found)} tables do not fit into one CSV file: name a folder, or a workbook (.xlsx)."
        )
    if ending not in (".csv", ".xlsx", ""):
        raise TypeError(f"{to.name} ends in {ending}: name a folder, or a file that ends in .csv or .xlsx.")
    (to.parent if ending else to).mkdir(parents=True, exist_ok=True)
    if ending == ".xlsx":
        _write_workbook(found, to)
        return [to]
    paths = [to if ending else to / f"{name}.csv" for name in found]
    for path, table in zip(paths, found.values()):
        without_formulas(table).to_csv(path, index=False, encoding="utf-8-sig")
    return paths


def named_tables(what, name: str) -> dict[str, pd.DataFrame]:
    """Return the tables in what `export` takes by their names; a table alone is called `name`.

    >>> list(named_tables(pd.DataFrame({"word": ["ice"]}), "words"))
    ['words']
    """
    if isinstance(what, pd.DataFrame):
        return {name: with_its_index(what)}
    if hasattr(what, "compute"):
        return {name: what.compute()}
    if hasattr(what, "_asdict"):
        what = _with_what_is_told(what._asdict())
    if isinstance(what, (list, tuple)):
        raise TypeError('Several tables need a name each: export({"first": one, "second": other}, ...).')
    if isinstance(what, dict):
        made = {key: one.compute() if hasattr(one, "compute") else one for key, one in what.items()}
        return {key: with_its_index(one) for key, one in made.items() if isinstance(one, pd.DataFrame)}
    from methods.corpus import tables  # heavy, and needed for texts alone
    from utils import as_doc

    return tables(as_doc(what))


def _with_what_is_told(fields: dict) -> dict:
    """Return the tables of a Pair, and before them what it says in words: both names and the caution."""
    told = [(name, value) for name, value in fields.items() if isinstance(value, str)]
    return {"about": pd.DataFrame(told, columns=["field", "value"])} | fields if told else fields


def _write_workbook(found: dict[str, pd.DataFrame], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    def cell(value):
        if value is None or isinstance(value, (bool, int, float)):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LARGEST_CELL]
        if not text.startswith("#") and inert_cell(text) == text:
            return text
        made = WriteOnlyCell(sheet, value=text)
        made.data_type, made.quotePrefix = "s", True  # text, and still text when somebody has edited it
        return made

    book, names = Workbook(write_only=True), set()
    for name, table in found.items():
        if len(table) > MOST_EXCEL_ROWS:
            raise TypeError(
                f"{name} has {len(table):,} rows, more than a sheet holds: export it to a .csv file."
            )
        sheet = book.create_sheet(_sheet_name(name, names))
        sheet.freeze_panes = "A2"
        head = [WriteOnlyCell(sheet, value=str(column)) for column in table]
        for one in head:
            one.font, one.data_type = Font(bold=True), "s"
        sheet.append(head)
        plain = table.astype(object)
        for row in plain.where(table.notna(), None).itertuples(index=False):
            sheet.append([cell(value) for value in row])
    book.save(path)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel allows for a sheet, 31 characters at most, and that no other sheet has."""
    plain = "".join("_" if sign in r"[]:*?/\'" else sign for sign in str(name))[:31] or "table"
    number = 2
    while plain.casefold() in taken:
        plain = f"{plain[:28]}_{number}"
        number += 1
    taken.add(plain.casefold())
    return plain
