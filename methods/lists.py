"""What may stand in an editable list, which rows do not fit, and a table to edit one in a notebook.

`data/list_schemas.csv` says it column by column. A few lines check a list against it, so that a row is named
by its line in the file and what is wrong with it is one sentence.
"""

from __future__ import annotations

import csv
import os
import re
import warnings
from functools import lru_cache
from html import escape
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import utils
from utils import count_of, listed

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "add_row",
    "edit_list",
    "list_problems",
    "rules_of",
]

MOST_ROWS = 12  # of a list that the editable table shows at once


class ListWarning(UserWarning):
    """One sentence that names a row of a list that was left out: its file, its line, what may stand there."""


class ListRule(NamedTuple):
    column: str
    allowed: str
    key: bool
    meaning: str


def read_list(path) -> pd.DataFrame:
    """Return a CSV file as a table of strings, without the lines that begin with #."""
    head, rows, _ = rows_of_list(Path(path))
    full = [row + [""] * (len(head) - len(row)) for row in rows if len(row) <= len(head)]
    return pd.DataFrame(full, columns=head, dtype=utils.TEXT)


def rows_of_list(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the head of a list, its rows as they stand, and the number of the line on which each ends."""
    lines = [
        (number, line)
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    head = lines[0][1] if lines else ""
    between = ";" if head.count(";") > head.count(",") else ","  # as spreadsheets of some countries write it
    reader = csv.reader([f"{line}\n" for _, line in lines], delimiter=between)
    rows, numbers = [], []
    for row in reader:
        rows.append(row)
        numbers.append(lines[reader.line_num - 1][0])
    return (rows[0] if rows else []), rows[1:], numbers[1:]


def rules_of(name: str) -> list[ListRule]:
    """Return the rules of a list by data/list_schemas.csv, one for each column named there; none for another.

    >>> [rule.column for rule in rules_of("metonyms") if rule.key]
    ['place']
    """
    return _schemas(f"{utils.DATA}/list_schemas.csv", utils.version_of("list_schemas")).get(name, [])


@lru_cache(maxsize=1)
def _schemas(path: str, version: int) -> dict[str, list[ListRule]]:
    found: dict[str, list[ListRule]] = {}
    for row in read_list(path).itertuples(index=False) if version else ():
        rule = ListRule(row.column, row.allowed, row.key == "yes", row.meaning)
        found.setdefault(row.list, []).append(rule)
    return found


def choices(rule: ListRule, how: str = "one of ") -> list[str] | None:
    """Return the values that a cell may have, "" being empty, or None where it may have others.

    In: a rule, and `how` its values begin. Out: the values; `'-'` in quotes is a dash, "-" alone is empty.

    >>> choices(ListRule("kind", "one of - | place", False, ""))
    ['', 'place']
    """
    if not rule.allowed.startswith(how):
        return None
    return [{"-": "", "'-'": "-"}.get(one, one) for one in rule.allowed.removeprefix(how).split(" | ")]


def allowed_in_words(rule: ListRule) -> str:
    """Return what a cell may hold as a phrase.

    >>> allowed_in_words(ListRule("valence", "number from -4 to 4", False, ""))
    'a number from -4 to 4'
    """
    values = choices(rule)
    if values is not None:
        return listed([value or "empty" for value in values], "or")
    if words := choices(rule, "some of "):
        of = listed(filter(None, words))
        return f"{'empty, or ' if '' in words else ''}one or more of {of}, separated by spaces"
    if rule.allowed.startswith("in "):
        column, _, name = rule.allowed.removeprefix("in ").partition(".")[::-1]
        return f"a {column} of {name}.csv"
    if rule.allowed.startswith("number "):
        return f"a {rule.allowed}"
    return {"text": "some text", "pattern": "a regular expression"}.get(rule.allowed, rule.allowed)


def unfit(name: str, table: pd.DataFrame) -> dict[int, str]:
    """Return what is wrong with rows of a list, by their place in the table: one clause for each bad row.

    In: the list's name and a table of strings as `read_list` gives it. Out: nothing for a list without
    rules. The first thing wrong with a row is told; of two rows with one key the later one is bad.

    >>> unfit("name_endings", pd.DataFrame({"word": ["mill", "moor"], "kind": ["shop", "place"]}))
    {0: 'kind is “shop”, and should be place or organisation'}
    """
    found: dict[int, str] = {}
    rules = [rule for rule in rules_of(name) if rule.column in table]
    for rule in rules:
        for place in _misfits(table[rule.column], rule):
            told = f"{rule.column} is “{table[rule.column].iloc[place][:40]}”"
            found.setdefault(place, f"{told}, and should be {allowed_in_words(rule)}")
    key = [rule.column for rule in rules if rule.key]
    if key:
        for place in (place for place, twice in enumerate(table.duplicated(key)) if twice):
            said = ", ".join(filter(None, (table[column].iloc[place] for column in key)))
            why = f"{listed(key)} name{'s' if len(key) == 1 else ''} a row"
            found.setdefault(place, f"“{said}” stands in the list already ({why})")
    return dict(sorted(found.items()))


def _misfits(cells: pd.Series, rule: ListRule) -> list[int]:
    values = choices(rule)
    if rule.allowed == "text":
        bad = cells.str.strip() == ""
    elif values is not None:
        bad = ~cells.isin(values)
    elif words := choices(rule, "some of "):
        bad = cells.map(lambda cell: not set(cell.split() or [""]) <= set(words))
    elif rule.allowed.startswith("number from "):
        ends, _, empty = rule.allowed.removeprefix("number from ").partition(" or ")
        low, high = map(float, ends.split(" to "))
        bad = ~pd.to_numeric(cells, errors="coerce").between(low, high) & ((cells != "") | (empty == ""))
    elif rule.allowed.startswith("in "):
        name, _, column = rule.allowed.removeprefix("in ").partition(".")
        bad = ~cells.isin(set(read_list(f"{utils.DATA}/{name}.csv")[column]))
    elif rule.allowed == "pattern":
        bad = ~cells.map(_is_pattern)
    else:
        return []
    return [place for place, wrong in enumerate(bad) if wrong]


def _is_pattern(text: str) -> bool:
    try:
        return bool(re.compile(text).pattern)
    except re.error:
        return False


def sound_rows(path: Path) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """Return a list without the rows that do not fit, and for each of those its line and a sentence."""
    head, rows, numbers = rows_of_list(path)
    bad = {
        place: f"{count_of(len(row), 'cell')} stand where the columns are {len(head)} ({', '.join(head)}); a "
        "cell that holds a comma needs quotation marks around it"
        for place, row in enumerate(rows)
        if len(row) > len(head)
    }
    full = [(row + [""] * (len(head) - len(row)))[: len(head)] for row in rows]
    table = pd.DataFrame(full, columns=head, dtype=utils.TEXT)
    bad = unfit(path.stem, table) | bad
    told = [
        (numbers[place], f"{path.name}, line {numbers[place]}: {why}. The row is left out.")
        for place, why in sorted(bad.items())
    ]
    return (table.drop(index=list(bad)).reset_index(drop=True) if bad else table), told


def checked_list(path: Path) -> pd.DataFrame:
    """Return a list without the rows that do not fit, and warn of each in one sentence (ListWarning)."""
    table, problems = sound_rows(path)
    for line, problem in problems:
        warnings.warn_explicit(problem, ListWarning, f"data/{path.name}", line)
    return table


def list_problems() -> pd.DataFrame:
    """Return every row of every editable list that does not fit: `list`, `line`, `problem` (one sentence).

    >>> len(list_problems())
    0
    """
    rows = [
        (path.stem, line, problem)
        for path in sorted(utils.DATA.glob("*.csv"))
        for line, problem in sound_rows(path)[1]
    ]
    return pd.DataFrame(rows, columns=["list", "line", "problem"])


class RowError(TypeError):
    """One sentence that says why a row was not added to a list; a notebook shows nothing else."""

    def _render_traceback_(self) -> list[str]:  # asked for by IPython
        return [str(self)]


def add_row(name: str, /, *, replace: bool = False, **cells: str) -> pd.DataFrame:
    """Add a row to the end of the editable list `data/<name>.csv`, and return it as a table of one row.

    In: the list's name and its cells by column; columns left out are empty. With `replace` the row takes the
    place of the one with the same key (the columns that name a row), if there is one. Whatever asks for the
    list next gets it with the row. Where a list has examples, the row's own is read before and after: if both
    readings are the same, a ListWarning says so in one sentence. Raises RowError, a TypeError of one
    sentence, where the row does not fit.

    >>> add_row("metonyms", place="Elmsford", country="Nowhere")
    Traceback (most recent call last):
    methods.lists.RowError: Not added to metonyms.csv: country is “Nowhere”, and should be a country of
    countries.csv.
    """
    path = utils.DATA / f"{name}.csv"
    if not path.is_file():
        known = sorted(file.stem for file in utils.DATA.glob("*.csv"))
        raise RowError(f"There is no list “{name}”: the lists are {listed(known)}.")
    head, rows, numbers = rows_of_list(path)
    if unknown := sorted(set(cells) - set(head)):
        raise RowError(f"{path.name} has no column {listed(unknown)}: its columns are {listed(head)}.")
    row = [" ".join(str(cells.get(column, "")).split()) for column in head]
    table = pd.DataFrame([(one + [""] * len(head))[: len(head)] for one in [*rows, row]], columns=head)
    old = _same_key(name, table) if replace else None
    others = table.drop(index=[] if old is None else [old]).reset_index(drop=True).astype(utils.TEXT)
    if why := unfit(name, others).get(len(others) - 1):
        hint = "; edit_list shows it, and replace=True puts this row in its place" if "already" in why else ""
        raise RowError(f"Not added to {path.name}: {why}{hint}.")
    from methods.list_examples import no_effect, reading_of_example  # the rooms, which need the lists

    before = reading_of_example(name, dict(zip(head, row)))
    write_rows(path, [row], after=old is None, line=0 if old is None else numbers[old])
    if before is not None and before == reading_of_example(name, dict(zip(head, row))):
        warnings.warn(no_effect(name, dict(zip(head, row))), ListWarning, stacklevel=2)
    return others.tail(1).reset_index(drop=True)


def _same_key(name: str, table: pd.DataFrame) -> int | None:
    """Return the place of the row of a table that has the key of the last one, None where there is none."""
    key = [rule.column for rule in rules_of(name) if rule.key]
    if not key:
        raise RowError(f"No columns name a row of {name}.csv: change it with edit_list({name!r}).")
    same = (table[key] == table[key].iloc[-1]).all(axis=1)
    return next((int(place) for place in same.index[same][:-1]), None)


def write_rows(path: Path, rows: list[list[str]], *, after: bool = False, line: int = 0) -> None:
    """Write rows into a list: at its end with `after`, else in the place of the line of that number.

    The rest of the file, comments among it, stays; a reader of the file finds the old or the new one.
    """
    text = path.read_text(encoding="utf-8-sig")
    lines = text.removesuffix("\n").split("\n")
    head = next((one for one in lines if one.strip() and not one.startswith("#")), "")
    out = StringIO()
    between = ";" if head.count(";") > head.count(",") else ","
    csv.writer(out, delimiter=between, lineterminator="\n").writerows(rows)
    new = out.getvalue().removesuffix("\n").split("\n") if rows else []
    lines = lines + new if after else [*lines[: line - 1], *new, *lines[line:]]
    half_done = path.with_suffix(f".{os.getpid()}.tmp")
    half_done.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(half_done, path)


def edit_list(name: str):
    """Return a table in which a list can be searched, changed and added to in JupyterLab.

    In: the name of a list, as `utils.word_list` takes it. Out: a widget. Each row has a field for every
    column and a button to keep it or to take it out; the last row is empty, for a new one. A row that does
    not fit is not kept, and one sentence says why. Every field is typed into (one with few possible values
    offers them), so the keyboard alone is enough. Raises TypeError where there is no such list.

    >>> edit_list("metonyms").found.value.partition(";")[2]
    ' the first 12 are shown: type above to find others.'
    """
    from methods.list_editor import ListEditor

    return ListEditor(name)


def explained(name: str) -> str:
    """Return what a list holds, column by column, as escaped HTML.

    >>> explained("metonyms").count("<li>")
    2
    """
    items = "".join(
        f"<li><b>{escape(rule.column)}</b>: {escape(rule.meaning)} ({escape(allowed_in_words(rule))})</li>"
        for rule in rules_of(name)
    )
    return f"<ul>{items}</ul>" if items else ""
