"""The best estimate of how a sentence sounds: what the second reader hears, with the sum of the words."""

from __future__ import annotations

from typing import NamedTuple

from methods.actors import mentions
from methods.tone.reader import fits, read
from methods.tone.valence import squash, tone_of, words_of_tone
from utils import kept, sentence_of, sentence_spans, text_of, tokens_at


class Weights(NamedTuple):
    """What the reader's and the words' tone count for, and what is added."""

    reader: float
    words: float
    added: float


# Fitted by least squares on predictions for rated sentences that the reader was not trained on, by article,
# and brought to a spread of .35 (see data/reader/README.md).
WEIGHTS = Weights(reader=0.406, words=0.13, added=-0.007)


class Reading(NamedTuple):
    """What the second reader hears in a sentence: its tone (-4 to 4), and its tone toward those named in it
    (-1 to 1) by their characters in the text.
    """

    tone: float
    toward: dict[tuple[int, int], float]


def uses_reader(doc) -> bool:
    """Tell whether a Doc is read by the second reader: `utils.parse(text, reader=False)` turns it off."""
    return doc.user_data.get("reader", True)


@kept
def readings(doc) -> list[Reading]:
    """Return what the second reader hears in each sentence of a Doc, one run of the model for each."""
    named: dict[int, list[tuple[int, int]]] = {}
    for one in mentions.rows(doc):
        named.setdefault(one.sentence, []).append((one.start, one.end))
    found = []
    for number, span in enumerate(sentence_spans(doc)):
        places = list(dict.fromkeys(named.get(number, ())))
        inside = [(start - span.start_char, end - span.start_char) for start, end in places]
        tone, toward = read(span.text, inside)
        found.append(Reading(tone, dict(zip(places, toward))))
    return found


def heard(span) -> float:
    """Return the tone that the second reader hears in a Span (-4 to 4): read as a whole, or where it is too
    long for that, the mean of its sentences by their length.
    """
    first, last = (sentence_of(span.doc)[i] for i in (span.start, span.end - 1))
    spans = sentence_spans(span.doc)[first : last + 1]
    if first == last and len(spans[0]) == len(span):
        return readings(span.doc)[first].tone
    if first == last or fits(span.text):
        return read(span.text)[0]
    return sum(len(one) * readings(span.doc)[first + n].tone for n, one in enumerate(spans)) / sum(
        map(len, spans)
    )


def heard_toward(doc, start: int, end: int, without=()) -> float:
    """Return the tone toward what stands at `start` to `end`, as the second reader hears it (-1 to 1, below
    .05 in size where neutral is likeliest), in its sentence without the pieces `without` (characters of
    the text).
    """
    number = sentence_of(doc)[tokens_at(doc, start, end)[0]]
    known, span = readings(doc)[number].toward, sentence_spans(doc)[number]
    cut = [(a, b) for a, b in without if a < span.end_char and b > span.start_char]
    if not cut and (start, end) in known:
        return known[start, end]
    whole, at, left = text_of(doc), span.start_char, ""
    place = start - span.start_char
    for a, b in sorted(cut):
        left += whole[at : max(at, a)]
        place -= min(b, max(a, start)) - max(a, span.start_char) if a < start else 0
        at = max(at, b)
    left += whole[at : span.end_char]
    return read(left, [(place, place + end - start)])[1][0]


def lexicon(span) -> float:
    """Return the sum of the words of a Span as a tone, from -1 to 1."""
    return tone_of(words_of_tone(span))


def estimate(span) -> float:
    """Return the best estimate of the tone of a Span, from -1 to 1; without the reader, that of the words."""
    words = lexicon(span)
    return stacked(heard(span), words) if uses_reader(span.doc) and span.text.strip() else words


def stacked(reader: float, words: float) -> float:
    """Return one tone from -1 to 1 from the reader's (-4 to 4) and the words' (-1 to 1)."""
    return max(-1.0, min(1.0, WEIGHTS.reader * reader + WEIGHTS.words * words + WEIGHTS.added))


@kept
def _without(doc) -> dict[tuple[int, int, int], tuple[float, float]]:
    return {}


def tone_without(doc, number: int, first: int, last: int) -> tuple[float, float]:
    """Return the best estimate and the words' tone of a sentence of a Doc without the characters from `first`
    to `last`.
    """
    known, place = _without(doc), (number, first, last)
    if place not in known:
        known[place] = _tone_without(doc, number, first, last)
    return known[place]


def _tone_without(doc, number: int, first: int, last: int) -> tuple[float, float]:
    span = sentence_spans(doc)[number]
    left = [word for word in words_of_tone(span) if not _touches(span, word, first, last)]
    words = squash(sum(word.contribution for word in left))
    if not uses_reader(doc):
        return words, words
    whole = text_of(doc)
    text = whole[span.start_char : first] + whole[last : span.end_char]
    return stacked(read(text)[0], words), words


def _touches(span, word, first: int, last: int) -> bool:
    part = span[word.first : word.last]
    return part.start_char < last and part.end_char > first
