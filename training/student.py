"""The student: the base's first layers, trained on the labels, then on what the teacher says as well."""

from __future__ import annotations

import random

import torch
from torch.nn import functional as F

from training.encoder import shallower
from training.fitting import fit, gold_loss, outputs, read_all
from training.labels import SEED, by_length
from training.settings import STUDENT


def lesson_of(teacher, lower, examples) -> dict:
    """Return what a teacher says of each sentence: its tone, and the three classes toward each span."""
    read = read_all(teacher, lower, examples)
    return {example.text: (tone, line.softmax(-1)) for example, (tone, line, _) in zip(examples, read)}


def lesson_loss(lesson):
    """Return a loss against a lesson: squared error of tone, cross-entropy of the classes."""

    def loss(net, lower, batch):
        tones, logits, _ = outputs(net, lower, batch)
        tone = F.mse_loss(tones, torch.tensor([lesson[example.text][0] for example in batch]))
        return tone + F.cross_entropy(logits, torch.cat([lesson[example.text][1] for example in batch]))

    return loss


def begun(base, lower, tones, targets, own, say=print):
    """Return a student of the base's first layers, trained on labels: targets in the first epoch only."""
    torch.manual_seed(SEED)
    student, rng, batches = shallower(base, list(range(STUDENT.depth))), random.Random(1), []
    for epoch in range(STUDENT.epochs):
        now = by_length(list(tones) + list(own), STUDENT.batch, rng)
        if epoch == 0:
            now += by_length(targets, STUDENT.batch, rng)
        rng.shuffle(now)
        batches += now
    return fit(student, lower, batches, gold_loss, STUDENT.rate, say)


def taught(student, lower, tones, targets, own, plain, lesson, say=print):
    """Train a student further on labels and, mixed with them, on unlabelled sentences and their lesson."""
    torch.manual_seed(SEED)
    rng, batches, of_lesson = random.Random(SEED), [], lesson_loss(lesson)

    def loss(net, lower, batch):
        return (of_lesson if batch[0].kind == "plain" else gold_loss)(net, lower, batch)

    for n in range(STUDENT.taught_epochs):
        parts = (targets[n :: STUDENT.taught_epochs], plain[n :: STUDENT.taught_epochs])
        for examples in (list(tones) + list(own), *parts):
            batches += by_length(examples, STUDENT.batch, rng)
    rng.shuffle(batches)
    return fit(student, lower, batches, loss, STUDENT.taught_rate, say)
