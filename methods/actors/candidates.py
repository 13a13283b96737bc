"""Candidate names: the stretches of an article that may be somebody's name, as the model and the capitals
show them.
"""

from __future__ import annotations

import re
from collections import Counter

from methods.actors.lexicon import (
    bodies,
    country_words,
    given_names,
    lowered,
    name_endings,
    no_actors,
    parties_at,
    plain,
    title_words,
    words_and_tags,
)
from methods.actors.shapes import (
    COMPASS,
    is_month_as_surname,
    is_plural_of_bodies,
    listed_initials,
    opens_with_honorific,
    without_brackets,
    without_parties,
)
from methods.quotation_marks import CLOSING, title_marks
from utils import kept, sentence_spans

LABEL_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": "",
    "WORK_OF_ART": "",
}  # the small model's weakest labels: often an actor after all
CALENDAR = set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec am pm gmt
    utc""".split()
)
SEASONS = {"spring", "summer", "autumn", "winter"}
COMPOUNDS = {"era", "style", "like", "type", "elect"}  # "a Jane Roe-era law" is no part of her name
PARTICLES = set(
    """al ap ben bin da das de del della den der di do dos du el ibn la las le los san st ten ter van vom von
    zu zum zur""".split()
)
SMALL = set("and are but for has her his how its nor not off our out per the via was who why yet you".split())
IRISH = {"O'", "O’", "D'", "D’", "O", "d'", "d’"}  # where a space parts them from the name
SCORE = re.compile(r"\d+[-–]\d+")  # "3-2" stands between two names
OPENED = {"“", '"', "‘", "'", "``", "("}


@kept
def candidates(doc):
    """Return the candidate names of a Doc as (first token, token after the last, kind or "")."""
    words, tags = words_and_tags(doc)
    entities = [(e.start, e.end, e.label_) for e in doc.ents]
    people = _not_in_longer(list(_people_by_given_name(doc, words, tags)), entities)
    taken = bytearray(len(words))
    for start, end in people:
        taken[start:end] = b"\1" * (end - start)
    spans = [(e.start, _end(doc, e, words, tags), _kind_of_entity(e)) for e in doc.ents]
    labels = {(start, end): kind for start, end, kind in spans}
    spans = [span for span in spans if not any(taken[span[0] : span[1]])]
    free = [
        w[0].isupper() and t.startswith("NNP") and not taken[i] for i, (w, t) in enumerate(zip(words, tags))
    ]
    for start, end, _ in spans:
        free[start:end] = [False] * (end - start)
    for sentence in sentence_spans(doc):
        if is_headline(words[sentence.start : sentence.end]):
            free[sentence.start : sentence.end] = [False] * len(sentence)
    parties = parties_at(doc)
    for i in parties:
        free[i] = False  # looked up by the list
    hyphens = [w == "-" and i > 0 and not doc[i - 1].whitespace_ for i, w in enumerate(words)]
    start = None
    for i in range(len(words) + 1):
        inside = i < len(words) and (free[i] or start is not None and (hyphens[i] or hyphens[i - 1]))
        if start is not None and (not inside or doc[i].is_sent_start):
            spans.append((start, i, ""))
            start = None
        if inside and start is None and free[i]:
            start = i
    titles, countries = title_words()[2], country_words()
    spans = [part for span in spans for part in without_brackets(words, *span)]
    spans = [part for span in spans for part in without_parties(words, parties, *span)]
    trimmed = [
        (*_trim(words, tags, start, end, kind, titles, countries), kind)
        for start, end, kind in spans
        if kind is not None
    ]
    works = title_marks(doc)
    trimmed = [name for name in trimmed if name[0] < name[1] and not any(works[name[0] : name[1]])]
    trimmed += [(start, end, _kind_of_chain(words, start, end, labels)) for start, end in people]
    found = sorted(_without_country(words, trimmed, countries))
    return list(_parted(words, tags, _joined(words, found)))


def _without_country(words, names, countries):
    """Yield names, a country at their end left out where the word before it is the name elsewhere: "Harrow
    USA" is an arm of Harrow.
    """
    alone = Counter(words[start] for start, end, _ in names if end - start == 1)
    for start, end, kind in names:
        arm = end - start == 2 and lowered(words[start + 1]) in countries and alone[words[start]] > 1
        yield start, end - arm, kind


def _kind_of_entity(entity):
    """Return what the model takes a name for; one word with a year in numbers is a body's: "Action 2020", and
    one that opens with an honorific is a person's: "Mr Vale-Roe".
    """
    if entity.label_ in ("ORG", "GPE", "LOC", "FAC", "NORP") and opens_with_honorific(entity):
        return "person"
    year = len(entity) == 2 and len(entity[1].text) == 4 and entity[1].text.isdigit()
    return "organisation" if year and entity.label_ == "PERSON" else LABEL_KINDS.get(entity.label_)


def _not_in_longer(people, entities):
    """Return the people's names that are no part of what the model takes for the longer name of something
    else."""
    longer = {}
    for start, end, label in entities:
        if label != "PERSON":
            longer.update(dict.fromkeys(range(start, end), (start, end)))
    kept_people = []
    for start, end in people:
        first, after = longer.get(start, (start, start))
        if not (first <= start and end < after):
            kept_people.append((start, end))
    return kept_people


def _kind_of_chain(words, start, end, labels):
    """Return what a given name with what follows it names: a person, unless its last word or the model
    tells a
    place, or the list a body.
    """
    kind = name_endings().get(lowered(words[end - 1]))
    if kind or plain(" ".join(words[start:end])) in bodies()[2]:
        return kind or "organisation"
    if lowered(words[end - 1]) in bodies()[1] and labels.get((start, end)) != "person":
        return "organisation"  # "Palmer Steel"
    return "place" if labels.get((start, end)) == "place" else "person"


def _people_by_given_name(doc, words, tags):
    """Yield the names that begin with a known given name, or that the model takes for a person's: with
    initials, particles, a nickname in marks and surnames of several parts.
    """
    given, after, parties, initials = given_names(), 0, parties_at(doc), listed_initials(doc)
    shown = {e.start: e.end for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    times = Counter(tuple(words[start:end]) for start, end in shown.items())
    headline = bytearray(len(words))
    for sentence in sentence_spans(doc):
        if is_headline(words[sentence.start : sentence.end]):
            headline[sentence.start : sentence.end] = b"\1" * len(sentence)
    for i, word in enumerate(words):
        if i < after or headline[i] or not _is_capital(word):
            continue
        if word not in given and i not in shown and i not in initials:
            continue
        if word not in given and lowered(word) in title_words()[2]:
            continue
        if any(k in parties for k in range(i, shown.get(i, i + 1))):
            continue
        if i and words[i - 1] not in given and tags[i - 1].startswith("NNP") and _goes_on(doc, words, i):
            continue  # the middle of a longer name
        end = _chain_end(doc, words, tags, i, shown.get(i, i + 1))
        seen = tuple(words[i : shown.get(i, i)])
        if times[seen] > 1 and end == shown[i] + 1:
            end = shown[i]  # "the James Roe Memos", where he is James Roe elsewhere
        if end > i + 1 and _is_capital(words[end - 1]) and len(words[end - 1].rstrip(".")) > 1:
            yield i, end
            after = end


def _goes_on(doc, words, i):
    """Tell whether a word belongs to the capitalised one before it, which is no title: "New Jersey", "St.
    Anne"."""
    before = words[i - 1]
    return before[0].isupper() and lowered(before) not in title_words()[2]


def _chain_end(doc, words, tags, start, shown):
    """Return the token after a person's name that begins at `start`; the model sees it to end at `shown`."""
    i, size = start + 1, len(words)
    while i < size:
        if doc[i].is_sent_start and words[i - 1][-1:] != "." or words[i - 1] == "\n":
            break
        if i > start + 1 and _closes_as_title(words[i]):
            break
        glued = words[i] == "-" and i + 1 < size and not (doc[i - 1].whitespace_ or doc[i].whitespace_)
        given = i + 1 < shown or shown > start + 1 and _ends_a_given_name(words, tags, min(i + 1, size - 1))
        if glued and (_is_capital(words[i + 1]) or given):
            i += 2
        elif words[i] in IRISH and i + 1 < size and _is_capital(words[i + 1]):
            i += 2
        elif (nick := _nickname(doc, words, i)) and nick < size and _is_surname(words, tags, nick):
            i = nick
        elif (rest := _after_particles(doc, words, i)) > i and rest < size and _is_capital(words[rest]):
            i = rest + 1
        elif _is_surname(words, tags, i) or i < shown and _is_capital(words[i]):
            i += 1
        elif i == start + 1 and is_month_as_surname(words, i):
            i += 1
        else:
            break
    return i


def _ends_a_given_name(words, tags, i):
    """Tell whether a small word after a hyphen belongs to a name: "Moon Jae-in", not "a Jane Roe-era law"."""
    return tags[i][:2] not in ("VB", "JJ") and words[i] not in COMPOUNDS


def _is_capital(word):
    return word[0].isupper() and (word[0].isalpha()) and not (len(word) > 3 and word.isupper())


def _is_surname(words, tags, i):
    word = words[i]
    return (
        _is_capital(word)
        and tags[i].startswith("NNP")
        and lowered(word) not in CALENDAR
        and word not in COMPASS
        and lowered(word) not in country_words()
        and lowered(word) not in title_words()[2]
        and not (word.isupper() and 1 < len(word.rstrip(".")) and "." not in word)
    )


def _nickname(doc, words, i):
    """Return the token after a nickname in marks or brackets that begins at `i`, else 0."""
    if words[i] not in OPENED:
        return 0
    for close in range(i + 2, min(i + 5, len(words))):
        if words[close] in CLOSING or words[close] == ")" and words[i] == "(":
            return close + 1 if all(_is_capital(w) for w in words[i + 1 : close]) else 0
    return 0


def _after_particles(doc, words, i):
    """Return the token after the particles of a surname that stand from `i` on: "van der", "al-"."""
    first = i
    while i < len(words) and lowered(words[i]) in PARTICLES and (i > first or words[i][0].islower()):
        i += 1
        if words[i : i + 1] == ["-"] and not doc[i - 1].whitespace_:
            i += 1
    return i


def _end(doc, entity, words, tags):
    """Return the token after an entity, to which the rest of a hyphenated given name belongs: "Moon
    Jae-in"."""
    end = entity.end
    joined = (
        words[end : end + 1] == ["-"]
        and end + 1 < len(words)
        and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
    )
    given = entity.label_ == "PERSON" and len(entity) > 1
    return (
        end + 2
        if joined and given and tags[end + 1][:2] not in ("VB", "JJ") and words[end + 1] not in COMPOUNDS
        else end
    )


def _joined(words, names):
    """Return the names, and one for a lone given name with the surname right after it, of which the model saw
    the surname only.
    """
    joined = []
    for start, end, kind in names:
        if (
            joined
            and kind == "person"
            and joined[-1][1:] == (start, "")
            and words[start - 1] in given_names()
            and lowered(words[end - 1]) not in bodies()[1]
        ):
            start = joined.pop()[0]
        elif (
            joined
            and (kind in ("organisation", "") or end == start + 1)
            and joined[-1][1] == start
            and (joined[-1][2] in ("place", "") or joined[-1][0] == start - 1)
            and lowered(words[end - 1]) in bodies()[1]
        ):
            start, kind = joined.pop()[0], "organisation"  # "the Dover Gazette"
        joined.append((start, end, kind))
    return joined


def _parted(words, tags, names):
    """Yield the names, and two for one that holds a score, or a possessive or a hyphen after another name:
    "Pell's Harbour Board".
    """
    heads = {tuple(words[start:end]) for start, end, _ in names} | {(words[end - 1],) for _, end, _ in names}
    for start, end, kind in names:
        for cut in range(start + 1, end):
            known = tuple(words[start:cut]) in heads
            score = next(
                (
                    n
                    for n in (1, 3)
                    if words[cut][0].isdigit() and SCORE.fullmatch("".join(words[cut : cut + n]))
                ),
                0,
            )
            if (
                score
                or known
                and (tags[cut] == "POS" or words[cut] == "-" and tuple(words[cut + 1 : end]) in heads)
            ):
                yield start, cut, ""
                start = cut + (score or 1)
        if start < end:
            yield start, end, kind


def is_headline(words):
    """Tell whether a line is a headline, with capitals throughout: then they show no name."""
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    short_verb = any(len(w) == 3 and w.islower() and w.isalpha() and w not in SMALL for w in words)
    return not short_verb and len(long) > 3 and sum(w[0].isupper() for w in long) > 0.85 * len(long)


def _trim(words, tags, start, end, kind, titles, countries):
    """Return the borders of a name without articles, titles and possessive endings; empty where nothing is
    left.
    """
    while start < end and (not words[start][0].isupper() or words[start] in ("The", "A", "An")):
        start += 1
    while kind == "person" and start < end and not words[end - 1][0].isalpha():  # a score, or a number
        end -= 1
    while (
        start < end
        and words[end - 2 : end - 1] != ["-"]
        and (
            tags[end - 1] in ("POS", "IN", "DT", "CC", "HYPH")
            or not words[end - 1].rstrip(".")[-1:].isalnum()
        )
    ):
        end -= 1
    if (
        start < end - 1 and words[start] in COMPASS and words[start + 1] == "and"
    ):  # "North and South Korea" are two
        start += 2
    while kind in ("person", "") and start < end and _is_title_here(words, start, end, titles):
        start += 1
    while kind != "place" and end - start > 1 and _closes_as_title(words[end - 1]):
        end -= 1  # "Labour MP", "Anna Roe PhD"
    if end - start > 2 and tags[end - 1] == "JJ" and lowered(words[end - 1]) in countries:
        end -= 1  # "the Dover Hawks Canadian hockey team"
    if end - start == 1 and (words[start] in COMPASS or words[start].rstrip(".") == "I"):
        return start, start  # "the North" is no name before the article says the north of what
    if {"".join(words[start:end]), "".join(words[start:end]).removesuffix("s")} & no_actors():
        return start, start  # "GDP", "DVDs"
    lower = [lowered(w.removesuffix("s") if w[:-1].isupper() else w) for w in words[start:end]]
    if all(w in titles or w in CALENDAR or len(lower) > 1 and w in countries for w in lower):
        return start, start  # a day, a month, or an office without a name
    if (
        lower[0] in SEASONS
        and (len(lower) == 1 or kind == "")
        or len(lower) == 1
        and kind != "group"
        and is_plural_of_bodies(lower[0])
    ):
        return start, start  # "in Autumn", "the Republics": a season, or bodies of any name
    return start, end


def _is_title_here(words, start, end, titles):
    """Tell whether a name begins with a title; one that is a given name too is none before a lone surname."""
    return lowered(words[start]) in titles and (
        words[start] not in given_names() or end - start > 2 and words[start + 1] in given_names()
    )


def _closes_as_title(word):
    """Tell whether a name ends with letters that are a title: its own, or that of the person named next."""
    return word[-1:].isupper() and title_words()[0].get(lowered(word)) == "office"
