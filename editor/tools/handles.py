"""Handles: where picked layers are held to be scaled and turned."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Literal, NamedTuple

from editor.document.records import Document
from editor.pixels.geometry import Affine
from editor.session.marks import Handles, Place
from editor.steps.extent import corners, extent
from editor.steps.transform import locked

UNITS: tuple[Place, ...] = ((0, 0), (1, 0), (1, 1), (0, 1), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))
TURNING = (8.0, 20.0)  # screen pixels outside of a corner where it is held to be turned


class Held(NamedTuple):
    """Something was taken hold of, at `unit` of the frame, 0..1 across and down."""

    kind: Literal["scale", "rotate"]
    unit: Place


class Grip(NamedTuple):
    """The frame around picked layers: `frame` maps the unit square onto it, in canvas pixels."""

    frame: Affine

    @classmethod
    def of(cls, document: Document, ids: Collection[str]) -> Grip | None:
        """Of one layer its own sides, turned as they are; of several the rectangle around all.

        None where there is nothing to hold: no picture, a locked one, or one without width.
        """
        layers = [document.layers[id] for id in ids if id in document.layers]
        if any(locked(document, layer) for layer in layers):
            return None
        if len(layers) == len(ids) == 1 and (places := corners(document, layers[0])) is not None:
            (x, y), (rx, ry), _, (dx, dy) = places
            grip = cls(Affine(rx - x, ry - y, dx - x, dy - y, x, y))
        elif (box := extent(document, ids)) is not None:
            grip = cls(Affine(box.w, 0, 0, box.h, box.left, box.top))
        else:
            return None
        return grip if abs(grip.frame.determinant) > 1e-9 else None

    @property
    def upright(self) -> bool:
        """Whether its sides are the canvas' own directions."""
        return self.frame.b == self.frame.c == 0

    @property
    def rotation(self) -> float:
        """Degrees by which the upper side is turned, clockwise."""
        return math.degrees(math.atan2(self.frame.b, self.frame.a))

    @property
    def marks(self) -> Handles:
        a, b, c, d = (self.frame.apply(*unit) for unit in UNITS[:4])
        return Handles((a, b, c, d), self.rotation)

    def held_at(self, x: float, y: float, pixel: float) -> Held | None:
        """What a press at a canvas place takes hold of, where a pixel of the screen covers `pixel` canvas pixels."""
        near = {unit: math.dist(self.frame.apply(*unit), (x, y)) / pixel for unit in UNITS}
        unit = min(near, key=lambda unit: near[unit])
        if near[unit] <= TURNING[0]:
            return Held("scale", unit)
        corner = min(UNITS[:4], key=lambda unit: near[unit])
        px, py = self.frame.inverted().apply(x, y)
        outside = not (0 <= px <= 1 and 0 <= py <= 1)
        return Held("rotate", corner) if outside and near[corner] <= TURNING[1] else None
