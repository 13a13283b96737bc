"""Tables of a page: what their cells are, names that are heard, rows that fold, and links to sentences."""

from __future__ import annotations

import re

from utils import word_list

PLAINLY = {"NaN": "–", "<NA>": "–", "True": "yes", "False": "no"}  # pandas writes, a reader says
NUMBER = re.compile(r"[-+−–±<>≤≥]?\s*[\d.,]+\s*(%|‰)?|–|—|-|NaN|nan|")
OPEN_ROWS = 10  # of a table; the others are folded
WIDE = 4  # columns from which on a table becomes a list on a phone
FITS = 3  # columns that a phone shows side by side, where no cell is long
CONCORDANCE = {"left", "keyword", "right"}


def describe_table(soup, table, sentences: int = 0, to: str = "", taken: set | None = None) -> set[str]:
    """Say which cells are headings, numbers or long, put plainly what pandas writes and names in code, name
    the table otherwise than those `taken`, fold its rows after the tenth, and lead each row to its sentence;
    return the names that its columns have in code.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<table><tr><td>NaN</td><td>True</td></tr></table>", "html.parser")
    >>> describe_table(soup, soup.table), soup.get_text("|")
    (set(), '–|yes')
    """
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    first = [row[0].get_text(strip=True) for row in rows if row]
    if first == ["", *map(str, range(len(rows) - 1))]:  # pandas numbers the rows of a table without an index
        for row in rows:
            row.pop(0).decompose()
    for row in rows:
        for cell in row:
            _describe_cell(cell)
    even = len({len(row) for row in rows}) == 1
    heads = [cell.get_text(strip=True) for cell in rows[0]] if even and table.thead else []
    for place, column in enumerate(zip(*rows) if even else ()):
        code = heads[place] if heads else ""
        _describe_column(soup, column, code, sentences, to)
    is_concordance = set(heads) >= CONCORDANCE
    if is_concordance:
        table["class"] = "kwic"
    elif heads:
        _head_rows(rows)
    name = _name(soup, table, set() if taken is None else taken)
    folded = _fold_rows(soup, table)
    outer = _wrap(soup, table, name, folded or is_concordance or len(heads) > FITS)
    outer["class"] = "table wide" + " wide-table" * (len(heads) >= WIDE and not is_concordance)
    if folded:
        outer.insert(0, _fold_of(soup, folded, name))
    return set(heads)


def _head_rows(rows) -> None:
    """Let the first cell of each row say which row it is."""
    for first in (row[0] for row in rows if row):
        if first.name == "td" and first.get_text(strip=True) and first.find_parent("tbody"):
            first.name, first["scope"] = "th", "row"


def _describe_cell(cell) -> None:
    if cell.name == "th" and not cell.get_text(strip=True):
        cell.name = "td"
    elif cell.name == "th" and not cell.get("scope"):
        cell["scope"] = "col" if cell.find_parent("thead") else "row"
    if (written := cell.get_text(strip=True)) in PLAINLY:
        cell.string = PLAINLY[written]
    if len(written) > 40:
        cell["class"] = "long"


def _describe_column(soup, column, code: str, sentences: int, to: str) -> None:
    body = [cell for cell in column if not cell.find_parent("thead")]
    below = [cell.get_text(strip=True) for cell in body]
    if any(below) and all(NUMBER.fullmatch(text) for text in below):
        for cell in column:
            cell["class"] = "number"
            if cell.string:
                cell.string = re.sub(r"^-(?=[\d.])", "−", cell.string.strip())
    words = column_in_words(code)
    for cell in column:
        if cell not in body and code:
            cell.string = words
        elif words:
            cell["data-label"] = words
            if not cell.get_text(strip=True):
                cell["class"] = "none"
    if code in CONCORDANCE:
        for cell in body:
            cell["class"] = code
            if code == "left":
                cell.string.wrap(soup.new_tag("bdi")) if cell.string else None
    if code == "sentence" and sentences:
        for cell, text in zip(body, below):
            if text.isdigit() and int(text) < sentences:
                cell.string = ""
                cell.append(to_sentence(soup, text, to))


def column_in_words(code: str) -> str:
    """Return the name of a column as a reader says it, from data/column_names.csv, else the code's own with
    spaces.

    >>> column_in_words("acted_on"), column_in_words("is_shift")
    ('acted on', 'possible turn')
    """
    known = dict(zip(word_list("column_names")["column"], word_list("column_names")["words"]))
    return known.get(code, code.replace("_", " "))


def _name(soup, table, taken: set) -> str:
    """Give a table a caption that is heard: its own, or the heading above it, with its first columns where
    another table has that name.
    """
    above = table.find_previous(["h1", "h2", "h3"])
    label = table.caption or above
    name = label.get_text(" ", strip=True) if label else ""
    if name in taken and table.thead:
        columns = [cell.get_text(strip=True) for cell in table.thead.find_all(["th", "td"])]
        name = f"{name} ({', '.join(filter(None, columns[:3]))})"
    while name in taken:
        name += ", more"
    taken.add(name)
    if name and not table.caption:
        caption = soup.new_tag("caption", attrs={"class": "sr"})
        caption.string = name
        table.insert(0, caption)
    return name


def _wrap(soup, table, name: str, overflows: bool):
    """Put a table where it scrolls; one that may not fit is a stop for the keyboard."""
    stop = {"role": "group", "tabindex": "0", "aria-label": f"Table: {name}"}
    long = overflows or table.select_one(".long")
    table.wrap(soup.new_tag("div", attrs={"class": "scroll"} | (stop if long else {})))
    return table.parent.wrap(soup.new_tag("div"))


def _fold_rows(soup, table) -> int:
    """Put the rows after the tenth into a part of their own; return how many rows a table so cut has."""
    rows = table.tbody.find_all("tr", recursive=False) if table.tbody else []
    if len(rows) <= OPEN_ROWS + 1:
        return 0
    rest = soup.new_tag("tbody", attrs={"class": "rest"})
    for row in rows[OPEN_ROWS:]:
        rest.append(row.extract())
    table.append(rest)
    return len(rows)


def _fold_of(soup, rows: int, name: str):
    """The fold of a table's rows; it stands before them, so that who opens it comes to them next."""
    more, summary = (soup.new_tag(tag) for tag in ("details", "summary"))
    more["class"], summary.string = "more", f"All {rows} rows"
    more.append(summary)
    if name:
        summary.append(unseen(soup, f": {name}"))
    return more


def unseen(soup, words: str):
    """Words that are heard and not seen."""
    tag = soup.new_tag("span", attrs={"class": "sr"})
    tag.string = words
    return tag


def to_sentence(soup, number, to: str):
    link = soup.new_tag("a", attrs={"href": f"{to}#s{number}"})
    link.string = str(number)
    return link
