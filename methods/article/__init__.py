"""What exactly is the text? One article read from wherever it stands, and its body told from what stands
around it.
"""

from methods.article.characters import clean, decode, mended
from methods.article.furniture import take_apart
from methods.article.shape import SHORTEST, Article, ArticleError, named, parts, too_little
from methods.article.sources import SAMPLE, article_of, find, load_article

__all__ = [
    "SAMPLE",
    "SHORTEST",
    "Article",
    "ArticleError",
    "article_of",
    "clean",
    "decode",
    "find",
    "load_article",
    "mended",
    "named",
    "parts",
    "take_apart",
    "too_little",
]
