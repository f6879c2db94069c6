"""Exports pictures of an open project, or, as work for another process, of a project file."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from editor.document.archive import Generation
from editor.document.records import Document, Layer
from editor.document.stack import accepted_onto
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.session.aside import Process
from editor.steps.export import (
    ENDINGS,
    Original,
    Output,
    Subject,
    check_size,
    encoded,
    format_of,
    natural_size,
    rendered,
    scaled_size,
    source_of,
)
from editor.steps.extent import pictures, with_accepted
from editor.steps.naming import by_pattern
from editor.steps.provenance import UNTRAINED, Made, xmp
from editor.steps.write import unfinished, write_new

NAME = "{name}"  # the pattern of file names


class Item(msgspec.Struct, frozen=True):
    """One file to be written: `path` has the ending of `output.format`; where it is taken, a number is added."""

    subject: Subject
    output: Output
    path: Path


class Written(NamedTuple):
    """A file that was written, how large, and what is to be said of it."""

    path: Path
    bytes: int
    notes: tuple[str, ...]


def planned(
    project: Project, document: Document, subjects: Sequence[Subject], output: Output, folder: Path, pattern: str = NAME
) -> list[Item]:
    """A file in `folder` for each subject, in its own format unless `output` names one.

    Raises ValueError, before anything is written, where one of them cannot be.
    """
    items = []
    for number, subject in enumerate(subjects, 1):
        source = source_of(document, subject, originals(project))
        own = msgspec.structs.replace(output, format=output.format or format_of(document, subject, source))
        size = scaled_size(natural_size(document, subject), own)
        check_size(own.format, size)
        name = by_pattern(pattern, title(document, subject, project.path.stem), size, number)
        items.append(Item(subject, own, folder / f"{name}{ENDINGS[own.format]}"))
    return items


def title(document: Document, subject: Subject, board: str) -> str:
    """What a subject is called: the name of its only layer or frame, else that of the board."""
    if len(subject.ids) != 1:
        return board
    return document.frames[subject.ids[0]].name if subject.kind == "frame" else document.layers[subject.ids[0]].name


def picture_file(
    project: Project,
    document: Document,
    subject: Subject,
    output: Output,
    stop: np.ndarray | None = None,
    far: np.ndarray | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a picture file, and what is to be said of it; `output.format` is named.

    Loads numba. Raises ValueError where it cannot be written so, Cancelled on stop.
    """
    original = originals(project)
    picture = rendered(document, subject, output, original, stop=stop, far=far)
    if stop is not None and stop.any():
        raise Cancelled("It was stopped.")
    return encoded(picture, output, source_of(document, subject, original), provenance(project, document, subject))


def provenance(project: Project, document: Document, subject: Subject, larger: Generation | None = None) -> str:
    """The XMP that tells the accepted candidates in a picture, lowest first, and last what made it larger for its file,
    where that was trained; empty where there is nothing to tell."""
    layers = sorted(_shown(document, subject), key=lambda layer: layer.order)
    made: list[Made] = []
    for layer in layers:
        if layer.generation:
            try:
                generation = project.archive.generation(layer.generation)
                made.append(Made(generation, project.archive.get_offer(layer.candidate).seed))
            except (LookupError, ProjectError):  # a damaged archive is no reason to keep a picture back
                continue
    if larger is not None and larger.recipe.engine not in UNTRAINED:
        made.append(Made(larger, larger.recipe.seed))
    return xmp(made, brought=any(not layer.generation for layer in layers))


def originals(project: Project) -> Original:
    """Finds the own bytes of the files that layers were brought from."""

    def original(layer: Layer) -> bytes:
        base = layer.pixels.base if layer.pixels else None
        return project.original(base.digest) if base is not None and base.digest else b""

    return original


class Export(msgspec.Struct, frozen=True):
    """The export of a project file as it is on the disk: work for a process of its own.

    `token` names the unfinished file, which `swept` removes should the process be ended.
    """

    project: Path
    items: tuple[Item, ...]
    token: str

    def __call__(self, *, stop: np.ndarray | None, far: np.ndarray | None = None) -> list[Written]:
        """Writes them one after the other. Raises ValueError, OSError, ProjectError, Cancelled; what was written
        before that stays."""
        done = []
        project = Project.open(self.project, read_only=True)
        try:
            for number, item in enumerate(self.items):
                share = np.zeros(1, np.uint8)
                watch = far if len(self.items) == 1 else share
                data, notes = picture_file(project, project.document, item.subject, item.output, stop, watch)
                if stop is not None and stop.any():
                    raise Cancelled("It was stopped.")
                done.append(Written(write_new(item.path, data, self.token), len(data), notes))
                if far is not None:
                    far[0] = 100 * (number + 1) // len(self.items)
        finally:
            project.close()
        return done

    def swept(self) -> None:
        """Remove what the process left unfinished."""
        for folder in {item.path.parent for item in self.items}:
            unfinished(folder / "-", self.token).unlink(missing_ok=True)


def exported(
    project: Project, items: Sequence[Item], aside: Process, stop: Stop, heard: Callable[[float], object]
) -> list[Written]:
    """Write an open project's pictures in `aside`; waits for it, from any thread. `heard(0..1)` how far it is.

    What was changed until now is on the disk first. Raises what `Export` raises, BadResult where the process crashed.
    """
    if not project.read_only and not project.flush(60):
        raise ValueError("The project could not be saved first: make room on its disk, then export again.")
    work = Export(project.path, tuple(items), secrets.token_hex(8))
    try:
        return aside(work, stop, heard)
    finally:
        work.swept()


def _shown(document: Document, subject: Subject) -> list[Layer]:
    layers = list(document.layers.values())
    if subject.kind == "layer":
        family = accepted_onto(document, subject.ids[0])
        return [layer for layer in layers if layer.id == subject.ids[0] or (layer.id in family and layer.visible)]
    if subject.kind == "layers":
        layers = pictures(document, with_accepted(document, subject.ids))
    return [layer for layer in layers if layer.visible and layer.pixels is not None]
