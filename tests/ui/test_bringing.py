"""Files that are dropped on the canvas: read while the window goes on, all of them or none, as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from editor.ui.desk import Desk
from tests.ui.desks import opened

COUNT = 6


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, desk = opened(qtbot, tmp_path)
    yield desk
    window.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    rng, paths = np.random.default_rng(1), []
    for number in range(COUNT):
        paths.append(tmp_path / f"{number}.jpg")
        Image.fromarray(rng.integers(0, 256, (60, 40 + number, 3), np.uint8)).save(paths[-1])
    return paths


def _drop(desk: Desk, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, none = QPointF(60, 60), Qt.KeyboardModifier.NoModifier
    desk.canvas.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_what_is_dropped_comes_side_by_side_in_its_order_as_one_step(
    qtbot: QtBot, desk: Desk, files: list[Path]
) -> None:
    before = desk.session.document
    _drop(desk, files)
    assert desk.session.document is before, "nothing is read while the drop is handled"
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == len(before.layers) + COUNT)
    new = [layer for id, layer in desk.session.document.layers.items() if id not in before.layers]
    by_place = sorted(new, key=lambda layer: layer.transform.e)
    assert [layer.name for layer in by_place] == [path.stem for path in files]
    assert desk.session.undo() and desk.session.document.layers == before.layers


def test_one_bad_file_and_nothing_comes_in(qtbot: QtBot, desk: Desk, files: list[Path]) -> None:
    files[3].write_bytes(b"no picture")
    before = desk.session.document
    _drop(desk, files)
    qtbot.waitUntil(lambda: "3.jpg" in desk.bar.sentence)
    qtbot.wait(50)
    assert desk.session.document is before


def test_closing_while_files_are_read_brings_none(qtbot: QtBot, tmp_path: Path, files: list[Path]) -> None:
    window, desk = opened(qtbot, tmp_path)
    before = desk.session.document
    _drop(desk, files)
    window.close()
    qtbot.wait(20)
    assert desk.session.document is before
