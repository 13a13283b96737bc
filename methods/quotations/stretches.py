"""The stretches of an article that somebody says, by piece and by token: who has which words."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from methods.quotations.extraction import SILENT, quotations
from utils import kept, tokens_at

UNNAMED = "someone unnamed"


def pieces(quotes: pd.DataFrame, thoughts: bool = False) -> pd.DataFrame:
    """Return a table of `quotations` with a row for each uninterrupted piece, the narrator's words between
    them left out; what is thought or planned is no speech, and left out unless `thoughts` asks for it.

    Columns: those of `quotations`, with `content`, `start` and `end` those of the piece and `gaps` empty.

    >>> from utils import parse
    >>> pieces(quotations(parse("“If it rains,” said Ana Lee, “we stay.”")))["content"].tolist()
    ['“If it rains,”', '“we stay.”']
    """
    rows = []
    for quote in quotes.itertuples(index=False):
        if quote.kind in SILENT and not thoughts:
            continue
        rows += [
            quote._replace(
                start=start, end=end, content=quote.content[start - quote.start : end - quote.start], gaps=""
            )
            for start, end in _pieces(quote.start, quote.end, quote.gaps)
        ]
    return pd.DataFrame(rows, columns=list(quotes))


def _pieces(start, end, gaps):
    borders = [start, *map(int, re.findall(r"\d+", gaps)), end]
    return [(a, b) for a, b in zip(borders[::2], borders[1::2]) if a < b]


@kept
def quoted_pieces(doc) -> list:
    """Return (speaker, start, end, speaker_start, speaker_end) for each of the `pieces` of speech of a Doc,
    in
    characters.
    """
    return [
        (quote.speaker, *piece, quote.speaker_start, quote.speaker_end)
        for quote in quotations.rows(doc)
        if quote.kind not in SILENT
        for piece in _pieces(quote.start, quote.end, quote.gaps)
    ]


@kept
def voice_pieces(doc) -> list:
    """Return (voice, start, end) for each of the `pieces` of speech of a Doc, in characters, the innermost
    last."""
    found = [
        (quote.voice, *piece)
        for quote in quotations.rows(doc)
        if quote.kind not in SILENT
        for piece in _pieces(quote.start, quote.end, quote.gaps)
    ]
    return sorted(found, key=lambda piece: piece[1] - piece[2])


@kept
def voice_by_token(doc) -> list[str]:
    """Return for each token of a Doc the voice of the innermost quotation around it, "someone unnamed" where
    that is open, and "" for the narrator.
    """
    found = [""] * len(doc)
    for voice, start, end in voice_pieces(doc):
        first, after = tokens_at(doc, start, end)
        found[first:after] = [voice or UNNAMED] * (after - first)
    return found


@kept
def own_words(doc) -> dict[int, list]:
    """Return for each token that names a speaker the pieces said by that speaker there, in characters."""
    said = defaultdict(list)
    for _, start, end, first, last in quoted_pieces(doc):
        for i in range(*tokens_at(doc, first, last)) if last > first else ():
            said[i].append((start, end))
    return said
