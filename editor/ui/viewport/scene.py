"""The pictures of a document in drawing order, kept from one document to the next; their places are in arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import is_not
from typing import NamedTuple

import numpy as np

from editor.document.records import Document, Layer
from editor.document.stack import Node, visible_stack
from editor.pixels.geometry import Affine
from editor.pixels.tiles import DEEPEST
from editor.ui.viewport.pictures import BORDER

UPRIGHT, TURNED, FLAT, LARGE = 0, 1, 2, 4
MAGNIFIED = 2.0  # from this scale on, pixels are shown as squares
NOTHING = np.zeros((0, 4))

Row = tuple[int, float, float, float, float, int, int, int]
"""How one picture is painted through a map to device pixels: its index; left, top, width and height of an upright one
as it is drawn, edges and all; the deepest mip level that still has as many pixels as are drawn; the number of what it
shows; UPRIGHT, TURNED or FLAT, and LARGE besides where pixels are shown as squares."""

Change = tuple[Layer | None, Layer | None]


class Span(NamedTuple):
    """The pictures `start` to `end` (exclusive) are the members of a group that is composed on its own."""

    start: int
    end: int
    group: Layer


class Seen(NamedTuple):
    """The scene through a map to device pixels: float64 (n, 4) edges left, top, right, bottom, (n, 6) of `Affine`."""

    to_device: Affine
    boxes: np.ndarray
    affines: np.ndarray  # of those of which there is a row

    def touching(
        self, left: float, top: float, right: float, bottom: float, among: np.ndarray | None = None
    ) -> np.ndarray:
        """The indices of what touches a rectangle, lowest first; only those `among` some, where given."""
        edges = self.boxes if among is None else self.boxes[among]
        inside = (edges[:, 0] < right) & (edges[:, 2] > left) & (edges[:, 1] < bottom) & (edges[:, 3] > top)
        return np.flatnonzero(inside) if among is None else among[inside]


class Scene:
    """`layers` are the visible pictures, lowest first; `shows` numbers what each of them shows.

    Equal numbers mean equal pixels. `number(layer, before)` gives them; `before` is the record that it replaces.
    """

    def __init__(self, number: Callable[[Layer, Layer | None], int]) -> None:
        self.document = Document()
        self.layers: list[Layer] = []
        self.spans: list[Span] = []
        self.shows = np.zeros(0, np.int64)
        self.affines = np.zeros((0, 6))
        self.sizes = np.zeros((0, 2))
        self.boxes = NOTHING  # their edges in canvas pixels: float64 (n, 4)
        self.blended = np.zeros(0, bool)  # whether another mode than normal is used, by it or by its group
        self._group_blends = np.zeros(0, bool)
        self._number = number
        self._index: dict[str, int] = {}
        self._groups: list[tuple[str, ...]] = []  # of each picture, by id
        self._seen: Seen | None = None
        self._rows: dict[int, Row] = {}  # of what has been painted of it

    def show(self, document: Document) -> tuple[str, np.ndarray]:
        """Take over another document. The places that differ, in canvas pixels: float64 (m, 4) edges.

        And the id of the layer where one picture alone has changed and kept its place among the others, else "".
        """
        found = differing(self.document.layers, document.layers)
        self.document = document
        if not found:
            return "", NOTHING
        if all(self._stays(before, after) for before, after in found):
            one = found[0][1]
            differ = self._replace([(a, b) for a, b in found if a is not None and b is not None])
            return one.id if one is not None and len(found) == 1 else "", differ
        ids = {layer.id for change in found for layer in change if layer is not None}
        old = self._boxes_of(ids)
        self._rebuild({before.id: before for before, _ in found if before is not None})
        return "", np.concatenate([old, self._boxes_of(ids)])

    def index(self, id: str) -> int | None:
        """Where a layer is among `layers`; None where it is not drawn."""
        return self._index.get(id)

    def seen(self, to_device: Affine) -> Seen:
        """Where everything is through a map; kept until the map or the scene changes."""
        if self._seen is None or self._seen.to_device != to_device:
            edges = self._edges(to_device, slice(None))
            self._seen, self._rows = Seen(to_device, edges, np.empty_like(self.affines)), {}
        return self._seen

    def rows(self, indices: list[int]) -> list[Row]:
        """How some of what was seen last are painted; kept as long as that."""
        known = self._rows
        new = [index for index in indices if index not in known]
        if new:
            known.update(zip(new, self._drawn(np.array(new)), strict=True))
        return [known[index] for index in indices]

    def _edges(self, view: Affine, where: slice | np.ndarray) -> np.ndarray:
        """Of the pictures `where`, through a map."""
        if _upright(view):
            return through(self.boxes[where], view)
        return boxes(chained(self.affines[where], view), self.sizes[where])

    def _drawn(self, at: np.ndarray) -> Iterator[Row]:
        assert self._seen is not None
        view, edges = self._seen.to_device, self._seen.boxes[at]
        affines = self._seen.affines[at] = chained(self.affines[at], view)
        scales = _scales(affines)
        levels = np.floor(0.01 - np.log2(np.maximum(scales, 1e-6))).clip(0, DEEPEST).astype(int)
        columns = (at, *framed(edges, self.sizes[at], levels).T, levels, self.shows[at], _ways(affines, scales))
        return zip(*(column.tolist() for column in columns), strict=True)

    def showing(self, numbers: Sequence[int]) -> np.ndarray:
        """The indices of the pictures that show one of these."""
        return np.flatnonzero(np.isin(self.shows, np.asarray(numbers, np.int64)))

    def _stays(self, before: Layer | None, after: Layer | None) -> bool:
        """Whether a picture keeps its place among the others, or is not drawn in either."""
        if before is None or after is None or before.kind == "group" or after.kind == "group":
            return False
        if before.id not in self._index:
            return not after.visible
        kept = before.parent == after.parent and before.order == after.order and before.visible == after.visible
        return kept and after.pixels is not None

    def _replace(self, found: list[tuple[Layer, Layer]]) -> np.ndarray:
        pairs = [
            (self._index[after.id], before, after)
            for before, after in found
            if after.id in self._index and not _alike(before, after)
        ]
        if not pairs:
            return NOTHING
        where = np.array([index for index, _, _ in pairs])
        old = self.boxes[where]
        for index, before, after in pairs:
            self.layers[index] = after
            self._rows.pop(index, None)
            if before.pixels is not after.pixels or before.mask is not after.mask or before.profile != after.profile:
                self.shows[index] = self._number(after, before)
                assert after.pixels is not None
                self.sizes[index] = after.pixels.size
            self.blended[index] = after.blend != "normal" or self._group_blends[index]
        self._place(where)
        if self._seen is not None:
            self._seen.boxes[where] = self._edges(self._seen.to_device, where)
        return np.concatenate([old, self.boxes[where]])

    def _rebuild(self, before: dict[str, Layer]) -> None:
        known = {layer.id: int(number) for layer, number in zip(self.layers, self.shows, strict=True)}
        held = {layer.id: layer for layer in self.layers}
        self.layers, self.spans, self._groups, self._seen = [], [], [], None
        self._walk(visible_stack(self.document), ())
        self._index = {layer.id: index for index, layer in enumerate(self.layers)}
        numbers = [
            known[layer.id] if held.get(layer.id) is layer else self._number(layer, before.get(layer.id))
            for layer in self.layers
        ]
        count = len(self.layers)
        self.shows = np.array(numbers, np.int64).reshape(count)
        self.affines = np.zeros((count, 6))
        sizes = chain.from_iterable(layer.pixels.size for layer in self.layers if layer.pixels)
        self.sizes = np.fromiter(sizes, np.float64, 2 * count).reshape(count, 2)
        self.boxes = np.zeros((4, count)).T
        self._group_blends = np.zeros(count, bool)
        for span in self.spans:
            blends = span.group.blend != "normal" and not span.group.pass_through
            self._group_blends[span.start : span.end] |= blends
        self.blended = self._group_blends | np.array([layer.blend != "normal" for layer in self.layers], bool)
        self._place(np.arange(count))

    def _walk(self, nodes: Sequence[Node], groups: tuple[str, ...]) -> None:
        for node in nodes:
            if node.layer.kind != "group":
                self.layers.append(node.layer)
                self._groups.append(groups)
                continue
            start, at = len(self.layers), len(self.spans)
            self._walk(node.children, (*groups, node.layer.id))
            if composed_alone(node):
                self.spans.insert(at, Span(start, len(self.layers), node.layer))

    def _place(self, where: np.ndarray) -> None:
        layers = [self.layers[index] for index in where]
        placed = self.document.placed
        maps = chain.from_iterable(placed(layer) if layer.parent else layer.transform for layer in layers)
        self.affines[where] = np.fromiter(maps, np.float64, 6 * len(layers)).reshape(-1, 6)
        self.boxes[where] = boxes(self.affines[where], self.sizes[where])

    def _boxes_of(self, ids: set[str]) -> np.ndarray:
        where = [
            index
            for index, (layer, groups) in enumerate(zip(self.layers, self._groups, strict=True))
            if layer.id in ids or not ids.isdisjoint(groups)
        ]
        return self.boxes[where] if where else NOTHING


def _alike(before: Layer, after: Layer) -> bool:
    """Whether two states of a picture in one place of the stack look the same, such as under another name."""
    placed = before.transform == after.transform and before.opacity == after.opacity and before.blend == after.blend
    return placed and before.pixels is after.pixels and before.mask is after.mask and before.profile == after.profile


def composed_alone(node: Node) -> bool:
    """Whether it makes a difference that a group is composed before it is drawn."""
    layer = node.layer
    masked = layer.mask is not None and layer.mask.enabled
    if layer.opacity < 1 or masked:
        return True
    return not layer.pass_through and (layer.blend != "normal" or any(_blends(child) for child in node.children))


def differing(old: Mapping[str, Layer], new: Mapping[str, Layer]) -> list[Change]:
    """The layers before and after that are not the same object."""
    if old is new:
        return []
    if len(old) == len(new):
        differ = map(is_not, old.values(), new.values())
        found: list[Change] = list(compress(zip(old.values(), new.values(), strict=True), differ))
        if all(a is not None and b is not None and a.id == b.id for a, b in found):
            return found
    gone: list[Change] = [(layer, None) for id, layer in old.items() if id not in new]
    return gone + [(old.get(id), layer) for id, layer in new.items() if old.get(id) is not layer]


def chained(affines: np.ndarray, outer: Affine) -> np.ndarray:
    """Each map (n, 6) followed by `outer`."""
    points = affines.reshape(-1, 3, 2)
    found = (points[..., :1] * (outer.a, outer.b) + points[..., 1:] * (outer.c, outer.d)).reshape(-1, 6)
    found[:, 4:] += outer.e, outer.f
    return found


def _upright(view: Affine) -> bool:
    return view.b == view.c == 0 < min(view.a, view.d)


def _ways(affines: np.ndarray, scales: np.ndarray) -> np.ndarray:
    a, b, c, d = affines[:, :4].T
    ways = np.where((b == 0) & (c == 0) & (a > 0) & (d > 0), UPRIGHT, TURNED) + LARGE * (scales >= MAGNIFIED)
    ways[scales < 1e-6] = FLAT
    return ways


def _scales(affines: np.ndarray) -> np.ndarray:
    """How many pixels along one becomes, as the mean of both directions."""
    a, b, c, d = affines[:, :4].T
    return np.sqrt(np.abs(a * d - b * c))


def boxes(affines: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The edges (n, 4) left, top, right, bottom of pictures of `sizes` (n, 2) through maps (n, 6)."""
    a, b, c, d, e, f = affines.T
    w, h = sizes.T
    ax, cx, by, dy = a * w, c * h, b * w, d * h
    zero = 0.0
    left = e + np.minimum(ax, zero) + np.minimum(cx, zero)
    right = e + np.maximum(ax, zero) + np.maximum(cx, zero)
    top = f + np.minimum(by, zero) + np.minimum(dy, zero)
    bottom = f + np.maximum(by, zero) + np.maximum(dy, zero)
    return np.stack([left, top, right, bottom]).T  # edge by edge in memory: they are compared one by one


def through(edges: np.ndarray, view: Affine) -> np.ndarray:
    """Boxes (n, 4) that hold such through a map; an upright one, which most are, only scales them."""
    if _upright(view):
        return edges * np.array([view.a, view.d] * 2) + np.array([view.e, view.f] * 2)
    maps = np.tile(np.array(Affine()), (len(edges), 1))
    maps[:, 4:] = edges[:, :2]
    return boxes(chained(maps, view), edges[:, 2:] - edges[:, :2])


def framed(edges: np.ndarray, sizes: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Left, top, width and height (n, 4), with the border that levels other than the first have."""
    corners, sides = edges[:, :2], edges[:, 2:] - edges[:, :2]
    border = BORDER * sides / np.ceil(sizes / (1 << levels)[:, None]) * (levels > 0)[:, None]
    return np.concatenate([corners - border, sides + 2 * border], axis=1)


def _blends(node: Node) -> bool:
    layer = node.layer
    if layer.kind == "group" and layer.pass_through:
        return any(_blends(child) for child in node.children)
    return layer.blend != "normal"
