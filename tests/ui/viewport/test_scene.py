"""Where the pictures of a document are: kept from one document to the next, and the same as worked out anew."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer, changed
from editor.pixels.geometry import Affine
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


def test_nothing_at_all_has_no_places() -> None:
    scene = Scene(_number)
    scene.show(board(3))
    scene.show(Document())
    assert not len(scene.seen(Affine()).boxes) and not scene.rows([])
