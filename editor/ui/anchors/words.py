"""What an anchor is called by: its kind in words and as an icon, a line of what it says, where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from editor.document.records import Anchor, AnchorKind, Document, Mask, Pin
from editor.steps.pins import areas_in_use

KINDS: dict[AnchorKind, str] = {
    "style": "feather",
    "light": "sun",
    "palette": "palette",
    "character": "user-round",
    "product": "package",
    "camera": "aperture",
    "text": "type",
    "avoid": "ban",
}
"""The kinds in the order in which they are offered, with their icons."""


def tr(text: str) -> str:
    return QCoreApplication.translate("Anchors", text)


class Spot(NamedTuple):
    """A place that an anchor can be pinned to; without a pin it is what is marked now."""

    pin: Pin | None
    name: str


def kind_name(kind: AnchorKind) -> str:
    return {
        "style": tr("Style"),
        "light": tr("Light"),
        "palette": tr("Palette"),
        "character": tr("Character"),
        "product": tr("Product"),
        "camera": tr("Camera"),
        "text": tr("Free text"),
        "avoid": tr("Avoid"),
    }[kind]


def number_name(name: str) -> str:
    """Of what is measured of the light of pictures."""
    return {
        "lightness": tr("Lightness"),
        "contrast": tr("Contrast"),
        "warmth": tr("Warmth"),
        "saturation": tr("Saturation"),
        "detail": tr("Detail"),
    }[name]


def line(anchor: Anchor) -> str:
    """What it says, in one line; of a palette what stands beside its colours."""
    if anchor.kind != "palette":
        return " ".join(anchor.text.split())
    if len(anchor.colours) == 1:
        return tr("within {0} ΔE of one colour").format(f"{anchor.colours[0].tolerance:g}")
    if not anchor.colours:
        return tr("no colours yet")
    widest = max(colour.tolerance for colour in anchor.colours)
    return tr("within {0} ΔE of {1} colours").format(f"{widest:g}", len(anchor.colours))


def place_name(document: Document, pin: Pin | None) -> str:
    """Where a pin holds, such as "Frame: Hero"; without a pin an anchor holds nowhere."""
    if pin is None:
        return tr("Nowhere")
    if pin.scope == "project":
        return tr("Project")
    if pin.scope == "frame":
        frame = document.frames.get(pin.place)
        return tr("Frame: {0}").format(frame.name) if frame else tr("A frame that is gone")
    if pin.scope == "area":
        area = document.masks.get(pin.place)
        return tr("Area: {0}").format(area.name) if area else tr("An area that is gone")
    layer = document.layers.get(pin.place)
    if layer is None:
        return tr("A layer that is gone")
    return (tr("Group: {0}") if layer.kind == "group" else tr("Layer: {0}")).format(layer.name)


def bare(pin: Pin) -> Pin:
    """The place alone, whether the pin is on or off."""
    return Pin(pin.scope, pin.place)


def spots(document: Document, selected: Iterable[str], anchor: Anchor | None, marked: Mask | None) -> list[Spot]:
    """Where an anchor can be pinned: everywhere, frames, groups, selected layers, areas, what is marked now."""
    own = (bare(pin) for pin in (anchor.pins if anchor else ()))
    known = [Spot(pin, place_name(document, pin)) for pin in dict.fromkeys((*_pins(document, set(selected)), *own))]
    return [*known, *([Spot(None, tr("What is marked now"))] if marked is not None else [])]


def _pins(document: Document, selected: set[str]) -> Iterator[Pin]:
    yield Pin()
    yield from (Pin("frame", frame.id) for frame in sorted(document.frames.values(), key=lambda one: one.name))
    for layer in sorted(document.layers.values(), key=lambda one: (one.kind != "group", one.name)):
        if layer.kind == "group" or layer.id in selected:
            yield Pin("layer", layer.id)
    yield from (Pin("area", id) for id in sorted(areas_in_use(document)) if id in document.masks)
