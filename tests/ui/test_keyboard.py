"""All by keyboard alone, in a real window: mark, write, generate, choose, accept; and Escape at each stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.engine.registry import Entry, Registry
from editor.steps.gather import gathered
from editor.steps.mask import active_mask, mask_box
from editor.ui.desk import Desk
from tests.engines.painter import BLUE, Painter
from tests.ui.desks import marked_photograph, shown

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(Painter(), "nowhere")]))
    window, made = shown(qtbot, marked_photograph(tmp_path, marked=False))
    yield made
    window.close()


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    """Where the focus is, as a hand does."""
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        qtbot.keyClick(focused, key, held)


def mark(qtbot: QtBot) -> None:
    """A rectangle of 50 x 50 screen pixels from the middle of the view."""
    press(qtbot, Qt.Key.Key_M)
    press(qtbot, Qt.Key.Key_K)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Right, times=5)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Escape)


def picture(desk: Desk) -> np.ndarray:
    assert desk.target is not None
    return gathered(desk.session.document, desk.target)[0]


def test_a_regional_fix_without_a_mouse(qtbot: QtBot, desk: Desk) -> None:
    before = picture(desk)
    mark(qtbot)
    mask = active_mask(desk.session.document, "photo")
    assert mask is not None and not desk.pointer.isVisible()
    side = 50 / desk.canvas.view.zoom
    assert mask_box(mask).size == pytest.approx((side, side), abs=1.1)
    marked = mask.tiles.array() > 0
    press(qtbot, Qt.Key.Key_Slash)
    focused = QApplication.focusWidget()
    assert focused is desk.bar.prompt
    qtbot.keyClicks(focused, "blue")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4 and not desk.candidates.running, timeout=30_000)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    after = picture(desk)
    assert np.array_equal(after[~marked], before[~marked])
    assert (after[marked][:, :3] == BLUE).all(axis=1).any()


def test_escape_at_each_stage_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    begun = desk.session.document
    press(qtbot, Qt.Key.Key_B)
    press(qtbot, Qt.Key.Key_K)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Right, times=3)
    press(qtbot, Qt.Key.Key_Escape)
    assert desk.session.document is begun and desk.pointer.isVisible(), "the stroke is closed, the pointer stays"
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_K)
    assert desk.session.document is begun and not desk.pointer.isVisible(), "nor is what was half drawn kept"
    mark(qtbot)
    marked = desk.session.document
    press(qtbot, Qt.Key.Key_Slash)
    qtbot.keyClicks(desk.bar.prompt, "blue")
    press(qtbot, Qt.Key.Key_Escape)
    assert desk.canvas.hasFocus() and desk.bar.words == "blue"
    press(qtbot, Qt.Key.Key_Return, CTRL)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=30_000)
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4 and not desk.candidates.running, timeout=30_000)
    press(qtbot, Qt.Key.Key_Escape)
    assert desk.session.document is marked and not desk.candidates and desk.bar.words == "blue"


def test_the_pointer_stays_in_the_view_and_moves_finely(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, Qt.Key.Key_K)
    begin = desk.pointer.at
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert desk.pointer.at.x() == begin.x() + 1
    view = desk.canvas.view
    press(qtbot, Qt.Key.Key_Left, SHIFT, times=40)
    assert desk.canvas.rect().contains(desk.pointer.at) and desk.canvas.view.x < view.x
    assert desk.session.document.layers["photo"].transform.e == 0, "no layer is nudged meanwhile"
