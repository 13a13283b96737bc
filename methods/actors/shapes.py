"""What the shape of a name, and the words beside it, tell of who bears it."""

from __future__ import annotations

from collections import defaultdict

from methods.actors.lexicon import (
    bodies,
    country_forms,
    given_names,
    group_nouns,
    is_honorific,
    lowered,
    name_endings,
    plain,
    plain_metonyms,
    title_words,
    words_and_tags,
)
from utils import kept, sentence_of

SEATS = [["seat"], ["constituency"], ["ward"], ["division"]]
COMPASS = {"North", "South", "East", "West"}


def without_brackets(words, start, end, kind):
    """Yield a name, or what stands on either side of its brackets: "Roe (Rovers" are two, whom nothing tells
    apart but a list.
    """
    cuts = [i for i in range(start, end) if words[i] in ("(", ")", "[", "]")]
    for first, after in zip([start, *(i + 1 for i in cuts)], [*cuts, end]):
        if first < after:
            yield first, after, kind if not cuts or kind is None else ""


@kept
def in_rosters(doc) -> set[int]:
    """Return the first token after each bracket of a list of people with where they belong: of three or more
    in one sentence, "A Roe (Rovers), B Hale (Rovers), C Pell (United)"; "(Moss 64)" is a substitute.
    """
    words, numbers, found = words_and_tags(doc)[0], sentence_of(doc), defaultdict(set)
    for i in range(1, len(words) - 2):
        if words[i] == "(" and words[i - 1].istitle() and words[i + 1][0].isupper():
            inside = words[i + 1 : i + 5]
            inside = inside[: inside.index(")")] if ")" in inside else inside
            if any(w[0].isdigit() or w == ";" for w in inside):
                continue
            found[numbers[i]].add(i + 1)
    return {i for starts in found.values() if len(starts) > 2 for i in starts}


@kept
def listed_initials(doc) -> set[int]:
    """Return the initials before surnames in a list of people, of three or more in one sentence: "A Roe, B
    Hale, C Pell"; one alone may be an article, or a grade.
    """
    words, numbers, found = words_and_tags(doc)[0], sentence_of(doc), defaultdict(set)
    for i in range(len(words) - 1):
        after = words[i + 1]
        if is_initial(words[i]) and len(after) > 2 and after.isalpha() and after.istitle():
            found[numbers[i]].add(i)
    return {i for starts in found.values() if len(starts) > 2 for i in starts}


def is_initial(word) -> bool:
    """Tell whether a word is one letter that can be a given name's first."""
    return len(word.rstrip(".")) == 1 and word[0].isalpha() and word[0].isupper()


def in_name_of_seat(words, start, end):
    """Tell whether a name is half of a constituency's: "the Gresham and Pell seat"."""
    first = start - 2 if words[start - 1 : start] == ["and"] else start
    joined = words[first + 1 : first + 2] == ["and"] and "".join(words[first + 2 : first + 3]).istitle()
    return bool(joined and first >= 0 and end <= first + 3 and words[first + 3 : first + 4] in SEATS)


@kept
def shops(doc) -> dict[str, str]:
    """Return for lone words that with 's are the name of a body that name: "Lloyd's of London", those that
    stand with it as the subject of a verb ("Lloyd's said"), and those in the list of bodies.
    """
    (words, tags), found = words_and_tags(doc), {}
    for i in range(1, len(words) - 2):
        owner = words[i - 1]
        if tags[i] != "POS" or words[i] not in ("'s", "’s") or not owner[0].isupper() or owner.isupper():
            continue
        if i > 1 and tags[i - 2].startswith("NNP"):
            continue  # a person's, named in full
        if words[i + 1] == "of" and words[i + 2][0].isupper():
            found[owner] = owner + words[i] + f" of {words[i + 2]}"
        elif tags[i + 1] in ("VBD", "VBZ", "MD") or plain(owner + words[i]) in bodies()[2]:
            found.setdefault(owner, owner + words[i])
    return found


def is_plural_of_bodies(word):
    """Tell whether a word is the plural of what bodies in general are called: "republics", "companies"."""
    single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return single != word and word not in bodies()[1] and (single in bodies()[0] or single in group_nouns())


def tells_somebody(doc, start, end):
    """Tell whether a name of two or three words that no list knows as a place tells somebody something."""
    head, words = doc[start:end].root, [token.text for token in doc[start:end]]
    ending = lowered(words[-1])
    known = ending in name_endings() or ending in bodies()[1] or words[0] in COMPASS
    name = plain(" ".join(words))
    if not 1 < len(words) < 4 or known or name in plain_metonyms() or name in country_forms()[1]:
        return False
    return head.dep_ == "nsubj" and head.head.lemma_ == "tell" and all(w.istitle() for w in words)


def has_initials(key, written, kinds, titled):
    """Tell whether initials and a surname are a person's: one letter is, several where an honorific tells
    that the surname is: "JP Roe", beside "Mr Roe".
    """
    first, _, last = key.partition(" ")
    if not last or " " in last or len(first) > 3:
        return False
    if len(first) == 1:  # "K Roe", as in the list of a team; "M Street" is none
        return kinds[key] != "place" and last not in name_endings() and last not in bodies()[1]
    if not titled.get(last):
        return False
    return kinds[last] == "person" and all(form[0].isupper() for form in written[key])


def without_parties(words, parties, start, end, kind):
    """Yield what a name holds beside the names of listed parties: "Lib Dem Ann Roe"."""
    first = start
    if kind == "person" and any(i in parties for i in range(start, end)):
        kind = "" if not any(words[i] in given_names() for i in range(start, end)) else kind
    for i in range(start, end):
        if i in parties:
            if first < i and (kind != "organisation" or i - first > 1):  # no "New" of a party's
                yield first, i, kind
            first = i + 1
    left = first == start or kind != "organisation" or end - first > 1  # nor "Conference"
    if first < end and left:
        yield first, end, kind


def opens_with_honorific(entity) -> bool:
    """Tell whether what the model takes for a body or a place is an honorific and a person's name."""
    words = [token.text for token in entity]
    last = lowered(words[-1])
    named = all(word[0].isupper() or word in ("-", "'s", "’s") for word in words[1:])
    of_body = last in bodies()[1] or last in name_endings()
    if not 1 < len(words) < 7 or not is_honorific(lowered(words[0])):
        return False
    titles = lowered(words[1]).removesuffix("s") in title_words()[2]  # "Lord Justices Roe"
    return named and not of_body and not titles


def is_month_as_surname(words, i):
    """Tell whether a month, or a modal, after a given name is its surname: "Ann May", not "Ann May 3"."""
    after = words[i + 1] if i + 1 < len(words) else ""
    return words[i] in ("April", "August", "June", "March", "May", "Will") and not after[:1].isdigit()
