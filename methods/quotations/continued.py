"""Whole sentences in marks that go on after “...,” X said."""

from __future__ import annotations

from itertools import pairwise

from methods.quotations.layout import BESIDE, CLOSING_SIGNS

ENDS = (".", "!", "?")


def going_on_after(doc, quoted, beside):
    """Return the whole sentences in marks right after "“...,” X said.", in its paragraph: X goes on in them,
    and what a later sentence tells takes none of them.
    """
    found = []
    for before, (start, end) in pairwise(quoted):
        told = doc[before[1] : start]
        more = found[-1:] == [before] and not told.text.strip()
        if (more or _closes_a_sentence(told, *beside[before])) and _is_whole(doc, start, end):
            found.append((start, end))
    return found


def _closes_a_sentence(told, cue, _, right_after) -> bool:
    """Tell whether the words after a quotation only say whose it is, up to their full stop."""
    said = right_after and told.start <= cue.i < told.end and len(told) <= BESIDE
    return said and told[-1].text == "." and not any(token.text in ENDS for token in told[:-1])


def _is_whole(doc, start, end) -> bool:
    """Tell whether marks hold a whole sentence, or several, and another sentence may follow."""
    last = doc[start:end].text.rstrip(CLOSING_SIGNS)
    follows = doc[end : end + 1].text
    return (
        doc[start + 1].text[:1].isupper()
        and last[-1:] in ENDS
        and not follows[:1].islower()
        and follows != ","
    )
