"""Who is there to be meant: people without a name, and the people and bodies that a description can fit."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from methods.actors.lexicon import bodies, person_nouns, plain, speech_verbs, words_and_tags
from methods.actors.lookup import named_spans
from methods.actors.offices import appositions, offices
from methods.quotation_marks import in_marks
from utils import kept, lower_case, sentence_of

LESSER = {"deputy", "shadow", "vice"}  # "the president" is not the vice president
REACH = (1, 2)  # sentences that a pronoun may reach back: first the nearer, where one alone fits
SUBJECT = {"nsubj", "nsubjpass"}
PREDICATE = {"attr", "appos", "acomp", "oprd"}  # "he is a farmer" brings in nobody new
BRINGING_IN = {"a", "an", "another", "one"}
SAYING = {"he", "she", "it"}  # after what they say
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
    words, tags = lower_case(doc)[0], words_and_tags(doc)[1]
    for start, end, *_ in named_spans(doc):
        brought_in = start and words[start - 1] in BRINGING_IN and tags[end - 1] == "JJ"  # "one Welsh woman"
        after = end if brought_in else end + 1
        taken[start:after] = b"\1" * len(taken[start:after])
    lemmas = lower_case(doc)[1]
    beside, found = appositions(doc), {}
    for i, lemma in enumerate(lemmas):
        if tags[i] != "NN" or taken[i] or i in beside or not is_person_noun(lemma):
            continue
        noun = doc[i]
        first = _first_of(noun)
        if (
            noun.dep_ in PREDICATE
            or noun.dep_ in ("compound", "nmod")
            or _is_one_by_one(words, i)
            or first is not noun
            and (first.i in beside or first.dep_ in PREDICATE)
            or noun.head.tag_.startswith("NNP")
            and noun.head.i > i
        ):
            continue
        if any(c.dep_ == "appos" and c.tag_.startswith("NNP") for c in noun.rights):
            continue
        found[i] = person_nouns().get(lemma, "") or ("female" if lemma.endswith("woman") else "")
    return found


def _is_one_by_one(words, i):
    """Tell whether a noun only tells how something is done: "person by person"."""
    return any(words[k : k + 3] == [words[i], "by", words[i]] for k in (i - 2, i) if k >= 0)


def _first_of(noun):
    """Return the first of nouns that "and" joins: "a writer and chairman" is one person in apposition."""
    while noun.dep_ == "conj" and noun.head is not noun:
        noun = noun.head
    return noun


def only_describes(name):
    """Tell whether a name stands before a common noun that is nobody: "a Linux or Mac version"."""
    name = _first_of(name)
    noun = name.head
    describes = name.dep_ in ("compound", "nmod", "amod") and noun.i > name.i and noun.pos_ == "NOUN"
    return describes and not is_person_noun(noun.lemma_.lower())


@kept
def postposed_speakers(doc) -> dict[int, int]:
    """Return for pronouns that follow what they say, without marks, the first token of it: "It rained, he
    said".
    """
    found, cues = {}, speech_verbs()
    for i, word in enumerate(lower_case(doc)[0]):
        if word not in SAYING or i == 0 or doc[i - 1].text != "," or doc[i].dep_ != "nsubj":
            continue
        verb = doc[i].head
        told = any(c.dep_ == "ccomp" and c.i < i for c in verb.lefts) or verb.dep_ in ("ccomp", "parataxis")
        alone = not any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.rights)
        first = doc[i].sent.start
        if verb.i > i and verb.lemma_ in cues and told and alone and not in_marks(doc)[first]:
            found[i] = first
    return found


def only(fitting):
    """Return the one that fits, or ""."""
    return fitting[0] if len(fitting) == 1 else ""


class Titles:
    """The people of a Doc by the words of their titles, so that a description asks only those whom it can
    fit."""

    def __init__(self, doc):
        self.doc, self.of, self.people, self.by_place = doc, {}, defaultdict(dict), defaultdict(dict)
        for person, (titles, of) in offices(doc).items():
            self.of[person] = set(of)
            for place in self.of[person]:
                self.by_place[place][person] = None
            for title in dict.fromkeys(titles):
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
            return only([p for p in people.since(since) if p in fitting])
        return only(before) or (only(list(fitting)) if places and not before else "")

    def _with_title(self, wanted, places):
        rarest = min(wanted, key=lambda word: len(self.people.get(word, ())), default="")
        titled = self.people.get(rarest, {})
        some = min((titled, *(self.by_place.get(place, {}) for place in places)), key=len)
        return dict.fromkeys(
            person
            for person in some
            if person in titled
            and places <= self.of[person]
            and any(wanted <= title and title & LESSER <= wanted for title in titled[person])
        )


# A company, a paper or a club may bear any name; a committee, a court or a ministry is called one in its own,
# and a band, a charity or a watchdog by the text.
PRINTED = {"paper", "newspaper", "daily", "tabloid", "broadsheet"}  # what no firm beside a paper is called
UNTOLD = {"business", "press", "club", "bank"}
# Anybody can sit on these: a commission named before is "the panel" only where the text calls it one.
SITTING = {"panel", "committee", "board", "jury", "inquiry", "group", "team"}


class Bodies:
    """The bodies named so far by their kind ("the company", "the newspaper"), and which of them "it" can
    mean."""

    def __init__(self, doc):
        self.doc, self.last, self.of_kind, self.subject = doc, {}, defaultdict(dict), {}
        self.kinds, self.by_word, self.recent = {}, defaultdict(dict), []
        self.called = defaultdict(set)

    def saw(self, actor, kind, start, end, sentence):
        party = kind == "group" and "party" in bodies()[1].get(plain(actor).split()[-1], ())
        if kind == "organisation" or party:
            known = self.kinds.setdefault(actor, set(bodies()[1].get(plain(actor).split()[-1], ())))
            for noun in self._called(start, end):
                known |= bodies()[0].get(noun.lemma_.lower(), set())
                self.called[actor].add(noun.lemma_.lower())
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
        main = main and not any(child.dep_ == "conj" for child in head.rights)
        self.recent.append((actor, sentence, kind, main))

    def _called(self, start, end):
        """Yield the nouns by which the text itself calls a body: before it, in apposition, or that it is."""
        head = self.doc[end - 1]
        if start and self.doc[start - 1].pos_ == "NOUN":
            yield self.doc[start - 1]
        yield from (word for word in head.rights if word.pos_ == "NOUN" and word.dep_ == "appos")
        if head.dep_ == "appos" and head.head.tag_ == "NN":
            yield head.head
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            yield from (word for word in head.head.rights if word.tag_ == "NN" and word.dep_ == "attr")

    def described(self, start, noun, inside, sentence):
        """Return the one body that a description such as "the company" fits, or ""."""
        lemma, doc = noun.lemma_.lower(), self.doc
        others = [w for w in doc[start + 1 : noun.i] if w.i not in inside and not w.is_punct]
        if noun.tag_ != "NN" or doc[start].lower_ != "the" or any(k in inside for k in range(start, noun.i)):
            return ""
        exact = list(islice(self.by_word[lemma], 2)) if not others and lemma != "party" else []
        if exact:
            return only(exact)
        kinds, unsure = bodies()[0].get(lemma, ()), self.of_kind[""]
        fitting = list(
            islice(dict.fromkeys(a for kind in sorted(kinds) for a in islice(self.of_kind[kind], 2)), 2)
        )
        near = dict.fromkeys(a for a, s, *_ in self.recent if s >= sentence - REACH[-1])
        told = lemma in PRINTED and any(a in self.of_kind["press"] for a in near)
        if fitting and (told or not any(a in unsure for a in near)):
            close = [a for a in near if any(a in self.of_kind[kind] for kind in kinds)]
            found = only(fitting) or only([a for a in close if self.last[a] >= sentence - REACH[0]])
            found = found or (self._last_party(sentence) if lemma == "party" else "")
        else:
            found = only(list(islice(unsure, 2))) if UNTOLD & set(kinds) and not fitting else ""
        if found and not {plain(w.text) for w in others} <= set(plain(found).split()):
            return ""
        if lemma in SITTING and lemma not in plain(found).split() and lemma not in self.called[found]:
            return ""
        return found

    def _last_party(self, sentence):
        """Return the party that was the last subject, in this sentence or the one before, or ""."""
        subjects = [a for a, s, _, main in self.recent if main and s >= sentence - REACH[0]]
        return next((a for a in reversed(subjects) if a in self.of_kind["party"]), "")

    def it(self, pronoun, sentence):
        """Return the body that was the subject of the sentence before, where "it" takes up that subject, or
        ""."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or verb.pos_ != "VERB" or verb.lemma_ in EXPLETIVE:
            return ""
        if verb.dep_ not in ("ROOT", "conj") or pronoun.i > self.doc[pronoun.i].sent.start + 3:
            return ""
        return self.subject_before(self.recent, sentence)

    def subject_before(self, recent, sentence):
        """Return the body that alone was the subject of the sentence before, or ""."""
        bodies_ = {a for a, s, k, subject in recent if s == sentence - 1 and k == "organisation"}
        subjects = {a for a, s, k, subject in recent if s == sentence - 1 and subject and k != "group"}
        return next(iter(subjects)) if len(subjects) == 1 and bodies_ <= subjects else ""

    def takes_up(self, actor, pronoun, sentence):
        """Keep that "it" meant a body, as a subject that the next sentence can take up."""
        self.last[actor] = sentence
        main = pronoun.dep_ in SUBJECT and pronoun.head.dep_ == "ROOT"
        self.recent.append((actor, sentence, "organisation", main))
