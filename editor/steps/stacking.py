"""Stacking: where layers stand among each other, what they are called, and how they show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from editor.document.ids import new_id
from editor.document.order import spread
from editor.document.records import Document, Layer, changed
from editor.pixels.geometry import Affine
from editor.steps.place import GAP, above


def with_fields(document: Document, ids: Iterable[str], **fields: Any) -> Document:
    """These layers with other values in their fields; those that have them already are left as they are."""
    layers = [document.layers[id] for id in ids if id in document.layers]
    differ = [a for a in layers if any(getattr(a, name) != value for name, value in fields.items())]
    return document.with_(*(changed(layer, **fields) for layer in differ)) if differ else document


def within(document: Document, ids: Iterable[str]) -> frozenset[str]:
    """These layers and all that is in them."""
    found = frozenset(id for id in ids if id in document.layers)
    while more := {a.id for a in document.layers.values() if a.parent in found} - found:
        found |= more
    return found


def outermost(document: Document, ids: Iterable[str]) -> list[Layer]:
    """Those of the layers that are in no other of them, lowest first, as they are drawn."""
    chosen = frozenset(id for id in ids if id in document.layers)
    found: list[Layer] = []

    def walk(parent: str, seen: frozenset[str]) -> None:
        for layer in document.children(parent):
            if layer.id in chosen:
                found.append(layer)
            elif layer.kind == "group" and layer.id not in seen:
                walk(layer.id, seen | {layer.id})

    walk("", frozenset())
    return found


def moved(document: Document, ids: Iterable[str], parent: str, below: str = "") -> Document:
    """The layers put into the group `parent` (""; the canvas itself), directly above its layer `below` ("": lowest).

    What they show stays where it is on the canvas. Nothing happens where a group would come into itself.
    """
    layers = outermost(document, ids)
    if not layers or parent in within(document, (layer.id for layer in layers)):
        return document
    going = {layer.id for layer in layers}
    others = [a for a in document.children(parent) if a.id not in going]
    place = next((n + 1 for n, other in enumerate(others) if other.id == below), 0)
    low = others[place - 1].order if place else None
    high = others[place].order if place < len(others) else None
    if low is not None and high is not None and low >= high:  # two keys of a damaged file may be the same
        high = None
    keys = spread(len(layers), low, high)
    return document.with_(*(_put(document, a, parent, key) for a, key in zip(layers, keys, strict=True)))


def stepped(document: Document, ids: Iterable[str], by: int) -> Document:
    """The layers one place higher (`by` 1) or lower (-1) among those around them; at the end nothing happens."""
    layers = outermost(document, ids)
    if not layers or len({layer.parent for layer in layers}) > 1:
        return document
    parent, going = layers[0].parent, {layer.id for layer in layers}
    row = document.children(parent)
    others = [a for a in row if a.id not in going]
    places = [row.index(layer) for layer in layers]
    under = sum(1 for a in row[: places[-1] if by > 0 else places[0]] if a.id not in going)
    place = min(max(under + by, 0), len(others))
    if place == under and places[-1] - places[0] == len(places) - 1:
        return document
    return moved(document, going, parent, others[place - 1].id if place else "")


def grouped(document: Document, ids: Iterable[str], name: str) -> tuple[Document, str]:
    """The layers in a new group where the uppermost of them was, and the group's id; "" where there are none."""
    layers = outermost(document, ids)
    if not layers:
        return document, ""
    highest = layers[-1]
    group = Layer(id=new_id(), kind="group", name=name, parent=highest.parent, order=above(document, highest))
    return moved(document.with_(group), (layer.id for layer in layers), group.id), group.id


def ungrouped(document: Document, ids: Iterable[str]) -> tuple[Document, frozenset[str]]:
    """What was in these groups in their place, the groups gone; and the ids of what was in them."""
    freed: frozenset[str] = frozenset()
    for group in outermost(document, ids):
        if group.kind != "group":
            continue
        inside = [layer.id for layer in document.children(group.id)]
        document = moved(document, inside, group.parent, group.id).without(group)
        freed |= frozenset(inside)
    return document, freed


def deleted(document: Document, ids: Iterable[str]) -> Document:
    """Without these layers, what is in them and their masks, and without these frames and notes.

    What was accepted onto the layers stands by itself, and what lies in the frames stays.
    """
    ids = frozenset(ids)
    boxes = [box for id in ids if (box := document.frames.get(id) or document.notes.get(id))]
    gone = within(document, ids)
    masks = [mask for mask in document.masks.values() if mask.target in gone]
    freed = [changed(a, onto="") for a in document.layers.values() if a.onto in gone and a.id not in gone]
    return document.with_(*freed).without(*(document.layers[id] for id in gone), *masks, *boxes)


def duplicated(document: Document, ids: Iterable[str]) -> tuple[Document, frozenset[str]]:
    """A copy of each of the layers directly above it, with all that is in it; and the copies' ids.

    A copy of a frame or a note comes beside it, of a frame without what lies in it.
    """
    ids, made = frozenset(ids), frozenset[str]()
    for box in [box for id in ids if (box := document.frames.get(id) or document.notes.get(id))]:
        copy = changed(box, id=new_id(), rect=box.rect.translated(box.rect.w + GAP, 0))
        document, made = document.with_(copy), made | {copy.id}
    for layer in outermost(document, ids):
        copy = changed(layer, id=new_id(), order=above(document, layer))
        document = _with_copies(document.with_(copy), layer.id, copy.id)
        made |= {copy.id}
    return document, made


def _with_copies(document: Document, source: str, into: str) -> Document:
    for child in document.children(source):
        copy = changed(child, id=new_id(), parent=into)
        document = _with_copies(document.with_(copy), child.id, copy.id)
    return document


def _put(document: Document, layer: Layer, parent: str, order: str) -> Layer:
    if parent == layer.parent:
        return changed(layer, order=order)
    group = document.layers.get(parent)
    outer = document.placed(group) if group else Affine()
    return changed(layer, parent=parent, order=order, transform=document.placed(layer).then(outer.inverted()))
