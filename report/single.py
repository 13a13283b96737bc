"""The pages of a report as one file, to send on."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

ORDER = re.compile(r'href="([\w.-]+\.html)"')


def in_one_file(folder: Path) -> str:
    """Return the pages of a folder as one page, each a section of it, that needs no other file.

    In: a folder with index.html, whose list of pages gives the order. Out: HTML. Anchors of the other pages
    get their page before them, links to pages become links within, links to files beside them are undone, and
    those to figures left out.
    """
    whole = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    names = [
        link["href"]
        for link in whole.select(".contents > ol > li > a")
        if link["href"] != "index.html" and (folder / link["href"]).exists()
    ]
    for name in names:
        page = BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
        section = whole.new_tag("section", attrs={"id": _place(name), "class": "page"})
        for tag in page.main.find_all(id=True):
            tag["id"] = f"{_place(name)}-{tag['id']}"
        _lead_within(page.main, name, names)
        for heading, lower in (("h3", "h4"), ("h2", "h3"), ("h1", "h2")):
            for tag in page.main.find_all(heading):
                tag.name = lower
        for child in list(page.main.contents):
            section.append(child)
        whole.main.append(section)
    _lead_within(whole, "index.html", names)
    for alone in whole.select("footer .steps, .to-contents, a.file"):
        alone.decompose()
    return str(whole)


def _place(name: str) -> str:
    return f"page-{Path(name).stem}"


def _lead_within(soup, here: str, names: list[str]) -> None:
    for link in soup.find_all("a", href=True):
        file, _, fragment = link["href"].partition("#")
        if "://" in file or file.startswith("mailto:"):
            continue
        file = file or here
        if file == "index.html":
            link["href"] = f"#{fragment or 'main'}"
        elif file in names:
            link["href"] = f"#{_place(file)}" + (f"-{fragment}" if fragment else "")
        elif "." in file and not link["href"].startswith(f"#{_place('')}"):
            del link["href"]
