"""How a sentence sounds, word by word, and whose tone it is.

The score is the sum of what `methods.tone.valence` finds for each word; the witnesses of
`methods.tone.scorers` stand beside it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from methods.quotations import quoted_pieces
from methods.tone.estimate import WEIGHTS
from methods.tone.reader import weights_of
from methods.tone.scorers import SCORERS, subjectivity
from methods.tone.valence import tone_by_sentence, tone_of, words_of_tone
from utils import Sentence, frame, nlp, sentence_spans, sentences, table_of, tokens_at

NEUTRAL = 0.05  # a tone of less in size is neutral

Scores = NamedTuple("Scores", [*((scorer.name, float) for scorer in SCORERS), ("subjectivity", float)])
SentenceTone = NamedTuple(
    "SentenceTone",
    [
        *Sentence.__annotations__.items(),
        *Scores.__annotations__.items(),
        ("opposed", bool),
        ("narrator", float),
        ("quoted", float),
    ],
)


def _as_spans(texts) -> list:
    """Return each text as a Span, parsing strings and Articles."""
    texts = [text if hasattr(text, "vocab") else getattr(text, "text", text) for text in texts]
    for text in texts:
        if not (isinstance(text, str) or hasattr(text, "sents")):
            raise TypeError(
                f"Each text is a string, an Article or a parsed text, and one of these is of type "
                f"{type(text).__name__}."
            )
    parsed = nlp().pipe(t for t in texts if isinstance(t, str))
    return [next(parsed)[:] if isinstance(t, str) else t[:] for t in texts]


def tone_words(text) -> pd.DataFrame:
    """Return the words that make the tone of a text, each with what it contributes.

    In: a string, or a spaCy Doc or Span. Out: one row per word or phrase of tone, in order: `start` and `end`
    (characters of the text given), `word`, `contribution` (signed; after negation, boosters, "but" and the
    length of the text, so that `lexicon` is s / sqrt(s² + 12) of their sum s), `valence` (from -4 to 4, as
    the lexicons have it), `changed_by` (the words that negated, reversed, strengthened or weakened it).
    Raises TypeError for anything but a text. After Hutto and Gilbert (2014).

    >>> tone_words("It was not a good plan.")[["start", "end", "word", "changed_by"]].values.tolist()
    [[13, 17, 'good', 'not']]
    """
    span = _as_spans([text])[0]
    rows = []
    for word in words_of_tone(span):
        part = span[word.first : word.last]
        rows.append(
            (
                part.start_char - span.start_char,
                part.end_char - span.start_char,
                part.text,
                word.contribution,
                word.valence,
                word.changed_by,
            )
        )
    return pd.DataFrame(rows, columns=["start", "end", "word", "contribution", "valence", "changed_by"])


def reader_words(text) -> pd.DataFrame:
    """Return how much each word of a sentence matters to the second reader: each is left out in turn.

    In: a string, or a spaCy Doc or Span. Out: one row per word, in order: `start` and `end` (characters of
    the text given), `word`, `difference` (the best estimate of the tone as it stands, less that without the
    word; on the scale of `tone`). This is no sum: words that only matter together each seem to matter little.
    Raises TypeError for anything but a text.

    >>> table = reader_words("The crew was rescued.")
    >>> table["word"].tolist()
    ['The', 'crew', 'was', 'rescued']
    """
    span = _as_spans([text])[0]
    rows = [(w.start, w.end, w.word, WEIGHTS.reader * w.difference) for w in weights_of(span.text)]
    return pd.DataFrame(rows, columns=["start", "end", "word", "difference"])


def _scores(span) -> Scores:
    return Scores(*(scorer.function(span) for scorer in SCORERS), subjectivity(span))


def score_tone(texts) -> pd.DataFrame:
    """Return the tone of each text, and beside the best estimate what the words and two other scorers say.

    In: several texts: strings or Articles (parsed here), or spaCy Docs or Spans; a column of a table is fine.
    Out: one row per text, in their order, and for a pandas Series with its index, so that
    `table["tone"] = score_tone(table["text"])["tone"]` fits a table of which rows were chosen. `tone` is the
    best estimate (the second reader, stacked with the words; for a Doc parsed with `reader=False` the words
    alone); `lexicon`, the sum of the words' contributions; `vader` (VADER as published, of the first 5,000
    characters); `textblob` (TextBlob's polarity), all from -1 to 1, and 0 where a list holds none of the
    words; `subjectivity` (TextBlob's, 0 to 1). Raises TypeError for one text alone (`sentence_tone` scores
    the sentences of one, `quotation_tone` its quotations) and for what is no text. Source: data/reader/
    README.md for the reader; Hutto and Gilbert (2014); De Smedt and Daelemans, "Pattern for Python" (JMLR
    2012).

    >>> scored = score_tone(["The United Nations Security Council met.", "The talks were fruitful."])
    >>> scored["lexicon"].round(1).tolist()
    [0.0, 0.7]
    """
    is_column = isinstance(texts, pd.Series)
    if isinstance(texts, (str, pd.DataFrame)) or hasattr(texts, "text") and not is_column:
        raise TypeError(
            "score_tone takes several texts: put the one into a list, name the column of a table, or take "
            "sentence_tone, which scores each sentence of a text."
        )
    found = frame([_scores(span) for span in _as_spans(texts)], Scores.__annotations__)
    return found.set_axis(texts.index) if is_column else found


def are_opposed(tone: float, lexicon: float) -> bool:
    """Tell whether the best estimate and the words take opposite sides, neither of them neutral.

    >>> are_opposed(0.4, -0.3), are_opposed(0.4, -0.01)
    (True, False)
    """
    return tone * lexicon < 0 and min(abs(tone), abs(lexicon)) >= NEUTRAL


def _quoted_tokens(doc) -> np.ndarray:
    """Mark the tokens that stand inside a quotation."""
    inside = np.zeros(len(doc), bool)
    for _, start, end, *_ in quoted_pieces(doc):
        inside[slice(*tokens_at(doc, start, end))] = True
    return inside


@table_of(SentenceTone)
def sentence_tone(doc):
    """Return the tone of each sentence of a Doc, and apart that of its narrator and of the voices quoted in
    it.

    In: a parsed Doc, an Article or a string. Out: the columns of `utils.sentences` and of `score_tone`;
    `opposed`, whether `tone` and `lexicon` take opposite sides; `narrator` and `quoted` (-1 to 1), the sums
    of the words outside and inside the quotations of the sentence, NaN where that voice has no word in it.
    Before squashing the two add up to `lexicon`. Raises TypeError for anything but a text.

    >>> from utils import parse
    >>> scored = sentence_tone(parse("“The plan is a disaster,” Smith said at a pleasant lunch."))
    >>> bool(scored["narrator"][0] > 0 > scored["quoted"][0])
    True
    """
    quoted, letters = _quoted_tokens(doc).tolist(), doc.to_array("IS_ALPHA").tolist()
    for sentence, span, words in zip(sentences.rows(doc), sentence_spans(doc), tone_by_sentence(doc)):
        inside = quoted[span.start : span.end]
        spoken = {voice for voice, is_word in zip(inside, letters[span.start : span.end]) if is_word}
        voices = [
            tone_of(w for w in words if inside[w.first] == voice) if voice in spoken else math.nan
            for voice in (False, True)
        ]
        scores = _scores(span)
        yield SentenceTone(*sentence, *scores, are_opposed(scores.tone, scores.lexicon), *voices)
