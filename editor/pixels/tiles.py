"""Pictures and masks as sparse, immutable, 256-px tiles that copies share until one of them is edited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import cv2
import numpy as np

from editor.pixels.cache import Cache
from editor.pixels.geometry import Rect, Size
from editor.pixels.mips import halved, padded

SIDE = 256
DEEPEST = 8  # a tile halved eight times is one pixel
SMALL = 3  # the level that a store keeps beside each tile

Key = tuple[int, int]


class Store(Protocol):
    """Where tiles live that are not in memory; a project implements it."""

    cache: Cache

    def tile(self, digest: bytes) -> np.ndarray:
        """The pixels of a stored tile: uint8 (256, 256, 4) or (256, 256). Raises LookupError where it is lost."""
        ...

    def small(self, digest: bytes) -> np.ndarray:
        """The same tile at 1 / 2**SMALL, exactly as halving it gives it, so that a far view reads little."""
        ...


class Source(Protocol):
    """A picture kept as its own bytes and decoded when asked for; what a layer shows where nothing was edited."""

    size: Size
    digest: bytes

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        """uint8 (h, w, 4), straight alpha, at 1 / 2**level; `rect` lies within the picture of that level."""
        ...


class Tile:
    """256 x 256 pixels by the hash of their content: held here until stored, paged in from a Store afterwards."""

    __slots__ = ("_digest", "_pixels", "_store")

    def __init__(self, digest: bytes | None, pixels: np.ndarray | None = None, store: Store | None = None) -> None:
        self._digest = digest
        self._pixels = pixels
        self._store = store

    @classmethod
    def of(cls, pixels: np.ndarray) -> Tile:
        """A new tile; `pixels` must not be written to afterwards."""
        block = np.ascontiguousarray(pixels)
        block.flags.writeable = False
        return cls(None, block)

    @property
    def digest(self) -> bytes:
        """The hash of the content, worked out when it is first asked for: a tile of a preview never is."""
        if self._digest is None:
            block = self._pixels
            assert block is not None, "a tile without a digest has its pixels"
            kind = b"mask8" if block.ndim == 2 else b"rgba8"
            self._digest = hashlib.blake2b(block.data, digest_size=20, key=kind).digest()
        return self._digest

    @property
    def stored(self) -> bool:
        return self._store is not None

    @property
    def pixels(self) -> np.ndarray:
        """Read-only uint8 (256, 256, 4) straight RGBA, or (256, 256) of a mask."""
        held = self._pixels
        if held is not None:
            return held
        store = self._store
        assert store is not None, "a tile has pixels or a store"
        return store.cache.get(self.digest, lambda: store.tile(self.digest))

    def reduced(self, level: int) -> np.ndarray:
        """The tile at 1 / 2**level by area averages (colour weighted by alpha)."""
        if level == 0:
            return self.pixels
        store = self._store
        if store is None:
            return halved(self.reduced(level - 1))
        if level == SMALL:
            return store.cache.get((self.digest, level), lambda: store.small(self.digest))
        return store.cache.get((self.digest, level), lambda: halved(self.reduced(level - 1)))

    def kept_by(self, store: Store) -> bool:
        """True where exactly this store has the pixels; another project's store does not count."""
        return self._store is store

    def settle(self, store: Store) -> None:
        """The pixels are safe in `store` now: from here on they are paged."""
        if self._store is None and self._pixels is not None:
            store.cache.put(self.digest, self._pixels)
            self._store = store
            self._pixels = None


class Tiles:
    """An immutable picture (4 channels, straight RGBA8) or mask (1 channel) in its own pixel grid.

    Where there is no tile, the pixels are those of `base`, or else `fill` in every channel. Tiles are always
    256 x 256; in the last ones the edge is repeated outside of `size`, so that no mip level fades there.
    """

    __slots__ = ("_bounds", "base", "channels", "fill", "map", "size")

    def __init__(
        self,
        size: Size,
        channels: int = 4,
        fill: int = 0,
        base: Source | None = None,
        tiles: Mapping[Key, Tile] | None = None,
    ) -> None:
        if size.w < 1 or size.h < 1:
            raise ValueError(f"a picture needs at least one pixel, not {size.w} x {size.h}")
        self.size = Size(*size)
        self.channels = channels
        self.fill = fill
        self.base = base
        self.map: Mapping[Key, Tile] = {} if tiles is None else tiles
        self._bounds: Rect | None = None

    @classmethod
    def from_array(cls, pixels: np.ndarray, fill: int = 0) -> Tiles:
        """From uint8 (h, w, 4), (h, w, 3) (opaque) or (h, w); blocks that are all `fill` get no tile."""
        h, w = pixels.shape[:2]
        return cls(Size(w, h), 1 if pixels.ndim == 2 else 4, fill).pasted(0, 0, pixels)

    @classmethod
    def from_source(cls, source: Source) -> Tiles:
        return cls(source.size, base=source)

    def __iter__(self) -> Iterator[Tile]:
        return iter(self.map.values())

    def level_size(self, level: int) -> Size:
        """The size at 1 / 2**level, rounded up."""
        return Size(-(-self.size.w >> level), -(-self.size.h >> level))

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        """A new array of `rect`, which is in the grid of `level` and may reach outside (there: `fill`)."""
        shape = max(0, rect.h), max(0, rect.w)
        out = np.full((*shape, 4) if self.channels == 4 else shape, self.fill, np.uint8)
        inside = rect.intersected(self.level_size(level).rect)
        if inside.empty:
            return out
        if level > DEEPEST:
            whole = self.crop(self.level_size(DEEPEST).rect, DEEPEST)
            for _ in range(level - DEEPEST):
                whole = halved(whole)
            out[inside.translated(-rect.x, -rect.y).slices] = whole[inside.slices]
            return out
        if self.base is not None and not self._covered(inside, level):
            out[inside.translated(-rect.x, -rect.y).slices] = self.base.crop(inside, level)
        for cell, tile in self._held(inside, SIDE >> level):
            part = cell.intersected(inside)
            source = tile.reduced(level)[part.translated(-cell.x, -cell.y).slices]
            out[part.translated(-rect.x, -rect.y).slices] = source
        return out

    def array(self) -> np.ndarray:
        """All of it as one array."""
        return self.crop(self.size.rect)

    def pasted(self, x: int, y: int, pixels: np.ndarray) -> Tiles:
        """A copy with `pixels` put at (x, y), replacing what was there; parts outside are cut off.

        Takes what `from_array` takes, of the same kind as this.
        """
        inside = Rect(x, y, pixels.shape[1], pixels.shape[0]).intersected(self.size.rect)
        if inside.empty:
            return self
        source = pixels[inside.translated(-x, -y).slices]
        if self.channels == 4 and pixels.shape[2] == 3:
            source = cv2.cvtColor(source, cv2.COLOR_RGB2RGBA)
        tiles = dict(self.map)
        for key, cell in cells(inside, SIDE):
            seen = cell.intersected(self.size.rect)
            part = seen.intersected(inside)
            block = source[part.translated(-inside.x, -inside.y).slices]
            if part != seen:
                block = self._overlaid(seen, part, block)
            self._keep(tiles, key, Tile.of(padded(block, SIDE)))
        return self._with(tiles)

    def with_tiles(self, blocks: Mapping[Key, np.ndarray]) -> Tiles:
        """A copy with these whole tiles, uint8 (256, 256, 4) or (256, 256), copied; only what lies in it counts."""
        tiles = dict(self.map)
        for (tx, ty), block in blocks.items():
            w, h = self.size.w - tx * SIDE, self.size.h - ty * SIDE
            self._keep(tiles, (tx, ty), Tile.of(padded(block[:h, :w], SIDE)))
        return self._with(tiles)

    def edited(self, rect: Rect, edit: Callable[[np.ndarray], np.ndarray]) -> Tiles:
        """A copy in which the pixels of `rect` are what `edit` makes of them."""
        inside = rect.intersected(self.size.rect)
        return self if inside.empty else self.pasted(inside.x, inside.y, edit(self.crop(inside)))

    def filled(self, rect: Rect, value: int | tuple[int, int, int, int]) -> Tiles:
        """A copy with one value in all of `rect`; the tiles that lie in it whole are one and the same."""
        inside = rect.intersected(self.size.rect)
        if inside.empty:
            return self
        whole = Tile.of(np.full((SIDE, SIDE, 4) if self.channels == 4 else (SIDE, SIDE), value, np.uint8))
        tiles = dict(self.map)
        for key, cell in cells(inside, SIDE):
            seen = cell.intersected(self.size.rect)
            part = seen.intersected(inside)
            block = whole.pixels[: part.h, : part.w]
            tile = whole if part == seen else Tile.of(padded(self._overlaid(seen, part, block), SIDE))
            self._keep(tiles, key, tile)
        return self._with(tiles)

    def cropped(self, rect: Rect) -> Tiles:
        """A copy of the pixels of `rect` as a picture of its own; whole shared tiles where the grids agree."""
        if rect.x % SIDE == 0 and rect.y % SIDE == 0 and self.base is None and self.size.rect.contains(rect):
            dx, dy = rect.x // SIDE, rect.y // SIDE
            whole = {
                (tx - dx, ty - dy): tile
                for (tx, ty), tile in self.map.items()
                if rect.contains(Rect(tx * SIDE, ty * SIDE, SIDE, SIDE))
            }
            cut = Tiles(rect.size, self.channels, self.fill, None, whole)
            for key, cell in cells(rect.size.rect, SIDE):
                if key not in whole and (key[0] + dx, key[1] + dy) in self.map:
                    part = cell.intersected(rect.size.rect)
                    cut = cut.pasted(part.x, part.y, self.crop(part.translated(rect.x, rect.y)))
            return cut
        held = self.bounds().intersected(rect)
        return Tiles(rect.size, self.channels, self.fill).pasted(held.x - rect.x, held.y - rect.y, self.crop(held))

    def bounds(self) -> Rect:
        """The smallest rectangle that holds every pixel that is not `fill`, as far as tiles tell; base: all."""
        if self._bounds is None:
            self._bounds = self.size.rect if self.base is not None else self._found_bounds()
        return self._bounds

    def _found_bounds(self) -> Rect:
        box, columns, rows = Rect(0, 0, 0, 0), sorted({x for x, _ in self.map}), sorted({y for _, y in self.map})
        rim = [key for key in self.map if key[0] in (columns[0], columns[-1]) or key[1] in (rows[0], rows[-1])]
        for tx, ty in dict.fromkeys((*rim, *self.map)):
            seen = Rect(tx * SIDE, ty * SIDE, SIDE, SIDE).intersected(self.size.rect)
            if not box.contains(seen):  # most of what is within the rim is
                differs = self.map[tx, ty].pixels[: seen.h, : seen.w] != self.fill
                marked = differs if differs.ndim == 2 else differs.any(axis=2)
                box = box.united(Rect(*cv2.boundingRect(marked.view(np.uint8))).translated(seen.x, seen.y))
        return box

    def _overlaid(self, seen: Rect, part: Rect, block: np.ndarray) -> np.ndarray:
        """The pixels of `seen` with those of `part` replaced."""
        out = self.crop(seen)
        out[part.translated(-seen.x, -seen.y).slices] = block
        return out

    def _keep(self, tiles: dict[Key, Tile], key: Key, tile: Tile) -> None:
        held, fill = tile.pixels, self.fill
        if self.base is None and held.max() == fill == held.min():
            tiles.pop(key, None)
        else:
            tiles[key] = tile

    def _held(self, inside: Rect, side: int) -> Iterator[tuple[Rect, Tile]]:
        """The tiles in `inside` and where they lie. Far away a picture has many cells: then its few tiles are tried."""
        if len(self.map) * side * side > inside.size.area:
            yield from ((cell, self.map[key]) for key, cell in cells(inside, side) if key in self.map)
            return
        for (tx, ty), tile in self.map.items():
            cell = Rect(tx * side, ty * side, side, side)
            if not cell.intersected(inside).empty:
                yield cell, tile

    def _covered(self, inside: Rect, level: int) -> bool:
        return bool(self.map) and all(key in self.map for key, _ in cells(inside, SIDE >> level))

    def _with(self, tiles: Mapping[Key, Tile]) -> Tiles:
        return Tiles(self.size, self.channels, self.fill, self.base, tiles)


def cells(rect: Rect, side: int) -> Iterator[tuple[Key, Rect]]:
    """Every tile key that `rect` touches, with the whole cell's rectangle, row by row."""
    if rect.empty:
        return
    for ty in range(rect.y // side, (rect.bottom - 1) // side + 1):
        for tx in range(rect.x // side, (rect.right - 1) // side + 1):
            yield (tx, ty), Rect(tx * side, ty * side, side, side)
