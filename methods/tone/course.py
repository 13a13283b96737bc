"""Each voice through the article: how much room it has, how it sounds, and which words are its own."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import NamedTuple

from methods.quotations import NARRATOR, told_by
from methods.tone.scores import sentence_tone
from methods.tone.valence import tone_by_sentence, tone_of
from methods.words import word_frequencies, words_of
from utils import kept, one_line, sentence_spans, table_of, text_of

FLOOR = 0.5  # share of a sentence from which a voice has the floor, and the sentence's tone is its own
OWN_WORDS = 5


class VoicePart(NamedTuple):
    voice: str
    sentence: int
    share: float
    words: int
    lexicon: float
    text: str


@kept
def _voice_by_token(doc) -> list[str]:
    """Return for each token whose word it is; where one voice passes on another it is the inner one's."""
    told = told_by(doc)
    return [told[at] for at in doc.to_array("IDX").tolist()]


@table_of(VoicePart)
def voice_parts(doc):
    """Return for each sentence of a Doc the voices that have a word in it, in the order of the text.

    Columns: `voice` (one of `quotations.voices`, so named or not), `sentence`, `share`
    (of the sentence's characters, 0 to 1), `words`, `lexicon` (-1 to 1: what the voice's own words of tone
    add up to), `text` (its words there, pieces of it joined by " … ").

    >>> table = voice_parts("“The plan is a disaster,” Ana Lee said at a pleasant lunch.")
    >>> table[["voice", "words"]].values.tolist()
    [['Ana Lee', 5], ['the narrator', 7]]
    """
    whose, words, text = _voice_by_token(doc), words_of(doc), text_of(doc)
    for sentence, (span, toned) in enumerate(zip(sentence_spans(doc), tone_by_sentence(doc))):
        places: dict[str, list[int]] = {}
        for at in range(span.start, span.end):
            places.setdefault(whose[at], []).append(at)
        length = max(1, sum(len(token) for token in span))
        for voice, tokens in places.items():
            count = sum(1 for at in tokens if words[at])
            if count:
                room = sum(len(doc[at]) for at in tokens) / length
                own = tone_of(word for word in toned if whose[span.start + word.first] == voice)
                yield VoicePart(voice, sentence, room, count, own, _joined(doc, text, tokens))


def _joined(doc, text: str, tokens: list[int]) -> str:
    pieces, first = [], tokens[0]
    for at, then in zip(tokens, [*tokens[1:], -1]):
        if then != at + 1:
            pieces.append(one_line(text[doc[first].idx : doc[at].idx + len(doc[at])]))
            first = then
    return " … ".join(piece.lstrip(" ,;:.—–-") for piece in pieces if any(map(str.isalnum, piece)))


class VoiceSum(NamedTuple):
    voice: str
    share: float
    words: int
    sentences: int
    first: int
    last: int
    tone: float
    lexicon: float
    loaded: str
    typical: str


@table_of(VoiceSum)
def by_voice(doc):
    """Return each voice of a Doc once: its share of the text, its tone, and the words that are its own.

    Columns, the narrator first, then the voices with most room: `voice`; `share` (of the text's characters, 0
    to 1); `words`; `sentences` in which it has a word, `first` and `last` of them; `tone` (-1 to 1), the mean
    of the sentences in which it has the floor, by its words there, NaN where it never has; `lexicon` (-1 to
    1), the mean of its own words of tone in each sentence, by its words; `loaded`, the words that make that,
    the strongest first; `typical`, up to five content words that it uses above its share (log-likelihood,
    Dunning 1993), each twice at least. In a short article few voices have any.

    `tone` is of whole sentences, the narrator's words in them among the rest: report it for how the article
    sounds where a voice speaks, beside its `share`. For how a person's quotations sound report the mean of
    `quotation_tone`, which takes the words said alone, and for which words make it `lexicon` and `loaded`.
    The two may differ in size and in sign. A mean over a voice has no measured figure of its own.

    >>> text = "“It is a disaster, a disaster,” Ana Lee said. The lunch was pleasant."
    >>> by_voice(text)[["voice", "words", "loaded", "typical"]].values.tolist()
    [['the narrator', 7, 'pleasant', ''], ['Ana Lee', 6, 'disaster', 'disaster']]
    """
    parts, tones = voice_parts.rows(doc), [row.tone for row in sentence_tone.rows(doc)]
    lengths = [sum(len(token) for token in span) for span in sentence_spans(doc)]
    by: dict[str, list[VoicePart]] = {}
    for part in parts:
        by.setdefault(part.voice, []).append(part)
    room = {voice: sum(p.share * lengths[p.sentence] for p in own) for voice, own in by.items()}
    whole = max(1, sum(room.values()))
    for voice in sorted(by, key=lambda voice: (voice != NARRATOR, -room[voice])):
        own = by[voice]
        floor = [(tones[p.sentence], p.words) for p in own if p.share >= FLOOR]
        yield VoiceSum(
            voice=voice,
            share=room[voice] / whole,
            words=sum(p.words for p in own),
            sentences=len(own),
            first=own[0].sentence,
            last=own[-1].sentence,
            tone=_mean(floor),
            lexicon=_mean([(p.lexicon, p.words) for p in own]),
            loaded="; ".join(_loaded(doc).get(voice, ())),
            typical="; ".join(_typical(doc, voice)),
        )


def _mean(weighted: list[tuple[float, int]]) -> float:
    weight = sum(words for _, words in weighted)
    return sum(value * words for value, words in weighted) / weight if weight else math.nan


@kept
def _loaded(doc) -> dict[str, list[str]]:
    """Return for each voice the words that make its tone, the strongest first."""
    whose, found = _voice_by_token(doc), defaultdict(Counter)
    for span, toned in zip(sentence_spans(doc), tone_by_sentence(doc)):
        for word in toned:
            text = span[word.first : word.last].text.lower()
            found[whose[span.start + word.first]][text] += abs(word.contribution)
    return {voice: [word for word, _ in own.most_common(OWN_WORDS)] for voice, own in found.items()}


@kept
def _content_by_voice(doc) -> tuple[dict[str, Counter], Counter]:
    """Return how often each voice uses each content word, and how often all together do."""
    content = {row.word for row in word_frequencies.rows(doc) if not row.function_word}
    counts: dict[str, Counter] = {}
    for voice, word in zip(_voice_by_token(doc), words_of(doc)):
        if word in content:
            counts.setdefault(voice, Counter())[word] += 1
    totals: Counter = Counter()
    for own in counts.values():
        totals.update(own)
    return counts, totals


def _typical(doc, voice: str) -> list[str]:
    """Return the words that a voice uses more often than its share of all content words would make it."""
    counts, totals = _content_by_voice(doc)
    if len(counts) < 2 or voice not in counts:
        return []
    share = counts[voice].total() / totals.total()
    scored = {}
    for word, count in counts[voice].items():
        expected, others = totals[word] * share, totals[word] - count
        if count < 2 or count <= expected:
            continue
        rest = others * math.log(others / (totals[word] * (1 - share))) if others else 0
        scored[word] = 2 * (count * math.log(count / expected) + rest)
    return sorted(scored, key=lambda word: (-scored[word], word))[:OWN_WORDS]
