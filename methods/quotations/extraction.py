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

from methods.actors import actor_at, genders, mentions
from methods.actors.references import nouns_of_pronouns
from methods.actors.resolution import apposed_name
from methods.quotation_marks import in_marks, is_title, marked
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
from methods.quotations.layout import cue_beside, phrases_at, signed_quotations, turns
from methods.quotations.speakers import (
    UnnamedVoices,
    is_purpose,
    phrase_of,
    quotes_its_speaker,
    reports_speech,
    voice_kind,
    within_a_sentence,
)
from utils import SUBJECTS, kept, sentence_of, table_of, tokens_at

FLOATING = 8  # tokens that a quotation without attributing words must exceed to count as speech
NEAR = 150  # tokens before a quotation in which the narrator may have turned to somebody else
SILENT = ("thought", "plan")  # kinds of what is thought, felt or wanted: no speech
KINDS = {"belief": "thought", "attitude": "thought", "intention": "plan"}


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


@kept
def _attributions(doc):
    """Return the attributions of a Doc, the outermost of nested ones, and the quotation marks that belong to
    none.
    """
    quoted = marked(doc)
    quote_at = {i: quote for quote in quoted for i in range(*quote)}
    spoken_turns = dict(turns(doc))
    colons = {frame.start: frame for frame in spoken_turns.values()}
    beside = {
        (start, end): (None, None, False)
        if is_title(doc, start, end)
        else cue_beside(doc, start, end, quote_at)
        for start, end in quoted
    }
    frames = [f for f in attributions_in_parse(doc) if _fit_to_quotes(doc, f, quote_at, beside)]
    found = {frame.cue.i: frame for frame in frames} | spoken_turns
    claims = {}
    for frame in sorted(found.values(), key=lambda f: f.start, reverse=True):
        first = frame.start if frame.label != ":" else frame.cue.i - 4
        around = quote_at.get(frame.cue.i)
        held = {quote_at[i] for i in range(frame.start, frame.end) if i in quote_at}
        held -= {around} if frame.label != ":" else set()
        claims.update((start, frame) for start, end in held if first <= start and end <= frame.end + 1)
    unclaimed, last = [], None
    paragraph, signed = _paragraphs(doc), signed_quotations(doc)
    for start, end in quoted:
        if start in signed and (start not in claims or claims[start] in colons.values()):
            a, b = signed[start]
            last = found[-start - 1] = Attribution(start, end, speaker=doc[b - 1], span=(a, b))
            continue
        if start not in claims and is_title(doc, start, end):
            unclaimed.append((start, end))
            continue
        cue, speaker = (None, None) if start in claims else beside[start, end][:2]
        distance = paragraph[start] - paragraph[max(last.start, last.end - 1)] if last else 2
        same = last is not None and not _someone_else(doc, last, start)
        if start in claims:
            last = claims[start]
            _mend_speaker(last, *beside[start, end][:2])
        elif distance == 0 and (cue is None and same or cue is not None and cue == last.cue):
            last.gaps += [(last.end, start)] if last.end < start else []
            last.end = max(last.end, end)
        elif cue is not None:
            last = found.setdefault(cue.i, Attribution(start, end, cue, cue.text, "speech", speaker_of(cue)))
            _mend_speaker(last, cue, speaker)
            last.start, last.end = min(last.start, start), max(last.end, end)
        elif (
            end - start > FLOATING and (opens := _opens_a_sentence(doc, start)) or end - start > 2 * FLOATING
        ):
            before = _speaker_before(doc, start, found) if opens else None
            goes_on = before is None and opens and distance < 2 and same
            last = found[-start - 1] = Attribution(
                start, end, speaker=last.speaker if goes_on else before, span=last.span if goes_on else ()
            )
        else:
            unclaimed.append((start, end))
    for frame in found.values():
        if frame.speaker is None and frame.cue is not None:
            frame.speaker = _inverted(doc, frame)
    spoken = [f for f in found.values() if f.cue is None or reports_speech(f, _has_marks(f, quoted))]
    return _outermost(spoken), unclaimed


def _inverted(doc, frame):
    """Return the speaker right after a cue that closes its content: "It failed, claimed the union"."""
    cue, phrase = frame.cue, phrases_at(doc)[0].get(frame.cue.i + 1)
    closes = frame.end <= cue.i and cue.tag_ in ("VBD", "VBZ") and doc[cue.i - 1].text == ","
    return doc[phrase[1]] if closes and phrase and voice_kind(doc[phrase[1]]) else None


def _opens_a_sentence(doc, start):
    """Tell whether a quotation opens a sentence, so that it can stand for itself."""
    before = next((doc[i].text for i in range(start - 1, -1, -1) if doc[i].text != " "), "\n")
    return "\n" in before or before[-1] in ".!?:…”\"’'»" or doc[start].is_sent_start


def _verb_that_holds(doc, start):
    """Return the cue of whatever sense whose object a quotation in mid-sentence seems to be: "attacked “...”"."""
    if _opens_a_sentence(doc, start):
        return None
    for i in range(start - 1, max(start - 5, -1), -1):
        if doc[i].is_punct and doc[i].text not in (",", ":"):
            return None
        if doc[i].pos_ == "VERB" and i in cues_in(doc):
            return doc[i]
    return None


def _speaker_before(doc, start, found):
    """Return who is about to speak in a quotation that nothing attributes: who was said to speak in the sentence
    right before it, in its paragraph, or the person whom that sentence is about.
    """
    sentence = doc[max(start - 1, 0)].sent
    if start == 0 or "\n" in doc[start - 1].text or in_marks(doc)[start - 1] or sentence.end > start:
        return None
    for i in range(sentence.start, sentence.end):
        if (
            i in found
            and found[i].sense == "speech"
            and found[i].speaker is not None
            and doc[i].dep_ == "ROOT"
        ):
            return found[i].speaker
    subject = next((c for c in sentence.root.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or in_marks(doc)[subject.i]:
        return None
    person = subject.ent_type_ == "PERSON" or voice_kind(subject) == "person"
    return subject if person or subject.lower_ in ("he", "she") else None


def _has_marks(frame, quoted):
    k = bisect_left(quoted, (frame.start, frame.start))
    return k < len(quoted) and quoted[k][0] < frame.end


def _mend_speaker(frame, cue, speaker):
    """Take the speaker that the layout shows where the parse shows none, or one inside the quotation."""
    if cue == frame.cue and speaker is not None and (frame.speaker is None or quotes_its_speaker(frame)):
        frame.speaker = speaker


def _someone_else(doc, last, start):
    """Tell whether the narrator's sentences since a quotation are about another person than who said it."""
    after = last.end if last.cue is None or last.cue.i < last.end else last.cue.i + 1
    who = actor_at(doc).get(last.speaker.i) if last.speaker is not None else None
    for i in range(max(after, start - NEAR), start):
        token = doc[i]
        if token.dep_ not in SUBJECTS or in_marks(doc)[i] or token.sent.start < last.end:
            continue
        one = actor_at(doc).get(i)
        if one and one != who or not one and voice_kind(token) == "person":
            return True
    return False


def _fit_to_quotes(doc, frame, quote_at, beside):
    """Widen the content to the quotations that it touches, or keep it in that of its cue, and leave out those
    beside which another cue stands; False if nothing is left.
    """
    around = quote_at.get(frame.cue.i)
    if not around and not _leave_to_others(frame, quote_at, beside):
        return False
    for place in (frame.start, frame.end - 1):
        start, end = quote_at.get(place, (frame.start, frame.end))
        if (start, end) != around:
            frame.start, frame.end = min(start, frame.start), max(end, frame.end)
    if around:
        frame.start, frame.end = max(around[0], frame.start), min(around[1], frame.end)
    frame.start, frame.end = _trim(doc, frame.start, frame.end)
    return frame.start < frame.end


def _leave_to_others(frame, quote_at, beside):
    """Keep of a content what no other cue outside it claims by standing right beside; False if nothing is left."""
    held = dict.fromkeys(quote_at[i] for i in range(frame.start, frame.end) if i in quote_at)
    for start, end in held:
        cue, _, right_after = beside[start, end]
        if not right_after or cue == frame.cue or not frame.start < cue.i < frame.end:
            continue
        if frame.label == "according to":
            continue  # a second-hand voice holds the whole
        after = cue.i + 1
        if after <= frame.cue.i and start - frame.start < 3:
            own = [q for q in held if q[0] >= after and beside[q][0] in (None, frame.cue)]
            if not own:
                return False
            frame.start = own[0][0]
        elif start > frame.cue.i:
            frame.end = min(frame.end, start)
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
    indirect, or thought or plan where the cue tells no speech.
    """
    if frame.label == ":":
        return "direct"
    marks = [(a, b) for a, b in quoted if a < frame.end and frame.start < b]
    if not marks:
        return KINDS.get(frame.sense) or ("plan" if is_purpose(frame.cue) else "indirect")
    borders = [frame.start] + [i for a, b in marks for i in (a, b)] + [frame.end]
    unmarked = [(a, b) for a, b in zip(borders[::2], borders[1::2]) if b > a]
    return (
        "direct" if all(any(start <= a and b <= end for start, end in told) for a, b in unmarked) else "mixed"
    )


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


@table_of(Quotation)
def quotations(doc):
    """Return every quotation of a Doc, direct and indirect, with its speaker and the words that attribute it.

    Attribution is read off the parse by the cues in `data/attribution_verbs.csv` (a verb, noun or adjective
    and how its content follows), by "according to", and by quotation marks beside a verb of saying; speaker,
    cue and content as in Pareti, PARC 3.0 (LREC 2016). Of nested attributions the outermost counts, but what
    is quoted inside something "according to" another is kept with its first-hand speaker too.

    Columns: `sentence` (0-based, where the content starts); `kind`, direct (all in quotation marks), indirect
    or mixed, and for what nobody says but thinks or feels `thought`, and for what is wanted `plan`: these count
    nowhere as speech; `speaker`, the actor's name as in `actors`, else the phrase as within a sentence ("the
    mayor"), "" if nobody; `voice`, one name for one speaker through the article, named or not ("the experts"
    and "a group of independent experts" are one), "" where it is open who speaks; `cue`, "" for a quotation that floats, whose speaker is the one before; `sense` of the cue
    (speech, belief, intention, attitude, evidence); `content` with its `start` and `end`, and `speaker_start`
    and `speaker_end`, in characters of `doc.text`, -1 where nobody is named; `gaps`, where the narrator
    speaks inside the content, as "start-end" parted by spaces, else "".

    >>> from utils import parse
    >>> quotations(parse("The mayor said the bridge was safe."))[["kind", "speaker", "cue", "content"]].values.tolist()
    [['indirect', 'the mayor', 'said', 'the bridge was safe']]
    """
    numbers, quoted, unnamed = sentence_of(doc), marked(doc), UnnamedVoices(doc)
    starts, ends = zip(*quoted, strict=True) if quoted else ((), ())
    rows = []
    for frame in _attributions(doc)[0]:
        near = quoted[bisect_right(ends, frame.start) : bisect_left(starts, frame.end)]
        told, content = _gaps(frame, near), doc[frame.start : frame.end]
        name, voice, start, end = _speaker(doc, frame, unnamed, numbers[frame.start])
        gaps = " ".join(
            f"{doc[a - 1].idx + len(doc[a - 1]) if a > frame.start else content.start_char}-{doc[b].idx}"
            for a, b in told
        )
        row = Quotation(
            sentence=numbers[frame.start],
            kind=_kind(frame, near, told),
            speaker=name,
            voice="",
            cue=frame.label,
            sense=frame.sense,
            content=doc[frame.start : frame.end].text,
            start=content.start_char,
            end=doc[frame.start : frame.end].end_char,
            speaker_start=start,
            speaker_end=end,
            gaps=gaps,
        )
        rows.append((row, voice))
    names = unnamed.names()
    for row, voice in rows:
        yield row._replace(voice=names[voice] if isinstance(voice, int) else voice)


def _speaker(doc, frame, unnamed, sentence):
    """Return the speaker's name or words, the voice (a name, or the number of an unnamed one), and where the
    speaker is named.
    """
    if frame.speaker is None:
        return "", "", -1, -1
    actors = actor_at(doc)
    phrase = doc[slice(*(frame.span or speaker_phrase(frame.speaker)))]
    pronoun = relative_pronoun(frame.speaker, frame.cue)
    start, end = phrase.start_char, pronoun.idx + len(pronoun) if pronoun else phrase.end_char
    named = apposed_name(frame.speaker)
    actor = (
        frame.span
        and _surnames(doc).get(frame.speaker.text.upper())
        or actors.get(frame.speaker.i)
        or actors.get(named.i)
        or _named_after(doc, tokens_at(doc, start, phrase.end_char)[1])
    )
    end = max(end, named.idx + len(named))
    if actor:
        return actor, actor, start, end
    if frame.span:
        return phrase.text, phrase.text, start, end
    number = unnamed.of(frame.speaker, phrase, sentence)
    noun = nouns_of_pronouns(doc).get(frame.speaker.i)
    shown = phrase_of(doc[noun]) if noun is not None else phrase
    return within_a_sentence(shown), "" if number is None else number, start, end


def _named_after(doc, end):
    """Return the person whose name stands between commas after a phrase: "one of the three, Ann Roe, said"."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return ""
    after = end + 1
    name = actor_at(doc).get(after, "")
    while after < len(doc) and name and actor_at(doc).get(after) == name:
        after += 1
    closed = after < len(doc) and doc[after].text in (",", "-", "–", "—", "(")
    return name if closed and doc[end + 1].ent_type_ == "PERSON" and name in genders(doc) else ""


def pieces(quotes: pd.DataFrame, thoughts: bool = False) -> pd.DataFrame:
    """Return a table of `quotations` with a row for each uninterrupted piece, the narrator's words between
    them left out; what is thought or planned is no speech, and left out unless `thoughts` asks for it.

    Columns: those of `quotations`, with `content`, `start` and `end` those of the piece and `gaps` empty.

    >>> from utils import parse
    >>> pieces(quotations(parse("“If it rains,” said Ana Lee, “we stay.”")))["content"].tolist()
    ['“If it rains,”', '“we stay.”']
    """
    rows = []
    for quote in quotes.itertuples(index=False):
        if quote.kind in SILENT and not thoughts:
            continue
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
    """Return (speaker, start, end, speaker_start, speaker_end) for each of the `pieces` of speech of a Doc, in
    characters.
    """
    return [
        (quote.speaker, *piece, quote.speaker_start, quote.speaker_end)
        for quote in quotations.rows(doc)
        if quote.kind not in SILENT
        for piece in _pieces(quote.start, quote.end, quote.gaps)
    ]


@kept
def voice_pieces(doc) -> list:
    """Return (voice, start, end) for each of the `pieces` of speech of a Doc, in characters, the innermost last."""
    found = [
        (quote.voice, *piece)
        for quote in quotations.rows(doc)
        if quote.kind not in SILENT
        for piece in _pieces(quote.start, quote.end, quote.gaps)
    ]
    return sorted(found, key=lambda piece: piece[1] - piece[2])


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
