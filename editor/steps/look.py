"""Look: what is to be flattened, as a value that another process can be sent, with no more pixels than it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from editor.document.records import Document, Layer, LayerMask, changed
from editor.document.stack import Node, visible_stack
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import convert
from editor.pixels.shown import is_turn, needed, needed_mask, shown, snapped
from editor.pixels.tiles import Tiles
from editor.steps.flatten import flatten


class Look(msgspec.Struct, frozen=True, eq=False):
    """The visible layers of a document seen through a grid; the fields are what `flatten` is given.

    Called, it is flattened. Pickled, it takes along the part of each layer that flattening looks at and nothing else,
    so the tiles of a project can be anywhere. The picture is the same, save for a level here and there where a sparse
    layer is resampled.
    """

    document: Document
    size: Size
    grid: Affine
    upto: str = ""
    profile: bytes = b""

    def __call__(self, *, stop: np.ndarray | None = None) -> np.ndarray:
        """As `flatten`; raises what it raises."""
        return flatten(self.document, self.size, self.grid, upto=self.upto, profile=self.profile, stop=stop)

    def __reduce__(self) -> tuple[Any, ...]:
        return Look, (self._carried(), self.size, self.grid, self.upto, self.profile)

    def copied(self) -> np.ndarray | None:
        """What flattening gives, where that is a copy of one layer: the only one, or an opaque one that hides the rest.

        None otherwise. Loads no numba.
        """
        nodes = visible_stack(self.document, self.upto)
        out = np.zeros((self.size.h, self.size.w, 4), np.uint8)
        if not nodes:
            return out
        layer = nodes[-1].layer
        alone = len(nodes) == 1
        if not self._is_copy(layer) or not (alone or self._covers(layer)):
            return None
        assert layer.pixels is not None, "a visible picture has pixels"
        pixels, where = shown(layer.pixels, self._placed(layer), self.size.rect)
        if not alone and pixels[..., 3].min() < 255:
            return None
        part = where.intersected(self.size.rect)
        out[part.slices] = convert(pixels, layer.profile, self.profile)[part.translated(-where.x, -where.y).slices]
        return out

    def _is_copy(self, layer: Layer) -> bool:
        plain = layer.kind == "picture" and layer.blend == "normal" and layer.opacity >= 1
        masked = layer.mask is not None and layer.mask.enabled
        return plain and not masked and is_turn(self._placed(layer))

    def _covers(self, layer: Layer) -> bool:
        return layer.pixels is not None and self._placed(layer).bounds(layer.pixels.size.rect).contains(self.size.rect)

    def _placed(self, layer: Layer) -> Affine:
        return snapped(self.document.placed(layer).then(self.grid))

    def _carried(self) -> Document:
        """The same to look at, with pixels of its own."""
        taken: dict[str, Layer] = {}
        for node in reversed(visible_stack(self.document, self.upto)):
            taken.update((layer.id, self._cut(layer)) for layer in _layers(node))
            if self._hides(taken[node.layer.id]):
                break  # what lies beneath is not even decoded
        between = (a for a in self.document.layers.values() if a.onto and a.id not in taken)
        return Document().with_(*(changed(a, pixels=None, mask=None) for a in between), *taken.values())

    def _hides(self, layer: Layer) -> bool:
        if layer.pixels is None or not self._is_copy(layer) or not self._covers(layer):
            return False
        pixels, _ = shown(layer.pixels, self._placed(layer), self.size.rect)
        return bool(pixels[..., 3].min() == 255)

    def _cut(self, layer: Layer) -> Layer:
        placed, rect = self._placed(layer), self.size.rect
        pixels, mask = layer.shown, layer.mask
        if pixels is not None:
            pixels = _piece(pixels, *needed(pixels, placed, rect))
        if mask is not None and mask.enabled and placed.determinant:
            where = Affine.translation(mask.x, mask.y).then(placed)
            mask = LayerMask(_piece(mask.tiles, *needed_mask(where, rect)), mask.x, mask.y)
        elif mask is not None:
            mask = LayerMask(Tiles(Size(1, 1), 1), enabled=False)
        return changed(layer, pixels=pixels, mask=mask)


class Piece:
    """A part of one mip level of a picture or mask, in memory, in the place of all of it."""

    digest = b""

    def __init__(self, size: Size, fill: int, part: Rect, level: int, pixels: np.ndarray) -> None:
        self.size = size
        self._fill, self._part, self._level, self._pixels = fill, part, level, pixels

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        """As a source gives it; outside of the part there is only what fills the picture."""
        assert level == self._level, "only one level was taken along"
        out = np.full((rect.h, rect.w, *self._pixels.shape[2:]), self._fill, np.uint8)
        there = rect.intersected(self._part)
        out[there.translated(-rect.x, -rect.y).slices] = self._pixels[
            there.translated(-self._part.x, -self._part.y).slices
        ]
        return out


def flattened(look: Look) -> np.ndarray:
    """Flatten it here."""
    return look()


def _piece(tiles: Tiles, part: Rect, level: int) -> Tiles:
    part = part.intersected(tiles.level_size(level).rect)
    piece = Piece(tiles.size, tiles.fill, part, level, tiles.crop(part, level))
    return Tiles(tiles.size, tiles.channels, tiles.fill, piece)


def _layers(node: Node) -> Iterator[Layer]:
    yield node.layer
    for child in node.children:
        yield from _layers(child)
