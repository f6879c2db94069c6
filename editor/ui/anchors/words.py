"""What an anchor is called by: its kind in words and as an icon, a line of what it says, where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from editor.document.records import Anchor, AnchorKind, Document, Mask, Pin
from editor.session.tallies import Away, Tally
from editor.steps.pins import areas_in_use
from editor.ui.panels.queue_words import total

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


def made_before(count: int) -> str:
    """Of layers that another version guided than the present one."""
    many = tr("{0} pictures are of another version").format(count)
    return tr("1 picture is of another version") if count == 1 else many


def counted(tally: Tally) -> str:
    """What an anchor guided: requests, candidates with the share that was accepted, what all of it cost."""
    many = tr("{0} requests").format(tally.generations)
    parts = [tr("1 request") if tally.generations == 1 else many]
    if tally.candidates:
        share = round(100 * tally.accepted / tally.candidates)
        parts.append(tr("{0} of {1} candidates accepted ({2} %)").format(tally.accepted, tally.candidates, share))
    if cost := total(tally.paid):
        parts.append(cost)
    return " · ".join(parts)


def distance(found: Away) -> str:
    """How far the latest results of an anchor are from it."""
    if found.apart is not None:
        return tr("Results: ΔE {0} from its colours, in the middle of the latest {1}").format(
            f"{found.apart:.1f}", found.results
        )
    return tr("Results: drift {0}, where 1 is the limit; {1} of the latest {2} are beyond it").format(
        f"{found.score:.2f}", found.over, found.results
    )


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
