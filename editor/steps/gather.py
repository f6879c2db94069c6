"""Gather: one picture with all that was accepted onto it, as a small document of its own; what an export writes."""

from __future__ import annotations

import numpy as np

from editor.document.records import Document, Layer, changed
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Affine, Rect
from editor.steps.look import Look


def gathered(document: Document, layer: Layer) -> tuple[np.ndarray, Rect]:
    """The picture in its own pixel grid and colour space, and the rectangle of that grid which it covers.

    uint8 (h, w, 4), straight alpha. Extensions make the rectangle larger than the layer; pixels that no accepted
    layer covers come back bit for bit. Raises ValueError where the layer holds no picture.
    """
    look, box = gathering(document, layer)
    return look(), box


def gathering(document: Document, layer: Layer) -> tuple[Look, Rect]:
    """What `gathered` flattens, and its rectangle. Raises as that."""
    if layer.pixels is None:
        raise ValueError(f"{layer.name or 'this layer'} holds no picture")
    to_layer = document.placed(layer).inverted()
    family = [document.layers[id] for id in accepted_onto(document, layer.id)]
    shown = [changed(layer, visible=True), *(a for a in family if a.visible and a.id != layer.id)]
    alone = Document().with_(
        *(changed(a, parent="", transform=_exact(document.placed(a).then(to_layer))) for a in shown)
    )
    box = Rect(0, 0, 0, 0)
    for part in alone.layers.values():
        if part.pixels is not None:
            box = box.united(part.transform.bounds(part.pixels.size.rect))
    return Look(alone, box.size, Affine.translation(-box.x, -box.y), profile=layer.profile), box


def _exact(affine: Affine) -> Affine:
    """Rounding errors of there and back taken out, so that a picture's own grid stays its own."""
    return Affine(*(round(value) if abs(value - round(value)) < 1e-6 else value for value in affine))
