"""From bytes to clean characters: encodings, entities, what was decoded wrongly, what nobody can see."""

from __future__ import annotations

import codecs
import html
import re
from functools import lru_cache

from methods.article.shape import ArticleError

ORDER_MARKS = {codecs.BOM_UTF8: "utf_8", codecs.BOM_UTF32_LE: "utf_32", codecs.BOM_UTF32_BE: "utf_32"} | {
    codecs.BOM_UTF16_LE: "utf_16",
    codecs.BOM_UTF16_BE: "utf_16",
}  # the marks of UTF-32 go first: one of them begins like one of UTF-16
HALVES = re.compile("[\ud800-\udfff]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
# Soft hyphen (with the line break that it stands for), zero width space and non-joiner, word joiner, byte
# order mark, marks of direction; a joiner between signs belongs to an emoji and stays.
INVISIBLE = re.compile(
    "\u00ad[ \t]*\r?\n?|(?<=\\w)\u200d|\u200d(?=\\w)|"
    "[\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HYPHENS = {0x2010: "-", 0x2011: "-"}


def clean(value) -> str:
    """Return a value as text without halves of characters, which JSON and names of files can hold and nothing
    else can.

    >>> clean("caf\\udce9") == "caf\\ufffd"
    True
    """
    return HALVES.sub("\ufffd", str(value))


def mended(text: str, *, entities: bool = False) -> str:
    """Return a text in clean characters.

    Unicode is composed, ligatures and invisible characters are resolved, and what was decoded in the wrong
    encoding is put right where that is certain.

    In: a text; `entities` says that it may hold entities of HTML, which are decoded once. Source of the
    method: ftfy (Speer 2019).

    >>> mended("The o\\ufb03ce of the gov\\u00adernor, Pratt &amp; Co", entities=True)
    'The office of the governor, Pratt & Co'
    """
    text = clean(text)
    if entities:
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if not text.isascii() or CONTROL.search(text):
        import ftfy

        text = ftfy.fix_text(text, _certain())
        text = INVISIBLE.sub("", text).translate(HYPHENS)
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache
def _certain():
    from ftfy import TextFixerConfig

    # Curly quotation marks carry meaning here, and entities are decoded by whoever knows whether there are
    # any.
    return TextFixerConfig(unescape_html=False, uncurl_quotes=False, explain=False, normalization="NFC")


def decode(data: bytes, name: str, charset: str = "") -> str:
    """Return the text of a file in whatever encoding: `read_bytes` without its notes.

    In: its bytes, its name for the message, the charset that is declared for it. Raises ArticleError where it
    is no text.

    >>> decode("Café".encode("cp1252"), "a.txt")
    'Café'
    """
    return read_bytes(data, name, charset)[0]


def read_bytes(data: bytes, name: str, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and notes for the reader on what is doubtful in it.

    A mark at its front goes first, then the declared charset, then UTF-8 (with single bytes that are none
    marked as U+FFFD), then UTF-16 and Windows-1252. Raises ArticleError where it is no text.

    >>> read_bytes("Café, naïve, El Ni".encode() + b"\\xf1o", "a.txt")[1]
    ('One byte of a.txt is no UTF-8 and is shown as \\ufffd: see what should stand there.',)
    """
    if not data.strip():
        raise ArticleError(f"{name} is empty: give a file that holds the text of an article.")
    text = _by_mark(data) or _declared(data, charset)
    notes: tuple[str, ...] = ()
    if not text:
        text, bad = _utf8(data)
        if bad:
            many = "One byte" if bad == 1 else f"{bad} bytes"
            verb = "is no UTF-8 and is" if bad == 1 else "are no UTF-8 and are"
            notes = (f"{many} of {name} {verb} shown as \ufffd: see what should stand there.",)
    text = (text or _guessed(data)).lstrip("\ufeff")
    if not text or "\0" in text or len(CONTROL.findall(text)) > len(text) / 100:
        raise ArticleError(
            f"{name} is binary data or in an unknown encoding: save the article as UTF-8 text and give that."
        )
    return text, notes


def _by_mark(data: bytes) -> str:
    for mark, encoding in ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return ""
    return ""


def _declared(data: bytes, charset: str) -> str:
    """The text in its declared charset; what calls itself Latin-1 is Windows-1252 on the web (WHATWG)."""
    try:
        known = codecs.lookup(charset.strip("\"' ")).name if charset else ""
        if known in ("iso8859-1", "ascii", "cp1252"):
            import ftfy.bad_codecs  # noqa: F401  registers Windows-1252 as browsers read it

            known = "sloppy-windows-1252"
        # Letters beyond ASCII hardly ever make valid UTF-8 by chance: then the declaration is wrong.
        return data.decode(known) if known and (b"\0" in data or _utf8(data)[1] or not _utf8(data)[0]) else ""
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError):
        return ""


def _utf8(data: bytes) -> tuple[str, int]:
    """The text if it is UTF-8, and how many of its bytes are not; most of what is not ASCII has to be."""
    try:
        return data.decode("utf_8"), 0
    except UnicodeDecodeError:
        text = data.decode("utf_8", "replace")
    bad, beyond = text.count("\ufffd"), sum(1 for c in text if c > "\x7f")
    return (text, bad) if beyond - bad >= bad and b"\0" not in data else ("", 0)


def _guessed(data: bytes) -> str:
    """UTF-16 without its mark, in which every other byte of English is zero, or else Windows-1252."""
    import ftfy.bad_codecs  # noqa: F401

    zeros = [data[at::2].count(0) for at in (0, 1)]
    if max(zeros) > 0.35 * len(data) > 10 * min(zeros):
        return data.decode("utf_16_le" if zeros[1] > zeros[0] else "utf_16_be", "replace")
    text = data.decode("sloppy-windows-1252")
    return text if sum("\x80" <= c < "\xa0" for c in text) <= len(text) / 100 else ""
