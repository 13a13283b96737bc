"""Who says what: direct, indirect and mixed quotations, each with its speaker and the words that attribute
it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from methods.actors import actor_at, mentions
from methods.actors.resolution import apposed_name, is_named
from methods.quotation_marks import is_title, marked
from methods.quotations.attribution import (
    MEETING,
    Attribution,
    attributions_in_parse,
    cue_clause,
    cues_in,
    relative_pronoun,
    speaker_of,
    speaker_phrase,
)
from utils import kept, sentence_of, table_of, text_of, tokens_at

TURN = r"^[“\"]?([A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){0,3}): *(?=\S)([^\n]+)"
BESIDE = 12  # tokens between a quotation and the words that attribute it
FLOATING = 8  # tokens that a quotation without attributing words must exceed to count as speech


def _turns(doc):
    """Yield the turns of a transcript, lines that open with a speaker in capitals and a colon, by the colon's
    place.
    """
    for line in re.finditer(TURN, text_of(doc), re.MULTILINE):
        who, what = (doc[slice(*tokens_at(doc, *line.span(group)))] for group in (1, 2))
        if who.end >= what.start:  # name, colon and words are one token: "SCORE:1"
            continue
        yield (
            who.end,
            Attribution(
                what.start, what.end, doc[who.end], ":", "speech", who[-1], span=(who.start, who.end)
            ),
        )


@kept
def _surnames(doc):
    """Return the person whom a surname in capitals means, as at the head of a turn; the name itself has the
    usual case.
    """
    return {
        one.actor.split()[-1].upper(): one.actor
        for one in mentions.rows(doc)
        if one.kind == "person" and not one.actor.isupper()
    }


def _cue_beside(doc, start, end, quote_at):
    """Return the verb of saying that stands, unquoted, after or before a quotation in its sentence, or None."""
    for steps in (range(end, min(end + BESIDE, len(doc))), range(start - 1, max(start - BESIDE - 1, -1), -1)):
        for token in (doc[i] for i in steps if i not in quote_at):
            if token.text in ".!?" or "\n" in token.text:
                break
            if token.pos_ == "VERB" and cues_in(doc).get(token.i, ("", ""))[1] == "speech":
                return token
    return None


@kept
def _attributions(doc):
    """Return the attributions of a Doc, the outermost of nested ones, and the quotation marks that belong to
    none.
    """
    quoted = marked(doc)
    quote_at = {i: quote for quote in quoted for i in range(*quote)}
    frames = [frame for frame in attributions_in_parse(doc) if _fit_to_quotes(doc, frame, quote_at)]
    found = {frame.cue.i: frame for frame in frames} | dict(_turns(doc))
    claims = {}
    for frame in sorted(found.values(), key=lambda f: f.start, reverse=True):
        first = frame.start if frame.label != ":" else frame.cue.i - 4
        held = {quote_at[i] for i in range(frame.start, frame.end) if i in quote_at}
        claims.update((start, frame) for start, end in held if first <= start and end <= frame.end + 1)
    unclaimed, last = [], None
    paragraph = _paragraphs(doc)
    for start, end in quoted:
        if start not in claims and is_title(doc, start, end):
            unclaimed.append((start, end))
            continue
        cue = None if start in claims else _cue_beside(doc, start, end, quote_at)
        distance = paragraph[start] - paragraph[last.start] if last else 2
        if start in claims:
            last = claims[start]
        elif distance == 0 and (cue is None or cue is last.cue):
            last.gaps += [(last.end, start)] if last.end < start else []
            last.end = max(last.end, end)
        elif cue is not None:
            last = found.setdefault(cue.i, Attribution(start, end, cue, cue.text, "speech", speaker_of(cue)))
            last.start, last.end = min(last.start, start), max(last.end, end)
        elif end - start > FLOATING:
            last = found[-start - 1] = Attribution(start, end, speaker=last.speaker if distance < 2 else None)
        else:
            unclaimed.append((start, end))
    return _outermost(found.values()), unclaimed




def _fit_to_quotes(doc, frame, quote_at):
    """Widen the content to the quotations that it touches, or keep it in that of its cue; False if nothing is
    left.
    """
    around = quote_at.get(frame.cue.i)
    for place in (frame.start, frame.end - 1):
        start, end = quote_at.get(place, (frame.start, frame.end))
        if (start, end) != around:
            frame.start, frame.end = min(start, frame.start), max(end, frame.end)
    if around:
        frame.start, frame.end = max(around[0], frame.start), min(around[1], frame.end)
    frame.start, frame.end = _trim(doc, frame.start, frame.end)
    return frame.start < frame.end


def _paragraphs(doc):
    """Return for each token how many line breaks stand before it."""
    breaks = doc.to_array("IS_SPACE").astype(bool)
    for i in np.flatnonzero(breaks).tolist():
        breaks[i] = "\n" in doc[i].text
    return breaks.cumsum().tolist()


def _outermost(frames):
    """Return the attributions that lie in no other, save first-hand ones within a second-hand one ("according
    to", "denied claims").
    """
    kept_frames, reach, secondhand = [], 0, False
    for frame in sorted(frames, key=lambda f: (f.start, -f.end)):
        if frame.end > reach or secondhand and frame.sense == "speech":
            kept_frames.append(frame)
            secondhand = (
                frame.label == "according to" or frame.cue is not None and frame.cue.lemma_ in MEETING
            )
            reach = max(reach, frame.end)
    return kept_frames


def _trim(doc, start, end):
    """Return a token range without the punctuation at its edges, save quotation marks and brackets."""

    def idle(token):
        return token.is_space or token.is_punct and not (token.is_quote or token.is_bracket)

    while start < end and idle(doc[start]):
        start += 1
    while start < end and idle(doc[end - 1]):
        end -= 1
    return start, end


def _gaps(frame, quoted):
    """Return the token ranges in the content that the narrator tells: the cue's clause, and what stands
    between pieces.

    Where the narrator has the last word, the content ends before it.
    """
    cue = -1 if frame.cue is None else frame.cue.i
    inside = frame.start < cue < frame.end and not any(a <= cue < b for a, b in (*quoted, *frame.gaps))
    gaps = sorted(frame.gaps + ([cue_clause(frame, quoted)] if inside else []))
    if gaps and frame.start < gaps[-1][0] < frame.end <= gaps[-1][1]:
        frame.end = gaps.pop()[0]
    return [(max(a, frame.start), b) for a, b in gaps if a < b < frame.end]


def _kind(frame, quoted, told):
    """Return direct for a turn or for content in marks but for its gaps, mixed for marks within it, else
    indirect.
    """
    if frame.label == ":":
        return "direct"
    marks = [(a, b) for a, b in quoted if a < frame.end and frame.start < b]
    if not marks:
        return "indirect"
    borders = [frame.start] + [i for a, b in marks for i in (a, b)] + [frame.end]
    unmarked = [(a, b) for a, b in zip(borders[::2], borders[1::2]) if b > a]
    return (
        "direct" if all(any(start <= a and b <= end for start, end in told) for a, b in unmarked) else "mixed"
    )


def _within_a_sentence(phrase):
    """Return a phrase without the capital that only the start of a sentence gives it, so that it is one voice
    wherever it stands.
    """
    first, text = phrase[0], phrase.text
    opens = first.is_sent_start or first.nbor(-1).is_quote
    return (
        text[0].lower() + text[1:]
        if opens and first.is_title and first.pos_ != "PROPN" and first.lower_ != "i" and not is_named(first)
        else text
    )


class Quotation(NamedTuple):
    sentence: int
    kind: str
    speaker: str
    cue: str
    sense: str
    content: str
    start: int
    end: int
    speaker_start: int
    speaker_end: int
    gaps: str


@table_of(Quotation)
def quotations(doc):
    """Return every quotation of a Doc, direct and indirect, with its speaker and the words that attribute it.

    Attribution is read off the parse by the cues in `data/attribution_verbs.csv` (a verb, noun or adjective
    and how its content follows), by "according to", and by quotation marks beside a verb of saying; speaker,
    cue and content as in Pareti, PARC 3.0 (LREC 2016). Of nested attributions the outermost counts, but what
    is quoted inside something "according to" another is kept with its first-hand speaker too.

    Columns: `sentence` (0-based, where the content starts); `kind`, direct (all in quotation marks), indirect
    or mixed; `speaker`, the actor's name as in `actors`, else the phrase as within a sentence ("the mayor"),
    "" if nobody; `cue`, "" for a quotation that floats, whose speaker is the one before; `sense` of the cue
    (speech, belief, intention, attitude, evidence); `content` with its `start` and `end`, and `speaker_start`
    and `speaker_end`, in characters of `doc.text`, -1 where nobody is named; `gaps`, where the narrator
    speaks inside the content, as "start-end" parted by spaces, else "".

    >>> from utils import parse
    >>> quotations(parse("The mayor said the bridge was safe."))[["kind", "speaker", "cue", "content"]].values.tolist()
    [['indirect', 'the mayor', 'said', 'the bridge was safe']]
    """
    numbers, actors, quoted = sentence_of(doc), actor_at(doc), marked(doc)
    starts, ends = zip(*quoted) if quoted else ((), ())
    for frame in _attributions(doc)[0]:
        near = quoted[bisect_right(ends, frame.start) : bisect_left(starts, frame.end)]
        told, name, start, end = _gaps(frame, near), "", -1, -1
        content = doc[frame.start : frame.end]
        if frame.speaker is not None:
            phrase = doc[slice(*(frame.span or speaker_phrase(frame.speaker)))]
            pronoun = relative_pronoun(frame.speaker, frame.cue)
            start, end = phrase.start_char, pronoun.idx + len(pronoun) if pronoun else phrase.end_char
            named = apposed_name(frame.speaker)
            name = (
                frame.span
                and _surnames(doc).get(frame.speaker.text.upper())
                or actors.get(frame.speaker.i)
                or actors.get(named.i, _within_a_sentence(phrase))
            )
            end = max(end, named.idx + len(named))
        gaps = " ".join(
            f"{doc[a - 1].idx + len(doc[a - 1]) if a > frame.start else content.start_char}-{doc[b].idx}"
            for a, b in told
        )
        yield Quotation(
            sentence=numbers[frame.start],
            kind=_kind(frame, near, told),
            speaker=name,
            cue=frame.label,
            sense=frame.sense,
            content=content.text,
            start=content.start_char,
            end=content.end_char,
            speaker_start=start,
            speaker_end=end,
            gaps=gaps,
        )


def pieces(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a table of `quotations` with a row for each uninterrupted piece, the narrator's words between
    them left out.

    Columns: those of `quotations`, with `content`, `start` and `end` those of the piece and `gaps` empty.

    >>> from utils import parse
    >>> pieces(quotations(parse("“If it rains,” said Ana Lee, “we stay.”")))["content"].tolist()
    ['“If it rains,”', '“we stay.”']
    """
    rows = []
    for quote in quotes.itertuples(index=False):
        rows += [
            quote._replace(
                start=start, end=end, content=quote.content[start - quote.start : end - quote.start], gaps=""
            )
            for start, end in _pieces(quote.start, quote.end, quote.gaps)
        ]
    return pd.DataFrame(rows, columns=list(quotes))


def _pieces(start, end, gaps):
    borders = [start, *map(int, re.findall(r"\d+", gaps)), end]
    return [(a, b) for a, b in zip(borders[::2], borders[1::2]) if a < b]


@kept
def quoted_pieces(doc) -> list:
    """Return (speaker, start, end, speaker_start, speaker_end) for each of the `pieces` of a Doc, in
    characters.
    """
    return [
        (quote.speaker, *piece, quote.speaker_start, quote.speaker_end)
        for quote in quotations.rows(doc)
        for piece in _pieces(quote.start, quote.end, quote.gaps)
    ]


@kept
def speaker_by_token(doc) -> list[str]:
    """Return for each token of a Doc the speaker of the innermost quotation around it, or ""."""
    found = [""] * len(doc)
    for speaker, start, end, *_ in sorted(quoted_pieces(doc), key=lambda piece: piece[1] - piece[2]):
        first, after = tokens_at(doc, start, end)
        found[first:after] = [speaker] * (after - first)
    return found


@kept
def own_words(doc) -> dict[int, list]:
    """Return for each token that names a speaker the pieces said by that speaker there, in characters."""
    said = defaultdict(list)
    for _, start, end, first, last in quoted_pieces(doc):
        for i in range(*tokens_at(doc, first, last)) if last > first else ():
            said[i].append((start, end))
    return said


class NotSpeech(NamedTuple):
    sentence: int
    start: int
    end: int
    text: str
    why: str


@table_of(NotSpeech)
def not_speech(doc):
    """Return the words in quotation marks that nobody is quoted with.

    Columns: `sentence` (0-based), `start` and `end` (characters of `doc.text`), `text` with its marks, and
    `why`: "title" where every content word has a capital, else "scare quotes". Marks within a quotation are
    no row here.

    >>> from utils import parse
    >>> not_speech(parse('The so-called "experts" went home.'))[["text", "why"]].values.tolist()
    [['"experts"', 'scare quotes']]
    """
    numbers = sentence_of(doc)
    for start, end in _attributions(doc)[1]:
        span, why = doc[start:end], "title" if is_title(doc, start, end) else "scare quotes"
        yield NotSpeech(numbers[start], span.start_char, span.end_char, span.text, why)
