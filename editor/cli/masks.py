"""`patchboard mask`: from a file, a shape or what is seen; added, taken away, grown, feathered, saved, cleared."""

from __future__ import annotations

from argparse import Namespace

import msgspec
import numpy as np

from editor.cli.answers import answers
from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.cli.opened import looked_at, picture_layer, session
from editor.cli.results import check_target
from editor.document.records import Layer
from editor.engine.errors import BadRequest
from editor.engine.registry import Registry
from editor.pixels import mask_ops
from editor.pixels.geometry import Rect
from editor.pixels.select import colour_range
from editor.pixels.tiles import Tiles
from editor.session.cutouts import Finding, engine_for
from editor.session.masks import last_mask
from editor.session.session import Session
from editor.steps.combine import combined
from editor.steps.lift import looking, seen
from editor.steps.look import flattened
from editor.steps.mask import active_mask, mask_box, mask_values
from editor.steps.read import read_mask
from editor.steps.write import write_mask
from editor.tools.smart_select import object_in
from editor.tools.tool import Find


def mask(options: Namespace, console: Console) -> None:
    """Make, change, save or clear the mask in use of a layer."""
    if options.save is not None:
        _save(options, console)
        return
    with session(options.project) as opened:
        layer = picture_layer(opened.document, options.layer)
        if options.clear:
            old = active_mask(opened.document, layer.id)
            opened.commit("Clear mask", opened.document.without(old) if old else opened.document)
            console.answer({"layer": layer.id, "marked": 0}, f"nothing is marked on {layer.name}")
            return
        find, notes = _finder(console) if options.object is not None else (None, ())
        with refusals():
            values = shaped(options, opened, layer, find)
            if not values.any():
                raise Failure("that marks nothing", "Choose another place, or a larger shape.")
            after = combined(opened.document, layer, values, how=options.how)
        opened.commit("Mask", after)
        made = active_mask(opened.document, layer.id)
        assert layer.pixels is not None
        box = mask_box(made) if made else Rect(0, 0, 0, 0)
        marked = int(np.count_nonzero(mask_values(made, box))) if made else 0
        console.answer(
            {"layer": layer.id, "mask": made.id if made else None, "box": tuple(box), "marked": marked, "notes": notes},
            f"{marked} pixels marked on {layer.name}, {box.w} x {box.h} at {box.x},{box.y}",
            *notes,
        )


def _finder(console: Console) -> tuple[Find | None, tuple[str, ...]]:
    """What finds the object in a box, and what to say where colours do instead."""
    registry = Registry.found()
    try:
        engine = registry.engine(engine_for(registry))
    except BadRequest as error:
        return None, (f"It was told by colour: a net would find it. {error.message} {error.advice}",)
    return Finding(lambda request, _stop: (made for made, _ in answers(engine, request, console))), ()


def _save(options: Namespace, console: Console) -> None:
    with looked_at(options.project) as opened:
        layer = picture_layer(opened.document, options.layer)
        assert layer.pixels is not None
        found, size = active_mask(opened.document, layer.id), layer.pixels.size
        if found is None:
            raise Failure(f"nothing is marked on {layer.name}", "Make a mask first.")
        check_target(options.save, size, [options.project])
        with refusals():
            write_mask(options.save, mask_values(found, size.rect))
        console.answer({"file": str(options.save)}, f"mask of {layer.name} written to {options.save}")


def shaped(options: Namespace, opened: Session, layer: Layer, find: Find | None = None) -> np.ndarray:
    """The mask's values, uint8 (h, w) of the layer's size, as the options ask; `find` finds objects.

    Raises ValueError, Failure.
    """
    values = _shape(options, opened, layer, find)
    if options.invert:
        values = mask_ops.inverted(values)
    if options.grow > 0:
        values = mask_ops.grown(values, options.grow)
    elif options.grow < 0:
        values = mask_ops.shrunk(values, -options.grow)
    return mask_ops.feathered(values, options.feather) if options.feather > 0 else values


def _shape(options: Namespace, opened: Session, layer: Layer, find: Find | None) -> np.ndarray:
    assert layer.pixels is not None
    size = layer.pixels.size
    if options.file is not None:
        return read_mask(options.file, size)
    if options.current or options.last:
        return _known(options, opened, layer)
    if options.colour is not None or options.object is not None:
        return _looked_for(options, opened, layer, find)
    if options.polygon is not None:
        return mask_ops.polygon(size, options.polygon)
    draw = mask_ops.rectangle if options.rect is not None else mask_ops.ellipse
    return draw(size, *(options.rect or options.ellipse))


def _known(options: Namespace, opened: Session, layer: Layer) -> np.ndarray:
    """A mask that is there, or was."""
    assert layer.pixels is not None
    whole = layer.pixels.size.rect
    if options.current:
        found = active_mask(opened.document, layer.id)
        if found is None:
            raise Failure(f"nothing is marked on {layer.name}", "Make a mask first.")
        return mask_values(found, whole)
    values, where = last_mask(opened, layer.id)
    if values is None:
        raise Failure(f"nothing was asked of {layer.name} yet", "Make a mask first.")
    return Tiles(layer.pixels.size, 1).pasted(where.x, where.y, values).crop(whole)


def _looked_for(options: Namespace, opened: Session, layer: Layer, find: Find | None) -> np.ndarray:
    """What is told by what is seen of the layer."""
    assert layer.pixels is not None
    look = msgspec.structs.replace(looking(opened.document, layer, layer.pixels.size.rect), profile=b"")
    image = seen(look, flattened)
    if options.object is not None:
        return object_in(image, Rect(*options.object), find)
    x, y = options.colour
    return colour_range(image, x, y, options.tolerance, contiguous=True)
