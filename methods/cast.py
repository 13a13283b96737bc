"""Whom an article is about and who is heard in it: the actors with the largest parts, the shares of the
text, and what the loudest say in their own words.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from methods.actors import actors, mentions
from methods.quotations import is_in_first_person, voice_pieces, voices
from methods.roles import roles
from methods.tone import NARRATOR, UNNAMED
from utils import SUBJECTS, brief, listed, sentence_of, sentences, text_of, tokens_at

__all__ = ["cast_claims", "teller", "times", "voice_shares"]  # what `help` shows

WHO = "Who it is about, and who is heard."
MOST_ACTORS = 5
QUOTED = 280  # characters of an article's words that a claim quotes
IN_THE_LEAD = 3  # mentions that standing in one of the first two sentences is worth
PHRASE = 60  # characters; a shorter passage in quotation marks is a few words rather than a stand
MOST_QUOTED = 2  # voices whose words are given
MODIFYING = ("amod", "compound", "nmod", "npadvmod")  # the parser's labels for what only describes a noun
PARTS = ("nsubj", "nsubjpass", "dobj", "agent")
QUOTE_SIGNS = "“”\"‘’'«» "
TAKES_UP = {"this", "these", "those", "such"}
KNOWN_TO_ALL = {
    "country",
    "government",
    "month",
    "time",
    "week",
    "year",
}  # of which all know which one is meant
HEARD = 0.02  # share of the text from which on a voice is told of
TIMES = {1: "once", 2: "twice"}


class Claim(NamedTuple):
    question: str
    claim: str
    words: str
    sentence: int


def cast_claims(doc):
    """Yield the claims on the actors with the largest parts, then on who is heard, by share of the text."""
    parts = {one.actor: one for one in roles.rows(doc)}
    known = {one.actor: one for one in actors.rows(doc)}
    first = {}
    for one in mentions.rows(doc):
        first.setdefault(one.actor, one)
    weight = {
        name: one.mentioned + one.speaks + one.acts + IN_THE_LEAD * (first[name].sentence < 2)
        for name, one in parts.items()
        if name in first and not (known[name].kind == "organisation" and _only_speaks(one))
    }
    for name in _only_say_whose(doc):
        weight.pop(name, None)
    heard = {one.voice: one.share for one in voices.rows(doc)}
    leading = sorted(weight, key=lambda name: -weight[name])[:MOST_ACTORS]
    # Who is only named in passing is not whom an article is about.
    subjects = _subjects_of_first(doc)
    leading = [
        name
        for name in leading
        if _has_a_part(parts[name], known[name]) or name in subjects and parts[name].mentioned > 1
    ] or [name for name in leading[:3] if known[name].kind == "person" or _takes_a_side(parts[name])]
    for name in leading:
        introduced = known[name].introduced_as if name in known else ""
        part = [f"mentioned {times(parts[name].mentioned)}"]
        share = heard.get(name, 0)
        part += [f"quoted in {share:.0%} of the text"] * (share >= HEARD)
        told = f"{name}, {introduced}" if introduced else name
        yield Claim(WHO, f"{told}: {listed(part)}.", "", first[name].sentence)
    if not leading:
        few = "Nobody is named more than in passing." if weight else "Only sources are named."
        yield Claim(WHO, few if first else "Nobody is named.", "", -1)
    yield from _heard(doc)


def _subjects_of_first(doc) -> set[str]:
    """Return whom the first sentence is about: those named as its subject."""
    return {
        one.actor
        for one in mentions.rows(doc)
        if one.sentence == 0
        and any(
            token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"
            for token in doc[slice(*tokens_at(doc, one.start, one.end))]
        )
    }


def _only_say_whose(doc) -> set[str]:
    """The places that, but for one mention at most, only say whose somebody is, "a US tycoon", and the bodies
    that do nothing else: "a DNA test".
    """
    alone: Counter = Counter()
    kinds = {one.actor: one.kind for one in mentions.rows(doc) if one.kind != "person"}
    for one in mentions.rows(doc):
        last = doc[tokens_at(doc, one.start, one.end)[1] - 1]
        alone[one.actor] += 2 if _takes_part(last) else last.dep_ not in MODIFYING
    return {name for name, kind in kinds.items() if alone[name] < (2 if kind == "place" else 1)}


def _takes_part(name) -> bool:
    """Whether a place stands where those who act or play do: "Wales beat Italy", "for France"."""
    while name.dep_ == "conj":
        name = name.head
    return name.dep_ in PARTS or name.dep_ == "pobj" and name.head.lower_ in ("against", "for")


def _has_a_part(part, actor) -> bool:
    """Whether an actor does more than stand there: a group, or a name given twice, speaks or has a part in
    an act.
    """
    return part.mentioned > 1 and bool(_takes_a_side(part) or part.mentioned > 2 and actor.kind != "group")


def _takes_a_side(part) -> bool:
    return bool(part.speaks or part.acts or part.acted_on)


def _only_speaks(part) -> bool:
    """Whether an actor is there only as a source: no article is about the agency that it cites."""
    return 0 < part.mentioned <= part.speaks and not part.acts and not part.acted_on


def times(number: int) -> str:
    """Say how often: once, twice, 3 times."""
    return TIMES.get(number, f"{number} times")


def _heard(doc):
    shares = voice_shares(doc)
    if not shares:
        return
    if shares["the narrator"] > 0.995:
        yield Claim(WHO, f"Hardly anybody is quoted: {teller(doc)} tells it.", "", -1)
        return
    others = [one for one in voices.rows(doc) if one.voice not in (NARRATOR, UNNAMED)]
    others = [one for one in others if one.named or not _is_open(one.voice)]
    known = {one.voice.lower().removeprefix("the "): one for one in reversed(others)}  # "MPs", "the MPs"
    others = [one for one in others if known[one.voice.lower().removeprefix("the ")] is one]
    loud = [brief(one.voice, 40) for one in others if one.share >= HEARD][:3]
    told = {teller(doc) if who == NARRATOR else who: share for who, share in shares.items()}
    said = listed(f"{who} {share:.0%}" for who, share in told.items() if share >= 0.005)
    loudest = f" Most is heard from {listed(loud)}." if loud else ""
    yield Claim(WHO, f"Shares of the text: {said}.{loudest}", "", -1)
    yield from _in_their_words(doc, [one.voice for one in others if one.share >= HEARD][:MOST_QUOTED])


def _is_open(voice: str) -> bool:
    """Whether a voice without a name tells nobody by itself, or may be one of those with a name: "a company",
    "her lawyer", "the former minister".
    """
    words = voice.lower().split()
    one = not words[-1].endswith("s")
    return words[0] in ("his", "her", "its", "their") or one and (words[0] == "the" or len(words) == 2)


def teller(doc) -> str:
    """Return what to call who tells the article: the writer, where it is written in the first person."""
    return "the writer" if is_in_first_person(doc) else NARRATOR


def _in_their_words(doc, loud: list[str]):
    """What those say from whom most is heard, each by the first passage of theirs in quotation marks that is
    no mere phrase and does not point back ("in this area"), or else the longest: news gives a speaker's stand
    first.
    """
    text, first = text_of(doc), {}

    def place(piece):
        _, start, end = piece
        stands = end - start >= PHRASE and not _points_back(doc[slice(*tokens_at(doc, start, end))])
        return (0, start) if stands else (1, start - end)

    for voice, start, end in sorted(voice_pieces(doc), key=place):
        if text[start : start + 1] in QUOTE_SIGNS:
            first.setdefault(voice, (start, end))
    for voice in loud:
        if voice in first:
            start, end = first[voice]
            words = re.split('[“"]', text[start:end].strip(QUOTE_SIGNS))[0].strip(QUOTE_SIGNS + ",")
            number = sentence_of(doc)[tokens_at(doc, start, end)[0]]
            if words:
                yield Claim(WHO, f"In the words of {voice}:", brief(words, QUOTED), number)


def _points_back(passage) -> bool:
    """Whether a passage speaks of what was told before it: "in this area"."""
    return any(
        token.lower_ in TAKES_UP and token.dep_ == "det" and token.head.lemma_ not in KNOWN_TO_ALL
        for token in passage
    )


def voice_shares(doc) -> dict[str, float]:
    """Return the shares of an article's text that the narrator, voices with a name and voices without one
    have, from 0 to 1; empty where there is no text.
    """
    shares = dict.fromkeys(("the narrator", "voices with a name", "voices without a name"), 0.0)
    heard = voices.rows(doc) if sentences.rows(doc) else []
    for one in heard:
        who = NARRATOR if one.voice == NARRATOR else f"voices {'with' if one.named else 'without'} a name"
        shares[who] += one.share
    return shares if heard else {}
