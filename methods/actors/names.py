"""Names: found over the whole article, merged into those who bear them, and then looked up everywhere.

So one good mention mends the weak ones: a surname that the model takes for an organisation is the person
whose full name the article gives elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from methods.actors.lexicon import (
    country_forms,
    country_words,
    differ,
    gender_of,
    given_names,
    lowered,
    metonyms,
    name_endings,
    plain,
    plain_metonyms,
    title_before,
    title_words,
    words_and_tags,
)
from utils import kept, sentence_spans

KINDS = {
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
COMPASS = {"North", "South", "East", "West"}
MINOR = {"of", "the", "for", "and", "on", "in", "&"}
COMPOUNDS = {"era", "style", "like", "type", "elect"}  # "a Jane Roe-era law" is no part of her name
TRUSTED = set(
    """believe belief confidence faith hold holding interest interested invest investment investor involve
    involvement join majority member role share stake stock trust vote""".split()
)
SCORE = re.compile(r"\d+[-–]\d+")  # "3-2" stands between two names
SETTLED = set("city district hamlet island port province region state suburb town village".split())
LOCATING = {"in", "at", "near", "outside", "around", "of"}


@kept
def _names(doc):
    """Return the candidate names of a Doc as (first token, token after the last, kind or "")."""
    words, tags = words_and_tags(doc)
    spans = [(e.start, _end(doc, e, words, tags), KINDS.get(e.label_)) for e in doc.ents]
    free = [w[0].isupper() and t.startswith("NNP") for w, t in zip(words, tags)]
    for start, end, _ in spans:
        free[start:end] = [False] * (end - start)
    for sentence in sentence_spans(doc):
        if _is_headline(words[sentence.start : sentence.end]):
            free[sentence.start : sentence.end] = [False] * len(sentence)
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
    trimmed = (
        (*_trim(words, tags, start, end, kind, titles, countries), kind)
        for start, end, kind in spans
        if kind is not None
    )
    return list(_parted(words, tags, _joined(words, sorted(name for name in trimmed if name[0] < name[1]))))


def _end(doc, entity, words, tags):
    """Return the token after an entity, to which the rest of a hyphenated given name belongs: "Moon Jae-in"."""
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
        ):
            start = joined.pop()[0]
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


def _is_headline(words):
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.85 * len(long)


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
    while kind in ("person", "") and start < end and lowered(words[start]) in titles:
        start += 1
    if (
        end - start == 1 and words[start] in COMPASS
    ):  # "the North" is no name before the article says the north of what
        return start, start
    lower = [lowered(w) for w in words[start:end]]
    if all(w in titles or w in CALENDAR or len(lower) > 1 and w in countries for w in lower):
        return start, start  # a day, a month, or an office without a name
    return start, end


def _evidence(doc):
    """Return for each name its spellings, the votes for its kind, its genders, what it stands for, and those
    with titles.
    """
    written, votes, genders, expansion, titled = (
        defaultdict(Counter),
        defaultdict(Counter),
        defaultdict(set),
        {},
        set(),
    )
    last, before, words, endings, given = 0, "", words_and_tags(doc)[0], name_endings(), given_names()
    for start, end, kind in _names(doc):
        name = doc[start:end].text
        key = plain(name)
        if words[last:start] == ["("] and name.isupper() and key[:1] == before[:1]:
            expansion[key] = before  # "World Health Organization (WHO)"
        last, before = end, key
        genders[key].add(gender_of(doc, start))
        written[key][tuple(words[start:end])] += 1
        votes[key][kind] += 1
        if end - start > 1 and words[start] not in given:
            votes[key][endings.get(lowered(words[end - 1]), "")] += 2
        elif words[start - 1 : start] == ["of"] and words[start - 2].lower() in SETTLED:  # "the town of Dren"
            votes[key]["place"] += 2
        elif end - start == 1 and kind in ("person", "organisation") and _is_location(doc, start):
            votes[key]["place"] += 2
        if title_before(doc, start)[0]:
            votes[key]["person"] += 2
            titled.add(key)
    return written, votes, genders, expansion, titled


@kept
def _bearers(doc):
    """Return the actors that each name (a tuple of tokens) can mean, the likeliest first, and each actor's
    kind.
    """
    written, votes, genders, expansion, titled = _evidence(doc)
    kinds = {key: _kind(count) for key, count in votes.items()}
    size = {key: sum(count.values()) for key, count in written.items()}
    longest_first = sorted(
        written, key=lambda key: (-len(key.split()), -size[key])
    )  # else in the order of the text
    countries = country_forms()[1]
    full_names = [k for k in longest_first if kinds[k] == "person" and " " in k and k not in countries]
    people = _people(full_names, size, genders)
    bodies = [
        k
        for k in longest_first
        if k not in countries
        and k not in people
        and (kinds[k] in ("organisation", "") or kinds[k] == "person" and k not in titled)
    ]
    places = [k for k in longest_first if kinds[k] == "place" and " " in k and k not in countries]
    fuller = _fuller_names(bodies + places, kinds)
    for key in bodies:
        if kinds.get(fuller.get(key)) == "place":  # a club that is named like a town
            votes[fuller[key]] += votes[key]
            kinds[fuller[key]] = _kind(votes[fuller[key]])
    bearers = people | {key: [expansion.get(key) or fuller.get(key, key)] for key in bodies}
    seats = plain_metonyms()
    for key in written:
        if key in people and " " not in key and kinds[key] != "group" and size[key] and key not in seats:
            kinds[key] = "person"
        elif key in countries and key not in people:
            bearers[key] = [countries[key]]
        elif key not in bearers:
            plural = next((p for p in (key + "s", key[:-1] + "ies") if kinds.get(p) == "group"), key)
            bearers[key] = [plural]
    spelt = {key: _spelling(doc, written[key]) for key in written}
    kind_of = {spelt[key]: kinds[key] or "organisation" for key in written}
    kind_of |= dict.fromkeys(countries.values(), "place")
    names = {}
    for key, heads in bearers.items():
        for form in written.get(key, ()):
            names[form] = list(dict.fromkeys(spelt.get(head, head) for head in heads))
    return names, kind_of


def _kind(votes):
    return max((kind for kind in votes if kind and votes[kind]), key=votes.get, default="")


def _spelling(doc, forms):
    """Return the spelling to show: the most frequent one that is not in capitals throughout."""
    best = max(forms, key=lambda form: (not "".join(form).isupper(), forms[form], form))
    return re.sub(r" ?- ?", "-", " ".join(best)).replace(" ’s", "’s").replace(" 's", "'s")


def _people(full_names, size, genders):
    """Return for each full name, surname and first name the full names that it can mean, the most named
    first.
    """
    family, bearers, total = defaultdict(list), defaultdict(list), Counter()
    for key in full_names:
        kin = family[key.split()[-1]]
        head = next((h for h in kin if _may_be_one(key.split()[0], h.split()[0])), key)
        kin += [head] if head == key else []
        bearers[key] = [head]
        total[head] += size[key]
    for part in (-1, 0):  # a surname goes before a first name, which is also where a family name can stand
        taken = set(bearers)
        for head in sorted(total, key=lambda h: -total[h]):
            if head.split()[part] not in taken and _can_be(genders[head], genders[head.split()[part]]):
                bearers[head.split()[part]].append(head)
    return dict(bearers)


def _may_be_one(first, other):
    """Tell whether first names with one surname can be one person's: "Mike" and "Michael", not "Bill" and
    "Ann".
    """
    return first[:2] == other[:2] or 1 in (len(first), len(other)) and first[0] == other[0]


def _can_be(genders, others):
    """Tell whether two names can be one person's by the genders that honorifics and given names tell."""
    return not (genders - {""} and others - {""}) or bool(genders & others - {""})


def _fuller_names(bodies, kinds):
    """Return for names of organisations the fuller ones: what initials stand for, or the only name that holds
    it.
    """
    expansions, holders, twins = {}, defaultdict(set), {}
    for body in bodies:
        words = body.split()
        head = twins.setdefault(
            frozenset(words) - MINOR, body
        )  # "Department of Justice" and "Justice Department"
        expansions |= {body: head} if head != body else {}
        for parts in (words, [w for w in words if w not in MINOR]):
            if len(parts) > 1:
                expansions.setdefault("".join(part[0] for part in parts), head)
        for cut in range(1, len(words) if kinds[body] else 0):
            holders[" ".join(words[:cut])].add(head)
            holders[" ".join(words[cut:])].add(head)
    alone = {key: holding.pop() for key, holding in holders.items() if len(holding) == 1}
    return alone | expansions


@kept
def named_spans(doc) -> list[tuple]:
    """Return (first token, token after the last, actor, kind) for every mention by name."""
    names, kind_of = _bearers(doc)
    known = defaultdict(list)
    for form, actors_ in names.items():
        known[form[0]].append((form, actors_))
    forms, _, country_tokens = country_forms()
    countries, seats = set(forms.values()), metonyms()
    words, found, i = words_and_tags(doc)[0], [], 0
    while i < len(words):
        if words[i] not in known and words[i] not in country_tokens and words[i] not in COMPASS:
            i += 1
            continue
        options = known.get(words[i], []) + country_tokens.get(words[i], [])
        here = [option for option in options if tuple(words[i : i + len(option[0])]) == option[0]]
        form, bearers = max(here, default=((), ()), key=lambda option: len(option[0]))
        if form:
            actor = (
                _metonym(doc[i + len(form) - 1], bearers[0], seats)
                if len(bearers) == 1
                else next(
                    (b for b in bearers if not differ(gender_of(doc, i), given_names().get(b.split()[0]))),
                    bearers[0],
                )
            )
            found.append((i, i + len(form), actor, kind_of.get(actor, "organisation")))
        elif (
            words[i] in COMPASS
            and words[i + 1 : i + 2] == ["and"]
            and f"{words[i]} {' '.join(words[i + 3 : i + 4])}" in countries
        ):
            found.append((i, i + 1, f"{words[i]} {words[i + 3]}", "place"))
        elif words[i] in COMPASS and doc[i].tag_ == "NNP" and not "".join(words[i + 1 : i + 2]).istitle():
            halves = {a for _, _, a, _ in found if a.startswith(words[i] + " ") and a in countries}
            found += [(i, i + 1, halves.pop(), "place")] if len(halves) == 1 else []
        i += len(form) or 1
    return found


def _is_location(doc, i):
    """Tell whether a word stands after "in", though not as something to believe or to hold a share in."""
    return (
        i > 0
        and doc[i - 1].lower_ in ("in", "near", "outside")
        and doc[i - 1].head.lemma_.lower() not in TRUSTED
    )


def _metonym(token, actor, seats):
    """Return the country for a capital that is written of as a government, not as a place to be in, else the
    actor.
    """
    located = token.dep_ == "pobj" and token.head.lower_ in LOCATING
    return actor if located else seats.get(actor, actor)
