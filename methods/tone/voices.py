"""Who speaks when the tone turns: the marked turns of an article with the voices on both sides."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from methods.quotations import NARRATOR, UNNAMED, told_by
from methods.tone.between import tone_shifts
from utils import sentences, table_of

__all__ = ["NARRATOR", "UNNAMED", "sentence_voices", "turning_voices"]


class SentenceVoice(NamedTuple):
    sentence: int
    voice: str
    share: float
    others: str


@table_of(SentenceVoice)
def sentence_voices(doc):
    """Return for each sentence of a Doc who has the floor: the narrator who tells half of it or more, else
    the voice that says most.

    Where one voice passes on another, the words are the inner one's. Columns: `sentence`, `voice` (one of
    `voices`, "someone unnamed", or "the narrator"), `share` (of the sentence's characters, from 0 to
    1), `others` (the other voices with a tenth of it or more, the largest first, joined by ", ").

    >>> text = "The talks failed. “Nobody wanted them to succeed,” said Ana Lee."
    >>> sentence_voices(text)["voice"].tolist()
    ['the narrator', 'Ana Lee']
    """
    told = told_by(doc)
    for sentence, _, first, last, _ in sentences.rows(doc):
        sizes, length = Counter(told[first:last]), last - first
        voice = (
            NARRATOR
            if sizes[NARRATOR] >= length / 2
            else max(sizes.keys() - {NARRATOR}, key=lambda who: (sizes[who], who))
        )
        others = (who for who, size in sizes.most_common() if who != voice and size >= length / 10)
        yield SentenceVoice(sentence, voice, sizes[voice] / length, ", ".join(others))


class Turn(NamedTuple):
    sentence: int
    before: float
    after: float
    change: float
    strength: float
    holds: bool
    hangs_on: str
    cue: str
    voice_before: str
    voice_after: str
    share_before: float
    share_after: float
    others_before: str
    others_after: str
    text_before: str
    text_after: str


@table_of(Turn)
def turning_voices(doc):
    """Return the marked turns of tone of a Doc with who speaks before and after each, in the order of the
    text.

    Both those that hold and those that are only possible (`is_shift`) are given.
    Columns: `sentence` (before which the tone turns), `before`, `after`, `change` (tone, -1 to 1), `strength`
    (0 to 1), `holds`, `hangs_on`, `cue`, and for the sentence before and the one after: `voice`, `share` and
    `others` as in `sentence_voices`, and `text`.

    >>> from utils import parse
    >>> list(turning_voices(parse("It rained."))["sentence"])
    []
    """
    voices, told = sentence_voices.rows(doc), sentences.rows(doc)
    for shift in tone_shifts.rows(doc):
        if shift.is_shift:
            first, then = voices[shift.sentence - 1], voices[shift.sentence]
            yield Turn(
                sentence=shift.sentence,
                before=shift.before,
                after=shift.after,
                change=shift.change,
                strength=shift.strength,
                holds=shift.holds,
                hangs_on=shift.hangs_on,
                cue=shift.cue,
                voice_before=first.voice,
                voice_after=then.voice,
                share_before=first.share,
                share_after=then.share,
                others_before=first.others,
                others_after=then.others,
                text_before=told[shift.sentence - 1].text,
                text_after=told[shift.sentence].text,
            )
