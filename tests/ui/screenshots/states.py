"""The scene with each small part in each of its states, side by side in a sheet over the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from editor.ui.key_button import KeyButton
from editor.ui.parts.chip import Chip
from editor.ui.parts.dock import icon_button
from editor.ui.parts.empty import Empty
from editor.ui.parts.field import Field
from editor.ui.parts.segments import Segments
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.window import Window
from tests.ui.screenshots.stage import Stage

MARGIN, ACROSS, DOWN = 40, 24, 14
STATES = ("rest", "hover", "pressed", "chosen", "focus", "off")


def states(stage: Stage) -> Iterator[None]:
    stage.campaign()
    sheet = StatesSheet(stage.window)
    yield
    sheet.setParent(None)


class StatesSheet(QWidget):
    """Pictures of parts as they paint themselves, made anew with each theme: only one at a time can have the focus."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._theme = window.theme
        self._window = window
        window.installEventFilter(self)
        window.theme.changed.connect(self._fill)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._grid.setHorizontalSpacing(ACROSS)
        self._grid.setVerticalSpacing(DOWN)
        self.setGeometry(window.rect())
        self.show()
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.tokens.panel))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for column, state in enumerate(STATES, 1):
            self._say(state, 0, column)
        made = parts(self._theme)
        for row, (name, make) in enumerate(made.items(), 1):
            self._say(name, row, 0)
            for column, state in enumerate(STATES, 1):
                picture = QLabel()
                picture.setPixmap(self._picture(make(), state))
                self._grid.addWidget(picture, row, column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        empty = Empty(self._theme, "layers", "No layers yet", "Drop pictures on the canvas: each becomes one.", "Place")
        empty.setFixedWidth(264)
        self._grid.addWidget(empty, 1, len(STATES) + 1, len(made), 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(len(STATES) + 2, 1)
        self._grid.setRowStretch(len(made) + 1, 1)

    def _say(self, words: str, row: int, column: int) -> None:
        label = QLabel(words)
        label.setFont(font(11))
        label.setProperty("tone", "low")
        self._grid.addWidget(label, row, column)

    def _picture(self, part: QWidget, state: str) -> QPixmap:
        part.setParent(self)
        part.move(-1000, -1000)
        part.show()
        part.setEnabled(state != "off")
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state == "hover")
        if isinstance(part, QAbstractButton):
            part.setDown(state == "pressed")
            if state == "chosen" and part.isCheckable():
                part.setChecked(True)
        if state == "focus":
            inner = part.number if isinstance(part, Field) else part.button(0) if isinstance(part, Segments) else part
            inner.setFocus(Qt.FocusReason.TabFocusReason)
        if state == "hover":  # a push button asks where the pointer went
            at = QPointF(part.rect().center())
            none = Qt.MouseButton.NoButton
            moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(part, moved)
        part.adjustSize()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(part.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.tokens.panel))
        part.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        part.clearFocus()
        part.deleteLater()
        return picture


def parts(theme: Theme) -> dict[str, Callable[[], QWidget]]:
    """Each as a function that makes one."""

    def checkable(button: QAbstractButton) -> QWidget:
        button.setCheckable(True)
        return button

    def chip(low: str = "") -> QWidget:
        made = Chip(theme, "list-video" if low else "proportions")
        made.show_words("3 jobs" if low else "Choose a size", low)
        return made

    def link() -> QWidget:
        made = QToolButton()
        made.setText("Open folder")
        made.setProperty("role", "link")
        made.setFont(font(12, 500))
        return made

    def segments() -> QWidget:
        made = Segments("Draft or final", ("Draft", "Final"))
        made.show_place(0)
        return made

    def field() -> QWidget:
        made = Field("Size", 1, 2000, "px")
        made.show_value(224)
        return made

    def words(*, invalid: bool) -> QWidget:
        line = QLineEdit("1080 x 1920" if not invalid else "1080 x")
        line.setProperty("invalid", invalid)
        return line

    def modes() -> QWidget:
        box = QComboBox()
        box.addItems(["Normal", "Multiply"])
        return box

    def progress() -> QWidget:
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setFixedWidth(120)
        bar.setValue(62)
        return bar

    return {
        "Primary": lambda: KeyButton(theme, "Generate", "Ctrl+Return", primary=True),
        "Button with its key": lambda: checkable(KeyButton(theme, "Keep aside", "S")),
        "Quiet, with an icon": lambda: KeyButton(theme, "More like this", icon="plus", quiet=True),
        "Button of a sheet": lambda: QPushButton("Cancel"),
        "Tool": lambda: checkable(icon_button(theme, "brush", "Mask brush", 32)),
        "Chip": chip,
        "Chip with a price": lambda: chip("$0.12"),
        "Link": link,
        "Segments": segments,
        "Field": field,
        "Line": lambda: words(invalid=False),
        "Line that is wrong": lambda: words(invalid=True),
        "Choice": modes,
        "Switch": lambda: checkable(QCheckBox("Snap")),
        "Progress": progress,
    }
