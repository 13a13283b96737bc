"""An act as a sentence: what `actions` finds put back into plain words, the most weighty first."""

from __future__ import annotations

from typing import NamedTuple

from methods.actions import DONE, actions
from methods.actions.parties import is_deed, is_party
from methods.actors import actors
from methods.quotations import UNNAMED
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
    main fact. Raises nothing of its own.

    >>> from utils import parse
    >>> [act.told for act in acts_in_words(parse("France and Spain accused Italy of fraud."))]
    ['France and Spain accuse Italy.']
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
    if any(act.start < act.target_start < act.end for act in acts):
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
    many = len(sources) > 1 or _is_plural(doc, next(iter(sources.values())))
    does = _with_its_noun(verb, first)
    predicate = " ".join(filter(None, [does, "" if does.split()[-1] == by else by, objects]))
    if first.status == "attempted":
        does = f"{'try' if many else 'tries'} to {predicate}"
    else:
        lemma, _, rest = predicate.partition(" ")
        does = f"{lemma if many else third_person(lemma)} {rest}"
    own = first.voice in sources or first.voice == first.source_actor
    voice = f", told by {first.voice}" if first.voice and not own else ""
    subject = listed(sources)
    return ToldAct(
        f"{subject[0].upper()}{subject[1:]} {does}{voice}.",
        _words(doc, acts),
        first.sentence,
        first.start,
        _weight(doc, acts),
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


def _party(doc, actor: str, phrase: str, start: int, end: int) -> str:
    """The name of a party in a sentence, "" where it would be open who is meant: the article's own phrase, a
    person without titles, a pronoun by the name that it stands for.
    """
    first, after = tokens_at(doc, start, end)
    pronoun = all(token.pos_ == "PRON" for token in doc[first:after])
    if actor and (pronoun or _is_person(doc, actor) and phrase.split()[-1] == actor.split()[-1]):
        return actor
    whole = _to_end_of_name(doc, after)
    phrase = doc[first:whole].text if whole > after else phrase
    root = doc[first:after].root if first < after else None
    pronoun = pronoun or root is not None and root.pos_ == "PRON" and not actor
    whose = first < after and doc[first].tag_ == "PRP$"  # "their action": open outside of its sentence
    return "" if pronoun or whose or len(phrase) > LONGEST_PARTY or _is_cut(phrase) else phrase


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
    return phrase.count('"') % 2 == 1 or phrase.count("“") != phrase.count("”")


def _is_plural(doc, act) -> bool:
    root = doc[slice(*tokens_at(doc, act.source_start, act.source_end))].root
    return root.tag_ == "NNS" or any(child.dep_ == "conj" for child in root.children)


def _words(doc, acts) -> str:
    """The article's words from the first part of an act to its last, or its sentence where they lie apart."""
    told = sentences.rows(doc)[acts[0].sentence]
    ends = [
        n for a in acts for n in (a.source_start, a.source_end, a.target_start, a.target_end, a.start, a.end)
    ]
    inside = all(told.start <= n <= told.end for n in ends)
    verb = doc[slice(*tokens_at(doc, acts[0].start, acts[0].end))].root
    after = [c.right_edge for c in verb.rights if c.dep_ in COMPLEMENTS]  # "accuses Spain of spying"
    last = max([*ends, *(token.idx + len(token) for token in after)])
    words = text_of(doc)[min(ends) : min(last, told.end)]
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
