"""The records of the archive: what was asked, offered and paid. Only ever added to; undo never touches them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from editor.document.edge import Edge
from editor.document.kinds import AnchorKind
from editor.document.records import ReferencePicture
from editor.document.report import FitReport
from editor.engine.contract import Area, Colour, Kind, Price
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles

Choice = Literal["accepted", "rejected", "kept", "offered"]
State = Literal["waiting", "sent", "answered", "failed", "cancelled", "unknown"]
Settlement = Literal["paid", "failed", "refused", "discarded", "unknown"]


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """A request without its pixels: all that is needed to ask again, here or elsewhere."""

    engine: str
    version: str
    kind: Kind
    size: Size
    prompt: str = ""
    avoid: str = ""
    seed: int = 0
    count: int = 1
    strength: float = 1.0
    model: str = ""
    options: dict[str, Any] = {}
    words: str = ""  # as typed, before anchors and variables
    anchors: tuple[tuple[str, int], ...] = ()  # id and version
    palette: tuple[Colour, ...] = ()
    references: tuple[str, ...] = ()  # their names
    start: str = ""  # the name of what it begins from
    values: dict[str, str] = {}  # of names in braces, besides the project's own
    areas: tuple[Area, ...] = ()  # words for parts, in the grid of the region


class Generation(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One thing asked: the recipe, where it goes and how it ended.

    `native` says that the engine took the mask itself and left the rest alone, so that nothing has to be registered.
    `target` is the layer whose pixel grid `region` and `mask` are in; empty for a picture from words alone, then
    `region` is in canvas pixels. `mask` covers `region` (offset 0, 0), and so does `marked`, what was marked for the
    engine where that is not the mask itself. `seen` is the picture that was asked about, over the region, sRGB, or as
    `steps.ask.seen` gives it for what is made larger: kept with the first answer, so that fitting it again gives the
    same. `references` are the pictures that guide it, in the order in which they are shown: once it is sent, frozen as
    they were then. `start` is what it begins from, in the place of what is seen where it changes: once it is sent, as
    that was then, over what is marked, else the region. `made` is seconds since 1970, `price` what was expected to be
    paid. The row is written with state "sent" before the engine is called; each later state is a new version of the
    same row.
    """

    id: str
    made: float
    recipe: Recipe
    region: Rect
    target: str = ""
    mask: Tiles | None = None
    marked: Tiles | None = None
    seen: Tiles | None = None
    references: tuple[ReferencePicture, ...] = ()
    start: ReferencePicture | None = None
    price: Price | None = None
    edge: Edge = Edge()
    native: bool = False
    state: State = "waiting"
    error: str = ""
    advice: str = ""
    extra: dict[str, Any] = {}


class AnchorVersion(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What an anchor said at one version of it; `id` is `version_id(anchor, version)`."""

    id: str
    anchor: str
    version: int
    made: float
    name: str = ""
    kind: AnchorKind = "text"
    text: str = ""
    colours: tuple[Colour, ...] = ()
    weight: float = 1.0
    extra: dict[str, Any] = {}


def version_id(anchor: str, version: int) -> str:
    """The id of one version of an anchor in the archive."""
    return f"{anchor}/{version}"


class Offer(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One candidate as it was received: the answer's own bytes are `answer` (a digest in the project's blobs)."""

    id: str
    generation: str
    made: float
    seed: int
    answer: bytes
    size: Size
    mime: str = "image/png"
    seconds: float = 0.0
    price: Price | None = None
    report: FitReport | None = None
    understood: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    choice: Choice = "offered"
    extra: dict[str, Any] = {}


class Budget(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What may be spent in a project; None: as much as is wanted. There is one of them."""

    id: str = "budget"
    price: Price | None = None
    extra: dict[str, Any] = {}


class Charge(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What one answer cost, or a call without an answer: its price may be 0, or None where nobody knows it.

    `offer` is the candidate that was paid for; empty where none came. `answer` are the bytes that came in the place of
    a usable picture (a digest in the project's blobs).
    """

    id: str
    generation: str
    made: float
    engine: str
    price: Price | None
    outcome: Settlement = "paid"
    offer: str = ""
    answer: bytes = b""
    extra: dict[str, Any] = {}


class Measure(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """The packed likeness of what an offer shows, so that it need not be decoded again; `id` is the offer's.

    Under the offer's id, a space and the digest of an embedder it is the vector that this gives, half floats.
    """

    id: str
    version: int  # of what is measured
    likeness: bytes
    extra: dict[str, Any] = {}
