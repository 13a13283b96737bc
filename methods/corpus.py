"""Every table of the collection for one Doc; the many articles of a corpus build on it."""
from __future__ import annotations

import pandas as pd

from methods.actions import actions
from methods.actors import actors, mentions, unresolved
from methods.quotations import quotations
from methods.roles import role_sentences, roles
from methods.tone import sentence_tone, tone_shifts, twists
from methods.turns import turning_voices
from methods.words import keyness, phrases, word_frequencies
from utils import sentences


def tables(doc) -> dict[str, pd.DataFrame]:
    """Return every table of the collection by name, as the functions of that name make them.

    >>> from utils import parse
    >>> sorted(tables(parse("Ana Lee praised the plan.")))[:3]
    ['actions', 'actors', 'keyness']
    """
    scored, frequencies = sentence_tone(doc), word_frequencies(doc)
    return {"sentences": sentences(doc), "word_frequencies": frequencies, "phrases": phrases(doc), "keyness": keyness(frequencies),
            "sentence_tone": scored, "tone_shifts": tone_shifts(scored), "turning_voices": turning_voices(doc), "twists": twists(doc),
            "mentions": mentions(doc), "actors": actors(doc), "unresolved": unresolved(doc), "quotations": quotations(doc),
            "actions": actions(doc), "roles": roles(doc), "role_sentences": role_sentences(doc)}
