"""Where does a sentence begin, and how is a long text cut for the parser? Behind `utils.nlp`, `utils.parse`
and `utils.sentence_spans`, which load this when they are first asked: spaCy comes with it.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from itertools import pairwise

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from utils import LARGEST, LONGEST_SENTENCE, from_lists, nlp, word_list

AT_ONCE = 10_000  # tokens that are parsed together: a longer text in pieces, which take less memory
LONGEST_RUN, CUT_AFTER = 300, 100  # signs without white space: where the tokenizer is given them in pieces
BULLETS = {"-", "–", "—", "•", "*", "·"}
SENTENCE_ENDS = {".", "!", "?"}
HELPING_VERBS = set(
    "is are was were has have had will would can could may might must did does do should".split()
)
ADVERBS = {"also", "already", "now", "then", "later", "still", "never"}
WERE_HYPHENS = "hyphens between spaces"
READ = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "DEP",
    "HEAD",
    "ENT_IOB",
    "ENT_TYPE",
]  # what the model tells of a word
QUOTATION_ENDS = {"”", "’", '"', "'", "''", "»"}


def loaded():
    """Load the largest installed `en_core_web_*`, with its tokenizer and its sentences mended.

    In: nothing. Out: a spaCy Language, a new one for each call: `utils.nlp` keeps the one that all share.
    """
    Language.component("sentence_borders", func=sentences_marked)
    size = {"sm": 0, "md": 1, "lg": 2, "trf": 3}
    models = [m for m in spacy.util.get_installed_models() if m.startswith("en_core_web_")]
    pipeline = spacy.load(max(models, key=lambda m: size.get(m.split("_")[3], -1)))
    pipeline.add_pipe("sentence_borders", before="parser")
    Language.component("hyphens_as_dashes", func=with_dashes)
    Language.component("hyphens_again", func=with_hyphens)
    pipeline.add_pipe("hyphens_as_dashes", first=True)
    pipeline.add_pipe("hyphens_again", last=True)
    pipeline.max_length = LARGEST
    pipeline.tokenizer = _Tokenizer(pipeline.tokenizer)
    gc.freeze()  # the model stays: the garbage collector need not walk through it again and again
    return pipeline


class _Tokenizer:
    """spaCy's tokenizer, which is given long runs without white space in pieces: it takes marks off their
    ends one by one, and reads what is left each time.
    """

    def __init__(self, whole):
        self.whole = whole

    def __call__(self, text: str):
        runs = list(re.finditer(rf"\S{{{LONGEST_RUN},}} ?", text))
        if not runs:
            return self.whole(text)
        pieces, last = [], 0
        for run in runs:
            pieces += [text[last : run.start()], *re.findall(rf"\S{{{CUT_AFTER}}}\w* ?|\S+ ?", run[0])]
            last = run.end()
        docs = [self.whole(piece) for piece in (*pieces, text[last:]) if piece]
        return Doc.from_docs(docs, ensure_whitespace=False)


def with_dashes(doc):
    """Return a Doc where the hyphens between spaces that enclose something before a verb are dashes, which
    the model reads as pauses: "the bank - itself in debt - said".
    """
    words = [token.text for token in doc]
    places = _enclosing(doc, words)
    if not places:
        return doc
    for i in places:
        words[i] = "–"
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, user_data={**doc.user_data, WERE_HYPHENS: places})


def _enclosing(doc, words: list[str]) -> list[int]:
    """Return the hyphens between spaces that stand two by two in a sentence, before a verb; none is one
    between numbers ("won 3 - 1").
    """
    found: list[int] = []
    first = -1
    for i in range(1, len(words) - 1):
        if words[i] in SENTENCE_ENDS or "\n" in words[i]:
            first = -1
        elif words[i] == "-" and doc[i].whitespace_ and doc[i - 1].whitespace_:
            if words[i - 1][-1:].isdigit() and words[i + 1][:1].isdigit():
                continue
            found += [first, i] if first >= 0 and _is_verb_form(words[i + 1 : i + 3]) else []
            first = -1 if first >= 0 else i
    return found


def _is_verb_form(words: list[str]) -> bool:
    """Tell by its form whether a word, or the one after an adverb, is a verb that has a subject."""
    word = words[-1] if words[0] in ADVERBS else words[0]
    return word.islower() and (word in HELPING_VERBS | _sentence_words()["says"] or word.endswith("ed"))


def with_hyphens(doc):
    """Return a Doc with the hyphens that it had before `with_dashes`, and all that the model read."""
    places = doc.user_data.pop(WERE_HYPHENS, ())
    if not places:
        return doc
    words = [token.text for token in doc]
    for i in places:
        words[i] = "-"
    spaces = [bool(token.whitespace_) for token in doc]
    whole = Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data)
    whole.from_array(READ, doc.to_array(READ))
    for i in places:
        whole[i].lemma_ = "-"
    return whole


def parsed(text: str):
    """Return the Doc of a text: a long one is parsed in pieces that end with a line, or else with a sentence.

    In: text without lone surrogates. Out: one spaCy Doc of the whole.

    >>> len(list(parsed("It rained. It blew.").sents))
    2
    """
    from methods.actors.surnames import with_surnames

    return with_surnames(_in_pieces(nlp().make_doc(text)))


def _in_pieces(doc):
    if len(doc) <= AT_ONCE:
        return nlp()(doc)
    lines = [token.i + 1 for token in doc if "\n" in token.text]
    stops = [token.i + 1 for token in doc if token.text in SENTENCE_ENDS]
    cuts = [0]
    while len(doc) - cuts[-1] > AT_ONCE:
        last = cuts[-1] + AT_ONCE
        near = (ends[k - 1] for ends in (lines, stops) if (k := bisect_right(ends, last)))
        cuts.append(next((end for end in near if end > cuts[-1]), last))
    pieces = [nlp()(doc[first:after].as_doc()) for first, after in pairwise([*cuts, len(doc)])]
    whole = Doc.from_docs(pieces, ensure_whitespace=False)
    whole.tensor = whole.tensor[:0]  # nobody asks for it
    return whole


def sentences_marked(doc):
    """Tell the parser, before it reads, where a sentence surely begins and where none does.

    Sentences begin after line breaks. None begins after "Gen." before a name, after a quotation that ends
    in "!" or "?" before its verb of saying, after an ellipsis before a small letter, or after a word that
    no mark follows, as within the title of a song. The parser decides on the rest.
    """
    words = [token.text for token in doc]
    starts = [0] * len(words)
    for at in range(1, len(words)):
        word, before = words[at], words[at - 1]
        if "\n" in word:
            starts[at] = -1
        elif "\n" in before:
            starts[at] = 1
        elif before in QUOTATION_ENDS and at > 1 and words[at - 2] in ("!", "?"):
            starts[at] = -1 if word == "," or _goes_on(words, at) else 0
        elif before in QUOTATION_ENDS and at > 1 and words[at - 2][-1:] == "." and len(words[at - 2]) > 1:
            starts[at] = int(_opens(word) and not _goes_on(words, at))  # “So will I.” She left
        elif before == "," and at > 2 and words[at - 2] in QUOTATION_ENDS and words[at - 3] in ("!", "?"):
            starts[at] = -1
        elif before in ("…", "...", "...."):
            starts[at] = -1 if word[:1].islower() else int(word != "I" and _opens(word))
        elif before in ("!", "?") and at > 1 and words[at - 2][:1].isupper():
            starts[at] = -1 if word[:1].islower() else 0  # "Yahoo! shares"
        elif before in BULLETS and (at == 1 or "\n" in words[at - 2]):
            starts[at] = -1
        elif before[-1:] == ".":
            dotted = (
                before if len(before) > 1 or at < 2 or doc[at - 2].whitespace_ else words[at - 2] + before
            )
            starts[at] = _after_abbreviation(dotted, word)
        elif before[-1:].isalnum() or before == ",":
            starts[at] = -1
    _cut_lists(words, starts)
    if len(words):
        doc.from_array(["SENT_START"], np.array(starts, dtype=np.int64).astype(np.uint64).reshape(-1, 1))
    return doc


def _cut_lists(words: list[str], starts: list[int]) -> None:
    """Begin a sentence where none begins or ends for hundreds of tokens: after a comma, or else anywhere."""
    last = 0
    for at in range(1, len(words)):
        before = words[at - 1]
        if starts[at] == 1 or before in SENTENCE_ENDS and starts[at] == 0:
            last = at
        elif at - last >= LONGEST_SENTENCE or at - last > LONGEST_SENTENCE * 0.8 and before in (",", ";"):
            starts[at], last = 1, at


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a sentence goes on after a quotation: "he cried", "Ana Lee asked", "the judge asked"."""
    return words[at][:1].islower() or any(
        word in _sentence_words()["says"] for word in words[at + 1 : at + 4]
    )


def _opens(word: str) -> bool:
    return word.lower() in _sentence_words()["opens"]


def _after_abbreviation(dotted: str, word: str) -> int:
    """-1 where no sentence begins after a word with a full stop, 1 where one does, 0 where it is open."""
    lower = dotted.lower()
    kind = _abbreviations().get(lower, "")
    if not kind and re.fullmatch(r"(?:[A-Za-z]\.)+", dotted):
        kind = "initials"
    if not kind or not word[:1].isalnum():
        return 0
    opens = _opens(word)
    if word[:1].isdigit() or word[:1].islower():
        return 0 if kind == "number" and word[:1].islower() else -1
    if kind in ("any", "number"):
        return int(opens)
    if kind == "place":
        return 1 if opens else -1
    return -1 if kind == "name" or not opens and dotted[0].isupper() else 0


@from_lists("sentence_words")
def _sentence_words() -> dict[str, set[str]]:
    table = word_list("sentence_words")
    return {kind: set(words) for kind, words in table.groupby("kind")["word"]}


@from_lists("abbreviations")
def _abbreviations() -> dict[str, str]:
    table = word_list("abbreviations")
    return dict(zip(table["word"], table["before"]))


def trimmed(doc) -> list:
    """Return the sentences of a Doc as Spans without white space at their ends, and none that is only a
    closing quotation mark.

    >>> [span.text for span in trimmed(parsed("It rained.\\n\\nIt blew. "))]
    ['It rained.', 'It blew.']
    """
    spans: list = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while start < end and doc[end - 1].is_space:
            end -= 1
        if start == end:
            continue
        if (
            spans
            and all(t.is_punct or t.is_space for t in doc[start:end])
            and "\n" not in doc[spans[-1].end : start].text
        ):
            start = spans.pop().start  # a closing quotation mark that the parser left alone
        spans.append(doc[start:end])
    return spans
