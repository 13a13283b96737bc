"""How an article introduces people: its own words on who somebody is, whole, beside the name."""

from __future__ import annotations

from methods.actors.candidates import CALENDAR, is_headline
from methods.actors.described import is_person_noun
from methods.actors.lexicon import (
    bodies,
    lists_for,
    lowered,
    parties_at,
    relational_nouns,
    title_words,
    words_and_tags,
)
from methods.actors.lookup import named_spans
from methods.actors.offices import nouns_beside
from utils import kept, sentence_of, sentence_spans

LONGEST_INTRODUCTION = 60  # characters: what is longer is a story by itself
NOUN_TAGS = {"NN", "NNP", "NNPS", "NNS"}
BEFORE = NOUN_TAGS | {"JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "POS", "RB", "AFX", "CC"}
CLAUSE = {"MD", "PRP", "PRP$", "VB", "VBD", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB"}
AFTER = {"of", "at", "for", "in", "with", "to", "on"}
IN_PASSING = {"again", "also", "even", "just", "now", "only", "today", "yesterday"}
POINTING = {"DT", "PDT"}
STOPS = {".", ";", ":", "–", "—", "--", "!", "?"}
HAS_OF = {"secretary", "minister", "chief", "director", "commander"}  # "Secretary of State"
# "The man, Tom Roe" says no more than the name does, unlike "the Dover man".
ANYBODY = set("boy child gentleman girl guy individual lad lady man one person woman youth".split())


@kept
def introductions(doc) -> dict[str, str]:
    """Return for each person who is introduced the article's first words on who that is, whole."""
    found, numbers, spans = {}, sentence_of(doc), sentence_spans(doc)
    words = words_and_tags(doc)[0]
    named = named_spans(doc)
    people = {i for start, end, _, kind in named if kind == "person" for i in range(start, end)}
    for start, end, actor, kind in named:
        if kind != "person" or actor in found:
            continue
        sentence = spans[numbers[start]]
        if is_headline(words[sentence.start : sentence.end]):
            continue
        told = _before(doc, start, end, people) or _apposed(doc, start, end)
        if told and actor.split()[-1] not in told.split():  # "X, daughter of Tom Roe" is not of Roe
            found[actor] = told
    return found


def _before(doc, start, end, people) -> str:
    """Return the phrase right before a name, "" where there is none or its first words are not sure."""
    words, tags = words_and_tags(doc)
    after = _before_honorifics(doc, words, start)
    first = after
    while first > 0 and _can_be_part(words, tags, first - 1, people):
        first -= 1
    if first == after:
        return ""
    top = doc[start:end].root
    while first <= top.head.i < start and top.head.i != top.i:
        top = top.head  # "the rapper Tom Roe", where the noun is the head
    edge = top.left_edge.i
    if edge >= after or edge > first and not _is_adverb(doc[edge - 1]):
        return ""
    if first > 0 and words[first - 1] in ("of", "for") and words[first][0].isupper():
        return ""  # "Association of Port Officers president Tom Roe", whose body begins further on
    joined = first > 0 and tags[first - 1] == "CC"
    if joined and first > 1 and tags[first - 2] in NOUN_TAGS and words[first - 2].islower():
        return ""  # "the arts and culture editor", "her record and party leader Tom Roe"
    dated = first > 0 and lowered(words[first - 1]) in CALENDAR
    if not dated and any(tag not in POINTING for tag in tags[edge:first]):
        return ""
    first = max(first, edge)
    if tags[first] in ("NNS", "JJS") and (not first or tags[first - 1] not in POINTING):
        return ""  # "the film stars actor Tom Roe" may be a verb, "Best actor Tom Roe" a prize
    return _told(doc, first, after, after)


def _before_honorifics(doc, words, start):
    """Return the token after the phrase before a name: an honorific belongs to the name."""
    types = lists_for(doc)[0]
    while start and words[start - 1][0].isupper():
        last = lowered(words[start - 1])
        if types.get(last) not in ("honorific", "courtesy") and relational_nouns().get(last) != "name":
            break
        if start > 1 and types.get(f"{lowered(words[start - 2])} {last}") == "office":
            break  # "Attorney General"
        start -= 1
    return start


def _can_be_part(words, tags, i, people):
    """Tell whether a word can belong to the phrase before a name; the "of" of a title does, and the "and"
    between two nouns of which none is a person's name.
    """
    if words[i] in ("of", "for") and i:
        return lowered(words[i - 1]) in HAS_OF and words[i + 1][0].isupper() == words[i - 1][0].isupper()
    if tags[i] == "CC":
        nouns = i > 0 and tags[i - 1] in NOUN_TAGS and i - 1 not in people
        nouns = nouns and (words[i - 1][0].isupper() or is_person_noun(words[i - 1]))
        return nouns and words[i] in ("and", "&")
    if tags[i] == "VBG" and words[i - 1 : i] != ["-"]:
        return lowered(words[i]) in title_words()[2]  # "managing", not "including"
    return tags[i] in BEFORE and lowered(words[i]) not in CALENDAR | IN_PASSING


def _is_adverb(token):
    """Tell whether a word stands before a phrase by chance: "last month actor Tom Roe won"."""
    return token.dep_ in ("npadvmod", "advmod", "cc")


def _apposed(doc, start, end) -> str:
    """Return the phrase in apposition to a name, before it or after, with what its noun is "of" or "at"."""
    words, tags = words_and_tags(doc)
    for noun in nouns_beside(doc, start, end):
        first = noun.left_edge.i
        while first < noun.i and tags[first] in POINTING:
            first += 1
        if noun.i > end and _begins_beside(words, tags, end, noun.left_edge.i):
            after = _phrase_end(words, noun.i + 1)
        elif noun.i < start and words[start - 1] == "," and _is_closed(words, end):
            after = _phrase_end(words, noun.i + 1)
            after = after if after == start - 1 else 0
        else:
            continue
        if not after or noun.right_edge.i < after - 1:
            continue
        if after > noun.i + 1 and words[noun.i + 1] not in AFTER and not _has_second(noun):
            continue
        if told := _told(doc, first, noun.i + 1, after):
            return told
    return ""


def _has_second(noun):
    """Tell whether a second noun of the same kind is joined to a noun: "founder and director of X"."""
    joined = [child for child in noun.rights if child.dep_ == "conj"]
    return any(child.i == noun.i + 2 and is_person_noun(child.lemma_.lower()) for child in joined)


def _begins_beside(words, tags, end, first):
    """Tell whether a phrase begins after the comma that follows a name, or after an age."""
    between = words[end:first]
    age = len(between) == 3 and between[0] == between[2] == "," and tags[end + 1] == "CD"
    return between in ([","], ["–"], ["—"]) or age


def _is_closed(words, end):
    return end == len(words) or words[end] == "," or words[end] in STOPS


def _phrase_end(words, i):
    """Return the token of the comma or stop that ends a phrase, 0 where something else cuts it."""
    for at in range(i, min(i + 14, len(words))):
        if words[at] == "," or words[at] in STOPS or "\n" in words[at]:
            return at
    return len(words) if len(words) < i + 14 else 0


def _told(doc, first, head, after) -> str:
    """Return a phrase whose noun ends at `head` where it says alone and whole who somebody is, else ""."""
    (words, tags), types = words_and_tags(doc), lists_for(doc)[0]
    phrase = doc[first:after].text
    if (
        len(phrase) > LONGEST_INTRODUCTION
        or not phrase[:1].isalnum()
        or first
        and tags[first - 1] in ("PRP$", "POS", "WP$")
        or CLAUSE & set(tags[first:after])
        or any(not (w[0].isalnum() or w[0] in "-’'&/") or "\n" in w for w in words[first:after])
        or any(doc[k].dep_ in ("acl", "relcl") for k in range(head, after))
        or not _is_somebody(doc, first, head)
    ):
        return ""
    owners = [k for k in range(first, head) if tags[k] == "POS"]
    if any(k == first or not tags[k - 1].startswith("NNP") for k in owners):
        return ""  # "the club's manager", where no page knows which club
    if any(_points_back(doc, k) for k in range(head, after)):
        return ""  # "head of the division", after "a new division"
    if (
        not owners
        and types.get(lowered(words[first])) == "courtesy"
        or "fellow" in map(lowered, words[first:head])
    ):
        return ""  # "Mr Justice", "fellow minister"
    if (
        words[head - 1][0].isupper()
        and relational_nouns().get(words[head - 2]) == "whose"
        and head - 2 >= first
    ):
        return ""  # "Danish counterpart President"
    if _is_enough(doc, first, head, after, owners):
        return phrase[0].lower() + phrase[1:] if _only_opens(doc, first) else phrase
    return ""


def _only_opens(doc, first) -> bool:
    """Whether a phrase has its capital from the beginning of a sentence."""
    token, types = doc[first], lists_for(doc)[0]
    small = types.get(token.lower_) in ("modifier", "role") and first not in parties_at(doc)
    whole = doc[first : first + 2].text.lower() in types  # "Prime Minister"
    return bool(token.is_sent_start) and token.is_title and not token.ent_type_ and small and not whole


@kept
def _brought_in(doc) -> dict[str, int]:
    """Return the nouns that stand with "a" or "an", each with its first place."""
    found: dict[str, int] = {}
    for token in doc:
        if token.lower_ in ("a", "an") and token.dep_ == "det":
            found.setdefault(token.head.lemma_.lower(), token.head.i)
    return found


def _points_back(doc, i) -> bool:
    """Tell whether a noun with "the" is one that the article has brought in before with "a"."""
    noun = doc[i]
    pointed = any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in noun.lefts)
    return pointed and noun.pos_ == "NOUN" and _brought_in(doc).get(noun.lemma_.lower(), i) < i


def _is_enough(doc, first, head, after, owners) -> bool:
    """Tell whether a phrase says all that its noun needs: whose rival, which leader."""
    words, noun = words_and_tags(doc)[0], doc[head - 1].lemma_.lower()
    needs = relational_nouns().get(noun) or relational_nouns().get(
        " ".join(map(lowered, words[max(first, head - 2) : head]))
    )
    of_whom = words[head : head + 1] == ["of"] and any(w[0].isupper() for w in words[head:after])
    if needs == "whose":
        return bool(owners or of_whom)
    if needs == "more":
        return after - first > 1
    return noun not in ANYBODY or any(w[0].isupper() for w in words[first : head - 1])


def _is_somebody(doc, first, head) -> bool:
    """Tell whether the noun before `head` names one person, by an office, a role or a job."""
    noun, types = doc[head - 1], lists_for(doc)[0]
    if noun.tag_ not in ("NN", "NNP", "JJ"):
        return False
    words = [lowered(token.text) for token in doc[max(first, head - 3) : head]]
    if any(types.get(" ".join(words[cut:])) in ("office", "role") for cut in range(len(words))):
        return True
    lemma = noun.lemma_.lower()
    return noun.tag_ != "JJ" and is_person_noun(lemma) and lemma not in bodies()[0]
