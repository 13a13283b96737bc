"""Each actor's part in an article: mentioned, speaking, acting, acted on or spoken about, with the words that
show it.

The five roles keep apart what a count of names runs together: who is there, who has the floor, and who does
what to whom (van Leeuwen, "The representation of social actors", 1996).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

from methods.actions import DONE, QUADS, actions
from methods.actors import mentions
from methods.quotations import SILENT, quotations, quoted_pieces
from methods.tone import tone_toward
from utils import table_of, text_of

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "ROLES",
    "SIDES",
    "role_sentences",
    "roles",
]

ROLES = ["mentioned", "speaks", "acts", "acted_on", "spoken_about"]
SIDES = {
    "cooperation": ("acts", "cooperation"),
    "conflict": ("acts", "conflict"),
    "cooperation_received": ("acted_on", "cooperation"),
    "conflict_received": ("acted_on", "conflict"),
}


class Evidence(NamedTuple):
    actor: str
    role: str
    sentence: int
    start: int
    end: int
    text: str
    relation: str
    side: str


@table_of(Evidence)
def role_sentences(doc):
    """Return the evidence for every role of every actor, one row per piece, in the order of the text.

    In: a parsed Doc. Out: `actor`; `role` (mentioned, speaks, acts, acted_on, spoken_about); `sentence`
    (0-based); `start` and `end` (characters of `doc.text`) of the evidence and `text`, its words: the name
    for mentioned and spoken_about, the quotation for speaks, the predicate for acts and acted_on; `relation`
    (PLOVER class) and `side` (cooperation or conflict), empty but for acts that have a class. Only acts told
    as done or attempted count, not those negated, denied or intended. One predicate counts once for an actor,
    however many it is done to. An actor is spoken about where somebody else's quotation names it. Raises
    nothing of its own.

    >>> from utils import parse
    >>> evidence = role_sentences(parse("France bombed Germany. Germany said France was near."))
    >>> evidence.loc[evidence["actor"] == "France", ["role", "sentence", "text"]].to_numpy().tolist()
    [['mentioned', 0, 'France'], ['acts', 0, 'bombed'], ['mentioned', 1, 'France'], ['spoken_about', 1,
    'France']]
    """
    named = [(one.actor, one.sentence, one.start, one.end) for one in mentions.rows(doc)]
    places = [start for *_, start, _ in named]
    rows = [(actor, "mentioned", sentence, start, end, "") for actor, sentence, start, end in named]
    actors = {actor for actor, *_ in named}
    told = {}  # who speaks under one name: "Peru and Chile" are two
    for quote in quotations.rows(doc):
        told[quote.speaker] = quote.together.split("; ") if quote.together else [quote.speaker]
        rows += [
            (one, "speaks", quote.sentence, quote.start, quote.end, "")
            for one in told[quote.speaker]
            if one in actors and quote.kind not in SILENT
        ]
    for speaker, start, end, *_ in quoted_pieces(doc):
        inside = named[bisect_left(places, start) : bisect_left(places, end)]
        rows += [
            (actor, "spoken_about", where, s, e, "")
            for actor, where, s, e in inside
            if actor not in told[speaker]
        ]
    for act in actions.rows(doc):
        if act.status in DONE and not act.negated:
            rows += [
                (who, role, act.sentence, act.start, act.end, act.relation)
                for who, role in ((act.source_actor, "acts"), (act.target_actor, "acted_on"))
                if who
            ]
    text, seen = text_of(doc), {}
    for row in rows:
        seen.setdefault(row[:4], row)
    ordered = sorted(seen.values(), key=lambda row: (row[3], ROLES.index(row[1])))
    return [
        Evidence(
            actor=actor,
            role=role,
            sentence=sentence,
            start=start,
            end=end,
            text=text[start:end],
            relation=relation,
            side=_side(relation),
        )
        for actor, role, sentence, start, end, relation in ordered
    ]


def _side(relation) -> str:
    return QUADS.get(relation, "").rpartition(" ")[2]


class Part(NamedTuple):
    actor: str
    mentioned: int
    speaks: int
    acts: int
    acted_on: int
    spoken_about: int
    cooperation: int
    conflict: int
    cooperation_received: int
    conflict_received: int
    toward: float


@table_of(Part)
def roles(doc):
    """Return one row per actor with how often it has each role and how the text sounds toward it, most
    mentioned first.

    In: a parsed Doc. Out: `actor`; `mentioned`, `speaks`, `acts`, `acted_on`, `spoken_about`: rows of
    `role_sentences`, from which all these are counted; `cooperation` and `conflict` (acts of these sides
    given) and `cooperation_received` and `conflict_received`; `toward`, the mean of `tone_toward` over its
    mentions, from -1 to 1. Raises nothing of its own.

    >>> from utils import parse
    >>> table = roles(parse("France bombed Germany. Germany said France was near.")).set_index("actor")
    >>> table.loc["France", ["mentioned", "speaks", "acts", "spoken_about", "conflict"]].to_list()
    [2, 0, 1, 1, 1]
    """
    counts, sided, tone = Counter(), Counter(), defaultdict(list)
    for one in role_sentences.rows(doc):
        counts[one.actor, one.role] += 1
        sided[one.actor, one.role, one.side] += 1
        if one.role == "mentioned":
            tone[one.actor].append(tone_toward(doc, one.start, one.end))
    rows = [
        Part(
            actor=actor,
            **{role: counts[actor, role] for role in ROLES},
            **{name: sided[actor, *key] for name, key in SIDES.items()},
            toward=sum(tone[actor]) / len(tone[actor]),
        )
        for actor in tone
    ]
    return sorted(rows, key=lambda row: -row.mentioned)
