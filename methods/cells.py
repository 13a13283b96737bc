"""Cells: text that a spreadsheet would compute, made inert, and read back as it was.

The rule, which every table that leaves the project keeps. A cell is dangerous where it, or what follows a
semicolon, a tab or the end of a line in it (another program may begin a new cell there), begins with = + - or
@. Spaces, invisible signs and quotation marks before the sign do not count, and the wide forms of the signs
(＝ ＋ － ＠) do, since some programs take them for the plain ones. So is a cell that begins with a tab or the
end of a line. Each such place gets an apostrophe before it in CSV; in a workbook the cell is marked as text.

Left as they are: a number and nothing else ("-5", "- 5", "+2.5 %", "1; -2"), a sign alone, dashes (– —), the
minus sign of mathematics (−), and signs within a text ("well-known", "a = b", "x@example.org"). A hyphen that
stands before words ("- No, she said") gets its apostrophe: Excel would show "#NAME?" in the place of them.
"""

from __future__ import annotations

import re

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

SIGN = "=+\\-@＝＋－＠﹢﹣﹦﹫"
UNSEEN = "\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
QUOTE = "\"'`´“”„‟‘’‚‛«»‹›′″＂＇"
BREAK = ";\t\r\n\v\f\x85\u2028\u2029"  # after these another program may begin a new cell
PASSED = rf"(?:[{UNSEEN}{QUOTE}]|(?![{BREAK}])\s)*+"  # before a sign; no breaks, so that each is read once
NUMBER_ALONE = rf"[+-](?:\s?\d[\d.,]*+\s?%?)?[ ]*+(?=[{BREAK}]|\Z)"  # or the sign and nothing else
START = re.compile(rf"(?:[{QUOTE}{UNSEEN}]|\s)*+[{SIGN}]|{PASSED}[\t\r\n]")
NUMBER_CELL = re.compile(rf"\s*+{NUMBER_ALONE}\Z")
WITHIN = re.compile(rf"([{BREAK}])({PASSED}(?!{NUMBER_ALONE})[{SIGN}])")
WITHIN_INERT = re.compile(rf"([{BREAK}])'({PASSED}(?!{NUMBER_ALONE})[{SIGN}])")


def inert_cell(value):
    """Return what stands in a cell so that no spreadsheet computes it: text with an apostrophe at each
    dangerous place (the rule stands at the head of this module), all else as it is.

    >>> [inert_cell(text) for text in ("=1+1", " “-x", "a;@b", "- 5", "well-known")]
    ["'=1+1", "' “-x", "a;'@b", '- 5', 'well-known']
    """
    if not isinstance(value, str) or value.isalnum():
        return value
    return ("'" if _begins_badly(value) else "") + WITHIN.sub(r"\1'\2", value)


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table, its heads among it, in which no text is a formula to a spreadsheet (see `inert_cell`).

    >>> without_formulas(pd.DataFrame({"text": ["=1+1", "plain"], "tone": [-0.5, 0.5]})).values.tolist()
    [["'=1+1", -0.5], ['plain', 0.5]]
    """
    safe = table.rename(columns=inert_cell)
    for place, kind in enumerate(table.dtypes):
        if not (is_numeric_dtype(kind) or is_datetime64_any_dtype(kind)):
            safe.isetitem(place, table.iloc[:, place].map(inert_cell))
    return safe


def cell_as_typed(text: str) -> str:
    """Return the text that `inert_cell` made inert.

    >>> cell_as_typed(inert_cell("=1+1; -x")), cell_as_typed("'tis")
    ('=1+1; -x', "'tis")
    """
    if text.startswith("'") and _begins_badly(text[1:]):
        text = text[1:]
    return WITHIN_INERT.sub(r"\1\2", text)


def _begins_badly(text: str) -> bool:
    return bool(START.match(text)) and not NUMBER_CELL.match(text)
