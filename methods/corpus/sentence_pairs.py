"""Which sentences of two articles tell of the same, and which stand in one alone."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from methods.actors import actors, mentions
from methods.corpus.same_words import LEAST_SAID, same_words
from methods.words import word_frequencies, words_of
from utils import as_doc, frame, from_lists, lower_case, sentence_spans, sentences, tokens_at, word_list

ALIKE = 0.25  # cosine of two sentences' content words from which they are shown as telling of the same
SAME_WORDS = 6  # words in a row that two articles hardly come to have apart from each other
LEAST_TOLD = 2  # content words of a sentence that says something for itself


def both_say(a, b) -> pd.DataFrame:
    """Return the pairs of sentences of two texts that seem to tell of the same, the most alike first.

    Sentences are compared by their content words in dictionary form, without verbs of saying
    (data/attribution_verbs.csv: "said" tells nothing of what was said), weighted by how rare they are in both
    (tf-idf, cosine: Salton and Buckley 1988). Where all that two share are names and titles of people, they
    are not alike. A pair is kept where each is the other's nearest, the cosine is ALIKE or more, and two
    words are shared: whether they agree is for a reader to say. Two sentences with all their words in common
    are a pair, too, and so are two in which one voice says the same words in quotation marks (two, one of
    them a content word, or three), however unlike the rest.
    Columns: `sentence_first`, `sentence_second`, `likeness` (0 to 1), `shared` (the words),
    `same_words` (the longest run of words that is the same, "" below SAME_WORDS where it is no such
    quotation or sentence: one may have it from the other, or both from an agency), `text_first`,
    `text_second`.

    >>> both_say("Rain fell. The old bridge burned.", "The bridge burned down.")["shared"].tolist()
    ['bridge, burn']
    """
    columns = ["sentence_first", "sentence_second", "likeness", "shared", "same_words"]
    one, other = as_doc(a), as_doc(b)
    (first, second), words, names = _weights(one, other)
    rows, same = [], same_words(one, other, (_content_words(one), _content_words(other)))
    for here, there in dict.fromkeys([*_nearest_pairs(_likeness((first, second), names)), *same]):
        common = first[here].multiply(second[there]).tocoo()
        shared = [words[i] for _, i in sorted(zip(-common.data, common.col))]
        if len(shared) > 1 or (here, there) in same:
            texts = sentence_spans(one)[here].text, sentence_spans(other)[there].text
            run = _same_run(*texts, LEAST_SAID if (here, there) in same else SAME_WORDS)
            rows.append((here, there, float(common.data.sum()), ", ".join(shared), run))
    table = pd.DataFrame(rows, columns=columns).sort_values("likeness", ascending=False, kind="stable")
    for side, doc in (("first", one), ("second", other)):
        told = sentences(doc)["text"]
        table[f"text_{side}"] = [told[n] for n in table[f"sentence_{side}"]]
    return table.reset_index(drop=True)


def only_one_says(a, b, names: tuple[str, str] = ("the first", "the second")) -> pd.DataFrame:
    """Return the sentences of two texts that no sentence of the other seems to tell of, in order, those of
    the first before those of the second.

    In: two articles, parsed texts or strings, and `names` for them. Out: `only` (the name of the text that
    says it), `sentence` (0-based), `likeness` (cosine, as in `both_say`, with the sentence of the other that
    is most alike: below ALIKE, 0 where all that is shared are names and titles of people), `nearest` (that
    sentence's number, -1 where the likeness is 0), `text` and `text_nearest` (of both sentences, the
    nearest's "" where there is none).
    Open, and in neither table, are sentences with a likeness of ALIKE or more that are in no pair of
    `both_say`, and those with less than two content words or none but names and titles; `compare_two` counts
    them in `measures`. The same fact in other words looks as if one alone told it: read the nearest sentence.
    Raises TypeError for anything but a text.

    >>> only_one_says("Rain fell. The old bridge burned.", "The bridge burned down.")["text"].tolist()
    ['Rain fell.']
    """
    docs = as_doc(a), as_doc(b)
    texts = [[row.text for row in sentences.rows(doc)] for doc in docs]
    weights, words, of_names = _weights(*docs)
    near, known = _likeness(weights, of_names), {word for word, named in zip(words, of_names) if named}
    paired, rows = both_say(*docs), []
    for side, (name, doc) in enumerate(zip(names, docs)):
        best = _best(near if side == 0 else near.T.tocsr())
        taken = set(paired[("sentence_first", "sentence_second")[side]])
        for row, (nearest, likeness), said in zip(sentences.rows(doc), best, map(set, _content(doc))):
            tells = len(said) >= LEAST_TOLD and not said <= known
            if row.sentence not in taken and likeness < ALIKE and tells:
                other = texts[1 - side][nearest] if nearest >= 0 else ""
                rows.append((name, row.sentence, likeness, nearest, row.text, other))
    columns = {"only": str, "sentence": int, "likeness": float, "nearest": int, "text": str}
    return frame(rows, columns | {"text_nearest": str})


def _likeness(weights, names) -> csr_matrix:
    """Return the cosine of each two sentences, 0 where all that they share are names and titles."""
    first, second = weights
    told = (first[:, ~names] @ second[:, ~names].T) > 0
    return (first @ second.T).multiply(told).tocsr()


def _nearest_pairs(near) -> list[tuple[int, int]]:
    """Return the pairs of sentences of which each is the other's nearest, and near enough."""
    best = _best(near), _best(near.T.tocsr())
    return [
        (here, there)
        for here, (there, alike) in enumerate(best[0])
        if there >= 0 and alike >= ALIKE and best[1][there][0] == here
    ]


def _best(near) -> list[tuple[int, float]]:
    """Return for each row the column with the highest value, and the value; -1 and 0 where all are 0."""
    if not near.nnz:
        return [(-1, 0.0)] * near.shape[0]
    columns, values = np.asarray(near.argmax(axis=1)).ravel(), near.max(axis=1).toarray().ravel()
    return [(int(column) if value else -1, float(value)) for column, value in zip(columns, values)]


def _weights(one, other) -> tuple[list, list[str], np.ndarray]:
    """Return for each text a sparse matrix of sentences by words, rows of length 1; the words; and for each
    word whether it is one of a name or title.
    """
    rows = [_content(doc) for doc in (one, other)]
    words = sorted({word for side in rows for line in side for word in line})
    place = {word: at for at, word in enumerate(words)}
    found = np.zeros(len(words))
    for line in (line for side in rows for line in side):
        for word in set(line):
            found[place[word]] += 1
    many = sum(map(len, rows))
    rarity = np.log((1 + many) / (1 + found)) + 1
    matrices = []
    for side in rows:
        cells = [(at, place[word]) for at, line in enumerate(side) for word in set(line)]
        data = [rarity[column] for _, column in cells]
        shape = (len(side), len(words))
        matrix = csr_matrix((data, ([r for r, _ in cells], [c for _, c in cells])), shape=shape)
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
        matrices.append(csr_matrix(matrix.multiply(1 / np.maximum(length, 1e-9)[:, None])))
    named = _words_of_names(one) | _words_of_names(other)
    return matrices, words, np.array([word in named for word in words], dtype=bool)


def _content(doc) -> list[list[str]]:
    words = _content_words(doc)
    return [[*filter(None, words[span.start : span.end])] for span in sentence_spans(doc)]


def _content_words(doc) -> list[str]:
    """Return for each token of a Doc its content word in dictionary form, "" where it has none."""
    function = {row.word for row in word_frequencies.rows(doc) if row.function_word}
    lemmas = lower_case(doc)[1]
    kept = [lemma if word and word not in function else "" for word, lemma in zip(words_of(doc), lemmas)]
    saying = _verbs_of_saying()
    for place, lemma in enumerate(kept):
        if lemma in saying and _only_attributes(doc[place]):
            kept[place] = ""
    return kept


def _only_attributes(word) -> bool:
    """Whether a word that may tell that somebody says something is a verb here, and no act: "was warned"."""
    deps = {child.dep_ for child in word.children}
    return word.pos_ == "VERB" and ("auxpass" not in deps or "ccomp" in deps)


@from_lists("attribution_verbs")
def _verbs_of_saying() -> set[str]:
    cues = word_list("attribution_verbs")
    takes_clause = cues["takes"].str.split().map(lambda forms: "clause" in forms)
    return set(cues.loc[cues["part_of_speech"].eq("verb") & cues["sense"].eq("speech") & takes_clause, "cue"])


def _words_of_names(doc) -> set[str]:
    """Return the words of names, and of the titles that people have beside theirs ("Mayor Ana Lee")."""
    lemmas = lower_case(doc)[1]
    spans = (tokens_at(doc, row.start, row.end) for row in mentions.rows(doc) if row.text[:1].isupper())
    titles = {word for row in actors.rows(doc) for word in row.title.casefold().split()}
    return titles.union(lemma for first, after in spans for lemma in lemmas[first:after])


def _same_run(one: str, other: str, least: int) -> str:
    """Return the longest run of words that two sentences share, "" where it is shorter than `least`."""
    from difflib import SequenceMatcher

    words = [re.findall(r"[\w’'-]+", text) for text in (one, other)]
    folded = [[word.casefold().replace("’", "'") for word in side] for side in words]
    match = SequenceMatcher(None, *folded, autojunk=False).find_longest_match()
    return " ".join(words[0][match.a : match.a + match.size]) if match.size >= least else ""
