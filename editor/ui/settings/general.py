"""The page of general settings: theme, motion, language, memory."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.ui import language, motion
from editor.ui.parts.field import Field
from editor.ui.settings import memory
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

INSET = 20


class General(QWidget):
    """`remembering` is told when pictures may take more memory, or less."""

    remembering = Signal()

    def __init__(self, theme: Theme, settings: QSettings) -> None:
        super().__init__()
        self._look, self._settings = theme, settings
        self.theme = self._choice(
            self.tr("Theme"),
            [
                ("system", self.tr("As the system")),
                ("dark", self.tr("Dark")),
                ("light", self.tr("Light")),
                ("contrast", self.tr("High contrast")),
            ],
        )
        self.language = self._choice(
            self.tr("Language"),
            [
                (language.SYSTEM, self.tr("As the system")),
                *((code, language.title(code)) for code in language.languages()),
            ],
        )
        self.motion = QCheckBox()
        self.motion.setAccessibleName(self.tr("Reduce motion"))
        self.memory = Field(self.tr("Up to"), memory.LEAST, memory.MOST, "MB", 32)
        self._lay_out()
        self.show_all()
        theme.changed.connect(self.show_all)
        self.theme.activated.connect(lambda _at: theme.choose(self.theme.currentData()))
        self.language.activated.connect(lambda _at: language.choose(settings, self.language.currentData()))
        self.motion.toggled.connect(lambda still: motion.reduce(settings, still))
        self.memory.changed.connect(self._remember)

    def show_all(self) -> None:
        """As all of it is set now."""
        self.theme.setCurrentIndex(self.theme.findData(self._look.choice))
        self.language.setCurrentIndex(self.language.findData(language.chosen(self._settings)))
        self.motion.setChecked(motion.reduced(self._settings))
        self.memory.show_value(memory.megabytes(self._settings))

    def _remember(self, amount: int) -> None:
        memory.choose(self._settings, amount)
        self.remembering.emit()

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setProperty("floating", True)
        for data, words in choices:
            made.addItem(words, data)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, INSET)
        column.setSpacing(4)
        for name, note, control in (
            (self.tr("Theme"), self.tr("Dark, light or with lines around every control."), self.theme),
            (
                self.tr("Reduce motion"),
                self.tr("The edge of a mask stands still; zoom jumps."),
                self.motion,
            ),
            (self.tr("Language"), self.tr("Used from the next start on."), self.language),
            (
                self.tr("Memory for pictures"),
                self.tr("More keeps large boards sharp without reading again; less leaves more to other programs."),
                self.memory,
            ),
        ):
            column.addLayout(_row(name, note, control))
        column.addStretch(1)


def _row(name: str, note: str, control: QWidget) -> QHBoxLayout:
    head, words = QLabel(name), QLabel(note)
    head.setFont(font(13, 500))
    head.setProperty("tone", "high")
    words.setFont(font(12))
    words.setProperty("tone", "low")
    words.setWordWrap(True)
    control.setToolTip(note)
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(head)
    text.addWidget(words)
    row = QHBoxLayout()
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(24)
    row.addLayout(text, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
