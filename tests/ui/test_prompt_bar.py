"""How the prompt bar floats in a real window: never over what it acts on, pinned by its edge, folded, recalling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.document.edge import Edge
from editor.engine.contract import Price
from editor.engine.errors import NetworkError
from editor.engine.offers import Offer
from editor.engine.registry import Entry, Registry
from editor.steps.mask import active_mask
from editor.tools.mask_brush import MaskBrush
from editor.ui.desk import Desk
from editor.ui.floating import MARGIN, place
from editor.ui.prompt_bar import PromptBar
from editor.ui.seed_field import LARGEST
from editor.ui.theme.theme import Theme
from editor.ui.window import SHAPE, Window
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown
from tests.ui.painted import Painted

CTRL, ALT, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Window]]:
    registry = Registry([Entry(Painter(needs_words=False), "nowhere"), Entry(Dealer(NetworkError("Down.")), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    opened: list[Window] = []
    yield opened
    for window in opened:
        if window.desk is not None:
            window.desk.asking.floats.free()
        window.close()


def begun(qtbot: QtBot, windows: list[Window], project: Path, size: tuple[int, int] = (1280, 800)) -> Desk:
    window, desk = shown(qtbot, project)
    windows.append(window)
    window.resize(*size)
    qtbot.waitUntil(lambda: desk.bar.isVisible() and desk.bar.y() > 0)
    return desk


def drag_edge(qtbot: QtBot, bar: QWidget, by: QPoint) -> None:
    at = QPoint(bar.width() // 2, 3)
    qtbot.mousePress(bar, LEFT, pos=at)
    qtbot.mouseMove(bar, at + by)
    qtbot.mouseRelease(bar, LEFT, pos=at)


def on_screen(desk: Desk, *, mask: bool) -> QRect:
    document = desk.session.document
    layer = document.layers["photo"]
    assert layer.pixels is not None
    marked = active_mask(document, "photo")
    box = marked.tiles.bounds() if mask and marked else layer.pixels.size.rect
    return QRect(*document.placed(layer).then(desk.canvas.view.to_widget).bounds(box))


@pytest.mark.parametrize("marked", [True, False])
def test_it_is_not_over_what_it_acts_on(qtbot: QtBot, windows: list[Window], tmp_path: Path, marked: bool) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path, marked=marked))
    qtbot.waitUntil(lambda: not on_screen(desk, mask=marked).intersects(desk.bar.geometry()))
    assert desk.canvas.rect().marginsRemoved(desk.canvas.contentsMargins()).contains(desk.bar.geometry())


def test_where_there_is_no_room_by_the_region_it_covers_the_least_of_it() -> None:
    view, size = QRect(0, 0, 1000, 600), QSize(600, 150)
    upper = QRect(0, 0, 1000, 440)  # 160 px are left beneath: too few for the gap, enough for the bar
    assert place(size, upper, view) == QPoint(200, 600 - MARGIN - 150)
    assert place(size, upper.translated(0, 160), view) == QPoint(200, MARGIN)


def test_it_is_pinned_by_its_edge_for_good_and_freed_by_a_double_click(
    qtbot: QtBot, windows: list[Window], tmp_path: Path
) -> None:
    project = marked_photograph(tmp_path)
    desk = begun(qtbot, windows, project)
    by_region = desk.bar.pos()
    drag_edge(qtbot, desk.bar, QPoint(-60, -150))
    assert desk.bar.pos() == by_region + QPoint(-60, -150)
    pinned = desk.bar.pos()
    desk.canvas.view = desk.canvas.view.panned(50, 50)
    desk.asking.refresh()
    qtbot.waitUntil(lambda: desk.bar.pos() == pinned)
    windows[-1].close()
    windows.pop().settings.remove(SHAPE)  # the screen of the tests is too small for a window to come up as it was left
    desk = begun(qtbot, windows, project)
    qtbot.waitUntil(lambda: desk.bar.pos() == pinned)
    qtbot.mouseDClick(desk.bar, LEFT, pos=QPoint(desk.bar.width() // 2, 3))
    qtbot.waitUntil(lambda: desk.bar.pos() != pinned and not desk.asking.floats.are_pinned)
    assert not on_screen(desk, mask=True).intersects(desk.bar.geometry())


def test_it_lies_over_its_shadow_and_is_not_painted_for_what_happens_elsewhere(
    qtbot: QtBot, windows: list[Window], tmp_path: Path
) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path))
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    order = desk.canvas.children()
    assert order.index(desk.bar) > order.index(desk.bar._shadow)
    painted = Painted(desk.bar)
    desk.asking.refresh()
    QApplication.processEvents()
    assert painted.pixels < desk.bar.width() * desk.bar.height() / 2


def test_dragged_out_of_the_view_it_stays_in_it(qtbot: QtBot, windows: list[Window], tmp_path: Path) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path))
    drag_edge(qtbot, desk.bar, QPoint(-5000, 5000))
    canvas, bar = desk.canvas.rect(), desk.bar.geometry()
    assert bar.left() == MARGIN and bar.bottom() + 1 == canvas.height() - MARGIN


def test_recent_prompts_are_chosen_by_keys(qtbot: QtBot, windows: list[Window], tmp_path: Path) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path))
    for words in ("a blue hat", "a red shoe"):
        desk.bar.prompt.setPlainText(words)
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: not desk.candidates.running, timeout=20_000)
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    desk.bar.prompt.setPlainText("something else")
    desk.bar.prompt.setFocus()
    qtbot.keyClick(desk.bar.prompt, Qt.Key.Key_Down, ALT)
    menu = desk.asking.recent.menu
    assert [action.text() for action in menu.actions()] == ["a red shoe", "a blue hat"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert desk.bar.words == "a blue hat"
    qtbot.keyClick(desk.bar.prompt, Qt.Key.Key_Z, CTRL)
    assert desk.bar.words == "something else", "nothing that was written is lost"
    qtbot.mouseClick(desk.bar.recent, LEFT)
    assert menu.isVisible()
    menu.close()


def test_in_a_narrow_view_it_folds_and_nothing_is_cut_off(qtbot: QtBot, settings: QSettings) -> None:
    host, theme = QWidget(), Theme(settings)
    qtbot.addWidget(host)
    theme.dress()
    host.resize(440, 500)
    bar = PromptBar(host, theme, [Offer(Painter())])
    bar.edge_field.show_edge(Edge("blend", 12))
    bar.seed_field.lock(LARGEST)
    bar.allow("", Price(140_000))
    host.show()
    bar.stand(QRect())
    assert bar.width() == 420 >= bar.minimumSizeHint().width()
    inside = bar.rect()
    for part in (bar.engines, bar.edge_field.policy, bar.seed_field.number, bar.price_label, bar.go, bar.foot):
        assert inside.contains(QRect(part.mapTo(bar, QPoint(0, 0)), part.size())), part
    for label in (bar.go, bar.price_label):
        assert label.width() >= label.sizeHint().width()
    policy = bar.edge_field.policy
    words = policy.fontMetrics().horizontalAdvance(policy.currentText())
    assert policy.currentText() == "Blend 12" and words <= policy.width() - 29, "beside its chevron"


def test_details_have_a_row_only_where_there_are_some(qtbot: QtBot, windows: list[Window], tmp_path: Path) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path))
    plain = desk.bar.height()
    qtbot.mouseClick(desk.bar.seed_field.button, LEFT)
    qtbot.waitUntil(lambda: desk.bar.height() > plain)
    assert desk.bar.seed_field.number.isVisible() and desk.bar.seed_field.locked
    qtbot.mouseClick(desk.bar.seed_field.button, LEFT)
    qtbot.waitUntil(lambda: desk.bar.height() == plain)
    desk.bar.edge_field.show_edge(Edge("blend", 20))
    qtbot.waitUntil(lambda: desk.bar.height() > plain)
    assert desk.bar.edge_field.policy.currentText() == "Blend 20 px" and desk.bar.edge == Edge("blend", 20)


def test_what_failed_is_said_until_something_of_it_is_changed(
    qtbot: QtBot, windows: list[Window], tmp_path: Path
) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path))
    desk.bar.choose("dealer")
    desk.bar.prompt.setPlainText("a hat")
    height = desk.bar.height()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.bar.state == "failed", timeout=20_000)
    qtbot.waitUntil(lambda: desk.bar.height() == height)
    desk.tools.take("Lasso")
    assert desk.bar.state == "failed", "another tool changes nothing of it"
    desk.bar.prompt.setPlainText("a cap")
    assert desk.bar.state == "ready" and desk.bar.go.isVisible()


def test_an_engine_that_knows_few_words_suggests_them(
    qtbot: QtBot, windows: list[Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing = Painter(needs_words=False, prose=False, vocabulary=("wave", "mosaic", "frost", "dusk", "stained glass"))
    knowing.name = "knowing"
    registry = Registry([Entry(Painter(needs_words=False), "nowhere"), Entry(knowing, "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    bar = begun(qtbot, windows, marked_photograph(tmp_path)).bar
    assert bar.prompt.placeholderText() == "What should appear here?" and not bar.prompt.toolTip()
    bar.choose("knowing")
    assert bar.prompt.placeholderText() == "Such as wave, mosaic, frost, dusk; it knows 5 words"
    assert bar.prompt.toolTip() == "wave, mosaic, frost, dusk, stained glass"


def test_a_stroke_beneath_it_does_not_paint_it_anew(qtbot: QtBot, windows: list[Window], tmp_path: Path) -> None:
    desk = begun(qtbot, windows, marked_photograph(tmp_path, marked=False))
    bar, canvas = desk.bar, desk.canvas
    desk.tools.put(MaskBrush(size=10))
    canvas.view = canvas.view.zoomed(8, canvas.width() / 2, canvas.height() / 2)
    qtbot.waitUntil(lambda: canvas.sharp)
    qtbot.wait(50)
    middle = bar.geometry().center()
    assert on_screen(desk, mask=False).contains(bar.geometry())
    qtbot.mousePress(canvas, LEFT, pos=middle - QPoint(200, 100))
    qtbot.mouseMove(canvas, middle - QPoint(205, 100))
    qtbot.wait(50)
    parts = [Painted(part) for part in bar.findChildren(QWidget)]
    for step in range(0, 400, 20):
        qtbot.mouseMove(canvas, middle + QPoint(step - 200, step // 2 - 100))
        qtbot.wait(1)
    assert not any(part.pixels for part in parts), "its parts are as they were"
    canvas.update()
    qtbot.wait(20)
    assert any(part.pixels for part in parts), "as they are where all of the canvas is painted"
    qtbot.mouseRelease(canvas, LEFT, pos=middle + QPoint(200, 100))
