"""Tools in a real window: taken in hand by their key, used with real events, and the mask changed as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from editor.document.records import Layer, LayerMask
from editor.pixels.geometry import Rect
from editor.project.project import Project
from editor.session.bring import bring
from editor.session.session import Session
from editor.steps.extent import extent
from editor.steps.gather import gathered
from editor.steps.mask import active_mask, mask_values, masked
from editor.ui.desk import Desk
from editor.ui.note_editor import NoteEditor
from tests.ui.desks import shown
from tests.ui.test_slice import RACCOON

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A window with the photograph at the origin, the canvas in focus."""
    session = Session(Project.create(tmp_path / "a.patchboard"))
    bring(session, [RACCOON], at=(0, 0))
    session.close()
    window, made = shown(qtbot, tmp_path / "a.patchboard")
    yield made
    window.close()


def at(desk: Desk, x: float, y: float) -> QPoint:
    """The canvas point in the widget's pixels."""
    px, py = desk.canvas.view.to_widget.apply(x, y)
    return QPoint(round(px), round(py))


def pull(
    qtbot: QtBot,
    desk: Desk,
    *points: tuple[float, float],
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press at the first canvas point, move through the others, release at the last."""
    qtbot.mousePress(desk.canvas, LEFT, keys, at(desk, *points[0]))
    for point in points[1:]:
        qtbot.mouseMove(desk.canvas, at(desk, *point))
    qtbot.mouseRelease(desk.canvas, LEFT, keys, at(desk, *points[-1]))


def pull_slowly(qtbot: QtBot, desk: Desk, *points: tuple[float, float]) -> None:
    """The same with the answer of the work that the press asks for awaited."""
    qtbot.mousePress(desk.canvas, LEFT, pos=at(desk, *points[0]))
    qtbot.wait(100)
    for point in points[1:]:
        qtbot.mouseMove(desk.canvas, at(desk, *point))
    qtbot.mouseRelease(desk.canvas, LEFT, pos=at(desk, *points[-1]))


def marked(desk: Desk) -> np.ndarray:
    """The mask of the picture that is worked on, over all of it."""
    target = desk.target
    assert target is not None and target.pixels is not None
    mask, size = active_mask(desk.session.document, target.id), target.pixels.size
    return np.zeros((size.h, size.w), np.uint8) if mask is None else mask_values(mask, size.rect)


def test_where_nothing_is_selected_a_stroke_marks_the_picture_that_it_begins_on(qtbot: QtBot, desk: Desk) -> None:
    first = next(iter(desk.session.document.layers))
    bring(desk.session, [RACCOON], at=(3000, 0))
    desk.session.select([])
    second = desk.target
    assert second is not None and second.id != first
    desk.canvas.fit()
    desk.tools.take("Mask brush")
    pull(qtbot, desk, (3100, 100), (3200, 100))
    assert not desk.session.selection, "the uppermost is worked on by itself"
    assert active_mask(desk.session.document, second.id)
    pull(qtbot, desk, (100, 100), (200, 100))
    assert active_mask(desk.session.document, first) and desk.session.selection == {first}
    pull(qtbot, desk, (3300, 300), (3400, 300))
    document, mask = desk.session.document, active_mask(desk.session.document, second.id)
    assert mask is not None and not mask_values(mask, Rect(250, 250, 200, 100)).any(), "what is selected stays so"
    desk.session.select([])
    desk.tools.take("Extend")
    pull(qtbot, desk, (100, 100), (200, 100))
    assert not desk.session.selection and desk.session.document is document


def test_each_tool_is_taken_in_hand_by_its_key(qtbot: QtBot, desk: Desk) -> None:
    for tool in reversed(desk.tools.tools):
        *held, key = tool.key.split("+")
        qtbot.keyClick(desk.canvas, key, SHIFT if held else Qt.KeyboardModifier.NoModifier)
        assert desk.tools.current.name == tool.name
    for tool in desk.tools.tools:
        assert tool.name and tool.icon and tool.hint.endswith("."), "rail and options need all of it"
    assert len({tool.key for tool in desk.tools.tools}) == len(desk.tools.tools)


def test_a_rectangle_is_dragged_added_to_and_changed_as_a_whole(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "M")
    pull(qtbot, desk, (100, 80), (150, 120), (200, 160))
    box = np.argwhere(marked(desk) > 127)
    scale = 1 / desk.canvas.view.zoom
    assert np.abs(box.min(0) - (80, 100)).max() <= scale and np.abs(box.max(0) + 1 - (160, 200)).max() <= scale
    first = marked(desk)
    pull(qtbot, desk, (300, 80), (350, 120), keys=SHIFT)
    assert (marked(desk) >= first).all() and (marked(desk) > first).any()
    qtbot.keyClick(desk.canvas, "I", CTRL | SHIFT)
    assert marked(desk)[100, 150] == 0 and marked(desk)[0, 0] == 255
    desk.session.undo()
    desk.session.undo()
    assert np.array_equal(marked(desk), first)
    desk.masks.grow(5)
    assert marked(desk).sum() > first.sum()
    desk.masks.shrink(5)
    desk.masks.feather(6)
    assert np.count_nonzero((marked(desk) > 0) & (marked(desk) < 255)) > 0
    qtbot.keyClick(desk.canvas, "D", CTRL)
    assert not marked(desk).any()


def test_a_polygon_goes_over_clicks_and_return_closes_it(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "L", SHIFT)
    for corner in ((100, 100), (300, 100), (300, 300)):
        qtbot.mouseClick(desk.canvas, LEFT, pos=at(desk, *corner))
        assert not marked(desk).any()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert marked(desk)[120, 200] == 255 and not marked(desk)[250, 120].any()
    qtbot.mouseClick(desk.canvas, LEFT, pos=at(desk, 100, 100))
    before = desk.session.document
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert desk.session.document is before and not desk.canvas.cancel_gesture()


def test_a_mask_is_saved_and_loaded_again(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.canvas, "L")
    pull(qtbot, desk, (100, 100), (300, 120), (200, 300))
    values = marked(desk)
    assert values.any()
    desk.masks.save(tmp_path / "mask.png")
    desk.masks.clear()
    desk.masks.load(tmp_path / "mask.png")
    assert np.array_equal(marked(desk), values)


def test_keys_change_the_brush_in_hand_and_its_outline(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "B")
    size = desk.canvas.brush_size
    qtbot.keyClick(desk.canvas, "]")
    assert desk.canvas.brush_size == pytest.approx(1.25 * size)
    qtbot.keyClick(desk.canvas, "E")
    assert desk.canvas.brush_size == pytest.approx(size), "each brush has a size of its own"
    qtbot.keyClick(desk.canvas, "M")
    assert desk.canvas.brush_size == 0


def test_select_moves_a_picture_and_escape_leaves_it(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "V")
    (id,) = desk.session.document.layers
    pull_slowly(qtbot, desk, (100, 100), (160, 140), (200, 180))
    qtbot.waitUntil(lambda: desk.session.document.layers[id].transform.e != 0)
    transform = desk.session.document.layers[id].transform
    assert transform.e == round(transform.e) and abs(transform.e - 100) <= 2 / desk.canvas.view.zoom
    assert desk.session.selection == {id} and len(desk.canvas.resting) == 1
    before = desk.session.document
    qtbot.mousePress(desk.canvas, LEFT, pos=at(desk, 150, 150))
    qtbot.mouseMove(desk.canvas, at(desk, 250, 250))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(desk.canvas, LEFT, pos=at(desk, 250, 250))
    assert desk.session.document is before
    desk.session.undo()
    assert desk.session.document.layers[id].transform.e == 0


def test_a_side_is_dragged_outward_and_the_picture_stays_bit_for_bit(qtbot: QtBot, desk: Desk) -> None:
    target = desk.target
    assert target is not None and target.pixels is not None
    w, h = target.pixels.size
    qtbot.keyClick(desk.canvas, "X")
    pull(qtbot, desk, (w, h / 2), (w + 30, h / 2), (w + 60, h / 2), keys=CTRL)
    mask = active_mask(desk.session.document, target.id)
    assert mask is not None and mask.tiles.size.w > w and mask.tiles.size.h == h
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.candidates), timeout=60_000)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    pixels, box = gathered(desk.session.document, target)
    assert box.size == mask.tiles.size
    assert np.array_equal(pixels[:, :w], target.pixels.array()) and (pixels[..., 3] == 255).all()


def test_a_spot_is_healed_on_release_as_one_step_and_undone(qtbot: QtBot, desk: Desk) -> None:
    target = desk.target
    assert target is not None
    before, _ = gathered(desk.session.document, target)
    qtbot.keyClick(desk.canvas, "J")
    pull(qtbot, desk, (200, 150), (215, 155), (230, 150))
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == 2, timeout=60_000)
    after, box = gathered(desk.session.document, target)
    assert box.size == target.pixels.size  # type: ignore[union-attr]
    changed = np.argwhere((before != after).any(axis=2))
    assert len(changed) and (changed.min(0) > (100, 150)).all() and (changed.max(0) < (200, 290)).all()
    assert not desk.candidates and desk.session.history.undo_label == "Heal"
    qtbot.keyClick(desk.canvas, "Z", CTRL)
    assert np.array_equal(gathered(desk.session.document, target)[0], before)


def test_a_note_is_put_and_written_by_keys(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "N")
    pull(qtbot, desk, (40, 40))
    qtbot.waitUntil(lambda: bool(desk.canvas.findChildren(NoteEditor)))
    (editor,) = desk.canvas.findChildren(NoteEditor)
    qtbot.keyClicks(editor, "warmer, b and m are no keys here")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    (note,) = desk.session.document.notes.values()
    assert note.text == "warmer, b and m are no keys here" and desk.tools.current.name == "Note"
    desk.session.undo()
    assert next(iter(desk.session.document.notes.values())).text == ""


def test_a_picked_colour_is_in_the_clipboard(qtbot: QtBot, desk: Desk) -> None:
    target = desk.target
    assert target is not None and target.pixels is not None
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    qtbot.keyClick(desk.canvas, "I")
    pull(qtbot, desk, (200, 150))
    qtbot.waitUntil(lambda: clipboard.text().startswith("#"))
    near = target.pixels.array()[145:156, 195:206, :3].reshape(-1, 3)
    picked = [int(clipboard.text()[place : place + 2], 16) for place in (1, 3, 5)]
    assert (near == picked).all(axis=1).any()


def test_what_cannot_be_selected_is_said(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "W")
    pull_slowly(qtbot, desk, (-300, -300), (-200, -200))
    qtbot.waitUntil(lambda: "outside of the picture" in desk.bar.sentence)
    assert "Drag it round the object." in desk.bar.sentence


def test_layers_are_arranged_by_keys_and_menus(qtbot: QtBot, desk: Desk) -> None:
    desk.bring([RACCOON])
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == 2)
    first, second = sorted(desk.session.document.layers.values(), key=lambda layer: layer.order)
    desk.session.select([second.id])
    place = second.transform
    for key, keys in (
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_Right, None),
        (Qt.Key.Key_Up, None),
        (Qt.Key.Key_Left, None),
    ):
        qtbot.keyClick(desk.canvas, key, keys or Qt.KeyboardModifier.NoModifier)
    moved = desk.session.document.layers[second.id].transform
    assert (moved.e, moved.f) == (place.e + 10, place.f - 1)
    qtbot.keyClick(desk.canvas, "H", SHIFT)
    assert desk.session.document.layers[second.id].transform.a == -1
    desk.session.select([first.id, second.id])
    desk.shell.actions.run("arrange.top")
    boxes = [extent(desk.session.document, [layer.id]) for layer in (first, second)]
    assert boxes[0] is not None and boxes[1] is not None and boxes[0].top == boxes[1].top
    desk.shell.actions.run("arrange.pack")
    boxes = [extent(desk.session.document, [layer.id]) for layer in (first, second)]
    assert boxes[0] is not None and boxes[1] is not None and not boxes[0].meets(boxes[1])
    desk.session.select([first.id])
    desk.shell.actions.run("arrange.front")
    layers = desk.session.document.layers
    assert layers[first.id].order > layers[second.id].order
    desk.shell.actions.run("arrange.back")
    assert desk.session.document.layers[first.id].order < layers[second.id].order


def test_what_is_marked_is_copied_pasted_and_lifted(qtbot: QtBot, desk: Desk) -> None:
    target = desk.target
    assert target is not None and target.pixels is not None
    desk.session.commit("Mask", masked(desk.session.document, target.id, np.full((40, 60), 255, np.uint8), 20, 30))
    wanted = target.pixels.array()[30:70, 20:80]
    qtbot.keyClick(desk.canvas, "C", CTRL)
    qtbot.keyClick(desk.canvas, "V", CTRL)
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == 2)
    pasted = [layer for layer in desk.session.document.layers.values() if layer.name == "Pasted"]
    assert len(pasted) == 1 and pasted[0].pixels is not None and np.array_equal(pasted[0].pixels.array(), wanted)
    assert desk.session.selection == {pasted[0].id}
    desk.session.undo()
    desk.session.select([target.id])
    qtbot.keyClick(desk.canvas, "J", CTRL)
    (made,) = (desk.session.document.layers[id] for id in desk.session.selection)
    assert made.id != target.id and made.pixels is not None and np.array_equal(made.pixels.array(), wanted)
    assert desk.session.history.undo_label == "Layer from mask" and not marked(desk).any()
    qtbot.keyClick(desk.canvas, "J", CTRL)
    assert len(desk.session.document.layers) == 3, "without a mask the layer itself is copied"


def test_a_layer_mask_is_made_switched_and_removed(desk: Desk) -> None:
    target = desk.target
    assert target is not None
    desk.session.commit("Mask", masked(desk.session.document, target.id, np.full((40, 60), 255, np.uint8), 20, 30))
    desk.shell.actions.run("layer.show-marked")
    desk.session.select([target.id])

    def mask() -> LayerMask | None:
        return desk.session.document.layers[target.id].mask

    first = mask()
    assert first is not None and first.tiles.bounds() == Rect(20, 30, 60, 40)
    desk.shell.actions.run("layer.mask-on")
    switched = mask()
    assert switched is not None and not switched.enabled
    desk.shell.actions.run("layer.mark-shown")
    assert np.count_nonzero(marked(desk)) == 60 * 40
    desk.shell.actions.run("layer.remove-mask")
    assert mask() is None


def test_an_empty_clipboard_and_an_empty_group_are_said(qtbot: QtBot, desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    before = desk.session.document
    qtbot.keyClick(desk.canvas, "V", CTRL)
    assert "no picture in the clipboard" in desk.bar.sentence and desk.session.document is before
    desk.session.commit("Group", before.with_(Layer(id="g", kind="group")))
    desk.session.select(["g"])
    qtbot.keyClick(desk.canvas, "C", CTRL)
    qtbot.waitUntil(lambda: "holds a picture" in desk.bar.sentence)
