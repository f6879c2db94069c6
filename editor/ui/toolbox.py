"""The tools of a window: which one is in hand, and with which options."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QObject, Signal

from editor.document.records import Document
from editor.session.presets import Preset
from editor.tools.brush import STEP, RoundBrush
from editor.tools.colour_picker import Colour
from editor.tools.extend import Extend
from editor.tools.frame import FrameTool
from editor.tools.paint import PaintBrush
from editor.tools.tool import Bench, Tool
from editor.ui.actions import Action, tr

FACTOR = 1.25  # by which a press of a key changes the size of a brush


class Toolbox(QObject):
    """The tool called `name` is in hand first.

    `changed` is told when another is taken, or the one in hand gets other options.
    """

    changed = Signal()

    def __init__(self, tools: Iterable[Tool], name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = {tool.name: tool for tool in tools}
        self._name = name

    @property
    def tools(self) -> tuple[Tool, ...]:
        """All of them, in the order of the rail, with their options as they are."""
        return tuple(self._tools.values())

    @property
    def current(self) -> Tool:
        return self._tools[self._name]

    def brush_reach(self, document: Document, target: str) -> float:
        """The diameter of the brush in hand on the layer `target`, in canvas pixels; 0 where the tool is none."""
        return self.current.reach(document, target) if isinstance(self.current, RoundBrush) else 0.0

    @property
    def brush_hardness(self) -> float:
        """Of the brush in hand, 0..1."""
        return self.current.hardness if isinstance(self.current, RoundBrush) else 1.0

    def actions(self) -> list[Action]:
        """Each tool is taken in hand, and the brush in hand is changed."""
        tools = [
            Action(
                f"tool.{type(tool).__name__}",
                tr(tool.name),
                tool.key,
                lambda name=tool.name: self.take(name),
                tool.icon,
                tr(tool.hint),
                where="canvas",
                checked=lambda name=tool.name: self.current.name == name,
            )
            for tool in self.tools
        ]
        return [*tools, *self._brush_actions()]

    def _brush_actions(self) -> list[Action]:
        changes = (
            ("smaller", tr("Smaller brush"), "[", lambda: self._size(1 / FACTOR), "minus"),
            ("larger", tr("Larger brush"), "]", lambda: self._size(FACTOR), "plus"),
            ("softer", tr("Softer brush"), "Shift+[", lambda: self._harden(-STEP), "circle-dashed"),
            ("harder", tr("Harder brush"), "Shift+]", lambda: self._harden(STEP), "circle"),
        )
        return [
            Action(
                f"brush.{id}",
                name,
                key,
                run,
                icon,
                tr("Changes the brush in hand."),
                where="canvas",
                why_not=self._why_no_brush,
            )
            for id, name, key, run, icon in changes
        ]

    def _why_no_brush(self) -> str:
        return (
            "" if isinstance(self.current, RoundBrush) else tr("No brush is in hand: take one with {tool.MaskBrush}.")
        )

    def take(self, name: str) -> None:
        """Take the tool of that name in hand. Raises LookupError where there is none."""
        if name not in self._tools:
            raise LookupError(name)
        if name != self._name:
            self._name = name
            self.changed.emit()

    def put(self, tool: Tool) -> None:
        """Give the tool of this one's name its options."""
        if tool != self._tools[tool.name]:
            self._tools[tool.name] = tool
            self.changed.emit()

    def snap_to(self, sizes: tuple[Preset, ...]) -> None:
        """These are the sizes that tools snap to from now on."""
        for tool in self.tools:
            if isinstance(tool, FrameTool | Extend):
                self.put(msgspec.structs.replace(tool, sizes=sizes))

    def paint_with(self, colour: Colour) -> None:
        """The paint brush has this colour from now on."""
        for tool in self.tools:
            if isinstance(tool, PaintBrush):
                self.put(msgspec.structs.replace(tool, paint=colour))

    def at(self, bench: Bench) -> Tool:
        """The tool in hand, at the place where it is to be used."""
        return msgspec.structs.replace(self.current, bench=bench)

    def _size(self, factor: float) -> None:
        if isinstance(brush := self.current, RoundBrush):
            self.put(brush.sized(factor))

    def _harden(self, by: float) -> None:
        if isinstance(brush := self.current, RoundBrush):
            self.put(brush.hardened(by))
