"""Where masks end, and the bands round them, as paths: followed off the window's thread, once for each change."""

from __future__ import annotations

import logging
import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainterPath, QPolygonF

from editor.document.records import Mask
from editor.pixels.tiles import DEEPEST, Tiles
from editor.steps.outline import outlines
from editor.ui.offload import Offload

EXACT = 0.75  # pixels of the screen
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Edge:
    """In the target's pixel grid: the curves (n, 2) and the same as a path; the band outside of it, odd and even."""

    curves: list[np.ndarray]
    path: QPainterPath
    band: QPainterPath


class _Want(NamedTuple):
    tiles: Tiles
    x: int
    y: int
    level: int
    tolerance: float
    width: int


class MaskEdges(QObject):
    """`arrived` when another edge is there."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, tuple[_Want, Edge]] = {}
        self._asked: dict[str, _Want] = {}
        self._offload = Offload(1, "mask-edge")

    def edge(self, mask: Mask, scale: float, width: int = 0, *, ask: bool = True) -> Edge | None:
        """The mask's edge for a view with `scale` pixels of the screen to one of the mask, and a band of `width`.

        Until it is followed for this view, that of another; None until it is for this mask, which happens where
        `ask` says so.
        """
        level = level_of(scale)
        tolerance = EXACT if level else EXACT / 2 ** math.ceil(math.log2(max(scale, 1.0)))
        want = _Want(mask.tiles, mask.x, mask.y, level, tolerance, width)
        made = self._made.get(mask.id)
        if made is not None and made[0] == want:
            return made[1]
        if ask and self._asked.get(mask.id) != want:
            self._asked[mask.id] = want
            self._offload.run(lambda: self._follow(mask, want), lambda edge: self._followed(mask.id, want, edge))
        return made[1] if made is not None and made[0][:3] == want[:3] else None

    def keep(self, ids: Collection[str]) -> None:
        """Forget the edges of all other masks."""
        for known in (self._made, self._asked):
            for id in [id for id in known if id not in ids]:
                del known[id]

    def close(self) -> None:
        self._offload.close()

    def _follow(self, mask: Mask, want: _Want) -> Edge | None:
        if self._asked.get(mask.id) != want:
            return None  # it has changed again
        curves = outlines(mask, want.level, want.tolerance)
        around = outlines(mask, want.level, want.tolerance, want.width) if want.width else []
        return Edge(curves, path_of(curves), path_of([*around, *curves]) if around else QPainterPath())

    def _followed(self, id: str, want: _Want, edge: Edge | Exception | None) -> None:
        if isinstance(edge, Exception):  # a tile is lost: which is told of elsewhere
            LOG.warning("The edge of a mask cannot be shown: %s", edge)
        elif edge is not None and self._asked.get(id) == want:
            self._made[id] = want, edge
            self.arrived.emit()


def level_of(scale: float) -> int:
    """The level at which a pixel is about one of the screen, or less."""
    return min(max(0, math.floor(-math.log2(max(scale, 1e-6)))), DEEPEST)


def path_of(curves: list[np.ndarray]) -> QPainterPath:
    """Closed curves as one path, filled where an odd number of them goes round."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for curve in curves:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in curve.tolist()]))
        path.closeSubpath()
    return path
