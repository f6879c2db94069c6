"""Guides: which references an engine takes, how a prompt names them, and their pixels as they are sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from editor.document.records import Document, ReferencePicture, changed
from editor.engine.contract import Abilities, Kind, Reference
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Rect, Size
from editor.pixels.profiles import convert
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.gather import gathering
from editor.steps.look import Look, flattened

LARGEST = 2048  # pixels of a reference's longer side: no engine looks at more
_NAMED = re.compile(r"(?<![\w@])@(\w[\w-]*)")


class Dropped(NamedTuple):
    """A reference that is not sent, and why, in a sentence."""

    reference: ReferencePicture
    why: str


class Numbered(NamedTuple):
    """References in the order in which they are shown, the first as image number `first`."""

    references: tuple[ReferencePicture, ...]
    first: int

    def named(self, text: str, dropped: Sequence[Dropped] = ()) -> tuple[str, list[str]]:
        """A text with each @name of a reference as "image 2", and sentences on names that mean nothing.

        Blanks in a reference's name are written as hyphens, or left out.
        """
        numbers = {handle(one.name): n for n, one in enumerate(self.references, self.first) if one.name}
        lost = {handle(one.reference.name): one.why for one in dropped}
        missing: list[str] = []

        def told(found: re.Match[str]) -> str:
            name = handle(found[1])
            if name in numbers:
                return f"image {numbers[name]}"
            missing.append(lost.get(name) or f"There is no reference called {found[1]}.")
            return found[1] if name in lost else found[0]

        return _NAMED.sub(told, text), missing


def in_order(document: Document) -> list[ReferencePicture]:
    """The references of a document, on and off, in the order in which they are shown."""
    return sorted(document.references.values(), key=lambda one: (one.order, one.id))


def handle(name: str) -> str:
    """What stands after the @: letters and digits of the name alone, in any case."""
    return re.sub(r"[\W_]", "", name).casefold()


def mention(name: str) -> str:
    """How a text names a reference: "@seed-head" for "seed head"."""
    return "@" + re.sub(r"\W+", "-", name).strip("-")


def sorted_out(
    references: Sequence[ReferencePicture], abilities: Abilities
) -> tuple[tuple[ReferencePicture, ...], tuple[Dropped, ...]]:
    """Those that an engine takes, in their order, and those that it does not."""
    taken: list[ReferencePicture] = []
    dropped: list[Dropped] = []
    for one in references:
        name = one.name or f"The {one.role} reference"
        if one.role not in abilities.roles and abilities.references:
            dropped.append(Dropped(one, f"{name} is not sent: this engine takes no {one.role} reference."))
        elif len(taken) >= abilities.references:
            most = abilities.references
            why = f"this engine takes {most} at most" if most else "this engine takes no references"
            dropped.append(Dropped(one, f"{name} is not sent: {why}."))
        else:
            taken.append(one)
    return tuple(taken), tuple(dropped)


def numbered(references: tuple[ReferencePicture, ...], kind: Kind, abilities: Abilities) -> Numbered:
    """References behind the picture itself and, for an engine that redraws, the same with what is marked."""
    shown = 0 if kind == "generate" else 1
    if kind in ("inpaint", "outpaint") and abilities.masks == "redraw":
        shown = 2
    return Numbered(references, shown + 1)


def frozen(
    document: Document, reference: ReferencePicture, by: Callable[[Look], np.ndarray] = flattened
) -> ReferencePicture:
    """A reference with pixels of its own: a live one as its layer is in the document, in the layer's own space.

    `by` flattens. Raises BadRequest where its layer is gone or holds no picture.
    """
    if reference.pixels is not None:
        return reference
    layer = document.layers.get(reference.layer)
    if layer is None or layer.pixels is None:
        name = reference.name or "a reference"
        raise BadRequest(f"The layer that {name} was taken from is gone.", "Undo its removal, or switch it off.")
    look, _ = gathering(document, layer)
    copy = look.copied()
    pixels = by(look) if copy is None else copy
    crop = reference.crop and reference.crop.intersected(Size(pixels.shape[1], pixels.shape[0]).rect)
    if crop and not crop.empty:
        pixels = np.ascontiguousarray(pixels[crop.slices])
    return changed(reference, pixels=Tiles.from_array(pixels), profile=layer.profile, crop=None)


def guide(reference: ReferencePicture) -> Reference:
    """A frozen reference as it is sent: its crop, uint8 (h, w, 4), sRGB, no larger than anybody looks at."""
    assert reference.pixels is not None, "it is frozen"
    part = part_of(reference.pixels.size, reference.crop)
    image = convert(reference.pixels.crop(part), reference.profile, b"")
    if (size := sent_size(part.size)) != part.size:
        image = resize(image, size)
    return Reference(image, reference.role, reference.strength, reference.name)


def stand_in(document: Document, reference: ReferencePicture) -> Reference:
    """A reference without its pixels but of the size at which it is sent, for what only asks how large it is."""
    layer = document.layers.get(reference.layer)
    tiles = reference.pixels or (layer.pixels if layer is not None else None)
    size = sent_size(part_of(tiles.size, reference.crop).size) if tiles is not None else Size(1, 1)
    nothing = np.broadcast_to(np.zeros(4, np.uint8), (size.h, size.w, 4))
    return Reference(nothing, reference.role, reference.strength, reference.name)


def sent_size(size: Size) -> Size:
    """The size at which a picture guides."""
    scale = LARGEST / max(size)
    return size if scale >= 1 else Size(max(1, round(size.w * scale)), max(1, round(size.h * scale)))


def part_of(size: Size, crop: Rect | None) -> Rect:
    """What of a picture a crop leaves; all of it where there is none, or where it is beside the picture."""
    part = crop.intersected(size.rect) if crop is not None else size.rect
    return size.rect if part.empty else part
