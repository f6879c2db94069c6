"""Thumbs of layers and of their masks, made off the thread at the size at which they are painted."""

from __future__ import annotations

import logging
from collections import OrderedDict

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.document.records import Layer
from editor.pixels.display import displayed
from editor.pixels.profiles import convert
from editor.pixels.tiles import Tiles
from editor.ui.offload import Offload

KEPT = 2000
LOG = logging.getLogger(__name__)


class Thumbs(QObject):
    """Square pictures by what they show; None until one is made, then `arrived`."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._made: OrderedDict[tuple[int, bytes, int], tuple[QImage | None, np.ndarray | None, Tiles]] = OrderedDict()
        self._offload = Offload(1, "thumb")

    def picture(self, layer: Layer, side: int) -> QImage | None:
        """The middle of the layer, `side` device pixels wide; one that cannot be read stays None."""
        return self._image(layer.pixels, layer.profile, side) if layer.pixels is not None else None

    def mask(self, layer: Layer, side: int) -> QImage | None:
        """The layer's mask, as `picture`."""
        return self._image(layer.mask.tiles, b"", side) if layer.mask is not None else None

    def of_tiles(self, tiles: Tiles, side: int) -> QImage | None:
        """The middle of a picture in sRGB, or of a mask, as `picture`."""
        return self._image(tiles, b"", side)

    def close(self) -> None:
        self._offload.close()

    def _image(self, tiles: Tiles, profile: bytes, side: int) -> QImage | None:
        key = id(tiles), profile, side
        if key not in self._made:
            self._made[key] = None, None, tiles  # the tiles stay, so that their identity is not taken by others
            self._offload.run(lambda: thumb(tiles, profile, side), lambda answer: self._answered(key, tiles, answer))
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key][0]

    def _answered(self, key: tuple[int, bytes, int], tiles: Tiles, answer: np.ndarray | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A thumb cannot be shown: %s", answer)
            return
        side = answer.shape[0]
        image = QImage(answer.data, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._made[key] = image, answer, tiles
        self.arrived.emit()


def thumb(tiles: Tiles, profile: bytes, side: int) -> np.ndarray:
    """The middle square of a picture in sRGB, or of a mask in grey: uint8 (side, side, 4), premultiplied BGRA."""
    level = max(0, (min(tiles.size) // side).bit_length() - 1)
    size = tiles.level_size(level)
    pixels = tiles.crop(size.rect, level)
    edge = min(size)
    x, y = (size.w - edge) // 2, (size.h - edge) // 2
    square = np.ascontiguousarray(pixels[y : y + edge, x : x + edge])
    if tiles.channels == 1:
        square = cv2.cvtColor(square, cv2.COLOR_GRAY2RGBA)
    way = cv2.INTER_AREA if edge >= side else cv2.INTER_LINEAR
    small = cv2.resize(convert(square, profile, b""), (side, side), interpolation=way)
    return np.ascontiguousarray(displayed(small).pixels)
