"""Lights up on the canvas what a panel's rows are about: layers under the pointer's row, areas of chosen ones."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QObject

from editor.document.records import Document, Layer, Mask
from editor.pixels.geometry import Affine
from editor.session.marks import Line, Mark, Place
from editor.session.session import Session
from editor.steps.extent import corners
from editor.ui.canvas import Canvas
from editor.ui.masking.edges import MaskEdges

FEW = 64  # layers of which as much is lit as their masks show: those may have to be read first


class Lighting(QObject):
    """Marks over the canvas, drawn anew only when what they are about changes."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session, self._canvas = session, canvas
        self._layers: frozenset[str] = frozenset()
        self._areas: frozenset[str] = frozenset()
        self._shown: tuple[Mark, ...] = ()
        self._edges = MaskEdges()
        self._edges.arrived.connect(self._draw)
        canvas.looked.connect(self._looked)
        session.changed.connect(lambda _before, _after: self._draw())

    @property
    def layers(self) -> frozenset[str]:
        """Those that are lit."""
        return self._layers

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn for them, in canvas pixels."""
        return self._shown

    def light(self, layers: Collection[str]) -> None:
        """These layers, for as long as nothing else is said; those that are gone or hold nothing are left out."""
        if (wanted := frozenset(layers)) != self._layers:
            self._layers = wanted
            self._draw()

    def outline(self, areas: Collection[str]) -> None:
        """The edges of these masks, for as long as nothing else is said."""
        if (wanted := frozenset(areas)) != self._areas:
            self._areas = wanted
            self._draw()

    def close_threads(self) -> None:
        """What is being followed is waited for, and not shown any more."""
        self._edges.close()

    def _looked(self) -> None:
        """Edges are as exact as the view asks for."""
        if self._areas:
            self._draw()

    def _draw(self) -> None:
        document = self._session.document
        areas = (document.masks[id] for id in sorted(self._areas) if id in document.masks)
        shown = (*self._around(document), *(line for area in areas for line in self._along(document, area)))
        if shown != self._shown:
            self._shown = shown
            self._canvas.light(shown)

    def _around(self, document: Document) -> list[Line]:
        layers = [document.layers[id] for id in sorted(self._layers) if id in document.layers]
        around = [_seen(document, layer) if len(layers) <= FEW else corners(document, layer) for layer in layers]
        return [Line(found, True, "lit") for found in around if found is not None]

    def _along(self, document: Document, area: Mask) -> list[Line]:
        target = document.layers.get(area.target)
        if target is None:
            return []
        placed = document.placed(target)
        edge = self._edges.edge(area, self._canvas.view.zoom * placed.scale)
        return [Line(_points(curve, placed), True, "lit") for curve in edge.curves] if edge is not None else []


def _seen(document: Document, layer: Layer) -> tuple[Place, Place, Place, Place] | None:
    """The corners of what a layer's mask shows of it; of a layer without one, all its corners."""
    mask = layer.mask
    if layer.pixels is None or mask is None or not mask.enabled or mask.tiles.fill > 0:
        return corners(document, layer)
    x, y, w, h = mask.tiles.bounds().translated(mask.x, mask.y).intersected(layer.pixels.size.rect)
    placed = document.placed(layer)
    a, b, c, d = (placed.apply(*at) for at in ((x, y), (x + w, y), (x + w, y + h), (x, y + h)))
    return a, b, c, d


def _points(curve: np.ndarray, placed: Affine) -> tuple[Place, ...]:
    return tuple(placed.apply(float(x), float(y)) for x, y in curve)
