"""Masks as pictures that the painter can draw: tinted, tile by tile."""

from __future__ import annotations

import logging
from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.pixels.tiles import Tile
from editor.ui.offload import Offload

TILES = 512  # pictures of mask tiles that are kept
LOG = logging.getLogger(__name__)


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
