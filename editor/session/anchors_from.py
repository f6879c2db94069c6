"""Anchors made from pictures on the board: their colours, their light in words, references, and prompts they carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from editor.document.ids import new_id
from editor.document.kinds import AnchorKind
from editor.document.order import spread
from editor.document.records import Anchor, Layer, Pin, ReferencePicture, changed
from editor.pixels.profiles import convert
from editor.session.anchors import keep, last
from editor.session.references import taken_in
from editor.session.session import Session
from editor.steps.gather import gathering
from editor.steps.look import Look, flattened
from editor.steps.made_from import in_words, shares_of, tone_of
from editor.steps.prompts_in import prompts_in

LARGEST = 1024  # pixels of the longest side at which pictures are looked at


class Proposed(NamedTuple):
    """An anchor that pictures give, not in the document yet, and the numbers that it comes from by their names.

    Those of a palette are the shares of its colours, 0..1; those of a light the fields of `Tone`.
    """

    anchor: Anchor
    numbers: tuple[tuple[str, float], ...] = ()


def looked_at(
    session: Session, layers: Sequence[Layer], by: Callable[[Look], np.ndarray] = flattened
) -> list[np.ndarray]:
    """The pictures as they are seen with all that was accepted onto them: uint8 (h, w, 4), sRGB, LARGEST at most.

    `by` flattens. Slow for many large pictures: a window does it off its thread.
    """
    pictures: list[np.ndarray] = []
    for layer in layers:
        look, _ = gathering(session.document, layer)
        copy = look.copied()
        pixels = by(look) if copy is None else copy
        pictures.append(convert(_within(pixels), layer.profile, b""))
    return pictures


def made_from(pictures: Sequence[np.ndarray], name: str, pins: Sequence[Pin] = (Pin(),)) -> list[Proposed]:
    """Anchors of the colours and the light of uint8 (h, w, 3 or 4) sRGB pictures."""
    found, tone, where = shares_of(pictures), tone_of(pictures), tuple(pins)
    made: list[Proposed] = []
    if found:
        colours = tuple(colour for colour, _ in found)
        shares = tuple((colour.name, share) for colour, share in found)
        palette = Anchor(id=new_id(), name=f"Colours of {name}", kind="palette", colours=colours, pins=where)
        made.append(Proposed(palette, shares))
    if tone is not None and (words := in_words(tone)):
        light = Anchor(id=new_id(), name=f"Light of {name}", kind="light", text=words, pins=where)
        made.append(Proposed(light, tuple(tone._asdict().items())))
    return made


def prompts_of(layers: Sequence[Layer], pins: Sequence[Pin] = (Pin(),)) -> list[Proposed]:
    """Anchors of the prompts that the layers' files carry, each once."""
    found: dict[tuple[str, str], Proposed] = {}
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
                    found[kind, text] = Proposed(made)
    return list(found.values())


def add_made(
    session: Session, anchors: Sequence[Anchor], layers: Sequence[Layer] = ()
) -> tuple[list[Anchor], list[ReferencePicture]]:
    """Put such anchors, and references that follow these layers, into the document as one undo step."""
    document = session.document
    orders = spread(len(anchors), last(document))
    placed = [changed(anchor, order=order) for anchor, order in zip(anchors, orders, strict=True)]
    followed = [ReferencePicture(id=new_id(), name=one.name, layer=one.id, origin=one.origin) for one in layers]
    document, guides = taken_in(document.with_(*placed), followed)
    for anchor in placed:
        keep(session, anchor)
    session.commit("Make anchors from pictures", document)
    return placed, guides


def _within(pixels: np.ndarray) -> np.ndarray:
    """No larger than is looked at, so that many large pictures can be held at once."""
    scale = LARGEST / max(pixels.shape[:2])
    return pixels if scale >= 1 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
