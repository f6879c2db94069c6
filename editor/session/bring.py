"""Brings picture files into an open project: bytes kept as they are, layers side by side, one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.document.records import Layer, Origin
from editor.pixels.tiles import Tiles
from editor.session.session import Session
from editor.steps.place import GAP, beside, placed
from editor.steps.read import read, read_bytes


def bring(session: Session, paths: Sequence[Path], *, at: tuple[float, float] | None = None) -> list[Layer]:
    """The new layers, left to right from `at` (else right of everything). One bad file and nothing comes in.

    Raises what `read` raises.
    """
    document, made = session.document, []
    x, y = beside(document) if at is None else at
    for path in paths:
        data = read_bytes(path)
        picture = read(data, name=path.name)
        origin = Origin(file=path.name, format=picture.format, metadata=dict(picture.metadata))
        source = session.project.add_original(data, path.name)
        document, layer = placed(
            document, Tiles.from_source(source), name=path.stem, at=(x, y), profile=picture.profile, origin=origin
        )
        made.append(layer)
        x += source.size.w + GAP
    session.commit("Import" if len(made) == 1 else f"Import {len(made)} pictures", document)
    return made
