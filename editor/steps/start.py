"""Start: the picture that a generation begins from, in the place of what is seen where it changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from editor.document.archive import Generation
from editor.document.records import Document, Layer, ReferencePicture, changed
from editor.engine.contract import Abilities, Kind
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.mask_ops import bounds
from editor.pixels.profiles import convert
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.accept import target_of
from editor.steps.gather import gathering
from editor.steps.guides import frozen, part_of
from editor.steps.look import Look, flattened

USUAL = 0.6  # how far an engine goes from a start image, unless it is told


def start_refusal(abilities: Abilities, kind: Kind) -> str:
    """Why no start image can be taken for this, as a sentence; empty where it can."""
    if kind == "outpaint":
        return "An extension begins at its border and takes no start image."
    if kind == "inpaint" and not abilities.strength:
        return "This engine cannot begin from a picture within what is marked."
    return ""


def start_of(
    document: Document, generation: Generation, by: Callable[[Look], np.ndarray] = flattened
) -> ReferencePicture | None:
    """What a generation begins from, settled over what it marks, else over its region. Raises as `settled`."""
    if generation.start is None:
        return None
    region, mask = generation.region, generation.mask
    box = region.size.rect if mask is None else bounds(mask.array())
    target = target_of(document, generation)
    return settled(document, generation.start, box.translated(region.x, region.y), target, by)


def settled(
    document: Document,
    start: ReferencePicture,
    box: Rect,
    target: Layer | None = None,
    by: Callable[[Look], np.ndarray] = flattened,
) -> ReferencePicture:
    """The start image as it is now, with pixels of its own over `box` in the target's grid, or of the canvas: sRGB.

    A layer that lies over the box begins where it lies, as a sketch does; any other picture is scaled to cover it. One
    that was settled for a box of this size stays as it is. Raises BadRequest where its layer is gone.
    """
    layer = document.layers.get(start.layer) if start.pixels is None else None
    if layer is not None and layer.pixels is not None and target is not None:
        to_target = document.placed(layer).then(document.placed(target).inverted())
        if not to_target.bounds(layer.pixels.size.rect).intersected(box).empty:
            family, _ = gathering(document, layer)
            look = Look(family.document, box.size, to_target.then(Affine.translation(-box.x, -box.y)))
            copy = look.copied()
            return _with(start, by(look) if copy is None else copy)
    still = frozen(document, start, by)
    assert still.pixels is not None, "it is frozen"
    pixels = convert(still.pixels.crop(part_of(still.pixels.size, still.crop)), still.profile, b"")
    return _with(start, _covering(pixels, box.size))


def begun(seen: np.ndarray, mask: np.ndarray, start: ReferencePicture) -> np.ndarray:
    """What is seen, with a start image that was settled where the mask marks: uint8 (h, w, 4), straight alpha."""
    assert start.pixels is not None, "it is settled"
    out, over, box = seen.copy(), start.pixels.array(), bounds(mask)
    there = out[box.slices]
    share = np.where(mask[box.slices] > 0, over[..., 3], 0).astype(np.float32)[..., None] / 255
    beneath = there[..., 3:].astype(np.float32) / 255 * (1 - share)
    alpha = share + beneath
    colour = over[..., :3] * share + there[..., :3] * beneath
    there[..., :3] = np.rint(colour / np.maximum(alpha, 1e-6))
    there[..., 3:] = np.rint(255 * alpha)
    return out


def _covering(pixels: np.ndarray, size: Size) -> np.ndarray:
    """The middle of a picture, scaled so that it covers a size."""
    h, w = pixels.shape[:2]
    if (w, h) == size:
        return pixels
    scale = max(size.w / w, size.h / h)
    large = resize(pixels, Size(max(size.w, round(w * scale)), max(size.h, round(h * scale))))
    top, left = (large.shape[0] - size.h) // 2, (large.shape[1] - size.w) // 2
    return np.ascontiguousarray(large[top : top + size.h, left : left + size.w])


def _with(start: ReferencePicture, pixels: np.ndarray) -> ReferencePicture:
    return changed(start, pixels=Tiles.from_array(pixels), profile=b"", crop=None, layer="")
