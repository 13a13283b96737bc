"""Whether an act is told as done, tried, intended, alleged, denied or only supposed, read off the grammar.

An act has the standing that the words above it give it: its auxiliaries and negation, the verbs, nouns and
adjectives that govern its clause (`data/governing_verbs.csv`), a question, a condition. What is said of
several verbs in a row is said of each of them. The distinctions are those of factuality profiles (Sauri and
Pustejovsky, "FactBank: a corpus annotated with event factuality", 2009).
"""

from __future__ import annotations

from methods.actions.clauses import is_left_undone
from methods.actions.effects import effect_of, lemma
from methods.actions.misparsed import FINITE, below, is_adjunct, row_head
from methods.actions.own_words import HIGHEST, UNTRUE, Standing, add_modality, auxiliaries_of, own_subject
from methods.actions.texts import brought_by
from methods.quotation_marks import in_marks
from utils import SUBJECTS, kept, lower_case

OF_FACTS = (
    "intended",
    "alleged",
    "hypothetical",
    "denied",
    "ordered",
    "averted",
    "decreed",
)  # said of a clause with a tense
CONDITION = {"if", "unless", "whether", "lest", "though"}  # "as though"
SUPPOSED = {"any", "every", "each"}  # "anyone who attacks", "any attack"
COPULAS = {"be", "seem", "appear", "become", "remain", "look", "sound"}
LATER = ("ahead", "before")
FARTHEST_NOUN = 20  # tokens from a noun to its clause


@kept
def _asked(doc) -> bytearray:
    """Return for each token 1 if it stands in a question."""
    asked, words, inside, starts = bytearray(len(doc)), lower_case(doc)[0], in_marks(doc), 0
    for i, word in enumerate(words):
        if word in (".", "!", "?", ";", ":") or "\n" in word or doc[i].is_sent_start:
            if word == "?":
                for k in range(starts, i):
                    asked[k] |= inside[k] == inside[i]
            starts = i if doc[i].is_sent_start and word not in ".!?;:" else i + 1
    return asked


def standing(head, effect="", event=None) -> tuple[str, bool]:
    """Return the status of the act that a verb or an event noun tells, and whether it is negated.

    `effect`: what the verb says of an event that is its object; `event`: that event.

    >>> from utils import parse
    >>> standing(parse("They were accused of bombing the port.")[4])
    ('alleged', False)
    """
    found = Standing()
    found.add(effect)
    if event is not None:
        _of_modifiers(event, found)
    if _asked(head.doc)[head.i]:
        found.add("hypothetical")
    if head.pos_ == "NOUN":
        _of_noun(head, found, HIGHEST)
    else:
        _of_verb(head, found, HIGHEST)
    return found.result()


def _row(verb, found, shared):
    """Add what the first verb of a row says of a later one."""
    if any(
        c.lower_ in ("but", "yet") and verb.i < c.i < shared.i
        for one in (verb, shared)
        for c in one.children
        if c.dep_ == "cc"
    ):
        return
    if own_subject(shared) is None:
        add_modality(verb, found, shared)


# The way up


def _of_verb(verb, found, left, own=True):
    if own:
        add_modality(verb, found)
        if is_left_undone(verb):
            found.add("negated")
        if (
            verb.tag_ == "VB"
            and verb.dep_ == "ROOT"
            and not auxiliaries_of(verb)
            and own_subject(verb) is None
        ):
            found.add("intended")  # "Bomb the port!"
    if left and verb.dep_ in _STEPS:
        _STEPS[verb.dep_](verb, verb.head, found, left - 1)


def _from_row(verb, head, found, left):
    head = row_head(verb)
    if verb.tag_ in FINITE and head.tag_ in ("VBG", "VB") and own_subject(verb) is not None:
        return  # a clause of its own, which the parser hung too low
    if head.pos_ in ("VERB", "AUX"):
        _row(head, found, verb)
        _of_verb(head, found, left, own=False)
        if _marks(head) & CONDITION:
            found.add("hypothetical")


def _from_subject(verb, head, found, left):
    found.add("hypothetical")  # "insulting the king is a crime"


def _marks(verb):
    return {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}


def _from_adverbial(verb, head, found, left):
    marks, first = _marks(verb), min(verb.children, key=lambda c: c.i, default=verb)
    finite = verb.tag_ in FINITE or any(c.tag_ in FINITE for c in auxiliaries_of(verb))
    inverted = first.lower_ in ("had", "were", "should") and first.dep_ in ("aux", "auxpass")
    if marks & CONDITION - {"though"} or {"as", "though"} <= marks or inverted:
        found.add("hypothetical")
    if any(c.tag_ == "TO" for c in verb.children) and not _came_of_it(head):
        found.add("intended")  # "sent troops to free the crew"
    if "that" in marks and finite:
        found.add(_of_noun_before(verb))
    if not finite:
        _of_verb(below(head) if is_adjunct(verb) else head, found, left)
        return
    above = Standing()
    add_modality(head, above)
    if verb.tag_ in ("VBZ", "VBP") and above.result()[0] != "asserted" or marks & {"until"}:
        found.add("intended")
    if head.tag_ not in (
        "VBG",
        "VB",
    ):  # else the parser hung it too low: "accused him of theft while she sang"
        _of_verb(head, found, left, own=False)


def _came_of_it(head) -> bool:
    """Whether what an infinitive tells came of what was done: 'recovered to beat the champion'."""
    past = head.tag_ == "VBD" or any(c.lower_ in ("has", "have", "had") for c in auxiliaries_of(head))
    particles = {c.lower_ for c in head.children if c.dep_ in ("prt", "advmod")}
    alone = not any(c.dep_ == "dobj" for c in head.children)  # not 'recovered the ship to free the crew'
    return past and alone and effect_of(head, "to", *particles) == "told"


def _of_noun_before(verb) -> str:
    """What a noun says of a clause with "that" that the parser hangs on the verb above both: 'settled
    charges, brought by the state, that it bribed the mayor'.
    """
    clause = verb.left_edge
    between = verb.doc[max(verb.head.i + 1, clause.i - FARTHEST_NOUN) : clause.i]
    if clause.lower_ != "that" or not between or between[-1].text != ",":
        return ""
    effects = (effect_of(t) for t in between if t.pos_ == "NOUN" and t.dep_ in ("dobj", "pobj"))
    return next((effect for effect in effects if effect in OF_FACTS), "")


def _governors(head):
    """The governing word, and what is said by a copula: 'false' in 'it is false that'."""
    said = [c for c in head.children if c.dep_ in ("acomp", "attr", "oprd")] if lemma(head) in COPULAS else []
    return [head, *said]


def _from_complement(verb, head, found, left):
    finite = verb.tag_ in FINITE or any(c.tag_ in FINITE for c in auxiliaries_of(verb))
    particles = {c.lower_ for c in head.children if c.dep_ in ("prt", "prep", "advmod")}
    particles |= {"to"} & {c.lower_ for c in verb.children} or {"that"}
    governors = _governors(head)
    if lemma(head) == "have" and head.tag_ in ("VBD", "VBN"):
        governors = []  # who "had to leave" has left
    effects = [effect_of(g, *particles) for g in governors]
    if finite:
        effects = [e for e, of in zip(effects, governors) if e in OF_FACTS and lemma(of) != "be"]
        for effect in effects:
            found.add(effect)
        for governor in governors:
            if governor.dep_ in ("acomp", "attr") and any(
                c.dep_ == "neg" for c in (*governor.children, *head.children)
            ):
                found.add("hypothetical")
        if _marks(verb) & {"if", "whether"}:
            found.add("hypothetical")
        above = Standing()
        add_modality(head, above)
        if above.negated:
            found.add("hypothetical")
        if left and head.dep_ in _STEPS:
            _of_verb(head, found, left, own=False)
        return
    told = next((e for e in effects[::-1] if e not in ("", "carried", "received")), "")
    if any(c.lower_ == "have" for c in auxiliaries_of(verb)) and told not in ("told", "denied"):
        found.add("alleged")  # "is believed to have shot him"
    elif told and not _is_willing(head, told):
        found.add(told)
    elif governors and any(c.tag_ == "TO" for c in verb.children):
        found.add("intended")
    _of_verb(head, found, left) if head.pos_ in ("VERB", "AUX") else _of_adjective(head, found, left)


def _is_willing(head, told) -> bool:
    """Whether who is glad to do something will do it: 'is happy to be asked', not 'was happy to be asked'."""
    return told == "told" and head.pos_ == "ADJ" and head.head.tag_ not in ("VBD", "VBN", "VBG")


def _of_adjective(head, found, left):
    if head.dep_ in ("acomp", "attr", "oprd", "ccomp") and left:
        _of_verb(head.head, found, left - 1)
    elif head.dep_ in ("amod", "relcl", "acl"):
        return
    elif head.pos_ == "NOUN":
        _of_noun(head, found, left - 1)


def _from_preposition(verb, preposition, found, left):
    word, head = preposition.lower_, preposition.head
    if (
        word == "with" and own_subject(verb) is not None
    ):  # "with the king joining them": a clause beside its own
        return _of_verb(head, found, left, own=False)
    if word == "of" and head.lower_ in ("short", "capable", "incapable", "instead", "guilty"):
        found.add("hypothetical" if head.lower_ != "guilty" else "told")
        return _of_adjective(head, found, left)
    effect = effect_of(head, word, *[c.lower_ for c in head.children if c.dep_ in ("prt", "advmod", "prep")])
    if effect and effect not in ("carried", "received", "ended"):
        found.add(effect)
        if effect == "alleged" and any(c.lower_ in UNTRUE for c in head.children):
            found.add("denied")
    elif effect == "" and word in _PREPOSITIONS:
        found.add(_PREPOSITIONS[word] if word != "for" or head.pos_ == "VERB" else "hypothetical")
    if head.pos_ in ("VERB", "AUX") and left and effect not in ("alleged", "told"):
        _of_verb(head, found, left)
    elif head.pos_ == "NOUN":
        _of_noun(head, found, left)


# What an act after such a preposition is, where the word above it is not in the list
_PREPOSITIONS = {
    "from": "hypothetical",
    "of": "hypothetical",
    "about": "hypothetical",
    "against": "hypothetical",
    "to": "intended",
    "for": "alleged",
}


def _from_noun(verb, noun, found, left):
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    finite = any(c.dep_ == "mark" for c in verb.children) or _is_told_of(noun, verb)
    if infinitive or finite:
        effect = effect_of(noun)
        found.add(effect or ("intended" if infinitive else "alleged"))
        if left and effect not in ("told", "carried"):
            _of_noun(noun, found, left)
    elif brought_by(verb) is not None and left:
        _of_noun(noun, found, left - 1)  # who plans a motion opposing a bill does not yet oppose it
    elif any(c.dep_ == "det" and c.lower_ in SUPPOSED | {"no"} for c in noun.children) or noun.lower_ in (
        "anyone",
        "anybody",
        "whoever",
    ):
        found.add("hypothetical")
    elif verb.tag_ == "VBG" and noun.pos_ == "PROPN" and noun.dep_ == "pobj" and left:
        # a participle tells not which name is meant, but what comes of it: 'may turn to Spain, helping it'
        above = noun.head.head
        if above.pos_ == "VERB" and noun.head.dep_ == "prep":
            _of_verb(above, found, left - 1)


def _is_told_of(noun, verb) -> bool:
    """Whether "that" after a noun of saying opens what is said: 'the lie that she stole it'."""
    first = verb.left_edge
    has_subject = any(c.dep_ in SUBJECTS and c.i > first.i for c in verb.children)
    return first.lower_ == "that" and has_subject and effect_of(noun) in OF_FACTS


def _of_modifiers(noun, found):
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "advmod"):
            found.add(effect_of(child))
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "any", "neither", "not"):
            found.add("negated" if child.lower_ != "any" else "hypothetical")


def _of_noun(noun, found, left):
    _of_modifiers(noun, found)
    head = noun.head
    if not left or head is noun:
        return
    if noun.dep_ in (*SUBJECTS, "dobj", "attr") and head.pos_ in ("VERB", "AUX"):
        effect = effect_of(head, *[c.lower_ for c in head.children if c.dep_ == "prt"])
        if noun.dep_ in ("dobj", "nsubjpass") and effect in (*OF_FACTS, "attempted", "negated", "refused"):
            found.add(effect)
        _of_verb(head, found, left)
        for said in _governors(head)[1:]:
            found.add(effect_of(said))
    elif noun.dep_ == "conj":
        _of_noun(head, found, left - 1)
    elif noun.dep_ == "pobj":
        governor = head.head
        effect = effect_of(governor, head.lower_)
        if effect in (*OF_FACTS, "attempted"):
            found.add(effect)
        elif head.lower_ == "without":
            found.add("negated")
        elif head.lower_ == "of" and governor.lower_ in LATER:
            found.add("intended")


_STEPS = {
    "conj": _from_row,
    "advcl": _from_adverbial,
    "xcomp": _from_complement,
    "ccomp": _from_complement,
    "acl": _from_noun,
    "relcl": _from_noun,
    "pcomp": _from_preposition,
    "csubj": _from_subject,
    "csubjpass": _from_subject,
}
