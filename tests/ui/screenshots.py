"""Grabs the real window in its states, in both themes and at three scales: `make screenshots`, or with a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.document.records import Layer
from editor.project.project import Project
from editor.session.bring import bring
from editor.session.session import Session
from editor.steps import stacking
from editor.steps.mask import masked
from editor.ui.desk import Desk
from editor.ui.shell.recent import remember
from editor.ui.window import STORED, Window

ROOT = Path(__file__).parents[2]
PHOTOGRAPHS = (ROOT / "resources/sample/dandelions.jpg", ROOT / "tests/photographs/raccoon.jpg")
SIZES = {"": (1600, 1000), "-1280": (1280, 800)}
SETTLED = 300  # milliseconds for threads to bring thumbs
LONGEST = 20_000  # milliseconds for pictures to be sharp


def main(folder: Path) -> None:
    """A process of its own for each scale, since Qt takes it at the start."""
    folder.mkdir(parents=True, exist_ok=True)
    for scale in ("1", "1.5", "2"):
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough"}
        subprocess.run([sys.executable, "-m", "tests.ui.screenshots", str(folder), scale], check=True, env=environment)


def grab_all(folder: Path, scale: str) -> None:
    app = QApplication([])
    app.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as made:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, made)
        for theme in ("dark", "light", "contrast"):
            for name, picture in _states(Path(made), theme, scale):
                path = folder / f"{name}-{theme}-{round(100 * float(scale))}.png"
                picture.grab().save(str(path))
                print(path)


def _states(folder: Path, theme: str, scale: str) -> Iterator[tuple[str, QWidget]]:
    stored = QSettings(*STORED)
    stored.setValue("theme", theme)
    if scale == "1":
        yield from _welcomed(folder, theme)
    project = _board(folder / f"Meadow {theme}.patchboard")
    remember(stored, project)
    for suffix, size in SIZES.items():
        window = _shown(project, size)
        desk = window.desk
        assert desk is not None
        desk.canvas.setFocus()
        for name, bring_up in STATES.items():
            undo = bring_up(desk)
            QTest.qWait(60)
            yield f"{name}{suffix}", window
            undo()
        window.close()


def _welcomed(folder: Path, theme: str) -> Iterator[tuple[str, QWidget]]:
    for suffix, size in SIZES.items():
        window = _shown(None, size)
        yield f"welcome{suffix}", window
        window.close()


Undo = Callable[[], object]
STATES: dict[str, Callable[[Desk], Undo]] = {}


def state(bring_up: Callable[[Desk], Undo]) -> Callable[[Desk], Undo]:
    """A state of the window, grabbed under this function's name: it brings it up and gives what puts it away."""
    STATES[bring_up.__name__] = bring_up
    return bring_up


@state
def editing(desk: Desk) -> Undo:
    desk.session.select({"photo"})
    QTest.mouseMove(desk.canvas, QPoint(desk.canvas.width() // 2, desk.canvas.height() // 3))
    return lambda: None


@state
def palette(desk: Desk) -> Undo:
    desk.shell.palette.ask()
    desk.shell.palette.query.setText("mask")
    return desk.shell.palette.close_sheet


@state
def keys(desk: Desk) -> Undo:
    desk.shell.show_keys()
    return desk.shell.keys.close_sheet


@state
def toast(desk: Desk) -> Undo:
    desk.shell.toast.say("No candidates are in view: generate some with Ctrl+Return.")
    return desk.shell.toast.hide


@state
def settings(desk: Desk) -> Undo:
    desk.shell.show_settings()
    assert desk.shell.settings is not None
    return desk.shell.settings.close_sheet


@state
def changing_keys(desk: Desk) -> Undo:
    desk.shell.change_keys()
    assert desk.shell.settings is not None
    return desk.shell.settings.close_sheet


@state
def tucked(desk: Desk) -> Undo:
    desk.shell.toggle_panels()
    return desk.shell.toggle_panels


def _board(path: Path) -> Path:
    session = Session(Project.create(path))
    photo, *others = bring(session, PHOTOGRAPHS, at=(0, 0))
    document = session.document.without(photo).with_(_named(photo, "photo", "dandelions"))
    document, group = stacking.grouped(document, [other.id for other in others], "Mood board")
    document = stacking.with_fields(document, [group], locked=True)
    import numpy as np

    h, w = document.layers["photo"].pixels.size[::-1]  # type: ignore[union-attr]
    y, x = np.ogrid[:h, :w]
    spot = ((x - 1966) / 210) ** 2 + ((y - 986) / 161) ** 2 < 1
    session.commit("Begin", masked(document, "photo", spot.astype(np.uint8) * 255))
    session.close()
    return path


def _named(layer: Layer, id: str, name: str) -> Layer:
    from editor.document.records import changed

    return changed(layer, id=id, name=name)


def _shown(path: Path | None, size: tuple[int, int]) -> Window:
    window = Window(path)
    window.resize(*size)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.bring_in()
    if window.desk is not None:
        QTest.qWait(100)
        canvas = window.desk.canvas
        canvas.fit()
        for _ in range(LONGEST // SETTLED):
            QTest.qWait(SETTLED)
            if canvas.thumbnail() is not None and canvas.sharp:
                break
    QTest.qWait(SETTLED)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return window


if __name__ == "__main__":
    if len(sys.argv) > 2:
        grab_all(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/screenshots"))
