"""A gallery of sentences with what a reader says of each, and what the machine says now."""

from __future__ import annotations

import pandas as pd

from methods.actions import actions
from methods.actors import actors
from methods.quotations import quotations
from methods.tone import NEUTRAL, score_tone, tone_toward, twists
from methods.tone.scorers import SCORERS
from utils import parse, word_list


def _side(score: float) -> str:
    return "neutral" if abs(score) < NEUTRAL else "positive" if score > 0 else "negative"


def _toward(doc, about: str) -> str:
    start = doc.text.index(about)
    return _side(tone_toward(doc, start, start + len(about)))


def _acts(doc) -> str:
    """Name who acts on whom in the acts that have a class and are told as done."""
    told = actions(doc).query("relation != '' and status == 'asserted' and not negated")
    return _several(
        f"{source or '?'} > {target or '?'}"
        for source, target in zip(told["source_actor"], told["target_actor"])
    )


def _several(names) -> str:
    return "; ".join(sorted(set(names) - {""})) or "none"


ASK = {
    "tone": lambda doc, about: _side(score_tone([doc])["tone"][0]),
    "tone toward": _toward,
    "twist": lambda doc, about: "yes" if len(twists(doc)) else "no",
    "speaker": lambda doc, about: _several(quotations(doc)["speaker"]),
    "actors": lambda doc, about: _several(actors(doc)["actor"]),
    "acts": lambda doc, about: _acts(doc),
}


def ask(question: str, sentence: str, about: str = "") -> str:
    """Return what the machine answers to a question about a sentence, in the words of data/errors.csv.

    `question` is one of ASK: tone, tone toward (the name `about`), twist, speaker, actors, acts. Raises
    KeyError for another one.

    >>> ask("tone", "The guests praised the warm welcome.")
    'positive'
    """
    return ASK[question](parse(sentence), about)


def judged_errors() -> pd.DataFrame:
    """Return every sentence of data/errors.csv with the machine's answer, worked out now.

    Columns: `kind`, `question`, `sentence`, `about`, `reader` (what a reader says), `machine`, `right`
    (whether the two are the same), `vader` and `textblob` (the side that they take, where the question is the
    tone; else empty).

    >>> set(judged_errors()["right"]) == {True, False}
    True
    """
    table = word_list("errors").copy()
    table["machine"] = [ask(row.question, row.sentence, row.about) for row in table.itertuples()]
    table["right"] = table["machine"] == table["reader"].map(lambda names: _several(names.split("; ")))
    others = score_tone(table["sentence"])[[scorer.name for scorer in SCORERS[1:]]].map(_side)
    return table.join(others.where(table["question"] == "tone", ""))
