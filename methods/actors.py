"""Who is named in an article: every mention, its variants merged under one actor, with title and affiliation.

Names are first collected over the whole article, then merged into actors, then looked up everywhere, so that one good
mention mends the weak ones.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

import pandas as pd

from utils import kept, nlp, sentence_of, sentence_spans, word_list

KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
MENTION_COLUMNS = ["actor", "kind", "sentence", "start", "end", "text", "form"]
ACTOR_COLUMNS = ["actor", "kind", "title", "affiliation", "aliases", "mentions"]
UNRESOLVED_COLUMNS = ["sentence", "start", "end", "text", "form"]
PRONOUNS = (dict.fromkeys(["he", "him", "his", "himself"], "male")
            | dict.fromkeys(["she", "her", "hers", "herself"], "female")
            | dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "plural"))
CALENDAR = set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec am pm""".split())
MINOR = {"of", "the", "for", "and", "on", "in", "&"}
LOCATING = {"in", "at", "near", "outside", "around", "of"}
DESCRIBING = ("office", "role", "organisation", "people")
COMPASS = {"North", "South", "East", "West"}
REACH = 2  # sentences that a pronoun may reach back


def _plain(text):
    """Return a name without case, full stops, hyphens and article, so that its spellings fall together."""
    return " ".join(re.sub(r"[.’'‘]", "", text.casefold()).replace("-", " ").removeprefix("the ").split())


def _low(token):
    return token.lower_.rstrip(".")


def _fresh(*names):
    """Cache what a function makes of editable lists until one of them changes."""
    def decorate(function):
        cached = lru_cache(maxsize=1)(lambda *_: function())
        return lambda: cached(*(id(word_list(name)) for name in names))
    return decorate


@_fresh("titles")
def _titles():
    """Return type by title, gender by title, and the words that a title before a name can consist of."""
    table = word_list("titles")
    types = dict(zip(table["title"], table["type"]))
    words = {w for t, k in types.items() if k not in ("organisation", "people") for w in t.split()}
    return types, {t: g for t, g in zip(table["title"], table["gender"]) if g}, words | {"-"}


@_fresh("countries")
def _countries():
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
    return forms, {_plain(form): country for form, country in forms.items()}, tokens


@_fresh("metonyms")
def _metonyms():
    return dict(word_list("metonyms")[["place", "country"]].to_numpy())


@_fresh("given_names")
def _given_names():
    return dict(word_list("given_names")[["name", "gender"]].to_numpy())


# Names and who bears them

@kept
def _names(doc):
    """Return the candidate names of a Doc as (first token, token after the last, kind or "")."""
    words, tags = [t.text for t in doc], [t.tag_ for t in doc]
    spans = [(e.start, e.end, KINDS.get(e.label_)) for e in doc.ents]
    free = [w[0].isupper() and t.startswith("NNP") for w, t in zip(words, tags)]
    for start, end, _ in spans:
        free[start:end] = [False] * (end - start)
    for sentence in sentence_spans(doc):
        if _is_headline(words[sentence.start:sentence.end]):
            free[sentence.start:sentence.end] = [False] * len(sentence)
    hyphens = [w == "-" and i > 0 and not doc[i - 1].whitespace_ for i, w in enumerate(words)]
    start = None
    for i in range(len(words) + 1):
        inside = i < len(words) and (free[i] or start is not None and (hyphens[i] or hyphens[i - 1]))
        if start is not None and (not inside or doc[i].is_sent_start):
            spans.append((start, i, ""))
            start = None
        if inside and start is None and free[i]:
            start = i
    trimmed = ((*_trim(words, tags, start, end, kind), kind) for start, end, kind in spans if kind is not None)
    return sorted(name for name in trimmed if name[0] < name[1])


def _is_headline(words):
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.85 * len(long)


def _trim(words, tags, start, end, kind):
    """Return the borders of a name without articles, titles and possessive endings; empty where nothing is left."""
    titles = _titles()[2]
    while start < end and (not words[start][0].isupper() or words[start] in ("The", "A", "An")):
        start += 1
    while start < end and words[end - 2:end - 1] != ["-"] and (
            tags[end - 1] in ("POS", "IN", "DT", "CC", "HYPH") or not (words[end - 1][-1].isalnum() or words[end - 1][-1] == ".")):
        end -= 1
    if words[start] in COMPASS and words[start + 1] == "and":  # "North and South Korea" are two
        start += 2
    while kind in ("person", "") and start < end and words[start].lower().rstrip(".") in titles:
        start += 1
    if words[start:end] in ([c] for c in COMPASS):  # "the North" is no name until the article has said the north of what
        return start, start
    if all(w.lower().rstrip(".") in titles or w.lower().rstrip(".") in CALENDAR for w in words[start:end]):
        return start, start
    return start, end


@kept
def _bearers(doc):
    """Return the actors that each written name (as tokens) can mean, the likeliest first, and the kind of each actor."""
    written, votes, genders, expansion = defaultdict(Counter), defaultdict(Counter), {}, {}
    last, before = 0, ""
    for start, end, kind in _names(doc):
        key = _plain(doc[start:end].text)
        if doc[last:start].text == "(" and doc[start:end].text.isupper() and key[:1] == before[:1]:
            expansion[key] = before  # "World Health Organization (WHO)"
        last, before = end, key
        genders.setdefault(key, _gender(doc, start))
        written[key][tuple(t.text for t in doc[start:end])] += 1
        votes[key][kind] += 1
        votes[key]["person"] += 2 * bool(_title_before(doc, start)[0])
    kinds = {key: max((k for k in count if k and count[k]), key=count.get, default="") for key, count in votes.items()}
    size = {key: sum(count.values()) for key, count in written.items()}
    longest_first = sorted(written, key=lambda key: (-len(key.split()), -size[key], key))
    countries = _countries()[1]
    people = _people([k for k in longest_first if kinds[k] == "person" and " " in k and k not in countries], size, genders)
    bodies = [k for k in longest_first if kinds[k] in ("organisation", "") and k not in countries and k not in people]
    bearers = people | {key: [expansion.get(key) or _body(key, bodies, kinds)] for key in bodies}
    for key in written:
        if key in people and " " not in key and kinds[key] != "group" and size[key] and key not in _plain_metonyms():
            kinds[key] = "person"
        elif key in countries and key not in people:
            bearers[key] = [countries[key]]
        elif key not in people and kinds[key] in ("person", "place", "group"):
            bearers[key] = [key]
    spelt = {key: _spelling(doc, written[key]) for key in written}
    kind_of = {spelt[key]: kinds[key] or "organisation" for key in written} | dict.fromkeys(_countries()[0].values(), "place")
    names = {}
    for key, heads in bearers.items():
        for form in written.get(key, ()):
            names[form] = list(dict.fromkeys(spelt.get(head, head) for head in heads))
    return names, kind_of


@_fresh("metonyms")
def _plain_metonyms():
    return {_plain(place) for place in _metonyms()}


def _spelling(doc, forms):
    """Return the spelling to show: the most frequent one that is not in capitals throughout."""
    best = max(forms, key=lambda form: (not "".join(form).isupper(), forms[form], form))
    return re.sub(r" ?- ?", "-", " ".join(best)).replace(" ’s", "’s").replace(" 's", "'s")


def _people(full_names, size, genders):
    """Return for each full name, surname and first name the full names that it can mean, the most named first."""
    heads, bearers = [], defaultdict(list)
    total = Counter()
    for key in full_names:
        head = next((h for h in heads if _may_be_one(key.split(), h.split())), key)
        heads += [head] if head == key else []
        bearers[key] = [head]
        total[head] += size[key]
    for part in (-1, 0):  # a surname goes before a first name, which is also where a family name can stand
        taken = set(bearers)
        for head in sorted(heads, key=lambda h: -total[h]):
            if head.split()[part] not in taken and not _differ(genders[head], genders.get(head.split()[part])):
                bearers[head.split()[part]].append(head)
    return dict(bearers)


def _may_be_one(name, other):
    """Tell whether two full names can be one person's: "Mike" and "Michael" can, "Bill" and "Hillary" cannot."""
    first, second = name[0], other[0]
    return name[-1] == other[-1] and (first[:2] == second[:2] or 1 in (len(first), len(second)) and first[0] == second[0])


def _body(key, bodies, kinds):
    """Return the fullest name in the article of an organisation: its expansion, or the one longer name that holds it."""
    for other in bodies if " " not in key else ():
        parts = other.split()
        if len(parts) > 1 and key in ("".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in MINOR)):
            return other
    longer = [b for b in bodies if kinds[b] and (b.endswith(" " + key) or b.startswith(key + " ")) and b != key]
    return longer[0] if len(longer) == 1 else key


@kept
def _named(doc):
    """Return (first token, token after the last, actor, kind) for every mention by name."""
    names, kind_of = _bearers(doc)
    known = defaultdict(list)
    for form, actors_ in names.items():
        known[form[0]].append((form, actors_))
    forms, _, country_tokens = _countries()
    words, found, i = [t.text for t in doc], [], 0
    while i < len(words):
        options = known.get(words[i], []) + country_tokens.get(words[i], [])
        form, bearers = max((o for o in options if tuple(words[i:i + len(o[0])]) == o[0]), default=((), ()), key=lambda o: len(o[0]))
        if form:
            actor = _metonym(doc[i + len(form) - 1], bearers[0]) if len(bearers) == 1 else next(
                (b for b in bearers if not _differ(_gender(doc, i), _given_names().get(b.split()[0]))), bearers[0])
            found.append((i, i + len(form), actor, kind_of.get(actor, "organisation")))
        elif words[i] in COMPASS and doc[i].tag_ == "NNP" and not "".join(words[i + 1:i + 2]).istitle():
            halves = {a for _, _, a, _ in found if a.startswith(words[i] + " ") and a in set(forms.values())}
            found += [(i, i + 1, halves.pop(), "place")] if len(halves) == 1 else []
        i += len(form) or 1
    return found


def _metonym(token, actor):
    """Return the country for a capital that news writes of as a government, not as a place to be in, else the actor itself."""
    located = token.dep_ == "pobj" and token.head.lower_ in LOCATING
    return actor if located else _metonyms().get(actor, actor)


def _gender(doc, start):
    """Return the gender that an honorific or a given name tells, or ""."""
    title = _low(doc[start - 1]) if start else ""
    return _titles()[1].get(title) or _given_names().get(doc[start].text, "")


def _differ(gender, other):
    return bool(gender and other and gender != other)


def _title_before(doc, start):
    """Return the title that stands before a name, and its first token."""
    types, _, words = _titles()
    first = start
    while first > 0 and (_low(doc[first - 1]) in words or _low(doc[first - 1]) == "of" and first > 1 and _low(doc[first - 2]) in words):
        first -= 1
    while first < start and _low(doc[first]) in ("-", "of"):
        first += 1
    for head in range(first, start):
        title = " ".join(_low(t) for t in doc[head:start])
        kind = types.get(title) or types.get(title.split(" of ")[0])
        if kind in ("office", "role") or kind in ("honorific", "courtesy") and doc[head].text[0].isupper():
            return doc[first:start].text, first
    return "", start


def _title_after(doc, end):
    """Return the title in the apposition that follows a name, and the token after it: "Jane Roe, president of"."""
    for child in doc[end - 1].rights:
        if child.dep_ == "appos" and _titles()[0].get(child.lower_) in ("office", "role"):
            first = child.i
            while first > end and _low(doc[first - 1]) in _titles()[2]:
                first -= 1
            return doc[first:child.i + 1].text, child.i + 1
    return "", end


@kept
def _offices(doc):
    """Return for each person the titles given and the actors that they belong to, both in the order of the text."""
    named = _named(doc)
    starts = {start: actor for start, _, actor, kind in named if kind != "person"}
    ends = {end: actor for _, end, actor, kind in named if kind != "person"}
    offices = defaultdict(lambda: ([], []))
    for start, end, actor, kind in named:
        if kind != "person":
            continue
        title, first = _title_before(doc, start)
        later, after = _title_after(doc, end)
        titles, bodies = offices[actor]
        titles += [t for t in (title, later) if t and _titles()[0].get(_plain(t)) != "courtesy"]
        before = first - (first > 0 and doc[first - 1].tag_ == "POS")
        for place in (after, end):
            if doc[place:place + 1].text in ("of", "for", "at", "in"):
                place += 1 + (doc[place + 1:place + 2].text.lower() == "the")
                bodies += [starts[place]] if place in starts and later + title else []
        bodies += [ends[before]] if title and before in ends else []
    return offices


@kept
def _references(doc):
    """Return (first token, token after the last, actor or "", form) for pronouns and definite descriptions of people and bodies."""
    named, numbers, types = _named(doc), sentence_of(doc), _titles()[0]
    starts = {start: (actor, kind) for start, _, actor, kind in named}
    inside = {i: kind for start, end, _, kind in named for i in range(start, end)}
    people = {i for i, kind in inside.items() if kind == "person"}
    genders = {}
    for start, _, actor, kind in named:
        if kind == "person" and not genders.get(actor):
            genders[actor] = _gender(doc, start) or _given_names().get(actor.split()[0], "")
    seen, bodies, found = {}, {}, []
    for token in doc:
        i = token.i
        actor, kind = starts.get(i, ("", ""))
        if kind == "person":
            seen[actor] = numbers[i]
        elif kind == "organisation":
            bodies[actor] = actor.split()[-1].lower()
        if token.lower_ in PRONOUNS:
            gender = PRONOUNS[token.lower_]
            fitting = [p for p, last in seen.items() if last >= numbers[i] - REACH and not _differ(gender, genders.get(p))]
            actor = fitting[0] if len(fitting) == 1 else ""
            found.append((i, i + 1, actor, "pronoun"))
        elif token.lower_ == "the" and 0 < token.head.i - i < 5 and types.get(token.head.lemma_.lower()) in DESCRIBING and token.head.i not in inside and not any(k in people for k in range(i, token.head.i + 2)):
            head = token.head
            actor = _described(doc, doc[i + 1:head.i + 1], seen, bodies)
            found.append((i, head.i + 1, actor, "description"))
        else:
            continue
        if actor in seen:
            seen[actor] = numbers[i]
    return found


def _described(doc, words, people, bodies):
    """Return the one actor named before whom a definite description fits, or ""."""
    head, wanted = words[-1].lower_, {_plain(w.text) for w in words if w.pos_ in ("NOUN", "PROPN")}
    country = next((_countries()[1].get(_plain(words[:k].text)) for k in (2, 1) if len(words) > k and _plain(words[:k].text) in _countries()[1]), None)
    fitting = [body for body, last in bodies.items() if last == head]
    for person in people:
        titles, places = _offices(doc)[person]
        if any(wanted <= set(_plain(t).split()) for t in titles) and (country is None or country in places):
            fitting.append(person)
    return fitting[0] if len(fitting) == 1 else ""


@kept
def mentions(doc) -> pd.DataFrame:
    """Return every mention of an actor, in the order of the text."""
    kinds = {actor: kind for _, _, actor, kind in _named(doc)}
    found = [(start, end, actor, "name") for start, end, actor, _ in _named(doc)]
    found += [reference for reference in _references(doc) if reference[2]]
    numbers, rows = sentence_of(doc), []
    for start, end, actor, form in sorted(found):
        span = doc[start:end]
        rows.append((actor, kinds[actor], numbers[start], span.start_char, span.end_char, span.text, form))
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)


@kept
def actors(doc) -> pd.DataFrame:
    """Return one row per actor, the most mentioned first."""
    forms, kinds = defaultdict(list), {}
    for start, end, actor, kind in _named(doc):
        forms[actor].append(doc[start:end].text)
        kinds[actor] = kind
    rows = []
    for actor, texts in forms.items():
        titles, bodies = _offices(doc).get(actor, ([], []))
        title = max(titles, key=lambda t: (_titles()[0].get(_plain(t)) != "honorific", len(t)), default="")
        aliases = "; ".join(dict.fromkeys(t for t in texts if t != actor))
        rows.append((actor, kinds[actor], title, bodies[0] if bodies else "", aliases, len(texts)))
    table = pd.DataFrame(rows, columns=ACTOR_COLUMNS)
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def unresolved(doc) -> pd.DataFrame:
    """Return the pronouns and definite descriptions that no single actor fits."""
    numbers, rows = sentence_of(doc), []
    for start, end, actor, form in _references(doc):
        if not actor:
            span = doc[start:end]
            rows.append((numbers[start], span.start_char, span.end_char, span.text, form))
    return pd.DataFrame(rows, columns=UNRESOLVED_COLUMNS)
