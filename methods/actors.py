"""Who is named in an article: every mention by name, its variants merged under one actor, with title and affiliation.

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
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    gmt est edt pst pdt am pm""".split())
COMPASS = {"North", "South", "East", "West"}


def _plain(text):
    """Return a name without case, full stops, hyphens and article, so that its spellings fall together."""
    return " ".join(re.sub(r"[.’'‘]", "", text.casefold()).replace("-", " ").removeprefix("the ").split())


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
    words = {w for t, k in types.items() if k in ("honorific", "modifier", "office") for w in t.split()}
    return types, {t: g for t, g in zip(table["title"], table["gender"]) if g}, words | {"-"}


@_fresh("countries")
def _countries():
    """Return each written form of a country with the country's name."""
    forms = {}
    for row in word_list("countries").itertuples(index=False):
        for form in (row.country, *row.adjectives.split(";"), *row.inhabitants.split(";"), *row.also.split(";")):
            if form:
                forms.setdefault(form, row.country)
    return forms


@_fresh("metonyms")
def _metonyms():
    return dict(word_list("metonyms")[["place", "country"]].to_numpy())


def _is_headline(words):
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


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
    glued = [w == "-" and i > 0 and not doc[i - 1].whitespace_ for i, w in enumerate(words)]
    start = None
    for i in range(len(words) + 1):
        inside = i < len(words) and (free[i] or start is not None and (glued[i] or glued[i - 1]))
        if start is not None and (not inside or doc[i].is_sent_start):
            spans.append((start, i, ""))
            start = None
        if inside and start is None and free[i]:
            start = i
    trimmed = ((*_trim(words, tags, start, end, kind), kind) for start, end, kind in spans if kind is not None)
    return sorted(name for name in trimmed if name[0] < name[1])


def _trim(words, tags, start, end, kind):
    """Return the borders of a name without articles, titles, possessive endings; empty where nothing is left."""
    titles = _titles()[2]
    while start < end and (not words[start][0].isupper() or words[start] in ("The", "A", "An")):
        start += 1
    while start < end and (tags[end - 1] in ("POS", "IN", "DT", "CC", "HYPH") or not words[end - 1][-1].isalnum() and words[end - 1][-1] != "."):
        end -= 1
    if kind in ("person", ""):
        while start < end and words[start].lower().rstrip(".") in titles:
            start += 1
    if all(w.lower().rstrip(".") in titles or w.lower().rstrip(".") in CALENDAR for w in words[start:end]):
        return start, start
    return start, end


def _same_person(short, long):
    """Tell whether two full names with one surname can be one person: "Mike" and "Michael" can, "Bill" and "Hillary" cannot."""
    return short[0][:2] == long[0][:2] or short[0] == long[0][:1] or long[0] == short[0][:1]


@kept
def _lexicon(doc):
    """Return the names of an article: actor candidates by written name (first of them the likeliest), and kind by actor."""
    text = {span: doc[span[0]:span[1]].text for span in _names(doc)}
    votes, written = defaultdict(Counter), defaultdict(Counter)
    titles = _titles()[2]
    for span in _names(doc):
        key = _plain(text[span])
        votes[key][span[2]] += 1
        written[key][text[span]] += 1
        before = doc[span[0] - 1].lower_.rstrip(".") if span[0] else ""
        votes[key]["person"] += 2 * (before in titles and before not in ("state", "-", "of"))
    countries = _countries()
    country_keys = {_plain(form): country for form, country in countries.items() if form not in ("US",)}
    kinds = {key: max((k for k in count if k), key=count.get, default="") for key, count in votes.items()}
    size = {key: sum(c.values()) for key, c in written.items()}
    actors, kind_of = defaultdict(list), {}
    display = {}

    people = sorted((k for k, kind in kinds.items() if kind == "person" and " " in k and k not in country_keys),
                    key=lambda k: (-len(k.split()), -size[k], k))
    heads = []
    for key in people:
        parts = key.split()
        head = next((h for h in heads if h.split()[-1] == parts[-1] and _same_person(parts, h.split())), key)
        if head == key:
            heads.append(key)
        display[key] = head
    full = Counter()
    for key in people:
        full[display[key]] += size[key]
    surname, first = defaultdict(list), defaultdict(list)
    for head in sorted(heads, key=lambda h: -full[h]):
        surname[head.split()[-1]].append(head)
        first[head.split()[0]].append(head)

    organisations = sorted((k for k, kind in kinds.items() if kind in ("organisation", "") and k not in country_keys),
                           key=lambda k: (-len(k.split()), -size[k], k))
    initials = {}
    for key in organisations:
        if " " in key:
            best = max(written[key], key=written[key].get)
            caps = "".join(w[0] for w in re.split(r"[\s-]+", best) if w[0].isupper()).casefold()
            initials.setdefault(caps, key)
    for key in written:
        if key in country_keys or key in display:
            continue
        family = surname.get(key) or first.get(key) if kinds[key] != "group" else None
        if family:
            actors[key] = family
        elif kinds[key] in ("organisation", "") and len(key) > 1 and initials.get(key, key) != key:
            display[key] = initials[key]
        elif kinds[key] in ("organisation", ""):
            longer = [o for o in organisations if o != key and (o.endswith(" " + key) or o.startswith(key + " "))
                      and kinds[o] == "organisation"]
            display[key] = longer[0] if len(longer) == 1 else key
        else:
            display[key] = key
    for key in list(display):
        while display.get(display[key], display[key]) != display[key]:
            display[key] = display[display[key]]
    for key, head in display.items():
        actors[key] = [head]
    best = {key: max(count, key=lambda w: (count[w], w)).removeprefix("the ") for key, count in written.items()}
    names = {}
    for key, heads_of in actors.items():
        for form in written[key]:
            names[form] = [best[h] for h in heads_of]
            for h in heads_of:
                kind_of[best[h]] = "person" if h in full else kinds[h] or "organisation"
    return names, kind_of


def _scan(words, lexicon):
    """Yield (start, end, value) of the longest listed names in a list of words, left to right."""
    i = 0
    while i < len(words):
        for form, value in lexicon.get(words[i], ()):
            if tuple(words[i:i + len(form)]) == form:
                yield i, i + len(form), value
                i += len(form)
                break
        else:
            i += 1


@kept
def _named(doc):
    """Return (start, end, actor, kind) in tokens for every mention by name."""
    names, kind_of = _lexicon(doc)
    merged = {form: [country] for form, country in _countries().items()} | names
    by_first = defaultdict(list)
    for form, value in merged.items():
        parts = tuple(t.text for t in nlp().make_doc(form)) if form in names else tuple(form.split())
        by_first[parts[0]].append((parts, value))
    for options in by_first.values():
        options.sort(key=lambda option: -len(option[0]))
    countries = set(_countries().values())
    found = []
    for start, end, options in _scan([t.text for t in doc], by_first):
        actor = options[0]
        if actor in _metonyms() and doc[start].dep_ in ("nsubj", "nsubjpass", "poss"):
            actor = _metonyms()[actor]
        found.append((start, end, actor, "place" if actor in countries else kind_of.get(actor, "organisation")))
    return found


@kept
def mentions(doc) -> pd.DataFrame:
    """Return every mention of an actor, in the order of the text."""
    numbers = sentence_of(doc)
    rows = []
    for start, end, actor, kind in _named(doc):
        span = doc[start:end]
        rows.append((actor, kind, numbers[start], span.start_char, span.end_char, span.text, "name"))
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)


@kept
def actors(doc) -> pd.DataFrame:
    """Return one row per actor, the most mentioned first."""
    named = mentions(doc).query("form == 'name'")
    rows = []
    for actor, group in named.groupby("actor", sort=False):
        aliases = "; ".join(dict.fromkeys(t for t in group["text"] if t != actor))
        rows.append((actor, group["kind"].iloc[0], "", "", aliases, len(group)))
    table = pd.DataFrame(rows, columns=ACTOR_COLUMNS)
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def unresolved(doc) -> pd.DataFrame:
    """Return the pronouns and definite descriptions that no single actor fits."""
    return pd.DataFrame([], columns=UNRESOLVED_COLUMNS)
