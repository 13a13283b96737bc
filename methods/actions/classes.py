"""Which class an act has by the lists, and to which it moves by what is said of it."""

from __future__ import annotations

from typing import NamedTuple

from methods.actions.clauses import asked_of, is_infinitive, is_left_undone
from methods.actions.effects import governing, lemma
from methods.actions.misparsed import row_head
from methods.actions.own_words import modality
from utils import from_lists, word_list

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
SPEECH_ACTS = (
    "REQUEST",
    "THREATEN",
    "REJECT",
    "AGREE",
)  # 'threatened to shell the port' is a threat, not an assault
# What a verb can say of the event that is its object, and those of it that are acts by themselves.
ON_EVENTS = {
    "carried",
    "received",
    "attempted",
    "intended",
    "agreed",
    "refused",
    "negated",
    "denied",
    "ended",
    "decreed",
}
TOLD_BY = ("refused", "agreed", "ended")


class Lists(NamedTuple):
    """The editable lists, by lemma: rules (particles, noun, class), event nouns, effects (particles, effect),
    moves.
    """

    rules: dict
    events: dict
    effects: dict
    moves: dict


class Predicate(NamedTuple):
    """One predicate with the tokens that head its parts."""

    words: list
    sources: list
    targets: list
    relation: str
    status: str = "asserted"
    negated: bool = False
    far: list = []  # who is only named deep in what the act is about: a row, but of no class
    said: bool = False  # whether it is done by saying it: then the narrator tells the act


@from_lists("relations", "governing_verbs", "relation_moves")
def act_lists() -> Lists:
    lists = Lists(
        {}, {}, {}, {(m.when, m.side): m.relation for m in word_list("relation_moves").itertuples()}
    )
    for row in word_list("relations").itertuples():
        if row.verb:
            lists.rules.setdefault(row.verb, []).append((tuple(row.particle.split()), row.noun, row.relation))
        else:
            lists.events[row.noun] = row.relation
    for readings in lists.rules.values():
        readings.sort(key=lambda reading: -len(reading[0]))
    return lists._replace(effects=governing())


def moved_class(relation, said, moves) -> tuple:
    """The class that an act moves to by what is said of it, and the word that tells that act where it is
    not the act's own: 'refused' in 'refused to help'.
    """
    teller = None
    for effect, word in said:
        side = QUADS.get(relation, "").rpartition(" ")[2]
        moved = (
            effect if effect in QUADS else moves.get((effect, relation), moves.get((effect, side), relation))
        )
        teller = word if moved and (effect in QUADS or effect in TOLD_BY and moved != relation) else teller
        relation = moved
    return relation, teller


def class_of_negated(relation, said, negated, moves) -> str:
    """The class where a negation is said of several verbs in a row and stands at the first."""
    if negated and not any(effect in ("negated", *TOLD_BY) or effect in QUADS for effect, _ in said):
        return moves.get(("negated", QUADS.get(relation, "").rpartition(" ")[2]), relation)
    return relation


def said_of(verb, lists) -> list:
    """What moves the class of an act, with the word that says it: its auxiliaries and the words that govern
    it, the nearest first.
    """
    said = [(one, verb) for one in modality(verb)]
    for _ in range(3):
        said += [("negated", verb)] * is_left_undone(verb)
        governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ == "conj" and governor.pos_ == verb.pos_:
            verb = row_head(verb)
            continue
        if verb.dep_ not in ("xcomp", "pcomp", "acl", "ccomp") or (
            verb.dep_ == "ccomp" and not is_infinitive(verb)
        ):
            break
        if verb.dep_ != "pcomp":
            said += [(one, governor) for one in _government(governor, lists, asked_of(verb))]
        said += [(one, governor) for one in modality(governor)]
        verb = governor
    return said


def _government(governor, lists, wanted) -> list:
    own = next((effect for particles, effect in lists.effects.get(lemma(governor), ()) if not particles), "")
    if own in ON_EVENTS and own not in ("carried", "received"):
        return [own]
    classes = {
        relation
        for particles, noun, relation in lists.rules.get(lemma(governor), ())
        if not noun and {"to"}.issuperset(particles)
    }
    # 'urged Iran to free him': the request goes to Iran, what Iran is to do is not done yet
    asked = any(c.dep_ in ("dobj", "nsubjpass") for c in governor.children) or wanted
    spoken = [] if asked else SPEECH_ACTS
    return [relation for relation in spoken if relation in classes][:1]
