"""The anchors of an open project: made, edited into new versions, pinned, switched, put in order, removed.

Each change is one undo step. Every version stays in the archive, also when the edit that made it is undone.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from editor.document.archive import AnchorVersion, version_id
from editor.document.ids import new_id
from editor.document.kinds import AnchorKind
from editor.document.order import between
from editor.document.records import Anchor, Document, Mask, Pin, changed
from editor.engine.contract import Colour
from editor.session.session import Session
from editor.steps.pins import area_of, areas_in_use

SAID = ("kind", "text", "colours", "weight")
"""What a version is of: a change of any other field makes no new one."""


def add(
    session: Session,
    kind: AnchorKind,
    name: str,
    text: str = "",
    *,
    colours: Sequence[Colour] = (),
    weight: float = 1.0,
    pins: Sequence[Pin] = (Pin(),),
    area: Mask | None = None,
) -> Anchor:
    """A new anchor behind all others, which also holds where the mask `area` marks.

    Raises ProjectError where the project is read-only, as all that follow.
    """
    made = Anchor(
        id=new_id(),
        name=name,
        kind=kind,
        text=text,
        colours=tuple(colours),
        weight=weight,
        order=last(session.document),
        pins=tuple(pins),
    )
    keep(session, made)
    session.commit("Add anchor", _pinned_to_area(session.document, made, area))
    return session.document.anchors[made.id]


def add_all(session: Session, anchors: Sequence[Anchor], label: str) -> list[Anchor]:
    """These new anchors, as one undo step of this name."""
    for anchor in anchors:
        keep(session, anchor)
    session.commit(label, session.document.with_(*anchors))
    return list(anchors)


def edit(session: Session, id: str, *, area: Mask | None = None, **fields: Any) -> Anchor:
    """Other fields of an anchor. What it says anew is a new version, with a number that none of it ever had.

    With an `area` it also holds where that mask marks. Raises LookupError where there is no such anchor.
    """
    before = anchor_of(session.document, id)
    after = changed(before, **fields)
    if any(getattr(before, name) != getattr(after, name) for name in SAID):
        numbers = (version.version for version in session.project.archive.anchor_versions(id))
        after = changed(after, version=max((before.version, *numbers)) + 1)
        keep(session, before)
        keep(session, after)
    elif area is None and all(getattr(before, name) == getattr(after, name) for name in ("name", "order", "pins")):
        return before
    whole = _pinned_to_area(session.document, after, area)
    session.commit("Edit anchor", _without_areas(session.document, whole))
    return session.document.anchors[id]


def restore(session: Session, id: str, version: int) -> Anchor:
    """What an anchor said at an earlier version, as its newest. Raises LookupError where that is not kept."""
    kept = session.project.archive.anchor_version(id, version)
    return edit(session, id, **{name: getattr(kept, name) for name in SAID})


def pin(session: Session, id: str, pin: Pin) -> Anchor:
    """Have an anchor hold in one more place. Raises LookupError where there is no such anchor or no such place."""
    anchor, document = anchor_of(session.document, id), session.document
    _check_place(document, pin)
    pins = (*(one for one in anchor.pins if not _same(one, pin)), pin)
    session.commit("Pin anchor", document.with_(changed(anchor, pins=pins)))
    return session.document.anchors[id]


def pin_to_area(session: Session, id: str, mask: Mask) -> Anchor:
    """Have an anchor hold where a mask marks; the area stays when the mask is changed or used up."""
    anchor = anchor_of(session.document, id)
    session.commit("Pin anchor", _pinned_to_area(session.document, anchor, mask))
    return session.document.anchors[id]


def move(session: Session, id: str, old: Pin, new: Pin) -> Anchor:
    """Have an anchor hold in another place instead of one. Raises LookupError as `pin`."""
    anchor, document = anchor_of(session.document, id), session.document
    _check_place(document, new)
    rest = tuple(one for one in anchor.pins if not _same(one, old) and not _same(one, new))
    session.commit("Move anchor", _tidied(document, changed(anchor, pins=(*rest, new))))
    return session.document.anchors[id]


def unpin(session: Session, id: str, pin: Pin) -> Anchor:
    """Have an anchor no longer hold in a place; without any place it stays, and holds nowhere."""
    anchor = anchor_of(session.document, id)
    rest = tuple(one for one in anchor.pins if not _same(one, pin))
    session.commit("Unpin anchor", _tidied(session.document, changed(anchor, pins=rest)))
    return session.document.anchors[id]


def switch(session: Session, id: str, pin: Pin, *, on: bool) -> Anchor:
    """Have one of an anchor's pins count or not."""
    anchor = anchor_of(session.document, id)
    pins = tuple(Pin(one.scope, one.place, on) if _same(one, pin) else one for one in anchor.pins)
    session.commit(
        "Switch anchor on" if on else "Switch anchor off", session.document.with_(changed(anchor, pins=pins))
    )
    return session.document.anchors[id]


def arrange(session: Session, id: str, after: str | None, before: str | None) -> Anchor:
    """Have an anchor told after one and before another, None standing for the ends. Raises LookupError."""
    document = session.document
    low, high = (anchor_of(document, one).order if one else None for one in (after, before))
    moved = changed(anchor_of(document, id), order=between(low, high))
    session.commit("Arrange anchors", document.with_(moved))
    return moved


def remove(session: Session, ids: Iterable[str]) -> None:
    """Take anchors away; what they said stays in the archive. Raises LookupError where there is no such anchor."""
    found = [anchor_of(session.document, id) for id in ids]
    label = "Remove anchor" if len(found) == 1 else f"Remove {len(found)} anchors"
    bare = session.document.with_(*(changed(anchor, pins=()) for anchor in found))
    session.commit(label, _without_areas(session.document, bare).without(*found))


def anchor_of(document: Document, id: str) -> Anchor:
    """Raises LookupError, in a sentence, where there is none."""
    if id not in document.anchors:
        raise LookupError("That anchor is no longer there.")
    return document.anchors[id]


def last(document: Document) -> str:
    """The order key behind all anchors."""
    return between(max((anchor.order for anchor in document.anchors.values()), default=None), None)


def keep_versions(session: Session, used: Iterable[tuple[str, int]]) -> None:
    """See that what was said by these anchors at these versions is in the archive."""
    archive = session.project.archive
    for id, version in used:
        anchor = session.document.anchors.get(id)
        if anchor is not None and anchor.version == version:
            try:
                archive.anchor_version(id, version)
            except LookupError:
                keep(session, anchor)


def keep(session: Session, anchor: Anchor) -> None:
    """Have the archive keep what an anchor says at its present version."""
    version = AnchorVersion(
        id=version_id(anchor.id, anchor.version),
        anchor=anchor.id,
        version=anchor.version,
        made=time.time(),
        name=anchor.name,
        kind=anchor.kind,
        text=anchor.text,
        colours=anchor.colours,
        weight=anchor.weight,
    )
    session.project.archive.keep_version(version)


def _pinned_to_area(document: Document, anchor: Anchor, area: Mask | None) -> Document:
    """The document with an anchor, which holds where the mask marks, too."""
    if area is None:
        return document.with_(anchor)
    document, where = area_of(document, area, anchor.name)
    return document.with_(changed(anchor, pins=(*anchor.pins, where)))


def _same(one: Pin, other: Pin) -> bool:
    return (one.scope, one.place) == (other.scope, other.place)


def _tidied(document: Document, anchor: Anchor) -> Document:
    """The document with a changed anchor, and without the areas that none is pinned to any more."""
    return _without_areas(document, document.with_(anchor))


def _without_areas(before: Document, after: Document) -> Document:
    left = areas_in_use(before) - areas_in_use(after)
    return after.without(*(after.masks[id] for id in left if id in after.masks))


def _check_place(document: Document, pin: Pin) -> None:
    """Raises LookupError where there is no such place."""
    places = {"frame": document.frames, "layer": document.layers, "area": document.masks}
    if pin.scope in places and pin.place not in places[pin.scope]:
        raise LookupError(f"The {pin.scope} that this is to be pinned to is no longer there.")
