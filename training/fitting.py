"""What teacher and student share: cached lower layers, batches as tensors, the loop of training, reading."""

from __future__ import annotations

import random
import time

import numpy as np
import torch
from reader import span_weights
from torch.nn import functional as F

from training.labels import Example, by_length

PAD = 1


def as_bfloat():
    """Return the context in which matrices are multiplied in bfloat16."""
    return torch.autocast("cpu", torch.bfloat16)


def padded(batch: list[Example]):
    """Return numbers and mask of a batch, padded to its longest sentence."""
    longest = max(len(example.numbers) for example in batch)
    numbers = torch.full((len(batch), longest), PAD)
    mask = torch.zeros(len(batch), longest)
    for row, example in enumerate(batch):
        numbers[row, : len(example.numbers)] = torch.tensor(example.numbers)
        mask[row, : len(example.numbers)] = 1
    return numbers, mask


def spans_of(batch: list[Example], longest: int):
    """Return for all spans of a batch their sentence's row and their weights on its pieces."""
    rows, weights = [], []
    for row, example in enumerate(batch):
        for line in span_weights(example.places, example.spans)[: len(example.spans)]:
            rows.append(row)
            weights.append(np.pad(line, (0, longest - len(line))))
    weights = np.array(weights, np.float32).reshape(-1, longest)
    return torch.tensor(rows, dtype=torch.long), torch.tensor(weights)


class Lower:
    """What the frozen lower layers say of each sentence, computed once and kept on disk as well."""

    def __init__(self, depth: int):
        self.depth, self.states = depth, {}

    def __call__(self, batch: list[Example]):
        """Return the states of a batch, padded, and its mask."""
        _, mask = padded(batch)
        x = torch.zeros(*mask.shape, self.states[batch[0].text].shape[1])
        for row, example in enumerate(batch):
            x[row, : len(example.numbers)] = self.states[example.text].float()
        return x, mask


@torch.no_grad()
def lower_states(net, depths: tuple[int, ...], examples: list[Example], file=None) -> list[Lower]:
    """Return what stands after each of some depths of a net, for all examples; kept in `file` for the next
    time.
    """
    kept = torch.load(file) if file and file.exists() else {depth: {} for depth in depths}
    missing = [example for example in examples if example.text not in kept[depths[0]]]
    net.eval()
    for batch in by_length(missing, 64, random.Random(0)):
        numbers, mask = padded(batch)
        done = 0
        with as_bfloat():
            x = net.embed(numbers)
            for depth in depths:
                x, done = net.run(x, mask, done, depth), depth
                for row, example in enumerate(batch):
                    kept[depth][example.text] = x[row, : len(example.numbers)].bfloat16().clone()
    if file and missing:
        torch.save(kept, file)
    found = [Lower(depth) for depth in depths]
    for lower in found:
        lower.states = kept[lower.depth]
    return found


def outputs(net, lower: Lower, batch: list[Example]):
    """Return tones, logits of spans, mean states of a batch."""
    x, mask = lower(batch)
    with as_bfloat():
        x = net.run(x, mask, lower.depth)
    return net.heads(x.float(), mask, *spans_of(batch, mask.shape[1]))


def gold_loss(net, lower: Lower, batch: list[Example]):
    """Return the loss of a batch on its labels: squared error of tone, cross-entropy of the classes."""
    tones, logits, _ = outputs(net, lower, batch)
    if batch[0].tone is not None:
        return F.mse_loss(tones, torch.tensor([example.tone for example in batch]))
    return F.cross_entropy(logits, torch.tensor([c for example in batch for c in example.classes]))


def fit(net, lower: Lower, batches: list, loss_of, rate: float, say=print):
    """Train what lies above the frozen layers on batches in order, with a rate that rises and then falls."""
    upper = list(net.layers[lower.depth :].parameters())
    heads = [*net.tone.parameters(), *net.toward.parameters()]
    kinds = [{"params": upper, "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimiser = torch.optim.AdamW(kinds, weight_decay=0.01, fused=True)
    warm, total = max(1, len(batches) // 12), len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, (total - n) / max(1, total - warm))
    )
    start, losses = time.time(), []
    net.train()
    for step, batch in enumerate(batches, 1):
        loss = loss_of(net, lower, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(upper + heads, 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 50 == 0:
            say(f"  step {step} of {total}, loss {np.mean(losses[-50:]):.3f}, {time.time() - start:.0f} s")
    return net.eval()


@torch.no_grad()
def read_all(net, lower: Lower, examples: list[Example], size: int = 64):
    """Return for each example its tone, its spans' logits and its mean state, in order."""
    net.eval()
    found = {}
    for batch in by_length(examples, size, random.Random(0)):
        tones, logits, means = outputs(net, lower, batch)
        at = 0
        for row, example in enumerate(batch):
            count = len(example.spans)
            found[id(example)] = (float(tones[row]), logits[at : at + count].clone(), means[row].clone())
            at += count
    return [found[id(example)] for example in examples]
