"""What a path opens, what is left where it cannot be opened, and what is seen before anything heavy is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.document.records import Layer
from editor.pixels.decode import ImageRejected
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.tools.mask_brush import MaskBrush
from editor.ui.kept_view import KEY as VIEWS
from editor.ui.opening import opened_project
from editor.ui.poster import THUMBNAIL, encoded_thumbnail, stored_thumbnail
from editor.ui.thumbnails import thumbnail
from editor.ui.window import Window

ROOT = Path(__file__).parents[2]
FIRST_PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from editor.ui import window

def begin(self):
    seen = self.grab().toImage().pixelColor(self.width() // 2, self.height() // 2)
    loaded = [n for n in sys.modules if n.split(".")[0] in ("editor", "plugins")]
    other = {n.split(".")[0] for n in sys.modules} - sys.stdlib_module_names - {"editor", "PySide6", "shiboken6"}
    print(json.dumps([loaded, sorted(other & set(sys.argv[2:])), seen.getRgb()[:3]]))
    QApplication.exit(0)

window.Window.begin = begin
sys.exit(window.show(Path(sys.argv[1])))
"""
LOADED = """
import gc, json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from editor.ui import window

def bring_in(self, known=window.Window.bring_in):
    while_it_loads = gc.isenabled()
    known(self)
    QTimer.singleShot(0, lambda: end(while_it_loads))

def end(while_it_loads):
    print(json.dumps([while_it_loads, gc.isenabled(), gc.get_freeze_count() > 10_000]))
    QApplication.exit(0)

window.Window.bring_in = bring_in
sys.exit(window.show(None))
"""
THREADS = """
import os
from PySide6.QtWidgets import QApplication
from editor.ui import window

def begin(self):
    before = len(os.listdir("/proc/self/task"))
    import numpy
    print(len(os.listdir("/proc/self/task")) - before)
    QApplication.exit(0)

window.Window.begin = begin
window.show(None)
"""
BROUGHT_IN = """
import linecache, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from editor.ui import window

def bring_in(self, known=window.Window.bring_in):
    read = {name for name in linecache.cache if "editor" in Path(name).parts}
    known(self)
    read ^= {name for name in linecache.cache if "editor" in Path(name).parts}
    print(*(name for name in sys.argv[2:] if name in sys.modules), *read)
    self.close()

window.Window.bring_in = bring_in
window.show(Path(sys.argv[1]))
"""
HEAVY = ("numpy", "cv2", "PIL", "numba", "msgspec", "apsw", "zstandard", "httpx", "_pytest")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "red.png"
    Image.fromarray(np.full((700, 1000, 3), (200, 40, 30), np.uint8)).save(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, picture: Path) -> Iterator[Window]:
    shown = _opened(qtbot, picture)
    yield shown
    shown.close()


def _opened(qtbot: QtBot, path: Path) -> Window:
    shown = Window(path)
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.painted):
        shown.show()
    shown.bring_in()
    return shown


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("cut", [0, 10, 400])
def test_a_damaged_picture_leaves_nothing_beside_it(picture: Path, cut: int) -> None:
    whole = picture.read_bytes()
    picture.write_bytes(whole[:cut])
    for _ in range(2):
        with pytest.raises(ImageRejected):
            opened_project(picture)
        assert _names(picture.parent) == {"red.png"}
    picture.write_bytes(whole)
    project = opened_project(picture)
    assert [layer.name for layer in project.document.layers.values()] == ["red"]
    project.close()
    assert _names(picture.parent) == {"red.png", "red.patchboard"}


def test_a_picture_that_is_not_there_makes_no_project(tmp_path: Path) -> None:
    with pytest.raises(ImageRejected):
        opened_project(tmp_path / "none.jpg")
    assert not _names(tmp_path)


def test_a_damaged_project_beside_a_picture_is_left_alone(picture: Path) -> None:
    beside = picture.with_suffix(".patchboard")
    beside.write_bytes(b"hello")
    with pytest.raises(ProjectError):
        opened_project(picture)
    assert beside.read_bytes() == b"hello"


def _stored(qtbot: QtBot, window: Window, path: Path) -> QImage:
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    assert thumbnail(desk.canvas.renderer, desk.session.document) is not None
    window.close()
    return stored_thumbnail(path)


def test_closing_keeps_a_thumbnail_of_the_whole_board(qtbot: QtBot, window: Window, picture: Path) -> None:
    assert stored_thumbnail(picture).isNull(), "an open project is not looked at"
    image = _stored(qtbot, window, picture)
    assert max(image.width(), image.height()) == THUMBNAIL and image.height() == 448
    for x, y in ((5, 5), (320, 200), (630, 440)):
        seen = image.pixelColor(x, y)
        assert max(abs(a - b) for a, b in zip(seen.getRgb()[:3], (200, 40, 30), strict=False)) <= 3  # type: ignore[arg-type]
    assert stored_thumbnail(picture.with_suffix(".patchboard")) == image


def test_a_rest_after_a_change_keeps_one_too(qtbot: QtBot, window: Window, picture: Path) -> None:
    desk = window.desk
    assert desk is not None
    desk.thumbnails._timer.setInterval(20)
    far = Tiles.from_array(np.full((100, 100, 3), (10, 200, 30), np.uint8))
    layer = Layer(id="far", pixels=far, transform=Affine.translation(3000, 300), order="z")
    desk.session.commit("Place", desk.session.document.with_(layer))
    project = desk.session.project
    qtbot.waitUntil(lambda: bool(project.thumbnail))
    image = QImage.fromData(project.thumbnail)
    assert image.width() == THUMBNAIL
    seen = image.pixelColor(THUMBNAIL - 10, 72)
    assert seen.green() > seen.red() + 40, "what was never in view is on it too"


def test_no_thumbnail_is_made_in_the_middle_of_a_stroke(qtbot: QtBot, window: Window, picture: Path) -> None:
    desk = window.desk
    assert desk is not None
    desk.thumbnails._timer.setInterval(20)
    desk.tools.take(MaskBrush.name)
    middle = desk.canvas.rect().center()
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert desk.canvas.gesturing
    desk.thumbnails._changed()
    qtbot.wait(100)
    assert not desk.session.project.thumbnail
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: bool(desk.session.project.thumbnail))


def test_an_unchanged_project_is_not_written_for_its_thumbnail(qtbot: QtBot, window: Window, picture: Path) -> None:
    _stored(qtbot, window, picture)
    again = _opened(qtbot, picture)
    assert again.desk is not None
    written: list[bytes] = []
    again.desk.session.project.set_thumbnail = written.append  # type: ignore[method-assign, assignment]
    assert not _stored(qtbot, again, picture).isNull() and not written


def test_no_thumbnail_where_there_is_none_or_what_there_is_cannot_be_one(tmp_path: Path) -> None:
    path = tmp_path / "a.patchboard"
    assert stored_thumbnail(path).isNull()
    path.write_bytes(b"hello")
    assert stored_thumbnail(path).isNull()
    path.unlink()
    project = Project.create(path)
    project.close()
    assert stored_thumbnail(path).isNull()
    large = QImage(THUMBNAIL + 1, 10, QImage.Format.Format_RGB32)
    for data in (b"no picture", b"", b"\xff\xd8\xff" * 50, encoded_thumbnail(large), bytes(5 << 20)):
        project = Project.open(path)
        project.set_thumbnail(data)
        project.close()
        assert stored_thumbnail(path).isNull()
    assert _names(tmp_path) == {"a.patchboard"}, "looking leaves nothing behind"


def test_the_window_comes_up_where_it_was_left(qtbot: QtBot) -> None:
    first, again = Window(None), QRect(60, 50, 610, 505)
    first.show()
    first.setGeometry(again)
    first.close()
    second = Window(None)
    assert second.geometry() == again
    second.close()


def test_the_thumbnail_is_seen_before_anything_but_qt_is_loaded(qtbot: QtBot, window: Window, picture: Path) -> None:
    _stored(qtbot, window, picture)
    command = [sys.executable, "-c", FIRST_PAINT, str(picture), *HEAVY]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    loaded, heavy, colour = json.loads(run.stdout)
    look = {f"editor.ui.theme{name}" for name in ("", ".theme", ".tokens", ".palette")}
    small = {"editor.ui.language", "editor.resources", "editor.project", "editor.project.held"}
    assert set(loaded) == {"editor", "editor.ui", "editor.ui.window", "editor.ui.poster"} | look | small
    assert heavy == []
    assert max(abs(a - b) for a, b in zip(colour, (200, 40, 30), strict=True)) <= 3


def test_garbage_is_looked_for_once_the_program_is_there_and_not_in_it(tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", LOADED], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [False, True, True], "while it loads, afterwards, and what was loaded"


def test_what_is_only_wanted_later_is_not_loaded_with_the_board(picture: Path, tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", BROUGHT_IN, str(picture), "http.client", "editor.session.export", "numpy"]
    run = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["numpy"], "nor is the source of any module read, as PySide does at each import"


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_numpy_begins_no_threads_that_would_spin_while_the_rest_is_loaded(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    env |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", THREADS], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0"]


def test_a_board_that_could_not_be_read_yet_has_no_thumbnail(qtbot: QtBot, window: Window) -> None:
    desk = window.desk
    assert desk is not None
    desk.session.commit("Empty", desk.session.document.without(*desk.session.document.layers.values()))
    assert thumbnail(desk.canvas.renderer, desk.session.document) is None, "nor has an empty one"


def test_how_it_is_looked_at_is_not_written_in_the_midst_of_a_stroke(qtbot: QtBot, window: Window) -> None:
    desk, left = window.desk, Qt.MouseButton.LeftButton
    assert desk is not None
    desk.tools.take(MaskBrush.name)
    qtbot.wait(700)
    views = str(window.settings.value(VIEWS))
    at = desk.canvas.rect().center()
    qtbot.mousePress(desk.canvas, left, pos=at)
    desk.canvas.view = desk.canvas.view.panned(40, 0)
    qtbot.wait(700)
    assert str(window.settings.value(VIEWS)) == views
    qtbot.mouseRelease(desk.canvas, left, pos=at)
    qtbot.waitUntil(lambda: str(window.settings.value(VIEWS)) != views)


def test_brushes_are_as_large_and_hard_at_the_next_start(qtbot: QtBot, window: Window, picture: Path) -> None:
    desk = window.desk
    assert desk is not None
    desk.tools.take(MaskBrush.name)
    for key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketRight):
        qtbot.keyClick(desk.canvas, key)
    size = desk.canvas.brush_size
    assert size > MaskBrush().size
    window.close()
    again = _opened(qtbot, picture)
    assert again.desk is not None and again.desk.tools.current.name == MaskBrush.name
    assert again.desk.canvas.brush_size == size
