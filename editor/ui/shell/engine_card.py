"""The card of engines: which are there, what they do, and what keeps one that is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from editor.engine.registry import Registry
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

ROW = 44


class EngineCard(QFrame):
    """One row for each engine of the registry, and for each that could not be loaded."""

    def __init__(self, registry: Registry, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("floating")
        self._icons: list[tuple[QLabel, str, int, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        rows = [
            (engine.title, self._deed(offline=engine.abilities.offline), self.tr("Ready"), "check", "ok")
            for engine in registry.engines
        ]
        rows += [
            (problem.path.rsplit(".", 1)[-1], problem.reason, self.tr("Not loaded"), "circle-alert", "bad")
            for problem in registry.problems
        ]
        for number, row in enumerate(rows):
            if number:
                line = QFrame()
                line.setObjectName("line")
                column.addWidget(line)
            column.addLayout(self._row(*row))
        theme.changed.connect(self._tint)
        self._tint()

    def _deed(self, *, offline: bool) -> str:
        if offline:
            return self.tr("Fills and extends with no network, key or graphics card")
        return self.tr("Works over the network")

    def _row(self, title: str, words: str, state: str, sign: str, tone: str) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setContentsMargins(14, 0, 14, 0)
        made.setSpacing(10)
        name, deed, end, kind, glyph = QLabel(title), QLabel(words), QLabel(state), QLabel(), QLabel()
        name.setFont(font(13, 500))
        name.setProperty("tone", "high")
        deed.setFont(font(12))
        deed.setWordWrap(True)
        end.setFont(font(12, 500))
        end.setProperty("tone", "high")
        self._icons += [(kind, "cpu", 16, "mid"), (glyph, sign, 14, tone)]
        for label in (kind, name):
            label.setMinimumHeight(ROW)
            made.addWidget(label)
        made.addWidget(deed, 1)
        made.addWidget(glyph)
        made.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _tint(self) -> None:
        for label, name, size, tone in self._icons:
            label.setPixmap(pixmap(name, size, getattr(self._theme.tokens, tone), self.devicePixelRatioF()))
