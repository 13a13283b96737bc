"""Labelled sentences, their folds, and the vocabulary that is kept."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from reader import WordPiece

CLASSES = ("negative", "neutral", "positive")
FOLDS, SEED = 3, 2018
KEPT = 15_000  # pieces of the vocabulary, the most frequent in the unlabelled and the labelled sentences
MARKS = ("<s>", "<pad>", "</s>", "[UNK]")


@dataclass
class Example:
    """A sentence with what is known of it: its tone, or the classes of tone toward spans."""

    text: str
    numbers: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    tone: float | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    group: str = ""
    fold: int = -1
    kind: str = ""


def rows_of(path: Path) -> list[dict]:
    """Return the rows of a file with one JSON object a line."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tone_examples(folder: Path) -> list[Example]:
    """Return the rated sentences of `tone.jsonl` in order, with folds by article."""
    articles = rows_of(folder / "tone.jsonl")
    examples = [
        Example(text, tone=mean, group=str(article["article"]), kind="tone")
        for article in articles
        for text, mean in zip(article["text"], article["mean"])
    ]
    return in_folds(examples)


def target_examples(folder: Path) -> list[Example]:
    """Return one example per sentence of both files of targets, with all its labelled spans."""
    by_text: dict[str, Example] = {}
    for name in ("target", "target_more"):
        for row in rows_of(folder / f"{name}.jsonl"):
            example = by_text.setdefault(row["text"], Example(row["text"], group=row["text"], kind="target"))
            example.spans.append((row["start"], row["end"]))
            example.classes.append(CLASSES.index(row["label"]))
    return in_folds(list(by_text.values()))


def own_examples(path: Path, split: str | None = None) -> list[Example]:
    """Return the sentences of our own, all or those of one split."""
    with open(path, encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if split in (None, row["split"])]
    return [Example(row["text"], tone=float(row["rating"]), group=row["kind"], kind="own") for row in rows]


def plain_examples(folder: Path, count: int) -> list[Example]:
    """Return the first `count` unlabelled sentences, with runs of capitalised words as spans."""
    with open(folder / "sentences.txt", encoding="utf-8") as lines:
        texts = [line.strip() for line, _ in zip(lines, range(count))]
    return [Example(text, spans=capitalised(text), kind="plain") for text in texts]


def capitalised(text: str) -> list[tuple[int, int]]:
    """Return the runs of words with a capital, at most three, or the first word where there is none."""
    found, at = [], 0
    for word in text.split(" "):
        start, end = at, at + len(word)
        at = end + 1
        if word[:1].isupper():
            if found and found[-1][1] == start - 1:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found[:3] or [(0, len(text.split(" ")[0]))]


def in_folds(examples: list[Example]) -> list[Example]:
    """Give every example the fold of its group, in a seeded order."""
    groups = sorted({example.group for example in examples})
    random.Random(SEED).shuffle(groups)
    fold = {group: n % FOLDS for n, group in enumerate(groups)}
    for example in examples:
        example.fold = fold[example.group]
    return examples


def cut(examples: list[Example], vocabulary: list[str]) -> list[Example]:
    """Cut the texts of examples into pieces of a vocabulary."""
    pieces = WordPiece(vocabulary)
    for example in examples:
        example.numbers, example.places = pieces(example.text)
    return examples


def kept_vocabulary(base: list[str], texts) -> tuple[list[str], list[int]]:
    """Return the pieces of the base's vocabulary that are kept, and their rows in it.

    Kept are the marks, the single letters and signs of the Latin script, whatever single sign occurs, and the
    most frequent pieces; a rarer word falls apart into shorter pieces.
    """
    pieces, counts = WordPiece(base), Counter()
    for text in texts:
        counts.update(pieces(text)[0])

    def single(piece):
        sign = piece.removeprefix("##")
        return len(sign) == 1 and (ord(sign) < 0x250 or 0x2010 <= ord(sign) <= 0x20BF)

    needed = {n for n, piece in enumerate(base) if piece in MARKS or single(piece)}
    needed |= {n for n in counts if len(base[n].removeprefix("##")) == 1}
    frequent = [n for n, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n not in needed]
    rows = sorted(needed | set(frequent[: KEPT - len(needed)]))
    return [base[n] for n in rows], rows


def hash_of(text: str) -> str:
    """Return a short hash of a sentence: lower case, words only, so that spaces and marks do not matter."""
    plain = "".join(c for c in text.lower() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def by_length(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Return batches of about the same length each, in a random order."""
    order = sorted(examples, key=lambda example: (len(example.numbers) // 2, rng.random()))
    batches = [order[n : n + size] for n in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches


def grouped(examples: list[Example]) -> dict[str, list[Example]]:
    """Return the examples of each group."""
    found = defaultdict(list)
    for example in examples:
        found[example.group].append(example)
    return found
