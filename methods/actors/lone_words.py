"""Names of one word that are nobody's: a code, a school, a title, a place to be in."""

from __future__ import annotations

from collections import defaultdict

from methods.actors.candidates import candidates
from methods.actors.lexicon import plain, plain_given_names, words_and_tags
from methods.actors.shapes import in_name_of_seat

TRUSTED = set(
    """believe belief confidence faith hold holding interest interested invest investment investor involve
    involvement join majority member role share stake stock trust vote""".split()
)
AIMED = (
    set(
        """aim direct fire gaze glare hit jeer laugh look point scream shoot shout smile stare swear throw
        trust wave yell""".split()
    )
    | TRUSTED
)  # "looked at Roe", "believed in Roe"


def is_code(key, written, titled):
    """Tell whether a lone word is written as no person's name is: "MI6", "XV"."""
    forms = written[key]
    lone = " " not in key and key not in titled and all(len(form) == 1 for form in forms)
    return lone and all(len(form[0]) > 1 and form[0].isupper() and form[0].isalnum() for form in forms)


def only_places_to_be(doc, kinds, titled):
    """Return the lone words that the model takes for people and that stand only after "at" or "in", or before
    a noun: "educated at Gresham", "the Gresham chapel".
    """
    stands, surnames = defaultdict(set), {key.split()[-1] for key in kinds if " " in key}
    for start, end, _ in candidates(doc):
        key, last = plain(doc[start:end].text), doc[end - 1]
        if in_name_of_seat(words_and_tags(doc)[0], start, end):
            continue
        if end - start == 1 and kinds.get(key) == "person" and key not in titled and key not in surnames:
            stands[key].add(_where(last))
    given = plain_given_names()
    return [key for key, how in stands.items() if "at" in how and how <= {"at", "noun"} and key not in given]


def _where(token):
    """Return "at" for a word after at or in, "noun" for one before a noun, "" for any other."""
    if token.dep_ == "pobj" and token.head.lower_ in ("at", "in"):
        return "at" if token.head.head.lemma_ not in AIMED else ""
    if token.dep_ == "conj" and token.head.i != token.i:
        return _where(token.head)
    return "noun" if token.dep_ in ("compound", "nmod") and token.head.tag_ in ("NN", "NNS") else ""


def whole_titles(doc) -> set:
    """Return the lone words that stand after "The" with a capital inside a sentence: "fans of The Mill"."""
    words = words_and_tags(doc)[0]
    return {
        plain(words[start])
        for start, end, _ in candidates(doc)
        if end == start + 1 and start and words[start - 1] == "The" and not doc[start - 1].is_sent_start
    }


def is_location(doc, i):
    """Tell whether a word stands after "in", though not as something to believe or to hold a share in."""
    return (
        i > 0
        and doc[i - 1].lower_ in ("in", "near", "outside")
        and doc[i - 1].head.lemma_.lower() not in TRUSTED
    )
