"""Who does and who undergoes what a clause says, read off the dependency parse, with the short phrases that
name them.

The labels are those of ClearNLP that spaCy's English models give (Choi and Palmer, "Guidelines for the CLEAR
style constituent to dependency conversion", 2012). Subjects left out are found again by control: a conjoined,
infinitive or participial clause takes the subject, or the object, of the clause above it. Functions here take
and return tokens.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice

from methods.actors import actor_at, genders
from methods.actors.lexicon import differ
from methods.actors.resolution import NAMED, PARTIES, PRONOUN_GENDERS, apposed_name, is_named
from methods.quotation_marks import in_marks
from utils import SUBJECTS, lower_case

PASSIVES = {"nsubjpass", "auxpass"}
FIRST = {"i", "we"}
PERSONAL = FIRST | {"he", "she", "it", "they"}
RELATIVE, FINITE = {"WDT", "WP"}, {"MD", "VBD", "VBZ", "VBP"}
FUTURE = {"will", "would", "shall", "'ll", "’ll", "wo"}
DUTY, MAY, IF = {"must", "should", "ought"}, {"may", "might", "can", "could"}, {"if", "unless", "for"}
NO, NOBODY = {"no", "neither"}, {"nobody", "none", "nothing", "neither"}
FORGONE = ("without", "instead of", "far from", "rather than")
DASHES = {"-", "--", "–", "—", ":"}
# The prepositions that lead from an event to the one it is done to, the surest first.
TOWARD = (
    "with",
    "against",
    "to",
    "into",
    "toward",
    "towards",
    "on",
    "upon",
    "at",
    "between",
    "among",
    "over",
    "from",
    "for",
    "about",
    "of",
    "in",
)
DIRECTED = TOWARD[:6]
NOT_A_PARTY = ("after", "during", "since", "before", "amid", "over", "despite", "following", "as", "because", "until", "by", "under")
WHERE = ("in", "at")  # after these a street or a square is the place of an act, not the party to it
# After these a name is the place of an act.
PLACED = {"in", "at", "on", "near", "outside", "inside", "across", "around", "within", "off", "throughout"}
IRREGULAR = {
    "forgave": "forgive",
    "strove": "strive",
    "overrode": "override",
    "befell": "befall",
    "retook": "retake",
}  # not known to the model
LONGEST = 15  # a list, or a phrase before its head, is read no further: garbled text must not blow up


def lemma(token) -> str:
    """The lemma of a token; the model's rules turn 'staged' into 'stag', though that would have doubled its
    g.

    >>> from utils import parse
    >>> [lemma(token) for token in parse("They staged and planned it.")]
    ['they', 'stage', 'and', 'plan', 'it', '.']
    """
    word = IRREGULAR.get(token.lower_, token.lemma_)
    cut = token.lower_ in (word + "ed", word + "ing") and re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprtv]", word)
    return word + "e" if cut else word


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
        objects = [o for c in self._under("dobj", "oprd") for o in conjuncts(c)]
        # "let the ship sail", and after a verb of asking "demand that the ship sail"
        objects += [o for c in self._under("ccomp") if asks or is_infinitive(c) for o in _own_subjects(c)]
        self.is_passive = _is_passive(verb, self.labels)
        if self.is_passive:
            self.sources = [o for c in self._under("agent") for o in objects_of(c)]
            self.objects = subjects_of(verb) + objects
        else:
            self.sources, self.objects = subjects_of(verb), objects
        self.recipients = [o for c in self._under("dative") for o in objects_of(c) or conjuncts(c)]
        self.is_phrasal = "prt" in self.labels
        self.complement = "xcomp" in self.labels or "ccomp" in self.labels

    def _under(self, *labels):
        return [c for c, label in zip(self.children, self.labels) if label in labels]

    @cached_property
    def things(self):
        return {t.lemma_: t for o in self.objects for t in with_counted(o)}

    @cached_property
    def particles(self):
        found = {
            c.lower_: c for c in self._under("prt", "prep", "advmod", "dative", "agent") if not _is_time(c)
        }
        for child in [c for c in found.values() if c.pos_ != "VERB"]:
            found.update((c.lower_, c) for c in child.children if c.dep_ == "prep")
        for mark in (
            c for i in self._under("xcomp", "ccomp") if is_infinitive(i) for c in i.children if c.tag_ == "TO"
        ):
            found.setdefault("to", mark)
        return found

    @cached_property
    def adjuncts(self):
        return {o.lemma_: o for c in self.particles.values() for o in objects_of(c)}

    @property
    def is_reflexive(self):
        return any(o.lower_.endswith(("self", "selves")) for o in self.objects)


def is_infinitive(verb) -> bool:
    """Whether a complement has no tense of its own: 'to go', 'going', and 'guilty' in 'found him guilty'."""
    return verb.tag_ in ("VB", "VBG", "JJ") and not any(
        c.tag_ in FINITE for c in verb.children if c.dep_ == "aux"
    )


def _is_passive(verb, labels) -> bool:
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    return not PASSIVES.isdisjoint(labels) or participle and ("agent" in labels or "dobj" not in labels)


def modality(children) -> list:
    """What the children of a verb or noun say of it: that it is possible, intended or negated.

    >>> from utils import parse
    >>> modality(parse("They will not go.")[3].children)
    ['intended', 'negated']
    """
    children = list(children)
    auxiliaries = {c.lower_ for c in children if c.dep_ == "aux"}
    # "Any deal" is none yet, as little as "if they agree" and "for them to agree".
    possible = auxiliaries & (MAY | DUTY) or any(
        c.dep_ == "mark" and c.lower_ in IF or c.dep_ == "det" and c.lower_ == "any" for c in children
    )
    return (
        ["possible"] * bool(possible)
        + ["intended"] * bool(auxiliaries & FUTURE)
        + ["negated"]
        * any(
            c.dep_ == "neg" or c.dep_ == "det" and c.lower_ in NO or c.dep_ in SUBJECTS and is_nobody(c)
            for c in children
        )
    )


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
    own, head = _own_subjects(verb), verb.head
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
    if verb.dep_ == "acl":
        return (
            conjuncts(head) if verb.tag_ != "VB" else _possessors(head) or subjects_of(head.head, depth + 1)
        )
    if verb.dep_ == "pcomp":
        preposition, head = head, head.head
        if preposition.lower_ in ("of", "for", "from") and _direct_objects(head):
            return _direct_objects(head)
    if verb.dep_ in ("xcomp", "advcl") and asked_of(verb):
        return asked_of(verb)
    if verb.dep_ == "xcomp" and _direct_objects(head):
        return _direct_objects(head)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp"):
        head = head.head if head.dep_ == "acomp" else head
        if head.pos_ in ("VERB", "AUX"):
            return subjects_of(head, depth + 1)
    return []


def _can_mean(pronoun, speaker, verb) -> bool:
    """Whether a pronoun can mean the subject of the verb above its clause: in quotation marks "I" and "we"
    alone are the speaker.
    """
    doc, word = pronoun.doc, pronoun.lower_
    if in_marks(doc)[pronoun.i] > in_marks(doc)[verb.i]:
        return word in FIRST
    who = actor_at(doc).get(speaker.i) or actor_at(doc).get(apposed_name(speaker).i, "")
    return (
        word in FIRST
        or actor_at(doc).get(pronoun.i, who) == who
        and not differ(PRONOUN_GENDERS.get(word, "thing"), genders(doc).get(who))
    )


def asked_of(verb) -> list:
    """Of whom somebody wants an act: 'called for the mayor to be sacked'."""
    first = verb.left_edge
    return (
        []
        if first.tag_ != "TO"
        else next(
            (
                objects_of(c)
                for c in verb.head.rights
                if c.lower_ == "for" and c.right_edge.i + 1 == first.i and not _is_time(c)
            ),
            [],
        )
    )


def _own_subjects(verb) -> list:
    # The last one, for a dateline before the subject is often parsed as one more.
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    return conjuncts(own[-1]) if own else []


def _direct_objects(verb) -> list:
    return [o for c in verb.children if c.dep_ == "dobj" for o in conjuncts(c)]


def _possessors(noun) -> list:
    return [o for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON" for o in conjuncts(c)]


def conjuncts(token) -> list:
    """A token and the nouns conjoined with it; a relative pronoun is the noun that it stands for."""
    if token.tag_ in RELATIVE:
        token = next((verb.head for verb in islice(token.ancestors, LONGEST) if verb.dep_ == "relcl"), token)
    found = [token]
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


def _is_time(preposition) -> bool:
    return any(c.ent_type_ in ("DATE", "TIME") for c in preposition.children if c.dep_ == "pobj")


def with_counted(noun) -> list:
    """A noun and what it counts: 'a series of attacks', '$3m in aid'."""
    return [noun] + [
        o for c in noun.children if c.lower_ in ("of", "in") and c.dep_ == "prep" for o in objects_of(c)
    ]


def _is_where(preposition, noun) -> bool:
    return preposition.lower_ in PLACED and noun.ent_type_ in NAMED


def addressees(*heads, placed=True) -> list:
    """Whom an event is directed at, by the surest preposition after its noun or verb; 'in' and 'at' need a
    party's name.

    Where it is not `placed`, what stands after 'in', 'at' and 'on' is where it happens, as in 'lives in
    Paris'.
    """
    found = {}
    for head in heads:
        for token in conjuncts(head) if head.pos_ == "NOUN" else [head]:
            for child in token.children:
                if child.dep_ in ("prep", "dative") and child.lower_ in TOWARD and not _is_time(child):
                    objects = [
                        o
                        for o in objects_of(child)
                        if (child.lower_ not in WHERE or o.ent_type_ in PARTIES)
                        and (placed or not _is_where(child, o))
                    ]
                    if objects:
                        found.setdefault(child.lower_, objects)
    return found[min(found, key=TOWARD.index)] if found else []


def named_in_complements(heads, sources, prepositions=None) -> list:
    """Who is named first in the complements of things acted on: Kuwait in 'sent soldiers to a camp in Kuwait'.

    Right after the verb or its object 'in Kuwait' is where it happens.
    """
    queue = [(head, False) for head in heads]
    for token, inner in queue:
        if len(queue) > 3 * LONGEST:
            break
        for child in token.children:
            if child.dep_ == "acl":
                queue.append((child, inner))
            on_it = token.pos_ == "NOUN" or token.dep_ == "acl"  # 'limits on Cuba', 'tariffs imposed on Cuba'
            if child.dep_ in ("prep", "dative", "agent") and (
                prepositions is None or child.lower_ in prepositions
            ):
                if token.pos_ == "VERB" and token.dep_ != "acl" and child.lower_ in NOT_A_PARTY:
                    continue  # 'in the aftermath of the war with Italy'
                found = objects_of(child)
                named = [
                    one
                    for one in found
                    if is_named(one)
                    and one not in sources
                    and not (child.lower_ in WHERE and one.ent_type_ == "FAC")
                    and (inner or not _is_where(child, one) or on_it and child.lower_ == "on")
                ]
                if named:
                    return named
                queue += [(one, child.lower_ not in PLACED) for one in found]
    return []


def phrase(head):
    """The short phrase around a head, as written: what stands before it, a short complement with 'of', a name
    after it.

    >>> from utils import parse
    >>> phrase(parse("The head of state, who is ill, fled.")[1])
    The head of state
    """
    doc, left, right = head.doc, max(head.left_edge.i, head.i - LONGEST), head.i + 1
    left = max([left] + [i + 1 for i in range(left, head.i) if doc[i].text in DASHES and doc[i].whitespace_])
    while left < head.i and (
        doc[left].dep_ in ("cc", "preconj", "punct")
        or doc[left].is_space
        or doc[left].lower_ in ("both", "either", "neither")
    ):
        left += 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right:
            right = next((c.i + 1 for c in child.children if c.dep_ == "pobj" and c.i - child.i < 6), right)
    name = apposed_name(head)
    if name.left_edge.i == right + (
        doc[right : right + 1].text == ","
    ):  # 'the envoy Tom Roe', 'the envoy, Tom Roe'
        right = name.i + 1
    # The parse may cut 'co-author' in two; the phrase must not.
    while (
        right < min(len(doc), head.i + LONGEST)
        and not doc[right - 1].whitespace_
        and "-" in (doc[right].text, doc[right - 1].text)
    ):
        right += 1
    while (
        left > max(0, head.i - LONGEST)
        and not doc[left - 1].whitespace_
        and "-" in (doc[left].text, doc[left - 1].text)
    ):
        left -= 1
    return doc[left:right]
