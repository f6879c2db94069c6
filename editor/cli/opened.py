"""Opens what a command works on: a project for writing, a layer by name, a picture or a project by its first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.cli.console import Failure
from editor.document.records import Document, Frame, Layer, Mask
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.mask import active_mask

SQLITE = b"SQLite format 3\0"


@contextmanager
def session(path: Path) -> Iterator[Session]:
    """The project at `path`, open for writing; on the way out all that was done is on disk.

    Raises Failure where it is open elsewhere.
    """
    opened = Session(Project.open(path))
    try:
        if opened.project.read_only:
            raise Failure(
                f"{path.name} is open elsewhere ({opened.project.held_by})", "Close it there, then try again."
            )
        yield opened
        if not opened.project.flush(60):
            raise Failure(f"{path.name} could not be written", "Make room on the disk and try again.")
    finally:
        opened.close()


@contextmanager
def looked_at(path: Path) -> Iterator[Session]:
    """The project at `path` as it is on the disk, also while it is open elsewhere; nothing is locked or written."""
    opened = Session(Project.open(path, read_only=True))
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def at_hand(path: Path) -> Iterator[Session]:
    """The project at `path`, open for writing; where it is open elsewhere, as it is on the disk."""
    opened = Session(Project.open(path))
    try:
        yield opened
    finally:
        opened.close()


def is_project(path: Path) -> bool:
    """Whether a file is a project rather than a picture, told by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except IsADirectoryError:
        raise Failure(f"{path} is a folder", "Name a file in it.") from None
    except FileNotFoundError:
        raise Failure(f"there is no file {path}", "Check the name and the folder.") from None


def picture_layer(document: Document, name: str) -> Layer:
    """The picture with that name or id; without a name the uppermost one that is no accepted candidate."""
    pictures = _pictures(document)
    if not name:
        return next((a for a in pictures if not a.onto), pictures[0])
    found = [a for a in pictures if a.id == name] or [a for a in pictures if a.name == name]
    if not found:
        known = ", ".join(a.name for a in pictures[:12])
        raise Failure(f"there is no layer called {name!r}", f"Layers: {known}. See `patchboard layers`.")
    if len(found) > 1:
        raise Failure(f"{len(found)} layers are called {name!r}", "Name one by its id: `patchboard layers` shows them.")
    return found[0]


def named_frame(document: Document, name: str) -> Frame:
    """The frame with that id or name."""
    found = [a for a in document.frames.values() if name in (a.id, a.name)]
    if not found:
        known = ", ".join(a.name for a in document.frames.values()) or "none"
        raise Failure(f"there is no frame called {name!r}", f"Frames: {known}.")
    return found[0]


def marked_layer(document: Document, name: str) -> tuple[Layer, Mask]:
    """The picture with that name or id, without a name the uppermost one with a mask; and its mask in use."""
    pictures = [picture_layer(document, name)] if name else _pictures(document)
    for layer in pictures:
        if (mask := active_mask(document, layer.id)) is not None:
            return layer, mask
    where = f"on {pictures[0].name}" if len(pictures) == 1 else "on any picture"
    raise Failure(f"nothing is marked {where}", "Mark what is to change with `patchboard mask`.")


def _pictures(document: Document) -> list[Layer]:
    """Uppermost first. Raises Failure where there is none."""
    found = [layer for layer in document.layers.values() if layer.pixels is not None]
    if not found:
        raise Failure("the project holds no picture yet", "Bring one in with `patchboard import`.")
    return sorted(found, key=lambda layer: layer.order, reverse=True)
