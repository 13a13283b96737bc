"""What exactly is the text? One article read from wherever it stands, and its body told from what stands
around it.
"""

from methods.article.characters import clean, decode, mended
from methods.article.furniture import take_apart
from methods.article.shape import SHORTEST, named, parts, too_little
from methods.article.shape import Article as Article  # classes are here to take, and not in __all__, so that
from methods.article.shape import ArticleError as ArticleError  # `help` begins with what can be called
from methods.article.sources import SAMPLE, article_of, find, load_article, require_text

__all__ = [
    "SAMPLE",
    "SHORTEST",
    "article_of",
    "clean",
    "decode",
    "find",
    "load_article",
    "mended",
    "named",
    "parts",
    "require_text",
    "take_apart",
    "too_little",
]
