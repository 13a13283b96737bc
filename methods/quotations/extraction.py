"""Who says what: direct, indirect and mixed quotations, each with its speaker and the words that attribute
it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from methods.quotation_marks import is_title, marked
from methods.quotations.attribution import cue_clause
from methods.quotations.frames import attributions
from methods.quotations.hearsay import is_shown_alone
from methods.quotations.naming import told_as
from methods.quotations.silence import is_not_yet_said, is_topic_alone
from methods.quotations.speakers import UnnamedVoices, is_purpose, voice_kind
from utils import sentence_of, table_of

SILENT = ("thought", "plan", "topic")  # kinds of what is thought, wanted or only spoken of: no speech
SENSE_KINDS = {"belief": "thought", "attitude": "thought", "intention": "plan"}


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
    merged: list[tuple[int, int]] = []
    for first, after in ((max(a, frame.start), b) for a, b in gaps if a < b < frame.end):
        if merged and first < merged[-1][1]:  # the cue's clause, where it is in a gap or holds one
            first, after = merged[-1][0], max(merged.pop()[1], after)
        merged.append((first, after))
    return merged


def _kind(frame, quoted, told):
    """Return direct for a turn or for content in marks but for its gaps, mixed for marks within it, else
    indirect, or thought, plan or topic where the cue tells no speech.
    """
    if frame.label == ":":
        return "direct"
    if frame.speaker is not None and voice_kind(frame.speaker) == "document" and is_not_yet_said(frame.cue):
        return "plan"  # "ballot papers will ask: “...?”"
    marks = [(a, b) for a, b in quoted if a < frame.end and frame.start < b]
    if not marks:
        kind = SENSE_KINDS.get(frame.sense) or (
            "plan" if is_purpose(frame.cue) or is_not_yet_said(frame.cue) else "indirect"
        )
        topic = kind == "indirect" and frame.label != "according to"
        place = frame.cue, frame.start, frame.end
        return "topic" if topic and (is_topic_alone(*place) or is_shown_alone(*place)) else kind
    borders = [frame.start] + [i for a, b in marks for i in (a, b)] + [frame.end]
    unmarked = [(a, b) for a, b in zip(borders[::2], borders[1::2]) if b > a]
    starts, reach = [start for start, _ in told], list(accumulate((end for _, end in told), max))
    return "direct" if all(_holds(starts, reach, a, b) for a, b in unmarked) else "mixed"


def _holds(starts, reach, first, after):
    """Tell whether one of some ranges holds another: by their sorted starts, and how far each and those
    before it reach.
    """
    k = bisect_right(starts, first)
    return k > 0 and reach[k - 1] >= after


class Quotation(NamedTuple):
    sentence: int
    kind: str
    speaker: str
    voice: str
    cue: str
    sense: str
    content: str
    start: int
    end: int
    speaker_start: int
    speaker_end: int
    gaps: str
    together: str


@table_of(Quotation)
def quotations(doc):
    """Return every quotation of a Doc, direct and indirect, with its speaker and the words that attribute it.

    Attribution is read off the parse by the cues in `data/attribution_verbs.csv` (a verb, noun or adjective
    and how its content follows), by "according to", and by quotation marks beside a verb of saying; speaker,
    cue and content as in Pareti, PARC 3.0 (LREC 2016). Of nested attributions the outermost counts, but what
    is quoted inside something "according to" another is kept with its first-hand speaker too.

    Columns: `sentence` (0-based, where the content starts); `kind`, direct (all in quotation marks), indirect
    or mixed, and for what nobody says but thinks or feels `thought`, for what is wanted or still to be said
    `plan`, and for what is only named as spoken of ("announced the move") `topic`: these count nowhere as
    speech; `speaker`, the actor's name as in `actors`, else the phrase as within a sentence ("the
    mayor"), "" if nobody; `voice`, one name for one speaker through the article, named or not ("the experts"
    and "a group of independent experts" are one), "" where it is open who speaks ("they"); `cue`, "" for a
    quotation that floats, whose speaker is the one before; `sense` of the cue
    (speech, belief, intention, attitude, evidence); `content` with its `start` and `end`, and `speaker_start`
    and `speaker_end`, in characters of `doc.text`, -1 where nobody is named; `gaps`, where the narrator
    speaks inside the content, as "start-end" separated by spaces, else ""; `together`, where several named
    speakers say it at once ("Peru and Chile"), each of them, separated by "; ", else "".

    >>> from utils import parse
    >>> quotations(parse("The mayor said the bridge was safe."))[["kind", "speaker", "cue",
    ...     "content"]].values.tolist()
    [['indirect', 'the mayor', 'said', 'the bridge was safe']]
    """
    numbers, quoted, unnamed = sentence_of(doc), marked(doc), UnnamedVoices(doc)
    starts, ends = zip(*quoted, strict=True) if quoted else ((), ())
    rows = []
    for frame in attributions(doc)[0]:
        near = quoted[bisect_right(ends, frame.start) : bisect_left(starts, frame.end)]
        told, content = _gaps(frame, near), doc[frame.start : frame.end]
        who = told_as(doc, frame, unnamed, numbers[frame.start])
        gaps = " ".join(
            f"{doc[a - 1].idx + len(doc[a - 1]) if a > frame.start else content.start_char}-{doc[b].idx}"
            for a, b in told
        )
        row = Quotation(
            sentence=numbers[frame.start],
            kind=_kind(frame, near, told),
            speaker=who.speaker,
            voice="",
            cue=frame.label,
            sense=frame.sense,
            content=doc[frame.start : frame.end].text,
            start=content.start_char,
            end=doc[frame.start : frame.end].end_char,
            speaker_start=who.start,
            speaker_end=who.end,
            gaps=gaps,
            together="; ".join(who.together),
        )
        rows.append((row, who.voice))
    names = unnamed.names()
    for row, voice in rows:
        yield row._replace(voice=names[voice] if isinstance(voice, int) else voice)


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
    for start, end in attributions(doc)[1]:
        span, why = doc[start:end], "title" if is_title(doc, start, end) else "scare quotes"
        yield NotSpeech(numbers[start], span.start_char, span.end_char, span.text, why)
