"""Layers as pictures that the painter can draw: made off the thread, kept by what they show and at which level."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.document.records import Layer
from editor.pixels.display import displayed
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tile

Key = tuple[int, int, int]


class LayerImages(QObject):
    """Images by (pixels, mask, level). What is not there yet is asked for and announced by `arrived`."""

    arrived = Signal()

    def __init__(self, budget: int = 128 << 20) -> None:
        super().__init__()
        self._budget = budget
        self._held = 0
        self._made: OrderedDict[Key, tuple[QImage, np.ndarray, object]] = OrderedDict()
        self._asked: dict[Key, Future[None]] = {}
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="layer-image")

    def image(self, layer: Layer, level: int) -> QImage | None:
        """The layer at 1 / 2**level; until it is made, another level that is there, or None."""
        key = _key(layer, level)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key][0]
        if key not in self._asked:
            self._asked[key] = self._pool.submit(self._make, key, layer, level)
        others = [self._made[other][0] for other in self._made if other[:2] == key[:2]]
        return max(others, key=lambda image: image.width(), default=None)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _make(self, key: Key, layer: Layer, level: int) -> None:
        pixels = shown(layer, level)
        picture = displayed(pixels)
        form = QImage.Format.Format_RGB32 if picture.opaque else QImage.Format.Format_ARGB32_Premultiplied
        h, w = pixels.shape[:2]
        image = QImage(picture.pixels.data, w, h, w * 4, form)
        self._made[key] = image, picture.pixels, (layer.pixels, layer.mask)  # the id in the key stays taken
        self._held += picture.pixels.nbytes
        while self._held > self._budget and len(self._made) > 1:
            self._held -= self._made.popitem(last=False)[1][1].nbytes
        self._asked.pop(key, None)
        self.arrived.emit()


def shown(layer: Layer, level: int) -> np.ndarray:
    """Straight RGBA of the layer with its mask in the alpha channel, at 1 / 2**level."""
    tiles = layer.pixels
    assert tiles is not None
    size = tiles.level_size(level)
    pixels = tiles.crop(size.rect, level)
    if layer.mask is not None and layer.mask.enabled:
        moved = layer.mask.tiles.crop(Rect(-layer.mask.x, -layer.mask.y, *tiles.size))
        small = cv2.resize(moved, tuple(size), interpolation=cv2.INTER_AREA) if level else moved
        pixels[..., 3] = cv2.multiply(np.ascontiguousarray(pixels[..., 3]), small, scale=1 / 255)
    return pixels


class MaskImages:
    """The tiles of a mask as tinted pictures, kept by tile; a stroke makes only the tiles that it touches."""

    def __init__(self, colour: tuple[int, int, int], strength: float) -> None:
        alpha = np.arange(256, dtype=np.float32) * strength
        channels = [*(alpha * c / 255 for c in reversed(colour)), alpha]
        self._lookup = np.stack([np.rint(c).astype(np.uint8) for c in channels], axis=1).view(np.uint32).ravel()
        self._made: OrderedDict[tuple[int, int], tuple[QImage, np.ndarray, Tile]] = OrderedDict()

    def tile(self, tile: Tile, level: int) -> QImage:
        name = (id(tile), level)
        if name not in self._made:
            tinted = np.take(self._lookup, tile.reduced(level))
            side = tinted.shape[0]
            form = QImage.Format.Format_ARGB32_Premultiplied
            self._made[name] = QImage(tinted.data, side, side, side * 4, form), tinted, tile
            if len(self._made) > 512:
                self._made.popitem(last=False)
        self._made.move_to_end(name)
        return self._made[name][0]


def _key(layer: Layer, level: int) -> Key:
    return id(layer.pixels), id(layer.mask), level
