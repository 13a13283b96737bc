"""What is done in a clause, and which class of act it is: the lists read against the grammar.

A predicate is a verb, a verb with its particle or with a noun that names an event ("held talks with"), or
such a noun alone ("Russia's attack on the port").
"""

from __future__ import annotations

from spacy.symbols import AUX, NOUN, VERB

from methods.actions.circumstances import is_circumstance
from methods.actions.classes import (
    ON_EVENTS,
    QUADS,
    TOLD_BY,
    Predicate,
    act_lists,
    class_of_negated,
    moved_class,
    said_of,
)
from methods.actions.clauses import Clause, conjuncts, is_question, objects_after, objects_of, with_counted
from methods.actions.complements import DIRECTED, addressees, named_in_complements
from methods.actions.effects import effect_of, lemma
from methods.actions.invented import is_invented
from methods.actions.matches import is_play, is_quarrel, is_won_match
from methods.actions.misparsed import is_misread
from methods.actions.own_words import STATUSES, modality
from methods.actions.parties import (
    are_places,
    is_anybody,
    is_deed,
    is_of_origin,
    is_party,
    is_public,
    is_strike,
    noun_kind,
)
from methods.actions.spoken import (
    asks_for_deed,
    demand,
    denial,
    is_entitlement,
    is_refusal,
    is_refused_word,
    is_survey,
    is_too_little,
)
from methods.actions.status import standing
from methods.actors.resolution import is_named
from utils import SUBJECTS

MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}  # what two do together, each does to the other
SHARED = {"debate", "discuss", "exchange", "negotiate", "share", "swap"}  # with an object they still do
ABOUT = {
    "about",
    "for",
    "as",
    "over",
    "of",
    "into",
}  # after these the object is the target: 'fined the mill for the leak'
SOMEWHERE = (
    "",
    "ACCUSE",
    "CONSULT",
)  # such an act has a place, which is not the one it is done to: 'met in Paris'


PLACE_TYPES = {"GPE", "LOC", "FAC"}
PHRASES_BELOW = 2  # phrases below an act in which a name is still the party to it
HARM = {"ASSAULT", "COERCE"}  # a bomb or a shell does it for somebody who is not named
# What a body does or decides is the target of these: 'the court rejected the appeal'.
ON_DEEDS = {"REJECT", "ACCUSE", "SUPPORT", "AGREE", "THREATEN", "PROTEST"}
END_MARKS = {"”", '"', "''", "’"}
OUT_OF = {
    "from",
    "in",
    "under",
    "on",
    "against",
}  # 'expelled the envoy from the island': the envoy is the target
ALONG, AT = ("to", "with", "against"), ("at",)  # 'gave back the boats to the island'
WITH_SOMEBODY = {"COOPERATE", "SUPPORT", "REQUEST"}
BY_SOMEBODY = {"COOPERATE", "THREATEN"}  # nobody has joined or threatened where nobody is named
IN_PERSON = {"CONSULT", "AID"}
BODILY = {"ASSAULT", "COERCE", "ACCUSE"}  # who is behind the thing attacked is not attacked
IN_THE_OPEN = {"PROTEST", "MOBILIZE"}
GIVEN, GETTING = {"award"}, {"accept", "claim", "collect", "earn", "get", "receive", "take", "win"}
ALONE = {"YIELD", "AGREE"}  # such acts need nobody to whom they are done: 'the minister resigned'


def predicates(doc):
    """Yield the predicates of a Doc with their parties, class and status: first those of verbs, then those
    of event nouns that no verb has taken.
    """
    lists, taken, classes = act_lists(), set(), doc.to_array("POS").tolist()
    for verb in (doc[i] for i, of in enumerate(classes) if of in (VERB, AUX)):
        if verb.dep_ not in ("aux", "auxpass") or verb.pos == VERB:
            for act in filter(None, (_verbal_act(verb, lists), demand(verb), denial(verb, lists))):
                taken.update(act.words)
                yield from _rows_of(act, lists)
    for noun in (doc[i] for i, of in enumerate(classes) if of == NOUN):
        if noun.lemma_ in lists.events and noun not in taken:
            for act in filter(None, [_nominal_act(noun, lists)]):
                yield from _rows_of(act, lists)


def _rows_of(act, lists):
    yield _between_parties(act, lists)
    if act.far:
        yield act._replace(targets=act.far, relation="")


def _between_parties(act, lists):
    """An act with its class where a source and a target are such as can act or be acted on, else without."""
    if is_invented(act.words[0]):
        return act._replace(relation="", status=max(act.status, "hypothetical", key=STATUSES.index))
    if not act.relation:
        return act
    harms = act.relation in HARM
    joined = act.relation in MUTUAL and len(act.words) == 1 and are_places(*act.sources, *act.targets)
    if joined or is_circumstance(act.words[0], act.relation):
        return act._replace(relation="")
    if act.relation == "ASSAULT" and is_quarrel(act.words[-1]):
        return act._replace(relation="")
    if is_play(act.words, act.sources, act.targets, act.relation):
        return act._replace(relation="")
    sources = [
        one
        for one in act.sources
        if is_party(one, owned=not harms)
        and not is_anybody(one)
        or one.lower_ == "it"
        or harms
        and (noun_kind(one) == "weapon" or lists.events.get(one.lemma_) in HARM or is_strike(one))
    ]
    targets = [one for one in act.targets if _can_undergo(one, act.relation)]
    if act.relation in ON_DEEDS and all(map(is_public, sources)):
        deeds = [one for one in act.targets if is_deed(one)]
        targets = deeds + [
            one
            for one in targets
            if one not in deeds and (not deeds or one in act.sources or _shares(one, act.relation))
        ]
    if not sources and (act.sources or act.relation in BY_SOMEBODY or _is_only_passed_on(act, lists)):
        return act._replace(relation="")
    act = act._replace(sources=sources)
    if targets:
        return act._replace(targets=targets)
    event = act.words[-1].pos_ == "NOUN" and act.words[0].pos_ == "VERB"
    told = event and act.words[-1].lemma_ in lists.events and all(map(is_public, sources))
    told = told and act.relation not in ("THREATEN", "REQUEST")
    if sources and (told or event and act.relation in IN_THE_OPEN):
        return act._replace(
            targets=[]
        )  # 'the state launched an inquiry': the event is told, not whom it is against
    if sources and is_refusal(act) and all(map(is_public, sources)):
        return act._replace(targets=[])
    alone = act.relation == "PROTEST" or act.relation in ALONE and all(map(is_public, sources))
    return act if not act.targets and sources and alone else act._replace(relation="")


def _is_only_passed_on(act, lists) -> bool:
    """Whether nobody is told who hands somebody a thing, 'the files were given to the paper': no aid."""
    event = act.words[-1].lemma_ in lists.events
    return act.relation in IN_PERSON and not event and all(t.dep_ == "pobj" for t in act.targets)


def _can_undergo(one, relation) -> bool:
    """Whether an act of a class can be done to this: only a party itself is met or helped, and 'a Danish dog'
    is not attacked for being Danish.
    """
    if is_anybody(one) and relation not in HARM:
        return False
    return is_party(one, owned=relation not in IN_PERSON) and (
        relation not in HARM or not is_of_origin(one) and noun_kind(one) != "deed"
    )


def _shares(noun, relation) -> bool:
    """Whether a name behind a deed is whose deed it is, 'the decision by the court', or has part in it,
    'aid to the island'; who condemns an attack on a town does not condemn the town.
    """
    word = noun.head.lower_
    return word in ("by", "from") or relation != "ACCUSE" and word in ("of", "to", "with", "among", "between")


def _verbal_act(verb, lists):
    asks = any(
        relation == "REQUEST" and not particles for particles, _, relation in lists.rules.get(lemma(verb), ())
    )
    if is_misread(verb):
        return None
    clause = Clause(verb, asks)
    relation, particles, event, effect = _reading(clause, lists)
    before = [c for c in clause.children if c.dep_ in SUBJECTS and c.i < verb.i]
    asked_by = not before and verb.i > 0 and verb.nbor(-1).text in END_MARKS
    if event is None and not particles and (clause.is_reflexive or asked_by):
        return None  # "“Why?” asked the mayor": nobody is asked
    words = [verb, *(clause.particles[p] for p in particles)] + [event] * (event is not None)
    event_said = modality(event) if event is not None else []
    said = [(one, verb) for one in (effect, *event_said)] + said_of(verb, lists)
    final, teller = moved_class(relation, said, lists.moves)
    sources, objects, targets, placed = clause.sources, clause.objects, [], final not in SOMEWHERE
    if effect == "received":
        sources, targets = objects_after(("from", "by"), event, verb), sources
    elif event is not None:
        objects = [o for o in objects if event not in with_counted(o)]
        by = [one for one in addressees(event, verb) if one != event]
        if relation == "PROTEST" and event.lemma_ not in lists.events:  # 'blocked the road with tractors'
            by = [one for one in by if one.head.lower_ != "with"]
        targets = clause.recipients or by or objects
        if not targets and event.lemma_ not in lists.events and relation not in HARM:
            targets = [event]
    else:
        about = particles and (
            particles[-1] in ABOUT and objects or particles[-1] in OUT_OF and any(map(is_party, objects))
        )
        if particles and not about:
            targets = objects_of(words[-1])
        targets = targets or clause.recipients or objects or addressees(verb, placed=placed)
        placed &= not (clause.is_passive and targets)  # 'was shot in Leeds': the place is no victim
    if final and not any(map(is_party, targets)):
        targets = targets + [
            one
            for one in objects_after(ALONG + AT * (relation in HARM), verb, *objects)
            if is_party(one, owned=one.head.lower_ not in AT)
        ]
    if relation == "REQUEST" and any(is_question(c) for c in clause.children if c.dep_ == "ccomp"):
        final = ""  # to ask how somebody does it is no request
    if event is None and is_refused_word(said, verb, relation, targets):
        final = ""
    if verb.lemma_ == "want" and not asks_for_deed(verb, targets) or is_survey(verb, sources, targets):
        final = ""
    named, far = any(is_named(t) for t in targets), []
    others = event is not None and any(  # 'held talks with the nurses'
        is_party(one) and one.head.lower_ not in ("between", "among") for one in targets
    )
    if len(sources) == 2 and not (named or others) and _is_mutual(clause, relation, event):
        targets, named = targets + sources, True
    if not named and not (relation in BODILY and event is None and targets):
        met = final in WITH_SOMEBODY and any(
            is_party(t, owned=False) for t in targets
        )  # then 'at a dinner for Spain' is where
        heads = targets if met else [*(targets or words[-1:]), verb]
        targets, far = _with_named(targets, heads, sources, None if final else DIRECTED)
    if not (targets or far) and clause.complement or not (final or (sources and (targets or far))):
        return None
    if not final and (verb.lemma_ == "be" or not any(map(is_party, sources))):
        return None  # who is somewhere does nothing
    status, negated = standing(teller or verb, "" if effect in TOLD_BY else effect, None if teller else event)
    final = class_of_negated(final, said, negated, lists.moves)
    if is_entitlement(verb) or negated and is_too_little(verb):
        final = ""
    if effect_of(words[0]) == "intended" and QUADS.get(final, "").startswith("material"):
        status = max(status, "intended", key=STATUSES.index)  # to offer help is not to give it
    if teller is not None and teller is not verb:
        words = [teller, *words]
    if final and not sources and not clause.is_passive and effect != "received":
        final = ""  # nobody does it: "to attack the port is wrong"
    return Predicate(words, sources, targets, final, status, negated, far)


def _is_mutual(clause, relation, event) -> bool:
    """Whether two who act do so with each other: not where both 'approved the bill' or 'met the nurses'."""
    if event is not None:
        return relation in MUTUAL or relation == "SUPPORT"
    shared = clause.verb.lemma_ in SHARED and relation != "AGREE"
    return relation in MUTUAL and (not clause.objects or shared and not any(map(is_party, clause.objects)))


def _with_named(targets, heads, sources, prepositions=None) -> tuple:
    """Targets with who is named close below them, and who is named only deep below: 'calls for publication of
    advice on the war'.
    """
    near = named_in_complements(heads, sources, prepositions, reach=PHRASES_BELOW)
    if any(_is_end_of_way(one) for one in near):
        return targets, []
    return targets + near, [] if near else named_in_complements(heads, sources, prepositions)


def _is_end_of_way(noun) -> bool:
    """Whether a place is where a way or a border ends: 'the line between Hull and Leeds', 'from Hull to
    Leeds'.
    """
    preposition = noun.head
    thing = preposition.head
    if noun.dep_ != "pobj" or thing.pos_ != "NOUN" or is_deed(thing) or noun.ent_type_ not in PLACE_TYPES:
        return False
    to = any(c.lower_ == "to" for one in (preposition, thing) for c in one.children)
    return preposition.lower_ == "between" or preposition.lower_ == "from" and to


def _reading(clause, lists) -> tuple:
    """How the lists read a clause: the class, the particles it goes by, the noun that names the event, the
    effect.
    """
    verb = lemma(clause.verb)
    rules, effects = lists.rules.get(verb, ()), lists.effects.get(verb, ())
    found = clause.particles if rules or effects else {}
    for particles, noun, relation in rules:
        if noun and all(p in found for p in particles):
            event = clause.things.get(noun) or (particles and clause.adjuncts.get(noun))
            if event:
                return relation, particles, event, ""
    for particles, effect in effects:
        if effect in ON_EVENTS and all(p in found for p in particles):
            things = (
                clause.things.values() if clause.things or not particles else objects_of(found[particles[-1]])
            )
            event = next((t for t in things if t.lemma_ in lists.events), None)
            if event is not None and not is_won_match(verb, event, lists.events[event.lemma_]):
                effect = "received" if event.lemma_ in GIVEN and verb in GETTING else effect
                return lists.events[event.lemma_], particles, event, effect
    for particles, noun, relation in rules:
        if particles == ("-",) and not (noun or clause.objects or clause.complement):
            return relation, (), None, ""
        alone = not particles and (clause.objects or clause.recipients) and not clause.is_phrasal
        whole = particles and all(p in found for p in particles)
        whole = whole and not {c.lower_ for c in clause.children if c.dep_ == "prt"}.difference(particles)
        if not noun and (alone or whole):
            return relation, particles, None, ""
    return "", (), None, ""


def _is_topic(noun) -> bool:
    """Whether an event is only what others argue about: 'the dispute over aid between the two'."""
    return (
        noun.dep_ == "pobj" and noun.head.lower_ in ("over", "about", "on") and noun.head.head.pos_ == "NOUN"
    )


def _nominal_act(noun, lists):
    """An event named by a noun: 'Russia's attack on the port', 'talks between France and Spain'."""
    sources, targets = [], addressees(noun)
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ != "PRON":
            sources = conjuncts(child)
        elif child.ent_type_ in ("NORP", "GPE", "ORG") and child.dep_ in ("amod", "compound", "nmod"):
            sources = [child]
        elif child.dep_ == "prep" and child.lower_ == "by":
            sources = objects_of(child)
    if not sources and len(targets) > 1 and any(c.lower_ in ("between", "among") for c in noun.children):
        if _is_topic(noun):
            return None
        sources, targets = targets[:1], targets[1:]
    if sources and targets:
        far = []
        if not any(is_named(t) for t in targets):
            targets, far = _with_named(targets, [*targets, noun], sources)
        relation, _ = moved_class(
            lists.events[noun.lemma_], [(one, noun) for one in modality(noun)], lists.moves
        )
        return Predicate([noun], sources, targets, relation, *standing(noun), far)
    return None
