"""What finds objects for Smart select: an engine, helped by colours or not; or colours alone and how to get more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QWidget

from editor.session.cutouts import KIND
from editor.tools.smart_select import SmartSelect
from editor.ui.theme.fonts import font

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Finder(QWidget):
    """Follows what is connected, and the tool."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words, self.link = QLabel(), QToolButton()
        self._words.setFont(font(12))
        self._words.setProperty("tone", "low")
        self.settle = QCheckBox(self.tr("Edge by colour"))
        self.settle.setFont(font(12))
        self.settle.setToolTip(
            self.tr("Colours tell where the net is not sure. Off, where parts of an object are lost.")
        )
        self.settle.toggled.connect(self._put)
        self.link.setText(self.tr("Find objects by a net…"))
        self.link.setAccessibleName(self.tr("Find objects by a net"))
        self.link.setProperty("role", "link")
        self.link.setFont(font(12, 500))
        self.link.clicked.connect(lambda: desk.shell.sheets.connect_engine(KIND))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self._words, self.settle, self.link):
            row.addWidget(part)
        desk.connecting.changed.connect(self._follow)
        desk.tools.changed.connect(self._follow)
        self._follow()

    @property
    def words(self) -> str:
        return self._words.text()

    def _put(self, on: bool) -> None:
        if isinstance(tool := self._desk.tools.current, SmartSelect):
            self._desk.tools.put(msgspec.structs.replace(tool, settle=on))

    def _follow(self) -> None:
        engine, lacking = self._desk.cutting.engine, self._desk.cutting.lacking
        title = self._desk.connecting.titles.get(engine, engine)
        self._words.setText(self.tr("Found by {0}").format(title) if engine else self.tr("Told by colour"))
        if isinstance(tool := self._desk.tools.current, SmartSelect):
            self.settle.setChecked(tool.settle)
        self.settle.setVisible(bool(engine))
        self.link.setVisible(not engine)
        self.link.setToolTip(lacking)
        self.link.setAccessibleDescription(lacking)
