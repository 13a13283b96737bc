"""Who holds which office: the titles before names and beside them, and the genders that they and the given
names
tell.
"""

from __future__ import annotations

from collections import defaultdict

from methods.actors.lexicon import (
    gender_of,
    lists_for,
    lowered,
    parties_at,
    plain,
    title_before,
    words_and_tags,
)
from methods.actors.lookup import named_spans, roster_tags
from utils import kept


def _office_of(doc, noun, starts):
    """Return the title that a noun closes and the actors that stand in its phrase: "the Danish envoy", "head
    of the WHO".
    """
    words, parts, parties = words_and_tags(doc)[0], lists_for(doc)[2], parties_at(doc)
    first, after = noun.i, noun.i + 1
    while (
        first > 0
        and lowered(words[first - 1]) in parts
        and words[first - 1] != "-"
        and first - 1 not in parties
    ):
        first -= 1
    bodies = [starts[i] for i in range(max(noun.left_edge.i, first - 6), noun.i) if i in starts]
    if words[after : after + 1] and words[after] in ("of", "for", "at"):
        after += 1 + (words[after + 1 : after + 2] == ["the"])
        bodies += [starts[after]] if after in starts else []
    title = doc[first : noun.i].text_with_ws + (noun.lemma_ if noun.tag_ == "NNS" else noun.text)
    return title, bodies


def nouns_beside(doc, start, end):
    """Return the nouns that stand in apposition to a name: "the envoy, Jane Roe", "Jane Roe, an envoy"."""
    name = doc[end - 1]
    nouns = [child for child in name.rights if child.dep_ == "appos"]
    while name.dep_ == "conj" and name.head.pos_ == "PROPN":
        name = name.head
    start = name.left_edge.i if name.i < start else start
    if start > 1 and doc[start - 1].text == ",":  # where the parser sees no apposition
        nouns.append(doc[start - 2])
    if name.dep_ == "appos":
        nouns.append(name.head)
        if name.head.dep_ == "pobj":  # "the mayor of Dover, Jane Roe"
            nouns.append(name.head.head.head)
    return list(dict.fromkeys(nouns))


def _apposed(doc, start, end):
    """Return the nouns of office or role that stand in apposition to a name."""
    types = lists_for(doc)[0]
    return [n for n in nouns_beside(doc, start, end) if types.get(n.lemma_.lower()) in ("office", "role")]


@kept
def appositions(doc):
    """Return for each noun of office or role, by its token, the people in apposition to it."""
    people = defaultdict(set)
    for start, end, actor, kind in named_spans(doc):
        for noun in _apposed(doc, start, end) if kind == "person" else ():
            people[noun.i].add(actor)
    return people


@kept
def offices(doc):
    """Return for each person the titles given and the actors that they belong to, both in the order of the
    text.
    """
    named, words = named_spans(doc), words_and_tags(doc)[0]
    starts = {start: actor for start, _, actor, kind in named if kind != "person"}
    tags = roster_tags(doc)
    ends = {end: actor for _, end, actor, kind in named if kind != "person"}
    offices = defaultdict(lambda: ([], []))
    for start, end, actor, kind in named:
        if kind != "person":
            continue
        title, first = title_before(doc, start)
        titles, bodies = offices[actor]
        titles += [title] if title and lists_for(doc)[0].get(plain(title)) != "courtesy" else []
        for noun in _apposed(doc, start, end):
            later, places = _office_of(doc, noun, starts)
            titles.append(later)
            bodies += places
        if title and words[end : end + 1] and words[end] in ("of", "for", "at", "in"):
            after = end + 1 + (words[end + 1 : end + 2] == ["the"])
            bodies += [starts[after]] if after in starts else []
        before = first - (first > 0 and doc[first - 1].tag_ == "POS")
        bodies += [tags[end + 1]] if end + 1 in tags else []
        bodies += [ends[before]] if (title or before - 1 in parties_at(doc)) and before in ends else []
    return offices


@kept
def genders(doc):
    """Return for each person the gender that an honorific, a given name or a title tells, or ""."""
    found, (_, by_title, _, given) = {}, lists_for(doc)
    for start, end, actor, kind in named_spans(doc):
        if kind == "person" and not found.get(actor):
            known = found.get(actor)
            found[actor] = gender_of(doc, start, alone=end - start == 1) or given.get(actor.split()[0])
            if known is None and not found[actor]:  # its titles tell the same wherever it stands
                told = (by_title.get(plain(title)) for title in offices(doc)[actor][0])
                found[actor] = next(filter(None, told), "")
            found[actor] = found[actor] or ""
    return found
