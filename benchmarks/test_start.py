"""Cold start beside a bare window of the same run: to the first paint (line: at most 1.2 times), and to the sharp
picture of a project of 12 megapixels (at most 5 times)."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import cv2

from editor.project.project import Project
from editor.resources import resource
from editor.session.bring import bring
from editor.session.session import Session

LINE = 1.2
SHARP = 5.0
ROUNDS = 9
SAMPLE = resource("sample", "dandelions.jpg")
BARE = """
import sys, time
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
class Page(QWidget):
    def paintEvent(self, event):
        print(time.process_time())
        QApplication.exit(0)
app = QApplication(sys.argv)
app.setStyle("Fusion")
window = QMainWindow()
window.setWindowTitle("Bare")
window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
window.resize(1280, 800)
window.setCentralWidget(Page())
window.show()
app.exec()
"""
OURS = """
import time
from PySide6.QtWidgets import QApplication
from editor.ui import window
window.Window.bring_in = lambda self: (print(time.process_time()), QApplication.exit(0))
window.show(None)
"""
SHARPENED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from editor.ui import window
def look():
    if shown[0].desk.canvas.sharp:
        print(time.process_time(), flush=True)
        shown[0].close()
def bring_in(self, known=window.Window.bring_in):
    known(self)
    shown.append(self)
    timer.start(2)
shown, timer = [], QTimer()
timer.timeout.connect(look)
window.Window.bring_in = bring_in
window.show(Path(sys.argv[1]))
"""


def _cpu(script: str, *arguments: str) -> float:
    """CPU seconds of a process of its own, from its first instruction until it tells them."""
    command = [sys.executable, "-c", script, *arguments]
    run = subprocess.run(command, check=True, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    return float(run.stdout.split()[0])


def test_the_first_paint_costs_little_more_than_a_bare_window() -> None:
    _cpu(BARE), _cpu(OURS)  # what is compiled and read from disk once
    pairs = [(_cpu(BARE), _cpu(OURS)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"\nfirst paint: bare {bare * 1000:.0f} ms CPU, ours {ours * 1000:.0f}, ratio {ours / bare:.2f}, line {LINE}")
    assert ours <= LINE * bare


def test_a_sharp_picture_costs_little_more_than_a_few_bare_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.patchboard"
    session = Session(Project.create(path))
    large = cv2.resize(cv2.imread(str(SAMPLE), cv2.IMREAD_COLOR), (4000, 3000), interpolation=cv2.INTER_CUBIC)
    data = cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
    (tmp_path / "large.jpg").write_bytes(data)
    bring(session, [tmp_path / "large.jpg"], at=(0, 0))
    session.close()
    _cpu(BARE), _cpu(SHARPENED, str(path))
    pairs = [(_cpu(BARE), _cpu(SHARPENED, str(path))) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    told = f"bare {bare * 1000:.0f} ms CPU, ours {ours * 1000:.0f}, ratio {ours / bare:.2f}, line {SHARP}"
    print(f"\nsharp picture of 12 megapixels: {told}")
    assert ours <= SHARP * bare
