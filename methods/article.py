"""What exactly is the text? One article read from wherever it stands, and its body parted from what stands
around it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from utils import DATA, LARGEST, ROOT, one_line, word_list

SAMPLE = DATA / "slatest_north_korea_2018.txt"
HEADS = "h1 h2 h3 h4 h5 h6 head".split()
# What parts blocks of a page is marked with characters that no text holds; a line break parts words.
BORDERS = dict.fromkeys(
    [
        *HEADS,
        *"p li dt dd item blockquote quote pre table tr td th cell figure figcaption caption div main section article "
        "footer nav aside header address option title".split(),
    ],
    "\ufdd0",
) | {"br": " ", "lb": " "}
ENCODINGS = "ascii utf_8 utf_16 utf_16_le utf_16_be cp1252".split()


class ArticleError(ValueError):
    """One sentence that says what is wrong with the text that was asked for, and what to do."""


@dataclass(frozen=True)
class Article:
    """A news article taken apart: `paragraphs` is its body; `left_out` holds (reason, text) for all else that
    was read.
    """

    title: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    captions: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    outlet: str = ""
    date: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """The body, paragraphs parted by a blank line."""
        return "\n\n".join(self.paragraphs)

    @property
    def sha256(self) -> str:
        """The fingerprint of the body text: two articles with one fingerprint were read alike."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def save(self, path) -> None:
        """Write the article to a .json file that `load_article` reads back, as it is or mended by hand."""
        Path(path).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def load_article(source=None) -> Article:
    """Read one English news article and part its body from what stands around it.

    `source` is a path to plain text, Markdown, HTML or a saved Article (.json), or an http(s) address; None
    stands for the environment variable ARTICLE, or else the sample. A relative path is looked up from the
    working directory and then from the project's root. The patterns for captions, bylines and the like are in
    data/furniture.csv; pages are extracted by trafilatura (Barbaresi 2021). Raises ArticleError where there
    is nothing to read.

    >>> load_article().kicker
    'The Slatest'
    """
    source = str(source or os.environ.get("ARTICLE") or SAMPLE)
    fetch = _fetch_page if re.match(r"(?i)https?://", source) else _fetch_file
    data, name, kind = fetch(source)
    _require_one_article(len(data), name)
    text = decode(data, name)
    return _checked(_saved(text, name)) if kind == "json" else article_of(text, kind, source=name)


def article_of(text: str, kind: str = "text", **known) -> Article:
    """Part the body of an article from what stands around it, as `load_article` does, in text that is in hand
    already.

    `kind` is text, markdown or html; a whole HTML page is known by its first tag. `known` are fields of
    Article that are known from elsewhere, and go before what the text itself says. Raises ArticleError where
    there is nothing to read.

    >>> article_of("It rained all day in Berne.", title="Rain").title
    'Rain'
    """
    _require_one_article(len(text), known.get("source"))
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"(?i)\s*<(!doctype html|html)\b", text):
        kind = "html"
    read = {"html": _read_html, "markdown": _read_markdown, "text": _read_text}[kind](text)
    return _checked(_take_apart(**read | {field: clean(value) for field, value in known.items() if value}))


def parts(article: Article) -> pd.DataFrame:
    """Return one row per block that was read, so that nothing is lost unseen.

    Columns: `part` (kicker, title, caption, body, left out), `reason` (why it was left out, else empty),
    `words`, `text`.
    """
    rows = [
        ("kicker", "", article.kicker),
        ("title", "", article.title),
        *(("caption", "", c) for c in article.captions),
        *(("body", "", p) for p in article.paragraphs),
        *(("left out", reason, text) for reason, text in article.left_out),
    ]
    return pd.DataFrame(
        [(part, reason, len(text.split()), text) for part, reason, text in rows if text],
        columns=["part", "reason", "words", "text"],
    )


def clean(value) -> str:
    """Return a value as text without halves of characters, which JSON and names of files can hold and nothing
    else can.
    """
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value))


def find(source: str) -> Path | None:
    """Return the path that is named, looked up from the working directory and then from the project's root;
    None where there is none.
    """
    return next(
        (Path(path) for path in (os.path.expanduser(source), f"{ROOT}/{source}") if os.path.exists(path)),
        None,
    )


def _require_one_article(size: int, name) -> None:
    if size > LARGEST:
        raise ArticleError(
            f"{name or 'The text'} is over 2 MB, more than one article: save the article by itself and give that."
        )


def _fetch_file(source: str) -> tuple[bytes, str, str]:
    path = find(source)
    if path is None:
        raise ArticleError(
            f"There is no file {one_line(source)[:200]}: check the path, or give an address that starts with https://."
        )
    if path.is_dir():
        raise ArticleError(f"{source} is a folder: give the path of one file in it.")
    try:
        data = path.open("rb").read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(
            f"{source} cannot be read ({error.strerror}): check that you may open it."
        ) from error
    name = str(path.resolve().relative_to(ROOT)) if path.resolve().is_relative_to(ROOT) else path.name
    kinds = {
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".md": "markdown",
        ".markdown": "markdown",
        ".json": "json",
    }
    return data, clean(name), kinds.get(path.suffix.lower(), "text")


def _fetch_page(url: str) -> tuple[bytes, str, str]:
    from trafilatura.downloads import fetch_response
    from trafilatura.settings import use_config

    config = use_config()
    # The reader names the address, so it may be one of their own network; a broken certificate is never waved
    # through.
    config["DEFAULT"].update({"SSRF_PROTECTION": "off", "INSECURE_SSL_FALLBACK": "off"})
    page = fetch_response(url, config=config)
    if page is None:
        raise ArticleError(f"{url} cannot be reached: check the address, or save the page and give the file.")
    if page.status >= 400:
        raise ArticleError(
            f"{url} answers with status {page.status}: check the address, or save the page and give the file."
        )
    content = (page.headers or {}).get("content-type", "text/html").split(";")[0].strip().lower()
    kind = {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/plain": "text",
        "text/markdown": "markdown",
    }.get(content)
    if kind is None:
        raise ArticleError(f"{url} is not a page but {content}: give the address of the article itself.")
    return page.data, url, kind


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in whatever encoding; raises ArticleError where it is none."""
    from charset_normalizer import from_bytes

    if not data.strip():
        raise ArticleError(f"{name} is empty: give a file that holds the text of an article.")
    best = from_bytes(data, cp_isolation=ENCODINGS).best()
    text = "" if best is None else str(best).lstrip("\ufeff")
    if not text or text.count("\0"):
        raise ArticleError(
            f"{name} is binary data or in an unknown encoding: save the article as UTF-8 text and give that."
        )
    return text


def _saved(text: str, name: str) -> Article:
    try:
        fields = json.loads(text)
        several = {
            key: tuple(map(clean, [] + fields.pop(key, []))) for key in ("paragraphs", "captions")
        }  # only lists are added to a list
        left_out = tuple((clean(reason), clean(line)) for reason, line in fields.pop("left_out", ()))
        return Article(**{key: clean(value) for key, value in fields.items()}, **several, left_out=left_out)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(
            f"{name} is not an article saved by Article.save: give the text or the page itself."
        ) from error


def _read_text(text: str) -> dict:
    """Blocks are parted by blank lines, and by single line breaks where the lines are not wrapped to one
    width.
    """
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lines = [one_line(line) for line in block.splitlines() if line.strip()]
        width = max(map(len, lines), default=0)
        wrapped = 50 <= width <= 100 and all(len(line) > 0.6 * width for line in lines[:-1])
        blocks += [" ".join(lines)] if wrapped else lines
    return {"blocks": blocks}


def _read_markdown(text: str) -> dict:
    import mistune
    from lxml import html

    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    lines = re.findall(r"(?m)^(title|date|outlet):[ \t]*([\"']?)(.+?)\2[ \t]*$", front[1]) if front else []
    blocks, heads = _blocks(
        html.fromstring(f"<div>{mistune.html(text[front.end() :] if front else text)}</div>")
    )
    return {
        "blocks": blocks,
        "heads": heads,
        "title": next(iter(heads), ""),
        "left_out": [("front matter", front[1])] if front else [],
        **{key: value for key, _, value in lines},
    }


def _read_html(text: str) -> dict:
    """Blocks of the main text as trafilatura finds it; every other line of the page is named as left out."""
    import trafilatura
    from lxml import html

    page = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, favor_recall=True)
    if page is None or page.body is None:
        return {"blocks": []}
    tree = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    (blocks, heads), (whole, _) = _blocks(page.body), _blocks(tree)
    captions = [one_line(caption.text_content()) for caption in tree.iter("figcaption")]
    around = dict.fromkeys(b for b in whole if b not in {*blocks, *captions})
    return {
        "blocks": blocks,
        "heads": heads,
        "title": page.title or "",
        "captions": captions,
        "outlet": page.sitename or "",
        "date": page.date or "",
        "left_out": [("around the article on its page", b) for b in around],
    }


def _blocks(tree) -> tuple[list[str], list[str]]:
    """The blocks of an HTML tree, each the text between two borders of elements, and those of them that are
    headings.
    """
    from lxml import etree

    etree.strip_elements(
        tree, etree.Comment, etree.PI, "script", "style", "noscript", "template", with_tail=False
    )
    marked = []
    for event, e in etree.iterwalk(tree, ("start", "end")):
        head = "\ufdd1" if event == "start" and e.tag in HEADS else ""
        marked.append(BORDERS.get(e.tag, "") + head + ((e.text if event == "start" else e.tail) or ""))
    blocks = [block for block in map(one_line, "".join(marked).split("\ufdd0")) if block.strip("\ufdd1")]
    return [block.lstrip("\ufdd1").strip() for block in blocks], [
        block[1:].strip() for block in blocks if block.startswith("\ufdd1")
    ]


def _take_apart(blocks, heads=(), title="", captions=(), left_out=(), **known) -> Article:
    """Sort blocks into title, kicker, captions and body; what is none of these is left out with its reason."""
    patterns = [(row.kind, re.compile(row.pattern)) for row in word_list("furniture").itertuples()]
    captions, left_out, opening, body, seen = (
        list(captions),
        list(left_out),
        [],
        [],
        {_plain(c) for c in captions},
    )
    for block in blocks:
        kind, found = next(((k, m) for k, p in patterns if (m := p.search(block[:1000]))), ("", None))
        if kind == "dateline":
            left_out.append((kind, found[0].strip()))
            block, kind = block[found.end() :], ""
        # A headline may end like a question; a kicker above it is no headline yet.
        untitled = not (title or body or any(len(line.split()) > 3 for line in opening))
        if _plain(block) in seen:
            left_out.append(("repeated", block))
        elif kind == "caption":
            captions.append(block)
        elif kind:
            left_out.append((kind, block))
        elif block not in heads and _is_prose(block) and not (untitled and block.endswith(("?", "!", ":"))):
            body.append(block)
        elif body:
            left_out.append(("subheading or fragment", block))
        else:
            opening.append(block)
        seen.add(_plain(block))
    kicker, title, standfirst = _headings(opening, title)
    bare = _bare_captions(captions, body)
    left_out += [("standfirst", line) for line in standfirst] + [
        ("caption repeated without its credit", b) for b in bare
    ]
    return Article(
        title=title or " ".join(" ".join(body[:1]).split()[:10]) + " …",
        kicker=kicker,
        paragraphs=tuple(b for b in body if b not in bare),
        captions=tuple(c for c in captions if c not in bare),
        left_out=tuple(left_out),
        **known,
    )


def _plain(text: str) -> str:
    """The text without what two copies of one line differ in: case, white space and the shape of quotation
    marks.
    """
    return re.sub(r"[\s‘’'“”\"]+", "", text).casefold()


def _is_prose(block: str) -> bool:
    count = len(block.split())
    return count >= 25 or count >= 3 and bool(re.search(r"[.!?…:;,—][\"'”’»)\]]*$", block))


def _bare_captions(captions, body) -> list[str]:
    """The blocks that repeat the start of a caption: a caption often stands a second time without its credit."""
    plain = [_plain(caption) for caption in captions]
    return [
        block
        for block in [*captions, *body]
        if any(p.startswith(_plain(block)) and p != _plain(block) for p in plain)
    ]


def _headings(opening, title):
    """Of the lines before the body: kicker (up to three words above a longer line), title, and what stands
    below it.
    """
    lines = [line for line in opening if _plain(line) != _plain(title)]
    kicker = lines.pop(0) if lines and len(lines[0].split()) <= 3 and (title or len(lines) > 1) else ""
    return (kicker, title, lines) if title or not lines else (kicker, lines[0], lines[1:])


def _checked(article: Article) -> Article:
    words, source = article.text.split(), article.source or "The text"
    if not words:
        raise ArticleError(
            f"{source} holds no body text: paragraphs of sentences that end in a full stop are needed."
        )
    if len(words) >= 20:
        import py3langid
        from babel import Locale

        language, _ = py3langid.classify(article.text[:20_000])
        if language != "en":
            name = Locale("en").languages.get(language, language)
            raise ArticleError(
                f"{source} seems to be in {name}: these methods read English only, so give an English text."
            )
    return article
