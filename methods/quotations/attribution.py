"""Attribution over the dependency parse: from a cue ("said", "claim", "according to") to its content and its
source.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from methods.quotation_marks import marked
from methods.quotations.hearsay import is_touching
from methods.quotations.silence import child_of, is_hearing, is_silence, part_of_speaker, speech_words
from methods.quotations.subjects import (
    INHERITING,
    PAUSE,
    cue_list,
    cues_in,
    is_relative,
    quoted_source,
    speaker_of,
)
from utils import SUBJECTS, kept, lower_case

FOLLOWING = {"prep", "oprd", "xcomp"}  # what belongs to an object: "X of lying", "X a liar", "X to go"
LOOSE = {"relcl", "appos", "acl", "parataxis"}
GROUNDS = {"for", "as", "over"}
# What opens a clause that frames no sentence: "they pay if, and only if, he asks, the bank said"
NO_FRAME = {"if", "unless", "when", "whenever", "whether", "until", "although", "though", "once"}


@dataclass
class Attribution:
    """What is attributed (first token, token after the last), by which cue, to whom; `gaps` in it are the
    narrator's words.
    """

    start: int
    end: int
    cue: Token | None = None
    label: str = ""
    sense: str = "speech"
    speaker: Token | None = None
    span: tuple = ()  # of the speaker, where the layout of the page tells it
    gaps: list = field(default_factory=list)


def attributions_in_parse(doc):
    """Yield the attributions of a Doc that the parse shows, nested ones and those inside quotation marks
    too."""
    cues = cues_in(doc)
    according = {i for i, pair in enumerate(pairwise(lower_case(doc)[0])) if pair == ("according", "to")}
    puts = {i for i, lemma in enumerate(lower_case(doc)[1]) if lemma == "put" and _puts_it(doc[i])}
    for i in sorted({*cues, *according, *puts}):
        token, (takes, sense) = doc[i], cues.get(i, ((), ""))
        if i in according:
            source = child_of(doc[i + 1], "pobj")
            if source is not None:
                yield Attribution(*_beside(token, source), token, "according to", "speech", source)
        elif _puts_it(token):
            start, end = token.left_edge.i, token.right_edge.i + 1
            sides = ((token.sent.start, start), (end, token.sent.end))
            content = max(sides, key=lambda side: (_has_marks(doc, *side), side[1] - side[0]))
            yield Attribution(*content, token, token.text, "speech", speaker_of(token))
        elif inserted := _inserted(token, sense):
            yield Attribution(*inserted[1], token, token.text, sense, inserted[0])
        elif takes and not is_silence(token) and quoted_source(token) is None:
            content = _content(token, takes)
            if content:
                sense = "speech" if is_hearing(token) else sense
                yield Attribution(*content, token, token.text, sense, speaker_of(token))


def _inserted(verb, sense):
    """Return the name right after a verb of speech, with the range of what follows it, where both are put in
    after a conjunction and the parser gives the verb no subject: "because, said Ms Roe, it rains"; or None.
    """
    doc, i = verb.doc, verb.i
    put_in = i > 1 and doc[i - 1].text in PAUSE and doc[i - 2].pos_ in ("SCONJ", "CCONJ")
    if not put_in or sense != "speech" or verb.tag_ not in ("VBD", "VBZ") or child_of(verb, *SUBJECTS):
        return None
    after = i + 1
    while after < min(i + 8, verb.sent.end) and doc[after].pos_ in ("PROPN", "NOUN", "DET", "ADJ"):
        after += 1
    named = after > i + 1 and doc[after - 1].pos_ == "PROPN" and doc[after].text in PAUSE
    return (doc[after - 1], (after + 1, verb.sent.end)) if named else None


def _puts_it(verb):
    """Tell whether a verb attributes the rest of its sentence: "as the minister put it"."""
    it = child_of(verb, "dobj") if verb.lemma_ == "put" and verb.pos_ == "VERB" else None
    return it is not None and it.lower_ == "it" and any(c.lower_ == "as" for c in verb.lefts)


def _beside(token, source):
    """Return the part of the sentence on one side of "according to" its source: the one with quotation marks,
    else the longer.
    """
    doc, sentence, after = token.doc, token.sent, source.right_edge.i + 1
    contrasts = _contrasts(doc)
    before, then = bisect_left(contrasts, token.i), bisect_left(contrasts, after)
    sides = (
        (max(sentence.start, contrasts[before - 1] + 1 if before else 0), token.i),
        (after, min(sentence.end, contrasts[then] if then < len(contrasts) else len(doc))),
    )
    return max(sides, key=lambda side: (_has_marks(doc, *side), side[1] - side[0]))


@kept
def _contrasts(doc):
    """Return the tokens of a Doc that open a contrast after a pause."""
    words = lower_case(doc)[0]
    return [
        i for i, word in enumerate(words) if word in speech_words("contrast") and i and words[i - 1] in PAUSE
    ]


def _has_marks(doc, start, end):
    quoted = marked(doc)
    k = bisect_left(quoted, (start, start))
    return k < len(quoted) and quoted[k][0] < end or k > 0 and quoted[k - 1][1] > start


def _content(cue, takes):
    """Return the token range of what a cue attributes, in the first of the forms that it takes, or None."""
    content = None
    if "clause" in takes:
        content = _around(cue) if cue.pos_ == "VERB" else None
        content = content or _edges(
            next((c for c in cue.rights if c.dep_ == "ccomp" or _is_that_clause(c)), None)
        )
    if content is None and "object" in takes and child_of(cue, "agent"):
        content = None if is_touching(cue) else _edges(child_of(cue, "nsubjpass"))
    if content is None and "infinitive" in takes:
        content = _infinitive(cue)
    if content is None and not takes.isdisjoint(("object", "ground")):
        content = _object(cue, takes)
    return content or _topic(cue, takes)


def _around(verb):
    """Return the clause that a verb introduces, or interrupts or follows between commas ("It is, she said,
    over").
    """
    doc, sentence = verb.doc, verb.sent
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    apart = [c for c in clauses if c.i > verb.i or doc[c.right_edge.i + 1].text != ";"]
    clause = next(iter(apart or clauses), None)  # "one said it was full; the other said it was empty"
    subject = child_of(verb, *SUBJECTS)
    left = verb.i if subject is None else min(verb.i, subject.left_edge.i)
    right = verb.i if subject is None else max(verb.i, subject.right_edge.i)
    set_off = left > sentence.start and doc[left - 1].text in PAUSE
    colon = right + 1 < sentence.end and doc[right + 1].text == ":"
    relative = subject is not None and subject.tag_ in ("WDT", "WP")
    framing = not any(c.lower_ in NO_FRAME for c in verb.lefts if c.dep_ in ("mark", "advmod"))
    if subject is not None and set_off and framing and not colon and not relative:
        nearby = doc[right + 1 : min(right + 8, sentence.end)]
        stop = next((t for t in nearby if t.text in PAUSE or t.pos_ in ("VERB", "AUX")), None)
        if stop is not None and stop.text in PAUSE:
            return part_of_speaker(verb, subject)
    if (
        clause is None
        and not relative
        and verb.dep_ in ("ccomp", "parataxis")
        and verb.head.i < left
        and (doc[left - 1].text == "," or doc[left - 1].is_quote)
    ):
        clause = verb.head
    if clause is None or left == sentence.start and clause.left_edge.i < left:
        return None
    if clause.i < left:
        return None if doc[left - 1].text == ";" else (sentence.start, left)
    return _with_what_belongs(verb, *_past_an_insertion(verb, *_edges(clause))) if clause.i > verb.i else None


def _with_what_belongs(verb, start, end):
    """Return the content with the clauses that follow it without a pause and belong to what is said, where
    the parser hangs them on the cue: "argues there should be rules so all can act"; not what others say.
    """
    for clause in verb.rights:
        if clause.dep_ == "advcl" and clause.left_edge.i == end:
            mark, subject = child_of(clause, "mark"), child_of(clause, *SUBJECTS)
            own = mark is not None and mark.lower_ in speech_words("belonging")
            if not own or subject is None or cues_in(verb.doc).get(clause.i, ("", ""))[1] == "speech":
                break
            end = clause.right_edge.i + 1
    return start, end


def _past_an_insertion(verb, start, end):
    """Return the content with what follows a condition put in after "that": "that, had he known, he would
    have gone".
    """
    doc = verb.doc
    opened = doc[start].lower_ == "that" and doc[start + 1].text == ","
    inner = [t for t in doc[start + 2 : end] if t.text == ","] if opened else []
    if not opened or inner or doc[end : end + 1].text != ",":
        return start, end
    rest = doc[end + 1] if end + 1 < verb.sent.end else verb
    while rest.head is not rest and rest.head is not verb and rest.head.i > end:
        rest = rest.head
    return start, rest.right_edge.i + 1 if rest.i > end else end


def _infinitive(cue):
    """Return the "to ..." that a cue takes."""
    return _edges(
        next(
            (
                c
                for c in cue.rights
                if c.dep_ in ("xcomp", "ccomp", "acl", "advcl")
                and any(particle.tag_ == "TO" for particle in c.lefts)
            ),
            None,
        )
    )


def _object(cue, takes):
    """Return the object with what is said of it ("X of lying", "X a liar"), up to a clause of contrast."""
    thing = next((c for c in cue.rights if c.dep_ in ("dobj", "oprd")), None)
    if thing is None or "ground" in takes and not _is_topic(thing, cue) or is_touching(cue):
        return None
    end = max([thing.right_edge.i] + [c.right_edge.i for c in cue.rights if c.dep_ in FOLLOWING]) + 1
    contrasts = [
        t.i for t in cue.doc[thing.i : end] if t.dep_ == "mark" and t.lower_ in speech_words("contrast")
    ]
    return thing.left_edge.i, min([end] + contrasts)


def _is_topic(thing, cue):
    """Tell whether an object is spoken of rather than touched: a ground follows it ("for lying"), or it is a
    plan, a claim or a rule.
    """
    grounded = any(c.lower_ in GROUNDS for head in (cue, thing) for c in head.rights)
    return grounded or thing.lemma_ in speech_words("talked of") or (thing.lemma_, "NOUN") in cue_list()


def _topic(cue, takes):
    """Return the object of a preposition that the cue takes; "to" counts with what follows it."""
    for prep in cue.rights:
        topic = child_of(prep, "pobj", "pcomp") if prep.dep_ == "prep" and prep.lower_ in takes else None
        if topic is not None and not (cue.pos_ == "NOUN" and topic.lower_ in speech_words("pointing back")):
            return prep.i if prep.lower_ == "to" else topic.left_edge.i, topic.right_edge.i + 1
    return None


def _is_that_clause(token):
    return token.dep_ == "acl" and child_of(token, "mark") is not None


def _edges(head):
    return None if head is None else (head.left_edge.i, head.right_edge.i + 1)


def cue_clause(frame, quoted):
    """Return the narrator's words around a cue that interrupts its content: up to quotation marks, else to
    the next pause.
    """
    doc, cue, speaker = frame.cue.doc, frame.cue, frame.speaker
    before = max((b for _, b in quoted if frame.start < b <= cue.i), default=0)
    after = min((a for a, _ in quoted if cue.i < a < frame.end), default=0)
    if before and after and (doc[before - 2].text in ",.?!…" or doc[before].text in PAUSE):
        return before, after
    own = speaker is not None and (speaker.head in (cue, cue.head) or cue.lower_ == "according")
    left, right = (
        (min(cue.i, speaker.left_edge.i), max(cue.i, speaker.right_edge.i)) if own else (cue.i, cue.i)
    )
    left = max(left - (doc[left - 1].text in PAUSE), frame.start)
    stop = next(
        (i for i in range(right + 1, min(right + 8, frame.end)) if doc[i].text in PAUSE or i == after), right
    )
    return left, stop + (stop != after)


def speaker_phrase(head):
    """Return the token range of a noun phrase without apposition, relative clause and what follows a
    comma."""
    right = head.i
    for child in head.rights:
        if child.dep_ in LOOSE or child.is_punct:
            break
        right = child.right_edge.i
    stop = next((i for i in range(head.i + 1, right) if _goes_on_apart(head.doc, i)), right + 1)
    while stop > head.i + 1 and (head.doc[stop - 1].text in PAUSE or head.doc[stop - 1].is_space):
        stop -= 1
    return head.left_edge.i, stop


def _goes_on_apart(doc, i):
    """Tell whether a comma opens a relative clause."""
    return doc[i].text == "," and doc[i + 1].tag_ in ("WDT", "WP", "WP$")


def relative_pronoun(head, cue):
    """Return the pronoun by which a cue takes up its speaker ("engineers who said"), or None."""
    for _ in range(4):
        pronoun = cue and child_of(cue, *SUBJECTS)
        if pronoun or cue is None or cue.dep_ not in INHERITING:
            break
        cue = cue.head
    return pronoun if pronoun and pronoun.i > head.i and is_relative(pronoun, cue) else None
