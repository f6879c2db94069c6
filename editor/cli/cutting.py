"""`patchboard cutout`: the background of a picture file, or of layers in a project, removed."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from contextlib import closing

import cv2
import numpy as np

from editor.cli.answers import answers, stopped_by_ctrl_c
from editor.cli.console import Console, Failure
from editor.cli.failures import failure
from editor.cli.opened import is_project, picture_layer, session
from editor.cli.pictures import opened
from editor.cli.results import check_target, save
from editor.cli.wishes import chosen
from editor.document.ids import new_id
from editor.document.records import Document, Layer
from editor.engine.contract import Engine, Request
from editor.engine.errors import BadResult
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.encode import writable
from editor.pixels.geometry import Rect, Size
from editor.pixels.profiles import convert
from editor.session.cutouts import KIND, Cutouts, Ended, engine_for
from editor.session.jobs import Jobs

OPAQUE = "JPEG"
LOOK = 0.1  # seconds between two looks at Ctrl+C


def cutout(options: Namespace, console: Console) -> None:
    """Of a picture file, or of layers in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine or engine_for(registry))
    if refusal := engine.abilities.refuses(KIND):
        raise Failure(refusal, "Choose another engine.", code=2)
    if is_project(options.file):
        if options.out is not None or options.object is not None:
            raise Failure("-o and --object are for picture files", "A layer keeps its cut-out as layer mask.", code=2)
        _layers(options, registry, engine, console)
        return
    if options.out is None or options.layer or options.layers:
        raise Failure("a picture needs -o OUT, and has no layers", "See `patchboard cutout --help`.", code=2)
    _picture(options, engine, console)


def _picture(options: Namespace, engine: Engine, console: Console) -> None:
    shot = opened(options.file)
    check_target(options.out, shot.size, [options.file])
    if writable(options.out.suffix, Size(1, 1)) == OPAQUE:
        raise Failure(f"{options.out.name} cannot be transparent", "Choose .png, .webp, .avif or .tif.", code=2)
    pixels = _with_alpha(shot.picture.pixels)
    image = convert(pixels, shot.layer.profile, b"")
    mask = None
    if options.object is not None:
        mask = np.zeros(image.shape[:2], np.uint8)
        mask[Rect(*options.object).intersected(shot.size.rect).slices] = 255
    request = Request(id=new_id(), kind=KIND, size=shot.size, image=image, mask=mask)
    with closing(answers(engine, request, console)) as heard:
        candidate, seconds = next(heard)
    if candidate.pixels.shape != image.shape:
        raise BadResult("The answer has another size, or no transparency.", "Choose another engine.")
    cut = convert(candidate.pixels, b"", shot.layer.profile)
    same = (candidate.pixels[..., :3] == image[..., :3]).all(axis=2, keepdims=True)
    cut[..., :3] = np.where(same, pixels[..., :3], cut[..., :3])  # there and back is not to the bit
    said = save(options.out, cut, shot.layer.profile, alpha=True)
    value = {
        "file": str(options.out),
        "engine": engine.name,
        "seconds": round(seconds, 3),
        "notes": (*shot.notes, *said),
    }
    console.answer(value, f"{options.out}  {seconds:.1f} s", *shot.notes, *said)


def _with_alpha(pixels: np.ndarray) -> np.ndarray:
    return pixels if pixels.shape[2] == 4 else cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA)


def _layers(options: Namespace, registry: Registry, engine: Engine, console: Console) -> None:
    stop, ends = Stop(), list[Ended]()
    with session(options.file) as project, stopped_by_ctrl_c(stop):
        layers, jobs = _named(options, project.document), Jobs(registry)
        try:
            cutouts = Cutouts(project, jobs)
            cutouts.progressed.connect(lambda done, total, share: console.progress(share, f"{done} of {total}"))
            cutouts.ended.connect(ends.append)
            console.begin()
            for job in cutouts.begin(engine.name, layers, "Remove background"):
                while not job.over:
                    if stop.is_set():
                        raise KeyboardInterrupt
                    with contextlib.suppress(TimeoutError):
                        jobs.wait(job, LOOK)
        finally:
            jobs.close()
        (ended,) = ends
        cut = [project.document.layers[id].name for id in ended.cut]
    value = {"engine": engine.name, "layers": list(ended.cut), "failed": {name: str(e) for name, e in ended.failed}}
    if ended.failed and not cut:
        known = failure(ended.failed[0][1])
        raise Failure(known.message, known.advice, known.code, value)
    lines = [f"{name}: its background is hidden by a layer mask" for name in cut]
    console.answer(value, *lines, *(f"{name}: {error.message} {error.advice}" for name, error in ended.failed))


def _named(options: Namespace, document: Document) -> list[Layer]:
    if options.layers:
        found = [a for a in document.layers.values() if a.pixels is not None and not a.onto and not a.locked]
        if not found:
            raise Failure("the project holds no picture that is not locked", "Bring one in with `patchboard import`.")
        return found
    named = [picture_layer(document, name) for name in options.layer or [""]]
    return list({layer.id: layer for layer in named}.values())
