"""What the options bar shows beside a tool's own numbers and switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.tools.frame import FrameTool
from editor.tools.paint import PaintBrush
from editor.tools.select import SelectTool
from editor.tools.smart_select import SmartSelect
from editor.ui.shell.options_bar import OptionsBar
from editor.ui.snapping import GridField
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.ui.desk import Desk


def lend_fields(options: OptionsBar, desk: Desk, theme: Theme) -> None:
    """The grid to what comes to rest on it, the colour to the paint brush, what finds objects to Smart select."""

    def colour() -> QWidget:
        from editor.ui.paint_colour import PaintColour

        return PaintColour(desk.tools, desk.session, theme)

    def finder() -> QWidget:
        from editor.ui.shell.finder import Finder

        return Finder(desk)

    for tool in (SelectTool, FrameTool):
        options.lend(tool.name, lambda: GridField(desk.snapping))
    options.lend(PaintBrush.name, colour)
    options.lend(SmartSelect.name, finder)
