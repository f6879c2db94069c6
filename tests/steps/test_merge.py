"""A frame as one picture: what it shows, at its size, in its place and its colours, marked as a whole."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Frame, Layer
from editor.engine.errors import BadRequest
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import made
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask, mask_values
from editor.steps.merge import merged, merging
from editor.steps.place import bounds

P3 = made(DISPLAY_P3)
FRAME = Frame(id="f", name="Hero", rect=Rect(10, 20, 40, 30), pixels=Size(80, 60))


def flat(id: str, colour: tuple[int, int, int], at: Rect) -> Layer:
    pixels = np.full((at.h, at.w, 4), (*colour, 255), np.uint8)
    return Layer(id=id, order=id, pixels=Tiles.from_array(pixels), transform=Affine.translation(at.x, at.y), profile=P3)


def test_what_it_shows_lies_on_top_of_it_and_is_marked() -> None:
    low, high = flat("a", (255, 0, 0), Rect(0, 0, 90, 90)), flat("b", (0, 9, 0), Rect(10, 20, 20, 30))
    document = Document().with_(low, high, FRAME)
    after, layer = merged(document, FRAME, merging(document, FRAME)(stop=None))
    pixels = layer.pixels.array()
    assert layer.pixels.size == (80, 60) and layer.profile == P3 and layer.name == "Hero"
    assert (pixels[:, :38] == (0, 9, 0, 255)).all() and (pixels[:, 42:] == (255, 0, 0, 255)).all()
    assert bounds(after, layer) == FRAME.rect and layer.order > "b"
    mask = active_mask(after, layer.id)
    assert mask is not None and mask_values(mask, layer.pixels.size.rect).min() == 255
    assert after.layers["a"] is low and after.layers["b"] is high


def test_a_picture_of_more_pixels_than_the_frame_keeps_them() -> None:
    fine = np.random.default_rng(1).integers(0, 255, (180, 240, 4), np.uint8)
    fine[..., 3] = 255
    place = Affine.scaling(1 / 6).then(Affine.translation(10, 20))
    document = Document().with_(Layer(id="a", pixels=Tiles.from_array(fine), transform=place), FRAME)
    after, layer = merged(document, FRAME, merging(document, FRAME)(stop=None))
    assert np.array_equal(layer.pixels.array(), fine) and bounds(after, layer) == FRAME.rect


def test_a_frame_that_shows_nothing_is_refused() -> None:
    document = Document().with_(flat("a", (1, 2, 3), Rect(200, 0, 9, 9)), FRAME)
    with pytest.raises(BadRequest, match="Hero shows nothing"):
        merged(document, FRAME, merging(document, FRAME)(stop=None))
