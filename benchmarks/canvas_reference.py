"""The scene as area averaging shows it: eight times as fine in each direction, then averaged."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.records import Document, Layer
from editor.document.stack import visible_stack
from editor.pixels.geometry import Affine, Rect, Size

FINE = 8
BAND = 120  # rows of the result at a time


def averaged(document: Document, to_device: Affine, size: Size, board: int = 0x17) -> np.ndarray:
    """float (h, w, 3) BGR of flat, normal layers over the board's grey, in the `size` of the result."""
    layers = [node.layer for node in visible_stack(document)]
    fine = to_device.then(Affine.scaling(FINE))
    return np.concatenate([_band(layers, fine, Rect(0, top, size.w, BAND), board) for top in range(0, size.h, BAND)])


def _band(layers: list[Layer], fine: Affine, band: Rect, board: int) -> np.ndarray:
    whole = Rect(0, band.y * FINE, band.w * FINE, band.h * FINE)
    out = np.full((whole.h, whole.w, 3), board, np.float32)
    for layer in layers:
        assert layer.pixels is not None
        placed = layer.transform.then(fine)
        box = placed.bounds(layer.pixels.size.rect).intersected(whole)
        if not box.empty:
            colour, inside = _layer(layer, placed, box)
            part = out[box.translated(0, -whole.y).slices]
            part += inside * (colour - part)
    return cv2.resize(out, tuple(band.size), interpolation=cv2.INTER_AREA).astype(np.float64)


def _layer(layer: Layer, placed: Affine, box: Rect) -> tuple[np.ndarray, np.ndarray]:
    """Its colours in a box of the fine grid, float (h, w, 3), and its opacity there (h, w, 1)."""
    assert layer.pixels is not None
    level = max(0, int(np.floor(-np.log2(placed.scale))))
    pixels = layer.pixels.crop(layer.pixels.level_size(level).rect, level)
    # centres of pixels are half a pixel from their edges
    to_box = Affine.translation(0.5, 0.5).then(Affine.scaling(1 << level)).then(placed)
    matrix = np.array([[to_box.a, to_box.c, to_box.e - box.x - 0.5], [to_box.b, to_box.d, to_box.f - box.y - 0.5]])
    colour = np.ascontiguousarray(pixels[..., 2::-1]).astype(np.float32)
    colour = cv2.warpAffine(colour, matrix, (box.w, box.h), borderMode=cv2.BORDER_REPLICATE)
    x, y = np.meshgrid(np.arange(box.w) + box.x + 0.5, np.arange(box.h) + box.y + 0.5)
    back = placed.inverted()
    u, v = back.a * x + back.c * y + back.e, back.b * x + back.d * y + back.f
    inside = (u >= 0) & (v >= 0) & (u < layer.pixels.size.w) & (v < layer.pixels.size.h)
    return colour, (inside * np.float32(layer.opacity))[..., None]
