"""The card of engines: which are there, what they do, what keeps one that is not, and how to connect more."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.engine.provider import Connection
from editor.ui.connect.connecting import Connecting
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

ROW, MOST = 44, 4  # height; rows for what is there


class _Line(NamedTuple):
    """`sign` and `tone` go with the `state`."""

    title: str
    words: str
    state: str
    sign: str = "check"
    tone: str = "ok"


class EngineCard(QFrame):
    """A row for each engine that is installed or connected, and for each that could not be; `connecting` when more are
    wanted."""

    connecting = Signal()

    def __init__(self, known: Connecting, theme: Theme) -> None:
        super().__init__()
        self._known, self._theme = known, theme
        self._icons: list[tuple[QLabel, str, int, str]] = []
        self._rows: list[QWidget] = []
        self.connect_button = QPushButton(self.tr("Connect…"))
        self.connect_button.setAccessibleName(self.tr("Connect an engine"))
        self.connect_button.setToolTip(self.tr("Finds engines on this computer, and connects those of providers."))
        self.connect_button.clicked.connect(self.connecting)
        self.setObjectName("floating")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        more = self.tr("Models of providers, with a key, or what runs on this computer")
        self._column.addWidget(self._row(_Line(self.tr("Connect an engine"), more, ""), "plug"))
        self._fill()
        known.changed.connect(self._fill)
        theme.changed.connect(self._tint)

    def _fill(self) -> None:
        """As it stands now; the row that connects more stays the last."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._icons = [one for one in self._icons if one[1] == "plug"]
        lines = self._lines()
        left_out = len(lines) - MOST
        if left_out > 0:
            lines = [*lines[: MOST - 1], _Line(self.tr("{0} more").format(left_out + 1), "", self.tr("Connected"))]
        self._rows = [self._row(line, "cpu") for line in lines]
        for number, row in enumerate(self._rows):
            self._column.insertWidget(number, row)
        self._tint()

    def _lines(self) -> list[_Line]:
        registry = self._known.registry
        installed = [engine for engine in registry.engines if registry.connection(engine.name) is None]
        lines = [
            _Line(engine.title, self._deed(offline=engine.abilities.offline), self.tr("Ready")) for engine in installed
        ]
        told = {f"{one.plugin}@{one.name}" for one in registry.connections}
        lines += [self._connected(connection) for connection in registry.connections]
        lines += [
            _Line(problem.path.rsplit(".", 1)[-1], problem.reason, self.tr("Not loaded"), "circle-alert", "bad")
            for problem in registry.problems
            if problem.path not in told
        ]
        return lines

    def _connected(self, connection: Connection) -> _Line:
        registry = self._known.registry
        where = f"{connection.plugin}@{connection.name}"
        broken = [problem.reason for problem in registry.problems if problem.path == where]
        title = connection.title or connection.plugin
        with contextlib.suppress(LookupError):  # nothing that is installed can use it, which is said in its row
            title = connection.title or registry.provider(connection.plugin).title
        if bad := self._known.lacks(connection.name) or " ".join(broken):
            return _Line(title, bad, self.tr("Not ready"), "circle-alert", "bad")
        shown = sum(
            offer.engine.name.startswith(f"{connection.name}/") and not offer.hidden for offer in self._known.offers
        )
        return _Line(title, self.tr("{0} models").format(shown), self.tr("Connected"))

    def _deed(self, *, offline: bool) -> str:
        if offline:
            return self.tr("Fills and extends with no network, key or graphics card")
        return self.tr("Works over the network")

    def _row(self, line: _Line, icon: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        name, deed, kind = QLabel(line.title), QLabel(line.words), QLabel()
        name.setFont(font(13, 500))
        name.setProperty("tone", "high")
        deed.setFont(font(12))
        deed.setWordWrap(True)
        made.setMinimumHeight(ROW)
        row.addWidget(kind)
        row.addWidget(name)
        row.addWidget(deed, 1)
        self._icons.append((kind, icon, 16, "mid"))
        if icon == "plug":
            row.addWidget(self.connect_button)
            return made
        glyph, end = QLabel(), QLabel(line.state)
        end.setFont(font(12, 500))
        end.setProperty("tone", "high")
        self._icons.append((glyph, line.sign, 14, line.tone))
        row.addWidget(glyph)
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _tint(self) -> None:
        for label, name, size, tone in self._icons:
            label.setPixmap(pixmap(name, size, getattr(self._theme.tokens, tone), self.devicePixelRatioF()))
