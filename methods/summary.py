"""An article in brief: what it says first, who it is about and who is heard, who does what to whom, where the
tone turns, and how sure that is.

A page is quoted, so only what a careful editor would let stand is said here: each claim is one sentence made
from a row of a table, with the article's own words and the number of their sentence. What is open is left
out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from methods.act_wording import acts_in_words
from methods.actions import actions
from methods.cast import QUOTED, WHO, Claim, cast_claims, teller, voice_shares
from methods.kind import MEASURED, kind_of_news, unmeasured
from methods.quotations import is_in_first_person
from methods.tone import NARRATOR, PLAIN_TONE, UNNAMED, turning_voices
from utils import SUBJECTS, brief, count_of, listed, sentence_spans, sentences, table_of, word_list

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "QUESTIONS",
    "as_quoted",
    "brief_claims",
    "in_brief",
    "lasting_turns",
    "tone_in_words",
    "voice_in_words",
    "voice_shares",
]

SAYS_FIRST, _, ACTS, TURNS, SURE = QUESTIONS = (
    "What it says first.",
    WHO,
    "Who does what to whom.",
    "Where the tone turns.",
    "How sure.",
)
MOST_ACTS, MOST_TURNS = 4, 2
FEWEST_ACTS = 2  # in news of another kind than acts were measured on
SOLID = 0.8  # of what the record says of the weakest thing told


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
    told = [*_first(doc), *cast_claims(doc), *_acts(doc), *_turns(doc)]
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
    turns = [turn for turn in lasting if turn.cue or not _may_be_one_voice(turn)]
    if not turns:
        inside = "The tone turns within what one voice says, most surely before this sentence:"
        within = [turn for turn in lasting if turn.voice_before == turn.voice_after]
        told = inside if within else "No turn of tone is sure enough to be told here."
        yield Claim(TURNS, told, "", within[0].sentence if within else -1)
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


def _may_be_one_voice(turn) -> bool:
    """Whether a turn lies within what one voice says, or may: who is open can be who speaks beside it. Unless
    a word announces it, a person talks on.
    """
    voices_of_turn = turn.voice_before, turn.voice_after
    return voices_of_turn[0] == voices_of_turn[1] != NARRATOR or any(map(_is_nobody, voices_of_turn))


def _is_nobody(voice: str) -> bool:
    """Whether a voice is open: someone, he or she."""
    return voice == UNNAMED or len(voice) <= 4 and voice.islower()


def _floor(doc, voice: str, others: str) -> str:
    """Who has the floor in a sentence; who is only he or she is nobody that a reader could name."""
    names = [UNNAMED if who and _is_nobody(who) else who for who in (voice, *others.split(", "))]
    names = [teller(doc) if name == NARRATOR else name for name in names]
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
