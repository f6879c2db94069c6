"""The real program in a process of its own, worked by lines on its standard input; it answers each with one of JSON."""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.__main__ import main
from editor.steps.mask import active_mask
from editor.ui.desk import Desk
from editor.ui.panels.queue_rows import ENTRY
from editor.ui.shell.welcome import Welcome
from editor.ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Driver(QObject):
    """Hears lines on a thread, does what they say on the window's."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.said.connect(self._do, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.said.emit(line.strip())

    def _do(self, line: str) -> None:
        windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window)]
        desk = windows[-1].desk if windows else None
        name, _, words = line.partition(" ")
        if desk is not None and name != "state":
            DEEDS[name](desk, words)
        welcome = bool(windows) and isinstance(windows[-1].centralWidget(), Welcome)
        print(json.dumps({"welcome": welcome, **state(desk)}), flush=True)


def paint(desk: Desk, _words: str) -> None:
    canvas, at = desk.canvas, [desk.canvas.view.to_widget.apply(x, y) for x, y in ((100, 90), (150, 120))]
    begin, end = (QPoint(round(x), round(y)) for x, y in at)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def generate(desk: Desk, words: str) -> None:
    QTest.keyClick(desk.canvas, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.bar.prompt, words)
    QTest.keyClick(desk.bar.prompt, Qt.Key.Key_Return, CTRL)


def queue(desk: Desk, _words: str) -> None:
    """Open it, and do what Return does on its first row."""
    if not desk.shell.queue.isVisible():
        QTest.keyClick(desk.canvas, Qt.Key.Key_J, CTRL | SHIFT)
    QTest.keyClick(desk.shell.queue.list, Qt.Key.Key_Return)


def sure(desk: Desk, _words: str) -> None:
    """Say for sure what was asked about."""
    QTest.keyClick(desk.shell.toast.link, Qt.Key.Key_Space)


DEEDS = {
    "paint": paint,
    "generate": generate,
    "queue": queue,
    "sure": sure,
    "engine": lambda desk, words: desk.bar.choose(words),
    "leave": lambda desk, _words: QTest.keyClick(desk.canvas, Qt.Key.Key_W, CTRL),
    "zoom": lambda desk, _words: QTest.keyClick(desk.canvas, Qt.Key.Key_Equal, CTRL),
    "hand": lambda desk, _words: QTest.keyClick(desk.canvas, Qt.Key.Key_E),
    "undo": lambda desk, _words: QTest.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL),
    "accept": lambda desk, _words: QTest.keyClick(desk.canvas, Qt.Key.Key_Return),
}


def state(desk: Desk | None) -> dict[str, Any]:
    """What is seen of it."""
    if desk is None:
        return {"ready": False}
    document, rows = desk.session.document, desk.shell.queue.rows
    mask = active_mask(document, "photo")
    return {
        "ready": True,
        "path": str(desk.session.project.path),
        "layers": len(document.layers),
        "masked": int((mask.tiles.array() > 0).sum()) if mask else 0,
        "view": list(desk.canvas.view),
        "tool": desk.tools.current.name,
        "saved": desk.session.project.unsaved_since is None,
        "chip": desk.shell.title.queue.text(),
        "bar": desk.bar.state,
        "engines": [offer.engine.name for offer in desk.connecting.offers],
        "queue": [rows.index(row, 0).data(ENTRY).state for row in range(rows.rowCount())],
        "told": [rows.told(rows.index(row, 0).data(ENTRY)) for row in range(rows.rowCount())],
        "candidates": len(desk.candidates),
        "toast": desk.shell.toast.words,
    }


if __name__ == "__main__":
    QApplication([])
    driver = Driver()
    sys.exit(main())
