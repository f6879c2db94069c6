"""What every tool has: its name, key and icon, its options, and the place where it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal, NamedTuple

import msgspec
import numpy as np

from editor.document.records import Document
from editor.pixels.geometry import Rect
from editor.session.gesture import Gesture, Pointer
from editor.session.marks import Mark
from editor.steps.look import Look, flattened
from editor.steps.snap import Snaps

Way = Literal["", "pan", "zoom"]
NEAR = 8.0  # screen pixels within which something is hit, or snapped to

Find = Callable[[np.ndarray, Rect], np.ndarray]


class Bench(NamedTuple):
    """What a tool finds where it is used.

    `selection` are the picked layers, `pixel` is how many canvas pixels a pixel of the screen covers, `look` flattens
    what is seen: a tool calls it only inside a Work. `snaps` is what comes to rest on what, `view` the canvas pixels
    that are on the screen. `find` tells the object in a box of a picture as `grab_cut` does; inside a Work too.
    """

    selection: frozenset[str] = frozenset()
    pixel: float = 1.0
    look: Callable[[Look], np.ndarray] = flattened
    snaps: Snaps = Snaps()
    view: Rect = Rect(0, 0, 1024, 1024)
    find: Find | None = None

    @property
    def near(self) -> float:
        """The distance in canvas pixels at which something is still hit."""
        return NEAR * self.pixel


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """Its fields are its options. Icons are named as in Lucide; a `cursor` is "cross", "arrow", "brush" or "text"."""

    name: ClassVar[str] = ""
    key: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    cursor: ClassVar[str] = "cross"
    way: ClassVar[Way] = ""  # in which it moves what is looked at; then it has no gesture
    on_picture: ClassVar[bool] = False  # works on the target; where there is none, nothing begins

    bench: Bench = Bench()

    @property
    def label(self) -> str:
        """What its undo step is called."""
        return self.name

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """One press-to-release, on the layer `target` where the tool works on one."""
        raise NotImplementedError

    def resting(self, document: Document, target: str) -> tuple[Mark, ...]:
        """What is to be seen while no gesture goes on."""
        return ()
