"""What is done to a rendered page: tables that say what they are, links to sentences, a list of contents."""

from __future__ import annotations

import re

from report.inert import keep_inert
from report.rows import column_in_words, describe_table, to_sentence, unseen

HEADINGS = ("h1", "h2", "h3", "h4")
MOST_LINKS = 60  # to sentences, under one figure


def dress(soup, sentences: int, index: str, is_index: bool, articles: dict | None = None) -> None:
    """Make a page ready for readers, in place, and leave nothing on it that acts (see `keep_inert`).

    In: the page as BeautifulSoup; how many sentences its article has (0 where rows are of other articles);
    the file that holds the marked article; whether this page is that file; the titles, by their keys, of
    articles that have a page each. Raises nothing of its own.
    """
    to = "" if is_index else index
    if is_index:
        for heading in soup.main.find_all("h1"):
            heading.name = "h2"
    _name_headings(soup)
    _fold_code(soup, is_index)
    first = soup.main.find(recursive=False)
    after = first and first.find_next_sibling()
    if is_index and after and first.name == after.name == "h2":
        first.decompose()  # the notebook's name, below which nothing stands; the page has one of its own
    columns, taken = set(), set()
    for table in soup.main.find_all("table"):
        columns |= describe_table(soup, table, sentences, to, taken)
    _link_titles(soup, articles or {})
    _name_columns_in_prose(soup, columns)
    _link_numbers_in_prose(soup, sentences, to)
    _describe_figures(soup, to)
    _list_contents(soup)
    _skip_to_article(soup)
    keep_inert(soup)


def _name_headings(soup) -> None:
    """Give each heading the id that JupyterLab gives it."""
    seen = {tag["id"] for tag in soup.find_all(id=True)}
    for tag in soup.main.find_all(HEADINGS):
        name = tag.get_text().strip().replace(" ", "-")
        if name and name not in seen:
            tag["id"] = name
            seen.add(name)


def _fold_code(soup, is_index: bool) -> None:
    """Put the code of all cells below a heading into one fold at the end of what they show; on the index that
    of all cells at the end of the page.
    """
    waiting, heading = [], None
    for child in soup.main.find_all(recursive=False):
        if child.name in HEADINGS and not is_index:
            if waiting:
                child.insert_before(_code_fold(soup, waiting, heading))
            waiting, heading = [], child
        elif child.name == "details" and "code" in child.get("class", ()):
            waiting += [code.extract() for code in child.find_all("div", recursive=False)]
            child.decompose()
    if waiting:
        soup.main.append(_code_fold(soup, waiting, heading))


def _code_fold(soup, code, heading):
    fold, summary = soup.new_tag("details", attrs={"class": "code"}), soup.new_tag("summary")
    summary.string = "The code" if heading else "The code of this page"
    if heading:
        summary.append(unseen(soup, f" of: {heading.get_text(' ', strip=True)}"))
    fold.extend([summary, *code])
    return fold


def _link_titles(soup, articles: dict) -> None:
    """Lead the titles of articles in tables to their pages, of those of which only one begins so."""
    for cell in soup.main.select("tbody [data-label=title]"):
        begins = cell.get_text(strip=True).rstrip("….")
        keys = [key for key, title in articles.items() if begins and title.startswith(begins)]
        exact = [key for key in keys if articles[key] == begins]
        if len(keys) == 1 or len(exact) == 1:
            link = soup.new_tag("a", attrs={"href": f"articles/{(exact or keys)[0]}.html"})
            link.extend(list(cell.contents))
            cell.append(link)


def _name_columns_in_prose(soup, columns: set[str]) -> None:
    """Call the columns of a page's tables in its prose what the tables call them."""
    for code in soup.main.select(":is(p, li) > code"):
        name = code.get_text()
        if name in columns and (words := column_in_words(name)) != name:
            code.name, code.string = "i", words


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
                new += [lead, to_sentence(soup, number, to) if known else number, after]
            text.replace_with(*[piece for piece in new if piece])


def _describe_figures(soup, to: str) -> None:
    """Number the figures, so that they, their files and the links to their sentences have names."""
    for number, figure in enumerate(soup.main.select("figure.figure"), 1):
        name = f"Figure {number}"
        figure["aria-label"] = ": ".join(filter(None, (name, figure.get("aria-label"))))
        for link in figure.select("a.file"):
            link.string = f"{name} as a file (PNG)"
        for fold in figure.select(".to-sentences"):
            _link_numbers(soup, fold, to)
            fold.summary.append(unseen(soup, f" of {name[0].lower()}{name[1:]}"))


def _link_numbers(soup, fold, to: str) -> None:
    numbers = fold["data-numbers"].split()
    del fold["data-numbers"]
    for number in numbers[:: max(1, -(-len(numbers) // MOST_LINKS))]:
        link = to_sentence(soup, number, to)
        link.insert(0, unseen(soup, "sentence "))
        fold.extend([link, " "])


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


def _skip_to_article(soup) -> None:
    """On the page of the article, let the first link skip what is told of it."""
    reading, skip = soup.main.select_one(".reading"), soup.select_one(".skip")
    above = reading and reading.find_previous("h2")
    if skip and above and above.get("id"):
        skip["href"], skip.string = f"#{above['id']}", "Skip to the article"
