"""What a text says, told by a participle behind it: 'a motion opposing the bill', 'a letter to a judge
mocking the duke'.
"""

from __future__ import annotations

from methods.actions.effects import stand_on
from methods.actors.lexicon import speech_verbs
from methods.quotations.silence import speech_words
from utils import from_lists, word_list


@from_lists("attribution_verbs", "speech_words")
def _words_said() -> set:
    """The nouns for what is said or written: remark, letter, motion."""
    cues = word_list("attribution_verbs")
    said = set(cues.loc[(cues["part_of_speech"] == "noun") & (cues["sense"] == "speech"), "cue"])
    return said | speech_words("own words") | speech_words("taking a stand")


def is_said_to(participle) -> bool:
    """Whether a participle behind somebody may tell what is said to him, not what he or another does.

    >>> from utils import parse
    >>> doc = parse("Ann Roe regretted her remarks to a baker mocking the duke.")
    >>> is_said_to(doc[8])
    True
    """
    noun = participle.head if participle.dep_ == "acl" else participle.doc[max(participle.i - 1, 0)]
    above = noun.head.head
    if participle.tag_ != "VBG" or noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return False
    if participle.dep_ == "advcl":  # 'blamed him for remarks to a baker mocking the duke'
        return above.dep_ == "pobj" and above.lemma_ in _words_said()
    said = [above, *(c for c in above.children if c.dep_ in ("dobj", "nsubjpass"))]
    if any(one.pos_ == "NOUN" and one.lemma_ in _words_said() for one in said):
        return True
    told = participle.lemma_ in speech_verbs() or stand_on(participle)
    return told and above.pos_ == "VERB" and above.lemma_ in speech_verbs()


def brought_by(participle):
    """Return the verb by which somebody takes the stand of a text as his own, None where there is none.

    >>> from utils import parse
    >>> doc = parse("The duke tabled a motion opposing the bill. The duke read a motion opposing the bill.")
    >>> brought_by(doc[5]), brought_by(doc[14])
    (tabled, None)
    """
    text = participle.head
    own = participle.dep_ == "acl" and participle.tag_ == "VBG" and stand_on(participle)
    if not own or text.dep_ not in ("dobj", "nsubjpass") or text.lemma_ not in speech_words("taking a stand"):
        return None
    return text.head if text.head.lemma_ in speech_words("bringing in") else None
