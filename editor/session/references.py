"""The references of an open project: taken from files and layers, live or frozen, changed, put in order, removed.

Each change is one undo step.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from editor.document.ids import new_id
from editor.document.order import between
from editor.document.records import Document, Layer, ReferencePicture, changed
from editor.engine.contract import Role
from editor.pixels.tiles import Tiles
from editor.session.bring import incoming
from editor.session.session import Session
from editor.steps.guides import frozen
from editor.steps.look import Look, flattened


def add_file(
    session: Session, data: bytes, name: str, role: Role = "style", *, address: str = "", licence: str = ""
) -> ReferencePicture:
    """A picture file's bytes, kept as they are. Raises what `incoming` raises."""
    picture = incoming(session.project, data, name, address)
    made = ReferencePicture(
        id=new_id(),
        name=Path(name).stem or name,
        role=role,
        pixels=Tiles.from_source(picture.source),
        profile=picture.profile,
        origin=msgspec.structs.replace(picture.origin, licence=licence),
        order=last(session.document),
    )
    session.commit("Add reference", session.document.with_(made))
    return made


def add_layer(session: Session, layer: Layer, role: Role = "style") -> ReferencePicture:
    """A layer with all that is accepted onto it; it follows the layer until it is frozen."""
    made = ReferencePicture(
        id=new_id(), name=layer.name, role=role, layer=layer.id, origin=layer.origin, order=last(session.document)
    )
    session.commit("Add reference", session.document.with_(made))
    return made


def freeze(session: Session, id: str, by: Callable[[Look], np.ndarray] = flattened) -> ReferencePicture:
    """Keep a live reference as its layer is now. `by` flattens. Raises LookupError, and BadRequest as `frozen`."""
    still = frozen(session.document, reference_of(session.document, id), by)
    session.commit("Freeze reference", session.document.with_(still))
    return still


def follow(session: Session, id: str) -> ReferencePicture:
    """Have a frozen reference follow its layer again. Raises LookupError where it has none."""
    before = reference_of(session.document, id)
    if before.layer not in session.document.layers:
        raise LookupError("The layer that this reference was taken from is no longer there.")
    return edit(session, id, pixels=None, profile=b"")


def edit(session: Session, id: str, **fields: Any) -> ReferencePicture:
    """Another name, role, strength, crop, licence; on or off. Raises LookupError where there is no such reference."""
    after = changed(reference_of(session.document, id), **fields)
    session.commit("Edit reference", session.document.with_(after))
    return after


def arrange(session: Session, id: str, after: str | None, before: str | None) -> ReferencePicture:
    """Have a reference shown after one and before another, None standing for the ends. Raises LookupError."""
    low, high = (reference_of(session.document, one).order if one else None for one in (after, before))
    moved = changed(reference_of(session.document, id), order=between(low, high))
    session.commit("Arrange references", session.document.with_(moved))
    return moved


def remove(session: Session, id: str) -> None:
    """Take a reference away. Raises LookupError where there is no such reference."""
    session.commit("Remove reference", session.document.without(reference_of(session.document, id)))


def reference_of(document: Document, id: str) -> ReferencePicture:
    """Raises LookupError, in a sentence, where there is none."""
    if id not in document.references:
        raise LookupError("That reference is no longer there.")
    return document.references[id]


def last(document: Document) -> str:
    """The order key behind all references."""
    return between(max((one.order for one in document.references.values()), default=None), None)
