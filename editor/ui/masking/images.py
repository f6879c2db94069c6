"""Masks as pictures that the painter can draw: coloured, tile by tile."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.pixels.mips import halved
from editor.pixels.tiles import SIDE, Tile
from editor.ui.offload import Offload

TILES = 1024  # whose values are kept: about twice what a 4K screen shows
LOG = logging.getLogger(__name__)

Edges = tuple[int, int, int, int]  # left, top, right, bottom
Place = tuple[str, int, int, int]  # the mask's id, the tile's column and row, the level


class Made(NamedTuple):
    """A tile's values at a level: from memory they are whole, and become smaller once all of them are seen."""

    tile: Tile
    values: np.ndarray
    level: int


class MaskImages(QObject):
    """The values of masks by tile, and the colours that they are seen in.

    Tiles in memory are there at once, so that a stroke never lags; those of the file off the thread, then `arrived`.
    """

    arrived = Signal()

    def __init__(self, colours: np.ndarray) -> None:
        """`colours` is what each of the 256 values of a mask looks like: premultiplied ARGB32 as int32 (256,)."""
        super().__init__()
        self.colours = colours
        self._made: OrderedDict[Place, Made] = OrderedDict()
        self._asked: dict[Place, Tile] = {}  # those that failed stay: a lost tile is told of elsewhere
        self._coloured = np.empty((SIDE, SIDE), np.int32)
        self._image = QImage(self._coloured.data, SIDE, SIDE, SIDE * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._offload = Offload(1, "mask-image")

    def values(self, place: Place, tile: Tile, part: Edges) -> np.ndarray | None:
        """A part of the tile that is in this place now; of what was there before, or None, until it is read."""
        made, level = self._made.get(place), place[3]
        if made is None or made.tile is not tile:
            if not tile.stored:
                made = self._keep(place, Made(tile, tile.pixels, 0))
            elif self._asked.get(place) is not tile:
                self._asked[place] = tile
                self._offload.run(lambda: tile.reduced(level), lambda answer: self._answered(place, tile, answer))
        if made is None:
            return None
        more, (left, top, right, bottom) = level - made.level, part
        if more and right - left + bottom - top < 2 * (SIDE >> level):  # a stroke goes on: no more than is to be seen
            return _reduced(made.values[top << more : bottom << more, left << more : right << more], more)
        if more:
            made = self._keep(place, Made(made.tile, _reduced(made.values, more), level))
        self._made.move_to_end(place)
        return made.values[top:bottom, left:right]

    def image(self, values: np.ndarray, left: int, top: int) -> QImage:
        """Values (h, w), coloured, at their place in a picture of 256 x 256 that holds them until the next do.

        It stays in the processor's cache: quicker than to keep what is coloured, which has four times the bytes.
        """
        height, width = values.shape
        cv2.LUT(values, self.colours, self._coloured[top : top + height, left : left + width])
        return self._image

    def close(self) -> None:
        self._offload.close()

    def _answered(self, place: Place, tile: Tile, answer: np.ndarray | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A part of a mask cannot be shown: %s", answer)
        elif self._asked.get(place) is tile:
            del self._asked[place]
            self._keep(place, Made(tile, answer, place[3]))
            self.arrived.emit()

    def _keep(self, place: Place, made: Made) -> Made:
        self._made[place] = made
        if len(self._made) > TILES:
            self._made.popitem(last=False)
        return made


def _reduced(values: np.ndarray, levels: int) -> np.ndarray:
    for _ in range(levels):
        values = halved(values)
    return values


def tinted(colour: str, strength: float) -> np.ndarray:
    """Colours for `MaskImages`: `colour` (#RRGGBB), as opaque as `strength` times the mask's value."""
    alpha = np.arange(256, dtype=np.float32) * strength
    blue, green, red = (alpha * int(colour[place : place + 2], 16) / 255 for place in (5, 3, 1))
    channels = np.stack([np.rint(c).astype(np.uint8) for c in (blue, green, red, alpha)], axis=1)
    return channels.view(np.int32).ravel()


def plain() -> np.ndarray:
    """Colours for `MaskImages`: opaque, from black to white."""
    grey = np.arange(256, dtype=np.uint8)
    return np.stack([grey, grey, grey, np.full(256, 255, np.uint8)], axis=1).view(np.int32).ravel()
