"""Title, author, outlet and date of an article: what its page says of itself, then what its lines say."""

from __future__ import annotations

import json
import re
from datetime import date

from utils import one_line

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
METAS = {
    "title": ["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"],
    "outlet": ["og:site_name", "application-name", "dc.publisher"],
    "author": ["author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author"],
    "published": (
        "article:published_time article:published og:published_time datepublished date pubdate publishdate "
        "publish-date dc.date.issued dc.date dcterms.created parsely-pub-date sailthru.date "
        "cxenseparse:recs:publishtime"
    ).split(),
    "modified": (
        "article:modified_time og:updated_time datemodified lastmod dcterms.modified last-modified"
    ).split(),
}
ARTICLES = re.compile(r"Article|BlogPosting|Report\b|Review|OpinionNews")
ITEMS = {"title": "headline", "published": "datePublished", "modified": "dateModified", "author": "author"}


def fields_of_page(tree) -> dict[str, str]:
    """Return what a page says of the article that it holds.

    In: the tree of a page. Out: title, outlet, author, date (ISO where it can be read so), each only where it
    is stated; "paid" where the page says that it is not free. JSON-LD goes before OpenGraph and other
    metadata, these before the page's own elements; the date published before the date modified. No date is
    taken from the text.

    >>> from methods.article.blocks import tree_of
    >>> fields_of_page(tree_of('<meta property="og:title" content="Rain"><p>It rained on 4 May 2021.</p>'))
    {'title': 'Rain'}
    """
    if tree is None:
        return {}
    sources = [_linked_data(tree), _metas(tree), _elements(tree)]
    merged: dict[str, str] = {}
    for found in sources:
        merged = {key: one_line(value) for key, value in found.items() if one_line(value)} | merged
    merged["date"] = iso_date(merged.pop("published", "")) or iso_date(merged.pop("modified", ""))
    merged.pop("modified", None)
    outlet = merged.get("outlet", "")
    heads = [one_line(head.text_content()) for head in tree.iter("h1")]
    merged["title"] = _without_outlet(merged.get("title", ""), outlet, heads)
    return {key: value for key, value in merged.items() if value}


def _linked_data(tree) -> dict[str, str]:
    """The fields of the first article in the page's JSON-LD (schema.org)."""
    for script in tree.iter("script"):
        if script.get("type", "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for thing in _things(data):
                if ARTICLES.search(" ".join(map(str, _several(thing.get("@type"))))):
                    return {
                        "title": _name(thing.get("headline")),
                        "published": _name(thing.get("datePublished")),
                        "modified": _name(thing.get("dateModified")),
                        "author": _people(thing.get("author")),
                        "outlet": _name(thing.get("publisher")),
                        "paid": "paid" * (str(thing.get("isAccessibleForFree")).lower() == "false"),
                    }
    return {}


def _things(data) -> list[dict]:
    """All objects of JSON-LD down to the third level: a list, a graph, a page with its main entity."""
    found, level = [], _several(data)
    for _ in range(3):
        level = [thing for thing in level if isinstance(thing, dict)]
        found += level
        level = [
            inner for thing in level for key in ("@graph", "mainEntity") for inner in _several(thing.get(key))
        ]
    return found


def _several(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value) -> str:
    value = next(iter(_several(value)), "")
    value = value.get("name", "") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _people(value) -> str:
    return ", ".join(dict.fromkeys(filter(None, (_author(_name(one)) for one in _several(value)))))


def _author(text: str) -> str:
    """A name without its "By"; addresses and what is longer than names are none."""
    name = re.sub(r"(?i)^(?:by|von)\s+", "", one_line(text))
    return "" if "://" in name or "@" in name or len(name) > 120 else name


def _metas(tree) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        said.setdefault(name, meta.get("content", ""))
    found = {
        key: next((said[n] for n in names if said.get(n, "").strip()), "") for key, names in METAS.items()
    }
    return found | {"author": _author(found["author"])}


def _elements(tree) -> dict[str, str]:
    """The page's own elements: those that name what they hold, its one main heading, its window's title."""
    found = {}
    for key, item in ITEMS.items():
        for element in tree.xpath("//*[@itemprop=$item]", item=item)[:1]:
            found[key] = element.get("datetime") or element.get("content") or element.text_content()
    for element in tree.xpath("//time[@pubdate][@datetime]")[:1]:
        found.setdefault("published", element.get("datetime"))
    for element in tree.xpath("//a[@rel='author'] | //*[contains(@class, 'author-name')]")[:1]:
        found.setdefault("author", element.text_content())
    heads = [one_line(head.text_content()) for head in tree.iter("h1")]
    heads = [head for head in heads if len(head.split()) > 1]
    window = next((one_line(title.text_content()) for title in tree.iter("title")), "")
    below = [one_line(head.text_content()) for head in tree.iter("h2")]
    named = [head for head in [*heads, *below] if len(head.split()) > 1 and window.startswith(head)]
    # A main heading that is not in the window's title may be the outlet's name above every page.
    found["title"] = found.get("title") or next(iter([*named, *heads[: len(heads) == 1]]), window)
    found["author"] = _author(found.get("author", ""))
    return found


def _without_outlet(title: str, outlet: str, heads: list[str]) -> str:
    """A title without the outlet behind it: "Harbour reopens | The Post"."""
    for head in heads:
        if len(head.split()) > 1 and re.match(rf"{re.escape(head)}\s*[|·»–—-]", title):
            return head
    pieces = re.split(r"\s+[|·»–—-]\s+", title)
    if len(pieces) > 1 and outlet and pieces[-1].casefold() == outlet.casefold():
        return title[: title.rindex(pieces[-1])].rstrip(" |·»–—-")
    strong = re.split(r"\s+[|»]\s+", title)
    return strong[0] if len(strong) > 1 and len(strong[0].split()) > 2 else title


def iso_date(text: str) -> str:
    """Return the day that a text states as year, month and day; empty where it states none, or none surely.

    >>> iso_date("Published 4 March 2021 at 10:15"), iso_date("03/04/2021"), iso_date("2021-03-04T10:15Z")
    ('2021-03-04', '', '2021-03-04')
    """
    if found := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|\b(\d{4})/(\d{1,2})/(\d{1,2})\b", text):
        numbers = [int(number) for number in found.groups() if number]
    elif found := re.search(r"\b(\d{4})(\d{2})(\d{2})(?:T|$)", text):
        numbers = [*map(int, found.groups())]
    elif found := re.search(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})\b", text
    ):
        numbers = [int(found[3]), _month(found[2]), int(found[1])]
    elif found := re.search(
        r"(?i)\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:\d.{0,16} )?(\d{4})\b", text
    ):
        numbers = [int(found[3]), _month(found[1]), int(found[2])]
    else:
        return ""
    try:
        return date(*numbers).isoformat() if 1600 < numbers[0] < 2200 else ""
    except ValueError:
        return ""


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1 if name.lower() in MONTHS else 0


def fields_of_lines(left_out) -> dict[str, str]:
    """Return what the lines around a body say: its author from a byline, its date from a line that states it.

    In: (reason, text) of what was left out. Out: author and date, each only where it is stated; a date
    that is said to be of an update comes last.

    >>> fields_of_lines([("byline", "By Ana Lee"), ("date", "Updated 5 May 2021"), ("date", "4 May 2021")])
    {'author': 'Ana Lee', 'date': '2021-05-04'}
    """
    lines = [(reason, line) for reason, line in left_out if reason in ("byline", "date")]
    dates = sorted(
        (bool(re.search(r"(?i)\b(?:updated|modified|amended)\b", line)), at, iso_date(line))
        for at, (reason, line) in enumerate(lines)
        if reason == "date" and iso_date(line)
    )
    written = (
        re.match(r"(?i)(?:(?:written|posted|story|words|analysis) )?by:? +([^|,(]+)", line)
        for _, line in lines
    )
    found = {"author": next((one_line(m[1]) for m in written if m), ""), "date": dates[0][2] if dates else ""}
    return {key: value for key, value in found.items() if value}
