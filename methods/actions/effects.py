"""What a governing verb, noun, adjective or adverb says of the act below it (`data/governing_verbs.csv`)."""

from __future__ import annotations

from methods.actions.clauses import lemma
from utils import from_lists, kept, word_list


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
