"""What looks like speech and is none: words withheld or negated, names given, things denied to somebody."""

from __future__ import annotations

from methods.actors.lexicon import person_nouns
from methods.quotation_marks import in_marks
from utils import SUBJECTS, from_lists, word_list

TO_COME, NARRATORS = {"will", "shall", "'ll", "’ll", "wo"}, {"i", "we"}
NONE, NEGATING = {"no", "neither"}, {"det", "neg", "advmod", "preconj", "cc"}
DEFINITE = {"the", "this", "that", "these", "those"}
# What holds words, of what can follow a verb of saying
CLAUSES = {"ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "oprd", "csubj"}
TELLING = {"of", "for", "as", "about", "against", "to", "into", "over", "between", "from"}
NARRATORS_OWN = {"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"}
NOT_OF_IT = {
    "advcl",
    "ccomp",
    "conj",
    "cc",
    "mark",
    "parataxis",
    "punct",
    "relcl",
}  # no part of a clause's own words
ADDRESSED = {"him", "her", "them", "me", "us", "you", "anyone", "everyone"}


@from_lists("speech_words")
def _groups():
    words = word_list("speech_words")
    return {group: frozenset(rows["word"]) for group, rows in words.groupby("group")}


def speech_words(group) -> frozenset:
    """Return the words of one group of `data/speech_words.csv`."""
    return _groups().get(group, frozenset())


def child_of(token, *deps):
    """Return the first child of a token with one of the dependencies, or None."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_hearing(cue) -> bool:
    """Tell whether a court or the like hears something, which somebody unnamed says there."""
    subject = child_of(cue, *SUBJECTS) if cue.lemma_ == "hear" else None
    return subject is not None and subject.lemma_ in speech_words("hearing")


def is_silence(cue) -> bool:
    """Tell whether a cue states nothing: speech withheld ("declined to comment"), denied ("nobody commented",
    "no instructions") or asked for, a name that is given, or a thing that is denied to somebody.
    """
    if cue.pos_ == "NOUN":
        asked = cue.lemma_ == "request" and any(t.lemma_ == "comment" for t in cue.subtree)
        return asked or any(c.lower_ == "no" and c.dep_ == "det" for c in cue.lefts)
    tests = (is_naming, _is_unsaid, _is_withheld_thing, _is_refusal, _is_idiom, _is_contest)
    tests += (leaves_speech, _is_phoning, _is_made_sure, _is_readers_thought)
    return any(test(cue) for test in tests)


def leaves_speech(verb) -> bool:
    """Tell whether a particle, or "one's way", makes of a verb of saying one of doing: "pushed through
    the law", "called off the talks", "argued his way into the house".
    """
    gone = speech_words("leaving speech")
    way = child_of(verb, "dobj")
    moves = way is not None and way.lower_ == "way" and any(c.tag_ == "PRP$" for c in way.lefts)
    return moves or any(
        c.lower_ in gone
        and (c.dep_ == "prt" or c.dep_ in ("prep", "advmod") and c.i == verb.i + 1 and not c.n_rights)
        for c in verb.rights
    )


def is_naming(cue) -> bool:
    """Tell whether a verb only gives a name: "known as", "dubbed Heron", "a fund called Heron"."""
    if cue.lemma_ == "know":
        return cue.tag_ == "VBN" and any(c.lower_ in ("as", "for") for c in cue.rights)
    if cue.lemma_ in speech_words("always naming"):
        return True
    if cue.lemma_ not in speech_words("naming") or child_of(cue, "agent") is not None:
        return False
    if any(c.lower_.endswith(("self", "selves")) for c in cue.rights if c.dep_ in ("dobj", "nsubj")):
        return True  # "called himself a libertarian"
    name = child_of(cue, "oprd") or next((c for c in cue.rights if c.dep_ in ("dobj", "ccomp")), None)
    return name is not None and (
        cue.tag_ == "VBN" and cue.dep_ == "acl" or name.pos_ == "PROPN" and name.dep_ == "oprd"
    )


def _is_unsaid(cue):
    """Tell whether somebody has not said something, or nobody has: "did not say", "no one commented"."""
    negated = child_of(cue, "neg") is not None or _is_ruled_out(cue)
    passive = cue.tag_ == "VBN" and cue.dep_ != "acl" and child_of(cue, "auxpass") is not None
    if passive and child_of(cue, "agent") is None and (negated or any(c.tag_ == "MD" for c in cue.lefts)):
        return True  # nobody has accused him; "he will be ordered to go"
    spoken = cue.lemma_ in speech_words("speaking")
    if negated and spoken and not _is_asked(cue) or _is_ruled_out(cue):
        return True
    told = child_of(cue, "dobj") if cue.pos_ == "VERB" else None
    if told is not None and any(c.lower_ == "no" and c.dep_ == "det" for c in told.lefts):
        return True  # "issued no instructions"
    subject = _own_subject(cue)
    return subject is not None and (
        subject.lower_ in speech_words("nobody")
        or any(c.lower_ in NONE and c.dep_ in NEGATING for c in subject.lefts)
    )


def _is_ruled_out(verb):
    """Tell whether a verb is one of two that nobody did: "neither confirmed nor denied it"."""
    first = verb.head if verb.dep_ == "conj" and child_of(verb, *SUBJECTS) is None else verb
    return any(c.lower_ == "neither" and c.dep_ in NEGATING for c in first.lefts)


def _is_asked(cue):
    """Tell whether a negation stands in a question: "did she not say so?"."""
    return cue.doc[cue.sent.end - 1].text == "?"


def _own_subject(verb):
    """Return the subject of a verb, or of the adjective or noun that it hangs on: "nobody was available for
    comment".
    """
    for _ in range(4):
        subject = child_of(verb, *SUBJECTS)
        if subject is not None or verb.dep_ not in ("xcomp", "conj", "pobj", "prep", "acomp", "advcl"):
            return subject
        verb = verb.head
    return None


def _is_withheld_thing(cue):
    """Tell whether something is kept from somebody: "denied the town a vote", "was denied entry"."""
    if cue.lemma_ != "deny":
        return False
    thing = child_of(cue, "dobj", "oprd")
    if thing is None:
        return False
    return (
        child_of(cue, "dative", "nsubjpass") is not None
        or thing.lemma_ in speech_words("withheld")
        or thing.lower_ in ADDRESSED
        or thing.ent_type_ in ("PERSON", "ORG")
        or thing.tag_ == "NN"
        and thing.lemma_ in person_nouns()
    )


def _is_refusal(cue):
    """Tell whether a verb withholds words, or is the speech that is withheld: "declined to comment"."""
    withholding, speaking = speech_words("withholding"), speech_words("speaking")
    if cue.dep_ in ("xcomp", "pcomp") and cue.head.lemma_ in speech_words("leaving unsaid"):
        return True  # "failed to mention that"
    speech = next((c for c in cue.rights if c.dep_ == "xcomp"), None) if cue.lemma_ in withholding else cue
    return (
        speech is not None
        and speech.lemma_ in speaking
        and speech.head.lemma_ in withholding
        and speech.dep_ == "xcomp"
    )


def _is_contest(cue):
    """Tell whether a verb only tells what somebody wins or goes in for: "claimed the title", "challenged him
    for the leadership".
    """
    if cue.pos_ != "VERB" or cue.lemma_ not in speech_words("winning"):
        return False
    things = [c for c in cue.rights if c.dep_ == "dobj"]
    holders = [cue, *things]
    things += [t for one in holders for c in one.rights if c.lower_ == "for" for t in c.rights]
    return any(t.lemma_ in speech_words("prize") and child_of(t, "acl", "ccomp") is None for t in things)


def _is_idiom(cue):
    """Tell whether a verb only looks back: "having said that", "that said", or fills: "mind you"."""
    if cue.lemma_ == "mind" and cue.doc[min(cue.i + 1, len(cue.doc) - 1)].lower_ == "you":
        return True
    said = child_of(cue, "dobj", "nsubj")
    alone = said is not None and said.lower_ in ("that", "this") and not any(True for _ in said.children)
    return (
        cue.lemma_ == "say"
        and cue.tag_ in ("VBN", "VBG")
        and alone
        and child_of(cue, "nsubj") in (None, said)
    )


def is_beside_marks(noun):
    """Tell whether quotation marks stand in the phrase of a noun or right after it."""
    return any(t.is_quote for t in noun.doc[noun.left_edge.i : noun.right_edge.i + 2])


def _is_phoning(cue):
    """Tell whether "call" only means to ring somebody up: its object is people, and nothing is said of
    them."""
    who = child_of(cue, "dobj") if cue.pos_ == "VERB" and cue.lemma_ in speech_words("ringing up") else None
    if who is None or child_of(cue, "oprd", "ccomp", "xcomp", "acomp", "dative") is not None:
        return False
    if is_beside_marks(who):
        return False
    lemma = who.lemma_.lower()
    return (
        who.ent_type_ == "PERSON" or who.lower_ in ADDRESSED or lemma in person_nouns() or lemma == "people"
    )


def _is_made_sure(cue):
    """Tell whether "sure" is what somebody makes or gets, and no attitude: "made sure they were shut"."""
    return cue.pos_ == "ADJ" and cue.head.lemma_ in speech_words("making sure") and cue.dep_ != "amod"


def _is_readers_thought(cue):
    """Tell whether a thought is the reader's or nobody's: "you may think that", "consider that",
    "understanding that takes years"; what stands in marks has a speaker who addresses somebody.
    """
    if cue.pos_ != "VERB" or cue.lemma_ not in speech_words("thinking") or in_marks(cue.doc)[cue.i]:
        return False
    subject = _own_subject(cue)
    if subject is not None:
        return subject.lower_ == "you"
    bare = child_of(cue, "aux", "auxpass") is None
    asked = cue.tag_ in ("VB", "VBP") and cue.dep_ in ("ROOT", "conj", "ccomp")
    return bare and (asked or cue.tag_ == "VBG" and cue.dep_ in ("csubj", "ROOT"))


def is_not_yet_said(cue) -> bool:
    """Tell whether a cue is still to come: "will be saying", "is trying to argue"; "I will say this" is said.

    >>> from utils import parse
    >>> [is_not_yet_said(parse(text)[3]) for text in ("He will be saying so.", "He had been saying so.")]
    [True, False]
    """
    if cue is None or cue.pos_ not in ("VERB", "AUX"):
        return False
    for _ in range(3):
        if any(c.dep_ == "aux" and c.lower_ in TO_COME for c in cue.lefts):
            subject = child_of(cue, *SUBJECTS)
            return subject is None or subject.lower_ not in NARRATORS
        above, infinitive = cue.head, any(c.tag_ == "TO" for c in cue.lefts)
        going = above.lower_ == "going" and above.tag_ == "VBG"
        if cue.dep_ in ("xcomp", "ccomp") and infinitive and above.pos_ == "VERB":
            asked = cue.dep_ == "ccomp" or child_of(above, "dobj") is not None
            wished = asked and any(c.tag_ == "TO" for c in above.lefts)  # "calls to force them to admit it"
            return going or wished or above.lemma_ in speech_words("not yet said")
        if cue.dep_ != "conj" or cue.tag_ not in ("VB", "VBG") or child_of(cue, "aux") is not None:
            return False
        cue = above
    return False


def is_topic_alone(cue, start, end) -> bool:
    """Tell whether what follows a verb of saying only names what is spoken of, and holds no words: "announced
    the move", "voicing his opinions", "agrees with her"; a clause, a ground ("for lying") or news ("a new
    bridge") holds some.

    >>> from utils import parse
    >>> [is_topic_alone(parse(f"She announced {what}.")[1], 2, end) for what, end in (("the move", 4),
    ...     ("a new bridge", 5), ("the end of the talks", 7))]
    [True, False, False]
    """
    if cue is None or cue.pos_ != "VERB":
        return False
    content = cue.doc[start:end]
    if any(t.dep_ in CLAUSES or t.dep_ == "prep" and t.lower_ in TELLING and t.i > start for t in content):
        return False
    head = content.root
    if head.pos_ in ("PRON", "PROPN"):
        return head.lower_ not in ("this", "that")
    if head.pos_ != "NOUN" or head.lemma_ in speech_words("holding words"):
        return False
    before = list(head.lefts)
    known = any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in before)
    return known or not before and head.tag_ == "NN"


def part_of_speaker(verb, subject):
    """Return the token range that a cue between commas attributes, or None: the sentence, but where its "I"
    is the narrator's only the clause in which the cue stands.

    >>> from utils import parse
    >>> doc = parse("I was sad, because the bank, the clerk said, had lost the money.")
    >>> doc[slice(*part_of_speaker(doc[10], doc[9]))]
    the bank, the clerk said, had lost the money
    """
    sentence, marks, head = verb.sent, in_marks(verb.doc), verb.head
    narrators = {t.i for t in sentence if t.lower_ in NARRATORS_OWN and not marks[t.i]}
    if subject.lower_ in NARRATORS or not narrators:
        return sentence.start, sentence.end
    if head.pos_ == "ADJ" and head.dep_ == "acomp":
        head = head.head
    if head is verb or head.pos_ not in ("VERB", "AUX"):
        return None
    own = [c for c in head.children if c.dep_ not in NOT_OF_IT and c is not verb]
    start, end = (
        min([head.i] + [c.left_edge.i for c in own]),
        max([head.i] + [c.right_edge.i for c in own]) + 1,
    )
    whole = head.dep_ == "ROOT" and not narrators.isdisjoint(range(start, end))
    return (sentence.start, sentence.end) if whole else (start, end)
