"""What a governing verb, noun, adjective or adverb says of the act below it (`data/governing_verbs.csv`)."""

from __future__ import annotations

import re

from utils import from_lists, kept, word_list

IRREGULAR = {
    "forgave": "forgive",
    "strove": "strive",
    "overrode": "override",
    "befell": "befall",
    "retook": "retake",
}  # not known to the model


def lemma(token) -> str:
    """The lemma of a token; the model's rules turn 'staged' into 'stag', though that would have doubled its
    g.

    >>> from utils import parse
    >>> [lemma(token) for token in parse("They staged and planned it.")]
    ['they', 'stage', 'and', 'plan', 'it', '.']
    """
    word = IRREGULAR.get(token.lower_, token.lemma_)
    cut = token.lower_ in (word + "ed", word + "ing") and re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprtv]", word)
    return word + "e" if cut else word


@from_lists("governing_verbs")
def governing() -> dict:
    """Return for each lemma of `data/governing_verbs.csv` its (particles, effect), the most particles
    first.
    """
    found = {}
    for row in word_list("governing_verbs").itertuples():
        verb, *particles = row.verb.split()
        found.setdefault(verb, []).append((tuple(particles), row.effect))
    for readings in found.values():
        readings.sort(key=lambda reading: -len(reading[0]))
    return found


@kept
def _governing(doc) -> dict:
    return governing()  # looked up once for a Doc


def effect_of(word, *particles) -> str:
    """The effect that the list gives a governing word, with the longest row that fits its particles."""
    for wanted, effect in _governing(word.doc).get(lemma(word).lower(), ()):
        if all(p in particles for p in wanted):
            return effect
    return ""


@from_lists("relations")
def _stands() -> set:
    rules = word_list("relations")
    return set(rules.loc[rules["relation"].isin(("SUPPORT", "ACCUSE", "REJECT", "REQUEST")), "verb"]) - {""}


def stand_on(verb) -> bool:
    """Whether a verb takes a stand on what somebody else does: who welcomes a decision has not made it.

    >>> from utils import parse
    >>> stand_on(parse("They welcomed it.")[1])
    True
    """
    return lemma(verb) in _stands()
