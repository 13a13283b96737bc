"""Pronouns and descriptions: who "he", "it", "the minister" and "the company" are, where one alone fits."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from methods.actors.lexicon import bodies, differ, lists_for, person_nouns, plain, words_and_tags
from methods.actors.lookup import named_spans, open_names
from methods.actors.offices import appositions, genders, offices
from methods.quotation_marks import in_marks
from utils import kept, lower_case, sentence_of

PRONOUN_GENDERS = (
    dict.fromkeys(["he", "him", "his", "himself"], "male")
    | dict.fromkeys(["she", "her", "hers", "herself"], "female")
    | dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "plural")
)
DESCRIBING = ("office", "role", "organisation", "people")
LESSER = {"deputy", "shadow", "vice"}  # "the president" is not the vice president
FAR = 6  # sentences over which "she" still means the only one who has been named
REACH = (1, 2)  # sentences that a pronoun may reach back: first the nearer, where one alone fits
SUBJECT = {"nsubj", "nsubjpass"}
PREDICATE = {"attr", "appos", "acomp", "oprd"}  # "he is a farmer" brings in nobody new
# Where "it" stands for nothing: "it rained", "it is clear that", "it takes years".
EXPLETIVE = set(
    """appear be become happen hail look matter mean pour rain remain seem snow strike take thunder
    turn""".split()
)


def is_person_noun(lemma) -> bool:
    """Whether a noun names a person: by the lists, or a job by its ending."""
    return lemma in person_nouns() or lemma.endswith(("woman", "sman", "ologist", "keeper", "maker"))


@kept
def unnamed_people(doc) -> dict[int, str]:
    """Return the gender, or "", of each person who is brought in without a name, by the noun's token."""
    taken = bytearray(len(doc))
    for start, end, *_ in named_spans(doc):
        taken[start : end + 1] = b"\1" * len(taken[start : end + 1])
    tags, lemmas = words_and_tags(doc)[1], lower_case(doc)[1]
    beside, found = appositions(doc), {}
    for i, lemma in enumerate(lemmas):
        if tags[i] != "NN" or taken[i] or i in beside or not is_person_noun(lemma):
            continue
        noun = doc[i]
        if (
            noun.dep_ in PREDICATE
            or noun.dep_ == "compound"
            or noun.head.tag_.startswith("NNP")
            and noun.head.i > i
        ):
            continue
        if any(c.dep_ == "appos" and c.tag_.startswith("NNP") for c in noun.rights):
            continue
        found[i] = person_nouns().get(lemma, "") or ("female" if lemma.endswith("woman") else "")
    return found


class _Recent:
    """Those who were mentioned in the last sentences, by the sentence and whether as its subject."""

    def __init__(self):
        self.last, self.subject = {}, {}

    def saw(self, who, sentence, as_subject):
        self.last.pop(who, None)
        self.last[who] = sentence
        if as_subject:
            self.subject[who] = sentence

    def since(self, sentence):
        """Return those mentioned from a sentence on, and forget those before what a pronoun can reach."""
        for who in list(self.last):
            if self.last[who] >= sentence - FAR:
                break
            del self.last[who]
        return [who for who, last in self.last.items() if last >= sentence]


@kept
def _resolved(doc):
    """Return (first token, token after the last, actor or "", form) for pronouns and definite descriptions,
    and
    the unnamed person, by the noun's token, whom a pronoun means.
    """
    named, numbers, told, quoted = named_spans(doc), sentence_of(doc), genders(doc), in_marks(doc)
    starts = {start: (end, actor, kind) for start, end, actor, kind in named}
    inside = {i: (actor, kind) for start, end, actor, kind in named for i in range(start, end)}
    words, tags = lower_case(doc)[0], words_and_tags(doc)[1]
    people, unnamed, apposed = _Recent(), dict(unnamed_people(doc)), appositions(doc)
    groups, found, nouns, by_title, seen = _Bodies(doc), [], {}, _Titles(doc), {}
    unclear = {start: end for start, end in open_names(doc)}
    for i, word in enumerate(words):
        end, actor, kind = starts.get(i, (i, "", ""))
        if kind == "person":
            people.saw(actor, numbers[i], _is_subject(doc[end - 1]))
            seen[actor] = numbers[i]
        elif actor:
            groups.saw(actor, kind, i, end, numbers[i])
        elif i in unnamed:
            people.saw(i, numbers[i], _is_subject(doc[i]))
        elif i in unclear:
            people.saw(-1 - i, numbers[i], True)
        if word in PRONOUN_GENDERS:
            # What stands in quotation marks has a speaker of its own, about whom it says no "he": left open.
            who = None if quoted[i] else _meant(people, PRONOUN_GENDERS[word], told, unnamed, numbers[i])
            actor = who if isinstance(who, str) else ""
            if who is not None:
                people.saw(who, numbers[i], _is_subject(doc[i]))
            if who is not None and not actor and who >= 0:
                nouns[i] = who
            found.append((i, i + 1, actor, "pronoun"))
        elif word == "it" and not quoted[i] and (actor := groups.it(doc[i], numbers[i])):
            groups.last[actor] = numbers[i]
            found.append((i, i + 1, actor, "pronoun"))
        if word == "the" or tags[i] in ("POS", "PRP$"):
            start, noun = _description(doc, i, tags, inside)
            beside = apposed.get(noun.i, ()) if noun else ()
            if noun and (beside or tags[i] != "PRP$"):
                actor = (
                    _only([*beside] * (noun.tag_ != "NNS"))
                    if beside
                    else by_title.fitting(start, noun, inside, seen, people)
                    or groups.described(start, noun, inside, numbers[i])
                )
                found.append((start, noun.i + 1, actor, "description"))
                if actor in told:
                    seen[actor] = numbers[i]
                    people.saw(actor, numbers[i], _is_subject(noun))
                    unnamed.pop(noun.i, None)
    return found, nouns


def references(doc) -> list[tuple]:
    """Return (first token, token after the last, actor or "", form) for pronouns and definite
    descriptions."""
    return _resolved(doc)[0]


def nouns_of_pronouns(doc) -> dict[int, int]:
    """Return for pronouns that mean somebody without a name the noun by which that person was brought in."""
    return _resolved(doc)[1]


def _is_subject(token):
    while token.dep_ in ("conj", "appos") and token.head is not token:
        token = token.head
    return token.dep_ in SUBJECT


def _meant(people, gender, told, unnamed, sentence):
    """Return whom a pronoun means, a name or the token of an unnamed person's noun; None where it is open."""
    if gender == "plural":
        return None
    for reach in REACH:
        fitting = []
        for who in people.since(sentence - reach):
            known = told.get(who, "") if isinstance(who, str) else unnamed.get(who, "")
            if not differ(gender, known):
                fitting.append(who)
        named = [who for who in fitting if isinstance(who, str)]
        others = [who for who in fitting if not isinstance(who, str) and _rivals(people, who, named)]
        if len(named) + len(others) == 1:
            return (named + others)[0]
        newest = [who for who in others if who >= 0]
        if (
            len(newest) == 1
            and len(others) == 1
            and all(people.last[n] < people.last[newest[0]] for n in named)
        ):
            return newest[0] if people.subject.get(newest[0], -1) == people.last[newest[0]] else None
        if named or others:
            return None
    far = [
        w for w in people.since(sentence - FAR) if not differ(gender, told.get(w, "") or unnamed.get(w, ""))
    ]
    return far[0] if len(far) == 1 and isinstance(far[0], str) else None


def _rivals(people, who, named):
    """Tell whether an unnamed person can be meant beside those named: as a subject, or where no subject is
    named in the same sentence.
    """
    last = people.last[who]
    return people.subject.get(who) == last or not any(people.subject.get(n) == last for n in named)


def _only(fitting):
    return fitting[0] if len(fitting) == 1 else ""


def _description(doc, i, tags, inside):
    """Return the first token and the noun that describes a person or a body, neither a name nor the title
    before one, or None.
    """
    head = doc[i].head
    noun, start = (head.head, i - 1) if tags[i] == "POS" else (head, i)
    while start > 0 and tags[i] == "POS" and inside.get(start - 1, "") == inside.get(start):
        start -= 1
    lemma = noun.lemma_.lower()
    if (
        0 < noun.i - i < 5
        and (lists_for(doc)[0].get(lemma) in DESCRIBING or lemma in bodies()[0])
        and noun.i not in inside
        and (tags[i] != "POS" or start in inside)
        and not any("person" in inside.get(k, "") for k in range(i, noun.i + 2))
    ):
        return start, noun
    return start, None


class _Titles:
    """The people of a Doc by the words of their titles, so that a description asks only those whom it can
    fit."""

    def __init__(self, doc):
        self.doc, self.of, self.people = doc, {}, defaultdict(dict)
        for person, (titles, of) in offices(doc).items():
            self.of[person] = set(of)
            for title in titles:
                words = set(plain(title).split())
                for word in words:
                    self.people[word].setdefault(person, []).append(words)
        self.known = {}

    def fitting(self, start, noun, inside, seen, people):
        """Return the one person whom a definite description fits, those first who are named before it, or
        ""."""
        doc = self.doc
        after = noun.i + 2 + (doc[noun.i + 2 : noun.i + 3].text == "the")
        phrase = [*range(start, noun.i), *[after] * (doc[noun.i + 1 : noun.i + 2].text in ("of", "for"))]
        places = frozenset(inside[k][0] for k in phrase if k in inside)
        wanted = frozenset(
            plain(w.text)
            for w in doc[start : noun.i + 1]
            if w.i not in inside and (w.pos_ in ("NOUN", "PROPN") or w.lower_ in LESSER)
        )
        if (wanted, places) not in self.known:
            self.known[wanted, places] = self._with_title(wanted, places)
        fitting = self.known[wanted, places]
        before = list(islice((p for p in fitting if p in seen), 2))
        if len(before) > 1:
            since = sentence_of(doc)[start] - REACH[-1]
            return _only([p for p, last in people.last.items() if p in fitting and last >= since])
        return _only(before) or (_only(list(fitting)) if places and not before else "")

    def _with_title(self, wanted, places):
        rarest = min(wanted, key=lambda word: len(self.people.get(word, ())), default="")
        return dict.fromkeys(
            person
            for person, titles in self.people.get(rarest, {}).items()
            if places <= self.of[person]
            and any(wanted <= title and title & LESSER <= wanted for title in titles)
        )


# A company, a paper or a club may bear any name; a committee, a court or a ministry is called one in its own.
UNTOLD = {"business", "press", "club", "band", "charity", "broadcaster", "bank", "think tank"}


class _Bodies:
    """The bodies named so far by their kind ("the company", "the newspaper"), and which of them "it" can
    mean."""

    def __init__(self, doc):
        self.doc, self.last, self.of_kind, self.subject = doc, {}, defaultdict(dict), {}
        self.kinds, self.by_word, self.recent = {}, defaultdict(dict), []

    def saw(self, actor, kind, start, end, sentence):
        if kind == "organisation":
            known = self.kinds.setdefault(actor, set(bodies()[1].get(plain(actor).split()[-1], ())))
            for word in (self.doc[start - 1] if start else None, *self.doc[end - 1].rights):
                if word is not None and word.pos_ == "NOUN" and (word.dep_ == "appos" or word.i == start - 1):
                    known |= bodies()[0].get(word.lemma_.lower(), set())
            for one in known or {""}:
                self.of_kind[one][actor] = None
            if known:
                self.of_kind[""].pop(actor, None)
        if actor not in self.last:
            self.by_word[actor.split()[-1].lower()][actor] = None
        self.last[actor] = sentence
        self.recent = [(a, s, k, c) for a, s, k, c in self.recent if s >= sentence - REACH[-1]]
        head = self.doc[end - 1]
        main = head.dep_ in SUBJECT and head.head.dep_ == "ROOT" and not in_marks(self.doc)[head.i]
        self.recent.append((actor, sentence, kind, main))

    def described(self, start, noun, inside, sentence):
        """Return the one body that a description such as "the company" fits, or ""."""
        lemma, doc = noun.lemma_.lower(), self.doc
        others = [w for w in doc[start + 1 : noun.i] if w.i not in inside and not w.is_punct]
        if noun.tag_ != "NN" or doc[start].lower_ != "the" or any(k in inside for k in range(start, noun.i)):
            return ""
        exact = list(islice(self.by_word[lemma], 2)) if not others else []
        if exact:
            return _only(exact)
        kinds, unsure = bodies()[0].get(lemma, ()), self.of_kind[""]
        fitting = list(
            islice(dict.fromkeys(a for kind in sorted(kinds) for a in islice(self.of_kind[kind], 2)), 2)
        )
        near = dict.fromkeys(a for a, s, *_ in self.recent if s >= sentence - REACH[-1])
        if fitting and not any(a in unsure for a in near):
            close = [a for a in near if any(a in self.of_kind[kind] for kind in kinds)]
            found = _only(fitting) or _only([a for a in close if self.last[a] >= sentence - REACH[0]])
        else:
            found = _only(list(islice(unsure, 2))) if UNTOLD & set(kinds) and not fitting else ""
        if found and not {plain(w.text) for w in others} <= set(plain(found).split()):
            return ""
        return found

    def it(self, pronoun, sentence):
        """Return the body that was the subject of the sentence before, where "it" takes up that subject, or
        ""."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or verb.pos_ != "VERB" or verb.lemma_ in EXPLETIVE:
            return ""
        if verb.dep_ not in ("ROOT", "conj") or pronoun.i > self.doc[pronoun.i].sent.start + 3:
            return ""
        bodies_ = {a for a, s, k, subject in self.recent if s == sentence - 1 and k == "organisation"}
        subjects = {a for a, s, k, subject in self.recent if s == sentence - 1 and subject and k != "group"}
        return next(iter(subjects)) if len(subjects) == 1 and bodies_ <= subjects else ""
