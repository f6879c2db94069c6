"""The frozen records of a document: what is saved and undone. Compared by identity; a change makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

import msgspec

from editor.document.kinds import AnchorKind
from editor.engine.contract import Colour, Role
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles

R = TypeVar("R", bound="Record")
Scope = Literal["project", "frame", "layer", "area"]


class Record(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What every saved thing has. `extra` keeps the fields that a newer version wrote and this one does not know."""

    id: str
    name: str = ""
    extra: dict[str, Any] = {}


class Origin(msgspec.Struct, frozen=True):
    """Where a picture came from, for ever shown with it."""

    file: str = ""  # its name when it was brought in, without folders
    format: str = ""  # "JPEG", "PNG", ...: what an export defaults to
    address: str = ""
    licence: str = ""
    metadata: dict[str, str] = {}  # text found in the file: shown, never acted on


class LayerMask(msgspec.Struct, frozen=True, eq=False):
    """What shows of a layer: mask8 tiles at their own offset in the layer's pixel grid, 0 hidden, 255 shown.

    Outside its tiles a mask has the value of `tiles.fill`. `colours` show in the place of the layer's pixels while the
    mask is on: the same, but for a soft edge without the colour of what was behind it. They go with the mask.
    """

    tiles: Tiles
    x: int = 0
    y: int = 0
    enabled: bool = True
    colours: Tiles | None = None


class Layer(Record, frozen=True, eq=False, kw_only=True):
    """One picture or group on the canvas.

    `transform` maps the layer's pixel grid to canvas pixels. Layers are drawn by ascending `order` (a fractional
    key) among those with the same `parent`. `onto` is the layer that this one was accepted onto: what is asked of that
    layer later sees this one too. `master` is the layer that this one is another size of. `profile` is the ICC profile
    of its pixels (a matrix profile, a few kilobytes), empty for sRGB; pixels stay in the space that they came in.
    What is `painted` was begun by a brush, which goes on with it; all else is never painted on.
    """

    kind: Literal["picture", "group"] = "picture"
    parent: str = ""
    order: str = "V"
    transform: Affine = Affine()
    opacity: float = 1.0
    blend: str = "normal"
    visible: bool = True
    locked: bool = False
    pass_through: bool = False
    pixels: Tiles | None = None
    mask: LayerMask | None = None
    profile: bytes = b""
    origin: Origin = Origin()
    onto: str = ""
    master: str = ""
    painted: bool = False
    generation: str = ""
    candidate: str = ""

    @property
    def shown(self) -> Tiles | None:
        """The pixels that are drawn: its own, or those that its layer mask brings."""
        mask = self.mask
        return mask.colours if mask is not None and mask.enabled and mask.colours is not None else self.pixels


class Mask(Record, frozen=True, eq=False, kw_only=True):
    """A painted mask in the pixel grid of the layer `target`: 0 keep, 255 regenerate. `active` is the one in use."""

    target: str
    tiles: Tiles
    x: int = 0
    y: int = 0
    active: bool = True


class Frame(Record, frozen=True, eq=False, kw_only=True):
    """A named rectangle of whole canvas pixels, for export and as a target; `pixels` is its size on export."""

    rect: Rect
    pixels: Size | None = None
    order: str = "V"


class Note(Record, frozen=True, eq=False, kw_only=True):
    """Plain text on the canvas; its box in canvas pixels."""

    rect: Rect
    text: str = ""


class Pin(msgspec.Struct, frozen=True):
    """Where an anchor holds: everywhere, in a frame, on a layer or in a group, or in an area (`place` is its id).

    An area is a mask of its own in the document, which is not in use as one (`active` is False).
    """

    scope: Scope = "project"
    place: str = ""
    enabled: bool = True


class Anchor(Record, frozen=True, eq=False, kw_only=True):
    """Reusable prompt text or colours, pinned to places; another text, kind, weight or colour makes a new `version`.

    `weight` is for engines that know weights. Within a kind, anchors are told by ascending `order`.
    """

    kind: AnchorKind = "text"
    text: str = ""
    colours: tuple[Colour, ...] = ()
    version: int = 1
    weight: float = 1.0
    order: str = "V"
    pins: tuple[Pin, ...] = (Pin(),)


class ReferencePicture(Record, frozen=True, eq=False, kw_only=True):
    """A guiding picture: as the layer `layer` with all that was accepted onto it is at the time, or frozen as `pixels`.

    `profile` is the ICC profile of frozen pixels, empty for sRGB. `crop` is in the picture's own grid; `strength` is
    0..1. The words can name it, as @name. `origin` tells its source and licence.
    """

    role: Role = "style"
    strength: float = 1.0
    layer: str = ""
    pixels: Tiles | None = None
    profile: bytes = b""
    crop: Rect | None = None
    order: str = "V"
    enabled: bool = True
    origin: Origin = Origin()


class Setting(Record, frozen=True, eq=False, kw_only=True):
    """One named value of the project, such as its title."""

    value: Any = None


TABLES: dict[str, type[Record]] = {
    "layers": Layer,
    "masks": Mask,
    "frames": Frame,
    "notes": Note,
    "anchors": Anchor,
    "references": ReferencePicture,
    "settings": Setting,
}


class Document(msgspec.Struct, frozen=True, eq=False):
    """All that is saved and undone, as flat maps from id to record; never changed in place."""

    layers: Mapping[str, Layer] = {}
    masks: Mapping[str, Mask] = {}
    frames: Mapping[str, Frame] = {}
    notes: Mapping[str, Note] = {}
    anchors: Mapping[str, Anchor] = {}
    references: Mapping[str, ReferencePicture] = {}
    settings: Mapping[str, Setting] = {}

    def with_(self, *records: Record) -> Document:
        """A copy that holds these records, new or in the place of those with the same id."""
        maps: dict[str, dict[str, Record]] = {}
        for record in records:
            table = table_of(record)
            if table not in maps:
                maps[table] = dict(getattr(self, table))
            maps[table][record.id] = record
        return msgspec.structs.replace(self, **maps)

    def without(self, *records: Record) -> Document:
        """A copy that lacks these records."""
        maps: dict[str, dict[str, Record]] = {}
        for record in records:
            table = table_of(record)
            if table not in maps:
                maps[table] = dict(getattr(self, table))
            maps[table].pop(record.id, None)
        return msgspec.structs.replace(self, **maps)

    def thing(self, id: str) -> Layer | Frame | Note | None:
        """What lies on the board under this id: a layer, a frame or a note."""
        return self.layers.get(id) or self.frames.get(id) or self.notes.get(id)

    def children(self, parent: str = "") -> list[Layer]:
        """The layers of a group (of the canvas itself: ""), lowest first."""
        return sorted((a for a in self.layers.values() if a.parent == parent), key=lambda a: (a.order, a.id))

    def placed(self, layer: Layer) -> Affine:
        """The layer's transform to canvas pixels, its groups' included."""
        transform, parent = layer.transform, layer.parent
        seen = {layer.id}
        while (group := self.layers.get(parent)) is not None and group.id not in seen:
            seen.add(group.id)
            transform, parent = transform.then(group.transform), group.parent
        return transform


def table_of(record: Record) -> str:
    """The name of the map that holds records of this type."""
    return _TABLE_OF[type(record)]


_TABLE_OF = {kind: name for name, kind in TABLES.items()}


def repainted(layer: Layer, pixels: Tiles) -> Layer:
    """The layer with other pixels, which show through its layer mask too, where they differ from those before."""
    mask, before = layer.mask, layer.pixels
    if mask is None or mask.colours is None or before is None:
        return changed(layer, pixels=pixels)
    tiles = dict(mask.colours.map)
    for key in before.map.keys() | pixels.map.keys():
        if before.map.get(key) is not pixels.map.get(key):
            tiles.pop(key, None)
            tiles.update({key: pixels.map[key]} if key in pixels.map else {})
    colours = Tiles(pixels.size, pixels.channels, pixels.fill, pixels.base, tiles)
    return changed(layer, pixels=pixels, mask=msgspec.structs.replace(mask, colours=colours))


def changed(record: R, **fields: Any) -> R:
    """A copy with some fields changed."""
    return msgspec.structs.replace(record, **fields)
