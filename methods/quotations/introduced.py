"""Who speaks under a description by which the article introduced somebody, or in a text of one's own."""

from __future__ import annotations

from collections import defaultdict

from methods.actors import actor_at, mentions
from methods.actors.introductions import introductions
from methods.actors.lexicon import title_words
from methods.quotations.silence import child_of, speech_words
from utils import kept, tokens_at


@kept
def _introduced(doc) -> dict[str, list]:
    """Return (words of the introduction, person, first token of that person) by the last word before an "of"
    or the like.
    """
    first, found = {}, defaultdict(list)
    for one in mentions.rows(doc):
        first.setdefault(one.actor, tokens_at(doc, one.start, one.end)[0])
    for who, told in introductions(doc).items():
        words = _plain(told.split())
        for word in set(words):
            found[word].append((words, who, first.get(who, len(doc))))
    return found


def _plain(words):
    return [word.lower().strip(",") for word in words]


def _left_out(words, told):
    """Return which of an introduction's words a phrase leaves out, None where it has others or ends in
    another.
    """
    left, k = [], len(words) - 1
    for word in reversed(told):
        if k >= 0 and word == words[k]:
            k -= 1
        elif k == len(words) - 1:
            return None
        else:
            left.append(word)
    return left if k < 0 else None


def introduced_person(doc, head, phrase) -> str:
    """Return the one person whom a definite phrase of two words or more takes up by that one's introduction:
    "the Ofsted chief", or "".

    >>> from utils import parse
    >>> doc = parse("The Rovers captain, Tom Roe, fell. The Rovers captain said so.")
    >>> introduced_person(doc, doc[11], doc[9:12])
    'Tom Roe'
    """
    words = _plain(phrase.text.split())
    if phrase[0].lower_ != "the" or len(words) < 3 or head.tag_ not in ("NN", "NNP"):
        return ""
    fitting, office = set(), " ".join(words[1:]) in title_words()[0]  # "prime minister" is in many titles
    for told, who, first in _introduced(doc).get(head.lower_, ()):
        left = _left_out(words[1:], told)
        if left is not None and first < phrase.start:
            if not left or not office and speech_words("other office").isdisjoint(left):
                fitting.add(who)
    return fitting.pop() if len(fitting) == 1 else ""


@kept
def _speaking_kinds(doc):
    """Return the people and bodies of a Doc, who have words of their own."""
    return {one.actor for one in mentions.rows(doc) if one.kind in ("person", "organisation")}


def writer_of(doc, head) -> str:
    """Return who speaks by a text of one's own, "Ms Roe's letter", "his speech", or "".

    >>> from utils import parse
    >>> doc = parse("Ann Roe's letter said so.")
    >>> writer_of(doc, doc[3])
    'Ann Roe'
    """
    owner = child_of(head, "poss") if head.lemma_.lower() in speech_words("own words") else None
    who = actor_at(doc).get(owner.i, "") if owner is not None else ""
    return who if who in _speaking_kinds(doc) else ""
