"""Who does what to whom: acts found in the parse and coded with the event classes of PLOVER.

The method is that of event-data coders (Schrodt, Beieler and Idris, "Three's a charm? Open event data coding
with EL:DIABLO, PETRARCH, and the Open Event Data Alliance", 2014): find the predicate with its source and
target, and look it up in lists that an analyst can read and change. `data/relations.csv` says which predicate
is which act, in classes of PLOVER (Halterman and others, "PLOVER and POLECAT: a new political event ontology
and dataset", 2023); `data/governing_verbs.csv` which verbs say of an act that it is begun, refused or ended;
`data/relation_moves.csv` what class it moves to by that.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pandas as pd
from spacy.symbols import AUX, NOUN, VERB

from methods.actions.clauses import (
    DIRECTED,
    DUTY,
    Clause,
    addressees,
    asked_of,
    conjuncts,
    is_infinitive,
    is_left_undone,
    lemma,
    modality,
    named_in_complements,
    objects_after,
    objects_of,
    phrase,
    subjects_of,
    with_counted,
)
from methods.actors import actor_at, mentions
from methods.actors.lexicon import title_words
from methods.actors.resolution import apposed_name, is_named
from methods.quotations import speaker_by_token
from utils import from_lists, sentence_of, table_of, text_of, word_list

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}  # what two do together, each does to the other
SPOKEN = (
    "REQUEST",
    "THREATEN",
    "REJECT",
    "AGREE",
)  # 'threatened to shell the port' is a threat, not an assault
ABOUT = {
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
DONE = ("asserted", "attempted")  # what is told as done, or tried
STATUS = {"attempted": "attempted", "denied": "denied", "intended": "intended", "possible": "intended"}


class Predicate(NamedTuple):
    """One predicate with the tokens that head its parts."""

    words: list
    sources: list
    targets: list
    relation: str
    status: str = "asserted"
    negated: bool = False


class Lists(NamedTuple):
    """The editable lists, by lemma: rules (particles, noun, class), event nouns, effects (particles, effect),
    moves.
    """

    rules: dict
    events: dict
    effects: dict
    moves: dict


@from_lists("relations", "governing_verbs", "relation_moves")
def _lists() -> Lists:
    lists = Lists(
        {}, {}, {}, {(m.when, m.side): m.relation for m in word_list("relation_moves").itertuples()}
    )
    for row in word_list("relations").itertuples():
        if row.verb:
            lists.rules.setdefault(row.verb, []).append((tuple(row.particle.split()), row.noun, row.relation))
        else:
            lists.events[row.noun] = row.relation
    for row in word_list("governing_verbs").itertuples():
        verb, *particles = row.verb.split()
        lists.effects.setdefault(verb, []).append((tuple(particles), row.effect))
    for readings in (*lists.rules.values(), *lists.effects.values()):
        readings.sort(key=lambda reading: -len(reading[0]))
    return lists


class Act(NamedTuple):
    sentence: int
    source: str
    verb: str
    target: str
    negated: bool
    relation: str
    quad: str
    start: int
    end: int
    source_actor: str
    target_actor: str
    status: str
    voice: str
    cue: str
    source_start: int
    source_end: int
    target_start: int
    target_end: int


@table_of(Act)
def actions(doc):
    """Return the acts told in a text, one row for each source and target of each, in the order of the text.

    In: a parsed Doc. Out: `sentence` (0-based); `source`, `verb`, `target`: who does what to whom, as short
    phrases and lemmas ("" where nobody is named); `negated`; `relation` (PLOVER class) and `quad` (verbal or
    material cooperation or conflict), both "" where the lists have none; `start` and `end` (characters of
    `doc.text`) of the predicate and `cue`, its words; `source_actor` and `target_actor` (names as in
    `methods.actors`, or ""); `status`: asserted, attempted, denied, or intended, that is announced, demanded
    or possible; `voice`: whose quotation tells it, "" for the narrator; `source_start`, `source_end`,
    `target_start`, `target_end` (-1 where there is none). An act without a class is kept where an actor is
    named in it. Raises nothing of its own.

    >>> from utils import parse
    >>> table = actions(parse("France refused to meet Germany. Italy was bombed by Spain."))
    >>> table[["source", "cue", "target", "relation"]].to_numpy().tolist()
    [['France', 'meet', 'Germany', 'REJECT'], ['Spain', 'bombed', 'Italy', 'ASSAULT']]
    """
    sentence, text, rows = sentence_of(doc), text_of(doc), {}
    name, voice = _naming(doc), speaker_by_token(doc)
    for act in sorted(_acts(doc, _lists()), key=lambda act: min(act.words)):
        start, end = min(act.words).idx, max(act.words).idx + len(max(act.words))
        for source in act.sources or [None]:
            for target in act.targets or [None]:
                (source_text, *source_place), source_actor, by_known = name(source)
                (target_text, *target_place), target_actor, to_known = name(target)
                involved = source and target and (by_known or to_known)
                if source is not target and (act.relation or involved):
                    rows.setdefault(
                        (start, source_text, target_text),
                        Act(
                            sentence=sentence[act.words[0].i],
                            source=source_text,
                            verb=" ".join(map(lemma, act.words)),
                            target=target_text,
                            negated=act.negated,
                            relation=act.relation,
                            quad=QUADS.get(act.relation, ""),
                            start=start,
                            end=end,
                            source_actor=source_actor,
                            target_actor=target_actor if target_actor != source_actor else "",
                            status=act.status,
                            voice=voice[min(act.words).i],
                            cue=text[start:end],
                            source_start=source_place[0],
                            source_end=source_place[1],
                            target_start=target_place[0],
                            target_end=target_place[1],
                        ),
                    )
    return rows.values()


def between_actors(acts: pd.DataFrame) -> pd.DataFrame:
    """Return the acts of a table of `actions` that are told as done or tried, have a class, and lie between
    two named actors.

    >>> from utils import parse
    >>> between_actors(actions(parse("France met Germany. Spain did not meet Italy.")))["source_actor"].tolist()
    ['France']
    """
    named = (
        (acts["source_actor"] != "")
        & (acts["target_actor"] != "")
        & (acts["source_actor"] != acts["target_actor"])
    )
    return acts[named & (acts["quad"] != "") & ~acts["negated"] & acts["status"].isin(DONE)]


def _acts(doc, lists):
    """The acts of a Doc: first those of verbs, then those of event nouns that no verb has taken."""
    taken, classes = set(), doc.to_array("POS").tolist()
    for verb in (doc[i] for i, of in enumerate(classes) if of in (VERB, AUX)):
        if verb.dep_ not in ("aux", "auxpass") or verb.pos == VERB:
            for act in filter(None, (_verbal_act(verb, lists), _demand(verb))):
                taken.update(act.words)
                yield act
    for noun in (doc[i] for i, of in enumerate(classes) if of == NOUN):
        if noun.lemma_ in lists.events and noun not in taken:
            yield from filter(None, [_nominal_act(noun, lists)])


def _verbal_act(verb, lists):
    asks = any(
        relation == "REQUEST" and not particles for particles, _, relation in lists.rules.get(lemma(verb), ())
    )
    clause = Clause(verb, asks)
    relation, particles, event, effect = _reading(clause, lists)
    if event is None and not particles and clause.is_reflexive:
        return None
    words = [verb, *(clause.particles[p] for p in particles)] + [event] * (event is not None)
    event_said = modality(event.children) if event is not None else []
    final, *standing = _standing(
        relation, [effect, *event_said, *_said_of(verb, clause.children, lists)], lists.moves
    )
    sources, objects, targets, placed = clause.sources, clause.objects, [], final not in SOMEWHERE
    if effect == "received":
        sources, targets = objects_after(("from", "by"), event, verb), sources
    elif event is not None:
        objects = [o for o in objects if event not in with_counted(o)]
        targets = clause.recipients or addressees(event, verb) or objects
        if not targets and event.lemma_ not in lists.events:
            targets = [event]
    else:
        if particles and not (particles[-1] in ABOUT and objects):
            targets = objects_of(words[-1])
        targets = targets or clause.recipients or objects or addressees(verb, placed=placed)
        placed &= not (clause.is_passive and targets)  # 'was shot in Leeds': the place is no victim
    named = any(is_named(t) for t in targets)
    if (
        len(sources) == 2
        and not named
        and (relation in MUTUAL or (event is not None and relation == "SUPPORT"))
    ):
        targets, named = targets + sources, True
    if not named:
        targets = targets + named_in_complements(
            [*(targets or words[-1:]), verb], sources, None if final else DIRECTED, placed
        )
    if not targets and clause.complement or not (final or (sources and targets)):
        return None
    return Predicate(words, sources, targets, final, *standing)


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
        if all(p in found for p in particles):
            things = (
                clause.things.values() if clause.things or not particles else objects_of(found[particles[-1]])
            )
            event = next((t for t in things if t.lemma_ in lists.events), None)
            if event is not None:
                return lists.events[event.lemma_], particles, event, effect
    for particles, noun, relation in rules:
        if particles == ("-",) and not (noun or clause.objects or clause.complement):
            return relation, (), None, ""
        alone = not particles and (clause.objects or clause.recipients) and not clause.is_phrasal
        if not noun and (alone or particles and all(p in found for p in particles)):
            return relation, particles, None, ""
    return "", (), None, ""


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
        sources, targets = targets[:1], targets[1:]
    if sources and targets:
        if not any(is_named(t) for t in targets):
            targets = targets + named_in_complements([*targets, noun], sources)
        return Predicate(
            [noun],
            sources,
            targets,
            *_standing(lists.events[noun.lemma_], modality(noun.children), lists.moves),
        )
    return None


def _demand(verb):
    """What somebody says that another must do is a request to that other."""
    told = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
    if told and any(c.lower_ in DUTY for c in verb.children if c.dep_ == "aux"):
        sources, targets = subjects_of(verb.head), subjects_of(verb)
        if sources and targets and sources != targets:
            return Predicate([verb.head], sources, targets, "REQUEST")
    return None


def _standing(relation, effects, moves) -> tuple:
    """The class that an act moves to by what is said of it, its status, and whether it is negated."""
    status, negated = "asserted", False
    for effect in effects:
        side = QUADS.get(relation, "").rpartition(" ")[2]
        relation = effect if effect in QUADS else moves.get((effect, side), relation)
        negated ^= effect == "negated"
        status = STATUS.get(effect, status)
    return relation, status, negated


def _said_of(verb, children, lists) -> list:
    """What is said of an act by its auxiliaries and by the words that govern it, the nearest first."""
    said = modality(children)
    for _ in range(3):
        said += ["negated"] * is_left_undone(verb) + ["possible"] * bool(asked_of(verb))
        governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ == "conj" and governor.pos_ == verb.pos_:
            verb = governor
            continue
        if verb.dep_ not in ("xcomp", "pcomp", "acl", "ccomp") or (
            verb.dep_ == "ccomp" and not is_infinitive(verb)
        ):
            break
        if verb.dep_ != "pcomp":
            said += _government(governor, lists)
        said += modality(governor.children)
        verb = governor
    return said


def _government(governor, lists) -> list:
    own = next((effect for particles, effect in lists.effects.get(lemma(governor), ()) if not particles), "")
    if own and own not in ("carried", "received"):
        return [own]
    classes = {
        relation
        for particles, noun, relation in lists.rules.get(lemma(governor), ())
        if not noun and {"to"}.issuperset(particles)
    }
    spoken = [relation for relation in SPOKEN if relation in classes][:1]
    # 'urged Iran to free him': the request goes to Iran, what Iran is to do is not done yet
    return ["possible"] * len(spoken) if any(c.dep_ == "dobj" for c in governor.children) else spoken


def _naming(doc):
    """A function that gives for the head of a phrase (text, start, end), the actor that it is, and whether it
    names any.
    """
    actor_of, types = actor_at(doc), title_words()[0]
    people = {one.actor for one in mentions.rows(doc) if one.kind == "person"}

    @cache
    def name(head):
        if head is None:
            return ("", -1, -1), "", False
        span = phrase(head)
        inside = {actor_of[i] for i in range(span.start, span.end) if i in actor_of}
        # What a person's son or lawyer does is not done by that person; what a person's government or
        # campaign does is.
        led = types.get(head.lemma_.lower()) == "organisation"
        fitting = inside - people if head.pos_ == "NOUN" and not led else inside
        actor = (
            actor_of.get(head.i)
            or actor_of.get(apposed_name(head).i)
            or (min(fitting) if len(fitting) == 1 else "")
        )
        return (span.text, span.start_char, span.end_char), actor, bool(inside)

    return name
