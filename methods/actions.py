"""Who does what to whom: acts read off the dependency parse and coded with the event classes of PLOVER.

The method is the one of event-data coders such as PETRARCH and of universal schemata over parses: find the predicate, its
agent and its patient, then look the predicate up in a list (`data/relations.csv`) that an analyst can read and change.
"""
from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from utils import kept, sentence_of, word_list

COLUMNS = ["sentence", "source", "verb", "target", "negated", "relation", "quad", "start", "end", "source_actor",
           "target_actor", "status", "voice", "cue", "source_start", "source_end", "target_start", "target_end"]
QUADS = {**dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
         **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
         **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
         **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict")}
# The prepositions that lead from an event to the one it is done to, the surest first.
TOWARD = ("with", "against", "on", "upon", "to", "toward", "towards", "at", "into", "between", "among", "over", "from",
          "for", "about", "of", "in")
PLACES = ("in", "at", "of", "for", "from", "over", "about")
SUBJECTS, PASSIVE_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}, {"nsubjpass", "auxpass"}
NAMED = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"}
COMPLEMENTS = {"xcomp", "ccomp", "pcomp", "acl", "advcl"}
THIRD_PERSON = {"he", "she", "it", "they", "we", "i"}
RELATIVE = {"WDT", "WP"}
MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
FUTURE = {"will", "would", "shall", "'ll", "’ll", "wo"}


class Rule(NamedTuple):
    """What one row of data/relations.csv asks of a predicate, and the class it gives."""

    particles: tuple
    noun: str
    relation: str


class Act(NamedTuple):
    """One predicate with the tokens that head its parts."""

    words: list
    sources: list
    targets: list
    relation: str
    effects: list


@lru_cache(maxsize=1)
def _rules(_version: int) -> tuple:
    verbs, nouns = {}, {}
    for row in word_list("relations").itertuples():
        if row.verb:
            verbs.setdefault(row.verb, []).append(Rule(tuple(row.particle.split()), row.noun, row.relation))
        else:
            nouns[row.noun] = row.relation
    for rules in verbs.values():
        rules.sort(key=lambda rule: (not rule.noun, -len(rule.particles)))
    effects = dict(zip(word_list("governing_verbs").verb, word_list("governing_verbs").effect))
    moves = {(row.when, row.side): row.relation for row in word_list("relation_moves").itertuples()}
    return verbs, nouns, effects, moves


def _lists() -> tuple:
    return _rules(sum(id(word_list(name)) for name in ("relations", "governing_verbs", "relation_moves")))


@kept
def actions(doc) -> pd.DataFrame:
    """Return one row per act told in a Doc: who does what to whom."""
    sentence, rows = sentence_of(doc), []
    lists, name, voice = _lists(), _actor_names(doc), _voices(doc)
    for act in _acts(doc, lists):
        status, negated, relation = _standing(act, lists[3])
        start, end = min(act.words), max(act.words)
        for source in act.sources or [None]:
            for target in act.targets or [None]:
                if source is target or not (relation or (source is not None and target is not None)):
                    continue
                agent, patient = _phrase(source), _phrase(target)
                rows.append((
                    sentence[start.i], agent.text if agent else "", " ".join(w.lemma_ for w in act.words),
                    patient.text if patient else "", negated, relation, QUADS.get(relation, ""),
                    start.idx, end.idx + len(end), name(agent, source), name(patient, target), status, voice(start),
                    doc.text[start.idx:end.idx + len(end)], *_edges(agent), *_edges(patient)))
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["start", "source", "target"], ignore_index=True)


def _edges(span) -> tuple:
    return (span.start_char, span.end_char) if span else (-1, -1)


def _acts(doc, lists):
    taken = set()
    for token in doc:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
            act = _verbal_act(token, lists)
            if act:
                taken.update(act.words)
                yield act
    for token in doc:
        if token.pos_ == "NOUN" and token.lemma_ in lists[1] and token not in taken:
            act = _nominal_act(token, lists)
            if act:
                yield act


# Predicates

def _verbal_act(verb, lists):
    verbs, nouns, effects, _ = lists
    children = list(verb.children)
    passive = _is_passive(verb, children)
    subjects = _subjects(verb, children)
    agents = [p for c in children if c.dep_ == "agent" for p in _objects(c)]
    objects = subjects if passive else [o for c in children if c.dep_ in ("dobj", "oprd") for o in _conjuncts(c)]
    things = {t.lemma_: t for o in objects for t in _with_measured(o)}
    particles = {c.lower_: c for c in children if c.dep_ in ("prt", "prep", "advmod", "dative", "agent")}
    for c in list(particles.values()):
        particles.update((p.lower_, p) for p in c.children if p.dep_ == "prep")
    relation, words, effect, targets = "", [verb], [], []
    event = next((t for t in things if t in nouns), None)
    for rule in verbs.get(verb.lemma_, ()):
        if not rule.noun and event and verb.lemma_ in effects:
            break
        if (not rule.noun or rule.noun in things) and all(p in particles for p in rule.particles):
            relation = rule.relation
            words += [particles[p] for p in rule.particles] + ([things[rule.noun]] if rule.noun else [])
            if rule.particles and not rule.noun:
                targets = _objects(particles[rule.particles[-1]])
            event = rule.noun or None
            break
    if not relation and event and verb.lemma_ in effects:
        relation, effect = nouns[event], [effects[verb.lemma_]]
        words.append(things[event])
    elif not relation:
        event = None
    if event:
        targets = _addressees(things[event], verb) or [o for o in objects if o is not things[event]]
        if not targets and not passive:
            targets = [things[event]]
    if not targets:
        recipients = [o for c in children if c.dep_ == "dative" for o in (_objects(c) or _conjuncts(c))]
        targets = recipients or objects or _addressees(verb, verb)
    sources = agents if passive else subjects
    if passive and event:
        targets = targets if targets != objects else []
    if "received" in effect:
        sources, targets = [t for t in targets if t is not things.get(event)], sources
    if relation in MUTUAL and len(sources) > 1 and (not targets or event):
        yield_targets = sources[1:]
        if not targets or targets == [things.get(event)]:
            return Act(words, sources[:1], yield_targets, relation, effect + _effects(verb, children, lists))
    if not (relation or (sources and targets)):
        return None
    return Act(words, sources, targets, relation, effect + _effects(verb, children, lists))


def _nominal_act(noun, lists):
    sources, targets = [], _addressees(noun, noun)
    for child in noun.children:
        if child.dep_ == "poss" or (child.ent_type_ in ("NORP", "GPE", "ORG") and child.dep_ in ("amod", "compound", "nmod")):
            sources = [child]
        elif child.dep_ == "prep" and child.lower_ == "by":
            sources = _objects(child)
    if not sources and len(targets) > 1:
        sources, targets = targets[:1], targets[1:]
    return Act([noun], sources, targets, lists[1][noun.lemma_], []) if sources and targets else None


def _standing(act, moves) -> tuple:
    """How an act stands (status, negated) and the class that it moves to."""
    relation, status, negated = act.relation, "asserted", False
    for effect in act.effects:
        if effect in QUADS:
            relation = effect
            continue
        side = QUADS.get(relation, "").rpartition(" ")[2]
        relation = moves.get((effect, side), relation)
        negated ^= effect == "negated"
        if effect in ("attempted", "intended", "denied"):
            status = effect
    return status, negated, relation


def _effects(verb, children, lists) -> list:
    """What is said of an act by its auxiliaries and by the verbs that govern it, the nearest first."""
    verbs, _, effects, _ = lists
    found = ["negated"] if any(c.dep_ == "neg" for c in children) else []
    if any(c.lower_ in FUTURE for c in children if c.dep_ == "aux"):
        found.append("intended")
    for _ in range(3):
        governor = verb.head
        if verb.dep_ == "conj" and governor.pos_ == verb.pos_:
            verb = governor
            continue
        if verb.dep_ == "pcomp":
            governor = governor.head
        if verb.dep_ not in ("xcomp", "pcomp", "acl", "ccomp") or verb is governor:
            break
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
            break
        if verb.dep_ in ("xcomp", "ccomp", "acl"):
            own = effects.get(governor.lemma_)
            classes = {r.relation for r in verbs.get(governor.lemma_, ()) if not r.noun}
            if own and own not in ("carried", "received"):
                found.append(own)
            elif not any(c.dep_ == "dobj" for c in governor.children):
                found += [c for c in ("REQUEST", "THREATEN", "REJECT", "AGREE") if c in classes][:1]
        if any(c.dep_ == "neg" for c in governor.children):
            found.append("negated")
        if any(c.lower_ in FUTURE for c in governor.children if c.dep_ == "aux"):
            found.append("intended")
        verb = governor
    return found


# Agents and patients

def _is_passive(verb, children) -> bool:
    return any(c.dep_ in PASSIVE_SUBJECTS for c in children) or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"))


def _subjects(verb, children=None, depth=0) -> list:
    """The tokens that head a verb's subject, its own or the one it inherits."""
    own = next((c for c in children or verb.children if c.dep_ in SUBJECTS), None)
    head = verb.head
    if own is not None:
        if own.tag_ in RELATIVE and verb.dep_ == "relcl":
            return _conjuncts(head)
        if own.lower_ in THIRD_PERSON and verb.dep_ in ("ccomp", "advcl") and head.pos_ == "VERB" and depth < 4:
            speaker = _subjects(head, depth=depth + 1)
            if speaker and speaker[0].pos_ != "PRON":
                return speaker
        return _conjuncts(own)
    if depth > 6 or head is verb:
        return []
    if verb.dep_ == "acl":
        return _conjuncts(head) if verb.tag_ != "VB" else _possessors(head) or _subjects(head.head, depth=depth + 1)
    if verb.dep_ == "pcomp":
        head = head.head
        objects = [o for c in head.children if c.dep_ == "dobj" for o in _conjuncts(c)]
        if verb.head.lower_ in ("of", "for", "from") and objects:
            return objects
    if verb.dep_ == "xcomp":
        objects = [o for c in head.children if c.dep_ == "dobj" for o in _conjuncts(c)]
        if objects:
            return objects
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acomp"):
        if head.pos_ == "ADJ" and head.dep_ == "acomp":
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return _subjects(head, depth=depth + 1)
    return []


def _possessors(noun) -> list:
    return [o for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON" for o in _conjuncts(c)]


def _conjuncts(token) -> list:
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found += _conjuncts(child)
    return found


def _objects(preposition) -> list:
    return [o for c in preposition.children if c.dep_ == "pobj" for o in _conjuncts(c)]


def _with_measured(noun) -> list:
    """A noun and what it counts: 'a series of attacks', '$3m in aid'."""
    return [noun] + [o for c in noun.children if c.lower_ in ("of", "in") and c.dep_ == "prep" for o in _objects(c)]


def _addressees(event, verb) -> list:
    """Whom an event is directed at, by the surest preposition after it or after its verb."""
    found = {}
    for token in (event, verb):
        for child in token.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in TOWARD:
                objects = [o for o in _objects(child) if child.lower_ not in ("in", "at") or o.ent_type_ in NAMED]
                if objects and not any(o.ent_type_ in ("DATE", "TIME") for o in objects):
                    found.setdefault(child.lower_, objects)
    return next((found[p] for p in TOWARD if p in found), [])


# Phrases, names and voices

def _phrase(head):
    """The short phrase around a head, as written: what stands before it, and a complement with 'of'."""
    if head is None:
        return None
    doc, left, right = head.doc, head.left_edge.i, head.i + 1
    if head.dep_ in ("appos", "conj") or head.i - left > 12:
        left = min([left] + [head.i])
    while left < head.i and (doc[left].dep_ in ("cc", "preconj", "punct", "advmod") or doc[left].is_space):
        left += 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i - child.i < 6:
                right = inner.i + 1
    return doc[left:right]


def _actor_names(doc):
    from methods.actors import mentions

    by_token = {}
    for row in mentions(doc).itertuples():
        span = doc.char_span(row.start, row.end, alignment_mode="expand")
        by_token.update(dict.fromkeys(range(span.start, span.end), row.actor))

    def name(phrase, head):
        if phrase is None:
            return ""
        if head.i in by_token:
            return by_token[head.i]
        inside = {by_token[i] for i in range(phrase.start, phrase.end) if i in by_token}
        return inside.pop() if len(inside) == 1 else ""

    return name


def _voices(doc):
    try:
        from methods.quotations import quotations
    except ImportError:
        return lambda token: ""
    quoted = [(row.end - row.start, row.start, row.end, row.speaker) for row in quotations(doc).itertuples()]
    quoted.sort()
    return lambda token: next((speaker for _, a, b, speaker in quoted if a <= token.idx < b), "")
