"""Layers as pictures that the painter can draw: made off the thread, kept by what they show and at which level."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.document.records import Layer
from editor.pixels.display import Display, displayed
from editor.pixels.geometry import Rect
from editor.pixels.profiles import convert
from editor.pixels.tiles import Tile
from editor.ui.offload import Offload

Shows = tuple[int, int, bytes]  # which pixels, mask and profile, by identity
TILES = 512  # pictures of mask tiles that are kept
LOG = logging.getLogger(__name__)


class _Made(NamedTuple):
    image: QImage
    pixels: np.ndarray  # what the image wraps
    layer: Layer  # so that the identities in its key stay taken


class LayerImages(QObject):
    """Images by what a layer shows and by level. What is not there yet is made off the thread, then `arrived`.

    All of it belongs to the window's thread; only the making of pixels is done elsewhere.
    """

    arrived = Signal()

    def __init__(self, budget: int = 128 << 20) -> None:
        super().__init__()
        self._budget = budget
        self._held = 0
        self._made: OrderedDict[tuple[Shows, int], _Made] = OrderedDict()
        self._asked: set[tuple[Shows, int]] = set()
        self._failed: dict[tuple[Shows, int], Layer] = {}
        self._offload = Offload(2, "layer-image")

    def image(self, layer: Layer, level: int) -> QImage | None:
        """The layer at 1 / 2**level; until it is made, another level that is there, or None."""
        shows, key = _shows(layer), (_shows(layer), level)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key].image
        if key not in self._asked and key not in self._failed:
            self._asked.add(key)
            self._offload.run(lambda: drawn(layer, level), lambda answer: self._answered(key, layer, answer))
        others = [made.image for (other, _), made in self._made.items() if other == shows]
        return max(others, key=lambda image: image.width(), default=None)

    def ready(self, layer: Layer) -> bool:
        """Whether there is something to draw of the layer, or will never be."""
        shows = _shows(layer)
        return any(known[0] == shows for known in (*self._made, *self._failed))

    def missing(self, layer: Layer, level: int) -> bool:
        """Whether the layer could not be shown when it was last tried; it is not tried again before `retry`."""
        return (_shows(layer), level) in self._failed

    def retry(self) -> None:
        """Something has changed: what could not be shown is tried once more."""
        self._failed.clear()

    def close(self) -> None:
        self._offload.close()

    def _answered(self, key: tuple[Shows, int], layer: Layer, answer: Display | Exception) -> None:
        self._asked.discard(key)
        if isinstance(answer, Exception):
            LOG.warning("The layer %s cannot be shown: %s", layer.name or layer.id, answer)
            self._failed[key] = layer
        else:
            self._keep(key, layer, answer)
        self.arrived.emit()

    def _keep(self, key: tuple[Shows, int], layer: Layer, picture: Display) -> None:
        form = QImage.Format.Format_RGB32 if picture.opaque else QImage.Format.Format_ARGB32_Premultiplied
        h, w = picture.pixels.shape[:2]
        self._made[key] = _Made(QImage(picture.pixels.data, w, h, w * 4, form), picture.pixels, layer)
        self._held += picture.pixels.nbytes
        while self._held > self._budget and len(self._made) > 1:
            self._held -= self._made.popitem(last=False)[1].pixels.nbytes


def drawn(layer: Layer, level: int) -> Display:
    """What the screen shows of the layer alone, with its mask, at 1 / 2**level: in sRGB, the screen's space."""
    tiles = layer.pixels
    assert tiles is not None, "a layer that is drawn has pixels"
    size = tiles.level_size(level)
    pixels = convert(tiles.crop(size.rect, level), layer.profile, b"")
    if layer.mask is not None and layer.mask.enabled:
        moved = layer.mask.tiles.crop(Rect(-layer.mask.x, -layer.mask.y, *tiles.size))
        small = cv2.resize(moved, tuple(size), interpolation=cv2.INTER_AREA) if level else moved
        pixels[..., 3] = cv2.multiply(np.ascontiguousarray(pixels[..., 3]), small, scale=1 / 255)
    return displayed(pixels)


class MaskImages(QObject):
    """The tiles of a mask as tinted pictures, kept by tile; a stroke makes only the tiles that it touches.

    Tiles in memory are made at once, so that a stroke never lags; those of the file off the thread, then `arrived`.
    """

    arrived = Signal()

    def __init__(self, colour: tuple[int, int, int], strength: float) -> None:
        super().__init__()
        alpha = np.arange(256, dtype=np.float32) * strength
        channels = [*(alpha * c / 255 for c in reversed(colour)), alpha]
        self._lookup = np.stack([np.rint(c).astype(np.uint8) for c in channels], axis=1).view(np.uint32).ravel()
        self._made: OrderedDict[tuple[int, int], tuple[QImage, np.ndarray, Tile]] = OrderedDict()
        self._asked: dict[tuple[int, int], Tile] = {}  # those that failed stay: a lost tile is told of elsewhere
        self._offload = Offload(1, "mask-image")

    def tile(self, tile: Tile, level: int) -> QImage | None:
        """The tile at 1 / 2**level; None until it is made."""
        key = id(tile), level
        if key not in self._made:
            if not tile.stored:
                self._keep(key, tile, self._tinted(tile, level))
            elif key not in self._asked:
                self._asked[key] = tile
                self._offload.run(lambda: self._tinted(tile, level), lambda answer: self._answered(key, tile, answer))
        if key not in self._made:
            return None
        self._made.move_to_end(key)
        return self._made[key][0]

    def close(self) -> None:
        self._offload.close()

    def _tinted(self, tile: Tile, level: int) -> np.ndarray:
        return np.take(self._lookup, tile.reduced(level))

    def _answered(self, key: tuple[int, int], tile: Tile, answer: np.ndarray | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A part of a mask cannot be shown: %s", answer)
            return
        del self._asked[key]
        self._keep(key, tile, answer)
        self.arrived.emit()

    def _keep(self, key: tuple[int, int], tile: Tile, tinted: np.ndarray) -> None:
        side = tinted.shape[0]
        image = QImage(tinted.data, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._made[key] = image, tinted, tile  # the tile stays, so that its identity is not taken by another
        if len(self._made) > TILES:
            self._made.popitem(last=False)


def _shows(layer: Layer) -> Shows:
    return id(layer.pixels), id(layer.mask), layer.profile
