"""How a sentence sounds, word by word, whose tone it is, and where it turns.

VADER's rules (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM 2014) over a parse: names are masked, a news lexicon comes before the general ones, and TextBlob stands beside as a
second witness.
"""
from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SentimentIntensityAnalyzer

from utils import kept, nlp, sentence_of, sentence_spans, sentences, word_list

NAMES = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
SCORES = ["tone", "vader", "textblob", "subjectivity"]
VADER = SentimentIntensityAnalyzer()
NEGATIONS = {*NEGATE, "n't", "n’t", "no"} - {"despite"}  # "despite the scandal" leaves it a scandal
NEGATED = -0.5  # VADER has -0.74; in news what is denied still colours the sentence
FADING = (1.0, 0.95, 0.9)  # VADER's boosters lose force with distance
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
USUAL_LENGTH = 16  # words; the contributions of a sentence of this length are the valences themselves
SQUASHING = 12.0
CALIBRATION = (-1.64, 2.08, 0.36)  # of `strength`: intercept, size of the change, contrast cue
SHIFT_THRESHOLD = 0.31  # readers marked 31% of all pairs: a pair above it is likelier a turn than the average one
NEARNESS, REACH = 0.8, 12  # what a word keeps of its tone per step of the dependency tree, and the last step followed
PATIENT = 1.5  # the verb that is done to the target counts this much
READABLE = 0.05  # a tone of less is neutral
TWIST = 0.1  # the least difference of tone that makes a contrast cue a twist
PERMUTATIONS, SEED, LEVEL = 999, 2018, 0.05


class _Word(NamedTuple):
    first: int
    last: int
    contribution: float
    valence: float
    changed_by: str


def _by_version(*names):
    """Cache what is made of editable lists until one of them changes."""
    def decorate(function):
        cached = lru_cache(maxsize=1)(lambda *_: function())
        return lambda: cached(*(id(word_list(name)) for name in names))
    return decorate


def _phrases(table, column):
    """Return the entries of more than one token by their first token, longest first."""
    found = {}
    for row in table.to_dict("records"):
        tokens = tuple(t.lower_ for t in nlp().make_doc(row[column]))
        if len(tokens) > 1:
            found.setdefault(tokens[0], []).append((tokens, row))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in found.items()}


@_by_version("tone_lexicon")
def _news():
    """Return the news lexicon as valences by (word, word class), and its phrases."""
    table = word_list("tone_lexicon")
    return dict(zip(zip(table["lemma"], table["pos"]), table["valence"].astype(float))), _phrases(table, "lemma")


@_by_version("opinion_lexicon")
def _general():
    """Return the mean of the two general lexicons, an opinion word of Hu and Liu counting as 1 or -1 on VADER's scale."""
    table = word_list("opinion_lexicon")
    opinion = dict(zip(table["word"], np.where(table["polarity"] == "positive", 1.0, -1.0)))
    return {word: (VADER.lexicon.get(word, 0.0) + opinion.get(word, 0.0)) / 2 for word in {*VADER.lexicon, *opinion}}


@_by_version("contrast_cues")
def _cues():
    """Return the contrast cues that open a sentence as a pattern, and those inside one by their first token."""
    table = word_list("contrast_cues")
    opening = sorted(table.loc[table["place"] != "inside", "cue"], key=len, reverse=True)
    return re.compile(rf"\W*(?:and )?({'|'.join(map(re.escape, opening))})\b", re.I), dict(zip(table["cue"], table["kind"]))


def _phrase_at(i, words, lemmas, phrases):
    """Return the longest listed phrase at a token, as (length, row)."""
    for first in dict.fromkeys((words[i], lemmas[i])):
        for tokens, row in phrases.get(first, ()):
            if len(tokens) <= len(words) - i and all(
                    t in (words[i + k], lemmas[i + k]) for k, t in enumerate(tokens)):
                return len(tokens), row
    return 0, None


def _valence(token, word, lemma, single):
    """Return the valence of one word: the news lexicon's, else the general ones', as written before the lemma."""
    if token.ent_type_ in NAMES or token.pos_ == "PROPN" or word in BOOSTER_DICT:
        return 0.0
    for key in ((word, token.pos_), (lemma, token.pos_), (word, ""), (lemma, "")):
        if key in single:
            return single[key]
    general = _general()
    return general.get(word) or general.get(lemma, 0.0)


def _words_of_tone(span) -> list[_Word]:
    """Return the words of a Span that carry tone, each with its contribution after negation, boosters and "but"."""
    single, phrases = _news()
    words, lemmas = [t.lower_ for t in span], [t.lemma_.lower() for t in span]
    share = math.sqrt(USUAL_LENGTH / max(1, sum(t.is_alpha for t in span)))
    turn = words.index("but") if "but" in words else None
    found, after = [], 0
    for i, token in enumerate(span):
        if i < after:
            continue
        length, row = _phrase_at(i, words, lemmas, phrases)
        valence = float(row["valence"]) if length else _valence(token, words[i], lemmas[i], single)
        after = i + max(1, length)
        if not valence:
            continue
        weight, changes = valence, []
        for distance, before in enumerate(words[max(0, i - 3):i][::-1]):
            if before in BOOSTER_DICT:
                weight += math.copysign(1, weight) * BOOSTER_DICT[before] * FADING[distance]
                changes.append(before)
            elif before in NEGATIONS:
                weight *= NEGATED
                changes.append(before)
        if turn is not None and not i <= turn < after:
            weight *= BEFORE_BUT if i < turn else AFTER_BUT
            changes.append("but")
        found.append(_Word(i, after, weight * share, valence, ", ".join(changes)))
    return found


def _squash(total: float) -> float:
    return total / math.sqrt(total * total + SQUASHING)


def _total(words) -> float:
    return _squash(sum(w.contribution for w in words))


def _as_spans(texts) -> list:
    """Return each text as a Span, parsing those that are strings."""
    texts = list(texts)
    parsed = nlp().pipe(t for t in texts if isinstance(t, str))
    return [next(parsed)[:] if isinstance(t, str) else t[:] for t in texts]


@kept
def _tone_of_sentences(doc) -> list[list[_Word]]:
    return [_words_of_tone(span) for span in sentence_spans(doc)]


def tone_words(text) -> pd.DataFrame:
    """Return the words that make the tone of a text, each with what it contributes.

    In: a string, or a spaCy Doc or Span. Out: one row per word or phrase of tone, in order: `start` and `end` (characters
    of the text given), `word`, `contribution` (signed; after negation, boosters, "but" and the length of the text, so
    that `tone` is s / sqrt(s² + 12) of their sum s), `valence` (from -4 to 4, as the lexicons have it), `changed_by` (the words that
    negated, strengthened or weakened it). Raises nothing of its own. After Hutto and Gilbert (2014).

    >>> tone_words("It was not a good plan.")[["start", "end", "word", "changed_by"]].values.tolist()
    [[13, 17, 'good', 'not']]
    """
    span = _as_spans([text])[0]
    spans = [(span[w.first:w.last], w) for w in _words_of_tone(span)]
    rows = [(s.start_char - span.start_char, s.end_char - span.start_char, s.text, w.contribution, w.valence, w.changed_by)
            for s, w in spans]
    return pd.DataFrame(rows, columns=["start", "end", "word", "contribution", "valence", "changed_by"])


def _witnesses(text: str) -> tuple[float, float, float]:
    """Return VADER's compound and TextBlob's polarity and subjectivity."""
    blob = TextBlob(text).sentiment
    return VADER.polarity_scores(text)["compound"], blob.polarity, blob.subjectivity


def score_tone(texts) -> pd.DataFrame:
    """Return the tone of each text, with two other scorers beside it.

    In: strings (parsed here), or spaCy Docs or Spans. Out: one row per text: `tone` and `vader` (VADER as published) and
    `textblob` (TextBlob's polarity), all from -1 to 1, 0 where no listed word was found; `subjectivity` (TextBlob's, 0 to
    1). Raises nothing of its own. After Hutto and Gilbert (2014); TextBlob's lexicon is De Smedt and Daelemans,
    "Pattern for Python" (JMLR 2012).

    >>> score_tone(["The United Nations Security Council met.", "The talks were fruitful."])["tone"].round(1).tolist()
    [0.0, 0.7]
    """
    rows = [(_total(_words_of_tone(span)), *_witnesses(span.text)) for span in _as_spans(texts)]
    return pd.DataFrame(rows, columns=SCORES, dtype=float)


def _quoted_tokens(doc) -> np.ndarray:
    """Mark the tokens that stand inside a quotation."""
    from methods.quotations import quotations

    starts = np.fromiter((t.idx for t in doc), int, len(doc))
    change = np.zeros(len(doc) + 1, int)
    for start, end in quotations(doc)[["start", "end"]].itertuples(index=False):
        change[np.searchsorted(starts, start)] += 1
        change[np.searchsorted(starts, end)] -= 1
    return np.cumsum(change[:-1]) > 0


@kept
def sentence_tone(doc) -> pd.DataFrame:
    """Return the tone of each sentence of a Doc, and apart that of its narrator and of the voices quoted in it.

    In: a parsed Doc. Out: the columns of `utils.sentences` and of `score_tone`; `narrator` and `quoted` (-1 to 1), the tone of
    the words outside and inside the quotations of the sentence, NaN where that voice has no word in it. Before squashing
    the two add up to the whole. Raises nothing of its own.

    >>> from utils import parse
    >>> scored = sentence_tone(parse("“The plan is a disaster,” Smith said at a pleasant lunch."))
    >>> bool(scored["narrator"][0] > 0 > scored["quoted"][0])
    True
    """
    quoted, rows = _quoted_tokens(doc), []
    for span, words in zip(sentence_spans(doc), _tone_of_sentences(doc)):
        inside = quoted[span.start:span.end]
        spoken = np.fromiter((t.is_alpha for t in span), bool, len(span))
        voices = [_total(w for w in words if inside[w.first] == voice) if (spoken & (inside == voice)).any() else math.nan
                  for voice in (False, True)]
        rows.append((_total(words), *_witnesses(span.text), *voices))
    return sentences(doc).join(pd.DataFrame(rows, columns=[*SCORES, "narrator", "quoted"], dtype=float))


def _opening_cues(scored) -> list[str]:
    """Return the contrast cue that opens each sentence after the first, empty without one."""
    if "text" not in scored:
        return [""] * max(0, len(scored) - 1)
    opening, _ = _cues()
    matches = [opening.match(text) for text in scored["text"].iloc[1:]]
    return [m[1].lower() if m else "" for m in matches]


def tone_shifts(scored: pd.DataFrame) -> pd.DataFrame:
    """Return how the tone changes from each sentence to the next, and how surely readers would call that a turn.

    In: a table of `sentence_tone`, or of `score_tone` for the sentences of one text in order (then without cues). Out: one
    row per pair of neighbours: `sentence` (0-based, the later one), `before` and `after` (tone, -1 to 1), `change` (after
    minus before), `strength` (0 to 1, the calibrated probability that readers see a turn; from the size of the change and a
    contrast cue), `is_shift` (`strength` of at least SHIFT_THRESHOLD), `cue` (the contrast word that opens the later sentence, or
    empty). Nothing is smoothed. Raises KeyError without a column `tone`. The calibration is a logistic regression
    (Platt, "Probabilistic outputs for support vector machines", 1999) on human-marked turns of editorials.

    >>> shifts = tone_shifts(pd.DataFrame({"tone": [0.6, -0.5, -0.4]}))
    >>> shifts["change"].round(1).tolist(), shifts["is_shift"].tolist()
    ([-1.1, 0.1], [True, False])
    """
    tone, cue = scored["tone"].to_numpy(float), _opening_cues(scored)
    number = scored["sentence"].to_numpy(int) if "sentence" in scored else np.arange(len(tone))
    change = np.diff(tone)
    intercept, size, cued = CALIBRATION
    strength = 1 / (1 + np.exp(-(intercept + size * np.abs(change) + cued * np.array([bool(c) for c in cue], float))))
    return pd.DataFrame({"sentence": number[1:], "before": tone[:-1], "after": tone[1:], "change": change,
                         "strength": strength, "is_shift": strength >= SHIFT_THRESHOLD,
                         "cue": pd.Series(cue, dtype=object)})


def turning_point(scored: pd.DataFrame) -> pd.DataFrame:
    """Return where the tone of a whole article turns most, and whether that is more than chance would give.

    The largest difference between the mean tone before and after any point, in standard errors, is compared with that of
    999 shuffled orders of the same sentences (seeded, so repeatable). In: a table with `tone` per sentence. Out: one row:
    `sentence` (the first after the turn; -1 where there are fewer than four sentences or all sound the same), `change` (mean tone after
    minus mean before), `p_value` (0 to 1), `found` (p_value below .05). Raises KeyError without a column `tone`. After Pettitt,
    "A non-parametric approach to the change-point problem" (Applied Statistics 1979), with means instead of ranks.

    >>> turning_point(pd.DataFrame({"tone": [0.5, 0.6, 0.4, 0.5, 0.6, -0.5, -0.4, -0.6, -0.5, -0.4]}))[["sentence", "found"]].values.tolist()
    [[5, True]]
    """
    tone = scored["tone"].to_numpy(float)
    n = len(tone)
    if n < 4 or np.ptp(tone) == 0:
        return pd.DataFrame({"sentence": [-1], "change": [0.0], "p_value": [1.0], "found": [False]})
    sizes = np.arange(1, n)
    scale = np.sqrt(sizes * (n - sizes) / n)

    def contrast(order):
        sums = np.cumsum(order)[:-1]
        return ((order.sum() - sums) / (n - sizes) - sums / sizes) * scale

    observed = contrast(tone)
    at = int(np.abs(observed).argmax())
    rng = np.random.default_rng(SEED)
    as_large = sum(np.abs(contrast(rng.permutation(tone))).max() >= abs(observed[at]) - 1e-12 for _ in range(PERMUTATIONS))
    p_value = (1 + as_large) / (1 + PERMUTATIONS)
    number = scored["sentence"].to_numpy(int) if "sentence" in scored else np.arange(n)
    return pd.DataFrame({"sentence": [int(number[at + 1])], "change": [float(observed[at] / scale[at])],
                         "p_value": [p_value], "found": [p_value < LEVEL]})


def _steps_from(target) -> dict[int, int]:
    """Return how many dependency steps each token near a Span is from it."""
    steps, edge = dict.fromkeys((t.i for t in target), 0), list(target)
    for step in range(1, REACH + 1):
        around = {n.i: n for token in edge for n in (token.head, *token.children) if n.i not in steps}
        steps.update(dict.fromkeys(around, step))
        edge = list(around.values())
    return steps


def _own_words(doc, target):
    """Return the spans of characters that a target itself says."""
    from methods.quotations import quotations

    said = quotations(doc)
    by_target = (said["speaker_start"] >= 0) & (said["speaker_start"] < target.end_char) & (said["speaker_end"] > target.start_char)
    return list(said.loc[by_target, ["start", "end"]].itertuples(index=False, name=None))


def tone_toward(text, start: int, end: int) -> float:
    """Return the tone of the sentence toward the one who is named at `start` to `end`.

    A word counts the less the more dependency steps lie between it and the name (0.8 a step), what the one named says itself does
    not count, and the verb that is done to the one named counts half as much again. In: a string or a parsed Doc, and
    characters of its text. Out: from -1 to 1; below 0.05 in size reads as neutral. Raises ValueError where the span
    holds no word. After Jiang and others, "Target-dependent Twitter sentiment classification" (ACL 2011).

    >>> text = "The minister attacked the senator after a visit to the brave nurses."
    >>> tone_toward(text, 22, 33) < 0 < tone_toward(text, 61, 67)
    True
    """
    doc = nlp()(text) if isinstance(text, str) else text
    target = doc.char_span(start, end, alignment_mode="expand")
    if target is None or not target.text.strip():
        raise ValueError(f"no word stands at characters {start} to {end}")
    number, root = sentence_of(doc)[target.root.i], target.root
    steps, own, offset = _steps_from(target), _own_words(doc, target), sentence_spans(doc)[number].start
    total = 0.0
    for word in _tone_of_sentences(doc)[number]:
        span = doc[offset + word.first:offset + word.last]
        if any(a <= span.start_char < b for a, b in own):
            continue
        near = min(steps.get(t.i, REACH) for t in span)
        done_to = root.dep_ in ("dobj", "nsubjpass") and span.start <= root.head.i < span.end
        total += word.contribution * NEARNESS ** near * (PATIENT if done_to else 1)
    return _squash(total)


def _cue_at(token, kinds):
    """Return the contrast cue that begins at a token, as (tokens, kind), the longer first."""
    for length in (4, 3, 2, 1):
        words = [t.lower_ for t in token.doc[token.i:min(token.i + length, token.sent.end)]]
        if len(words) == length and " ".join(words) in kinds:
            return length, kinds[" ".join(words)]
    return 0, ""


def _conjuncts(cue):
    """Return the two conjuncts that a coordinating cue joins, as heads."""
    if cue.dep_ != "cc" or cue.head.i > cue.i:
        return None
    after = next((c for c in (*cue.children, *cue.head.children) if c.dep_ in ("conj", "pobj") and c.i > cue.i), None)
    return (cue.head, after) if after is not None else None


def _subordinate(cue, length):
    """Return the head of the clause or phrase that a subordinating cue opens."""
    for token in (cue, cue.doc[cue.i + length - 1]):
        if token.dep_ == "mark":
            return token.head
        if token.dep_ == "prep" and any(c.i > token.i and c.dep_ in ("pobj", "pcomp") for c in token.children):
            return token
    return None


def _sides(cue, length, span):
    """Return the tokens before and after a contrast cue, as two ranges in the order of the text."""
    pair = _conjuncts(span.doc[cue.i + length - 1])
    if pair:
        first, second = pair
        return (first.left_edge.i, cue.i), (cue.i + length, max(second.right_edge.i + 1, cue.i + length))
    head = _subordinate(cue, length)
    if head is None:
        return None
    end = max(head.right_edge.i + 1, cue.i + length)
    if cue.i > span.start and any(t.pos_ in ("VERB", "AUX", "NOUN") for t in span.doc[span.start:cue.i]):
        return (span.start, cue.i), (cue.i + length, end)
    return (cue.i + length, end), (end, span.end)


def twists(doc) -> pd.DataFrame:
    """Return the twists of tone inside single sentences: two clauses or conjuncts that a cue sets against each other.

    In: a parsed Doc. Out: one row per twist: `sentence` (0-based), `cue` (the contrast word, "and" or "or" as well), `start` and
    `end` (characters from the first part to the end of the second), `before` and `after` (tone of the two parts, -1 to
    1). A word that announces a contrast ("while", "but") needs two toned parts or parts of different tone; "and" and "or" need
    parts of opposite tone. Raises nothing of its own. After Polanyi and Zaenen, "Contextual valence shifters" (2006).

    >>> from utils import parse
    >>> twists(parse("The visitors alternated between insults and praise."))["cue"].tolist()
    ['and']
    """
    _, kinds = _cues()
    rows = []
    for number, (span, words) in enumerate(zip(sentence_spans(doc), _tone_of_sentences(doc))):
        after = 0
        for token in span if words else ():
            length, kind = _cue_at(token, kinds) if token.i >= after else (0, "")
            if not length and token.dep_ == "cc" and token.lower_ in ("and", "or"):
                length, kind = 1, "opposite"
            sides = _sides(token, length, span) if length else None
            if not sides:
                continue
            tones = [_total(w for w in words if a <= span.start + w.first < b) for a, b in sides]
            if _opposed(*tones, kind):
                (a, b), (c, d) = sides
                rows.append((number, doc[token.i:token.i + length].text.lower(), doc[min(a, token.i)].idx,
                             doc[d - 1].idx + len(doc[d - 1]), *tones))
                after = token.i + length
    return pd.DataFrame(rows, columns=["sentence", "cue", "start", "end", "before", "after"])


def _opposed(before, after, kind) -> bool:
    if kind == "opposite":
        return before * after < 0 and min(abs(before), abs(after)) >= READABLE
    return abs(after - before) >= TWIST or (kind == "strong" and bool(before and after))
