"""What is it about, and against what? Counts, phrases, key words, concordance."""
from __future__ import annotations

from itertools import chain, pairwise

import pandas as pd
from nltk import FreqDist
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.text import ConcordanceIndex

from utils import kept, lower_case, nlp, sentence_of, sentence_spans, text_of, word_list

CLITICS = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}


def word_frequencies(doc, *, lemmas: bool = False) -> pd.DataFrame:
    """Count the words of a Doc with NLTK's FreqDist, the most frequent first.

    `lemmas=True` counts dictionary forms ("programs" with "program"). Numbers and punctuation are no words here.
    Columns: `word` (lower case), `count`, `per_1000` (words of the text), `function_word` (in data/stopwords.csv).

    >>> from utils import parse
    >>> word_frequencies(parse("The ship sails. The ships sail."), lemmas=True).head(2)[["word", "count"]].values.tolist()
    [['the', 2], ['ship', 2]]
    """
    words = words_of(doc)
    if lemmas:
        words = [word and lemma.replace("’", "'") for lemma, word in zip(lower_case(doc)[1], words)]
    return _table(FreqDist(filter(None, words)))


def _table(frequencies: FreqDist) -> pd.DataFrame:
    stop, total = set(word_list("stopwords")["word"]), frequencies.N()
    rows = [(word, count, 1000 * count / total, word in stop) for word, count in frequencies.most_common()]
    table = pd.DataFrame(rows, columns=["word", "count", "per_1000", "function_word"])
    return table if rows else table.astype({"count": int, "per_1000": float, "function_word": bool})


@kept
def words_of(doc) -> list[str]:
    """Return each token of a Doc in lower case, empty where it is no word."""
    words = [word.replace("’", "'") for word in lower_case(doc)[0]]
    # The tokenizer splits "wasn't" into "was" and "n't": clitics have letters, but they are no words of their own.
    return [w if w.isalpha() or w not in CLITICS and any(map(str.isalpha, w)) else "" for w in words]


def phrases(doc, *, least: int = 2) -> pd.DataFrame:
    """Find pairs of neighbouring words that stand together more often than chance, by NLTK's association measures.

    Pairs never cross a sentence or a punctuation mark and hold no function word; those seen fewer than `least` times
    are left out. Columns: `phrase`, `count`, `log_likelihood` (Dunning 1993: above 10.83 is p < .001), `pmi` (pointwise
    mutual information in bits, Church and Hanks 1990).

    >>> from utils import parse
    >>> phrases(parse("Coal ships left. Old coal ships sank. Coal ships burn."))[["phrase", "count"]].values.tolist()
    [['coal ships', 3]]
    """
    stop = set(word_list("stopwords")["word"])
    runs = [words_of(doc)[span.start:span.end] for span in sentence_spans(doc)]
    content = lambda word: word and word not in stop
    pairs = FreqDist((first, second) for run in runs for first, second in pairwise(run) if content(first) and content(second))
    finder = BigramCollocationFinder(FreqDist(chain.from_iterable(runs)), pairs)
    finder.apply_freq_filter(least)
    measures = (BigramAssocMeasures.likelihood_ratio, BigramAssocMeasures.pmi)
    likelihood, pmi = (dict(finder.score_ngrams(measure)) for measure in measures)
    rows = [(" ".join(pair), finder.ngram_fd[pair], score, pmi[pair]) for pair, score in likelihood.items()]
    return pd.DataFrame(rows, columns=["phrase", "count", "log_likelihood", "pmi"])


def keyness(frequencies: pd.DataFrame, *, least: int = 5) -> pd.DataFrame:
    """Compare a table of `word_frequencies` with general English (wordfreq, Speer 2022), the keyest words first.

    Columns: those of `frequencies`, `expected` (count in as much general English), `log_likelihood` (Dunning 1993, for a known
    rate; above 10.83 is p < .001), `log_ratio` (Hardie 2014: 3 means 2**3 = 8 times the general rate), `low` and `high`
    (its 95% interval from the exact Poisson interval of the count, Garwood 1936) and `note`: "too few" where the count
    is under `least`, whose interval is not given. A word that wordfreq does not know has its lowest rate, 1e-8.

    >>> from utils import parse
    >>> table = keyness(word_frequencies(parse("The missile fell. " * 6)))
    >>> table[["word", "count", "note"]].head(1).values.tolist(), bool(table["low"][0] > 10)
    ([['missile', 6, '']], True)
    """
    import numpy as np
    from scipy.special import gammaincinv  # the quantiles of chi-squared, halved
    from wordfreq import word_frequency

    count = frequencies["count"].to_numpy(float)
    expected = np.array([max(word_frequency(word, "en"), 1e-8) for word in frequencies["word"]]) * count.sum()
    few, log_ratio = count < least, np.log2(count / expected)
    log_likelihood = 2 * (count * np.log(count / expected) - (count - expected))
    keyest_first = np.lexsort([-np.sign(log_ratio) * log_likelihood, few])
    columns = {name: column.to_numpy() for name, column in frequencies.items()} | {
        "expected": expected, "log_likelihood": log_likelihood, "log_ratio": log_ratio,
        "low": np.where(few, np.nan, np.log2(gammaincinv(count, 0.025) / expected)),
        "high": np.where(few, np.nan, np.log2(gammaincinv(count + 1, 0.975) / expected)),
        "note": np.where(few, "too few", "")}
    return pd.DataFrame({name: column[keyest_first] for name, column in columns.items()})


def key_stability(doc, *, first: int = 10, draws: int = 100) -> pd.DataFrame:
    """Say how often the first key words stay among the first when the sentences are drawn anew (bootstrap, Efron 1979).

    Each draw takes as many sentences as the Doc has, with replacement, and ranks the content words by `keyness`.
    Columns: `word` (the `first` content words, the keyest first), `stays` (share of the draws, 0 to 1).

    >>> from utils import parse
    >>> key_stability(parse("The missile fell. " * 6 + "It rained."), first=1).round(1).values.tolist()
    [['missile', 1.0]]
    """
    import numpy as np

    spans = [[*filter(None, words_of(doc)[span.start:span.end])] for span in sentence_spans(doc)]
    random, stayed = np.random.default_rng(0), FreqDist()
    for _ in range(draws if spans else 0):
        drawn = random.integers(len(spans), size=len(spans))
        stayed.update(_keyest(_table(FreqDist(word for i in drawn for word in spans[i])), first))
    return pd.DataFrame([(word, stayed[word] / draws) for word in _keyest(word_frequencies(doc), first)], columns=["word", "stays"])


def _keyest(frequencies: pd.DataFrame, first: int) -> list[str]:
    return list(keyness(frequencies).query("not function_word")["word"].head(first))


def concordance(doc, keyword: str, *, width: int = 40) -> pd.DataFrame:
    """Show each place where a word or phrase stands, with `width` characters on both sides (NLTK's ConcordanceIndex).

    Upper and lower case are one. Columns: `sentence`, `left`, `keyword`, `right`, `start`, `end`, and `position` (the
    share of the text before it, from 0 to 1).

    >>> from utils import parse
    >>> concordance(parse("Ships sail. The ships sank."), "ships", width=4)[["left", "keyword", "right"]].values.tolist()
    [['', 'Ships', ' sai'], ['The ', 'ships', ' san']]
    """
    words = [t.text.lower() for t in nlp().tokenizer(keyword)]
    tokens, rows = [t.text.lower() for t in doc], []
    for at in ConcordanceIndex(tokens).offsets(words[0]) if words else []:
        if tokens[at:at + len(words)] == words:
            span = doc[at:at + len(words)]
            start, end = span.start_char, span.end_char
            rows.append((sentence_of(doc)[at], text_of(doc)[max(0, start - width):start].replace("\n", " "), span.text,
                         text_of(doc)[end:end + width].replace("\n", " "), start, end, start / len(text_of(doc))))
    return pd.DataFrame(rows, columns=["sentence", "left", "keyword", "right", "start", "end", "position"])
