"""While several pictures are moved, all small ones are copied from what they looked like before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.ui.viewport import sprites
from editor.ui.viewport.raster import Raster
from tests.ui.viewport.stage import board, noise
from tests.ui.viewport.test_raster import SCREEN, painted, sharp

VIEW = Affine(0.5, 0, 0, 0.5, 20, 20)
HARD = 2e-3  # of the pixels lie at edges that round one way or the other


@pytest.fixture
def raster(qtbot: QtBot) -> Iterator[Raster]:
    """Twelve pictures, sharp: some turned, some translucent."""
    made = Raster()
    made.resize(SCREEN.w, SCREEN.h)
    made.show(board(12))
    made.look(VIEW)
    sharp(qtbot, made)
    yield made
    made.close()


def moved(document: Document, x: float, y: float, first: int = 0) -> Document:
    """Every second picture that far from where it was, in device pixels."""
    by = Affine.translation(x / VIEW.a, y / VIEW.d)
    return document.with_(
        *(changed(layer, transform=layer.transform.then(by)) for layer in list(document.layers.values())[first::2])
    )


def dragged(raster: Raster, *places: tuple[float, float]) -> np.ndarray:
    """What is seen once they have been dragged there, before the hand rests."""
    document = raster.scene.document
    for place in places:
        raster.show(moved(document, *place))
        painted(raster)
    return painted(raster)


def copied(raster: Raster) -> list[int]:
    """Of which pictures there are sprites."""
    kept = raster._moving.sprites
    return [] if kept is None else np.flatnonzero(kept._there).tolist()


def anew(raster: Raster, document: Document | None = None) -> np.ndarray:
    """What composing all of it shows, of what is there or of this."""
    if document is not None:
        raster.show(document)
    raster.drop_lift()
    raster.compose(SCREEN)
    return painted(raster)


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((abs(one - other).max(axis=2) > 3).mean() < HARD)


def test_moved_by_whole_pixels_they_are_what_composing_anew_shows_and_nothing_is_left_to_do(raster: Raster) -> None:
    shown = dragged(raster, (3, 1), (7, 2), (12, 5), (-9, 30))
    assert len(copied(raster)) > 8, "all but those that are too large"
    assert not raster.busy
    assert alike(shown, anew(raster))


def test_moved_by_parts_of_pixels_they_are_on_the_nearest_until_the_hand_rests(qtbot: QtBot, raster: Raster) -> None:
    before = raster.scene.document
    shown = dragged(raster, (3.1, 1), (7.2, 2), (12.3, 5.4))
    assert raster.busy
    assert not alike(shown, sharp(qtbot, raster))
    exact = sharp(qtbot, raster)
    assert alike(exact, anew(raster))
    assert alike(shown, anew(raster, moved(before, 7.2 + 5, 2 + 3))), "whole pixels from where they were copied"


def test_others_that_are_moved_next_are_copied_from_their_places(raster: Raster) -> None:
    dragged(raster, (3, 1), (7, 2))
    start = raster.scene.document
    for step in range(1, 4):
        raster.show(moved(start, 5.0 * step, -2.0 * step, first=1))
        shown = painted(raster)
    assert alike(shown, anew(raster))


def test_in_another_view_they_are_made_anew(qtbot: QtBot, raster: Raster) -> None:
    dragged(raster, (3, 1), (7, 2), (9, 2))
    for view in (VIEW._replace(e=50.0), Affine(0.8, 0, 0, 0.8, 20, 20)):
        raster.look(view)
        sharp(qtbot, raster)
        start = raster.scene.document
        for step in range(3):
            raster.show(moved(start, 5.0 * step * VIEW.a / view.a, 0))
            shown = painted(raster)
        assert alike(shown, anew(raster))


@pytest.mark.parametrize(
    "changes",
    [
        {"opacity": 0.3},
        {"blend": "multiply"},
        {"transform": Affine.rotation(30).then(Affine.translation(120, 60))},
        {"transform": Affine(-1, 0, 0, 1, 120, 60)},
        {"visible": False},
    ],
)
def test_what_they_look_like_otherwise_is_seen_at_once(raster: Raster, changes: dict[str, object]) -> None:
    dragged(raster, (3, 1), (7, 2), (9, 2))
    layers = list(raster.scene.document.layers.values())[:6]
    raster.show(raster.scene.document.with_(*(changed(layer, **changes) for layer in layers)))
    assert alike(painted(raster), anew(raster))


def test_none_are_made_of_what_turns_in_whatever_parts_it_is_painted(qtbot: QtBot, raster: Raster) -> None:
    raster.look(VIEW._replace(e=VIEW.e - 90, f=VIEW.f - 60))  # the picture of the screen begins in the midst of it
    sharp(qtbot, raster)
    start = raster.scene.document
    turning = list(start.layers.values())[::2]
    for step in range(1, 5):
        by = Affine.rotation(3.0 * step)
        raster.show(start.with_(*(changed(layer, transform=layer.transform.then(by)) for layer in turning)))
        shown = painted(raster)
        assert not {*copied(raster)} & {*range(0, 12, 2)}
    assert copied(raster)
    assert alike(shown, anew(raster))


def test_what_comes_elsewhere_is_shown_while_they_are_moved(qtbot: QtBot, raster: Raster) -> None:
    start = raster.scene.document
    corner = Rect(280, 190, 20, 20)
    with QPainter(raster._torus.image) as painter:
        painter.fillRect(QRect(*corner), QColor("red"))
    assert painted(raster)[corner.slices].max() == 255
    for step in range(1, 200):
        raster.show(moved(start, 0.3 * step % 5, 0.2))
        if step == 5:
            raster._improve(np.array([[520.0, 340.0, 560.0, 380.0]]))
        if painted(raster)[corner.slices].max() < 255:
            return
        qtbot.wait(10)
    pytest.fail("it is not shown")


def test_other_pixels_of_theirs_are_seen_once_they_are_read(qtbot: QtBot, raster: Raster) -> None:
    dragged(raster, (3, 1), (7, 2), (9, 2))
    layers = list(raster.scene.document.layers.values())[:6]
    raster.show(raster.scene.document.with_(*(changed(layer, pixels=noise(99)) for layer in layers)))
    shown = sharp(qtbot, raster)
    assert alike(shown, anew(raster))


@pytest.mark.parametrize("limit", ["LARGEST", "SHARE", "AT_ONCE"])
def test_without_room_for_them_all_is_composed(raster: Raster, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(sprites, limit, 0)
    shown = dragged(raster, (3.4, 1), (7.3, 2), (12.4, 5.4))
    assert not copied(raster)
    assert not raster.busy
    assert alike(shown, anew(raster))


def test_a_picture_that_comes_in_the_midst_is_shown(qtbot: QtBot, raster: Raster) -> None:
    document = raster.scene.document
    raster.show(document.with_(Layer(id="new", order="zz", transform=Affine.translation(40, 30), pixels=noise(50))))
    shown = dragged(raster, (4, 0), (8, 0), (12, 0))
    assert raster.busy, "it is being made"
    assert not alike(shown, sharp(qtbot, raster))
    shown = dragged(raster, (4, 0), (8, 0), (12, 0))
    assert alike(shown, anew(raster))


@pytest.mark.parametrize("masked", [False, True])
def test_a_group_is_dragged_with_what_is_in_it(qtbot: QtBot, raster: Raster, masked: bool) -> None:
    values = np.full((90, 120), 255, np.uint8)
    values[40:] = 0
    mask = LayerMask(Tiles.from_array(values)) if masked else None
    group = Layer(id="g", kind="group", order="zz", mask=mask)
    document = raster.scene.document.with_(group)
    document = document.with_(*(changed(document.layers[f"{at:03}"], parent="g") for at in (1, 4, 7)))
    raster.show(document)
    sharp(qtbot, raster)
    for step in range(4):
        raster.show(document.with_(changed(group, transform=Affine.translation(14.0 * step, 6.0 * step))))
        shown = painted(raster)
    assert bool(copied(raster)) != masked
    assert alike(shown, anew(raster))


def test_one_that_is_dragged_alone_takes_another_mode(qtbot: QtBot, raster: Raster) -> None:
    lower, upper = (Tiles.from_array(np.full((160, 200, 3), grey, np.uint8)) for grey in (100, 200))
    document = Document().with_(Layer(id="a", order="A", pixels=lower))
    for step in range(4):
        large = Layer(id="b", order="B", pixels=upper, transform=Affine.translation(8.0 * step, 0))
        raster.show(document.with_(large))
        assert (sharp(qtbot, raster)[60, 80] == 200).all()
    raster.show(document.with_(changed(large, blend="multiply")))
    assert (abs(sharp(qtbot, raster)[60, 80] - 100 * 200 / 255) < 2).all()
