"""A cut-out is a layer mask that brings the colours of its edge along; the picture itself stays as it was."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer, LayerMask, changed, repainted
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect
from editor.pixels.profiles import made as profile_of
from editor.pixels.tiles import Tiles
from editor.steps import layer_mask
from editor.steps.cut_out import cut_out, whole
from editor.steps.flatten import flatten
from tests.engines.cutter import OWN
from tests.steps.road import board

W, H = 300, 280
CLEAR, SOFT, FULL = slice(0, 100), slice(100, 200), slice(200, W)


def picture() -> np.ndarray:
    pixels = np.full((H, W, 4), 255, np.uint8)
    pixels[..., :3] = 90
    return pixels


def cut(sent: np.ndarray) -> np.ndarray:
    """The left third is gone, the middle half there in colours of its own, the right as it was."""
    made = sent.copy()
    made[:, CLEAR, 3], made[:, SOFT, 3] = 0, 128
    made[:, SOFT, :3] = OWN
    return made


def done(document: Document, layer: Layer) -> Document:
    look, _ = whole(document, layer)
    sent = look()
    masks = cut_out(document, layer, sent, cut(sent))
    return document.with_(*(changed(document.layers[id], mask=mask) for id, mask in masks.items()))


def seen(document: Document) -> np.ndarray:
    return flatten(document, document.layers["photo"].pixels.size, Affine())


def test_what_shows_is_the_cut_out_with_its_own_colours_and_the_picture_is_untouched() -> None:
    document, layer = board(picture())
    after = done(document, layer)
    shown = seen(after)
    assert np.array_equal(shown[..., 3], cut(picture())[..., 3])
    assert (shown[:, SOFT, :3] == OWN).all() and (shown[:, FULL] == picture()[:, FULL]).all()
    assert after.layers["photo"].pixels is layer.pixels


def test_without_its_mask_or_with_it_off_the_picture_is_as_it_was() -> None:
    after = done(*board(picture()))
    off = layer_mask.switched(after, ["photo"], False)
    assert np.array_equal(seen(off), picture())
    assert np.array_equal(seen(layer_mask.switched(off, ["photo"], True)), seen(after))
    assert np.array_equal(seen(layer_mask.removed(after, ["photo"])), picture())


def test_the_edge_keeps_its_colours_when_the_mask_is_softened_or_painted_further() -> None:
    after = done(*board(picture()))
    softer = layer_mask.feathered(after, after.layers["photo"], 4)
    assert (seen(softer)[:, 120:180, :3] == OWN).all()
    marked = layer_mask.marked_where_shown(after, after.layers["photo"])
    again = layer_mask.shown_where_marked(marked, marked.layers["photo"])
    assert np.array_equal(seen(again), seen(after))


def test_what_was_hidden_before_stays_hidden_and_a_mask_that_is_off_hides_nothing() -> None:
    document, layer = board(picture())
    hides = np.full((H, W), 255, np.uint8)
    hides[:50] = 0
    for enabled in (True, False):
        masked = changed(layer, mask=LayerMask(Tiles.from_array(hides), enabled=enabled))
        shown = seen(done(document.with_(masked), masked))
        assert (shown[:50, FULL, 3] == (0 if enabled else 255)).all() and (shown[50:, FULL, 3] == 255).all()


def test_what_was_transparent_is_not_counted_twice() -> None:
    pixels = picture()
    pixels[:, FULL, 3] = 100
    shown = seen(done(*board(pixels)))
    assert (shown[:, FULL, 3] == 100).all()


def test_what_was_accepted_onto_it_is_cut_with_it() -> None:
    document, layer = board(picture(), transform=Affine.translation(40, 30))
    patch = np.full((80, 150, 4), 255, np.uint8)
    onto = Layer(
        id="patch",
        name="patch",
        order="W",
        onto="photo",
        pixels=Tiles.from_array(patch),
        transform=Affine.translation(90, 80),
    )
    after = done(document.with_(onto), layer)
    shown = flatten(after, layer.pixels.size, Affine.translation(-40, -30))
    assert (shown[:, CLEAR, 3] == 0).all() and (shown[:, FULL, 3] == 255).all()
    assert (shown[50:130, 60:90, 3] == 0).all(), "the patch's own part of the background"


def test_the_colours_are_in_the_space_of_the_layer() -> None:
    document, layer = board(picture(), profile=profile_of(DISPLAY_P3))
    after = done(document, layer)
    assert np.abs(seen(after)[:, SOFT, :3].astype(int) - OWN).max() <= 2
    assert not (after.layers["photo"].shown.crop(Rect(150, 0, 1, 1))[0, 0, :3] == OWN).all()


def test_pixels_that_are_painted_afterwards_show_through() -> None:
    after = done(*board(picture()))
    layer = after.layers["photo"]
    painted = repainted(layer, layer.pixels.pasted(260, 10, np.full((20, 20, 4), 255, np.uint8)))
    shown = seen(after.with_(painted))
    assert (shown[10:30, 260:280] == 255).all()
    assert (shown[260:, SOFT, :3] == OWN).all(), "tiles that were not painted keep the colours of the edge"


def test_an_answer_that_leaves_nothing_or_does_not_fit_is_refused() -> None:
    document, layer = board(picture())
    sent = whole(document, layer)[0]()
    nothing = sent.copy()
    nothing[..., 3] = 0
    for answer, said in (
        (nothing, "nothing would be left"),
        (sent[:-1], "another size"),
        (sent[..., :3], "another size"),
    ):
        with pytest.raises(ValueError, match=said):
            cut_out(document, layer, sent, answer)
