"""A start image in a real window: chosen, told by a chip with its strength, sent where the engine can, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Layer
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.ui.desk import Desk
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RED = (200, 30, 30, 255)
PAINTER, PLAIN = Painter(strength=True), Painter()
PLAIN.name, PLAIN.title = "plain", "Plain"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    PAINTER.asked.clear()
    registry = Registry([Entry(PAINTER, "nowhere"), Entry(PLAIN, "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    made.bar.choose("painter")
    red = Tiles.from_array(np.full((30, 40, 4), RED, np.uint8))
    layers = [
        Layer(id=id, name=id, pixels=red, order=order, transform=Affine.translation(900, y))
        for id, order, y in (("sea", "x", 0), ("sky", "y", 30))
    ]
    made.session.commit("Add", made.session.document.with_(*layers))
    yield made
    window.close()


def ask(qtbot: QtBot, desk: Desk) -> np.ndarray:
    """What the engine was sent."""
    count = len(PAINTER.asked)
    desk.bar.prompt.setPlainText("a barn")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(PAINTER.asked) > count and not desk.candidates.running, timeout=20_000)
    image = PAINTER.asked[-1].image
    assert image is not None
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    return image


def use(qtbot: QtBot, desk: Desk, *ids: str) -> None:
    desk.session.select(ids)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_I, CTRL | ALT)
    qtbot.waitUntil(desk.bar.start_field.chip.isVisible, timeout=20_000)


def red(image: np.ndarray) -> int:
    return int((image == RED).all(2).sum())


def test_what_is_marked_begins_from_the_selected_picture_until_that_is_taken_away(qtbot: QtBot, desk: Desk) -> None:
    use(qtbot, desk, "sea")
    chip = desk.bar.start_field.chip
    assert chip.text() == "Starts from sea" and "sea" in chip.accessibleName()
    assert desk.session.selection == {"photo"}, "what is marked is in hand again"
    assert red(ask(qtbot, desk)) == 50 * 40 and PAINTER.asked[-1].strength == 0.6
    generation = desk.session.project.archive.generations()[-1]
    assert generation.start is not None and generation.recipe.start == "sea"
    desk.bar.refining.strength.number.setValue(35)
    assert red(ask(qtbot, desk)) == 50 * 40 and PAINTER.asked[-1].strength == 0.35
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isVisible() and red(ask(qtbot, desk)) == 0
    desk.attempt(lambda: desk.asking.recall(generation))
    assert chip.isVisible() and red(ask(qtbot, desk)) == 50 * 40, "it is recalled with the words"


def test_several_layers_begin_it_together_as_they_lie(qtbot: QtBot, desk: Desk) -> None:
    use(qtbot, desk, "sea", "sky")
    start = desk.bar.start_field.start
    assert start is not None and start.pixels is not None and start.pixels.size == (40, 60)
    assert red(ask(qtbot, desk)) == 50 * 40


def test_an_engine_that_cannot_is_told_before_it_is_asked(qtbot: QtBot, desk: Desk) -> None:
    use(qtbot, desk, "sea")
    desk.bar.prompt.setPlainText("a barn")
    desk.bar.choose("plain")
    assert not desk.bar.go.isEnabled() and "cannot begin from a picture" in desk.bar.sentence
    desk.bar.choose("painter")
    assert desk.bar.go.isEnabled()


def test_a_layer_that_is_gone_is_begun_from_no_more(qtbot: QtBot, desk: Desk) -> None:
    use(qtbot, desk, "sea")
    document = desk.session.document
    desk.session.commit("Delete", document.without(document.layers["sea"]))
    assert not desk.bar.start_field.chip.isVisible() and desk.bar.start_field.start is None
    desk.session.select(())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_I, CTRL | ALT)
    assert "Select a picture first" in desk.shell.toast.words
