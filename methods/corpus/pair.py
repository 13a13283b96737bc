"""Two articles side by side: what both say, which words tell them apart, who speaks, who is in one alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import xlogy

from methods.actors import actors, mentions
from methods.corpus.same_words import same_actors
from methods.corpus.sentence_pairs import both_say, only_one_says
from methods.roles import roles
from methods.tone import NARRATOR, by_voice, sentence_tone, tone_shifts
from methods.words import word_frequencies, words_of
from utils import SEED, as_doc, brief, count_of, sentence_of, sentence_spans

LEAST_COUNT = 5  # of a word in both together; below it no interval is given
UNLIKE_LENGTH, SHORT = 1.5, 300  # the longer by the shorter; words
MEANS_DRAWN = 499


class Pair(NamedTuple):
    """What `compare_two` returns: the names of both, tables, and a sentence on what their lengths allow."""

    first: str
    second: str
    measures: pd.DataFrame
    both_say: pd.DataFrame
    only_one_says: pd.DataFrame
    words: pd.DataFrame
    voices: pd.DataFrame
    actors: pd.DataFrame
    caution: str

    def __repr__(self) -> str:
        """Return both names, and the tables with their number of rows; six whole ones would fill screens."""
        told = [
            f"{name}={value!r}" if isinstance(value, str) else f"{name}: {count_of(len(value), 'row')}"
            for name, value in self._asdict().items()
            if name != "caution"
        ]
        return f"Pair({', '.join(told)})"


def compare_two(a, b, names: tuple[str, str] | None = None) -> Pair:
    """Hold two articles against each other.

    In: two articles, parsed texts or strings; `names` for both, where their outlets or titles are not to name
    them. Out: a Pair: `first` and `second`, the names; `caution`, empty or a sentence on the lengths; and six
    tables, whose sentences are numbered in each article from 0 and whose columns end in `_first` and
    `_second` whatever the names are:
    `measures`: `measure` (words, sentences, mean tone, the share that voices have, voices, turns that hold,
    actors named; and of the sentences how many both say, how many one alone says, and how many are open, in
    neither table), `first`, `second`, and for the mean tone `difference_low` and `difference_high` (the 95%
    interval of second minus first);
    `both_say` and `only_one_says`, as the functions of these names return them, which say what stays open;
    `words`, as `words_between` returns it: a key word is one whose interval leaves out 0;
    `voices`, for each `voice` its `share` (of the text, 0 to 1), `tone` (as in `by_voice`), `words` and
    `speaks_at` (the first sentence in which it has a word) in each;
    `actors`, each `actor` with its `kind`, `only` (the name of the article that alone names it, "" where both
    do), and `mentioned`, `speaks`, `acts`, `acted_on` (counts, as in `roles`) and `sentences` (numbers) in
    each.
    Raises TypeError for anything but a text, and for names that are not two, different and not empty.

    >>> pair = compare_two("Ana Lee praised the new bridge.", "Tom Roe attacked the new bridge in the rain.")
    >>> pair.actors[["actor", "only"]].values.tolist()
    [['Ana Lee', 'the first'], ['Tom Roe', 'the second']]
    """
    first, second = _names(a, b) if names is None else _two_names(names)
    one, other = as_doc(a), as_doc(b)
    both, alone = both_say(one, other), only_one_says(one, other, (first, second))
    return Pair(
        first,
        second,
        measures=pd.concat(
            [_measures(one, other), _told(one, other, both, alone, (first, second))]
        ).reset_index(drop=True),
        both_say=both,
        only_one_says=alone,
        words=words_between(one, other),
        voices=_voices(one, other),
        actors=_actors(one, other, first, second),
        caution=_caution(one, other, first, second),
    )


def _two_names(names) -> tuple[str, str]:
    told = list(names) if isinstance(names, (list, tuple)) else []
    given = [name.strip() for name in told if isinstance(name, str)]
    if len(told) != 2 or len({*given} - {""}) != 2:
        raise TypeError('`names` are two different texts, none empty: names=("The Post", "The Times").')
    return given[0], given[1]


def _names(a, b) -> tuple[str, str]:
    """Return the outlets of both, or else their titles, or what of the two each has."""
    outlets, titles = ([_named(one, field) for one in (a, b)] for field in ("outlet", "title"))
    for first, second in (outlets, titles):
        if first and second and first != second:
            return first, second
    first, second = (outlet or title for outlet, title in zip(outlets, titles))
    return (first or "the first", second or "the second") if first != second else ("the first", "the second")


def _named(one, field: str) -> str:
    """Return a field of an Article, or of the one that a Doc was parsed from; "" for a string."""
    found = getattr(one, "user_data", {}).get(field) or getattr(one, field, "")
    return brief(found, 40) if isinstance(found, str) and found else ""


def _caution(one, other, first: str, second: str) -> str:
    sizes = [sum(map(bool, words_of(doc))) for doc in (one, other)]
    small, large = sorted(sizes)
    told = []
    if large > UNLIKE_LENGTH * max(1, small):
        longer = first if sizes[0] == large else second
        told.append(
            f"{longer} is {large / max(1, small):.1f} times as long: what stands in it alone may be missing "
            "from the other for want of room"
        )
    if small < SHORT:
        told.append(f"the shorter has {count_of(small, 'word')}, so that few words can be told from chance")
    return f"Read with care: {'; '.join(told)}." if told else ""


# The same measures of both


def _measures(one, other) -> pd.DataFrame:
    columns = [_measured(doc) for doc in (one, other)]
    rows = [(name, columns[0][name], columns[1][name], *_difference(name, one, other)) for name in columns[0]]
    return pd.DataFrame(rows, columns=["measure", "first", "second", "difference_low", "difference_high"])


def _measured(doc) -> dict[str, float]:
    scored, told = sentence_tone(doc), by_voice(doc)
    return {
        "words": sum(map(bool, words_of(doc))),
        "sentences": len(scored),
        "mean tone": scored["tone"].mean(),
        "share that voices have": told.loc[told["voice"] != NARRATOR, "share"].sum(),
        "voices": int((told["voice"] != NARRATOR).sum()),
        "turns that hold": int(tone_shifts(doc)["holds"].sum()),
        "actors named": len(actors(doc)),
    }


def _told(one, other, both, alone, names: tuple[str, str]) -> pd.DataFrame:
    """Return how many sentences of each are in a table, and in which: the three counts add up to all."""
    rows: dict[str, list[int]] = {
        "sentences both say": [],
        "sentences one alone says": [],
        "sentences open": [],
    }
    for side, name, doc in zip(("first", "second"), names, (one, other)):
        paired, single = both[f"sentence_{side}"].nunique(), int(alone["only"].eq(name).sum())
        for counts, count in zip(rows.values(), (paired, single, len(sentence_spans(doc)) - paired - single)):
            counts.append(count)
    table = pd.DataFrame([(name, *map(float, counts)) for name, counts in rows.items()])
    table.columns = ["measure", "first", "second"]
    return table.assign(difference_low=np.nan, difference_high=np.nan)


def _difference(name: str, one, other) -> tuple[float, float]:
    """Return the 95% interval of the second's mean tone minus the first's, over resampled sentences."""
    tones = [sentence_tone(doc)["tone"].to_numpy() for doc in (one, other)]
    if name != "mean tone" or min(map(len, tones)) < 3:
        return np.nan, np.nan
    random = np.random.default_rng(SEED)
    means = [random.choice(some, (MEANS_DRAWN, len(some))).mean(axis=1) for some in tones]
    low, high = np.percentile(means[1] - means[0], [2.5, 97.5])
    return float(low), float(high)


# Which words tell them apart


def words_between(a, b) -> pd.DataFrame:
    """Return the words of two texts by how well they tell them apart.

    In three blocks, each with the highest log-likelihood first: content words, those of which there are "too
    few", function words. A key word is one whose interval leaves out 0; in short articles there may be none.
    Columns: `word`, `function_word`, `count_first`, `count_second`, `per_1000_first`, `per_1000_second`,
    `log_likelihood` (Rayson and Garside 2000; above 10.83 is p < .001), `log_ratio` (Hardie 2014: 1 is twice
    as often in the first, below 0 in the second; half a count stands for none) with `low` and `high`, its 95%
    interval by the counts (Poisson, on the log scale), `note` ("too few" where both together have under
    LEAST_COUNT, and then no interval), `sentences_first`, `sentences_second` (numbers, separated by ", ").
    Words come in bursts, and each time counts here as a new draw: in two articles the interval is too narrow,
    and says which lines to read, not what the outlets prefer.

    >>> table = words_between("Ice, ice and ice.", "Sun and sun.").set_index("word")
    >>> print(table.loc["ice", "count_first"], table.loc["ice", "note"])
    3 too few
    """
    docs = as_doc(a), as_doc(b)
    counts = [word_frequencies(doc).set_index("word") for doc in docs]
    words = counts[0].index.union(counts[1].index)
    one, other = (side["count"].reindex(words, fill_value=0).to_numpy(float) for side in counts)
    known = pd.concat([side["function_word"] for side in counts])
    sizes = [max(1.0, side["count"].sum()) for side in counts]
    both = (one + other) / sum(sizes)
    likelihood = 2 * (
        xlogy(one, one) - xlogy(one, both * sizes[0]) + xlogy(other, other) - xlogy(other, both * sizes[1])
    )
    ratio = np.log2(np.maximum(one, 0.5) / sizes[0]) - np.log2(np.maximum(other, 0.5) / sizes[1])
    reach = 1.96 * np.sqrt(1 / np.maximum(one, 0.5) + 1 / np.maximum(other, 0.5)) / np.log(2)
    few = one + other < LEAST_COUNT
    table = pd.DataFrame(
        {
            "word": words,
            "function_word": known[~known.index.duplicated()].reindex(words).to_numpy(bool),
            "count_first": one.astype(int),
            "count_second": other.astype(int),
            "per_1000_first": 1000 * one / sizes[0],
            "per_1000_second": 1000 * other / sizes[1],
            "log_likelihood": np.maximum(likelihood, 0),
            "log_ratio": ratio,
            "low": np.where(few, np.nan, ratio - reach),
            "high": np.where(few, np.nan, ratio + reach),
            "note": np.where(few, "too few", ""),
        }
    )
    for side, doc in zip(("first", "second"), docs):
        stands = _where(doc)
        table[f"sentences_{side}"] = [", ".join(map(str, stands.get(word, ()))) for word in table["word"]]
    block = 2 * table["function_word"] + few
    return table.iloc[np.lexsort([-table["log_likelihood"], block])].reset_index(drop=True)


def _where(doc) -> dict[str, list[int]]:
    found: dict[str, dict] = {}
    for word, sentence in zip(words_of(doc), sentence_of(doc)):
        if word:
            found.setdefault(word, {})[sentence] = None
    return {word: list(numbers) for word, numbers in found.items()}


# Who speaks, and who is named


def _voices(one, other) -> pd.DataFrame:
    """Return each voice with its share of both texts, its tone and words; 0 and NaN where it is silent."""
    known = same_actors(one, other)
    sides = []
    for doc in (one, other):
        table = by_voice(doc)
        table["voice"] = [known.get(voice, voice) for voice in table["voice"]]
        sides.append(table.drop_duplicates("voice").set_index("voice")[["share", "tone", "words", "first"]])
    table = sides[0].join(sides[1], how="outer", suffixes=("_first", "_second"))
    shares = ["share_first", "share_second"]
    table[shares] = table[shares].fillna(0)
    table = table.rename(columns={"first_first": "speaks_at_first", "first_second": "speaks_at_second"})
    order = np.lexsort([-table[shares].sum(axis=1), table.index != NARRATOR])
    columns = ["share", "tone", "words", "speaks_at"]
    return (
        table.iloc[order]
        .reset_index()[["voice", *(f"{c}_{side}" for c in columns for side in ("first", "second"))]]
        .astype({f"{c}_{side}": "Int64" for c in ("words", "speaks_at") for side in ("first", "second")})
    )


def _actors(one, other, first: str, second: str) -> pd.DataFrame:
    """Return the actors of both, those with most mentions first: counts in each, and in which `only`."""
    same, sides, kinds = same_actors(one, other), [], {}
    for doc, known in ((one, {}), (other, same)):
        told = roles(doc).assign(actor=lambda t, known=known: [known.get(a, a) for a in t["actor"]])
        place: dict[str, dict] = {}
        for row in mentions.rows(doc):
            place.setdefault(known.get(row.actor, row.actor), {})[row.sentence] = None
        kinds |= {known.get(row.actor, row.actor): row.kind for row in actors.rows(doc)}
        told = told.groupby("actor", sort=False)[["mentioned", "speaks", "acts", "acted_on"]].sum()
        told["sentences"] = [", ".join(map(str, place.get(name, ()))) for name in told.index]
        sides.append(told)
    table = sides[0].join(sides[1], how="outer", suffixes=("_first", "_second"))
    counts = [c for c in table if not c.startswith("sentences")]
    table[counts] = table[counts].fillna(0).astype(int)
    places = [c for c in table if c.startswith("sentences")]
    table[places] = table[places].astype(object).fillna("")
    in_first, in_second = table["mentioned_first"] > 0, table["mentioned_second"] > 0
    only = np.where(in_first & in_second, "", np.where(in_first, first, second))
    table.insert(0, "only", only)
    table.insert(0, "kind", [kinds.get(name, "") for name in table.index])
    total = table["mentioned_first"] + table["mentioned_second"]
    return table.iloc[np.argsort(-total, kind="stable")].rename_axis("actor").reset_index()
