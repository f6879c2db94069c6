"""Masks of large pictures: changed beside the window, one step each, in the order of the keys."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.pixels import mask_ops
from editor.pixels.geometry import Size
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask, mask_box, masked
from editor.ui.desk import Desk
from tests.ui.desks import opened

SIDE = 1400
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    pixels = Tiles.from_array(np.full((SIDE, SIDE, 3), 90, np.uint8))
    document = Document().with_(Layer(id="a", name="a", pixels=pixels))
    values = mask_ops.rectangle(Size(SIDE, SIDE), 600, 600, 100, 80)
    window, made = opened(qtbot, tmp_path, masked(document, "a", values))
    yield made
    window.close()


def box(desk: Desk) -> tuple[int, int]:
    mask = active_mask(desk.session.document, "a")
    return (0, 0) if mask is None else mask_box(mask).size


def test_changes_are_worked_out_off_the_thread_one_after_the_other(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, grown = set[int](), mask_ops.grown

    def watched(mask: np.ndarray, px: int) -> np.ndarray:
        threads.add(threading.get_ident())
        return grown(mask, px)

    monkeypatch.setattr(mask_ops, "grown", watched)
    desk.masks.grow(10)
    desk.masks.grow(5)
    assert box(desk) == (100, 80), "the window goes on meanwhile"
    qtbot.waitUntil(lambda: box(desk) == (130, 110))
    assert threads and threading.get_ident() not in threads
    desk.session.undo()
    assert box(desk) == (120, 100), "each is a step of its own"


def test_what_was_done_meanwhile_counts(qtbot: QtBot, desk: Desk) -> None:
    desk.masks.grow(10)
    other = mask_ops.rectangle(Size(SIDE, SIDE), 100, 100, 40, 30)
    desk.session.commit("Mask", masked(desk.session.document, "a", other))
    qtbot.waitUntil(lambda: box(desk) == (60, 50))


def test_an_inversion_by_its_key(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "I", CTRL | SHIFT)
    qtbot.waitUntil(lambda: box(desk) == (SIDE, SIDE))
    assert desk.session.history.undo_label == "Invert mask"
