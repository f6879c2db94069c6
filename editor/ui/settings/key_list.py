"""The list of actions with their keys, which hears what is pressed while it records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from editor.ui.actions import Action
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, HEAD, INSET = 30, 28, 10
ACTION = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyList(QListView):
    """`recorded(key)` in portable text; `taken_away` where there is to be none; `told` when something else goes on."""

    recorded = Signal(str)
    taken_away = Signal()
    told = Signal()

    def __init__(self, model: QStandardItemModel, theme: Theme) -> None:
        super().__init__()
        self.recording = False
        self._row = _Row(self, theme)
        self.setModel(model)
        self.setItemDelegate(self._row)
        self.setObjectName("paletteList")
        self.doubleClicked.connect(self.record)
        self.selectionModel().currentChanged.connect(lambda *_: self._stop())

    def record(self) -> None:
        """The next key that is pressed is the new one; Escape is none."""
        self.recording = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.recording:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no key of the window acts meanwhile
                return True
            if event.type() == QEvent.Type.KeyPress:  # Tab too, before it moves the focus
                self._press(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.record()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_away.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.recording:
            self._stop()
        super().focusOutEvent(event)

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in ALONE or not event.key():
            return
        self.recording = False
        if event.key() != Qt.Key.Key_Escape:
            self.recorded.emit(pressed(event))
        else:
            self._tell()
        self.viewport().update()

    def _stop(self) -> None:
        self.recording = False
        self._tell()

    def _tell(self) -> None:
        self.viewport().update()
        self.told.emit()


def pressed(event: QKeyEvent) -> str:
    """The key in portable text; without Shift where that is needed to type it at all, such as "?"."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    typed = event.text()
    if typed.isprintable() and typed and not typed.isalnum() and not typed.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combination = QKeyCombination(modifiers, Qt.Key(event.key()))
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


class _Row(QStyledItemDelegate):
    def __init__(self, view: KeyList, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW if isinstance(index.data(ACTION), Action) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        action, tokens, row = index.data(ACTION), self._theme.tokens, option.rect
        middle = Qt.AlignmentFlag.AlignVCenter
        if not isinstance(action, Action):
            painter.setFont(font(11, 500))
            painter.setPen(QColor(tokens.low))
            painter.drawText(row.adjusted(INSET, 4, 0, 0), middle, action)
            return
        chosen = self._view.currentIndex() == index
        if chosen:
            shapes.fill(painter, row, 6, tokens.pressed, tokens.hair if tokens.contrast else "")
        if chosen and self._view.hasFocus():
            shapes.ring(painter, row, 6, tokens.accent_text)
        icons.paint(painter, action.icon, shapes.middle_left(row, INSET, 16), tokens.mid)
        painter.setFont(font(13))
        painter.setPen(QColor(tokens.high))
        painter.drawText(row.adjusted(INSET + 28, 0, 0, 0), middle, action.name)
        if chosen and self._view.recording:
            painter.setPen(QColor(tokens.accent_text))
            painter.drawText(
                row.adjusted(0, 0, -INSET, 0), middle | Qt.AlignmentFlag.AlignRight, self.tr("Press a key")
            )
            return
        left = row.right() + 1 - INSET - shapes.caps_width(action.key)
        shapes.caps(painter, left, row.center().y(), action.key, tokens, tokens.control_float)
