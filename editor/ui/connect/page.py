"""The page of engines in the settings: what is connected and can be, and the form of the one that is chosen."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from editor.engine.contract import Kind
from editor.engine.weights import weights_of
from editor.ui.connect.connecting import Connecting
from editor.ui.connect.entries import Entries
from editor.ui.connect.form import Form
from editor.ui.theme.theme import Theme

LIST = 232


class EnginesPage(QWidget):
    """What is found while it is shown stands in its list at once."""

    def __init__(self, connecting: Connecting, theme: Theme) -> None:
        super().__init__()
        self._connecting = connecting
        self._wanted: Kind | Literal[""] = ""
        self.entries, self.form = Entries(connecting, theme), Form(connecting, theme)
        self.entries.setFixedWidth(LIST)
        line = QFrame()
        line.setObjectName("divider")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.entries)
        row.addWidget(line)
        row.addWidget(self.form, 1)
        self.entries.chosen.connect(self.form.show_entry)
        self.form.kept.connect(self.show_connection)
        for follow in (connecting.changed, connecting.seen):
            follow.connect(self._fill)
        self._fill()

    def show_connection(self, name: str) -> None:
        """Have it chosen, where there is one of this name."""
        for entry in self.entries.entries:
            if entry.kind == "connected" and entry.connection.name == name:
                self.entries.show_entry(entry)

    def look_for(self, kind: Kind) -> None:
        """Have what brings a model for such requests chosen, as soon as it is listed."""
        self._wanted = kind
        self._show_wanted()

    def _fill(self) -> None:
        self.entries.fill()
        if not self.form.fields.touched:
            self.entries.choose_first()
        self._show_wanted()

    def _show_wanted(self) -> None:
        for entry in self.entries.entries:
            weights = weights_of(entry.provider)
            if weights is not None and self._wanted in weights.kinds:
                self._wanted = ""
                self.entries.show_entry(entry)
                return

    def showEvent(self, event: QShowEvent) -> None:
        self._connecting.look_round()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.form.forget()
        super().hideEvent(event)
