"""The second reader: a small language model that was trained on how people rated the tone of sentences."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np

from utils import DATA

FOLDER = DATA / "reader"
MOST_PIECES = 128  # pieces of words, the two marks of beginning and end among them; what follows is not read
LONGEST_WORD = 100  # characters; a longer run without a space is one unknown piece
START, END, UNKNOWN = "<s>", "</s>", "[UNK]"


class WordWeight(NamedTuple):
    """A word, its characters, and how much lower the sentence's tone would be without it."""

    word: str
    start: int
    end: int
    difference: float


@lru_cache(maxsize=4096)
def _plain(character: str) -> tuple[str, str]:
    """Return a character in lower case without accents, and its kind: word, mark, space or nothing."""
    code, category = ord(character), unicodedata.category(character)
    if character in "\t\n\r" or category == "Zs":
        return "", "space"
    if code in (0, 0xFFFD) or category[0] == "C":
        return "", "nothing"
    parts = unicodedata.normalize("NFD", character)
    plain = "".join(c for c in parts if unicodedata.category(c) != "Mn").lower()
    cjk = 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or code >= 0x20000
    ascii_mark = code < 128 and not character.isalnum()
    return plain, "mark" if ascii_mark or category[0] == "P" or (cjk and code < 0x2FA20) else "word"


class WordPiece:
    """Cuts a text into the pieces of a vocabulary, the longest first, and knows their characters."""

    def __init__(self, vocabulary: list[str]):
        self.number = {piece: n for n, piece in enumerate(vocabulary)}
        self.start, self.end, self.unknown = (self.number[mark] for mark in (START, END, UNKNOWN))
        self.pieces_of = lru_cache(maxsize=20_000)(self._pieces_of)

    def _pieces_of(self, word: str) -> list[tuple[int, int, int]]:
        """Return the pieces of one plain word: number, first and last character."""
        found, at = [], 0
        while at < len(word) and len(word) <= LONGEST_WORD:
            for stop in range(len(word), at, -1):
                number = self.number.get(("##" if at else "") + word[at:stop])
                if number is not None:
                    break
            else:
                break
            found.append((number, at, stop))
            at = stop
        return found if at == len(word) else [(self.unknown, 0, len(word))]

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the numbers of a text's pieces, with the marks of beginning and end, and each one's start
        and end in the text (both 0 for the marks).
        """
        numbers, places, word, origin = [self.start], [(0, 0)], [], []

        def close():
            if word:
                for number, first, last in self.pieces_of("".join(word)):
                    numbers.append(number)
                    places.append((origin[first], origin[last - 1] + 1))
                word.clear()
                origin.clear()

        for at, character in enumerate(text):
            plain, kind = _plain(character)
            if kind in ("space", "mark"):
                close()
            word.extend(plain)
            origin.extend([at] * len(plain))
            if kind == "mark":
                close()
            if len(numbers) >= MOST_PIECES:
                break
        close()
        return [*numbers[: MOST_PIECES - 1], self.end], [*places[: MOST_PIECES - 1], (0, 0)]


def span_weights(places: list[tuple[int, int]], spans) -> np.ndarray:
    """Return one row per span: equal weights on the pieces that touch it, or on all where none does."""
    rows = np.zeros((max(1, len(spans)), len(places)), np.float32)
    for row, (start, end) in zip(rows, spans):
        row[[n for n, (first, last) in enumerate(places) if first < end and last > start]] = 1
    rows[rows.sum(axis=1) == 0] = 1
    return rows / rows.sum(axis=1, keepdims=True)


def _polarity(hostile: float, neutral: float, friendly: float) -> float:
    """Return a polarity from -1 to 1, below .05 in size where a neutral one is likeliest."""
    difference = friendly - hostile
    return 0.05 * difference if neutral >= max(hostile, friendly) else difference


class Reader:
    """The trained model with its vocabulary, read from a folder."""

    def __init__(self, folder: Path = FOLDER):
        # It would keep a file and a thread, by which it tells its makers how it is used.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime  # here, so that whoever does without the second reader does not wait for it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.pieces = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])

    def read(self, text: str, spans=()) -> tuple[float, list[float]]:
        """Return the tone of one sentence and the tone toward each of the spans (start, end) in it.

        One sentence a run: in a batch the whole numbers that the model calculates with would be scaled by its
        neighbours, and the tone would change. Out: the tone, on the scale of the ratings (-4 to 4), and per
        span the probability of a friendly less that of a hostile tone (-1 to 1), less than .05 in size
        where a neutral one is likeliest.
        """
        numbers, places = self.pieces(text)
        tone, toward = self.session.run(
            ("tone", "toward"),
            {"pieces": np.array([numbers], np.int64), "spans": span_weights(places, spans)},
        )
        return float(tone[0]), [_polarity(*row) for row in toward[: len(spans)].tolist()]

    def weights_of(self, text: str) -> list[WordWeight]:
        """Return each word of a sentence with what its tone loses where that word is left out, in order."""
        whole, rows = self.read(text)[0], []
        for match in re.finditer(r"\w+(?:['’.-]\w+)*", text):
            without = self.read(text[: match.start()] + text[match.end() :])[0]
            rows.append(WordWeight(match[0], match.start(), match.end(), whole - without))
        return rows


@lru_cache(maxsize=1)
def _trained_on() -> frozenset[str]:
    return frozenset((FOLDER / "trained_on.txt").read_text(encoding="utf-8").split())


def was_trained_on(sentence: str) -> bool:
    """Tell whether a sentence was in the training of the second reader, by the start of the fingerprint of
    its letters and digits in lower case.
    """
    plain = "".join(filter(str.isalnum, sentence.lower()))
    return sha256(plain.encode()).hexdigest()[:12] in _trained_on()


_LOADING = Lock()


@lru_cache(maxsize=1)
def _loaded() -> Reader:
    return Reader()


def reader() -> Reader:
    """Return the second reader, loaded at the first call."""
    with _LOADING:
        return _loaded()


def read(text: str, spans=()) -> tuple[float, list[float]]:
    """Return `Reader.read` of a sentence."""
    return reader().read(text, spans)


def fits(text: str) -> bool:
    """Tell whether the second reader reads a text to its end."""
    return len(reader().pieces(text)[0]) < MOST_PIECES


def weights_of(text: str) -> list[WordWeight]:
    """Return `Reader.weights_of` a sentence."""
    return reader().weights_of(text)
