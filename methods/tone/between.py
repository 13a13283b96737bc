"""Where the tone turns between sentences, how surely, and whether the whole article has a turning point."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from methods.tone.scores import sentence_tone
from utils import SEED, frame, from_lists, table_of, word_list

CALIBRATION = (-1.64, 2.08, 0.36)  # of `strength`: intercept, size of the change, contrast cue
POSSIBLE = 0.31  # readers marked 31% of all pairs: a pair above it is likelier a turn than the average one
LIKELY = 0.5  # from here on a pair is likelier a turn to human readers than not
PERMUTATIONS, LEVEL = 999, 0.05


@from_lists("contrast_cues")
def _opening():
    """Return a pattern of the contrast cues that open a sentence."""
    table = word_list("contrast_cues")
    opening = sorted(table.loc[table["place"] != "inside", "cue"], key=len, reverse=True)
    return re.compile(rf"\W*(?:and )?({'|'.join(opening)})\b", re.I)


class Shift(NamedTuple):
    sentence: int
    before: float
    after: float
    change: float
    strength: float
    is_shift: bool
    cue: str


def _shifts(numbers, tones, texts):
    """Yield the rows of `shifts_between` for the sentences of one text."""
    opening, (intercept, size, cued) = _opening(), CALIBRATION
    for (before, after), number, text in zip(pairwise(tones), numbers[1:], texts[1:]):
        cue = opening.match(text)
        strength = 1 / (1 + math.exp(-(intercept + size * abs(after - before) + cued * bool(cue))))
        yield Shift(
            sentence=number,
            before=before,
            after=after,
            change=after - before,
            strength=strength,
            is_shift=strength >= POSSIBLE,
            cue=cue[1].lower() if cue else "",
        )


def shifts_between(scored: pd.DataFrame) -> pd.DataFrame:
    """Return how the tone changes from each sentence to the next, and how surely readers would call that a
    turn.

    In: a table of `sentence_tone`, or of `score_tone` for the sentences of one text in order (then without
    cues). Out: one row per pair of neighbours: `sentence` (0-based, the later one), `before` and `after`
    (tone, -1 to 1), `change` (after minus before), `strength` (0 to 1, the calibrated probability that
    readers see a turn; from the size of the change and a contrast cue), `is_shift` (`strength` of at least
    POSSIBLE), `cue` (the contrast word that opens the later sentence, or empty). Nothing is smoothed. Raises
    KeyError without a column `tone`. The calibration is a logistic regression (Platt, "Probabilistic outputs
    for support vector machines", 1999) on human-marked turns of editorials.

    >>> shifts = shifts_between(pd.DataFrame({"tone": [0.6, -0.5, -0.4]}))
    >>> shifts["change"].round(1).tolist(), shifts["is_shift"].tolist()
    ([-1.1, 0.1], [True, False])
    """
    numbers = scored.get("sentence", pd.Series(range(len(scored))))
    texts = scored.get("text", pd.Series([""] * len(scored)))
    return frame(list(_shifts(list(numbers), list(scored["tone"]), list(texts))), tone_shifts.columns)


@table_of(Shift)
def tone_shifts(doc):
    """Return `shifts_between` the sentences of a Doc.

    >>> from utils import parse
    >>> tone_shifts(parse("The talks failed. Then they succeeded."))["sentence"].tolist()
    [1]
    """
    scored = sentence_tone.rows(doc)
    return _shifts(*([getattr(one, name) for one in scored] for name in ("sentence", "tone", "text")))


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
    """Say in one clause where the tone in a table of `tone.tone_shifts` likely turns, and how often it may
    turn.

    >>> turns_in_words(pd.DataFrame({"sentence": [1, 2, 3], "change": [.1, -.9, .5], "strength": [.2, .6, .4],
    ...                              "is_shift": [False, True, True], "cue": ["", "but", ""]}))
    'the tone likely turns before 1 sentence: 2 (“but”, down, strength 0.60); 1 more possible'
    """
    likely = shifts[shifts["strength"] >= LIKELY].sort_values("strength", ascending=False)
    possible = int(shifts["is_shift"].sum()) - len(likely)
    if likely.empty:
        return f"no turn of tone is likely, {possible or 'none'} possible"
    best = likely.iloc[0]
    cue = f"“{best['cue']}”, " if best["cue"] else ""
    where = (
        f"{best['sentence']} ({cue}{'up' if best['change'] > 0 else 'down'}, strength {best['strength']:.2f})"
    )
    many = "1 sentence: " if len(likely) == 1 else f"{len(likely)} sentences, most clearly before "
    return f"the tone likely turns before {many}{where}; {possible or 'no'} more possible"
