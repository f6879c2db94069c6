"""What a panel is about is lit on the canvas: layers and areas, for as long as it is wanted, and with what they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor.document.records import LayerMask, Mask, changed
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.ui.desk import Desk
from editor.ui.viewport.fills import ACCENT
from tests.ui.desks import opened


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path)
    yield made
    window.close()


def seen(desk: Desk, x: float, y: float) -> QColor:
    """What is on the screen at a place of the board."""
    px, py = desk.canvas.view.to_widget.apply(x, y)
    return desk.canvas.grab().toImage().pixelColor(round(px), round(py))


def test_layers_are_lit_while_they_are_wanted_and_wherever_they_go(desk: Desk) -> None:
    assert seen(desk, 40, 0) != ACCENT
    desk.lighting.light(["low", "gone"])
    assert seen(desk, 40, 0) == ACCENT and seen(desk, 240, 0) != ACCENT
    moved = changed(desk.session.document.layers["low"], transform=Affine.translation(0, -20))
    desk.session.commit("Move", desk.session.document.with_(moved))
    assert seen(desk, 40, 0) != ACCENT and seen(desk, 40, -20) == ACCENT
    desk.lighting.light(["group"])
    assert seen(desk, 140, 0) == ACCENT and seen(desk, 40, -20) != ACCENT
    desk.lighting.light([])
    assert seen(desk, 140, 0) != ACCENT and desk.lighting.marks == ()


def test_of_a_layer_with_a_mask_what_that_shows_is_lit(desk: Desk) -> None:
    shown = np.zeros((60, 80), np.uint8)
    shown[20:40, 10:50] = 255
    mask = LayerMask(Tiles.from_array(shown[10:50]), y=10)
    masked = changed(desk.session.document.layers["low"], mask=mask)
    desk.session.commit("Mask", desk.session.document.with_(masked))
    desk.lighting.light(["low"])
    (line,) = desk.lighting.marks
    assert line.points == ((10, 20), (50, 20), (50, 40), (10, 40))  # type: ignore[union-attr]
    off = changed(masked, mask=msgspec.structs.replace(mask, enabled=False))
    desk.session.commit("Mask off", desk.session.document.with_(off))
    (line,) = desk.lighting.marks
    assert line.points[2] == (80, 60)  # type: ignore[union-attr]


def test_the_same_again_draws_nothing_anew(desk: Desk) -> None:
    desk.lighting.light(["low"])
    before = desk.lighting.marks
    desk.lighting.light(["low"])
    desk.session.select(["high"])
    assert before and desk.lighting.marks is before


def test_areas_are_outlined_once_their_edges_are_found(qtbot: QtBot, desk: Desk) -> None:
    marked = np.zeros((60, 80), np.uint8)
    marked[20:40, 10:50] = 255
    area = Mask(id="area", target="high", tiles=Tiles.from_array(marked), active=False)
    desk.session.commit("Mask", desk.session.document.with_(area))
    desk.lighting.outline(["area"])
    qtbot.waitUntil(lambda: bool(desk.lighting.marks))
    xs = [x for line in desk.lighting.marks for x, _ in line.points]  # type: ignore[union-attr]
    ys = [y for line in desk.lighting.marks for _, y in line.points]  # type: ignore[union-attr]
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((210, 250, 20, 40), abs=1)
    desk.lighting.outline([])
    assert desk.lighting.marks == ()
