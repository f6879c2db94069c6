"""What the screen shows of one layer alone: the pixels of a part of it at a mip level, with its mask, in sRGB."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.records import Layer
from editor.pixels.display import Display, displayed
from editor.pixels.geometry import Rect
from editor.pixels.mips import halved
from editor.pixels.profiles import convert
from editor.pixels.tiles import SIDE, SMALL, Tiles


def drawn(layer: Layer, level: int, part: Rect | None = None) -> Display:
    """`part` is in the grid of `level`; all of the layer where there is none. For any thread but the window's."""
    tiles = layer.shown
    assert tiles is not None, "a layer that is drawn has pixels"
    rect = tiles.level_size(level).rect if part is None else part
    pixels = convert(_reduced(tiles, level, rect), layer.profile, b"")
    if layer.mask is not None and layer.mask.enabled:
        alpha = np.ascontiguousarray(pixels[..., 3])
        pixels[..., 3] = cv2.multiply(alpha, _mask(layer, level, rect), scale=1 / 255)
    return displayed(pixels)


def altered(before: Layer, after: Layer) -> Rect | None:
    """Where two states of one layer differ, in its own pixels, as far as tiles tell; None: perhaps everywhere."""
    if before.profile != after.profile or before.shown is None or after.shown is None:
        return None
    found = _differing(before.shown, after.shown)
    if found is None or before.mask is after.mask:
        return found
    one, two = before.mask, after.mask
    if one is None or two is None or not one.enabled or not two.enabled or (one.x, one.y) != (two.x, two.y):
        return None
    masked = _differing(one.tiles, two.tiles)
    return None if masked is None else found.united(masked.translated(one.x, one.y))


def _reduced(tiles: Tiles, level: int, rect: Rect) -> np.ndarray:
    """Levels beneath the first that is stored are made from that: each is stored with losses of its own."""
    if level <= SMALL or tiles.base is None or rect != tiles.level_size(level).rect:
        return tiles.crop(rect, level)
    pixels = tiles.crop(tiles.level_size(SMALL).rect, SMALL)
    for _ in range(level - SMALL):
        pixels = halved(pixels)
    return pixels


def _mask(layer: Layer, level: int, rect: Rect) -> np.ndarray:
    mask = layer.mask
    assert mask is not None
    scale = 1 << level
    full = Rect(rect.x * scale - mask.x, rect.y * scale - mask.y, rect.w * scale, rect.h * scale)
    values = mask.tiles.crop(full)
    return cv2.resize(values, (rect.w, rect.h), interpolation=cv2.INTER_AREA) if level else values


def _differing(before: Tiles, after: Tiles) -> Rect | None:
    if before is after:
        return Rect(0, 0, 0, 0)
    if before.base is not after.base or before.size != after.size or before.fill != after.fill:
        return None
    box = Rect(0, 0, 0, 0)
    for key in before.map.keys() | after.map.keys():
        if before.map.get(key) is not after.map.get(key):
            box = box.united(Rect(key[0] * SIDE, key[1] * SIDE, SIDE, SIDE))
    return box.intersected(after.size.rect)
