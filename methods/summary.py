"""An article in brief: what it says first, who it is about and who is heard, who does what to whom, where the
tone turns, and how sure that is.

A page is quoted, so only what a careful editor would let stand is said here: each claim is one sentence made
from a row of a table, with the article's own words and the number of their sentence. What is open is left
out.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from methods.act_wording import acts_in_words
from methods.actions import actions
from methods.actors import actors, mentions
from methods.kind import MEASURED, kind_of_news, unmeasured
from methods.quotations import is_in_first_person, voice_pieces, voices
from methods.roles import roles
from methods.tone import NARRATOR, PLAIN_TONE, UNNAMED, turning_voices
from utils import (
    SUBJECTS,
    brief,
    count_of,
    listed,
    sentence_of,
    sentence_spans,
    sentences,
    table_of,
    text_of,
    tokens_at,
    word_list,
)

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "QUESTIONS",
    "as_quoted",
    "brief_claims",
    "in_brief",
    "lasting_turns",
    "times",
    "tone_in_words",
    "voice_in_words",
    "voice_shares",
]

SAYS_FIRST, WHO, ACTS, TURNS, SURE = QUESTIONS = (
    "What it says first.",
    "Who it is about, and who is heard.",
    "Who does what to whom.",
    "Where the tone turns.",
    "How sure.",
)
MOST_ACTORS, MOST_ACTS, MOST_TURNS = 5, 4, 2
FEWEST_ACTS = 2  # in news of another kind than acts were measured on
QUOTED = 280  # characters of an article's words that a claim quotes
SOLID = 0.8  # of what the record says of the weakest thing told
IN_THE_LEAD = 3  # mentions that standing in one of the first two sentences is worth
PHRASE = 60  # characters; a shorter passage in quotation marks is a few words rather than a stand
MOST_QUOTED = 2  # voices whose words are given
MODIFYING = ("amod", "compound", "nmod", "npadvmod")  # the parser's labels for what only describes a noun
PARTS = ("nsubj", "nsubjpass", "dobj", "agent")
QUOTE_SIGNS = "“”\"‘’'«» "
HEARD = 0.02  # share of the text from which on a voice is told of
TIMES = {1: "once", 2: "twice"}


class Claim(NamedTuple):
    question: str
    claim: str
    words: str
    sentence: int


@table_of(Claim)
def brief_claims(doc):
    """Return what can be said of an article in brief, one row per claim, in the order of the questions.

    In: a parsed Doc. Out: `question` (one of QUESTIONS), `claim` (in plain words), `words` (the article's
    words that bear it out, "" where it rests on counts), `sentence` (where they stand, 0-based; -1 where in
    no single one). Raises nothing of its own.

    >>> from utils import parse
    >>> [(row.claim, row.words) for row in brief_claims.rows(parse("It rained in Berne."))[:1]]
    [('The article begins:', 'It rained in Berne.')]
    """
    told = [*_first(doc), *_who(doc), *_acts(doc), *_turns(doc)]
    yield from told
    yield from _how_sure(doc, told)


class Answer(NamedTuple):
    question: str
    answer: str


@table_of(Answer)
def in_brief(doc):
    """Answer the questions of the collection for one article, each answer made of the claims of
    `brief_claims`.

    In: a parsed Doc. Out: `question` and `answer` (plain text), in the order in which an editor would ask.
    Raises nothing of its own.

    >>> from utils import parse
    >>> in_brief(parse("It rained in Berne."))["answer"][0]
    'The article begins: “It rained in Berne.” (sentence 0)'
    """
    for question in QUESTIONS:
        told = [_in_plain_text(claim) for claim in brief_claims.rows(doc) if claim.question == question]
        yield Answer(question, " ".join(told))


def _in_plain_text(claim: Claim) -> str:
    quoted = f" {as_quoted(claim.words)}" if claim.words else ""
    return claim.claim + quoted + (f" (sentence {claim.sentence})" if claim.sentence >= 0 else "")


def as_quoted(words: str) -> str:
    """Return an article's words in quotation marks, those that they hold turned into single ones.

    >>> as_quoted("“It rains,” he said."), as_quoted('"It rains," he said.')
    ('“‘It rains,’ he said.”', '“‘It rains,’ he said.”')
    """
    inside = re.sub(r'(?:(?<=[\s(\[])|^)"', "‘", words).replace('"', "’")
    return f"“{inside.translate(str.maketrans('“”', '‘’'))}”"


def _points_ahead(first) -> bool:
    """Tell whether the first sentence speaks of people whom only the next may name: "They may know"."""
    return any(token.dep_ in SUBJECTS and token.lower_ in ("he", "she", "they") for token in first[:2])


def _first(doc):
    told = sentences.rows(doc)
    if not told:
        yield Claim(SAYS_FIRST, "There is no text to read.", "", -1)
    else:
        yield Claim(SAYS_FIRST, "The article begins:", brief(told[0].text, QUOTED), told[0].sentence)
        if len(told) > 1 and _points_ahead(sentence_spans(doc)[0]):
            yield Claim(SAYS_FIRST, "It goes on:", brief(told[1].text, QUOTED), told[1].sentence)


def _who(doc):
    """The actors with the largest parts, then who is heard, by share of the text."""
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
    leading = [name for name in leading if _has_a_part(parts[name], known[name])] or [
        name for name in leading[:3] if known[name].kind == "person" or _takes_a_side(parts[name])
    ]
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
        yield Claim(WHO, f"Hardly anybody is quoted: {_teller(doc)} tells it.", "", -1)
        return
    others = [one for one in voices.rows(doc) if one.voice not in (NARRATOR, UNNAMED)]
    others = [one for one in others if one.named or not _is_open(one.voice)]
    known = {one.voice.lower().removeprefix("the "): one for one in reversed(others)}  # "MPs", "the MPs"
    others = [one for one in others if known[one.voice.lower().removeprefix("the ")] is one]
    loud = [brief(one.voice, 40) for one in others if one.share >= HEARD][:3]
    told = {_teller(doc) if who == NARRATOR else who: share for who, share in shares.items()}
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


def _teller(doc) -> str:
    return "the writer" if is_in_first_person(doc) else NARRATOR


def _in_their_words(doc, loud: list[str]):
    """What those say from whom most is heard, each by the first passage of theirs in quotation marks that is
    no mere phrase, or else the longest: news gives a speaker's stand first.
    """

    def place(piece):
        _, start, end = piece
        return (0, start) if end - start >= PHRASE else (1, start - end)

    text, first = text_of(doc), {}
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


def _acts(doc):
    if is_in_first_person(doc):
        told = (
            "It is written in the first person: what it tells of others is a view, and no act is told here."
        )
        yield Claim(ACTS, told, "", -1)
        return
    told = acts_in_words(doc)
    if kind_of_news(doc) not in (MEASURED, ""):
        told = [act for act in told if act.named]
        # A lone act outside of the news that acts were measured on is more often wrong, and in a match one
        # player does to another what is none.
        if len({act.sentence for act in told}) < FEWEST_ACTS or kind_of_news(doc) == "sport":
            told = []
    for act in told[:MOST_ACTS]:
        yield Claim(ACTS, act.told, brief(act.words, QUOTED), act.sentence)
    if not told:
        less = len(actions.rows(doc))
        more = (
            f" The table of acts holds {less} that {'is' if less == 1 else 'are'} less sure." if less else ""
        )
        yield Claim(ACTS, f"No act of one upon another was read surely enough to be told here.{more}", "", -1)


def lasting_turns(doc) -> list:
    """Return the turns of tone that hold, the surest first."""
    turns = [one for one in turning_voices.rows(doc) if one.holds]
    return sorted(turns, key=lambda one: -one.strength)


def tone_in_words(tone: float) -> str:
    """Say how a sentence sounds.

    >>> tone_in_words(-.4), tone_in_words(.1)
    ('negative', 'near neutral')
    """
    return "near neutral" if abs(tone) < PLAIN_TONE else "positive" if tone > 0 else "negative"


def _turns(doc):
    lasting = lasting_turns(doc)
    turns = [turn for turn in lasting if turn.cue or not _is_inside_one_voice(turn)]
    if not turns:
        inside = "The tone turns only within what one voice says, most surely before this sentence:"
        told = inside if lasting else "No turn of tone is sure enough to be told here."
        yield Claim(TURNS, told, "", lasting[0].sentence if lasting else -1)
    for turn in sorted(turns[:MOST_TURNS]):
        cue = f" at “{turn.cue}”" if turn.cue else ""
        tones = [tone_in_words(turn.before), tone_in_words(turn.after)]
        way = f", from {tones[0]} to {tones[1]}" if tones[0] != tones[1] else ""
        rises = "rises" if turn.change > 0 else "falls"
        first, then = (
            _floor(doc, turn.voice_before, turn.others_before),
            _floor(doc, turn.voice_after, turn.others_after),
        )
        told = f"The tone {rises}{cue}{way}. Before, {first}:"
        yield Claim(TURNS, told, brief(turn.text_before, QUOTED), turn.sentence - 1)
        yield Claim(TURNS, f"After, {then}:", brief(turn.text_after, QUOTED), turn.sentence)
    if len(turns) > MOST_TURNS:
        more = count_of(len(turns) - MOST_TURNS, "more turn")
        stand = "stands" if len(turns) == MOST_TURNS + 1 else "stand"
        yield Claim(TURNS, f"{more} of this kind {stand} in the table of turns.", "", -1)


def _is_inside_one_voice(turn) -> bool:
    """Whether a turn lies within what one voice says: unless a word announces it, a person talks on."""
    return turn.voice_before == turn.voice_after != NARRATOR


def _floor(doc, voice: str, others: str) -> str:
    """Who has the floor in a sentence; who is only he or she is nobody that a reader could name."""
    names = [UNNAMED if len(who) <= 4 and who.islower() else who for who in (voice, *others.split(", "))]
    names = [_teller(doc) if name == NARRATOR else name for name in names]
    beside = listed(dict.fromkeys(name for name in names[1:] if name and name != names[0]))
    return f"{names[0]}, with {beside}" if beside else f"{names[0]} alone" if not others else names[0]


def voice_in_words(voice: str, share: float, others: str) -> str:
    """Say who has the floor in a sentence, from a row of `sentence_voices`.

    >>> voice_in_words("Ana Lee", .4, "the narrator, Tom Roe"), voice_in_words("the narrator", 1, "")
    ('Ana Lee (40% of the sentence), beside the narrator and Tom Roe', 'the narrator alone')
    """
    if not others:
        return f"{voice} alone" if share > 0.9 else f"mostly {voice}"
    beside = listed(others.split(", "))
    if share >= 0.5:
        return f"mostly {voice}, with {beside}"
    return f"{voice} ({share:.0%} of the sentence), beside {beside}"


def _how_sure(doc, told: list[Claim]):
    """One word, and as its reason the weakest of what is told: how often readers found such a thing right."""
    record = {row.measure: float(row.ours) for row in word_list("validation").itertuples()}
    reasons = []
    if any(claim.question == ACTS and claim.words for claim in told):
        right = record["source and target right in one action"]
        reasons.append((right, f"in other articles {right:.0%} of acts had the right source and target"))
    if voice_shares(doc).get(NARRATOR, 1) < 1:
        right = record["right speaker of all"]
        reasons.append((right, f"in other articles {right:.0%} of attributions had the right speaker"))
    for turn in lasting_turns(doc)[:1]:
        reasons.append(
            (
                turn.strength,
                f"of turns as strong as the surest here, {turn.strength:.0%} are turns to readers",
            )
        )
    weakest, reason = min(reasons, default=(1.0, "only the article’s own words and counts are repeated"))
    word = "Solid" if weakest >= SOLID else "A lead"
    reason = reason if word == "Solid" else f"to be checked, because {reason}"
    other = unmeasured(doc)
    if is_in_first_person(doc):
        other = "it is written in the first person, and speakers and acts were measured on reports."
    if other:
        word, reason = "Not measured for this kind of article", other[0].lower() + other[1:].rstrip(".")
    yield Claim(SURE, f"{word}: {reason}.", "", -1)
