"""python -m training GOLD [--to FOLDER] [--work FOLDER]: makes the second reader from label files.

GOLD holds `tone.jsonl`, `target.jsonl`, `target_more.jsonl` and `sentences.txt`. Printed are the teacher's
figures, cross-validated by article (targets: by sentence text over both files), and the student's on one
split by article that neither it nor its teacher was trained on. The shipped student is then trained on all
labels.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

import torch

from training.base import base, vocabulary_of
from training.encoder import shallower
from training.export import export
from training.figures import correlation, in_words, macro_f1, pairs, turns
from training.fitting import lower_states, read_all
from training.labels import (
    FOLDS,
    cut,
    hash_of,
    kept_vocabulary,
    own_examples,
    plain_examples,
    target_examples,
    tone_examples,
)
from training.settings import STUDENT, TEACHER
from training.student import begun, lesson_of, taught
from training.teacher import new_teacher, refined, train_teacher

SPLIT = 0  # the fold on which the student is measured
SHORTEST, LONGEST_PLAIN = 6, 48  # pieces of an unlabelled sentence
SHOWN = 60  # sentences that show the export how large its inputs are


class Labels:
    """All labelled and unlabelled sentences, cut into pieces of the kept vocabulary."""

    def __init__(self, gold: Path, to: Path, folder: Path):
        self.tones, self.targets = tone_examples(gold), target_examples(gold)
        self.own, self.held_out = (
            own_examples(to / "own_sentences.csv", split) for split in ("train", "held-out")
        )
        with open(gold / "sentences.txt", encoding="utf-8") as lines:
            texts = [line.strip() for line in lines]
        labelled = [*self.tones, *self.targets]
        pieces = vocabulary_of(folder)
        self.vocabulary, self.rows = kept_vocabulary(pieces, [*texts, *(e.text for e in labelled)])
        known = {hash_of(e.text) for e in [*labelled, *self.own, *self.held_out]}
        plain = [e for e in plain_examples(gold, STUDENT.plain) if hash_of(e.text) not in known]
        self.labelled = cut([*labelled, *self.own, *self.held_out], self.vocabulary)
        self.plain = [e for e in cut(plain, self.vocabulary) if SHORTEST <= len(e.numbers) <= LONGEST_PLAIN]

    def without(self, fold: int):
        """Return the rated and the targeted sentences outside a fold."""
        return tuple([e for e in examples if e.fold != fold] for examples in (self.tones, self.targets))

    def only(self, fold: int):
        """Return the rated and the targeted sentences of a fold."""
        return tuple([e for e in examples if e.fold == fold] for examples in (self.tones, self.targets))


def figures_of(net, lower, labels: Labels, gold: Path, fold: int) -> dict[str, float]:
    """Return the figures of a net on a fold that it was not trained on."""
    tones, targets = labels.only(fold)
    tone = [row[0] for row in read_all(net, lower, tones)]
    logits = [line for row in read_all(net, lower, targets) for line in row[1]]
    of_text = dict(zip((id(e) for e in tones), tone))
    in_order = [of_text.get(id(e), 0.0) for e in labels.tones]
    return {
        "r": correlation(tone, [e.tone for e in tones]),
        **turns(pairs(gold, in_order, {e.group for e in tones})),
        "target_f1": macro_f1([int(x.argmax()) for x in logits], [c for e in targets for c in e.classes]),
    }


def own_figures(net, lower, labels: Labels) -> dict[str, float]:
    """Return how well a net orders the pairs of our own sentences that were held out."""
    read = [row[0] for row in read_all(net, lower, labels.held_out)]
    truth = [e.tone for e in labels.held_out]
    right = [(read[n] > read[n + 1]) == (truth[n] > truth[n + 1]) for n in range(0, len(read), 2)]
    return {"own_r": correlation(read, truth), "own_pairs_in_order": sum(right) / len(right)}


def teachers(labels: Labels, folder: Path, lower, gold: Path, say):
    """Train a teacher per fold, say its figures, and return that of the split."""
    for fold in reversed(range(FOLDS)):
        net = train_teacher(new_teacher(folder, labels.rows), lower, *labels.without(fold), say=say)
        say(f"teacher without fold {fold}: {in_words(figures_of(net, lower, labels, gold, fold))}")
    say(f"  {in_words(own_figures(net, lower, labels))}; trained on our own sentences, too:")
    refined(net, lower, labels.own, *labels.without(SPLIT), say=say)
    say(f"  {in_words(figures_of(net, lower, labels, gold, SPLIT) | own_figures(net, lower, labels))}")
    return net


def students(labels: Labels, net, lower, lesson, gold: Path, say):
    """Train the student, say its figures on the split, and return what is then trained on all labels."""
    begins = begun(net, lower, *labels.without(SPLIT), labels.own, say)
    say(f"student before the lesson: {in_words(figures_of(begins, lower, labels, gold, SPLIT))}")
    rest = (labels.own, labels.plain[: STUDENT.lessons], lesson, say)
    measured = shallower(begins, list(range(STUDENT.depth)))
    taught(measured, lower, *labels.without(SPLIT), *rest)
    say(f"student on the split: {in_words(figures_of(measured, lower, labels, gold, SPLIT))}")
    say(f"  {in_words(own_figures(measured, lower, labels))}")
    return taught(begins, lower, labels.tones, labels.targets, *rest)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__.splitlines()[0])
    options.add_argument("gold", type=Path)
    options.add_argument("--to", type=Path, default=Path("data/reader"))
    options.add_argument("--work", type=Path, default=Path("training/work"))
    args = options.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    say, started = partial(print, flush=True), time.time()
    folder = base(args.work)
    labels = Labels(args.gold, args.to, folder)
    net = new_teacher(folder, labels.rows)
    every = [*labels.labelled, *labels.plain]
    depths = tuple(sorted({TEACHER.frozen, STUDENT.frozen}))
    kept = args.work / f"lower_{'_'.join(map(str, depths))}.pt"  # delete it when the labels change
    found = {low.depth: low for low in lower_states(net, depths, every, kept)}
    lower = found[TEACHER.frozen]
    teacher = teachers(labels, folder, lower, args.gold, say)
    lesson = lesson_of(teacher, lower, labels.plain[: STUDENT.lessons])
    student = students(labels, net, found[STUDENT.frozen], lesson, args.gold, say)
    export(student, args.to / "model.onnx", labels.plain[:SHOWN])
    (args.to / "vocab.txt").write_text("".join(f"{p}\n" for p in labels.vocabulary), encoding="utf-8")
    hashes = sorted({hash_of(e.text) for e in [*labels.tones, *labels.targets, *labels.own]})
    (args.to / "trained_on.txt").write_text("".join(f"{h}\n" for h in hashes))
    say(f"written to {args.to} after {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
