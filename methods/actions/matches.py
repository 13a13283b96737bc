"""Moves and wins in a match or a contest, told in words of violence, which are no acts of conflict."""

from __future__ import annotations

import re

from methods.actions.classes import QUADS
from methods.actions.clauses import objects_of
from methods.actions.parties import noun_kind
from methods.actors.resolution import apposed_name, is_named
from methods.kind import kind_of_news
from utils import from_lists, word_list

QUARRELS = {"battle", "clash", "conflict", "feud", "fight", "war"}
QUARREL_KINDS = {"court", "election", "electoral", "legal", "political", "price", "verbal"}
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")  # "won 3-1"


@from_lists("match_words")
def _match_words() -> dict:
    """The words of sport, by kind: scene, verb, violent, win, contest, means, victim."""
    table = word_list("match_words")
    return {kind: set(group["word"]) for kind, group in table.groupby("kind")}


def is_play(act_words, sources, targets, relation="ASSAULT") -> bool:
    """Whether words of violence tell of a move in a match, or of the victory of one name over another; other
    words do in an article on sport alone.

    >>> from utils import parse
    >>> doc = parse("In the second half Rovers attacked the City defence. Fans attacked the referee.")
    >>> is_play([doc[5]], [doc[4]], [doc[8]]), is_play([doc[11]], [doc[10]], [doc[13]])
    (True, False)
    """
    words, verb = _match_words(), act_words[0]
    moves = (words["verb"] | words["win"]).intersection(word.lemma_ for word in act_words)
    violent = any(one.lemma_.lower() in words["violent"] for one in sources)
    harms = (
        relation in ("ASSAULT", "THREATEN")
        or relation == "COERCE"
        and all(map(_is_name, [*sources, *targets]))
    )
    if harms and verb.lemma_ in words["win"] and _is_win(act_words, sources, targets, violent):
        return True
    if not moves or violent:
        return False
    in_match = any(t.lower_ in words["scene"] or SCORE.fullmatch(t.text) for t in verb.sent)
    return QUADS[relation].endswith("conflict") and in_match or kind_of_news(verb.doc) == "sport"


def _is_name(one) -> bool:
    return one.pos_ == "PROPN" or apposed_name(one) is not one


def _is_win(act_words, sources, targets, violent) -> bool:
    """Whether who beats somebody wins: it is a beating where those who do it are such as beat people, or
    where words tell with what or how badly.
    """
    verb, words = act_words[0], _match_words()
    below = [c for c in verb.children if c.dep_ in ("prep", "agent", "npadvmod")]
    below += [o for c in below for o in objects_of(c)]
    if any(one.lemma_ in words["contest"] | words["scene"] for one in below):
        return True
    if len(act_words) > 1 or not targets:  # 'beat up', 'beaten to death'
        return False
    with_what = [o for c in below if c.lower_ == "with" for o in objects_of(c)]
    if violent or any(noun_kind(one) == "weapon" or one.lemma_ in words["means"] for one in with_what):
        return False
    hurt = any(one.lemma_.lower() in words["victim"] | words["violent"] for one in targets) or any(
        c.lower_ in words["means"] for c in verb.children if c.dep_ in ("advmod", "acomp", "oprd")
    )
    unnamed = not sources and not any(is_named(one) for one in targets)
    return not hurt and not unnamed


def is_quarrel(noun) -> bool:
    """Whether a fight is one of words: 'a legal battle', 'his battle with the union over pay'.

    >>> from utils import parse
    >>> is_quarrel(parse("a legal battle")[2])
    True
    """
    about = any(c.dep_ == "prep" and c.lower_ in ("over", "about") for c in noun.children)
    kinds = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound")}
    return noun.lemma_ in QUARRELS and (about or not kinds.isdisjoint(QUARREL_KINDS))


def is_won_match(verb, event, relation) -> bool:
    """Whether what is won is a meeting of athletes: nobody wins a meeting of ministers.

    >>> from utils import parse
    >>> is_won_match("win", parse("They won the meeting.")[3], "CONSULT")
    True
    """
    met = verb == "win" and relation == "CONSULT"
    return met and not any(c.lower_ == "with" for c in event.children)
