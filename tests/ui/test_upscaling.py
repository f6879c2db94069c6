"""Upscaling in a real window: the bar by the selected pictures, one and many, what came, and what cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.engine.contract import Engine
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Affine, Size
from editor.pixels.tiles import Tiles
from editor.steps.place import bounds
from editor.ui.desk import Desk
from editor.ui.parts.field import Field
from editor.ui.window import Window
from tests.engines.enlarger import Enlarger
from tests.engines.painter import Painter
from tests.learned import without_weights
from tests.steps.road import photograph
from tests.ui.desks import opened

PHOTO = photograph()
H, W = PHOTO.shape[:2]
Opener = Callable[..., Desk]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a window on so many photographs, the first of them selected."""
    windows: list[Window] = []

    def opener(count: int = 1, *engines: Engine) -> Desk:
        if engines:
            there = {engine.name: engine for engine in (Painter(), *engines)}.values()
            monkeypatch.setattr(Registry, "found", lambda **_: Registry(Entry(engine, "nowhere") for engine in there))
        layers = [
            Layer(
                id=f"p{n}",
                name=f"photo {n}",
                order=f"{n + 1}",
                pixels=Tiles.from_array(PHOTO),
                transform=Affine.translation(n * (W + 40), 0),
            )
            for n in range(count)
        ]
        window, made = opened(qtbot, tmp_path, Document().with_(*layers))
        windows.append(window)
        qtbot.waitUntil(made.canvas.isVisible)
        window.settings.remove("upscale")
        made.session.select({"p0"})
        made.shell.actions.run("layer.upscale")
        return made

    yield opener
    for window in windows:
        window.close()


def typed(qtbot: QtBot, field: Field, text: str) -> None:
    field.number.setFocus()
    field.number.selectAll()
    qtbot.keyClicks(field.number, text)
    qtbot.keyClick(field.number, Qt.Key.Key_Tab)


def put_in(desk: Desk) -> list[Layer]:
    """The larger pictures."""
    return [layer for layer in desk.session.document.layers.values() if layer.generation]


def test_a_picture_becomes_larger_in_its_place_by_the_built_in_engine(qtbot: QtBot, desk: Opener) -> None:
    made = desk()
    bar, before = made.shell.upscaling.bar, made.session.document
    bar.engines.choose("builtin")  # where weights are installed another is offered first
    assert bar.isVisible() and not made.bar.isVisible()
    assert bar.about.text() == f"photo 0, {W} × {H} px"
    qtbot.mouseClick(bar.large.far.button(1), LEFT)
    assert bar.sentence == f"It becomes {3 * W} × {3 * H} px, in the same place."
    assert (bar.price_label.text(), bar.engine.name) == ("$0.00", "builtin")
    bar.button.setFocus()
    qtbot.keyClick(bar.button, Qt.Key.Key_Return)
    assert made.bar.isVisible() and not bar.isVisible() and made.canvas.hasFocus()
    qtbot.waitUntil(lambda: bool(put_in(made)), timeout=60_000)
    (larger,) = put_in(made)
    document = made.session.document
    assert larger.pixels.size == Size(3 * W, 3 * H) and larger.name == "photo 0"
    assert bounds(document, larger) == bounds(before, before.layers["p0"])
    assert not document.layers["p0"].visible and larger.order > document.layers["p0"].order
    assert made.session.selection == {larger.id}, "what comes next is about the picture that is seen"
    assert made.shell.toast.words == f"photo 0 has {3 * W} × {3 * H} px now."
    qtbot.waitUntil(lambda: not made.queue.entries)
    made.shell.actions.run("edit.undo")
    assert made.session.document.layers.keys() == before.layers.keys()
    assert made.session.document.layers["p0"].visible


def test_many_are_made_larger_and_the_originals_stay_where_that_is_wanted(qtbot: QtBot, desk: Opener) -> None:
    engine = Enlarger(costs=20_000)
    made = desk(2, engine)
    bar = made.shell.upscaling.bar
    made.session.select({"p0", "p1"})
    assert (bar.about.text(), bar.price_label.text()) == ("2 pictures", "$0.04")
    assert bar.sentence == f"They become up to {2 * W} × {2 * H} px, each in its place."
    qtbot.keyClick(bar.hide_source, Qt.Key.Key_Space)
    qtbot.mouseClick(bar.button, LEFT)
    qtbot.waitUntil(lambda: len(put_in(made)) == 2, timeout=30_000)
    assert {layer.pixels.size for layer in put_in(made)} == {Size(2 * W, 2 * H)}
    assert all(made.session.document.layers[id].visible for id in ("p0", "p1"))
    assert made.session.selection == {"p0", "p1"}
    assert [request.options["factor"] for request in engine.asked] == [2, 2]
    qtbot.waitUntil(lambda: made.shell.toast.words == "2 pictures are larger now.")


def test_a_model_on_this_computer_is_offered_first_with_the_time_that_it_takes(qtbot: QtBot, desk: Opener) -> None:
    own, other = Enlarger(offline=True, pace=1e6 * 200 / (W * H)), Enlarger()
    other.name = "other"
    made = desk(2, other, own)
    bar = made.shell.upscaling.bar
    assert bar.engine is own
    assert made.bar.engines.findData("painter") >= 0 > made.bar.engines.findData("other"), "it draws nothing"
    assert bar.sentence == f"It becomes {2 * W} × {2 * H} px, in the same place. About 4 min."
    made.session.select({"p0", "p1"})
    assert bar.sentence.endswith("About 7 min.")


def test_a_size_may_be_told_in_pixels_and_in_millimetres(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1, Enlarger())
    bar = made.shell.upscaling.bar
    qtbot.mouseClick(bar.large.far.button(4), LEFT)
    typed(qtbot, bar.large.sides[0], f"{3 * W}")
    assert bar.large.sides[1].value == 3 * H
    assert bar.sentence == f"It becomes {3 * W} × {3 * H} px, in the same place."
    qtbot.mouseClick(bar.large.far.button(5), LEFT)
    for field, text in zip((*bar.large.paper, bar.large.dpi), ("60", "40", "254"), strict=True):
        typed(qtbot, field, text)
    assert bar.sentence == "It becomes 600 × 450 px, in the same place."
    qtbot.mouseClick(bar.large.far.button(3), LEFT)
    assert bar.sentence == "It becomes 3840 × 2880 px, in the same place."


def test_what_cannot_be_done_is_said_before_it_is_asked(qtbot: QtBot, desk: Opener) -> None:
    picky = Enlarger(needs_words=True, largest_side=W)
    made = desk(1, picky)
    bar = made.shell.upscaling.bar
    assert bar.sentence == "Enlarger needs words: say what the picture shows." and not bar.button.isEnabled()
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    qtbot.keyClicks(bar.words, "a face")
    assert bar.button.isEnabled()
    qtbot.mouseClick(bar.large.far.button(4), LEFT)
    typed(qtbot, bar.large.sides[0], "20")
    assert "already" in bar.sentence and not bar.button.isEnabled() and not bar.price_label.text()
    qtbot.keyClick(bar.large.sides[1].number, Qt.Key.Key_Escape)
    assert not bar.isVisible() and made.bar.isVisible() and not picky.asked


def test_the_bar_follows_the_selection_and_what_becomes_of_the_document(qtbot: QtBot, desk: Opener) -> None:
    made = desk(2)
    bar = made.shell.upscaling.bar
    made.session.select({"p1"})
    assert bar.about.text().startswith("photo 1")
    made.canvas.setFocus()
    qtbot.keyClick(made.canvas, Qt.Key.Key_Escape)
    assert not bar.isVisible() and made.bar.isVisible()
    made.shell.actions.run("layer.upscale")
    made.shell.actions.run("edit.undo")
    assert bar.sentence == "No picture is selected: click one, or choose it in Layers." and not bar.button.isEnabled()


def test_candidates_that_come_into_view_take_its_place(qtbot: QtBot, desk: Opener) -> None:
    engine = Enlarger()
    made = desk(1, engine)
    bar = made.shell.upscaling.bar
    qtbot.mouseClick(bar.button, LEFT)
    qtbot.waitUntil(lambda: bool(put_in(made)), timeout=30_000)
    (asked,) = made.session.project.archive.generations()
    made.shell.actions.run("layer.upscale")
    assert bar.isVisible()
    made.asking.reopen(asked)
    qtbot.waitUntil(lambda: bool(made.candidates), timeout=30_000)
    assert not bar.isVisible() and made.strip.isVisible()


def test_where_no_engine_makes_larger_that_is_said(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1, Painter())
    bar = made.shell.upscaling.bar
    assert bar.sentence == "No engine here makes pictures larger: connect one." and not bar.button.isEnabled()


@without_weights("upscale")
def test_without_the_nets_the_bar_leads_to_what_they_need(qtbot: QtBot, desk: Opener) -> None:
    made = desk()
    bar = made.shell.upscaling.bar
    assert bar.better.isVisible() and bar.engine.name == "builtin"
    qtbot.mouseClick(bar.better, LEFT)
    form = made.shell.sheets.settings.engines.form
    qtbot.waitUntil(lambda: form.title.text() == "Upscale")
    assert "pip install 'patchboard[upscale]'" in form.said.words and form.said.well is False


def test_with_a_net_there_is_nothing_to_lead_to(qtbot: QtBot, desk: Opener) -> None:
    assert not desk(1, Enlarger(offline=True)).shell.upscaling.bar.better.isVisible()


def test_another_engine_can_be_connected_from_the_bar(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1, Enlarger())
    picker = made.shell.upscaling.bar.engines
    picker.showPopup()
    picker.setCurrentIndex(picker.count() - 1)
    picker.hidePopup()
    assert made.shell.sheets.settings.isVisible() and picker.chosen.engine.name == "enlarger"
