"""What is seen: order, groups, hidden layers, and what a request about one layer sees."""

from __future__ import annotations

import numpy as np

from editor.document.records import Document, Layer
from editor.document.stack import Node, visible_stack
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles

DOT = Tiles.from_array(np.full((1, 1, 4), 255, np.uint8))


def _layer(id: str, order: str, **fields: object) -> Layer:
    return Layer(id=id, order=order, pixels=DOT, **fields)  # type: ignore[arg-type]


def _ids(nodes: tuple[Node, ...]) -> list[object]:
    return [[node.layer.id, _ids(node.children)] if node.children else node.layer.id for node in nodes]


def test_lowest_first_hidden_left_out_groups_nested() -> None:
    group = Layer(id="g", kind="group", order="M")
    document = Document().with_(
        _layer("top", "Z"), group, _layer("in2", "B", parent="g"), _layer("in1", "A", parent="g"), _layer("low", "B"),
        _layer("off", "C", visible=False),
    )  # fmt: skip
    assert _ids(visible_stack(document)) == ["low", ["g", ["in1", "in2"]], "top"]


def test_upto_a_layer_sees_what_was_accepted_onto_it_but_nothing_else_above() -> None:
    document = Document().with_(
        _layer("under", "A"), _layer("target", "B"), _layer("fix", "C", onto="target"), _layer("fix2", "D", onto="fix"),
        _layer("other", "E"),
    )  # fmt: skip
    assert _ids(visible_stack(document, "target")) == ["under", "target", "fix", "fix2"]
    assert _ids(visible_stack(document, "under")) == ["under"]


def test_a_target_is_seen_even_when_hidden() -> None:
    assert _ids(visible_stack(Document().with_(_layer("a", "A", visible=False)), "a")) == ["a"]


def test_a_circle_of_groups_ends() -> None:
    document = Document().with_(
        Layer(id="a", kind="group", order="A", parent="b"), Layer(id="b", kind="group", order="A", parent="a")
    )
    assert visible_stack(document) == ()
    assert document.placed(document.layers["a"]) == Affine()
