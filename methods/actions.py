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
TOWARD = ("with", "against", "to", "into", "toward", "towards", "on", "upon", "at", "between", "among", "over", "from",
          "for", "about", "of", "in")
# After these a verb's object, not theirs, is whom the act is done to: 'charged the driver with theft'.
ABOUT = {"for", "as", "over", "of", "into"}
SUBJECTS, PASSIVE_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}, {"nsubjpass", "auxpass"}
NAMED = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"}
COMPLEMENTS = {"xcomp", "ccomp", "pcomp", "acl", "advcl"}
PRONOUNS = {"he", "she", "it", "they", "we", "i"}
DASHES = {"-", "--", "–", "—", ":"}
FINITE = {"MD", "VBD", "VBZ", "VBP"}
RELATIVE = {"WDT", "WP"}
MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
DIRECTED = {"with", "against", "to", "into", "toward", "towards"}
ALONE = ("-",)  # in the list: the verb stands without an object
MUST = {"must", "should", "ought"}
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
    status: str
    negated: bool


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
    effects = {}
    for row in word_list("governing_verbs").itertuples():
        lemma, *particles = row.verb.split()
        effects.setdefault(lemma, []).append((tuple(particles), row.effect))
    for readings in effects.values():
        readings.sort(key=lambda reading: -len(reading[0]))
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
        start, end = min(act.words), max(act.words)
        for source in act.sources or [None]:
            for target in act.targets or [None]:
                agent, patient = _phrase(source), _phrase(target)
                names = name(agent, source), name(patient, target)
                if source is target or not (act.relation or agent and patient and any(names)):
                    continue
                rows.append((
                    sentence[start.i], agent.text if agent else "", " ".join(w.lemma_ for w in act.words),
                    patient.text if patient else "", act.negated, act.relation, QUADS.get(act.relation, ""),
                    start.idx, end.idx + len(end), *names, act.status, voice(start),
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
            demand = _demand(token)
            if demand:
                yield demand
    for token in doc:
        if token.pos_ == "NOUN" and token.lemma_ in lists[1] and token not in taken:
            act = _nominal_act(token, lists)
            if act:
                yield act


# Predicates

class _Clause:
    """A verb with the heads of its arguments, its particles and prepositions, and the things that it is about."""

    def __init__(self, verb, asks):
        self.verb, self.children = verb, list(verb.children)
        self.passive = _is_passive(verb, self.children)
        subjects = _subjects(verb, self.children)
        objects = [o for c in self.children if c.dep_ in ("dobj", "oprd") for o in _conjuncts(c)]
        objects += [o for c in self.children if c.dep_ == "ccomp" and _is_infinitive(c) for o in _own_subjects(c)]
        if asks:
            objects += [o for c in self.children if c.dep_ == "ccomp" for o in _own_subjects(c) if o not in objects]
        self.recipients = [o for c in self.children if c.dep_ == "dative" for o in _objects(c) or _conjuncts(c)]
        if self.passive:
            self.sources = [o for c in self.children if c.dep_ == "agent" for o in _objects(c)]
            self.objects = subjects + objects
        else:
            self.sources, self.objects = subjects, objects
        self.things = {t.lemma_: t for o in self.objects for t in _with_measured(o)}
        self.particles = {c.lower_: c for c in self.children if c.dep_ in ("prt", "prep", "advmod", "dative", "agent")
                          and not _is_time(c)}
        for child in list(self.particles.values()):
            self.particles.update((c.lower_, c) for c in child.children if c.dep_ == "prep")
        for child in self.children:
            if child.dep_ in ("xcomp", "ccomp") and _is_infinitive(child):
                self.particles.update(("to", c) for c in child.children if c.tag_ == "TO" and "to" not in self.particles)
        self.adjuncts = {o.lemma_: o for c in self.particles.values() for o in _objects(c)}
        self.complement = any(c.dep_ in ("xcomp", "ccomp") for c in self.children)


def _verbal_act(verb, lists):
    verbs, nouns, _, moves = lists
    clause = _Clause(verb, any(r.relation == "REQUEST" and not r.particles for r in verbs.get(verb.lemma_, ())))
    relation, particles, event, effect = _reading(clause, lists)
    said = [effect] * bool(effect) + _effects(verb, clause.children, lists)
    words = [verb, *(clause.particles[p] for p in particles)] + [event] * (event is not None)
    sources, objects, targets = clause.sources, clause.objects, []
    if effect == "received":
        sources, targets = _objects_of(("from", "by"), event, verb), sources
    elif event is not None:
        objects = [o for o in objects if o is not event and event not in _with_measured(o)]
        targets = clause.recipients or _addressees(event, verb) or objects
        if not targets and event.lemma_ not in nouns:
            targets = [event]
    else:
        if particles and not (particles[-1] in ABOUT and objects):
            targets = _objects(words[-1])
        targets = targets or clause.recipients or objects or _addressees(verb)
    if relation in MUTUAL and len(sources) > 1 and not any(_is_named(t) for t in targets):
        targets = targets + sources
    relation, *standing = _standing(relation, said, moves)
    targets = targets + _parties(targets or words[-1:], verb, sources, relation)
    if not targets and clause.complement or not (relation or (sources and targets)):
        return None
    return Act(words, sources, targets, relation, *standing)


def _reading(clause, lists) -> tuple:
    """How the lists read a clause: its class, the particles it was known by, the noun that names the event, an effect."""
    verbs, nouns, effects, _ = lists
    lemma, found = clause.verb.lemma_, clause.particles
    rules = verbs.get(lemma, ())
    for rule in rules:
        if rule.noun and all(p in found for p in rule.particles):
            event = clause.things.get(rule.noun) or (rule.particles and clause.adjuncts.get(rule.noun))
            if event:
                return rule.relation, rule.particles, event, ""
    for particles, effect in effects.get(lemma, ()):
        if all(p in found for p in particles):
            things = clause.things.values() if clause.things or not particles else _objects(found[particles[-1]])
            event = next((t for t in things if t.lemma_ in nouns), None)
            if event is not None:
                return nouns[event.lemma_], particles, event, effect
    for rule in rules:
        if rule.particles == ALONE and not rule.noun and not clause.objects and not clause.complement:
            return rule.relation, (), None, ""
        if not rule.noun and (all(p in found for p in rule.particles) if rule.particles else
                              clause.objects or clause.recipients):
            return rule.relation, rule.particles, None, ""
    return "", (), None, ""


def _nominal_act(noun, lists):
    sources, targets = [], _addressees(noun)
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ != "PRON":
            sources = _conjuncts(child)
        elif child.ent_type_ in ("NORP", "GPE", "ORG") and child.dep_ in ("amod", "compound", "nmod"):
            sources = [child]
        elif child.dep_ == "prep" and child.lower_ == "by":
            sources = _objects(child)
    if not sources and len(targets) > 1 and any(c.lower_ in ("between", "among") for c in noun.children):
        sources, targets = targets[:1], targets[1:]
    if not (sources and targets):
        return None
    relation = lists[1][noun.lemma_]
    return Act([noun], sources, targets + _parties(targets, noun, sources, relation), relation, "asserted", False)


def _demand(verb):
    """What somebody says that another must do is a request to that other."""
    if verb.dep_ == "ccomp" and any(c.lower_ in MUST for c in verb.children if c.dep_ == "aux"):
        sources, targets = _subjects(verb.head), _subjects(verb)
        if sources and targets and sources != targets:
            return Act([verb.head], sources, targets, "REQUEST", "asserted", False)
    return None


def _parties(targets, verb, sources, relation) -> list:
    """The first actor named in the complements of things that are acted on: 'soldiers to Kuwait', 'a fire in Lyon'."""
    if any(_is_named(t) for t in targets):
        return []
    queue, seen = list(targets) + [verb], set()
    for token in queue:
        if token.i in seen or len(seen) > 12:
            continue
        seen.add(token.i)
        for child in token.children:
            if child.dep_ == "acl":
                queue.append(child)
            if child.dep_ in ("prep", "dative", "agent") and (relation or child.lower_ in DIRECTED):
                for inner in _objects(child):
                    if _is_named(inner) and inner not in sources:
                        return [inner]
                    queue.append(inner)
    return []


def _is_named(head) -> bool:
    return head.ent_type_ in NAMED or any(c.ent_type_ in NAMED for c in head.lefts)


def _standing(relation, effects, moves) -> tuple:
    """The class that an act moves to by what is said of it, how it stands, and whether it is negated."""
    status, negated = "asserted", False
    for effect in effects:
        side = QUADS.get(relation, "").rpartition(" ")[2]
        relation = effect if effect in QUADS else moves.get((effect, side), relation)
        negated ^= effect == "negated"
        if effect in ("attempted", "intended", "denied"):
            status = effect
    return relation, status, negated


def _effects(verb, children, lists) -> list:
    """What is said of an act by its auxiliaries and by the verbs that govern it, the nearest first."""
    verbs, _, effects, _ = lists
    found = _modality(children)
    for _ in range(3):
        governor = verb.head
        if verb.dep_ == "conj" and governor.pos_ == verb.pos_:
            verb = governor
            continue
        if verb.dep_ == "pcomp":
            governor = governor.head
        if verb.dep_ not in ("xcomp", "pcomp", "acl", "ccomp") or verb is governor:
            break
        if verb.dep_ == "ccomp" and not _is_infinitive(verb):
            break
        if verb.dep_ in ("xcomp", "ccomp", "acl"):
            own = next((effect for particles, effect in effects.get(governor.lemma_, ()) if not particles), "")
            classes = {r.relation for r in verbs.get(governor.lemma_, ()) if not r.noun}
            if own and own not in ("carried", "received"):
                found.append(own)
            elif not any(c.dep_ == "dobj" for c in governor.children):
                found += [c for c in ("REQUEST", "THREATEN", "REJECT", "AGREE") if c in classes][:1]
        found += _modality(governor.children)
        verb = governor
    return found


def _modality(children) -> list:
    words = [(c.dep_, c.lower_) for c in children]
    future = any(dep == "aux" and word in FUTURE for dep, word in words)
    return ["intended"] * future + ["negated"] * any(dep == "neg" for dep, _ in words)


def _is_infinitive(verb) -> bool:
    return verb.tag_ in ("VB", "VBG", "JJ") and not any(c.tag_ in FINITE for c in verb.children if c.dep_ == "aux")


# Agents and patients

def _is_passive(verb, children) -> bool:
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    return any(c.dep_ in PASSIVE_SUBJECTS or (participle and c.dep_ == "agent") for c in children) or (
        participle and not any(c.dep_ == "dobj" for c in children))


def _own_subjects(verb) -> list:
    """The tokens that head a verb's own subject; a dateline before it may have been parsed as one more."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    return _conjuncts(own[-1]) if own else []


def _subjects(verb, children=None, depth=0) -> list:
    """The tokens that head a verb's subject, its own or the one it inherits."""
    own, head = _own_subjects(verb), verb.head
    if own:
        if own[0].lower_ in PRONOUNS and verb.dep_ in ("ccomp", "advcl") and head.pos_ == "VERB" and depth < 4:
            speaker = _subjects(head, depth=depth + 1)
            if speaker and speaker[0].pos_ != "PRON":
                return speaker
        return own
    if depth > 6 or head is verb:
        return []
    if verb.dep_ == "acl":
        return _conjuncts(head) if verb.tag_ != "VB" else _possessors(head) or _subjects(head.head, depth=depth + 1)
    if verb.dep_ == "pcomp":
        preposition, head = head, head.head
        if preposition.lower_ in ("of", "for", "from") and _direct_objects(head):
            return _direct_objects(head)
    if verb.dep_ == "xcomp" and _direct_objects(head):
        return _direct_objects(head)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp"):
        if head.pos_ == "ADJ" and head.dep_ == "acomp":
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return _subjects(head, depth=depth + 1)
    return []


def _direct_objects(verb) -> list:
    return [o for c in verb.children if c.dep_ == "dobj" for o in _conjuncts(c)]


def _possessors(noun) -> list:
    return [o for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON" for o in _conjuncts(c)]


def _conjuncts(token) -> list:
    token = _referent(token)
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found += _conjuncts(child)
    return found


def _referent(token):
    """The noun that a relative pronoun stands for."""
    if token.tag_ in RELATIVE:
        for verb in token.ancestors:
            if verb.dep_ == "relcl":
                return verb.head
    return token


def _objects(preposition) -> list:
    return [o for c in preposition.children if c.dep_ == "pobj" for o in _conjuncts(c)]


def _objects_of(prepositions, *heads) -> list:
    return next((_objects(c) for h in heads for c in h.children if c.lower_ in prepositions), [])


def _is_time(preposition) -> bool:
    return any(c.ent_type_ in ("DATE", "TIME") for c in preposition.children if c.dep_ == "pobj")


def _with_measured(noun) -> list:
    """A noun and what it counts: 'a series of attacks', '$3m in aid'."""
    return [noun] + [o for c in noun.children if c.lower_ in ("of", "in") and c.dep_ == "prep" for o in _objects(c)]


def _addressees(*heads) -> list:
    """Whom an event is directed at, by the surest preposition after it or after its verb."""
    found = {}
    for head in heads:
        for token in _conjuncts(head) if head.pos_ == "NOUN" else [head]:
            for child in token.children:
                if child.dep_ in ("prep", "dative") and child.lower_ in TOWARD and not _is_time(child):
                    objects = [o for o in _objects(child) if child.lower_ not in ("in", "at") or o.ent_type_ in NAMED]
                    if objects:
                        found.setdefault(child.lower_, objects)
    return found[min(found, key=TOWARD.index)] if found else []


# Phrases, names and voices

def _phrase(head):
    """The short phrase around a head, as written: what stands before it, and a complement with 'of'."""
    if head is None:
        return None
    doc, left, right = head.doc, head.left_edge.i, head.i + 1
    left = max([left] + [i + 1 for i in range(left, head.i) if doc[i].text in DASHES and doc[i].whitespace_])
    while left < head.i and (doc[left].dep_ in ("cc", "preconj", "punct") or doc[left].is_space):
        left += 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i - child.i < 6:
                right = inner.i + 1
    while right < len(doc) and not doc[right - 1].whitespace_ and "-" in (doc[right].text, doc[right - 1].text):
        right += 1
    while left > 0 and not doc[left - 1].whitespace_ and "-" in (doc[left].text, doc[left - 1].text):
        left -= 1
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
