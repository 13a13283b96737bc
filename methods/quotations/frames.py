"""The attributions of an article: what the parse shows, what the marks and the layout show, and which of them
hold.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from methods.actors import actor_at, mentions
from methods.quotation_marks import CLOSING, in_marks, is_title, marked
from methods.quotations.attribution import Attribution, attributions_in_parse
from methods.quotations.continued import going_on_after
from methods.quotations.hearsay import is_hearsay, is_term
from methods.quotations.layout import cue_beside, phrases_at, signed_quotations, turns, verb_before
from methods.quotations.silence import speech_words
from methods.quotations.speakers import is_thing, quotes_its_speaker, reports_speech, voice_kind
from methods.quotations.subjects import cues_in, quoted_source, speaker_of
from utils import SUBJECTS, kept

TERM = 4  # tokens in marks that a document can have for a term
FLOATING = 8  # tokens that a quotation without attributing words must exceed to count as speech
MAIN = {"conj", "parataxis", "xcomp"}  # what goes on with the verb of a sentence
NEAR = 150  # tokens before a quotation in which the narrator may have turned to somebody else


@kept
def attributions(doc):
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
    going_on = going_on_after(doc, quoted, beside)
    beside |= dict.fromkeys(going_on, (None, None, False))
    frames = [f for f in attributions_in_parse(doc) if _fit_to_quotes(doc, f, quote_at, beside, going_on)]
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
    reported = _reported(doc, found, quoted)
    told = {id(frame) for frame in reported}
    for start, end in quoted:
        k = bisect_left(reported, start, key=_said_by) - 1
        if last is not None and k >= 0 and min(reported[k].start, reported[k].cue.i) >= _said_by(last):
            last = reported[k]
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
        same &= not _is_wish_of_a_body(doc, last, start)
        if start in claims:
            last = claims[start]
            _mend_speaker(last, *beside[start, end][:2])
        elif distance == 0 and (
            cue is None
            and same
            and id(last) not in told
            and _follows(doc, last, start)
            or cue
            and cue == last.cue
        ):
            last.gaps += [(last.end, start)] if last.end < start else []
            last.end = max(last.end, end)
        elif cue is not None:
            who = quoted_source(cue) or speaker_of(cue)
            last = found.setdefault(cue.i, Attribution(start, end, cue, cue.text, "speech", who))
            _mend_speaker(last, cue, speaker)
            last.start, last.end = min(last.start, start), max(last.end, end)
        elif last is not None and _is_reopened(doc, last, start):
            last = found[-start - 1] = Attribution(start, end, speaker=last.speaker, span=last.span)
        elif (
            end - start > FLOATING and (opens := _opens_a_sentence(doc, start)) or end - start > 2 * FLOATING
        ):
            before = _speaker_before(doc, start, found) if opens else None
            goes_on = before is None and opens and distance < 2 and same and not is_hearsay(last.cue)
            last = found[-start - 1] = Attribution(
                start, end, speaker=last.speaker if goes_on else before, span=last.span if goes_on else ()
            )
        else:
            unclaimed.append((start, end))
    for frame in found.values():
        if frame.speaker is None and frame.cue is not None:
            frame.speaker = _inverted(doc, frame)
    terms = {k for k, f in found.items() if f.cue is not None and is_term(f.cue, f.start, f.end)}
    terms |= {k for k, f in found.items() if _is_term_of_document(doc, f, quote_at)}
    unclaimed = sorted(unclaimed + [(found[k].start, found[k].end) for k in terms])
    found = {k: frame for k, frame in found.items() if k not in terms}
    spoken = [f for f in found.values() if f.cue is None or reports_speech(f, _has_marks(f, quoted))]
    for frame in spoken:
        thing = frame.speaker is not None and not frame.span and is_thing(frame.speaker)
        if thing or frame.sense == "speech" and is_hearsay(frame.cue):
            frame.speaker, frame.span = None, ()
    return _outermost(spoken), unclaimed


def _is_term_of_document(doc, frame, quote_at):
    """Tell whether a document only has a term in marks for its object: "the bill proposes “mooring
    orders”".
    """
    a, b = quote_at.get(frame.start, (0, 0))
    if frame.cue is None or not frame.cue.i < a == frame.start or b - a - 2 > TERM:
        return False
    things = [c for c in frame.cue.rights if c.dep_ == "dobj"]
    document = frame.speaker is not None and voice_kind(frame.speaker) == "document"
    return document and any(a < c.i < b and c.pos_ in ("NOUN", "PROPN") for c in things)


def _said_by(frame):
    """Return the token after an attribution and its cue."""
    return max(frame.end, 0 if frame.cue is None else frame.cue.i + 1)


def _reported(doc, found, quoted):
    """Return the attributions without quotation marks that are a sentence of their own, in the order of the
    text: one closes the quotation before it.
    """
    frames = [f for f in found.values() if f.label != ":" and f.sense == "speech" and f.speaker is not None]
    frames = [f for f in frames if _is_main(f.cue) and not in_marks(doc)[f.cue.i] and voice_kind(f.speaker)]
    return sorted((f for f in frames if not _has_marks(f, quoted)), key=_said_by)


def _is_main(cue):
    """Tell whether a cue is the verb of its sentence, or is joined to it."""
    while cue.dep_ in MAIN:
        cue = cue.head
    return cue.dep_ == "ROOT"


def _inverted(doc, frame):
    """Return the speaker right after a cue that closes its content: "It failed, claimed the union"."""
    cue, phrase = frame.cue, phrases_at(doc)[0].get(frame.cue.i + 1)
    closes = frame.end <= cue.i and cue.tag_ in ("VBD", "VBZ") and doc[cue.i - 1].text == ","
    return doc[phrase[1]] if closes and phrase and voice_kind(doc[phrase[1]]) else None


def _is_reopened(doc, last, start):
    """Tell whether marks open after others that were not closed, with nothing but a line break between: the
    same voice goes on.
    """
    at = start - 1
    while at >= last.end and doc[at].is_space:
        at -= 1
    between = doc[last.end : at + 1]
    stops = all(t.is_punct and in_marks(doc)[t.i] for t in between)
    return at < start - 1 and stops and in_marks(doc)[at] and doc[at].text not in CLOSING


def _opens_a_sentence(doc, start):
    """Tell whether a quotation opens a sentence, so that it can stand for itself."""
    before = next((doc[i].text for i in range(start - 1, -1, -1) if doc[i].text != " "), "\n")
    return "\n" in before or before[-1] in ".!?:…”\"’'»" or doc[start].is_sent_start


def _verb_that_holds(doc, start):
    """Return the cue of whatever sense whose object a quotation in mid-sentence seems to be: "attacked
    “...”"."""
    if _opens_a_sentence(doc, start):
        return None
    for i in range(start - 1, max(start - 5, -1), -1):
        if doc[i].is_punct and doc[i].text not in (",", ":"):
            return None
        if doc[i].pos_ == "VERB" and i in cues_in(doc):
            return doc[i]
    return None


def _speaker_before(doc, start, found):
    """Return who is about to speak in a quotation that nothing attributes: who was said to speak in the
    sentence
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


def _is_wish_of_a_body(doc, last, start):
    """Tell whether an attribution is only what a body wants, and whole sentences in marks follow it: somebody
    speaks there.
    """
    wishes = last is not None and last.sense == "intention" and last.speaker is not None
    who = actor_at(doc).get(last.speaker.i, "") if wishes else ""
    kinds = ("body", "people") if wishes and last.speaker.tag_ == "NN" else ()
    body = wishes and (who in _bodies(doc) or voice_kind(last.speaker) in kinds)
    return body and start >= _said_by(last) and _opens_a_sentence(doc, start)


@kept
def _bodies(doc):
    return {one.actor for one in mentions.rows(doc) if one.kind in ("organisation", "group")}


def _follows(doc, last, start) -> bool:
    """Tell whether marks stand in the sentence of a quotation, or open one: else they are what the narrator
    only takes up there.
    """
    return _opens_a_sentence(doc, start) or doc[start].sent.start < _said_by(last)


def _fit_to_quotes(doc, frame, quote_at, beside, going_on):
    """Widen the content to the quotations that it touches, or keep it in that of its cue, and leave out those
    beside which another cue stands; False if nothing is left.
    """
    k = bisect_left(going_on, (frame.cue.i,)) - 1
    if k >= 0 and frame.start < going_on[k][1] <= frame.cue.i:
        frame.start = going_on[k][1]
    around = quote_at.get(frame.cue.i)
    if not around and not _leave_to_others(frame, quote_at, beside):
        return False
    for place in (frame.start, frame.end - 1):
        start, end = quote_at.get(place, (frame.start, frame.end))
        if (start, end) != around:
            frame.start, frame.end = min(start, frame.start), max(end, frame.end)
    if around:
        frame.start, frame.end = max(around[0] + 1, frame.start), min(around[1] - 1, frame.end)
    frame.start, frame.end = _trim(doc, frame.start, frame.end)
    return frame.start < frame.end


def _leave_to_others(frame, quote_at, beside):
    """Keep of a content what no other cue outside it claims by standing right beside; False if nothing is
    left."""
    held = dict.fromkeys(quote_at[i] for i in range(frame.start, frame.end) if i in quote_at)
    for start, end in held:
        cue, _, right_after = beside[start, end]
        opening = verb_before(frame.cue.doc, start, quote_at) if start > frame.start else None
        if opening and cue == frame.cue and frame.start < opening[0].i < start < frame.cue.i:
            frame.start = start  # "Ann Roe added: “...,” she said"
            frame.speaker = speaker_of(opening[0]) or opening[1] or frame.speaker
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
                frame.label == "according to"
                or frame.cue is not None
                and frame.cue.lemma_ in speech_words("meeting")
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
