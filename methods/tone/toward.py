"""How the text sounds toward one who is named in it."""

from __future__ import annotations

import numpy as np

from methods.quotations import own_words
from methods.tone.estimate import heard_toward, uses_reader
from methods.tone.valence import squash, tone_by_sentence
from utils import as_doc, kept, sentence_of, sentence_spans, text_of, tokens_at

# What a word keeps of its tone per dependency step, and the last step that is followed.
NEARNESS, FARTHEST = 0.8, 12
PATIENT = 1.5  # the verb that is done to the target counts this much


@kept
def _heads(doc) -> list[int]:
    """Return for each token the one that it depends on; asking the tokens takes several times as long."""
    offsets = doc.to_array("HEAD").astype(np.int64)
    return (np.arange(len(doc)) + offsets).tolist()


def _above(target, heads: list[int]) -> dict[int, int]:
    """Return the tokens of a Span and those above it in the tree, as far as steps are counted, with their
    dependency steps from it.
    """
    steps, at = dict.fromkeys(range(target.start, target.end), 0), target.root.i
    for step in range(1, FARTHEST + 1):
        at = heads[at]
        steps.setdefault(at, step)
    return steps


def _steps(at: int, above: dict[int, int], heads: list[int]) -> int:
    """Return how many dependency steps lie between a token and the target below all that is in `above`."""
    up = 0
    while at not in above and up < FARTHEST and heads[at] != at:
        at, up = heads[at], up + 1
    return min(FARTHEST, up + above.get(at, FARTHEST))


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
    heads, own, offset = _heads(doc), _own_words(doc, target), sentence_spans(doc)[number].start
    above, total = _above(target, heads), 0.0
    undergoes = root.dep_ in ("dobj", "nsubjpass")
    for word in words:
        first, after = offset + word.first, offset + word.last
        if own and any(a <= doc[first].idx < b for a, b in own):
            continue
        near = min(_steps(at, above, heads) for at in range(first, after))
        done_to = undergoes and first <= heads[root.i] < after
        total += word.contribution * NEARNESS**near * (PATIENT if done_to else 1)
    return squash(total)
