"""Tiny ONNX files for the tests of embedders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, SIDE, FEATURES = TensorProto.FLOAT, 32, 12


def embedding_net(path: Path, *, last: bool = False) -> Path:
    """The means of some filters of a picture."""
    weights = np.random.default_rng(3).normal(size=(FEATURES, 3, 5, 5)).astype(np.float32)
    shape = [1, SIDE, SIDE, 3] if last else [1, 3, SIDE, SIDE]
    turned = [helper.make_node("Transpose", ["picture"], ["first"], perm=[0, 3, 1, 2])] if last else []
    nodes = [
        *turned,
        helper.make_node("Conv", ["first" if last else "picture", "weights"], ["seen"]),
        helper.make_node("Relu", ["seen"], ["lit"]),
        helper.make_node("GlobalAveragePool", ["lit"], ["vector"]),
    ]
    ends = [helper.make_tensor_value_info("picture", FLOAT, shape)]
    out = [helper.make_tensor_value_info("vector", FLOAT, [1, FEATURES, 1, 1])]
    return _saved(path, helper.make_graph(nodes, "embedder", ends, out, [numpy_helper.from_array(weights, "weights")]))


def other_net(path: Path) -> Path:
    """One that takes a list of numbers."""
    ends = [helper.make_tensor_value_info("numbers", FLOAT, [1, 7])]
    out = [helper.make_tensor_value_info("same", FLOAT, [1, 7])]
    nodes = [helper.make_node("Identity", ["numbers"], ["same"])]
    return _saved(path, helper.make_graph(nodes, "other", ends, out))


def _saved(path: Path, graph: onnx.GraphProto) -> Path:
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 8
    onnx.save(made, str(path))
    return path
