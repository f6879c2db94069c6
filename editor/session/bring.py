"""Brings picture files into an open project: bytes kept as they are, layers side by side, one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from editor.document.records import Document, Layer, Origin
from editor.pixels.tiles import Source, Tiles
from editor.session.session import Session
from editor.steps.place import GAP, beside, placed
from editor.steps.read import read, read_bytes


class Found(NamedTuple):
    """A picture file that was read: its own bytes, the profile of its pixels, where it is from."""

    name: str
    data: bytes
    profile: bytes
    origin: Origin


def found(path: Path) -> Found:
    """What is in a picture file, all of it decoded once. For any thread. Raises what `read` raises."""
    return _found(read_bytes(path), path.name)


def bring(session: Session, paths: Sequence[Path], *, at: tuple[float, float] | None = None) -> list[Layer]:
    """The new layers, left to right from `at` (else right of everything). One bad file and nothing comes in.

    Raises what `read` raises.
    """
    pictures = [found(path) for path in paths]
    return bring_found(session, [(one, kept(session, one)) for one in pictures], at=at)


def kept(session: Session, one: Found) -> Source:
    """Its bytes in the project; what takes time of bringing what was found. On the session's thread."""
    return session.project.add_original(one.data, one.name)


def bring_found(
    session: Session, pictures: Sequence[tuple[Found, Source]], *, at: tuple[float, float] | None = None
) -> list[Layer]:
    """As `bring`, of what is in the project already."""
    document, made = session.document, []
    x, y = beside(document) if at is None else at
    for one, source in pictures:
        document, layer = _placed(document, one, source, (x, y))
        made.append(layer)
        x += source.size.w + GAP
    session.commit("Import" if len(made) == 1 else f"Import {len(made)} pictures", document)
    return made


def paste(session: Session, data: bytes, *, at: tuple[float, float] | None = None) -> Layer:
    """The new layer of a picture file's bytes, such as PNG from a clipboard, its corner at `at`, else right of
    everything. Raises what `read` raises."""
    document, one = session.document, _found(data, "Pasted")
    document, layer = _placed(document, one, kept(session, one), beside(document) if at is None else at)
    session.commit("Paste", document)
    return layer


def _found(data: bytes, name: str) -> Found:
    picture = read(data, name=name)
    return Found(name, data, picture.profile, Origin(file=name, format=picture.format, metadata=dict(picture.metadata)))


def _placed(document: Document, one: Found, source: Source, at: tuple[float, float]) -> tuple[Document, Layer]:
    tiles = Tiles.from_source(source)
    return placed(document, tiles, name=Path(one.name).stem, at=at, profile=one.profile, origin=one.origin)
