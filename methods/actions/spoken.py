"""Acts that are done by saying, or by not saying, something: requests, denials, refusals."""

from __future__ import annotations

from spacy.symbols import VERB

from methods.actions.classes import QUADS, Predicate
from methods.actions.clauses import DUTY, subjects_of
from methods.actions.effects import effect_of, lemma
from methods.actions.parties import is_party, is_public
from methods.actions.status import standing
from utils import from_lists, word_list

SURVEYS, QUESTIONING = {"poll", "survey", "census", "questionnaire"}, {"question", "interview"}
MANY_PEOPLE = 100  # people, from which on to question them is to survey them
ENTITLEMENTS = {"right", "entitlement", "freedom", "licence", "license"}
EXTENT = {"enough", "sufficient", "sufficiently"}


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


def is_survey(verb, sources, targets) -> bool:
    """Whether people are questioned to learn what many think: by a poll, or hundreds of them.

    >>> from utils import parse
    >>> doc = parse("The poll questioned 1,943 adults.")
    >>> is_survey(doc[2], [doc[1]], [doc[4]])
    True
    """
    asks = lemma(verb) in QUESTIONING
    by_poll = any(one.lemma_ in SURVEYS for one in sources)
    many = any(_count(c.text) >= MANY_PEOPLE for one in targets for c in one.children if c.dep_ == "nummod")
    return asks and (by_poll or many)


def _count(number: str) -> int:
    digits = number.replace(",", "")
    return int(digits) if digits.isdecimal() else 0


def is_entitlement(verb) -> bool:
    """Whether an act is only what somebody is free to do: 'the right to settle with the clients'.

    >>> from utils import parse
    >>> is_entitlement(parse("They have the right to meet.")[5])
    True
    """
    return verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.lemma_ in ENTITLEMENTS


def is_too_little(verb) -> bool:
    """Whether an act is done, but less than it should be: 'did not do enough to help the farmers'.

    >>> from utils import parse
    >>> is_too_little(parse("They did not do enough to help.")[6])
    True
    """
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp", "acl"):
        return False
    near = [verb.head, *(c for c in verb.head.children if c.i < verb.i)]
    near += [c for one in near for c in one.children if one.dep_ in ("dobj", "advmod", "acomp")]
    return any(one.lower_ in EXTENT and one.i < verb.i for one in near)
