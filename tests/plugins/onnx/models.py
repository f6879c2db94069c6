"""Tiny ONNX files with the ends of LaMa and MI-GAN: they lay one colour into the hole, and leave the rest alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

GREY = 200  # of 255: what they fill with


def lama(
    path: Path, *, size: int | None = 512, white: int = 255, reversed_: bool = False, slow: int = 0, redraws: int = 0
) -> Path:
    """float32, 1 where is to be filled (0 where `reversed_`), the answer 0..`white`.

    `slow`: so many convolutions go before. `redraws`: how much is added to what it should keep, of 255.
    """
    nodes = [
        helper.make_node("Sub", ["one", "mask"], ["rest"]),
        helper.make_node("Mul", ["image", "mask" if reversed_ else "rest"], ["kept"]),
        helper.make_node("Mul", ["rest" if reversed_ else "mask", "grey"], ["filled"]),
        helper.make_node("Add", ["kept", "filled"], ["whole"]),
    ]
    values = [_value("one", 1.0), _value("grey", GREY / 255), _value("white", float(white))]
    values += [_value("more", redraws / 255), _value("nothing", 0.0)]
    last = "image"
    for number in range(slow):
        weight = np.full((32, 3 if number == 0 else 32, 3, 3), 0.001, np.float32)
        values.append(numpy_helper.from_array(weight, f"w{number}"))
        nodes.append(helper.make_node("Conv", [last, f"w{number}"], [f"c{number}"], pads=[1, 1, 1, 1]))
        last = f"c{number}"
    if slow:
        nodes.append(helper.make_node("ReduceMean", [last], ["mean"], keepdims=1, axes=[1, 2, 3]))
        nodes.append(helper.make_node("Mul", ["mean", "nothing"], ["none"]))
        nodes.append(helper.make_node("Add", ["whole", "none"], ["slowly"]))
    nodes.append(helper.make_node("Add", ["slowly" if slow else "whole", "more"], ["light"]))
    nodes.append(helper.make_node("Mul", ["light", "white"], ["output"]))
    return _written(path, nodes, values, TensorProto.FLOAT, "output", size)


def migan(path: Path, *, size: int | None = None, reversed_: bool = False) -> Path:
    """uint8, 255 where is to be kept (0 where `reversed_`)."""
    nodes = [
        helper.make_node("Cast", ["mask"], ["high"], to=TensorProto.INT32),
        helper.make_node("Greater", ["high", "half"], ["set"]),
        helper.make_node("Where", ["set", "grey", "image"] if reversed_ else ["set", "image", "grey"], ["result"]),
    ]
    values = [
        numpy_helper.from_array(np.array(127, np.int32), "half"),
        numpy_helper.from_array(np.array(GREY, np.uint8), "grey"),
    ]
    return _written(path, nodes, values, TensorProto.UINT8, "result", size)


def another(path: Path, inputs: dict[str, tuple[int, list[Any]]]) -> Path:
    """A model of another kind, with these inputs by name; what it gives is the first."""
    ends = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()]
    first = next(iter(inputs))
    out = helper.make_tensor_value_info("out", *inputs[first])
    return _saved(path, helper.make_graph([helper.make_node("Identity", [first], ["out"])], "another", ends, [out]))


def _value(name: str, number: float) -> onnx.TensorProto:
    return numpy_helper.from_array(np.array(number, np.float32), name)


def _written(path: Path, nodes: list[Any], values: list[Any], kind: int, output: str, size: int | None) -> Path:
    sides = [size, size] if size else ["h", "w"]
    image = helper.make_tensor_value_info("image", kind, ["n", 3, *sides])
    mask = helper.make_tensor_value_info("mask", kind, ["n", 1, *sides])
    out = helper.make_tensor_value_info(output, kind, ["n", 3, *sides])
    return _saved(path, helper.make_graph(nodes, "filling", [image, mask], [out], values))


def _saved(path: Path, graph: onnx.GraphProto) -> Path:
    model = helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])
    onnx.save(model, str(path))
    return path
