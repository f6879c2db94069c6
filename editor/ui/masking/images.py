"""Masks as pictures that the painter can draw: coloured, tile by tile."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.pixels.tiles import Tile
from editor.ui.offload import Offload

TILES = 256  # pictures of mask tiles that are kept: twice what a full-HD screen shows
LOG = logging.getLogger(__name__)

Place = tuple[str, int, int, int]  # the mask's id, the tile's column and row, the level


class _Made(NamedTuple):
    tile: Tile
    values: np.ndarray
    coloured: np.ndarray  # what the image shows: they share the memory
    image: QImage


class MaskImages(QObject):
    """The tiles of masks as coloured pictures, one for each place.

    Tiles in memory are made at once, so that a stroke never lags; those of the file off the thread, then `arrived`.
    """

    arrived = Signal()

    def __init__(self, colours: np.ndarray) -> None:
        """`colours` is what each of the 256 values of a mask looks like: premultiplied ARGB32 as int32 (256,)."""
        super().__init__()
        self._colours = colours
        self._made: OrderedDict[Place, _Made] = OrderedDict()
        self._asked: dict[Place, Tile] = {}  # those that failed stay: a lost tile is told of elsewhere
        self._offload = Offload(1, "mask-image")

    def colour(self, colours: np.ndarray) -> None:
        """Other colours from now on."""
        self._colours = colours
        for made in self._made.values():
            cv2.LUT(made.values, colours, made.coloured)

    def tile(self, place: Place, tile: Tile) -> QImage | None:
        """The tile that is in this place now; what was there before, or None, until it is made."""
        made = self._made.get(place)
        if made is None or made.tile is not tile:
            if not tile.stored:
                made = self._keep(place, tile, tile.reduced(place[3]))
            elif self._asked.get(place) is not tile:
                self._asked[place] = tile
                self._offload.run(lambda: tile.reduced(place[3]), lambda answer: self._answered(place, tile, answer))
        if made is None:
            return None
        self._made.move_to_end(place)
        return made.image

    def close(self) -> None:
        self._offload.close()

    def _answered(self, place: Place, tile: Tile, answer: np.ndarray | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A part of a mask cannot be shown: %s", answer)
        elif self._asked.get(place) is tile:
            del self._asked[place]
            self._keep(place, tile, answer)
            self.arrived.emit()

    def _keep(self, place: Place, tile: Tile, values: np.ndarray) -> _Made:
        before = self._made.get(place)
        if before is None:
            side = values.shape[0]
            coloured = cv2.LUT(values, self._colours)
            image = QImage(coloured.data, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
            made = _Made(tile, values, coloured, image)
        else:  # all of it: to find out what differs costs more
            cv2.LUT(values, self._colours, before.coloured)
            made = _Made(tile, values, before.coloured, before.image)
        self._made[place] = made
        if len(self._made) > TILES:
            self._made.popitem(last=False)
        return made


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
