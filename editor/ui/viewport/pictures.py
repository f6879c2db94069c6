"""Layers as pictures that are quick to draw: made off the thread, the coarse ones first, kept within a budget."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.document.records import Layer, LayerMask
from editor.pixels.display import Display
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import DEEPEST, Tiles
from editor.ui.offload import Offload
from editor.ui.viewport.drawn import altered, drawn

PART = 1024  # pixels of the longer side up to which a level is one picture
COARSE = 128  # pixels of the longer side of what stands for a layer until it is read
LARGEST = 4096  # pixels of the longer side of a turned layer that is still drawn from one picture
THREADS = 2
BATCH = 1 << 20  # pixels that a thread makes before it answers
QUICK = 1 << 18  # pixels of an edit that are made at once
LOG = logging.getLogger(__name__)

Key = tuple[int, int, int, int]  # what is shown, level, column and row of the part, or one of these for all of it
WHOLE = (-1, -1)  # as it is: for what is drawn upright and at full size
EDGED = (-2, -2)  # in a transparent border, so that its edges are smooth wherever they fall
BORDER = 2  # pixels
OUTSIDE = 0.1  # how much an edge shows beside itself: nearest to area averaging at about 2/3 of a level


class Picture(NamedTuple):
    """An image, the pixels that it wraps, and whether what lies beneath is hidden but at its edge."""

    image: QImage
    pixels: np.ndarray
    opaque: bool


class Want(NamedTuple):
    key: Key
    layer: Layer
    part: Rect


class _Shown(NamedTuple):
    """Held so that the identities in its key are not taken by others."""

    number: int
    held: tuple[object, ...]


class Pictures(QObject):
    """All of it belongs to the window's thread; only the making of pixels is done elsewhere.

    `arrived` tells the numbers of the layers of which something has been made. What is drawn since the last `begin` is
    not given up for something else that is wanted, which stays coarse, unless it only stood in for what is there now.
    """

    arrived = Signal(list)

    def __init__(self, budget: int = 64 << 20) -> None:
        super().__init__()
        self.held = 0
        self.budget = budget
        self._turn = 0
        self._made: OrderedDict[Key, Picture] = OrderedDict()
        self._drawn_at: dict[Key, int] = {}
        self._levels: dict[int, set[Key]] = {}
        self._numbers: dict[tuple[object, ...], _Shown] = {}
        self._next = 0
        self._wanted: dict[Key, Want] = {}
        self._under_way: set[Key] = set()
        self._failed: set[Key] = set()
        self._refused: set[Key] = set()
        self._jobs = 0
        self._offload = Offload(THREADS, "layer-picture")

    def number(self, layer: Layer, before: Layer | None = None) -> int:
        """A number for what the layer shows; pictures of `before` serve where it shows the same."""
        key, held = _identity(layer)
        known = self._numbers.get(key)
        if known is None:
            self._next += 1
            known = self._numbers[key] = _Shown(self._next, held)
            old = self._numbers.get(_identity(before)[0]) if before is not None and before.pixels is not None else None
            if old is not None and before is not None and self._levels.get(old.number):
                self._inherit(old.number, known.number, before, layer)
        return known.number

    def keep(self, shows: np.ndarray) -> None:
        """Forget what none of these numbers shows, once there is much of it."""
        if len(self._numbers) > 2 * len(shows) + 200:
            numbers = set(shows.tolist())
            for key, known in list(self._numbers.items()):
                if known.number not in numbers and not self._levels.get(known.number):
                    del self._numbers[key]

    @property
    def waiting(self) -> bool:
        """Whether something is still to be made."""
        return bool(self._wanted or self._jobs)

    def begin(self) -> None:
        """Something else is looked at now."""
        self._turn += 1
        self._refused.clear()

    def skip_waiting(self) -> None:
        """What is wanted but not begun is not wanted any more."""
        self._wanted.clear()

    def get(self, key: Key) -> QImage | None:
        """The picture, where it is made; marked as used."""
        picture = self._made.get(key)
        if picture is None:
            return None
        self._made.move_to_end(key)
        self._drawn_at[key] = self._turn
        return picture.image

    def opaque(self, key: Key) -> bool:
        return key in self._made and self._made[key].opaque

    def want(self, key: Key, layer: Layer) -> None:
        """Have it made; a coarse view first where there is nothing yet."""
        assert layer.pixels is not None
        coarse = coarse_level(layer.pixels.size)
        if coarse > key[1] and not self._levels.get(key[0]):
            self._ask((key[0], coarse, *EDGED), layer)
        self._ask(key, layer)
        self._pump()

    def stand_in(self, number: int) -> Key | None:
        """Whatever there is of all of the layer, the finest."""
        wholes = [key for key in self._levels.get(number, ()) if key[2] < 0]
        return min(wholes, key=lambda key: key[1]) if wholes else None

    def lost(self, key: Key) -> bool:
        """Whether it could not be made when it was last tried; it is not tried again before `retry`."""
        return key in self._failed

    def retry(self) -> None:
        self._failed.clear()

    def close(self) -> None:
        self._wanted.clear()
        self._offload.close()

    def _ask(self, key: Key, layer: Layer) -> None:
        if key in self._made or key in self._under_way or key in self._failed or key in self._refused:
            return
        assert layer.pixels is not None
        self._wanted[key] = Want(key, layer, part_rect(layer.pixels.level_size(key[1]), *key[2:]))

    def _pump(self) -> None:
        while self._wanted and self._jobs < THREADS:
            batch, size = [], 0
            coarse_first = sorted(self._wanted.values(), key=lambda want: want.part.size.area)[:64]
            for want in coarse_first:
                if batch and size + want.part.size.area > BATCH:
                    break
                size += want.part.size.area
                batch.append(self._wanted.pop(want.key))
                self._under_way.add(want.key)
            self._jobs += 1
            self._offload.run(lambda batch=batch: _made(batch), self._answered)

    def _answered(self, answers: list[tuple[Want, Display | Exception]]) -> None:
        self._jobs -= 1
        for want, answer in answers:
            self._under_way.discard(want.key)
            if isinstance(answer, Exception):
                LOG.warning("The layer %s cannot be shown: %s", want.layer.name or want.layer.id, answer)
                self._failed.add(want.key)
            else:
                self._relieve(want.key)
                self._keep(want.key, answer)
        self._pump()
        self.arrived.emit(sorted({want.key[0] for want, _ in answers}))

    def _keep(self, key: Key, picture: Display) -> None:
        if not self._make_room(picture.pixels.nbytes, key):
            self._refused.add(key)
            return
        plain = picture.opaque and key[2:] != EDGED
        form = QImage.Format.Format_RGB32 if plain else QImage.Format.Format_ARGB32_Premultiplied
        h, w = picture.pixels.shape[:2]
        self._drop(key)
        image = QImage(picture.pixels.data, w, h, w * 4, form)
        self._made[key] = Picture(image, picture.pixels, picture.opaque)
        self._drawn_at[key] = self._turn
        self._levels.setdefault(key[0], set()).add(key)
        self.held += picture.pixels.nbytes

    def _make_room(self, size: int, key: Key) -> bool:
        """Give up the longest unused; False where all of it is in use and this is more than is needed to stand in."""
        while self.held + size > self.budget and self._made:
            oldest = next(iter(self._made))
            if self._drawn_at[oldest] == self._turn and self._levels.get(key[0]):
                return False
            self._drop(oldest)
        return True

    def _relieve(self, key: Key) -> None:
        """What finer stood in for this one is the first to be given up: beside it small ones would find no room."""
        for other in self._levels.get(key[0], ()):
            if other[1] < key[1] and self._drawn_at[other] == self._turn:
                self._drawn_at[other] = self._turn - 1
                self._made.move_to_end(other, last=False)

    def _drop(self, key: Key) -> None:
        picture = self._made.pop(key, None)
        if picture is not None:
            self.held -= picture.pixels.nbytes
            del self._drawn_at[key]
            self._levels[key[0]].discard(key)

    def _inherit(self, old: int, new: int, before: Layer, after: Layer) -> None:
        """An edit changes little: take over what it left, make small parts of what it changed at once."""
        edit = altered(before, after)
        if edit is None:
            return
        assert after.pixels is not None
        for key in sorted(self._levels.get(old, ())):
            level, picture = key[1], self._made[key]
            part = part_rect(after.pixels.level_size(level), key[2], key[3])
            scale = 1 << level
            inner = Rect.from_edges(edit.x / scale, edit.y / scale, edit.right / scale, edit.bottom / scale)
            inner = inner.intersected(part)
            if inner.empty:
                self._keep((new, *key[1:]), Display(picture.pixels, picture.opaque))
            elif inner.size.area <= QUICK and _in_memory(after):
                corner = part.translated(-BORDER, -BORDER) if key[2:] == EDGED else part
                self._keep((new, *key[1:]), _patched(picture, corner, inner, drawn(after, level, inner)))


def whole_key(number: int, level: int, *, plain: bool) -> Key:
    """The key of a whole level: as it is, or in its border."""
    return (number, level, *WHOLE) if plain else (number, level, *EDGED)


def part_rect(size: Size, column: int, row: int) -> Rect:
    """The part of a level of this size."""
    if column < 0:
        return size.rect
    return Rect(column * PART, row * PART, PART, PART).intersected(size.rect)


def coarse_level(size: Size) -> int:
    level = 0
    while level < DEEPEST and max(size) >> level > COARSE:
        level += 1
    return level


def _made(batch: list[Want]) -> list[tuple[Want, Display | Exception]]:
    """Off the thread."""
    answers: list[tuple[Want, Display | Exception]] = []
    for want in batch:
        try:
            made = drawn(want.layer, want.key[1], want.part)
            answers.append((want, edged(made, want.key[1] > 0) if want.key[2:] == EDGED else made))
        except Exception as error:
            answers.append((want, error))
    return answers


def edged(made: Display, soft: bool) -> Display:
    """In a border of BORDER pixels. A `soft` edge fades over two, as area averaging shows it once drawn."""
    pixels = np.pad(made.pixels, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), mode="edge")
    shares = (0.0, OUTSIDE, 1 - OUTSIDE) if soft else (0.0, 0.0)
    for line, share in enumerate(shares):
        for edge in (pixels[line], pixels[-1 - line], pixels[:, line], pixels[:, -1 - line]):
            edge[:] = np.rint(edge * np.float32(share)) if share else 0
    return Display(pixels, made.opaque)


def _identity(layer: Layer) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What it shows, by identity, and the objects that are meant."""
    tiles = layer.pixels
    assert tiles is not None, "a layer that is drawn has pixels"
    shown: Tiles | object = tiles.base if tiles.base is not None and not tiles.map else tiles
    mask: LayerMask | None = layer.mask if layer.mask is not None and layer.mask.enabled else None
    return (id(shown), id(mask), layer.profile), (shown, mask)


def _in_memory(layer: Layer) -> bool:
    """Whether its edited tiles can be had without reading the file."""
    assert layer.shown is not None
    return layer.shown.base is None or bool(layer.shown.map)


def _patched(picture: Picture, part: Rect, inner: Rect, edit: Display) -> Display:
    pixels = picture.pixels.copy()
    pixels[inner.translated(-part.x, -part.y).slices] = edit.pixels
    return Display(pixels, picture.opaque and edit.opaque)
