"""What is it about, and against what? Counts, phrases, key words, concordance."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from nltk import FreqDist
from nltk.collocations import BigramAssocMeasures
from nltk.text import ConcordanceIndex

from utils import (
    as_doc,
    frame,
    from_lists,
    kept,
    lower_case,
    nlp,
    sentence_of,
    sentence_spans,
    table_of,
    text_of,
    word_list,
)

CLITICS = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}


class WordCount(NamedTuple):
    word: str
    count: int
    per_1000: float
    function_word: bool


@table_of(WordCount)
def word_frequencies(doc, *, lemmas: bool = False):
    """Count the words of a Doc with NLTK's FreqDist, the most frequent first.

    `lemmas=True` counts dictionary forms ("programs" with "program"). Numbers and punctuation are no words
    here. Columns: `word` (lower case), `count`, `per_1000` (words of the text), `function_word` (in
    data/stopwords.csv).

    >>> from utils import parse
    >>> word_frequencies(parse("The ship sails. The ships sail."), lemmas=True).head(2)[["word", "count"]].values.tolist()
    [['the', 2], ['ship', 2]]
    """
    words = words_of(doc)
    if lemmas:
        words = [word and lemma.replace("’", "'") for lemma, word in zip(lower_case(doc)[1], words)]
    return _counted(FreqDist(filter(None, words)))


@from_lists("stopwords")
def _function_words() -> set[str]:
    return set(word_list("stopwords")["word"])


def _counted(frequencies: FreqDist):
    stop, total = _function_words(), frequencies.N()
    return (
        WordCount(word, count, 1000 * count / total, word in stop)
        for word, count in frequencies.most_common()
    )


@kept
def words_of(doc) -> list[str]:
    """Return each token of a Doc in lower case, empty where it is no word."""
    words = [word.replace("’", "'") for word in lower_case(doc)[0]]
    # The tokenizer splits "wasn't" into "was" and "n't": clitics have letters, but they are no words of their
    # own.
    return [w if w.isalpha() or w not in CLITICS and any(map(str.isalpha, w)) else "" for w in words]


class Phrase(NamedTuple):
    phrase: str
    count: int
    log_likelihood: float
    pmi: float


@table_of(Phrase)
def phrases(doc, *, least: int = 2):
    """Find pairs of neighbouring words that stand together more often than chance, by NLTK's association
    measures.

    Pairs never cross a sentence, a number or a punctuation mark and hold no function word; those seen fewer
    than `least` times are left out. Chance is reckoned from all pairs of neighbouring words. Columns:
    `phrase`, `count`, `log_likelihood` (Dunning 1993: above 10.83 is p < .001), `pmi` (pointwise mutual
    information in bits, Church and Hanks 1990).

    >>> from utils import parse
    >>> phrases(parse("Coal ships left. Old coal ships sank. Coal ships burn."))[["phrase", "count"]].values.tolist()
    [['coal ships', 3]]
    """
    stop = _function_words()
    runs = [words_of(doc)[span.start : span.end] for span in sentence_spans(doc)]
    pairs = [pair for run in runs for pair in pairwise(run) if all(pair)]
    firsts, seconds = map(Counter, zip(*pairs)) if pairs else ({}, {})
    rows = []
    for pair, count in Counter(pairs).items():
        if count >= least and stop.isdisjoint(pair):
            seen = count, (firsts[pair[0]], seconds[pair[1]]), len(pairs)
            rows.append(
                Phrase(
                    " ".join(pair),
                    count,
                    BigramAssocMeasures.likelihood_ratio(*seen),
                    BigramAssocMeasures.pmi(*seen),
                )
            )
    return sorted(rows, key=lambda row: (-row.log_likelihood, row.phrase))


def keyness_of_counts(frequencies: pd.DataFrame, *, least: int = 5) -> pd.DataFrame:
    """Compare a table of `word_frequencies` with general English (wordfreq, Speer 2022), the keyest words
    first.

    Columns: those of `word_frequencies`, `expected` (count in as much general English), `log_likelihood`
    (Dunning 1993, for a known rate; above 10.83 is p < .001), `log_ratio` (Hardie 2014: 3 means 2**3 = 8
    times the general rate), `low` and `high` (its 95% interval from the exact Poisson interval of the count,
    Garwood 1936) and `note`: "too few" where the count is under `least`, whose interval is not given. A word
    that wordfreq does not know has its lowest rate, 1e-8.

    >>> from utils import parse
    >>> table = keyness_of_counts(word_frequencies(parse("The missile fell. " * 6)))
    >>> table[["word", "count", "note"]].head(1).values.tolist(), bool(table["low"][0] > 10)
    ([['missile', 6, '']], True)
    """
    rows = _keyest_first(frequencies[list(WordCount._fields)].itertuples(index=False, name=None), least)
    return frame(rows, keyness.columns)


class KeyWord(NamedTuple):
    word: str
    count: int
    per_1000: float
    function_word: bool
    expected: float
    log_likelihood: float
    log_ratio: float
    low: float
    high: float
    note: str


@table_of(KeyWord)
def keyness(doc):
    """Return `keyness_of_counts` of the words of a Doc.

    >>> from utils import parse
    >>> keyness(parse("The missile fell."))["word"].tolist()
    ['missile', 'fell', 'the']
    """
    return _keyest_first(word_frequencies.rows(doc))


def _keyest_first(rows, least: int = 5) -> list:
    from wordfreq import word_frequency

    rows, found = list(rows), []
    total = sum(count for _, count, *_ in rows)
    for word, count, *known in rows:
        expected = max(word_frequency(word, "en"), 1e-8) * total
        log_ratio = math.log2(count / expected)
        log_likelihood = 2 * (count * math.log(count / expected) - (count - expected))
        few = count < least
        low, high = (
            (math.nan, math.nan)
            if few
            else (math.log2(bound / expected) for bound in _poisson_interval(count))
        )
        found.append(
            KeyWord(
                word,
                count,
                *known,
                expected=expected,
                log_likelihood=log_likelihood,
                log_ratio=log_ratio,
                low=low,
                high=high,
                note="too few" if few else "",
            )
        )
    return sorted(found, key=lambda row: (row.note, -math.copysign(row.log_likelihood, row.log_ratio)))


@lru_cache
def _poisson_interval(count: int) -> tuple[float, float]:
    from scipy.special import gammaincinv  # the quantiles of chi-squared, halved

    return gammaincinv(count, 0.025), gammaincinv(count + 1, 0.975)


def key_stability(doc, *, first: int = 10, draws: int = 100) -> pd.DataFrame:
    """Say how often the first key words stay among the first when the sentences are drawn anew (bootstrap,
    Efron 1979).

    Each draw takes as many sentences as the Doc has, with replacement, and ranks the content words by
    `keyness`. Columns: `word` (the `first` content words, the keyest first), `stays` (share of the draws, 0
    to 1).

    >>> from utils import parse
    >>> key_stability(parse("The missile fell. " * 6 + "It rained."), first=1).round(1).values.tolist()
    [['missile', 1.0]]
    """
    import numpy as np

    spans = [[*filter(None, words_of(doc)[span.start : span.end])] for span in sentence_spans(doc)]
    random, stayed = np.random.default_rng(0), FreqDist()
    for _ in range(draws if spans else 0):
        drawn = random.integers(len(spans), size=len(spans))
        stayed.update(_keyest(_counted(FreqDist(word for i in drawn for word in spans[i])), first))
    keyest = _keyest(word_frequencies.rows(doc), first)
    return pd.DataFrame([(word, stayed[word] / draws) for word in keyest], columns=["word", "stays"])


def _keyest(rows, first: int) -> list[str]:
    return [word for word, _, _, is_function_word, *_ in _keyest_first(rows) if not is_function_word][:first]


def concordance(text, keyword: str, *, width: int = 40) -> pd.DataFrame:
    """Show each place where a word or phrase stands, with `width` characters on both sides (NLTK's
    ConcordanceIndex).

    Upper and lower case are one. Columns: `sentence`, `left`, `keyword`, `right`, `start`, `end`, and
    `position` (the share of the text before it, from 0 to 1).

    >>> from utils import parse
    >>> concordance(parse("Ships sail. The ships sank."), "ships", width=4)[["left", "keyword", "right"]].values.tolist()
    [['', 'Ships', ' sai'], ['The ', 'ships', ' san']]
    """
    doc = as_doc(text)
    words, tokens = (
        [t.text.lower().replace("’", "'") for t in tokens] for tokens in (nlp().tokenizer(keyword), doc)
    )
    rows = []
    for at in ConcordanceIndex(tokens).offsets(words[0]) if words else []:
        if tokens[at : at + len(words)] == words:
            span = doc[at : at + len(words)]
            start, end = span.start_char, span.end_char
            rows.append(
                (
                    sentence_of(doc)[at],
                    text_of(doc)[max(0, start - width) : start].replace("\n", " "),
                    span.text,
                    text_of(doc)[end : end + width].replace("\n", " "),
                    start,
                    end,
                    start / len(text_of(doc)),
                )
            )
    return pd.DataFrame(rows, columns=["sentence", "left", "keyword", "right", "start", "end", "position"])
