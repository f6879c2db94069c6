"""Anchors made from pictures on the board: their colours, their light in words, references, and prompts they carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from editor.document.ids import new_id
from editor.document.kinds import AnchorKind
from editor.document.order import spread
from editor.document.records import Anchor, Layer, Pin, ReferencePicture, changed
from editor.pixels.profiles import convert
from editor.session.anchors import keep, last
from editor.session.references import last as last_reference
from editor.session.session import Session
from editor.steps.gather import gathering
from editor.steps.look import Look, flattened
from editor.steps.made_from import light_of, palette_of
from editor.steps.prompts_in import prompts_in


def looked_at(
    session: Session, layers: Sequence[Layer], by: Callable[[Look], np.ndarray] = flattened
) -> list[np.ndarray]:
    """The pictures as they are seen with all that was accepted onto them: uint8 (h, w, 4), sRGB. `by` flattens.

    Slow for many large pictures: a window does it off its thread.
    """
    pictures: list[np.ndarray] = []
    for layer in layers:
        look, _ = gathering(session.document, layer)
        copy = look.copied()
        pictures.append(convert(by(look) if copy is None else copy, layer.profile, b""))
    return pictures


def made_from(pictures: Sequence[np.ndarray], name: str, pins: Sequence[Pin] = (Pin(),)) -> list[Anchor]:
    """Anchors of the colours and the light of uint8 (h, w, 3 or 4) sRGB pictures, not in the document yet."""
    colours, light = palette_of(pictures), light_of(pictures)
    made: list[Anchor] = []
    if colours:
        made.append(Anchor(id=new_id(), name=f"Colours of {name}", kind="palette", colours=colours, pins=tuple(pins)))
    if light:
        made.append(Anchor(id=new_id(), name=f"Light of {name}", kind="light", text=light, pins=tuple(pins)))
    return made


def prompts_of(layers: Sequence[Layer], pins: Sequence[Pin] = (Pin(),)) -> list[Anchor]:
    """Anchors of the prompts that the layers' files carry, each once, not in the document yet."""
    found: dict[tuple[str, str], Anchor] = {}
    for layer in layers:
        for one in prompts_in(layer.origin.metadata):
            told: tuple[tuple[AnchorKind, str, str], ...] = (
                ("text", one.words, "Words"),
                ("avoid", one.avoid, "Avoided"),
            )
            for kind, text, what in told:
                if text and (kind, text) not in found:
                    name = f"{what} of {layer.name}"
                    made = Anchor(id=new_id(), name=name, kind=kind, text=text, pins=tuple(pins))
                    found[kind, text] = made
    return list(found.values())


def add_made(
    session: Session, anchors: Sequence[Anchor], layers: Sequence[Layer] = ()
) -> tuple[list[Anchor], list[ReferencePicture]]:
    """Put such anchors, and references that follow these layers, into the document as one undo step."""
    document = session.document
    orders = spread(len(anchors), last(document))
    placed = [changed(anchor, order=order) for anchor, order in zip(anchors, orders, strict=True)]
    places = spread(len(layers), last_reference(document))
    guides = [
        ReferencePicture(id=new_id(), name=layer.name, layer=layer.id, origin=layer.origin, order=order)
        for layer, order in zip(layers, places, strict=True)
    ]
    for anchor in placed:
        keep(session, anchor)
    session.commit("Make anchors from pictures", document.with_(*placed, *guides))
    return placed, guides
