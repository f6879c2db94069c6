"""A desk in a real window, with two pictures and a group, for the tests of what is around the canvas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.mask import masked
from editor.ui.desk import Desk
from editor.ui.window import Window
from tests.steps import road


def board() -> Document:
    """low, then the group with inner in it, then high."""
    pixels = np.full((60, 80, 4), 255, np.uint8)
    pixels[..., 0] = 30
    pictures = [
        Layer(id=id, name=id, order=order, parent=parent, pixels=Tiles.from_array(pixels), transform=place)
        for id, order, parent, place in (
            ("low", "A", "", Affine()),
            ("inner", "B", "group", Affine.translation(100, 0)),
            ("high", "Z", "", Affine.translation(200, 0)),
        )
    ]
    return Document().with_(Layer(id="group", name="group", kind="group", order="M"), *pictures)


def opened(qtbot: QtBot, folder: Path, document: Document | None = None) -> tuple[Window, Desk]:
    """The window has the focus, and the canvas in it."""
    path = folder / "board.patchboard"
    session = Session(Project.create(path))
    session.commit("Begin", board() if document is None else document)
    session.close()
    return shown(qtbot, path)


def marked_photograph(folder: Path, *, marked: bool = True) -> Path:
    """A project with a photograph, on which a box is marked."""
    path = folder / "a.patchboard"
    session = Session(Project.create(path))
    document, layer = road.board(pixels := road.photograph())
    session.commit("Import", document)
    if marked:
        session.commit("Mask", masked(document, layer.id, road.box_mask(pixels, 100, 90, 50, 40)))
    session.close()
    return path


def shown(qtbot: QtBot, path: Path) -> tuple[Window, Desk]:
    window = Window(path)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.bring_in()
    assert window.desk is not None
    qtbot.waitUntil(window.desk.canvas.hasFocus)
    return window, window.desk
