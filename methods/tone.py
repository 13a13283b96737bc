"""How a sentence sounds, word by word, whose tone it is, and where it turns.

The score is the sum of what `methods.valence` finds for each word; VADER and TextBlob stand beside it as witnesses,
never averaged in.
"""
from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pandas as pd
from textblob.en import sentiment as textblob_sentiment  # what TextBlob(text).sentiment asks, without the wrapping

from methods.valence import VADER, ToneWord, squash, tone_of, words_of_tone
from utils import frame, from_lists, kept, nlp, sentence_of, sentence_spans, sentences, tabular, text_of, tokens_at, word_list

SCORES = dict.fromkeys(["tone", "vader", "textblob", "subjectivity"], float)
SHIFTS = {"sentence": int, "before": float, "after": float, "change": float, "strength": float, "is_shift": bool, "cue": str}
CALIBRATION = (-1.64, 2.08, 0.36)  # of `strength`: intercept, size of the change, contrast cue
SHIFT_THRESHOLD = 0.31  # readers marked 31% of all pairs: a pair above it is likelier a turn than the average one
LONGEST_FOR_VADER = 5_000  # characters; its time grows with the square of the length
PERMUTATIONS, SEED, LEVEL = 999, 2018, 0.05
NEARNESS, REACH = 0.8, 12  # what a word keeps of its tone per dependency step, and the last step that is followed
PATIENT = 1.5  # the verb that is done to the target counts this much
READABLE = 0.05  # a tone of less is neutral


@from_lists("contrast_cues")
def _opening():
    """Return a pattern of the contrast cues that open a sentence."""
    table = word_list("contrast_cues")
    opening = sorted(table.loc[table["place"] != "inside", "cue"], key=len, reverse=True)
    return re.compile(rf"\W*(?:and )?({'|'.join(opening)})\b", re.I)


def _as_spans(texts) -> list:
    """Return each text as a Span, parsing those that are strings."""
    texts = list(texts)
    parsed = nlp().pipe(t for t in texts if isinstance(t, str))
    return [next(parsed)[:] if isinstance(t, str) else t[:] for t in texts]


@kept
def tone_by_sentence(doc) -> list[list[ToneWord]]:
    """Return the words of tone of each sentence of a Doc, as `valence.words_of_tone` finds them."""
    return [words_of_tone(span) for span in sentence_spans(doc)]


def tone_words(text) -> pd.DataFrame:
    """Return the words that make the tone of a text, each with what it contributes.

    In: a string, or a spaCy Doc or Span. Out: one row per word or phrase of tone, in order: `start` and `end`
    (characters of the text given), `word`, `contribution` (signed; after negation, boosters, "but" and the length of
    the text, so that `tone` is s / sqrt(s² + 12) of their sum s), `valence` (from -4 to 4, as the lexicons have it),
    `changed_by` (the words that negated, strengthened or weakened it). Raises nothing of its own. After Hutto and
    Gilbert (2014).

    >>> tone_words("It was not a good plan.")[["start", "end", "word", "changed_by"]].values.tolist()
    [[13, 17, 'good', 'not']]
    """
    span = _as_spans([text])[0]
    rows = []
    for word in words_of_tone(span):
        part = span[word.first:word.last]
        rows.append((part.start_char - span.start_char, part.end_char - span.start_char, part.text,
                     word.contribution, word.valence, word.changed_by))
    return pd.DataFrame(rows, columns=["start", "end", "word", "contribution", "valence", "changed_by"])


def _witnesses(text: str) -> tuple[float, float, float]:
    """Return VADER's compound and TextBlob's polarity and subjectivity."""
    return VADER.polarity_scores(text[:LONGEST_FOR_VADER])["compound"], *textblob_sentiment(text)


def score_tone(texts) -> pd.DataFrame:
    """Return the tone of each text, with two other scorers beside it.

    In: strings (parsed here), or spaCy Docs or Spans. Out: one row per text: `tone`, `vader` (VADER as published, of
    the first 5,000 characters) and `textblob` (TextBlob's polarity), all from -1 to 1, 0 where no listed word was
    found; `subjectivity` (TextBlob's, 0 to 1). Raises nothing of its own. After Hutto and Gilbert (2014); TextBlob's
    lexicon is De Smedt and Daelemans, "Pattern for Python" (JMLR 2012).

    >>> score_tone(["The United Nations Security Council met.", "The talks were fruitful."])["tone"].round(1).tolist()
    [0.0, 0.7]
    """
    rows = [(tone_of(words_of_tone(span)), *_witnesses(span.text)) for span in _as_spans(texts)]
    return frame(rows, SCORES)


def _quoted_tokens(doc) -> np.ndarray:
    """Mark the tokens that stand inside a quotation."""
    from methods.quotations import quoted_pieces

    inside = np.zeros(len(doc), bool)
    for _, start, end, *_ in quoted_pieces(doc):
        inside[slice(*tokens_at(doc, start, end))] = True
    return inside


@tabular(**sentences.columns, **SCORES, narrator=float, quoted=float)
def sentence_tone(doc):
    """Return the tone of each sentence of a Doc, and apart that of its narrator and of the voices quoted in it.

    In: a parsed Doc. Out: the columns of `utils.sentences` and of `score_tone`; `narrator` and `quoted` (-1 to 1),
    the tone of the words outside and inside the quotations of the sentence, NaN where that voice has no word in it.
    Before squashing the two add up to the whole. Raises nothing of its own.

    >>> from utils import parse
    >>> scored = sentence_tone(parse("“The plan is a disaster,” Smith said at a pleasant lunch."))
    >>> bool(scored["narrator"][0] > 0 > scored["quoted"][0])
    True
    """
    quoted, letters = _quoted_tokens(doc).tolist(), doc.to_array("IS_ALPHA").tolist()
    for sentence, span, words in zip(sentences.rows(doc), sentence_spans(doc), tone_by_sentence(doc)):
        inside = quoted[span.start:span.end]
        spoken = {voice for voice, is_word in zip(inside, letters[span.start:span.end]) if is_word}
        voices = [tone_of(w for w in words if inside[w.first] == voice) if voice in spoken else math.nan
                  for voice in (False, True)]
        yield *sentence, tone_of(words), *_witnesses(sentence.text), *voices


def _shifts(numbers, tones, texts):
    """Yield the rows of `tone_shifts` for the sentences of one text."""
    opening, (intercept, size, cued) = _opening(), CALIBRATION
    for (before, after), number, text in zip(pairwise(tones), numbers[1:], texts[1:]):
        cue = opening.match(text)
        strength = 1 / (1 + math.exp(-(intercept + size * abs(after - before) + cued * bool(cue))))
        yield number, before, after, after - before, strength, strength >= SHIFT_THRESHOLD, cue[1].lower() if cue else ""


def tone_shifts(scored: pd.DataFrame) -> pd.DataFrame:
    """Return how the tone changes from each sentence to the next, and how surely readers would call that a turn.

    In: a table of `sentence_tone`, or of `score_tone` for the sentences of one text in order (then without cues).
    Out: one row per pair of neighbours: `sentence` (0-based, the later one), `before` and `after` (tone, -1 to 1),
    `change` (after minus before), `strength` (0 to 1, the calibrated probability that readers see a turn; from the
    size of the change and a contrast cue), `is_shift` (`strength` of at least SHIFT_THRESHOLD), `cue` (the contrast
    word that opens the later sentence, or empty). Nothing is smoothed. Raises KeyError without a column `tone`. The
    calibration is a logistic regression (Platt, "Probabilistic outputs for support vector machines", 1999) on
    human-marked turns of editorials.

    >>> shifts = tone_shifts(pd.DataFrame({"tone": [0.6, -0.5, -0.4]}))
    >>> shifts["change"].round(1).tolist(), shifts["is_shift"].tolist()
    ([-1.1, 0.1], [True, False])
    """
    numbers = scored.get("sentence", pd.Series(range(len(scored))))
    texts = scored.get("text", pd.Series([""] * len(scored)))
    return frame(list(_shifts(list(numbers), list(scored["tone"]), list(texts))), SHIFTS)


@tabular(**SHIFTS)
def shifts_of(doc):
    """Return `tone_shifts` of the sentences of a Doc.

    >>> from utils import parse
    >>> shifts_of(parse("The talks failed. Then they succeeded."))["sentence"].tolist()
    [1]
    """
    scored = sentence_tone.rows(doc)
    return _shifts(*([getattr(one, name) for one in scored] for name in ("sentence", "tone", "text")))


def turning_point(scored: pd.DataFrame) -> pd.DataFrame:
    """Return where the tone of a whole article turns most, and whether that is more than chance would give.

    The largest difference between the mean tone before and after any point, in standard errors, is compared with that
    of 999 shuffled orders of the same sentences (seeded, so repeatable). In: a table with `tone` per sentence. Out:
    one row: `sentence` (the first after the turn; -1 where there are fewer than four sentences or all sound the
    same), `change` (mean tone after minus mean before), `p_value` (0 to 1), `found` (p_value below .05). Raises
    KeyError without a column `tone`. After Pettitt, "A non-parametric approach to the change-point problem" (Applied
    Statistics 1979), with means instead of ranks.

    >>> point = turning_point(pd.DataFrame({"tone": [0.5, 0.6, 0.4, 0.5, 0.6, -0.5, -0.4, -0.6, -0.5, -0.4]}))
    >>> point[["sentence", "found"]].values.tolist()
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
    shuffled = (np.abs(contrast(rng.permutation(tone))).max() for _ in range(PERMUTATIONS))
    as_large = sum(largest >= abs(observed[at]) - 1e-12 for largest in shuffled)
    p_value = (1 + as_large) / (1 + PERMUTATIONS)
    number = scored["sentence"].to_numpy(int) if "sentence" in scored else np.arange(n)
    return pd.DataFrame({"sentence": [int(number[at + 1])], "change": [float(observed[at] / scale[at])],
                         "p_value": [p_value], "found": [p_value < LEVEL]})


def _above(target) -> dict[int, int]:
    """Return the tokens of a Span and all above it in the tree, with their dependency steps from it."""
    steps = dict.fromkeys(range(target.start, target.end), 0)
    for step, token in enumerate(target.root.ancestors, 1):
        steps.setdefault(token.i, step)
    return steps


def _steps(token, above: dict[int, int]) -> int:
    """Return how many dependency steps lie between a token and the target below all that is in `above`."""
    up = 0
    while token.i not in above and up < REACH and token.head.i != token.i:
        token, up = token.head, up + 1
    return min(REACH, up + above.get(token.i, REACH))


def _own_words(doc, target):
    """Return the spans of characters that a target itself says."""
    from methods.quotations import own_words

    said = own_words(doc)
    return {piece for i in range(target.start, target.end) for piece in said.get(i, ())}


def tone_toward(text, start: int, end: int) -> float:
    """Return the tone of the sentence toward the one who is named at `start` to `end`.

    A word counts the less the more dependency steps lie between it and the name (0.8 a step), what the one named says
    itself does not count, and the verb that is done to the one named counts half as much again. In: a string or a
    parsed Doc, and characters of its text. Out: from -1 to 1; below 0.05 in size reads as neutral. Raises ValueError
    where the span holds no word. After Jiang and others, "Target-dependent Twitter sentiment classification" (ACL
    2011).

    >>> text = "The minister attacked the senator after a visit to the brave nurses."
    >>> tone_toward(text, 22, 33) < 0 < tone_toward(text, 61, 67)
    True
    """
    doc = nlp()(text) if isinstance(text, str) else text
    if not text_of(doc)[start:end].strip():
        raise ValueError(f"no word stands at characters {start} to {end}")
    target = doc[slice(*tokens_at(doc, start, end))]
    number, root = sentence_of(doc)[target.root.i], target.root
    words = tone_by_sentence(doc)[number]
    if not words:
        return 0.0
    above, own, offset = _above(target), _own_words(doc, target), sentence_spans(doc)[number].start
    total = 0.0
    for word in words:
        span = doc[offset + word.first:offset + word.last]
        if any(a <= span.start_char < b for a, b in own):
            continue
        near = min(_steps(token, above) for token in span)
        done_to = root.dep_ in ("dobj", "nsubjpass") and span.start <= root.head.i < span.end
        total += word.contribution * NEARNESS ** near * (PATIENT if done_to else 1)
    return squash(total)
