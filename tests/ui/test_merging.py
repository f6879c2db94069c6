"""A frame as one picture, in a real window: what it shows is asked about as a whole, and undone as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.steps.place import bounds
from editor.ui.desk import Desk
from editor.ui.window import Window
from tests.engines.painter import BLUE, Painter
from tests.steps.road import photograph
from tests.ui.desks import opened

PHOTO = photograph()
H, W = PHOTO.shape[:2]
LONG = 60_000  # milliseconds: the process that puts it together has to start


@pytest.fixture
def painter() -> Painter:
    return Painter(kinds=frozenset({"image", "inpaint"}), needs_words=False)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, painter: Painter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A photograph with a sign on it in a frame, and an empty frame."""
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(painter, "nowhere")]))
    sign = np.full((20, 20, 4), 255, np.uint8)
    document = Document().with_(
        Layer(id="photo", name="photo", order="A", pixels=Tiles.from_array(PHOTO)),
        Layer(id="sign", name="sign", order="B", pixels=Tiles.from_array(sign), transform=Affine.translation(5, 5)),
        Frame(id="hero", name="Hero", rect=Rect(0, 0, W, H)),
        Frame(id="empty", name="Empty", rect=Rect(W + 99, 0, 50, 40)),
    )
    window, made = opened(qtbot, tmp_path, document)
    yield made
    assert isinstance(window, Window)
    window.close()


def test_what_a_frame_shows_is_redrawn_as_a_whole(qtbot: QtBot, desk: Desk, painter: Painter) -> None:
    before = desk.session.document
    desk.session.select({"hero"})
    desk.shell.actions.run("layer.merge-frame")
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == 3, timeout=LONG)
    (id,) = desk.session.selection
    picture = desk.session.document.layers[id]
    assert picture.name == "Hero" and bounds(desk.session.document, picture) == Rect(0, 0, W, H)
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.candidates), timeout=LONG)
    (request,) = painter.asked
    assert request.kind == "image" and (request.image[5:25, 5:25] == 255).all(), "the sign is in it"
    assert np.array_equal(request.image[30:], PHOTO[30:])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    (made,) = (layer for layer in desk.session.document.layers.values() if layer.generation)
    assert tuple(made.pixels.crop(Rect(60, 60, 1, 1))[0, 0, :3]) == BLUE
    assert bounds(desk.session.document, made) == Rect(0, 0, W, H)
    desk.shell.actions.run("edit.undo")
    desk.shell.actions.run("edit.undo")
    assert desk.session.document.layers.keys() == before.layers.keys()


def test_an_empty_frame_is_refused_and_without_one_it_cannot_be_done(qtbot: QtBot, desk: Desk) -> None:
    action = desk.shell.actions["layer.merge-frame"]
    desk.session.select({"photo"})
    qtbot.waitUntil(lambda: not action.isEnabled())
    desk.session.select({"empty"})
    qtbot.waitUntil(action.isEnabled)
    desk.shell.actions.run("layer.merge-frame")
    qtbot.waitUntil(lambda: "Empty shows nothing. Put a picture into it." in desk.bar.sentence, timeout=LONG)
    assert len(desk.session.document.layers) == 2
