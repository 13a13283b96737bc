"""The teacher: the base with its upper half trained on the labels."""

from __future__ import annotations

import random

import torch

from training.encoder import from_base
from training.fitting import Lower, fit, gold_loss
from training.labels import SEED, by_length
from training.settings import LONGEST, TEACHER


def schedule_of(tones, targets, own=(), seed=SEED):
    """Return the batches of all epochs: tone and targets mixed within each."""
    rng, batches = random.Random(seed), []
    for epoch in range(TEACHER.epochs):
        now = by_length(list(tones) + list(own), TEACHER.batch, rng)
        if epoch < TEACHER.target_epochs:
            now += by_length(targets, TEACHER.batch, rng)
        rng.shuffle(now)
        batches += now
    return batches


def new_teacher(folder, rows):
    """Return the untrained teacher on the kept rows of the base's vocabulary."""
    torch.manual_seed(SEED)
    return from_base(folder, rows, TEACHER.depth, LONGEST)


def train_teacher(net, lower: Lower, tones, targets, own=(), say=print):
    """Train a teacher's upper half on labelled examples."""
    torch.manual_seed(SEED)
    return fit(net, lower, schedule_of(tones, targets, own), gold_loss, TEACHER.rate, say)


def refined(net, lower: Lower, own, tones, targets, say=print):
    """Train a teacher a little more on our own sentences, with as many labelled ones again between them."""
    torch.manual_seed(SEED)
    rng, batches = random.Random(SEED), []
    for _ in range(TEACHER.own_epochs):
        now = by_length(own, TEACHER.batch, rng)
        now += by_length(rng.sample(tones, min(len(own), len(tones))), TEACHER.batch, rng)
        now += by_length(rng.sample(targets, min(len(own), len(targets))), TEACHER.batch, rng)
        rng.shuffle(now)
        batches += now
    return fit(net, lower, batches, gold_loss, TEACHER.own_rate, say)
