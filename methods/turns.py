"""Who speaks when the tone turns: the marked turns of an article with the voices on both sides."""
from __future__ import annotations

from collections import Counter

import pandas as pd

from methods.quotations import quoted_pieces
from methods.tone import sentence_tone, tone_shifts
from utils import kept, sentences, values_of

NARRATOR = "the narrator"
TURN_COLUMNS = ["sentence", "before", "after", "change", "strength", "cue", "voice_before", "voice_after", "others_before",
                "others_after", "text_before", "text_after"]
LIKELY = 0.5  # from here on a pair is likelier a turn to human readers than not


@kept
def sentence_voices(doc) -> pd.DataFrame:
    """Return for each sentence of a Doc the voice that holds most of it.

    Columns: `sentence`, `voice` (a speaker of `quotations`, "someone unnamed", or "the narrator"), `share` (of the
    sentence's characters, from 0 to 1), `others` (the other voices in it, joined by ", ").

    >>> from utils import parse
    >>> sentence_voices(parse("The talks failed. “Nobody wanted them to succeed,” said Ana Lee."))["voice"].tolist()
    ['the narrator', 'Ana Lee']
    """
    rows, quotes = [], quoted_pieces(doc)
    for sentence, first, last in values_of(sentences(doc), "sentence", "start", "end"):
        inside = [(who or "someone unnamed", max(first, start), min(last, end))
                  for who, start, end, *_ in quotes if start < last and end > first]
        sizes, length = Counter(), last - first
        for who, start, end in inside:
            sizes[who] += end - start
        sizes[NARRATOR] += length - covered((start, end) for _, start, end in inside)
        (voice, size), = sizes.most_common(1)
        others = (who for who in sizes if who != voice and sizes[who] >= 0.1 * length)
        rows.append((sentence, voice, size / length, ", ".join(others)))
    return pd.DataFrame(rows, columns=["sentence", "voice", "share", "others"])


def covered(spans) -> int:
    """Return how many characters spans cover, those that lie in several counted once: voices may quote each other.

    >>> covered([(0, 10), (5, 12), (20, 21)])
    13
    """
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


@kept
def shifts_of(doc) -> pd.DataFrame:
    """Return `tone.tone_shifts` of the sentences of a Doc.

    >>> from utils import parse
    >>> shifts_of(parse("The talks failed. Then they succeeded."))["sentence"].tolist()
    [1]
    """
    return tone_shifts(sentence_tone(doc))


@kept
def turning_voices(doc) -> pd.DataFrame:
    """Return the marked turns of tone of a Doc with who speaks before and after each, in the order of the text.

    Both the likely (`strength` of at least LIKELY) and the possible ones (`is_shift`) are given.
    Columns: `sentence` (before which the tone turns), `before`, `after`, `change` (tone, -1 to 1), `strength` (0 to 1),
    `cue`, `voice_before`, `voice_after`, `others_before`, `others_after`, `text_before`, `text_after`.

    >>> from utils import parse
    >>> list(turning_voices(parse("It rained."))["sentence"])
    []
    """
    voices, rows = sentence_voices(doc), []
    told = list(zip(voices["voice"], voices["others"], sentences(doc)["text"]))
    for is_shift, *turn in values_of(shifts_of(doc), "is_shift", *TURN_COLUMNS[:6]):
        if is_shift:
            sides = zip(told[turn[0] - 1], told[turn[0]])
            rows.append((*turn, *(said for pair in sides for said in pair)))
    table = pd.DataFrame(rows, columns=TURN_COLUMNS)
    return table if rows else table.astype(dict.fromkeys(TURN_COLUMNS[1:5], float))


def turns_in_words(shifts: pd.DataFrame) -> str:
    """Say in one clause where the tone in a table of `tone.tone_shifts` likely turns, and how often it may turn.

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
    where = f"{best['sentence']} ({cue}{'up' if best['change'] > 0 else 'down'}, strength {best['strength']:.2f})"
    many = "1 sentence: " if len(likely) == 1 else f"{len(likely)} sentences, most clearly before "
    return f"the tone likely turns before {many}{where}; {possible or 'no'} more possible"
