"""`patchboard info` and `layers`: what a file holds."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from editor.cli.console import Console
from editor.cli.opened import is_project, looked_at
from editor.document.archive import Generation
from editor.document.records import Document, Layer
from editor.project.archive import Archive
from editor.session.session import Session
from editor.steps.mask import active_mask
from editor.steps.place import bounds
from editor.steps.read import read


def info(options: Namespace, console: Console) -> None:
    """What a project or picture file holds."""
    if not is_project(options.file):
        _info_of_picture(options.file, console)
        return
    with looked_at(options.file) as opened:
        value = _project(opened)
        lines = [f"{value['layers']} layers, {value['steps']} steps, {len(value['generations'])} generations"]
        lines += [f"frame {frame['name']}  {frame['rect'][2]} x {frame['rect'][3]}" for frame in value["frames"]]
        for row in value["generations"]:
            lines.append(f"{row['id']}  {row['state']:9}  {row['engine']}  {row['words']}")
            lines += [f"    {one['id']}  seed {one['seed']}  {one['choice']}" for one in row["candidates"]]
        console.answer(value, *lines)


def layers(options: Namespace, console: Console) -> None:
    """The layers, uppermost first."""
    with looked_at(options.project) as opened:
        document = opened.document
        shown = sorted(document.layers.values(), key=lambda layer: layer.order, reverse=True)
        rows = [_row(document, layer) for layer in shown]
        lines = [f"{row['id']}  {_words(row['size']):>13}  {row['blend']:10} {row['name']}" for row in rows]
        console.answer({"layers": rows}, *(lines or ["no layers yet"]))


def size_of(layer: Layer) -> list[int] | None:
    """Width and height of a picture's grid; None for a group."""
    return None if layer.pixels is None else list(layer.pixels.size)


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


def _project(opened: Session) -> dict[str, Any]:
    document, archive = opened.document, opened.project.archive
    return {
        "layers": len(document.layers),
        "frames": [{"name": frame.name, "rect": tuple(frame.rect)} for frame in document.frames.values()],
        "undo": opened.history.undo_label,
        "redo": opened.history.redo_label,
        "steps": len(opened.history.heads),
        "generations": [_generation(archive, generation) for generation in archive.generations()],
    }


def _generation(archive: Archive, generation: Generation) -> dict[str, Any]:
    recipe, offers = generation.recipe, archive.offers(generation.id)
    return {
        "id": generation.id,
        "state": generation.state,
        "engine": recipe.engine,
        "words": recipe.words,
        "palette": {colour.name: f"#{bytes(colour.rgb).hex()}" for colour in recipe.palette},
        "references": recipe.references,
        "candidates": [{"id": offer.id, "seed": offer.seed, "choice": offer.choice} for offer in offers],
    }


def _row(document: Document, layer: Layer) -> dict[str, Any]:
    box = bounds(document, layer)
    return {
        "id": layer.id,
        "name": layer.name,
        "kind": layer.kind,
        "size": size_of(layer),
        "place": tuple(box),
        "opacity": layer.opacity,
        "blend": layer.blend,
        "visible": layer.visible,
        "layer_mask": layer.mask is not None,
        "masked": active_mask(document, layer.id) is not None,
        "onto": layer.onto,
    }


def _words(size: list[int] | None) -> str:
    return "group" if size is None else f"{size[0]} x {size[1]}"
