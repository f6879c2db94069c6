"""`patchboard export` and `flatten`: layers in their own space, frames, or the board as it is seen, as files."""

from __future__ import annotations

import secrets
from argparse import Namespace
from pathlib import Path

import msgspec

from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.cli.opened import looked_at, picture_layer
from editor.cli.results import check_target
from editor.document.records import Document, Frame
from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.decode import inspect
from editor.pixels.encode import writable
from editor.pixels.geometry import Size
from editor.pixels.profiles import made
from editor.session.export import Item, Written, picture_file, planned
from editor.session.session import Session
from editor.steps.export import FORMATS, Output, Subject
from editor.steps.write import write, write_new

SPACES = {"same": None, "srgb": b"", "p3": made(DISPLAY_P3), "adobe-rgb": made(ADOBE_RGB)}


def export(options: Namespace, console: Console) -> None:
    """Layers with all that was accepted onto them, frames, or the whole board."""
    output = Output(
        format=_named(options.format or ""),
        scale=options.scale,
        size=options.size,
        quality=options.quality,
        profile=SPACES[options.profile],
        described=not options.undescribed,
    )
    with looked_at(options.project) as opened:
        subjects = _subjects(opened.document, options)
        several = len(subjects) > 1 or bool(options.layers or options.frames)
        if several or options.out.is_dir():
            _into_folder(opened, subjects, output, options, console)
        else:
            _to_file(opened, subjects[0], output, options, console)


def flatten(options: Namespace, console: Console) -> None:
    """The whole board or one frame, in sRGB."""
    with looked_at(options.project) as opened:
        subject = _frame(opened.document, options.frame) if options.frame else Subject()
        _to_file(opened, subject, Output(scale=options.scale, profile=b""), options, console)


def _to_file(opened: Session, subject: Subject, output: Output, options: Namespace, console: Console) -> None:
    out: Path = options.out
    with refusals():
        output = msgspec.structs.replace(output, format=_named(out.suffix))
        (item,) = planned(opened.project, opened.document, [subject], output, out.parent)
        check_target(out, Size(1, 1), [options.project])
        data, notes = picture_file(opened.project, opened.document, item.subject, item.output)
    write(out, data)
    size = inspect(data).size
    value = {"file": str(out), "size": tuple(size), "notes": notes}
    console.answer(value, f"{out} written, {size.w} x {size.h}", *notes)


def _into_folder(
    opened: Session, subjects: list[Subject], output: Output, options: Namespace, console: Console
) -> None:
    if not options.out.is_dir():
        raise Failure(f"there is no folder {options.out}", "Make it first: what is written goes into a folder.")
    with refusals():
        items = planned(opened.project, opened.document, subjects, output, options.out, options.name)
    rows, token = [], secrets.token_hex(8)
    for number, item in enumerate(items):
        console.progress(number / len(items), item.path.name)
        with refusals():
            written = _written(opened, item, token)
        rows.append({"file": str(written.path), "bytes": written.bytes, "notes": written.notes})
    lines = (f"{row['file']} written" for row in rows)
    console.answer({"files": rows}, *lines, *dict.fromkeys(note for row in rows for note in row["notes"]))


def _written(opened: Session, item: Item, token: str) -> Written:
    data, notes = picture_file(opened.project, opened.document, item.subject, item.output)
    return Written(write_new(item.path, data, token), len(data), notes)


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
    found: list[Frame] = [a for a in document.frames.values() if name in (a.id, a.name)]
    if not found:
        known = ", ".join(a.name for a in document.frames.values()) or "none"
        raise Failure(f"there is no frame called {name!r}", f"Frames: {known}.")
    return Subject("frame", (found[0].id,))


def _named(format: str) -> str:
    """The format that a suffix or a name means; "" for none."""
    if not format:
        return ""
    with refusals():
        name = writable(format, Size(1, 1))
    return next(known for known in FORMATS if known.upper() == name)
