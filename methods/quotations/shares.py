"""Whose voices an article gives room to: each once, named or not, with its share of the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from methods.actors import mentions
from methods.quotation_marks import in_marks
from methods.quotations.extraction import SILENT, quotations
from methods.quotations.speakers import voice_kind
from methods.quotations.stretches import UNNAMED, voice_by_token, voice_pieces
from utils import kept, lower_case, sentence_of, sentences, table_of, text_of, tokens_at

NARRATOR = "the narrator"
RELATIVE = re.compile(r",?\s+(?:who|which|that)$")  # with which a clause takes up its speaker
FIRST_PERSON = {"i", "me", "my", "mine", "myself"}


class Voice(NamedTuple):
    voice: str
    kind: str
    named: bool
    quotations: int
    share: float
    sentence: int
    also: str


@kept
def told_by(doc) -> list[str]:
    """Return for each character of a Doc whose words it stands in: the innermost voice, or the narrator."""
    told = [NARRATOR] * len(text_of(doc))
    for voice, start, end in voice_pieces(doc):
        told[start:end] = [voice or UNNAMED] * (end - start)
    return told


@table_of(Voice)
def voices(doc):
    """Return each voice of a Doc once, named and unnamed, the narrator first, then those with most room.

    What is only thought or planned is no speech and counts here for nobody. Columns: `voice`, a name as in
    `actors`, the fullest phrase for an unnamed one ("a group of independent experts"), "someone unnamed"
    for all
    that is open, or "the narrator"; `kind`, narrator, person, organisation, place, group, body, document,
    people, or "" where it is open; `named`, whether it has a name; `quotations`, their number; `share` of the
    text's characters without white space, from 0 to 1, where a voice within a voice has its own words;
    `sentence`, where it speaks first (0-based; -1 for the narrator); `also`, the other words for it where it
    speaks, separated by "; ". Source: the share of voice as the Gender Gap Tracker counts it (Asr and others,
    PLoS ONE 16:1, 2021), by characters and not by quotations.

    >>> from utils import parse
    >>> voices(parse("The experts met. “The bridge is old,” the experts said."))[["voice",
    ...     "quotations"]].values.tolist()
    [['the narrator', 0], ['the experts', 1]]
    """
    text, kinds = text_of(doc), {one.actor: one.kind for one in mentions.rows(doc)}
    room = Counter(voice for voice, sign in zip(told_by(doc), text, strict=True) if not sign.isspace())
    whole = max(1, sum(room.values()))
    rows = {}
    for quote in quotations.rows(doc):
        if quote.kind not in SILENT:
            rows.setdefault(quote.voice or UNNAMED, []).append(quote)
    yield Voice(NARRATOR, "narrator", False, 0, room[NARRATOR] / whole, -1, "")
    for voice, said in sorted(rows.items(), key=lambda item: -room[item[0]]):
        words = dict.fromkeys(
            RELATIVE.sub("", text[q.speaker_start : q.speaker_end]) for q in said if q.speaker_start >= 0
        )
        others = [w for w in words if w.casefold() != voice.casefold()] if voice != UNNAMED else []
        yield Voice(
            voice=voice,
            kind=kinds.get(voice) or _kind(doc, said[0], voice, kinds),
            named=voice in kinds or said[0].cue == ":" or bool(said[0].together),
            quotations=len(said),
            share=room[voice] / whole,
            sentence=min(q.sentence for q in said),
            also="; ".join(others),
        )


@kept
def is_in_first_person(doc) -> bool:
    """Tell whether the narrator says I, me or my outside of all quotations, in two sentences and a twentieth
    of them: a column, a review, letters, and no report.

    >>> from utils import parse
    >>> is_in_first_person(parse("I like it. My dog does, too."))
    True
    >>> is_in_first_person(parse("Critics praised My Fair Lady. Others preferred I, Claudius."))
    False
    """
    numbers, told, quoted = sentence_of(doc), voice_by_token(doc), in_marks(doc)
    own = {
        numbers[i]
        for i, word in enumerate(lower_case(doc)[0])
        if word in FIRST_PERSON and not told[i] and not quoted[i] and _is_no_title(doc, i)
    }
    return len(own) >= 2 and len(own) >= 0.05 * len(sentences.rows(doc))


def _is_no_title(doc, i: int) -> bool:
    """Whether a word of the first person is in small letters, or opens what goes on in small letters."""
    after = next((t for t in doc[i + 1 : i + 3] if t.text[0] not in "'’"), None)  # I'm
    return doc[i].is_lower or after is not None and after.is_lower


def _kind(doc, quote, voice, kinds):
    """Return the kind of an unnamed voice by the noun that closes its phrase, or the one kind of several."""
    if voice == UNNAMED or quote.speaker_start < 0:
        return ""
    if quote.together:
        told = {kinds.get(one, "") for one in quote.together.split("; ")}
        return told.pop() if len(told) == 1 else ""
    start, end = tokens_at(doc, quote.speaker_start, quote.speaker_end)
    noun = doc[start:end].root
    kind = voice_kind(noun)
    if kind == "person" and noun.tag_ in ("NNS", "NNPS"):
        return "people"
    return kind if kind not in ("name", "pronoun") else ""
