"""Lifting: what is marked becomes a layer or pixels of its own, exactly as it is seen; and layer masks."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, LayerMask
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.steps import layer_mask
from editor.steps.lift import lifted, marked_pixels, selected_pixels
from editor.steps.mask import active_mask, mask_values, masked
from tests.steps.road import board, box_mask, photograph
from tests.tools.hand import picture

PIXELS = photograph()
PLACED = Affine.scaling(2).then(Affine.translation(30, 10))


def _marked() -> Document:
    document, layer = board(PIXELS, PLACED)
    values = box_mask(PIXELS, 40, 30, 60, 50)
    values[30:80, 40:50] = 100
    return masked(document, layer.id, values)


def test_a_lifted_layer_shows_the_same_pixels_at_the_same_place() -> None:
    document = _marked()
    after, made = lifted(document, document.layers["photo"])
    assert made.pixels is not None and made.mask is not None
    assert np.array_equal(made.pixels.array(), PIXELS[30:80, 40:100])
    assert made.transform == Affine.translation(40, 30).then(PLACED) and made.order > after.layers["photo"].order
    assert np.array_equal(made.mask.tiles.array()[:, :10], np.full((50, 10), 100)) and not after.masks
    assert after.layers["photo"] is document.layers["photo"]


def test_what_was_accepted_onto_it_is_lifted_too() -> None:
    document = _marked()
    fix = picture("fix", placed=Affine.translation(50, 40).then(PLACED), onto="photo", order="W")
    _, made = lifted(document.with_(fix), document.layers["photo"])
    assert made.pixels is not None
    assert (made.pixels.array()[10:50, 10:50, :3] == 90).all()
    assert np.array_equal(made.pixels.array()[:10], PIXELS[30:40, 40:100])
    assert made.order > "W", "above all that covers it"


def test_copied_pixels_are_as_transparent_as_they_are_unmarked() -> None:
    document = _marked()
    pixels = marked_pixels(document, document.layers["photo"])
    assert np.array_equal(pixels[:, 10:], PIXELS[30:80, 50:100])
    assert (pixels[:, :10, 3] == 100).all()


def test_a_selected_picture_comes_in_its_own_pixels_and_several_as_they_lie() -> None:
    document = _marked().with_(picture("b", placed=Affine.translation(0, 0), order="A"), picture("c", order="Z"))
    alone, _ = selected_pixels(document, ["photo"])
    assert np.array_equal(alone, PIXELS)
    both, profile = selected_pixels(document, ["b", "photo"])
    assert both.shape == (490, 670, 4) and profile == b"" and (both[0, 0] == (90, 90, 90, 255)).all()
    assert both[489, 0, 3] == 0, "beside them there is nothing"


def test_nothing_is_lifted_where_nothing_is_marked_or_selected() -> None:
    document, layer = board(PIXELS)
    for take in (lifted, marked_pixels, layer_mask.shown_where_marked):
        with pytest.raises(ValueError, match="nothing is marked"):
            take(document, layer)
    with pytest.raises(ValueError, match="nothing is selected"):
        selected_pixels(document, [])


def test_only_what_is_marked_shows_and_what_was_hidden_stays_hidden() -> None:
    document = _marked()
    once = layer_mask.shown_where_marked(document, document.layers["photo"])
    mask = once.layers["photo"].mask
    assert mask is not None and not once.masks
    assert (
        np.array_equal(mask.tiles.array()[30:80, 50:100], np.full((50, 50), 255)) and not mask.tiles.array()[:30].any()
    )
    again = masked(once, "photo", box_mask(PIXELS, 0, 0, 60, 240))
    twice = layer_mask.shown_where_marked(again, again.layers["photo"]).layers["photo"].mask
    assert twice is not None and not twice.tiles.array()[:, 60:].any() and twice.tiles.array()[50, 55] == 255
    back = layer_mask.marked_where_shown(once, once.layers["photo"])
    marked = active_mask(back, "photo")
    assert marked is not None and np.array_equal(mask_values(marked, Rect(0, 0, 320, 240)), mask.tiles.array())


def test_layer_masks_are_switched_feathered_and_removed() -> None:
    document, layer = board(PIXELS)
    tiles = Tiles.from_array(np.full((40, 40), 255, np.uint8))
    document = document.with_(layer.__class__(id="photo", pixels=layer.pixels, mask=LayerMask(tiles, 50, 60)))
    off = layer_mask.switched(document, ["photo"], False)
    assert off.layers["photo"].mask is not None and not off.layers["photo"].mask.enabled
    soft = layer_mask.feathered(document, document.layers["photo"], 6).layers["photo"].mask
    assert soft is not None and (soft.x, soft.y) == (44, 54)
    values = soft.tiles.array()
    assert values[26, 26] == 255 and values[26, 0] < 20 and 100 < values[26, 6] < 160, "to either side of the edge"
    assert layer_mask.removed(document, ["photo"]).layers["photo"].mask is None
    assert layer_mask.feathered(off, off.layers["photo"], 0).layers["photo"].mask is not None
