"""An act as a sentence: what `actions` finds put back into plain words, the most weighty first."""

from __future__ import annotations

import re
from typing import NamedTuple

from methods.actions import DONE, actions
from methods.actions.background import past_of
from methods.actions.effects import effect_of
from methods.actions.excerpts import opening, wanted
from methods.actions.misparsed import FINITE
from methods.actions.parties import is_deed, is_party, party_nouns
from methods.actors import actor_at, actors
from methods.actors.lexicon import country_forms
from methods.actors.resolution import apposed_name
from methods.quotations import UNNAMED
from methods.quotations.silence import speech_words
from utils import kept, listed, sentences, text_of, tokens_at

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "acts_in_words",
    "third_person",
]

DIRECT = ("dobj", "nsubjpass", "dative")  # the parser's labels for what a verb is done to
COMPLEMENTS = (
    "dobj",
    "prep",
    "xcomp",
    "ccomp",
    "oprd",
    "dative",
)  # of what an act consists, beside its parties
LONGEST_WORDS = 280  # characters of an excerpt that runs on to what is wanted
LONGEST_ASKED = 9  # words of what is asked
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
    if verb is None or verb.lemma_.lower() != first.verb.split()[0]:
        return None
    if first.sentence > 1 and _is_anybody(acts):
        return None
    if any(act.start < at < act.end for act in acts for at in (act.target_start, act.source_start)):
        return None  # "told Spain to leave": the verb goes on behind its target
    sources = {_party(doc, a.source_actor, a.source, a.source_start, a.source_end): a for a in acts}
    targets: dict[str, str] = {}
    for act in acts:
        governed = _preposition(doc, verb, act)
        if governed is not None and _can_be_acted_on(doc, act):
            targets.setdefault(
                _party(doc, act.target_actor, act.target, act.target_start, act.target_end), governed
            )
    if not targets or "" in sources or "" in targets or set(sources) & set(targets):
        return None
    by = next(iter(targets.values()))
    if first.voice == UNNAMED:
        return None
    objects = listed(name for name, preposition in targets.items() if preposition == by)
    number = _own_number(doc, verb, first)
    plural = len(sources) > 1 or _is_plural(doc, next(iter(sources.values())))
    many = number == "many" or plural and number != "one"
    does = _with_its_noun(verb, first)
    if by and does == verb.lemma_.lower() and any(c.dep_ == "dobj" for c in verb.children):
        return None  # "repaid the loan to the bank" would lose the loan
    predicate = " ".join(filter(None, [does, "" if does.split()[-1] == by else by, objects]))
    of_verb = first.relation == "REQUEST" or first.relation == "ACCUSE" and not by
    predicate += _asked(doc, verb, acts, of_verb)
    if first.status == "attempted" and effect_of(verb) != "attempted":  # "seek" is to try by itself
        does = f"{'try' if many else 'tries'} to {predicate}"
    else:
        lemma, _, rest = predicate.partition(" ")
        does = f"{lemma if many else third_person(lemma)} {rest}"
    own = first.voice in sources or first.voice == first.source_actor
    voice = f", told by {first.voice}" if first.voice and not own else ""
    subject = listed(sources)
    past = past_of(doc, verb)
    return ToldAct(
        f"{subject[0].upper()}{subject[1:]} {does}{voice}.",
        _words(doc, acts, past),
        first.sentence,
        first.start,
        _weight(doc, acts) - BACKGROUND * (past is not None),
        any(act.source_actor or act.target_actor for act in acts),
    )


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


def _with_its_noun(verb, act) -> str:
    """The verb in its dictionary form with its particle and the noun that makes it an act: hold talks."""
    after = act.cue.split()[1:] if act.cue.split()[:1] == [verb.text] else []
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


def _asked(doc, verb, acts, of_verb: bool) -> str:
    """What somebody is asked to do or blamed for (`of_verb`), or what a decision or a call is about, with a
    space before it, or "" where it is long or open.
    """
    first, last = max(
        (tokens_at(doc, a.target_start, a.target_end) for a in acts), key=lambda place: place[1]
    )
    if last >= len(doc) or last <= verb.i or doc[last].lower_ not in ("to", "of", "for"):
        return ""
    opens, target = doc[last], doc[first:last].root
    head = opens.head if opens.tag_ == "TO" else opens
    if opens.tag_ == "TO" and head.tag_ not in ("VB", "VBN"):
        return ""
    if not (of_verb and head.head == verb or head.head == target and is_deed(target)):
        return ""
    said = doc[last : head.right_edge.i + 1]
    is_open = any(t.tag_ in OPEN_WORDS or t.is_punct or t.is_space for t in said)
    is_open |= any(
        t.tag_ in FINITE for t in doc[said.end : said.end + 1]
    )  # 'of saying the poor | should pay'
    return "" if is_open or not 1 < len(said) <= LONGEST_ASKED else f" {said.text}"


def _party(doc, actor: str, phrase: str, start: int, end: int) -> str:
    """The name of a party in a sentence, "" where it would be open who is meant: the article's own phrase, a
    person without titles, a pronoun by the name that it stands for.
    """
    first, after = tokens_at(doc, start, end)
    if first < after and doc[first].tag_ in OPEN_WORDS and doc[first].tag_[0] == "W":
        return _of_antecedent(doc, first, after)
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
    return "" if pronoun or whose or len(phrase) > LONGEST_PARTY or _is_cut(phrase) else phrase


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


def _is_cut(phrase: str) -> bool:
    if phrase.split()[-1:] in (["one"], ["some"], ["many"], ["most"], ["all"]) and " of " in phrase:
        return True  # "the fate of one" of several
    return phrase.count('"') % 2 == 1 or phrase.count("“") != phrase.count("”")


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


def _words(doc, acts, past=None) -> str:
    """The article's words from the first part of an act to its last, with the phrase that dates it, or its
    sentence where they lie apart.
    """
    told = sentences.rows(doc)[acts[0].sentence]
    ends = [
        n for a in acts for n in (a.source_start, a.source_end, a.target_start, a.target_end, a.start, a.end)
    ]
    ends += [past.start_char, past.end_char] if past is not None else []
    inside = all(told.start <= n <= told.end for n in ends)
    verb = doc[slice(*tokens_at(doc, acts[0].start, acts[0].end))].root
    after = [c.right_edge for c in verb.rights if c.dep_ in COMPLEMENTS]  # "accuses Spain of spying"
    first, last = opening(verb, min(ends)), max([*ends, *(token.idx + len(token) for token in after)])
    whole = max([last, *(token.idx + len(token) for token in wanted(doc, verb, acts))])
    last = whole if min(whole, told.end) - first < LONGEST_WORDS else last
    words = text_of(doc)[first : min(last, told.end)].rstrip(" ,;:–—")
    return words if inside and not _is_cut(words) else told.text


def _weight(doc, acts) -> float:
    known = _known(doc)
    most = next(iter(known.values())).mentions if known else 1
    sides = [
        max((known[who].mentions for a in acts if (who := getattr(a, side)) in known), default=0)
        for side in ("source_actor", "target_actor")
    ]
    told = acts[0].voice == ""
    return sum((n > 0) + n / most for n in sides) + 3 / (1 + acts[0].sentence / 2) + told
