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
from editor.ui.viewport.places import TURNED, boxes, chained, framed, scales_of, through, turned, upright, ways

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
    """The scene through a map to device pixels.

    Float64 (n, 4) edges left, top, right, bottom: on the canvas itself where the map is upright, so that another zoom
    costs nothing for what is not in view; and (n, 6) of `Affine`, to device pixels.
    """

    to_device: Affine
    boxes: np.ndarray
    affines: np.ndarray  # of those of which there is a row

    def edges(self, where: Sequence[int] | np.ndarray) -> np.ndarray:
        """Of some pictures, in device pixels."""
        return through(self.boxes[where], self.to_device) if upright(self.to_device) else self.boxes[where]

    def touching(
        self, left: float, top: float, right: float, bottom: float, among: np.ndarray | None = None
    ) -> np.ndarray:
        """The indices of what touches a rectangle of device pixels, lowest first; only those `among` some, if given."""
        edges = self.boxes if among is None else self.boxes[among]
        if upright(self.to_device):
            across, _, _, down, x, y = self.to_device
            left, right, top, bottom = (left - x) / across, (right - x) / across, (top - y) / down, (bottom - y) / down
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
        self.blends = False  # whether any of them is
        self._group_blends = np.zeros(0, bool)
        self._scales, self._turns = np.zeros(0), np.zeros(0, np.int64)  # of the maps to the canvas
        self._number = number
        self._index: dict[str, int] = {}
        self._groups: list[tuple[str, ...]] = []  # of each picture, by id
        self._seen: Seen | None = None
        self._rows: dict[int, Row] = {}  # of what has been painted of it

    def show(self, document: Document) -> tuple[list[int], np.ndarray]:
        """Take over another document. The places that differ, in canvas pixels: float64 (m, 4) edges.

        And the indices of the pictures that look otherwise, where nothing else has changed: else none.
        """
        found = differing(self.document.layers, document.layers)
        self.document = document
        if not found:
            return [], NOTHING
        kept = self._kept(found)
        if kept is not None:
            self.spans = [Span(start, end, document.layers[group.id]) for start, end, group in self.spans]
            return [index for index, _, _ in kept], self._replace(kept)
        ids = {layer.id for change in found for layer in change if layer is not None}
        old = self._boxes_of(ids)
        self._rebuild({before.id: before for before, _ in found if before is not None})
        return [], np.concatenate([old, self._boxes_of(ids)])

    def seen(self, to_device: Affine) -> Seen:
        """Where everything is through a map; kept until the map or the scene changes."""
        if self._seen is None or self._seen.to_device != to_device:
            edges = self.boxes if upright(to_device) else boxes(chained(self.affines, to_device), self.sizes)
            self._seen, self._rows = Seen(to_device, edges, np.empty_like(self.affines)), {}
        return self._seen

    def rows(self, indices: list[int]) -> list[Row]:
        """How some of what was seen last are painted; kept as long as that."""
        known = self._rows
        if not known:
            rows = list(self._drawn(np.array(indices, np.int64)))
            known.update(zip(indices, rows, strict=True))
            return rows
        new = [index for index in indices if index not in known]
        if new:
            known.update(zip(new, self._drawn(np.array(new)), strict=True))
        return [known[index] for index in indices]

    def _drawn(self, at: np.ndarray) -> Iterator[Row]:
        assert self._seen is not None
        edges = self._seen.edges(at)
        to_device = self._seen.to_device
        self._seen.affines[at] = chained(self.affines[at], to_device)
        scales = self._scales[at] * to_device.scale
        turns = self._turns[at] if upright(to_device) else np.full(len(at), TURNED)
        levels = np.floor(0.01 - np.log2(np.maximum(scales, 1e-6))).clip(0, DEEPEST).astype(int)
        columns = (at, *framed(edges, self.sizes[at], levels).T, levels, self.shows[at], ways(turns, scales))
        return zip(*(column.tolist() for column in columns), strict=True)

    def showing(self, numbers: Sequence[int]) -> np.ndarray:
        """The indices of the pictures that show one of these."""
        return np.flatnonzero(np.isin(self.shows, np.asarray(numbers, np.int64)))

    def _kept(self, found: list[Change]) -> list[tuple[int, Layer, Layer]] | None:
        """Those that look otherwise now, each with its place; None where one changed its place among the others."""
        index, kept, carried = self._index, [], set[str]()
        for before, after in found:
            if before is None or after is None or before.kind != after.kind:
                return None
            if before.kind == "group":
                if not _carries(before, after):
                    return None
                carried.add(before.id)
                continue
            at = index.get(before.id)
            if at is None:
                if after.visible:
                    return None
            elif (
                before.parent != after.parent
                or before.order != after.order
                or before.visible != after.visible
                or after.pixels is None
            ):
                return None
            elif before.blend != after.blend and self._groups[at]:
                return None  # the group may be composed otherwise
            elif not _alike(before, after):
                kept.append((at, before, after))
        return kept + self._carried(carried, {at for at, _, _ in kept}) if carried else kept

    def _carried(self, groups: set[str], known: set[int]) -> list[tuple[int, Layer, Layer]]:
        """The pictures in groups that have changed, but for those that are known to look otherwise."""
        within = (at for at, of in enumerate(self._groups) if not groups.isdisjoint(of) and at not in known)
        return [(at, self.layers[at], self.layers[at]) for at in within]

    def _replace(self, kept: list[tuple[int, Layer, Layer]]) -> np.ndarray:
        if not kept:
            return NOTHING
        where = np.array([index for index, _, _ in kept])
        old = self.boxes[where]
        for index, before, after in kept:
            self.layers[index] = after
            self._rows.pop(index, None)
            if before.pixels is not after.pixels or before.mask is not after.mask or before.profile != after.profile:
                self.shows[index] = self._number(after, before)
                assert after.pixels is not None
                self.sizes[index] = after.pixels.size
            if before.blend != after.blend:
                self.blended[index] = after.blend != "normal" or self._group_blends[index]
                self.blends = bool(self.blended.any())
        self._place(where)
        if self._seen is not None and not upright(self._seen.to_device):
            self._seen.boxes[where] = boxes(chained(self.affines[where], self._seen.to_device), self.sizes[where])
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
        self._scales, self._turns = np.zeros(count), np.zeros(count, np.int64)
        self._group_blends = np.zeros(count, bool)
        for span in self.spans:
            blends = span.group.blend != "normal" and not span.group.pass_through
            self._group_blends[span.start : span.end] |= blends
        self.blended = self._group_blends | np.array([layer.blend != "normal" for layer in self.layers], bool)
        self.blends = bool(self.blended.any())
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
        layers = [self.layers[index] for index in where.tolist()]
        placed = self.document.placed
        maps = chain.from_iterable(placed(layer) if layer.parent else layer.transform for layer in layers)
        affines = self.affines[where] = np.fromiter(maps, np.float64, 6 * len(layers)).reshape(-1, 6)
        self.boxes[where] = boxes(affines, self.sizes[where])
        self._scales[where], self._turns[where] = scales_of(affines), turned(affines)

    def _boxes_of(self, ids: set[str]) -> np.ndarray:
        where = [
            index
            for index, (layer, groups) in enumerate(zip(self.layers, self._groups, strict=True))
            if layer.id in ids or not ids.isdisjoint(groups)
        ]
        return self.boxes[where] if where else NOTHING


def _alike(before: Layer, after: Layer) -> bool:
    """Whether two states of a picture in one place of the stack look the same for certain, such as under another name.

    Maps are not compared by value: of many that were moved, that would be most of what it costs to find out.
    """
    placed = before.transform is after.transform and before.opacity == after.opacity and before.blend == after.blend
    return placed and before.pixels is after.pixels and before.mask is after.mask and before.profile == after.profile


def _carries(before: Layer, after: Layer) -> bool:
    """Whether a group's members look as they did, wherever it has taken them."""
    kept = before.parent == after.parent and before.order == after.order and before.visible == after.visible
    same = before.opacity == after.opacity and before.blend == after.blend and before.mask is after.mask
    return kept and same and before.pass_through == after.pass_through


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
    if list(old) == list(new):
        differ = map(is_not, old.values(), new.values())
        return list(compress(zip(old.values(), new.values(), strict=True), differ))
    gone: list[Change] = [(layer, None) for id, layer in old.items() if id not in new]
    return gone + [(old.get(id), layer) for id, layer in new.items() if old.get(id) is not layer]


def _blends(node: Node) -> bool:
    layer = node.layer
    if layer.kind == "group" and layer.pass_through:
        return any(_blends(child) for child in node.children)
    return layer.blend != "normal"
