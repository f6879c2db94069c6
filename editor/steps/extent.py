"""Extent: where layers are on the canvas, to a fraction of a pixel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from editor.document.records import Document, Layer
from editor.pixels.geometry import Rect

Place = tuple[float, float]


class Extent(NamedTuple):
    """An upright rectangle of canvas pixels, its sides anywhere."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def w(self) -> float:
        return self.right - self.left

    @property
    def h(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> Place:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def rect(self) -> Rect:
        """The smallest whole-pixel rectangle that holds it."""
        return Rect.from_edges(*self)

    def moved(self, dx: float, dy: float) -> Extent:
        return Extent(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def united(self, other: Extent) -> Extent:
        return Extent(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meets(self, other: Extent) -> bool:
        """Whether they have more than a side in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    @classmethod
    def of(cls, rect: Rect) -> Extent:
        return cls(rect.x, rect.y, rect.right, rect.bottom)

    @classmethod
    def around(cls, places: Iterable[Place]) -> Extent:
        xs, ys = zip(*places, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))


def corners(document: Document, layer: Layer) -> tuple[Place, Place, Place, Place] | None:
    """The corners of a layer, clockwise from its own upper left; of a group, of all that it holds. None where empty."""
    if layer.pixels is not None:
        w, h = layer.pixels.size
        placed = document.placed(layer)
        a, b, c, d = (placed.apply(x, y) for x, y in ((0, 0), (w, 0), (w, h), (0, h)))
        return a, b, c, d
    box = extent(document, [child.id for child in document.children(layer.id)]) if layer.kind == "group" else None
    if box is None:
        return None
    return (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)


def extent(document: Document, ids: Iterable[str]) -> Extent | None:
    """The rectangle around layers and what groups hold, frames and notes; None where there is nothing to be seen."""
    wanted = frozenset(ids)
    placed = (*document.frames.values(), *document.notes.values())
    boxes = [Extent.of(one.rect) for one in placed if one.id in wanted]
    boxes += [Extent.around(found) for layer in pictures(document, wanted) if (found := corners(document, layer))]
    return reduce(Extent.united, boxes) if boxes else None


def board_box(document: Document) -> Rect:
    """The canvas pixels around all layers, frames and notes; empty where there are none."""
    box = extent(document, (*document.layers, *document.frames, *document.notes))
    return Rect(0, 0, 0, 0) if box is None else box.rect


def pictures(document: Document, ids: Iterable[str]) -> list[Layer]:
    """The layers with pixels among these and in groups among these, in no order."""
    wanted = set(ids)
    if not wanted:
        return []

    def held(layer: Layer) -> bool:
        return layer.id in wanted or any(group.id in wanted for group in groups(document, layer))

    return [layer for layer in document.layers.values() if layer.pixels is not None and held(layer)]


def groups(document: Document, layer: Layer) -> Iterator[Layer]:
    """The groups that hold a layer, the nearest first."""
    seen = {layer.id}
    while (group := document.layers.get(layer.parent)) is not None and group.id not in seen:
        seen.add(group.id)
        yield group
        layer = group


def is_shown(document: Document, layer: Layer) -> bool:
    """Whether it is visible, and every group that holds it."""
    return layer.visible and all(group.visible for group in groups(document, layer))


def with_accepted(document: Document, ids: Iterable[str]) -> frozenset[str]:
    """These layers and all that was accepted onto them, and onto that."""
    found = {id for id in ids if id in document.layers}
    layers = [layer for layer in document.layers.values() if layer.onto]
    while new := {layer.id for layer in layers if layer.onto in found} - found:
        found |= new
    return frozenset(found)


def family(document: Document, ids: Iterable[str]) -> frozenset[str]:
    """These layers with all that was accepted onto them; of a group and what it holds, the group alone."""
    found = with_accepted(document, ids)
    return frozenset(
        id for id in found if not any(group.id in found for group in groups(document, document.layers[id]))
    )
