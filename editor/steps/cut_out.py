"""Cut out: what an engine left of a picture becomes its layer mask, and that of what was accepted onto it."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine, Rect
from editor.pixels.profiles import convert
from editor.pixels.shown import shown_mask
from editor.pixels.tiles import SIDE, Tiles, cells
from editor.steps.gather import gathering
from editor.steps.look import Look


def whole(document: Document, layer: Layer) -> tuple[Look, Rect]:
    """A picture with what was accepted onto it, without its own layer mask, in sRGB; and its rectangle.

    The rectangle is in the layer's grid. Raises ValueError where the layer holds no picture.
    """
    look, box = gathering(document, layer)
    bare = changed(look.document.layers[layer.id], mask=None)
    return msgspec.structs.replace(look, document=look.document.with_(bare), profile=b""), box


def cut_out(document: Document, layer: Layer, sent: np.ndarray, cut: np.ndarray) -> dict[str, LayerMask]:
    """The layer masks, by id, of a picture and of what shows of those accepted onto it.

    `sent` is what `whole` showed, `cut` what is left of it: uint8 (h, w, 4), sRGB, straight alpha. What a layer mask
    hid before stays hidden. Raises ValueError where nothing is left, or the sizes differ.
    """
    look, box = gathering(document, layer)
    left = Tiles.from_array(_left(sent, cut))
    masks = {id: _masked(document.layers[id], left, box, part.transform) for id, part in look.document.layers.items()}
    if len(masks) == 1:  # elsewhere the colours are those of several layers
        masks[layer.id] = msgspec.structs.replace(masks[layer.id], colours=_coloured(layer, sent, cut))
    return masks


def _box(layer: Layer) -> Rect:
    """All of a picture, in its own grid."""
    assert layer.pixels is not None, "it was looked at"
    return layer.pixels.size.rect


def _left(sent: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """How much of what was there is left, uint8 (h, w)."""
    if sent.shape != cut.shape:
        raise ValueError("the answer has another size, or no transparency: choose another engine")
    before, after = (np.ascontiguousarray(a[..., 3]) for a in (sent, cut))
    left = cv2.divide(after, before, scale=255) if (before < 255).any() else after
    if not left.any():
        raise ValueError("nothing would be left of this picture: mark what is to stay with Smart select")
    return left


def _masked(layer: Layer, left: Tiles, box: Rect, to_grid: Affine) -> LayerMask:
    rect, before = _box(layer), layer.mask
    values = shown_mask(left, Affine.translation(box.x, box.y).then(to_grid.inverted()), rect)
    if before is not None and before.enabled:
        values = cv2.min(values, before.tiles.crop(rect.translated(-before.x, -before.y)))
    return LayerMask(Tiles.from_array(values))


def _coloured(layer: Layer, sent: np.ndarray, cut: np.ndarray) -> Tiles:
    """The layer's pixels with the colours that came back along the edge, in its own colour space, tile by tile."""
    assert layer.pixels is not None, "it was looked at"
    blocks: dict[tuple[int, int], np.ndarray] = {}
    for key, cell in cells(_box(layer), SIDE):
        part = cell.intersected(_box(layer))
        soft = (cut[part.slices][..., 3] > 0) & (cut[part.slices][..., :3] != sent[part.slices][..., :3]).any(axis=2)
        if soft.any():
            block = layer.pixels.crop(part).copy()
            block[soft, :3] = convert(np.ascontiguousarray(cut[part.slices]), b"", layer.profile)[soft, :3]
            blocks[key] = block
    return layer.pixels.with_tiles(blocks)
