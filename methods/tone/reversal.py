"""What turns the tone of other words round, and over which words: cut deaths, a lack of trust, nobody, could
have.

Each row of `data/reversers.csv` says where its word acts; the parse says which words stand there. After
Polanyi and Zaenen, "Contextual valence shifters" (2006), and Choi and Cardie, "Learning with compositional
semantics as structural inference for subsentential sentiment analysis" (EMNLP 2008).
"""

from __future__ import annotations

from typing import NamedTuple

from methods.tone.reach import PLACES, negation_of
from utils import LONGEST_SENTENCE, from_lists, nlp, word_list

OF_WORDS = ("object", "head", "subject", "of", "infinitive")  # what acts there may itself be negated
MOVING = ("object", "head", "subject", "of", "noun")  # there quantities rise and fall
AS_WRITTEN = ("noun", "next", "nothing", "clause")  # of these "less" is listed, and not "lesser"
ADDING = ("only", "just", "merely", "simply")  # after "not" these make of a "but" an "and"
REACH_OF_NOT_ONLY = 20  # tokens to its "but"
APART = 3  # tokens between a verb and its particle, at most
TWICE = -0.5  # what is left of a reversal that is itself negated


class Reverser(NamedTuple):
    """A word or phrase that changes the tone of others: as listed, its tokens, where it acts, and the factors
    by which good and bad words are multiplied there.
    """

    word: str
    tokens: tuple[str, ...]
    where: tuple[str, ...]
    good: float
    bad: float


class Scope(NamedTuple):
    """One reverser in a text: what it is called, its first token, the tokens over which it acts, its factors,
    whether it makes quantities more or less, and the words that do not negate these tokens once more. Tokens
    count from the start of the Span.
    """

    cause: str
    at: int
    over: set[int]
    good: float
    bad: float
    moves: bool
    spent: set[int]


@from_lists("reversers")
def _reversers():
    """Return the reversers by their first token, the longest first."""
    found = {}
    table = word_list("reversers")[["word", "where", "good", "bad"]]
    for word, where, good, bad in table.itertuples(index=False):
        tokens = tuple(t.lower_ for t in nlp().make_doc(word))
        found.setdefault(tokens[0], []).append(
            Reverser(word, tokens, tuple(where.split()), float(good or 1), float(bad or 1))
        )
    return {first: sorted(rows, key=lambda row: -len(row.tokens)) for first, rows in found.items()}


@from_lists("quantities")
def quantities() -> dict[str, float]:
    """Return what it is good or bad to have more of, with the valence of having more."""
    return {
        lemma: float(valence)
        for lemma, valence in word_list("quantities")[["lemma", "valence"]].itertuples(index=False)
    }


def scopes_of(span, words, lemmas) -> list[Scope]:
    """Return the scopes of the reversers in a Span."""
    listed, found, after = _reversers(), [], 0
    if len(words) > LONGEST_SENTENCE:
        return []
    present = {*words, *lemmas}
    for i, (word, lemma) in enumerate(zip(words, lemmas)):
        if word not in listed and lemma not in listed or i < after:
            continue
        for row in (*listed.get(word, ()), *(listed.get(lemma, ()) if lemma != word else ())):
            if len(row.tokens) > 1 and row.tokens[1] not in present:
                continue
            forms = words if row.where[0] in AS_WRITTEN else lemmas
            last = _last_token(row.tokens, i, span, words, forms)
            scope = last is not None and _scope(row, span[i], last, span)
            if scope:
                found.append(scope)
                after = last.i - span.start + 1 if row.where[0] in (*AS_WRITTEN, "idle") else i + 1
                break
    return found


def is_contrast(words, at: int) -> bool:
    """Tell whether a "but" sets something against what was before: not in "not only bad but cruel",
    "anything but".
    """
    if at and words[at - 1] in ("anything", "nothing", "all"):
        return False
    before = words[max(0, at - REACH_OF_NOT_ONLY) : at]
    return not any(a == "not" and b in ADDING for a, b in zip(before, before[1:]))


def _last_token(tokens, i, span, words, lemmas):
    """Return the last token of a listed phrase that begins here, or a verb whose particle stands apart."""
    end = i + len(tokens)
    if all(t in pair for t, pair in zip(tokens, zip(words[i:end], lemmas[i:end]))) and end <= len(words):
        return span[end - 1]
    if len(tokens) == 2 and any(
        c.lower_ == tokens[1] and c.dep_ != "prep" and c.i - span[i].i <= APART for c in span[i].rights
    ):
        return span[i]
    if len(tokens) == 2 and tokens[1] == "have" and span[i].dep_ in ("aux", "ROOT"):
        return span[i]
    return None


def _scope(row, token, last, span):
    """Return the Scope of a reverser, None where it acts on nothing."""
    first, start = token.i - span.start, span.start
    for where in row.where:
        over = PLACES[where](token, last)
        if over is None:
            continue
        good, bad, spent = row.good, row.bad, set()
        own = set(range(first, last.i - start + 1))
        negation = (
            negation_of(token) if where in OF_WORDS and (where == "infinitive" or good * bad != 1) else None
        )
        if negation is not None:
            spent = {negation.i - start}
            good, bad = (f if f == 1 and where != "infinitive" else f * TWICE for f in (good, bad))
        elif where not in (*OF_WORDS, "or"):
            spent = own
        over = {i - start for i in over if start <= i < span.end}
        if where not in ("topic", "idle"):
            over -= own
        return Scope(row.word, first, over, good, bad, where in MOVING, spent)
    return None
