"""Where the pictures of a document are: kept from one document to the next, and the same as worked out anew."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.ui.viewport.scene import Scene
from tests.ui.viewport.stage import board, noise

VIEWS = (Affine(), Affine.scaling(0.3), Affine.rotation(30), Affine(0.4, 0, 0, -0.4, 7, 9))
EDITS = (
    {"transform": Affine.translation(500, -40)},
    {"transform": Affine.rotation(70)},
    {"transform": Affine.scaling(0.1)},
    {"pixels": noise(99, 210, 17)},
    {"blend": "multiply"},
    {"opacity": 0.3},
    {"visible": False},
)


def _number(layer: Layer, _before: Layer | None) -> int:
    assert layer.pixels is not None
    return layer.pixels.size.w


def _known(scene: Scene, view: Affine) -> tuple[np.ndarray, list[object]]:
    """All that is painted from."""
    seen, indices = scene.seen(view), list(range(len(scene.layers)))
    rows = scene.rows(indices)
    return np.hstack([seen.boxes, seen.affines, scene.blended[:, None], scene.sizes]), [*rows]


@pytest.mark.parametrize("view", VIEWS)
def test_what_followed_changes_is_as_what_is_shown_anew(view: Affine) -> None:
    document, scene = board(15), Scene(_number)
    scene.show(document)
    _known(scene, view)
    for number, edit in enumerate(EDITS):
        document = document.with_(*(changed(document.layers[f"{at:03}"], **edit) for at in (number, number + 7)))
        scene.show(document)
        fresh = Scene(_number)
        fresh.show(document)
        (places, rows), (wanted, anew) = _known(scene, view), _known(fresh, view)
        assert np.array_equal(places, wanted), edit
        assert rows == anew, edit


GROUPED = (
    {"transform": Affine.translation(30, -40)},
    {"mask": LayerMask(Tiles.from_array(np.full((9, 9), 80, np.uint8)))},
    {"pass_through": True},
    {"mask": None},
    {"pass_through": False},
    {"transform": Affine.rotation(20)},
    {"name": "Another"},
    {"opacity": 0.5},
    {"transform": Affine.scaling(0.7)},
    {"blend": "multiply"},
    {"visible": False},
    {"opacity": 0.9},
    {"visible": True, "transform": Affine()},
)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("outer", ["", "frame"])
def test_a_group_carries_its_members_and_those_of_its_groups(view: Affine, outer: str) -> None:
    mask = LayerMask(Tiles.from_array(np.full((90, 90), 200, np.uint8)))
    groups = Layer(id="frame", kind="group", order="x", mask=mask), Layer(id="inner", kind="group", parent=outer)
    document, scene = board(15).with_(*groups), Scene(_number)
    parents = {3: "frame", 4: "inner", 5: "inner", 8: "inner"}
    document = document.with_(*(changed(document.layers[f"{at:03}"], parent=id) for at, id in parents.items()))
    scene.show(document)
    for number, edit in enumerate(GROUPED):
        _known(scene, view)
        group, other = document.layers[("frame", "inner")[number % 2]], document.layers["004"]
        document = document.with_(changed(group, **edit), changed(other, opacity=1 - number / 10))
        moved, _ = scene.show(document)
        fresh = Scene(_number)
        fresh.show(document)
        (places, rows), (wanted, anew) = _known(scene, view), _known(fresh, view)
        assert np.array_equal(places, wanted), edit
        assert rows == anew, edit
        assert scene.spans == fresh.spans, edit
        assert len(moved) == len(set(moved))


def test_a_group_that_lets_modes_through_is_not_composed_alone() -> None:
    group, scene = Layer(id="g", kind="group", order="x"), Scene(_number)
    document = board(3).with_(group)
    document = document.with_(changed(document.layers["001"], parent="g", blend="multiply"))
    scene.show(document)
    assert len(scene.spans) == 1
    scene.show(document.with_(changed(group, pass_through=True)))
    assert not scene.spans


@pytest.mark.parametrize("edit", [{}, {"name": "B"}, {"transform": Affine.translation(9, 9)}])
def test_a_group_is_composed_alone_once_a_mode_is_in_it(edit: dict[str, object]) -> None:
    group, scene = Layer(id="g", kind="group", order="x"), Scene(_number)
    document = board(3).with_(group)
    document = document.with_(changed(document.layers["001"], parent="g"))
    scene.show(document)
    assert not scene.spans
    scene.show(document.with_(changed(document.layers["001"], blend="multiply"), changed(group, **edit)))
    assert len(scene.spans) == 1


def test_a_group_that_is_moved_is_told_by_its_members() -> None:
    group, scene = Layer(id="g", kind="group", order="x"), Scene(_number)
    document = board(6).with_(group)
    document = document.with_(*(changed(document.layers[id], parent="g") for id in ("001", "004")))
    scene.show(document)
    before = scene.boxes.copy()
    moved, boxes = scene.show(document.with_(changed(group, transform=Affine.translation(50, 20))))
    assert [scene.layers[index].id for index in moved] == ["001", "004"]
    assert np.array_equal(boxes, np.concatenate([before[moved], scene.boxes[moved]]))


def test_nothing_at_all_has_no_places() -> None:
    scene = Scene(_number)
    scene.show(board(3))
    scene.show(Document())
    assert not len(scene.seen(Affine()).boxes) and not scene.rows([])
