"""Who is in an article: every mention of an actor, by name or resolved, and each actor's title and affiliation."""
from __future__ import annotations

from collections import defaultdict

import pandas as pd

from methods.name_lists import country_forms, differ, gender_of, given_names, low, plain, title_before, title_words, words_and_tags
from methods.names import named_spans
from utils import kept, sentence_of

MENTION_COLUMNS = ["actor", "kind", "sentence", "start", "end", "text", "form"]
ACTOR_COLUMNS = ["actor", "kind", "title", "affiliation", "aliases", "mentions"]
UNRESOLVED_COLUMNS = ["sentence", "start", "end", "text", "form"]
PRONOUNS = (dict.fromkeys(["he", "him", "his", "himself"], "male")
            | dict.fromkeys(["she", "her", "hers", "herself"], "female")
            | dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "plural"))
DESCRIBING = ("office", "role", "organisation", "people")
REACH = 2  # sentences that a pronoun may reach back


def _title_after(doc, end):
    """Return the title in the apposition that follows a name, and the token after it: "Jane Roe, president of"."""
    for child in doc[end - 1].rights:
        if child.dep_ == "appos" and title_words()[0].get(child.lower_) in ("office", "role"):
            first = child.i
            while first > end and low(doc[first - 1].text) in title_words()[2]:
                first -= 1
            return doc[first:child.i + 1].text, child.i + 1
    return "", end


@kept
def _offices(doc):
    """Return for each person the titles given and the actors that they belong to, both in the order of the text."""
    named = named_spans(doc)
    starts = {start: actor for start, _, actor, kind in named if kind != "person"}
    ends = {end: actor for _, end, actor, kind in named if kind != "person"}
    offices = defaultdict(lambda: ([], []))
    for start, end, actor, kind in named:
        if kind != "person":
            continue
        title, first = title_before(doc, start)
        later, after = _title_after(doc, end)
        titles, bodies = offices[actor]
        titles += [t for t in (title, later) if t and title_words()[0].get(plain(t)) != "courtesy"]
        before = first - (first > 0 and doc[first - 1].tag_ == "POS")
        for place in (after, end):
            if doc[place:place + 1].text in ("of", "for", "at", "in"):
                place += 1 + (doc[place + 1:place + 2].text.lower() == "the")
                bodies += [starts[place]] if place in starts and later + title else []
        bodies += [ends[before]] if title and before in ends else []
    return offices


@kept
def _references(doc):
    """Return (first token, token after the last, actor or "", form) for pronouns and definite descriptions."""
    named, numbers = named_spans(doc), sentence_of(doc)
    starts = {start: (actor, kind) for start, _, actor, kind in named}
    inside = {i: kind for start, end, _, kind in named for i in range(start, end)}
    genders = {}
    for start, _, actor, kind in named:
        if kind == "person" and not genders.get(actor):
            genders[actor] = gender_of(doc, start) or given_names().get(actor.split()[0], "")
    seen, bodies, found = {}, {}, []
    for i, word in enumerate(map(str.lower, words_and_tags(doc)[0])):
        actor, kind = starts.get(i, ("", ""))
        if kind == "person":
            seen[actor] = numbers[i]
        elif kind == "organisation":
            bodies[actor] = actor.split()[-1].lower()
        if word in PRONOUNS:
            gender = PRONOUNS[word]
            near = [person for person, last in seen.items() if last >= numbers[i] - REACH]
            fitting = [person for person in near if gender != "plural" and not differ(gender, genders.get(person))]
            actor = fitting[0] if len(fitting) == 1 else ""
            found.append((i, i + 1, actor, "pronoun"))
        elif word == "the" and _describes(doc[i].head, i, inside):
            end = doc[i].head.i + 1
            actor = _described(doc, doc[i + 1:end], seen, bodies)
            found.append((i, end, actor, "description"))
        else:
            continue
        if actor in seen:
            seen[actor] = numbers[i]
    return found


def _describes(head, the, inside):
    """Tell whether a noun with "the" describes a person or a body, and is neither a name nor the title before one."""
    return (0 < head.i - the < 5 and title_words()[0].get(head.lemma_.lower()) in DESCRIBING and head.i not in inside
            and not any(inside.get(i) == "person" for i in range(the, head.i + 2)))


def _described(doc, words, people, bodies):
    """Return the one actor named before whom a definite description fits, or ""."""
    countries = country_forms()[1]
    lead = next((k for k in (3, 2, 1) if len(words) > k and plain(words[:k].text) in countries), 0)
    country = countries.get(plain(words[:lead].text))
    head, wanted = words[-1].lower_, {plain(w.text) for w in words[lead:] if w.pos_ in ("NOUN", "PROPN")}
    fitting = [body for body, last in bodies.items() if last == head]
    for person in people:
        titles, places = _offices(doc)[person]
        if any(wanted <= set(plain(t).split()) for t in titles) and (country is None or country in places):
            fitting.append(person)
    return fitting[0] if len(fitting) == 1 else ""


@kept
def mentions(doc) -> pd.DataFrame:
    """Return every mention of an actor in a Doc, in the order of the text.

    Columns: `actor`, the fullest name in the article without title, and for a country's adjective, inhabitants or seat
    of government the country (`data/countries.csv`, `data/metonyms.csv`); `kind`, person, organisation, place
    (countries too) or group; `sentence` (0-based); `start` and `end` (characters of `doc.text`); `text`; `form`,
    name, or description or pronoun where just one actor named before fits. A surname that two people share is the more
    often named one's, unless an honorific or given name tells otherwise. One good mention settles the weak ones, an
    entity-centred merging in sieves as in Lee and others (Computational Linguistics 39:4, 2013).

    >>> from utils import parse
    >>> doc = parse("Canadian Prime Minister Justin Trudeau met Mr. Trudeau's critics. He left.")
    >>> mentions(doc)[["actor", "text"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['Canada', 'Canadian'], ['Justin Trudeau', 'Justin Trudeau'], ['Justin Trudeau', 'Trudeau'],
     ['Justin Trudeau', 'He']]
    """
    kinds = {actor: kind for _, _, actor, kind in named_spans(doc)}
    found = [(start, end, actor, "name") for start, end, actor, _ in named_spans(doc)]
    found += [reference for reference in _references(doc) if reference[2]]
    numbers, rows = sentence_of(doc), []
    for start, end, actor, form in sorted(found):
        span = doc[start:end]
        rows.append((actor, kinds[actor], numbers[start], span.start_char, span.end_char, span.text, form))
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)


@kept
def actors(doc) -> pd.DataFrame:
    """Return one row per actor of a Doc, the most mentioned first, then in the order of the text.

    Columns: `actor` and `kind` as in `mentions`; for people `title`, as the text gives it before the name or in
    apposition, and `affiliation`, the country or body that it belongs to, else ""; `aliases`, the other forms of the
    name that the text uses, parted by "; "; `mentions`, the number of mentions by name.

    >>> from utils import parse
    >>> actors(parse("Canadian Prime Minister Justin Trudeau smiled.")).iloc[1, :4].tolist()
    ['Justin Trudeau', 'person', 'Prime Minister', 'Canada']
    """
    forms, kinds = defaultdict(list), {}
    for start, end, actor, kind in named_spans(doc):
        forms[actor].append(doc[start:end].text)
        kinds[actor] = kind
    rows = []
    for actor, texts in forms.items():
        titles, bodies = _offices(doc).get(actor, ([], []))
        title = max(titles, key=lambda t: (title_words()[0].get(plain(t)) != "honorific", len(t)), default="")
        aliases = "; ".join(dict.fromkeys(t for t in texts if t != actor))
        rows.append((actor, kinds[actor], title, bodies[0] if bodies else "", aliases, len(texts)))
    table = pd.DataFrame(rows, columns=ACTOR_COLUMNS)
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def unresolved(doc) -> pd.DataFrame:
    """Return the pronouns and definite descriptions of people and bodies that none or more than one actor fits.

    Columns: `sentence` (0-based), `start` and `end` (characters of `doc.text`), `text`, `form` (description or
    pronoun). "They" and "the two" are always here; "it", "I", "we" and "you" are not looked at.

    >>> from utils import parse
    >>> unresolved(parse("Ann Lee met Sue Ray. She laughed."))[["text", "form"]].values.tolist()
    [['She', 'pronoun']]
    """
    numbers, rows = sentence_of(doc), []
    for start, end, actor, form in _references(doc):
        if not actor:
            span = doc[start:end]
            rows.append((numbers[start], span.start_char, span.end_char, span.text, form))
    return pd.DataFrame(rows, columns=UNRESOLVED_COLUMNS)
