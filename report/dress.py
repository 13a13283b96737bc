"""What is done to a rendered page: tables that say what they are, links to sentences, a list of contents."""

from __future__ import annotations

import re

from report.inert import keep_inert
from utils import word_list

PLAINLY = {"NaN": "–", "True": "yes", "False": "no"}  # what pandas writes, and what a reader says
NUMBER = re.compile(r"[-+−–±<>≤≥]?\s*[\d.,]+\s*(%|‰)?|–|—|-|NaN|nan|")
OPEN_ROWS = 10  # of a table; the others are folded
WIDE = 5  # columns from which on a table becomes a list on a phone
MOST_LINKS = 60  # to sentences, under one figure
CONCORDANCE = {"left", "keyword", "right"}


def dress(soup, sentences: int, index: str, is_index: bool) -> None:
    """Make a page ready for readers, in place, and leave nothing on it that acts (see `keep_inert`).

    In: the page as BeautifulSoup; how many sentences its article has (0 where rows are of other articles);
    the file that holds the marked article; whether this page is that file. Raises nothing of its own.
    """
    to = "" if is_index else index
    if is_index:
        for heading in soup.main.find_all("h1"):
            heading.name = "h2"
    _name_headings(soup)
    _put_code_below(soup)
    for table in soup.main.find_all("table"):
        describe_table(soup, table, sentences, to)
    _link_numbers_in_prose(soup, sentences, to)
    _link_under_figures(soup, to)
    _list_contents(soup)
    keep_inert(soup)


def _name_headings(soup) -> None:
    """Give each heading the id that JupyterLab gives it."""
    seen = {tag["id"] for tag in soup.find_all(id=True)}
    for tag in soup.main.find_all(["h1", "h2", "h3", "h4"]):
        name = tag.get_text().strip().replace(" ", "-")
        if name and name not in seen:
            tag["id"] = name
            seen.add(name)


def _put_code_below(soup) -> None:
    """Put the folded code of a cell below what it shows."""
    for code in soup.main.select("details.code"):
        last = code
        while (after := last.find_next_sibling()) and {"output", "figure"} & set(after.get("class", ())):
            last = after
        if last is not code:
            last.insert_after(code.extract())


def describe_table(soup, table, sentences: int = 0, to: str = "") -> None:
    """Say which cells are headings, numbers or long, put plainly what pandas writes and names in code, fold
    the rows after the tenth, and lead each row to its sentence.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<table><tr><td>NaN</td><td>True</td></tr></table>", "html.parser")
    >>> describe_table(soup, soup.table); soup.get_text("|")
    '–|yes'
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
    classes = ["table"] + ["wide"] + ["wide-table"] * (len(heads) >= WIDE)
    if CONCORDANCE <= set(heads):
        table["class"] = "kwic"
        classes.remove("wide-table") if "wide-table" in classes else None
    _wrap(soup, table, classes)


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
                cell.append(_to_sentence(soup, text, to))


def column_in_words(code: str) -> str:
    """Return the name of a column as a reader says it, from data/column_names.csv, else the code's own with
    spaces.

    >>> column_in_words("acted_on"), column_in_words("is_shift")
    ('acted on', 'possible turn')
    """
    known = dict(zip(word_list("column_names")["column"], word_list("column_names")["words"]))
    return known.get(code, code.replace("_", " "))


def _wrap(soup, table, classes) -> None:
    above = table.find_previous(["h1", "h2", "h3"])
    label = table.caption or above
    name = f"Table: {label.get_text(' ', strip=True) if label else ''}"
    outer = soup.new_tag("div", attrs={"class": " ".join(classes)})
    table.wrap(
        soup.new_tag("div", attrs={"class": "scroll", "role": "group", "tabindex": "0", "aria-label": name})
    )
    table.parent.wrap(outer)
    rows = table.tbody.find_all("tr", recursive=False) if table.tbody else []
    if len(rows) > OPEN_ROWS + 1:
        rest = soup.new_tag("tbody", attrs={"class": "rest"})
        for row in rows[OPEN_ROWS:]:
            rest.append(row.extract())
        table.append(rest)
        more = soup.new_tag("details", attrs={"class": "more"})
        summary = soup.new_tag("summary")
        summary.string = f"All {len(rows)} rows"
        more.append(summary)
        outer.append(more)


def _to_sentence(soup, number, to: str):
    link = soup.new_tag("a", attrs={"href": f"{to}#s{number}"})
    link.string = str(number)
    return link


def _link_numbers_in_prose(soup, sentences: int, to: str) -> None:
    """Make “sentence 8” in what the notebooks say a link."""
    for output in soup.main.select("div.output:not(.prose)"):
        for text in output.find_all(string=re.compile(r"\bsentence \d+")):
            if text.find_parent(["a", "summary", "table", "q", "blockquote"]) or text.find_parent(
                class_="reading"
            ):
                continue
            pieces = re.split(r"\b(sentence )(\d+)", text)
            new = [pieces[0]]
            for lead, number, after in zip(pieces[1::3], pieces[2::3], pieces[3::3]):
                known = int(number) < sentences
                new += [lead, _to_sentence(soup, number, to) if known else number, after]
            text.replace_with(*[piece for piece in new if piece])


def _link_under_figures(soup, to: str) -> None:
    for span in soup.main.select(".to-sentences"):
        numbers = span["data-numbers"].split()
        del span["data-numbers"]
        span.append("To the sentences: ")
        for number in numbers[:: max(1, -(-len(numbers) // MOST_LINKS))]:
            span.append(_to_sentence(soup, number, to))
            span.append(" ")


def _list_contents(soup) -> None:
    """Put the headings of a page under its name in the list of pages."""
    here = soup.select_one(".contents a[aria-current]")
    name = here.get_text(strip=True) if here else ""
    headings = [tag for tag in soup.main.find_all("h2") if tag.get("id") and tag.get_text(strip=True) != name]
    if here and len(headings) > 1:
        inner = soup.new_tag("ol")
        for tag in headings:
            link = soup.new_tag("a", attrs={"href": f"#{tag['id']}"})
            link.string = tag.get_text(" ", strip=True)
            item = soup.new_tag("li")
            item.append(link)
            inner.append(item)
        here.parent.append(inner)
