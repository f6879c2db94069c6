"""The limits of a connection: how many requests may be under way, and begin in a minute; or as its engines say."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.engine.provider import Connection
from editor.ui.parts.field import Field

MOST = 1000
AT_ONCE, PER_MINUTE = "at_once", "per_minute"  # the options of a connection


class Limits(QWidget):
    """`settled` once another limit has rested."""

    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.at_once, self.per_minute = Field(self.tr("At once"), 0, MOST), Field(self.tr("Per minute"), 0, MOST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, none, told in (
            (self.at_once, self.tr("usual"), self.tr("Requests under way at a time; 0: as many as its engines say.")),
            (
                self.per_minute,
                self.tr("any"),
                self.tr("Requests that begin in a minute at most; 0: any number."),
            ),
        ):
            field.number.setSpecialValueText(none)
            field.number.setFixedWidth(max(field.number.width(), field.fontMetrics().horizontalAdvance(none) + 24))
            field.number.setAccessibleDescription(told)
            field.setToolTip(told)
            field.settled.connect(lambda _value: self.settled.emit())
            row.addWidget(field)
        row.addStretch(1)

    def show_limits(self, connection: Connection) -> None:
        """Those of this connection."""
        self.at_once.show_value(connection.at_once or 0)
        self.per_minute.show_value(connection.per_minute or 0)

    @property
    def options(self) -> dict[str, int | None]:
        """What they are now, as a connection's options; None where there is no limit of the user's own."""
        return {AT_ONCE: self.at_once.value or None, PER_MINUTE: self.per_minute.value or None}
