"""Who does and who undergoes what a clause says, read off the dependency parse, with the short phrases that
name them.

The labels are those of ClearNLP that spaCy's English models give (Choi and Palmer, "Guidelines for the CLEAR
style constituent to dependency conversion", 2012). Subjects left out are found again by control: a conjoined,
infinitive or participial clause takes the subject, or the object, of the clause above it. Functions here take
and return tokens.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from methods.actions.effects import effect_of, stand_on
from methods.actions.misparsed import (
    FINITE,
    asks_somebody,
    below,
    is_adjunct,
    is_misread,
    is_order,
    is_told,
    is_twin,
    row_head,
    subject_before,
)
from methods.actions.texts import brought_by, is_said_to
from methods.actors import actor_at, genders
from methods.actors.lexicon import differ, speech_verbs
from methods.actors.resolution import PRONOUN_GENDERS, apposed_name
from methods.quotation_marks import in_marks
from utils import SUBJECTS, lower_case

PASSIVES = {"nsubjpass", "auxpass"}
FIRST = {"i", "we"}
PERSONAL = FIRST | {"he", "she", "it", "they"}
RELATIVE = {"WDT", "WP"}
FUTURE = {"will", "would", "shall", "'ll", "’ll", "wo"}
DUTY, MAY, IF = {"must", "should", "ought"}, {"may", "might", "can", "could"}, {"if", "unless", "for"}
NO, NOBODY = {"no", "neither"}, {"nobody", "none", "nothing", "neither"}
ASKED = ("for", "on", "upon", "to", "with")
FORGONE = ("without", "instead of", "far from", "rather than")
NOT_BY_ITS_OWNER = (
    "ordered",
    "alleged",
)  # what such a noun is about others may do: 'the union's call to act'
# After these a name is the place of an act.
PLACED = set("in at on near outside inside across around within off throughout opposite beside".split())
SENSED = {"see", "watch", "hear", "have", "get", "leave"}
DASHES = {"-", "--", "–", "—"}
LONGEST = 15  # a list, or a phrase before its head, is read no further: garbled text must not blow up


class Clause:
    """A verb with the heads of its arguments: sources, objects, recipients, and what its particles and nouns
    are.

    >>> from utils import parse
    >>> clause = Clause(parse("The rebels were attacked by the army and the navy.")[3])
    >>> clause.sources, clause.objects
    ([army, navy], [rebels])
    """

    def __init__(self, verb, asks=False):
        self.verb, self.children = verb, list(verb.children)
        self.labels = [c.dep_ for c in self.children]
        direct = [c for c in self._under("dobj") if not _is_cut_off(verb, c)]
        direct = [c for c in direct if not any(is_twin(c, other) for other in direct)]
        objects = [o for c in direct for o in conjuncts(c)]
        # What somebody is called or made is nobody else: 'called the duke a liar'.
        self.named_as = [o for c in self._under("oprd") for o in conjuncts(c)]
        # "let the ship sail", and after a verb of asking "demand that the ship sail"
        objects += [
            o
            for c in self._under("ccomp")
            if is_infinitive(c) or asks and not is_question(c)
            for o in _own_subjects(c)
        ]
        in_row = _is_passive_in_row(verb, self.labels)
        self.is_passive = in_row or _is_passive(verb, self.labels)
        if self.is_passive:
            self.sources = [o for c in self._under("agent") for o in objects_of(c)]
            if in_row and not self.sources:
                by = (c for c in self._under("prep") if c.lower_ == "by" and not is_time(c))
                self.sources = [o for c in by for o in objects_of(c)]
            self.objects = subjects_of(verb) + objects
        else:
            self.sources, self.objects = subjects_of(verb), objects
        if not self.objects:
            self.objects, self.named_as = self.named_as, []
        self.recipients = [o for c in self._under("dative") for o in objects_of(c) or conjuncts(c)]
        self.is_phrasal = "prt" in self.labels
        self.complement = "xcomp" in self.labels or "ccomp" in self.labels

    def _under(self, *labels):
        return [c for c, label in zip(self.children, self.labels) if label in labels]

    @cached_property
    def things(self):
        return {t.lemma_: t for o in [*self.objects, *self.named_as] for t in with_counted(o)}

    @cached_property
    def particles(self):
        found = {
            c.lower_: c for c in self._under("prt", "prep", "advmod", "dative", "agent") if not is_time(c)
        }
        for child in [c for c in found.values() if c.pos_ != "VERB"]:
            found.update((c.lower_, c) for c in child.children if c.dep_ == "prep")
        for mark in (
            c for i in self._under("xcomp", "ccomp") if is_infinitive(i) for c in i.children if c.tag_ == "TO"
        ):
            found.setdefault("to", mark)
        if "from" in found and "to" in found and self.verb.lemma_ in speech_verbs():
            del found["to"]  # "told us, from Kiel to Trieste"
        # "warned the boys against diving": the parser hangs it on the boys
        on_object = (
            c for o in self.objects for c in o.children if c.dep_ == "prep" and c.lower_ == "against"
        )
        found = {c.lower_: c for c in on_object if any(o.dep_ == "pcomp" for o in c.children)} | found
        said = [c for c in self._under("oprd", "xcomp", "ccomp") if c.tag_ == "JJ"]  # "found him guilty"
        return {c.lower_: c for c in said} | found

    @cached_property
    def adjuncts(self):
        return {o.lemma_: o for c in self.particles.values() for o in objects_of(c)}

    @property
    def is_reflexive(self):
        return any(o.lower_.endswith(("self", "selves")) for o in self.objects)


def _is_cut_off(verb, noun) -> bool:
    """Whether a dash between a verb and a noun ends the clause: 'it is boys who fight - girls do too'."""
    between = verb.doc[verb.i + 1 : noun.i][: 2 * LONGEST]
    return sum(t.text in DASHES and bool(t.whitespace_) for t in between) % 2 == 1


def is_infinitive(verb) -> bool:
    """Whether a complement has no tense of its own: 'to go', 'going', and 'guilty' in 'found him guilty'."""
    return verb.tag_ in ("VB", "VBG", "JJ") and not any(
        c.tag_ in FINITE for c in verb.children if c.dep_ == "aux"
    )


def is_question(verb) -> bool:
    """Whether a complement is what somebody asks, not what is wanted of him: 'asked how they sell it'."""
    return verb.left_edge.tag_ in ("WRB", "WP", "WDT") or verb.left_edge.lower_ in ("if", "whether")


def _is_passive(verb, labels) -> bool:
    sensed = verb.dep_ == "ccomp" and "nsubj" in labels and verb.head.lemma_ in SENSED
    participle = (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") or verb.tag_ in ("VBN", "VBD") and sensed
    )
    bare = participle and "aux" not in labels
    # after "they saw the king" a past tense is a participle, whatever its tag
    return not PASSIVES.isdisjoint(labels) or bare and ("agent" in labels or "dobj" not in labels)


def _is_passive_in_row(verb, labels) -> bool:
    """Whether a participle shares the auxiliary of a passive before it: 'were found and given to Ann'."""
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or {"aux", *SUBJECTS}.intersection(labels):
        return False
    first = verb.head
    for _ in range(LONGEST):
        if first.dep_ != "conj" or first.tag_ != "VBN" or any(c.dep_ == "auxpass" for c in first.children):
            break
        first = first.head
    return any(c.dep_ == "auxpass" for c in first.children)


def is_nobody(subject) -> bool:
    return subject.lower_ in NOBODY or any(
        c.dep_ in ("det", "preconj", "cc", "neg") and c.lower_ in NO for c in subject.lefts
    )


def is_left_undone(verb) -> bool:
    """Whether an act is what somebody goes without: 'without speaking', 'instead of attacking', 'rather than
    attack'.

    >>> from utils import parse
    >>> is_left_undone(parse("They left without paying.")[3])
    True
    """
    words, ends = lower_case(verb.doc)[0], (verb.i, verb.head.i + 1) if verb.dep_ == "pcomp" else (verb.i,)
    return any(" ".join(words[max(0, end - 2) : end]).endswith(FORGONE) for end in ends)


def subjects_of(verb, depth=0) -> list:
    """The tokens that head a verb's subject, its own or an inherited one; a pronoun in a complement is the
    speaker if it can be.
    """
    own, head = _own_subjects(verb), row_head(verb) if verb.dep_ == "conj" else verb.head
    if own:
        if (
            own[0].lower_ in PERSONAL
            and verb.dep_ in ("ccomp", "advcl")
            and head.pos_ == "VERB"
            and depth < 4
        ):
            speakers = subjects_of(head, depth + 1)
            if speakers and speakers[0].pos_ != "PRON" and _can_mean(own[0], speakers[0], head):
                return speakers
        return own
    if (
        depth > 6
        or head is verb
        or verb.dep_ == "ccomp"
        and in_marks(verb.doc)[verb.i] > in_marks(verb.doc)[head.i]
    ):
        return []  # of what is told in quotation marks ("Shoot him!") the speaker is not the one who does it
    if is_order(verb) or is_misread(head) or is_told(verb, head):
        return []
    if verb.dep_ == "acl":
        if bringer := brought_by(verb):
            agents = [o for c in bringer.children if c.dep_ == "agent" for o in objects_of(c)]
            return agents if head.dep_ == "nsubjpass" else subjects_of(bringer, depth + 1)
        if verb.tag_ == "VBG" and (_is_place(head) or _is_behind_of(verb) or is_said_to(verb)):
            return []
        if verb.tag_ != "VB":
            return conjuncts(head)
        judged = head.dep_ in ("dobj", "nsubjpass") and stand_on(head.head)
        said, owners = effect_of(head), _possessors(head)
        if said in NOT_BY_ITS_OWNER or owners and not said or not owners and judged:
            return []
        return owners or subjects_of(head.head, depth + 1)
    if is_adjunct(verb):
        if is_said_to(verb):
            return []
        head = below(head)
    if verb.dep_ == "pcomp":
        preposition, head = head, head.head
        if preposition.dep_ == "agent":
            return []  # "a camp was held by striking nurses": the parser takes what they are for what they do
        if preposition.lower_ in ("of", "for", "from") and _direct_objects(head):
            return _direct_objects(head)
    if verb.dep_ in ("xcomp", "advcl") and asked_of(verb) and (verb.dep_ == "xcomp" or asks_somebody(head)):
        return asked_of(verb)
    if verb.dep_ == "xcomp" and _direct_objects(head):
        return _direct_objects(head)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp"):
        told, head = head, head.head if head.dep_ == "acomp" else head
        if head.pos_ in ("VERB", "AUX"):
            found = subjects_of(head, depth + 1)
            bare = told is not head or head.lemma_ == "be" and verb.tag_ == "VB"
            return [] if bare and _is_it(found) else found
    return []


def _is_behind_of(verb) -> bool:
    """Whether a participle follows a name after 'of', of which it is said: 'the signs of Ann Roe leaving'."""
    before = verb.doc[max(verb.i - 1, 0)]
    return before.dep_ == "pobj" and before.head.lower_ == "of" and before.ent_type_ == "PERSON"


def _is_place(noun) -> bool:
    """Whether a name is only where something is: 'a man at the port waving'."""
    return noun.dep_ == "pobj" and noun.head.lower_ in PLACED and noun.ent_type_ in ("GPE", "LOC", "FAC")


def _can_mean(pronoun, speaker, verb) -> bool:
    """Whether a pronoun can mean the subject of the verb above its clause: in quotation marks "I" and "we"
    alone are the speaker.
    """
    doc, word = pronoun.doc, pronoun.lower_
    if in_marks(doc)[pronoun.i] > in_marks(doc)[verb.i]:
        return word in FIRST
    who = actor_at(doc).get(speaker.i) or actor_at(doc).get(apposed_name(speaker).i, "")
    if word in ("he", "she", "it") and speaker.tag_ == "NNS":
        return False
    return (
        word in FIRST
        or actor_at(doc).get(pronoun.i, who) == who
        and not differ(PRONOUN_GENDERS.get(word, "thing"), genders(doc).get(who))
    )


def _is_it(found) -> bool:
    """Whether a subject is only the "it" that stands for a clause: 'it is wrong to attack the port'."""
    return len(found) == 1 and found[0].lower_ == "it"


def asked_of(verb) -> list:
    """Of whom somebody wants an act: 'called for the mayor to be sacked', 'called on him to go'."""
    first = verb.left_edge
    return (
        []
        if first.tag_ != "TO"
        else next(
            (
                objects_of(c)
                for c in verb.head.rights
                if c.lower_ in ASKED and c.right_edge.i + 1 == first.i and not is_time(c)
            ),
            [],
        )
    )


def _own_subjects(verb) -> list:
    # The last one, for a dateline before the subject is often parsed as one more.
    own = [c for c in verb.children if c.dep_ in SUBJECTS] or list(filter(None, [subject_before(verb)]))
    return conjuncts(own[-1]) if own else []


def _direct_objects(verb) -> list:
    return [o for c in verb.children if c.dep_ == "dobj" for o in conjuncts(c)]


def _possessors(noun) -> list:
    owners = [o for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON" for o in conjuncts(c)]
    return owners or [o for c in noun.children if c.lower_ == "by" for o in objects_of(c)]


def conjuncts(token) -> list:
    """A token and the nouns conjoined with it; a relative pronoun is the noun that it stands for."""
    if token.tag_ in RELATIVE:
        which = token.lower_ == "which"
        token = next((verb.head for verb in islice(token.ancestors, LONGEST) if verb.dep_ == "relcl"), token)
        if which and token.ent_type_ == "PERSON":  # "the part of Ann Roe, which tires them": it is the part
            token = token.head.head if token.dep_ == "pobj" else token.head
            token = token if token.pos_ == "NOUN" else None
    found = [token] if token is not None else []
    for one in found:
        if len(found) < LONGEST:
            found += [
                c for c in one.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
            ]
    return found


def objects_of(preposition) -> list:
    """The nouns that a preposition governs."""
    return [o for c in preposition.children if c.dep_ == "pobj" for o in conjuncts(c)]


def objects_after(prepositions, *heads) -> list:
    """The nouns after the first of these prepositions that depends on one of these heads."""
    return next((objects_of(c) for head in heads for c in head.children if c.lower_ in prepositions), [])


def is_time(preposition) -> bool:
    return any(c.ent_type_ in ("DATE", "TIME") for c in preposition.children if c.dep_ == "pobj")


def with_counted(noun) -> list:
    """A noun and what it counts: 'a series of attacks', '$3m in aid'."""
    return [noun] + [
        o for c in noun.children if c.lower_ in ("of", "in") and c.dep_ == "prep" for o in objects_of(c)
    ]
