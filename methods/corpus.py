"""Every table of the collection for one Doc; the many articles of a corpus build on it."""
from __future__ import annotations

import pandas as pd

from methods import actions, actors, quotations, roles, tone, words
from utils import sentences


def tables(doc) -> dict[str, pd.DataFrame]:
    """Return every table of the collection by name, as the functions of that name make them.

    >>> from utils import parse
    >>> sorted(tables(parse("Ana Lee praised the plan.")))[:3]
    ['actions', 'actors', 'keyness']
    """
    scored = tone.sentence_tone(doc)
    frequencies = words.word_frequencies(doc)
    return {"sentences": sentences(doc), "word_frequencies": frequencies, "phrases": words.phrases(doc),
            "keyness": words.keyness(frequencies), "sentence_tone": scored, "tone_shifts": tone.tone_shifts(scored),
            "twists": tone.twists(doc), "mentions": actors.mentions(doc), "actors": actors.actors(doc),
            "unresolved": actors.unresolved(doc), "quotations": quotations.quotations(doc),
            "actions": actions.actions(doc), "roles": roles.roles(doc), "role_sentences": roles.role_sentences(doc)}
