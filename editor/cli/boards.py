"""Commands on a whole project: new, import, info, layers, undo, redo, compact, check."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from editor.cli.console import Console, Failure
from editor.cli.opened import is_project, looked_at, session
from editor.document.records import Document, Layer
from editor.project.errors import DamagedError
from editor.project.project import Project
from editor.project.recover import recover
from editor.session.bring import bring
from editor.steps.mask import active_mask
from editor.steps.place import bounds
from editor.steps.read import read


def new(options: Namespace, console: Console) -> None:
    """Make an empty project; an existing file is never written over."""
    Project.create(options.project).close()
    console.answer({"project": str(options.project)}, f"{options.project} made")


def import_(options: Namespace, console: Console) -> None:
    """Bring pictures in, side by side, as one undo step; with one bad file none comes in."""
    with session(options.project) as opened:
        made = bring(opened, options.pictures, at=options.at)
        rows = [{"layer": layer.id, "name": layer.name, "size": _size(layer)} for layer in made]
        console.answer({"layers": rows}, *(f"{row['name']}  {row['size'][0]} x {row['size'][1]}" for row in rows))


def info(options: Namespace, console: Console) -> None:
    """What a file holds."""
    if not is_project(options.file):
        _info_of_picture(options.file, console)
        return
    with looked_at(options.file) as opened:
        document, archive = opened.document, opened.project.archive
        generations = [
            {
                "id": generation.id,
                "state": generation.state,
                "engine": generation.recipe.engine,
                "words": generation.recipe.words,
                "candidates": [
                    {"id": offer.id, "seed": offer.seed, "choice": offer.choice}
                    for offer in archive.offers(generation.id)
                ],
            }
            for generation in archive.generations()
        ]
        value: dict[str, Any] = {
            "layers": len(document.layers),
            "frames": [{"name": frame.name, "rect": tuple(frame.rect)} for frame in document.frames.values()],
            "undo": opened.history.undo_label,
            "redo": opened.history.redo_label,
            "steps": len(opened.history.heads),
            "generations": generations,
        }
        lines = [f"{value['layers']} layers, {value['steps']} steps, {len(generations)} generations"]
        lines += [f"frame {frame['name']}  {frame['rect'][2]} x {frame['rect'][3]}" for frame in value["frames"]]
        for row in generations:
            lines.append(f"{row['id']}  {row['state']:9}  {row['engine']}  {row['words']}")
            lines += [f"    {one['id']}  seed {one['seed']}  {one['choice']}" for one in row["candidates"]]
        console.answer(value, *lines)


def _info_of_picture(path: Path, console: Console) -> None:
    picture = read(path)
    h, w = picture.pixels.shape[:2]
    value = {
        "format": picture.format,
        "size": [w, h],
        "bits": picture.bits,
        "model": picture.model,
        "metadata": picture.metadata,
    }
    console.answer(value, f"{picture.format}, {w} x {h}, {picture.bits} bits a channel, {picture.model}")


def layers(options: Namespace, console: Console) -> None:
    """The layers, uppermost first."""
    with looked_at(options.project) as opened:
        document = opened.document
        shown = sorted(document.layers.values(), key=lambda layer: layer.order, reverse=True)
        rows = [_row(document, layer) for layer in shown]
        lines = [f"{row['id']}  {_words(row['size']):>13}  {row['blend']:10} {row['name']}" for row in rows]
        console.answer({"layers": rows}, *(lines or ["no layers yet"]))


def undo(options: Namespace, console: Console) -> None:
    _step(options, console, back=True)


def redo(options: Namespace, console: Console) -> None:
    _step(options, console, back=False)


def _step(options: Namespace, console: Console, *, back: bool) -> None:
    with session(options.project) as opened:
        done: list[str] = []
        for _ in range(options.steps):
            label = opened.history.undo_label if back else opened.history.redo_label
            if not (opened.undo() if back else opened.redo()):
                break
            done.append(label)
        if not done:
            raise Failure("there is nothing to undo" if back else "there is nothing to redo")
        word = "taken back" if back else "done again"
        console.answer({"steps": done}, *(f"{word}: {label}" for label in done))


def compact(options: Namespace, console: Console) -> None:
    """Make the file smaller; what document and archive name stays."""
    with session(options.project) as opened:
        began = time.monotonic()
        report = opened.project.compact(options.keep_steps)
        seconds = time.monotonic() - began
        value = {"before": report.before, "after": report.after, "seconds": round(seconds, 3)}
        console.answer(value, f"{report.before / 1e6:.1f} MB before, {report.after / 1e6:.1f} MB now")


def check(options: Namespace, console: Console) -> None:
    """Look for damage; with --rescue write what can be read to a new project."""
    problems = _problems(options.project)
    value: dict[str, Any] = {"sound": not problems, "problems": problems}
    lines = [f"damaged: {problem}" for problem in problems] or ["no damage found"]
    if options.rescue is not None:
        report = recover(options.project, options.rescue)
        value["rescued"] = {"file": str(options.rescue), "lost": report.lost}
        lines += [f"what could be read is in {options.rescue}", *(f"lost: {what}" for what in report.lost)]
    elif problems:
        command = f"patchboard check {options.project} --rescue NEW.patchboard"
        raise Failure(f"{options.project} is damaged: {problems[0]}", f"Rescue what can be read: {command}")
    console.answer(value, *lines)


def _problems(path: Path) -> tuple[str, ...]:
    """What is wrong with a project file; a file that cannot even be opened is one problem."""
    try:
        project = Project.open(path, read_only=True)
    except DamagedError as error:
        return (error.message,)
    try:
        return project.check().problems
    finally:
        project.close()


def _row(document: Document, layer: Layer) -> dict[str, Any]:
    box = bounds(document, layer)
    return {
        "id": layer.id,
        "name": layer.name,
        "kind": layer.kind,
        "size": _size(layer),
        "place": tuple(box),
        "opacity": layer.opacity,
        "blend": layer.blend,
        "visible": layer.visible,
        "layer_mask": layer.mask is not None,
        "masked": active_mask(document, layer.id) is not None,
        "onto": layer.onto,
    }


def _size(layer: Layer) -> list[int] | None:
    return None if layer.pixels is None else list(layer.pixels.size)


def _words(size: list[int] | None) -> str:
    return "group" if size is None else f"{size[0]} x {size[1]}"
