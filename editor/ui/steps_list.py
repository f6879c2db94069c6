"""The steps of undo in a list, the newest first: a click, or Return, goes to how the document was after one."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from editor.session.session import Session
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

STEP = Qt.ItemDataRole.UserRole


class StepsList(QListWidget):
    """The one that the document is at is marked; those of a branch that was left stand behind an indent.

    Changes nothing by itself: `wanted` tells which step is to be gone to.
    """

    wanted = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self.setAccessibleName(self.tr("Steps"))
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)
        theme.changed.connect(self.reload)

    def reload(self) -> None:
        """Steps were made, taken back or done again."""
        history, line = self._session.history, self._session.history.line
        self.clear()
        for head in sorted(history.heads.values(), key=lambda head: -head.id):
            self._add(head.id, head.label, head.made, left=head.id not in line)
        self._add(0, self.tr("Empty project"), 0.0, left=False)

    def _add(self, step: int, label: str, made: float, *, left: bool) -> None:
        when = time.strftime("%H:%M:%S", time.localtime(made)) if made else ""
        here = step == self._session.history.pointer
        item = QListWidgetItem(f"{'     ' if left else ''}{'● ' if here else ''}{label}   {when}")
        item.setData(STEP, step)
        item.setFont(font(13, QFont.Weight.DemiBold if here else QFont.Weight.Normal, tabular=True))
        item.setToolTip(self.tr("Of a branch that was left; a click goes there.") if left else label)
        self.addItem(item)
        if here:
            self.setCurrentItem(item)

    def _tell(self, item: QListWidgetItem) -> None:
        if (step := item.data(STEP)) != self._session.history.pointer:
            self.wanted.emit(step)
