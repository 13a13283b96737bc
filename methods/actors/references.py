"""Pronouns and descriptions: who "he", "it", "the minister" and "the company" are, where one alone fits."""

from __future__ import annotations

from collections import defaultdict

from methods.actors.described import (
    REACH,
    SUBJECT,
    Bodies,
    Titles,
    is_person_noun,
    only,
    only_describes,
    postposed_speakers,
    unnamed_people,
)
from methods.actors.introductions import introductions
from methods.actors.lexicon import bodies, differ, lists_for, speech_verbs, words_and_tags
from methods.actors.lookup import named_spans, open_names
from methods.actors.offices import appositions, genders, offices
from methods.quotation_marks import in_marks, marked
from utils import kept, lower_case, sentence_of

PRONOUN_GENDERS = (
    dict.fromkeys(["he", "him", "his", "himself"], "male")
    | dict.fromkeys(["she", "her", "hers", "herself"], "female")
    | dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "plural")
)
DESCRIBING = ("office", "role", "organisation", "people")
TELLS_SOMEBODY = {"tell", "inform", "remind", "show", "ask", "warn", "write"}
FAR = 6  # sentences over which "she" still means the only one who has been named


class _Recent:
    """Those who were mentioned in the last sentences, by the sentence and whether as its subject, or only in
    a clause of where or when.
    """

    def __init__(self):
        self.last, self.subject, self.aside = {}, {}, set()

    def saw(self, who, sentence, as_subject, aside=False):
        self.last.pop(who, None)
        self.last[who] = sentence
        self.aside.discard(who)
        self.aside |= {who} if aside else set()
        if as_subject:
            self.subject[who] = sentence

    def copy(self, sentence):
        """Return a copy of those whom a pronoun in a sentence can reach."""
        self.since(sentence)
        other = _Recent()
        other.last, other.aside = dict(self.last), self.aside & self.last.keys()
        other.subject = {who: self.subject[who] for who in self.last if who in self.subject}
        return other

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
    groups, found, nouns, by_title, seen = Bodies(doc), [], {}, Titles(doc), {}
    unclear = {start: end for start, end in open_names(doc)}
    before, speakers, weak = None, defaultdict(set), weak_people(doc)
    within, postposed = False, postposed_speakers(doc)
    opening_marks = {start for start, _ in marked(doc)}
    openings, heard = set(postposed.values()), ([], 0)
    told_later = {k for i, first in postposed.items() for k in range(first, i)}
    for i, word in enumerate(words):
        end, actor, kind = starts.get(i, (i, "", ""))
        if i in opening_marks and quoted[i - 1 if i else 0] and before:
            before, heard = (before[0], before[1] + within), (heard[0], heard[1] + within)
            within = False  # marks right after marks: they take up the sentence that the first ones end
        elif i in opening_marks:
            before = people.copy(numbers[i]), numbers[i]
            within = bool(i) and numbers[i - 1] == numbers[i]
            heard = list(groups.recent), numbers[i]
        if i in openings:
            clause = people.copy(numbers[i]), numbers[i]
        if kind == "person":
            if actor in people.last or end - i > 1 or not only_describes(doc[i]):
                name = doc[end - 1]
                people.saw(actor, numbers[i], _is_subject(name), _is_aside(name))
            seen[actor] = numbers[i]
            _note_speaker(speakers, doc[end - 1], actor, numbers[i], quoted)
        elif actor:
            groups.saw(actor, kind, i, end, numbers[i])
        elif i in unnamed:
            people.saw(i, numbers[i], _is_subject(doc[i]) and i not in told_later)
            _note_speaker(speakers, doc[i], i, numbers[i], quoted)
        elif i in unclear:
            people.saw(-1 - i, numbers[i], True)
        if word in PRONOUN_GENDERS:
            # What stands in quotation marks has a speaker of its own, about whom it says no "he": left open.
            gender, who = PRONOUN_GENDERS[word], None
            if not quoted[i]:
                asked, since = before if before and any(quoted[max(i - 2, 0) : i]) else (people, numbers[i])
                if asked is not people and within and doc[i].is_title:
                    # 'Roe called it "a mess". He said': the sentence with the marks is the one before
                    since += 1
                elif asked is people and i in postposed:
                    asked, since = clause
                who = _meant(asked, gender, told, unnamed, since)
                who = _not_the_hearer(doc[i], who, inside)
                if who in weak and _has_surer(asked, gender, told, weak, since):
                    who = None
                if who is None and speech_verb(doc[i]) is not None:
                    who = _goes_on(speakers[since - 1], gender, told, unnamed)
            actor = who if isinstance(who, str) else ""
            if who is not None:
                people.saw(who, numbers[i], _is_subject(doc[i]))
                _note_speaker(speakers, doc[i], who, numbers[i], quoted)
            if who is not None and not actor and who >= 0 and not quoted[who]:
                nouns[i] = who
            found.append((i, i + 1, actor, "pronoun"))
        elif (
            word == "it"
            and not quoted[i]
            and (actor := _body_meant(doc[i], groups, numbers[i], quoted, heard))
        ):
            groups.takes_up(actor, doc[i], numbers[i])
            found.append((i, i + 1, actor, "pronoun"))
        if word == "the" or tags[i] in ("POS", "PRP$"):
            start, noun = _description(doc, i, tags, inside)
            beside = apposed.get(noun.i, ()) if noun else ()
            if noun and (beside or tags[i] != "PRP$"):
                actor = (
                    only([*beside] * (noun.tag_ != "NNS"))
                    if beside
                    else by_title.fitting(start, noun, inside, seen, people)
                    or groups.described(start, noun, inside, numbers[i])
                )
                found.append((start, noun.i + 1, actor, "description"))
                if actor in groups.kinds:
                    groups.takes_up(actor, noun, numbers[i])
                if actor in told:
                    seen[actor] = numbers[i]
                    people.saw(actor, numbers[i], _is_subject(noun))
                    speakers[numbers[i]].discard(noun.i)
                    _note_speaker(speakers, noun, actor, numbers[i], quoted)
                    unnamed.pop(noun.i, None)
    return found, nouns


def references(doc) -> list[tuple]:
    """Return (first token, token after the last, actor or "", form) for pronouns and definite
    descriptions."""
    return _resolved(doc)[0]


def nouns_of_pronouns(doc) -> dict[int, int]:
    """Return for pronouns that mean somebody without a name the noun by which that person was brought in."""
    return _resolved(doc)[1]


def _body_meant(pronoun, groups, sentence, quoted, heard):
    """Return the body that "it" means, or "": one that says something after its words is asked for before
    them.
    """
    doc, i, verb = pronoun.doc, pronoun.i, pronoun.head
    if i in postposed_speakers(doc):
        return groups.subject_before(groups.recent, sentence)
    if any(quoted[max(i - 2, 0) : i]) and not pronoun.is_title:
        says = pronoun.dep_ == "nsubj" and verb.i > i and verb.lemma_ in speech_verbs()
        return groups.subject_before(*heard) if says else ""
    return groups.it(pronoun, sentence)


def _is_subject(token):
    while token.dep_ in ("conj", "appos") and token.head is not token:
        token = token.head
    return token.dep_ in SUBJECT


def _is_aside(name):
    """Tell whether a name stands in a clause of where or when, not as its subject: "where he met Roe"."""
    if _is_subject(name):
        return False
    while name.head.i != name.i:
        name = name.head
        if name.dep_ in ("relcl", "advcl", "acl"):
            return any(word.lower_ in ("where", "when") for word in name.lefts)
    return False


def _meant(people, gender, told, unnamed, sentence):
    """Return whom a pronoun means, a name or the token of an unnamed person's noun; None where it is open."""
    if gender == "plural":
        return None
    for reach in REACH:
        fitting = [who for who in people.since(sentence - reach) if _fits(who, gender, told, unnamed)]
        named = [who for who in fitting if isinstance(who, str)]
        others = [who for who in fitting if not isinstance(who, str) and _rivals(people, who, named)]
        aside = [who for who in named if who in people.aside]
        if aside and not others:
            rest = [who for who in named if who not in people.aside]
            if rest and (len(rest) > 1 or people.subject.get(rest[0]) != sentence - 1):
                return None
            earlier = [who for who in people.since(sentence - REACH[-1]) if who not in aside]
            if rest or any(_fits(who, gender, told, unnamed) for who in earlier):
                return only(rest) or None
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


def _fits(who, gender, told, unnamed):
    """Tell whether somebody, a name or the token of a noun, can be of a pronoun's gender."""
    return not differ(gender, told.get(who, "") if isinstance(who, str) else unnamed.get(who, ""))


@kept
def weak_people(doc) -> set[str]:
    """Return those whom only the model takes for people: with one word for a name that is no given name, no
    title, no gender, nothing that says who they are, and nothing that they say.
    """
    known, introduced = genders(doc), introductions(doc)
    weak = {
        who
        for who in known
        if " " not in who and not known[who] and who not in introduced and not offices(doc)[who][0]
    }
    for _, end, actor, _ in named_spans(doc):
        if actor in weak and doc[end - 1].dep_ in SUBJECT and doc[end - 1].head.lemma_ in speech_verbs():
            weak.discard(actor)
    return weak


def _has_surer(people, gender, told, weak, sentence):
    """Tell whether somebody who is surely a person, and whom a pronoun fits, was named near it."""
    near = (who for who in people.since(sentence - REACH[-1]) if isinstance(who, str) and who not in weak)
    return any(not differ(gender, told.get(who, "")) for who in near)


def _not_the_hearer(pronoun, who, inside):
    """Return whom a pronoun means, None where that is the one who is told something by another person in its
    clause: "a woman told Ms Roe about her fears".
    """
    verb = pronoun.head
    while verb.lemma_ not in TELLS_SOMEBODY and verb.head.i != verb.i:
        verb = verb.head
    hearers = [c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i < pronoun.i]
    if verb.lemma_ not in TELLS_SOMEBODY or who is None or not hearers:
        return who
    hears = any(inside.get(c.i, ("",))[0] == who or c.i == who for c in hearers)
    tells = [c for c in verb.lefts if c.dep_ == "nsubj" and c.i < pronoun.i]
    by_person = any(
        is_person_noun(c.lemma_.lower()) or inside.get(c.i, ("", ""))[1] == "person" for c in tells
    )
    return None if hears and by_person else who


def speech_verb(subject):
    """Return the verb of saying that is the root of a sentence and has this subject, or None."""
    verb = subject.head
    says = subject.dep_ == "nsubj" and verb.dep_ == "ROOT" and verb.lemma_ in speech_verbs()
    return verb if says else None


def _note_speaker(speakers, head, who, sentence, quoted):
    """Keep who says something in a sentence, unless one other person is told it."""
    verb = None if quoted[head.i] else speech_verb(head)
    tells = verb is not None and verb.lemma_ in TELLS_SOMEBODY
    hearers = [c for c in verb.rights if c.dep_ in ("dobj", "dative")] if tells else []
    if verb is not None and not any(
        c.pos_ == "PRON" or c.ent_type_ == "PERSON" or is_person_noun(c.lemma_.lower()) for c in hearers
    ):
        speakers[sentence].add(who)


def _goes_on(speakers, gender, told, unnamed):
    """Return the one speaker of the sentence before, who goes on: "Roe said Hale was late. He added ..."."""
    if len(speakers) != 1 or gender == "plural":
        return None
    [who] = speakers
    known = told.get(who, "") if isinstance(who, str) else unnamed.get(who, "")
    return None if differ(gender, known) else who


def _rivals(people, who, named):
    """Tell whether an unnamed person can be meant beside those named: as a subject, or where no subject is
    named in the same sentence.
    """
    last = people.last[who]
    return people.subject.get(who) == last or not any(people.subject.get(n) == last for n in named)


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
