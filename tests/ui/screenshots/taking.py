"""One process that takes the pictures at one scale: `python -m tests.ui.screenshots.taking SCALE FOLDER [SCENE ...]`.

Settings, recent projects and the user's own sizes are those of a folder that is made for it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.screenshots.looks import LOOKS, Look
from tests.ui.screenshots.scenes import SCENES
from tests.ui.screenshots.stage import Stage

RESTS = 40  # milliseconds for what is asked of the window's own loop


def taken(folder: Path, looks: Iterable[Look], names: list[str]) -> Iterator[tuple[str, Look, QPixmap]]:
    """Each scene in each look. Raises KeyError where there is no scene of a name."""
    stage = Stage(folder)
    for name in names or list(SCENES):
        scene = SCENES[name](stage)
        next(scene)
        for look in looks:
            stage.dress(look)
            yield name, look, seen(stage.window)
        next(scene, None)
        stage.rest()
    stage.clear()


def seen(window: QWidget) -> QPixmap:
    """The window with the menus that are open over it."""
    picture = window.grab()
    with QPainter(picture) as painter:
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                painter.drawPixmap(other.pos() - window.pos(), other.grab())
    return picture


def begun(folder: Path) -> QApplication:
    """The application, with what it keeps in this folder; whoever calls holds on to it."""
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    app = QApplication([])
    app.setStyle("Fusion")
    return app


def main(scale: str, folder: Path, names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        _app = begun(Path(made))
        for name, look, picture in taken(Path(made), LOOKS[int(scale)], names):
            QTest.qWait(RESTS)
            path = folder / f"{name}-{look.name}-{scale}.png"
            if not picture.save(str(path)):
                raise OSError(f"{path} could not be written.")
            print(path, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
