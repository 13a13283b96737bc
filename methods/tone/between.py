"""Where the tone turns between sentences, how surely, and whether the whole article has a turning point."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import NamedTuple, get_type_hints

import numpy as np
import pandas as pd

from methods.tone.estimate import tone_without, uses_reader
from methods.tone.scores import sentence_tone
from methods.tone.valence import words_of_tone
from utils import SEED, borders, frame, from_lists, listed, sentence_spans, table_of, word_list


class Calibration(NamedTuple):
    """What the strength of a turn is reckoned from, as weights of a logistic regression."""

    intercept: float
    change: float
    words_change: float = 0.0
    cue: float = 0.0
    lower: float = 0.0
    higher: float = 0.0


# Both fitted on turns that readers of editorials marked, by article; the first on predictions for sentences
# that the second reader was not trained on.
WITH_READER = Calibration(intercept=-2.77, change=3.47, words_change=0.37, cue=0.44, lower=-1.53, higher=1.94)
WORDS_ALONE = Calibration(intercept=-1.64, change=2.08, cue=0.36)
POSSIBLE = 0.31  # readers marked 31% of all pairs: a pair above it is likelier a turn than the average one
LIKELY = 0.5  # from here on a pair is likelier a turn to human readers than not
# How far from zero both sides of a turn that holds lie, where a contrast word announces it and where none
# does: of 41 such pairs readers marked 93%.
PLAIN_TONE, CLEAR_TONE = 0.2, 0.35
CONTENT = {"VERB": 0, "ADJ": 0, "NOUN": 1, "ADV": 1}  # the classes of words that carry tone, the surest first
MOST_TRIED = 6  # words of a sentence that are left out in turn, to see whether a turn hangs on one
MOST_TOLD = 3  # turns that are told in words: an article that turns everywhere turns nowhere
PERMUTATIONS, LEVEL = 999, 0.05


@from_lists("contrast_cues")
def _opening():
    """Return a pattern of the contrast cues that open a sentence."""
    table = word_list("contrast_cues")
    opening = sorted(table.loc[table["place"] != "inside", "cue"], key=len, reverse=True)
    return re.compile(rf"\W*(?:and )?({'|'.join(opening)})\b", re.I)


class Side(NamedTuple):
    """A sentence on one side of a possible turn: its tone, that of its words, and its text."""

    tone: float
    words: float
    text: str


class NeighbourPair(NamedTuple):
    sentence: int
    before: float
    after: float
    change: float
    strength: float
    is_shift: bool
    cue: str


class Shift(NamedTuple):
    sentence: int
    before: float
    after: float
    change: float
    strength: float
    is_shift: bool
    holds: bool
    hangs_on: str
    cue: str


def _strength(before: Side, after: Side, cued: bool, weights: Calibration) -> float:
    """Return the calibrated probability, from 0 to 1, that readers see a turn between two sentences."""
    total = (
        weights.intercept
        + weights.change * abs(after.tone - before.tone)
        + weights.words_change * abs(after.words - before.words)
        + weights.cue * cued
        + weights.lower * min(before.tone, after.tone)
        + weights.higher * max(before.tone, after.tone)
    )
    return 1 / (1 + math.exp(-total))


def _pairs(numbers, sides: list[Side], weights: Calibration):
    """Yield the rows of `shifts_between` for the sentences of one text."""
    opening = _opening()
    for (before, after), number in zip(pairwise(sides), numbers[1:]):
        cue = opening.match(after.text)
        strength = _strength(before, after, bool(cue), weights)
        yield NeighbourPair(
            sentence=number,
            before=before.tone,
            after=after.tone,
            change=after.tone - before.tone,
            strength=strength,
            is_shift=strength >= POSSIBLE,
            cue=cue[1].lower() if cue else "",
        )


def shifts_between(scored: pd.DataFrame) -> pd.DataFrame:
    """Return how the tone changes from each sentence to the next, and how surely readers would call that a
    turn.

    In: a table with `tone` for each sentence of one text in order, and as far as they are there `lexicon`,
    `text` (without it no cue is seen) and `sentence`. Out: one row per pair of neighbours: `sentence`
    (0-based, the later one), `before` and `after` (tone, -1 to 1), `change` (after minus before), `strength`
    (0 to 1, the calibrated probability that readers see a turn; from the size of the change, that of the
    words alone, the two levels and a contrast cue), `is_shift` (`strength` of at least POSSIBLE), `cue` (the
    contrast word that opens the later sentence, or empty). Nothing is smoothed. Raises KeyError without a
    column `tone`. Source: a logistic regression (Platt, "Probabilistic outputs for support vector machines",
    1999) on turns that readers of editorials marked.

    >>> shifts = shifts_between(pd.DataFrame({"tone": [0.6, -0.5, -0.4]}))
    >>> shifts["change"].round(1).tolist(), shifts["is_shift"].tolist()
    ([-1.1, 0.1], [True, False])
    """
    tones = list(scored["tone"])
    words = list(scored.get("lexicon", tones))
    texts = scored.get("text", [""] * len(tones))
    weights = WORDS_ALONE if words == tones else WITH_READER
    numbers = list(scored.get("sentence", range(len(tones))))
    return frame(
        list(_pairs(numbers, list(map(Side, tones, words, texts)), weights)), get_type_hints(NeighbourPair)
    )


@table_of(Shift)
def tone_shifts(doc):
    """Return `shifts_between` the sentences of a Doc, and which of them hold.

    In: a parsed Doc, an Article or a string. Out: the columns of `shifts_between`, where across a heading, a
    caption or a list nothing is a shift, and `holds`: whether a turn is likely (`strength` of at least
    LIKELY), goes from one side of zero to the other (both at least CLEAR_TONE from it, or PLAIN_TONE where a
    contrast word opens the later sentence), and stays likely when the word that matters most to it is left
    out; and `hangs_on`, where that alone is missing, the word without which it is likely no more. Raises
    TypeError for anything but a text.

    >>> tone_shifts("The talks failed. Then they succeeded.")["sentence"].tolist()
    [1]
    """
    scored = sentence_tone.rows(doc)
    sides = [Side(one.tone, one.lexicon, one.text) for one in scored]
    weights = WITH_READER if uses_reader(doc) else WORDS_ALONE
    for pair in _pairs(range(len(sides)), sides, weights):
        crosses = pair.sentence in borders(doc)
        strong = pair.strength >= LIKELY and not crosses and goes_over(pair)
        hangs_on = _hangs_on(doc, pair, sides, weights) if strong else ""
        yield Shift(
            sentence=pair.sentence,
            before=pair.before,
            after=pair.after,
            change=pair.change,
            strength=pair.strength,
            is_shift=pair.is_shift and not crosses,
            holds=strong and not hangs_on,
            hangs_on=hangs_on,
            cue=pair.cue,
        )


def goes_over(pair) -> bool:
    """Tell whether the tone of a row of `shifts_between` goes from one side of zero to the other: from near
    zero or to it, readers mark a turn less often than its strength says.

    >>> goes_over(shifts_between(pd.DataFrame({"tone": [0.6, -0.5]})).iloc[0])
    True
    """
    least = PLAIN_TONE if pair.cue else CLEAR_TONE
    return bool(pair.before * pair.after < 0 and min(abs(pair.before), abs(pair.after)) >= least)


def _hangs_on(doc, pair: NeighbourPair, sides: list[Side], weights: Calibration) -> str:
    """The word of its two sentences without which a turn is likely no more, "" where there is none."""
    number, cued = pair.sentence, bool(pair.cue)
    before, after = sides[number - 1], sides[number]
    for token in _content_words(doc, number - 1):
        without = Side(*tone_without(doc, number - 1, token.idx, token.idx + len(token)), "")
        if _strength(without, after, cued, weights) < LIKELY:
            return token.text
    for token in _content_words(doc, number):
        without = Side(*tone_without(doc, number, token.idx, token.idx + len(token)), "")
        if _strength(before, without, cued, weights) < LIKELY:
            return token.text
    return ""


def _content_words(doc, number: int) -> list:
    """Return the words of a sentence that may carry its tone, at most MOST_TRIED: those that the lexicons
    know first, then verbs and adjectives, then others. Where a turn hangs on one word, it is one of them.
    """
    span = sentence_spans(doc)[number]
    listed = {
        i for word in words_of_tone(span) for i in range(span.start + word.first, span.start + word.last)
    }
    words = [token for token in span if token.i in listed or token.pos_ in CONTENT and not token.ent_type_]
    return sorted(words, key=lambda token: (token.i not in listed, CONTENT.get(token.pos_, 0)))[:MOST_TRIED]


def turning_point(scored: pd.DataFrame) -> pd.DataFrame:
    """Return where the tone of a whole article turns most, and whether that is more than chance would give.

    The largest difference between the mean tone before and after any point, in standard errors, is compared
    with that of 999 shuffled orders of the same sentences (seeded, so repeatable). In: a table with `tone`
    per sentence. Out: one row: `sentence` (the first after the turn; -1 where there are fewer than four
    sentences or all sound the same), `change` (mean tone after minus mean before), `p_value` (0 to 1),
    `found` (p_value below .05). Raises KeyError without a column `tone`. After Pettitt, "A non-parametric
    approach to the change-point problem" (Applied Statistics 1979), with means instead of ranks.

    >>> point = turning_point(pd.DataFrame({"tone": [0.5, 0.6, 0.4, 0.5, 0.6, -0.5, -0.4, -0.6, -0.5, -0.4]}))
    >>> point[["sentence", "found"]].values.tolist()
    [[5, True]]
    """
    tone = scored["tone"].to_numpy(float)
    n = len(tone)
    if n < 4 or np.ptp(tone) == 0:
        return pd.DataFrame({"sentence": [-1], "change": [0.0], "p_value": [1.0], "found": [False]})
    sizes = np.arange(1, n)
    scale = np.sqrt(sizes * (n - sizes) / n)

    def contrast(order):
        sums = np.cumsum(order)[:-1]
        return ((order.sum() - sums) / (n - sizes) - sums / sizes) * scale

    observed = contrast(tone)
    at = int(np.abs(observed).argmax())
    rng = np.random.default_rng(SEED)
    shuffled = (np.abs(contrast(rng.permutation(tone))).max() for _ in range(PERMUTATIONS))
    as_large = sum(largest >= abs(observed[at]) - 1e-12 for largest in shuffled)
    p_value = (1 + as_large) / (1 + PERMUTATIONS)
    number = scored["sentence"].to_numpy(int) if "sentence" in scored else np.arange(n)
    return pd.DataFrame(
        {
            "sentence": [int(number[at + 1])],
            "change": [float(observed[at] / scale[at])],
            "p_value": [p_value],
            "found": [p_value < LEVEL],
        }
    )


def turns_in_words(shifts: pd.DataFrame) -> str:
    """Say in one clause where the tone in a table of `tone_shifts` turns, by the turns that hold, of many the
    three strongest, and how many more are possible, those that hold and are not told among them.

    >>> turns_in_words(pd.DataFrame({"sentence": [1, 2, 3], "change": [.1, -.9, .5], "strength": [.2, .6, .4],
    ...     "is_shift": [False, True, True], "holds": [False, True, False], "cue": ["", "but", ""]}))
    'the tone turns down before sentence 2 (“but”); 1 more possible turn'
    """
    holding = shifts[shifts["holds"]]
    told = holding.nlargest(MOST_TOLD, "strength").sort_values("sentence")
    possible = int(shifts["is_shift"].sum()) - len(told)
    more = f"{possible or 'no'} {'more ' * bool(len(holding))}possible turn{'s' * (possible != 1)}"
    if holding.empty:
        return f"no turn of tone holds here; {more}"
    places = [
        f"{'up' if one.change > 0 else 'down'} before sentence {one.sentence}"
        + f" (“{one.cue}”)" * bool(one.cue)
        for one in told.itertuples()
    ]
    clearest = " most clearly" * (len(holding) > len(told))
    return f"the tone turns{clearest} {listed(places)}; {more}"
