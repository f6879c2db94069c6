"""`patchboard mask`: from a file or a shape; grown, feathered, inverted, saved, cleared."""

from __future__ import annotations

from argparse import Namespace

import numpy as np

from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.cli.opened import looked_at, picture_layer, session
from editor.cli.results import check_target
from editor.document.records import Layer
from editor.pixels import mask_ops
from editor.pixels.geometry import Size
from editor.steps.mask import active_mask, mask_box, mask_values, masked
from editor.steps.read import read_mask
from editor.steps.write import write_mask


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
        values = shaped(options, layer)
        with refusals():
            after = masked(opened.document, layer.id, values)
        opened.commit("Mask", after)
        made = active_mask(opened.document, layer.id)
        assert made is not None
        box, marked = mask_box(made), int(np.count_nonzero(values))
        console.answer(
            {"layer": layer.id, "mask": made.id, "box": tuple(box), "marked": marked},
            f"{marked} pixels marked on {layer.name}, {box.w} x {box.h} at {box.x},{box.y}",
        )


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


def shaped(options: Namespace, layer: Layer) -> np.ndarray:
    """The mask's values, uint8 (h, w) of the layer's size, as the options ask."""
    assert layer.pixels is not None
    size = layer.pixels.size
    values = _shape(options, size)
    if options.invert:
        values = mask_ops.inverted(values)
    if options.grow > 0:
        values = mask_ops.grown(values, options.grow)
    elif options.grow < 0:
        values = mask_ops.shrunk(values, -options.grow)
    return mask_ops.feathered(values, options.feather) if options.feather > 0 else values


def _shape(options: Namespace, size: Size) -> np.ndarray:
    if options.file is not None:
        return read_mask(options.file, size)
    draw = mask_ops.rectangle if options.rect is not None else mask_ops.ellipse
    return draw(size, *(options.rect or options.ellipse))
