"""Who speaks when the tone turns: the marked turns of an article with the voices on both sides."""
from __future__ import annotations

from collections import Counter

import pandas as pd

from methods.quotations import quoted_pieces
from methods.tone import shifts_of
from utils import sentences, tabular, text_of

NARRATOR, UNNAMED = "the narrator", "someone unnamed"
LIKELY = 0.5  # from here on a pair is likelier a turn to human readers than not


@tabular(sentence=int, voice=str, share=float, others=str)
def sentence_voices(doc):
    """Return for each sentence of a Doc who has the floor: the narrator who tells half of it or more, else the voice that says most.

    Where one voice passes on another, the words are the inner one's. Columns: `sentence`, `voice` (a speaker of `quotations`,
    "someone unnamed", or "the narrator"), `share` (of the sentence's characters, from 0 to 1), `others` (the other voices
    with a tenth of it or more, the largest first, joined by ", ").

    >>> from utils import parse
    >>> sentence_voices(parse("The talks failed. “Nobody wanted them to succeed,” said Ana Lee."))["voice"].tolist()
    ['the narrator', 'Ana Lee']
    """
    told = [NARRATOR] * len(text_of(doc))
    for who, start, end, *_ in sorted(quoted_pieces(doc), key=lambda piece: piece[1] - piece[2]):  # the innermost last
        told[start:end] = [who or UNNAMED] * (end - start)
    for sentence, _, first, last, _ in sentences.rows(doc):
        sizes, length = Counter(told[first:last]), last - first
        voice = NARRATOR if sizes[NARRATOR] >= length / 2 else max(sizes.keys() - {NARRATOR}, key=lambda who: (sizes[who], who))
        others = (who for who, size in sizes.most_common() if who != voice and size >= length / 10)
        yield sentence, voice, sizes[voice] / length, ", ".join(others)


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


@tabular(sentence=int, before=float, after=float, change=float, strength=float, cue=str, voice_before=str, voice_after=str,
         share_before=float, share_after=float, others_before=str, others_after=str, text_before=str, text_after=str)
def turning_voices(doc):
    """Return the marked turns of tone of a Doc with who speaks before and after each, in the order of the text.

    Both the likely (`strength` of at least LIKELY) and the possible ones (`is_shift`) are given.
    Columns: `sentence` (before which the tone turns), `before`, `after`, `change` (tone, -1 to 1), `strength` (0 to 1),
    `cue`, and for the sentence before and the one after: `voice`, `share` and `others` as in `sentence_voices`, and `text`.

    >>> from utils import parse
    >>> list(turning_voices(parse("It rained."))["sentence"])
    []
    """
    voices, told = sentence_voices.rows(doc), sentences.rows(doc)
    for shift in shifts_of.rows(doc):
        if shift.is_shift:
            first, then = voices[shift.sentence - 1], voices[shift.sentence]
            yield (shift.sentence, shift.before, shift.after, shift.change, shift.strength, shift.cue, first.voice, then.voice, first.share,
                   then.share, first.others, then.others, told[shift.sentence - 1].text, told[shift.sentence].text)


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
