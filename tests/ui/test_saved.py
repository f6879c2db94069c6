"""The promise in the status bar: all is saved within a second of an edit, and where it cannot be, why."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.pixels.tiles import Tiles
from tests.ui.desks import opened


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def with_noise(document: Document, id: str) -> Document:
    pixels = np.random.default_rng(7).integers(0, 256, (600, 600, 4), np.uint8)
    return document.with_(Layer(id=id, name=id, order="Y", pixels=Tiles.from_array(pixels)))


def test_an_edit_is_told_to_be_saved_within_a_second(qtbot: QtBot, tmp_path: Path) -> None:
    _window, desk = opened(qtbot, tmp_path)
    with qtbot.waitSignal(desk.saved.told, timeout=5000):
        edited = time.time()
        desk.session.commit("Edit", with_noise(desk.session.document, "noise"))
    assert desk.saved.safe and desk.saved.text().startswith("Saved ")
    assert desk.session.project.saved_at - edited < 1


def test_a_full_disk_is_told_with_advice_and_all_is_saved_once_there_is_room(qtbot: QtBot, tmp_path: Path) -> None:
    _window, desk = opened(qtbot, tmp_path)
    path = desk.session.project.path
    with full_disk(path.stat().st_size + 200_000):
        desk.session.commit("Edit", with_noise(desk.session.document, "noise"))
        qtbot.waitUntil(lambda: not desk.saved.safe, timeout=10_000)
        said = desk.saved.text()
    assert said.startswith("Not saved since ") and "no room" in said and "Make room on the disk" in said
    assert "noise" in desk.session.document.layers
    qtbot.waitUntil(lambda: desk.saved.safe, timeout=20_000)
    assert desk.session.project.unsaved_since is None
