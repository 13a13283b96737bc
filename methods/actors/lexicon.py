"""What the editable lists tell of a word: titles, countries, seats of government, given names and the ends of
names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from utils import from_lists, kept, nlp, texts_of, word_list

OPENING_BODIES = {"captain", "general", "lady", "major", "saint", "sister"}  # "General Mills" is no officer
UNACCENTED = str.maketrans("øłđıþæœ", "oldiþao")


@lru_cache(maxsize=50_000)
def plain(text) -> str:
    """Return a name without case, accents, full stops, hyphens and article, so that its spellings fall
    together.
    """
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.translate(UNACCENTED)
    return " ".join(re.sub(r"[.’'‘]", "", text).replace("-", " ").removeprefix("the ").split())


def lowered(word):
    return word.lower().rstrip(".")


@from_lists("titles")
def title_words():
    """Return type by title, gender by title, and the words that a title before a name can consist of."""
    table = word_list("titles")
    types = dict(zip(table["title"], table["type"]))
    words = {w for t, k in types.items() if k not in ("organisation", "people") for w in t.split()}
    return types, {t: g for t, g in zip(table["title"], table["gender"]) if g}, words | {"-"}


@from_lists("countries")
def country_forms():
    """Return country by written form, country by plain form, and the forms as tokens by their first token."""
    forms = {}
    for row in word_list("countries").itertuples(index=False):
        for form in ";".join(row).split(";"):
            if form:
                forms.setdefault(form, row.country)
    tokens = defaultdict(list)
    for form, country in forms.items():
        words = tuple(t.text for t in nlp().make_doc(form))
        tokens[words[0]].append((words, [country]))
    return forms, {plain(form): country for form, country in forms.items()}, tokens


@from_lists("countries")
def country_words():
    return {lowered(form) for form in country_forms()[0]}


@from_lists("metonyms")
def metonyms():
    return dict(word_list("metonyms")[["place", "country"]].to_numpy())


@from_lists("name_endings")
def name_endings():
    return dict(word_list("name_endings")[["word", "kind"]].to_numpy())


@from_lists("given_names")
def given_names():
    return dict(word_list("given_names")[["name", "gender"]].to_numpy())


@from_lists("given_names")
def plain_given_names():
    return {plain(name) for name in given_names()}


@from_lists("nicknames")
def nicknames():
    """Return for each short form of a given name, in plain spelling, the names that it can stand for."""
    found = defaultdict(set)
    for row in word_list("nicknames").itertuples(index=False):
        for short in row.short.split(";"):
            found[plain(short)].add(plain(row.name))
    return found


@from_lists("person_nouns", "titles")
def person_nouns():
    """Return the nouns that name one person, with the gender that each tells."""
    nouns = dict(word_list("person_nouns")[["noun", "gender"]].to_numpy())
    titles = word_list("titles")
    single = titles[titles["type"].isin(["office", "role", "honorific"])]
    return nouns | dict(single[["title", "gender"]].to_numpy())


@from_lists("relational_nouns")
def relational_nouns():
    """Return what nouns need to say who somebody is: whose "rival", one more word before "leader"."""
    return dict(word_list("relational_nouns")[["noun", "needs"]].to_numpy())


@from_lists("attribution_verbs")
def speech_verbs():
    """Return the verbs by which something is said."""
    cues = word_list("attribution_verbs")
    return frozenset(cues["cue"][(cues["part_of_speech"] == "verb") & (cues["sense"] == "speech")])


@from_lists("bodies")
def bodies():
    """Return the kinds of body that a noun tells, those that the last word of a name tells, and whole
    names."""
    found = {place: defaultdict(set) for place in ("noun", "ending", "name")}
    for row in word_list("bodies").itertuples(index=False):
        found[row.place][row.word].add(row.body)
    return found["noun"], found["ending"], found["name"]


@from_lists("party_nouns")
def group_nouns():
    """Return the nouns that name groups and states in general: "coalition", "republic"."""
    nouns = word_list("party_nouns")
    return frozenset(nouns["noun"][nouns["kind"].isin(("group", "state"))])


@kept
def lists_for(doc) -> tuple[dict, dict, set, dict]:
    """Return what `title_words` and `given_names` return, looked up once for a Doc and not for each of its
    names.
    """
    return *title_words(), given_names()


@kept
def words_and_tags(doc) -> tuple[list, list]:
    """Return the tokens of a Doc and their tags as strings; asking each token for its own takes several times
    as long.
    """
    return tuple(texts_of(doc, "ORTH", "TAG"))


@from_lists("metonyms")
def plain_metonyms():
    return {plain(place) for place in metonyms()}


def gender_of(doc, start, alone=False):
    """Return the gender that an honorific or a given name tells, or ""; a name alone may be a surname,
    of which only the honorific counts.
    """
    words = words_and_tags(doc)[0]
    _, by_title, _, given = lists_for(doc)
    told = by_title.get(lowered(words[start - 1]) if start else "")
    return told or ("" if alone else given.get(words[start], ""))


def is_honorific(title) -> bool:
    """Tell whether a title, in plain letters, says that the name after it is a person's."""
    return title_words()[0].get(title) in ("courtesy", "honorific") and title not in OPENING_BODIES


def differ(gender, other):
    return bool(gender and other and gender != other)


@from_lists("no_actors")
def no_actors():
    """Return what is written with capitals and cannot act: GDP, HIV."""
    return frozenset(word_list("no_actors")["name"])


@from_lists("parties")
def _party_forms():
    """Return the forms of parties' names as tokens, with the party, by their first token."""
    forms = defaultdict(list)
    for row in word_list("parties").itertuples(index=False):
        for form in (row.party, *row.forms.split(";")):
            words = tuple(token.text for token in nlp().make_doc(form))
            forms[words[0]].append((words, row.party))
    return {first: sorted(known, key=lambda one: -len(one[0])) for first, known in forms.items()}


@kept
def parties_at(doc) -> dict[int, tuple[int, int, str]]:
    """Return for each token of a listed party's name the first token, the token after the last, the party."""
    words, forms, found = words_and_tags(doc)[0], _party_forms(), {}
    for i, word in enumerate(words):
        for form, party in forms.get(word, ()) if i not in found else ():
            if tuple(words[i : i + len(form)]) == form and not (len(form) == 1 and _is_elsewhere(doc, i)):
                found |= dict.fromkeys(range(i, i + len(form)), (i, i + len(form), party))
                break
    return found


def _is_elsewhere(doc, i):
    """Tell whether a party's word belongs to the name of something else, "Ministry of Labour", "Labour Day",
    is the given name before a surname, or a common noun that opens a sentence: "Labour costs rose".
    """
    words, tags = words_and_tags(doc)
    before, after = words[max(i - 2, 0) : i], "".join(words[i + 1 : i + 2])
    if before[1:] in (["of"], ["for"]) and before[0][0].isupper():
        return True
    given, parts = lists_for(doc)[3], lists_for(doc)[2]
    if words[i] in given and after.istitle() and after not in given and lowered(after) not in parts:
        return True
    common = lowered(words[i]) in lists_for(doc)[2] and doc[i].is_sent_start and tags[i] in ("NN", "JJ")
    named = after.istitle() and lowered(after) != "party"
    body = lowered(after) in bodies()[1] or lowered(after) in ("day", "minister", "secretary")
    return named and body or common and "".join(tags[i + 1 : i + 2]) in ("NN", "NNS")


def title_before(doc, start):
    """Return the title that stands before a name, and its first token."""
    words, parties = words_and_tags(doc)[0], parties_at(doc)
    types, _, parts, _ = lists_for(doc)
    first = start
    while (
        first > 0
        and first - 1 not in parties
        and (
            lowered(words[first - 1]) in parts
            or lowered(words[first - 1]) == "of"
            and first > 1
            and lowered(words[first - 2]) in parts
        )
    ):
        first -= 1
    while first < start and lowered(words[first]) in ("-", "of"):
        first += 1
    for head in range(first, start):
        title = " ".join(map(lowered, words[head:start]))
        kind = types.get(title) or types.get(title.split(" of ")[0])
        if kind in ("office", "role"):
            return doc[first:start].text, first
        if kind in ("honorific", "courtesy") and words[head][0].isupper():
            return doc[head:start].text, head  # "if so, then Mr Roe": what stands before is no part of it
    return "", start
