"""Masks as pictures that the painter can draw: coloured, tile by tile."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tile
from editor.ui.offload import Offload

TILES = 256  # pictures of mask tiles that are kept: twice what a full-HD screen shows
NONE = Rect(0, 0, 0, 0)
LOG = logging.getLogger(__name__)

Place = tuple[str, int, int, int]  # the mask's id, the tile's column and row, the level


@dataclass(slots=True)
class _Made:
    tile: Tile
    values: np.ndarray
    coloured: np.ndarray  # what the image shows: they share the memory
    image: QImage
    ready: Rect = NONE  # where the colours are those of the values


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
            made.ready = NONE

    def tile(self, place: Place, tile: Tile, part: Rect) -> QImage | None:
        """The tile that is in this place now; what was there before, or None, until it is made.

        No more than `part` of the image is sure to be right: to colour it is most of what a mark of a brush costs.
        """
        made = self._made.get(place)
        if made is None or made.tile is not tile:
            if not tile.stored:
                made = self._keep(place, tile, tile.reduced(place[3]))
            elif self._asked.get(place) is not tile:
                self._asked[place] = tile
                self._offload.run(lambda: tile.reduced(place[3]), lambda answer: self._answered(place, tile, answer))
        if made is None:
            return None
        if not made.ready.contains(part):
            self._ready(made, part)
        self._made.move_to_end(place)
        return made.image

    def _ready(self, made: _Made, part: Rect) -> None:
        """The part alone at first: a mark of a brush and the move after it share the work so."""
        height, width = made.values.shape
        made.ready = part if made.ready.empty else Rect(0, 0, width, height)
        where = made.ready.slices
        cv2.LUT(made.values[where], self._colours, made.coloured[where])

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
        made = self._made.get(place)
        if made is None:
            side = values.shape[0]
            coloured = np.empty((side, side), np.int32)
            image = QImage(coloured.data, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
            made = self._made[place] = _Made(tile, values, coloured, image)
            if len(self._made) > TILES:
                self._made.popitem(last=False)
        else:
            made.tile, made.values, made.ready = tile, values, NONE
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
