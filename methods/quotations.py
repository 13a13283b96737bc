"""Who says what: direct, indirect and mixed quotations, each with its speaker and the words that attribute it."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from spacy.tokens import Token

from methods.actors import mentions
from utils import kept, sentence_of, word_list

COLUMNS = ["sentence", "kind", "speaker", "cue", "sense", "content", "start", "end", "speaker_start", "speaker_end"]
NOT_SPEECH_COLUMNS = ["sentence", "start", "end", "text", "why"]
OPENING, STRAIGHT = {"“", "„", "«", "``"}, {'"', "＂", "''"}
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
INHERITING = {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp"}
FOLLOWING = {"prep", "oprd", "xcomp"}
BESIDE = 12  # tokens between a quotation and the words that attribute it
LOOSE = {"relcl", "appos", "acl", "parataxis"}
PAUSE = {",", "—", "–", "--", "-"}


@dataclass
class _Attribution:
    start: int
    end: int
    cue: Token | None = None
    label: str = ""
    sense: str = "speech"
    speaker: Token | None = None


def _cues():
    return _cues_of(id(word_list("attribution_verbs")))


@lru_cache(maxsize=1)
def _cues_of(_version):
    table = word_list("attribution_verbs")
    return {(row.cue, row.part_of_speech.upper()): (frozenset(row.takes.split()), row.sense)
            for row in table.itertuples(index=False)}


@kept
def _quoted(doc):
    """Return what stands in quotation marks as (first token, token after the last); an unclosed mark holds to its paragraph's end."""
    text, stretches, opened = doc.text, [], None
    for mark in re.finditer(r"[“”„«»\"＂\n]|``|''|\Z", text):
        sign = mark.group()
        opens = sign in OPENING or sign in STRAIGHT and (
            opened is None or text[mark.start() - 1:mark.start()] in (" ", "\n", "") and text[mark.end():mark.end() + 1].isalnum())
        if opens:
            stretches += [(opened, mark.start())] if opened is not None else []
            opened = mark.start()
        elif opened is not None:
            stretches.append((opened, mark.start() if sign in "\n" else mark.end()))
            opened = None
    starts = [t.idx for t in doc]
    return [(bisect_right(starts, a) - 1, bisect_left(starts, b)) for a, b in stretches if text[a:b].strip("“”\"' \t")]


def _child(token, *deps):
    return next((c for c in token.children if c.dep_ in deps), None)


def _speaker(cue):
    """Return the head of the phrase that names who says, thinks or wants, or None."""
    if cue.pos_ == "NOUN":
        owner = _child(cue, "poss")
        if owner is not None or cue.dep_ not in ("dobj", "attr", "pobj"):
            return owner
        cue = cue.head
    by = _child(cue, "agent")
    if by is not None:
        return _child(by, "pobj")
    if cue.tag_ == "VBN" and (_child(cue, "auxpass") is not None or cue.dep_ == "acl"):
        return None
    for _ in range(5):
        subject = _child(cue, *SUBJECTS)
        if subject is not None:
            return cue.head if _is_relative(subject, cue) else subject
        if cue.dep_ == "acl":
            return cue.head
        if cue.dep_ not in INHERITING:
            return None
        cue = cue.head
    return None


def _is_relative(subject, verb):
    return subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"


def _phrase(head, cue):
    """Return the token range that names a speaker: to a relative pronoun, else without apposition and relative clause."""
    pronoun = cue and _child(cue, *SUBJECTS)
    if pronoun and pronoun.i > head.i and _is_relative(pronoun, cue):
        return head.left_edge.i, pronoun.i + 1
    right = head.i
    for child in head.rights:
        if child.dep_ in LOOSE or child.is_punct:
            break
        right = child.right_edge.i
    return head.left_edge.i, right + 1


def _frames(doc):
    """Yield the attributions that the parse shows."""
    cues = _cues()
    for token in doc:
        takes, sense = cues.get((token.lemma_.lower(), token.pos_), (None, ""))
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            source = _child(doc[token.i + 1], "pobj")
            if source is not None:
                yield _Attribution(*_beside(token, source), token, "according to", "speech", source)
        elif takes:
            content = _content(token, takes)
            if content:
                yield _Attribution(*content, token, token.text, sense, _speaker(token))


def _beside(token, source):
    """Return the longer part of the sentence on either side of "according to" its source."""
    sentence, after = token.sent, source.right_edge.i + 1
    return (sentence.start, token.i) if token.i - sentence.start > sentence.end - after else (after, sentence.end)


def _content(cue, takes):
    """Return the token range of what a cue attributes, in the first of the forms that it takes, or None."""
    content = None
    if "clause" in takes:
        content = _around(cue) if cue.pos_ == "VERB" else None
        content = content or _edges(next((c for c in cue.rights if c.dep_ == "ccomp" or c.dep_ == "acl" and _child(c, "mark")), None))
    if content is None and "object" in takes and _child(cue, "agent"):
        content = _edges(_child(cue, "nsubjpass"))
    if content is None and "infinitive" in takes:
        content = _infinitive(cue)
    if content is None and "object" in takes:
        thing = next((c for c in cue.rights if c.dep_ in ("dobj", "oprd")), None)
        if thing is not None:
            last = max([thing.right_edge.i] + [c.right_edge.i for c in cue.rights if c.dep_ in FOLLOWING])
            content = thing.left_edge.i, last + 1
    if content is None:
        topic = next((_child(c, "pobj", "pcomp") for c in cue.rights if c.dep_ == "prep" and c.lower_ in takes), None)
        content = _edges(topic)
        if content and topic.head.lower_ == "to":
            content = topic.head.i, content[1]
    return content


def _edges(head):
    return None if head is None else (head.left_edge.i, head.right_edge.i + 1)


def _infinitive(cue):
    goal = next((c for c in cue.rights if c.dep_ in ("xcomp", "ccomp", "acl", "advcl") and any(x.tag_ == "TO" for x in c.lefts)), None)
    return _edges(goal)


def _around(verb):
    """Return the content of a verb that follows it or stands, set off by commas, after it or on both its sides."""
    doc, sentence = verb.doc, verb.sent
    subject = _child(verb, *SUBJECTS)
    left = verb.i if subject is None else min(verb.i, subject.left_edge.i)
    right = verb.i if subject is None else max(verb.i, subject.right_edge.i)
    if subject is not None and left > sentence.start and doc[left - 1].text in PAUSE:
        pause = next((i for i in range(right + 1, min(right + 8, sentence.end)) if doc[i].text in PAUSE or doc[i].pos_ in ("VERB", "AUX")), None)
        if pause is not None and doc[pause].text in PAUSE:
            return sentence.start, sentence.end
    clause = _child(verb, "ccomp")
    if clause is None and verb.dep_ in ("ccomp", "parataxis") and verb.head.i < left and (doc[left - 1].is_quote or doc[left - 1].text == ","):
        clause = verb.head
    if clause is None or clause.left_edge.i < left <= sentence.start:
        return None
    if clause.i < left:
        return sentence.start, left
    return (clause.left_edge.i, clause.right_edge.i + 1) if clause.i > verb.i else None


def _turns(doc):
    """Yield the turns of a transcript, a line that opens with a speaker in capitals and a colon, by the colon's place."""
    for mark in re.finditer(r"^[“\"]?((?:[A-Z][A-Z.'’-]+ ?){1,4}): *(?=\S)([^\n]+)", doc.text, re.MULTILINE):
        start, end = (doc.char_span(*mark.span(2), alignment_mode="expand"), doc.char_span(*mark.span(1), alignment_mode="expand"))
        yield end.end, _Attribution(start.start, start.end, doc[end.end], ":", "speech", end.root)


def _cue_beside(doc, start, end, inside):
    """Return the verb of saying that stands beside a quotation, outside every quotation, in the next words of its paragraph."""
    cues = _cues()
    for steps, stops in ((range(end, min(end + BESIDE, len(doc))), ".!?\n"), (range(start - 1, max(start - BESIDE - 1, -1), -1), ".!?\n")):
        for i in steps:
            if i not in inside and any(s in doc[i].text for s in stops) and len(doc[i].text) < 3:
                break
            if i not in inside and doc[i].pos_ == "VERB" and cues.get((doc[i].lemma_.lower(), "VERB"), ("", ""))[1] == "speech":
                return doc[i]
    return None


@kept
def _attributions(doc):
    """Return the attributions of a Doc, the outermost of nested ones, and the quotation marks that belong to none."""
    quoted = _quoted(doc)
    inside = {i for start, end in quoted for i in range(start, end)}
    found = {}
    for frame in _frames(doc):
        for start, end in quoted:
            if start <= frame.cue.i < end:
                frame.start, frame.end = max(start, frame.start), min(end, frame.end)
            elif start < frame.end and frame.start < end:
                frame.start, frame.end = min(start, frame.start), max(end, frame.end)
        frame.start, frame.end = _trim(doc, frame.start, frame.end)
        if frame.start < frame.end:
            found[frame.cue.i] = frame
    found.update(_turns(doc))
    unclaimed, last = [], None
    breaks = [i for i, t in enumerate(doc) if "\n" in t.text]
    for start, end in quoted:
        paragraph = bisect_left(breaks, start)
        covering = [f for f in found.values() if (f.start if f.label != ":" else f.cue.i - 4) <= start and end <= f.end + 1]
        cue = None if covering else _cue_beside(doc, start, end, inside)
        same = last is not None and bisect_left(breaks, last.start) == paragraph
        if covering:
            last = min(covering, key=lambda f: f.start)
        elif same and (cue is None or cue is last.cue):
            last.end = max(last.end, end)
        elif cue is not None:
            frame = found.setdefault(cue.i, _Attribution(start, end, cue, cue.text, "speech", _speaker(cue)))
            frame.start, frame.end = min(frame.start, start), max(frame.end, end)
            last = frame
        elif end - start > 8:
            heir = last is not None and bisect_left(breaks, last.start) >= paragraph - 2
            last = found[-start - 1] = _Attribution(start, end, speaker=last.speaker if heir else None)
        else:
            unclaimed.append((start, end))
    outermost, reach = [], 0
    for frame in sorted(found.values(), key=lambda f: (f.start, -f.end)):
        if frame.end > reach:
            outermost.append(frame)
            reach = frame.end
    return outermost, unclaimed


def _trim(doc, start, end):
    """Return a token range without the punctuation at its edges, save quotation marks and brackets."""
    def idle(token):
        return token.is_space or token.is_punct and not (token.is_quote or token.is_bracket)
    while start < end and idle(doc[start]):
        start += 1
    while start < end and idle(doc[end - 1]):
        end -= 1
    return start, end


def _kind(frame, quoted):
    marks = [(a, b) for a, b in quoted if a < frame.end and frame.start < b]
    if not marks:
        return "indirect"
    borders = [frame.start] + [i for a, b in marks for i in (a, b)] + [frame.end]
    gaps = [(a, b) for a, b in zip(borders[::2], borders[1::2]) if b > a]
    return "direct" if all(frame.cue is not None and a <= frame.cue.i < b < a + BESIDE for a, b in gaps) else "mixed"


@kept
def quotations(doc) -> pd.DataFrame:
    """Return every quotation, direct and indirect, with its speaker."""
    named = mentions(doc)
    names = sorted(zip(named["start"], named["end"], named["actor"]))
    numbers, quoted = sentence_of(doc), _quoted(doc)
    rows = []
    for frame in _attributions(doc)[0]:
        content, name, start, end = doc[frame.start:frame.end], "", -1, -1
        if frame.speaker is not None:
            phrase = doc[slice(*_phrase(frame.speaker, frame.cue))]
            start, end = phrase.start_char, phrase.end_char
            head = frame.speaker.idx
            name = next((n for a, b, n in names if a < head + len(frame.speaker) and head < b), phrase.text)
        rows.append((numbers[frame.start], _kind(frame, quoted), name, frame.label, frame.sense,
                     content.text, content.start_char, content.end_char, start, end))
    return pd.DataFrame(rows, columns=COLUMNS)


def not_speech(doc) -> pd.DataFrame:
    """Return the words in quotation marks that nobody is quoted with: titles of works and scare quotes."""
    numbers, rows = sentence_of(doc), []
    for start, end in _attributions(doc)[1]:
        span = doc[start:end]
        words = [t for t in span if t.is_alpha and len(t) > 3]
        why = "title" if len(words) > 1 and all(t.text[0].isupper() for t in words) else "scare quotes"
        rows.append((numbers[start], span.start_char, span.end_char, span.text, why))
    return pd.DataFrame(rows, columns=NOT_SPEECH_COLUMNS)
