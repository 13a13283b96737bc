"""What every notebook shares: the editable lists, reading an article, the parse, sentences, and how methods make tables."""
from __future__ import annotations

import gc
import hashlib
import json
import os
import re
from bisect import bisect_left, bisect_right
from collections import namedtuple
from dataclasses import asdict, dataclass
from functools import lru_cache, wraps
from io import StringIO
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
SAMPLE = DATA / "slatest_north_korea_2018.txt"
LARGEST = 2_000_000
# The tables of one article are short: Python's strings are faster there than Arrow's, which pandas takes where pyarrow is installed.
pd.options.mode.string_storage = "python"
HEADS = "h1 h2 h3 h4 h5 h6 head".split()
# What parts blocks of a page is marked with characters that no text holds; a line break parts words.
BORDERS = dict.fromkeys([*HEADS, *"p li dt dd item blockquote quote pre table tr td th cell figure figcaption caption div main section article "
                         "footer nav aside header address option title".split()], "\ufdd0") | {"br": " ", "lb": " "}
ENCODINGS = "ascii utf_8 utf_16 utf_16_le utf_16_be cp1252".split()


def word_list(name: str) -> pd.DataFrame:
    """Return the editable list `data/<name>.csv` as a table of strings, read anew when the file changes."""
    return _kept_list(f"{DATA}/{name}.csv", _version(name)).copy(deep=False)


def from_lists(*names: str):
    """Cache what a function without arguments makes of editable lists, until a text is parsed after one of them changed."""

    def decorate(function):
        cached = lru_cache(maxsize=1)(lambda *_: function())
        return wraps(function)(lambda: cached(*map(_version_in_use, names)))

    return decorate


def _version(name: str) -> int:
    return os.stat(f"{DATA}/{name}.csv").st_mtime_ns


_version_in_use = lru_cache(_version)  # one text is read by one state of the lists


@lru_cache
def _kept_list(path: str, _version: int) -> pd.DataFrame:
    return read_list(path)


def read_list(path) -> pd.DataFrame:
    """Return a CSV file as a table of strings, without the lines that begin with #."""
    lines = re.sub(r"(?m)^#.*\n?", "", Path(path).read_text(encoding="utf-8-sig"))  # pandas' `comment` would cut a line at any #
    return pd.read_csv(StringIO(lines), dtype=str, keep_default_na=False)


class ArticleError(ValueError):
    """One sentence that says what is wrong with the text that was asked for, and what to do."""


@dataclass(frozen=True)
class Article:
    """A news article taken apart: `paragraphs` is its body; `left_out` holds (reason, text) for all else that was read."""

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

    `source` is a path to plain text, Markdown, HTML or a saved Article (.json), or an http(s) address; None stands for
    the environment variable ARTICLE, or else the sample. A relative path is looked up from the working directory and
    then from the project's root. The patterns for captions, bylines and the like are in data/furniture.csv; pages are
    extracted by trafilatura (Barbaresi 2021). Raises ArticleError where there is nothing to read.

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
    """Part the body of an article from what stands around it, as `load_article` does, in text that is in hand already.

    `kind` is text, markdown or html; a whole HTML page is known by its first tag. `known` are fields of Article that are
    known from elsewhere, and go before what the text itself says. Raises ArticleError where there is nothing to read.

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

    Columns: `part` (kicker, title, caption, body, left out), `reason` (why it was left out, else empty), `words`, `text`.
    """
    rows = [("kicker", "", article.kicker), ("title", "", article.title), *(("caption", "", c) for c in article.captions),
            *(("body", "", p) for p in article.paragraphs), *(("left out", reason, text) for reason, text in article.left_out)]
    return pd.DataFrame([(part, reason, len(text.split()), text) for part, reason, text in rows if text],
                        columns=["part", "reason", "words", "text"])


def clean(value) -> str:
    """Return a value as text without halves of characters, which JSON and names of files can hold and nothing else can."""
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value))


def find(source: str) -> Path | None:
    """Return the path that is named, looked up from the working directory and then from the project's root; None where there is none."""
    return next((Path(path) for path in (os.path.expanduser(source), f"{ROOT}/{source}") if os.path.exists(path)), None)


def _require_one_article(size: int, name) -> None:
    if size > LARGEST:
        raise ArticleError(f"{name or 'The text'} is over 2 MB, more than one article: save the article by itself and give that.")


def _fetch_file(source: str) -> tuple[bytes, str, str]:
    path = find(source)
    if path is None:
        raise ArticleError(f"There is no file {_one_line(source)[:200]}: check the path, or give an address that starts with https://.")
    if path.is_dir():
        raise ArticleError(f"{source} is a folder: give the path of one file in it.")
    try:
        data = path.open("rb").read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(f"{source} cannot be read ({error.strerror}): check that you may open it.") from error
    name = str(path.resolve().relative_to(ROOT)) if path.resolve().is_relative_to(ROOT) else path.name
    kinds = {".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
    return data, clean(name), kinds.get(path.suffix.lower(), "text")


def _fetch_page(url: str) -> tuple[bytes, str, str]:
    from trafilatura.downloads import fetch_response
    from trafilatura.settings import use_config

    config = use_config()
    # The reader names the address, so it may be one of their own network; a broken certificate is never waved through.
    config["DEFAULT"].update({"SSRF_PROTECTION": "off", "INSECURE_SSL_FALLBACK": "off"})
    page = fetch_response(url, config=config)
    if page is None:
        raise ArticleError(f"{url} cannot be reached: check the address, or save the page and give the file.")
    if page.status >= 400:
        raise ArticleError(f"{url} answers with status {page.status}: check the address, or save the page and give the file.")
    content = (page.headers or {}).get("content-type", "text/html").split(";")[0].strip().lower()
    kind = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}.get(content)
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
        raise ArticleError(f"{name} is binary data or in an unknown encoding: save the article as UTF-8 text and give that.")
    return text


def _saved(text: str, name: str) -> Article:
    try:
        fields = json.loads(text)
        several = {key: tuple(map(clean, [] + fields.pop(key, []))) for key in ("paragraphs", "captions")}  # only lists are added to a list
        left_out = tuple((clean(reason), clean(line)) for reason, line in fields.pop("left_out", ()))
        return Article(**{key: clean(value) for key, value in fields.items()}, **several, left_out=left_out)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(f"{name} is not an article saved by Article.save: give the text or the page itself.") from error


def _read_text(text: str) -> dict:
    """Blocks are parted by blank lines, and by single line breaks where the lines are not wrapped to one width."""
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lines = [_one_line(line) for line in block.splitlines() if line.strip()]
        width = max(map(len, lines), default=0)
        wrapped = 50 <= width <= 100 and all(len(line) > 0.6 * width for line in lines[:-1])
        blocks += [" ".join(lines)] if wrapped else lines
    return {"blocks": blocks}


def _read_markdown(text: str) -> dict:
    import mistune
    from lxml import html

    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    lines = re.findall(r"(?m)^(title|date|outlet):[ \t]*([\"']?)(.+?)\2[ \t]*$", front[1]) if front else []
    blocks, heads = _blocks(html.fromstring(f"<div>{mistune.html(text[front.end():] if front else text)}</div>"))
    return {"blocks": blocks, "heads": heads, "title": next(iter(heads), ""),
            "left_out": [("front matter", front[1])] if front else [], **{key: value for key, _, value in lines}}


def _read_html(text: str) -> dict:
    """Blocks of the main text as trafilatura finds it; every other line of the page is named as left out."""
    import trafilatura
    from lxml import html

    page = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, favor_recall=True)
    if page is None or page.body is None:
        return {"blocks": []}
    tree = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    (blocks, heads), (whole, _) = _blocks(page.body), _blocks(tree)
    captions = [_one_line(caption.text_content()) for caption in tree.iter("figcaption")]
    around = dict.fromkeys(b for b in whole if b not in {*blocks, *captions})
    return {"blocks": blocks, "heads": heads, "title": page.title or "", "captions": captions, "outlet": page.sitename or "",
            "date": page.date or "", "left_out": [("around the article on its page", b) for b in around]}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _blocks(tree) -> tuple[list[str], list[str]]:
    """The blocks of an HTML tree, each the text between two borders of elements, and those of them that are headings."""
    from lxml import etree

    etree.strip_elements(tree, etree.Comment, etree.PI, "script", "style", "noscript", "template", with_tail=False)
    marked = []
    for event, e in etree.iterwalk(tree, ("start", "end")):
        head = "\ufdd1" if event == "start" and e.tag in HEADS else ""
        marked.append(BORDERS.get(e.tag, "") + head + ((e.text if event == "start" else e.tail) or ""))
    blocks = [block for block in map(_one_line, "".join(marked).split("\ufdd0")) if block.strip("\ufdd1")]
    return [block.lstrip("\ufdd1").strip() for block in blocks], [block[1:].strip() for block in blocks if block.startswith("\ufdd1")]


def _take_apart(blocks, heads=(), title="", captions=(), left_out=(), **known) -> Article:
    """Sort blocks into title, kicker, captions and body; what is none of these is left out with its reason."""
    patterns = [(row.kind, re.compile(row.pattern)) for row in word_list("furniture").itertuples()]
    captions, left_out, opening, body, seen = list(captions), list(left_out), [], [], {_plain(c) for c in captions}
    for block in blocks:
        kind, found = next(((k, m) for k, p in patterns if (m := p.search(block[:1000]))), ("", None))
        if kind == "dateline":
            left_out.append((kind, found[0].strip()))
            block, kind = block[found.end():], ""
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
    left_out += [("standfirst", line) for line in standfirst] + [("caption repeated without its credit", b) for b in bare]
    return Article(title=title or " ".join(" ".join(body[:1]).split()[:10]) + " …", kicker=kicker,
                   paragraphs=tuple(b for b in body if b not in bare), captions=tuple(c for c in captions if c not in bare),
                   left_out=tuple(left_out), **known)


def _plain(text: str) -> str:
    """The text without what two copies of one line differ in: case, white space and the shape of quotation marks."""
    return re.sub(r"[\s‘’'“”\"]+", "", text).casefold()


def _is_prose(block: str) -> bool:
    count = len(block.split())
    return count >= 25 or count >= 3 and bool(re.search(r"[.!?…:;,—][\"'”’»)\]]*$", block))


def _bare_captions(captions, body) -> list[str]:
    """The blocks that repeat the start of a caption: a caption often stands a second time without its credit."""
    plain = [_plain(caption) for caption in captions]
    return [block for block in [*captions, *body] if any(p.startswith(_plain(block)) and p != _plain(block) for p in plain)]


def _headings(opening, title):
    """Of the lines before the body: kicker (up to three words above a longer line), title, and what stands below it."""
    lines = [line for line in opening if _plain(line) != _plain(title)]
    kicker = lines.pop(0) if lines and len(lines[0].split()) <= 3 and (title or len(lines) > 1) else ""
    return (kicker, title, lines) if title or not lines else (kicker, lines[0], lines[1:])


def _checked(article: Article) -> Article:
    words, source = article.text.split(), article.source or "The text"
    if not words:
        raise ArticleError(f"{source} holds no body text: paragraphs of sentences that end in a full stop are needed.")
    if len(words) >= 20:
        import py3langid
        from babel import Locale

        language, _ = py3langid.classify(article.text[:20_000])
        if language != "en":
            name = Locale("en").languages.get(language, language)
            raise ArticleError(f"{source} seems to be in {name}: these methods read English only, so give an English text.")
    return article


def kept(function):
    """Keep what a function of a Doc returns with the Doc, so that it is computed once however many ask."""

    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def once(doc, **options):
        key, known = (name, *options.items()) if options else name, doc.user_data
        if key not in known:
            known[key] = function(doc, **options)
        return known[key]

    return once


def frame(rows, columns: dict[str, type]) -> pd.DataFrame:
    """Return rows as a DataFrame whose columns have these types, even where there are no rows to tell them."""
    values = zip(*rows) if rows else [()] * len(columns)
    return pd.DataFrame({name: pd.array(column, dtype=columns[name]) for name, column in zip(columns, values)})


def tabular(**columns: type):
    """Make of a function that finds rows in a Doc one that returns them as a DataFrame with these columns and types.

    Its attribute `rows` gives the same as a list of named tuples, kept with the Doc, for methods that walk through them and for
    whole corpora: to make and read a short DataFrame takes longer than to find what is in it. `columns` holds the types.
    """

    def decorate(function):
        row = namedtuple(function.__name__, columns)

        @kept
        @wraps(function)
        def rows(doc, **options):
            return [*map(row._make, function(doc, **options))]

        @wraps(function)
        def table(doc, **options):
            return frame(rows(doc, **options), columns)

        table.rows, table.columns = rows, columns
        return table

    return decorate


@lru_cache
def nlp():
    """Return the one loaded spaCy pipeline: the largest installed `en_core_web_*`."""
    import spacy
    from spacy.language import Language

    @Language.component("line_starts")
    def line_starts(doc):
        _version_in_use.cache_clear()
        # Without this, a heading or dateline is parsed as part of the sentence on the next line.
        for token in doc[1:]:
            if "\n" in token.text:
                token.is_sent_start = False
            elif "\n" in doc[token.i - 1].text:
                token.is_sent_start = True
        return doc

    size = {"sm": 0, "md": 1, "lg": 2, "trf": 3}
    models = [m for m in spacy.util.get_installed_models() if m.startswith("en_core_web_")]
    pipeline = spacy.load(max(models, key=lambda m: size.get(m.split("_")[3], -1)))
    pipeline.add_pipe("line_starts", before="parser")
    pipeline.max_length = LARGEST
    gc.freeze()  # the model stays: the garbage collector need not walk through it again and again
    return pipeline


def parse(article_or_text):
    """Return the spaCy Doc of an Article's body text, or of a string."""
    return nlp()(getattr(article_or_text, "text", article_or_text))


@kept
def text_of(doc) -> str:
    """Return `doc.text`, which spaCy puts together anew each time it is asked, and so is kept."""
    return doc.text


@kept
def _token_starts(doc) -> list[int]:
    return doc.to_array("IDX").tolist()


def tokens_at(doc, start: int, end: int) -> tuple[int, int]:
    """Return the first token that characters of `doc.text` touch and the token after the last."""
    starts = _token_starts(doc)
    return max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)


@kept
def lower_case(doc) -> tuple[list[str], list[str]]:
    """Return the words of a Doc and their lemmas in lower case; asking each token for its own takes several times as long."""
    words, lemmas = texts_of(doc, "LOWER", "LEMMA")
    return words, [lemma.lower() for lemma in lemmas]


def texts_of(doc, *attributes: str):
    """Yield for each attribute, as spaCy's `to_array` knows it, a list with the string of each token."""
    for column in doc.to_array(list(attributes)).reshape(len(doc), len(attributes)).T.tolist():
        strings = {key: doc.vocab.strings[key] for key in set(column)}
        yield [strings[key] for key in column]


@kept
def sentence_spans(doc) -> list:
    """Return the sentences of a Doc as spaCy Spans without white space at their ends; the list index is `sentence`."""
    spans = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while start < end and doc[end - 1].is_space:
            end -= 1
        if start == end:
            continue
        if spans and all(t.is_punct or t.is_space for t in doc[start:end]) and "\n" not in doc[spans[-1].end:start].text:
            start = spans.pop().start  # a closing quotation mark that the parser left alone
        spans.append(doc[start:end])
    return spans


@kept
def sentence_of(doc) -> list[int]:
    """Return for each token of a Doc the number of its sentence, white space counting with the sentence before it."""
    numbers, spans = [], sentence_spans(doc)
    for number, span in enumerate(spans):
        numbers += [number] * ((spans[number + 1].start if number + 1 < len(spans) else len(doc)) - len(numbers))
    return numbers


@tabular(sentence=int, paragraph=int, start=int, end=int, text=str)
def sentences(doc):
    """Return one row per sentence of a Doc.

    Columns: `sentence` and `paragraph` (0-based), `start` and `end` (characters of `doc.text`), `text`.
    """
    paragraph, last, whole = 0, 0, text_of(doc)
    for number, span in enumerate(sentence_spans(doc)):
        start = span.start_char
        paragraph += number > 0 and "\n" in whole[last:start]
        last = span.end_char
        yield number, paragraph, start, last, whole[start:last]
