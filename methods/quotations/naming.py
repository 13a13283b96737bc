"""Under which name a speaker is told: an actor's, those of several who speak together, or the words of the
text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import NamedTuple

from methods.actors import actor_at, genders, mentions
from methods.actors.lexicon import bodies, lowered, title_words
from methods.actors.references import nouns_of_pronouns
from methods.actors.resolution import apposed_name
from methods.quotation_marks import in_marks
from methods.quotations.attribution import relative_pronoun, speaker_phrase
from methods.quotations.introduced import introduced_person, writer_of
from methods.quotations.running import SPOKE_BEFORE, running_person
from methods.quotations.silence import DEFINITE, speech_words
from methods.quotations.speakers import is_bare, phrase_of, voice_kind, within_a_sentence
from methods.quotations.subjects import PAUSE
from utils import SUBJECTS, kept, lower_case, sentence_of, tokens_at

AND = {"and", "&"}
TITLE_TAGS = {"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "AFX", "CC"}
LONGEST_TITLE = 8  # tokens between the word that the parser takes for the speaker and the name it belongs to


class Named(NamedTuple):
    """A speaker's name or words, the actors who speak together, the voice (a name, or the number of an
    unnamed one), and where it is named."""

    speaker: str = ""
    together: tuple = ()
    voice: str | int = ""
    start: int = -1
    end: int = -1


def told_as(doc, frame, unnamed, sentence) -> Named:
    """Return under which name the speaker of an attribution is told."""
    head = frame.speaker
    if head is None:
        return Named()
    actors = actor_at(doc)
    phrase = doc[slice(*(frame.span or speaker_phrase(head)))]
    pronoun = relative_pronoun(head, frame.cue)
    start, end = phrase.start_char, pronoun.idx + len(pronoun) if pronoun else phrase.end_char
    beside = apposed_name(head)
    single = frame.span or beside is not head or _is_of_one(frame.cue)
    members = () if single else _together(doc, head)
    if members:
        end = max(end, members[-1].idx + len(members[-1]))
        names = [_name_of(one) or within_a_sentence(_phrase_of_one(one)) for one in members]
        both = f"{', '.join(names[:-1])} and {names[-1]}"
        return Named(both, tuple(names), both, start, end)
    title = _name_that_follows(doc, head, frame.cue) if beside is head and not frame.span else None
    if title is not None:
        return Named(actors[title.i], (), actors[title.i], start, max(end, title.idx + len(title)))
    own = _is_of_own_content(doc, frame)
    actor = (
        frame.span
        and _surnames(doc).get(head.text.upper())
        or not own
        and actors.get(head.i)
        or beside is not head
        and actors.get(beside.i)
        or _named_after(doc, tokens_at(doc, start, phrase.end_char)[1])
        or _named_before(doc, head)
        or introduced_person(doc, head, phrase)
        or writer_of(doc, head)
        or running_person(doc, frame, sentence)
    )
    end = max(end, beside.idx + len(beside))
    if actor:
        return Named(actor, (), actor, start, end)
    if frame.span:
        return Named(phrase.text, (), phrase.text, start, end)
    if len(phrase) == 2 and phrase[0].lower_ in DEFINITE and _is_one_of_several(doc, head):
        who = _spokesman_near(doc, head)
        if isinstance(who, int):
            who = unnamed.of(doc[who], phrase_of(doc[who]), sentence)
        shown = who if isinstance(who, str) and who else within_a_sentence(phrase)
        return Named(shown, (), "" if who is None else who, start, end)
    body = _body_before(doc, head, phrase)
    if body:
        shown = body if voice_kind(head) == "body" else f"{within_a_sentence(phrase)} for {body}"
        return Named(shown, (), shown, start, end)
    if own or is_bare(head, phrase):
        return Named(within_a_sentence(phrase), (), "", start, end)
    number = unnamed.of(head, phrase, sentence)
    noun = nouns_of_pronouns(doc).get(head.i)
    shown = phrase_of(doc[noun]) if noun is not None else phrase
    return Named(within_a_sentence(shown), (), "" if number is None else number, start, end)


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
def _people(doc):
    return {one.actor for one in mentions.rows(doc) if one.kind == "person"}


def _together(doc, head):
    """Return the heads of the phrases of those who speak together ("Peru and Chile have called for"), where
    one of them has a name, or ().
    """
    members, joined, one = [head], False, head
    first = next((c for c in head.lefts if c.dep_ == "nmod" and _name_of(c) in _people(doc)), None)
    if first is not None and any(c.lower_ in AND for c in first.rights):
        return (first, head) if _name_of(head) in _people(doc) - {_name_of(first)} else ()
    while one is not None:
        joined |= any(c.dep_ == "cc" and c.lower_ in AND for c in one.rights)
        if any(c.dep_ == "cc" and c.lower_ not in AND for c in one.rights):
            return ()
        one = next((c for c in one.rights if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")), None)
        members += [one] if one is not None else []
    who = [_name_of(member) for member in members]
    known, people = [name for name in who if name], _people(doc)
    apart = any(t.text in PAUSE for t in doc[head.i : members[-1].i])
    if not joined or not known or len(set(known)) < len(known) or apart and len(known) < len(members):
        return ()
    titled = any(lowered(c.text) in title_words()[0] for c in members[-1].lefts)
    if titled and who[-1] in people and not all(one in people for one in known):
        return ()  # one office: "Arts, Media and Sport Secretary Ann Roe"
    return tuple(members) if all(map(_is_one_of_them, members, who)) else ()


def _name_of(noun):
    """Return the actor whom a noun or the name beside it names, or ""."""
    actors = actor_at(noun.doc)
    return actors.get(noun.i) or actors.get(apposed_name(noun).i, "")


def _is_of_one(cue):
    """Tell whether a cue has the form for one alone: "says", "has said"."""
    forms = [] if cue is None else [cue, *(c for c in cue.lefts if c.dep_ in ("aux", "auxpass"))]
    return any(one.tag_ == "VBZ" or one.lower_ == "was" for one in forms)


def _is_one_of_them(member, name):
    """Tell whether a word is a speaker of its own beside others, and no second title of one: "founder and
    head Ann Roe".
    """
    own = any(c.dep_ in ("det", "poss") for c in member.lefts) or member.tag_ == "NNS"
    by_name = bool(name) or member.ent_type_ == "PERSON"
    own |= by_name and not any(c.tag_ in ("NN", "JJ") and not c.is_title for c in member.lefts)
    return member.pos_ != "PRON" and own and bool(name or voice_kind(member))


def _phrase_of_one(head):
    """Return the phrase of one of several, without the others."""
    start, end = speaker_phrase(head)
    joined = [c.i for c in head.rights if c.dep_ in ("cc", "conj") or c.is_punct]
    return head.doc[start : min([end, *joined])]


def _named_before(doc, head):
    """Return the actor whose name a title of letters closes: "Tom Roe, QC"."""
    titled = head.text.isupper() and title_words()[0].get(lowered(head.text)) == "office"
    at = head.i - 1 - (head.i > 1 and doc[head.i - 1].text == ",")
    return actor_at(doc).get(at, "") if titled and at >= 0 else ""


def _named_after(doc, end):
    """Return the person whose name stands between commas after a phrase: "one of the three, Ann Roe,
    said"."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return ""
    after = end + 1
    name = actor_at(doc).get(after, "")
    while after < len(doc) and name and actor_at(doc).get(after) == name:
        after += 1
    closed = after < len(doc) and doc[after].text in (",", "-", "–", "—", "(")
    return name if closed and doc[end + 1].ent_type_ == "PERSON" and name in genders(doc) else ""


def _name_that_follows(doc, head, cue):
    """Return the last token of the person's name that a title opens, where the parser stops at a hyphen, a
    comma or an "and" in it: "ex-Labour harbour secretary Ann Roe"; else None.
    """
    actors, people = actor_at(doc), _people(doc)
    if head.pos_ == "PRON" or head.tag_ in ("NNS", "NNPS") or _is_person(head, people):
        return None
    stop = min(head.i + LONGEST_TITLE, head.sent.end)
    stop = min(stop, cue.i) if cue is not None and cue.i > head.i else stop
    broken = actors.get(head.i, "") != ""
    for i in range(head.i + 1, stop):
        if actors.get(i) in people:
            titled = lowered(doc[i - 1].text) in title_words()[0]
            while actors.get(i + 1) == actors[i]:
                i += 1
            inside = doc[i].head.i > head.i or doc[i].head.i < head.left_edge.i
            return doc[i] if titled or inside and not broken else None
        broken |= doc[i].text == ","
        modifies = doc[i].tag_ in TITLE_TAGS or doc[i].dep_ in ("amod", "compound")
        if not modifies and doc[i].text not in "-–,":
            return None
    return None


def _is_person(head, people):
    return head.ent_type_ == "PERSON" or actor_at(head.doc).get(head.i) in people


def _is_of_own_content(doc, frame):
    """Tell whether a pronoun seems to mean somebody whom its own statement brings in: "The mayor, she said,
    had gone" is told by another.
    """
    head, cue = frame.speaker, frame.cue
    if cue is None or head.pos_ != "PRON" or not frame.start < head.i < frame.end:
        return False
    noun, actor = nouns_of_pronouns(doc).get(head.i), actor_at(doc).get(head.i)
    told = (t for t in doc[frame.start : head.i] if t.dep_ in SUBJECTS and t.pos_ != "PRON")
    return any(t.i == noun or actor and actor_at(doc).get(t.i) == actor for t in told)


@kept
def _spokesmen(doc):
    """Return for each noun for a spokesman those who are brought in by it, a name or else the noun's token,
    with the token that brings them in first.
    """
    marks, found = in_marks(doc), {}
    for i, lemma in enumerate(lower_case(doc)[1]):
        if lemma in speech_words("speaking for") and not marks[i]:
            noun = doc[i]
            name = _name_of(noun.head if noun.dep_ in ("compound", "nmod") else noun)
            plain = noun.left_edge.lower_ in DEFINITE and noun.left_edge.i == i - 1 and not noun.n_rights
            if name or not plain and noun.tag_ == "NN":
                found.setdefault(lemma, {}).setdefault(name or i, i)
    return found


def _is_one_of_several(doc, head):
    """Tell whether two spokesmen or more were brought in before "the spokesman"."""
    firsts = list(islice(_spokesmen(doc).get(head.lemma_.lower(), {}).values(), 2))
    return len(firsts) == 2 and firsts[1] < head.i


def _spokesman_near(doc, head):
    """Return the one spokesman who is named or brought in no more than two sentences before "the spokesman",
    or "".
    """
    known, numbers, actors = _spokesmen(doc)[head.lemma_.lower()], sentence_of(doc), actor_at(doc)
    near, i = set(), head.i - 1
    while i >= 0 and numbers[i] >= numbers[head.i] - SPOKE_BEFORE:
        near |= {who for who in (i, actors.get(i)) if known.get(who, head.i) < head.i}
        i -= 1
    return next(iter(near)) if len(near) == 1 else ""


@kept
def _organisations(doc):
    """Return (first token, actor, whether it is the subject there) for each naming of an organisation in the
    narrator's words.
    """
    marks, found = in_marks(doc), []
    for one in mentions.rows(doc):
        first, after = tokens_at(doc, one.start, one.end)
        if one.kind == "organisation" and not marks[first]:
            found.append((first, one.actor, any(t.dep_ in SUBJECTS for t in doc[first:after])))
    return sorted(found)


def _body_before(doc, head, phrase):
    """Return the one organisation of which the sentence before told something, where "the company" or "a
    spokesman" speaks next; "" where there are two.
    """
    words, lemma = [t.lower_ for t in phrase], head.lemma_.lower()
    body = lemma in speech_words("any organisation") and words[0] == "the"
    if len(words) != 2 or not (body or lemma in speech_words("speaking for") and words[0] in ("a", "the")):
        return ""
    marks, start = in_marks(doc), head.sent.start
    while start > 0 and (marks[start] or marks[start - 1] or doc[start - 1].is_space):
        start -= 1  # the words said are no sentence before
    first = doc[max(start - 1, 0)].sent.start
    places = _organisations(doc)
    near = places[bisect_left(places, (first,)) : bisect_right(places, (head.i,))]
    names = {actor for _, actor, _ in near}
    if len(names) != 1 or not any(as_subject for *_, as_subject in near):
        return ""
    [name] = names
    return name if not body or _fits(lemma, name) else ""


def _fits(lemma, name):
    """Tell whether a noun can take up a name: one whose last word tells of another kind of body it cannot."""
    kinds, told = bodies()[0].get(lemma, set()), bodies()[1].get(name.split()[-1].lower(), set())
    return not kinds or not told or bool(kinds & told)
