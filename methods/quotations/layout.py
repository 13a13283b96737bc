"""What the layout of a page tells of who speaks: a verb beside closing marks, a name after a dash or on a
line of
its own, the turns of a transcript.
"""

from __future__ import annotations

import re

from methods.actors import actor_at, genders
from methods.actors.lexicon import country_words, lowered, title_words
from methods.quotation_marks import in_marks, marked
from methods.quotations.attribution import Attribution
from methods.quotations.silence import leaves_speech
from methods.quotations.speakers import voice_kind
from methods.quotations.subjects import cues_in
from utils import SUBJECTS, kept, text_of, tokens_at

TURN = r"^[“\"]?([A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){0,3}): *(?=\S)([^\n]+)"
BESIDE = 12  # tokens between a quotation and the words that attribute it
LINE_DASHES = {"—", "–", "--", "-", "―", "‒"}
PAUSES = set(",?!…—–-.")  # before a closing mark, where the narrator goes on with who said it
TENSED = {"VBD", "VBZ", "VBP"}
CLOSE = 6  # tokens, as many as can hold the marks that close at one place
CLOSING_SIGNS = " \"'“”‘’«»`"
DATE_TYPES = ("DATE", "TIME")
LONGEST_LINE = 12  # tokens of a line that holds no more than who speaks
FILLERS = {"of", "the", "for", "and", "de", "in", "at", "&", ",", "-", "(", ")", "."}


def turns(doc):
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
def phrases_at(doc) -> tuple[dict, dict]:
    """Return the noun phrases of a Doc as (first token, head, token after the last), by the first and by each
    token."""
    first, inside = {}, {}
    for chunk in doc.noun_chunks:
        phrase = (chunk.start, chunk.root.i, chunk.end)
        first[chunk.start] = phrase
        inside.update(dict.fromkeys(range(chunk.start, chunk.end), phrase))
    return first, inside


def cue_beside(doc, start, end, quote_at):
    """Return the verb that attributes a quotation, the token that names its speaker where the layout and
    not the
    parse shows it (each None where there is none), and whether they stand right after it.
    """
    before = verb_before(doc, start, quote_at)
    introduced = before is not None and doc[start - 1].text == ":" and _ends_a_sentence(doc, end)
    after = None if introduced else _verb_after(doc, start, end)
    if after and not _opens_the_next(doc, end, after[0], quote_at):
        return *after, True
    return *(before or (_speech_verb_near(doc, start, end, quote_at), None)), False


def _verb_after(doc, start, end):
    """Return the verb and the speaker right after a quotation: “No,” sighed Ann; “No,” the man said."""
    last = next((i for i in range(end - 2, start, -1) if not doc[i].is_quote), start)
    at = end + (doc[end : end + 1].text == ",")
    if at >= len(doc) or doc[at].is_space or doc[last].text[-1:] not in PAUSES and at == end:
        return None
    if at < len(doc) and doc[at].tag_ == "RB" and at + 1 < len(doc):
        at += 1
    first, _ = phrases_at(doc)
    verb, phrase = doc[at], first.get(at + 1)
    if _is_saying(verb) and (phrase or doc[at + 1 : at + 2].text[:1].isupper()):
        speaker = doc[phrase[1]] if phrase else doc[at + 1]
        speaker = None if in_marks(doc)[speaker.i] else speaker
        return (verb, speaker) if _is_likely(doc, verb, speaker, start) else None
    phrase = first.get(at)
    if phrase is None or in_marks(doc)[phrase[1]]:
        return None
    found = _verb_of(doc, phrase)
    return found if found and _is_likely(doc, *found, start) else None


def _is_likely(doc, verb, speaker, start):
    """Tell whether a verb beside marks attributes them: a listed one does, any other where the marks open a
    sentence and its subject can speak.
    """
    opens = _opens(doc, start)
    if cued(doc, verb.i) and (opens or "clause" in cues_in(doc)[verb.i][0]):
        return True  # but not: As “an island of peace”, the town pushed for a treaty
    word = next((t.text for t in doc[start + 1 : start + 3] if t.is_alpha), "")
    return opens and word[:1].isupper() and speaker is not None and bool(voice_kind(speaker))


def _opens(doc, start):
    """Tell whether marks open a sentence."""
    return start == 0 or doc[start].is_sent_start or doc[start - 1].text[-1:] in ".!?:\n"


def _verb_of(doc, phrase):
    """Return the verb that follows a phrase, past what stands in commas, with the phrase's head as its
    subject."""
    _, head, i = phrase
    stop = min(len(doc), i + BESIDE)
    while i < stop and doc[i].tag_ in ("RB", "MD", "VBD", "VBZ") and not _is_saying(doc[i]):
        i += 1
    if i < stop and doc[i].text in (",", "("):  # "the owner, Ann Roe, 40, said"
        close = ")" if doc[i].text == "(" else ","
        commas = [
            k
            for k in range(i + 1, stop)
            if doc[k].text == close and _is_saying(doc[min(k + 1, len(doc) - 1)])
        ]
        i = commas[0] + 1 if commas else stop
    if (
        i < stop
        and _is_saying(doc[i])
        and (cued(doc, i) or doc[i + 1 : i + 2].text[:1] in (".", ",", ";", ":", ""))
    ):
        return doc[i], doc[head]
    return None


def _is_saying(token):
    """Tell whether a token can be a verb of saying where it stands beside closing marks: any verb with a
    tense
    but the auxiliaries."""
    return (
        (token.tag_ in TENSED or token.tag_ == "VBN" and cued(token.doc, token.i))
        and token.lemma_ not in ("be", "have", "do")
        and not leaves_speech(token)
        and not in_marks(token.doc)[token.i]
        and token.is_alpha
    )


def cued(doc, i):
    """Tell whether a token is a cue of speech by the list."""
    return cues_in(doc).get(i, ("", ""))[1] == "speech"


def verb_before(doc, start, quote_at):
    """Return the verb of the clause that ends in a comma or colon right before a quotation, and the speaker
    that the layout shows where the parse shows none, else None.
    """
    last = start - 1
    while last > 0 and doc[last].is_space:
        last -= 1
    if (
        last < 1
        or doc[last].text not in (",", ":")
        or last in quote_at
        or last < start - 1
        and doc[last].text == ","
    ):
        return None
    other = None
    for i in range(last - 1, max(last - 1 - BESIDE, -1), -1):
        token = doc[i]
        if i in quote_at or token.text in ".!?" or "\n" in token.text:
            break
        if token.tag_ in TENSED and cued(doc, i):
            return token, _named_before(doc, token)
        if (
            other is None
            and token.tag_ in TENSED
            and any(c.dep_ in SUBJECTS and c.i < i for c in token.children)
        ):
            other = token
    return (other, None) if other is not None and doc[last].text == ":" else None


def _named_before(doc, verb):
    """Return the person named right before a verb without a subject, past what stands in commas: "Ann Roe,
    the owner, said".
    """
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    actors, people, at = actor_at(doc), genders(doc), verb.i - 1
    if doc[at].text == ",":
        places = range(at - 1, max(at - 1 - BESIDE, 0), -1)
        at = next((k - 1 for k in places if doc[k].text == "," and actors.get(k - 1) in people), at)
    return doc[at] if actors.get(at) in people else None


def _speech_verb_near(doc, start, end, quote_at):
    """Return the verb of saying that stands, unquoted, after or before a quotation in its sentence, or
    None."""
    for steps in (range(end, min(end + BESIDE, len(doc))), range(start - 1, max(start - BESIDE - 1, -1), -1)):
        after = steps.start == end
        if after and _ends_a_sentence(doc, end):
            continue  # the next sentence's speaker is another matter
        for token in (doc[i] for i in steps if i not in quote_at):
            if token.text in ".!?;" or "\n" in token.text:
                break
            if after and _opens_the_next(doc, end, token, quote_at):
                break
            if token.pos_ == "VERB" and cued(doc, token.i) and _can_quote(doc, token, start):
                return token
    return None


def _opens_the_next(doc, end, verb, quote_at):
    """Tell whether a verb after a quotation that ends a sentence says something of its own: it leads by a
    colon to the next quotation ("...?" Ann Roe told the court: "..."), or has a complement.
    """
    if verb.pos_ != "VERB" or not _ends_a_sentence(doc, end, ".!?"):
        return False
    if has_complement(verb):
        return True
    for i in range(verb.i + 1, min(verb.i + BESIDE, len(doc))):
        if i in quote_at or doc[i].text in ".!?" or "\n" in doc[i].text:
            return i in quote_at and doc[i - 1].text == ":"
    return False


def has_complement(verb):
    """Tell whether a verb is followed by what it says: a clause, a "to ...", or a thing other than the hearer
    or the time: "said the bridge was shut", "asked to see it", "described the fire", "called for calm".
    """
    for child in verb.rights:
        if child.dep_ in ("ccomp", "xcomp") and not in_marks(verb.doc)[child.i]:
            return True
        takes = cues_in(verb.doc).get(verb.i, ("clause", ""))[0]
        if child.dep_ == "dobj" and child.ent_type_ not in DATE_TYPES:
            if "clause" not in takes or child.pos_ == "NOUN" and voice_kind(child) in ("", "document"):
                return True
        if child.dep_ == "prep" and child.lower_ in takes:
            return True
    return False


def _ends_a_sentence(doc, end, stops="."):
    """Tell whether a quotation ends with a full stop, whatever marks close there ("... 'no'.\""), and a new
    sentence follows it in its line.
    """
    if end >= len(doc) or not doc[end].text[:1].isupper():
        return False
    last = doc[max(end - CLOSE, 0) : end].text.rstrip(CLOSING_SIGNS)
    return last[-1:] in tuple(stops)


def _can_quote(doc, verb, start):
    """Tell whether a cue introduces words rather than a thing: in a tense of its own, or by what it takes;
    after marks that open no sentence only a cue that takes a clause does.
    """
    clause = "clause" in cues_in(doc)[verb.i][0]
    takes_words = clause or verb.tag_ in TENSED | {"VBG"} and (verb.i < start or _opens(doc, start))
    return takes_words and not (verb.tag_ == "VBN" and verb.dep_ == "acl")


@kept
def signed_quotations(doc) -> dict[int, tuple]:
    """Return for quotations (by their first token) that a name signs the tokens of that name: after a dash,
    on
    the next line, or before a colon on the line above.
    """
    found = {}
    for start, end in marked(doc):
        span = _signature(doc, end) or _introduced(doc, start)
        if span:
            found[start] = span
    return found


def _line_end(doc, i):
    stop = min(len(doc), i + LONGEST_LINE + 1)
    while i < stop and "\n" not in doc[i].text:
        i += 1
    return i if i < len(doc) and i < stop or i == len(doc) else None


def _signature(doc, end):
    """Return the name after a quotation that a dash opens, on its line or the next: “...” — Ann Roe."""
    i = end
    if (
        doc[end - 1].text[-1:] in LINE_DASHES and doc[end - 1].text[:1] not in LINE_DASHES
    ):  # a dash right at the mark
        i, end = end - 1, end - 1
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i >= len(doc) or i - end > 2 or doc[i].text[-1:] not in LINE_DASHES:
        return None
    stop = _line_end(doc, i + 1)
    if stop is None:
        return None
    return _name_in(doc, i + 1, stop)


def _introduced(doc, start):
    """Return the name on the line above a quotation, or before it on its line, that a colon ends."""
    i = start - 1
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 1 or start - 1 - i > 2 or doc[i].text != ":":
        return None
    first = i
    while first > 0 and i - first <= LONGEST_LINE and "\n" not in doc[first - 1].text:
        first -= 1
    if i - first > LONGEST_LINE or any(t.tag_ in TENSED for t in doc[first:i]):
        return None
    return _person_in(doc, first, i) or _name_in(doc, first, i, at_start=False)


def _person_in(doc, start, stop):
    """Return the tokens of the last person who is named on a line: "Rovers coach Ann Roe:"."""
    actors, people = actor_at(doc), genders(doc)
    last = next((i for i in range(stop - 1, start - 1, -1) if actors.get(i) in people), None)
    if last is None:
        return None
    first = last
    while first > start and actors.get(first - 1) == actors[last]:
        first -= 1
    return first, last + 1


def _name_in(doc, start, stop, at_start=True):
    """Return the tokens of the first person's name on a line that says who speaks, or None."""
    types = title_words()[0]
    i = start
    while i < stop:
        if doc[i].text[:1].isupper() and doc[i].is_alpha and lowered(doc[i].text) not in types:
            after = i + 1
            while after < stop and (
                doc[after].text[:1].isupper()
                or doc[after].text in ("-", "de", "van", "von", "al", "la", "der", "den", "’", "'")
            ):
                after += 1
            named = (
                after - i > 1 and lowered(doc[i].text) not in country_words() or doc[i].ent_type_ == "PERSON"
            )
            if named:
                return i, after
        i += 1
        if at_start and i - start > 4:
            return None
    return None
