"""Accepting: the layer's place, its colours in the target's space, and every other pixel as it was."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.archive import Offer
from editor.document.records import Layer, changed
from editor.engine.errors import BadRequest
from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.geometry import Affine, Size
from editor.pixels.profiles import convert, made
from editor.pixels.tiles import Tiles
from editor.steps.accept import accepted
from editor.steps.ask import Wish
from editor.steps.gather import gathered
from editor.steps.mask import active_mask, masked
from tests.engines.painter import BLUE, Painter
from tests.steps.road import board, box_mask, filled, photograph
from tests.steps.test_ask import GRIDS

SPACES = {"Display P3": made(DISPLAY_P3), "Adobe RGB": made(ADOBE_RGB), "sRGB": b""}


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("profile", SPACES.values(), ids=SPACES)
def test_a_fill_has_its_colour_and_the_rest_its_bits(profile: bytes, grid: Affine) -> None:
    pixels = photograph()
    document, layer = board(pixels, grid, profile)
    values = box_mask(pixels, 100, 90, 50, 40)
    done = filled(document, layer, values, Painter())
    result, box = gathered(done.document, layer)
    assert box == Size(320, 240).rect
    assert np.array_equal(result[values == 0], pixels[values == 0])
    wanted = convert(np.array([[BLUE]], np.uint8), b"", profile)[0, 0]
    assert np.abs(result[values > 0][:, :3].astype(int) - wanted).max() <= 1
    assert done.layer.profile == profile


@pytest.mark.parametrize("profile", SPACES.values(), ids=SPACES)
def test_a_ramp_inside_the_mask_is_blended_over_the_original_itself(profile: bytes) -> None:
    pixels = photograph()
    document, layer = board(pixels, profile=profile)
    values = box_mask(pixels, 90, 60, 120, 110)
    done = filled(document, layer, values, Painter(masks="redraw"))
    result, _ = gathered(done.document, layer)
    region = done.generation.region
    assert np.array_equal(result[values == 0], pixels[values == 0])
    alpha = done.fitted.alpha[..., None] / 255
    over = convert(done.fitted.pixels, b"", profile).astype(float)
    wanted = over * alpha + pixels[region.slices][..., :3] * (1 - alpha)
    assert np.abs(result[region.slices][..., :3] - wanted).max() <= 1
    assert np.unique(done.fitted.alpha).size > 3, "there is a ramp"


@pytest.mark.parametrize("profile", SPACES.values(), ids=SPACES)
def test_an_extension_has_its_colour_and_the_picture_its_bits(profile: bytes) -> None:
    pixels = photograph()
    document, layer = board(pixels, profile=profile)
    done = filled(document, layer, np.full((240, 60), 255, np.uint8), Painter(), at=(320, 0))
    result, box = gathered(done.document, layer)
    assert box == Size(380, 240).rect
    assert np.array_equal(result[:, :320], pixels)
    wanted = convert(np.array([[BLUE]], np.uint8), b"", profile)[0, 0]
    assert np.abs(result[:, 320:, :3].astype(int) - wanted).max() <= 1


def test_a_second_mask_beside_an_accepted_fill_sees_the_fill() -> None:
    pixels = photograph()
    document, layer = board(pixels, profile=made(DISPLAY_P3))
    first = filled(document, layer, box_mask(pixels, 100, 90, 50, 40), Painter(colour=(250, 0, 0)))
    engine = Painter(colour=(0, 250, 0))
    second = filled(first.document, layer, box_mask(pixels, 140, 90, 50, 40), engine)
    region, image = second.generation.region, engine.asked[0].image
    assert image is not None
    there = image[95 - region.y, 105 - region.x, :3].astype(int)
    assert np.abs(there - (250, 0, 0)).max() <= 2
    assert second.layer.order > first.layer.order, "and covers it"


def test_the_layer_comes_directly_above_the_target_and_the_mask_goes() -> None:
    pixels = photograph()
    document, layer = board(pixels, Affine.rotation(10))
    above = Layer(id="above", order="X", pixels=Tiles.from_array(pixels))
    done = filled(
        document.with_(above), layer, box_mask(pixels, 100, 90, 50, 40), Painter(), Wish(words="a  blue\nbox")
    )
    assert layer.order < done.layer.order < above.order
    assert done.layer.name == "a blue box" and done.layer.onto == layer.id
    region = done.generation.region
    assert done.layer.transform == Affine.translation(region.x, region.y).then(layer.transform)
    assert active_mask(done.document, layer.id) is None


def test_in_a_group_it_stays_in_the_group() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    group = Layer(id="group", kind="group", transform=Affine.scaling(0.5))
    document = document.with_(group, changed(layer, parent="group"))
    done = filled(document, document.layers["photo"], box_mask(pixels, 100, 90, 50, 40), Painter())
    assert done.layer.parent == "group"
    result, _ = gathered(done.document, document.layers["photo"])
    assert (result[100, 120, :3] == BLUE).all()


def test_where_the_target_is_gone_nothing_is_accepted() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    done = filled(document, layer, box_mask(pixels, 100, 90, 50, 40), Painter())
    offer = Offer(id="o", generation=done.generation.id, made=0.0, seed=0, answer=b"", size=Size(1, 1))
    gone = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40)).without(layer)
    with pytest.raises(BadRequest, match="no longer"):
        accepted(gone, done.generation, offer, done.fitted.pixels, done.fitted.alpha)
