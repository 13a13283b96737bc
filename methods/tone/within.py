"""Where the tone turns inside one sentence: parts that a contrast word, or "and", sets against each other."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from methods.tone.reversal import is_contrast
from methods.tone.scores import NEUTRAL
from methods.tone.valence import squash, tone_by_sentence
from utils import from_lists, lower_case, sentence_spans, table_of, word_list

LONGEST_CUE = 4  # tokens
LEAST_CONTRAST = 0.1  # the least difference of tone that makes a contrast cue a twist
JOINING = ("and", "or")  # these announce no contrast: what they join must be opposite


@from_lists("contrast_cues")
def _cues():
    """Return the contrast cues that stand inside a sentence, and the words with which one, or a pair of
    opposites, is joined.
    """
    cues = set(word_list("contrast_cues").query("place != 'between'")["cue"])
    return cues, {*JOINING, *(cue.split()[0] for cue in cues)}


def _cues_in(span, listed, starts):
    """Return the contrast cues inside a sentence, the longest at each place, and "and" and "or": first token,
    length in tokens.
    """
    words, found = lower_case(span.doc)[0][span.start : span.end], []
    for at in (at for at, word in enumerate(words) if word in starts):
        lengths = range(min(LONGEST_CUE, len(words) - at), 0, -1)
        length = next((n for n in lengths if " ".join(words[at : at + n]) in listed), 0)
        if length and words[at] == "but" and not is_contrast(words, at):
            continue
        if length or span[at].dep_ == "cc" and words[at] in JOINING:
            found.append((span[at], length or 1))
    return found


def _joined(span) -> dict[int, list]:
    """Return the conjuncts of each token of a sentence, in order."""
    found = {}
    for token in span:
        if token.dep_ == "conj" or token.dep_ == "pobj" and token.head.dep_ == "cc":
            found.setdefault(token.head.i, []).append(token)
    return found


def _conjuncts(cue, joined):
    """Return the two conjuncts that a coordinating cue joins, as heads."""
    if cue.dep_ != "cc" or cue.head.i > cue.i:
        return None
    later = [*joined.get(cue.i, []), *joined.get(cue.head.i, [])]
    at = bisect_right(later, cue.i, key=lambda token: token.i)
    return (cue.head, later[at]) if at < len(later) else None


def _subordinate(cue, length):
    """Return the head of the clause or phrase that a subordinating cue opens."""
    for token in (cue, cue.doc[cue.i + length - 1]):
        if token.dep_ == "mark":
            return token.head
        if token.dep_ == "prep" and any(
            c.i > token.i and c.dep_ in ("pobj", "pcomp") for c in token.children
        ):
            return token
    return None


def _sides(cue, length, span, joined):
    """Return the tokens before and after a contrast cue, as two ranges in the order of the text."""
    pair = _conjuncts(span.doc[cue.i + length - 1], joined)
    if pair:
        first, second = pair
        return (first.left_edge.i, cue.i), (cue.i + length, max(second.right_edge.i + 1, cue.i + length))
    head = _subordinate(cue, length)
    if head is None:
        return None
    end = max(head.right_edge.i + 1, cue.i + length)
    if cue.i > span.start + 1:
        return (span.start, cue.i), (cue.i + length, end)
    return (cue.i + length, end), (end, span.end)


class Twist(NamedTuple):
    sentence: int
    cue: str
    start: int
    end: int
    before: float
    after: float


@table_of(Twist)
def twists(doc):
    """Return the twists of tone inside single sentences: two clauses or conjuncts that a cue sets against
    each other.

    In: a parsed Doc. Out: one row per twist: `sentence` (0-based), `cue` (the contrast word, "and" or "or" as
    well), `start` and `end` (characters from the first part to the end of the second), `before` and `after`
    (tone of the two parts, -1 to 1). A word that announces a contrast ("while", "but") needs parts whose tone
    differs by 0.1 or more; "and" and "or" need parts of opposite tone. Raises nothing of its own. After
    Polanyi and Zaenen, "Contextual valence shifters" (2006).

    >>> from utils import parse
    >>> twists(parse("The visitors alternated between insults and praise."))["cue"].tolist()
    ['and']
    """
    listed, starts = _cues()
    for number, (span, words) in enumerate(zip(sentence_spans(doc), tone_by_sentence(doc))):
        cues = _cues_in(span, listed, starts) if words else []
        if not cues:
            continue
        tones = [0.0] * (len(span) + 1)
        for word in words:
            tones[word.first + 1] = word.contribution
        sums, past, joined = list(accumulate(tones)), 0, _joined(span)
        for token, length in cues:
            sides = _sides(token, length, span, joined) if token.i >= past else None
            if not sides:
                continue
            past = token.i + length
            (first, _), (_, last) = sides = [
                [min(max(i, span.start), span.end) for i in side] for side in sides
            ]
            before, after = (squash(sums[b - span.start] - sums[a - span.start]) for a, b in sides)
            if _opposed(before, after, token.lower_ in JOINING and length == 1):
                yield Twist(
                    number,
                    doc[token.i : token.i + length].text.lower(),
                    doc[min(first, token.i)].idx,
                    doc[last - 1].idx + len(doc[last - 1]),
                    before,
                    after,
                )


def _opposed(before, after, joined) -> bool:
    if joined:
        return before * after < 0 and min(abs(before), abs(after)) >= NEUTRAL
    return abs(after - before) >= LEAST_CONTRAST
