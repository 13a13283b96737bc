"""What stands in quotation marks, before anybody asks who says it."""

from __future__ import annotations

import re
from bisect import bisect_right

from utils import kept, text_of, tokens_at

OPENING, STRAIGHT = {"“", "„", "«", "``"}, {'"', "＂", "''"}
LONGEST_QUOTED = 3000  # characters that single marks hold at most, so that a stray one costs no more
CLOSING = {"”", "»", "''", '"', "’", "'"}
# Single marks are apostrophes too: an opening one stands before a word and after none, and its closing one
# after a full stop or comma, or else after a word and before none. "’90s" and "’em" begin with an apostrophe.
SINGLE_OPENING = re.compile(
    r"(?<![\w.,!?…”\"’'])[‘'](?=[\w“\"£$€¡¿])(?!\d\ds?\b|(?:em|tis|twas|til|cause|n|round)\b)", re.I
)
SINGLE_CLOSING = re.compile(r"(?<=[.,!?…;—–-])[’'](?!\w)|(?<=[\w%)”\"])[’'](?=[\s.,;:!?)—–]|\Z)")


@kept
def marked(doc) -> list[tuple[int, int]]:
    """Return what stands in quotation marks as token ranges, which do not overlap; what is not closed ends
    with its paragraph.

    Single marks count where no other marks stand around them.

    >>> from utils import parse
    >>> marked(parse("“No,” she said."))
    [(0, 4)]
    >>> marked(parse("‘Don’t,’ she said."))
    [(0, 5)]
    """
    text = text_of(doc)
    stretches = _double(text)
    spans = [tokens_at(doc, start, end) for start, end in _with_single(text, stretches)]
    return [span for k, span in enumerate(spans) if not k or span[0] >= spans[k - 1][1]]


def _double(text):
    """Return the stretches in double marks and guillemets, in characters."""
    stretches, opened, reversed_ = [], None, False
    for mark in re.finditer(r"[“”„«»\"＂\n]|``|''|\Z", text):
        sign, before, after = (
            mark.group(),
            text[mark.start() - 1 : mark.start()],
            text[mark.end() : mark.end() + 1],
        )
        if reversed_ and sign == "«" and opened is not None:
            stretches.append((opened, mark.end()))
            opened, reversed_ = None, False
        elif sign in STRAIGHT and opened is None and before.strip() and not after.strip():
            continue  # a closing mark whose opening one is missing
        elif (
            sign in OPENING or sign in STRAIGHT and (opened is None or not before.strip() and after.isalnum())
        ):
            stretches += [(opened, mark.start())] if opened is not None else []
            opened = mark.start()
        elif sign == "»" and opened is None and after.isalnum():  # »Like this«
            opened, reversed_ = mark.start(), True
        elif opened is not None:
            stretches.append((opened, mark.start() if sign in "\n" else mark.end()))
            opened = None
    return [(start, end) for start, end in stretches if text[start:end].strip("“”\"'` \t")]


def _with_single(text, stretches):
    """Return the stretches with those in single marks, which hold others or stand apart from them."""
    starts, single, reached = [start for start, _ in stretches], [], 0
    for opening in SINGLE_OPENING.finditer(text):
        start = opening.start()
        k = bisect_right(starts, start) - 1
        if start < reached or k >= 0 and start < stretches[k][1]:
            continue
        end = _closing(text, start)
        k = bisect_right(starts, end - 1) - 1
        if end and not (k >= 0 and start < starts[k] < end < stretches[k][1]):
            single.append((start, end))
            reached = end
    inside = [s for s in stretches if not any(a < s[0] and s[1] < b for a, b in _around(single, s))]
    return sorted(inside + single)


def _around(single, stretch):
    k = bisect_right(single, stretch) - 1
    return single[max(k, 0) : k + 1]


def _closing(text, start):
    """Return where a stretch in single marks ends: after the first mark that follows a stop, else after the
    first one that is no plural's apostrophe; 0 if its line has none.
    """
    stop = text.find("\n", start)
    line_end = min(len(text) if stop < 0 else stop, start + LONGEST_QUOTED)
    first = 0
    for close in SINGLE_CLOSING.finditer(text, start + 2, line_end):
        if text[close.start() - 1] in ".,!?…;—–-":
            return close.end()
        if not first and (
            text[close.start() - 1] != "s"
            or text[close.end() : close.end() + 2].strip()[:1] in set(".,;:!?)")
        ):
            first = close.end()
        if first and SINGLE_OPENING.search(text, first, close.end()):
            break
    return first


@kept
def in_marks(doc) -> bytearray:
    """Return for each token of a Doc 1 if it stands in quotation marks, else 0."""
    return _flags(doc, marked(doc))


@kept
def title_marks(doc) -> bytearray:
    """Return for each token of a Doc 1 if it stands in marks as the title of a song, a book or a film, else
    0."""
    return _flags(doc, [span for span in marked(doc) if is_title(doc, *span)])


def _flags(doc, spans):
    inside = bytearray(len(doc))
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    return inside


def is_title(doc, start, end) -> bool:
    """Tell whether each content word between the marks has a capital, and nothing sets the words off as
    speech.
    """
    words = [t.text for t in doc[start:end] if t.is_alpha and not t.is_stop]
    set_off = (doc[start - 1].text if start else ".") in ",:.!?" or doc[max(end - 2, 0)].text in ",.!?"
    return len(words) > 1 and all(word[0].isupper() for word in words) and not set_off
