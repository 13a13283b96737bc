"""What the own words of a verb say of its act: auxiliaries, adverbs, negation, and how all of it adds up."""

from __future__ import annotations

from methods.actions.clauses import DUTY, FUTURE, IF, MAY, is_nobody
from methods.actions.effects import effect_of
from methods.actions.misparsed import FINITE
from methods.actions.negation import denial_of
from utils import SUBJECTS

# The least sure come last: of all that is said of an act the last of these holds.
STATUSES = ("asserted", "attempted", "intended", "alleged", "hypothetical", "denied")
DONE = ("asserted", "attempted")  # what is told as done, or tried
# What the effects in the list say of an act; an effect that is not named here leaves it as it is.
STATUS_OF = {
    **{status: status for status in STATUSES},
    "agreed": "intended",
    "ordered": "intended",
    "refused": "hypothetical",
    "ended": "hypothetical",
    "averted": "hypothetical",
    "decreed": "intended",
    "negated": "negated",
}
WILL = {"will", "shall", "'ll", "’ll", "wo", "going"}
MUST = {"must", "should", "ought", "need"}
POSSIBLY = {"may", "might", "can", "could", "would", "'d", "’d", "ca"}
WOULD, HAVE = {"would", "'d", "’d"}, {"have", "'ve", "’ve"}
# With one of these a participle has an auxiliary to share; without, the tagger took a past tense for one.
HELPERS = {"have", "has", "had", "'ve", "be", "been", "was", "were", "is", "are"}
UNTRUE = {"wrongly", "falsely", "wrongfully", "mistakenly", "unfairly", "unjustly"}
HIGHEST = 12  # no clause is followed further up


class Standing:
    """What is found on the way from an act up to the main clause."""

    def __init__(self):
        self.said, self.negated = {"asserted"}, False

    def add(self, effect):
        status = STATUS_OF.get(effect, "")
        if status == "negated":
            self.negated = not self.negated
        elif status:
            self.said.add(status)

    def result(self):
        return max(self.said, key=STATUSES.index), self.negated


def auxiliaries_of(verb):
    return [c for c in verb.children if c.dep_ in ("aux", "auxpass")]


def own_subject(verb):
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def add_modality(verb, found, shared=None):
    """Add what a verb's auxiliaries, adverbs and subject say; `shared`: a later verb in the row, of which
    some of it is said too.
    """
    children = [(c, c.dep_, c.lower_) for c in verb.children]
    own = verb if shared is None else shared
    words = {word for _, label, word in children if label in ("aux", "auxpass")}
    takes = shared is None or not (
        auxiliaries_of(own) or own.tag_ in FINITE or own.tag_ == "VBN" and words.isdisjoint(HELPERS)
    )
    if takes and words & (WILL | MUST):
        found.add("hypothetical" if words & MUST and "have" in words else "intended")
    if takes and words & POSSIBLY:
        reported = verb.dep_ == "ccomp" and words & WOULD and not words & HAVE
        found.add("intended" if reported else "hypothetical")
    if any(label in SUBJECTS and is_nobody(c) for c, label, _ in children):
        found.add("negated")
    denied = denial_of(verb)
    if denied and (shared is None or not denial_of(own) and (takes or _is_either(verb, own))):
        found.add("negated")
        found.add("hypothetical" if denied == "partly" else "")
    if shared is None:
        for child, label, word in children:
            if label in ("advmod", "npadvmod"):
                found.add("denied" if word in UNTRUE else effect_of(child))


def _is_either(verb, own) -> bool:
    """Whether the later verb of a row is joined by 'or': what is denied of the first is denied of it."""
    joined = [c for one in (verb, *_row_of(own)) for c in one.children if c.dep_ == "cc" and c.i > verb.i]
    return any(c.lower_ in ("or", "nor") for c in joined)


def _row_of(verb):
    """A verb and those that follow it in its row."""
    row = [verb]
    for one in row:
        row += [c for c in one.children if c.dep_ == "conj" and len(row) < HIGHEST]
    return row


def modality(word) -> list:
    """Return what the words beside a verb or noun say of it: that it is possible, intended, negated, or
    denied in part.

    >>> from utils import parse
    >>> modality(parse("They will not go.")[3]), modality(parse("They do not always go.")[4])
    (['intended', 'negated'], ['partly'])
    """
    children = list(word.children)
    auxiliaries = {c.lower_ for c in children if c.dep_ == "aux"}
    # "Any deal" is none yet, as little as "if they agree" and "for them to agree".
    possible = auxiliaries & (MAY | DUTY) or any(
        c.dep_ == "mark" and c.lower_ in IF or c.dep_ == "det" and c.lower_ == "any" for c in children
    )
    nobody = any(c.dep_ in SUBJECTS and is_nobody(c) for c in children)
    denied = denial_of(word) or "negated" * nobody
    return ["possible"] * bool(possible) + ["intended"] * bool(auxiliaries & FUTURE) + [denied] * bool(denied)
