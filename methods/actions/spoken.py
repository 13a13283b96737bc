"""Acts that are done by saying, or by not saying, something: requests, denials, refusals."""

from __future__ import annotations

from spacy.symbols import VERB

from methods.actions.classes import QUADS, Predicate
from methods.actions.clauses import DUTY, subjects_of
from methods.actions.effects import effect_of, lemma
from methods.actions.parties import is_party, is_public
from methods.actions.status import standing
from utils import from_lists, word_list


def asks_for_deed(verb, targets) -> bool:
    """Whether a wish is that somebody do something, not that a thing be so."""
    wished = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    return any(c.lemma_ != "be" for c in wished) and any(is_party(one, owned=False) for one in targets)


def demand(verb):
    """What somebody says that another must do is a request to that other."""
    told = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
    asked = told and effect_of(verb.head, "that") in ("", "ordered")  # "I think they should" asks nobody
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if asked and (words & DUTY if verb.pos_ == "VERB" else "must" in words):
        sources, targets = subjects_of(verb.head), subjects_of(verb)
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)  # "he should be praised": by others
        if sources and targets and sources != targets and not passive and all(map(is_public, targets)):
            return Predicate([verb.head], sources, targets, "REQUEST", *standing(verb.head))
    return None


def denial(verb, lists):
    """Who denies a charge rejects it, whoever has made it: 'the clerk denied taking the money'."""
    denies = verb.pos == VERB and lists.effects.get(lemma(verb)) == [((), "denied")]
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    if denies and clauses and any(rule == ((), "", "REJECT") for rule in lists.rules.get(lemma(verb), ())):
        return Predicate([verb], subjects_of(verb), [], "REJECT", *standing(verb))
    return None


def is_refusal(act) -> bool:
    """Whether an act is that somebody will not do something, other than speak: 'refused to publish the
    advice', 'denied taking it'.
    """
    effect, last = effect_of(act.words[0]), act.words[-1]
    does = lemma(last) not in _speech() or any(c.dep_ == "dobj" for c in last.children)
    refuses = effect == "refused" and len(act.words) > 1 and does
    return act.relation == "REJECT" and (refuses or effect == "denied" and not act.targets)


def is_refused_word(said, verb, relation, targets) -> bool:
    """Whether what is refused is only to say something, 'refused to deny the claim', or to turn against
    somebody in words, 'refused to criticise the king'.
    """
    if not any(effect == "refused" and word != verb for effect, word in said):
        return False
    says = effect_of(verb) in ("told", "denied", "alleged")
    deeds = not targets or not any(is_party(one, owned=False) for one in targets)
    return says and deeds or QUADS.get(relation) == "verbal conflict"


@from_lists("attribution_verbs")
def _speech() -> set:
    cues = word_list("attribution_verbs")
    return set(cues.loc[cues["sense"] == "speech", "cue"])
