"""What finds objects for Smart select: an engine, or colours alone and how to get more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from editor.ui.theme.fonts import font

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Finder(QWidget):
    """Follows what is connected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words, self.link = QLabel(), QToolButton()
        self._words.setFont(font(12))
        self._words.setProperty("tone", "low")
        self.link.setText(self.tr("Find objects by a net…"))
        self.link.setAccessibleName(self.tr("Find objects by a net"))
        self.link.setProperty("role", "link")
        self.link.setFont(font(12, 500))
        self.link.clicked.connect(self._connect)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self.link)
        desk.connecting.changed.connect(self._follow)
        self._follow()

    @property
    def words(self) -> str:
        return self._words.text()

    def _connect(self) -> None:
        self._desk.shell.connect_engine()

    def _follow(self) -> None:
        engine, lacking = self._desk.cutting.engine, self._desk.cutting.lacking
        title = self._desk.connecting.titles.get(engine, engine)
        by_net = self.tr("{0} finds what is in a box; strokes go by colour").format(title)
        self._words.setText(by_net if engine else self.tr("Told by colour"))
        self.link.setVisible(not engine)
        self.link.setToolTip(lacking)
        self.link.setAccessibleDescription(lacking)
