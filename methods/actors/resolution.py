"""Who is in an article: every mention of an actor, by name or resolved, and each actor's title and
affiliation.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from methods.actors.lexicon import differ, gender_of, lists_for, lowered, plain, title_before, words_and_tags
from methods.actors.names import named_spans
from methods.quotation_marks import in_marks
from utils import kept, sentence_of, table_of, tokens_at

PRONOUN_GENDERS = (
    dict.fromkeys(["he", "him", "his", "himself"], "male")
    | dict.fromkeys(["she", "her", "hers", "herself"], "female")
    | dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "plural")
)
PARTIES = {"PERSON", "ORG", "GPE", "NORP", "LOC"}  # the labels of entities that can act or be acted on
NAMED = PARTIES | {"FAC"}
DESCRIBING = ("office", "role", "organisation", "people")
LESSER = {"deputy", "shadow", "vice"}  # "the president" is not the vice president
REACH = (1, 2)  # sentences that a pronoun may reach back: first the nearer, where one alone fits


def _office_of(doc, noun, starts):
    """Return the title that a noun closes and the actors that stand in its phrase: "the Danish envoy", "head
    of the WHO".
    """
    words, parts = words_and_tags(doc)[0], lists_for(doc)[2]
    first, after = noun.i, noun.i + 1
    while first > 0 and lowered(words[first - 1]) in parts and words[first - 1] != "-":
        first -= 1
    bodies = [starts[i] for i in range(max(noun.left_edge.i, first - 6), noun.i) if i in starts]
    if words[after : after + 1] and words[after] in ("of", "for", "at"):
        after += 1 + (words[after + 1 : after + 2] == ["the"])
        bodies += [starts[after]] if after in starts else []
    title = doc[first : noun.i].text_with_ws + (noun.lemma_ if noun.tag_ == "NNS" else noun.text)
    return title, bodies


def _apposed(doc, start, end):
    """Return the nouns of office or role that stand in apposition to a name: "the envoy, Jane Roe", "Jane
    Roe, an envoy".
    """
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
    return [
        noun
        for noun in dict.fromkeys(nouns)
        if lists_for(doc)[0].get(noun.lemma_.lower()) in ("office", "role")
    ]


@kept
def _appositions(doc):
    """Return for each noun of office or role, by its token, the people in apposition to it."""
    people = defaultdict(set)
    for start, end, actor, kind in named_spans(doc):
        for noun in _apposed(doc, start, end) if kind == "person" else ():
            people[noun.i].add(actor)
    return people


@kept
def _offices(doc):
    """Return for each person the titles given and the actors that they belong to, both in the order of the
    text.
    """
    named, words = named_spans(doc), words_and_tags(doc)[0]
    starts = {start: actor for start, _, actor, kind in named if kind != "person"}
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
        bodies += [ends[before]] if title and before in ends else []
    return offices


@kept
def genders(doc):
    """Return for each person the gender that an honorific, a given name or a title tells, or ""."""
    found, (_, by_title, _, given) = {}, lists_for(doc)
    for start, _, actor, kind in named_spans(doc):
        if kind == "person" and not found.get(actor):
            told = (by_title.get(plain(title)) for title in _offices(doc)[actor][0])
            found[actor] = (
                gender_of(doc, start) or given.get(actor.split()[0]) or next(filter(None, told), "")
            )
    return found


@kept
def _references(doc):
    """Return (first token, token after the last, actor or "", form) for pronouns and definite descriptions."""
    named, numbers, told, quoted = named_spans(doc), sentence_of(doc), genders(doc), in_marks(doc)
    starts = {start: (actor, kind) for start, _, actor, kind in named}
    inside = {i: (actor, kind) for start, end, actor, kind in named for i in range(start, end)}
    (words, tags), apposed = words_and_tags(doc), _appositions(doc)
    seen, bodies, found = {}, {}, []
    for i, word in enumerate(map(str.lower, words)):
        actor, kind = starts.get(i, ("", ""))
        if kind == "person":
            seen[actor] = numbers[i]
        elif kind == "organisation":
            bodies[actor] = actor.split()[-1].lower()
        if word in PRONOUN_GENDERS:
            # What stands in quotation marks has a speaker of its own, about whom it says no "he": left open.
            fitting = [
                p
                for p in seen
                if not quoted[i]
                and PRONOUN_GENDERS[word] != "plural"
                and not differ(PRONOUN_GENDERS[word], told.get(p))
            ]
            actor = next(
                filter(
                    None, (_only([p for p in fitting if seen[p] >= numbers[i] - reach]) for reach in REACH)
                ),
                "",
            )
            found.append((i, i + 1, actor, "pronoun"))
        if word == "the" or tags[i] in ("POS", "PRP$"):
            start, noun = _description(doc, i, tags, inside)
            people = apposed.get(noun.i, ()) if noun else ()
            if noun and (people or tags[i] != "PRP$"):
                actor = (
                    _only([*people] * (noun.tag_ != "NNS"))
                    if people
                    else _described(doc, start, noun, inside, seen, bodies)
                )
                found.append((start, noun.i + 1, actor, "description"))
        if actor in seen:
            seen[actor] = numbers[i]
    return found


def _words(title):
    return set(plain(title).split())


def _only(fitting):
    return fitting[0] if len(fitting) == 1 else ""


def _description(doc, i, tags, inside):
    """Return the first token and the noun that describes a person or a body, neither a name nor the title
    before one, or None.
    """
    head = doc[i].head
    noun, start = (head.head, i - 1) if tags[i] == "POS" else (head, i)
    while start > 0 and tags[i] == "POS" and inside.get(start - 1, "") == inside.get(start):
        start -= 1
    if (
        0 < noun.i - i < 5
        and lists_for(doc)[0].get(noun.lemma_.lower()) in DESCRIBING
        and noun.i not in inside
        and (tags[i] != "POS" or start in inside)
        and not any("person" in inside.get(k, "") for k in range(i, noun.i + 2))
    ):
        return start, noun
    return start, None


def _described(doc, start, noun, inside, seen, bodies):
    """Return the one actor whom a definite description fits, those first who are named before it, or ""."""
    after = noun.i + 2 + (doc[noun.i + 2 : noun.i + 3].text == "the")
    phrase = [*range(start, noun.i), *[after] * (doc[noun.i + 1 : noun.i + 2].text in ("of", "for"))]
    places = {inside[k][0] for k in phrase if k in inside}
    wanted = {
        plain(w.text)
        for w in doc[start : noun.i + 1]
        if w.i not in inside and (w.pos_ in ("NOUN", "PROPN") or w.lower_ in LESSER)
    }
    offices = _offices(doc)
    fitting = [
        person
        for person, (titles, of) in offices.items()
        if places <= set(of)
        and any(wanted <= title and title & LESSER <= wanted for title in map(_words, titles))
    ]
    before = [p for p in fitting if p in seen] + [
        b for b, last in bodies.items() if last == noun.lower_ and not places
    ]
    recent = [p for p in before if seen.get(p, -REACH[-1] - 1) >= sentence_of(doc)[start] - REACH[-1]]
    return _only(before) or _only(recent) or (_only(fitting) if places and not before else "")


class Mention(NamedTuple):
    actor: str
    kind: str
    sentence: int
    start: int
    end: int
    text: str
    form: str


@table_of(Mention)
def mentions(doc):
    """Return every mention of an actor in a Doc, in the order of the text.

    Columns: `actor`, the fullest name in the article without title, and for a country's adjective,
    inhabitants or seat of government the country (`data/countries.csv`, `data/metonyms.csv`); `kind`, person,
    organisation, place (countries too) or group; `sentence` (0-based); `start` and `end` (characters of
    `doc.text`); `text`; `form`, name, or description or pronoun where just one actor fits: one named shortly
    before, or whose name stands beside the description ("the envoy, Ann Lee"). A club or an event counts as
    an organisation. A surname that two people share is the more often named one's, unless an honorific or
    given name tells otherwise. One good mention settles the weak ones, an entity-centred merging in sieves as
    in Lee and others (Computational Linguistics 39:4, 2013).

    >>> from utils import parse
    >>> doc = parse("Canadian Prime Minister Justin Trudeau met Mr. Trudeau's critics. He left.")
    >>> mentions(doc)[["actor", "text"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['Canada', 'Canadian'], ['Justin Trudeau', 'Justin Trudeau'], ['Justin Trudeau', 'Trudeau'],
     ['Justin Trudeau', 'He']]
    """
    kinds = {actor: kind for _, _, actor, kind in named_spans(doc)}
    found = [(start, end, actor, "name") for start, end, actor, _ in named_spans(doc)]
    found += [reference for reference in _references(doc) if reference[2]]
    numbers = sentence_of(doc)
    for start, end, actor, form in sorted(found):
        span = doc[start:end]
        yield Mention(
            actor=actor,
            kind=kinds[actor],
            sentence=numbers[start],
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            form=form,
        )


@kept
def actor_at(doc) -> dict[int, str]:
    """Return for each token inside a mention the actor that is meant."""
    return {i: one.actor for one in mentions.rows(doc) for i in range(*tokens_at(doc, one.start, one.end))}


class Actor(NamedTuple):
    actor: str
    kind: str
    title: str
    affiliation: str
    aliases: str
    mentions: int


@table_of(Actor)
def actors(doc):
    """Return one row per actor of a Doc, the most mentioned first, then in the order of the text.

    Columns: `actor` and `kind` as in `mentions`; for people `title`, as the text gives it before the name or
    in apposition to it ("the envoy, Ann Lee"; "Ann Lee, an envoy"), and `affiliation`, the country or body
    that it belongs to, else ""; `aliases`, the other forms of the name that the text uses, parted by "; ";
    `mentions`, the number of mentions by name.

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
        title = max(
            titles, key=lambda t: (lists_for(doc)[0].get(plain(t)) != "honorific", len(t)), default=""
        )
        aliases = "; ".join(dict.fromkeys(t for t in texts if t != actor))
        rows.append(Actor(actor, kinds[actor], title, bodies[0] if bodies else "", aliases, len(texts)))
    return sorted(rows, key=lambda row: -row[-1])


class Unresolved(NamedTuple):
    sentence: int
    start: int
    end: int
    text: str
    form: str


@table_of(Unresolved)
def unresolved(doc):
    """Return the pronouns and definite descriptions of people and bodies that none or more than one actor
    fits.

    Columns: `sentence` (0-based), `start` and `end` (characters of `doc.text`), `text`, `form` (description
    or pronoun). "They" and "the two" are always here; "it", "I", "we" and "you" are not looked at.

    >>> from utils import parse
    >>> unresolved(parse("Ann Lee met Sue Ray. She laughed."))[["text", "form"]].values.tolist()
    [['She', 'pronoun']]
    """
    numbers = sentence_of(doc)
    for start, end, actor, form in _references(doc):
        if not actor:
            span = doc[start:end]
            yield Unresolved(numbers[start], span.start_char, span.end_char, span.text, form)


def apposed_name(noun):
    """The name in apposition to a common noun, Roe in 'the envoy, Tom Roe, left', or else the noun itself.

    >>> from utils import parse
    >>> apposed_name(parse("The envoy, Tom Roe, left.")[1])
    Roe
    """
    return (
        next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), noun)
        if noun.tag_ == "NN"
        else noun
    )


def is_named(head) -> bool:
    """Whether a phrase is or begins with a name."""
    return head.ent_type_ in NAMED or any(c.ent_type_ in NAMED for c in head.lefts)
