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
from editor.ui.layer_images import LayerImages, MaskImages


@pytest.fixture
def images(qtbot: QtBot) -> Iterator[LayerImages]:
    kept = LayerImages(budget=1 << 20)
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


def _image(qtbot: QtBot, images: LayerImages, layer: Layer, level: int = 0) -> QImage:
    images.image(layer, level)
    qtbot.waitUntil(lambda: images.image(layer, level) is not None)
    image = images.image(layer, level)
    assert image is not None
    return image


def _rgba(image: QImage) -> np.ndarray:
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(straight.constBits(), np.uint8).reshape(straight.height(), straight.bytesPerLine())
    return rows[:, : straight.width() * 4].reshape(straight.height(), straight.width(), 4).copy()


def test_a_layer_is_shown_as_it_is(qtbot: QtBot, images: LayerImages) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (30, 40, 4), np.uint8)
    pixels[..., 3] = 255
    image = _image(qtbot, images, _layer(pixels))
    assert image.format() == QImage.Format.Format_RGB32, "opaque pictures are drawn without blending"
    assert np.array_equal(_rgba(image), pixels)


def test_a_layer_mask_is_in_the_alpha(qtbot: QtBot, images: LayerImages) -> None:
    mask = LayerMask(Tiles.from_array(np.full((10, 10), 128, np.uint8)), 5, 6)
    shown = _rgba(_image(qtbot, images, _layer(np.full((30, 40, 3), 90, np.uint8), mask=mask)))
    expected = np.zeros((30, 40), np.uint8)
    expected[6:16, 5:15] = 128
    assert np.array_equal(shown[..., 3], expected)


@pytest.mark.parametrize("level", [0, 1])
def test_pixels_of_another_space_are_shown_in_srgb(qtbot: QtBot, images: LayerImages, level: int) -> None:
    pixels = np.full((30, 40, 4), (200, 60, 40, 255), np.uint8)
    profile = made(DISPLAY_P3)
    plain, wide = _layer(pixels), _layer(pixels, profile=profile)
    expected = convert(pixels, profile, b"")[0, 0]
    assert (_rgba(_image(qtbot, images, wide, level)) == expected).all()
    same = changed(plain, pixels=wide.pixels)
    assert (_rgba(_image(qtbot, images, same, level)) == pixels[0, 0]).all(), "the profile is part of what is shown"
    assert abs(expected.astype(int) - pixels[0, 0]).max() > 10


def test_until_a_level_is_there_another_one_is_shown(qtbot: QtBot, images: LayerImages) -> None:
    layer = _layer(np.full((64, 64, 3), 9, np.uint8))
    small = _image(qtbot, images, layer, 3)
    other = images.image(layer, 0)
    assert other is not None and other.width() == small.width()
    qtbot.waitUntil(lambda: (found := images.image(layer, 0)) is not None and found.width() == 64)


def test_a_layer_that_cannot_be_read_is_missing_until_something_changes(
    qtbot: QtBot, images: LayerImages, caplog: pytest.LogCaptureFixture
) -> None:
    source = Patchy()
    layer = Layer(id="a", name="Sea", pixels=Tiles.from_source(source))
    with caplog.at_level(logging.WARNING), qtbot.waitSignal(images.arrived):
        assert images.image(layer, 0) is None and not images.missing(layer, 0)
    assert images.missing(layer, 0)
    assert "Sea" in caplog.text and "its bytes are lost" in caplog.text
    assert images.image(layer, 0) is None and images.image(layer, 0) is None
    qtbot.wait(50)
    assert len(source.asked) == 1, "it is not tried again at each paint"
    images.retry()
    source.whole = True
    assert (_rgba(_image(qtbot, images, layer)) == (10, 20, 30, 255)).all()
    assert not images.missing(layer, 0)
    assert threading.get_ident() not in source.asked, "nothing is read on the window's thread"


def test_many_layers_come_and_go_while_they_are_painted(qtbot: QtBot, images: LayerImages) -> None:
    """Answers of both threads, evictions and a painter that goes through all of them, as fast as they can."""
    layers = [_layer(np.full((64, 64, 3), k, np.uint8)) for k in range(150)]
    seen: set[int] = set()
    switch, turn = sys.getswitchinterval(), 0
    sys.setswitchinterval(1e-6)
    try:
        while turn < 12 or (len(seen) < len(layers) and turn < 1000):
            for k, layer in enumerate(layers):
                image = images.image(layer, turn % 3)
                if image is not None:
                    assert image.pixelColor(0, 0).red() == k
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


def test_a_stroke_is_tinted_at_once_and_a_stored_mask_is_read_off_the_thread(qtbot: QtBot) -> None:
    masks = MaskImages((100, 200, 50), 0.5)
    pixels = np.full((256, 256), 255, np.uint8)
    fresh = masks.tile(Tile.of(pixels), 0)
    assert fresh is not None and fresh.pixelColor(3, 3).alpha() == 128
    assert abs(fresh.pixelColor(3, 3).green() - 200) <= 1
    shelf = Shelf(pixels)
    stored = Tile(b"name", None, shelf)
    with qtbot.waitSignal(masks.arrived):
        assert masks.tile(stored, 0) is None
    image = masks.tile(stored, 0)
    assert image is not None and image == fresh
    assert shelf.threads and threading.get_ident() not in shelf.threads
    masks.close()


def test_nothing_arrives_after_the_end(qtbot: QtBot) -> None:
    images = LayerImages()
    source = Patchy()
    source.whole = True
    layer = Layer(id="a", pixels=Tiles.from_source(source))
    heard: list[None] = []
    images.arrived.connect(lambda: heard.append(None))
    images.image(layer, 0)
    images.close()
    qtbot.wait(30)
    assert not heard and images.image(layer, 0) is None
