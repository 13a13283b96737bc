"""Who is one actor in two articles, and which of their sentences have the same words."""

from __future__ import annotations

from methods.actors import actors
from methods.quotation_marks import in_marks
from methods.quotations import quotations
from utils import lower_case, sentence_of, sentence_spans, tokens_at

LEAST_SAID = 2  # words that say something for themselves, one of them a content word
LEAST_QUOTED = 3  # words that one voice says, where none is a content word ("We will not")


def same_actors(one, other) -> dict[str, str]:
    """Return for each actor of the second text the name of the same actor in the first: one form in common.

    A single surname is taken for a longer name that ends in it where only one does.
    """
    forms = [_forms(doc) for doc in (one, other)]
    known = {form: name for name, said in forms[0].items() for form in said}
    last: dict[str, set] = {}
    for name in forms[0]:
        last.setdefault(name.casefold().split()[-1], set()).add(name)
    same = {}
    for name, said in forms[1].items():
        found = {known[form] for form in said if form in known}
        if not found and len(name.split()) == 1:
            found = last.get(name.casefold(), set())
        if len(found) == 1:
            same[name] = found.pop()
    return same


def _forms(doc) -> dict[str, set[str]]:
    return {
        row.actor: {form.strip().casefold() for form in [row.actor, *row.aliases.split(";")]} - {""}
        for row in actors.rows(doc)
    }


def same_words(one, other, content: tuple[list[str], list[str]]) -> list[tuple[int, int]]:
    """Return the pairs of sentences of two Docs that have the same words: all of them, or those that one
    voice says in quotation marks.

    In: two Docs, and for each token of each its content word, "" where it is none. Out: numbers of sentences;
    of what stands several times in an article, the first.
    """
    first = _by_words(one, content[0], {})
    second = _by_words(other, content[1], same_actors(one, other))
    return sorted({(first[key], second[key]) for key in first.keys() & second.keys()})


def _by_words(doc, content: list[str], known: dict[str, str]) -> dict[tuple[str, ...], int]:
    """Return the first sentence that has some words, by who says them ("" for a whole sentence) and them."""
    written = [word.replace("’", "'") for word in lower_case(doc)[0]]
    marks, numbers, found = in_marks(doc), sentence_of(doc), {}

    def note(voice: str, tokens) -> None:
        said = [written[i] for i in tokens if any(map(str.isalnum, written[i]))]
        tells = len(said) >= LEAST_SAID and any(content[i] for i in tokens)
        if tells or voice and len(said) >= LEAST_QUOTED:
            found.setdefault((voice, *said), numbers[tokens[0]])

    for span in sentence_spans(doc):
        note("", range(span.start, span.end))
    for row in quotations.rows(doc):
        if row.voice and row.kind in ("direct", "mixed"):
            by_sentence: dict[int, list[int]] = {}
            for token in range(*tokens_at(doc, row.start, row.end)):
                if marks[token]:
                    by_sentence.setdefault(numbers[token], []).append(token)
            for tokens in by_sentence.values():
                note(known.get(row.voice, row.voice), tokens)
    return found
