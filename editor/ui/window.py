"""The window: shows itself at once with Qt and the standard library alone, then brings in session and canvas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QApplication, QMainWindow

from editor.ui.poster import Poster, stored_thumbnail
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Window(QMainWindow):
    """One project. `desk` is what is on it, once it has been brought in."""

    painted = Signal()  # once

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.settings = QSettings("Patchboard", "Patchboard")
        self.theme = Theme(self.settings)
        self.theme.colour()
        self._path = path
        self.setWindowTitle(path.name if path else "Patchboard")
        self.resize(1280, 800)
        poster = Poster(stored_thumbnail(path) if path else QImage(), self.tr("Opening…"), self.theme.tokens.canvas)
        poster.painted.connect(self.painted)
        self.setCentralWidget(poster)

    def bring_in(self) -> None:
        """Load the project and the canvas; to be called once the window has been `painted`."""
        from editor.ui.desk import Desk

        self.theme.dress()
        self.desk = Desk.opened(self, self._path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk is not None:
            self.desk.close()
        event.accept()


def show(path: Path | None) -> int:
    """Open the window on a project or picture file and run until it is closed; the answer is the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Patchboard")
    app.setStyle("Fusion")
    window = Window(path)
    window.painted.connect(window.bring_in, Qt.ConnectionType.QueuedConnection)
    window.show()
    return app.exec()
