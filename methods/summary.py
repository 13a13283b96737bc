"""An article in brief: where the tone turns, who speaks there, who acts on whom, and how sure that is, in a
sentence or two each.
"""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from methods.actions import acts_for_a_page
from methods.kind import unmeasured
from methods.tone import LIKELY, sentence_tone, tone_shifts, turning_point, turning_voices, turns_in_words
from utils import as_doc, brief, count_of, listed, signed, word_list

MOST_ACTS = 6


def in_brief(text) -> pd.DataFrame:
    """Answer the questions of the collection for one article, each answer made from the tables of the other
    rooms.

    In: a parsed Doc. Out: `question` and `answer`, in the order in which an editor would ask.

    >>> from utils import parse
    >>> in_brief(parse("It rained in Berne."))["answer"][0]
    'Nowhere that is marked: no turn of tone is likely, none possible.'
    """
    doc = as_doc(text)
    turns = turning_voices(doc).sort_values("strength", ascending=False, kind="stable")
    answers = {
        "Where does the tone turn?": _where(doc, turns),
        "Who speaks when it turns?": _who(turns),
        "Who acts on whom?": " ".join(filter(None, [_acts(acts_for_a_page(doc)), unmeasured(doc)])),
        "How sure is this?": _how_sure(doc, turns),
    }
    return pd.DataFrame(answers.items(), columns=["question", "answer"])


def _where(doc, turns) -> str:
    told = turns_in_words(tone_shifts(doc))
    if turns.empty:
        return f"Nowhere that is marked: {told}."
    best = turns.iloc[0]
    first = f"{told[0].upper()}{told[1:]}. " if best["strength"] < LIKELY else ""
    lead = "The strongest of these" if first else "Most clearly"
    cue = f", at “{best['cue']}”" if best["cue"] else ""
    more = (
        ""
        if first
        else f" In all, {told.partition(', most clearly')[0].partition(': ')[0]}; {told.rpartition('; ')[2]}."
    )
    return (
        f"{first}{lead}{' stands' if first else ''} before sentence {best['sentence']}{cue}: "
        f"{'up' if best['change'] > 0 else 'down'} "
        f"from {signed(best['before'])} to {signed(best['after'])}, on a scale from −1 to 1.{more}"
    )


def _who(turns) -> str:
    if turns.empty:
        return "There is no marked turn to ask this of."
    best = turns.iloc[0]
    sides = [
        voice_in_words(best[f"voice_{side}"], best[f"share_{side}"], best[f"others_{side}"])
        for side in ("before", "after")
    ]
    passes = int((turns["voice_before"] != turns["voice_after"]).sum())
    told = (
        f"On both sides of the strongest turn {sides[0]}. "
        if sides[0] == sides[1]
        else f"Before the strongest turn {sides[0]}; after it {sides[1]}. "
    )
    return (
        f"{told}"
        f"The floor passes from one voice to another at {passes} of {count_of(len(turns), 'marked turn')}."
    )


def voice_in_words(voice: str, share: float, others: str) -> str:
    """Say who has the floor in a sentence, from a row of `turns.sentence_voices`.

    >>> voice_in_words("Ana Lee", .4, "the narrator, Tom Roe"), voice_in_words("the narrator", 1, "")
    ('Ana Lee (40% of the sentence), beside the narrator and Tom Roe', 'the narrator alone')
    """
    if not others:
        return f"{voice} alone" if share > 0.9 else f"mostly {voice}"
    beside = listed(others.split(", "))
    return (
        f"mostly {voice}, with {beside}"
        if share >= 0.5
        else f"{voice} ({share:.0%} of the sentence), beside {beside}"
    )


def _acts(acts: pd.DataFrame) -> str:
    told = []
    rows = acts.sort_values(["sentence", "start"], kind="stable").to_dict("records")
    for (source, _, verb, status, voice), group in groupby(
        rows, key=lambda row: [row[name] for name in ("source_actor", "start", "verb", "status", "voice")]
    ):
        marks = ", ".join(["tried"] * (status == "attempted") + [f"as told by {voice}"] * bool(voice))
        targets = listed(dict.fromkeys(row["target_actor"] for row in group))
        told.append(f"{source} → {targets}: {brief(verb, 40)}" + f" ({marks})" * bool(marks))
    more = f"; and {count_of(len(told) - MOST_ACTS, 'act')} more" if len(told) > MOST_ACTS else ""
    return (
        "; ".join(told[:MOST_ACTS]) + more + "."
        if told
        else "No act between two named actors was found that the lists have a class for."
    )


def _how_sure(doc, turns) -> str:
    record = {row.measure: row for row in word_list("validation").itertuples()}

    def of_hundred(figure):
        return f"{100 * float(figure):.0f}"

    biggest, speaker = record["finds the biggest turn of an article"], record["right speaker of all"]
    pair, point = record["source and target right in one action"], turning_point(sentence_tone(doc)).iloc[0]
    said = (
        [
            f"Of turns as strong as the strongest here, about "
            f"{of_hundred(turns['strength'].iloc[0])} in 100 are turns to human readers."
        ]
        if len(turns)
        else []
    )
    said.append(
        f"In {biggest.n} other articles the strongest turn found was also the readers' strongest in "
        f"{of_hundred(biggest.ours)} of 100 "
        f"(VADER {of_hundred(biggest.peer)}, one human reader {of_hundred(biggest.one_human)}, "
        f"chance {of_hundred(biggest.chance)})."
    )
    if point["sentence"] >= 0:
        said.append(
            f"Of 100 random orders of these sentences, {of_hundred(point['p_value'])} divide at "
            f"some point as clearly as this order does."
        )
    return " ".join(said) + (
        f" On other articles, {of_hundred(speaker.ours)} of 100 attributions had the right speaker, "
        f"and {of_hundred(pair.ours)} of 100 acts the right source and target."
    )
