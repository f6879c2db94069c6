"""Context: how much of the picture around a mask an engine is shown, at which scale, and what is marked for it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import numpy as np

from editor.engine.contract import Abilities, Kind
from editor.pixels.geometry import Rect, Size
from editor.pixels.mask_ops import bounds, feathered, grown, shrunk

LEAST = 96  # pixels of context that fitting an answer back needs
SIDE = 512  # a region's least side, where the picture has it
NEAR = 64  # least margin for engines that leave the rest alone and run here
CELL = 16  # about the least side of the cells that a scaled region is counted in
INSET = (8, 16)  # a marking's distance from the mask's edge


class Framing(msgspec.Struct, frozen=True):
    """One request's place: `region` in the target's grid, the size `sent` to the engine, and sent / region.

    The scale is the same in both directions, exactly: sides are whole multiples of common cells.
    """

    region: Rect
    sent: Size
    scale: float


class Growth(NamedTuple):
    """How far, in pixels, a mask grows for an engine that wants soft room, and how wide its edge is blurred."""

    grow: int
    feather: int


class _Shape(NamedTuple):
    region: Size
    sent: Size


def framing(box: Rect, picture: Rect, abilities: Abilities) -> Framing:
    """The region for a mask with bounds `box`; all rectangles are in the target's grid.

    `picture` is what there is to see, and holds the box. Around the box there are at least 96 px, and a quarter of
    its size, wherever the picture has them; regions tend to squares of at least 512 px and are shifted inside the
    picture. Sides, area, multiples, ratios and sizes that the engine allows are met, the ratio by the region
    itself. What suits best comes first: nothing outside the picture, a scale near 1, much context, a small region.
    The region reaches outside where no allowed shape around the box fits into the picture, and by less than the
    engine's multiple rather than scale for it. Raises ValueError where the box is empty or outside the picture, or
    where the engine's own limits exclude each other.
    """
    if box.empty or not picture.contains(box):
        raise ValueError("the mask marks nothing inside the picture: paint over what is to change")
    best = _best(box, picture, abilities)
    if best is None and not (abilities.ratios or abilities.sizes):  # where the cells of a slim region are too coarse
        best = _best(box, picture, msgspec.structs.replace(abilities, ratios=((1, 1),)))
    if best is None:
        raise ValueError("this engine's limits of size and ratio leave no picture that it could be sent")
    region, sent = best
    x = _start(box.x, box.w, region.w, picture.x, picture.w)
    y = _start(box.y, box.h, region.h, picture.y, picture.h)
    return Framing(Rect(x, y, *region), sent, sent.w / region.w)


def _best(box: Rect, picture: Rect, abilities: Abilities) -> _Shape | None:
    best: tuple[tuple[float, ...], _Shape] | None = None
    for share, need in _needs(box, picture, abilities):
        for shape in _shapes(need, box.size, picture.size, abilities):
            w, h = shape.region
            key = (
                _outside(shape, picture.size, abilities.multiple),
                _loss(shape.sent.w / w),
                -share,
                w * h,
            )
            if _allowed(shape.sent, abilities) and (best is None or key < best[0]):
                best = key, shape
    return best[1] if best else None


def _loss(scale: float) -> float:
    """What scaling costs: an answer with too few pixels is softer, one with too many only takes longer."""
    return math.log(scale) if scale >= 1 else -3 * math.log(scale)


def growth(box: Rect) -> Growth:
    """Growth and blur sized to a selection's bounds, for engines that redraw a soft mask's rim late and little."""
    feather = max(int(0.10 * math.hypot(box.w, box.h)), 32)
    return Growth(4 + feather // 2, feather)


def marking(mask: np.ndarray, abilities: Abilities, kind: Kind) -> np.ndarray:
    """What is marked for the engine, from the mask uint8 (h, w) that will be composited, both over the region.

    An engine that redraws everything gets a marking 8 to 16 px smaller (less where the mask is narrow), so that its
    change ends before the edge; one that takes masks over the network gets a grown and feathered one; the others,
    and extensions, get the mask itself. Where a mask touches the region's border it is not eaten.
    """
    if not remarked(abilities, kind) or (box := bounds(mask)).empty:
        return mask
    if abilities.masks == "redraw":
        return _inset(mask, box)
    grow, feather = growth(box)
    return feathered(grown(mask, grow), feather // 2)


def remarked(abilities: Abilities, kind: Kind) -> bool:
    """Whether something else than the mask itself may be marked for an engine."""
    if kind in ("outpaint", "image") or abilities.masks == "none":
        return False
    return abilities.masks == "redraw" or not stays_put(abilities)


def _inset(mask: np.ndarray, box: Rect) -> np.ndarray:
    """The mask made smaller by an eighth of its box within 8..16 px, by less until half of it is left."""
    inset = min(max(min(box.w, box.h) // 8, INSET[0]), INSET[1])
    marked = np.count_nonzero(mask)
    while inset > 0:
        smaller = shrunk(mask, inset)
        if 2 * np.count_nonzero(smaller) >= marked:
            return smaller
        inset //= 2
    return mask


def _needs(box: Rect, picture: Rect, abilities: Abilities) -> Iterator[tuple[float, Size]]:
    """Sizes worth having, from all the context that is wished for down to the least, within the picture."""
    wished = [min(side, abilities.largest_side) for side in _wished(box, picture, abilities)]
    margin = NEAR if stays_put(abilities) else LEAST
    least = [side + 2 * max(margin, -(-side // 4)) for side in box.size]
    for share in (1.0, 0.75, 0.5, 0.25, 0.0):
        sides = [low + max(0, round(share * (high - low))) for low, high in zip(least, wished, strict=True)]
        yield share, Size(min(sides[0], picture.w), min(sides[1], picture.h))


def _outside(shape: _Shape, picture: Size, multiple: int) -> int:
    """Pixels of the region that no shift brings into the picture; at scale 1 the last of a multiple do not count."""
    w, h = shape.region
    if shape.region == shape.sent and w - picture.w < multiple and h - picture.h < multiple:
        return 0
    return w * h - min(w, picture.w) * min(h, picture.h)


def _wished(box: Rect, picture: Rect, abilities: Abilities) -> tuple[int, int]:
    w, h = box.size
    if stays_put(abilities):
        margin, least = max(NEAR, w, h), abilities.smallest_side
        return max(w + 2 * margin, least), max(h + 2 * margin, least)
    context = max(LEAST, max(picture.size) // 16, (w + h) // 4) + growth(box).feather + int(0.06 * math.hypot(w, h))
    longer = max(context // 2, context - abs(w - h) // 2)
    across, down = (longer, context) if w >= h else (context, longer)
    least = max(SIDE, abilities.smallest_side)
    return max(w + 2 * across, least), max(h + 2 * down, least)


def stays_put(abilities: Abilities) -> bool:
    """True for engines that run here and leave all but the mask alone, so that nothing has to be fitted back."""
    return abilities.masks == "native" and abilities.offline and abilities.exact


def _shapes(need: Size, box: Size, picture: Size, abilities: Abilities) -> Iterator[_Shape]:
    """Regions of about the size `need` that hold the box, each with a size to send it at."""
    if abilities.sizes:
        for size in abilities.sizes:
            yield from _of_size(Size(*size), need, box, picture)
        return
    if not abilities.ratios:
        yield from _free(need, box, picture, abilities)
    for a, b in abilities.ratios:
        g = math.gcd(a, b)
        yield from _of_ratio(a // g, b // g, need, box, picture, abilities)


def _free(need: Size, box: Size, picture: Size, abilities: Abilities) -> Iterator[_Shape]:
    """Any ratio: whole cells of the engine's multiple at scale 1, else cells of another size here than there."""
    m, low = abilities.multiple, abilities.smallest_side
    longest = min(abilities.largest_side, (abilities.largest_area or math.inf) / low)
    slim = math.ceil(1.1 * max(need) * low / longest) if low > 1 else 1  # a tenth more, for whole cells
    need = Size(max(need.w, slim), max(need.h, slim))
    sizes = [(m, m)]
    if (times := -(-low // min(need))) > 1:
        cell = m // math.gcd(m, times)
        sizes.append((cell, cell * times))
    scale = max(low / min(need), min(1.0, _largest(need, abilities)))
    there = m * math.ceil(CELL * max(1.0, scale) / m)
    first = max(1, math.floor(there / scale))
    sizes += [(here, there) for here in range(first, first + CELL) if here != there]
    for here, there in sizes:
        for w, h in _cells(need, box, picture, here):
            yield _Shape(Size(w * here, h * here), Size(w * there, h * there))


def _cells(need: Size, box: Size, picture: Size, cell: int) -> Iterator[tuple[int, int]]:
    """How many cells hold `need`; also one fewer where that leaves the picture and the box has room all the same."""
    up = [-(-side // cell) for side in need]
    yield up[0], up[1]
    down = [
        most // cell if wanted <= most < n * cell and most // cell * cell >= least else n
        for n, wanted, least, most in zip(up, need, box, picture, strict=True)
    ]
    if down != up:
        yield down[0], down[1]


def _of_ratio(a: int, b: int, need: Size, box: Size, picture: Size, abilities: Abilities) -> Iterator[_Shape]:
    """Regions of exactly a : b: at scale 1 where the engine's multiple allows it, else scaled."""
    m = abilities.multiple
    unit = math.lcm(m // math.gcd(m, a), m // math.gcd(m, b))
    for n in _units(Size(a * unit, b * unit), need, box, picture):
        yield _Shape(Size(a * n * unit, b * n * unit), Size(a * n * unit, b * n * unit))
    for here in _units(Size(a, b), need, box, picture):
        region = Size(a * here, b * here)
        if (times := -(-abilities.smallest_side // min(region))) > 1:
            step = unit // math.gcd(unit, times)
            for n in _units(Size(a * step, b * step), need, box, picture):
                yield _Shape(Size(a * n * step, b * n * step), Size(a * n * step * times, b * n * step * times))
        most = math.floor(min(1.0, _largest(region, abilities)) * here / unit) * unit
        least = -(-abilities.smallest_side // (min(a, b) * unit)) * unit
        there = max(most, least, unit)
        yield _Shape(region, Size(a * there, b * there))


def _of_size(sent: Size, need: Size, box: Size, picture: Size) -> Iterator[_Shape]:
    """Regions that an engine draws at exactly this size: as large as that, a whole part of it, or of its ratio."""
    g = math.gcd(*sent)
    for parts in (part for part in range(1, 9) if g % part == 0):
        region = Size(sent.w // parts, sent.h // parts)
        if region.w >= need.w and region.h >= need.h:
            yield _Shape(region, sent)
    unit = Size(sent.w // g, sent.h // g)
    for n in _units(unit, need, box, picture):
        yield _Shape(Size(unit.w * n, unit.h * n), sent)


def _units(unit: Size, need: Size, box: Size, picture: Size) -> Iterator[int]:
    """How many units hold `need`; also as many as the picture holds where they are fewer and hold the box."""
    up = max(-(-need.w // unit.w), -(-need.h // unit.h))
    yield up
    down = min(picture.w // unit.w, picture.h // unit.h)
    if down < up and down * unit.w >= box.w and down * unit.h >= box.h:
        yield down


def _largest(size: Size, abilities: Abilities) -> float:
    """The scale at which a size just meets the engine's largest side and area."""
    scale = abilities.largest_side / max(size)
    return scale if abilities.largest_area is None else min(scale, math.sqrt(abilities.largest_area / size.area))


def _allowed(sent: Size, abilities: Abilities) -> bool:
    area = abilities.largest_area
    return (
        abilities.smallest_side <= min(sent) and max(sent) <= abilities.largest_side and (not area or sent.area <= area)
    )


def _start(box: int, length: int, region: int, low: int, size: int) -> int:
    """Where a region's side begins: centred on the box, moved inside the picture, or centred on all of it."""
    if region >= size:
        return low - (region - size) // 2
    return min(max(box - (region - length) // 2, low), low + size - region)
