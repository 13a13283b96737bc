"""What texts were written to have, held against what the methods find in them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from methods.corpus.reading import CORPUS
from methods.lists import read_list
from methods.quotations import pieces
from methods.tone import NEUTRAL
from utils import ROOT

INTENTION_KINDS = ["tone", "toward", "turn", "speaks most", "acts on"]
LEAST_SHARE = 0.1  # of the text; a voice that has less does not lead it


def intended(source=None) -> pd.DataFrame:
    """Read the file intended.csv in the folder of the articles, or beside their table; no rows where there is
    none.

    In: what `read_corpus` takes. Out: `brief` (a file's name without its ending), `kind` (one of
    INTENTION_KINDS), `subject` (the actor concerned), `value` (a tone from -3 to 3; the opening words of the
    sentence where the tone turns, or "none"; a speaker, or "nobody"; the actor acted on).

    >>> len(intended().query("kind == 'tone'"))
    8
    """
    source = Path(source or os.environ.get("CORPUS") or CORPUS)
    folders = [source, ROOT / source, source.parent]
    path = next((folder / "intended.csv" for folder in folders if (folder / "intended.csv").is_file()), None)
    if path is None:
        return pd.DataFrame(columns=["brief", "kind", "subject", "value"])
    return read_list(path)


def against_intended(intended: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Hold each intention against what was found; the rules are the same for every text.

    A tone is a hit where its sign is the intended one (neutral: nearer to 0 than NEUTRAL); a turn where one,
    one that holds or is possible, is marked before that sentence, and "none" where none holds; a speaker
    where no other has more of the text, and "nobody" where none has a tenth; an act where one that is told
    as done or attempted has these two for its source and target, named or described. In: the table of
    `intended` and those of `analysis.analyse` by name, as pandas DataFrames. Out: `article` and the columns
    of `intended`, `found` (in words) and `hit`; texts that are not among the articles are left out.

    >>> found = pd.DataFrame({"article": ["a1"], "tone": [-.3]})
    >>> goal = pd.DataFrame({"brief": ["storm"], "kind": ["tone"], "subject": [""], "value": ["-2"]})
    >>> articles = pd.DataFrame({"article": ["a1"], "source": ["x/storm.md"]})
    >>> against_intended(goal, {"articles": articles, "sentence_tone": found})["hit"].tolist()
    [True]
    """
    keys = {
        Path(source).stem: key
        for key, source in tables["articles"][["article", "source"]].itertuples(index=False)
    }
    goals = intended[intended["brief"].isin(keys)]
    rows = []
    for goal in goals.itertuples(index=False):
        here = {name: table[table["article"] == keys[goal.brief]] for name, table in tables.items()}
        rows.append((keys[goal.brief], *goal, *_CHECKS[goal.kind](here, goal.subject, goal.value)))
    return pd.DataFrame(rows, columns=["article", *intended.columns, "found", "hit"]).astype({"hit": bool})


def _sign(tone: float) -> float:
    return 0 if abs(tone) < NEUTRAL else np.sign(tone)


def _tone(here, _, value):
    mean = here["sentence_tone"]["tone"].mean()
    return f"{mean:+.2f}", _sign(mean) == np.sign(float(value))


def _toward(here, subject, value):
    found = here["roles"].loc[here["roles"]["actor"] == subject, "toward"]
    if found.empty:
        return "not found as an actor", False
    return f"{found.iloc[0]:+.2f}", _sign(found.iloc[0]) == np.sign(float(value))


def _turn(here, _, value):
    holding = here["tone_shifts"][here["tone_shifts"]["holds"]]
    said = f"{len(holding)} hold{'s' * (len(holding) == 1)}"
    if value == "none":
        return said, holding.empty
    opening = here["sentences"].loc[here["sentences"]["text"].str.startswith(value), "sentence"]
    there = here["tone_shifts"][
        here["tone_shifts"]["sentence"].isin(opening) & here["tone_shifts"]["is_shift"]
    ]
    where = (
        f"one marked there (strength {there['strength'].iloc[0]:.2f})" if len(there) else "none marked there"
    )
    return f"{said}, {where}", len(there) > 0


def _speaks_most(here, _, value):
    quotes, length = pieces(here["quotations"]), (here["sentences"]["end"] - here["sentences"]["start"]).sum()
    sizes = (quotes["end"] - quotes["start"]).groupby(quotes["speaker"].replace("", "unnamed")).sum()
    shares = sizes.sort_values(ascending=False) / length
    first, share = (shares.index[0], shares.iloc[0]) if len(shares) else ("nobody", 0)
    return (
        f"{first}, {share:.0%}",
        share < LEAST_SHARE if value == "nobody" else value.casefold() in first.casefold(),
    )


def _acts_on(here, subject, value):
    acts = here["actions"]
    acts = acts[~acts["negated"] & acts["status"].isin(["asserted", "attempted"])]
    is_there = [
        subject.casefold() in f"{act.source_actor} {act.source}".casefold()
        and value.casefold() in f"{act.target_actor} {act.target}".casefold()
        for act in acts.itertuples()
    ]
    verbs = acts.loc[is_there, "verb"]
    return ", ".join(dict.fromkeys(verbs)) or "no such act", len(verbs) > 0


_CHECKS = dict(zip(INTENTION_KINDS, (_tone, _toward, _turn, _speaks_most, _acts_on)))
