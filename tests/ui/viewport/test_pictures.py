"""Layers as pictures for the painter: made off the thread, kept within a budget, in the screen's space, or missing."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.document.records import Layer, LayerMask, changed
from editor.pixels.cache import Cache
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Rect, Size
from editor.pixels.profiles import convert, made
from editor.pixels.tiles import Tile, Tiles
from editor.ui.masking.images import MaskImages, tinted
from editor.ui.viewport.pictures import BORDER, EDGED, WHOLE, Key, Pictures

WHOLE_TILE = (0, 0, 256, 256)


@pytest.fixture
def images(qtbot: QtBot) -> Iterator[Pictures]:
    kept = Pictures(budget=1 << 20)
    yield kept
    kept.close()


class Patchy:
    """A source that can be read only while `whole`."""

    digest = b"patchy"
    size = Size(40, 30)

    def __init__(self) -> None:
        self.whole = False
        self.asked: list[int] = []

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        self.asked.append(threading.get_ident())
        if not self.whole:
            raise LookupError("its bytes are lost")
        return np.full((rect.h, rect.w, 4), (10, 20, 30, 255), np.uint8)


def _layer(pixels: np.ndarray, **fields: object) -> Layer:
    return changed(Layer(id="a", name="Sea", pixels=Tiles.from_array(pixels)), **fields)


def _key(images: Pictures, layer: Layer, level: int = 0) -> Key:
    return (images.number(layer), level, *(EDGED if level else WHOLE))


def _asked(images: Pictures, layer: Layer, level: int = 0) -> QImage | None:
    """As a painter asks: what is there, else what stands in for it."""
    key = _key(images, layer, level)
    image = images.get(key)
    if image is None:
        images.want(key, layer)
        found = images.stand_in(key[0])
        image = None if found is None else images.get(found)
    return image


def _image(qtbot: QtBot, images: Pictures, layer: Layer, level: int = 0) -> QImage:
    images.want(_key(images, layer, level), layer)
    qtbot.waitUntil(lambda: images.get(_key(images, layer, level)) is not None)
    image = images.get(_key(images, layer, level))
    assert image is not None
    return image


def _rgba(image: QImage) -> np.ndarray:
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(straight.constBits(), np.uint8).reshape(straight.height(), straight.bytesPerLine())
    return rows[:, : straight.width() * 4].reshape(straight.height(), straight.width(), 4).copy()


def _inner(image: QImage, level: int) -> np.ndarray:
    """Without the border that levels other than the first have, and without the pixels that fade into it."""
    edge = BORDER + 1 if level else 0
    return _rgba(image)[edge : image.height() - edge, edge : image.width() - edge]


def test_a_layer_is_shown_as_it_is(qtbot: QtBot, images: Pictures) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (30, 40, 4), np.uint8)
    pixels[..., 3] = 255
    image = _image(qtbot, images, _layer(pixels))
    assert image.format() == QImage.Format.Format_RGB32, "opaque pictures are drawn without blending"
    assert np.array_equal(_rgba(image), pixels)


def test_a_layer_mask_is_in_the_alpha(qtbot: QtBot, images: Pictures) -> None:
    mask = LayerMask(Tiles.from_array(np.full((10, 10), 128, np.uint8)), 5, 6)
    shown = _rgba(_image(qtbot, images, _layer(np.full((30, 40, 3), 90, np.uint8), mask=mask)))
    expected = np.zeros((30, 40), np.uint8)
    expected[6:16, 5:15] = 128
    assert np.array_equal(shown[..., 3], expected)


@pytest.mark.parametrize("level", [0, 1])
def test_pixels_of_another_space_are_shown_in_srgb(qtbot: QtBot, images: Pictures, level: int) -> None:
    pixels = np.full((30, 40, 4), (200, 60, 40, 255), np.uint8)
    profile = made(DISPLAY_P3)
    plain, wide = _layer(pixels), _layer(pixels, profile=profile)
    expected = convert(pixels, profile, b"")[0, 0]
    assert (_inner(_image(qtbot, images, wide, level), level) == expected).all()
    same = changed(plain, pixels=wide.pixels)
    assert (_inner(_image(qtbot, images, same, level), level) == pixels[0, 0]).all(), (
        "the profile is part of what is shown"
    )
    assert abs(expected.astype(int) - pixels[0, 0]).max() > 10


def test_smaller_levels_fade_at_their_edges(qtbot: QtBot, images: Pictures) -> None:
    alpha = _rgba(_image(qtbot, images, _layer(np.full((32, 64, 3), 9, np.uint8)), 1))[..., 3]
    assert alpha.shape == (16 + 2 * BORDER, 32 + 2 * BORDER)
    middle = alpha[10].tolist()
    assert middle[:5] == [0, 26, 230, 255, 255] and middle[::-1] == middle
    assert not alpha[0].any() and (alpha[3:-3, 3:-3] == 255).all()


def test_until_a_level_is_there_another_one_is_shown(qtbot: QtBot, images: Pictures) -> None:
    layer = _layer(np.full((64, 64, 3), 9, np.uint8))
    small = _image(qtbot, images, layer, 3)
    other = _asked(images, layer)
    assert other is not None and other.width() == small.width()
    qtbot.waitUntil(lambda: (found := images.get(_key(images, layer))) is not None and found.width() == 64)


def test_a_large_layer_has_a_coarse_view_that_stands_in_for_its_parts(qtbot: QtBot) -> None:
    images = Pictures()
    layer = _layer(np.full((2000, 2000, 3), 9, np.uint8))
    number = images.number(layer)
    images.want((number, 0, 0, 0), layer)
    qtbot.waitUntil(lambda: images.stand_in(number) is not None)
    assert images.stand_in(number) == (number, 4, *EDGED)
    images.close()


def test_a_layer_that_cannot_be_read_is_lost_until_something_changes(
    qtbot: QtBot, images: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    source = Patchy()
    layer = Layer(id="a", name="Sea", pixels=Tiles.from_source(source))
    key = _key(images, layer)
    with caplog.at_level(logging.WARNING), qtbot.waitSignal(images.arrived):
        assert _asked(images, layer) is None and not images.lost(key)
    assert images.lost(key)
    assert "Sea" in caplog.text and "its bytes are lost" in caplog.text
    assert _asked(images, layer) is None and _asked(images, layer) is None
    qtbot.wait(50)
    assert len(source.asked) == 1, "it is not tried again at each paint"
    images.retry()
    source.whole = True
    assert (_rgba(_image(qtbot, images, layer)) == (10, 20, 30, 255)).all()
    assert not images.lost(key)
    assert threading.get_ident() not in source.asked, "nothing is read on the window's thread"


def test_pictures_stay_within_the_budget(qtbot: QtBot, images: Pictures) -> None:
    for number in range(12):
        images.begin()
        _image(qtbot, images, _layer(np.full((256, 256, 3), number, np.uint8)))
        assert images.held <= 1 << 20


def test_what_is_in_use_is_not_given_up_for_more(qtbot: QtBot, images: Pictures) -> None:
    """Otherwise they would push each other out for ever, and the canvas would never come to rest."""
    images.begin()
    layers = [_layer(np.full((256, 256, 3), number, np.uint8)) for number in range(8)]
    for layer in layers:
        images.want((images.number(layer), 2, *EDGED), layer)
    for _ in range(6):
        qtbot.wait(20)
        for layer in layers:
            _asked(images, layer)
    whole = [layer for layer in layers if images.get(_key(images, layer)) is not None]
    assert images.held <= 1 << 20 and 0 < len(whole) < len(layers)
    assert all(_asked(images, layer) is not None for layer in layers)


def test_what_is_seen_from_far_becomes_sharp_though_near_views_fill_the_budget(qtbot: QtBot, images: Pictures) -> None:
    layers = [_layer(np.full((128, 128, 3), number, np.uint8)) for number in range(16)]
    for layer in layers:
        _image(qtbot, images, layer)
    assert images.held == images.budget
    images.begin()
    for layer in layers:
        assert _asked(images, layer, 2) is not None, "the near view stands in"
    qtbot.waitUntil(lambda: not images.waiting)
    assert all(images.get(_key(images, layer, 2)) is not None for layer in layers)


def test_an_edit_keeps_what_it_left_and_shows_at_once(qtbot: QtBot) -> None:
    images = Pictures()
    before = _layer(np.full((600, 600, 3), 50, np.uint8))
    for level in (0, 1, 2):
        _image(qtbot, images, before, level)
    assert before.pixels is not None
    after = changed(before, pixels=before.pixels.pasted(300, 300, np.full((20, 20, 4), (200, 10, 0, 255), np.uint8)))
    images.number(after, before)
    for level in (0, 1, 2):
        image = images.get(_key(images, after, level))
        assert image is not None
        at = (310 >> level) + (BORDER if level else 0)
        assert image.pixelColor(at, at).red() == 200 and image.pixelColor(20, 20).red() == 50
    assert images.get(_key(images, before)).pixelColor(310, 310).red() == 50, "the old one is as it was"  # type: ignore[union-attr]
    images.close()


def test_many_layers_come_and_go_while_they_are_painted(qtbot: QtBot, images: Pictures) -> None:
    """Answers of both threads, evictions and a painter that goes through all of them, as fast as they can."""
    layers = [_layer(np.full((64, 64, 3), k, np.uint8)) for k in range(150)]
    seen: set[int] = set()
    switch, turn = sys.getswitchinterval(), 0
    sys.setswitchinterval(1e-6)
    try:
        while turn < 12 or (len(seen) < len(layers) and turn < 1000):
            for k, layer in enumerate(layers):
                image = _asked(images, layer, turn % 3)
                if image is not None:
                    assert image.pixelColor(image.width() // 2, image.height() // 2).red() == k
                    seen.add(k)
            qtbot.wait(5)
            turn += 1
    finally:
        sys.setswitchinterval(switch)
    assert len(seen) == len(layers)


class Shelf:
    """A store of tiles that remembers on which threads it was read."""

    def __init__(self, pixels: np.ndarray) -> None:
        self.cache = Cache()
        self.pixels = pixels
        self.threads: set[int] = set()

    def tile(self, digest: bytes) -> np.ndarray:
        self.threads.add(threading.get_ident())
        return self.pixels

    def small(self, digest: bytes) -> np.ndarray:
        raise AssertionError("not at this level")


def test_a_stroke_is_there_at_once_and_a_stored_mask_is_read_off_the_thread(qtbot: QtBot) -> None:
    masks = MaskImages(tinted("#64C832", 0.5))
    pixels = np.full((256, 256), 255, np.uint8)
    assert masks.values(("m", 0, 0, 0), Tile.of(pixels), WHOLE_TILE) is not None
    shelf = Shelf(pixels)
    stored = Tile(b"name", None, shelf)
    with qtbot.waitSignal(masks.arrived):
        assert masks.values(("m", 1, 0, 0), stored, WHOLE_TILE) is None
    assert np.array_equal(masks.values(("m", 1, 0, 0), stored, WHOLE_TILE), pixels)
    assert shelf.threads and threading.get_ident() not in shelf.threads
    masks.close()


def test_a_tile_that_was_seen_is_there_when_it_has_been_stored(qtbot: QtBot) -> None:
    masks, pixels = MaskImages(tinted("#64C832", 0.5)), np.full((256, 256), 9, np.uint8)
    tile, part = Tile.of(pixels), (3, 5, 21, 17)
    before = masks.values(("m", 0, 0, 1), tile, part)
    tile.settle(Shelf(pixels))
    assert np.array_equal(masks.values(("m", 0, 0, 1), tile, part), before), "at once"
    masks.close()


def test_until_another_tile_is_read_the_one_before_is_seen(qtbot: QtBot) -> None:
    masks, place = MaskImages(tinted("#64C832", 0.5)), ("m", 0, 0, 1)
    old, new = (np.full((256, 256), value, np.uint8) for value in (9, 99))
    masks.values(place, Tile.of(old), (3, 5, 21, 17))
    stored = Tile(b"name", None, Shelf(new))
    with qtbot.waitSignal(masks.arrived):
        before = masks.values(place, stored, (0, 0, 128, 128))
        assert before is not None and (before == 9).all()
    after = masks.values(place, stored, (0, 0, 128, 128))
    assert after is not None and (after == 99).all()
    masks.close()


def test_a_part_of_a_tile_is_the_same_from_the_file_and_from_memory(qtbot: QtBot) -> None:
    masks, part = MaskImages(tinted("#64C832", 0.5)), (3, 5, 21, 17)
    pixels = np.random.default_rng(5).integers(0, 256, (256, 256), np.uint8)
    for level in (0, 1, 2):
        stored, fresh = Tile(b"%d" % level, None, Shelf(pixels)), Tile.of(pixels)
        with qtbot.waitSignal(masks.arrived):
            masks.values(("m", 1, 0, level), stored, part)
        read = masks.values(("m", 1, 0, level), stored, part)
        assert read is not None and read.shape == (12, 18)
        assert np.array_equal(masks.values(("m", 0, 0, level), fresh, part), read)
        assert np.array_equal(masks.values(("m", 0, 0, level), fresh, WHOLE_TILE), fresh.reduced(level))
    masks.close()


def test_the_values_of_a_mask_are_seen_in_its_colours(qtbot: QtBot) -> None:
    masks = MaskImages(tinted("#64C832", 0.5))
    full = masks.image(np.full((256, 256), 255, np.uint8), 0, 0).pixelColor(255, 255)
    assert full.alpha() == 128 and abs(full.green() - 200) <= 1
    part = np.random.default_rng(5).integers(0, 256, (40, 90), np.uint8)
    for colours in (masks.colours, tinted("#FF0000", 1.0)):
        masks.colours = colours
        shown = np.frombuffer(masks.image(part, 30, 70).constBits(), np.int32).reshape(256, 256)
        assert np.array_equal(shown[70:110, 30:120], colours[part])
    masks.close()


def test_nothing_arrives_after_the_end(qtbot: QtBot) -> None:
    images = Pictures()
    source = Patchy()
    source.whole = True
    layer = Layer(id="a", pixels=Tiles.from_source(source))
    heard: list[None] = []
    images.arrived.connect(lambda: heard.append(None))
    images.want(_key(images, layer), layer)
    images.close()
    qtbot.wait(30)
    assert not heard and images.get(_key(images, layer)) is None
