"""Acts that only a game, a film or a novel tells: 'a game in which robots invade the city'."""

from __future__ import annotations

from itertools import islice

from methods.actions.effects import lemma
from utils import SUBJECTS, from_lists, word_list

STEPS_TO_WORK = 6  # steps up from an act to the work that tells it
SHOWING = {"see", "show", "feature", "depict", "follow", "tell", "imagine", "have", "let"}
IN_WHICH = {"which", "where", "whose"}
PLAYED = {"game", "games"}  # a match too, of which past tenses tell


@from_lists("match_words")
def _invented() -> set:
    """The nouns of `data/match_words.csv` that name works in which things happen that have not happened."""
    words = word_list("match_words")
    return set(words.loc[words["kind"] == "fiction", "word"])


def is_invented(verb) -> bool:
    """Whether an act happens only in a game, a film or a novel.

    >>> from utils import parse
    >>> is_invented(parse("It is a film in which robots invade Spain.")[7])
    True
    >>> is_invented(parse("The army invaded Spain.")[2])
    False
    """
    below = verb
    for above in islice(verb.ancestors, STEPS_TO_WORK):
        if below.dep_ == "relcl" and _names_work(above, verb) and _is_inside(below):
            return True
        if below.dep_ == "prep" and below.lower_ in ("about", "of", "with") and verb.dep_ == "pcomp":
            if _names_work(above, verb):
                return True
        if lemma(above) in SHOWING and below.dep_ in ("ccomp", "xcomp", "dobj", "advcl"):
            if any(_names_work(c, verb) for c in above.children if c.dep_ in SUBJECTS):
                return True
        below = above
    return any(
        _names_work(one, verb)
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ == "in" and verb.tag_ in ("VBZ", "VBP")
        for one in c.children
        if one.lower_ not in PLAYED
    )


def _names_work(noun, verb) -> bool:
    """Whether a noun is such a work; a game of which a past tense tells can be a match."""
    return (
        noun.pos_ == "NOUN"
        and noun.lemma_ in _invented()
        and (noun.lower_ not in PLAYED or verb.tag_ in ("VBZ", "VBP", "VBG", "VB"))
    )


def _is_inside(clause) -> bool:
    """Whether a relative clause tells what happens in the work: 'in which', 'where', 'whose hero'."""
    opening = clause.doc[clause.left_edge.i : min(clause.i, clause.left_edge.i + 3)]
    return any(t.lower_ in IN_WHICH for t in opening) and not any(
        t.dep_ in SUBJECTS and t.lower_ == "which" for t in clause.children
    )
