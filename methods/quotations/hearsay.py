"""What is found, rumoured or only mentioned: cues of speech whose subject says nothing by them."""

from __future__ import annotations

from methods.quotation_marks import in_marks
from methods.quotations.silence import child_of, is_beside_marks, speech_words


def is_touching(cue) -> bool:
    """Tell whether a thing that somebody finds or records is one to touch or a person, and no finding: "found
    a bag", "recorded them"; a finding is a noun that tells of words or of what is wrong, or has a complement.

    >>> from utils import parse
    >>> [is_touching(parse(f"Police found {what}.")[1]) for what in ("a bag", "a fault in the brakes")]
    [True, False]
    """
    if cue.pos_ != "VERB" or cue.lemma_ not in speech_words("touching"):
        return False
    thing = child_of(cue, "dobj", "nsubjpass")
    if thing is None or child_of(cue, "oprd", "xcomp", "ccomp", "acomp") is not None:
        return False
    subject = child_of(cue, "nsubj")
    if subject is not None and subject.lemma_.lower() in speech_words("telling document"):
        return False
    found = speech_words("finding") | speech_words("holding words") | speech_words("talked of")
    told = any(c.pos_ == "ADJ" for c in thing.rights)  # "found the rule unfair"
    told |= any(c.lower_ in found for c in thing.lefts) or is_beside_marks(thing)
    return not told and thing.lemma_.lower() not in found and child_of(thing, "acl", "ccomp") is None


def is_shown_alone(cue, start, end) -> bool:
    """Tell whether somebody only shows or points to what follows a verb, which holds no words: "unveiled a
    plan for the pier", "pointing to the roof"; with "that" it holds some.

    >>> from utils import parse
    >>> [is_shown_alone(parse(f"She pointed to {what}.")[1], 2, end) for what, end in (("the roof", 5),
    ...     ("proof that it leaks", 7))]
    [True, False]
    """
    if cue is None or cue.lemma_ not in speech_words("bringing out") or cue.i > start:
        return False
    content = cue.doc[start:end]
    clause = content.root.pos_ in ("VERB", "AUX") or any(
        t.lower_ == "that" and t.dep_ == "mark" for t in content
    )
    return not clause


def is_hearsay(cue) -> bool:
    """Tell whether others say that somebody said something: "is alleged to have said", "reportedly said".

    >>> from utils import parse
    >>> [is_hearsay(parse(f"She {told} told friends.")[-3]) for told in ("is said to have", "has")]
    [True, False]
    """
    if cue is None or cue.pos_ != "VERB":
        return False
    words, above = speech_words("hearsay"), cue.head
    if any(c.lower_ in words and c.tag_ == "RB" for c in cue.lefts):
        return True
    passive = above.tag_ == "VBN" and child_of(above, "auxpass") is not None and above.lemma_ in words
    if cue.dep_ == "xcomp" and passive and _is_perfect(cue):
        return True
    said = cue.tag_ == "VBN" and child_of(cue, "auxpass") is not None and cue.lemma_ in words
    return said and any(c.dep_ == "xcomp" and _is_perfect(c) for c in cue.rights)


def _is_perfect(verb):
    """Tell whether a verb has the form "to have said"."""
    return {"to", "have"} <= {c.lower_ for c in verb.lefts}


def is_term(cue, start, end) -> bool:
    """Tell whether a content is no more than a term in marks that somebody mentions, of one word or two each
    where "and" joins several.
    """
    content = cue.doc[start:end]
    if cue.pos_ != "VERB" or cue.lemma_ not in speech_words("naming a term") or cue.i >= start:
        return False
    if not (content[0].is_quote and content[-1].is_quote):
        return False
    marks = in_marks(cue.doc)
    words = [t for t in content if not t.is_punct and marks[t.i]]
    joints = [t for t in content if not t.is_punct and not marks[t.i]]
    terms = len(joints) + 1
    joined = all(t.dep_ == "cc" for t in joints)
    return joined and 0 < len(words) <= 2 * terms and words[-1].pos_ in ("NOUN", "PROPN", "ADJ")
