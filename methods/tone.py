"""How a sentence sounds, word by word, and where the tone turns."""
from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import BOOSTER_DICT, N_SCALAR, NEGATE, SentimentIntensityAnalyzer

from utils import kept, nlp, sentence_of, sentence_spans, sentences, word_list

NAMES = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
SCORES = ["tone", "vader", "textblob", "subjectivity"]
VADER = SentimentIntensityAnalyzer()
SQUASH = 15.0
OPINION = 2.0
SHIFT_THRESHOLD = 0.31


def _by_version(*names):
    """Cache a table made of editable lists until one of them changes."""
    def decorate(function):
        cached = lru_cache(maxsize=1)(lambda *_: function())
        return lambda: cached(*(id(word_list(name)) for name in names))
    return decorate


@_by_version("opinion_lexicon")
def _valences():
    """Return the valence of every listed word."""
    table = word_list("opinion_lexicon")
    opinion = dict(zip(table["word"], np.where(table["polarity"] == "positive", OPINION, -OPINION)))
    return {w: (VADER.lexicon.get(w, 0.0) + opinion.get(w, 0.0)) / 1.5 for w in {*VADER.lexicon, *opinion}}


def _as_spans(texts):
    """Return each text as a Span, parsing those that are strings."""
    texts = list(texts)
    parsed = iter(nlp().pipe([t for t in texts if isinstance(t, str)]))
    return [next(parsed)[:] if isinstance(t, str) else t[:] for t in texts]


def _contributions(span):
    """Return (first token, last token + 1, contribution) of each word of a Span that carries tone."""
    valences, words = _valences(), [t.lower_ for t in span]
    names = [t.ent_type_ in NAMES or t.pos_ == "PROPN" for t in span]
    found = []
    for i, token in enumerate(span):
        valence = 0.0 if names[i] or words[i] in BOOSTER_DICT else valences.get(words[i], 0.0)
        if not valence:
            continue
        for back in range(1, min(3, i) + 1):
            before = words[i - back]
            if before in BOOSTER_DICT:
                valence += math.copysign(BOOSTER_DICT[before], valence) * (1, .95, .9)[back - 1]
            elif before in NEGATE or before in ("n't", "no"):
                valence *= N_SCALAR
        found.append((i, i + 1, valence))
    if "but" in words:
        turn = words.index("but")
        found = [(i, j, v * (0.5 if i < turn else 1.5)) for i, j, v in found]
    share = 4 / math.sqrt(len(span) or 1)
    return [(i, j, v * share) for i, j, v in found]


def _squash(total):
    return total / math.sqrt(total * total + SQUASH)


def tone_words(text):
    """Return the words that make the tone of a text, each with what it contributes."""
    span = _as_spans([text])[0]
    origin = span.start_char
    rows = [(span[i:j].start_char - origin, span[i:j].end_char - origin, span[i:j].text, v) for i, j, v in _contributions(span)]
    return pd.DataFrame(rows, columns=["start", "end", "word", "contribution"])


def score_tone(texts):
    """Return the tone of each text."""
    rows = []
    for span in _as_spans(texts):
        blob = TextBlob(span.text).sentiment
        rows.append((_squash(sum(v for *_, v in _contributions(span))), VADER.polarity_scores(span.text)["compound"],
                     blob.polarity, blob.subjectivity))
    return pd.DataFrame(rows, columns=SCORES, dtype=float)


@kept
def sentence_tone(doc):
    """Return the tone of each sentence of a Doc, and apart that of its narrator and of the voices quoted in it."""
    from methods.quotations import quotations
    quoted = np.zeros(len(doc), bool)
    for start, end in quotations(doc)[["start", "end"]].itertuples(index=False):
        span = doc.char_span(int(start), int(end), alignment_mode="expand")
        quoted[span.start:span.end] = True
    rows = []
    for span in sentence_spans(doc):
        inside = quoted[span.start:span.end]
        totals = [0.0, 0.0]
        for i, _, value in _contributions(span):
            totals[int(inside[i])] += value
        words = np.array([t.is_alpha for t in span])
        rows.append([_squash(totals[k]) if (words & (inside == bool(k))).any() else math.nan for k in (0, 1)])
    voices = pd.DataFrame(rows, columns=["narrator", "quoted"], dtype=float)
    return pd.concat([sentences(doc), score_tone(sentence_spans(doc)), voices], axis=1)


def tone_shifts(scored):
    """Return one row per pair of neighbouring sentences."""
    tone = scored["tone"].to_numpy(float)
    later = scored["sentence"].to_numpy()[1:] if "sentence" in scored else np.arange(1, len(tone))
    change = np.diff(tone)
    strength = 1 / (1 + np.exp(1.1 - 1.2 * np.abs(change)))
    return pd.DataFrame({"sentence": later, "before": tone[:-1], "after": tone[1:], "change": change,
                         "strength": strength, "is_shift": strength >= SHIFT_THRESHOLD, "cue": ""})


def turning_point(scored):
    """Return the sentence where the tone of the article turns, if it turns beyond chance."""
    return pd.DataFrame(columns=["sentence", "change", "p_value", "found"])


def twists(doc):
    """Return the twists of tone inside one sentence."""
    return pd.DataFrame(columns=["sentence", "cue", "start", "end", "before", "after"])


def tone_toward(text, start, end):
    """Return the tone of a text toward the one named at `start` to `end`."""
    doc = nlp()(text) if isinstance(text, str) else text
    target = doc.char_span(start, end, alignment_mode="expand")
    sent = target.root.sent
    return _squash(sum(v for *_, v in _contributions(sent)))
