"""A window in a process of its own: paints a stroke, says what the status bar says, and waits to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.ui.window import Window


def main(project: Path) -> None:
    app = QApplication([])
    window = Window(project)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.bring_in()
    app.processEvents()  # the canvas gets its size
    desk = window.desk
    assert desk is not None
    desk.session.project.on_saved = lambda _time: print("Saved ", flush=True)
    button, canvas = Qt.MouseButton.LeftButton, desk.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    QTest.mousePress(canvas, button, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(canvas, middle + QPoint(30, 10))
    QTest.mouseRelease(canvas, button, Qt.KeyboardModifier.NoModifier, middle + QPoint(30, 10))
    QTimer.singleShot(60_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
