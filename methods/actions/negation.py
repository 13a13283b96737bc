"""Whether the words beside a verb or an event noun deny it: wholly, or only in part.

"Not" before a word of extent or frequency ("always", "entirely") leaves part of the act standing, and before
"only" or "just" it denies nothing (`data/governing_verbs.csv`: partly, besides). A negation can stand at the
auxiliary, at an adverb ("no longer"), open the clause ("at no time", "nor did they") or join it ("neither").
"""

from __future__ import annotations

from methods.actions.clauses import NO
from methods.actions.effects import effect_of
from utils import SUBJECTS, lower_case

NEVER = {"never", "neither", "hardly"}
DENIED_BY = {"longer", "once", "ever"}  # "no longer", "not once": the negation hangs on the adverb
AUXILIARIES = ("aux", "auxpass")
# "At no time did they go"; "in no time" and "for no reason" deny nothing.
NO_TIMES = {
    "at": {"time", "point", "stage", "moment"},
    "by": {"means"},
    "in": {"way", "sense", "circumstance"},
    "on": {"account", "occasion"},
    "under": {"circumstance"},
}
NOR_REACH = 8  # tokens between "nor" with its auxiliary and the verb


def denial_of(word) -> str:
    """Return how the words beside a verb or noun deny it: "negated", "partly", or "" where they do not.

    >>> from utils import parse
    >>> said = "They did not go. They did not always go. They did not just go. Nor did they go."
    >>> [denial_of(token) for token in parse(said) if token.lower_ == "go"]
    ['negated', 'partly', '', 'negated']
    """
    own = list(word.children)
    beside = own + [c for one in own if one.dep_ in AUXILIARIES for c in one.children]
    found = [c for c in beside if c.dep_ == "neg" or c.lower_ in NEVER or c.dep_ == "det" and c.lower_ in NO]
    found += [
        c
        for one in beside
        if one.dep_ == "advmod" and one.lower_ in DENIED_BY
        for c in one.children
        if c.dep_ == "neg" or c.lower_ in NEVER
    ]
    if found:
        return _reach(word, found[0], beside)
    if any(_is_no_time(c) for c in beside) or _is_joined_by_nor(word):
        return "negated"
    part = any(c.dep_ in SUBJECTS and _is_part(c) for c in own)
    return "partly" if part else ""


def _reach(word, negation, beside):
    """Return how far a negation reaches, by the adverbs that stand with it."""
    after = word.doc[negation.i + 1 : negation.i + 2]
    effects = {effect_of(c) for c in beside if c.dep_ in ("advmod", "npadvmod")}
    if "partly" in effects:
        return "partly"
    next_to = negation.dep_ == "neg" and after and effect_of(after[0]) == "besides"
    return "" if next_to else "negated"


def _is_no_time(preposition):
    """Tell whether a phrase denies its clause: "at no time", "by no means"."""
    nouns = NO_TIMES.get(preposition.lower_, ()) if preposition.dep_ == "prep" else ()
    return any(
        c.lemma_ in nouns and any(d.lower_ == "no" for d in c.lefts)
        for c in preposition.children
        if c.dep_ == "pobj"
    )


def _is_joined_by_nor(verb):
    """Tell whether "nor" joins a verb to what was denied before, or opens its clause before an auxiliary:
    "nor do they attack".
    """
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    doc, words = verb.doc, lower_case(verb.doc)[0]
    for i in range(verb.i - 1, max(verb.i - NOR_REACH - 1, -1), -1):
        if words[i] in ("nor", "neither"):
            opens = i + 1 == verb.i or doc[i + 1].pos_ == "AUX" or doc[i + 1].dep_ in AUXILIARIES
            adverbs = all(t.pos_ == "ADV" for t in doc[i + 1 : verb.i])
            return opens or adverbs and words[i] == "nor"
        if doc[i].pos_ in ("VERB", "PUNCT", "SCONJ", "CCONJ") and doc[i].text != "/":
            return False
    return False


def _is_part(subject):
    """Tell whether a subject is denied in part: "not all of the ministers"."""
    first = subject.left_edge
    then = first.nbor(1).lower_ if first.i + 1 < len(subject.doc) else ""
    return first.lower_ == "not" and then in ("all", "every", "everyone", "everybody", "many")
