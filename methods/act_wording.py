"""An act as a sentence: what `actions` finds put back into plain words, the most weighty first."""

from __future__ import annotations

import re
from typing import NamedTuple

from methods.actions import DONE, actions
from methods.actions.background import dated, past_form, past_of
from methods.actions.effects import effect_of
from methods.actions.excerpts import excerpt, is_cut
from methods.actions.matter import matter_of, restriction
from methods.actions.parties import is_deed, is_party, party_nouns
from methods.actors import actor_at, actors
from methods.actors.lexicon import country_forms, parties_at
from methods.actors.resolution import apposed_name
from methods.quotations import UNNAMED
from methods.quotations.silence import speech_words
from utils import kept, listed, tokens_at

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "acts_in_words",
    "third_person",
]

DIRECT = ("dobj", "nsubjpass", "dative")  # the parser's labels for what a verb is done to
OPEN_WORDS = ("PRP", "PRP$", "WP", "WDT", "WRB", "WP$", "EX")  # tags of words that mean what stands elsewhere
BACKGROUND = 10.0  # what an act of an earlier year weighs less: more than all else together
REACHING = "to with against on at for from of about toward towards over".split()  # not "in": a place
THIRD_PERSONS = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
LONGEST_PARTY = 70  # characters of a party; a longer one is no name, and does not fit a sentence


class ToldAct(NamedTuple):
    told: str
    words: str
    sentence: int
    start: int
    weight: float
    named: bool


def acts_in_words(doc) -> list[ToldAct]:
    """Return the acts of a text that can be told as a sentence, the most weighty first.

    In: a parsed Doc. Out: one row per act: `told` (“France accuses Spain.”), `words` (the article's, from the
    source to the target), `sentence` (0-based), `start` (character of `doc.text`), `weight`, `named` (whether
    a party has a name). Told are acts
    with a class that were done or tried, whose source and target the grammar gives plainly. An act weighs
    more between parties that the article names, and names often, and near its beginning, where news puts its
    main fact; one that is dated to an earlier year weighs less than all others, and its words hold that date.
    Raises nothing of its own.

    >>> from utils import parse
    >>> [act.told for act in acts_in_words(parse("France and Spain accused Italy of fraud."))]
    ['France and Spain accuse Italy of fraud.']
    """
    groups: dict[tuple, list] = {}
    for act in actions.rows(doc):
        if act.relation and act.source and act.target and act.status in DONE and not act.negated:
            groups.setdefault((act.start, act.verb), []).append(act)
    told = [one for group in groups.values() if (one := _in_words(doc, group))]
    once = {one.told: one for one in sorted(told, key=lambda one: one.weight)}
    return sorted(once.values(), key=lambda one: (-one.weight, one.start))


def _in_words(doc, acts) -> ToldAct | None:
    first = acts[0]
    verb = next((t for t in doc[slice(*tokens_at(doc, first.start, first.end))] if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() != first.verb.split()[0] or first.voice == UNNAMED:
        return None
    if first.sentence > 1 and _is_anybody(acts):
        return None
    if any(act.start < act.source_start < act.end for act in acts):
        return None
    sources = {_which(doc, "source", verb, a): a for a in acts}
    targets: dict[str, str] = {}
    for act in acts:
        governed = _preposition(doc, verb, act)
        if governed is not None and _can_be_acted_on(doc, act):
            targets.setdefault(_which(doc, "target", verb, act), governed)
    if not targets or "" in sources or "" in targets or set(sources) & set(targets):
        return None
    by = next(iter(targets.values()))
    number = _own_number(doc, verb, first)
    plural = len(sources) > 1 or _is_plural(doc, next(iter(sources.values())))
    many = number == "many" or plural and number != "one"
    objects = listed(name for name, preposition in targets.items() if preposition == by)
    predicate = _predicate(doc, verb, acts, by, objects)
    past = past_of(doc, verb)
    if not predicate or past is not None and not past_form(verb, past):
        return None
    lemma, _, rest = predicate.partition(" ")
    if first.status == "attempted" and effect_of(verb) != "attempted":  # "seek" is to try by itself
        does = f"{'try' if many else 'tries'} to {predicate}" if past is None else f"tried to {predicate}"
    elif past is None:
        does = f"{lemma if many else third_person(lemma)} {rest}"
    else:
        does = f"{past_form(verb, past)} {rest}"
    own = first.voice in sources or first.voice == first.source_actor
    voice = f", told by {first.voice}" if first.voice and not own else ""
    subject = listed(sources)
    return ToldAct(
        f"{subject[0].upper()}{subject[1:]} {does}{dated(past, does)}{voice}.",
        excerpt(doc, acts, past),
        first.sentence,
        first.start,
        _weight(doc, acts) - BACKGROUND * (past is not None),
        any(act.source_actor or act.target_actor for act in acts),
    )


def _predicate(doc, verb, acts, by: str, objects: str) -> str:
    """The verb with what it is done to and what it is about, "" where that cannot be told plainly."""
    first = acts[0]
    inside = any(act.start < act.target_start < act.end for act in acts)
    does = _with_its_noun(verb, first, inside)
    if by and (inside or does == verb.lemma_.lower() and any(c.dep_ == "dobj" for c in verb.children)):
        return ""  # "repaid the loan to the bank" would lose the loan
    after = max(tokens_at(doc, act.target_start, act.target_end)[1] for act in acts)
    matter = matter_of(doc, verb, acts, _to_end_of_name(doc, after), bool(by))
    if matter is None:
        return ""
    last = first.cue.split()[-1].lower()
    if inside and not any(act.target_start < act.end <= act.target_end for act in acts):
        if matter.split()[:1] != [last]:
            return ""  # "forced Spain to leave": the verb goes on behind its target
    predicate = " ".join(filter(None, [does, "" if does.split()[-1] == by else by, objects]))
    return predicate if matter.strip() and objects.endswith(matter) else predicate + matter


def _which(doc, side: str, verb, act) -> str:
    """A party in a sentence with the clause that tells which it is, "" where it is open who is meant."""
    start, end = getattr(act, f"{side}_start"), getattr(act, f"{side}_end")
    name = _party(doc, getattr(act, f"{side}_actor"), getattr(act, side), start, end)
    first, after = tokens_at(doc, start, end)
    if not name or first == after:
        return name
    clause = restriction(doc, first, after, verb, [act])
    both = "both " if first and doc[first - 1].lower_ == "both" and doc[first - 1].dep_ == "det" else ""
    return "" if clause is None else both + name + clause


def _can_be_acted_on(doc, act) -> bool:
    """Whether a target is somebody, or what somebody decides; what is only a thing is nobody to act on."""
    root = doc[slice(*tokens_at(doc, act.target_start, act.target_end))].root
    return bool(act.target_actor) or is_party(root) or is_deed(root)


def _is_anybody(acts) -> bool:
    """Whether an act is one of somebody to somebody whom the text never names: “a man who robs a bank”."""
    named = any(act.source_actor or act.target_actor for act in acts)
    return not named and acts[0].source.lower().startswith(
        ("a ", "an ", "any ", "anybody", "anyone", "those")
    )


def third_person(verb: str) -> str:
    """Return a verb as it follows he, she or it.

    >>> [third_person(verb) for verb in ("accuse", "deny", "attack", "reach", "have")]
    ['accuses', 'denies', 'attacks', 'reaches', 'has']
    """
    if verb in THIRD_PERSONS:
        return THIRD_PERSONS[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _with_its_noun(verb, act, inside=False) -> str:
    """The verb in its dictionary form with its particle and the noun that makes it an act, hold talks, where
    the target is not `inside` of these.
    """
    after = act.cue.split()[1:] if act.cue.split()[:1] == [verb.text] and not inside else []
    particle = [t.text for t in verb.children if t.dep_ == "prt" and t.text not in after]
    return " ".join([verb.lemma_.lower(), *particle, *(after if len(act.verb.split()) > 1 else [])])


def _preposition(doc, verb, act) -> str | None:
    """The preposition by which a verb reaches its target, "" for none, None where the way is not plain."""
    first, after = tokens_at(doc, act.target_start, act.target_end)
    own = range(*tokens_at(doc, act.start, act.end))
    token = doc[first:after].root
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ in DIRECT and token.head == verb:
        return ""
    preposition = token.head
    if token.dep_ == "pobj" and preposition.dep_ in ("prep", "dative") and preposition.head.i in own:
        by = preposition.text.lower()
        return by if by in REACHING else None
    return None


def _party(doc, actor: str, phrase: str, start: int, end: int) -> str:
    """The name of a party in a sentence, "" where it would be open who is meant: the article's own phrase, a
    person without titles, a pronoun by the name that it stands for.
    """
    first, after = tokens_at(doc, start, end)
    if first < after and doc[first].tag_ in OPEN_WORDS and doc[first].tag_[0] == "W":
        return _of_antecedent(doc, first, after)
    if phrase.endswith(("'s", "’s")):
        return phrase  # "Barlow's" is no Barlow
    if first < after and actor and _is_person(doc, actor) and _names(doc, doc[first:after].root, actor):
        return actor
    pronoun = all(token.pos_ == "PRON" for token in doc[first:after]) or _points_back(doc, first, after)
    if actor and (pronoun or _is_person(doc, actor) and phrase.split()[-1] == actor.split()[-1]):
        return actor
    whole = _to_end_of_name(doc, after)
    phrase = doc[first:whole].text if whole > after else phrase
    root = doc[first:after].root if first < after else None
    pronoun |= root is not None and root.pos_ == "PRON" and not actor
    whose = first < after and doc[first].tag_ == "PRP$"  # "their action": open outside of its sentence
    if first < after and _opens_small(doc, first):
        phrase = phrase[0].lower() + phrase[1:]
    return "" if pronoun or whose or len(phrase) > LONGEST_PARTY or is_cut(phrase) else phrase


def _points_back(doc, first: int, after: int) -> bool:
    """Whether a party is one named before and not here: "the company"."""
    pointed = after - first == 2 and doc[first].lower_ in ("the", "this", "that")
    return pointed and doc[first].sent.start > 0 and doc[first + 1].lemma_ in speech_words("any organisation")


def _names(doc, root, actor: str) -> bool:
    """Whether a noun is a person itself, or stands beside the name: 'the Tory, Ann Roe'."""
    return actor in (actor_at(doc).get(root.i), actor_at(doc).get(apposed_name(root).i))


def _of_antecedent(doc, first: int, after: int) -> str:
    """A party with "whose" by the name that it stands for: 'Ann Roe's parents', "" where that is open."""
    clause = next((t for t in doc[first].ancestors if t.dep_ == "relcl"), None)
    if doc[first].lower_ != "whose" or clause is None or clause.head.i >= first:
        return ""
    owner = actor_at(doc).get(clause.head.i) or actor_at(doc).get(apposed_name(clause.head).i, "")
    return f"{owner}’s {doc[first + 1 : after].text}" if owner and first + 1 < after else ""


def _opens_small(doc, first: int) -> bool:
    """Whether a word has its capital only because it opens a sentence or a quotation."""
    word = doc[first]
    opens = word.is_sent_start or first == 0 or doc[first - 1].is_quote or doc[first - 1].is_space
    named = (
        word.i in actor_at(doc) or word.ent_type_ not in ("", "CARDINAL", "QUANTITY") and word.pos_ != "DET"
    )
    return bool(opens and word.is_title and word.pos_ != "PROPN" and word.text != "I" and not named)


def _is_person(doc, actor: str) -> bool:
    return actor in _known(doc) and _known(doc)[actor].kind == "person"


@kept
def _known(doc) -> dict:
    """The actors of a Doc by their names, and the most mentioned first."""
    return {one.actor: one for one in actors.rows(doc)}


def _to_end_of_name(doc, after: int) -> int:
    """The token after a name that goes on: no phrase ends in “head of the Friends” of something."""
    while (
        0 < after < len(doc) - 1
        and doc[after].lower_ in ("of", "for")
        and doc[after - 1].pos_ == doc[after + 1].pos_ == "PROPN"
    ):
        after += 1
        while after < len(doc) and doc[after].pos_ == "PROPN":
            after += 1
    return after


def _is_plural(doc, act) -> bool:
    root = doc[slice(*tokens_at(doc, act.source_start, act.source_end))].root
    several = root.tag_ == "NNS" or re.fullmatch("[A-Z]{2,}s", root.text)  # "MPs"
    return bool(several) or _are_people(doc, root) or any(child.dep_ == "conj" for child in root.children)


def _own_number(doc, verb, act) -> str:
    """The number of the article's own verb, "" where it does not tell: 'the founder and head has left'."""
    subject = doc[slice(*tokens_at(doc, act.source_start, act.source_end))].root
    forms = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    if subject.dep_ != "nsubj" or subject.head != verb:
        return ""
    if any(t.tag_ == "VBZ" or t.lower_ == "was" for t in forms):
        return "one"
    return "many" if any(t.tag_ == "VBP" or t.lower_ == "were" for t in forms) else ""


def _are_people(doc, root) -> bool:
    """Whether a name in the plural is one of people, "the Greens", not of a country or a firm."""
    party = parties_at(doc).get(root.i)
    if party is not None and root.lower_.endswith("s") and party[-1].endswith("s"):
        return True  # "the Lib Dems"
    plural = (
        root.tag_ == "NNPS" or root.tag_ == "NNP" and root.lower_.endswith("s") and root.ent_type_ == "NORP"
    )
    if (
        not plural
        or root.lower_ in country_forms()[0]
        or actor_at(doc).get(root.i) in country_forms()[0].values()
    ):
        return False
    one = root.lower_[:-3] + "y" if root.lower_.endswith("ies") else root.lower_.removesuffix("s")
    return root.ent_type_ == "NORP" or party_nouns().get(one) == "person"


def _weight(doc, acts) -> float:
    known = _known(doc)
    most = next(iter(known.values())).mentions if known else 1
    sides = [
        max((known[who].mentions for a in acts if (who := getattr(a, side)) in known), default=0)
        for side in ("source_actor", "target_actor")
    ]
    told = acts[0].voice == ""
    return sum((n > 0) + n / most for n in sides) + 3 / (1 + acts[0].sentence / 2) + told
