"""How the text sounds toward one who is named in it."""

from __future__ import annotations

from methods.quotations import own_words
from methods.tone.estimate import heard_toward, uses_reader
from methods.tone.valence import squash, tone_by_sentence
from utils import as_doc, sentence_of, sentence_spans, text_of, tokens_at

# What a word keeps of its tone per dependency step, and the last step that is followed.
NEARNESS, FARTHEST = 0.8, 12
PATIENT = 1.5  # the verb that is done to the target counts this much


def _above(target) -> dict[int, int]:
    """Return the tokens of a Span and all above it in the tree, with their dependency steps from it."""
    steps = dict.fromkeys(range(target.start, target.end), 0)
    for step, token in enumerate(target.root.ancestors, 1):
        steps.setdefault(token.i, step)
    return steps


def _steps(token, above: dict[int, int]) -> int:
    """Return how many dependency steps lie between a token and the target below all that is in `above`."""
    up = 0
    while token.i not in above and up < FARTHEST and token.head.i != token.i:
        token, up = token.head, up + 1
    return min(FARTHEST, up + above.get(token.i, FARTHEST))


def _own_words(doc, target):
    """Return the spans of characters that a target itself says."""
    said = own_words(doc)
    return {piece for i in range(target.start, target.end) for piece in said.get(i, ())}


def tone_toward(text, start: int, end: int) -> float:
    """Return the tone of the sentence toward the one who is named at `start` to `end`.

    It is what the second reader hears toward the name; what the one named says itself does not count. Where
    the reader is turned off it is a sum of words: a word counts the less the more dependency steps lie
    between it and the name (0.8 a step), and the verb that is done to the one named counts half as much
    again. In: a text and characters of it. Out: from -1 to 1; below 0.05 in size reads as neutral. Raises
    ValueError where the span holds no word. Source: data/reader/README.md; for the words Jiang and others,
    "Target-dependent Twitter sentiment classification" (ACL 2011).

    >>> text = "The minister attacked the senator after a visit to the brave nurses."
    >>> tone_toward(text, 22, 33) < 0 < tone_toward(text, 61, 67)
    True
    """
    doc = as_doc(text)
    if not text_of(doc)[start:end].strip():
        raise ValueError(f"no word stands at characters {start} to {end}")
    target = doc[slice(*tokens_at(doc, start, end))]
    if uses_reader(doc):
        return heard_toward(doc, start, end, _own_words(doc, target))
    return _words_toward(doc, target)


def _words_toward(doc, target) -> float:
    """Return the sum of the words of a sentence toward a Span in it, from -1 to 1."""
    number, root = sentence_of(doc)[target.root.i], target.root
    words = tone_by_sentence(doc)[number]
    if not words:
        return 0.0
    above, own, offset = _above(target), _own_words(doc, target), sentence_spans(doc)[number].start
    total = 0.0
    for word in words:
        span = doc[offset + word.first : offset + word.last]
        if any(a <= span.start_char < b for a, b in own):
            continue
        near = min(_steps(token, above) for token in span)
        done_to = root.dep_ in ("dobj", "nsubjpass") and span.start <= root.head.i < span.end
        total += word.contribution * NEARNESS**near * (PATIENT if done_to else 1)
    return squash(total)
