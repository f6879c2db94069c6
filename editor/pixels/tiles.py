"""Pictures and masks as sparse, immutable, 256-px tiles that copies share until one of them is edited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import cv2
import numpy as np

from editor.pixels.cache import Cache
from editor.pixels.geometry import Rect, Size

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
    256 x 256; what lies outside `size` in the last ones is `fill`.
    """

    __slots__ = ("base", "channels", "fill", "map", "size")

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
        shape = (rect.h, rect.w, 4) if self.channels == 4 else (rect.h, rect.w)
        out = np.full(shape, self.fill, np.uint8)
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
        for key, cell in cells(inside, SIDE >> level):
            if tile := self.map.get(key):
                part = cell.intersected(inside)
                source = tile.reduced(level)[part.translated(-cell.x, -cell.y).slices]
                out[part.translated(-rect.x, -rect.y).slices] = source
        return out

    def array(self) -> np.ndarray:
        """All of it as one array."""
        return self.crop(self.size.rect)

    def pasted(self, x: int, y: int, pixels: np.ndarray) -> Tiles:
        """A copy with `pixels` put at (x, y), replacing what was there; parts outside are cut off."""
        where = Rect(x, y, pixels.shape[1], pixels.shape[0])
        if self.channels == 4 and pixels.shape[2] == 3:
            pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA)
        inside = where.intersected(self.size.rect)
        tiles = dict(self.map)
        for key, cell in cells(inside, SIDE):
            part = cell.intersected(inside)
            source = pixels[part.translated(-x, -y).slices]
            self._put(tiles, key, cell, part, source)
        return self._with(tiles)

    def edited(self, rect: Rect, edit: Callable[[np.ndarray], np.ndarray]) -> Tiles:
        """A copy in which the pixels of `rect` are what `edit` makes of them."""
        inside = rect.intersected(self.size.rect)
        return self if inside.empty else self.pasted(inside.x, inside.y, edit(self.crop(inside)))

    def filled(self, rect: Rect, value: int | tuple[int, int, int, int]) -> Tiles:
        """A copy with one value in all of `rect`."""
        inside = rect.intersected(self.size.rect)
        if inside.empty:
            return self
        shape = (inside.h, inside.w, 4) if self.channels == 4 else (inside.h, inside.w)
        return self.pasted(inside.x, inside.y, np.broadcast_to(np.asarray(value, np.uint8), shape))

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
        return Tiles(rect.size, self.channels, self.fill).pasted(0, 0, self.crop(rect))

    def bounds(self) -> Rect:
        """The smallest rectangle that holds every pixel that is not `fill`, as far as tiles tell; base: all."""
        if self.base is not None:
            return self.size.rect
        box = Rect(0, 0, 0, 0)
        for (tx, ty), tile in self.map.items():
            marked = tile.pixels if tile.pixels.ndim == 2 else tile.pixels.max(axis=2)
            x, y, w, h = cv2.boundingRect((marked != self.fill).astype(np.uint8))
            box = box.united(Rect(tx * SIDE + x, ty * SIDE + y, w, h))
        return box.intersected(self.size.rect)

    def _put(self, tiles: dict[Key, Tile], key: Key, cell: Rect, part: Rect, source: np.ndarray) -> None:
        if part == cell:
            block = source.copy()
        else:
            block = self.crop(cell)
            block[part.translated(-cell.x, -cell.y).slices] = source
        if self.base is None and (block == self.fill).all():
            tiles.pop(key, None)
        else:
            tiles[key] = Tile.of(block)

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


def halved(pixels: np.ndarray) -> np.ndarray:
    """Half the size, rounded up, by 2 x 2 means; colour is weighted by alpha, edges repeat where a side is odd."""
    h, w = pixels.shape[:2]
    if h % 2 or w % 2:
        pixels = cv2.copyMakeBorder(pixels, 0, h % 2, 0, w % 2, cv2.BORDER_REPLICATE)
    half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
    if pixels.ndim == 2 or pixels[..., 3].min() == 255:
        return cv2.resize(pixels, half, interpolation=cv2.INTER_AREA)
    opaque = np.full(pixels.shape[:2], 255, np.uint8)
    alpha = pixels[..., 3]
    weighted = cv2.multiply(pixels, cv2.merge((alpha, alpha, alpha, opaque)), scale=1 / 255, dtype=cv2.CV_32F)
    mean = cv2.resize(weighted, half, interpolation=cv2.INTER_AREA)
    whole = np.maximum(mean[..., 3], np.float32(1e-6))
    return cv2.divide(mean, cv2.merge((whole, whole, whole, np.full_like(whole, 255))), scale=255, dtype=cv2.CV_8U)
