"""`patchboard export` and `flatten`: one picture in its own space, or the board as it is seen."""

from __future__ import annotations

from argparse import Namespace

from editor.cli.console import Console, Failure
from editor.cli.opened import looked_at, picture_layer
from editor.cli.results import check_target, save
from editor.cli.values import beyond
from editor.document.records import Document
from editor.document.stack import visible_stack
from editor.pixels.geometry import Affine, Rect, Size
from editor.steps.flatten import flatten as flattened
from editor.steps.gather import gathered
from editor.steps.place import bounds


def export(options: Namespace, console: Console) -> None:
    """One picture with all that was accepted onto it, in its own pixel grid and colour space."""
    with looked_at(options.project) as opened:
        layer = picture_layer(opened.document, options.layer)
        assert layer.pixels is not None
        check_target(options.out, layer.pixels.size, [options.project])
        pixels, box = gathered(opened.document, layer)
        said = save(options.out, pixels, layer.profile, quality=options.quality)
        value = {"file": str(options.out), "size": [box.w, box.h], "notes": said}
        console.answer(value, f"{layer.name} written to {options.out}, {box.w} x {box.h}", *said)


def flatten(options: Namespace, console: Console) -> None:
    """The whole board or one frame, in sRGB."""
    with looked_at(options.project) as opened:
        document = opened.document
        area, wanted = _area(document, options.frame)
        scale = options.scale if wanted is None else options.scale * wanted.w / area.w
        size = Size(max(1, round(area.w * scale)), max(1, round(area.h * scale)))
        if too_large := beyond(size):
            raise Failure(too_large, "Use a smaller --scale, or a --frame.")
        check_target(options.out, size, [options.project])
        to_output = Affine.translation(-area.x, -area.y).then(Affine.scaling(size.w / area.w, size.h / area.h))
        said = save(options.out, flattened(document, size, to_output), b"")
        value = {"file": str(options.out), "size": tuple(size), "notes": said}
        console.answer(value, f"{options.out} written, {size.w} x {size.h}", *said)


def _area(document: Document, frame: str) -> tuple[Rect, Size | None]:
    """The canvas rectangle to write, and the size in pixels that its frame asks for."""
    if frame:
        found = [a for a in document.frames.values() if frame in (a.id, a.name)]
        if not found:
            known = ", ".join(a.name for a in document.frames.values()) or "none"
            raise Failure(f"there is no frame called {frame!r}", f"Frames: {known}.")
        return found[0].rect, found[0].pixels
    box = Rect(0, 0, 0, 0)
    for layer in document.layers.values():
        box = box.united(bounds(document, layer)) if layer.visible else box
    if box.empty or not visible_stack(document):
        raise Failure("there is nothing to see on the canvas", "Bring a picture in with `patchboard import`.")
    return box, None
