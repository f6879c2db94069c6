"""Brings pictures into an open project: bytes kept as they are, each a layer, all together one undo step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from editor.document.records import Layer, Origin
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Source, Tiles
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.place import GAP, beside, placed
from editor.steps.read import read, read_bytes
from editor.steps.room import Place, free_place, in_rows

PACKED = 16  # canvas pixels between pictures that come in together


class Incoming(NamedTuple):
    """A picture whose file was found whole and is kept by the project; `profile` is that of its pixels."""

    source: Source
    name: str
    profile: bytes
    origin: Origin


def incoming(project: Project, data: bytes, name: str, address: str = "") -> Incoming:
    """A picture file's bytes, looked at and kept; for any thread. Raises what `read` raises, and ProjectError."""
    picture = read(data, name=name)
    origin = Origin(file=name, format=picture.format, address=address, metadata=dict(picture.metadata))
    return Incoming(project.add_original(data, name), name, picture.profile, origin)


def bring(session: Session, paths: Sequence[Path], *, at: Place | None = None) -> list[Layer]:
    """The new layers, left to right from `at` (else right of everything). One bad file and nothing comes in.

    Raises what `read` raises.
    """
    pictures = [incoming(session.project, read_bytes(path), path.name) for path in paths]
    x, y = beside(session.document) if at is None else at
    places: list[Place] = []
    for picture in pictures:
        places.append((x, y))
        x += picture.source.size.w + GAP
    return _taken_in(session, pictures, places)


def bring_packed(session: Session, pictures: Sequence[Incoming], near: Place) -> list[Layer]:
    """The new layers, packed side by side about `near`, or the nearest place where they lie over nothing."""
    offsets = in_rows([picture.source.size for picture in pictures], PACKED)
    box = Rect(0, 0, 0, 0)
    for picture, (x, y) in zip(pictures, offsets, strict=True):
        box = box.united(Rect(int(x), int(y), *picture.source.size))
    left, top = free_place(session.document, box.w, box.h, near)
    return _taken_in(session, pictures, ((left + x, top + y) for x, y in offsets))


def _taken_in(session: Session, pictures: Sequence[Incoming], places: Iterable[Place]) -> list[Layer]:
    document, made = session.document, []
    for picture, at in zip(pictures, places, strict=True):
        document, layer = placed(
            document,
            Tiles.from_source(picture.source),
            name=Path(picture.name).stem or picture.name,
            at=at,
            profile=picture.profile,
            origin=picture.origin,
        )
        made.append(layer)
    session.commit("Import" if len(made) == 1 else f"Import {len(made)} pictures", document)
    return made
