"""The page's own list of what it may consist of: with its policy, the layer behind the sanitiser.

A Content-Security-Policy stops scripts and requests, but no `<meta http-equiv="refresh">` and no look-up of
names. So nothing is left on a finished page but tags, attributes and addresses of these lists, whatever the
sanitiser let through, and no comment or raw text that a browser might read otherwise than the parser here.
"""

from __future__ import annotations

import re

from bs4.element import Doctype, PreformattedString

PAGE_TAGS = frozenset(
    "a abbr acronym b bdi bdo blockquote body br caption cite code col colgroup data dd del details dfn div "
    "dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html i img ins kbd li main mark "
    "nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table "
    "tbody td tfoot th thead time tr tt u ul var wbr".split()
)
PAGE_ATTRIBUTES = frozenset(
    "alt class colspan data-label data-numbers datetime dir height href id lang media open rel role rowspan "
    "scope src srcset start style tabindex title width".split()
)
WITH_CODE = ("script", "style", "template")  # no text that a reader should see
HEAD_TAGS = frozenset(["head", "link", "meta", "style", "title"])
LINK = re.compile(r"(https?|mailto):|(?![a-z][a-z\d+.-]*:)", re.IGNORECASE)
PLAIN_STYLE = re.compile(r"(?!.*(url|image|expression|import))[\w\s#%.,:;()-]*", re.IGNORECASE | re.DOTALL)
UNSEEN_IN_ADDRESS = re.compile(r"[\x00-\x20]")  # browsers pass over these


def keep_inert(soup) -> None:
    """Take from a page, in place, all that is not on its lists; the text within other tags stays.

    >>> from bs4 import BeautifulSoup
    >>> page = "<p onclick='x()'>A<meta http-equiv=refresh content=0><form>B</form></p>"
    >>> soup = BeautifulSoup(page, "html.parser"); keep_inert(soup); str(soup)
    '<p>AB</p>'
    """
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        if not (isinstance(text, Doctype) and text.parent is soup):
            text.extract()
    in_head = {id(tag) for tag in (soup.head, *soup.head.find_all(True))} if soup.head else set()
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        if id(tag) in in_head:
            _keep_head_inert(tag)
        elif tag.name in WITH_CODE:
            tag.decompose()
        elif tag.name not in PAGE_TAGS:
            tag.unwrap()
        else:
            tag.attrs = {name: value for name, value in tag.attrs.items() if _is_plain(tag.name, name, value)}


def _keep_head_inert(tag) -> None:
    """The template writes the head; but a tag that came into it all the same must not act."""
    acts = tag.get("http-equiv", "content-security-policy").lower() != "content-security-policy"
    if (
        acts
        or tag.name not in HEAD_TAGS
        or tag.name == "link"
        and not tag.get("href", "").startswith("data:")
    ):
        tag.decompose()


def _is_plain(tag: str, name: str, value) -> bool:
    if name not in PAGE_ATTRIBUTES and not name.startswith("aria-"):
        return False
    text = " ".join(value) if isinstance(value, list) else value or ""
    if name == "href":
        return tag == "a" and bool(LINK.match(UNSEEN_IN_ADDRESS.sub("", text)))
    if name in ("src", "srcset"):
        return tag in ("img", "source") and text.startswith("data:image/")
    return name != "style" or bool(PLAIN_STYLE.fullmatch(text))
