"""How each quotation sounds by itself, without the narrator's words around it and between its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from methods.quotation_marks import is_title, marked
from methods.quotations import pieces, quotations
from methods.tone.estimate import estimate, lexicon, uses_reader
from methods.words import words_of
from utils import kept, nlp, one_line, table_of, text_of, tokens_at


class QuotationTone(NamedTuple):
    sentence: int
    kind: str
    speaker: str
    voice: str
    words: int
    tone: float
    lexicon: float
    text: str
    start: int
    end: int


@table_of(QuotationTone)
def quotation_tone(doc):
    """Return every quotation of a Doc with the tone of what is said itself.

    In: a parsed Doc, an Article or a string. Out: one row per row of `quotations` that is speech (what is
    thought or planned is left out), in their order: `sentence`, `kind`, `speaker`, `voice`, `start` and `end`
    as there; `text`, the words said: without the narrator's between them ("she said") and without the
    quotation marks around them, and of a `mixed` one (called the plan “a disgrace”) those in marks alone, the
    others being the narrator's, with "…" between several; `words`, how many; `tone` (-1 to 1), the best
    estimate for `text` as `score_tone` gives it; `lexicon` (-1 to 1), the sum of its words. Raises TypeError
    for anything but a text.

    `kind` is `direct`, `mixed` or `indirect` (no marks, or only a title in them). People's own words are the
    first two: `own = quotation_tone(doc).query("kind in ['direct', 'mixed']")`; who they are, by full name:
    `own["voice"].value_counts()`; one person's: `own.loc[own["voice"] == "Ana Lee", "tone"].mean()`, to be
    reported with the number of quotations and of words. `by_voice` answers another question: how the
    sentences sound in which a voice has the floor, the narrator's words in them among the rest. The tone was
    measured on whole sentences; that of a quotation, or of a mean of several, has no figure of its own.

    >>> said = quotation_tone("“It was a disaster,” Ana Lee said at a pleasant lunch, “and a shame.”")
    >>> said[["voice", "words", "text"]].values.tolist(), bool(said["tone"][0] < 0)
    ([['Ana Lee', 7, 'It was a disaster, and a shame.']], True)
    >>> quotation_tone("Ana Lee called the lovely show “a crying shame”.")[["kind", "text"]].values.tolist()
    [['mixed', 'a crying shame']]
    """
    found = []
    speech = pieces(quotations(doc).assign(row=range(len(quotations.rows(doc)))))
    for number, own in speech.groupby("row", sort=True):
        quote = quotations.rows(doc)[number]
        spans = [tokens_at(doc, start, end) for start, end in zip(own["start"], own["end"])]
        inside = _in_marks(doc, spans) if quote.kind == "mixed" else []
        if quote.kind == "mixed" and not inside:
            quote = quote._replace(kind="indirect")
        words = sum(bool(word) for first, after in inside or spans for word in words_of(doc)[first:after])
        text = " … ".join(_joined(doc, [span]) for span in inside) or _joined(doc, spans)
        if words:
            found.append((quote, words, text))
    for (quote, words, text), one in zip(found, nlp().pipe(text for *_, text in found)):
        one.user_data["reader"] = uses_reader(doc)
        yield QuotationTone(
            sentence=quote.sentence,
            kind=quote.kind,
            speaker=quote.speaker,
            voice=quote.voice,
            words=words,
            tone=estimate(one[:]),
            lexicon=lexicon(one[:]),
            text=text,
            start=quote.start,
            end=quote.end,
        )


@kept
def _quoted_ranges(doc) -> set[tuple[int, int]]:
    return set(marked(doc))


def _in_marks(doc, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what of some token ranges stands in quotation marks and is no title."""
    speech = [span for span in marked(doc) if not is_title(doc, *span)]
    starts = [first for first, _ in speech]
    found = []
    for first, after in spans:
        for a, b in speech[max(bisect_right(starts, first) - 1, 0) : bisect_left(starts, after)]:
            if a < after and first < b:
                found.append((max(a, first), min(b, after)))
    return found


def _joined(doc, spans: list[tuple[int, int]]) -> str:
    """Return what is said as one text; a comma before the end of the narrator's sentence is a full stop."""
    said = ""
    for at, (first, after) in enumerate(spans):
        between = doc[spans[at - 1][1] : first].text.rstrip() if at else ""
        if between.endswith((".", "!", "?")):
            said = f"{said[:-1]}." if said.endswith(",") else said
        said += f" {_bare(doc, first, after)}"
    return one_line(said).rstrip(",;: ")


def _bare(doc, first: int, after: int) -> str:
    """Return the text of tokens, without the quotation marks where these stand around all of them."""
    if (first, after) in _quoted_ranges(doc) and after - first > 2:
        first, after = first + 1, after - doc[after - 1].is_quote
    return text_of(doc)[doc[first].idx : doc[after - 1].idx + len(doc[after - 1])]
