"""Masks as a whole: inverted twice is as before, grown and shrunk as their arrays are, gone where they mark nothing."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer, Mask
from editor.pixels import mask_ops
from editor.pixels.geometry import Size
from editor.pixels.tiles import Tiles
from editor.steps import combine
from editor.steps.mask import active_mask, mask_values, masked

SIZE = Size(300, 280)


@pytest.fixture
def document() -> Document:
    return Document().with_(Layer(id="a", name="a", pixels=Tiles(SIZE)))


def _values(document: Document) -> np.ndarray:
    mask = active_mask(document, "a")
    return np.zeros((SIZE.h, SIZE.w), np.uint8) if mask is None else mask_values(mask, SIZE.rect)


def _blobs() -> np.ndarray:
    values = mask_ops.ellipse(SIZE, 230, 200, 60, 70)
    return np.maximum(values, mask_ops.rectangle(SIZE, 0, 20, 50, 60))


def test_inverting_twice_is_as_before(document: Document) -> None:
    marked = masked(document, "a", _blobs())
    once = combine.inverted(marked, marked.layers["a"])
    assert np.array_equal(_values(once), 255 - _blobs())
    assert np.array_equal(_values(combine.inverted(once, once.layers["a"])), _blobs())


def test_inverting_nothing_marks_all_and_all_nothing(document: Document) -> None:
    everything = combine.inverted(document, document.layers["a"])
    marked = masked(document, "a", _blobs())
    assert np.array_equal(_values(combine.whole(marked, marked.layers["a"])), _values(everything))
    assert (_values(everything) == 255).all()
    assert active_mask(combine.inverted(everything, everything.layers["a"]), "a") is None


@pytest.mark.parametrize("px", [0, 1, 7, 40])
def test_growing_shrinking_and_feathering_are_those_of_the_whole_array(document: Document, px: int) -> None:
    marked = masked(document, "a", _blobs())
    layer = marked.layers["a"]
    assert np.array_equal(_values(combine.grown(marked, layer, px)), mask_ops.grown(_blobs(), px))
    assert np.array_equal(_values(combine.shrunk(marked, layer, px)), mask_ops.shrunk(_blobs(), px))
    assert np.array_equal(_values(combine.feathered(marked, layer, px)), mask_ops.feathered(_blobs(), px))


def test_what_is_shrunk_to_nothing_is_gone(document: Document) -> None:
    marked = masked(document, "a", mask_ops.rectangle(SIZE, 20, 20, 6, 6))
    assert active_mask(combine.shrunk(marked, marked.layers["a"], 5), "a") is None


def test_nothing_happens_where_nothing_is_marked(document: Document) -> None:
    layer = document.layers["a"]
    for change in (combine.grown, combine.shrunk, combine.feathered):
        assert change(document, layer, 5) is document
    assert combine.cleared(document, layer) is document


def test_clearing_takes_only_the_mask_in_use(document: Document) -> None:
    kept = Mask(id="kept", target="a", tiles=Tiles(SIZE, 1), active=False)
    marked = masked(document.with_(kept), "a", _blobs())
    assert combine.cleared(marked, marked.layers["a"]).masks == {"kept": kept}


def test_values_come_where_they_are_put(document: Document) -> None:
    part = np.full((20, 30), 200, np.uint8)
    put = combine.combined(document, document.layers["a"], part, 290, -5)
    wanted = np.zeros((SIZE.h, SIZE.w), np.uint8)
    wanted[:15, 290:] = 200
    assert np.array_equal(_values(put), wanted)
    more = combine.combined(put, put.layers["a"], np.full((5, 5), 90, np.uint8), 0, 0, "add")
    wanted[:5, :5] = 90
    assert np.array_equal(_values(more), wanted)
    less = combine.combined(more, more.layers["a"], np.full((10, 300), 100, np.uint8), 0, 0, "take")
    wanted[:10] = np.minimum(wanted[:10], 155)
    assert np.array_equal(_values(less), wanted)
