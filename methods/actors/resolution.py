"""Who is in an article: every mention of an actor, by name or resolved, and each actor's title and
affiliation.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from methods.actors.introductions import introductions
from methods.actors.lexicon import lists_for, plain
from methods.actors.lookup import named_spans, open_names
from methods.actors.offices import genders, offices
from methods.actors.references import PRONOUN_GENDERS, references
from utils import kept, sentence_of, table_of, tokens_at

__all__ = ["PRONOUN_GENDERS", "genders"]  # for those who read clauses

PARTIES = {"PERSON", "ORG", "GPE", "NORP", "LOC"}  # the labels of entities that can act or be acted on
NAMED = PARTIES | {"FAC"}


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
    an organisation. A surname that two people share is that of the one whom an honorific or title tells,
    else whom the article means from its start; just after another of them was named in full it is open, and
    no row here. One good mention settles the weak ones, an entity-centred merging in sieves as
    in Lee and others (Computational Linguistics 39:4, 2013).

    >>> from utils import parse
    >>> doc = parse("Canadian Prime Minister Justin Trudeau met Mr. Trudeau's critics. He left.")
    >>> mentions(doc)[["actor", "text"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['Canada', 'Canadian'], ['Justin Trudeau', 'Justin Trudeau'], ['Justin Trudeau', 'Trudeau'],
     ['Justin Trudeau', 'He']]
    """
    kinds = {actor: kind for _, _, actor, kind in named_spans(doc)}
    found = [(start, end, actor, "name") for start, end, actor, _ in named_spans(doc)]
    found += [reference for reference in references(doc) if reference[2]]
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
    introduced_as: str


@table_of(Actor)
def actors(doc):
    """Return one row per actor of a Doc, the most mentioned first, then in the order of the text.

    Columns: `actor` and `kind` as in `mentions`; for people `title`, as the text gives it before the name or
    in apposition to it ("the envoy, Ann Lee"; "Ann Lee, an envoy"), and `affiliation`, the country or body
    that it belongs to, else ""; `aliases`, the other forms of the name that the text uses, separated by "; ";
    `mentions`, the number of mentions by name; `introduced_as`, for people the article's own first words on
    who somebody is: the whole noun phrase before the name or in apposition to it, without "the" or "a", of at
    most 60 characters ("former Tory chancellor", "head of the WHO"). It is "" where only an honorific stands
    there, where the phrase needs another word to be understood ("his aide", "the club's owner", "rival"), and
    where it would have to be cut.

    >>> from utils import parse
    >>> actors(parse("Canadian Prime Minister Justin Trudeau smiled.")).iloc[1, :4].tolist()
    ['Justin Trudeau', 'person', 'Prime Minister', 'Canada']
    >>> doc = parse("Former Tory chancellor Ann Lee met Tom Roe, head of the WHO.")
    >>> [(row.actor, row.introduced_as) for row in actors.rows(doc) if row.kind == "person"]
    [('Ann Lee', 'former Tory chancellor'), ('Tom Roe', 'head of the WHO')]
    """
    forms, kinds = defaultdict(list), {}
    for start, end, actor, kind in named_spans(doc):
        forms[actor].append(doc[start:end].text)
        kinds[actor] = kind
    rows = []
    for actor, texts in forms.items():
        titles, bodies = offices(doc).get(actor, ([], []))
        title = max(
            titles, key=lambda t: (lists_for(doc)[0].get(plain(t)) != "honorific", len(t)), default=""
        )
        aliases = "; ".join(dict.fromkeys(t for t in texts if t != actor))
        rows.append(
            Actor(
                actor=actor,
                kind=kinds[actor],
                title=title,
                affiliation=bodies[0] if bodies else "",
                aliases=aliases,
                mentions=len(texts),
                introduced_as=introductions(doc).get(actor, ""),
            )
        )
    return sorted(rows, key=lambda row: -row.mentions)


class Unresolved(NamedTuple):
    sentence: int
    start: int
    end: int
    text: str
    form: str


@table_of(Unresolved)
def unresolved(doc):
    """Return the pronouns, definite descriptions and shared surnames that none or more than one actor fits.

    Columns: `sentence` (0-based), `start` and `end` (characters of `doc.text`), `text`, `form` (description,
    pronoun or surname). "They" and "the two" are always here; "I", "we" and "you" are not looked at, and "it"
    is a mention or nothing.

    >>> from utils import parse
    >>> unresolved(parse("Ann Lee met Sue Ray. She laughed."))[["text", "form"]].values.tolist()
    [['She', 'pronoun']]
    """
    numbers = sentence_of(doc)
    unclear = [(start, end, "", "surname") for start, end in open_names(doc)]
    for start, end, actor, form in sorted(references(doc) + unclear):
        if not actor:
            span = doc[start:end]
            yield Unresolved(numbers[start], span.start_char, span.end_char, span.text, form)


def apposed_name(noun):
    """The name in apposition to a common noun, Roe in 'the envoy, Tom Roe, left', or else the noun itself.

    >>> from utils import parse
    >>> apposed_name(parse("The envoy, Tom Roe, left.")[1])
    Roe
    """
    if noun.tag_ != "NN":
        return noun
    joined = [c for c in noun.rights if c.dep_ == "conj" and c.tag_ == "NN"]  # "founder and head Tom Roe"
    for name in noun.rights:
        if name.dep_ == "conj" and name.pos_ == "PROPN" and name.left_edge.nbor(-1) in joined:
            return name
    heads = [noun] + [c for c in joined if not any(w.dep_ == "det" for w in c.lefts)]
    return next((c for head in heads for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), noun)


def is_named(head) -> bool:
    """Whether a phrase is or begins with a name."""
    return head.ent_type_ in NAMED or any(c.ent_type_ in NAMED for c in head.lefts)
