"""Participles that tell when or how something else is done, and state no act of their own: 'avoided those on
the list when telephoning voters'.
"""

from __future__ import annotations

from methods.actions.classes import QUADS
from utils import SUBJECTS

GENERAL, MEANWHILE = {"when", "whenever", "if", "until"}, {"by", "while", "whilst"}
JOINERS = GENERAL | MEANWHILE | {"before"}


def is_circumstance(verb, relation) -> bool:
    """Whether a participle only tells when or how its main clause is done, so that it tells no act of a
    class.

    A deed stays one after 'before' where the main clause is told as past, and after 'by' and 'while' where it
    is one of conflict: 'replied by accusing the duke'. "After accusing the duke" tells a deed plainly.

    >>> from utils import parse
    >>> is_circumstance(parse("They smiled when meeting voters.")[3], "CONSULT")
    True
    >>> is_circumstance(parse("They fled after arresting the mayor.")[3], "COERCE")
    False
    """
    if verb.tag_ != "VBG" or any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return False
    by, main = _joined_by(verb)
    if by == "before":
        return main.tag_ not in ("VBD", "VBN")
    return by in GENERAL or by in MEANWHILE and not QUADS.get(relation, "").endswith("conflict")


def _joined_by(verb) -> tuple:
    """The word that joins a participle to its main clause, and the verb of that, "" where none does."""
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
        return verb.head.lower_, verb.head.head
    if verb.dep_ != "advcl":
        return "", verb
    marks = (c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i)
    return next((c.lower_ for c in marks if c.lower_ in JOINERS), ""), verb.head
