"""Lone names that are nobody's surname, and names that an honorific says are a person's."""

from __future__ import annotations

from collections import defaultdict

from methods.actors.candidates import candidates
from methods.actors.lexicon import (
    bodies,
    country_forms,
    is_honorific,
    name_endings,
    plain,
    plain_given_names,
    speech_verbs,
    words_and_tags,
)
from utils import kept

ENDING_SIGNS = {".", "!", "?", ":", "…"}


def honoured_people(kinds, titled):
    """Return the names that an honorific says are a person's, and the full names that end with one of them,
    whatever the model takes them for: "Mr Vale", so Robert Vale.
    """
    given, countries = plain_given_names(), country_forms()[1]
    sure = {
        key
        for key, titles in titled.items()
        if any(is_honorific(title) for title in titles) and not _is_of_something(key) and key not in countries
    }
    for key in kinds:
        first, _, rest = key.partition(" ")
        if rest in sure and first in given and key not in countries and not _is_of_something(key):
            sure.add(key)
    return sure & set(kinds)


def _is_of_something(key):
    """Tell whether the last of several words is that of a body or a place: "Lady Pell School"."""
    last = key.split()[-1]
    return " " in key and (last in bodies()[1] or last in name_endings())


@kept
def _places(doc):
    """Return the first token, the token after the last and the kind of each candidate name, by its plain
    form, in the order of the text.
    """
    found = defaultdict(list)
    for start, end, kind in candidates(doc):
        found[plain(doc[start:end].text)].append((start, end, kind))
    return found


def own_names(doc, people, titled):
    """Return the lone names that are no surname of the people named in full only later: of a body by what
    the text calls it ("the band Tarn"), or said twice before, in earlier paragraphs that are no headlines,
    without an honorific, and never as somebody's.
    """
    found, at, paragraphs = [], _places(doc), _paragraphs(doc)
    for key, heads in people.items():
        if " " in key or key in heads or titled.get(key) or not at.get(key):
            continue
        first = min((at[head][0][0] for head in heads if at.get(head)), default=0)
        before = [one for one in at[key] if one[0] < first]
        apart = [start for start, _, _ in before if 0 < paragraphs[start] < paragraphs[first]]
        called = any(_is_called_body(doc, *one) for one in before)
        if called or len(apart) > 1 and not any(_is_somebody(doc, *one) for one in at[key]):
            found.append(key)
    return found


def _is_somebody(doc, start, end, kind):
    """Tell whether a name is a person's to the model, says something, or stands for a group of people."""
    name = doc[end - 1]
    return kind in ("person", "group") or name.dep_ == "nsubj" and name.head.lemma_ in speech_verbs()


@kept
def _paragraphs(doc):
    """Return the number of each token's paragraph, from 1; 0 in a headline, which ends without a stop."""
    words, numbers = words_and_tags(doc)[0], []
    breaks = [i for i, word in enumerate(words) if "\n" in word]
    start = 0
    for number, end in enumerate([*breaks, len(words)], 1):
        last = words[max(end - 2, start) : end]
        numbers += [number if any(word in ENDING_SIGNS for word in last) else 0] * (end - start)
        start = end
    return numbers


def _is_called_body(doc, start, end, kind):
    """Tell whether a noun right before a name names a body, or, unless the model sees a person, one in
    apposition or that the name "is".
    """
    name = doc[end - 1]
    beside = [doc[start - 1]] if start else []
    if kind != "person":
        beside += [noun for noun in name.rights if noun.dep_ == "appos"]
        beside += [name.head] if name.dep_ == "appos" else []
    if kind != "person" and name.dep_ == "nsubj" and name.head.lemma_ == "be":
        beside += [noun for noun in name.head.rights if noun.dep_ == "attr"]
    return any(noun.tag_ == "NN" and noun.lemma_.lower() in bodies()[0] for noun in beside)
