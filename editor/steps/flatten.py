"""Flatten: what is seen of a document, composed into one picture; for requests, export and the command line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import numpy as np

from editor.document.records import Document, Layer
from editor.document.stack import Node, visible_stack
from editor.engine.errors import Cancelled
from editor.pixels.blend import Mode
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.planes import Group, Plane
from editor.pixels.profiles import convert
from editor.pixels.shown import shown, shown_mask, snapped
from editor.pixels.tiles import cells

BYTES = 32 << 20  # about what the planes of one block take
SIDES = (256, 1024)  # the least and the greatest side of a block
UNMOVED = Affine()


def flatten(
    document: Document,
    size: Size,
    grid: Affine = UNMOVED,
    *,
    upto: str = "",
    profile: bytes = b"",
    stop: np.ndarray | None = None,
) -> np.ndarray:
    """The visible layers as they look in `size` pixels: uint8 (h, w, 4), straight alpha.

    `grid` maps canvas pixels to those of the result, so it says which part of the canvas, at which scale, turned how.
    With `upto`, only that layer, what is beneath it and what was accepted onto it. `profile` is the ICC profile of the
    result, empty for sRGB; layers in other spaces are converted, blending is in that space, on encoded values.
    Layers that fall on whole pixels are not resampled: one alone comes back bit for bit. Loads numba: for
    workers and the command line. `stop` uint8 (1,) may be set from any thread. Raises ValueError for a blend mode that
    this version does not know, Cancelled on stop.
    """
    from editor.pixels.composite import composite  # numba stays out of the window's process

    nodes = visible_stack(document, upto)
    view = _View(document, grid, profile)
    out = np.empty((size.h, size.w, 4), np.uint8)
    for _, block in cells(size.rect, _side(view.depth(nodes, size.rect))):
        if stop is not None and stop.any():
            raise Cancelled("It was stopped.")
        part = block.intersected(size.rect)
        out[part.slices] = composite(view.planes(nodes, part), part.size)
    return out


class _View:
    """A document seen through a grid."""

    def __init__(self, document: Document, grid: Affine, profile: bytes) -> None:
        self._document = document
        self._grid = grid
        self._profile = profile

    def planes(self, nodes: Sequence[Node], block: Rect) -> list[Plane | Group]:
        """What the nodes show in `block`, in the coordinates of the block."""
        found: list[Plane | Group] = []
        for node in reversed(nodes):
            found.append(self._plane(node, block) if node.layer.kind == "picture" else self._group(node, block))
            if _hides(found[-1], block.size):
                break  # so what lies beneath is not even decoded
        return found[::-1]

    def depth(self, nodes: Sequence[Node], rect: Rect) -> float:
        """How many layers lie over a pixel of `rect` on average."""
        if rect.empty:
            return 0
        total = 0.0
        for node in nodes:
            total += self.depth(node.children, rect)
            if node.layer.pixels is not None:
                there = self._placed(node.layer).bounds(node.layer.pixels.size.rect).intersected(rect)
                total += there.size.area / rect.size.area
        return total

    def _placed(self, layer: Layer) -> Affine:
        return snapped(self._document.placed(layer).then(self._grid))

    def _plane(self, node: Node, block: Rect) -> Plane:
        layer = node.layer
        assert layer.shown is not None, "a visible picture has pixels"
        pixels, where = shown(layer.shown, self._placed(layer), block)
        if not where.empty:
            pixels = convert(pixels, layer.profile, self._profile)
        mask = self._mask(layer, where)
        return Plane(pixels, where.x - block.x, where.y - block.y, layer.opacity, cast("Mode", layer.blend), mask)

    def _group(self, node: Node, block: Rect) -> Group:
        layer = node.layer
        members = self.planes(node.children, block)
        mask = self._mask(layer, block)
        return Group(members, layer.opacity, cast("Mode", layer.blend), mask, layer.pass_through)

    def _mask(self, layer: Layer, where: Rect) -> np.ndarray | None:
        mask, placed = layer.mask, self._placed(layer)
        if mask is None or not mask.enabled or where.empty or not placed.determinant:
            return None
        return shown_mask(mask.tiles, Affine.translation(mask.x, mask.y).then(placed), where)


def _hides(node: Plane | Group, size: Size) -> bool:
    """Whether nothing beneath can be seen in a block of this size."""
    if isinstance(node, Group) or node.mode != "normal" or node.opacity < 1 or node.mask is not None:
        return False
    return node.pixels.shape[:2] == (size.h, size.w) and bool(node.pixels[..., 3].min() == 255)


def _side(depth: float) -> int:
    """How large blocks are: square, since a strip of a turned layer needs far more of its pixels than it shows."""
    least, greatest = SIDES
    fitting = math.sqrt(BYTES / 4 / max(depth, 1.0))
    return int(min(greatest, max(least, fitting // least * least)))
