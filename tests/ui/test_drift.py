"""Drift in a real window: the chart finds where a set changed; what is known to be good is set, asked again, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.engine.contract import Candidate, Request
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.session.known_good import given_limits, known_good
from editor.ui.desk import Desk
from editor.ui.drift.sheet import DriftSheet
from tests.engines.fake import Fake, picture
from tests.pixels.series import drifting
from tests.session.sets import series
from tests.ui.desks import opened, shown

LEFT = Qt.MouseButton.LeftButton
LONG = 60_000  # milliseconds


def drawn(request: Request, stop: Stop) -> Iterator[Candidate]:
    yield Candidate(pixels=picture(request), seed=request.seed)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifty results; from number 30 on warmer and lighter."""
    return series(tmp_path_factory.mktemp("set") / "a.patchboard", drifting(4, ["coffee"], 30, cast=0.12, gamma=0.75))


@pytest.fixture
def desk(qtbot: QtBot, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    registry = Registry([Entry(Fake("other", drawn, place="thread"), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    path = tmp_path / "a.patchboard"
    path.write_bytes(pictures.read_bytes())
    window, made = shown(qtbot, path)
    yield made
    window.close()


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk) -> DriftSheet:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F9)
    made = desk.shell.drifting.sheet
    qtbot.waitUntil(lambda: made.current is not None, timeout=LONG)
    return made


def test_the_chart_shows_where_the_look_changed(qtbot: QtBot, sheet: DriftSheet) -> None:
    current = sheet.current
    assert current is not None and abs(current.number - 30) <= 3, "the change is looked at first"
    assert sheet.told.text().startswith("50 results beside the first 10")
    assert sheet.this.accessibleName() == f"Number {current.number}"
    assert sheet.parts.limits["tone"].text().startswith("auto ")
    sheet.chart.setFocus()
    qtbot.keyClick(sheet.chart, Qt.Key.Key_Home)
    assert sheet.current is not None and sheet.current.number == 1
    assert sheet.list.currentIndex().row() == 0, "the list follows the chart"
    point = sheet.points[41]
    qtbot.mouseClick(sheet.chart, LEFT, pos=sheet.chart.place(point).toPoint())
    assert sheet.current is point
    qtbot.mouseClick(sheet.order.button(1), LEFT)
    scores = [one.score for one in sheet.points]
    assert scores == sorted(scores, reverse=True) and sheet.current is point


def test_what_is_known_to_be_good_is_set_and_undone(qtbot: QtBot, desk: Desk, sheet: DriftSheet) -> None:
    assert not sheet.again_button.isEnabled() and sheet.again_button.toolTip()
    qtbot.keyClick(sheet.chart, Qt.Key.Key_Home)
    qtbot.mouseClick(sheet.pin_button, LEFT)
    assert known_good(desk.session.document) == ("g-1",)
    qtbot.waitUntil(lambda: "1 known to be good" in sheet.told.text(), timeout=LONG)
    assert sheet.points[0].known and sheet.again_button.isEnabled()
    qtbot.mouseClick(sheet.pin_button, LEFT)
    assert known_good(desk.session.document) == ()
    desk.session.undo()
    assert known_good(desk.session.document) == ("g-1",)
    qtbot.waitUntil(lambda: "1 known to be good" in sheet.told.text(), timeout=LONG)


def test_a_limit_is_set_for_the_project_and_left_to_itself_again(qtbot: QtBot, desk: Desk, sheet: DriftSheet) -> None:
    before = sheet.told.text()
    field = sheet.parts.limits["cast"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given_limits(desk.session.document) == {"cast": 5.0}
    qtbot.waitUntil(lambda: sheet.told.text() != before, timeout=LONG)
    field.selectAll()
    qtbot.keyClicks(field, "0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given_limits(desk.session.document) == {}
    qtbot.waitUntil(lambda: sheet.told.text() == before, timeout=LONG)


def test_what_is_known_to_be_good_is_asked_again_and_shown_beside(qtbot: QtBot, desk: Desk, sheet: DriftSheet) -> None:
    qtbot.keyClick(sheet.chart, Qt.Key.Key_Home)
    qtbot.mouseClick(sheet.pin_button, LEFT)
    qtbot.waitUntil(sheet.again_button.isEnabled, timeout=LONG)
    sheet.engine.setCurrentIndex(sheet.engine.findData("other"))
    qtbot.mouseClick(sheet.again_button, LEFT)
    qtbot.waitUntil(lambda: len(sheet.points) == 51, timeout=LONG)
    (new,) = [point for point in sheet.points if point.number == 51]
    assert new.engine == "other" and not new.known
    qtbot.keyClick(sheet.chart, Qt.Key.Key_End)
    assert (sheet.good.accessibleName(), sheet.this.accessibleName()) == ("Known good", "Number 51")


def test_a_result_is_shown_in_its_place(qtbot: QtBot, desk: Desk, sheet: DriftSheet) -> None:
    qtbot.mouseClick(sheet.open_button, LEFT)
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: bool(desk.candidates), timeout=LONG)


def test_where_nothing_was_made_it_says_what_it_is_for(qtbot: QtBot, tmp_path: Path) -> None:
    window, desk = opened(qtbot, tmp_path)
    desk.shell.actions.run("generate.drift")
    sheet = desk.shell.drifting.sheet
    qtbot.waitUntil(sheet.empty.isVisible)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    window.close()
