"""Writes a student as an ONNX file: node by node, embeddings and matrices in whole numbers of 8 bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import EPSILON, HEADS, WIDTH

OPSET, IR = 17, 8
OUTLIERS, MANY_TIMES = 6, 5  # inputs of a dense step that are multiplied apart, and what makes them so


class Graph:
    """Collects nodes and constants of an ONNX graph."""

    def __init__(self, largest):
        self.nodes, self.constants, self.count, self.largest = [], [], 0, largest

    def constant(self, value, name: str) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, out: str = "", count: int = 1, **attributes):
        """Add a node and return the name of its output, or of all where there are several."""
        self.count += 1
        names = [out or f"{kind}_{self.count}" + (f"_{n}" if count > 1 else "") for n in range(count)]
        self.nodes.append(helper.make_node(kind, inputs, names, f"node_{self.count}", **attributes))
        return names[0] if count == 1 else names


def _rows_in_bytes(table):
    """Return a table's rows as whole numbers from -127 to 127, and each row's scale."""
    scale = np.abs(table).max(axis=1, keepdims=True).clip(1e-8) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def _norm(graph, x, layer, name):
    weight = graph.constant(layer.weight.numpy(), f"{name}.weight")
    bias = graph.constant(layer.bias.numpy(), f"{name}.bias")
    return graph.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON)


def largest_inputs(net, examples) -> dict[str, np.ndarray]:
    """Return, for each dense step of the layers, the largest size that each of its inputs has in examples."""
    largest, hooks = {}, []

    def watch(name):
        def see(_, inputs, __):
            now = inputs[0].abs().flatten(0, -2).amax(0).numpy()
            largest[name] = np.maximum(largest.get(name, 0), now)

        return see

    for n, layer in enumerate(net.layers):
        for part in ("qkv", "out", "up", "down"):
            hooks.append(getattr(layer, part).register_forward_hook(watch(f"layer{n}.{part}")))
    with torch.no_grad():
        for example in examples:
            numbers = torch.tensor([example.numbers])
            net.run(net.embed(numbers), torch.ones(numbers.shape))
    for hook in hooks:
        hook.remove()
    return largest


def _outliers(sizes):
    """Return the inputs that are many times as large as is usual: at most OUTLIERS of them, the largest."""
    found = np.argsort(-sizes)[:OUTLIERS]
    return np.sort(found[sizes[found] > MANY_TIMES * np.median(sizes)])


def _dense(graph, x, weight, bias, name):
    """Add a dense step. A few inputs are forty times as large as the rest, which would have no whole numbers
    left: those are multiplied apart, with fractions (after LLM.int8, Dettmers and others 2022).
    """
    weight = weight.T.astype(np.float32)
    apart = _outliers(graph.largest[name]) if name in graph.largest else []
    whole = x
    if len(apart):
        mask = np.ones(len(weight), np.float32)
        mask[apart] = 0
        whole = graph.node("Mul", x, graph.constant(mask, f"{name}.mask"))
    product = graph.node("MatMul", whole, graph.constant(weight, f"{name}.weight"))
    if len(apart):
        few = graph.node("Gather", x, graph.constant(apart, f"{name}.apart"), axis=2)
        rows = _half(graph, weight[apart], f"few.{name}")
        product = graph.node("Add", product, graph.node("MatMul", few, rows))
    return graph.node("Add", product, graph.constant(bias.astype(np.float32), f"{name}.bias"))


def _attention(graph, x, layer, bias, name):
    """Add the attention of a layer; the scale of the scores is in the weights of the queries."""
    weight, offset = layer.qkv.weight.numpy().copy(), layer.qkv.bias.numpy().copy()
    scale = (WIDTH // HEADS) ** -0.5
    weight[:WIDTH], offset[:WIDTH] = weight[:WIDTH] * scale, offset[:WIDTH] * scale
    q, k, v = graph.node("Split", _dense(graph, x, weight, offset, f"{name}.qkv"), count=3, axis=2)
    q, k, v = (graph.node("Reshape", part, "by_head") for part in (q, k, v))
    q, v = (graph.node("Transpose", part, perm=[0, 2, 1, 3]) for part in (q, v))
    k = graph.node("Transpose", k, perm=[0, 2, 3, 1])
    scores = graph.node("Add", graph.node("MatMul", q, k), bias)
    seen = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), v)
    seen = graph.node("Reshape", graph.node("Transpose", seen, perm=[0, 2, 1, 3]), "together")
    return _dense(graph, seen, layer.out.weight.numpy(), layer.out.bias.numpy(), f"{name}.out")


def _gelu(graph, x):
    """Add x / 2 * (1 + erf(x / root of 2)), which onnxruntime runs as one step."""
    erf = graph.node("Erf", graph.node("Div", x, "root_of_two"))
    return graph.node("Mul", graph.node("Mul", x, graph.node("Add", erf, "one")), "half")


def _layer(graph, x, layer, bias, name):
    seen = _attention(graph, x, layer, bias, name)
    x = _norm(graph, graph.node("Add", seen, x), layer.norm1, f"{name}.norm1")
    up = _gelu(graph, _dense(graph, x, layer.up.weight.numpy(), layer.up.bias.numpy(), f"{name}.up"))
    down = _dense(graph, up, layer.down.weight.numpy(), layer.down.bias.numpy(), f"{name}.down")
    return _norm(graph, graph.node("Add", down, x), layer.norm2, f"{name}.norm2")


def _half(graph, table, name):
    """Add a table that lies in the file in 16 bits."""
    kept = graph.constant(np.asarray(table).astype(np.float16), name)
    return graph.node("Cast", kept, to=TensorProto.FLOAT)


def _embedding(graph, net):
    """Add the look-up of pieces and places; returns the states and the bias of positions."""
    table, scale = _rows_in_bytes(net.words.weight.numpy())
    rows = graph.node("Gather", graph.constant(table, "words"), "pieces")
    scales = graph.node("Gather", graph.constant(scale, "words.scale"), "pieces")
    words = graph.node("Mul", graph.node("Cast", rows, to=TensorProto.FLOAT), scales)
    length = graph.node("Slice", graph.node("Shape", "pieces"), "number_1", "number_2")
    places = _half(graph, net.places.weight, "places")
    x = graph.node("Add", words, graph.node("Slice", places, "number_0", length, "number_0"))
    last = net.places.num_embeddings
    bias = net.position_bias(last)  # the same along each diagonal, so the edges hold all of it
    near = graph.constant(torch.cat([bias[:, 1:, 0].flip(1), bias[:, 0]], dim=1).numpy(), "near")
    steps = graph.node("Range", "start", graph.node("Squeeze", length), "step")
    rows = graph.node("Unsqueeze", steps, "number_1")
    places = graph.node("Add", graph.node("Sub", steps, rows), graph.constant(np.array(last - 1), "middle"))
    bias = graph.node("Unsqueeze", graph.node("Gather", near, places, axis=1), "number_0")
    return _norm(graph, x, net.norm, "norm"), bias


def _heads(graph, net, x):
    """Add the two heads: tone (one number) and toward (three probabilities per span)."""
    mean = graph.node("ReduceMean", x, axes=[1], keepdims=0)
    weight = graph.constant(net.tone.weight.numpy(), "tone.weight")
    total = graph.node("ReduceSum", graph.node("Mul", mean, weight), "number_1", keepdims=0)
    graph.node("Add", total, graph.constant(net.tone.bias.numpy(), "tone.bias"), out="tone")
    inside = graph.node("MatMul", "spans", graph.node("Squeeze", x, "number_0"))
    like = graph.node("Mul", inside, graph.constant(np.zeros(1, np.float32), "zero"))
    both = graph.node("Concat", inside, graph.node("Add", like, mean), axis=1)
    weight = graph.constant(net.toward.weight.numpy(), "toward.weight")
    bias = graph.constant(net.toward.bias.numpy(), "toward.bias")
    graph.node("Softmax", graph.node("Gemm", both, weight, bias, transB=1), out="toward", axis=-1)


def graph_of(net, largest) -> onnx.ModelProto:
    """Return a student as an ONNX model: pieces (1 x length) and spans (any number x length) in. `largest` is
    what `largest_inputs` gives, or empty where nothing is to be brought together.
    """
    net = net.float().eval().requires_grad_(False)
    graph = Graph(largest)
    for n in range(4):
        graph.constant(np.array([n], np.int64), f"number_{n}")
    graph.constant(np.array(0, np.int64), "start")
    graph.constant(np.array(1, np.int64), "step")
    graph.constant(np.array([0, 0, HEADS, WIDTH // HEADS], np.int64), "by_head")
    graph.constant(np.array([0, 0, WIDTH], np.int64), "together")
    for name, value in (("root_of_two", 2**0.5), ("one", 1), ("half", 0.5)):
        graph.constant(np.array(value, np.float32), name)
    x, bias = _embedding(graph, net)
    for n, layer in enumerate(net.layers):
        x = _layer(graph, x, layer, bias, f"layer{n}")
    _heads(graph, net, x)
    made = helper.make_graph(
        graph.nodes,
        "reader",
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"]),
            helper.make_tensor_value_info("spans", TensorProto.FLOAT, ["count", "length"]),
        ],
        [
            helper.make_tensor_value_info("tone", TensorProto.FLOAT, [1]),
            helper.make_tensor_value_info("toward", TensorProto.FLOAT, ["count", 3]),
        ],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR
    onnx.checker.check_model(model)
    return model


def export(net, path: Path, examples) -> None:
    """Write a student to `path`, its matrices in 8 bits per channel, one bit of range left free, so that
    processors without VNNI do not overflow; `examples` show how large its inputs are.
    """
    model = graph_of(net, largest_inputs(net.float().eval(), examples))
    layers = {c.name for c in model.graph.initializer if c.name.startswith("layer")}
    chosen = [n.name for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in layers]
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, Path(folder) / "float.onnx")
        quantize_dynamic(
            Path(folder) / "float.onnx",
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_quantize=chosen,
            extra_options={"EnableSubgraph": False, "MatMulConstBOnly": True},
        )
