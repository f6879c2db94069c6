"""Anchors from a board to what they affect: made, generated with, changed, seen in what came of them, part re-run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.archive import Generation
from editor.session.generations import BACKGROUND
from editor.steps.mask import masked
from editor.ui.desk import Desk
from tests.steps.road import box_mask, photograph
from tests.ui.desks import marked_photograph, shown

LONG = 120_000  # milliseconds: the engine's first start compiles its kernels
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def asked_and_accepted(qtbot: QtBot, desk: Desk, words: str, x: int) -> Generation:
    mask = masked(desk.session.document, "photo", box_mask(photograph(), x, 90, 50, 40))
    desk.session.commit("Mask", mask)
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Slash)
    desk.bar.prompt.selectAll()
    qtbot.keyClicks(desk.bar.prompt, words)
    qtbot.keyClick(desk.bar.prompt, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.candidates) and not desk.candidates.running, timeout=LONG)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    return desk.session.project.archive.generations()[-1]


def test_made_from_a_board_generated_with_changed_and_re_run_in_part(qtbot: QtBot, tmp_path: Path) -> None:
    window, desk = shown(qtbot, marked_photograph(tmp_path, marked=False))
    session, archive, panel = desk.session, desk.session.project.archive, desk.shell.anchors
    anchoring, toast = desk.shell.anchoring, desk.shell.toast

    session.select(["photo"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_M, CTRL | SHIFT)
    made = anchoring.making.sheet
    qtbot.waitUntil(lambda: made.list.count() > 0, timeout=LONG)
    qtbot.keyClick(made.name, Qt.Key.Key_Return)
    palette = next(one for one in session.document.anchors.values() if one.kind == "palette")
    name = palette.colours[0].name
    first = asked_and_accepted(qtbot, desk, f"make it {name}", 100)
    second = asked_and_accepted(qtbot, desk, f"make it {name}", 20)
    assert dict(first.recipe.anchors)[palette.id] == 1 and first.recipe.palette == palette.colours
    before = session.document.layers

    panel.bring_up()
    panel.choose_anchor(palette.id)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    value = anchoring.sheet.colours.rows[0].value
    value.selectAll()
    qtbot.keyClicks(value, "#D01A1A")
    qtbot.keyClick(anchoring.sheet.name, Qt.Key.Key_Return)
    assert session.document.anchors[palette.id].version == 2
    assert toast.words == "2 pictures are of another version"
    qtbot.waitUntil(lambda: panel.rows.tallies[palette.id].of_others(2) == 2)
    qtbot.mouseClick(toast.link, LEFT)
    sheet = anchoring.rerun.sheet
    assert sheet.isVisible() and sheet.list.count() == 2 and sheet.go.text() == "Re-run 2 for $0.00"
    qtbot.keyClick(sheet.list, Qt.Key.Key_Space)
    assert sheet.go.text() == "Re-run 1 for $0.00"
    (chosen,) = sheet.chosen
    qtbot.mouseClick(sheet.go, LEFT)
    qtbot.waitUntil(lambda: toast.words.startswith("Re-run: "), timeout=LONG)

    assert len(archive.generations()) == 3 and session.document.layers == before, "never over the old"
    again = archive.generations()[-1]
    assert desk.generations.lane(again.id) == BACKGROUND and chosen.id in (first.id, second.id)
    assert dict(again.recipe.anchors)[palette.id] == 2 and again.recipe.palette[0].rgb == (0xD0, 0x1A, 0x1A)
    assert again.mask is not None and chosen.mask is not None
    assert np.array_equal(again.mask.array(), chosen.mask.array()), "in its place"
    assert archive.generation(chosen.id).recipe.palette == palette.colours, "the old keeps its version"
    desk.history.show_asked()
    qtbot.waitUntil(lambda: desk.history.shown[0].id == again.id)
    qtbot.mouseClick(toast.link, LEFT)
    qtbot.waitUntil(lambda: bool(desk.candidates))
    assert desk.candidates.current is not None and desk.candidates.current.generation.id == again.id
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)

    panel.bring_up()
    qtbot.mouseClick(panel.facts.listed, LEFT)
    assert desk.history.isVisible() and len(desk.history.shown) == 3 and desk.history.guided.isVisible()
    window.close()
