"""The references of an open project: taken from files and layers, live or frozen, changed, put in order, removed.

Each change is one undo step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from editor.document.ids import new_id
from editor.document.order import between, spread
from editor.document.records import Document, Layer, ReferencePicture, changed
from editor.engine.contract import Role
from editor.pixels.tiles import Tiles
from editor.project.archive import Archive
from editor.session.bring import Incoming, incoming
from editor.session.session import Session
from editor.steps.guides import frozen, handle, in_order
from editor.steps.look import Look, flattened


def add_file(
    session: Session, data: bytes, name: str, role: Role = "style", *, address: str = "", licence: str = ""
) -> ReferencePicture:
    """A picture file's bytes, kept as they are. Raises what `incoming` raises."""
    return add_pictures(session, [incoming(session.project, data, name, address)], role, licence=licence)[0]


def add_pictures(
    session: Session,
    pictures: Sequence[Incoming],
    role: Role = "style",
    *,
    licence: str = "",
    at: int | None = None,
) -> list[ReferencePicture]:
    """Pictures that the project keeps already, before the one at place `at`, else behind all."""
    made = [
        ReferencePicture(
            id=new_id(),
            name=Path(picture.name).stem or picture.name,
            role=role,
            pixels=Tiles.from_source(picture.source),
            profile=picture.profile,
            origin=msgspec.structs.replace(picture.origin, licence=licence),
        )
        for picture in pictures
    ]
    return _add(session, made, at)


def add_layers(
    session: Session, layers: Sequence[Layer], role: Role = "style", *, at: int | None = None
) -> list[ReferencePicture]:
    """Layers with all that is accepted onto them; each reference follows its layer until it is frozen."""
    made = [ReferencePicture(id=new_id(), name=one.name, role=role, layer=one.id, origin=one.origin) for one in layers]
    return _add(session, made, at)


def freeze(session: Session, id: str, by: Callable[[Look], np.ndarray] = flattened) -> ReferencePicture:
    """Keep a live reference as its layer is now. `by` flattens. Raises LookupError, and BadRequest as `frozen`."""
    return keep_frozen(session, frozen(session.document, reference_of(session.document, id), by))


def keep_frozen(session: Session, still: ReferencePicture) -> ReferencePicture:
    """Put a reference that was frozen meanwhile in the place of the live one. Raises LookupError where that is gone."""
    reference_of(session.document, still.id)
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
    return edit_all(session, [id], **fields)[0]


def edit_all(session: Session, ids: Iterable[str], **fields: Any) -> list[ReferencePicture]:
    """The same of several, as one step. Raises as `edit`."""
    after = [changed(reference_of(session.document, id), **fields) for id in ids]
    session.commit("Edit reference" if len(after) == 1 else "Edit references", session.document.with_(*after))
    return after


def arrange(session: Session, id: str, after: str | None, before: str | None) -> ReferencePicture:
    """Have a reference shown after one and before another, None standing for the ends. Raises LookupError."""
    low, high = (reference_of(session.document, one).order if one else None for one in (after, before))
    moved = changed(reference_of(session.document, id), order=between(low, high))
    session.commit("Arrange references", session.document.with_(moved))
    return moved


def remove(session: Session, *ids: str) -> None:
    """Take references away. Raises LookupError where one is not there."""
    gone = [reference_of(session.document, id) for id in ids]
    session.commit("Remove reference" if len(gone) == 1 else "Remove references", session.document.without(*gone))


def reference_of(document: Document, id: str) -> ReferencePicture:
    """Raises LookupError, in a sentence, where there is none."""
    if id not in document.references:
        raise LookupError("That reference is no longer there.")
    return document.references[id]


def guided_by_each(archive: Archive) -> dict[str, list[str]]:
    """The generations that each reference guided, by its id, the newest first."""
    found: dict[str, list[str]] = {}
    for generation in reversed(archive.generations()):
        for id in dict.fromkeys(one.id for one in generation.references):
            found.setdefault(id, []).append(generation.id)
    return found


def free_name(document: Document, name: str, id: str = "") -> str:
    """The name, or the same with a number where another reference is called so in a prompt already."""
    taken = {handle(one.name) for one in document.references.values() if one.id != id}
    if handle(name) not in taken:
        return name
    return next(numbered for n in count(2) if handle(numbered := f"{name} {n}") not in taken)


def taken_in(
    document: Document, made: Sequence[ReferencePicture], at: int | None = None
) -> tuple[Document, list[ReferencePicture]]:
    """The document with these before the one at place `at`, else behind all, under names of their own."""
    added: list[ReferencePicture] = []
    orders = [one.order for one in in_order(document)]
    place = len(orders) if at is None else at
    below, above = ("", *orders, "")[place : place + 2]
    for one, order in zip(made, spread(len(made), below or None, above or None), strict=True):
        added.append(changed(one, name=free_name(document, one.name), order=order))
        document = document.with_(added[-1])
    return document, added


def _add(session: Session, made: Sequence[ReferencePicture], at: int | None) -> list[ReferencePicture]:
    """As one step."""
    document, added = taken_in(session.document, made, at)
    session.commit("Add reference" if len(made) == 1 else f"Add {len(made)} references", document)
    return added
