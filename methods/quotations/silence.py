"""What looks like speech and is none: words withheld or negated, names given, things denied to somebody."""

from __future__ import annotations

from methods.actors.lexicon import person_nouns
from utils import SUBJECTS, from_lists, word_list

ADDRESSED = {"him", "her", "them", "me", "us", "you", "anyone", "everyone"}


@from_lists("speech_words")
def _groups():
    words = word_list("speech_words")
    return {group: frozenset(rows["word"]) for group, rows in words.groupby("group")}


def speech_words(group) -> frozenset:
    """Return the words of one group of `data/speech_words.csv`."""
    return _groups().get(group, frozenset())


def child_of(token, *deps):
    """Return the first child of a token with one of the dependencies, or None."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_hearing(cue) -> bool:
    """Tell whether a court or the like hears something, which somebody unnamed says there."""
    subject = child_of(cue, *SUBJECTS) if cue.lemma_ == "hear" else None
    return subject is not None and subject.lemma_ in speech_words("hearing")


def is_silence(cue) -> bool:
    """Tell whether a cue states nothing: speech withheld ("declined to comment"), denied ("nobody commented",
    "no instructions") or asked for, a name that is given, or a thing that is denied to somebody.
    """
    if cue.pos_ == "NOUN":
        asked = cue.lemma_ == "request" and any(t.lemma_ == "comment" for t in cue.subtree)
        return asked or any(c.lower_ == "no" and c.dep_ == "det" for c in cue.lefts)
    return is_naming(cue) or _is_unsaid(cue) or _is_withheld_thing(cue) or _is_refusal(cue) or _is_idiom(cue)


def is_naming(cue) -> bool:
    """Tell whether a verb only gives a name: "known as", "dubbed Heron", "a fund called Heron"."""
    if cue.lemma_ == "know":
        return cue.tag_ == "VBN" and any(c.lower_ in ("as", "for") for c in cue.rights)
    if cue.lemma_ in speech_words("always naming"):
        return True
    if cue.lemma_ not in speech_words("naming") or child_of(cue, "agent") is not None:
        return False
    name = child_of(cue, "oprd") or next((c for c in cue.rights if c.dep_ in ("dobj", "ccomp")), None)
    return name is not None and (
        cue.tag_ == "VBN" and cue.dep_ == "acl" or name.pos_ == "PROPN" and name.dep_ == "oprd"
    )


def _is_unsaid(cue):
    """Tell whether somebody has not said something, or nobody has: "did not say", "no one commented"."""
    negated = child_of(cue, "neg") is not None
    passive = cue.tag_ == "VBN" and cue.dep_ != "acl" and child_of(cue, "auxpass") is not None
    if passive and child_of(cue, "agent") is None and (negated or any(c.tag_ == "MD" for c in cue.lefts)):
        return True  # nobody has accused him; "he will be ordered to go"
    spoken = cue.lemma_ in speech_words("speaking")
    if negated and spoken and not _is_asked(cue):
        return True
    told = child_of(cue, "dobj") if cue.pos_ == "VERB" else None
    if told is not None and any(c.lower_ == "no" and c.dep_ == "det" for c in told.lefts):
        return True  # "issued no instructions"
    subject = _own_subject(cue) if spoken else None
    return subject is not None and (
        subject.lower_ in speech_words("nobody")
        or any(c.lower_ == "no" and c.dep_ in ("det", "neg", "advmod") for c in subject.lefts)
    )


def _is_asked(cue):
    """Tell whether a negation stands in a question: "did she not say so?"."""
    return cue.doc[cue.sent.end - 1].text == "?"


def _own_subject(verb):
    """Return the subject of a verb, or of the adjective or noun that it hangs on: "nobody was available for
    comment".
    """
    for _ in range(4):
        subject = child_of(verb, *SUBJECTS)
        if subject is not None or verb.dep_ not in ("xcomp", "conj", "pobj", "prep", "acomp", "advcl"):
            return subject
        verb = verb.head
    return None


def _is_withheld_thing(cue):
    """Tell whether something is kept from somebody: "denied the town a vote", "was denied entry"."""
    if cue.lemma_ != "deny":
        return False
    thing = child_of(cue, "dobj", "oprd")
    if thing is None:
        return False
    return (
        child_of(cue, "dative", "nsubjpass") is not None
        or thing.lemma_ in speech_words("withheld")
        or thing.lower_ in ADDRESSED
        or thing.ent_type_ in ("PERSON", "ORG")
        or thing.tag_ == "NN"
        and thing.lemma_ in person_nouns()
    )


def _is_refusal(cue):
    """Tell whether a verb withholds words, or is the speech that is withheld: "declined to comment"."""
    withholding, speaking = speech_words("withholding"), speech_words("speaking")
    speech = next((c for c in cue.rights if c.dep_ == "xcomp"), None) if cue.lemma_ in withholding else cue
    return (
        speech is not None
        and speech.lemma_ in speaking
        and speech.head.lemma_ in withholding
        and speech.dep_ == "xcomp"
    )


def _is_idiom(cue):
    """Tell whether a verb only looks back: "having said that", "that said"."""
    said = child_of(cue, "dobj", "nsubj")
    alone = said is not None and said.lower_ in ("that", "this") and not any(True for _ in said.children)
    return (
        cue.lemma_ == "say"
        and cue.tag_ in ("VBN", "VBG")
        and alone
        and child_of(cue, "nsubj") in (None, said)
    )
