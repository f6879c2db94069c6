"""Sizes: one master in another size: how far it is scaled, what of it shows where, and what is drawn around it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from editor.document.ids import new_id
from editor.document.order import between
from editor.document.records import Document, Frame, Layer, Mask, changed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.extend import covered
from editor.steps.look import Look
from editor.steps.mask import active_mask, mask_box
from editor.steps.place import GAP, beside, top

AIR = 0.05  # of the subject's size that stays free around it, where there is as much
LABEL = 32  # canvas pixels between a row of frames and the names of the next


class Plan(NamedTuple):
    """A picture scaled to `scaled`, of which `shown` stands with its corner `at` in a frame of `to` pixels."""

    to: Size
    scaled: Size
    shown: Rect
    at: tuple[int, int]

    @property
    def region(self) -> Rect:
        """The whole frame, in the grid of what is shown of the picture."""
        return Rect(-self.at[0], -self.at[1], *self.to)

    @property
    def drawn(self) -> bool:
        """Whether something is to be drawn: the picture does not fill the frame."""
        return self.shown.size != self.to


def planned(size: Size, to: Size, keep: Rect | None = None, *, enlarge: bool = True) -> Plan:
    """How a picture of `size` comes into a frame of `to` pixels: all of it, in the middle.

    Where `keep` says what the subject is, in the picture's grid, only that has to show: the picture is as large as
    leaves the subject whole, so that less is to be drawn around it, and the subject is as near to the middle as leaves
    no more to be drawn. Without `enlarge` nothing is scaled up. A frame that is missed by one pixel is filled.
    """
    whole, filled = min(to.w / size.w, to.h / size.h), max(to.w / size.w, to.h / size.h)
    scale = whole
    if keep is not None:
        scale = max(whole, min(filled, to.w / keep.w / (1 + 2 * AIR), to.h / keep.h / (1 + 2 * AIR)))
    if not enlarge:
        scale = min(scale, 1.0)
    scaled = Size(_side(size.w, scale, to.w), _side(size.h, scale, to.h))
    middle = keep or size.rect
    left = _start(to.w, scaled.w, (middle.x + middle.w / 2) * scaled.w / size.w)
    above = _start(to.h, scaled.h, (middle.y + middle.h / 2) * scaled.h / size.h)
    there = scaled.rect.translated(left, above).intersected(to.rect)
    return Plan(to, scaled, there.translated(-left, -above), (there.x, there.y))


def subject(document: Document, layer: Layer) -> Rect | None:
    """What the mask in use marks inside of the picture: that stays whole in every size. None where nothing is."""
    mask = active_mask(document, layer.id)
    if mask is None or layer.pixels is None:
        return None
    box, size = mask_box(mask), layer.pixels.size
    return box if size.rect.contains(box) and not box.empty and box.size != size else None


class Wanted(NamedTuple):
    """A master, as large as `size`, to be made into a frame called `name`."""

    master: Layer
    size: Size
    name: str
    plan: Plan


def wanted(document: Document, masters: Sequence[Layer], sizes: Sequence[tuple[str, Size]]) -> list[Wanted]:
    """Each master in each size, which is called by its name, and by the master's too where there are several."""
    found: list[Wanted] = []
    for master in masters:
        keep, box = subject(document, master), covered(document, master)
        keep = keep.translated(-box.x, -box.y) if keep else None
        for name, to in sizes:
            called = name if len(masters) == 1 else f"{name}, {master.name}"
            found.append(Wanted(master, box.size, called, planned(box.size, to, keep)))
    return found


def drawn_border(plan: Plan, target: str) -> Mask:
    """The mask of what is to be drawn around a version's picture, for the layer `target`."""
    region = plan.region
    inside = plan.shown.size.rect.translated(-region.x, -region.y)
    tiles = Tiles(region.size, 1).filled(region.size.rect, 255).filled(inside, 0)
    return Mask(id=new_id(), name="Extension", target=target, tiles=tiles, x=region.x, y=region.y)


def versions(look: Look, plans: Sequence[Plan], *, stop: np.ndarray | None = None) -> list[np.ndarray]:
    """What each plan shows of the picture that is looked at: uint8 (h, w, 4), straight alpha, in its colour space."""
    pixels = look.copied()
    if pixels is None:
        pixels = look(stop=stop)
    return [shown_of(pixels, plan) for plan in plans]


def shown_of(pixels: np.ndarray, plan: Plan) -> np.ndarray:
    """What a plan shows of a picture, uint8 (h, w, 3 or 4)."""
    return np.ascontiguousarray(resize(pixels, plan.scaled)[plan.shown.slices])


class Version(NamedTuple):
    """A master's picture in another size: the frame that it is to have, called `name`, and its pixels."""

    master: Layer
    name: str
    plan: Plan
    pixels: np.ndarray


def laid_out(document: Document, sizes: Sequence[Size]) -> list[Rect]:
    """Free places for frames of these sizes, right of everything: in rows, none over another, in their order."""
    left, first = (round(at) for at in beside(document))
    area = sum((size.w + GAP) * (size.h + GAP + LABEL) for size in sizes)
    width = max([1.4 * math.sqrt(area), *(size.w for size in sizes)])
    found: list[Rect] = []
    x, y, row = 0, 0, 0
    for size in sizes:
        if x and x + size.w > width:
            x, y, row = 0, y + row + GAP + LABEL, 0
        found.append(Rect(left + x, first + y, *size))
        x, row = x + size.w + GAP, max(row, size.h)
    return found


def with_versions(document: Document, made: Sequence[Version]) -> tuple[Document, list[str]]:
    """The document with each version in a frame of its own, what is to be drawn around it marked; their layers' ids."""
    ids: list[str] = []
    for version, rect in zip(made, laid_out(document, [one.plan.to for one in made]), strict=True):
        document, layer = with_version(document, version, rect)
        document = with_place(document, version.name, rect)
        ids.append(layer.id)
    return document, ids


def with_place(document: Document, name: str, rect: Rect, old: Frame | None = None) -> Document:
    """The document with a frame of that name around a rectangle of canvas pixels, in the place of an old one."""
    if old is not None:
        return document.with_(changed(old, name=name, rect=rect, pixels=None))
    order = between(max((frame.order for frame in document.frames.values()), default=None), None)
    return document.with_(Frame(id=new_id(), name=name, rect=rect, order=order))


def with_version(document: Document, version: Version, frame: Rect) -> tuple[Document, Layer]:
    """The document with a version's picture on top, in its place in the frame's rectangle of canvas pixels."""
    master, plan = version.master, version.plan
    corner = Affine.translation(frame.x + plan.at[0], frame.y + plan.at[1])
    layer = Layer(
        id=new_id(),
        name=master.name,
        order=top(document),
        transform=corner,
        pixels=Tiles.from_array(version.pixels),
        profile=master.profile,
        origin=master.origin,
        master=master.id,
    )
    document = document.with_(layer)
    return (document.with_(drawn_border(plan, layer.id)) if plan.drawn else document), layer


def replaced(document: Document, version: Version, family: frozenset[str], frame: Rect) -> tuple[Document, Layer]:
    """The document with a version in the place of its master, which is hidden with all that was accepted onto it."""
    document, layer = with_version(document, version, frame)
    hidden = [changed(document.layers[id], visible=False) for id in family]
    return document.with_(*hidden), layer


def _side(side: int, scale: float, to: int) -> int:
    scaled = max(1, round(side * scale))
    return to if abs(scaled - to) <= 1 else scaled


def _start(frame: int, scaled: int, middle: float) -> int:
    """Where the picture begins in the frame, so that `middle` of it is near the frame's and most of it is filled."""
    free = frame - scaled
    return min(max(round(frame / 2 - middle), min(0, free)), max(0, free))
