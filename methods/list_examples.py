"""Whether a row of a list does anything: its own example is read before and after the row is added."""

from __future__ import annotations

import re

from utils import parse, word_list

READERS = ("relations", "relation_moves", "governing_verbs", "match_words", "reversers", "furniture")


def reading_of_example(name: str, cells: dict[str, str]) -> list | None:
    """Return what the list `name` decides in the example of a row, None where there is no telling.

    In: the list's name, and the row's cells by column. Out: for lists on acts the rows of `actions`, for
    reversers the words of tone, for furniture the patterns that fit, by the lists as they are now.

    >>> reading_of_example("reversers", {"example": "Losses fell."})[0][2]
    'Losses'
    >>> reading_of_example("stopwords", {"word": "the"}) is None
    True
    """
    example = cells.get("example", "")
    if not example or name not in READERS:
        return None
    if name == "furniture":
        return [pattern for pattern in word_list(name)["pattern"] if re.search(pattern, example)]
    if name == "reversers":
        from methods.tone import tone_words

        return tone_words(parse(example, reader=False)).values.tolist()
    from methods.actions import actions

    return actions.rows(parse(example, reader=False))


def no_effect(name: str, cells: dict[str, str]) -> str:
    """Return the sentence that tells that a row was added, but changes nothing in its example."""
    told = f"The row stands in {name}.csv, but its example is read as it was without it: “{cells['example']}”"
    if name == "furniture":
        return f"{told} does not fit the pattern."
    doc = parse(cells["example"], reader=False)
    forms = ", ".join(dict.fromkeys(token.lemma_ for token in doc if token.is_alpha))
    return f"{told} has these words in their dictionary form: {forms}."
