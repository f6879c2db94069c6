"""The title bar: mark, menus, the project's name, zoom, queue and help."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenuBar, QToolButton, QWidget

from editor.ui.actions import Actions
from editor.ui.parts.bar import Bar
from editor.ui.parts.chip import Chip
from editor.ui.parts.dock import tool_button
from editor.ui.shell.queue_chip import QueueChip
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT = 36  # the gap line included


class TitleBar(Bar):
    """`renamed(name)` where the project's name was changed."""

    renamed = Signal(str)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__(theme, HEIGHT, "bottom")
        self._actions = actions
        self.menus = QMenuBar()
        self.menus.setFont(font(13))
        self.menus.setNativeMenuBar(False)
        for menu in actions.menus:
            if menu.shown:
                groups = [[action.id for action in group] for group in menu.groups]
                self.menus.addMenu(actions.menu(menu.name, groups, self))
        self.name = _Name(self)
        self.name.editingFinished.connect(lambda: self.renamed.emit(self.name.text().strip()))
        self.zoom = Chip(theme, "chevron-down", trailing=True, widest="100 %")
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.zoom.setToolTip(self.tr("Zoom"))
        self.zoom.setMenu(actions.menu("", [["view.fit", "view.life"], ["view.in", "view.out"]], self))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.queue = QueueChip(theme)
        self.queue.clicked.connect(lambda: actions.run("queue.open"))
        self._lay_out(theme)

    def show_name(self, name: str) -> None:
        if name != self.name.text():
            self.name.setText(name)
            self._stand()

    def show_zoom(self, zoom: float) -> None:
        self.zoom.show_words(f"{100 * zoom:.0f} %")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stand()

    def _lay_out(self, theme: Theme) -> None:
        self.row.setContentsMargins(14, 0, 12, 1)
        self.row.addWidget(_Mark(theme))
        self.row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addStretch(1)
        self.row.addWidget(self.zoom)
        self.row.addWidget(self.queue)
        self.row.addWidget(tool_button(self._actions["help.keys"], 24))

    def _stand(self) -> None:
        """The name in the window's middle, or right of the menus where they would lie under it."""
        width = min(self.name.fontMetrics().horizontalAdvance(self.name.text() or " ") + 24, 320)
        left = max((self.width() - width) // 2, self.menus.geometry().right() + 8)
        self.name.setGeometry(left, 5, width, 25)


class _Name(QLineEdit):
    """A name that is typed over; Return and Escape give the focus back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "name")
        self.setFont(font(13, 600))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(self.tr("Name of the project"))
        self.setToolTip(self.tr("Click to give the project another name"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.undo()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()


class _Mark(QWidget):
    """The mark of the program: a patch over the corner of a board."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(16, 16))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.tokens.mid), 1.5))
            painter.drawRoundedRect(QRectF(0.75, 0.75, 9.5, 9.5), 2, 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.tokens.panel))
            painter.drawRoundedRect(QRectF(5, 5, 11, 11), 3, 3)
            painter.setBrush(QColor(self._theme.tokens.accent))
            painter.drawRoundedRect(QRectF(6.5, 6.5, 9.5, 9.5), 2, 2)
