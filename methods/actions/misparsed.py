"""Where the parse alone misleads: nouns and titles taken for verbs, verbs hung below one to which they do not
belong, and orders taken for acts of whoever speaks.
"""

from __future__ import annotations

from methods.actions.effects import effect_of, lemma
from methods.actors.lexicon import speech_verbs
from utils import SUBJECTS, from_lists, word_list

FINITE = {"MD", "VBD", "VBZ", "VBP"}  # tags of what has a tense
PASSIVE, AUXILIARY = ("nsubjpass", "auxpass"), ("aux", "auxpass")
HUNG = ("conj", "xcomp", "ccomp")  # a verb after such a one may belong to the verb above it
CLAUSE_OPENERS = ("as", "after", "before", "since", "until")  # which the parser takes for prepositions
HIGHEST_ROW = 4


def row_head(verb):
    """The verb in whose row a conjoined verb stands: a past tense stands in none of an infinitive.

    >>> from utils import parse
    >>> row_head(parse("They pretended to sleep and mocked the guards.")[5])
    pretended
    """
    head = verb.head
    for _ in range(HIGHEST_ROW):
        low = head.tag_ in ("VB", "VBG") and not any(
            c.tag_ in FINITE for c in head.children if c.dep_ == "aux"
        )
        if verb.tag_ not in ("VBD", "VBZ") or not low or head.dep_ not in HUNG or head.head.pos_ != "VERB":
            break
        head = head.head
    return head


def is_adjunct(verb) -> bool:
    """Whether a verb is a participle that goes on from the clause before it: 'resigned, leaving no heir'."""
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.i > verb.head.i
        and not any(c.dep_ in SUBJECTS for c in verb.children)
    )


def below(verb):
    """The verb that says what is done, where the one above it only says that somebody is to do it: 'start' in
    'is set to start'.
    """
    for c in () if verb.lemma_ in speech_verbs() else verb.children:
        to = c.dep_ == "xcomp" and c.tag_ == "VB" and any(one.tag_ == "TO" for one in c.children)
        if to and (effect_of(verb, "to") == "intended" or any(one.dep_ in PASSIVE for one in verb.children)):
            return c
    return verb


def subject_before(verb):
    """The noun or adjective that is the subject of a clause after it, where the parser takes it for an object
    and the clause for one more of a row, else None.

    >>> from utils import parse
    >>> doc = parse("Tom Hale accused Ann Roe of suggesting the old should be killed.")
    >>> subject_before(doc[11])
    old
    """
    if verb.dep_ not in ("conj", "ccomp", "advcl") or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    first = next((c for c in verb.children if c.dep_ in AUXILIARY), verb)
    before = verb.doc[max(first.i - 1, 0)]
    if before.i >= verb.i or first.tag_ not in FINITE:
        return None
    if before.dep_ == "pobj" and before.head.lower_ in CLAUSE_OPENERS and before.head.i > verb.head.i:
        return before  # 'the crew wept as the ship | was sold'
    joined = any(c.dep_ == "cc" and c.i < verb.i for c in verb.head.children)
    told = before.dep_ == "dobj" and before.head.lemma_ in _takes_clauses()
    return before if verb.dep_ == "conj" and told and not joined and before.head.i < verb.i else None


def is_twin(noun, head) -> bool:
    """Whether a name is parsed as one more object before a noun, where the tagger took that for a verb:
    'attacked Acme plans'.

    >>> from utils import parse
    >>> doc = parse("The union attacked the plans.")
    >>> is_twin(doc[3], doc[4])
    False
    """
    side_by_side = noun.dep_ == head.dep_ == "dobj" and noun.head == head.head and noun.i + 1 == head.i
    return side_by_side and head.tag_ == "VBZ" and noun.pos_ == "PROPN"


def is_order(verb) -> bool:
    """Whether a verb before that of its speaker is an order: 'Let them go, she added'."""
    bare = verb.tag_ == "VB" and verb.dep_ in ("ccomp", "advcl") and verb.i < verb.head.i
    return bare and verb.head.lemma_ in speech_verbs() and not any(c.dep_ == "aux" for c in verb.children)


def is_told(verb, head) -> bool:
    """Whether a clause with a tense is what somebody says: its subject, lost in the parse, is not the one who
    says it.
    """
    after = verb.dep_ == "ccomp" and verb.i > head.i
    return after and verb.tag_ in FINITE and head.lemma_ in speech_verbs()


def is_misread(verb) -> bool:
    """Whether a verb is a noun before a name, taken for one: 'the TV hit Green Wing won', or is part of a
    name: 'in Save the Ship'.

    >>> from utils import parse
    >>> doc = parse("The TV hit Green Wing won a prize. The guards hit Tom Hale.")
    >>> is_misread(doc[2]), is_misread(doc[11])
    (True, False)
    """
    if verb.pos_ != "VERB" or not verb.is_alpha:
        return False
    return _is_of_title(verb) or _is_of_name(verb)


def _is_of_name(verb) -> bool:
    """Whether what looks like a verb with a name as its object has a whole clause after it, which it cannot
    take.
    """
    name = verb.doc[verb.i + 1 : verb.i + 2]
    if verb.lower_ != verb.lemma_ or not name or name[0].pos_ != "PROPN" or lemma(verb) in _takes_clauses():
        return False
    hung = {"csubj": verb.head, "acl": verb.head.head}.get(verb.dep_)
    if verb.dep_ == "acl" and verb.tag_ != "VBN":
        return False  # "a cult hit Green Wing": a participle of the passive has no object
    subject = any(c.dep_ in SUBJECTS and c.tag_ in ("NN", "NNP") for c in verb.children)
    after = [hung] if hung is not None else [c for c in verb.children if c.dep_ == "ccomp"]
    return (subject or hung is not None) and any(_follows(name[0], one) for one in after)


def _follows(name, verb) -> bool:
    """Whether a verb with a tense follows a name with nothing but auxiliaries and adverbs between."""
    i = name.i
    while i < verb.i and verb.doc[i].pos_ in ("PROPN", "ADV", "AUX", "PART"):
        i += 1
    return i == verb.i and any(
        t.tag_ in FINITE for t in (verb, *(c for c in verb.children if c.dep_ in AUXILIARY))
    )


@from_lists("attribution_verbs", "governing_verbs")
def _takes_clauses() -> set:
    """The verbs that a clause with a tense can follow: those of saying and thinking, and such as 'fear'."""
    return set(word_list("attribution_verbs")["cue"]) | {
        row.split()[0] for row in word_list("governing_verbs")["verb"]
    }


def _is_of_title(verb) -> bool:
    """Whether a verb has a capital in the middle of a sentence that is no headline."""
    if not verb.is_title or verb.is_sent_start or verb.i == 0:
        return False
    before, after = verb.nbor(-1), verb.doc[verb.i + 1 : verb.i + 4]
    if before.is_punct or before.is_space or before.text in ("“", '"', "‘", "'"):
        return any(t.is_title and t.pos_ in ("DET", "PRON", "ADP", "SCONJ") for t in after[:1])
    words = [t for t in verb.sent if t.is_alpha]
    return sum(t.is_title for t in words) * 2 < len(words)


@from_lists("relations", "governing_verbs")
def _asking() -> set:
    """The verbs that ask somebody to do something."""
    rules, governing = word_list("relations"), word_list("governing_verbs")
    ordered = governing.loc[governing["effect"] == "ordered", "verb"]
    return {*rules.loc[rules["relation"] == "REQUEST", "verb"], *(v.split()[0] for v in ordered)} - {""}


def asks_somebody(verb) -> bool:
    """Whether a verb can say that somebody is to do something: 'pleaded with him to go'."""
    return lemma(verb) in _asking()
