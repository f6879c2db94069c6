"""The colour of the paint brush in the options bar, and the chooser that it opens, with the colours of the palettes."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from editor.session.session import Session
from editor.tools.paint import PaintBrush
from editor.ui.parts.chip import Chip
from editor.ui.parts.colour_chooser import SIZE, ColourChooser
from editor.ui.parts.popover import INSET as AROUND
from editor.ui.parts.popover import Popover
from editor.ui.theme import shapes
from editor.ui.theme.theme import Theme
from editor.ui.toolbox import Toolbox


class PaintColour(Chip):
    """Follows the brush; what is chosen goes to it."""

    def __init__(self, tools: Toolbox, session: Session, theme: Theme) -> None:
        super().__init__(theme, "")
        self._tools, self._session, self._theme = tools, session, theme
        self.colour = QColor()
        self.chooser = ColourChooser(theme)
        self.popover = Popover(self, self.chooser, SIZE.width() + 2 * AROUND, SIZE.height() + 2 * AROUND)
        self.clicked.connect(self.ask)
        self.chooser.chosen.connect(lambda colour: tools.paint_with((colour.red(), colour.green(), colour.blue())))
        tools.changed.connect(self._follow)
        self._follow()

    def ask(self) -> None:
        """Open the chooser; once more puts it away."""
        if self.popover.isVisible():
            self.popover.hide()
            return
        palettes = (anchor.colours for anchor in self._session.document.anchors.values())
        swatches = [(colour.name, QColor(*colour.rgb)) for colours in palettes for colour in colours]
        plain = (self.tr("Black"), QColor(0, 0, 0)), (self.tr("White"), QColor(255, 255, 255))
        self.chooser.show_swatches((*swatches, *plain))
        self.popover.open()

    def _follow(self) -> None:
        [brush] = [tool for tool in self._tools.tools if isinstance(tool, PaintBrush)]
        self.colour = QColor(*brush.paint)
        name = self.tr("Colour of the paint: {0}").format(self.colour.name().upper())
        self.setAccessibleName(name)
        self.setToolTip(f"{name}. {self.tr('Alt-click in a picture takes one from there.')}")
        self.chooser.show_colour(self.colour)
        self.update()
        if self._tools.current is not brush:
            self.popover.hide()

    def paint_icon(self, painter: QPainter, at: QRect, colour: str) -> None:
        shapes.fill(painter, at, 3, self.colour.name(), self._theme.tokens.hair)
