"""The prompt bar and the strip in a real window: by the region, before the click, on the way, failed, kept aside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from pytestqt.qtbot import QtBot

from editor.document.edge import Edge
from editor.engine.contract import Engine, Progress
from editor.engine.errors import NetworkError, RateLimited
from editor.engine.registry import Entry, Registry
from editor.pixels.encode import encode
from editor.steps.gather import gathered
from editor.steps.mask import active_mask
from editor.steps.write import write
from editor.ui.desk import Desk
from editor.ui.floating import GAP, MARGIN, place
from editor.ui.window import Window
from tests.engines.dealer import Dealer
from tests.engines.mirror import Mirror
from tests.engines.painter import BLUE, Painter
from tests.ui.desks import marked_photograph

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Opener = Callable[..., Desk]


class Flaky(Dealer):
    """Fails the first time that it is asked."""

    def __init__(self) -> None:
        super().__init__(RateLimited("Rate limit reached.", "Free again in 40 s."))

    def generate(self, request, stop):
        yield from super().generate(request, stop)

    def recover(self) -> None:
        self._error = None


class Moving(Mirror):
    """Moves the subject by 14 px."""

    name, title = "moving", "Moving"

    def generate(self, request, stop):
        options = {"subject": 14.0, "jpeg": 0, "texture": 0.0}
        yield from super().generate(msgspec.structs.replace(request, options=options), stop)


class Endless(Painter):
    """Answers once, where it is to, and then works on until it is stopped."""

    def __init__(self, *, first: bool = True, **abilities: Any) -> None:
        super().__init__(**abilities)
        self._first = first

    def generate(self, request, stop):
        if self._first:
            yield from super().generate(msgspec.structs.replace(request, count=1), stop)
        while True:
            yield Progress(0.3, "painting")
            stop.check()
            time.sleep(0.01)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a window on a photograph with a box marked, with these engines installed."""
    windows: list[Window] = []

    def opener(*engines: Engine, marked: bool = True) -> Desk:
        registry = Registry(Entry(engine, "nowhere") for engine in engines)
        monkeypatch.setattr(Registry, "found", lambda **_: registry)
        window = Window(marked_photograph(tmp_path, marked=marked))
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.bring_in()
        windows.append(window)
        assert window.desk is not None
        canvas = window.desk.canvas
        qtbot.waitUntil(canvas.isVisible)
        canvas.setFocus()
        return window.desk

    yield opener
    for window in windows:
        window.close()


def asked(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=20_000)


def picture(desk: Desk) -> np.ndarray:
    assert desk.target is not None
    return gathered(desk.session.document, desk.target)[0]


@pytest.mark.parametrize(
    ("region", "where"),
    [
        (QRect(400, 100, 200, 100), QPoint(200, 200 + GAP)),  # beneath
        (QRect(400, 500, 200, 250), QPoint(200, 500 - GAP - 150)),  # above
        (QRect(0, 100, 100, 100), QPoint(MARGIN, 200 + GAP)),  # held inside the view
        (QRect(0, 0, 300, 800), QPoint(300 + GAP, 325)),  # beside
        (QRect(0, 0, 1000, 800), QPoint(200, 800 - MARGIN - 150)),  # nowhere else
        (QRect(5000, 0, 10, 10), QPoint(200, 800 - MARGIN - 150)),  # out of view
        (QRect(), QPoint(200, 800 - MARGIN - 150)),
    ],
)
def test_a_float_stands_by_its_region_and_in_view(region: QRect, where: QPoint) -> None:
    assert place(QSize(600, 150), region, QRect(0, 0, 1000, 800)) == where


def test_the_bar_follows_the_region_through_pan_and_zoom(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Painter())
    bar, canvas = desk.bar, desk.canvas

    def beneath() -> bool:
        region = canvas.view.to_widget.bounds(desk.session.document.layers["photo"].transform.bounds(mask_rect()))
        return bar.isVisible() and bar.geometry().top() == region.bottom + GAP

    def mask_rect():
        mask = active_mask(desk.session.document, "photo")
        assert mask is not None
        return mask.tiles.bounds()

    qtbot.waitUntil(beneath)
    before = bar.pos()
    canvas.view = canvas.view.panned(40, -30)
    canvas.update()
    qtbot.waitUntil(lambda: bar.pos() == before + QPoint(40, -30))
    canvas.view = canvas.view.zoomed(1.5, 300, 300)
    canvas.update()
    qtbot.waitUntil(beneath)
    canvas.view = canvas.view.panned(0, 5000)
    canvas.update()
    qtbot.waitUntil(lambda: canvas.rect().contains(bar.geometry()))


def test_it_says_what_will_happen_and_what_it_costs_before_the_click(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Dealer())
    assert "needs words" in desk.bar.sentence
    assert not desk.bar.go.isEnabled() and "words" in desk.bar.go.toolTip()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Slash)
    qtbot.keyClicks(desk.bar.prompt, "a red hat")
    assert desk.bar.go.isEnabled()
    said = "Redraws 50 × 40 px from your words and its surroundings. Nothing outside the mask changes."
    assert desk.bar.sentence == said and desk.bar.price == "$0.16"
    assert desk.bar.price_label.toolTip() == "Costs at most $0.16."
    desk.bar.edge_field.show_edge(Edge("blend", 12))
    assert "up to 12 px outside" in desk.bar.sentence
    assert desk.canvas.masks.region is not None and desk.canvas.masks.region.band == 12, "it is drawn"
    desk.bar.edge_field.show_edge(Edge())
    assert desk.canvas.masks.region is not None and desk.canvas.masks.region.band == 0


def test_an_engine_that_cannot_fill_is_greyed_out_with_its_reason(opened: Opener) -> None:
    class Words(Painter):
        name, title = "words", "Words"

    desk = opened(Painter(), Words(kinds=frozenset({"generate"})))
    model = desk.bar.engines.model()
    item = model.index(1, 0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    assert item.data(Qt.ItemDataRole.ToolTipRole) == "This engine cannot fill a mask."


def test_the_words_grow_to_five_lines(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Painter())
    height = desk.bar.height()
    desk.bar.prompt.setPlainText("one\ntwo\nthree")
    qtbot.waitUntil(lambda: desk.bar.height() > height)
    desk.bar.prompt.setPlainText("\n".join("abcdefgh"))
    five = desk.bar.prompt.height()
    desk.bar.prompt.setPlainText("\n".join("abcde"))
    assert desk.bar.prompt.height() == five


def test_a_locked_seed_is_asked_again(qtbot: QtBot, opened: Opener) -> None:
    engine = Painter(needs_words=False)
    desk = opened(engine)
    asked(qtbot, desk)
    desk.bar.seed_field.lock(77)
    asked(qtbot, desk)
    asked(qtbot, desk)
    assert engine.asked[0].seed != 77 and [request.seed for request in engine.asked[1:]] == [77, 77]


def test_an_error_says_what_to_do_and_retry_goes_on(qtbot: QtBot, opened: Opener) -> None:
    engine = Flaky()
    desk = opened(engine, Painter(needs_words=False))
    desk.bar.prompt.setPlainText("a hat")
    before = desk.session.document
    asked(qtbot, desk)
    assert desk.bar.state == "failed" and desk.session.document is before and desk.bar.words == "a hat"
    assert desk.bar.sentence == (
        "Rate limit reached. Free again in 40 s. Nothing was charged; words and mask are kept."
    )
    assert desk.bar.retry_button.isVisible() and not desk.bar.builtin_button.isVisible(), "it is not installed"
    engine.recover()
    qtbot.mouseClick(desk.bar.retry_button, LEFT)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4, timeout=20_000)
    assert [request.seed for request in engine.asked] == [engine.asked[0].seed] * 2, "the same once more"


def test_the_builtin_engine_can_take_over(qtbot: QtBot, opened: Opener) -> None:
    class Builtin(Painter):
        name, title = "builtin", "Built-in"

    desk = opened(Dealer(NetworkError("No connection.")), Builtin(needs_words=False))
    desk.bar.prompt.setPlainText("a hat")
    asked(qtbot, desk)
    qtbot.mouseClick(desk.bar.builtin_button, LEFT)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4, timeout=20_000)
    assert desk.bar.engine == "builtin" and desk.candidates.current is not None
    assert desk.candidates.current.generation.recipe.engine == "builtin"


def test_stop_keeps_what_came(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Endless(needs_words=False))
    before = desk.session.document
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    assert desk.bar.state == "working" and desk.bar.stop_button.isVisible()
    qtbot.waitUntil(lambda: len(desk.candidates) == 1, timeout=20_000)
    qtbot.mouseClick(desk.strip.stop_button, LEFT)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=5000)
    assert len(desk.candidates) == 1 and not desk.strip.stop_button.isVisible() and desk.session.document is before


def test_escape_stops_what_has_not_come_yet(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Endless(first=False, needs_words=False))
    before = desk.session.document
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Candidate 1 of 4" in desk.bar.which, timeout=5000)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=5000)
    assert desk.bar.state == "ready" and not desk.candidates and desk.session.document is before


def test_keep_aside_more_digits_and_the_original(qtbot: QtBot, opened: Opener) -> None:
    engine = Painter(needs_words=False)
    desk = opened(engine)
    document = desk.session.document
    asked(qtbot, desk)
    assert desk.strip.isVisible() and not desk.bar.isVisible() and len(desk.candidates) == 4
    thumbs = desk.strip.thumbs
    qtbot.waitUntil(lambda: desk.strip.width() == 648)
    qtbot.mouseClick(thumbs, LEFT, pos=QPoint(3 * 126 + 60, 45))
    assert desk.candidates.number == 4, "all four are in sight"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_3)
    assert desk.candidates.number == 3
    qtbot.keyClick(desk.canvas, Qt.Key.Key_9)
    assert desk.candidates.number == 3, "there is no ninth"
    qtbot.keyPress(desk.canvas, Qt.Key.Key_Backslash)
    assert desk.canvas._shown is desk.session.document
    qtbot.keyRelease(desk.canvas, Qt.Key.Key_Backslash)
    assert len(desk.canvas._shown.layers) == 2
    qtbot.keyClick(desk.canvas, Qt.Key.Key_S)
    (kept,) = [layer for layer in desk.session.document.layers.values() if layer.id != "photo"]
    assert not kept.visible and active_mask(desk.session.document, "photo") is not None and len(desk.candidates) == 4
    assert [offer.choice for offer in desk.session.project.archive.offers()].count("kept") == 1
    qtbot.keyClick(desk.canvas, Qt.Key.Key_S)
    assert len(desk.session.document.layers) == 2, "once is enough"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: len(desk.candidates) == 8, timeout=20_000)
    seeds = [one.offer.seed for one in desk.candidates]
    assert len(set(seeds)) == 8 and desk.candidates.number == 3
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert desk.session.document.layers[kept.id].visible, "the one kept aside is shown, not doubled"
    assert not desk.strip.isVisible() and desk.bar.isVisible()
    desk.session.undo()
    desk.session.undo()
    assert desk.session.document.layers.keys() == document.layers.keys()


def test_what_moved_can_be_followed(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Moving())
    desk.bar.prompt.setPlainText("x")
    asked(qtbot, desk)
    shown = desk.candidates.current
    assert shown is not None
    assert shown.fitted.report.follow is not None
    assert desk.strip.follow_button.isVisible() and desk.strip.accept_button.text() == "Accept anyway"
    qtbot.mouseClick(desk.strip.follow_button, LEFT)
    qtbot.waitUntil(lambda: desk.candidates.current is not shown, timeout=20_000)


def test_a_fix_in_six_actions_by_keyboard_and_brush_leaves_the_rest_as_it_was(
    qtbot: QtBot, opened: Opener, tmp_path: Path
) -> None:
    desk = opened(Painter(), marked=False)
    before = picture(desk)
    at = [QPoint(*(round(v) for v in desk.canvas.view.to_widget.apply(x, y))) for x, y in ((100, 80), (140, 90))]
    qtbot.mousePress(desk.canvas, LEFT, pos=at[0])
    qtbot.mouseMove(desk.canvas, at[1])
    qtbot.mouseRelease(desk.canvas, LEFT, pos=at[1])
    mask = active_mask(desk.session.document, "photo")
    assert mask is not None
    marked = mask.tiles.array() > 0
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Slash)
    qtbot.keyClicks(desk.bar.prompt, "blue")
    qtbot.keyClick(desk.bar.prompt, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4, timeout=20_000)
    assert desk.canvas.hasFocus(), "so that the arrows work at once"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    out = tmp_path / "out.png"
    write(out, encode(picture(desk), ".png"))
    with Image.open(out) as file:
        after = np.array(file.convert("RGBA"))
    assert np.array_equal(after[~marked], before[~marked])
    assert (after[marked][:, :3] == BLUE).all(axis=1).any()


def test_a_whole_picture_is_marked_by_a_key_and_changed_as_one(qtbot: QtBot, opened: Opener) -> None:
    engine = Painter(kinds=frozenset({"image", "inpaint"}))
    desk = opened(engine, marked=False)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(desk.bar.isVisible)
    qtbot.keyClicks(desk.bar.prompt, "in oil")
    qtbot.waitUntil(lambda: "Redraws the whole picture" in desk.bar.sentence)
    assert "beneath stays" in desk.bar.sentence
    asked(qtbot, desk)
    assert engine.asked[0].kind == "image" and engine.asked[0].mask is None
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.session.document.layers) == 2)
