"""What is it about, and against what? Counts, phrases, key words, concordance."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
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

__all__ = [  # what `help` shows: functions, not the classes of their rows
    "concordance",
    "key_stability",
    "keyness",
    "keyness_of_counts",
    "phrases",
    "units_of",
    "word_frequencies",
    "words_of",
]

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
    data/stopwords.csv, or a letter alone).

    >>> from utils import parse
    >>> table = word_frequencies(parse("The ship sails. The ships sail."), lemmas=True)
    >>> table.head(2)[["word", "count"]].values.tolist()
    [['the', 2], ['ship', 2]]
    """
    if not lemmas:
        return _counted(FreqDist(filter(None, words_of(doc))))
    forms = [lemma.replace("’", "'") for lemma in lower_case(doc)[1]]
    found = []
    for unit in units_of(doc):
        if unit.is_word and unit.form.isupper():
            found.append(unit.form)
        elif unit.is_word:  # of a word with hyphens the last part is bent: "anti-wars"
            last = next(
                at for at in reversed(range(unit.start, unit.end)) if forms[at] != "-" or at == unit.start
            )
            found.append(unit.form if forms[last] == "-" else _joined(doc, unit, forms[last], last))
    return _counted(FreqDist(found))


def _joined(doc, unit: Unit, lemma: str, last: int) -> str:
    norms = _norms(doc)
    return "".join(lemma if at == last else norms[at] for at in range(unit.start, unit.end))


@from_lists("stopwords")
def _function_words() -> set[str]:
    return {*word_list("stopwords")["word"], *ascii_lowercase}  # a letter alone is an initial, or a note


def _counted(frequencies: FreqDist):
    stop, total = _function_words(), frequencies.N()
    return (
        WordCount(word, count, 1000 * count / total, word in stop)
        for word, count in frequencies.most_common()
    )


class Unit(NamedTuple):
    """A word as it is counted, or a token that is no word: tokens `start` to `end`."""

    form: str
    is_word: bool
    start: int
    end: int


@kept
def units_of(doc) -> list[Unit]:
    """Return what is counted in a Doc: words, those with unspaced hyphens as one, and what stands between.

    In: a Doc. Out: units in order. A word is in small letters, but a name that is written like a function
    word keeps its capitals ("US", "WHO"); "ca" in "can't" is "can" (spaCy's norms).

    >>> from utils import parse
    >>> [unit.form for unit in units_of(parse("Anti-war groups can't wait.")) if unit.is_word]
    ['anti-war', 'groups', 'can', 'wait']
    """
    norms, found, at = _norms(doc), [], 0
    while at < len(norms):
        end = at + 1
        while (
            end + 1 < len(norms)
            and _is_hyphen(doc, end)
            and norms[end - 1][-1:].isalnum()
            and norms[end + 1][:1].isalnum()
        ):
            end += 2
        form = "".join(norms[at:end])
        # The tokenizer splits "wasn't" into "was" and "n't": clitics have letters, but they are no words
        # of their own.
        is_word = form not in CLITICS and any(map(str.isalpha, form))
        found.append(Unit(form, is_word, at, end))
        at = end
    return found


def _is_hyphen(doc, at: int) -> bool:
    return doc[at].text == "-" and not doc[at].whitespace_ and not doc[at - 1].whitespace_


@kept
def _norms(doc) -> list[str]:
    """Each token in the form in which it is counted."""
    stop, shortened = _function_words(), {"ca": "can", "wo": "will", "sha": "shall", "ai": "are"}
    forms = [word.replace("’", "'") for word in lower_case(doc)[0]]
    for at, form in enumerate(forms):
        if form in shortened and at + 1 < len(forms) and forms[at + 1] in ("n't", "not"):
            forms[at] = shortened[form] if not doc[at].whitespace_ else form
        elif form in stop and len(form) > 1 and doc[at].text.isupper() and _is_name(doc, at):
            forms[at] = doc[at].text
    return forms


def _is_name(doc, at: int) -> bool:
    """Whether capitals mean a name: not in a line of capitals, and read as a name by the parser."""
    before, after = doc[max(0, at - 2) : at], doc[at + 1 : at + 3]
    shouted = any(len(side) == 2 and all(token.text.isupper() for token in side) for side in (before, after))
    return doc[at].pos_ == "PROPN" and not shouted


@kept
def words_of(doc) -> list[str]:
    """Return for each token of a Doc the word that it begins, empty where it begins none.

    >>> from utils import parse
    >>> words_of(parse("An anti-war song."))
    ['an', 'anti-war', '', '', 'song', '']
    """
    words = [""] * len(doc)
    for unit in units_of(doc):
        words[unit.start] = unit.form if unit.is_word else ""
    return words


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
    >>> table = phrases(parse("Coal ships left. Old coal ships sank. Coal ships burn."))
    >>> table[["phrase", "count"]].values.tolist()
    [['coal ships', 3]]
    """
    stop = _function_words()
    units = {unit.start: unit for unit in units_of(doc)}
    runs = [
        [unit.form if unit.is_word else "" for at in range(span.start, span.end) if (unit := units.get(at))]
        for span in sentence_spans(doc)
    ]
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
    """Compare a table of `word_frequencies` with general English (wordfreq, Speer 2022): the keyest words
    first, then those of which there are "too few", and function words last.

    Columns: those of `word_frequencies`, `expected` (count in as much general English), `log_likelihood`
    (Dunning 1993, for a known rate; above 10.83 is p < .001), `log_ratio` (Hardie 2014: 3 means 2**3 = 8
    times the general rate), `low` and `high` (its 95% interval from the exact Poisson interval of the count,
    Garwood 1936) and `note`: "too few" where the count is under `least`, whose interval is not given. A word
    that wordfreq does not know has its lowest rate, 1e-8; a name that is written like a function word
    ("US") is compared with both together, which makes it less key than it is.

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
    """Return the words of a text by how much oftener they stand in it than in general English.

    In: a parsed Doc, an Article or a string. Out: one row per word, with the columns of `keyness_of_counts`:
    `word`, `count`, `per_1000`, `function_word`, `expected`, `log_likelihood`, `log_ratio`, `low`, `high`,
    `note`. In three blocks, each with the highest log-likelihood first and what is rarer than in general
    English last: content words with a count of 5 or more; those below it, whose `note` is "too few", even
    where their log-likelihood is higher; function words, likewise. Raises TypeError for all but one text.

    Against general English (wordfreq) only. Against another article: `methods.corpus.words_between(a, b)`, or
    `compare_two(a, b).words`; one group of articles against the rest: `methods.corpus.keyness_between`.

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
    return sorted(
        found,
        key=lambda row: (row.function_word, row.note, -math.copysign(row.log_likelihood, row.log_ratio)),
    )


@lru_cache
def _poisson_interval(count: int) -> tuple[float, float]:
    from scipy.special import gammaincinv  # the quantiles of chi-squared, halved

    return gammaincinv(count, 0.025), gammaincinv(count + 1, 0.975)


def key_stability(doc, *, first: int = 10, draws: int = 100) -> pd.DataFrame:
    """Say how often the first key words stay among the first when the sentences are drawn again (bootstrap,
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

    Upper and lower case are one, but "US" is not "us", and "war" is not part of "anti-war": what is shown
    is what is counted. Columns: `sentence`, `left`, `keyword`, `right`, `start`, `end`, and
    `position` (the share of the text before it, from 0 to 1).

    >>> from utils import parse
    >>> table = concordance(parse("Ships sail. The ships sank."), "ships", width=4)
    >>> table[["left", "keyword", "right"]].values.tolist()
    [['', 'Ships', ' sai'], ['The ', 'ships', ' san']]
    """
    doc = as_doc(text)
    units, words = units_of(doc), [unit.form for unit in units_of(nlp().make_doc(keyword))]
    forms = [unit.form for unit in units]
    words = [keyword.strip()] if keyword.strip() in forms else words
    rows = []
    for at in ConcordanceIndex(forms).offsets(words[0]) if words else []:
        if forms[at : at + len(words)] == words:
            span = doc[units[at].start : units[at + len(words) - 1].end]
            start, end = span.start_char, span.end_char
            rows.append(
                (
                    sentence_of(doc)[units[at].start],
                    text_of(doc)[max(0, start - width) : start].replace("\n", " "),
                    span.text,
                    text_of(doc)[end : end + width].replace("\n", " "),
                    start,
                    end,
                    start / len(text_of(doc)),
                )
            )
    return pd.DataFrame(rows, columns=["sentence", "left", "keyword", "right", "start", "end", "position"])
