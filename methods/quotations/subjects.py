"""Who is the subject of a cue: who says, thinks or wants what it holds."""

from __future__ import annotations

from methods.quotations.silence import child_of, speech_words
from utils import SUBJECTS, from_lists, kept, lower_case, texts_of, word_list

INHERITING = {
    "conj",
    "xcomp",
    "advcl",
    "pcomp",
    "prep",
    "ccomp",
    "acomp",
}  # what shares the subject of its head
NOUN_LINKS = {"pobj", "advmod", "attr", "dobj"}  # "at the forefront of questioning", "short of calling"
NOMINATIVE, WITH_TENSE = {"he", "she", "they", "we", "i"}, {"VBD", "VBZ", "VBP"}
PAUSE = {",", "—", "–", "--", "-"}


@kept
def cues_in(doc) -> dict:
    """Return for each token that is a cue (none is "so-called") the forms in which it takes its content, and
    its sense.
    """
    cues = cue_list()
    [classes] = texts_of(doc, "POS")
    known = ((i, cues.get(key)) for i, key in enumerate(zip(lower_case(doc)[1], classes)))
    return {i: cue for i, cue in known if cue and doc[i].dep_ != "amod"}


@from_lists("attribution_verbs")
def cue_list():
    return {
        (row.cue, row.part_of_speech.upper()): (frozenset(row.takes.split()), row.sense)
        for row in word_list("attribution_verbs").itertuples(index=False)
    }


def speaker_of(cue):
    """Return the head of the phrase that names who says, thinks or wants, or None."""
    if cue.lemma_ == "hear":
        return None
    if cue.pos_ == "NOUN":
        owner = child_of(cue, "poss")
        meets = cue.head.head if cue.dep_ == "pobj" else cue.head
        if owner is None and cue.tag_ == "NNS" and _has_name_before(cue):
            return cue.doc[cue.i - 1]  # "Roe claims that ...", where the parser sees a noun
        if (
            owner is not None
            or cue.dep_ not in ("dobj", "attr", "pobj")
            or meets.lemma_ in speech_words("meeting")
            and _is_speech(cue)
        ):
            return owner
        if is_met(cue):
            return None
        cue = cue.head
    above = cue.head.head if cue.dep_ == "pcomp" and cue.head.lower_ == "as" else None
    source = above and (quoted_source(above) or quoted_source(above.head))
    if source:
        return source
    by = child_of(cue, "agent")
    if by is not None:
        return child_of(by, "pobj")
    if cue.tag_ == "VBN" and (child_of(cue, "auxpass") is not None or cue.dep_ == "acl"):
        return None
    return subject_of(cue)


def quoted_source(quoting):
    """Return who says what follows in "quoted Ms Roe as saying", by the verb that quotes; else None.

    >>> from utils import parse
    >>> quoted_source(parse("The paper quoted Ms Roe as saying it rained.")[2])
    Roe
    """
    if quoting.lemma_ not in speech_words("quoting") or quoting.pos_ != "VERB":
        return None
    source = child_of(quoting, "dobj")
    says = [c for one in (quoting, source) if one is not None for c in one.rights if c.lower_ == "as"]
    return source if any(child_of(c, "pcomp") for c in says) else None


def is_met(cue) -> bool:
    """Tell whether a noun only tells among what somebody acts: "despite threats of a strike, she went"."""
    return (
        cue.pos_ == "NOUN"
        and cue.dep_ == "pobj"
        and child_of(cue, "poss") is None
        and cue.head.lower_ not in speech_words("carrying words")
    )


def _has_name_before(noun):
    before = noun.doc[noun.i - 1] if noun.i else noun
    takes = next(iter(noun.rights), None)
    return (
        before.tag_ == "NNP" and before.head == noun and takes is not None and takes.dep_ in ("acl", "ccomp")
    )


def subject_of(verb):
    """Return the subject of a verb, or of the verb or noun that it hangs on: who is made to say is its object
    ("forced Roe to admit"), who is blamed for saying too.
    """
    by_noun = verb.dep_ == "pcomp"
    for _ in range(7):
        subject = _own_subject(verb)
        if subject is not None:
            return _taken_up(subject, verb.head) if is_relative(subject, verb) else subject
        owner = child_of(verb, "poss") if verb.pos_ == "NOUN" else None
        if owner is not None or verb.dep_ == "acl":
            return verb.head if owner is None else owner
        made = child_of(verb.head, "dobj") if verb.dep_ == "xcomp" and verb.tag_ == "VB" else None
        if made is not None and made.i < verb.i and verb.head.lemma_ not in speech_words("own promise"):
            return made
        if verb.dep_ not in INHERITING and not (by_noun and verb.dep_ in NOUN_LINKS):
            return None
        verb = verb.head
    return None


def _own_subject(verb):
    """Return the subject of a verb: a pronoun right before it whatever the parser says, and not what stands
    in front ("this year, because of the storm, Ann Roe said").
    """
    doc, before = verb.doc, verb.i - 1
    while before > verb.sent.start and doc[before].dep_ in ("aux", "advmod", "neg"):
        before -= 1
    if verb.tag_ in WITH_TENSE and before >= verb.sent.start and doc[before].lower_ in NOMINATIVE:
        return doc[before]
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if len(subjects) > 1 and subjects[0].pos_ == "NOUN" and subjects[-1].pos_ == "PROPN":
        between = doc[subjects[0].i : subjects[-1].left_edge.i]
        return subjects[-1] if any(t.text in PAUSE for t in between) else subjects[0]
    return subjects[0] if subjects else None


def _taken_up(pronoun, head):
    """Return who a relative pronoun takes up: after a comma, "which" is the organisation named right before,
    where the parser sees a person or something further off.
    """
    doc, last = head.doc, pronoun.i - 2
    if pronoun.lower_ != "which" or doc[pronoun.i - 1].text != "," or last <= head.i:
        return head
    nearest = doc[last]
    return nearest if nearest.pos_ == "PROPN" and nearest.ent_type_ == "ORG" else head


def _is_speech(cue):
    return cues_in(cue.doc).get(cue.i, ("", ""))[1] == "speech"


def is_relative(subject, verb):
    return subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
