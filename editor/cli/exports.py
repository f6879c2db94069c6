"""`patchboard export` and `flatten`: layers in their own space, frames, or the board as it is seen, as files."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

import msgspec

from editor.cli.answers import answers
from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.cli.opened import looked_at, named_frame, picture_layer
from editor.cli.results import check_target
from editor.cli.wishes import chosen, wanted_goal
from editor.document.records import Document
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.encode import writable
from editor.pixels.geometry import Size
from editor.pixels.profiles import made
from editor.session.aside import here
from editor.session.export import NAME, Item, Written, picture_file, planned
from editor.session.export_larger import Save, Upscaler, exported_larger, saved_new
from editor.session.session import Session
from editor.session.upscaling import enlarges_here, usual_engine
from editor.steps.export import FORMATS, Output, Subject, natural_size, scaled_size
from editor.steps.write import write

SPACES = {"same": None, "srgb": b"", "p3": made(DISPLAY_P3), "adobe-rgb": made(ADOBE_RGB)}


def export(options: Namespace, console: Console) -> None:
    """Layers with all that was accepted onto them, frames, or the whole board."""
    output = Output(
        format=_named(options.format or ""),
        scale=options.scale,
        size=options.size,
        upscale=wanted_goal(options) if options.upscale else None,
        quality=options.quality,
        profile=SPACES[options.profile],
        described=not options.undescribed,
    )
    upscaler = _upscaler(options.engine, console) if options.upscale else None
    with looked_at(options.project) as opened:
        subjects = _subjects(opened.document, options)
        several = len(subjects) > 1 or bool(options.layers or options.frames)
        writing = _Writing(opened, subjects, output, upscaler, console)
        if several or options.out.is_dir():
            _into_folder(writing, options.out, options.name)
        else:
            _to_file(writing, options.out, options.project)


def flatten(options: Namespace, console: Console) -> None:
    """The whole board or one frame, in sRGB."""
    with looked_at(options.project) as opened:
        subject = _frame(opened.document, options.frame) if options.frame else Subject()
        output = Output(scale=options.scale, profile=b"")
        _to_file(_Writing(opened, [subject], output, None, console), options.out, options.project)


class _Writing(NamedTuple):
    """What is written of which project, how, and by which engine it is made larger first."""

    opened: Session
    subjects: list[Subject]
    output: Output
    upscaler: Upscaler | None
    console: Console

    def planned(self, folder: Path, pattern: str = NAME, format: str = "") -> list[Item]:
        with refusals():
            output = msgspec.structs.replace(self.output, format=format or self.output.format)
            return planned(self.opened.project, self.opened.document, self.subjects, output, folder, pattern)

    def written(self, items: list[Item], save: Save) -> list[Written]:
        project, document = self.opened.project, self.opened.document
        with refusals():
            if self.upscaler is not None:
                return exported_larger(project, document, items, self.upscaler, here, save, Stop(), lambda _far: None)
            return [self._one(item, number / len(items), save) for number, item in enumerate(items)]

    def _one(self, item: Item, done: float, save: Save) -> Written:
        self.console.progress(done, item.path.name)
        data, notes = picture_file(self.opened.project, self.opened.document, item.subject, item.output)
        return Written(save(item.path, data), len(data), notes)


def _to_file(writing: _Writing, out: Path, source: Path) -> None:
    (item,) = writing.planned(out.parent, format=_named(out.suffix))
    check_target(out, Size(1, 1), [source])
    ((_, _, notes),) = writing.written([msgspec.structs.replace(item, path=out)], _over)
    size = scaled_size(natural_size(writing.opened.document, item.subject), item.output)
    value = {"file": str(out), "size": tuple(size), "notes": notes}
    writing.console.answer(value, f"{out} written, {size.w} x {size.h}", *notes)


def _into_folder(writing: _Writing, folder: Path, pattern: str) -> None:
    if not folder.is_dir():
        raise Failure(f"there is no folder {folder}", "Make it first: what is written goes into a folder.")
    items = writing.planned(folder, pattern)
    with saved_new(items) as save:
        made = writing.written(items, save)
    rows = [{"file": str(one.path), "bytes": one.bytes, "notes": one.notes} for one in made]
    lines = (f"{one.path} written" for one in made)
    writing.console.answer({"files": rows}, *lines, *dict.fromkeys(note for one in made for note in one.notes))


def _over(path: Path, data: bytes) -> Path:
    """Writes it to that path, over what is there."""
    write(path, data)
    return path


def _upscaler(name: str, console: Console) -> Upscaler:
    """The engine of that name, or the usual one. Raises Failure where it cannot be had for this."""
    registry = Registry.found()
    engine = chosen(registry, name or usual_engine(filter(enlarges_here, registry.engines)))
    if not enlarges_here(engine):
        raise Failure(
            f"{engine.name} cannot be asked for an export",
            "That asks engines that make pictures larger on this computer; `patchboard upscale` asks any, of layers.",
        )
    return Upscaler(engine, lambda request, _stop: (made for made, _ in answers(engine, request, console)))


def _subjects(document: Document, options: Namespace) -> list[Subject]:
    """What the options name, in their order; the uppermost picture where they name nothing."""
    found = [Subject("layer", (picture_layer(document, name).id,)) for name in options.layer]
    found += [_frame(document, name) for name in options.frame]
    if options.layers:
        pictures = sorted(document.layers.values(), key=lambda layer: layer.order)
        found += [Subject("layer", (a.id,)) for a in pictures if a.pixels is not None and not a.onto]
    if options.frames:
        frames = sorted(document.frames.values(), key=lambda frame: frame.order)
        found += [Subject("frame", (frame.id,)) for frame in frames]
    if options.board:
        found.append(Subject())
    if not found and (options.layers or options.frames):
        what = "picture" if options.layers else "frame"
        raise Failure(f"the project holds no {what}", "See `patchboard info`.")
    return found or [Subject("layer", (picture_layer(document, "").id,))]


def _frame(document: Document, name: str) -> Subject:
    return Subject("frame", (named_frame(document, name).id,))


def _named(format: str) -> str:
    """The format that a suffix or a name means; "" for none."""
    if not format:
        return ""
    with refusals():
        name = writable(format, Size(1, 1))
    return next(known for known in FORMATS if known.upper() == name)
