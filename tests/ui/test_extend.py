"""Extending in a real window: by a drag, by a size's name, by numbers and arrow keys; what is exported is exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Frame
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.resample import resize
from editor.session.presets import own_file
from editor.steps.extend import border_of, own_frame
from editor.steps.flatten import flatten
from editor.steps.gather import gathered
from editor.ui.desk import Desk
from tests.steps.road import photograph
from tests.ui.desks import marked_photograph, shown
from tests.ui.test_tools import ALT, CTRL, SHIFT, pull

PHOTO = photograph()
H, W = PHOTO.shape[:2]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A photograph with the extend tool in hand."""
    window, made = shown(qtbot, marked_photograph(tmp_path, marked=False))
    qtbot.waitUntil(made.canvas.isVisible)
    made.canvas.view = made.canvas.view.zoomed(0.5, made.canvas.width() / 2, made.canvas.height() / 2)
    qtbot.keyClick(made.canvas, "X")
    assert made.shell.options.fields.keys() == {"overlap"}
    yield made
    window.close()
    own_file().unlink(missing_ok=True)


def region(desk: Desk) -> Rect | None:
    """What is marked, in the picture's grid."""
    assert desk.target is not None
    mask = border_of(desk.session.document, desk.target)
    return mask.tiles.size.rect.translated(mask.x, mask.y) if mask else None


def made(qtbot: QtBot, desk: Desk) -> None:
    """Generated, and the first that comes is accepted."""
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.candidates), timeout=60_000)
    assert not desk.canvas.resting and not desk.canvas.hatched, "nothing lies over what is looked at"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)


def choose(qtbot: QtBot, desk: Desk, words: str) -> None:
    """A size by its name, typed into the list."""
    bar = desk.shell.extend
    qtbot.mouseClick(bar.picker, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.list.search, words)
    qtbot.keyClick(bar.list.search, Qt.Key.Key_Return)


def type_into(qtbot: QtBot, field, number: int) -> None:
    field.number.setFocus()
    field.number.selectAll()
    qtbot.keyClicks(field.number, str(number))
    qtbot.keyClick(field.number, Qt.Key.Key_Return)


def test_a_dragged_border_is_drawn_and_the_picture_stays_bit_for_bit(qtbot: QtBot, desk: Desk) -> None:
    pull(qtbot, desk, (W, H / 2), (W + 30, H / 2), (W + 40, H / 2))
    marked = region(desk)
    assert marked is not None and marked.h == H and abs(marked.w - W - 40) <= 2 / desk.canvas.view.zoom
    assert desk.shell.extend.width_field.value == marked.w
    made(qtbot, desk)
    assert desk.target is not None
    pixels, box = gathered(desk.session.document, desk.target)
    assert box == marked and np.array_equal(pixels[:, :W], PHOTO)
    assert pixels[..., 3].min() == 255 and pixels[:, W:, :3].std() > 1, "something was drawn there"
    assert region(desk) is None
    desk.session.undo()
    assert region(desk) == marked, "what was marked is there again"


def test_shift_alt_and_ctrl_drag_both_sides_all_of_them_and_to_sizes(qtbot: QtBot, desk: Desk) -> None:
    pull(qtbot, desk, (W, H / 2), (W + 20, H / 2), (W + 40, H / 2), keys=SHIFT)
    first = region(desk)
    assert first is not None and -first.x == first.right - W > 0 and first.h == H
    desk.session.undo()
    pull(qtbot, desk, (W, H / 2), (W + 20, H / 2), (W + 40, H / 2), keys=ALT)
    second = region(desk)
    assert second is not None and second.y < 0 and second.x < 0 and second.bottom > H
    assert second.w / second.h == pytest.approx(W / H, rel=0.02)
    desk.session.undo()
    pull(qtbot, desk, (W, H / 2), (2 * H + 1, H / 2), keys=CTRL)
    third = region(desk)
    assert third is not None and third.size == (2 * H, H), "2:1"


def test_a_size_by_name_keeps_the_pixels_of_what_fits_in(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "instagram story")
    found = region(desk)
    assert found is not None and found.size == (1080, 1920)
    bar = desk.shell.extend
    assert bar.picker.text() == "Instagram story, 1080 × 1920" and bar.words == "Source pixels stay bit for bit"
    qtbot.mouseClick(bar.place.button(0), Qt.MouseButton.LeftButton)
    found = region(desk)
    assert found is not None and found.y == 0 and found.size == (1080, 1920), "the picture is at the top"
    assert bar.place.place == 0
    assert desk.canvas.hasFocus()


def test_a_picture_larger_than_the_size_is_scaled_first_and_stays_beneath(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "half page")
    qtbot.waitUntil(lambda: region(desk) is not None, timeout=20_000)
    target, document = desk.target, desk.session.document
    assert target is not None and target.master == "photo" and not document.layers["photo"].visible
    scaled = resize(PHOTO, Size(300, round(300 * H / W)))
    assert desk.shell.extend.words == f"Scaled first to 300 × {scaled.shape[0]}"
    frame = own_frame(document, target)
    assert frame is not None and frame.name == "Half page" and frame.rect.size == (300, 600)
    made(qtbot, desk)
    document = desk.session.document
    pixels = flatten(document, frame.rect.size, Affine.translation(-frame.rect.x, -frame.rect.y))
    top = round(300 - scaled.shape[0] / 2)
    assert np.array_equal(pixels[top : top + scaled.shape[0]], scaled) and pixels[..., 3].min() == 255


def test_another_size_is_made_of_the_picture_as_it_was(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "half page")
    qtbot.waitUntil(lambda: region(desk) is not None, timeout=20_000)
    choose(qtbot, desk, "mobile interstitial")
    qtbot.waitUntil(lambda: (region(desk) or Rect(0, 0, 0, 0)).size == (320, 480), timeout=20_000)
    document = desk.session.document
    assert [layer.master for layer in document.layers.values()] == ["", "photo"] and len(document.frames) == 1
    assert next(iter(document.frames.values())).name == "Mobile interstitial"
    desk.session.undo()
    desk.session.undo()
    assert list(desk.session.document.layers) == ["photo"] and desk.session.document.layers["photo"].visible


def test_numbers_and_arrow_keys_extend_without_a_mouse(qtbot: QtBot, desk: Desk) -> None:
    bar = desk.shell.extend
    type_into(qtbot, bar.width_field, W + 60)
    qtbot.waitUntil(lambda: region(desk) == Rect(-30, 0, W + 60, H), timeout=5000)
    type_into(qtbot, bar.height_field, 1)
    assert bar.height_field.value == H, "it only becomes larger"
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Up, SHIFT)
    assert region(desk) == Rect(-30, -10, W + 61, H + 10)
    assert bar.place.place == 3, "neither at an end nor in the middle"


def test_the_overlap_reaches_into_the_picture(qtbot: QtBot, desk: Desk) -> None:
    pull(qtbot, desk, (W, H / 2), (W + 40, H / 2))
    overlap = desk.shell.options.fields["overlap"]
    type_into(qtbot, overlap, 12)

    def marked() -> bool:
        assert desk.target is not None
        mask = border_of(desk.session.document, desk.target)
        return mask is not None and bool(mask.tiles.array()[:, W - 12 : W].all())

    qtbot.waitUntil(marked, timeout=5000)
    assert desk.shell.extend.words == "Up to 12 px of the picture are drawn anew"


def test_a_frame_around_the_picture_goes_along(qtbot: QtBot, desk: Desk) -> None:
    document = desk.session.document
    desk.session.commit("Frame", document.with_(Frame(id="f", name="Hero", rect=Rect(0, 0, W, H))))
    choose(qtbot, desk, "full hd")
    frame = desk.session.document.frames["f"]
    assert frame.rect.size == (1920, 1080) and frame.rect.contains(Rect(0, 0, W, H)) and frame.name == "Hero"


def test_a_size_of_one_s_own_is_snapped_to_at_once(qtbot: QtBot, desk: Desk) -> None:
    desk.sizes.add("Odd one", Size(W + 47, H))
    pull(qtbot, desk, (W, H / 2), (W + 46, H / 2), keys=CTRL)
    found = region(desk)
    assert found is not None and found.size == (W + 47, H)
    desk.sizes.remove(desk.sizes.all[0])


def test_own_sizes_are_typed_kept_renamed_and_removed(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "Bus side 1900x1000")
    found = region(desk)
    assert found is not None and found.size == (1900, 1000)
    bar = desk.shell.extend
    assert bar.picker.text() == "Bus side, 1900 × 1000" and desk.sizes.all[0].own
    qtbot.mouseClick(bar.picker, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.list.search, "bus")
    bar.list.list.setFocus()
    qtbot.keyClick(bar.list.list, Qt.Key.Key_F2)
    editor = bar.list.list.focusWidget()
    assert editor is not None and editor is not bar.list.list
    qtbot.keyClick(editor, "A", CTRL)
    qtbot.keyClicks(editor, "Tram side")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.sizes.all[0].name == "Tram side", timeout=5000)
    bar.list.search.clear()
    qtbot.keyClicks(bar.list.search, "tram")
    bar.list.list.setFocus()
    qtbot.keyClick(bar.list.list, Qt.Key.Key_Delete)
    assert not any(preset.own for preset in desk.sizes.all), bar.list.words.text()
    qtbot.keyClick(bar.list.search, Qt.Key.Key_Escape)
    assert not bar.popover.isVisible()


def test_a_broken_file_of_sizes_is_told_in_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text("[{")
    try:
        window, desk = shown(qtbot, marked_photograph(tmp_path, marked=False))
        sizes = desk.shell.extend.list
        assert "Repair or delete" in sizes.words.text() and len(sizes.shown) > 40
        window.close()
    finally:
        own_file().unlink()
