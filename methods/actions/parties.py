"""Who can act or be acted on: which nouns name a party, which party a phrase names, and which it does not.

People, bodies, countries and groups are parties, named or not ("59 people", "the crew"), and so is what
belongs to one ("the vote of the senate"). A country's adjective is that country only before a part of its
state ("Danish troops", not "a Danish nurse").
"""

from __future__ import annotations

from functools import cache

from methods.actions.clauses import LONGEST, objects_of
from methods.actions.complements import phrase
from methods.actors import actor_at, mentions
from methods.actors.lexicon import bodies, country_forms, title_words
from methods.actors.resolution import PARTIES, apposed_name, is_named
from methods.quotations.silence import speech_words
from utils import from_lists, kept, word_list

PEOPLE = set(
    "i we he she they you him her them us me who whom himself herself themselves ourselves myself "
    "everyone everybody someone somebody anyone others many some those both all most several few "
    "nobody none neither".split()
)
UNNAMED_ONES = {"you", "us", "yourself", "yourselves", "ourselves"}
AMOUNTS = {"MONEY", "PERCENT", "QUANTITY", "DATE", "TIME", "ORDINAL"}  # entities that nobody can be
WORKS = {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "LANGUAGE"} | AMOUNTS
PERSON_ENDINGS = ("man", "woman", "men", "women", "person", "people", "ist")
THE_SO = set("poor rich wounded injured sick homeless accused elderly dead unemployed".split())
NAMERS = ("compound", "amod", "nmod", "poss")


@from_lists("party_nouns")
def party_nouns() -> dict:
    """Return for each noun of `data/party_nouns.csv` what it names: person, group, state, place or weapon."""
    return dict(word_list("party_nouns")[["noun", "kind"]].to_numpy())


@from_lists("party_nouns", "titles")
def _kinds() -> dict:
    titles = {
        t: "group" if k in ("organisation", "people") else "person"
        for t, k in title_words()[0].items()
        if k in ("organisation", "people", "office", "role")
    }
    return titles | party_nouns()


@kept
def _kinds_for(doc) -> dict:
    return _kinds()  # looked up once for a Doc


def noun_kind(head) -> str:
    """What the head of a phrase names by its noun alone: person, group, state, place, weapon, or "".

    >>> from utils import parse
    >>> [noun_kind(token) for token in parse("the nurses, a treaty")]
    ['', 'person', '', '', 'deed']
    """
    word, kinds = head.lemma_.lower(), _kinds_for(head.doc)
    guessed = "person" if word.endswith(PERSON_ENDINGS) and len(word) > 5 else ""
    return kinds.get(word) or kinds.get(head.lower_) or guessed


@kept
def _mentioned_kinds(doc) -> dict:
    return {one.actor: one.kind for one in mentions.rows(doc)}


def is_party(head, owned=True) -> bool:
    """Whether a phrase names who or what can act or be acted on, or, if `owned`, what belongs to such a
    party.

    >>> from utils import parse
    >>> doc = parse("The senate's vote pleased the nurses and the theory of the treaty.")
    >>> [is_party(doc[i]) for i in (1, 3, 6, 9)]
    [True, True, True, False]
    """
    if head.pos_ == "PRON" or head.tag_ in ("WP", "PRP", "DT"):
        return head.lower_ in PEOPLE or head.i in actor_at(head.doc)
    if head.pos_ == "NUM":
        return head.ent_type_ not in AMOUNTS
    if head.ent_type_ in AMOUNTS and not noun_kind(head):
        return False
    if head.pos_ in ("ADJ", "VERB") and head.i not in actor_at(head.doc):
        named = any(c.dep_ == "det" and c.lower_ == "the" for c in head.children)
        return named and head.lower_ in THE_SO
    if head.i in actor_at(head.doc) and _mentioned_kinds(head.doc).get(actor_at(head.doc)[head.i]) != "event":
        return True
    kind = noun_kind(head)
    if kind:
        return kind not in ("weapon", "deed") or owned and _owner(head) is not None
    titled = head.is_title and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in head.lefts)
    if head.pos_ == "PROPN" or titled or head.text.isupper() and head.is_alpha and len(head) > 1:
        return head.ent_type_ not in WORKS
    return apposed_name(head) is not head or owned and _owner(head) is not None


def is_anybody(head) -> bool:
    """Whether a pronoun means people in general, or a speaker whom the text does not name: 'you', 'us'.

    >>> from utils import parse
    >>> [is_anybody(token) for token in parse("You help them.")]
    [True, False, False, False]
    """
    return head.lower_ in UNNAMED_ONES and head.i not in actor_at(head.doc)


def are_places(*heads) -> bool:
    """Whether all of these are buildings, ways or regions without a name: a road that joins another does not
    act with it.

    >>> from utils import parse
    >>> doc = parse("The road joins the railway.")
    >>> are_places(doc[1], doc[4])
    True
    """
    return all(one.pos_ == "NOUN" and noun_kind(one) == "place" for one in heads)


def is_deed(head) -> bool:
    """Whether a phrase names what a body does or decides, which others can praise, condemn or reject.

    >>> from utils import parse
    >>> is_deed(parse("They rejected the verdict.")[3])
    True
    """
    mine = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children)
    noun = head.pos_ == "NOUN" or head.dep_ == "dobj" and head.tag_ == "VBZ"  # the tagger's mistake
    return noun and not mine and (noun_kind(head) == "deed" or head.lemma_ in _event_nouns())


def is_of_origin(head) -> bool:
    """Whether a phrase is a thing that has a party's name before it, and no more: 'a Danish dog'."""
    owner = None if is_party(head, owned=False) or noun_kind(head) else _owner(head)
    return owner is not None and owner.dep_ in NAMERS[:3]


def is_strike(head) -> bool:
    """Whether a strike is one of arms: 'air strikes', not 'the strike of the dockers'."""
    names = [c for c in head.children if c.dep_ in NAMERS]
    return head.lemma_ == "strike" and any(c.lower_ == "air" or noun_kind(c) == "weapon" for c in names)


def is_public(head) -> bool:
    """Whether a phrase names somebody, a body or who holds an office: those whose stand on a deed is news.

    >>> from utils import parse
    >>> [is_public(token) for token in parse("minister, physicist")]
    [True, False, False]
    """
    held = title_words()[0].get(head.lemma_.lower()) == "office"
    return is_named(head) or head.i in actor_at(head.doc) or held or noun_kind(head) in ("group", "state")


def is_interview(verb, target, actor) -> bool:
    """Whether what is told to somebody is told to the press, on which nobody acts by talking to it.

    >>> from utils import parse
    >>> doc = parse("The mayor told the Dover Gazette she was ill.")
    >>> is_interview(doc[2], doc[5], "Dover Gazette")
    True
    """
    if verb.lemma_ not in speech_words("speaking"):
        return False
    kinds, (nouns, endings, names) = {"press", "broadcaster"}, bodies()
    named = [t.text for t in target.subtree if target.i - LONGEST < t.i <= target.i and t.pos_ == "PROPN"]
    words = " ".join([*named, actor or target.text]).lower().split()
    by_name = kinds & endings.get(words[-1], set()) or any(
        kinds & names.get(w, set()) or "broadcaster" in endings.get(w, ()) for w in words
    )
    by_noun = target.pos_ == "NOUN" and (
        kinds & nouns.get(target.lemma_, set()) or target.lemma_ in speech_words("interviewing")
    )
    return bool(by_name or by_noun)


@from_lists("relations")
def _event_nouns() -> set:
    rules = word_list("relations")
    return set(rules.loc[rules["verb"] == "", "noun"])


def _owner(head):
    """The party that a thing belongs to, as its possessor, after 'of', or as the name before it."""
    for child in head.children:
        if child.dep_ == "poss" and child.pos_ != "PRON" and is_party(child, owned=False):
            return child
        if (
            child.dep_ in NAMERS
            and child.ent_type_ in PARTIES
            and child.i in actor_at(head.doc)
            and child.ent_type_ != "PERSON"
        ):
            return child if _is_state_like(head) or child.tag_ in ("NNP", "NNPS") else None
        if child.dep_ == "prep" and child.lower_ in ("of", "by") and child.i > head.i:
            for one in objects_of(child):
                if is_party(one, owned=False):
                    return one
    return None


def _is_state_like(head) -> bool:
    return noun_kind(head) in ("state", "weapon")


@kept
def naming(doc):
    """Return a function that gives for the head of a phrase (text, start, end), the actor that it is, and
    whether it names any.
    """
    actor_of, types = actor_at(doc), title_words()[0]
    kinds, forms = _mentioned_kinds(doc), country_forms()[0]
    countries = set(forms.values())

    def led(head):
        """Whether what a noun names acts for the one before it: a person's government, a country's army."""
        return types.get(head.lemma_.lower()) == "organisation"

    def stands_for(head, i):
        actor = actor_of[i]
        if kinds.get(actor) == "person":
            return led(head)
        if actor in countries or kinds.get(actor) in ("place", "group"):
            if doc[i].head is not head and doc[i].dep_ in ("pobj", "poss") and doc[i].head.head is head:
                return doc[i].head.lower_ in ("of", "by")
            if doc[i].dep_ == "poss":
                return noun_kind(head) != "person"
            # a country's adjective before what is not its state, "Danish crowns", is not the country
            by_name = noun_kind(head) == "" and doc[i].tag_ in ("NNP", "NNPS")
            return (by_name or _is_state_like(head) or is_deed(head)) and head.ent_type_ not in AMOUNTS
        return noun_kind(head) != "person" or doc[i].dep_ != "poss"

    @cache
    def name(head):
        if head is None:
            return ("", -1, -1), "", False
        span = phrase(head)
        within = [i for i in range(span.start, span.end) if i in actor_of]
        inside = {actor_of[i] for i in within}
        fitting = {actor_of[i] for i in within if head.pos_ != "NOUN" or stands_for(head, i)}
        actor = (
            actor_of.get(head.i)
            or actor_of.get(apposed_name(head).i)
            or (
                min(fitting)
                if len(fitting) == 1 and len(inside) == 1 and head.ent_type_ not in AMOUNTS
                else ""
            )
        )
        return (span.text, span.start_char, span.end_char), actor, bool(inside)

    return name
