"""The options bar: the tool in hand with a field for each of its options, and what it has made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from editor.tools.tool import Tool
from editor.ui.actions import tr
from editor.ui.parts.bar import Bar
from editor.ui.parts.dock import tool_button
from editor.ui.parts.field import Field
from editor.ui.parts.spare import Spare
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme
from editor.ui.toolbox import Toolbox

HEIGHT = 36
FIRST = 3  # behind icon, name and space


class Option(NamedTuple):
    """How an option is shown: `scale` of what is shown is 1 of what is kept."""

    label: str
    low: int
    high: int
    unit: str
    scale: float = 1.0
    step: int = 1


def options() -> dict[str, Option]:
    """Those that are numbers, by the name of the tool's field."""
    return {
        "size": Option(tr("Size"), 1, 2000, "px", step=5),
        "hardness": Option(tr("Hardness"), 0, 100, "%", 100, 5),
        "smoothing": Option(tr("Smoothing"), 0, 95, "%", 100, 5),
        "opacity": Option(tr("Opacity"), 0, 100, "%", 100, 5),
        "flow": Option(tr("Flow"), 1, 100, "%", 100, 5),
        "tolerance": Option(tr("Tolerance"), 0, 255, ""),
        "feather": Option(tr("Feather"), 0, 500, "px"),
        "overlap": Option(tr("Overlap"), 0, 500, "px"),
    }


def switches() -> dict[str, str]:
    """Those that are on or off."""
    return {
        "pressure": tr("Pressure sets size"),
        "contiguous": tr("Connected only"),
        "aligned": tr("Aligned"),
        "antialias": tr("Smooth edge"),
        "whole": tr("Whole picture"),
    }


class OptionsBar(Bar):
    """Follows the toolbox; what is changed in it goes there."""

    def __init__(self, tools: Toolbox, theme: Theme, eye: QAction) -> None:
        """`eye` shows or hides what was made."""
        super().__init__(theme, HEIGHT, "bottom", spacing=6)
        self.setAccessibleName(self.tr("Options of the tool"))
        self._tools = tools
        self._shown = ""
        self.fields: dict[str, Field | QCheckBox] = {}
        self._lent: dict[str, Callable[[], QWidget]] = {}
        self._parts: dict[str, QWidget] = {}  # of those that were in hand already
        self._icon, self._name, self._made = QLabel(), QLabel(), Spare()
        self._name.setFont(font(12, 600))
        self._name.setProperty("tone", "high")
        self._made.setFont(font(12, tabular=True))
        self._made.setProperty("tone", "low")
        self.row.addWidget(self._icon)
        self.row.addWidget(self._name)
        self.row.addSpacing(8)
        self.row.addStretch(1)
        self.row.addWidget(self._made)
        self.row.addWidget(tool_button(eye, 24))
        tools.changed.connect(self._follow)
        theme.changed.connect(self._tint)
        self._follow()

    def lend(self, tool: str, make: Callable[[], QWidget]) -> None:
        """Show what this makes before the fields of the tool of that name, as long as it is in hand."""
        self._lent[tool] = make
        self._show_parts()

    def show_made(self, words: str) -> None:
        """What the tool has made, such as a mask and its size."""
        self._made.setText(words)

    def _follow(self) -> None:
        tool = self._tools.current
        if tool.name != self._shown:
            self._shown = tool.name
            self._name.setText(tr(tool.name))
            self._tint()
            self._build(tool)
        for name, field in self.fields.items():
            value = getattr(tool, name)
            if isinstance(field, Field):
                field.show_value(round(value * options()[name].scale))
            else:
                field.setChecked(value)

    def _show_parts(self) -> None:
        name = self._shown
        if name in self._lent and name not in self._parts:
            self._parts[name] = self._lent[name]()
            self.row.insertWidget(FIRST, self._parts[name])
        for tool, part in sorted(self._parts.items(), key=lambda one: one[0] == name):  # room is made first
            part.setVisible(tool == name)

    def _build(self, tool: Tool) -> None:
        for field in self.fields.values():
            self.row.removeWidget(field)
            field.deleteLater()
        self.fields = {}
        self._show_parts()
        for place, info in enumerate(known(tool)):
            made = self._number(info) if info in options() else self._switch(info)
            self.fields[info] = made
            self.row.insertWidget(FIRST + len(self._parts) + place, made)

    def _number(self, name: str) -> Field:
        option = options()[name]
        field = Field(option.label, option.low, option.high, option.unit, option.step)
        field.changed.connect(lambda value: self._put(name, value / option.scale if option.scale != 1 else value))
        return field

    def _switch(self, name: str) -> QCheckBox:
        box = QCheckBox(switches()[name])
        box.setFont(font(12))
        box.toggled.connect(lambda on: self._put(name, on))
        return box

    def _put(self, name: str, value: Any) -> None:
        tool = self._tools.current
        if getattr(tool, name) != value:
            self._tools.put(msgspec.structs.replace(tool, **{name: value}))

    def _tint(self) -> None:
        tokens, icon = self._theme.tokens, self._tools.current.icon
        self._icon.setPixmap(pixmap(icon, 16, tokens.high, self.devicePixelRatioF()))


def known(tool: Tool) -> list[str]:
    """The tool's fields that can be shown, in their order."""
    shown = {*options(), *switches()}
    return [field.name for field in msgspec.structs.fields(tool) if field.name in shown]
