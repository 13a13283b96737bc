"""What each word of a text contributes to its tone: lexicons, masked names, negation, boosters and "but".

VADER's rules over a parse (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis
of Social Media Text", ICWSM 2014), with a lexicon of news words before the general ones.
"""

from __future__ import annotations

import math
from itertools import product
from typing import NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SentimentIntensityAnalyzer

from methods.tone.reversal import is_contrast, quantities, scopes_of
from utils import from_lists, kept, lower_case, nlp, sentence_spans, word_list

ENTITY_LABELS = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
VADER = SentimentIntensityAnalyzer()
NEGATIONS = {*NEGATE, "n't", "n’t", "no"} - {"despite"}  # "despite the scandal" leaves it a scandal
LESSENING, NOT_LESS = (
    {"less", "least"},
    {"no", "at", "or"},
)  # "less kind", but "no less kind", "at least kind"
# VADER has -0.74 for both; in news what is denied still colours the sentence, and "no harm" is little praise.
NEGATED_GOOD, NEGATED_BAD = -0.6, -0.3
FADING = (1.0, 0.95, 0.9)  # VADER's boosters lose force with distance
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
USUAL_LENGTH = 16  # words; in a sentence of this length a word contributes its valence itself
SQUASHING = 12.0


class ToneWord(NamedTuple):
    """A word or phrase that carries tone: where it stands in the Span, what it contributes, and what changed
    it.
    """

    first: int
    last: int
    contribution: float
    valence: float
    changed_by: str


@from_lists("tone_lexicon")
def _news():
    """Return the news lexicon: valences of words by (word, word class), and of phrases by their first two
    tokens.
    """
    words, phrases = {}, {}
    for lemma, pos, valence in word_list("tone_lexicon")[["lemma", "pos", "valence"]].itertuples(index=False):
        tokens = tuple(t.lower_ for t in nlp().make_doc(lemma))
        if len(tokens) > 1:
            phrases.setdefault(tokens[:2], []).append((tokens, float(valence)))
        else:
            words[lemma, pos] = float(valence)
    return words, phrases


@from_lists("opinion_lexicon")
def _general():
    """Return the mean of the two general lexicons; a word of Hu and Liu counts as 1 or -1 of VADER's 4."""
    table = word_list("opinion_lexicon")
    opinion = dict(zip(table["word"], np.where(table["polarity"] == "positive", 1.0, -1.0)))
    return {
        word: (VADER.lexicon.get(word, 0.0) + opinion.get(word, 0.0)) / 2
        for word in {*VADER.lexicon, *opinion}
    }


@from_lists("tone_lexicon", "opinion_lexicon", "quantities")
def _listed():
    """Return every word with which an entry of a lexicon begins; most words of a text are none, and soon
    passed over.
    """
    words, phrases = _news()
    counted = (name.split()[0] for name in quantities())
    return {*(word for word, _ in [*words, *phrases]), *_general(), *counted}


def _phrase_at(i, words, lemmas, phrases):
    """Return the number of tokens and the valence of the longest listed phrase at a token."""
    starting = [
        entry
        for pair in product(*zip(words[i : i + 2], lemmas[i : i + 2]))
        for entry in phrases.get(pair, ())
    ]
    for tokens, valence in sorted(starting, key=lambda entry: -len(entry[0])):
        forms = list(zip(words[i : i + len(tokens)], lemmas[i : i + len(tokens)]))
        if len(forms) == len(tokens) and all(token in form for token, form in zip(tokens, forms)):
            return len(tokens), valence
    return 0, 0.0


def _is_name(token) -> bool:
    return token.ent_type_ in ENTITY_LABELS or token.pos_ == "PROPN"


def _word_at(token, word, lemma, news, general):
    """Return the valence of one word: the news lexicon's, else the general ones', as written before its
    lemma.
    """
    if _is_name(token) or word in BOOSTER_DICT:
        return 0.0
    for key in ((word, token.pos_), (lemma, token.pos_), (word, ""), (lemma, "")):
        if key in news:
            return news[key]
    return general.get(word) or general.get(lemma, 0.0)


def _changed(valence, before, tag=""):
    """Return a valence after the three words before it, nearest first, and those of them that changed it."""
    nearest, second = (*before, "", "")[:2]
    less, changes = nearest in LESSENING, []
    if less and second in NOT_LESS:
        less, before = False, ["", "", *before[2:]]
    for fading, word in zip(FADING, before):
        if word == "never" and tag in ("JJR", "RBR") or word == "neither" and "nor" in changes:
            continue  # "never better"; "neither kind nor good" negates each once
        if word in NEGATIONS or less and not changes:
            # "not the worst" is neither good nor bad
            valence *= 0 if tag in ("JJS", "RBS") else NEGATED_GOOD if valence > 0 else NEGATED_BAD
        elif word in BOOSTER_DICT:
            valence += math.copysign(fading, valence) * BOOSTER_DICT[word]
        else:
            continue
        changes.append(word)
    return valence, changes


@kept
def _found(doc) -> dict[tuple[int, int], list[ToneWord]]:
    return {}


def words_of_tone(span) -> list[ToneWord]:
    """Return the words of a Span that carry tone, each with its contribution after negation, boosters and
    "but".
    """
    known, place = _found(span.doc), (span.start, span.end)
    if place not in known:
        known[place] = _words_of_tone(span)
    return known[place]


def _candidates(span, words, lemmas):
    """Return the words and phrases of tone of a Span as the lexicons have them, and the quantities: first
    token, the token after the last, valence, whether it is a quantity.
    """
    (news, phrases), general, listed = _news(), _general(), _listed()
    counted, found, after = quantities(), [], 0
    for i, (word, lemma) in enumerate(zip(words, lemmas)):
        if i < after or word not in listed and lemma not in listed:
            continue
        length, valence = _phrase_at(i, words, lemmas, phrases)
        if length and all(_is_name(token) for token in span[i : i + length]):
            valence = 0.0
        elif not length:
            valence = _word_at(span[i], word, lemma, news, general)
        after = i + max(1, length)
        if valence:
            found.append((i, after, valence, False))
        elif not length:
            found += _quantity_at(span, i, words, lemmas, counted)
    return found


def _quantity_at(span, i, words, lemmas, listed):
    """Return what it is good or bad to have more of, where a noun is that."""
    pair = f"{words[i]} {' '.join(lemmas[i + 1 : i + 2])}"
    name = next((name for name in (pair, words[i], lemmas[i]) if name in listed), None)
    if name is None:
        return []
    length = 2 if name == pair else 1
    token = span[i + length - 1]
    is_first = token.dep_ == "compound" and token.head.lemma_ in listed  # of "income tax"
    may_be = ("NOUN", "PROPN") if i == 0 else ("NOUN",)  # many a first word is taken for a name
    if is_first or token.pos_ not in may_be or token.ent_type_ in ENTITY_LABELS:
        return []
    return [(i, i + length, listed[name], True)]


def _reversed(contribution, acting, is_quantity):
    """Return a contribution after the reversers that act on its word, and those that changed it."""
    if is_quantity and not any(s.moves for s in acting):
        return 0.0, []
    changes = []
    for scope in acting:
        if scope.good == scope.bad == 0 and any(s.moves and s.at not in scope.over for s in acting):
            continue  # "crime statistics fell"
        factor = scope.good if contribution > 0 else scope.bad
        contribution *= factor
        if factor != 1 or is_quantity and scope.moves:
            changes.append(scope)
    return contribution, changes


def _words_of_tone(span) -> list[ToneWord]:
    words, lemmas = (column[span.start : span.end] for column in lower_case(span.doc))
    candidates = _candidates(span, words, lemmas)
    if not candidates:
        return []
    scopes: dict[int, list] = {}
    for scope in scopes_of(span, words, lemmas):
        for i in scope.over:
            scopes.setdefault(i, []).append(scope)
    share = math.sqrt(USUAL_LENGTH / max(1, sum(map(str.isalpha, words))))
    but = next((i for i, word in enumerate(words) if word == "but" and is_contrast(words, i)), None)
    found, made = [], {}
    for i, after, valence, is_quantity in candidates:
        acting = [s for s in scopes.get(i, ()) if s.at == i or not i < s.at < after]
        spent = {j for s in acting for j in s.spent}
        before = ["" if j in spent else words[j] for j in range(i - 1, max(-1, i - 4), -1)]
        contribution, changes = _changed(valence, before, span[i].tag_)
        contribution, reversers = _reversed(contribution, acting, is_quantity)
        for scope in reversers if is_quantity else (s for s in reversers if min(s.good, s.bad) < 0):
            made[scope.at] = made.get(scope.at, 0.0) + contribution
        changes += (scope.cause for scope in reversers)
        if but is not None:
            contribution *= BEFORE_BUT if i < but else AFTER_BUT
            changes.append("but")
        found.append(ToneWord(i, after, contribution * share, valence, ", ".join(changes)))
    # What a reverser makes of others counts, and no longer its own tone where that is the opposite.
    return [w for w in found if w.contribution and w.contribution * made.get(w.first, 0.0) >= 0]


@kept
def tone_by_sentence(doc) -> list[list[ToneWord]]:
    """Return the words of tone of each sentence of a Doc, as `valence.words_of_tone` finds them."""
    return [words_of_tone(span) for span in sentence_spans(doc)]


def squash(total: float) -> float:
    """Return a sum of contributions on the scale from -1 to 1, as VADER does."""
    return total / math.sqrt(total * total + SQUASHING)


def tone_of(words) -> float:
    """Return the tone, from -1 to 1, that some words of `words_of_tone` make together."""
    return squash(sum(word.contribution for word in words))
