"""What an article is: its parts, and when a text is too little."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from utils import ArticleError

__all__ = ["ArticleError"]  # for those who read articles

SHORTEST = 20  # words; less is a heading or a stub
STUB = 150  # words; below it, a text that ends at a paywall is its opening only


@dataclass(frozen=True)
class Article:
    """A news article taken apart.

    `paragraphs` is its body; `left_out` holds (reason, text) for all else that was read; `notes` are
    sentences for the reader on how it was read; `borders` are the numbers of the paragraphs before which a
    heading, a caption, the time of an entry or a list stands: what is on both sides of one does not continue.
    """

    title: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    captions: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    outlet: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    borders: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The body: a blank line between paragraphs, and two where a border stands (see utils.borders)."""
        borders = {*self.borders}
        gaps = ["\n\n\n" if number in borders else "\n\n" for number in range(1, len(self.paragraphs))]
        return "".join(piece for pair in zip(self.paragraphs, [*gaps, ""]) for piece in pair)

    @property
    def sha256(self) -> str:
        """The fingerprint of the body text: two articles with one fingerprint were read alike."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def save(self, path) -> None:
        """Write the article to a .json file that `load_article` reads back, as it is or mended by hand."""
        Path(path).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def parts(article: Article) -> pd.DataFrame:
    """Return one row per block that was read, so that nothing is lost unseen.

    In: an Article. Out: `part` (kicker, title, caption, body, left out), `reason` (why it was left out, else
    empty), `words`, `text`.

    >>> parts(Article("Rain", ("It rained.",), left_out=(("sharing", "Share"),)))["part"].tolist()
    ['title', 'body', 'left out']
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


def too_little(article: Article) -> str:
    """Say in one sentence that an article is too short to be analysed, or only its free opening.

    In: an Article. Out: the sentence; empty where there is enough to read.

    >>> too_little(Article("Rain", ("It rained.",)))
    'This holds 2 words, and an article at least 20.'
    """
    count = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    reasons = {reason for reason, _ in article.left_out}
    words = f"{count} word{'' if count == 1 else 's'}"
    if "paywall" in reasons and count < STUB:
        return f"This holds {words} and then asks for a subscription: save the whole article and give that."
    if "cookies" in reasons and count < SHORTEST:
        return (
            f"This holds a notice on cookies and {words} of text: answer it, save the page and give the file."
        )
    return f"This holds {words}, and an article at least {SHORTEST}." if count < SHORTEST else ""


def named(article_source: str, sentence: str) -> str:
    """Return a sentence on "This" with the name of what was read in its place.

    >>> named("a.txt", "This is empty.")
    'a.txt is empty.'
    """
    return re.sub("^This", lambda _: article_source or "The text", sentence)
