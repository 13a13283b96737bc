"""Surnames that are also a verb or a month: "May attacked Roe", where the tagger sees a modal."""

from __future__ import annotations

from methods.actors.candidates import CALENDAR
from methods.actors.lexicon import given_names, lowered
from utils import texts_of

VERBS = {"MD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}
PAST = {"VBD", "VBZ", "VBN"}  # no modal stands right before one of these
OPENING_SIGNS = {"“", '"', "``", "‘"}
# What stands before a month: "in May", "last March".
DATING = set(
    "about around by during early every from in last late mid next of on since this through until".split()
)


def is_bare_surname(doc, words, tags, i) -> bool:
    """Tell whether a word that may be a verb or a month stands where only a name can: with a capital as the
    subject of a finite verb, or right after a verb, or, unless it is a month, anywhere inside a sentence.
    """
    if not words[i].istitle():
        return False
    before, month = words[i - 1] if i else "", lowered(words[i]) in CALENDAR
    acts = _is_subject(words, tags, i + 1)
    if doc[i].is_sent_start or before in OPENING_SIGNS:
        return acts
    if month and (before.lower() in DATING or before[:1].isdigit()):
        return False
    after = words[i + 1] if i + 1 < len(words) else ""
    if acts or tags[i - 1] in VERBS - {"VBG"} and not after[:1].isdigit():
        return True
    beside = before[:1].isupper() or after[:1].isupper()
    return not month and not beside and tags[i] in VERBS


def _is_subject(words, tags, i):
    """Tell whether a verb that needs a subject stands at a token, or after an adverb: "also said"."""
    i += tags[i : i + 1] == ["RB"] and words[i] not in ("not", "n't")
    return i < len(words) and (tags[i] in PAST or tags[i] == "MD" and words[i].islower())


def with_surnames(doc):
    """Return a Doc where surnames that the article gives in full are names and no modals: by their tags, and
    as the subject of the verb after them. For right after the parse: all else is made from its tags.

    >>> from utils import parse
    >>> [token.dep_ for token in with_surnames(parse("Ann May met Tom Roe. May attacked Roe."))[6:8]]
    ['nsubj', 'ROOT']
    """
    words, tags = texts_of(doc, "ORTH", "TAG")
    given = given_names()
    full = {i for i in range(1, len(words)) if words[i].istitle() and words[i - 1] in given}
    known = {words[i] for i in full}
    for i, word in enumerate(words):
        if word not in known or tags[i] not in VERBS and lowered(word) not in CALENDAR:
            continue
        if i not in full and not is_bare_surname(doc, words, tags, i):
            continue
        token = doc[i]
        token.tag_, token.pos_ = "NNP", "PROPN"
        verb = token.head
        if i in full and doc[i - 1].dep_ == "nsubj" and token.dep_ == "aux":
            doc[i - 1].head, doc[i - 1].dep_ = token, "compound"
        if token.dep_ == "aux" and verb.i > i and not any(c.dep_.startswith("nsubj") for c in verb.lefts):
            token.dep_ = "nsubj"
    return doc
