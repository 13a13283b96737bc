"""The encoder all-mpnet-base-v2 in plain torch, whole or with some of its layers, and the two heads on it."""

from __future__ import annotations

import math

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

WIDTH, HEADS, INNER, EPSILON = 768, 12, 3072, 1e-5
BUCKETS, FAR = 32, 128  # of the relative positions
FIRST_POSITION = 2  # the first rows of the table of positions are for padding


class Layer(nn.Module):
    """One layer: attention with a position bias, then two dense steps, each added to what came in."""

    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, bias):
        """In: batch x length x width, bias of positions and padding. Out: the same shape."""
        size = x.shape[:2] + (HEADS, WIDTH // HEADS)
        q, k, v = (part.view(size).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1))
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        seen = scores.float().softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(x.shape))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Net(nn.Module):
    """Embeddings, layers and two heads: the tone of the sentence, and three classes of tone toward a span."""

    def __init__(self, depth: int, vocabulary: int, longest: int):
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(longest, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.near = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(depth))
        self.drop = nn.Dropout(0.1)
        self.tone, self.toward = nn.Linear(WIDTH, 1), nn.Linear(2 * WIDTH, 3)

    def position_bias(self, length: int):
        """Return heads x length x length: what each relative position adds to the attention."""
        steps = torch.arange(length)
        return self.near(_bucket(steps[None, :] - steps[:, None])).permute(2, 0, 1)

    def embed(self, numbers):
        """Return batch x length x width of the numbers of pieces."""
        places = self.places(torch.arange(numbers.shape[1]))
        return self.norm(self.words(numbers) + places)

    def run(self, x, mask, first: int = 0, last: int | None = None):
        """Pass x (batch x length x width) through the layers from `first` up to `last`."""
        with torch.no_grad():
            bias = self.position_bias(x.shape[1])[None] + (1 - mask[:, None, None, :]) * -1e4
        for layer in self.layers[first:last]:
            x = layer(x, bias)
        return x

    def heads(self, x, mask, rows, spans):
        """In: states, mask, and for each span its sentence's row and weights on its pieces. Out: tone of each
        sentence, logits of each span, and the mean state of each sentence.
        """
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        inside = (x[rows] * spans[..., None]).sum(1)
        both = torch.cat([inside, mean[rows]], dim=-1)
        return self.tone(self.drop(mean))[:, 0], self.toward(self.drop(both)), mean


def _bucket(steps):
    """Return the bucket of each relative position, as in T5 and MPNet: exact when near, coarser farther."""
    half = BUCKETS // 2
    exact, size = half // 2, steps.abs()
    far = torch.log(size.clamp(min=1).float() / exact) / math.log(FAR / exact) * (half - exact)
    coarse = (exact + far.long()).clamp(max=half - 1)
    return (steps > 0).long() * half + torch.where(size < exact, size, coarse)


def from_base(folder, numbers: list[int], depth: int, longest: int) -> Net:
    """Return a Net with the weights of the base; `numbers` are the rows of its vocabulary that are kept."""
    base = load_file(folder / "model.safetensors")
    net = Net(depth, len(numbers), longest)
    state = net.state_dict()
    state["words.weight"] = base["embeddings.word_embeddings.weight"][numbers]
    rows = slice(FIRST_POSITION, FIRST_POSITION + longest)
    state["places.weight"] = base["embeddings.position_embeddings.weight"][rows]
    state["near.weight"] = base["encoder.relative_attention_bias.weight"]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
        for n in range(depth):
            old, new = f"encoder.layer.{n}.", f"layers.{n}."
            parts = [base[f"{old}attention.attn.{p}.{kind}"] for p in "qkv"]
            state[f"{new}qkv.{kind}"] = torch.cat(parts)
            state[f"{new}out.{kind}"] = base[f"{old}attention.attn.o.{kind}"]
            state[f"{new}up.{kind}"] = base[f"{old}intermediate.dense.{kind}"]
            state[f"{new}down.{kind}"] = base[f"{old}output.dense.{kind}"]
            state[f"{new}norm1.{kind}"] = base[f"{old}attention.LayerNorm.{kind}"]
            state[f"{new}norm2.{kind}"] = base[f"{old}output.LayerNorm.{kind}"]
    net.load_state_dict(state)
    nn.init.normal_(net.tone.weight, std=0.02)
    nn.init.normal_(net.toward.weight, std=0.02)
    return net


def shallower(net: Net, kept: list[int]) -> Net:
    """Return a Net of some layers of another one, with all else copied."""
    longest, vocabulary = net.places.num_embeddings, net.words.num_embeddings
    small = Net(len(kept), vocabulary, longest)
    state = {key: value for key, value in net.state_dict().items() if not key.startswith("layers.")}
    for new, old in enumerate(kept):
        layer = net.layers[old].state_dict()
        state |= {f"layers.{new}.{key}": value for key, value in layer.items()}
    small.load_state_dict({key: value.clone() for key, value in state.items()})
    return small
