"""A window in a process of its own: two generations, the second over the first, and whether kernels were loaded."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.steps.mask import masked
from editor.ui.window import Window
from tests.steps.road import box_mask, photograph


def main(project: Path) -> None:
    app = QApplication([])
    window = Window(project)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.bring_in()
    desk = window.desk
    assert desk is not None
    desk.canvas.setFocus()
    for x in (100, 150):
        values = box_mask(photograph(), x, 90, 50, 40)
        desk.session.commit("Mask", masked(desk.session.document, "photo", values))
        QTest.keyClick(desk.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        while desk.candidates.running or not desk.candidates:
            QTest.qWait(5)
        app.processEvents()  # paints it
        QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
    layers = len(desk.session.document.layers)
    window.close()
    print(layers, "numba" in sys.modules)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
