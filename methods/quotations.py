"""Who says what: direct, indirect and mixed quotations, each with its speaker and the words that attribute it."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

import pandas as pd

from methods.actors import mentions
from utils import kept, sentence_of, word_list

COLUMNS = ["sentence", "kind", "speaker", "cue", "content", "start", "end", "speaker_start", "speaker_end"]
OTHER_COLUMNS = ["sentence", "start", "end", "text", "why"]
OPENING, CLOSING, STRAIGHT = {"“", "„", "«", "``"}, {"”", "»", "''"}, {'"', "＂"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
LOOSE = {"relcl", "appos", "acl", "parataxis"}


def _cues():
    table = word_list("attribution_verbs")
    return _by_cue(id(table))


@lru_cache(maxsize=1)
def _by_cue(_version):
    return {(row.cue, row.part_of_speech.upper()): (set(row.takes.split()), row.sense)
            for row in word_list("attribution_verbs").itertuples(index=False)}


@kept
def _quoted(doc):
    """Return the stretches in quotation marks as (first token, token after the closing mark); an unclosed one ends with its paragraph."""
    text, stretches, opened = doc.text, [], None
    for mark in re.finditer(r"[“”„«»\"＂\n]|``|''", text):
        sign = mark.group()
        if sign == "\n":
            if opened is not None:
                stretches.append((opened, mark.start()))
            opened = None
        elif sign in OPENING or sign in STRAIGHT and opened is None:
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            stretches.append((opened, mark.end()))
            opened = None
    if opened is not None:
        stretches.append((opened, len(text)))
    starts = [t.idx for t in doc]
    return [(bisect_right(starts, a) - 1, bisect_left(starts, b)) for a, b in stretches if b - a > 2]


def _trim(doc, lo, hi):
    """Return a token range without the punctuation at its edges, its quotation marks kept."""
    while lo < hi and (doc[lo].is_space or doc[lo].is_punct and not doc[lo].is_quote and not doc[lo].is_bracket):
        lo += 1
    while lo < hi and (doc[hi - 1].is_space or doc[hi - 1].is_punct and not doc[hi - 1].is_quote and not doc[hi - 1].is_bracket):
        hi -= 1
    return lo, hi


def _child(token, *deps):
    return next((c for c in token.children if c.dep_ in deps), None)


def _speaker(verb):
    """Return the head of the phrase that names who says, thinks or wants, or None."""
    agent = _child(verb, "agent")
    if agent is not None:
        return _child(agent, "pobj")
    if verb.tag_ == "VBN" and (_child(verb, "auxpass") is not None or verb.dep_ == "acl"):
        return None
    seen = 0
    while seen < 5:
        subject = _child(verb, *SUBJECTS)
        if subject is not None:
            return subject
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"):
            return None
        verb, seen = verb.head, seen + 1
    return None


def _phrase(head):
    """Return the token range of a noun phrase without what follows it after a comma or as a relative clause."""
    right = head
    for child in head.rights:
        if child.dep_ in LOOSE or child.is_punct:
            break
        right = child
    return head.left_edge.i, (right.right_edge.i if right is not head else head.i) + 1


def _frames(doc):
    """Yield (cue token, cue text, content range, speaker head) for the attributions that the parse shows."""
    cues = _cues()
    for token in doc:
        entry = cues.get((token.lemma_.lower(), token.pos_))
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            source = _child(doc[token.i + 1], "pobj")
            if source is not None:
                yield token, "according to", _rest_of_clause(token, source), source
        elif entry:
            content = _content(token, entry[0])
            if content:
                yield token, token.text, content, _speaker(token)


def _rest_of_clause(token, source):
    sent = token.sent
    last = source.right_edge.i + 1
    return (sent.start, token.i) if token.i - sent.start > sent.end - last else (last, sent.end)


def _content(verb, takes):
    clause = _child(verb, "ccomp") if "clause" in takes else None
    if clause is not None and not (clause.i < verb.i and clause.right_edge.i > verb.i):
        lo, hi = clause.left_edge.i, clause.right_edge.i + 1
        if hi <= verb.i:
            lo = min([lo] + [c.left_edge.i for c in verb.lefts if c.i < lo])
        return lo, hi
    if "clause" in takes and verb.dep_ in ("ccomp", "parataxis") and verb.head.i < verb.i and verb.left_edge.i > verb.head.i:
        return verb.head.left_edge.i, verb.left_edge.i
    goal = _child(verb, "xcomp", "ccomp") if "infinitive" in takes else None
    if goal is not None and goal.i > verb.i:
        return goal.left_edge.i, goal.right_edge.i + 1
    thing = _child(verb, "dobj", "oprd") if "object" in takes else None
    if thing is not None and thing.i > verb.i:
        return thing.left_edge.i, thing.right_edge.i + 1
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in takes:
            topic = _child(child, "pobj", "pcomp")
            if topic is not None:
                return (child.i if child.lower_ == "to" else topic.left_edge.i), topic.right_edge.i + 1
    return None


def _cue_near(doc, lo, hi, inside):
    """Return the verb of saying that stands beside a quotation, outside every quotation, in its sentence or the next words."""
    cues = _cues()
    paragraph_end = next((i for i in range(hi, min(hi + 12, len(doc))) if "\n" in doc[i].text), min(hi + 12, len(doc)))
    for i in [*range(hi, paragraph_end), *range(lo - 1, max(lo - 13, -1), -1)]:
        token = doc[i]
        if "\n" in token.text:
            continue
        if i not in inside and token.pos_ in ("VERB", "AUX") and cues.get((token.lemma_.lower(), "VERB"), ("", ""))[1] == "speech":
            if i < lo and any(doc[k].text in ".!?" or "\n" in doc[k].text for k in range(i, lo)):
                break
            if i >= hi and any(doc[k].text in ".!?" for k in range(hi, i)):
                continue
            return token
    return None


@kept
def _attributions(doc):
    """Return the attributions of a Doc as [first token, token after the last, cue, speaker head], and the quotations left over."""
    quoted = _quoted(doc)
    inside = {i for lo, hi in quoted for i in range(lo, hi)}
    rows = []
    for cue, words, (lo, hi), speaker in _frames(doc):
        lo, hi = _trim(doc, lo, hi)
        if lo >= hi:
            continue
        for a, b in quoted:
            if a < hi and lo < b and not a <= cue.i < b:
                lo, hi = min(a, lo), max(b, hi)
        rows.append([lo, hi, cue, words, speaker])
    left = []
    paragraph_cue = {}
    paragraph = 0
    breaks = [i for i, t in enumerate(doc) if "\n" in t.text]
    for a, b in quoted:
        if any(lo <= a and b <= hi for lo, hi, *_ in rows):
            row = next(r for r in rows if r[0] <= a and b <= r[1])
            paragraph_cue[bisect_left(breaks, a)] = row
            continue
        verb = _cue_near(doc, a, b, inside)
        paragraph = bisect_left(breaks, a)
        previous = paragraph_cue.get(paragraph)
        if previous is not None and (verb is None or verb is previous[2]) and b - a > 4:
            previous[1] = max(previous[1], b)
        elif verb is not None:
            same = next((r for r in rows if r[2] is verb), None)
            row = [a, b, verb, verb.text, _speaker(verb)]
            if same is not None and b - a > 4:
                same[0], same[1] = min(same[0], a), max(same[1], b)
                row = same
            else:
                rows.append(row)
            paragraph_cue[paragraph] = row
        elif b - a > 8:
            row = [a, b, None, "", None]
            rows.append(row)
            paragraph_cue[paragraph] = row
        else:
            left.append((a, b))
    rows.sort(key=lambda r: (r[0], -r[1]))
    outer, reach = [], 0
    for row in rows:
        if row[1] > reach:
            outer.append(row)
            reach = row[1]
    return outer, left


@kept
def quotations(doc) -> pd.DataFrame:
    """Return every quotation, direct and indirect, with its speaker."""
    named = mentions(doc)
    actor_at = sorted(zip(named["start"], named["end"], named["actor"]))
    numbers, quoted = sentence_of(doc), _quoted(doc)
    rows = []
    for lo, hi, cue, words, speaker in _attributions(doc)[0]:
        content = doc[lo:hi]
        marked = sum(min(b, hi) - max(a, lo) for a, b in quoted if a < hi and lo < b)
        kind = "direct" if marked >= 0.9 * (hi - lo) else "mixed" if marked else "indirect"
        name, start, end = "", -1, -1
        if speaker is not None:
            phrase = doc[slice(*_phrase(speaker))]
            start, end, name = phrase.start_char, phrase.end_char, phrase.text
            name = next((n for s, e, n in actor_at if s < speaker.idx + len(speaker) and speaker.idx < e), name)
        rows.append((numbers[lo], kind, name, words, content.text, content.start_char, content.end_char, start, end))
    return pd.DataFrame(rows, columns=COLUMNS)


def not_speech(doc) -> pd.DataFrame:
    """Return the words in quotation marks that nobody is quoted with: titles of works and scare quotes."""
    numbers = sentence_of(doc)
    rows = []
    for lo, hi in _attributions(doc)[1]:
        span = doc[lo:hi]
        words = [t for t in span if t.is_alpha and len(t) > 3]
        why = "title" if len(words) > 1 and all(t.text[0].isupper() for t in words) else "scare quotes"
        rows.append((numbers[lo], span.start_char, span.end_char, span.text, why))
    return pd.DataFrame(rows, columns=OTHER_COLUMNS)
