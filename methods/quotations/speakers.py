"""Who can speak, and which unnamed voices are one: "a group of independent experts", "the experts", "the
panel"."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from methods.actors import actor_at
from methods.actors.described import is_person_noun
from methods.actors.lexicon import bodies, person_nouns, title_words
from methods.actors.references import nouns_of_pronouns
from methods.actors.resolution import is_named
from methods.quotation_marks import in_marks
from methods.quotations.attribution import speaker_phrase
from methods.quotations.silence import speech_words
from methods.quotations.subjects import is_met, subject_of
from utils import from_lists, word_list

OTHER = {"another", "other", "others", "second", "third", "different", "separate"}
JOBS = (
    "er",
    "or",
    "ist",
    "ician",
    "eer",
    "ian",
    "grapher",
    "monger",
    "wright",
    "crat",
    "naut",
    "ee",
    "woman",
    "man",
)
NEW = {"a", "an", "one", "some"}
ONES = {"he": "", "she": "", "him": "", "her": ""}
DEAD = {"this", "that", "these", "there", "what", "which", "something", "nothing", "everything", "anything"}


@from_lists("voices")
def voice_nouns():
    return dict(word_list("voices")[["noun", "kind"]].to_numpy())


def voice_kind(head) -> str:
    """Return what a speaker's head noun names: person, body, document, people, name or pronoun; "" for what
    cannot
    speak."""
    lemma, text = head.lemma_.lower(), head.lower_
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "WP", "PRP$", "WP$"):
        return "" if text in DEAD else "pronoun"
    if head.tag_ in ("NNP", "NNPS") and head.is_title or head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return "document" if voice_nouns().get(lemma) == "document" else "name"
    if head.tag_ == "NN" and lemma in person_nouns() and lemma not in bodies()[0]:
        return "person"
    listed = voice_nouns().get(text) or voice_nouns().get(lemma)
    if listed:
        return "" if listed == "thing" else listed
    if lemma in bodies()[0]:
        return "body"
    kind = title_words()[0].get(lemma, "")
    if kind in ("organisation", "people"):
        return "body" if kind == "organisation" else "people"
    if is_person_noun(lemma) or is_person_noun(lemma.removesuffix("s")):
        return "person"
    if head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return "people" if head.tag_ == "CD" else ""
    if text[0].isdigit() and head.pos_ == "NOUN":  # "40p per litre"
        return ""
    if head.pos_ == "PROPN" or head.ent_type_ or head.is_title and not head.is_sent_start:
        return "name"
    if head.pos_ in ("NUM", "ADJ", "DET") or head.tag_ in ("CD", "JJ", "DT", "JJS", "JJR"):
        return "people"
    return "person" if _is_job(lemma) or head.tag_ == "NNS" and _is_job(text.removesuffix("s")) else ""


def is_bare(head, phrase) -> bool:
    """Tell whether a speaker's words tell nobody: "some", "many", "few others"."""
    return len(phrase) < 3 and all(t.lower_ in speech_words("how many") for t in phrase)


def is_thing(head) -> bool:
    """Tell whether a common noun names neither people nor a body nor a document, or a pronoun only points:
    its words are nobody's.
    """
    if head.pos_ == "PRON" and head.lower_ in DEAD:
        return True
    known = head.lemma_.lower() in _parties() - things() or head.lower_ in _parties() - things()
    return head.pos_ == "NOUN" and not voice_kind(head) and not known


@from_lists("party_nouns")
def _parties():
    nouns = word_list("party_nouns")
    return frozenset(nouns["noun"][nouns["kind"].isin(("person", "group", "state", "place"))])


def _is_job(lemma):
    """Tell whether a noun that no list holds looks like one for people: "a glazier", "centrists"."""
    return len(lemma) > 4 and lemma.endswith(JOBS) and lemma not in things()


@from_lists("voices")
def things():
    """Return the nouns that look like people's jobs and are none: "an offer", "the weather"."""
    return {noun for noun, kind in voice_nouns().items() if kind == "thing"}


def reports_speech(frame, quoted) -> bool:
    """Whether a cue with its speaker reports what was said, thought or wanted: a scheme, a share or the
    weather
    says nothing, and what somebody shows is no statement of theirs.
    """
    if frame.speaker is None and frame.cue is not None and is_met(frame.cue):
        subject = subject_of(frame.cue.head)
        return quoted or subject is None or bool(voice_kind(subject))
    if frame.speaker is None or frame.label in (":", "") or frame.span:
        return True
    kind = voice_kind(frame.speaker)
    if frame.sense == "evidence" and frame.cue is not None and frame.cue.lemma_ in speech_words("showing"):
        clause = any(c.dep_ in ("ccomp", "mark") for c in frame.cue.rights)
        return kind == "document" or frame.speaker.lower_ == "it" and clause  # not "it proved a success"
    if (
        frame.cue is not None
        and frame.cue.lemma_ in speech_words("pointing")
        and (kind == "document" or _is_open_it(frame.speaker))
        and not quoted
    ):
        return False  # "the story highlighted concerns"
    return bool(kind) or quoted


def _is_open_it(token):
    return token.lower_ == "it" and token.i not in actor_at(token.doc)


def is_purpose(cue) -> bool:
    """Tell whether a cue is what somebody does something for, and not said yet: "on a tour to highlight a
    plan"."""
    if cue is None or cue.tag_ != "VB" or not any(c.tag_ == "TO" for c in cue.lefts):
        return False
    if cue.head.lemma_.lower() in speech_words("said at once"):  # "quick to point out" is said
        return False
    if cue.dep_ == "xcomp" and cue.head.tag_ == "VBN" and cue.head.lemma_ in speech_words("expected"):
        return True  # "is tipped to ask"
    return cue.dep_ in ("advcl", "acl", "relcl") or cue.dep_ == "xcomp" and cue.head.pos_ in ("NOUN", "ADJ")


class UnnamedVoices:
    """The unnamed voices of an article, each with its fullest phrase; `of` gives the voice of one speaker's
    phrase
    in the order of the text."""

    def __init__(self, doc):
        self.doc, self.voices, self.together, self.at = doc, [], [], {}
        self.by_noun = defaultdict(dict)  # the words of each voice by its number, by the noun of its phrase
        self.last = None

    def of(self, head, phrase, sentence):
        """Return the number of the voice of a phrase, or None where a pronoun leaves it open."""
        text = head.lower_
        if head.tag_ in ("PRP", "PRP$", "WP") or text in ("they", "it", "he", "she", "we", "i", "you"):
            return self._of_pronoun(head, text, sentence)
        if head.i in self.at:
            return self.at[head.i]
        core, together, plural = self._core(head)
        words = {
            t.lemma_.lower() for t in phrase if (t.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") and t.tag_ != "CD")
        }
        words -= {core.lemma_.lower()} | speech_words("speaking together")
        first = phrase[0].lower_
        key = (core.lemma_.lower(), plural)
        number = self._known(key, words, first, together and core == head)
        if number is None:
            number = len(self.voices)
            self.voices.append([])
            if together:
                self.together.append(number)
        self.by_noun[key][number] = self.by_noun[key].get(number, set()) | words
        self.voices[number].append((len(words), phrase))
        self.at[head.i] = number
        self.last = (number, sentence, plural or together or voice_kind(head) == "body")
        return number

    def _of_pronoun(self, head, text, sentence):
        noun = nouns_of_pronouns(self.doc).get(head.i)
        if noun is not None:
            token = self.doc[noun]
            return self.of(token, phrase_of(token), sentence)
        if text in ("they", "it") and self.last and self.last[2] and sentence - self.last[1] <= 1:
            self.last = (self.last[0], sentence, True)
            return self.last[0]
        return None

    def _core(self, head):
        """Return the noun that tells who they are, whether they speak together, and whether they are
        several."""
        of = next((c for c in head.rights if c.lower_ == "of"), None)
        member = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        lemma = head.lemma_.lower()
        if (
            lemma in speech_words("speaking together")
            and member is not None
            and member.tag_ in ("NNS", "NNPS")
        ):
            return member, True, True
        return head, lemma in speech_words("speaking together"), head.tag_ in ("NNS", "NNPS")

    def _known(self, key, words, first, alone):
        """Return the voice that a phrase takes up, where one alone fits, or None."""
        if OTHER & words or first in OTHER:
            return None
        if alone and first not in NEW:
            named = self._alike(key, words)
            found = named or list(islice(self.together, 2))
            return found[0] if len(found) == 1 else None
        if first in NEW and not key[1]:
            return None
        exact = list(islice((n for n, w in self.by_noun[key].items() if w == words), 2))
        found = exact if len(exact) == 1 else self._alike(key, words)
        return found[0] if len(found) == 1 else None

    def _alike(self, key, words):
        """Return the voices, two at most, whose words say no other than these."""
        alike = (n for n, w in self.by_noun[key].items() if words <= w or w <= words)
        return list(islice(alike, 2))

    def names(self):
        """Return the name of each voice: its fullest phrase, the first of them; a second one with the same
        words is
        numbered."""
        shown, times = [], defaultdict(int)
        for phrases in self.voices:
            most = max(size for size, _ in phrases)
            name = within_a_sentence(next(phrase for size, phrase in phrases if size == most))
            times[name] += 1
            shown.append(name if times[name] == 1 else f"{name} ({times[name]})")
        return shown


def phrase_of(head):
    """Return the phrase of a noun without apposition, relative clause and what follows a comma."""
    return head.doc[slice(*speaker_phrase(head))]


def within_a_sentence(phrase):
    """Return a phrase without the capital that only the start of a sentence gives it, so that it is one voice
    wherever it stands.
    """
    first, text = phrase[0], phrase.text
    person = is_person_noun(first.lemma_.lower())
    opens = first.is_sent_start or first.nbor(-1).is_quote if first.i else True
    return (
        text[0].lower() + text[1:]
        if opens
        and first.is_title
        and (first.pos_ != "PROPN" or person)
        and first.lower_ != "i"
        and (person or not is_named(first))
        else text
    )


def quotes_its_speaker(frame) -> bool:
    """Whether the parse took a word inside the quotation itself for its speaker."""
    marks = in_marks(frame.cue.doc) if frame.cue is not None else ()
    return bool(frame.speaker is not None and marks and marks[frame.speaker.i] > marks[frame.cue.i])
