"""One article from wherever it stands: a file, an address, or text in hand."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

from methods.article.blocks import Block, blocks_of_markdown, blocks_of_text
from methods.article.characters import clean, mended, read_bytes
from methods.article.fields import fields_of_lines
from methods.article.furniture import take_apart
from methods.article.pages import read_fragment, read_page
from methods.article.shape import Article, ArticleError, named, too_little
from methods.article.web import fetch
from utils import DATA, LARGEST, ROOT, one_line, too_long

SAMPLE = DATA / "slatest_north_korea_2018.txt"
PASTED = 20  # words; so many are no path
NAME_OF_A_FILE = re.compile(
    r"(?i)(?:https?://|~?/|\.\.?/|[a-z]:\\)\S+"
    r"|[^\n]{1,200}\.(?:txt|md|markdown|x?html?|json|jsonl|csv|parquet|xlsx|docx?|pdf)"
)
LONGEST_NAME = 300  # characters; what is longer is no name of a file
FILE_KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}
PAGE = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.S)
TAGS = re.compile(
    r"(?i)</(?:p|div|article|section|h[1-6]|li|ul|ol|blockquote|td|table|span|body)\s*>|<br ?/?>|<p>"
)


def load_article(
    source=None, *, title: str = "", outlet: str = "", author: str = "", date: str = ""
) -> Article:
    """Read one English news article and tell its body from what stands around it.

    In: a path to plain text, Markdown, HTML or a saved Article (.json), an http(s) address, or a text of
    twenty words or more itself; None stands for the environment variable ARTICLE, or else the sample. A
    relative path is looked up from the working directory and then from the project's root. `title`, `outlet`,
    `author` and `date`, where they are given, go before what the text says of itself. Plain text says it by
    its first line and by lines such as "By Ana Lee" and "3 March 2021", and never its outlet; Markdown also
    by front matter, such as `outlet: Post` between two lines of three dashes. Out: the Article. Raises
    ArticleError where there is nothing to read, too little (fewer than 20 words, a cookie wall, the opening
    before a paywall), or more than one article (utils.LONGEST_BODY). Sources of the method: `article_of`; a
    charset that a server states is believed.

    >>> article = load_article("data/corpus/wire_2021-03-30.md", outlet="The Post")
    >>> article.outlet, load_article().kicker
    ('The Post', 'The Slatest')
    """
    known = {"title": title, "outlet": outlet, "author": author, "date": date}
    source = str(source or os.environ.get("ARTICLE") or SAMPLE)
    if re.match(r"(?i)\s*https?:", source) and len(source.split()) == 1:
        data, name, kind, charset = fetch(source.strip())
    elif find(source) is None and len(source.split()) >= PASTED:
        note = "What was given is no path but a text, and was read as one."
        return _long_enough(article_of(source, source="pasted text", notes=(note,), **known))
    else:
        (data, name, kind), charset = _file(source), ""
    _require_one_article(len(data), name)
    text, notes = read_bytes(data, name, charset or (_charset_in(data) if kind == "html" else ""))
    if kind == "json":
        said = {field: clean(value) for field, value in known.items() if value}
        return _short_enough(_checked(replace(_saved(text, name), **said)))
    return _long_enough(article_of(text, kind, source=name, notes=notes, **known))


def article_of(text: str, kind: str = "text", **known) -> Article:
    """Tell the body of an article from what stands around it, in text that is in hand, however short.

    In: the text; its `kind`: text, markdown or html (a page is known by its first tag, and tags of paragraphs
    in a text mean HTML); `known` fields of Article, which go before what the text itself says. Out: the
    Article, in clean characters (`mended`). Raises ArticleError where there is nothing to read. Sources of
    the method: trafilatura (Barbaresi 2021) for pages, data/furniture.csv and data/site_words.csv for lines.

    >>> article_of("It rained all day in Berne.", title="Rain").title
    'Rain'
    """
    known = {field: value for field, value in known.items() if value}
    _require_one_article(len(text), known.get("source"))
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if PAGE.match(text):
        kind = "html"
    elif kind == "text" and len(TAGS.findall(text[:20_000])) >= 2:
        kind = "fragment"
    blocks, said, left_out = _read(text, kind)
    known = {
        field: value if field == "notes" else mended(value, entities=True) for field, value in known.items()
    }
    said = {field: mended(value, entities=True) for field, value in said.items()} | known
    if said.pop("paid", ""):
        left_out.append(("paywall", "The page says that this article is not free."))
    article = take_apart(blocks, **said, left_out=left_out)
    lines = {
        field: value
        for field, value in fields_of_lines(article.left_out).items()
        if not getattr(article, field)
    }
    return _checked(replace(article, **lines))


def _read(text: str, kind: str) -> tuple[list[Block], dict[str, str], list[tuple[str, str]]]:
    """The blocks of a text in clean characters, what it says of itself, and what is left out already."""
    said: dict[str, str] = {}
    front = ""
    if kind == "text":
        blocks = blocks_of_text(mended(text, entities=True))
    elif kind == "markdown":
        blocks, said, front = blocks_of_markdown(text)
        heads = [block.text for block in blocks if block.kind == "heading"]
        said = {"title": heads[0] if heads else ""} | said
    elif kind == "fragment":
        blocks = read_fragment(text)
    elif kind == "html":
        blocks, said = read_page(text)
    else:
        raise TypeError(f"The kind of a text is text, markdown or html, and not {kind}.")
    if kind != "text":
        blocks = [block._replace(text=one_line(mended(block.text))) for block in blocks]
    return [block for block in blocks if block.text], said, [("front matter", front)] if front else []


def find(source: str) -> Path | None:
    """Return the path that is named, looked up from the working directory and then from the project's root;
    None where there is none.

    >>> find("data/furniture.csv").name, find("no such file")
    ('furniture.csv', None)
    """
    return next(
        (Path(path) for path in (os.path.expanduser(source), f"{ROOT}/{source}") if os.path.exists(path)),
        None,
    )


def require_text(article_or_text) -> str:
    """Return the text of an Article, or a string as it is, and refuse what is neither.

    In: what somebody gives as a text. Out: the text. Raises TypeError for another type, and for the name of a
    file: an address, or a single line of at most LONGEST_NAME characters that ends as the names of files do
    ("article.txt", with no full stop after it) or is the path of something that exists. Raises ArticleError
    for more than one article (`utils.too_long`).

    >>> require_text("Nora Quill read notes.txt aloud.")
    'Nora Quill read notes.txt aloud.'
    >>> require_text("article.txt")
    Traceback (most recent call last):
    TypeError: “article.txt” is the name of a file, not its text: load_article(...) reads it first.
    """
    text = getattr(article_or_text, "text", article_or_text)
    if not isinstance(text, str):
        raise TypeError(
            f"A text, an Article or a parsed text is needed, and this is of type "
            f"{type(text).__name__}: load_article reads a file."
        )
    if text is article_or_text and _names_a_file(name := text.strip()):
        raise TypeError(f"“{name}” is the name of a file, not its text: load_article(...) reads it first.")
    if fault := too_long(text):
        raise ArticleError(fault)
    return text


def _names_a_file(line: str) -> bool:
    if len(line) > LONGEST_NAME or "\n" in line or not any(map(str.isalnum, line)):
        return False
    return bool(NAME_OF_A_FILE.fullmatch(line) or find(line))


def _require_one_article(size: int, name) -> None:
    if size > LARGEST:
        raise ArticleError(
            f"{name or 'The text'} is over 2 MB, more than one article: save one by itself and give that."
        )


def _file(source: str) -> tuple[bytes, str, str]:
    if re.match(r"[A-Za-z][\w+.-]+://", source):
        raise ArticleError(
            f"{one_line(source)[:200]} is no address of the web: give a path, or an http(s) address."
        )
    path = find(source)
    if path is None:
        raise ArticleError(
            f"There is no file {one_line(source)[:200]}: check the path, or give an address that starts with https://."
        )
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = (
                "a folder: give the path of one file in it"
                if stat.S_ISDIR(mode)
                else "no file that can be read twice: save the text as a file and give that"
            )
            raise ArticleError(f"{clean(source)} is {what}.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(
            f"{clean(source)} cannot be read ({error.strerror}): check that you may open it."
        ) from error
    name = str(path.resolve().relative_to(ROOT)) if path.resolve().is_relative_to(ROOT) else path.name
    return data, clean(name), FILE_KINDS.get(path.suffix.lower(), "text")


def _charset_in(data: bytes) -> str:
    """The charset that a page states in its first lines."""
    found = re.search(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", data[:4096])
    return found[1].decode("ascii") if found else ""


def _saved(text: str, name: str) -> Article:
    try:
        fields = json.loads(text)
        several = {
            key: tuple(map(clean, [] + fields.pop(key, []))) for key in ("paragraphs", "captions", "notes")
        }  # only lists are added to a list
        left_out = tuple((clean(reason), clean(line)) for reason, line in fields.pop("left_out", ()))
        borders = tuple(map(int, [] + fields.pop("borders", [])))
        said = {key: clean(value) for key, value in fields.items()}
        return Article(**said, **several, left_out=left_out, borders=borders)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ArticleError(
            f"{name} is not an article saved by Article.save: give the text or the page itself."
        ) from error


def _checked(article: Article) -> Article:
    words, source = article.text.split(), article.source or "The text"
    if not words:
        little = too_little(article)
        if "subscription" in little or "cookies" in little:
            raise ArticleError(named(article.source, little))
        raise ArticleError(
            f"{source} holds no body text: paragraphs of sentences that end in a full stop are needed."
        )
    if len(words) >= 20:
        import py3langid
        from babel import Locale

        language, _ = py3langid.classify(article.text[:20_000])
        if language not in ("en", "zxx"):  # zxx: nothing that tells a language
            name = Locale("en").languages.get(language, language)
            raise ArticleError(
                f"{source} seems to be in {name}: these methods read English only, so give an English text."
            )
    return article


def _long_enough(article: Article) -> Article:
    if little := too_little(article):
        raise ArticleError(named(article.source, little))
    return _short_enough(article)


def _short_enough(article: Article) -> Article:
    if fault := too_long(article.text):
        raise ArticleError(named(article.source, fault))
    return article
