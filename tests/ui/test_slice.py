"""The whole road in a real window: paint, generate, choose, accept, undo, and again after the window is gone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor.project.project import Project
from editor.session.bring import bring
from editor.session.session import Session
from editor.steps.gather import gathered
from editor.steps.mask import active_mask
from editor.ui.desk import Desk
from editor.ui.window import Window

RACCOON = Path(__file__).parents[1] / "photographs" / "raccoon.jpg"
ROOT = Path(__file__).parents[2]
LONG = 60_000  # milliseconds: the engine's first start compiles its kernels


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a photograph of 240 x 180 at the origin."""
    photo = tmp_path / "photo.png"
    with Image.open(RACCOON) as picture:
        picture.crop((300, 200, 540, 380)).save(photo)
    path = tmp_path / "a.patchboard"
    session = Session(Project.create(path))
    bring(session, [photo], at=(0, 0))
    session.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, project: Path) -> Iterator[Window]:
    shown = Window(project)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.bring_in()
    assert shown.desk is not None
    yield shown
    shown.close()


def _desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def _at(desk: Desk, x: float, y: float) -> QPoint:
    """The canvas point in the widget's pixels."""
    px, py = desk.canvas.view.to_widget.apply(x, y)
    return QPoint(round(px), round(py))


def _paint(qtbot: QtBot, desk: Desk, *points: tuple[float, float]) -> None:
    canvas, left = desk.canvas, Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=_at(desk, *points[0]))
    for point in points[1:]:
        qtbot.mouseMove(canvas, _at(desk, *point))
    qtbot.mouseRelease(canvas, left, pos=_at(desk, *points[-1]))


def _generated(qtbot: QtBot, desk: Desk) -> None:
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.candidates), timeout=LONG)


def test_paint_generate_accept_undo(qtbot: QtBot, window: Window) -> None:
    desk = _desk(window)
    before = _picture(desk)
    _paint(qtbot, desk, (100, 80), (120, 90), (140, 100))
    target = desk.target
    assert target is not None
    mask = active_mask(desk.session.document, target.id)
    assert mask is not None
    marked = mask.tiles.array() > 0
    assert 0 < marked.sum() < marked.size / 2

    _generated(qtbot, desk)
    assert len(desk.session.document.layers) == 1, "a candidate that is shown changes nothing"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    after = _picture(desk)
    assert np.array_equal(before[~marked], after[~marked]) and (before[marked] != after[marked]).any()
    assert active_mask(desk.session.document, target.id) is None

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.session.document.layers) == 1
    assert active_mask(desk.session.document, target.id) is not None, "undo brings the mask back"
    choices = [offer.choice for offer in desk.session.project.archive.offers()]
    assert choices.count("accepted") == 1, "undo takes no choice back, whatever else has arrived"


def test_escape_while_painting_changes_nothing(qtbot: QtBot, window: Window) -> None:
    desk = _desk(window)
    before = desk.session.document
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=_at(desk, 100, 80))
    qtbot.mouseMove(desk.canvas, _at(desk, 140, 100))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=_at(desk, 140, 100))
    assert desk.session.document is before


def test_undo_after_the_window_was_closed(qtbot: QtBot, window: Window, project: Path) -> None:
    desk = _desk(window)
    _paint(qtbot, desk, (100, 80), (140, 100))
    window.close()
    again = Window(project)
    with qtbot.waitActive(again):
        again.show()
        again.activateWindow()
    again.bring_in()
    desk = _desk(again)
    target = desk.target
    assert target is not None and active_mask(desk.session.document, target.id) is not None
    qtbot.keyClick(again, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert active_mask(desk.session.document, target.id) is None
    again.close()


def test_what_the_status_bar_called_saved_survives_a_kill(qtbot: QtBot, project: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.painter", str(project)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    assert child.stdout.readline().startswith("Saved ")
    child.kill()
    child.wait()
    child.stdout.close()
    session = Session(Project.open(project))
    layer = next(iter(session.document.layers.values()))
    assert active_mask(session.document, layer.id) is not None
    assert session.undo() and active_mask(session.document, layer.id) is None
    session.close()


def test_a_file_that_is_no_project_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.patchboard"
    bad.write_bytes(b"hello")
    window = Window(bad)
    with qtbot.waitExposed(window):
        window.show()
    window.bring_in()
    assert window.desk is None and bad.read_bytes() == b"hello"
    window.close()


def _picture(desk: Desk) -> np.ndarray:
    target = desk.target
    assert target is not None
    return gathered(desk.session.document, target)[0]
