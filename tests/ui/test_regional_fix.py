"""The main job by hand, six actions and an export: outside of what was marked the file has every pixel as it came."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.pixels.decode import decode, decode_deep
from editor.pixels.profiles import same_space
from editor.project.project import Project
from editor.steps.mask import active_mask
from editor.ui.desk import Desk
from tests.session.exporting import kinds
from tests.ui.desks import shown

LONG = 120_000  # milliseconds: the engine's first start compiles its kernels
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUICK = ("PNG", "PNG, 16 bits, alpha", "JPEG, turned")


def _drop(desk: Desk, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    middle, copy = desk.canvas.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.canvas, QDragEnterEvent(middle, copy, mime, left, none))
    QApplication.sendEvent(desk.canvas, QDropEvent(QPointF(middle), copy, mime, left, none))


def _at(desk: Desk, x: float, y: float) -> QPoint:
    """A place of the picture in the widget's pixels."""
    target = desk.target
    assert target is not None
    px, py = desk.canvas.view.to_widget.apply(*desk.session.document.placed(target).apply(x, y))
    return QPoint(round(px), round(py))


@pytest.mark.parametrize("kind", [k if k in QUICK else pytest.param(k, marks=pytest.mark.slow) for k in kinds()])
def test_six_actions_and_an_export(kind: str, qtbot: QtBot, tmp_path: Path) -> None:
    data, suffix = kinds()[kind]
    source = tmp_path / f"photo{suffix}"
    source.write_bytes(data)
    Project.create(tmp_path / "board.patchboard").close()
    window, desk = shown(qtbot, tmp_path / "board.patchboard")
    window.settings.setValue("export/folder", str(tmp_path))
    canvas, session = desk.canvas, desk.session

    _drop(desk, source)
    qtbot.waitUntil(lambda: desk.target is not None)
    while canvas.brush_size > 16:  # a small brush, for a small picture
        desk.shell.actions.run("brush.smaller")
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=_at(desk, 30, 24))
    qtbot.mouseMove(canvas, _at(desk, 36, 30))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=_at(desk, 36, 30))
    target = desk.target
    assert target is not None
    qtbot.waitUntil(lambda: active_mask(session.document, target.id) is not None)
    mask = active_mask(session.document, target.id)
    assert mask is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Slash)
    qtbot.waitUntil(desk.bar.prompt.hasFocus)
    qtbot.keyClicks(desk.bar.prompt, "make it red")
    qtbot.keyClick(desk.bar.prompt, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.candidates) and not desk.candidates.running, timeout=LONG)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(layer.onto for layer in session.document.layers.values()), timeout=LONG)
    qtbot.keyClick(canvas, Qt.Key.Key_E, CTRL | SHIFT)
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "written" in desk.shell.toast.words, timeout=LONG)
    window.close()

    made = (tmp_path / f"photo-2{suffix}").read_bytes()
    was, now = decode(data), decode(made)
    marked = np.zeros(was.pixels.shape[:2], bool)
    values = mask.tiles.array() > 0
    h, w = values.shape
    marked[mask.y : mask.y + h, mask.x : mask.x + w] = values[: was.pixels.shape[0], : was.pixels.shape[1]]
    assert 0 < marked.sum() < marked.size / 2
    assert (now.format, now.bits, now.had_alpha, now.pixels.shape) == (
        was.format,
        was.bits,
        was.had_alpha,
        was.pixels.shape,
    )
    assert same_space(now.profile, was.profile) and source.read_bytes() == data
    assert (now.pixels[marked] != was.pixels[marked]).any()
    if suffix == ".jpg":  # the one format that codes all of it anew; blocks that the mask touches are left out
        away = ~_touched(marked)
        assert np.quantile(np.abs(now.pixels[away].astype(int) - was.pixels[away]), 0.99) <= 4
        return
    assert np.array_equal(now.pixels[~marked], was.pixels[~marked])
    if was.bits == 16:
        deep, original = decode_deep(made), decode_deep(data)
        assert deep is not None and original is not None and np.array_equal(deep[~marked], original[~marked])


def _touched(marked: np.ndarray) -> np.ndarray:
    """The blocks of 16 x 16 that a mask touches, and those beside them."""
    out = np.zeros_like(marked)
    for y, x in zip(*np.nonzero(marked), strict=True):
        top, left = max(0, y // 16 * 16 - 16), max(0, x // 16 * 16 - 16)
        out[top : top + 48, left : left + 48] = True
    return out
