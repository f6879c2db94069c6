"""A screen of its own for what is measured with real events: Xvfb, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def there(name: str) -> bool:
    """Whether there is Xvfb; where there is none, that `name` is skipped is said."""
    found = shutil.which("Xvfb") is not None
    if not found:
        print(f"{name}: skipped, there is no Xvfb (apt-get install xvfb)")
    return found


def run(size: tuple[int, int], command: Sequence[str]) -> int:
    """Run a script with its arguments on a display of that size; its exit code."""
    read, write = os.pipe()
    w, h = size
    screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{w}x{h}x24", "-nolisten", "tcp"]
    with subprocess.Popen(screen, pass_fds=[write], stderr=subprocess.DEVNULL) as display:
        os.close(write)
        try:
            number = os.read(read, 16).decode().strip()
            env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
            env |= {"QT_NO_GUI_THREADPOOL": "1", "OPENBLAS_NUM_THREADS": "1"}  # as the program has them
            return subprocess.run([sys.executable, *command], env=env, cwd=ROOT, check=False).returncode
        finally:
            display.terminate()


def idled(seconds: float) -> float:
    """Percent of a core that the process takes while nobody does anything.

    In a loop as in use: to wait with QTest looks at the events 100 times a second, which takes 0.4 % of any window.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    wall, start, loop = time.perf_counter(), time.process_time(), QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    return (time.process_time() - start) / (time.perf_counter() - wall) * 100
