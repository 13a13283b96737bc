"""What stands in quotation marks, before anybody asks who says it."""

from __future__ import annotations

import re

from utils import kept, text_of, tokens_at

OPENING, STRAIGHT = {"“", "„", "«", "``"}, {'"', "＂", "''"}


@kept
def marked(doc) -> list[tuple[int, int]]:
    """Return what stands in quotation marks as token ranges, which do not overlap; what is not closed ends
    with its paragraph.

    >>> from utils import parse
    >>> marked(parse("“No,” she said."))
    [(0, 4)]
    """
    text, stretches, opened = text_of(doc), [], None
    for mark in re.finditer(r"[“”„«»\"＂\n]|``|''|\Z", text):
        sign, before, after = (
            mark.group(),
            text[mark.start() - 1 : mark.start()],
            text[mark.end() : mark.end() + 1],
        )
        if sign in OPENING or sign in STRAIGHT and (opened is None or not before.strip() and after.isalnum()):
            stretches += [(opened, mark.start())] if opened is not None else []
            opened = mark.start()
        elif opened is not None:
            stretches.append((opened, mark.start() if sign in "\n" else mark.end()))
            opened = None
    return [tokens_at(doc, start, end) for start, end in stretches if text[start:end].strip("“”\"'` \t")]


@kept
def in_marks(doc) -> bytearray:
    """Return for each token of a Doc 1 if it stands in quotation marks, else 0."""
    inside = bytearray(len(doc))
    for start, end in marked(doc):
        inside[start:end] = b"\1" * (end - start)
    return inside
