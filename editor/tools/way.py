"""Hand and zoom: tools that move what is looked at; the canvas does it, since the view is no part of the document."""

from __future__ import annotations

from typing import ClassVar

from editor.tools.tool import Tool, Way


class HandTool(Tool, frozen=True):
    """A drag moves the board under the pointer."""

    name: ClassVar[str] = "Hand"
    key: ClassVar[str] = "H"
    icon: ClassVar[str] = "hand"
    hint: ClassVar[str] = "Drag to move the board. Space does it with any tool."
    cursor: ClassVar[str] = "hand"
    way: ClassVar[Way] = "pan"


class ZoomTool(Tool, frozen=True):
    """A click comes nearer, with Alt goes farther; a drag shows what is in the box."""

    name: ClassVar[str] = "Zoom"
    key: ClassVar[str] = "Z"
    icon: ClassVar[str] = "search"
    hint: ClassVar[str] = "Click comes nearer, Alt goes farther; drag a box to see what is in it."
    cursor: ClassVar[str] = "zoom"
    way: ClassVar[Way] = "zoom"
