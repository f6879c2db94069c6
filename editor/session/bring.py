"""Brings picture files into an open project: bytes kept as they are, layers side by side, one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.document.records import Document, Layer, Origin
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
        document, layer = _brought(session, document, read_bytes(path), path.name, (x, y))
        made.append(layer)
        assert layer.pixels is not None, "a picture was read"
        x += layer.pixels.size.w + GAP
    session.commit("Import" if len(made) == 1 else f"Import {len(made)} pictures", document)
    return made


def paste(session: Session, data: bytes, *, at: tuple[float, float] | None = None) -> Layer:
    """The new layer of a picture file's bytes, such as PNG from a clipboard, its corner at `at`, else right of
    everything. Raises what `read` raises."""
    document = session.document
    document, layer = _brought(session, document, data, "Pasted", beside(document) if at is None else at)
    session.commit("Paste", document)
    return layer


def _brought(
    session: Session, document: Document, data: bytes, name: str, at: tuple[float, float]
) -> tuple[Document, Layer]:
    picture = read(data, name=name)
    origin = Origin(file=name, format=picture.format, metadata=dict(picture.metadata))
    source = session.project.add_original(data, name)
    return placed(
        document, Tiles.from_source(source), name=Path(name).stem, at=at, profile=picture.profile, origin=origin
    )
