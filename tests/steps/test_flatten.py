"""Flattening documents: what is copied, what is resampled, and that blocks, masks and groups fall where they should."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.records import Document, Layer, LayerMask
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.composite import composite
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.planes import Group, Plane
from editor.pixels.profiles import convert, made
from editor.pixels.tiles import Tiles
from editor.steps import flatten as step
from editor.steps.flatten import flatten


def picture(seed: int, w: int, h: int, opaque: bool = False) -> np.ndarray:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (h, w, 4), dtype=np.uint8)
    if opaque:
        pixels[..., 3] = 255
    return pixels


def smooth(w: int, h: int) -> np.ndarray:
    """An opaque picture of slow waves, that resampling hardly changes."""
    y, x = np.mgrid[:h, :w]
    waves = [128 + 100 * np.sin(x / 19 + y / 31 + k) for k in range(3)]
    return np.stack([*waves, np.full((h, w), 255.0)], -1).round().astype(np.uint8)


def layer(name: str, pixels: np.ndarray | None, **fields) -> Layer:
    """A layer whose name is its place in the order."""
    return Layer(id=name, order=name, pixels=None if pixels is None else Tiles.from_array(pixels), **fields)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(-40, 40), st.integers(-40, 40))
def test_whole_translations_are_copies(seed, dx, dy):
    pixels = picture(seed, 330, 70)
    document = Document().with_(layer("a", pixels, transform=Affine.translation(dx, dy)))
    assert (flatten(document, Size(330, 70), Affine.translation(-dx, -dy)) == pixels).all()


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_quarter_turns_and_mirrors_are_copies(turns, mirrored):
    pixels = picture(7, 300, 40)
    expected = np.rot90(pixels[:, ::-1] if mirrored else pixels, -turns)
    transform = Affine(-1 if mirrored else 1, 0, 0, 1, 300 if mirrored else 0, 0)
    for _ in range(turns):
        transform = transform.then(Affine.rotation(90))
    box = transform.bounds(Rect(0, 0, 300, 40))
    document = Document().with_(layer("a", pixels, transform=transform))
    assert (flatten(document, box.size, Affine.translation(-box.x, -box.y)) == expected).all()


@settings(deadline=None, max_examples=30)
@given(st.floats(-180, 180), st.floats(0.05, 8), st.floats(-500, 500), st.floats(-500, 500), st.booleans())
def test_a_layer_in_its_own_grid_is_bit_exact_however_it_is_shown(angle, scale, x, y, flipped):
    pixels = picture(3, 290, 30)
    shown = Affine.scaling(-scale if flipped else scale, scale).then(Affine.rotation(angle))
    folder = Layer(id="g", order="g", kind="group", transform=Affine.translation(y, x))
    inner = layer("a", pixels, transform=shown.then(Affine.translation(x, y)), parent="g")
    document = Document().with_(folder, inner)
    assert (flatten(document, Size(290, 30), document.placed(inner).inverted()) == pixels).all()


def test_the_stack_is_composed_with_opacity_modes_masks_and_groups():
    a, b, c, d = picture(1, 300, 280), picture(2, 290, 270), picture(3, 50, 60), picture(4, 300, 280)
    veil = picture(5, 40, 30)[..., 0]
    inside = LayerMask(Tiles.from_array(veil, fill=255), 6, 8)
    outside = LayerMask(Tiles.from_array(veil), -5, -6)
    document = Document().with_(
        layer("1", a),
        layer("2", b, transform=Affine.translation(4, -3), opacity=0.5, blend="multiply", mask=inside),
        Layer(id="3", order="3", kind="group", opacity=0.8, blend="screen", mask=outside),
        layer("31", c, parent="3", transform=Affine.translation(-9, 9)),
        layer("32", d, parent="3", blend="hue"),
        Layer(id="4", order="4", kind="group", pass_through=True, transform=Affine.translation(2, 2)),
        layer("41", c, parent="4", blend="difference"),
        layer("5", d, visible=False),
    )
    over_b, over_all = np.full((270, 290), 255, np.uint8), np.zeros((280, 300), np.uint8)
    over_b[8:38, 6:46] = veil
    over_all[:24, :35] = veil[6:, 5:]
    stack = [
        Plane(a),
        Plane(b, 4, -3, 0.5, "multiply", over_b),
        Group([Plane(c, -9, 9), Plane(d, mode="hue")], 0.8, "screen", over_all),
        Group([Plane(c, 2, 2, mode="difference")], through=True),
    ]
    assert (flatten(document, Size(300, 280)) == composite(stack, Size(300, 280))).all()


def test_up_to_a_layer_means_what_is_beneath_it_and_what_was_accepted_onto_it():
    a, b, c, d = (picture(i, 40, 30) for i in range(4))
    document = Document().with_(layer("a", a), layer("b", b), layer("c", c), layer("d", d, onto="b"))
    size = Size(40, 30)
    assert (flatten(document, size, upto="b") == composite([Plane(a), Plane(b), Plane(d)], size)).all()
    assert (flatten(document, size, upto="a") == a).all()


def test_blocks_leave_no_trace(monkeypatch):
    mask = LayerMask(Tiles.from_array(picture(9, 90, 200)[..., 1], fill=128), 30, 20)
    document = Document().with_(
        layer("a", picture(1, 300, 300)),
        layer("b", picture(2, 280, 280), blend="soft-light", mask=mask, transform=Affine.translation(11, 13)),
        Layer(id="g", order="g", kind="group", mask=mask, opacity=0.7),
        layer("h", picture(4, 260, 500), parent="g", transform=Affine.translation(-20, -90)),
    )
    at_once = flatten(document, Size(300, 290))
    monkeypatch.setattr(step, "SIDES", (60, 60))
    assert (flatten(document, Size(300, 290)) == at_once).all()


def test_blocks_leave_no_visible_trace_in_resampled_layers(monkeypatch):
    turned = Affine.rotation(17).then(Affine.scaling(0.63)).then(Affine.translation(120.3, 5.7))
    mask = LayerMask(Tiles.from_array(smooth(200, 200)[..., 1]), 30, 20)
    document = Document().with_(layer("a", smooth(400, 350), transform=turned, mask=mask))
    at_once = flatten(document, Size(300, 290))
    monkeypatch.setattr(step, "SIDES", (60, 60))
    apart = np.abs(flatten(document, Size(300, 290)).astype(int) - at_once)
    assert apart[at_once[..., 3] > 8].max() <= 2


@pytest.mark.parametrize("scale", [0.09, 0.25, 0.4, 0.71, 1.3, 3.0])
def test_scaling_keeps_the_picture_where_it_is(scale):
    """A wave has the value that its formula gives at the place that each output pixel's centre comes from."""
    pixels = smooth(600, 400)
    size = Size(int(600 * scale), int(400 * scale))
    result = flatten(Document().with_(layer("a", pixels)), size, Affine.scaling(scale))
    x, y = (np.arange(size.w) + 0.5) / scale - 0.5, (np.arange(size.h)[:, None] + 0.5) / scale - 0.5
    expected = 128 + 100 * np.sin(x / 19 + y / 31)
    inner = (slice(2, -2), slice(2, -2))
    assert result[inner][..., 3].min() == 255
    tolerance = 7 if scale < 0.2 else 2  # the mean over a pixel that wide lies below a crest
    assert np.abs(result[inner][..., 0] - expected[inner]).max() <= tolerance


def test_outer_edges_cover_what_they_cover():
    """A white square from 10.25 to 30.5: at its edge alpha is the covered share of the pixel."""
    white = np.full((10, 10, 4), 255, np.uint8)
    placed = Affine.scaling(2.025).then(Affine.translation(10.25, 10.25))
    alpha = flatten(Document().with_(layer("a", white, transform=placed)), Size(40, 40))[..., 3].astype(float)
    row = np.zeros(40)
    row[10], row[11:30], row[30] = 0.75, 1, 0.5
    assert np.abs(alpha - 255 * row * row[:, None]).max() <= 1


def test_a_mask_is_shown_through_the_same_transform_as_its_layer():
    values = np.zeros((80, 100), np.uint8)
    values[20:60, 30:70] = 255
    white = np.full((80, 100, 4), 255, np.uint8)
    cut = white.copy()
    cut[..., 3] = values
    transform = Affine.scaling(0.5).then(Affine.rotation(30)).then(Affine.translation(40, 10))
    mask = LayerMask(Tiles.from_array(values[14:, 26:]), 26, 14)
    masked = flatten(Document().with_(layer("a", white, transform=transform, mask=mask)), Size(90, 90))
    holed = flatten(Document().with_(layer("a", cut, transform=transform)), Size(90, 90))
    assert np.abs(masked[..., 3].astype(int) - holed[..., 3]).max() <= 2
    assert masked[..., 3].max() == 255


def test_a_disabled_mask_and_a_flattening_transform_do_nothing():
    pixels = picture(1, 30, 20)
    hiding = LayerMask(Tiles(Size(30, 20), 1), enabled=False)
    flat = layer("b", pixels, transform=Affine(0, 0, 0, 0, 3, 3))
    folder = Layer(id="c", order="c", kind="group", transform=Affine.scaling(0), mask=LayerMask(Tiles(Size(1, 1), 1)))
    document = Document().with_(layer("a", pixels, mask=hiding), flat, folder, layer("d", pixels, parent="c"))
    assert (flatten(document, Size(30, 20)) == pixels).all()


class Unreadable:
    """A source that must not be asked."""

    size = Size(900, 40)
    digest = b"none"

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        raise AssertionError(f"asked for {rect} at level {level}")


def test_what_an_opaque_layer_hides_is_not_decoded():
    over = picture(1, 900, 40, opaque=True)
    beneath = Layer(id="a", order="a", pixels=Tiles.from_source(Unreadable()))
    assert (flatten(Document().with_(beneath, layer("b", over)), Size(900, 40)) == over).all()
    over[20, 400, 3] = 254
    with pytest.raises(AssertionError, match="asked for"):
        flatten(Document().with_(beneath, layer("b", over)), Size(900, 40))


def test_layers_of_other_spaces_are_converted_and_those_of_the_same_copied():
    display_p3 = made(DISPLAY_P3)
    wide, plain = picture(1, 40, 30), picture(2, 40, 30)
    document = Document().with_(layer("a", wide, profile=display_p3), layer("b", plain, opacity=0.5))
    size = Size(40, 30)
    assert (flatten(document, size, upto="a", profile=display_p3) == wide).all()
    in_srgb = [Plane(convert(wide, display_p3, b"")), Plane(plain, opacity=0.5)]
    in_p3 = [Plane(wide), Plane(convert(plain, b"", display_p3), opacity=0.5)]
    assert (flatten(document, size) == composite(in_srgb, size)).all()
    assert (flatten(document, size, profile=display_p3) == composite(in_p3, size)).all()


def test_an_empty_document_is_clear():
    assert not flatten(Document(), Size(5, 4)).any()


def test_importing_the_step_does_not_load_numba():
    code = "import sys, editor.steps.flatten; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
