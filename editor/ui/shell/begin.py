"""How a board begins: in a new file, from one that is there, from pictures, from the clipboard, from a size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from editor.session.presets import Preset, presets
from editor.ui.files import Files
from editor.ui.keymap import Keymap
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, INSET = 272, 8
OFFERED = ("Instagram story", "Instagram post", "Instagram portrait", "Web hero", "Billboard", "A4")


class Begin(QWidget):
    """`attempt(run)` does what was chosen and says what stands in its way."""

    def __init__(
        self,
        theme: Theme,
        keymap: Keymap,
        files: Files,
        paste: Callable[[], object],
        attempt: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__()
        self._theme, self._files, self._attempt = theme, files, attempt
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = QLabel(self.tr("Patchboard"))
        title.setFont(font(28, 600))
        title.setProperty("tone", "high")
        title.setContentsMargins(INSET, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(16)
        for icon, name, key, run in (
            ("file-plus", self.tr("New board…"), keymap.key("file.new", "Ctrl+N"), files.new),
            ("folder-open", self.tr("Open…"), keymap.key("file.open", "Ctrl+O"), files.open),
            ("image-plus", self.tr("Place pictures…"), keymap.key("file.place", "Ctrl+Shift+O"), files.place),
            ("clipboard-paste", self.tr("Paste as a board"), keymap.key("edit.paste", "Ctrl+V"), paste),
        ):
            column.addWidget(self._row(icon, name, key, run))
        column.addSpacing(16)
        sizes = presets()
        column.addLayout(self._sizes_head(sizes))
        for preset in sizes:
            if preset.name in OFFERED:
                column.addWidget(self._size(preset))

    def _row(self, icon: str, name: str, key: str, run: Callable[[], object]) -> Row:
        row = Row(self._theme, icon, name, key)
        row.clicked.connect(lambda *_: self._attempt(run))
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(lambda *_: self._attempt(run))
        return row

    def _size(self, preset: Preset) -> Row:
        shape = "rectangle-vertical" if preset.size.h > preset.size.w else "rectangle-horizontal"
        icon = "square" if preset.size.w == preset.size.h else shape
        row = Row(self._theme, icon, preset.name, "", _measured(preset))
        row.clicked.connect(lambda *_: self._begin(preset))
        return row

    def _begin(self, preset: Preset) -> None:
        self._attempt(lambda: self._files.new_sized(preset))

    def _sizes_head(self, sizes: tuple[Preset, ...]) -> QHBoxLayout:
        """The title, and a menu of all sizes by their groups."""
        head, every = QLabel(self.tr("New from size")), QToolButton()
        head.setFont(font(12, 600))
        head.setProperty("tone", "high")
        every.setText(self.tr("All {0}").format(len(sizes)))
        every.setFont(font(12, tabular=True))
        every.setProperty("role", "link")
        every.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        every.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        every.setToolTip(self.tr("All sizes to begin from"))
        menu, groups = QMenu(every), dict[str, QMenu]()
        for preset in sizes:
            group = groups.get(preset.group) or groups.setdefault(preset.group, menu.addMenu(preset.group))
            group.addAction(f"{preset.name}\t{_measured(preset)}").triggered.connect(partial(self._begin, preset))
        every.setMenu(menu)
        row = QHBoxLayout()
        row.setContentsMargins(INSET, 0, 4, 4)
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(every)
        return row


class Row(QAbstractButton):
    """An action of 36 px: icon, name, key; with a note at its end, one of 32."""

    def __init__(self, theme: Theme, icon: str, name: str, key: str, note: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._key, self._note = theme, icon, key, note
        self.setText(name)
        self.setAccessibleName(f"{name}, {note}" if note else name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(WIDTH, 32 if note else 36)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = self._theme.tokens, self.rect()
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                shapes.fill(painter, rect, 6, tokens.pressed if self.isDown() else tokens.hover)
            if self.hasFocus():
                shapes.ring(painter, rect, 6, tokens.accent_text)
            icons.paint(painter, self._icon, shapes.middle_left(rect, INSET, 16), tokens.mid)
            painter.setFont(font(13, 400 if self._note else 500))
            painter.setPen(QColor(tokens.high))
            painter.drawText(rect.adjusted(36, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(font(12, tabular=True))
            painter.setPen(QColor(tokens.low))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(0, 0, self.width() - INSET, self.height()), right, self._note)
            left = rect.right() - INSET - shapes.caps_width(self._key)
            shapes.caps(painter, left, rect.center().y(), self._key, tokens)


def _measured(preset: Preset) -> str:
    return f"{preset.size.w} × {preset.size.h}"
