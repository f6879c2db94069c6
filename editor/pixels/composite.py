"""Compositing of a stack of 8-bit planes and groups into one picture, exact to the nearest of 255 levels.

Blending follows W3C "Compositing and Blending Level 1" (see blend.py) on encoded values, in float32, rounded once
at the end. Works through the picture in blocks that fit the processor's second cache. Loads numba: for workers and the
command line, not for the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels.blend import MODES
from editor.pixels.blend_kernels import NORMAL, SEGMENT, blend
from editor.pixels.composite_kernels import cover, fade, finish, isolate, load, opaque
from editor.pixels.geometry import Rect, Size
from editor.pixels.planes import Group, Plane

BLOCK = 16384  # pixels; a block and its source take 512 KiB

_NO_MASK = np.zeros((0, 0), np.uint8)


def composite(
    stack: Sequence[Plane | Group], size: Size, out: np.ndarray | None = None, threads: int = 1
) -> np.ndarray:
    """The stack, lowest first, over nothing: uint8 (h, w, 4) straight RGBA of `size`, in `out` where given.

    Parts of planes outside are cut off. Where the result is wholly transparent it keeps the hidden colour of the lowest
    plane, so a single plane comes back as it was. The bytes do not depend on `threads`.
    Raises ValueError for pixels, masks, opacities, modes or an `out` that do not fit.
    """
    if out is None:
        out = np.empty((size.h, size.w, 4), np.uint8)
    elif out.shape != (size.h, size.w, 4) or out.dtype != np.uint8 or not out.flags.c_contiguous:
        raise ValueError(f"the output must be contiguous uint8 ({size.h}, {size.w}, 4), not {out.dtype} {out.shape}")
    nodes = _prepared(stack, size)
    packed = _packed(out)
    rows = max(1, BLOCK // size.w)
    tops = range(0, size.h, rows)
    if threads == 1:
        _Painter(nodes, packed, rows).paint(tops)
    else:
        share = -(-len(tops) // threads)
        parts = [tops[i : i + share] for i in range(0, len(tops), share)]
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: _Painter(nodes, packed, rows).paint(part), parts))
    return out


@dataclass(frozen=True, eq=False, slots=True)
class _Leaf:
    pixels: np.ndarray  # uint32 (h, w)
    mask: np.ndarray
    rect: Rect
    opacity: float
    mode: int

    @property
    def solid(self) -> bool:
        """Whether it hides all beneath it wherever its pixels are opaque."""
        return self.mode == NORMAL and self.opacity == 1 and not self.mask.size


@dataclass(frozen=True, eq=False, slots=True)
class _Branch:
    nodes: list[_Leaf | _Branch]
    mask: np.ndarray
    opacity: float
    mode: int
    through: bool


class _Painter:
    """One thread's scratch blocks, and the walk over the tree for each block of rows."""

    def __init__(self, nodes: list[_Leaf | _Branch], out: np.ndarray, rows: int) -> None:
        self.nodes = nodes
        self.out = out
        self.rows = rows
        self.lowest = next(_leaves(nodes), None)
        self.source = self._scratch()
        self.spare = [self._scratch()]

    def paint(self, tops: Iterable[int]) -> None:
        height, width = self.out.shape
        for top in tops:
            block = Rect(0, top, width, min(self.rows, height - top))
            self._hide(block)
            acc = self._taken()
            acc.fill(0)
            self._walk(self.nodes, acc, block)
            finish(acc, self.out, block.y, block.h)
            self.spare.append(acc)

    def _hide(self, block: Rect) -> None:
        """Puts the lowest plane's colours where they stay if nothing is seen there."""
        self.out[block.slices] = 0
        if self.lowest and not (part := self.lowest.rect.intersected(block)).empty:
            inner = part.translated(-self.lowest.rect.x, -self.lowest.rect.y)
            self.out[part.slices] = self.lowest.pixels[inner.slices]

    def _walk(self, nodes: list[_Leaf | _Branch], acc: np.ndarray, block: Rect) -> None:
        for node in nodes[_first_seen(nodes, block) :]:
            if isinstance(node, _Leaf):
                self._leaf(node, acc, block)
            elif node.through:
                self._through(node, acc, block)
            elif any(not leaf.rect.intersected(block).empty for leaf in _leaves(node.nodes)):
                self._isolated(node, acc, block)

    def _leaf(self, leaf: _Leaf, acc: np.ndarray, block: Rect) -> None:
        part = leaf.rect.intersected(block)
        if part.empty:
            return
        x, y = part.x - leaf.rect.x, part.y - leaf.rect.y
        box = (part.y - block.y, part.bottom - block.y, part.x, part.right)
        if leaf.mode == NORMAL:
            cover(acc, leaf.pixels, leaf.mask, x, y, *box, leaf.opacity)
        elif load(self.source, leaf.pixels, leaf.mask, x, y, *box, leaf.opacity):
            blend(acc, self.source, *box, leaf.mode)

    def _isolated(self, branch: _Branch, acc: np.ndarray, block: Rect) -> None:
        group = self._taken()
        group.fill(0)
        self._walk(branch.nodes, group, block)
        box = (0, block.h, 0, block.w)
        isolate(self.source, group, branch.mask, 0, block.y, *box, branch.opacity)
        blend(acc, self.source, *box, branch.mode)
        self.spare.append(group)

    def _through(self, branch: _Branch, acc: np.ndarray, block: Rect) -> None:
        if branch.opacity == 1 and not branch.mask.size:
            return self._walk(branch.nodes, acc, block)
        before = self._taken()
        before[:] = acc
        self._walk(branch.nodes, acc, block)
        fade(acc, before, branch.mask, 0, block.y, 0, block.h, 0, block.w, branch.opacity)
        self.spare.append(before)
        return None

    def _taken(self) -> np.ndarray:
        return self.spare.pop() if self.spare else self._scratch()

    def _scratch(self) -> np.ndarray:
        return np.zeros((self.rows, -(-self.out.shape[1] // SEGMENT), 4 * SEGMENT), np.float32)


def _first_seen(nodes: list[_Leaf | _Branch], block: Rect) -> int:
    """The index of the topmost plane that hides everything beneath it in the whole block, or 0."""
    for i in range(len(nodes) - 1, 0, -1):
        node = nodes[i]
        if isinstance(node, _Leaf) and node.solid and node.rect.contains(block):
            x, y = block.x - node.rect.x, block.y - node.rect.y
            if opaque(node.pixels, x, y, block.w, block.h):
                return i
    return 0


def _leaves(nodes: list[_Leaf | _Branch]) -> Iterator[_Leaf]:
    for node in nodes:
        if isinstance(node, _Leaf):
            yield node
        else:
            yield from _leaves(node.nodes)


def _prepared(stack: Sequence[Plane | Group], size: Size) -> list[_Leaf | _Branch]:
    """What can be seen of the stack, checked and in the kernels' terms."""
    nodes: list[_Leaf | _Branch] = []
    for node in stack:
        if not 0 <= node.opacity <= 1:
            raise ValueError(f"an opacity lies between 0 and 1, not {node.opacity}")
        if node.mode not in MODES:
            raise ValueError(f"there is no blend mode {node.mode!r}; the modes are {', '.join(MODES)}")
        mode, opacity = MODES.index(node.mode), float(node.opacity)
        if isinstance(node, Group):
            members = _prepared(node.members, size)
            mask = _checked(node.mask, (size.h, size.w))
            if members and opacity:
                nodes.append(_Branch(members, mask, opacity, mode, node.through))
        else:
            h, w = node.pixels.shape[:2]
            mask = _checked(node.mask, (h, w))
            if opacity:
                nodes.append(_Leaf(_packed(node.pixels), mask, Rect(node.x, node.y, w, h), opacity, mode))
    return nodes


def _packed(pixels: np.ndarray) -> np.ndarray:
    """The same bytes as uint32 (h, w), a view where they are contiguous RGBA."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"pixels must be uint8 (h, w, 3 or 4), not {pixels.dtype} {pixels.shape}")
    if pixels.shape[2] == 3 and pixels.size:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA)
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    return np.require(packed, requirements=["C", "A"])


def _checked(mask: np.ndarray | None, shape: tuple[int, int]) -> np.ndarray:
    if mask is None:
        return _NO_MASK
    if mask.shape != shape or mask.dtype != np.uint8:
        raise ValueError(f"the mask must be uint8 {shape}, not {mask.dtype} {mask.shape}")
    return np.ascontiguousarray(mask)
